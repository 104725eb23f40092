//! `?`: every key, from the one key table.

use super::super::app::App;
use super::super::command::{COMMANDS, Command, CommandInfo, Scope};
use super::super::keymap::Topic;
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
            first: 0,
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
    for topic in Topic::ALL {
        let heading = app.words.topic(topic);
        lines.push(Line::heading(heading));
        let about = |info: &&CommandInfo| app.keymap.topic_of(info.command) == Some(topic);
        for info in COMMANDS.iter().filter(about) {
            let keys = app.keymap.keys_of(info.command);
            let keys = match keys.is_empty() {
                // The palette is the way to a command without a key.
                true => app.keymap.palette_way(info.command).unwrap_or_else(|| "–".to_owned()),
                false => keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            };
            lines.push(Line::wide_field(&keys, (info.words)(&app.words.commands), KEYS));
        }
        lines.push(Line::blank());
    }
    let closes = app.keymap.way_to(Command::Back, Scope::Dialog);
    lines.push(Line::new(Tone::Dim, (app.words.dialog.help_more)(&closes)));
    lines
}
