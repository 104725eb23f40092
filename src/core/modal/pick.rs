//! Choosing one of many by typing a part of it.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::super::command::Command;
use super::super::key::half_width;
use super::super::msg::FieldId;
use super::step;

/// The text that narrows the choices, and the cursor among those that match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    pub(super) field: FieldId,
    pub(super) text: String,
    pub(super) at: usize,
}

impl Pick {
    pub(super) fn new(field: FieldId) -> Self {
        Self { field, text: String::new(), at: 0 }
    }

    /// Takes what was typed; the best match is under the cursor.
    pub(super) fn edit(&mut self, text: String) {
        (self.text, self.at) = (text, 0);
    }

    pub(super) fn step(&mut self, count: usize, command: Command) {
        self.at = step(self.at, count, command);
    }

    /// The indices of the texts that match, the best first; all of them, as
    /// they are, where nothing is typed.
    pub(super) fn matches(&self, texts: &[String]) -> Vec<usize> {
        let mut found = self.scores(texts.iter().map(String::as_str));
        found.sort_by_key(|&(score, at)| (std::cmp::Reverse(score), at));
        found.into_iter().map(|(_, at)| at).collect()
    }

    /// The indices of the texts that match, in their order, and how well; all
    /// of them equally where nothing is typed.
    pub(super) fn scores<'a>(&self, texts: impl Iterator<Item = &'a str>) -> Vec<(u32, usize)> {
        let needle: String = self.text.trim().chars().map(half_width).collect();
        if needle.is_empty() {
            return texts.enumerate().map(|(at, _)| (0, at)).collect();
        }
        let pattern = Pattern::parse(&needle, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut chars = Vec::new();
        let matching = texts.enumerate().filter_map(|(at, text)| {
            Some((pattern.score(Utf32Str::new(text, &mut chars), &mut matcher)?, at))
        });
        matching.collect()
    }
}

/// A choice without the spaces that keep its columns in line.
pub(super) fn whole(choice: &str) -> String {
    choice.split_whitespace().collect::<Vec<_>>().join(" ")
}
