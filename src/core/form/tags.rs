//! `t`: all tags of a profile.

use super::super::app::App;
use super::super::change::Intent;
use super::super::domain::{InstanceProfile, Tag};
use super::super::error::{ApiError, ErrorKind};
use super::super::modal::Modal;
use super::super::msg::{Effect, Read, Ticket};
use super::super::text::explain;
use super::super::text::line::{Line, Tone};
use super::bulk::BulkTags;
use super::ids::Ids;
use super::lines::Lines;
use super::tag_rows::{Fate, TagRows};
use super::view::{FormView, Row, Spot};
use super::{Form, Kind, Pressed, button};

/// The editor. The tags are read when it opens: what a list or an earlier
/// look knows of them may be hours old.
#[derive(Debug, Clone, PartialEq)]
pub struct TagEditor {
    name: Box<str>,
    state: State,
    ids: Ids,
    go: Spot,
    paste: Spot,
    leave: Spot,
}

#[derive(Debug, Clone, PartialEq)]
enum State {
    /// A call is under way.
    Reading(Option<Ticket>),
    /// The tags are here.
    Ready(TagRows),
    /// They can't be read.
    Failed(Box<ApiError>),
}

impl TagEditor {
    /// The editor of a profile's tags, and the call that reads them.
    pub(super) fn open(app: &mut App, name: &str) -> (Self, Vec<Effect>) {
        let mut ids = Ids::new(app.ticket());
        let (go, paste, leave) = (ids.fresh(), ids.fresh(), ids.fresh());
        let state = State::Reading(None);
        let mut editor = Self { name: name.into(), state, ids, go, paste, leave };
        let effects = editor.read_again(app);
        (editor, effects)
    }

    pub(super) fn first(&self) -> Spot {
        match &self.state {
            State::Reading(_) => self.leave,
            State::Failed(_) => self.go,
            State::Ready(rows) => {
                let edits = |row: &&super::tag_rows::TagRow| row.fate() != Fate::OfAws;
                rows.rows().iter().find(edits).map_or(self.leave, |row| match row.fate() {
                    Fate::Blank => row.key_spot,
                    _ => row.value_spot,
                })
            }
        }
    }

    /// Reads the tags, unless something was typed that would be lost.
    pub(super) fn read_again(&mut self, app: &mut App) -> Vec<Effect> {
        if self.is_changed() || matches!(self.state, State::Reading(Some(_))) {
            return Vec::new();
        }
        self.ask(app, Read::InstanceProfile { name: self.name.clone() })
    }

    fn ask(&mut self, app: &mut App, call: Read) -> Vec<Effect> {
        let Some(session) = app.session_id() else { return Vec::new() };
        let ticket = app.ticket();
        self.state = State::Reading(Some(ticket));
        vec![Effect::Read { session, ticket, call }]
    }

    pub(super) fn stop_reading(&mut self) -> Option<Effect> {
        match self.state {
            State::Reading(Some(ticket)) => {
                self.state = State::Reading(None);
                Some(Effect::Cancel(ticket))
            }
            _ => None,
        }
    }

    /// The session that it asked is gone.
    pub(super) fn give_up_waiting(&mut self) {
        if let State::Reading(Some(_)) = self.state {
            self.state = State::Reading(None);
        }
    }

    pub(super) fn waits_for(&self, wanted: Ticket) -> bool {
        self.state == State::Reading(Some(wanted))
    }

    /// Whether it wants to ask again: its session went before the answer came.
    pub(super) fn is_stranded(&self) -> bool {
        self.state == State::Reading(None)
    }

    /// GetInstanceProfile's answer: where it is denied, the tags may still be
    /// readable on their own.
    pub(super) fn profile_came(
        &mut self,
        app: &mut App,
        result: Result<std::sync::Arc<InstanceProfile>, ApiError>,
    ) -> Vec<Effect> {
        match result {
            Ok(profile) => {
                let tags = profile.tags.clone().unwrap_or_default();
                app.store.know_tags(&profile.id, &tags);
                self.tags_came(Ok(tags));
                Vec::new()
            }
            Err(error) if matches!(error.kind, ErrorKind::AccessDenied(_)) => {
                self.ask(app, Read::InstanceProfileTags { name: self.name.clone() })
            }
            Err(error) => {
                self.tags_came(Err(error));
                Vec::new()
            }
        }
    }

    pub(super) fn tags_came(&mut self, result: Result<Vec<Tag>, ApiError>) {
        self.state = match result {
            Ok(tags) => State::Ready(TagRows::new(self.ids, &tags)),
            Err(error) => State::Failed(Box::new(error)),
        };
    }

    pub(super) fn is_ready(&self) -> bool {
        matches!(self.state, State::Ready(_))
    }

    fn rows(&self) -> Option<&TagRows> {
        if let State::Ready(rows) = &self.state { Some(rows) } else { None }
    }

    pub(super) fn is_changed(&self) -> bool {
        self.rows().is_some_and(TagRows::are_changed)
    }

    pub(super) fn text(&self, spot: Spot) -> Option<&str> {
        self.rows()?.text(spot)
    }

    pub(super) fn edit(&mut self, spot: Spot, text: &str) {
        if let State::Ready(rows) = &mut self.state {
            rows.edit(spot, text);
        }
    }

    pub(super) fn remove(&mut self, spot: Spot) -> Option<Spot> {
        if let State::Ready(rows) = &mut self.state { rows.remove(spot) } else { None }
    }

    pub(super) fn take(&mut self, app: &App, tags: &[Tag]) -> Option<Line> {
        let State::Ready(rows) = &mut self.state else { return None };
        rows.take(tags);
        Some(Line::new(Tone::Good, (app.words.forms.lines_taken)(tags.len())))
    }

    pub(super) fn view(&self, app: &App, focus: Spot) -> FormView {
        let (words, text) = (app.words, &app.words.forms);
        let close = button(self.leave, text.cancel);
        let (rows, foot, buttons) = match &self.state {
            State::Reading(_) => {
                (vec![Row::said(Line::new(Tone::Dim, text.reading_tags))], Vec::new(), vec![close])
            }
            State::Failed(error) => {
                let lines = explain::api_error(words, error, app.connection.source()).into_lines();
                let hint = Line::new(Tone::Plain, text.tags_unseen);
                let rows = lines.into_iter().chain([hint]).map(Row::said).collect();
                let again = button(self.go, text.try_again);
                (rows, Vec::new(), vec![again, button(self.paste, text.unseen), close])
            }
            State::Ready(rows) => {
                let mut all = rows.view(words);
                if rows.rows().iter().any(|row| row.fate() == Fate::OfAws) {
                    all.push(Row::said(Line::new(Tone::Dim, text.aws_tags)));
                }
                let keys = app.keymap.way_to(super::super::command::Command::RemoveRow, {
                    super::super::command::Scope::Form
                });
                let foot = vec![rows.summary(words), Line::new(Tone::Dim, (text.tag_keys)(&keys))];
                let buttons = [(self.go, text.go_on), (self.paste, text.paste_lines)];
                let buttons = buttons.into_iter().map(|(spot, label)| button(spot, label));
                (all, foot, buttons.chain([close]).collect())
            }
        };
        let title = (text.tags_title)(&self.name);
        FormView { title, tone: Tone::Accent, rows, foot, buttons, focus }
    }

    pub(super) fn press(&mut self, app: &mut App, spot: Spot) -> Pressed {
        let text = &app.words.forms;
        if spot == self.leave {
            return Pressed::Leave;
        }
        match &mut self.state {
            State::Reading(_) => Pressed::Leave,
            State::Failed(_) if spot == self.go => {
                Pressed::Ask(self.ask(app, Read::InstanceProfile { name: self.name.clone() }))
            }
            State::Failed(_) => {
                let bulk = BulkTags::new(app, vec![self.name.clone()], 0);
                Pressed::Become(Box::new(Kind::Bulk(bulk)), Vec::new())
            }
            State::Ready(_) if spot == self.paste => {
                let lines = Lines::tags(app, String::new());
                let form = Form::new(app, Kind::Lines(lines));
                Pressed::Open(Box::new(Modal::Form(Box::new(form))), Vec::new())
            }
            State::Ready(rows) if spot == self.go => {
                if let Some(wrong) = rows.first_error() {
                    return Pressed::Refused(wrong, text.mend_first.to_owned());
                }
                if rows.are_too_many() {
                    return Pressed::Refused(spot, (text.too_many)(rows.count()));
                }
                let change = rows.change();
                if change.is_empty() {
                    return Pressed::Refused(spot, text.nothing_changed.to_owned());
                }
                Pressed::Propose(Intent::Tag {
                    profiles: vec![self.name.clone()],
                    set: change.set,
                    remove: change.removed.into_iter().map(|tag| tag.key).collect(),
                })
            }
            // A tag that goes: keeps it after all.
            State::Ready(rows) => Pressed::Go(rows.remove(spot).unwrap_or(spot)),
        }
    }
}
