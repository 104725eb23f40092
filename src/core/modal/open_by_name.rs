//! Opens a profile by its name or ARN, without the list.
//!
//! Labs often deny iam:ListInstanceProfiles and allow iam:GetInstanceProfile.

use std::sync::Arc;

use super::super::app::App;
use super::super::command::Command;
use super::super::domain::{InstanceProfile, ProfileRef};
use super::super::error::ApiError;
use super::super::key::half_width;
use super::super::msg::{Effect, FieldId, Read, Ticket};
use super::super::text::explain;
use super::super::text::line::{Line, Tone};
use super::{After, Field, Modal, View};

/// The dialog; what was typed stays until the profile is open.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenByName {
    pub(super) field: FieldId,
    pub(super) text: String,
    pending: Option<(Ticket, ProfileRef)>,
    below: Option<Line>,
}

impl OpenByName {
    /// An empty one.
    pub fn new(field: FieldId) -> Self {
        Self { field, text: String::new(), pending: None, below: None }
    }

    /// Whether this is its text field.
    pub fn is_field(&self, field: FieldId) -> bool {
        self.field == field
    }

    /// Takes what was typed; what was asked for before is not wanted any more.
    pub fn edit(&mut self, text: String) -> Option<Effect> {
        self.text = text;
        self.below = None;
        self.cancel()
    }

    fn cancel(&mut self) -> Option<Effect> {
        self.pending.take().map(|(ticket, _)| Effect::Cancel(ticket))
    }

    /// The answer will not come any more.
    pub(super) fn give_up_waiting(&mut self) {
        self.pending = None;
    }

    /// Whether it waits for this request.
    pub fn waits_for(&self, ticket: Ticket) -> bool {
        self.pending.as_ref().is_some_and(|(wanted, _)| *wanted == ticket)
    }

    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.dialog;
        let waiting = || Line::new(Tone::Dim, words.open_waiting);
        View {
            title: words.open_title.to_owned(),
            tone: Tone::Accent,
            body: vec![Line::new(Tone::Plain, words.open_body)],
            top: 0,
            field: Some(Field {
                id: self.field,
                label: words.open_label.to_owned(),
                below: self.pending.as_ref().map(|_| waiting()).or_else(|| self.below.clone()),
            }),
            choices: Vec::new(),
            at: 0,
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Back => (After::Close, self.cancel().into_iter().collect()),
            Command::Open => self.open(app),
            _ => (After::Stay(Modal::OpenByName(self)), Vec::new()),
        }
    }

    fn open(mut self, app: &mut App) -> (After, Vec<Effect>) {
        // An input method may send full-width letters; IAM's names have none.
        let text: String = self.text.chars().map(half_width).collect();
        let wanted = match ProfileRef::parse(&text) {
            Ok(wanted) => wanted,
            Err(error) => {
                self.below = Some(Line::new(Tone::Danger, app.words.bad_ref(&error)));
                return (After::Stay(Modal::OpenByName(self)), Vec::new());
            }
        };
        if let Some(id) = app.store.find(&wanted).map(|row| row.profile.id.clone()) {
            let effects = app.select(&id);
            return (After::Close, effects);
        }
        let (Some(session), Some(name)) = (app.session_id(), wanted.name()) else {
            // No call takes an id, and the list does not show this one.
            self.below = Some(Line::new(Tone::Danger, app.words.dialog.open_id_unknown));
            return (After::Stay(Modal::OpenByName(self)), Vec::new());
        };
        let mut effects: Vec<_> = self.cancel().into_iter().collect();
        let ticket = app.ticket();
        let name = Box::<str>::from(name);
        self.pending = Some((ticket, wanted));
        self.below = None;
        effects.push(Effect::Read { session, ticket, call: Read::InstanceProfile { name } });
        (After::Stay(Modal::OpenByName(self)), effects)
    }

    /// Takes the answer: opens the profile, or says why not and keeps the
    /// text. `at` is its place among the dialogs.
    pub fn answered(
        mut self,
        app: &mut App,
        at: usize,
        result: Result<Arc<InstanceProfile>, ApiError>,
    ) -> Vec<Effect> {
        let wanted = self.pending.take().map(|(_, wanted)| wanted);
        let refused = match &result {
            Err(error) => Some(explain::api_error(app.words, error, None).headline),
            // An ARN may be of another account or path that has the name too.
            Ok(profile) => match wanted {
                Some(wanted @ ProfileRef::Arn { .. }) if !wanted.matches(profile) => {
                    Some((app.words.dialog.open_other_arn)(&profile.arn))
                }
                _ => None,
            },
        };
        let profile = match (refused, result) {
            (None, Ok(profile)) => profile,
            (refused, _) => {
                self.below = refused.map(|text| Line::new(Tone::Danger, text));
                app.modals.insert(at.min(app.modals.len()), Modal::OpenByName(self));
                return Vec::new();
            }
        };
        app.store.open(&profile);
        let id = profile.id.clone();
        app.store.details.entry(id.clone()).or_default().profile.value = Some(profile);
        app.list.arrange(&app.store);
        app.select(&id)
    }
}
