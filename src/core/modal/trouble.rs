//! What is wrong with the credentials, and what helps.

use super::super::app::App;
use super::super::changing;
use super::super::command::Command;
use super::super::connection;
use super::super::error::ErrorKind;
use super::super::msg::{Effect, FieldId};
use super::super::session::{KeySource, Looked, Target};
use super::super::text::line::{Line, Tone};
use super::super::text::{describe, explain};
use super::aws_profiles::AwsProfiles;
use super::{After, Modal, View, scroll, step};

/// The dialog for missing, expired and cancelled credentials, and for a
/// connection that could not be made. Offers what can be done right here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    choices: Vec<Choice>,
    at: usize,
    pub(super) first: usize,
    /// The first line of the text that is shown, where it is longer than fits.
    top: usize,
}

/// What it offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    TryAgain,
    /// `--profile default` outranks the variables of the environment.
    UseFiles,
    OtherAwsProfile,
    Demo,
    KeepLooking,
    Quit,
}

impl Trouble {
    /// The dialog as the state of the connection calls for it.
    pub fn new(app: &App) -> Self {
        let mut choices = vec![Choice::TryAgain];
        if app.connection.facts().is_some_and(|facts| facts.source == KeySource::Environment) {
            choices.push(Choice::UseFiles);
        }
        choices.push(Choice::OtherAwsProfile);
        if !app.connection.target.demo {
            choices.push(Choice::Demo);
        }
        if app.connection.current.is_some() {
            choices.push(Choice::KeepLooking);
        }
        choices.push(Choice::Quit);
        Self { choices, at: 0, first: 0, top: 0 }
    }

    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.dialog;
        let kind = connection::newest_error(app);
        let source = app.connection.source();
        let said = match &kind {
            Some(ErrorKind::Credentials(trouble)) => {
                explain::credentials(app.words, trouble, source)
            }
            _ => match &app.connection.failure {
                Some(failure) => explain::api_error(app.words, &failure.error, source).into_lines(),
                None => Vec::new(),
            },
        };
        let mut body = said;
        if let Some(failure) = app.connection.failure.as_ref().filter(|f| !f.looked.is_empty()) {
            body.push(Line::blank());
            body.push(Line::heading(words.looked_at));
            body.extend(failure.looked.iter().map(|looked| look(app, looked)));
        }
        if app.connection.current.is_some() && !app.store.rows().is_empty() {
            body.push(Line::blank());
            // Keys that still work make nothing stale.
            let stays = match app.connection.trouble {
                Some(_) => words.loaded_stays,
                None => app.words.pick.stays,
            };
            body.push(Line::new(Tone::Dim, stays));
        }
        let choices = self.choices.iter().map(|choice| match choice {
            Choice::TryAgain => words.try_again,
            Choice::UseFiles => words.use_files,
            Choice::OtherAwsProfile => words.other_profile,
            Choice::Demo => words.open_demo,
            Choice::KeepLooking => words.keep_looking,
            Choice::Quit => words.quit,
        });
        View {
            title: explain::trouble_title(app.words, kind.as_ref()).to_owned(),
            tone: Tone::Danger,
            body,
            top: self.top,
            choices: choices.map(ToOwned::to_owned).collect(),
            at: self.at,
            first: self.first,
            ..View::default()
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Open => self.choose(app),
            // With nothing loaded there is nothing to go back to: the command
            // is disabled then.
            Command::Back => (After::Close, connection::keep_looking(app)),
            Command::PageUp | Command::PageDown | Command::HalfPageUp | Command::HalfPageDown => {
                self.top = scroll(app, &self.view(app), command);
                (After::Stay(Modal::Trouble(self)), Vec::new())
            }
            other => {
                self.at = step(self.at, self.choices.len(), other);
                (After::Stay(Modal::Trouble(self)), Vec::new())
            }
        }
    }

    fn choose(self, app: &mut App) -> (After, Vec<Effect>) {
        let target = app.connection.target.clone();
        match self.choices.get(self.at) {
            Some(Choice::TryAgain) => {
                let effects = connection::connect(app, target);
                (After::Close, effects)
            }
            Some(Choice::UseFiles) => {
                let named = app.connection.facts().and_then(|facts| facts.aws_profile.clone());
                let aws_profile = target.aws_profile.or(named).or(Some("default".to_owned()));
                (After::Close, connection::connect(app, Target { aws_profile, ..target }))
            }
            Some(Choice::OtherAwsProfile) => {
                let field = FieldId(app.ticket().0);
                app.modals.push(Modal::AwsProfiles(AwsProfiles::new(field)));
                (After::Stay(Modal::Trouble(self)), vec![Effect::FindAwsProfiles])
            }
            Some(Choice::Demo) => {
                let target = Target { demo: true, ..Target::default() };
                (After::Close, connection::connect(app, target))
            }
            Some(Choice::KeepLooking) => (After::Close, connection::keep_looking(app)),
            Some(Choice::Quit) | None => (After::Close, changing::leave(app)),
        }
    }
}

fn look(app: &App, looked: &Looked) -> Line {
    let (place, found) = describe::looked(&app.words.looked, looked);
    let mut line = Line::new(Tone::Plain, format!("· {place}: "));
    line.push(Tone::Dim, found);
    line
}
