//! The table `[keys]` of the configuration file: other keys for commands.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::config_error::{Kind, Problem};
use crate::core::command::Command;
use crate::core::key::Key;
use crate::core::keymap::{DEFAULT_KEYS, Keymap, KeymapError, command_of, key_of};

/// What is wrong, and at which bytes of the file.
pub(super) type Fault = (Range<usize>, Problem);

/// A command's line, and where in the file its parts stand.
struct Entry {
    id: &'static str,
    command: Command,
    at: Range<usize>,
    keys: Vec<(Key, Range<usize>)>,
}

/// Reads the table and checks it together with the keys that it leaves alone.
///
/// # Errors
/// A name is unknown, two commands clash, or a command can't be reached.
pub(super) fn read(table: &DeTable<'_>) -> Result<Vec<(Command, Vec<Key>)>, Fault> {
    let mut entries = Vec::new();
    for (name, value) in table {
        let fault = |error| (name.span(), Problem::Keys(error));
        let info = command_of(name.get_ref()).map_err(fault)?;
        let wrong =
            |at| (at, Problem::WrongType { key: name.get_ref().to_string(), wanted: Kind::Keys });
        let DeValue::Array(names) = value.get_ref() else { return Err(wrong(value.span())) };
        let mut keys: Vec<(Key, Range<usize>)> = Vec::new();
        for name in names {
            let DeValue::String(text) = name.get_ref() else { return Err(wrong(name.span())) };
            let key = key_of(info.id, text);
            let key = key.map_err(|error| (name.span(), Problem::Keys(error)))?;
            if keys.iter().all(|(known, _)| *known != key) {
                keys.push((key, name.span()));
            }
        }
        entries.push(Entry { id: info.id, command: info.command, at: name.span(), keys });
    }
    let changes: Vec<(Command, Vec<Key>)> = entries
        .iter()
        .map(|entry| (entry.command, entry.keys.iter().map(|(key, _)| *key).collect()))
        .collect();
    match Keymap::parse(DEFAULT_KEYS).and_then(|keymap| keymap.rebound(&changes)) {
        Ok(_) => Ok(changes),
        Err(error) => Err((place(&entries, &error), Problem::Keys(error))),
    }
}

/// The place to mend: the key itself, else its command; of two that clash, the
/// one that stands further down.
fn place(entries: &[Entry], error: &KeymapError) -> Range<usize> {
    let at = |id: &str, key: Option<Key>| {
        let entry = entries.iter().find(|entry| entry.id == id)?;
        let found = entry.keys.iter().find(|(known, _)| Some(*known) == key);
        Some(found.map_or(&entry.at, |(_, at)| at).clone())
    };
    let found = match error {
        KeymapError::Clash { key, first, second } => {
            let places = [at(first, Some(*key)), at(second, Some(*key))];
            places.into_iter().flatten().max_by_key(|at| at.start)
        }
        KeymapError::NotSent { command, key, .. } | KeymapError::KeptByField { command, key } => {
            at(command, Some(*key))
        }
        // Either can be mended; the palette's key leads to every command.
        KeymapError::NoWay(id) => at("palette", None).or_else(|| at(id, None)),
        KeymapError::Unbound(id) | KeymapError::StuckInField(id) => at(id, None),
        _ => None,
    };
    found.unwrap_or_default()
}
