//! `@`: the calls to AWS, with time, attempts and outcome.

use super::super::app::App;
use super::super::command::{Command, Scope};
use super::super::msg::{CallRecord, Effect};
use super::super::text::line::{Line, Tone};
use super::{After, Modal, View, scroll};

/// Columns for the time.
const WHEN: usize = 10;

/// The record of calls, the newest first; scrolls. Enter leaves the failures
/// alone, and brings the others back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calls {
    top: usize,
    failures_only: bool,
}

impl Calls {
    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.calls;
        let failed = app.calls.iter().filter(|call| call.error.is_some()).count();
        let actions = app.calls.iter().map(|call| call.action.len()).max().unwrap_or(0);
        let shown: Vec<_> = app
            .calls
            .iter()
            .rev()
            .filter(|call| !self.failures_only || call.error.is_some())
            .flat_map(|call| lines(app, call, actions))
            .collect();
        let nothing = if self.failures_only { words.no_failures } else { words.none };
        let hint = if self.failures_only { words.show_all } else { words.show_failures };
        let key = app.keymap.way_to(Command::Open, Scope::Dialog);
        let mut body = vec![Line::new(Tone::Dim, hint(&key)), Line::blank()];
        match shown.is_empty() {
            true => body.push(Line::new(Tone::Plain, nothing)),
            false => body.extend(shown),
        }
        View {
            title: (words.title)(app.calls.len(), failed),
            tone: Tone::Accent,
            body,
            top: self.top,
            ..View::default()
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Back | Command::Calls => return (After::Close, Vec::new()),
            Command::Open => {
                self = Self { top: 0, failures_only: !self.failures_only };
            }
            _ => self.top = scroll(app, &self.view(app), command),
        }
        (After::Stay(Modal::Calls(self)), Vec::new())
    }
}

/// `12:01:03  iam:GetRole  142 ms`, then what is out of the ordinary.
fn lines(app: &App, call: &CallRecord, actions: usize) -> Vec<Line> {
    let words = &app.words.calls;
    let mut line = Line::wide_field(&call.at.time_of_day(), "", WHEN);
    line.push(Tone::Plain, format!("{:actions$}", call.action));
    line.push(Tone::Plain, format!(" {:>5} ms  ", call.millis));
    match &call.error {
        None => line.push(Tone::Good, words.ok),
        Some(code) => line.push(Tone::Danger, code),
    }
    if call.attempts > 1 {
        line.push(Tone::Warning, format!("  {}", (words.attempts)(call.attempts)));
    }
    // AWS support asks for it where something went wrong; CloudTrail has all.
    let wrong = call.error.is_some() || call.attempts > 1;
    let wide = app.areas().is_wide();
    let id = call.request_id.as_ref().filter(|_| wrong || wide);
    let id = id.map(|id| {
        let mut line = Line::wide_field("", "", WHEN);
        line.push(Tone::Dim, (words.request_id)(id));
        line
    });
    [Some(line), id].into_iter().flatten().collect()
}
