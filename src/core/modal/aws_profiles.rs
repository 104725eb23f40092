//! The AWS profiles of the configuration files, to connect with another one.

use super::super::app::App;
use super::super::command::Command;
use super::super::connection;
use super::super::msg::Effect;
use super::super::session::{AwsProfile, AwsProfileKind, Target};
use super::super::text::line::{Line, Tone};
use super::{After, Modal, View, step};

/// The picker; filled when [`Effect::FindAwsProfiles`] has answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AwsProfiles {
    found: Option<Result<Vec<AwsProfile>, String>>,
    at: usize,
}

impl AwsProfiles {
    /// Takes the names that were found.
    pub fn fill(&mut self, found: Result<Vec<AwsProfile>, String>) {
        self.found = Some(found);
    }

    fn profiles(&self) -> &[AwsProfile] {
        self.found.as_ref().and_then(|found| found.as_deref().ok()).unwrap_or_default()
    }

    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.dialog;
        let body = match &self.found {
            None => vec![Line::new(Tone::Dim, words.reading_profiles)],
            Some(Err(why)) => vec![Line::new(Tone::Danger, (words.profiles_unreadable)(why))],
            Some(Ok(found)) if found.is_empty() => vec![
                Line::new(Tone::Warning, words.no_profiles),
                Line::new(Tone::Dim, words.no_profiles_hint),
            ],
            Some(Ok(_)) => vec![Line::new(Tone::Plain, words.choose_profile)],
        };
        let wide = self.profiles().iter().map(|p| p.name.chars().count()).max().unwrap_or(0);
        let choices = self.profiles().iter().map(|profile| {
            let kind = match &profile.kind {
                AwsProfileKind::Keys => words.kind_keys.to_owned(),
                AwsProfileKind::Sso => words.kind_sso.to_owned(),
                AwsProfileKind::Login => words.kind_login.to_owned(),
                AwsProfileKind::Role(arn) => (words.kind_role)(arn),
                AwsProfileKind::Process => words.kind_process.to_owned(),
                AwsProfileKind::Nothing => words.kind_nothing.to_owned(),
            };
            let region = profile.region.as_deref().unwrap_or_default();
            format!("{:wide$}  {region:14}  {kind}", profile.name)
        });
        View {
            title: words.profiles_title.to_owned(),
            tone: Tone::Accent,
            body,
            top: 0,
            field: None,
            choices: choices.collect(),
            at: self.at,
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Back => (After::Close, Vec::new()),
            Command::Open => match self.profiles().get(self.at) {
                Some(profile) => {
                    let aws_profile = Some(profile.name.clone());
                    // The profile's own region counts, not the last one's. The demo's
                    // profiles stay the demo's.
                    let target = Target { aws_profile, region: None, ..app.first_target.clone() };
                    // If that fails, the dialog about it comes back.
                    app.modals.retain(|modal| !modal.is_about_credentials());
                    (After::Close, connection::connect(app, target))
                }
                None => (After::Close, Vec::new()),
            },
            other => {
                self.at = step(self.at, self.profiles().len(), other);
                (After::Stay(Modal::AwsProfiles(self)), Vec::new())
            }
        }
    }
}
