//! The managed policies, AWS's own and the account's, to choose several for
//! the role of the form below.

use super::super::app::App;
use super::super::catalog::{self, PolicyChoice, Streaming, Which};
use super::super::command::{Command, Scope};
use super::super::domain::Arn;
use super::super::form::create_policies;
use super::super::form::{self, Handed};
use super::super::msg::{Effect, FieldId};
use super::super::safe::width;
use super::super::text::explain;
use super::super::text::line::{Line, Tone};
use super::pick::{Pick, whole};
use super::{After, Field, Modal, View};

/// The picker. What is chosen stands in the form below at once: leaving it
/// loses nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyPicker {
    pub(super) pick: Pick,
    matching: Vec<usize>,
    /// What they were made of.
    seen: Option<(u64, String)>,
    /// The ARN under the cursor: it stays there while others come.
    chosen: Option<Box<str>>,
    refused: Option<String>,
}

/// Columns that names are filled up to.
const NAME: usize = 40;

impl PolicyPicker {
    /// An empty one.
    pub(in super::super) fn new(app: &mut App) -> Self {
        let pick = Pick::new(FieldId(app.ticket().0));
        Self { pick, matching: Vec::new(), seen: None, chosen: None, refused: None }
    }

    /// Takes what was typed.
    pub(super) fn edit(&mut self, text: String) {
        self.pick.edit(text);
        (self.chosen, self.refused) = (None, None);
    }

    /// The ARN that was typed, if it is a managed policy's and not listed.
    fn typed(&self, app: &App) -> Option<(Box<str>, Box<str>)> {
        let text = self.pick.text.trim();
        let arn = Arn::parse(text).ok()?;
        let is_one = arn.service == "iam" && arn.resource.starts_with("policy/");
        let listed = app.store.catalog.policies.items.iter().any(|it| *it.policy.arn == *text);
        (is_one && !listed).then(|| (arn.name().into(), text.into()))
    }

    fn count(&self, app: &App) -> usize {
        self.matching.len() + usize::from(self.typed(app).is_some())
    }

    pub(super) fn view(&self, app: &App) -> View {
        let text = &app.words.forms;
        let chosen = create_policies(app);
        let items = &app.store.catalog.policies.items;
        let policies = self.matching.iter().filter_map(|&place| items.get(place));
        let mut choices: Vec<String> = policies
            .map(|choice| {
                let mark = if chosen.contains(&&*choice.policy.arn) { "✓" } else { " " };
                let pad = NAME.saturating_sub(width(&choice.policy.name));
                format!("{mark} {}{:pad$}  {}", choice.policy.name, "", whose(app, choice))
            })
            .collect();
        if let Some((name, _)) = self.typed(app) {
            choices.push(format!("  {}", (text.use_arn)(&name)));
        }
        let refused = self.refused.as_ref().map(|why| Line::new(Tone::Warning, why));
        // What does not fit beside the long name is said apart.
        let here = choices.get(self.pick.at).filter(|line| {
            let room = app.areas().dialog_columns().saturating_sub(2);
            width(line) > room
        });
        let here = here.map(|line| Line::new(Tone::Dim, whole(line)));
        let back = app.keymap.way_to(Command::Back, Scope::Form);
        let mut body = vec![Line::new(Tone::Plain, (text.policies_pick)(chosen.len(), &back))];
        body.extend(self.progress(app));
        if choices.is_empty() && !items.is_empty() {
            body.push(Line::new(Tone::Warning, (app.words.pick.nothing)(items.len())));
        }
        View {
            title: text.policies_title.to_owned(),
            tone: Tone::Accent,
            body,
            field: Some(Field {
                id: self.pick.field,
                label: app.words.list.filter.to_owned(),
                below: refused.or(here),
            }),
            choices,
            at: self.pick.at,
            ..View::default()
        }
    }

    fn progress(&self, app: &App) -> Vec<Line> {
        let text = &app.words.forms;
        let policies = &app.store.catalog.policies;
        let key = app.keymap.way_to(Command::ReadAgain, Scope::Form);
        let count = policies.items.len();
        match &policies.state {
            Streaming::Loading { .. } => {
                vec![Line::new(Tone::Dim, (text.policies_loading)(count, &key))]
            }
            Streaming::Complete => vec![Line::new(Tone::Dim, (text.policies_complete)(count))],
            Streaming::NotStarted | Streaming::Stopped { error: None, .. } => {
                vec![Line::new(Tone::Warning, (text.policies_stopped)(count, &key))]
            }
            Streaming::Stopped { error: Some(error), .. } => {
                let why = explain::api_error(app.words, error, app.connection.source()).headline;
                vec![
                    Line::new(Tone::Danger, why),
                    Line::new(Tone::Plain, (text.policies_failed)(count, &key)),
                ]
            }
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        let mut effects = Vec::new();
        match command {
            Command::Back => return (After::Close, catalog::stop(app, Which::Policies)),
            Command::Open => self.choose(app),
            Command::ReadAgain => effects = catalog::stop_or_go_on(app, Which::Policies),
            other => {
                let other = match other {
                    Command::NextField => Command::Down,
                    Command::PreviousField => Command::Up,
                    other => other,
                };
                self.refused = None;
                self.pick.step(self.count(app), other);
                let place = self.matching.get(self.pick.at);
                let items = &app.store.catalog.policies.items;
                let under = place.and_then(|&place| items.get(place));
                self.chosen = under.map(|choice| choice.policy.arn.clone());
            }
        }
        (After::Stay(Modal::Managed(Box::new(self))), effects)
    }

    fn choose(&mut self, app: &mut App) {
        let place = self.matching.get(self.pick.at);
        let listed = place.and_then(|&place| app.store.catalog.policies.items.get(place));
        let (name, arn) = match listed {
            Some(choice) if choice.is_refused() => {
                let name = &choice.policy.name;
                self.refused = Some((app.words.forms.policy_refused)(name));
                return;
            }
            Some(choice) => (choice.policy.name.clone(), choice.policy.arn.clone()),
            None => match self.typed(app) {
                Some(typed) => typed,
                None => return,
            },
        };
        form::hand(app, Handed::Policy { name, arn });
    }

    /// Looks again at what matches, if the list or the text is another one.
    pub(super) fn refresh(&mut self, app: &App) {
        let policies = &app.store.catalog.policies;
        let made_of = (policies.version, self.pick.text.clone());
        if self.seen.as_ref() == Some(&made_of) {
            return;
        }
        let typed = self.pick.text.trim();
        let by_arn = typed.starts_with("arn:");
        let names = policies.items.iter().map(|choice| match by_arn {
            true => &*choice.policy.arn,
            false => &*choice.policy.name,
        });
        let mut found = self.pick.scores(names);
        found.sort_by_key(|&(score, place)| {
            let choice = &policies.items[place];
            let exact = *choice.policy.name == *typed || *choice.policy.arn == *typed;
            (!exact, choice.is_refused(), std::cmp::Reverse(score), place)
        });
        self.matching = found.into_iter().map(|(_, place)| place).collect();
        self.seen = Some(made_of);
        let items = &policies.items;
        let is_chosen = |&place: &usize| Some(&items[place].policy.arn) == self.chosen.as_ref();
        let last = self.count(app).saturating_sub(1);
        let at = self.matching.iter().position(is_chosen);
        self.pick.at = at.unwrap_or_else(|| self.pick.at.min(last));
        let under = self.matching.get(self.pick.at).and_then(|&place| items.get(place));
        self.chosen = under.map(|choice| choice.policy.arn.clone());
    }
}

/// Whose it is, and where it stands.
fn whose(app: &App, choice: &PolicyChoice) -> String {
    let text = &app.words.forms;
    let path = &*choice.policy.path;
    let said = match (choice.is_refused(), choice.of_aws) {
        (true, _) => text.policy_linked.to_owned(),
        (false, true) => app.words.reading.aws.to_owned(),
        (false, false) => app.words.reading.customer.to_owned(),
    };
    if path == "/" { said } else { format!("{said}  {path}") }
}
