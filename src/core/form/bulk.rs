//! `t` with marked profiles: tags that all of them get, and keys that go.

use super::super::app::App;
use super::super::change::Intent;
use super::super::command::{Command, Scope};
use super::super::domain::Tag;
use super::super::domain::rules::{self, RuleError};
use super::super::modal::Modal;
use super::super::text::line::{Line, Tone};
use super::ids::Ids;
use super::lines::Lines;
use super::tag_rows::TagRows;
use super::view::{Cell, FormView, Row, Spot};
use super::{Form, Kind, Pressed, button};

/// The form. Also for a single profile whose tags can't be read.
#[derive(Debug, Clone, PartialEq)]
pub struct BulkTags {
    names: Vec<Box<str>>,
    /// How many of them the filter hides.
    hidden: usize,
    pub(super) set: TagRows,
    /// Keys that go; the last one is empty, for one to be added.
    remove: Vec<(Spot, String)>,
    ids: Ids,
    go: Spot,
    paste: Spot,
    leave: Spot,
}

impl BulkTags {
    /// A form for these profiles.
    pub(super) fn new(app: &mut App, names: Vec<Box<str>>, hidden: usize) -> Self {
        let mut ids = Ids::new(app.ticket());
        let (go, paste, leave) = (ids.fresh(), ids.fresh(), ids.fresh());
        let remove = vec![(ids.fresh(), String::new())];
        let set = TagRows::new(Ids::new(app.ticket()), &[]);
        Self { names, hidden, set, remove, ids, go, paste, leave }
    }

    pub(super) fn first(&self) -> Spot {
        self.set.blank().unwrap_or(self.go)
    }

    pub(super) fn is_changed(&self) -> bool {
        self.set.are_changed() || self.keys().next().is_some()
    }

    fn keys(&self) -> impl Iterator<Item = &(Spot, String)> {
        self.remove.iter().filter(|(_, key)| !key.is_empty())
    }

    pub(super) fn text(&self, spot: Spot) -> Option<&str> {
        let key = || self.remove.iter().find(|(there, _)| *there == spot);
        self.set.text(spot).or_else(|| key().map(|(_, key)| key.as_str()))
    }

    pub(super) fn edit(&mut self, spot: Spot, text: &str) {
        if self.set.edit(spot, text) {
            return;
        }
        if let Some((_, key)) = self.remove.iter_mut().find(|(there, _)| *there == spot) {
            text.clone_into(key);
        }
        self.keep_one_blank();
    }

    pub(super) fn remove(&mut self, spot: Spot) -> Option<Spot> {
        if let Some(spot) = self.set.remove(spot) {
            return Some(spot);
        }
        let at = self.remove.iter().position(|(there, _)| *there == spot)?;
        self.remove.remove(at);
        self.keep_one_blank();
        self.remove.get(at).or(self.remove.last()).map(|(spot, _)| *spot)
    }

    fn keep_one_blank(&mut self) {
        if self.remove.iter().all(|(_, key)| !key.is_empty()) {
            self.remove.push((self.ids.fresh(), String::new()));
        }
    }

    pub(super) fn take(&mut self, app: &App, tags: &[Tag]) -> Option<Line> {
        self.set.take(tags);
        Some(Line::new(Tone::Good, (app.words.forms.lines_taken)(tags.len())))
    }

    /// What is wrong with a key that is to go.
    fn error(&self, at: usize) -> Option<KeyError> {
        let (_, key) = &self.remove[at];
        if key.is_empty() {
            return None;
        }
        if let Err(error) = rules::tag_key(key) {
            return Some(KeyError::Rule(error));
        }
        if self.set.wanted().iter().any(|tag| *tag.key == **key) {
            return Some(KeyError::AlsoSet);
        }
        let twice = self.remove[..at].iter().any(|(_, other)| other == key);
        twice.then_some(KeyError::Twice)
    }

    pub(super) fn view(&self, app: &App, focus: Spot) -> FormView {
        let (words, text) = (app.words, &app.words.forms);
        let (title, which) = match &*self.names {
            [one] => ((text.tags_title)(one), Line::new(Tone::Warning, text.tags_unseen)),
            many => {
                let which = (text.these_profiles)(many.len(), self.hidden);
                ((text.bulk_title)(many.len()), Line::new(Tone::Plain, which))
            }
        };
        let mut rows = vec![Row::said(which), Row::said(Line::heading(text.bulk_set))];
        rows.extend(self.set.view(words));
        rows.push(Row::said(Line::heading(text.bulk_remove)));
        for (at, (spot, key)) in self.remove.iter().enumerate() {
            let mark = if key.is_empty() { " " } else { "−" };
            let cells = vec![Cell::Text { spot: *spot, text: key.clone() }];
            let error = self.error(at).map(|error| {
                let why = match error {
                    KeyError::Rule(error) => (text.bad)(text.key, &words.rule(&error)),
                    KeyError::AlsoSet => text.also_set.to_owned(),
                    KeyError::Twice => text.duplicate_key.to_owned(),
                };
                Line::new(Tone::Danger, why)
            });
            let lead = Some(Line::new(Tone::Danger, mark));
            rows.push(Row { lead, cells, below: error.into_iter().collect() });
        }
        let keys = app.keymap.way_to(Command::RemoveRow, Scope::Form);
        let foot = vec![Line::new(Tone::Dim, (text.bulk_keys)(&keys))];
        let buttons = vec![
            button(self.go, text.go_on),
            button(self.paste, text.paste_lines),
            button(self.leave, text.cancel),
        ];
        FormView { title, tone: Tone::Accent, rows, foot, buttons, focus }
    }

    pub(super) fn press(&mut self, app: &mut App, spot: Spot) -> Pressed {
        let text = &app.words.forms;
        if spot == self.leave {
            return Pressed::Leave;
        }
        if spot == self.paste {
            let lines = Lines::tags(app, String::new());
            let form = Form::new(app, Kind::Lines(lines));
            return Pressed::Open(Box::new(Modal::Form(Box::new(form))), Vec::new());
        }
        let wrong = (0..self.remove.len()).find(|&at| self.error(at).is_some());
        let wrong = self.set.first_error().or(wrong.map(|at| self.remove[at].0));
        if let Some(wrong) = wrong {
            return Pressed::Refused(wrong, text.mend_first.to_owned());
        }
        if self.set.are_too_many() {
            return Pressed::Refused(spot, (text.too_many)(self.set.count()));
        }
        if !self.is_changed() {
            return Pressed::Refused(self.first(), text.nothing_typed.to_owned());
        }
        Pressed::Propose(Intent::Tag {
            profiles: self.names.clone(),
            set: self.set.wanted(),
            remove: self.keys().map(|(_, key)| key.as_str().into()).collect(),
        })
    }
}

/// What is wrong with a key that is to go.
enum KeyError {
    Rule(RuleError),
    /// It is also set.
    AlsoSet,
    /// It stands there already.
    Twice,
}
