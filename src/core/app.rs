//! The whole state, and the one function that changes it.

use std::sync::Arc;

use super::command::{self, Command, Reason, Scope};
use super::config::Settings;
use super::connection::{self, Connection};
use super::details;
use super::domain::{InstanceProfile, InstanceProfileId, Timestamp};
use super::error::{ApiError, ErrorKind};
use super::key::Key;
use super::keymap::{DEFAULT_KEYS, Keymap, KeymapError};
use super::layout::Areas;
use super::list::List;
use super::modal::{self, Modal, help::Help, open_by_name::OpenByName, quit::Quit};
use super::msg::{Answer, CallRecord, Effect, FieldId, Msg, Page, Read, Ticket};
use super::session::{SessionId, Target};
use super::store::{Listing, Store};
use super::text::line::{Line, wrap};
use super::text::{Words, explain};

/// Milliseconds that the cursor must rest before details are asked for, so
/// that moving through a list costs no calls.
pub const REST: u64 = 120;
/// Calls that are remembered.
const MOST_CALLS: usize = 500;

/// The whole state of the program.
#[derive(Debug)]
pub struct App {
    /// Every word shown.
    pub words: &'static Words,
    /// The keys in force.
    pub keymap: Keymap,
    /// What the user has settled.
    pub settings: Settings,
    /// The time of the newest message.
    pub now: Timestamp,
    /// Where the program stands with AWS.
    pub connection: Connection,
    /// What is known of the account.
    pub store: Store,
    /// The view of the list.
    pub list: List,
    /// Which pane has the keys.
    pub focus: Pane,
    /// The first line of the details that is shown.
    pub details_top: usize,
    /// The text field of the filter, while it is open.
    pub filter_field: Option<FieldId>,
    /// The dialogs, the topmost last.
    pub modals: Vec<Modal>,
    /// A word to the user; stays until the next key.
    pub notice: Option<String>,
    /// The newest calls, the oldest first.
    pub calls: Vec<CallRecord>,
    size: (u16, u16),
    first_target: Target,
    rest: Option<Ticket>,
    last_ticket: u64,
}

/// The panes that can have the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// The list of instance profiles.
    #[default]
    List,
    /// The selected one's details.
    Details,
}

impl App {
    /// The state before [`Msg::Start`].
    ///
    /// # Errors
    /// When the key table is unsound.
    pub fn new(
        words: &'static Words,
        settings: Settings,
        target: Target,
        now: Timestamp,
    ) -> Result<Self, KeymapError> {
        Ok(Self {
            words,
            keymap: Keymap::parse(DEFAULT_KEYS)?,
            settings,
            now,
            connection: Connection::default(),
            store: Store::default(),
            list: List::default(),
            focus: Pane::default(),
            details_top: 0,
            filter_field: None,
            modals: Vec::new(),
            notice: None,
            calls: Vec::new(),
            size: (80, 24),
            first_target: target,
            rest: None,
            last_ticket: 0,
        })
    }

    /// Where things stand on the screen.
    pub fn areas(&self) -> Areas {
        Areas::of(self.size.0, self.size.1, self.focus)
    }

    /// The lines of the details as they fit into their pane.
    pub fn details_lines(&self) -> Vec<Line> {
        wrap(details::document(self), self.areas().detail_columns())
    }

    /// Whether every change is refused.
    pub fn is_read_only(&self) -> bool {
        let facts = self.connection.facts();
        let account = self.connection.identity().map(|identity| identity.account.as_str());
        self.settings.is_read_only(facts.and_then(|facts| facts.aws_profile.as_deref()), account)
    }

    /// The open text field, with the text that it begins with.
    pub fn field(&self) -> Option<(FieldId, &str)> {
        match self.modals.last() {
            Some(modal) => modal.field(),
            None => self.filter_field.map(|id| (id, self.list.filter())),
        }
    }

    /// Which keys work now.
    pub fn scope(&self) -> Scope {
        match self.modals.last() {
            Some(modal) => modal.scope(),
            None if self.filter_field.is_some() => Scope::Field,
            None => Scope::Browse,
        }
    }

    /// The command that a key means now.
    pub fn command(&self, key: Key) -> Option<Command> {
        self.keymap.command(self.scope(), key).map(|info| info.command)
    }

    pub(super) fn ticket(&mut self) -> Ticket {
        self.last_ticket += 1;
        Ticket(self.last_ticket)
    }

    pub(super) fn session_id(&self) -> Option<SessionId> {
        self.connection.current.as_ref().map(|session| session.id)
    }

    pub(super) fn notify(&mut self, text: String) {
        self.notice = Some(text);
    }

    /// Puts the cursor on a profile; a filter that hides it is lifted.
    pub(super) fn select(&mut self, id: &InstanceProfileId) -> Vec<Effect> {
        if !self.list.go_to(id, &self.store) {
            self.list.set_filter(String::new(), &self.store);
            self.list.go_to(id, &self.store);
        }
        self.cursor_moved()
    }

    pub(super) fn start_list(&mut self) -> Vec<Effect> {
        self.read_page(None, true)
    }

    pub(super) fn resume_list(&mut self) -> Vec<Effect> {
        match self.store.listing.clone() {
            Listing::Stopped { marker: Some(marker), .. }
            | Listing::Loading { marker: Some(marker), .. } => self.read_page(Some(marker), false),
            _ => self.start_list(),
        }
    }

    /// Asks for the selected profile's details once the cursor has rested.
    pub(super) fn want_details(&mut self) -> Vec<Effect> {
        let ticket = self.ticket();
        let old = self.rest.replace(ticket).map(Effect::Cancel);
        old.into_iter().chain([Effect::Timer { ticket, after: REST }]).collect()
    }

    fn read_page(&mut self, marker: Option<String>, anew: bool) -> Vec<Effect> {
        let Some(session) = self.session_id() else { return Vec::new() };
        let ticket = self.ticket();
        let mut effects = Vec::new();
        if let Listing::Loading { ticket: old, .. } = self.store.listing {
            effects.push(Effect::Cancel(old));
        }
        if anew {
            self.store.begin_list(ticket);
        } else {
            self.store.listing = Listing::Loading { ticket, marker: marker.clone() };
        }
        let path_prefix = self.settings.path_prefix.clone();
        let call = Read::InstanceProfiles { marker, path_prefix };
        effects.push(Effect::Read { session, ticket, call });
        effects
    }

    fn cursor_moved(&mut self) -> Vec<Effect> {
        self.details_top = 0;
        let mut effects = details::drop_unwanted(self);
        effects.extend(self.want_details());
        effects
    }
}

/// Takes a message: changes the state and says what is to be done. Nothing
/// else changes the state; `now` is the time at which the message came.
pub fn update(app: &mut App, now: Timestamp, msg: Msg) -> Vec<Effect> {
    app.now = now;
    let selected = app.list.selected().cloned();
    let mut effects = handle(app, msg);
    app.list.settle(app.areas().list_rows());
    if app.list.selected() != selected.as_ref() {
        effects.extend(app.cursor_moved());
    }
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
        Msg::Edited { field, text } => edited(app, field, text),
        Msg::Resize { width, height } => {
            app.size = (width, height);
            scroll_details(app, 0);
            Vec::new()
        }
        Msg::Connected { session, result } => connection::connected(app, session, result),
        Msg::Answer { session, ticket, answer } => answered(app, session, ticket, answer),
        Msg::Called(record) => {
            if app.calls.len() == MOST_CALLS {
                app.calls.remove(0);
            }
            app.calls.push(record);
            Vec::new()
        }
        Msg::Timer(ticket) if app.rest == Some(ticket) => {
            app.rest = None;
            details::fetch(app, false)
        }
        Msg::KeysChanged(ticket) => connection::keys_changed(app, ticket),
        Msg::AwsProfiles(found) => {
            if let Some(Modal::AwsProfiles(modal)) = app.modals.last_mut() {
                modal.fill(found);
            }
            Vec::new()
        }
        Msg::Timer(_) | Msg::Tick => Vec::new(),
        Msg::Terminate => vec![Effect::Quit],
    }
}

fn pressed(app: &mut App, key: Key) -> Vec<Effect> {
    app.notice = None;
    let Some(command) = app.command(key) else {
        if app.scope() == Scope::Browse {
            app.notify((app.words.notice.unbound)(&key.to_string()));
        }
        return Vec::new();
    };
    if let Some(Err(reason)) = command::info(command).map(|info| (info.enabled)(app)) {
        let text = refusal(app, command, reason);
        app.notify(text);
        return Vec::new();
    }
    match command {
        Command::Suspend => vec![Effect::Suspend],
        _ if !app.modals.is_empty() => modal::act(app, command),
        _ if app.filter_field.is_some() => filtering(app, command),
        _ => browse(app, command),
    }
}

fn refusal(app: &App, command: Command, reason: Reason) -> String {
    let what = command::info(command).map_or("", |info| (info.words)(&app.words.commands));
    (app.words.notice.disabled)(what, app.words.reason(reason))
}

/// The filter's field is open: arrows move the list, Enter keeps the filter,
/// Esc lifts it.
fn filtering(app: &mut App, command: Command) -> Vec<Effect> {
    match command {
        Command::Open => app.filter_field = None,
        Command::Back => {
            app.filter_field = None;
            app.list.set_filter(String::new(), &app.store);
        }
        other => return browse(app, other),
    }
    Vec::new()
}

fn edited(app: &mut App, field: FieldId, text: String) -> Vec<Effect> {
    match app.modals.last_mut() {
        Some(Modal::OpenByName(modal)) if modal.is_field(field) => {
            modal.edit(text);
        }
        None if app.filter_field == Some(field) => app.list.set_filter(text, &app.store),
        _ => {}
    }
    Vec::new()
}

fn browse(app: &mut App, command: Command) -> Vec<Effect> {
    match command {
        Command::Open if app.focus == Pane::List => app.focus = Pane::Details,
        Command::Back if app.focus == Pane::Details => app.focus = Pane::List,
        Command::Back if !app.list.filter().is_empty() => {
            app.list.set_filter(String::new(), &app.store);
        }
        Command::Back | Command::Open => {}
        Command::NextPane => {
            app.focus = if app.focus == Pane::List { Pane::Details } else { Pane::List };
        }
        Command::Filter => {
            app.focus = Pane::List;
            app.filter_field = Some(FieldId(app.ticket().0));
        }
        Command::OpenByName => {
            let field = FieldId(app.ticket().0);
            app.modals.push(Modal::OpenByName(OpenByName::new(field)));
        }
        Command::Refresh => return refresh(app),
        Command::RefreshAll => {
            if let Some(effects) = revive(app) {
                return effects;
            }
            let mut effects = app.start_list();
            effects.extend(details::fetch(app, true));
            return effects;
        }
        Command::Help => app.modals.push(Modal::Help(Help::default())),
        Command::AskQuit => app.modals.push(Modal::Quit(Quit::default())),
        Command::Quit => return vec![Effect::Quit],
        Command::Suspend => return vec![Effect::Suspend],
        movement => match app.focus {
            Pane::List => move_cursor(app, movement),
            Pane::Details => scroll_details(app, distance(movement, app.areas().detail_rows())),
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
    let target = app.connection.target();
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
    let by = distance(command, app.areas().list_rows());
    let at = app.list.at().saturating_add_signed(by);
    app.list.put_cursor(at, &app.store);
}

fn scroll_details(app: &mut App, by: isize) {
    let last = app.details_lines().len().saturating_sub(app.areas().detail_rows());
    app.details_top = app.details_top.saturating_add_signed(by).min(last);
}

fn answered(app: &mut App, session: SessionId, ticket: Ticket, answer: Answer) -> Vec<Effect> {
    let mut effects = match connection::answered(app, session, ticket, &answer) {
        Some(effects) => effects,
        None if app.connection.is_current(session) => {
            let trouble = answer.error().and_then(ApiError::credential_trouble).cloned();
            let mut effects = take(app, ticket, answer);
            if let Some(trouble) = trouble {
                effects.extend(connection::credentials_died(app, &trouble));
            }
            return effects;
        }
        None => return Vec::new(),
    };
    let session_error =
        app.connection.current.as_ref().and_then(|current| current.identity_error.as_ref());
    if let Some(trouble) = session_error.and_then(ApiError::credential_trouble).cloned() {
        effects.extend(connection::credentials_died(app, &trouble));
    }
    effects
}

fn take(app: &mut App, ticket: Ticket, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::InstanceProfiles(result) => page_came(app, ticket, result),
        Answer::InstanceProfile(result) => profile_came(app, ticket, result),
        Answer::InstanceProfileTags(result) => {
            let known = app.store.details.values_mut().find(|d| d.tags.loading == Some(ticket));
            if let Some(details) = known {
                details.tags.finish(ticket, result);
            }
            Vec::new()
        }
        Answer::Role(result) => {
            let known = app.store.role_details.values_mut().find(|r| r.loading == Some(ticket));
            if let Some(remote) = known {
                remote.finish(ticket, result);
            }
            Vec::new()
        }
        Answer::CallerIdentity(_) | Answer::AccountAlias(_) => Vec::new(),
    }
}

fn page_came(app: &mut App, ticket: Ticket, result: Result<Page, ApiError>) -> Vec<Effect> {
    let Listing::Loading { ticket: wanted, marker } = app.store.listing.clone() else {
        return Vec::new();
    };
    if wanted != ticket {
        return Vec::new();
    }
    match result {
        Ok(page) => {
            let next = app.store.take_page(page);
            let effects = match next {
                Some(marker) => app.read_page(Some(marker), false),
                None => {
                    app.store.finish_list(app.now);
                    Vec::new()
                }
            };
            app.list.arrange(&app.store);
            effects
        }
        Err(error) => {
            if error.credential_trouble().is_none() {
                app.notify(explain::api_error(app.words, &error).headline);
            }
            app.store.listing = Listing::Stopped { error, marker };
            Vec::new()
        }
    }
}

fn profile_came(
    app: &mut App,
    ticket: Ticket,
    result: Result<Arc<InstanceProfile>, ApiError>,
) -> Vec<Effect> {
    let dialog = app
        .modals
        .iter()
        .position(|modal| matches!(modal, Modal::OpenByName(dialog) if dialog.waits_for(ticket)));
    if let Some(Modal::OpenByName(dialog)) = dialog.map(|at| app.modals.remove(at)) {
        return dialog.answered(app, result);
    }
    let waiting = app.store.details.iter().find(|(_, d)| d.profile.loading == Some(ticket));
    let Some(id) = waiting.map(|(id, _)| id.clone()) else { return Vec::new() };
    let denied = matches!(&result, Err(e) if matches!(e.kind, ErrorKind::AccessDenied(_)));
    let answer = result.as_ref().ok().cloned();
    if let Some(details) = app.store.details.get_mut(&id) {
        details.profile.finish(ticket, result);
    }
    match answer {
        Some(profile) => {
            let recreated = profile.id != id;
            app.store.replace(&id, &profile);
            app.list.arrange(&app.store);
            if recreated {
                app.notify((app.words.notice.recreated)(&profile.name));
                return app.select(&profile.id);
            }
            // The role may be another one than the list said.
            details::fetch(app, false)
        }
        None if denied => details::fetch_tags_alone(app, &id),
        None => Vec::new(),
    }
}
