//! Ctrl-C: asks before the program ends.

use super::super::app::App;
use super::super::changing;
use super::super::command::Command;
use super::super::msg::Effect;
use super::super::text::line::{Line, Tone};
use super::{After, Modal, View, step};

/// "Quit?", with the cursor on staying. A second Ctrl-C quits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quit {
    at: usize,
}

impl Quit {
    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.dialog;
        View {
            title: words.quit_title.to_owned(),
            tone: Tone::Warning,
            body: vec![match app.changes.under_way() {
                Some(_) => Line::new(Tone::Warning, app.words.changing.quit_waits),
                None => Line::new(Tone::Plain, words.quit_body),
            }],
            choices: vec![words.stay.to_owned(), words.quit.to_owned()],
            at: self.at,
            ..View::default()
        }
    }

    pub(super) fn act(self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Open if self.at == 1 => (After::Close, changing::leave(app)),
            Command::Open | Command::Back => (After::Close, Vec::new()),
            other => (After::Stay(Modal::Quit(Self { at: step(self.at, 2, other) })), Vec::new()),
        }
    }
}
