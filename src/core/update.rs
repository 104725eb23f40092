//! The one function that changes the state, and what keys do.

use super::answers;
use super::app::{App, Pane};
use super::change::Intent;
use super::changing;
use super::command::{self, Command, Scope};
use super::connection;
use super::details;
use super::domain::{Timestamp, Understood};
use super::finding;
use super::form;
use super::job::tags;
use super::key::Key;
use super::modal::{
    self, Modal,
    aws_profiles::AwsProfiles,
    calls::Calls,
    copy::Copy,
    help::Help,
    open_by_name::{self, OpenByName},
    palette::{self, Palette},
    plain,
    progress::Progress,
    quit::Quit,
    regions::Regions,
};
use super::mouse;
use super::msg::{Effect, FieldId, Msg};
use super::past;
use super::reader;
use super::store::Listing;
use super::switch;

/// Takes a message: changes the state and says what is to be done. Nothing
/// else changes the state; `now` is the time at which the message came.
pub fn update(app: &mut App, now: Timestamp, msg: Msg) -> Vec<Effect> {
    app.now = now;
    let selected = app.list.selected().cloned();
    let from_outside = !matches!(
        msg,
        Msg::Key(_)
            | Msg::Edited { .. }
            | Msg::PastedLines(_)
            | Msg::Mouse(_)
            | Msg::Called(_)
            | Msg::Copied(_)
            | Msg::GoOn(_)
    );
    let mut effects = handle(app, msg);
    effects.extend(open_by_name::go_on(app));
    effects.extend(changing::after(app));
    effects.extend(past::after(app));
    effects.extend(finding::after(app));
    effects.extend(form::open::after(app));
    app.list.settle(app.list_rows());
    palette::refresh(app);
    effects.extend(app.keep());
    if app.list.selected() != selected.as_ref() {
        effects.extend(app.cursor_moved());
    }
    plain::refresh(app);
    // What comes from outside, or asks AWS for something, may change what is
    // known; a slice of the filter's work, or a letter of it, does not.
    let asks = effects.iter().any(|effect| {
        use Effect::{Cancel, Connect, Forget, Read};
        matches!(effect, Read { .. } | Cancel(_) | Connect { .. } | Forget(_))
    });
    reader::refresh(app, from_outside || asks);
    effects
}

fn handle(app: &mut App, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Start { width, height } => {
            app.size = (width, height);
            let target = app.first_target.clone();
            connection::connect(app, target)
        }
        Msg::Key(key) => pressed(app, key),
        Msg::Mouse(mouse) => mouse::act(app, mouse),
        Msg::Edited { field, text } => edited(app, field, text),
        Msg::Resize { width, height } => {
            app.size = (width, height);
            Vec::new()
        }
        Msg::Connected { session, result } => connection::connected(app, session, result),
        Msg::KeysRenewed { session, expires } => {
            connection::keys_renewed(app, session, expires);
            Vec::new()
        }
        Msg::Answer { session, ticket, answer } => answers::take(app, session, ticket, answer),
        Msg::Called(record) => {
            app.remember(record);
            Vec::new()
        }
        Msg::Timer(ticket) if app.rest == Some(ticket) => {
            app.rest = None;
            details::fetch(app, false)
        }
        Msg::KeysChanged(ticket) => connection::keys_changed(app, ticket),
        Msg::AwsProfiles(found) => {
            modal::fill(app, &found);
            Vec::new()
        }
        Msg::Copied(outcome) => {
            let text = match outcome {
                Ok(way) => app.words.copied(way).to_owned(),
                Err(why) => (app.words.copy.failed)(&why),
            };
            app.notify(text);
            Vec::new()
        }
        Msg::Background(background) => {
            app.background_is(background);
            Vec::new()
        }
        Msg::GoOn(ticket) => {
            finding::go_on(app, ticket);
            changing::drawn(app, ticket)
        }
        Msg::PastedLines(text) => {
            form::pasted_lines(app, &text);
            Vec::new()
        }
        Msg::PastedNowhere => {
            if let Some(effects) = modal::confirm::keep_out(app, None) {
                return effects;
            }
            if matches!(app.scope(), Scope::List | Scope::Viewer) {
                let open = app.keymap.way_to(Command::OpenByName, app.scope());
                app.notify((app.words.notice.pasted_nowhere)(&open));
            }
            Vec::new()
        }
        Msg::Journalled { ticket, result } => changing::journalled(app, ticket, result),
        Msg::JournalRead { ticket, result } => past::came(app, ticket, result),
        Msg::StepDone { ticket, outcome } => changing::stepped(app, ticket, outcome),
        Msg::Timer(ticket) => changing::timer(app, ticket),
        Msg::Tick => Vec::new(),
        Msg::Terminate => changing::terminate(app),
        Msg::Crashed => vec![Effect::Crash],
    }
}

fn pressed(app: &mut App, key: Key) -> Vec<Effect> {
    app.notice = None;
    app.clicked = None;
    if app.areas().too_small {
        // Nobody sees what a key would do.
        let quits = matches!(app.command(key), Some(Command::AskQuit | Command::Quit));
        return if quits { changing::leave(app) } else { Vec::new() };
    }
    if let Some(effects) = modal::confirm::keep_out(app, Some(key)) {
        return effects;
    }
    let Some(command) = app.command(key) else {
        if matches!(app.scope(), Scope::List | Scope::Viewer) {
            let words = app.words;
            app.notify(match app.keymap.reserved(key) {
                Some(kept) => {
                    let what = (kept.words)(&words.comfort.reserved);
                    (words.comfort.kept_key)(&key.to_string(), what)
                }
                None => {
                    let help = app.keymap.keys_of(Command::Help).first();
                    let help = help.or(app.keymap.keys_of(Command::Palette).first());
                    let help = help.map_or(String::new(), ToString::to_string);
                    (words.notice.unbound)(&key.to_string(), &help)
                }
            });
        }
        return Vec::new();
    };
    perform(app, command)
}

/// Does what a command stands for, as if its key had been pressed in the
/// place that has the keys now.
pub(super) fn perform(app: &mut App, command: Command) -> Vec<Effect> {
    if let Some(Err(reason)) = command::info(command).map(|info| (info.enabled)(app)) {
        app.notify(app.words.reason(reason, &app.keymap));
        return Vec::new();
    }
    match command {
        Command::Suspend => vec![Effect::Suspend],
        Command::AskQuit if app.modals.iter().any(|modal| matches!(modal, Modal::Quit(_))) => {
            changing::leave(app)
        }
        Command::AskQuit => {
            app.modals.push(Modal::Quit(Quit::default()));
            Vec::new()
        }
        // Help and the calls lie over any other dialog: a failure is when one
        // needs them.
        Command::Help if !matches!(app.modals.last(), None | Some(Modal::Help(_))) => {
            app.modals.push(Modal::Help(Help::default()));
            Vec::new()
        }
        Command::Calls if !matches!(app.modals.last(), None | Some(Modal::Calls(_))) => {
            app.modals.push(Modal::Calls(Calls::default()));
            Vec::new()
        }
        Command::Palette => {
            let field = FieldId(app.ticket().0);
            app.modals.push(Modal::Palette(Palette::new(field)));
            Vec::new()
        }
        // In a dialog it closes, as in every pager; where nothing is behind
        // the dialog, that is the program's end.
        Command::Quit if !app.modals.is_empty() => {
            let behind =
                command::info(Command::Back).is_some_and(|back| (back.enabled)(app).is_ok());
            if behind { modal::act(app, Command::Back) } else { changing::leave(app) }
        }
        _ if !app.modals.is_empty() => modal::act(app, command),
        _ if app.filter_field.is_some() => filtering(app, command),
        _ if app.reader.field().is_some() => searching(app, command),
        _ => browse(app, command),
    }
}

/// The filter's field is open: arrows move the list, Enter keeps the filter,
/// Esc lifts it.
fn filtering(app: &mut App, command: Command) -> Vec<Effect> {
    match command {
        Command::Open => {
            app.filter_field = None;
            app.list.end_filter(&app.store);
            // An ARN, an id or an error message is no filter.
            let text = app.list.filter().to_owned();
            if Understood::parse(&text).is_ok_and(|understood| understood.is_unmistakable()) {
                app.list.lift_filter(&app.store);
                // It can't fail: it has just been understood.
                let _ = app.go_to(text, false);
            }
        }
        Command::Back => {
            app.filter_field = None;
            app.list.lift_filter(&app.store);
        }
        other => return browse(app, other),
    }
    Vec::new()
}

/// The search's field is open: arrows scroll, Enter keeps the search, Esc
/// ends it.
fn searching(app: &mut App, command: Command) -> Vec<Effect> {
    match command {
        Command::Open => app.reader.keep_search(),
        Command::Back => drop(app.reader.end_search()),
        other => return browse(app, other),
    }
    Vec::new()
}

fn edited(app: &mut App, field: FieldId, text: String) -> Vec<Effect> {
    // It would stand where the filter is typed.
    app.notice = None;
    app.clicked = None;
    match app.modals.last_mut() {
        Some(modal) => return modal.edit(field, text).into_iter().collect(),
        None if app.filter_field == Some(field) => app.list.set_filter(text, &app.store),
        None if app.reader.field() == Some(field) => reader::edited(app, text),
        _ => {}
    }
    Vec::new()
}

fn browse(app: &mut App, command: Command) -> Vec<Effect> {
    match command {
        Command::Back if app.connection.is_switching() => return switch::cancel(app),
        Command::Open if app.focus == Pane::List => app.focus = Pane::Details,
        Command::Back if app.focus == Pane::Details && app.reader.end_search() => {}
        Command::Back if app.division.zoomed => app.division.zoomed = false,
        Command::Back if app.focus == Pane::Details => app.focus = Pane::List,
        Command::Back if app.list.drop_range() => {}
        Command::Back if app.tags_job.is_some() => return tags::start_or_stop(app),
        Command::Back => app.list.set_filter(String::new(), &app.store),
        Command::NextPane => {
            app.focus = if app.focus == Pane::List { Pane::Details } else { Pane::List };
        }
        Command::Tab(_) | Command::NextTab | Command::PreviousTab => {
            reader::open_tab(app, command);
            if app.areas().details.height == 0 {
                // Where one pane is shown, it is the one with the tabs.
                app.focus = Pane::Details;
            }
            return details::fetch(app, false);
        }
        Command::Zoom => app.division.zoomed = !app.division.zoomed,
        Command::WidenList => app.division.widen(1),
        Command::NarrowList => app.division.widen(-1),
        Command::Filter if app.focus == Pane::Details => {
            let field = FieldId(app.ticket().0);
            app.reader.begin_search(field);
        }
        Command::Filter => {
            app.list.begin_filter();
            app.filter_field = Some(FieldId(app.ticket().0));
        }
        Command::OpenByName => {
            let field = FieldId(app.ticket().0);
            app.modals.push(Modal::OpenByName(OpenByName::new(field)));
        }
        Command::Sort => app.list.sort_by_next(&app.store),
        Command::Reverse => app.list.reverse(&app.store),
        Command::Mark | Command::MarkRange | Command::MarkAll | Command::Unmark => {
            finding::mark(app, command);
        }
        Command::Detach => {
            let profiles = changing::targets(app);
            return changing::propose(app, Intent::Detach { profiles });
        }
        Command::Delete => {
            let profiles = changing::targets(app);
            return changing::propose(app, Intent::Delete { profiles });
        }
        Command::Undo => return past::undo(app),
        Command::History => return past::open(app),
        Command::Progress => app.modals.push(Modal::Progress(Progress::default())),
        Command::TagsOfAll => return tags::start_or_stop(app),
        Command::Refresh => return refresh(app),
        Command::RefreshAll => {
            if let Some(effects) = revive(app) {
                return effects;
            }
            let mut effects = app.start_list();
            effects.extend(details::fetch(app, true));
            return effects;
        }
        Command::Account => {
            let field = FieldId(app.ticket().0);
            app.modals.push(Modal::AwsProfiles(AwsProfiles::new(field)));
            return vec![Effect::FindAwsProfiles];
        }
        Command::Region => {
            let field = FieldId(app.ticket().0);
            app.modals.push(Modal::Regions(Regions::new(field)));
            return vec![Effect::FindAwsProfiles];
        }
        Command::Attach | Command::Tags | Command::New | Command::NewStandard => {
            return form::open::open(app, command);
        }
        Command::Copy => app.modals.push(Modal::Copy(Copy::of(app))),
        Command::Calls => app.modals.push(Modal::Calls(Calls::default())),
        Command::Help => app.modals.push(Modal::Help(Help::default())),
        Command::Quit => return changing::leave(app),
        Command::Theme => app.next_theme(),
        Command::Mouse => app.toggle_mouse(),
        movement => match app.focus {
            Pane::List => move_cursor(app, movement),
            Pane::Details => return reader::act(app, movement),
        },
    }
    Vec::new()
}

fn refresh(app: &mut App) -> Vec<Effect> {
    if let Some(effects) = revive(app) {
        return effects;
    }
    let mut effects = details::fetch(app, true);
    if matches!(app.store.listing, Listing::Stopped { .. }) {
        effects.extend(app.resume_list());
    }
    effects
}

/// With dead keys no call can succeed: a refresh tries the keys anew instead.
fn revive(app: &mut App) -> Option<Vec<Effect>> {
    app.connection.trouble.as_ref()?;
    let target = app.connection.target.clone();
    Some(connection::connect(app, target))
}

/// How far a movement goes, in lines.
fn distance(command: Command, page: usize) -> isize {
    let page = isize::try_from(page.max(2)).unwrap_or(isize::MAX);
    match command {
        Command::Up => -1,
        Command::Down => 1,
        Command::PageUp => 1 - page,
        Command::PageDown => page - 1,
        Command::HalfPageUp => -page / 2,
        Command::HalfPageDown => page / 2,
        Command::Top => isize::MIN,
        Command::Bottom => isize::MAX,
        _ => 0,
    }
}

fn move_cursor(app: &mut App, command: Command) {
    let by = distance(command, app.list_rows());
    let at = app.list.at().saturating_add_signed(by);
    app.list.put_cursor(at, &app.store);
}
