//! The profile list: which rows are shown, in which order, and where the cursor is.

use std::cmp::Ordering;
use std::sync::Arc;

use super::domain::{InstanceProfile, InstanceProfileId};
use super::key::half_width;
use super::store::{Row, Store};

/// What the list can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Column {
    /// The profile's name, without regard to case, as IAM orders it.
    #[default]
    Name,
    /// The role's name; profiles without a role come first.
    Role,
    /// The path.
    Path,
    /// The age: the youngest come first.
    Age,
}

impl Column {
    /// The next one to the right; from the last back to the first.
    fn next(self) -> Self {
        match self {
            Self::Name => Self::Role,
            Self::Role => Self::Path,
            Self::Path => Self::Age,
            Self::Age => Self::Name,
        }
    }
}

/// The view of the list. The cursor stays on its profile, not on its line.
#[derive(Debug, Default)]
pub struct List {
    filter: String,
    column: Column,
    reversed: bool,
    /// Indices into the store's rows, sorted.
    visible: Vec<usize>,
    cursor: Option<InstanceProfileId>,
    /// Where the cursor was before a filter left it nothing to stand on.
    left: Option<InstanceProfileId>,
    before_filter: Option<InstanceProfileId>,
    at: usize,
    top: usize,
}

impl List {
    /// What the rows are narrowed by; empty shows all.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// Indices of the shown rows, in their order.
    pub fn visible(&self) -> &[usize] {
        &self.visible
    }

    /// The place of the cursor among the shown rows.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The first shown row on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The profile under the cursor.
    pub fn selected(&self) -> Option<&InstanceProfileId> {
        self.cursor.as_ref()
    }

    /// What the rows are sorted by, and whether backwards.
    pub fn order(&self) -> (Column, bool) {
        (self.column, self.reversed)
    }

    /// Sorts by a column.
    pub fn set_order(&mut self, column: Column, reversed: bool, store: &Store) {
        (self.column, self.reversed) = (column, reversed);
        self.arrange(store);
    }

    /// Sorts by the next column, forwards.
    pub fn sort_by_next(&mut self, store: &Store) {
        (self.column, self.reversed) = (self.column.next(), false);
        self.arrange(store);
    }

    /// Turns the order round.
    pub fn reverse(&mut self, store: &Store) {
        self.reversed = !self.reversed;
        self.arrange(store);
    }

    /// Sets the filter: a part of the name, the role's name or the path,
    /// without regard to case.
    pub fn set_filter(&mut self, filter: String, store: &Store) {
        self.filter = filter;
        self.arrange(store);
    }

    /// Filters and sorts anew, after rows came or went. The cursor stays on
    /// its profile; if that is gone, it stays on its line.
    pub fn arrange(&mut self, store: &Store) {
        // An input method may send full-width letters; IAM's names have none.
        let needle: String = self.filter.trim().chars().map(half_width).collect();
        let needle = needle.to_lowercase();
        let rows = store.rows();
        self.visible.clear();
        self.visible.extend((0..rows.len()).filter(|&i| matches(&rows[i].profile, &needle)));
        let (column, reversed) = self.order();
        self.visible.sort_by(|&a, &b| {
            let (a, b) = (&rows[a], &rows[b]);
            let order = by_column(column, a, b);
            // Equal ones stay in the order of their names, either way.
            let order = if reversed { order.reverse() } else { order };
            order.then_with(|| by_name(a, b))
        });
        let place = self
            .cursor
            .as_ref()
            .or(self.left.as_ref())
            .and_then(|id| self.visible.iter().position(|&i| rows[i].profile.id == *id));
        match place {
            Some(at) => {
                // The screen moves with the cursor's row, so that rows which
                // arrive above it do not push it away under the eye.
                self.top = (self.top + at).saturating_sub(self.at);
                self.at = at;
                // It may have been without a row for a while.
                self.cursor = self.cursor.take().or(self.left.take());
            }
            None => self.put_cursor(self.at, store),
        }
    }

    /// Remembers where the cursor is, for [`List::lift_filter`].
    pub fn begin_filter(&mut self) {
        self.before_filter = self.cursor.clone();
    }

    /// Shows all rows again, with the cursor where it was before the filter.
    pub fn lift_filter(&mut self, store: &Store) {
        self.set_filter(String::new(), store);
        if let Some(id) = self.before_filter.take() {
            self.go_to(&id, store);
        }
    }

    /// Puts the cursor on a line, or on the last one if there are fewer.
    pub fn put_cursor(&mut self, at: usize, store: &Store) {
        self.at = at.min(self.visible.len().saturating_sub(1));
        self.left = self.cursor.take().or(self.left.take());
        self.cursor = self.visible.get(self.at).map(|&i| Arc::clone(&store.rows()[i].profile.id));
    }

    /// Puts the cursor on a profile, if it is shown; returns whether it is.
    pub fn go_to(&mut self, id: &InstanceProfileId, store: &Store) -> bool {
        let place = self.visible.iter().position(|&i| store.rows()[i].profile.id == *id);
        if let Some(at) = place {
            self.put_cursor(at, store);
        }
        place.is_some()
    }

    /// Scrolls so that the cursor is among `height` lines, and no more of them
    /// than needed are empty.
    pub fn settle(&mut self, height: usize) {
        let height = height.max(1);
        let last_top = self.visible.len().saturating_sub(height);
        self.top = self.top.clamp((self.at + 1).saturating_sub(height), self.at).min(last_top);
    }
}

fn matches(profile: &InstanceProfile, needle: &str) -> bool {
    needle.is_empty()
        || contains(&profile.name, needle)
        || contains(&profile.path, needle)
        || profile.roles.iter().any(|role| contains(&role.name, needle))
}

/// `needle` is lower case already. Names and paths are ASCII by IAM's model;
/// what a simulator sends beside that is still found by its exact letters.
fn contains(text: &str, needle: &str) -> bool {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    text.len() >= needle.len()
        && text.windows(needle.len()).any(|window| window.eq_ignore_ascii_case(needle))
}

fn by_column(column: Column, a: &Row, b: &Row) -> Ordering {
    let role = |row: &Row| row.profile.role().map(|role| role.name.to_lowercase());
    match column {
        Column::Name => by_name(a, b),
        Column::Role => role(a).cmp(&role(b)),
        Column::Path => a.profile.path.cmp(&b.profile.path),
        Column::Age => b.profile.created.cmp(&a.profile.created),
    }
}

/// Names as IAM orders them, without regard to case; the id makes the order
/// total where a simulator has names that differ by case alone.
fn by_name(a: &Row, b: &Row) -> Ordering {
    fn folded(name: &str) -> impl Iterator<Item = u8> {
        name.bytes().map(|c| c.to_ascii_lowercase())
    }
    let (a, b) = (&a.profile, &b.profile);
    folded(&a.name)
        .cmp(folded(&b.name))
        .then_with(|| a.name.cmp(&b.name))
        .then_with(|| a.id.cmp(&b.id))
}
