//! What can be wrong with a key table.

use super::super::key::Key;

/// What is wrong with a key table, by the ids of commands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// The file is not TOML of the expected shape.
    #[error("the key table can't be read: {0}")]
    Syntax(String),
    /// There is no command of that name.
    #[error("unknown command `{command}`")]
    UnknownCommand {
        /// The name.
        command: String,
        /// The one that was meant, perhaps.
        nearest: Option<&'static str>,
    },
    /// The command is one of a later version.
    #[error("this version has no command `{0}` yet")]
    Later(&'static str),
    /// The key's name is not known.
    #[error("unknown key `{key}` for `{command}`")]
    UnknownKey {
        /// The command's name.
        command: &'static str,
        /// The key's.
        key: String,
    },
    /// Two commands that can be used in the same place have the same key.
    #[error("`{key}` is bound to `{first}` and to `{second}`")]
    Clash {
        /// The key.
        key: Key,
        /// One command.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// A command without which the user is stuck has no key.
    #[error("`{0}` has no key")]
    Unbound(&'static str),
    /// A command without which the user is stuck in a text field has only
    /// keys that a text field keeps for itself.
    #[error("a text field keeps every key of `{0}` for itself")]
    StuckInField(&'static str),
    /// A command has no key, and the palette, which would lead to it, has none.
    #[error("there is no way to `{0}`: neither it nor the palette has a key")]
    NoWay(&'static str),
    /// A terminal sends the key as another one, or not at all.
    #[error("no terminal sends `{key}` for `{command}`")]
    NotSent {
        /// The command.
        command: &'static str,
        /// The key.
        key: Key,
        /// What is sent in its place.
        instead: Option<Key>,
    },
    /// Everywhere where the command works, a text field keeps the key.
    #[error("a text field keeps `{key}` of `{command}`")]
    KeptByField {
        /// The command.
        command: &'static str,
        /// The key.
        key: Key,
    },
}
