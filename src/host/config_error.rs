//! What can be wrong with the configuration file, in a line that says what is
//! allowed.

use std::path::PathBuf;

use crate::core::keymap::KeymapError;
use crate::core::text::Words;

/// What is wrong with the file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {problem:?}")]
pub struct ConfigError {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1, where it is one line's fault.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// `IPB_CONFIG` names a file that does not exist.
    Missing,
    /// It can't be read, in the system's words.
    Unreadable(String),
    /// It is not TOML, in the parser's words.
    Syntax(String),
    /// A key that nobody reads; misspelt, most likely.
    UnknownKey {
        /// The key.
        key: String,
        /// Those there are in its table.
        allowed: &'static [&'static str],
    },
    /// A value of another type.
    WrongType {
        /// The key.
        key: String,
        /// What it should be.
        wanted: Kind,
    },
    /// A text that is none of those allowed.
    BadValue {
        /// The key.
        key: &'static str,
        /// The text.
        value: String,
        /// Those allowed; empty where a rule is told instead.
        allowed: Vec<&'static str>,
    },
    /// A table under `accounts` whose name is not twelve digits.
    BadAccount(String),
    /// A theme that is neither built in nor beside the file.
    NoSuchTheme {
        /// Its name.
        name: String,
        /// Those there are.
        known: String,
    },
    /// Keys that can't work.
    Keys(KeymapError),
}

/// The types of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A boolean.
    Bool,
    /// A table.
    Table,
    /// A list of keys.
    Keys,
}

impl ConfigError {
    /// One line: the file, the line, what is wrong, what is allowed.
    pub fn explain(&self, words: &Words) -> String {
        let text = &words.cli.config;
        let problem = match &self.problem {
            Problem::Missing => text.missing.to_owned(),
            Problem::Unreadable(why) => (text.unreadable)(why),
            Problem::Syntax(why) => (text.syntax)(why),
            Problem::UnknownKey { key, allowed } => (text.unknown_key)(key, &allowed.join(", ")),
            Problem::WrongType { key, wanted } => {
                let wanted = match wanted {
                    Kind::Text => text.a_text,
                    Kind::Bool => text.a_bool,
                    Kind::Table => text.a_table,
                    Kind::Keys => words.comfort.keys.a_list,
                };
                (text.wrong_type)(key, wanted)
            }
            Problem::BadValue { key, value, allowed } if allowed.is_empty() => {
                let rule = match *key {
                    "region" => text.a_region,
                    "endpoint_url" => text.an_endpoint_url,
                    _ => text.a_path_prefix,
                };
                (text.bad_value)(key, value, rule)
            }
            Problem::BadValue { key, value, allowed } => {
                (text.bad_value)(key, value, &allowed.join(", "))
            }
            Problem::BadAccount(id) => (text.bad_account)(id),
            Problem::NoSuchTheme { name, known } => (words.comfort.themes.unknown)(name, known),
            Problem::Keys(error) => words.bad_keys(error),
        };
        let path = self.path.display();
        match self.line {
            Some(line) => format!("{path}:{line}: {problem}"),
            None => format!("{path}: {problem}"),
        }
    }
}
