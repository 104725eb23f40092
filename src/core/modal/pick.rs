//! Choosing one of many by typing a part of it.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::super::app::App;
use super::super::command::Command;
use super::super::key::half_width;
use super::super::msg::FieldId;
use super::aws_profiles::AwsProfiles;
use super::regions::Regions;
use super::shape::Shape;
use super::{Modal, step};

/// The text that narrows the choices, and the cursor among those that match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    pub(super) field: FieldId,
    pub(super) text: String,
    pub(super) at: usize,
    /// The first choice that is shown.
    pub(super) first: usize,
    /// What the cursor stands on: it stays there when others come or go.
    chosen: Option<String>,
}

/// How well a choice matches; the more, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// The text is its name: 2 to the letter, 1 but for the case.
    named: u8,
    /// By its name alone.
    name: Option<u32>,
    /// By all that is said of it.
    whole: Option<u32>,
}

impl Pick {
    pub(super) fn new(field: FieldId) -> Self {
        Self { field, text: String::new(), at: 0, first: 0, chosen: None }
    }

    /// Takes what was typed; the best match is under the cursor.
    pub(super) fn edit(&mut self, text: String) {
        (self.text, self.at, self.chosen) = (text, 0, None);
    }

    pub(super) fn step(&mut self, count: usize, command: Command) {
        self.put(step(self.at, count, command));
    }

    /// Puts the cursor there.
    pub(super) fn put(&mut self, at: usize) {
        (self.at, self.chosen) = (at, None);
    }

    /// Finds what the cursor stood on among the choices as they are now, and
    /// remembers it; where it is gone, the first one is under the cursor.
    fn follow(&mut self, choices: &[String]) {
        if let Some(chosen) = &self.chosen
            && choices.get(self.at) != Some(chosen)
        {
            self.at = choices.iter().position(|choice| choice == chosen).unwrap_or(0);
        }
        self.chosen = choices.get(self.at).cloned();
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

    /// The indices of the choices that match, each a name and all that is said
    /// of it: first the one whose name it is, then those whose name matches,
    /// then the others; all of them, as they are, where nothing is typed.
    pub(super) fn matches(&self, choices: &[(&str, String)]) -> Vec<usize> {
        let needle: String = self.text.trim().chars().map(half_width).collect();
        if needle.is_empty() {
            return (0..choices.len()).collect();
        }
        let pattern = Pattern::parse(&needle, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut chars = Vec::new();
        let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut chars), &mut matcher);
        let rank = |(name, whole): &(&str, String)| {
            let named = u8::from(name.eq_ignore_ascii_case(&needle)) + u8::from(*name == needle);
            Rank { named, name: score(name), whole: score(whole) }
        };
        let ranks = choices.iter().map(rank).zip(0..);
        // A name may hold what means something else in a pattern.
        let mut found: Vec<_> =
            ranks.filter(|(rank, _)| rank.named > 0 || rank.whole.is_some()).collect();
        found.sort_by_key(|&(rank, at)| (std::cmp::Reverse(rank), at));
        found.into_iter().map(|(_, at)| at).collect()
    }
}

/// A choice without the spaces that keep its columns in line.
pub(super) fn whole(choice: &str) -> String {
    choice.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// After every message: the topmost dialog's cursor stays on what it stood
/// on, and what is shown of its choices moves only as far as the cursor needs.
pub(in super::super) fn refresh(app: &mut App) {
    let Some(mut modal) = app.modals.pop() else { return };
    let keys = match &modal {
        Modal::AwsProfiles(picker) => picker.keys(app),
        Modal::Regions(picker) => picker.keys(app),
        _ => Vec::new(),
    };
    if let Modal::AwsProfiles(AwsProfiles { pick, .. }) | Modal::Regions(Regions { pick, .. }) =
        &mut modal
    {
        pick.follow(&keys);
    }
    if modal.first_mut().is_some() {
        let shown = Shape::of(&modal.view(app), &app.areas()).first_choice;
        if let Some(first) = modal.first_mut() {
            *first = shown;
        }
    }
    app.modals.push(modal);
}
