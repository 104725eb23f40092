//! The footer's hints: what is shown there is where a click finds it.

use super::app::App;
use super::command::{COMMANDS, Command, CommandInfo};
use super::error::ErrorKind;
use super::safe::width;
use super::store::Listing;

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
    let idle = nothing_to_choose(app);
    let mut all: Vec<_> = COMMANDS
        .iter()
        .filter(|info| info.scopes.contains(&scope) && (info.enabled)(app).is_ok())
        .filter_map(|info| {
            let mut keys = app.keymap.keys_of(info.command).iter();
            let key = keys.find(|key| app.command(**key) == Some(info.command))?.to_string();
            let hint = Hint { command: info.command, key, label: info.label(app), x: 0 };
            (!idle || info.command != Command::Open).then_some(())?;
            Some((priority(app, info)?, hint))
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

/// Small numbers are dropped last. Where the list is denied, a name is the way
/// to a profile.
fn priority(app: &App, info: &CommandInfo) -> Option<u8> {
    let by_name = info.command == Command::OpenByName && app.store.rows().is_empty();
    let denied = match &app.store.listing {
        Listing::Stopped { error, .. } => matches!(error.kind, ErrorKind::AccessDenied(_)),
        _ => false,
    };
    if by_name && denied { Some(0) } else { info.hint }
}

/// Whether the topmost dialog only shows something.
fn nothing_to_choose(app: &App) -> bool {
    let view = app.modals.last().map(|modal| modal.view(app));
    view.is_some_and(|view| view.choices.is_empty() && view.field.is_none())
}
