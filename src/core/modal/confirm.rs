//! The one dialog in which a change is confirmed.
//!
//! It says what will be done, where, and what if it fails. The cursor stands
//! on Cancel, and no letter confirms. Keys that were typed ahead or are held
//! down can't: it takes none before it was on the screen and the keyboard was
//! silent for a quarter of a second.

use super::super::app::App;
use super::super::change::Confirmed;
use super::super::changing;
use super::super::command::Command;
use super::super::domain::shell::aws_cli;
use super::super::msg::{Effect, Ticket};
use super::super::plan::{IfItFails, Plan};
use super::super::text::line::{Line, Tone};
use super::{After, Modal, View, scroll, step};

/// Milliseconds of silence before keys count.
const SILENCE: u64 = 250;

/// The dialog, with the plan that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirm {
    plan: Plan,
    warnings: Vec<Line>,
    at: usize,
    top: usize,
    /// Runs while the keyboard is not to be trusted; none: keys count.
    silence: Option<Ticket>,
    /// What was pressed too early is told.
    early: bool,
}

impl Confirm {
    /// Puts the dialog on the screen.
    pub fn open(app: &mut App, plan: Plan, warnings: Vec<Line>) -> Vec<Effect> {
        let ticket = app.ticket();
        let silence = Some(ticket);
        let dialog = Self { plan, warnings, at: 0, top: 0, silence, early: false };
        app.modals.push(Modal::Confirm(dialog));
        vec![Effect::Timer { ticket, after: SILENCE }]
    }

    /// The silence is over, if it is this one.
    pub fn silent(&mut self, ticket: Ticket) {
        if self.silence == Some(ticket) {
            (self.silence, self.early) = (None, false);
        }
    }

    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.changing;
        let item = &self.plan.items[0];
        let mut body = vec![place(app), Line::blank()];
        for (number, step) in (1..).zip(&item.steps) {
            body.push(Line::new(Tone::Plain, format!("{number}. {}", (words.step)(&step.change))));
            body.push(Line::new(Tone::Dim, step.change.action()).moved_in(3));
            let fails = match &step.if_it_fails {
                IfItFails::Stop => format!("{} {}", words.if_it_fails, words.stops),
                IfItFails::PutBack(back) => {
                    format!("{} {}", words.if_it_fails, (words.put_back)(back))
                }
            };
            body.push(Line::new(Tone::Dim, fails).moved_in(3));
        }
        body.push(Line::blank());
        body.push(Line::new(Tone::Label, words.commands));
        let endpoint = app.connection.facts().and_then(|facts| facts.endpoint.as_deref());
        body.extend(
            item.steps
                .iter()
                .map(|step| Line::new(Tone::Plain, aws_cli(&step.change, endpoint)).moved_in(2)),
        );
        let mut pinned = self.warnings.clone();
        if self.early {
            pinned.push(Line::new(Tone::Warning, words.too_early));
        }
        View {
            title: (words.title)(self.plan.purpose, &item.profile),
            tone: Tone::Warning,
            body,
            top: self.top,
            pinned,
            field: None,
            choices: vec![words.cancel.to_owned(), (words.go)(self.plan.purpose).to_owned()],
            at: self.at,
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        if command == Command::Back {
            return (After::Close, self.silence.map(Effect::Cancel).into_iter().collect());
        }
        if let Some(old) = self.silence {
            let ticket = app.ticket();
            (self.silence, self.early) = (Some(ticket), true);
            let effects = vec![Effect::Cancel(old), Effect::Timer { ticket, after: SILENCE }];
            return (After::Stay(Modal::Confirm(self)), effects);
        }
        match command {
            Command::Open if self.at == 1 => {
                let confirmed = Confirmed::by_person(self.plan);
                (After::Close, changing::begin(app, confirmed))
            }
            Command::Open => (After::Close, Vec::new()),
            Command::Up | Command::Down => {
                self.at = step(self.at, 2, command);
                (After::Stay(Modal::Confirm(self)), Vec::new())
            }
            other => {
                self.top = scroll(app, &self.view(app), other);
                (After::Stay(Modal::Confirm(self)), Vec::new())
            }
        }
    }
}

/// Whose account it is, on a line of its own, so that nobody changes another.
fn place(app: &App) -> Line {
    let words = &app.words.changing;
    let identity = app.connection.identity();
    let alias = app.connection.current.as_ref().and_then(|current| current.alias.as_deref());
    let account = match (identity, alias) {
        (Some(identity), Some(alias)) => format!("{} ({alias})", identity.account),
        (Some(identity), None) => identity.account.clone(),
        (None, _) => app.words.header.no_identity.to_owned(),
    };
    let caller = identity.map(|identity| identity.caller().to_owned()).unwrap_or_default();
    let facts = app.connection.facts();
    let region = facts.map(|facts| match &facts.endpoint {
        Some(endpoint) => format!("{} · {endpoint}", facts.region),
        None => facts.region.clone(),
    });
    Line::new(Tone::Accent, (words.where_)(&account, &caller, &region.unwrap_or_default()))
}
