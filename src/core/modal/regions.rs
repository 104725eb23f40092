//! `L`: the region that requests are signed for.

use super::super::app::App;
use super::super::command::Command;
use super::super::config::is_region;
use super::super::connection;
use super::super::domain::Arn;
use super::super::key::half_width;
use super::super::msg::{Effect, FieldId};
use super::super::regions;
use super::super::session::{AwsProfile, Target};
use super::super::text::line::{Line, Tone};
use super::pick::Pick;
use super::{After, Field, Modal, View};

/// The picker. IAM is global, so the list of profiles does not change with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regions {
    pub(super) pick: Pick,
    /// Those of the configuration files, once they are read.
    configured: Vec<String>,
}

/// One line of the picker.
struct Choice {
    region: String,
    text: String,
}

impl Regions {
    /// One that does not know the configured regions yet.
    pub fn new(field: FieldId) -> Self {
        Self { pick: Pick::new(field), configured: Vec::new() }
    }

    /// Takes the regions of the AWS profiles; files that can't be read name
    /// none, and are told where a profile is chosen.
    pub(super) fn fill(&mut self, found: &Result<Vec<AwsProfile>, String>) {
        let profiles = found.as_deref().unwrap_or_default();
        for region in profiles.iter().filter_map(|profile| profile.region.as_deref()) {
            // The file may hold anything.
            if is_region(region) && !self.configured.iter().any(|known| known == region) {
                self.configured.push(region.to_owned());
            }
        }
    }

    fn choices(&self, app: &App) -> Vec<Choice> {
        let words = &app.words.pick;
        let current = app.connection.facts().map(|facts| facts.region.as_str());
        let identity = app.connection.identity();
        let partition = identity.and_then(|it| Some(Arn::parse(&it.arn).ok()?.partition));
        let known = regions::of(partition, current.unwrap_or_default());
        let listed = |region: &str| known.iter().any(|(it, _)| *it == region);
        let first = current.into_iter().map(|region| (region, words.in_use));
        let of_files = self.configured.iter().map(|region| (region.as_str(), words.configured));
        let others = known.iter().map(|(region, _)| (*region, ""));
        let mut seen = Vec::new();
        let mut choices = Vec::new();
        for (region, said) in first.chain(of_files).chain(others) {
            if seen.contains(&region) {
                continue;
            }
            seen.push(region);
            let name = known.iter().find(|(it, _)| *it == region).map_or("", |(_, name)| name);
            let mark = if current == Some(region) { "●" } else { " " };
            let text = format!("{mark} {region:16}{name:28}{said}").trim_end().to_owned();
            choices.push(Choice { region: region.to_owned(), text });
        }
        let texts: Vec<_> =
            choices.iter().map(|it| (it.region.as_str(), it.text.clone())).collect();
        let matching = self.pick.matches(&texts);
        let mut chosen: Vec<Choice> = Vec::with_capacity(matching.len() + 1);
        for at in matching {
            let Choice { region, text } = &choices[at];
            chosen.push(Choice { region: region.clone(), text: text.clone() });
        }
        let typed: String = self.pick.text.trim().chars().map(half_width).collect();
        let typed = typed.to_ascii_lowercase();
        if is_region(&typed) && !listed(&typed) && !seen.contains(&typed.as_str()) {
            let text = format!("  {}", (words.free_region)(&typed));
            chosen.push(Choice { region: typed, text });
        }
        chosen
    }

    /// What tells the choices apart, in their order.
    pub(super) fn keys(&self, app: &App) -> Vec<String> {
        self.choices(app).into_iter().map(|choice| choice.region).collect()
    }

    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.pick;
        let choices = self.choices(app);
        let body = match choices.is_empty() {
            true => Line::new(Tone::Warning, words.no_region),
            false => Line::new(Tone::Plain, words.region_body),
        };
        View {
            title: words.region_title.to_owned(),
            tone: Tone::Accent,
            body: vec![body],
            field: Some(Field {
                id: self.pick.field,
                label: app.words.list.filter.to_owned(),
                below: None,
            }),
            choices: choices.into_iter().map(|choice| choice.text).collect(),
            at: self.pick.at,
            first: self.pick.first,
            ..View::default()
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Back => (After::Close, Vec::new()),
            Command::Open => match self.choices(app).into_iter().nth(self.pick.at) {
                Some(Choice { region, .. }) => {
                    // Another account that is being connected to stays the
                    // one that was chosen.
                    let connection = &app.connection;
                    let under_way = connection.attempt.as_ref().map(|attempt| &attempt.target);
                    let current = connection.current.as_ref().map(|session| &session.target);
                    let target = under_way.or(current).unwrap_or(&connection.target).clone();
                    let target = Target { region: Some(region), ..target };
                    (After::Close, connection::connect(app, target))
                }
                None => (After::Stay(Modal::Regions(self)), Vec::new()),
            },
            other => {
                let count = self.choices(app).len();
                self.pick.step(count, other);
                (After::Stay(Modal::Regions(self)), Vec::new())
            }
        }
    }
}
