//! The footer's hints: what is shown there is where a click finds it.

use super::app::App;
use super::command::{COMMANDS, Command};
use super::safe::width;

/// A key and what it does, with its place in the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The command.
    pub command: Command,
    /// Its key.
    pub key: String,
    /// What it does here.
    pub label: &'static str,
    /// The column where the key begins, counted from the footer's first.
    pub x: usize,
}

impl Hint {
    /// Columns of the key, a space and the words.
    pub fn columns(&self) -> usize {
        width(&self.key) + 1 + width(self.label)
    }
}

/// Columns between two hints.
const GAP: usize = 2;

/// The hints that fit, the most important first; one that can't be used now
/// is left out (its key still says why).
pub fn hints(app: &App) -> Vec<Hint> {
    let scope = app.scope();
    let mut all: Vec<_> = COMMANDS
        .iter()
        .filter(|info| info.scopes.contains(&scope) && (info.enabled)(app).is_ok())
        .filter_map(|info| {
            let mut keys = app.keymap.keys_of(info.command).iter();
            let key = keys.find(|key| app.command(**key) == Some(info.command))?.to_string();
            let hint = Hint { command: info.command, key, label: info.label(app), x: 0 };
            Some((info.hint?, hint))
        })
        .collect();
    all.sort_by_key(|(priority, _)| *priority);
    let columns = usize::from(app.areas().footer.width);
    let mut x = 1;
    let mut shown = Vec::new();
    for (_, hint) in all {
        let end = x + hint.columns() + GAP;
        if end <= columns {
            shown.push(Hint { x, ..hint });
            x = end;
        }
    }
    shown
}
