//! Filter, order and marks: what keys do to them, and what is said about them.

use super::app::App;
use super::command::{Command, Scope};
use super::domain::Understood;
use super::filter::{Advice, Place, Seen};
use super::msg::{Effect, Ticket};

/// After every message: takes in what happened to the rows, says what became
/// of marks, and has the list's work go on.
pub(super) fn after(app: &mut App) -> Vec<Effect> {
    if app.store.has_news() {
        app.list.arrange(&mut app.store);
    }
    let lost = app.list.take_lost_marks();
    if lost > 0 {
        app.notify((app.words.finding.marks_lost)(lost));
    }
    if app.slice.is_some() || !app.list.is_busy(&app.store) {
        return Vec::new();
    }
    let ticket = app.ticket();
    app.slice = Some(ticket);
    vec![Effect::GoOn(ticket)]
}

/// The next slice of the list's work.
pub(super) fn go_on(app: &mut App, ticket: Ticket) {
    if app.slice == Some(ticket) {
        app.slice = None;
        app.list.go_on(&app.store);
    }
}

/// Carries out one of the marking commands.
pub(super) fn mark(app: &mut App, command: Command) {
    // What is marked must be what the filter holds, not what was shown before.
    app.list.finish_filter(&app.store);
    match command {
        Command::Mark => app.list.mark(&app.store),
        Command::MarkRange => {
            let hidden = app.list.mark_range(&app.store);
            if hidden {
                app.notify(app.words.finding.range_hidden.to_owned());
            }
        }
        Command::MarkAll => app.list.mark_all(),
        Command::Unmark => app.list.unmark_all(),
        _ => {}
    }
}

/// Whether the filter looks at tags that are not known.
pub fn lacks_tags(app: &App) -> bool {
    app.list.query().searches_tags() && app.store.tags_known() < app.store.rows().len()
}

/// What is said below the rows when the filter lacks tags.
pub fn about_tags(app: &App) -> Option<String> {
    if !lacks_tags(app) {
        return None;
    }
    let words = &app.words.finding;
    let known = (words.tags_known)(app.store.tags_known(), app.store.rows().len());
    let said = match app.list.open() {
        0 => known,
        open => format!("{}: {known}", (words.open)(open)),
    };
    let key = app.keymap.keys_of(Command::TagsOfAll).first();
    Some(match key.filter(|_| app.tags_job.is_none()) {
        Some(key) => (words.fetch_them)(&said, &key.to_string()),
        None => said,
    })
}

/// What an unmistakable text in the filter's field names, and how to go there.
pub fn names_a_thing(app: &App) -> Option<String> {
    app.filter_field?;
    let understood = thing_named(app)?;
    let key = app.keymap.way_to(Command::Open, Scope::Field);
    let what = app.words.understood(&understood);
    Some((app.words.place.enter_goes)(&what, &key))
}

/// The thing that the filter's text names, where it is no filter: an ARN, an
/// id or an error message.
pub(super) fn thing_named(app: &App) -> Option<Understood> {
    let understood = Understood::parse(app.list.filter()).ok()?;
    (understood.is_unmistakable() && !app.list.query().has_prefix()).then_some(understood)
}

/// What is said beside the filter: a range that is open, what is wrong with
/// the filter or what it means, or why the selected row holds it. A match in
/// the path needs no word where the list shows the path.
pub fn status(app: &App, shows_path: bool) -> Option<String> {
    let words = &app.words.finding;
    let back = || app.keymap.way_to(Command::Back, Scope::List);
    if let Some(row) = app.list.range().and_then(|id| app.store.row(id)) {
        let mark = app.keymap.way_to(Command::MarkRange, Scope::List);
        return Some((words.range)(&row.profile.name, &mark, &back()));
    }
    if let Some(job) = &app.tags_job {
        return Some((words.tags_progress)(job.progress(app.store.rows().len()), &back()));
    }
    let query = app.list.query();
    let row = app.list.selected().and_then(|id| app.store.row(id));
    let places = row.map(|row| Seen::new(query).places(row)).unwrap_or_default();
    let places = places.iter().filter(|place| !(shows_path && **place == Place::Path));
    let places: Vec<_> = places.map(|place| words.place(place)).collect();
    let by = (!places.is_empty()).then(|| (words.by)(&places.join(", ")));
    match query.advice() {
        Some(wrong @ (Advice::UnknownNo(_) | Advice::Reserved)) => Some(words.advice(&wrong)),
        // While it is typed, how it is meant; then what it found.
        Some(advice) if app.filter_field.is_some() || by.is_none() => Some(words.advice(&advice)),
        _ => by,
    }
}
