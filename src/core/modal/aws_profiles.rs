//! `A`: the AWS profiles of the configuration files, to connect with another one.

use super::super::app::App;
use super::super::command::Command;
use super::super::connection;
use super::super::domain::Arn;
use super::super::msg::{Effect, FieldId};
use super::super::safe::{fit, width};
use super::super::session::{AwsProfile, AwsProfileKind, KeySource, Target};
use super::super::text::line::{Line, Tone};
use super::pick::Pick;
use super::{After, Field, Modal, View};

/// The picker; filled when [`Effect::FindAwsProfiles`] has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsProfiles {
    pub(super) pick: Pick,
    found: Option<Result<Vec<AwsProfile>, String>>,
}

/// Columns that a name takes at most; a longer one is marked as cut. The text
/// that is typed is matched with the whole of it.
const MOST_NAME: usize = 32;

impl AwsProfiles {
    /// An empty one.
    pub fn new(field: FieldId) -> Self {
        Self { pick: Pick::new(field), found: None }
    }

    /// Takes the names that were found; the first time, the cursor is put on
    /// the one in use.
    pub(super) fn fill(&mut self, app: &App, found: Result<Vec<AwsProfile>, String>) {
        let first_time = self.found.replace(found).is_none();
        if first_time && self.pick.text.is_empty() {
            let choices = self.choices(app);
            self.pick.put(choices.iter().position(|it| it.in_use).unwrap_or(0));
        }
    }

    /// What tells the choices apart, in their order.
    pub(super) fn keys(&self, app: &App) -> Vec<String> {
        // No AWS profile has an empty name.
        let key = |choice: Choice| choice.profile.map(|it| it.name).unwrap_or_default();
        self.matching(app).into_iter().map(key).collect()
    }

    fn choices(&self, app: &App) -> Vec<Choice> {
        let Some(Ok(found)) = &self.found else { return Vec::new() };
        let in_use = in_use(app, found);
        let choice = |profile: &AwsProfile| Choice {
            in_use: in_use.as_deref() == Some(&profile.name),
            profile: Some(profile.clone()),
        };
        let profiles = found.iter().map(choice);
        // What the program was started with may be no AWS profile at all, and
        // it is none of the demo's.
        let target = &app.first_target;
        let no_profile = target.aws_profile.is_none() && !found.is_empty();
        let first = !target.demo && (no_profile || app.connection.is_demo());
        let current = app.connection.current.as_ref();
        let unnamed = in_use.is_none() && current.is_some_and(|it| !it.target.demo);
        let chain = first.then_some(Choice { profile: None, in_use: unnamed });
        chain.into_iter().chain(profiles).collect()
    }

    /// The choices that match what is typed.
    fn matching(&self, app: &App) -> Vec<Choice> {
        let choices = self.choices(app);
        let words = |choice: &Choice| format!("{} {}", choice.name(app), choice.facts(app));
        let texts: Vec<_> =
            choices.iter().map(|choice| (choice.name(app), words(choice))).collect();
        self.pick.matches(&texts).into_iter().map(|at| choices[at].clone()).collect()
    }

    pub(super) fn view(&self, app: &App) -> View {
        let (words, pick) = (&app.words.dialog, &app.words.pick);
        let matching = self.matching(app);
        let body = match &self.found {
            None => vec![Line::new(Tone::Dim, words.reading_profiles)],
            Some(Err(why)) => vec![Line::new(Tone::Danger, (words.profiles_unreadable)(why))],
            Some(Ok(found)) if found.is_empty() => vec![
                Line::new(Tone::Warning, words.no_profiles),
                Line::new(Tone::Dim, words.no_profiles_hint),
            ],
            Some(Ok(found)) if matching.is_empty() => {
                vec![Line::new(Tone::Warning, (pick.nothing)(found.len()))]
            }
            Some(Ok(_)) => vec![Line::new(Tone::Plain, words.choose_profile)],
        };
        let name = |choice: &Choice| match &choice.profile {
            Some(profile) => fit(&profile.name, MOST_NAME).into_owned(),
            None => pick.as_started.to_owned(),
        };
        let wide = matching.iter().map(|choice| width(&name(choice))).max().unwrap_or(0);
        let choices = matching.iter().map(|choice| {
            let (mark, name) = (if choice.in_use { "●" } else { " " }, name(choice));
            let pad = wide - width(&name);
            format!("{mark} {name}{:pad$}  {}", "", choice.facts(app))
        });
        View {
            title: words.profiles_title.to_owned(),
            tone: Tone::Accent,
            body,
            field: Some(Field {
                id: self.pick.field,
                label: app.words.list.filter.to_owned(),
                below: None,
            }),
            choices: choices.collect(),
            at: self.pick.at,
            first: self.pick.first,
            ..View::default()
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Back => (After::Close, Vec::new()),
            Command::Open => match self.matching(app).into_iter().nth(self.pick.at) {
                Some(choice) => {
                    let aws_profile = choice.profile.map(|profile| profile.name);
                    // The demo's own, in the demo.
                    let of_demo = app.connection.is_demo() && aws_profile.is_some();
                    // The profile's own region counts, or the last one that was
                    // chosen for it. The demo's profiles stay the demo's.
                    let region = match &aws_profile {
                        None => app.first_target.region.clone(),
                        Some(name) => app.kept_region(name).map(ToOwned::to_owned),
                    };
                    let first = app.first_target.clone();
                    let target = match (of_demo, aws_profile) {
                        (true, aws_profile) => {
                            Target { aws_profile, region, demo: true, endpoint_url: None }
                        }
                        (false, None) => first,
                        (false, aws_profile) => Target { aws_profile, region, ..first },
                    };
                    // If that fails, the dialog about it comes back.
                    app.modals.retain(|modal| !modal.is_about_credentials());
                    (After::Close, connection::connect(app, target))
                }
                None => (After::Stay(Modal::AwsProfiles(self)), Vec::new()),
            },
            other => {
                let count = self.matching(app).len();
                self.pick.step(count, other);
                (After::Stay(Modal::AwsProfiles(self)), Vec::new())
            }
        }
    }
}

/// The AWS profile that the session uses: the one that was asked for, else the
/// one that AWS's own chain took, if it took one.
fn in_use(app: &App, found: &[AwsProfile]) -> Option<String> {
    let current = app.connection.current.as_ref()?;
    let asked = current.target.aws_profile.clone();
    asked.or_else(|| match current.facts.source {
        // Without `--profile`, the demo takes the first of its own.
        KeySource::Demo if current.target.demo => Some(found.first()?.name.clone()),
        KeySource::Environment | KeySource::Machine | KeySource::Other | KeySource::Demo => None,
        KeySource::Files | KeySource::Login => {
            Some(current.facts.aws_profile.clone().unwrap_or_else(|| "default".to_owned()))
        }
    })
}

/// One line of the picker.
#[derive(Debug, Clone)]
struct Choice {
    /// `None`: AWS's own chain, as the program was started.
    profile: Option<AwsProfile>,
    in_use: bool,
}

impl Choice {
    /// What is known of it beside its name.
    fn facts(&self, app: &App) -> String {
        let words = &app.words.dialog;
        let Some(profile) = &self.profile else {
            return match &app.first_target.aws_profile {
                Some(name) => format!("--profile {name}"),
                None => app.words.pick.chain.to_owned(),
            };
        };
        let kind = match &profile.kind {
            AwsProfileKind::Keys => words.kind_keys.to_owned(),
            AwsProfileKind::Sso => words.kind_sso.to_owned(),
            AwsProfileKind::Login => words.kind_login.to_owned(),
            AwsProfileKind::Role(arn) => match Arn::parse(arn) {
                // The account comes before a screen's end.
                Ok(arn) => (app.words.pick.role)(arn.account, arn.resource_id()),
                Err(_) => (words.kind_role)(arn),
            },
            AwsProfileKind::Process => words.kind_process.to_owned(),
            AwsProfileKind::Nothing => words.kind_nothing.to_owned(),
        };
        match profile.region.as_deref() {
            Some(region) => format!("{region:14}  {kind}"),
            None => kind,
        }
    }

    fn name<'a>(&'a self, app: &App) -> &'a str {
        self.profile.as_ref().map_or(app.words.pick.as_started, |it| &it.name)
    }
}
