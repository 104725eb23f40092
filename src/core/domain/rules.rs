//! AWS's rules for what we send, from IAM's model and the tagging guide: what
//! AWS would refuse is refused before a call, and the reason shown as one types.
//!
//! What AWS sends is never judged by them: names made by AWS's own services or
//! in a simulator may break each of these rules, and are taken as they are.
//! The simulated account has rules of its own; `tests/rules` holds both
//! against one table.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::Tag;
use super::profile_ref::{MAX_NAME, is_name_character};
use super::trust_rules::TrustError;

/// Most tags on one instance profile or role, and in one call. Tags that AWS
/// itself has set (`aws:…`) do not count.
pub const MAX_TAGS: usize = 50;

/// What is wrong with a text that was to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleError {
    /// Nothing was given where something must be.
    Empty,
    /// More characters than there may be.
    TooLong {
        /// How many there are.
        length: usize,
        /// How many there may be.
        most: usize,
    },
    /// A character that may not stand there.
    BadCharacter {
        /// The first one.
        character: char,
        /// Its place in characters, from 0.
        at: usize,
        /// What may stand there.
        allowed: Allowed,
    },
    /// A path that does not begin with a slash.
    NoSlashFirst,
    /// A path that does not end with a slash.
    NoSlashLast,
    /// `//`, in which nothing stands between the slashes.
    EmptyPath,
    /// A key or value that begins with `aws:`, in any case: only AWS sets those.
    Reserved,
    /// A number out of its limits.
    OutOfRange {
        /// The number.
        value: u64,
        /// The lowest allowed.
        least: u64,
        /// The highest allowed.
        most: u64,
    },
    /// A trust policy that IAM would not store.
    Trust(TrustError),
}

/// A class of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// `[\w+=,.@-]` of names: ASCII letters, digits and `_+=,.@-`.
    Name,
    /// `[!-~]` of paths: printable ASCII without the space.
    Path,
    /// Tab, line ends and Latin-1, but not U+007F–00A0.
    Description,
    /// `[\p{L}\p{Z}\p{N}_.:/=+\-@]`: letters, digits and spaces of any script.
    Tag,
    /// Tab, line ends and Latin-1: U+0009, 000A, 000D, 0020–00FF.
    Document,
}

impl Allowed {
    /// Whether the character belongs to the class.
    pub fn has(self, c: char) -> bool {
        match self {
            Self::Name => is_name_character(c),
            Self::Path => c.is_ascii_graphic(),
            Self::Description => matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a1}'..='\u{ff}'),
            Self::Tag => {
                use GeneralCategoryGroup::{Letter, Number, Separator};
                "_.:/=+-@".contains(c)
                    || matches!(c.general_category_group(), Letter | Separator | Number)
            }
            Self::Document => matches!(c, '\t' | '\n' | '\r' | ' '..='\u{ff}'),
        }
    }

    /// The first character that does not belong to the class.
    fn check(self, text: &str) -> Result<(), RuleError> {
        match text.chars().enumerate().find(|&(_, c)| !self.has(c)) {
            Some((at, character)) => Err(RuleError::BadCharacter { character, at, allowed: self }),
            None => Ok(()),
        }
    }
}

/// InstanceProfileName: 1–128 characters of `[\w+=,.@-]`.
///
/// # Errors
/// The first rule that it breaks.
pub fn instance_profile_name(name: &str) -> Result<(), RuleError> {
    text(name, 1, MAX_NAME, Allowed::Name)
}

/// RoleName: 1–64 characters of `[\w+=,.@-]`.
///
/// # Errors
/// The first rule that it breaks.
pub fn role_name(name: &str) -> Result<(), RuleError> {
    text(name, 1, 64, Allowed::Name)
}

/// PolicyName: 1–128 characters of `[\w+=,.@-]`.
///
/// # Errors
/// The first rule that it breaks.
pub fn policy_name(name: &str) -> Result<(), RuleError> {
    text(name, 1, 128, Allowed::Name)
}

/// Path of a profile or role: `/`, or 3–512 characters of `/[!-~]+/`.
///
/// # Errors
/// The first rule that it breaks.
pub fn path(path: &str) -> Result<(), RuleError> {
    text(path, 1, 512, Allowed::Path)?;
    match path {
        "/" => Ok(()),
        "//" => Err(RuleError::EmptyPath),
        _ if !path.starts_with('/') => Err(RuleError::NoSlashFirst),
        _ if !path.ends_with('/') => Err(RuleError::NoSlashLast),
        _ => Ok(()),
    }
}

/// Description of a role: at most 1000 characters.
///
/// # Errors
/// The first rule that it breaks.
pub fn description(description: &str) -> Result<(), RuleError> {
    text(description, 0, 1000, Allowed::Description)
}

/// MaxSessionDuration of a role in seconds: 3600–43200.
///
/// # Errors
/// It is out of these limits.
pub fn max_session_duration(seconds: u64) -> Result<(), RuleError> {
    match seconds {
        3600..=43200 => Ok(()),
        value => Err(RuleError::OutOfRange { value, least: 3600, most: 43200 }),
    }
}

/// A tag's key: 1–128 characters, not beginning with `aws:` in any case.
///
/// # Errors
/// The first rule that it breaks.
pub fn tag_key(key: &str) -> Result<(), RuleError> {
    text(key, 1, 128, Allowed::Tag)?;
    unreserved(key)
}

/// A tag's value: at most 256 characters, not beginning with `aws:` in any case.
///
/// # Errors
/// The first rule that it breaks.
pub fn tag_value(value: &str) -> Result<(), RuleError> {
    text(value, 0, 256, Allowed::Tag)?;
    unreserved(value)
}

/// Whose tags they are: decides whether keys that differ in case only are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagged {
    /// An instance profile: case counts.
    Profile,
    /// A role: case is kept, but does not count.
    Role,
}

impl Tagged {
    /// Whether two keys are the same one.
    pub fn is_same_key(self, one: &str, other: &str) -> bool {
        match self {
            Self::Profile => one == other,
            Self::Role => one.to_lowercase() == other.to_lowercase(),
        }
    }
}

/// What is wrong with a set of tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TagError {
    /// With the key of one of them.
    Key {
        /// Which tag, from 0.
        index: usize,
        /// What is wrong.
        error: RuleError,
    },
    /// With its value.
    Value {
        /// Which tag, from 0.
        index: usize,
        /// What is wrong.
        error: RuleError,
    },
    /// Two tags have the same key.
    Duplicate {
        /// The first of them, from 0.
        first: usize,
        /// The other.
        second: usize,
    },
    /// There are more than [`MAX_TAGS`].
    TooMany {
        /// How many there are.
        count: usize,
    },
}

/// All that is wrong with tags that are to be sent in one call, in their
/// order; AWS refuses the whole call for one of them.
pub fn tags(of: Tagged, tags: &[Tag]) -> Vec<TagError> {
    let mut errors = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        if let Err(error) = tag_key(&tag.key) {
            errors.push(TagError::Key { index, error });
        } else if let Some(first) =
            tags[..index].iter().position(|other| of.is_same_key(&other.key, &tag.key))
        {
            errors.push(TagError::Duplicate { first, second: index });
        }
        if let Err(error) = tag_value(&tag.value) {
            errors.push(TagError::Value { index, error });
        }
    }
    if tags.len() > MAX_TAGS {
        errors.push(TagError::TooMany { count: tags.len() });
    }
    errors
}

/// Whether only AWS may set or remove this key (`aws:`, in any case).
pub fn is_reserved(key: &str) -> bool {
    key.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"))
}

fn unreserved(text: &str) -> Result<(), RuleError> {
    if is_reserved(text) { Err(RuleError::Reserved) } else { Ok(()) }
}

/// Characters come before length: a pasted line break says more about what
/// went wrong than the length that it leads to.
pub(super) fn text(
    text: &str,
    least: usize,
    most: usize,
    allowed: Allowed,
) -> Result<(), RuleError> {
    allowed.check(text)?;
    match text.chars().count() {
        length if length < least => Err(RuleError::Empty),
        length if length > most => Err(RuleError::TooLong { length, most }),
        _ => Ok(()),
    }
}
