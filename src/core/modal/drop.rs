//! Esc in a form that holds something: asks once before it is dropped.

use super::super::app::App;
use super::super::command::Command;
use super::super::msg::Effect;
use super::super::text::line::{Line, Tone};
use super::{After, Modal, View, step};

/// The question, with the cursor on going on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drop {
    at: usize,
}

impl Drop {
    pub(super) fn view(&self, app: &App) -> View {
        let text = &app.words.forms;
        View {
            title: text.drop_title.to_owned(),
            tone: Tone::Warning,
            body: vec![Line::new(Tone::Plain, text.drop_body)],
            field: None,
            choices: vec![text.drop_stay.to_owned(), text.drop_it.to_owned()],
            at: self.at,
            ..View::default()
        }
    }

    pub(super) fn act(self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Open if self.at == 1 => {
                let form = app.modals.pop_if(|modal| matches!(modal, Modal::Form(_)));
                let effects = match form {
                    Some(Modal::Form(mut form)) => form.kind.leave(),
                    _ => Vec::new(),
                };
                (After::Close, effects)
            }
            Command::Open | Command::Back => (After::Close, Vec::new()),
            other => (After::Stay(Modal::Drop(Self { at: step(self.at, 2, other) })), Vec::new()),
        }
    }
}
