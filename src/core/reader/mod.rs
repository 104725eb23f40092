//! The pane that reads: the selected profile's tabs, their text, their links
//! and the search in them.
//!
//! A tab is a document of lines. It is laid out anew when what it says may
//! have changed, not for every frame: a role's policies fill thousands of lines.

mod anchor;
mod json;
mod keys;
mod overview;
mod policies;
mod rest;
mod role;
pub mod tabs;
mod writer;

use super::app::App;
use super::domain::InstanceProfileId;
use super::msg::FieldId;
use super::text::line::{Line, Tone, wrap};
use anchor::{Anchor, Goal, Said};

pub use keys::can_follow;
pub(super) use keys::{act, click, edited, go_back, open_tab, scroll};
pub use policies::documents;

/// The tabs, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Tab {
    /// What one wants to know first.
    #[default]
    Overview,
    /// The role, who may assume it, and who else holds it.
    Role,
    /// The role's policies with their documents.
    Policies,
    /// The profile's tags.
    Tags,
    /// Where the profile is used.
    Used,
    /// Everything that is known, as JSON.
    Json,
}

impl Tab {
    /// All of them, as they are numbered from 1.
    pub const ALL: [Self; 6] =
        [Self::Overview, Self::Role, Self::Policies, Self::Tags, Self::Used, Self::Json];

    /// The tab so many to the right, round the end.
    fn turn(self, by: usize) -> Self {
        Self::ALL[(self as usize + by) % Self::ALL.len()]
    }
}

/// Where Enter leads from a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// To another profile.
    Profile(InstanceProfileId),
    /// To a line of the same document, counted before lines are broken.
    Line(usize),
}

/// A tab's text before it is broken to a width.
#[derive(Debug, Default)]
pub struct Document {
    lines: Vec<Line>,
    links: Vec<Link>,
}

impl Document {
    fn push(&mut self, line: Line) {
        self.lines.push(line);
    }

    fn extend(&mut self, lines: impl IntoIterator<Item = Line>) {
        self.lines.extend(lines);
    }

    fn link(&mut self, mut line: Line, to: Link) {
        line.link = Some(self.links.len());
        self.links.push(to);
        self.lines.push(line);
    }
}

/// The state of the pane.
#[derive(Debug, Default)]
pub struct Reader {
    tab: Tab,
    /// The first row that is shown, for each tab.
    tops: [usize; Tab::ALL.len()],
    /// Where the tabs that are not open were left.
    left: [Option<Anchor>; Tab::ALL.len()],
    /// The link under the cursor.
    link: Option<usize>,
    /// The link that led within the tab to what is read now.
    back: Option<Goal>,
    search: String,
    /// The match that the search stands at.
    found: usize,
    matches: usize,
    /// The text field of the search, while it is open.
    field: Option<FieldId>,
    rows: Vec<Line>,
    /// The row that each line of the document begins with.
    starts: Vec<usize>,
    /// What each of them says.
    said: Vec<Said>,
    links: Vec<Link>,
    /// What the rows were laid out for.
    laid: Option<Laid>,
    /// What is known may have changed while nobody saw them.
    stale: bool,
}

impl Reader {
    /// The tab that is open.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// The rows of the open tab, broken to the pane's width.
    pub fn rows(&self) -> &[Line] {
        &self.rows
    }

    /// The first row that is shown.
    pub fn top(&self) -> usize {
        self.tops[self.tab as usize]
    }

    /// The link under the cursor.
    pub fn link(&self) -> Option<usize> {
        self.link
    }

    /// What is searched for; empty if nothing is.
    pub fn search(&self) -> &str {
        &self.search
    }

    /// The match that the search stands at, counted from 0, and how many there are.
    pub fn found(&self) -> (usize, usize) {
        (self.found, self.matches)
    }

    /// The text field of the search, if it is open.
    pub fn field(&self) -> Option<FieldId> {
        self.field
    }

    /// Another profile: its text begins at its beginning.
    pub(super) fn begin_anew(&mut self) {
        self.tops = Default::default();
        self.left = Default::default();
        (self.link, self.back) = (None, None);
        self.found = 0;
    }

    /// Opens the field of the search; what was searched for last can be edited.
    pub(super) fn begin_search(&mut self, field: FieldId) {
        self.field = Some(field);
    }

    /// Ends the search; returns whether there was one.
    pub(super) fn end_search(&mut self) -> bool {
        self.field = None;
        let searched = !self.search.is_empty();
        self.search.clear();
        searched
    }

    pub(super) fn keep_search(&mut self) {
        self.field = None;
    }

    fn set_top(&mut self, top: usize) {
        self.tops[self.tab as usize] = top;
    }
}

/// What a layout depends on, beside what is known of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Laid {
    profile: Option<InstanceProfileId>,
    tab: Tab,
    search: String,
    columns: usize,
}

/// Lays the open tab out anew where that is needed: `news` may have changed
/// what is known.
pub(super) fn refresh(app: &mut App, news: bool) {
    let areas = app.areas();
    if areas.details.height == 0 {
        // Nobody sees it; it is done when it is seen.
        app.reader.stale = true;
        return;
    }
    let now = Laid {
        profile: app.list.selected().cloned(),
        tab: app.reader.tab,
        search: app.reader.search.clone(),
        columns: areas.detail_columns(),
    };
    let before = app.reader.laid.replace(now.clone());
    let stale = std::mem::take(&mut app.reader.stale);
    if !news && !stale && before.as_ref() == Some(&now) {
        return;
    }
    let same_profile = before.filter(|it| it.profile == now.profile);
    let same_tab = same_profile.as_ref().is_some_and(|it| it.tab == now.tab);
    let place = match &same_profile {
        Some(_) if same_tab => Some(Anchor::at(&app.reader, app.reader.top())),
        Some(before) => {
            let top = app.reader.tops[before.tab as usize];
            app.reader.left[before.tab as usize] = Some(Anchor::at(&app.reader, top));
            app.reader.left[now.tab as usize].take()
        }
        None => None,
    };
    let same_search = same_profile.is_some_and(|it| same_tab && it.search == now.search);
    lay_out(app, now.columns, place.as_ref(), same_tab, same_search);
    if !same_tab && !app.reader.search.is_empty() {
        keys::follow_search(app);
    }
}

/// Lays the tab out; what is at `place` is shown first. If it is the same tab
/// as before, its link and, of the same search, its match stay under the cursor.
fn lay_out(
    app: &mut App,
    columns: usize,
    place: Option<&Anchor>,
    same_tab: bool,
    same_search: bool,
) {
    let Document { mut lines, links } = document(app);
    let shown = app.areas().detail_rows();
    let reader = &mut app.reader;
    let goal = reader.link.filter(|_| same_tab).and_then(|link| reader.goal(link));
    let below_top = reader.link.and_then(|link| keys::row_of(reader, link));
    let below_top = below_top.map(|row| row.saturating_sub(reader.top()));
    let found = reader.row_found().filter(|_| same_search);
    let found = found.map(|(row, nth)| (Anchor::at(reader, row), nth));
    reader.said = lines.iter().map(Said::of).collect();
    reader.matches = 0;
    if !reader.search.is_empty() {
        for line in &mut lines {
            reader.matches += line.find(&reader.search, reader.matches);
        }
    }
    reader.links = links;
    reader.rows.clear();
    reader.starts.clear();
    for line in lines {
        reader.starts.push(reader.rows.len());
        reader.rows.extend(wrap(vec![line], columns));
    }
    if let Some(top) = place.and_then(|place| place.find(reader)) {
        reader.set_top(top);
    }
    let found = found.and_then(|(row, nth)| Some(reader.first_found(row.find(reader)?)? + nth));
    reader.found = found.unwrap_or(reader.found).min(reader.matches.saturating_sub(1));
    reader.link = goal.and_then(|goal| reader.link_to(&goal));
    let row = reader.link.and_then(|link| keys::row_of(reader, link));
    if let (Some(row), Some(below_top)) = (row, below_top)
        && !(reader.top()..reader.top() + shown).contains(&row)
    {
        // The eye is where the cursor is.
        reader.set_top(row.saturating_sub(below_top));
    }
    keys::settle(app);
}

impl Reader {
    /// The first row of the line with the match that the search stands at, and
    /// which of the line's it is.
    fn row_found(&self) -> Option<(usize, usize)> {
        let here = |line: &Line| line.spans.iter().any(|span| span.found == Some(self.found));
        let row = self.rows.iter().position(here)?;
        let line = self.starts.partition_point(|&start| start <= row).saturating_sub(1);
        let start = *self.starts.get(line)?;
        Some((start, self.found.checked_sub(self.first_found(start)?)?))
    }

    /// The first match from this row on.
    fn first_found(&self, row: usize) -> Option<usize> {
        let first = |line: &Line| line.spans.iter().find_map(|span| span.found);
        self.rows.iter().skip(row).find_map(first)
    }
}

/// The open tab as text, a line each.
pub fn text(app: &App) -> String {
    let lines: Vec<_> = document(app).lines.iter().map(Line::text).collect();
    lines.join("\n")
}

fn document(app: &App) -> Document {
    let Some(row) = app.list.selected().and_then(|id| app.store.row(id)) else {
        let mut nothing = Document::default();
        nothing.push(Line::new(Tone::Dim, app.words.details.nothing_selected));
        return nothing;
    };
    let writer = writer::Writer::new(app, &row.profile);
    match app.reader.tab {
        Tab::Overview => overview::document(&writer),
        Tab::Role => role::document(&writer),
        Tab::Policies => policies::document(&writer),
        Tab::Tags => rest::tags(&writer),
        Tab::Used => rest::used(&writer),
        Tab::Json => json::document(&writer),
    }
}
