//! Which rows hold the filter, found out in slices.

use super::super::filter::{Query, Scorer, Verdict};
use super::super::store::Row;
use super::order::follow_table;

/// The row does not hold the filter.
const NO: u16 = 0;
/// It can't be told: its tags are not known. Before the row was looked at:
/// nothing speaks against it yet.
const OPEN: u16 = 1;
/// What a score is moved up by, to stand beside the two others.
const HELD: u16 = 2;

/// A filter and the rows that hold it.
#[derive(Debug, Default)]
pub(super) struct Matches {
    query: Query,
    /// `None`: every row holds it.
    scorer: Option<Scorer>,
    /// A state for each row, by its place in the store. What a wider filter
    /// has ruled out stays ruled out.
    states: Vec<u16>,
    /// The rows that were looked at with this filter.
    done: usize,
}

impl Matches {
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Begins with another filter; a narrower one looks only at what is left.
    pub fn begin(&mut self, query: Query) {
        if query == self.query {
            return;
        }
        if self.scorer.is_none() || !query.narrows(&self.query) {
            self.states.fill(OPEN);
        }
        self.scorer = Scorer::new(&query);
        self.query = query;
        self.done = 0;
    }

    /// Whether rows are left to look at.
    pub fn is_busy(&self, rows: usize) -> bool {
        self.scorer.is_some() && self.done < rows
    }

    /// Looks at the next rows; `most` at most that need a look.
    pub fn look(&mut self, rows: &[Row], most: usize) {
        let Some(scorer) = &mut self.scorer else { return };
        self.states.resize(rows.len(), OPEN);
        let mut looked = 0;
        while self.done < rows.len() && looked < most {
            let state = &mut self.states[self.done];
            if *state != NO {
                *state = judge(scorer, &rows[self.done]);
                looked += 1;
            }
            self.done += 1;
        }
    }

    /// Looks again at rows that say something else now.
    pub fn look_again(&mut self, touched: &[usize], rows: &[Row]) {
        let Some(scorer) = &mut self.scorer else { return };
        for &at in touched {
            if let Some(state) = self.states.get_mut(at) {
                *state = if at < self.done { judge(scorer, &rows[at]) } else { OPEN };
            }
        }
    }

    /// Follows the rows to their new places.
    pub fn follow(&mut self, moved: &[Option<usize>]) {
        let gone = moved.iter().take(self.done).filter(|now| now.is_none()).count();
        self.done -= gone;
        follow_table(&mut self.states, moved);
    }

    /// Whether a row that was looked at holds the filter.
    pub fn holds(&self, row: usize) -> bool {
        self.scorer.is_none() || self.states.get(row).is_some_and(|&state| state >= HELD)
    }

    /// How well a row holds it.
    pub fn score(&self, row: usize) -> u16 {
        self.states.get(row).copied().unwrap_or(NO)
    }

    /// How many rows can't be told.
    pub fn open(&self) -> usize {
        match self.scorer {
            Some(_) => self.states.iter().filter(|&&state| state == OPEN).count(),
            None => 0,
        }
    }
}

fn judge(scorer: &mut Scorer, row: &Row) -> u16 {
    match scorer.judge(row) {
        Verdict::No => NO,
        Verdict::Unknown => OPEN,
        Verdict::Yes(score) => score.saturating_add(HELD),
    }
}
