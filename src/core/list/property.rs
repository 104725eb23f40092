//! The list against a plain model, over random sequences of what can happen.

use std::collections::HashMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::super::domain::{InstanceProfile, InstanceProfileId, Role, Tag, Timestamp};
use super::super::filter::{Query, Scorer, Verdict};
use super::super::msg::{Page, Ticket};
use super::super::store::{Row, Store};
use super::{Column, Follows, List, Slice};

const HEIGHT: usize = 5;

/// Filters, each with what a row must be to hold it, said without the filter's
/// own means.
type Holds = fn(&InstanceProfile, Option<&[Tag]>) -> Option<bool>;
const FILTERS: &[(&str, Holds)] = &[
    ("", |_, _| Some(true)),
    ("w", |p, tags| Some(text(p, tags, "w"))),
    ("we", |p, tags| Some(text(p, tags, "we"))),
    ("we b", |p, tags| Some(text(p, tags, "we") && text(p, tags, "b"))),
    ("role:", |_, _| Some(true)),
    ("role:WEB", |p, _| Some(role(p) == "web")),
    ("role:*b", |p, _| Some(role(p).ends_with('b'))),
    ("!role:web", |p, _| Some(role(p) != "web")),
    ("path:/b", |p, _| Some(p.path.starts_with("/b"))),
    ("no:role", |p, _| Some(p.roles.is_empty())),
    ("!no:role", |p, _| Some(!p.roles.is_empty())),
    ("tag:Team", |_, tags| tags.map(|tags| tags.iter().any(|tag| &*tag.key == "Team"))),
    ("no:tags", |_, tags| tags.map(<[Tag]>::is_empty)),
    ("w tag:Team=x", |p, tags| match text(p, tags, "w") {
        false => Some(false),
        true => tags.map(|tags| tags.iter().any(|tag| &*tag.key == "Team" && &*tag.value == "x")),
    }),
    ("aip", |_, _| Some(false)),
    ("aipa", |_, _| Some(true)),
    ("AIPA1", |p, _| Some(p.id.starts_with("AIPA1"))),
    ("arn", |_, _| Some(false)),
    ("arn:", |_, _| Some(true)),
];

fn role(profile: &InstanceProfile) -> &str {
    profile.role().map_or("", |role| &role.name)
}

/// The name has the letters in their order, or something has them in one piece.
fn text(profile: &InstanceProfile, tags: Option<&[Tag]>, wanted: &str) -> bool {
    let name = profile.name.to_lowercase();
    let mut letters = name.chars();
    let tags = tags.unwrap_or_default();
    wanted.chars().all(|c| letters.any(|letter| letter == c))
        || format!("{}{name}", profile.path).contains(wanted)
        || role(profile).contains(wanted)
        || tags.iter().any(|tag| {
            tag.key.to_lowercase().contains(wanted) || tag.value.to_lowercase().contains(wanted)
        })
}

#[derive(Debug, Clone)]
enum Step {
    /// A reading of the list begins: AWS now has these.
    Refresh(Vec<u8>),
    /// Its next page comes.
    Page(usize),
    /// The role of a profile changes, at AWS.
    Attach(u8, Option<u8>),
    /// The tags of a profile become known.
    Tags(u8, bool),
    /// A profile turns out to be deleted and made again.
    Recreate(u8),
    /// The filter's field is opened: the cursor follows the best match.
    BeginFilter,
    Filter(usize),
    /// It is closed, by Enter or otherwise: the cursor stays.
    EndFilter,
    LiftFilter,
    Sort,
    Reverse,
    Move(usize),
    Mark,
    Range,
    All,
    Unmark,
    /// Slices of work, before anything else happens.
    Work(u8),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => prop::collection::vec(any::<u8>(), 0..40).prop_map(Step::Refresh),
        6 => (1..12_usize).prop_map(Step::Page),
        2 => (any::<u8>(), any::<Option<u8>>()).prop_map(|(at, role)| Step::Attach(at, role)),
        2 => (any::<u8>(), any::<bool>()).prop_map(|(at, some)| Step::Tags(at, some)),
        1 => any::<u8>().prop_map(Step::Recreate),
        5 => (0..FILTERS.len()).prop_map(Step::Filter),
        2 => Just(Step::BeginFilter),
        2 => Just(Step::EndFilter),
        1 => Just(Step::LiftFilter),
        1 => Just(Step::Sort),
        1 => Just(Step::Reverse),
        4 => (0..50_usize).prop_map(Step::Move),
        3 => Just(Step::Mark),
        1 => Just(Step::Range),
        1 => Just(Step::All),
        1 => Just(Step::Unmark),
        4 => any::<u8>().prop_map(Step::Work),
    ]
}

/// What AWS has, and how often each name was made.
#[derive(Default)]
struct Account {
    has: Vec<u8>,
    lives: HashMap<u8, u32>,
    roles: HashMap<u8, u8>,
    page: usize,
}

impl Account {
    fn profile(&self, number: u8) -> InstanceProfile {
        let names = ["web", "Worker", "jobs-b", "b_web"];
        let name = format!("{}-{}", names[usize::from(number % 4)], number / 4);
        let role = self.roles.get(&number).map(|role| {
            let name: Box<str> = ["web", "jobs", "bob"][usize::from(role % 3)].into();
            Arc::new(Role {
                id: format!("AROA{name}").into(),
                path: "/".into(),
                arn: "arn".into(),
                created: Timestamp(0),
                trust_policy: None,
                description: None,
                max_session_duration: None,
                permissions_boundary: None,
                last_used: None,
                tags: None,
                name,
            })
        });
        let path = ["/", "/a/", "/b/c/"][usize::from(number % 3)];
        InstanceProfile {
            id: format!("AIPA{number}.{}", self.lives.get(&number).unwrap_or(&0)).into(),
            arn: format!("arn:aws:iam::1:instance-profile{path}{name}").into(),
            name: name.into(),
            path: path.into(),
            created: Timestamp(i64::from(number % 7)),
            roles: role.into_iter().collect(),
            tags: None,
        }
    }
}

/// The list, and what must be true of it.
struct Bench {
    account: Account,
    store: Store,
    list: List,
    filter: usize,
    column: (Column, bool),
    chosen: bool,
    marks: Vec<InstanceProfileId>,
}

impl Bench {
    fn new(slice: usize) -> Self {
        Self {
            account: Account::default(),
            store: Store::default(),
            list: List { slice: Slice(slice), ..List::default() },
            filter: 0,
            column: (Column::Name, false),
            chosen: false,
            marks: Vec::new(),
        }
    }

    fn take(&mut self, step: Step) {
        match step {
            Step::Refresh(mut has) => {
                has.sort_unstable();
                has.dedup();
                (self.account.has, self.account.page) = (has, 0);
                self.store.begin_list(Ticket(0));
            }
            Step::Page(size) => {
                let from = self.account.page;
                let to = self.account.has.len().min(from + size);
                let items = self.account.has[from..to].iter().map(|&n| self.account.profile(n));
                self.store.take_page(Page { items: items.collect(), next: None });
                self.account.page = to;
                if to == self.account.has.len() {
                    self.store.finish_list(Timestamp(0), None);
                }
                self.list.arrange(&mut self.store);
                let store = &self.store;
                self.marks.retain(|id| store.row(id).is_some());
            }
            Step::Attach(number, role) => {
                self.account.roles.remove(&number);
                self.account.roles.extend(role.map(|role| (number, role)));
            }
            Step::Tags(number, some) => {
                let tag = Tag { key: "Team".into(), value: "x".into() };
                let id = self.account.profile(number).id;
                self.store.know_tags(&id, if some { std::slice::from_ref(&tag) } else { &[] });
                self.list.arrange(&mut self.store);
            }
            Step::Recreate(number) => {
                let old = self.account.profile(number).id;
                if self.store.row(&old).is_some() {
                    *self.account.lives.entry(number).or_default() += 1;
                    self.store.replace(&old, &Arc::new(self.account.profile(number)));
                    self.marks.retain(|id| *id != old);
                    self.list.arrange(&mut self.store);
                }
            }
            Step::Filter(filter) => {
                self.filter = filter;
                self.chosen &= !FILTERS[filter].0.is_empty();
                self.list.set_filter(FILTERS[filter].0.into(), &self.store);
            }
            Step::BeginFilter => self.list.begin_filter(),
            Step::EndFilter => {
                self.list.end_filter(&self.store);
                let left = self.list.is_filtering(&self.store);
                assert!(left || self.list.follows_best == Follows::Not, "it goes on following");
            }
            Step::LiftFilter => {
                (self.filter, self.chosen) = (0, false);
                self.list.lift_filter(&self.store);
            }
            Step::Sort => {
                let ranks = Query::parse(FILTERS[self.filter].0).ranks();
                let best = ranks && !self.chosen;
                let next = if best { Column::Name } else { self.column.0.next() };
                (self.column, self.chosen) = ((next, false), ranks);
                self.list.sort_by_next(&self.store);
            }
            Step::Reverse => {
                self.column.1 = !self.column.1;
                self.chosen = Query::parse(FILTERS[self.filter].0).ranks();
                self.list.reverse(&self.store);
            }
            Step::Move(at) => self.list.put_cursor(at, &self.store),
            Step::Mark => {
                if let Some(id) = self.list.selected().cloned() {
                    let before = self.marks.len();
                    self.marks.retain(|marked| *marked != id);
                    if self.marks.len() == before {
                        self.marks.push(id);
                    }
                }
                self.list.mark(&self.store);
            }
            Step::Range => {
                if let Some(between) = self.list.in_range(&self.store) {
                    self.mark_shown(between);
                }
                self.list.mark_range(&self.store);
            }
            Step::All => {
                if let Some(last) = self.list.visible().len().checked_sub(1) {
                    self.mark_shown(0..=last);
                }
                self.list.mark_all();
            }
            Step::Unmark => {
                self.marks.clear();
                self.list.unmark_all();
            }
            Step::Work(slices) => {
                for _ in 0..slices % 4 {
                    self.list.go_on(&self.store);
                }
            }
        }
        self.list.settle(HEIGHT);
    }

    /// Whether the cursor goes where the filter takes it.
    fn follows(&self) -> bool {
        matches!(self.list.follows_best, Follows::Typing | Follows::UntilThrough)
    }

    fn mark_shown(&mut self, places: std::ops::RangeInclusive<usize>) {
        for place in places {
            let row = self.list.visible()[place];
            let id = self.store.rows()[row].profile.id.clone();
            if !self.marks.contains(&id) {
                self.marks.push(id);
            }
        }
    }

    /// What is always true, also while work is left.
    fn check(&self, before: Option<&InstanceProfileId>, moved: bool) {
        let (list, store) = (&self.list, &self.store);
        let shown: Vec<_> =
            list.visible().iter().map(|&row| store.rows()[row].profile.id.clone()).collect();
        assert_eq!(list.selected(), shown.get(list.at()), "the cursor is not on its line");
        assert!(list.at() < shown.len().max(1));
        let screen = list.top()..list.top() + HEIGHT;
        assert!(screen.contains(&list.at()), "the cursor is off the screen");
        if let Some(before) = before
            && !moved
            && shown.contains(before)
        {
            assert_eq!(list.selected(), Some(before), "the cursor has left its profile");
        }
        if self.follows() && list.best_first() && !list.is_filtering(store) {
            assert_eq!(list.at(), 0, "the cursor is not on the best match");
        }
        let mut marked: Vec<_> = list.marked_ids(store).cloned().collect();
        let mut wanted = self.marks.clone();
        marked.sort();
        wanted.sort();
        assert_eq!(marked, wanted, "the marks");
        let hidden = wanted.iter().filter(|id| !shown.contains(id)).count();
        assert_eq!(list.marked(), (wanted.len(), hidden));
    }

    /// What is shown once no work is left.
    fn check_rows(&mut self) {
        self.list.finish(&self.store);
        self.list.settle(HEIGHT);
        let (filter, holds) = FILTERS[self.filter];
        let rows = self.store.rows();
        let told = |row: &Row| holds(&row.profile, row.tags());
        let mut wanted: Vec<&Row> = rows.iter().filter(|row| told(row) == Some(true)).collect();
        let (column, reversed) = self.column;
        wanted.sort_by(|a, b| {
            let name = |row: &Row| row.profile.name.to_lowercase();
            let role = |row: &Row| role(&row.profile).to_owned();
            let order = match column {
                Column::Name => name(a).cmp(&name(b)),
                Column::Role => role(a).cmp(&role(b)),
                Column::Path => a.profile.path.cmp(&b.profile.path),
                Column::Age => b.profile.created.cmp(&a.profile.created),
            };
            let order = if reversed { order.reverse() } else { order };
            order.then_with(|| name(a).cmp(&name(b))).then_with(|| a.profile.id.cmp(&b.profile.id))
        });
        let query = Query::parse(filter);
        if query.ranks() && !self.chosen {
            let mut scorer = Scorer::new(&query).unwrap();
            wanted.sort_by_key(|row| match scorer.judge(row) {
                Verdict::Yes(score) => std::cmp::Reverse(score),
                other => panic!("{other:?}"),
            });
        }
        let wanted: Vec<_> = wanted.iter().map(|row| &*row.profile.id).collect();
        let shown: Vec<_> = self.list.visible().iter().map(|&row| &*rows[row].profile.id).collect();
        assert_eq!(shown, wanted, "{filter:?} by {column:?}");
        assert_eq!(self.list.open(), rows.iter().filter(|row| told(row).is_none()).count());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cursor_screen_and_marks_stay_and_the_rows_are_those_of_a_plain_filter_and_sort(
        slice in 1..30_usize,
        steps in prop::collection::vec(step(), 1..80),
    ) {
        let mut bench = Bench::new(slice);
        for step in steps {
            // Until a filter that was typed is through, the cursor is its.
            let follows = bench.follows();
            let opened = bench.list.follows_best == Follows::Opened;
            let moves = follows || (opened && matches!(step, Step::Filter(_))) || matches!(step, Step::Move(_) | Step::Mark | Step::LiftFilter);
            let settles = matches!(step, Step::Work(0..4));
            let before = bench.list.selected().cloned();
            bench.take(step);
            bench.check(before.as_ref(), moves);
            if settles {
                bench.check_rows();
            }
        }
        bench.check_rows();
        bench.check(None, true);
    }
}
