//! Where a row holds a query: the letters to mark, and the places that no
//! column shows.

use std::ops::Range;

use memchr::memmem::{Finder, find};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::super::store::Row;
use super::query::{ID_LETTERS, Kind, Query};
use super::score::{arns, fuzzy, holds, holds_tag};

/// Finds the letters of a query in the few rows that are on the screen.
#[derive(Debug)]
pub struct Seen<'a> {
    query: &'a Query,
    /// Made with the first row that needs it.
    matcher: Option<Matcher>,
}

/// The letters to mark, as byte positions in ascending order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letters {
    /// In the name.
    pub name: Vec<usize>,
    /// In the role's name.
    pub role: Vec<usize>,
    /// In the path.
    pub path: Vec<usize>,
}

/// A place beside name and role in which a row holds a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Its path, which a narrow screen leaves out.
    Path,
    /// Its ARN, or the role's.
    Arn(String),
    /// Its id, or the role's.
    Id(String),
    /// A tag.
    Tag {
        /// Its key.
        key: String,
        /// Its value.
        value: String,
    },
}

impl<'a> Seen<'a> {
    /// For one query.
    pub fn new(query: &'a Query) -> Self {
        Self { query, matcher: None }
    }

    /// The letters of a row that hold the query.
    pub fn letters(&mut self, row: &Row) -> Letters {
        let mut letters = Letters::default();
        let folded = row.folded();
        for term in self.query.terms().iter().filter(|term| !term.negated) {
            match &term.kind {
                Kind::Plain(text) => {
                    letters.name.extend(self.in_name(folded.name(), text));
                    letters.role.extend(piece(folded.role(), text));
                    letters.path.extend(piece(folded.path(), text));
                }
                Kind::Role(_) => letters.role.extend(0..folded.role().len()),
                Kind::Path(glob) => {
                    letters.path.extend(0..glob.fixed().min(folded.path().len()));
                }
                _ => {}
            }
        }
        for places in [&mut letters.name, &mut letters.role, &mut letters.path] {
            places.sort_unstable();
            places.dedup();
        }
        letters
    }

    /// The places in which a row holds terms that neither its name nor its
    /// role's name holds, one for each such term.
    pub fn places(&mut self, row: &Row) -> Vec<Place> {
        let mut places = Vec::new();
        for term in self.query.terms().iter().filter(|term| !term.negated) {
            let place = match &term.kind {
                Kind::Plain(text) => self.place(row, text),
                kind @ Kind::Tag { .. } => {
                    let tags = row.tags().unwrap_or_default();
                    tags.iter().find(|tag| holds_tag(kind, tag)).map(Place::tag)
                }
                _ => None,
            };
            places.extend(place);
        }
        places
    }

    fn place(&mut self, row: &Row, text: &str) -> Option<Place> {
        let (folded, profile) = (row.folded(), &row.profile);
        if self.in_name(folded.name(), text).next().is_some()
            || piece(folded.role(), text).next().is_some()
        {
            return None;
        }
        if piece(folded.path(), text).next().is_some() {
            return Some(Place::Path);
        }
        let finder = Finder::new(text);
        if let Some(arn) = arns(profile).find(|arn| holds(arn, &finder))
            && (text.contains(':') || text.contains('/'))
        {
            return Some(Place::Arn(arn.to_owned()));
        }
        let mut ids = std::iter::once(&*profile.id).chain(profile.role().map(|role| &*role.id));
        if text.len() >= ID_LETTERS
            && let Some(id) = ids.find(|id| holds(id, &finder))
        {
            return Some(Place::Id(id.to_owned()));
        }
        let mut tags = row.tags().unwrap_or_default().iter();
        tags.find(|tag| holds(&tag.key, &finder) || holds(&tag.value, &finder)).map(Place::tag)
    }

    /// The letters of a name that hold a text, as the score was made.
    fn in_name(&mut self, name: &str, text: &str) -> impl Iterator<Item = usize> + use<> {
        let matcher = self.matcher.get_or_insert_with(|| Matcher::new(Config::DEFAULT));
        let mut places = Vec::new();
        if fuzzy(matcher, name, text).is_some() {
            let (name, text) = (Utf32Str::Ascii(name.as_bytes()), Utf32Str::Ascii(text.as_bytes()));
            let _score = matcher.fuzzy_indices(name, text, &mut places);
            return places.into_iter().map(|at| at as usize).collect::<Vec<_>>().into_iter();
        }
        piece(name, text).collect::<Vec<_>>().into_iter()
    }
}

impl Place {
    fn tag(tag: &super::super::domain::Tag) -> Self {
        Self::Tag { key: tag.key.to_string(), value: tag.value.to_string() }
    }
}

/// Where a text stands in another, both lower case.
fn piece(within: &str, text: &str) -> Range<usize> {
    find(within.as_bytes(), text.as_bytes()).map_or(0..0, |at| at..at + text.len())
}
