//! The marks: chosen profiles, which pages, orders, filters and refreshes
//! leave alone.

use super::super::domain::InstanceProfileId;
use super::super::store::Store;
use super::List;
use super::order::follow_table;

/// Which rows are marked. A row has one id for its life, so that a mark by
/// row is one by InstanceProfileId.
#[derive(Debug, Default)]
pub(super) struct Marks {
    rows: Vec<bool>,
    count: usize,
    /// How many of them the filter hides.
    pub hidden: usize,
    /// Marked profiles that AWS no longer lists, until somebody says so.
    lost: usize,
    /// Where a range begins that is not ended yet.
    pub range: Option<InstanceProfileId>,
}

impl Marks {
    fn set(&mut self, row: usize, marked: bool) {
        if self.rows.len() <= row {
            self.rows.resize(row + 1, false);
        }
        if self.rows[row] != marked {
            self.rows[row] = marked;
            self.count = if marked { self.count + 1 } else { self.count - 1 };
        }
    }

    pub fn has(&self, row: usize) -> bool {
        self.rows.get(row).copied().unwrap_or(false)
    }

    pub fn follow(&mut self, moved: &[Option<usize>]) {
        follow_table(&mut self.rows, moved);
        let left = self.rows.iter().filter(|&&marked| marked).count();
        self.lost += self.count - left;
        self.count = left;
    }

    pub fn count_hidden(&mut self, visible: &[usize]) {
        let shown = match self.count {
            0 => 0,
            _ => visible.iter().filter(|&&row| self.has(row)).count(),
        };
        self.hidden = self.count - shown;
    }
}

impl List {
    /// Whether the row at this place in the store is marked.
    pub fn is_marked(&self, row: usize) -> bool {
        self.marks.has(row)
    }

    /// How many profiles are marked, and how many of them the filter hides.
    pub fn marked(&self) -> (usize, usize) {
        (self.marks.count, self.marks.hidden)
    }

    /// The ids of the marked profiles, in the order in which they came.
    pub fn marked_ids<'a>(
        &'a self,
        store: &'a Store,
    ) -> impl Iterator<Item = &'a InstanceProfileId> {
        let rows = store.rows().iter().enumerate();
        rows.filter(|(at, _)| self.marks.has(*at)).map(|(_, row)| &row.profile.id)
    }

    /// Marks the profile under the cursor, or unmarks it, and moves down.
    pub fn mark(&mut self, store: &Store) {
        if let Some(&row) = self.visible.get(self.at) {
            self.marks.set(row, !self.marks.has(row));
            self.put_cursor(self.at + 1, store);
        }
    }

    /// Begins a range at the cursor, or ends it: then what lies between is
    /// marked. Returns whether there was a range whose beginning is no longer
    /// shown: then nothing is marked.
    pub fn mark_range(&mut self, store: &Store) -> bool {
        let Some(from) = self.marks.range.take() else {
            self.marks.range = self.cursor.clone();
            return false;
        };
        let Some(between) = self.between(&from, store) else { return true };
        for place in between {
            self.marks.set(self.visible[place], true);
        }
        false
    }

    /// Where the open range began.
    pub fn range(&self) -> Option<&InstanceProfileId> {
        self.marks.range.as_ref()
    }

    /// The places among the shown rows that the open range covers.
    pub fn in_range(&self, store: &Store) -> Option<std::ops::RangeInclusive<usize>> {
        self.between(self.marks.range.as_ref()?, store)
    }

    /// Lets the open range go; returns whether there was one.
    pub fn drop_range(&mut self) -> bool {
        self.marks.range.take().is_some()
    }

    /// Marks everything that is shown.
    pub fn mark_all(&mut self) {
        for at in 0..self.visible.len() {
            self.marks.set(self.visible[at], true);
        }
    }

    /// Takes every mark away, also those that the filter hides.
    pub fn unmark_all(&mut self) {
        self.marks = super::marks::Marks::default();
    }

    /// How many marks went with their profiles since this was last asked.
    pub fn take_lost_marks(&mut self) -> usize {
        std::mem::take(&mut self.marks.lost)
    }

    fn between(
        &self,
        from: &InstanceProfileId,
        store: &Store,
    ) -> Option<std::ops::RangeInclusive<usize>> {
        let row = store.place(from)?;
        let from = self.visible.iter().position(|&shown| shown == row)?;
        Some(from.min(self.at)..=from.max(self.at))
    }
}
