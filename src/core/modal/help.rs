//! `?`: every key that works now, from the one key table.

use super::super::app::App;
use super::super::command::{COMMANDS, Command};
use super::super::msg::Effect;
use super::super::text::line::{Line, Tone};
use super::{After, Modal, View};

/// Columns for the keys.
const KEYS: usize = 18;

/// The key table; scrolls.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Help {
    top: usize,
}

impl Help {
    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.dialog;
        View {
            title: words.help_title.to_owned(),
            tone: Tone::Accent,
            body: lines(app),
            top: self.top,
            field: None,
            choices: Vec::new(),
            at: 0,
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        let shown = app.areas().dialog_body_height();
        let last = lines(app).len().saturating_sub(shown);
        self.top = match command {
            Command::Back | Command::Open | Command::Help => return (After::Close, Vec::new()),
            Command::Up => self.top.saturating_sub(1),
            Command::Down => self.top + 1,
            Command::PageUp | Command::HalfPageUp => self.top.saturating_sub(shown),
            Command::PageDown | Command::HalfPageDown => self.top + shown,
            Command::Top => 0,
            Command::Bottom => last,
            _ => self.top,
        }
        .min(last);
        (After::Stay(Modal::Help(self)), Vec::new())
    }
}

fn lines(app: &App) -> Vec<Line> {
    let mut lines = Vec::new();
    for info in COMMANDS {
        let keys = app.keymap.keys_of(info.command);
        if keys.is_empty() {
            continue;
        }
        let keys: Vec<_> = keys.iter().map(ToString::to_string).collect();
        let mut line = Line::wide_field(&keys.join(" "), (info.words)(&app.words.commands), KEYS);
        if let Err(reason) = (info.enabled)(app) {
            line.push(Tone::Dim, format!("  ({})", app.words.reason(reason)));
        }
        lines.push(line);
    }
    lines.push(Line::blank());
    lines.push(Line::new(Tone::Dim, app.words.dialog.help_more));
    lines
}
