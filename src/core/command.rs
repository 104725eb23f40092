//! Everything that a key can do, in one table.

use super::app::{App, Pane};
use super::catalog;
use super::changing;
use super::modal::{Modal, progress::Progress};
use super::reader::Tab;
use super::text::CommandWords;

/// What a key can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the table below and its words describe them")]
pub enum Command {
    Up,
    Down,
    PageUp,
    PageDown,
    HalfPageUp,
    HalfPageDown,
    Top,
    Bottom,
    Open,
    Back,
    NextPane,
    Tab(Tab),
    NextTab,
    PreviousTab,
    Zoom,
    WidenList,
    NarrowList,
    Filter,
    NextMatch,
    PreviousMatch,
    OpenByName,
    Sort,
    Reverse,
    Mark,
    MarkRange,
    MarkAll,
    Unmark,
    TagsOfAll,
    Detach,
    Delete,
    Progress,
    Undo,
    History,
    Refresh,
    RefreshAll,
    Account,
    Region,
    Copy,
    Calls,
    Help,
    Suspend,
    AskQuit,
    Quit,
    Palette,
    Theme,
    Mouse,
    NextField,
    PreviousField,
    RemoveRow,
    ReadAgain,
    Attach,
    Tags,
    New,
    NewStandard,
}

/// Where a command's keys work. The topmost dialog asks for its own scope; a
/// text field keeps all other keys for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The list of profiles.
    List,
    /// The pane that shows one of them.
    Viewer,
    /// Dialogs with choices or long text.
    Dialog,
    /// A text field.
    Field,
    /// A form with several places, or a list that is searched by typing.
    Form,
    /// A text of many lines in a form: it keeps also Enter and the arrows.
    Lines,
}

/// Why a command can't be used now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// There is no session yet.
    NotConnected,
    /// No profile is selected.
    NothingSelected,
    /// Esc has nothing left to close; it never quits.
    NothingBehind,
    /// The keys are no longer accepted.
    KeysDead,
    /// Nothing is searched for.
    NothingSearched,
    /// No link is under the cursor.
    NoLink,
    /// One pane is shown: there is nothing to divide.
    OnePane,
    /// The keys go to the details, and marks are the list's.
    NotInTheList,
    /// There are no marks.
    NothingMarked,
    /// The form has nothing that it is for.
    NotInTheForm,
    /// Nothing may be changed here.
    ReadOnly,
    /// Nobody knows whose account it is.
    NoAccount,
    /// A change is being made: one at a time.
    Changing,
    /// The dialog has nothing to be copied.
    NothingToCopy,
    /// There was no change since the program was started.
    NoChangeYet,
}

/// One line of the table.
pub struct CommandInfo {
    /// The command.
    pub command: Command,
    /// Its name in `assets/keys.toml`.
    pub id: &'static str,
    /// Where its keys work.
    pub scopes: &'static [Scope],
    /// The hint in the footer: small numbers are dropped last. `None`: none.
    pub hint: Option<u8>,
    /// Whether it can be used now, and if not, why.
    pub enabled: fn(&App) -> Result<(), Reason>,
    /// What it does, in words.
    pub words: fn(&CommandWords) -> &'static str,
}

const EVERYWHERE: &[Scope] =
    &[Scope::List, Scope::Viewer, Scope::Dialog, Scope::Field, Scope::Form];
const ALWAYS: &[Scope] =
    &[Scope::List, Scope::Viewer, Scope::Dialog, Scope::Field, Scope::Form, Scope::Lines];
const FORMS: &[Scope] = &[Scope::Form];
const FIELDS: &[Scope] = &[Scope::Form, Scope::Lines];
const LIST: &[Scope] = &[Scope::List];
const LISTS: &[Scope] = &[Scope::List, Scope::Viewer, Scope::Dialog];
const BROWSE: &[Scope] = &[Scope::List, Scope::Viewer];
const VIEWER: &[Scope] = &[Scope::Viewer];

/// All commands, in the order in which the help shows them.
pub const COMMANDS: &[CommandInfo] = &[
    entry(Command::Up, "up", EVERYWHERE, None, always, |w| w.up),
    entry(Command::Down, "down", EVERYWHERE, None, always, |w| w.down),
    entry(Command::PageUp, "page-up", EVERYWHERE, None, always, |w| w.page_up),
    entry(Command::PageDown, "page-down", EVERYWHERE, None, always, |w| w.page_down),
    entry(Command::HalfPageUp, "half-page-up", LISTS, None, always, |w| w.half_page_up),
    entry(Command::HalfPageDown, "half-page-down", LISTS, None, always, |w| w.half_page_down),
    entry(Command::Top, "top", LISTS, None, always, |w| w.top),
    entry(Command::Bottom, "bottom", LISTS, None, always, |w| w.bottom),
    entry(Command::Open, "open", EVERYWHERE, Some(2), selected, |w| w.open),
    entry(Command::Back, "back", ALWAYS, Some(6), somewhere_to_go_back, |w| w.back),
    entry(Command::NextPane, "next-pane", BROWSE, Some(7), always, |w| w.next_pane),
    entry(Command::Tab(Tab::Overview), "tab-overview", BROWSE, None, always, |w| w.tab_overview),
    entry(Command::Tab(Tab::Role), "tab-role", BROWSE, None, always, |w| w.tab_role),
    entry(Command::Tab(Tab::Policies), "tab-policies", BROWSE, None, always, |w| w.tab_policies),
    entry(Command::Tab(Tab::Tags), "tab-tags", BROWSE, None, always, |w| w.tab_tags),
    entry(Command::Tab(Tab::Used), "tab-used", BROWSE, None, always, |w| w.tab_used),
    entry(Command::Tab(Tab::Json), "tab-json", BROWSE, None, always, |w| w.tab_json),
    entry(Command::NextTab, "next-tab", BROWSE, Some(3), always, |w| w.next_tab),
    entry(Command::PreviousTab, "previous-tab", BROWSE, None, always, |w| w.previous_tab),
    entry(Command::Zoom, "zoom", BROWSE, Some(4), always, |w| w.zoom),
    entry(Command::WidenList, "widen-list", BROWSE, None, both_panes, |w| w.widen_list),
    entry(Command::NarrowList, "narrow-list", BROWSE, None, both_panes, |w| w.narrow_list),
    entry(Command::Filter, "filter", BROWSE, Some(1), always, |w| w.filter),
    entry(Command::NextMatch, "next-match", VIEWER, Some(2), searching, |w| w.next_match),
    entry(Command::PreviousMatch, "previous-match", VIEWER, None, searching, |w| w.previous_match),
    entry(Command::OpenByName, "open-by-name", BROWSE, Some(5), connected, |w| w.open_by_name),
    entry(Command::Sort, "sort", BROWSE, Some(9), always, |w| w.sort),
    entry(Command::Reverse, "reverse", BROWSE, None, always, |w| w.reverse),
    entry(Command::Mark, "mark", BROWSE, None, row_selected, |w| w.mark),
    entry(Command::MarkRange, "mark-range", BROWSE, None, row_selected, |w| w.mark_range),
    entry(Command::MarkAll, "mark-all", BROWSE, None, row_selected, |w| w.mark_all),
    entry(Command::Unmark, "unmark", BROWSE, None, something_marked, |w| w.unmark),
    entry(Command::TagsOfAll, "tags-of-all", BROWSE, None, alive, |w| w.tags_of_all),
    entry(Command::Attach, "attach", BROWSE, Some(9), changing::allowed_on_targets, |w| w.attach),
    entry(Command::Tags, "tags", BROWSE, Some(9), changing::allowed_on_targets, |w| w.tags),
    entry(Command::New, "new", LIST, Some(9), changing::allowed, |w| w.new),
    entry(Command::NewStandard, "new-standard", LIST, None, changing::allowed, |w| w.new_standard),
    entry(Command::NextField, "next-field", FIELDS, Some(1), always, |w| w.next_field),
    entry(Command::PreviousField, "previous-field", FIELDS, None, always, |w| w.previous_field),
    entry(Command::RemoveRow, "remove-row", FORMS, Some(8), in_rows, |w| w.remove_row),
    entry(Command::ReadAgain, "read-again", FORMS, Some(7), in_a_list, |w| w.read_again),
    entry(Command::Detach, "detach", BROWSE, None, changing::allowed_on_targets, |w| w.detach),
    entry(Command::Delete, "delete", BROWSE, None, changing::allowed_on_targets, |w| w.delete),
    entry(Command::Undo, "undo", BROWSE, None, changing::allowed, |w| w.undo),
    entry(Command::History, "history", BROWSE, None, always, |w| w.history),
    entry(Command::Progress, "progress", BROWSE, Some(1), something_changed, |w| w.progress),
    entry(Command::Refresh, "refresh", BROWSE, Some(8), connected_and_selected, |w| w.refresh),
    entry(Command::RefreshAll, "refresh-all", BROWSE, Some(7), connected, |w| w.refresh_all),
    entry(Command::Account, "account", BROWSE, Some(11), always, |w| w.account),
    entry(Command::Region, "region", BROWSE, None, connected, |w| w.region),
    entry(Command::Copy, "copy", LISTS, Some(8), something_to_copy, |w| w.copy),
    entry(Command::Calls, "calls", LISTS, Some(10), always, |w| w.calls),
    entry(Command::Palette, "palette", LISTS, Some(3), always, |w| w.palette),
    entry(Command::Help, "help", LISTS, Some(0), always, |w| w.help),
    entry(Command::Theme, "theme", BROWSE, None, always, |w| w.theme),
    entry(Command::Mouse, "mouse", BROWSE, None, always, |w| w.mouse),
    entry(Command::Suspend, "suspend", ALWAYS, None, always, |w| w.suspend),
    entry(Command::AskQuit, "ask-quit", ALWAYS, None, always, |w| w.ask_quit),
    entry(Command::Quit, "quit", LISTS, Some(0), always, |w| w.quit),
];

impl CommandInfo {
    /// What it does where the keys go now.
    pub fn label(&self, app: &App) -> &'static str {
        let words = &app.words.commands;
        match (self.command, app.scope()) {
            (Command::Open, Scope::Dialog) => words.choose,
            (Command::Open, Scope::Field) => words.accept,
            (Command::RemoveRow, _) => words.remove,
            (Command::ReadAgain, _) if catalog::is_loading(app) => words.stop_reading,
            (Command::ReadAgain, _) => words.read_on,
            (Command::Open, Scope::Form) => {
                let types = app
                    .modals
                    .last()
                    .and_then(Modal::form)
                    .is_some_and(|form| form.field().is_some());
                if types { words.next_field } else { words.choose }
            }
            (Command::Filter, Scope::Viewer) => words.search,
            (Command::Open, Scope::Viewer) => words.follow,
            (Command::Quit, Scope::Dialog) if somewhere_to_go_back(app).is_ok() => words.close,
            _ => (self.words)(words),
        }
    }
}

/// The line of a command.
pub fn info(command: Command) -> Option<&'static CommandInfo> {
    COMMANDS.iter().find(|info| info.command == command)
}

const fn entry(
    command: Command,
    id: &'static str,
    scopes: &'static [Scope],
    hint: Option<u8>,
    enabled: fn(&App) -> Result<(), Reason>,
    words: fn(&CommandWords) -> &'static str,
) -> CommandInfo {
    CommandInfo { command, id, scopes, hint, enabled, words }
}

fn always(_: &App) -> Result<(), Reason> {
    Ok(())
}

fn somewhere_to_go_back(app: &App) -> Result<(), Reason> {
    let back = match app.modals.last() {
        // Nothing is loaded: there is only forward.
        Some(Modal::Trouble(_)) => app.connection.current.is_some(),
        Some(_) => true,
        None => {
            app.connection.is_switching()
                || app.filter_field.is_some()
                || app.reader.field().is_some()
                || app.division.zoomed
                || !app.list.filter().is_empty()
                || app.list.range().is_some()
                || app.tags_job.is_some()
                || app.focus == Pane::Details
        }
    };
    if back { Ok(()) } else { Err(Reason::NothingBehind) }
}

fn connected(app: &App) -> Result<(), Reason> {
    app.session_id().map(drop).ok_or(Reason::NotConnected)
}

fn selected(app: &App) -> Result<(), Reason> {
    match app.scope() {
        Scope::List if app.list.selected().is_none() => Err(Reason::NothingSelected),
        Scope::Viewer if app.reader.link().is_none() => Err(Reason::NoLink),
        _ => Ok(()),
    }
}

fn alive(app: &App) -> Result<(), Reason> {
    connected(app)?;
    if app.connection.trouble.is_some() { Err(Reason::KeysDead) } else { Ok(()) }
}

fn both_panes(app: &App) -> Result<(), Reason> {
    let areas = app.areas();
    let both = areas.list.height > 0 && areas.details.height > 0;
    if both { Ok(()) } else { Err(Reason::OnePane) }
}

fn searching(app: &App) -> Result<(), Reason> {
    if app.reader.search().is_empty() { Err(Reason::NothingSearched) } else { Ok(()) }
}

fn profile_selected(app: &App) -> Result<(), Reason> {
    app.list.selected().map(drop).ok_or(Reason::NothingSelected)
}

fn something_to_copy(app: &App) -> Result<(), Reason> {
    match app.modals.last() {
        None => profile_selected(app),
        Some(Modal::Confirm(dialog)) if dialog.can_copy() => Ok(()),
        Some(Modal::Progress(_)) if Progress::can_copy(app) => Ok(()),
        Some(_) => Err(Reason::NothingToCopy),
    }
}

fn something_changed(app: &App) -> Result<(), Reason> {
    app.changes.running().map(drop).ok_or(Reason::NoChangeYet)
}

fn row_selected(app: &App) -> Result<(), Reason> {
    match app.focus {
        Pane::List => profile_selected(app),
        Pane::Details => Err(Reason::NotInTheList),
    }
}

fn something_marked(app: &App) -> Result<(), Reason> {
    if app.list.marked().0 > 0 { Ok(()) } else { Err(Reason::NothingMarked) }
}

fn in_rows(app: &App) -> Result<(), Reason> {
    let form = app.modals.last().and_then(Modal::form);
    let removes = form.is_some_and(|form| form.has_rows());
    if removes { Ok(()) } else { Err(Reason::NotInTheForm) }
}

fn in_a_list(app: &App) -> Result<(), Reason> {
    let list = matches!(app.modals.last(), Some(Modal::Roles(_) | Modal::Managed(_)));
    if list { Ok(()) } else { Err(Reason::NotInTheForm) }
}

fn connected_and_selected(app: &App) -> Result<(), Reason> {
    connected(app)?;
    profile_selected(app)
}
