//! What keys do in the reading pane.

use super::super::app::App;
use super::super::command::Command;
use super::super::msg::Effect;
use super::super::text::line::Line;
use super::{Link, Reader, Tab};

/// Carries out a command in the pane.
pub(in super::super) fn act(app: &mut App, command: Command) -> Vec<Effect> {
    let page = isize::try_from(app.areas().detail_rows().max(2)).unwrap_or(isize::MAX);
    match command {
        Command::Up => step(app, false),
        Command::Down => step(app, true),
        Command::PageUp => scroll(app, 1 - page),
        Command::PageDown => scroll(app, page - 1),
        Command::HalfPageUp => scroll(app, -page / 2),
        Command::HalfPageDown => scroll(app, page / 2),
        Command::Top => scroll(app, isize::MIN),
        Command::Bottom => scroll(app, isize::MAX),
        Command::Open => return follow(app),
        Command::NextMatch => go_to_match(app, 1),
        Command::PreviousMatch => go_to_match(app, -1),
        _ => {}
    }
    Vec::new()
}

/// Scrolls by so many rows, as far as there are any.
pub(in super::super) fn scroll(app: &mut App, by: isize) {
    let top = app.reader.top().saturating_add_signed(by);
    app.reader.set_top(top);
    settle(app);
}

/// Takes what was typed into the search's field: the first match from here on
/// is shown.
pub(in super::super) fn edited(app: &mut App, text: String) {
    app.reader.search = text;
    // The matches are found where the tab is laid out.
    super::refresh(app, false);
    follow_search(app);
}

/// Gives the cursor to the link of a row on the screen, and follows it.
pub(in super::super) fn click(app: &mut App, row: usize) -> Vec<Effect> {
    let link = app.reader.rows.get(app.reader.top() + row).and_then(|row| row.link);
    if link.is_none() {
        return Vec::new();
    }
    app.reader.link = link;
    follow(app)
}

/// Shows the first match that is not above the screen.
pub(super) fn follow_search(app: &mut App) {
    let top = app.reader.top();
    let below = |row: &Line| row.spans.iter().find_map(|span| span.found);
    let next = app.reader.rows.iter().skip(top).find_map(below);
    app.reader.found = next.unwrap_or(0);
    show_match(app);
}

/// Keeps the scrolling within the text, and the link on the screen.
pub(super) fn settle(app: &mut App) {
    let shown = app.areas().detail_rows();
    let last = app.reader.rows.len().saturating_sub(shown);
    let top = app.reader.top().min(last);
    app.reader.set_top(top);
    if let Some(link) = app.reader.link
        && !links(app).any(|there| there == link)
    {
        app.reader.link = None;
    }
}

/// The links of the rows on the screen, from above; one that takes several
/// rows comes as often.
fn links(app: &App) -> impl DoubleEndedIterator<Item = usize> {
    let (top, shown) = (app.reader.top(), app.areas().detail_rows());
    let rows = app.reader.rows.get(top..).unwrap_or_default();
    rows[..shown.min(rows.len())].iter().filter_map(|row| row.link)
}

/// Whether there is a link to follow on the screen.
pub fn can_follow(app: &App) -> bool {
    app.reader.link.is_some() || links(app).next().is_some()
}

/// Back to the link that led to what is read now; whether there is one.
pub(in super::super) fn go_back(app: &mut App) -> bool {
    let Some(link) = app.reader.back.take().and_then(|goal| app.reader.link_to(&goal)) else {
        return false;
    };
    let Some(row) = row_of(&app.reader, link) else { return false };
    let shown = app.areas().detail_rows();
    // The beginning, where that shows the link as well.
    let top = if row < shown { 0 } else { row.saturating_sub(shown / 3) };
    app.reader.set_top(top);
    app.reader.link = Some(link);
    settle(app);
    true
}

/// To the next link, if it is on the screen; else by one row. Only what is on
/// the screen is looked at: a role may be held by thousands of profiles.
fn step(app: &mut App, down: bool) {
    let at = app.reader.link;
    let next = if down {
        links(app).find(|&link| at.is_none_or(|at| link > at))
    } else {
        links(app).rfind(|&link| at.is_some_and(|at| link < at))
    };
    match next {
        Some(link) => app.reader.link = Some(link),
        None => scroll(app, if down { 1 } else { -1 }),
    }
}

/// The first row of a link.
pub(super) fn row_of(reader: &Reader, link: usize) -> Option<usize> {
    reader.rows.iter().position(|row| row.link == Some(link))
}

fn follow(app: &mut App) -> Vec<Effect> {
    if app.reader.link.is_none() {
        // First one sees where it would lead.
        let first = links(app).next();
        app.reader.link = first;
        return Vec::new();
    }
    let link = app.reader.link.and_then(|link| app.reader.links.get(link).cloned());
    match link {
        Some(Link::Line(line)) => {
            app.reader.back = app.reader.link.and_then(|link| app.reader.goal(link));
            if let Some(&row) = app.reader.starts.get(line) {
                app.reader.set_top(row);
                settle(app);
            }
            Vec::new()
        }
        Some(Link::Profile(id)) => {
            if app.store.row(&id).is_none() {
                // The list is denied, narrowed, or not that far yet.
                let holders = app.store.known.holders.values();
                let mut all = holders.filter_map(|remote| remote.value.as_ref()).flatten();
                let Some(profile) = all.find(|profile| profile.id == id).cloned() else {
                    return Vec::new();
                };
                app.store.open(&profile);
                app.list.arrange(&mut app.store);
            }
            app.select(&id)
        }
        None => Vec::new(),
    }
}

fn go_to_match(app: &mut App, by: isize) {
    let all = isize::try_from(app.reader.matches).unwrap_or(isize::MAX);
    if all == 0 {
        return;
    }
    let at = isize::try_from(app.reader.found).unwrap_or(0);
    app.reader.found = usize::try_from((at + by).rem_euclid(all)).unwrap_or(0);
    show_match(app);
}

/// Scrolls so that the match stands in the upper third, unless it is on the
/// screen already.
fn show_match(app: &mut App) {
    let found = app.reader.found;
    let here = |row: &Line| row.spans.iter().any(|span| span.found == Some(found));
    let Some(row) = app.reader.rows.iter().position(here) else { return };
    let (top, shown) = (app.reader.top(), app.areas().detail_rows());
    if !(top..top + shown).contains(&row) {
        app.reader.set_top(row.saturating_sub(shown / 3));
        settle(app);
    }
}

/// Opens a tab; its text begins where it was left.
pub(in super::super) fn open_tab(app: &mut App, command: Command) {
    let tab = match command {
        Command::NextTab => app.reader.tab.turn(1),
        Command::PreviousTab => app.reader.tab.turn(Tab::ALL.len() - 1),
        Command::Tab(tab) => tab,
        _ => return,
    };
    if tab != app.reader.tab {
        app.reader.tab = tab;
        (app.reader.link, app.reader.back) = (None, None);
        app.reader.found = 0;
    }
}
