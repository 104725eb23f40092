//! `H`: what was changed, the newest first.

use super::super::app::App;
use super::super::change::JournalRead;
use super::super::change::history::{Entry, State};
use super::super::command::Command;
use super::super::msg::{Effect, FieldId};
use super::super::text::line::{Line, Tone};
use super::entry::EntryView;
use super::pick::Pick;
use super::{After, Field, Modal, View};

/// The list; filled when [`Effect::ReadJournal`] has answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Log {
    pub(super) pick: Pick,
    found: Option<Result<JournalRead, String>>,
}

impl Log {
    /// An empty one.
    pub fn new(field: FieldId) -> Self {
        Self { pick: Pick::new(field), found: None }
    }

    /// Takes the journal.
    pub(in super::super) fn fill(&mut self, found: Result<JournalRead, String>) {
        self.found = Some(found);
    }

    /// The entries that match what is typed: in their order, the newest first.
    fn matching(&self, app: &App) -> Vec<(&Entry, String)> {
        let Some(Ok(read)) = &self.found else { return Vec::new() };
        let entries = &read.history.entries;
        let texts: Vec<_> = entries.iter().map(|entry| line(app, entry)).collect();
        let matching = self.pick.scores(texts.iter().map(String::as_str));
        matching.into_iter().map(|(_, at)| (&entries[at], texts[at].clone())).collect()
    }

    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.past;
        let matching = self.matching(app);
        let mut body = match &self.found {
            None => vec![Line::new(Tone::Dim, words.reading)],
            Some(Err(why)) => vec![Line::new(Tone::Danger, (words.unreadable)(why))],
            Some(Ok(read)) if read.history.entries.is_empty() => {
                vec![Line::new(Tone::Plain, words.none)]
            }
            Some(Ok(read)) if matching.is_empty() => {
                let count = read.history.entries.len();
                vec![Line::new(Tone::Warning, (app.words.pick.nothing)(count))]
            }
            Some(Ok(_)) => vec![Line::new(Tone::Plain, words.choose)],
        };
        if let Some(Ok(read)) = &self.found
            && read.history.unreadable > 0
        {
            let torn = (app.words.scripts.unreadable)(read.history.unreadable);
            body.push(Line::new(Tone::Warning, torn));
        }
        View {
            title: words.title.to_owned(),
            tone: Tone::Accent,
            body,
            field: Some(Field {
                id: self.pick.field,
                label: app.words.list.filter.to_owned(),
                below: None,
            }),
            choices: matching.into_iter().map(|(_, text)| text).collect(),
            at: self.pick.at,
            ..View::default()
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Back | Command::History => (After::Close, Vec::new()),
            Command::Open => {
                let chosen = self.matching(app).into_iter().nth(self.pick.at);
                match chosen.map(|(entry, _)| entry.clone()) {
                    // In place of this one, which comes back after it.
                    Some(entry) => {
                        let dialog = EntryView::of(entry, self);
                        (After::Stay(Modal::Entry(Box::new(dialog))), Vec::new())
                    }
                    None => (After::Stay(Modal::History(self)), Vec::new()),
                }
            }
            other => {
                let count = self.matching(app).len();
                self.pick.step(count, other);
                (After::Stay(Modal::History(self)), Vec::new())
            }
        }
    }
}

/// `✓ 2026-11-22 19:15 UTC  replace  done: web-prod`: what may be cut comes last.
fn line(app: &App, entry: &Entry) -> String {
    let text = &app.words.scripts;
    let at = entry.at.map(|at| at.readable()).unwrap_or_default();
    let items = entry.plan.iter().flat_map(|plan| &plan.items);
    let names: Vec<&str> = items.map(|item| &*item.name).collect();
    let mark = match entry.state() {
        State::Done => "✓",
        State::Nothing => "·",
        _ => "⚠",
    };
    let own = app.connection.identity().is_some_and(|identity| {
        entry.is_of(&identity.account, super::super::past::endpoint(app).as_deref())
    });
    let account = if own { String::new() } else { format!("  {}", entry.account) };
    let what = (text.purpose)(entry.purpose);
    let state = (text.state)(entry.state());
    format!("{mark} {at}  {what:8}  {state}: {}{account}", app.words.listed(&names))
}
