//! The words of the filter, the order and the marks.

use super::super::filter::{Advice, Place, Prefix};
use super::Text;

words! {
    /// The filter, the order and the marks.
    FindingWords {
        best_first: Text, filtering: Text, sorting: Text,
        marked: fn(usize, usize) -> String, marks_lost: fn(usize) -> String,
        range: fn(&str, &str, &str) -> String, range_hidden: Text,
        open: fn(usize) -> String, tags_known: fn(usize, usize) -> String,
        fetch_them: fn(&str, &str) -> String,
        tags_progress: fn((usize, usize), &str) -> String,
        tags_read: fn(usize, usize) -> String, tags_stopped: fn(usize, usize) -> String,
        tags_failed: fn(usize, usize, &str) -> String, nothing_told: fn(&str, &str) -> String,
        terms: Text, role: Text, path: Text, tag: Text, no: Text, not: Text,
        unknown_no: fn(&str) -> String, reserved: Text,
        by: fn(&str) -> String, by_path: Text, by_tag: fn(&str, &str) -> String,
    }
}

impl FindingWords {
    /// What is to be said about a filter.
    pub fn advice(&self, advice: &Advice) -> String {
        match advice {
            Advice::Means(Prefix::Role) => self.role.to_owned(),
            Advice::Means(Prefix::Path) => self.path.to_owned(),
            Advice::Means(Prefix::Tag) => self.tag.to_owned(),
            Advice::Means(Prefix::No) => self.no.to_owned(),
            Advice::Means(Prefix::Not) => self.not.to_owned(),
            Advice::UnknownNo(word) => (self.unknown_no)(word),
            Advice::Reserved => self.reserved.to_owned(),
        }
    }

    /// A place in which a row holds the filter.
    pub fn place(&self, place: &Place) -> String {
        match place {
            Place::Path => self.by_path.to_owned(),
            Place::Arn(text) | Place::Id(text) => text.clone(),
            Place::Tag { key, value } => (self.by_tag)(key, value),
        }
    }
}
