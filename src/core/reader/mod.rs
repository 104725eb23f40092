//! The pane that reads: the selected profile's tabs, their text, their links
//! and the search in them.
//!
//! A tab is a document of lines. It is laid out anew when what it says may
//! have changed, not for every frame: a role's policies fill thousands of lines.

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

pub(super) use keys::{act, click, edited, open_tab, scroll};
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
    /// The link under the cursor.
    link: Option<usize>,
    search: String,
    /// The match that the search stands at.
    found: usize,
    matches: usize,
    /// The text field of the search, while it is open.
    field: Option<FieldId>,
    rows: Vec<Line>,
    /// The row that each line of the document begins with.
    starts: Vec<usize>,
    links: Vec<Link>,
    /// What the rows were laid out for.
    laid: Option<Laid>,
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
        self.link = None;
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
        app.reader.laid = None;
        return;
    }
    let now = Laid {
        profile: app.list.selected().cloned(),
        tab: app.reader.tab,
        search: app.reader.search.clone(),
        columns: areas.detail_columns(),
    };
    let before = app.reader.laid.replace(now.clone());
    if !news && before.as_ref() == Some(&now) {
        return;
    }
    lay_out(app, now.columns);
    let elsewhere = before.is_none_or(|it| (it.profile, it.tab) != (now.profile, now.tab));
    if elsewhere && !app.reader.search.is_empty() {
        keys::follow_search(app);
    }
}

fn lay_out(app: &mut App, columns: usize) {
    let Document { mut lines, links } = document(app);
    let reader = &mut app.reader;
    reader.matches = 0;
    if !reader.search.is_empty() {
        for line in &mut lines {
            reader.matches += line.find(&reader.search, reader.matches);
        }
    }
    reader.found = reader.found.min(reader.matches.saturating_sub(1));
    reader.link = reader.link.filter(|&link| link < links.len());
    reader.links = links;
    reader.rows.clear();
    reader.starts.clear();
    for line in lines {
        reader.starts.push(reader.rows.len());
        reader.rows.extend(wrap(vec![line], columns));
    }
    keys::settle(app);
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
