//! The profile list: which rows are shown, in which order, and where the cursor is.
//!
//! A hundred thousand rows are sorted and filtered in slices: after one the
//! list is [busy](List::is_busy), keeps what it showed, and goes on when
//! [`List::go_on`] is called.

mod marks;
mod matches;
mod order;
#[cfg(test)]
mod property;

use std::sync::Arc;

use super::domain::InstanceProfileId;
use super::filter::Query;
use super::store::Store;
use marks::Marks;
use matches::Matches;
use order::{Order, follow};

/// Rows that are filtered in one go: a few milliseconds' work.
pub const SLICE: usize = 8_000;
/// Sorting compares each row some twenty times.
const SORTED_SLOWER: usize = 4;

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

/// Whether the cursor goes to the best match, which is what one types a filter
/// for. Moving it ends that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Follows {
    #[default]
    Not,
    /// The filter's field is open, and says what it said before.
    Opened,
    /// The filter is being typed.
    Typing,
    /// It was accepted, and is not through all rows yet.
    UntilThrough,
}

/// The view of the list. The cursor stays on its profile, not on its line.
#[derive(Debug, Default)]
pub struct List {
    filter: String,
    matches: Matches,
    /// Under a filter that ranks: the user has chosen a column all the same.
    column_chosen: bool,
    /// Sorted as the user wants it, or as it was until `next` is ready.
    order: Order,
    /// The order that was chosen, while it is made.
    next: Option<Order>,
    /// Rows of the store, in the order in which they are shown.
    visible: Vec<usize>,
    /// Shown rows whose tags would have to be known to tell.
    open: usize,
    marks: Marks,
    cursor: Option<InstanceProfileId>,
    /// Where the cursor was before a filter left it nothing to stand on.
    left: Option<InstanceProfileId>,
    before_filter: Option<InstanceProfileId>,
    follows_best: Follows,
    at: usize,
    top: usize,
    slice: Slice,
}

/// Rows in a slice; only tests have others.
#[derive(Debug, Clone, Copy)]
struct Slice(usize);

impl Default for Slice {
    fn default() -> Self {
        Self(SLICE)
    }
}

impl List {
    /// What the rows are narrowed by; empty shows all.
    pub fn filter(&self) -> &str {
        &self.filter
    }

    /// What the filter asks for.
    pub fn query(&self) -> &Query {
        self.matches.query()
    }

    /// Places of the shown rows in the store, in their order.
    pub fn visible(&self) -> &[usize] {
        &self.visible
    }

    /// Rows that are not shown, but may hold the filter: their tags are not known.
    pub fn open(&self) -> usize {
        self.open
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

    /// What the rows are sorted by, and whether backwards: the order that was
    /// chosen, also while it is made.
    pub fn order(&self) -> (Column, bool) {
        let order = self.next.as_ref().unwrap_or(&self.order);
        (order.column, order.reversed)
    }

    /// Sorts by a column.
    pub fn set_order(&mut self, column: Column, reversed: bool, store: &Store) {
        self.sort_by(column, reversed, store);
    }

    /// Whether the best matches come first, whatever the column.
    pub fn best_first(&self) -> bool {
        self.query().ranks() && !self.column_chosen
    }

    /// Whether rows are still filtered; what is shown is as it was before.
    pub fn is_filtering(&self, store: &Store) -> bool {
        self.matches.is_busy(store.rows().len())
    }

    /// Whether another slice of work is left: see [`List::go_on`].
    pub fn is_busy(&self, store: &Store) -> bool {
        let rows = store.rows().len();
        self.next.is_some() || self.order.rows().len() < rows || self.matches.is_busy(rows)
    }

    /// Sorts by the next column, forwards; from the best matches, by the name.
    pub fn sort_by_next(&mut self, store: &Store) {
        let column = if self.best_first() { Column::Name } else { self.order().0.next() };
        self.sort_by(column, false, store);
    }

    /// Turns the column's order round.
    pub fn reverse(&mut self, store: &Store) {
        let (column, reversed) = self.order();
        self.sort_by(column, !reversed, store);
    }

    fn sort_by(&mut self, column: Column, reversed: bool, store: &Store) {
        self.column_chosen = self.query().ranks();
        let same = (self.order.column, self.order.reversed) == (column, reversed);
        self.next = (!same).then(|| Order::new(column, reversed));
        self.go_on(store);
    }

    /// Sets the filter; [`Query`] says what its text means.
    pub fn set_filter(&mut self, filter: String, store: &Store) {
        if self.follows_best == Follows::Opened && filter != self.filter {
            self.follows_best = Follows::Typing;
        }
        self.filter = filter;
        let query = Query::parse(&self.filter);
        if query.terms().is_empty() {
            self.column_chosen = false;
        }
        self.matches.begin(query);
        self.go_on(store);
    }

    /// Takes in what happened to the rows. The cursor stays on its profile;
    /// if that is gone, it stays on its line.
    pub fn arrange(&mut self, store: &mut Store) {
        let news = store.take_news();
        if let Some(moved) = &news.moved {
            self.order.follow(moved);
            if let Some(next) = &mut self.next {
                next.follow(moved);
            }
            self.matches.follow(moved);
            self.marks.follow(moved);
            follow(&mut self.visible, moved);
        }
        if !news.touched.is_empty() {
            let rows = store.rows();
            self.order.take_again(&news.touched, rows);
            if let Some(next) = &mut self.next {
                next.take_again(&news.touched, rows);
            }
            self.matches.look_again(&news.touched, rows);
        }
        self.go_on(store);
    }

    /// Does the next slice of work. When the filter is through, the rows that
    /// hold it are shown.
    pub fn go_on(&mut self, store: &Store) {
        let rows = store.rows();
        let Slice(most) = self.slice;
        let fewer = (most / SORTED_SLOWER).max(1);
        self.order.take_next(rows, fewer);
        if self.matches.is_busy(rows.len()) {
            self.matches.look(rows, most);
        } else if let Some(next) = &mut self.next
            && next.take_next(rows, fewer)
        {
            self.order = std::mem::take(next);
            self.next = None;
        }
        if !self.matches.is_busy(rows.len()) {
            self.show();
        }
        self.follow_cursor(store);
    }

    /// Looks at all rows that the filter has not been through yet: a tenth of
    /// a second for a hundred thousand.
    pub fn finish_filter(&mut self, store: &Store) {
        while self.is_filtering(store) {
            self.go_on(store);
        }
    }

    /// Does all the work that is left, however long it takes.
    pub fn finish(&mut self, store: &Store) {
        while self.is_busy(store) {
            self.go_on(store);
        }
    }

    /// Forgets all rows and their marks: another account's come. The filter
    /// and the order stay.
    pub fn start_over(&mut self) {
        let (column, reversed) = self.order();
        let mut matches = Matches::default();
        matches.begin(Query::parse(&self.filter));
        *self = Self {
            filter: std::mem::take(&mut self.filter),
            matches,
            column_chosen: self.column_chosen,
            order: Order::new(column, reversed),
            follows_best: self.follows_best,
            slice: self.slice,
            ..Self::default()
        };
    }

    fn show(&mut self) {
        let matches = &self.matches;
        self.visible.clear();
        let rows = self.order.rows().iter().copied();
        self.visible.extend(rows.filter(|&row| matches.holds(row)));
        if self.best_first() {
            // Stable: equally good ones stay in the column's order.
            self.visible.sort_by_key(|&row| std::cmp::Reverse(matches.score(row)));
        }
        self.open = matches.open();
    }

    fn follow_cursor(&mut self, store: &Store) {
        self.marks.count_hidden(&self.visible);
        let follows = self.follows_best;
        if follows == Follows::UntilThrough && !self.is_filtering(store) {
            // What comes from now on moves it no more.
            self.follows_best = Follows::Not;
        }
        let follows = matches!(follows, Follows::Typing | Follows::UntilThrough);
        if follows && !self.visible.is_empty() {
            // Where no match is better than another, it stays on its profile,
            // and not where a half-typed term had taken it.
            let before = self.before_filter.as_ref().filter(|_| !self.best_first());
            let at = before.and_then(|id| self.line_of(id, store)).unwrap_or(0);
            if at == 0 {
                self.top = 0;
            }
            return self.place_cursor(at, store);
        }
        let place =
            self.cursor.as_ref().or(self.left.as_ref()).and_then(|id| self.line_of(id, store));
        match place {
            Some(at) => {
                // The screen moves with the cursor's row, so that rows which
                // arrive above it do not push it away under the eye.
                self.top = (self.top + at).saturating_sub(self.at);
                self.at = at;
                // It may have been without a row for a while.
                self.cursor = self.cursor.take().or(self.left.take());
            }
            None => self.place_cursor(self.at, store),
        }
    }

    /// The line that shows a profile.
    fn line_of(&self, id: &InstanceProfileId, store: &Store) -> Option<usize> {
        let row = store.place(id)?;
        self.visible.iter().position(|&shown| shown == row)
    }

    /// A filter is going to be typed: the cursor goes to the best match until
    /// somebody moves it, and [`List::lift_filter`] brings it back.
    pub fn begin_filter(&mut self) {
        self.before_filter = self.cursor.clone();
        self.follows_best = Follows::Opened;
    }

    /// The filter was typed: from now on the cursor stays where it is, or
    /// where it will be when the filter is through.
    pub fn end_filter(&mut self, store: &Store) {
        let typed = matches!(self.follows_best, Follows::Typing | Follows::UntilThrough);
        let follows = typed && self.is_filtering(store);
        self.follows_best = if follows { Follows::UntilThrough } else { Follows::Not };
    }

    /// Shows all rows again, with the cursor where it was before the filter.
    pub fn lift_filter(&mut self, store: &Store) {
        self.follows_best = Follows::Not;
        self.set_filter(String::new(), store);
        if let Some(id) = self.before_filter.take() {
            self.go_to(&id, store);
        }
    }

    /// Puts the cursor on a line, or on the last one if there are fewer.
    pub fn put_cursor(&mut self, at: usize, store: &Store) {
        self.follows_best = Follows::Not;
        self.place_cursor(at, store);
    }

    fn place_cursor(&mut self, at: usize, store: &Store) {
        self.at = at.min(self.visible.len().saturating_sub(1));
        self.left = self.cursor.take().or(self.left.take());
        self.cursor = self.visible.get(self.at).map(|&i| Arc::clone(&store.rows()[i].profile.id));
    }

    /// Puts the cursor on a profile, if it is shown; returns whether it is.
    pub fn go_to(&mut self, id: &InstanceProfileId, store: &Store) -> bool {
        let place = self.line_of(id, store);
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
