//! The rows in the order of a column, kept sorted as they come.

use std::cmp::Ordering;

use super::super::store::Row;
use super::Column;

/// Rows by their places in the store, sorted. New ones are merged in; nothing
/// is sorted twice.
#[derive(Debug, Clone, Default)]
pub(super) struct Order {
    pub column: Column,
    pub reversed: bool,
    rows: Vec<usize>,
}

impl Order {
    pub fn new(column: Column, reversed: bool) -> Self {
        Self { column, reversed, rows: Vec::new() }
    }

    /// The rows in their order.
    pub fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// Merges rows in that come next in the store, `most` at most; returns
    /// whether these were all.
    pub fn take_next(&mut self, rows: &[Row], most: usize) -> bool {
        let from = self.rows.len();
        let to = rows.len().min(from + most);
        self.merge((from..to).collect(), rows);
        to == rows.len()
    }

    /// Puts rows into their places again that say something else now.
    pub fn take_again(&mut self, touched: &[usize], rows: &[Row]) {
        let known = self.rows.len();
        let mut again: Vec<usize> = touched.iter().copied().filter(|&at| at < known).collect();
        again.sort_unstable();
        again.dedup();
        self.rows.retain(|at| again.binary_search(at).is_err());
        self.merge(again, rows);
    }

    /// Follows rows to their new places; `None` drops them.
    pub fn follow(&mut self, moved: &[Option<usize>]) {
        follow(&mut self.rows, moved);
    }

    fn merge(&mut self, mut new: Vec<usize>, rows: &[Row]) {
        new.sort_unstable_by(|&a, &b| self.compare(&rows[a], &rows[b]));
        let mut end = self.rows.len();
        let mut gap = new.len();
        self.rows.resize(end + gap, 0);
        // From the back: each new one goes to its place, and what lies behind
        // it moves once, in one piece.
        for at in new.into_iter().rev() {
            let row = &rows[at];
            let place =
                self.rows[..end].partition_point(|&other| self.compare(&rows[other], row).is_lt());
            self.rows.copy_within(place..end, place + gap);
            gap -= 1;
            self.rows[place + gap] = at;
            end = place;
        }
    }

    fn compare(&self, a: &Row, b: &Row) -> Ordering {
        let order = match self.column {
            Column::Name => Ordering::Equal,
            // Profiles without a role have an empty one here.
            Column::Role => a.folded().role().cmp(b.folded().role()),
            Column::Path => a.folded().path().cmp(b.folded().path()),
            Column::Age => b.profile.created.cmp(&a.profile.created),
        };
        match (self.column, self.reversed) {
            (Column::Name, false) => by_name(a, b),
            (Column::Name, true) => by_name(b, a),
            // Equal ones stay in the order of their names, either way.
            (_, true) => order.reverse().then_with(|| by_name(a, b)),
            (_, false) => order.then_with(|| by_name(a, b)),
        }
    }
}

/// Follows rows to their new places; those without one are dropped.
pub(super) fn follow(rows: &mut Vec<usize>, moved: &[Option<usize>]) {
    rows.retain_mut(|at| match moved.get(*at).copied().flatten() {
        Some(now) => {
            *at = now;
            true
        }
        None => false,
    });
}

/// Follows a table that has an entry for each row.
pub(super) fn follow_table<T: Copy>(table: &mut Vec<T>, moved: &[Option<usize>]) {
    let mut at = 0..;
    table.retain(|_| at.next().is_some_and(|at| moved.get(at).copied().flatten().is_some()));
}

/// Names as IAM orders them, without regard to case; the id makes the order
/// total where a simulator has names that differ by case alone.
fn by_name(a: &Row, b: &Row) -> Ordering {
    let folded = a.folded().name().cmp(b.folded().name());
    folded.then_with(|| {
        let (a, b) = (&a.profile, &b.profile);
        a.name.cmp(&b.name).then_with(|| a.id.cmp(&b.id))
    })
}
