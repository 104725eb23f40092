//! Which rows hold a query, and how well.

use memchr::memmem::Finder;
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::super::domain::{InstanceProfile, Tag};
use super::super::key::half_width;
use super::super::store::Row;
use super::query::{ID_LETTERS, Kind, Query};

/// Whether a row holds a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It does not.
    No,
    /// It depends on tags that are not known.
    Unknown,
    /// It does; the more, the better.
    Yes(u16),
}

/// What is looked for in a row, in one piece of memory: a hundred thousand
/// rows are read through at every letter. ASCII letters are lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded {
    /// Path, name, NUL, the role's name, NUL, the ids with a NUL between them.
    /// Path and name stand together as in the ARN.
    text: Box<str>,
    path: u32,
    name: u32,
    role: u32,
}

impl Folded {
    /// The texts of a profile. No name, path or id of AWS's holds a NUL.
    pub fn new(profile: &InstanceProfile) -> Self {
        let role = profile.role();
        let role_name = role.map_or("", |role| &role.name);
        let role_id = role.map_or("", |role| &role.id);
        let mut text =
            format!("{}{}\0{role_name}\0{}\0{role_id}", profile.path, profile.name, profile.id);
        text.make_ascii_lowercase();
        // Nothing that AWS sends comes near to 4 GB.
        let end = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let path = end(profile.path.len());
        let name = path.saturating_add(end(profile.name.len()));
        let role = name.saturating_add(1).saturating_add(end(role_name.len()));
        Self { text: text.into_boxed_str(), path, name, role }
    }

    /// The path.
    pub fn path(&self) -> &str {
        &self.text[..self.path as usize]
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.text[self.path as usize..self.name as usize]
    }

    /// The role's name; empty without a role.
    pub fn role(&self) -> &str {
        &self.text[self.name as usize + 1..self.role as usize]
    }

    /// Path and name as they end the ARN, and the role's name.
    fn visible(&self) -> &str {
        &self.text[..self.role as usize]
    }
}

/// A query made ready to be asked of many rows.
#[derive(Debug)]
pub struct Scorer {
    terms: Vec<Ready>,
    matcher: Matcher,
}

#[derive(Debug)]
struct Ready {
    negated: bool,
    kind: Kind,
    /// For a text: finds it in one piece.
    finder: Option<Finder<'static>>,
}

impl Scorer {
    /// Makes a query ready; `None` if every row holds it.
    pub fn new(query: &Query) -> Option<Self> {
        if query.holds_all() {
            return None;
        }
        let asking = query.terms().iter().filter(|term| term.kind.asks());
        let terms = asking.map(|term| Ready {
            negated: term.negated,
            kind: term.kind.clone(),
            finder: match &term.kind {
                Kind::Plain(text) => Some(Finder::new(text).into_owned()),
                _ => None,
            },
        });
        Some(Self { terms: terms.collect(), matcher: Matcher::new(Config::DEFAULT) })
    }

    /// Whether the row holds the query.
    pub fn judge(&mut self, row: &Row) -> Verdict {
        let (mut score, mut unknown) = (0_u16, false);
        for term in &self.terms {
            match (one(term, row, &mut self.matcher), term.negated) {
                (Verdict::Yes(more), false) => score = score.saturating_add(more),
                (Verdict::No, true) => {}
                (Verdict::Unknown, _) => unknown = true,
                (Verdict::No, false) | (Verdict::Yes(_), true) => return Verdict::No,
            }
        }
        if unknown { Verdict::Unknown } else { Verdict::Yes(score) }
    }
}

fn one(term: &Ready, row: &Row, matcher: &mut Matcher) -> Verdict {
    let when = |holds: bool| if holds { Verdict::Yes(0) } else { Verdict::No };
    match &term.kind {
        Kind::Plain(text) => {
            let Some(finder) = &term.finder else { return Verdict::No };
            match plain(text, finder, term.negated, row, matcher) {
                Some(score) => Verdict::Yes(score),
                None => Verdict::No,
            }
        }
        Kind::Role(glob) => when(row.profile.roles.iter().any(|role| glob.matches(&role.name))),
        Kind::Path(glob) => when(glob.matches(&row.profile.path)),
        Kind::NoRole => when(row.profile.roles.is_empty()),
        Kind::Tag { .. } | Kind::NoTags => match row.tags() {
            None => Verdict::Unknown,
            Some(tags) if term.kind == Kind::NoTags => when(tags.is_empty()),
            Some(tags) => when(tags.iter().any(|tag| holds_tag(&term.kind, tag))),
        },
        Kind::Unfinished(_) | Kind::UnknownNo(_) | Kind::Reserved => Verdict::Yes(0),
    }
}

/// Whether a `tag:` term asks for this tag.
pub(super) fn holds_tag(kind: &Kind, tag: &Tag) -> bool {
    match kind {
        Kind::Tag { key, value } => {
            key.matches(&tag.key) && value.as_ref().is_none_or(|value| value.matches(&tag.value))
        }
        _ => false,
    }
}

/// How well a row holds a text. What is denied is meant in one piece: hardly
/// a name has not all the letters of a short word somewhere.
fn plain(
    text: &str,
    finder: &Finder<'_>,
    exact: bool,
    row: &Row,
    matcher: &mut Matcher,
) -> Option<u16> {
    let folded = row.folded();
    let fuzzy = if exact { None } else { fuzzy(matcher, folded.name(), text) };
    let within = if text.len() >= ID_LETTERS { &*folded.text } else { folded.visible() };
    let whole = finder.find(within.as_bytes()).map(|at| in_one_piece(within, at, text));
    fuzzy.max(whole).or_else(|| {
        let arn = text.contains(':') && arns(&row.profile).any(|arn| holds(arn, finder));
        let tags = row.tags().unwrap_or_default();
        let tag = || tags.iter().any(|tag| holds(&tag.key, finder) || holds(&tag.value, finder));
        (arn || tag()).then(|| points(text))
    })
}

/// nucleo's score for the letters of `text` in a name, which must be lower
/// case. Names are ASCII by IAM's model; others are searched in one piece.
pub(super) fn fuzzy(matcher: &mut Matcher, name: &str, text: &str) -> Option<u16> {
    if !name.is_ascii() || !text.is_ascii() {
        return None;
    }
    let (name, text) = (Utf32Str::Ascii(name.as_bytes()), Utf32Str::Ascii(text.as_bytes()));
    matcher.fuzzy_match(name, text)
}

/// The ARNs that a text with a colon is looked for in.
pub(super) fn arns(profile: &InstanceProfile) -> impl Iterator<Item = &str> {
    std::iter::once(&*profile.arn).chain(profile.roles.iter().map(|role| &*role.arn))
}

/// Whether a text holds the needle, as a query's text is folded: without regard
/// to the case of ASCII letters, and to full-width ones.
pub(super) fn holds(text: &str, finder: &Finder<'_>) -> bool {
    if text.is_ascii() {
        return finder.find(text.to_ascii_lowercase().as_bytes()).is_some();
    }
    let folded: String = text.chars().map(|c| half_width(c).to_ascii_lowercase()).collect();
    finder.find(folded.as_bytes()).is_some()
}

/// What nucleo gives for letters in a row: 16 each, and 4 for each next one.
fn points(text: &str) -> u16 {
    u16::try_from(text.len()).unwrap_or(u16::MAX).saturating_mul(20).saturating_sub(4)
}

/// As [`points`], and 8 at the beginning of a word.
fn in_one_piece(within: &str, at: usize, text: &str) -> u16 {
    let before = at.checked_sub(1).and_then(|at| within.as_bytes().get(at));
    let begins = before.is_none_or(|c| !c.is_ascii_alphanumeric());
    points(text).saturating_add(if begins { 8 } else { 0 })
}
