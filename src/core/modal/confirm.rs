//! The one dialog in which a change is confirmed.
//!
//! It says what will be done, where, and what if it fails. The cursor stands
//! on Cancel, and no letter confirms: an arrow and Enter do, or the typed name
//! of what is deleted. Keys that were typed ahead or are held down can't: see
//! [`Guard`].

mod content;

use super::super::app::App;
use super::super::change::{Confirmed, Intent, Prepared};
use super::super::changing;
use super::super::command::{Command, Scope};
use super::super::key::Key;
use super::super::msg::{Effect, FieldId};
use super::super::plan::{Plan, Purpose};
use super::super::safe::width;
use super::super::text::line::{Line, Tone};
use super::guard::Guard;
use super::shape::Shape;
use super::{After, Field, Modal, View, scroll, step};

/// The dialog.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirm {
    state: State,
    top: usize,
    at: usize,
    /// Keeps out the keys that were not meant for it.
    pub(in super::super) guard: Guard,
    /// Why something was not done.
    said: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
enum State {
    /// What is there now is being read.
    Reading,
    /// There is nothing to be done: why, for each profile.
    Nothing(Vec<Line>),
    /// A plan.
    Ready(Box<Ready>),
}

/// A plan that can be confirmed.
#[derive(Debug, Clone, PartialEq)]
struct Ready {
    intent: Intent,
    plan: Plan,
    title: String,
    body: Vec<Line>,
    warnings: Vec<Line>,
    commands: String,
    /// What has to be typed, if anything.
    words: Option<Typed>,
}

/// What is typed in order to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Typed {
    field: FieldId,
    text: String,
    /// One after the other, each in one of its forms.
    wanted: Vec<Vec<String>>,
}

/// The choices.
const CANCEL: usize = 0;
const GO: usize = 1;
const COPY: usize = 2;
/// Columns of the field beside its label and its text: `: ` and the cursor.
const FIELD_ENDS: usize = 3;

impl Typed {
    /// Whether what was typed is what is wanted, letter by letter.
    fn is_right(&self) -> bool {
        let typed: Vec<&str> = self.text.split_whitespace().collect();
        typed.len() == self.wanted.len()
            && typed.iter().zip(&self.wanted).all(|(typed, forms)| forms.iter().any(|f| f == typed))
    }

    fn shown(&self) -> String {
        let first = |forms: &Vec<String>| forms.first().cloned().unwrap_or_default();
        self.wanted.iter().map(first).collect::<Vec<_>>().join(" ")
    }

    /// Columns of the longest text that is right.
    fn longest(&self) -> usize {
        let longest = |forms: &Vec<String>| forms.iter().map(|form| width(form) + 1).max();
        self.wanted.iter().filter_map(longest).sum::<usize>().saturating_sub(1)
    }
}

impl Confirm {
    /// What is there now is being read.
    pub fn reading() -> Self {
        Self { state: State::Reading, top: 0, at: 0, guard: Guard::default(), said: None }
    }

    /// A wish that was prepared; `because` says why the dialog comes back.
    pub fn ready(app: &mut App, intent: Intent, prepared: Prepared, because: Vec<Line>) -> Self {
        let left_out = content::left_out(app.words, &prepared.left_out);
        let Some(plan) = prepared.plan.clone() else {
            let lines = because.into_iter().chain(left_out).collect();
            return Self { state: State::Nothing(lines), ..Self::reading() };
        };
        let field = FieldId(app.ticket().0);
        let wanted = wanted(app, &plan);
        let words = (!wanted.is_empty()).then(|| Typed { field, text: String::new(), wanted });
        let (body, warnings) = content::of(app, &plan, &prepared, because, left_out);
        let ready = Ready {
            title: (app.words.changing.title)(plan.purpose, &plan.items[0].name, plan.items.len()),
            body,
            warnings,
            commands: content::commands(app, &plan).join("\n"),
            words,
            intent,
            plan,
        };
        Self { state: State::Ready(Box::new(ready)), ..Self::reading() }
    }

    /// Whether it takes keys other than the one that closes it.
    pub(super) fn is_open(&self) -> bool {
        self.guard.is_open() || !matches!(self.state, State::Ready(_))
    }

    /// Whether there is something to be copied.
    pub fn can_copy(&self) -> bool {
        matches!(self.state, State::Ready(_))
    }

    pub(super) fn scope(&self) -> Scope {
        if self.field().is_some() { Scope::Field } else { Scope::Dialog }
    }

    /// The field, once keys count.
    pub(super) fn field(&self) -> Option<(FieldId, &str)> {
        match &self.state {
            State::Ready(ready) if self.guard.is_open() => {
                ready.words.as_ref().map(|typed| (typed.field, typed.text.as_str()))
            }
            _ => None,
        }
    }

    /// Takes what was typed: the right words put the cursor on the deed.
    pub(super) fn edit(&mut self, text: String) {
        if let State::Ready(ready) = &mut self.state
            && let Some(typed) = &mut ready.words
        {
            typed.text = text;
            self.said = None;
            self.at = if typed.is_right() { GO } else { CANCEL };
        }
    }

    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.changing;
        let mut view = match &self.state {
            State::Reading => View {
                title: words.reading_title.to_owned(),
                tone: Tone::Accent,
                body: vec![content::reading(app)],
                choices: vec![words.cancel.to_owned()],
                ..View::default()
            },
            State::Nothing(lines) => View {
                title: words.nothing_title.to_owned(),
                tone: Tone::Accent,
                body: lines.clone(),
                top: self.top,
                choices: vec![words.close.to_owned()],
                ..View::default()
            },
            State::Ready(ready) => return self.ready_view(app, ready),
        };
        view.head = vec![content::place(app)];
        view
    }

    fn ready_view(&self, app: &App, ready: &Ready) -> View {
        let words = &app.words.changing;
        let count = ready.plan.items.len();
        let mut pinned = ready.warnings.clone();
        pinned.extend(self.said.as_ref().map(|said| Line::new(Tone::Accent, said)));
        let areas = app.areas();
        let mut asked = None;
        let field = ready.words.as_ref().map(|typed| {
            let mut label = (words.type_it)(&typed.shown());
            // What is typed must be seen whole, or on a line of its own.
            if width(&label) + FIELD_ENDS + typed.longest() > areas.dialog_columns() {
                asked = Some(Line::new(Tone::Label, format!("{label}:")));
                label = words.typed.to_owned();
            }
            Field { id: typed.field, label, below: None }
        });
        pinned.extend(asked.clone());
        let mut view = View {
            title: ready.title.clone(),
            tone: if ready.plan.purpose == Purpose::Delete { Tone::Danger } else { Tone::Warning },
            head: vec![content::place(app)],
            body: ready.body.clone(),
            top: self.top,
            pinned,
            field,
            choices: vec![
                words.cancel.to_owned(),
                (words.go)(ready.plan.purpose, count),
                (words.copy)(ready.plan.changes().count()),
            ],
            at: self.at,
            first: 0,
        };
        if Shape::of(&view, &areas).last_top() > 0 {
            // Rows of the text go before empty ones.
            view.pinned.retain(|line| !line.text().trim().is_empty());
        }
        if Shape::of(&view, &areas).hides_pinned(&view, &areas) {
            // A row each, and the whole of them where one can scroll: below
            // what will be done, which is seen first.
            let columns = areas.dialog_columns();
            view.body.push(Line::blank());
            view.body.extend(ready.warnings.iter().cloned());
            view.body.extend(asked);
            view.pinned = view.pinned.iter().map(|line| line.cut(columns)).collect();
        }
        view
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        if command == Command::Back {
            let mut effects = self.guard.reset();
            effects.extend(changing::give_up(app));
            return (After::Close, effects);
        }
        if !self.is_open() {
            return (After::Stay(Modal::Confirm(self)), Vec::new());
        }
        let State::Ready(ready) = &self.state else {
            return match command {
                Command::Open => (After::Close, changing::give_up(app)),
                other => {
                    self.top = scroll(app, &self.view(app), other);
                    (After::Stay(Modal::Confirm(self)), Vec::new())
                }
            };
        };
        self.said = None;
        match command {
            Command::Open => return self.choose(app),
            Command::Copy => {
                let copy = Effect::Copy(ready.commands.clone());
                return (After::Stay(Modal::Confirm(self)), vec![copy]);
            }
            Command::Up | Command::Down => self.at = step(self.at, COPY + 1, command),
            other => self.top = scroll(app, &self.view(app), other),
        }
        (After::Stay(Modal::Confirm(self)), Vec::new())
    }

    fn choose(mut self, app: &mut App) -> (After, Vec<Effect>) {
        let view = self.view(app);
        let areas = app.areas();
        let State::Ready(ready) = &self.state else { return (After::Close, Vec::new()) };
        let words = &app.words.changing;
        let wrong = ready.words.as_ref().filter(|typed| !typed.is_right());
        match self.at {
            COPY => {
                let copy = Effect::Copy(ready.commands.clone());
                return (After::Stay(Modal::Confirm(self)), vec![copy]);
            }
            // Enter after a slip of the fingers is no cancelling.
            CANCEL if wrong.is_none_or(|typed| typed.text.trim().is_empty()) => {
                return (After::Close, Vec::new());
            }
            _ => {}
        }
        let refused = if let Some(typed) = wrong {
            Some((words.wrong)(&typed.shown()))
        } else if Shape::of(&view, &areas).hides_pinned(&view, &areas) {
            Some(words.too_small.to_owned())
        } else {
            // It may have become so since the dialog was opened.
            changing::allowed(app).err().map(|reason| app.words.reason(reason, &app.keymap))
        };
        if refused.is_some() {
            self.said = refused;
            return (After::Stay(Modal::Confirm(self)), Vec::new());
        }
        let place = content::place(app);
        match self.state {
            State::Ready(ready) => {
                let Ready { plan, intent, .. } = *ready;
                (After::Close, changing::begin(app, Confirmed::by_person(plan), intent, place))
            }
            _ => (After::Close, Vec::new()),
        }
    }
}

/// Keeps out a key, or something pasted, that came before the dialog on top
/// was drawn and the keyboard silent. `None`: it counts.
pub(in super::super) fn keep_out(app: &mut App, key: Option<Key>) -> Option<Vec<Effect>> {
    let command = key.and_then(|key| app.command(key));
    let next = app.ticket();
    let too_early = app.words.changing.too_early;
    let Some(Modal::Confirm(dialog)) = app.modals.last_mut() else { return None };
    let leaves = matches!(command, Some(Command::Back | Command::AskQuit | Command::Suspend));
    if dialog.is_open() || leaves && key.is_some_and(|key| !key.is_character() || key.ctrl) {
        return None;
    }
    dialog.said = Some(too_early.to_owned());
    Some(dialog.guard.disturbed(next))
}

/// What has to be typed: whose account it is where that is protected, how many
/// profiles of many, the name of one that is deleted.
fn wanted(app: &App, plan: &Plan) -> Vec<Vec<String>> {
    let mut wanted = Vec::new();
    if app.is_protected() {
        let alias = app.connection.current.as_ref().and_then(|current| current.alias.clone());
        let account = app.connection.identity().map(|identity| identity.account.clone());
        wanted.push(alias.into_iter().chain(account).collect());
    }
    match &plan.items[..] {
        // Taking back a creation deletes as well.
        [item] if plan.deletes_on_purpose() => wanted.push(vec![item.name.to_string()]),
        [_] => {}
        items => wanted.push(vec![items.len().to_string()]),
    }
    wanted
}
