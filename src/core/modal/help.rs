//! `?`: every key, from the one key table.

use super::super::app::App;
use super::super::command::{COMMANDS, Command};
use super::super::msg::Effect;
use super::super::text::line::{Line, Tone};
use super::{After, Modal, View, scroll};

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
        if matches!(command, Command::Back | Command::Open | Command::Help) {
            return (After::Close, Vec::new());
        }
        self.top = scroll(app, &self.view(app), command);
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
        let line = Line::wide_field(&keys.join(" "), (info.words)(&app.words.commands), KEYS);
        lines.push(line);
    }
    lines.push(Line::blank());
    lines.push(Line::new(Tone::Dim, app.words.dialog.help_more));
    lines
}
