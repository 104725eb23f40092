//! Keys to commands and back: the single source for dispatch, footer, help
//! and README.

use std::collections::BTreeMap;

use super::command::{COMMANDS, Command, CommandInfo, Scope};
use super::key::{Key, KeyCode};

/// The key table in force.
#[derive(Debug, Clone)]
pub struct Keymap {
    bound: Vec<(Command, Vec<Key>)>,
}

/// What is wrong with a key table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// The file is not TOML of the expected shape.
    #[error("the key table can't be read: {0}")]
    Syntax(String),
    /// There is no command of that name.
    #[error("unknown command `{0}`")]
    UnknownCommand(String),
    /// The key's name is not known.
    #[error("unknown key `{key}` for `{command}`")]
    UnknownKey {
        /// The command's name.
        command: String,
        /// The key's.
        key: String,
    },
    /// Two commands that can be used in the same place have the same key.
    #[error("`{key}` is bound to `{first}` and to `{second}`")]
    Clash {
        /// The key.
        key: String,
        /// One command.
        first: &'static str,
        /// The other.
        second: &'static str,
    },
    /// A command has no key.
    #[error("`{0}` has no key")]
    Unbound(&'static str),
}

/// The keys that the program comes with.
pub const DEFAULT_KEYS: &str = include_str!("../../assets/keys.toml");

impl Keymap {
    /// Reads a whole key table.
    ///
    /// # Errors
    /// When a name is unknown, two commands clash, or a command has no key.
    pub fn parse(text: &str) -> Result<Self, KeymapError> {
        let table: BTreeMap<String, Vec<String>> =
            toml::from_str(text).map_err(|e| KeymapError::Syntax(e.message().to_owned()))?;
        if let Some(unknown) = table.keys().find(|id| COMMANDS.iter().all(|info| info.id != **id)) {
            return Err(KeymapError::UnknownCommand(unknown.clone()));
        }
        let mut bound = Vec::with_capacity(COMMANDS.len());
        for info in COMMANDS {
            let names = table.get(info.id).map_or(&[][..], Vec::as_slice);
            let keys = names.iter().map(|name| {
                Key::parse(name).ok_or_else(|| KeymapError::UnknownKey {
                    command: info.id.to_owned(),
                    key: name.clone(),
                })
            });
            let keys: Vec<Key> = keys.collect::<Result<_, _>>()?;
            if keys.is_empty() {
                return Err(KeymapError::Unbound(info.id));
            }
            bound.push((info.command, keys));
        }
        check_clashes(&bound)?;
        Ok(Self { bound })
    }

    /// The keys of a command, the first being the one to show.
    pub fn keys_of(&self, command: Command) -> &[Key] {
        let found = self.bound.iter().find(|(bound, _)| *bound == command);
        found.map_or(&[], |(_, keys)| keys.as_slice())
    }

    /// The command that a key means in a scope.
    pub fn command(&self, scope: Scope, key: Key) -> Option<&'static CommandInfo> {
        let key = if scope == Scope::Field { key } else { key.half_width() };
        COMMANDS.iter().filter(|info| info.scopes.contains(&scope)).find(|info| {
            let bound = self.keys_of(info.command).contains(&key);
            bound && (scope != Scope::Field || leaves_text_alone(info.command, key))
        })
    }
}

/// A text field keeps its letters (with Control, they move and delete) and the
/// keys that move within it; only leaving the program comes before.
fn leaves_text_alone(command: Command, key: Key) -> bool {
    let edits = matches!(key.code, KeyCode::Char(_) | KeyCode::Left | KeyCode::Right);
    !edits || (key.ctrl && matches!(command, Command::AskQuit | Command::Suspend))
}

fn check_clashes(bound: &[(Command, Vec<Key>)]) -> Result<(), KeymapError> {
    for (i, first) in COMMANDS.iter().enumerate() {
        for second in &COMMANDS[i + 1..] {
            if !first.scopes.iter().any(|scope| second.scopes.contains(scope)) {
                continue;
            }
            let keys =
                |wanted| bound.iter().filter(move |(c, _)| *c == wanted).flat_map(|(_, k)| k);
            if let Some(key) =
                keys(first.command).find(|key| keys(second.command).any(|k| k == *key))
            {
                let key = key.to_string();
                return Err(KeymapError::Clash { key, first: first.id, second: second.id });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_that_the_program_comes_with_are_sound() {
        Keymap::parse(DEFAULT_KEYS).unwrap();
    }

    #[test]
    fn a_key_with_two_meanings_is_refused() {
        let clash = DEFAULT_KEYS.replace(r#"["/"]"#, r#"["q"]"#);
        assert!(matches!(Keymap::parse(&clash), Err(KeymapError::Clash { key, .. }) if key == "q"));
    }

    #[test]
    fn unknown_names_and_commands_without_a_key_are_refused() {
        let unbound = DEFAULT_KEYS.replace(r#"["/"]"#, "[]");
        assert_eq!(Keymap::parse(&unbound).unwrap_err(), KeymapError::Unbound("filter"));
        let key = DEFAULT_KEYS.replace(r#"["/"]"#, r#"["Slash"]"#);
        assert!(matches!(Keymap::parse(&key), Err(KeymapError::UnknownKey { .. })));
        let command = format!("{DEFAULT_KEYS}\nfly = [\"f\"]");
        assert_eq!(Keymap::parse(&command).unwrap_err(), KeymapError::UnknownCommand("fly".into()));
    }

    #[test]
    fn a_text_field_keeps_its_letters() {
        let keymap = Keymap::parse(DEFAULT_KEYS).unwrap();
        let command = |scope, key: &str| {
            keymap.command(scope, Key::parse(key).unwrap()).map(|info| info.command)
        };
        assert_eq!(command(Scope::List, "q"), Some(Command::Quit));
        assert_eq!(command(Scope::Field, "q"), None);
        assert_eq!(command(Scope::Field, "Left"), None);
        assert_eq!(command(Scope::Field, "Ctrl-B"), None);
        assert_eq!(command(Scope::Field, "Down"), Some(Command::Down));
        assert_eq!(command(Scope::Field, "Enter"), Some(Command::Open));
        assert_eq!(command(Scope::Field, "Ctrl-C"), Some(Command::AskQuit));
        assert_eq!(command(Scope::List, "？"), Some(Command::Help));
        assert_eq!(command(Scope::Viewer, "n"), Some(Command::NextMatch));
        assert_eq!(command(Scope::List, "n"), None);
    }
}
