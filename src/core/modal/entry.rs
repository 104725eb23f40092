//! One change that was made, or broken off: its calls, and what can be done
//! about it now.

use super::super::app::App;
use super::super::change::history::{Entry, State, StepTold, Told};
use super::super::change::journal;
use super::super::command::Command;
use super::super::error::ApiError;
use super::super::msg::{Effect, Ticket};
use super::super::past;
use super::super::plan::Item;
use super::super::text::explain;
use super::super::text::line::{Line, Tone};
use super::history::Log;
use super::{After, Modal, View, scroll, step};

/// The dialog.
#[derive(Debug, Clone, PartialEq)]
pub struct EntryView {
    entry: Entry,
    /// It has come by itself, because the change was broken off.
    is_news: bool,
    /// What AWS says now of the profiles.
    now: Vec<(Box<str>, Now)>,
    /// The list that it was chosen from.
    list: Option<Log>,
    top: usize,
    at: usize,
}

/// What AWS says now of a profile.
#[derive(Debug, Clone, PartialEq)]
pub enum Now {
    /// It is being asked.
    Reading(Ticket),
    /// It is there, with this role.
    There(Option<Box<str>>),
    /// It is not there.
    NotThere,
    /// It can't be read.
    Unread(ApiError),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Close,
    Undo,
    Finish,
    /// It may stay as it is: it is not told again.
    Settle,
}

impl EntryView {
    /// Chosen from the history.
    pub(super) fn of(entry: Entry, list: Log) -> Self {
        let (list, now) = (Some(list), Vec::new());
        Self { entry, is_news: false, now, list, top: 0, at: 0 }
    }

    /// A change that was broken off.
    pub fn unfinished(entry: Entry, now: Vec<(Box<str>, Now)>) -> Self {
        Self { entry, is_news: true, now, list: None, top: 0, at: 0 }
    }

    /// What waits for this answer.
    pub(in super::super) fn waiting(&mut self, ticket: Ticket) -> Option<&mut Now> {
        let mut each = self.now.iter_mut().map(|(_, now)| now);
        each.find(|now| matches!(now, Now::Reading(wanted) if *wanted == ticket))
    }

    /// Back to the list, if it came from there.
    fn closed(self) -> After {
        self.list.map_or(After::Close, |list| After::Stay(Modal::History(list)))
    }

    fn is_own(&self, app: &App) -> bool {
        let identity = app.connection.identity();
        let endpoint = past::endpoint(app);
        identity.is_some_and(|identity| self.entry.is_of(&identity.account, endpoint.as_deref()))
    }

    fn choices(&self, app: &App) -> Vec<Choice> {
        let mut choices = vec![Choice::Close];
        if self.is_own(app) {
            let open = self.entry.state() == State::Unfinished && !self.entry.settled;
            choices.extend(self.entry.undo().map(|_| Choice::Undo));
            choices.extend(self.entry.finish().filter(|_| open).map(|_| Choice::Finish));
            choices.extend(open.then_some(Choice::Settle));
        }
        choices
    }

    pub(super) fn view(&self, app: &App) -> View {
        let (words, text) = (&app.words.past, &app.words.scripts);
        let entry = &self.entry;
        let state = entry.state();
        let tone = match state {
            State::Done | State::Nothing => Tone::Accent,
            _ => Tone::Warning,
        };
        let mut head = Vec::new();
        if self.is_news {
            head.push(Line::new(Tone::Warning, words.broken_off));
        }
        let at = entry.at.map(|at| at.readable()).unwrap_or_default();
        // What matters most comes first: a small screen shows that at once.
        let mut body = Vec::new();
        let items = entry.plan.iter().flat_map(|plan| &plan.items);
        for (item, told) in items.zip(&entry.items) {
            body.extend(item_lines(app, item, told));
        }
        if entry.plan.is_none() && entry.begins {
            body.push(Line::new(Tone::Warning, words.not_understood));
        }
        if !self.now.is_empty() {
            body.push(Line::blank());
            body.push(Line::heading(words.now));
            body.extend(self.now.iter().map(|(name, now)| now_line(app, name, now)));
        }
        body.push(Line::blank());
        body.extend([
            Line::field(text.when, &at),
            Line::field(text.plan, &entry.name),
            Line::field(text.account, &entry.account),
            Line::field(text.caller, &entry.caller),
        ]);
        body.extend(entry.endpoint.as_ref().map(|url| Line::field(words.endpoint, url)));
        body.push(Line::field(words.state, (text.state)(state)));
        let mut pinned = Vec::new();
        if !self.is_own(app) && entry.undo().is_some() {
            pinned.push(Line::new(Tone::Dim, words.other_account));
        }
        let choice = |choice: &Choice| match choice {
            Choice::Close if self.is_news => words.later.to_owned(),
            Choice::Close => words.close.to_owned(),
            Choice::Undo => words.undo.to_owned(),
            Choice::Finish => words.finish.to_owned(),
            Choice::Settle => words.settle.to_owned(),
        };
        View {
            title: (words.entry_title)((text.purpose)(entry.purpose), &at),
            tone,
            head,
            body,
            top: self.top,
            pinned,
            choices: self.choices(app).iter().map(choice).collect(),
            at: self.at,
            ..View::default()
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        let choices = self.choices(app);
        match command {
            Command::Back => (self.closed(), Vec::new()),
            Command::Open => match choices.get(self.at) {
                Some(Choice::Undo) => (After::Close, past::take_back(app, &self.entry)),
                Some(Choice::Finish) => (After::Close, past::finish(app, &self.entry)),
                Some(Choice::Settle) => {
                    let line = journal::settled(&self.entry.scene(), app.now);
                    // Nobody waits for it: if it can't be written, it is told
                    // once more at the next start.
                    let ticket = app.ticket();
                    (After::Close, vec![Effect::Journal { ticket, line, aside: app.is_aside() }])
                }
                Some(Choice::Close) | None => (self.closed(), Vec::new()),
            },
            Command::Up | Command::Down => {
                self.at = step(self.at, choices.len(), command);
                (After::Stay(Modal::Entry(Box::new(self))), Vec::new())
            }
            other => {
                self.top = scroll(app, &self.view(app), other);
                (After::Stay(Modal::Entry(Box::new(self))), Vec::new())
            }
        }
    }
}

/// An item's calls, and what became of each.
fn item_lines(app: &App, item: &Item, told: &Told) -> Vec<Line> {
    let words = app.words;
    let mut lines = Vec::new();
    for (at, step) in item.steps.iter().enumerate() {
        let told = told.steps.get(at).unwrap_or(&StepTold::NotBegun);
        let (mark, tone) = match told {
            StepTold::Done { .. } => ("✓", Tone::Good),
            StepTold::Failed { .. } => ("✗", Tone::Danger),
            StepTold::Begun | StepTold::Unknown => ("?", Tone::Warning),
            StepTold::NotBegun => ("·", Tone::Dim),
        };
        let mut line = Line::new(tone, format!("{mark} "));
        line.indent = 2;
        line.push(Tone::Plain, (words.changing.step)(&step.change));
        match told {
            StepTold::Failed { why } => line.push(Tone::Danger, format!(": {why}")),
            StepTold::Begun | StepTold::Unknown => {
                line.push(Tone::Warning, format!(": {}", words.past.unknown));
            }
            StepTold::NotBegun => line.push(Tone::Dim, format!(": {}", words.past.not_begun)),
            StepTold::Done { .. } => {}
        }
        lines.push(line);
    }
    match &told.put_back {
        Some(Ok(())) => lines.push(Line::new(Tone::Plain, words.outcomes.was_put_back)),
        Some(Err(why)) => {
            lines.push(Line::new(Tone::Danger, (words.outcomes.not_put_back)(why)));
        }
        None => {}
    }
    lines
}

fn now_line(app: &App, name: &str, now: &Now) -> Line {
    let words = &app.words.past;
    let said = match now {
        Now::Reading(_) => words.asking.to_owned(),
        Now::There(Some(role)) => (words.holds)(role),
        Now::There(None) => app.words.remarks.holds_none.to_owned(),
        Now::NotThere => app.words.remarks.not_there.to_owned(),
        Now::Unread(error) => explain::api_error(app.words, error, None).headline,
    };
    let tone = if matches!(now, Now::There(None)) { Tone::Warning } else { Tone::Plain };
    Line::new(tone, format!("{name} {said}"))
}
