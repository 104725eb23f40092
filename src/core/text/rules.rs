//! The words for what AWS's rules forbid to send.

use super::super::domain::rules::{Allowed, RuleError, TagError};
use super::super::domain::tag_change::{LineError, LineTrouble};
use super::super::domain::trust_rules::TrustError;
use super::{Text, Words};

words! {
    /// Why a name, a path, a tag or a document can't be sent.
    RuleWords {
        empty: Text, too_long: fn(usize, usize) -> String,
        bad_character: fn(&str, usize, Allowed) -> String,
        no_slash_first: Text, no_slash_last: Text, empty_path: Text, reserved: Text,
        out_of_range: fn(u64, u64, u64) -> String, trust: fn(&TrustError) -> String,
        tag_key: fn(usize, &str) -> String, tag_value: fn(usize, &str) -> String,
        duplicate: fn(usize, usize) -> String, too_many_tags: fn(usize) -> String,
        line: fn(usize, &str) -> String, no_equals: Text, line_key: fn(&str) -> String,
        line_value: fn(&str) -> String, line_duplicate: fn(usize) -> String,
    }
}

impl Words {
    /// Why something can't be sent.
    pub fn rule(&self, error: &RuleError) -> String {
        let words = &self.rules;
        match error {
            RuleError::Empty => words.empty.to_owned(),
            RuleError::TooLong { length, most } => (words.too_long)(*length, *most),
            RuleError::BadCharacter { character, at, allowed } => {
                (words.bad_character)(&named(*character), at + 1, *allowed)
            }
            RuleError::NoSlashFirst => words.no_slash_first.to_owned(),
            RuleError::NoSlashLast => words.no_slash_last.to_owned(),
            RuleError::EmptyPath => words.empty_path.to_owned(),
            RuleError::Reserved => words.reserved.to_owned(),
            RuleError::OutOfRange { value, least, most } => {
                (words.out_of_range)(*value, *least, *most)
            }
            RuleError::Trust(error) => (words.trust)(error),
        }
    }

    /// Why tags can't be sent; they are numbered from 1.
    pub fn tag_rule(&self, error: &TagError) -> String {
        let words = &self.rules;
        match error {
            TagError::Key { index, error } => (words.tag_key)(index + 1, &self.rule(error)),
            TagError::Value { index, error } => (words.tag_value)(index + 1, &self.rule(error)),
            TagError::Duplicate { first, second } => (words.duplicate)(first + 1, second + 1),
            TagError::TooMany { count } => (words.too_many_tags)(*count),
        }
    }

    /// Why a pasted line is no tag.
    pub fn tag_line(&self, error: &LineError) -> String {
        let words = &self.rules;
        let why = match &error.why {
            LineTrouble::NoEquals => words.no_equals.to_owned(),
            LineTrouble::Key(error) => (words.line_key)(&self.rule(error)),
            LineTrouble::Value(error) => (words.line_value)(&self.rule(error)),
            LineTrouble::Duplicate { first } => (words.line_duplicate)(*first),
        };
        (words.line)(error.line, &why)
    }
}

/// A character and its code point: of many, such as a no-break space or a
/// letter that only looks Latin, the shape alone says nothing.
fn named(c: char) -> String {
    let code = u32::from(c);
    match c {
        '\'' => "' (U+0027)".to_owned(),
        '!'..='~' => format!("'{c}'"),
        _ if c.is_alphanumeric() => format!("'{c}' (U+{code:04X})"),
        _ => format!("U+{code:04X}"),
    }
}
