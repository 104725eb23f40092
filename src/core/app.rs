//! The whole state.

use std::collections::{BTreeMap, VecDeque};

use super::changing::Changes;
use super::command::{Command, Scope};
use super::config::Settings;
use super::connection::Connection;
use super::details;
use super::domain::{InstanceProfileId, SubjectError, Timestamp, Understood};
use super::finding;
use super::job::tags::Tags;
use super::kept::Kept;
use super::key::{Key, KeyCode};
use super::keymap::{DEFAULT_KEYS, Keymap, KeymapError};
use super::layout::{Areas, Division};
use super::list::List;
use super::modal::{Modal, open_by_name::OpenByName};
use super::mouse::Clicked;
use super::msg::{CallRecord, Effect, FieldId, Read, Ticket};
use super::past::Past;
use super::reader::Reader;
use super::session::{SessionId, Target};
use super::store::{Listing, Store};
use super::text::Words;

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
    /// The pane that shows the selected profile.
    pub reader: Reader,
    /// How the screen is divided.
    pub division: Division,
    /// The text field of the filter, while it is open.
    pub filter_field: Option<FieldId>,
    /// The dialogs, the topmost last.
    pub modals: Vec<Modal>,
    /// The tags of all profiles are being read.
    pub tags_job: Option<Tags>,
    /// What is being changed, and was.
    pub changes: Changes,
    /// What was changed before.
    pub past: Past,
    /// A word to the user; stays until the next key.
    pub notice: Option<String>,
    /// The name of the theme in force.
    pub theme: String,
    pub(super) theme_chosen: bool,
    /// Whether the mouse is the program's to take.
    pub mouse: bool,
    /// Where the last click was, if nothing else came after it.
    pub(super) clicked: Option<Clicked>,
    pub(super) regions: BTreeMap<String, String>,
    pub(super) kept: Kept,
    /// The newest calls, the oldest first.
    pub calls: VecDeque<CallRecord>,
    pub(super) size: (u16, u16),
    pub(super) first_target: Target,
    pub(super) rest: Option<Ticket>,
    /// The next slice of the list's work.
    pub(super) slice: Option<Ticket>,
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
        let kept = settings.kept.clone();
        let mut app = Self {
            words,
            theme: settings.first_theme().to_owned(),
            keymap: Keymap::parse(DEFAULT_KEYS)?.rebound(&settings.keys)?,
            settings,
            now,
            connection: Connection::default(),
            store: Store::default(),
            list: List::default(),
            focus: Pane::default(),
            reader: Reader::default(),
            division: Division::default(),
            filter_field: None,
            modals: Vec::new(),
            tags_job: None,
            changes: Changes::default(),
            past: Past::default(),
            notice: None,
            calls: VecDeque::new(),
            theme_chosen: false,
            mouse: true,
            clicked: None,
            regions: BTreeMap::new(),
            kept: Kept::default(),
            size: (80, 24),
            first_target: target,
            rest: None,
            slice: None,
            last_ticket: 0,
        };
        app.mouse = !app.settings.no_mouse;
        app.take_kept(&kept);
        Ok(app)
    }

    /// Where things stand on the screen.
    pub fn areas(&self) -> Areas {
        Areas::of(self.size.0, self.size.1, self.focus, self.division)
    }

    /// Rows of the list that fit; a list that stopped says so below them, and
    /// so does one whose filter lacks tags.
    pub fn list_rows(&self) -> usize {
        let stopped = matches!(self.store.listing, Listing::Stopped { .. });
        let said = usize::from(stopped) + usize::from(finding::lacks_tags(self));
        let said = if self.list.visible().is_empty() { 0 } else { said };
        self.areas().list_rows().saturating_sub(said).max(1)
    }

    /// Whether every change is refused.
    pub fn is_read_only(&self) -> bool {
        let facts = self.connection.facts();
        let account = self.connection.identity().map(|identity| identity.account.as_str());
        self.settings.is_read_only(facts.and_then(|facts| facts.aws_profile.as_deref()), account)
    }

    /// Whether the session in use is the demo's, opened in place of AWS: what
    /// is done in it is not written among what was done in AWS.
    pub(super) fn is_aside(&self) -> bool {
        self.connection.is_demo() && !self.first_target.demo
    }

    /// Whether a change is confirmed by typing whose account it is.
    pub fn is_protected(&self) -> bool {
        let profile = self.connection.facts().and_then(|facts| facts.aws_profile.as_deref());
        let account = self.connection.identity().map(|identity| identity.account.as_str());
        self.settings.protected.holds(profile, account)
    }

    /// The open text field, with the text that it begins with.
    pub fn field(&self) -> Option<(FieldId, &str)> {
        match self.modals.last() {
            Some(modal) => modal.field(),
            None => self
                .filter_field
                .map(|id| (id, self.list.filter()))
                .or_else(|| self.reader.field().map(|id| (id, self.reader.search()))),
        }
    }

    /// Which keys work now.
    pub fn scope(&self) -> Scope {
        match self.modals.last() {
            Some(modal) => modal.scope(),
            None if self.filter_field.is_some() || self.reader.field().is_some() => Scope::Field,
            None if self.focus == Pane::List => Scope::List,
            None => Scope::Viewer,
        }
    }

    /// The command that a key means now. Where something is to be confirmed,
    /// no letter does it, whatever the user has bound: letters are what one
    /// types by mistake.
    pub fn command(&self, key: Key) -> Option<Command> {
        let scope = self.scope();
        if scope == Scope::Form && self.field().is_none() && !key.ctrl && !key.alt {
            // Beside a text, the arrows go from button to button.
            match key.code {
                KeyCode::Right => return Some(Command::NextField),
                KeyCode::Left => return Some(Command::PreviousField),
                _ => {}
            }
        }
        let command = self.keymap.command(scope, key)?.command;
        let confirms =
            command == Command::Open && self.modals.last().is_some_and(Modal::is_confirmation);
        // Nor does the arrow that means Enter elsewhere.
        (!confirms || !key.is_character() && key.code != KeyCode::Right).then_some(command)
    }

    pub(super) fn ticket(&mut self) -> Ticket {
        self.last_ticket += 1;
        Ticket(self.last_ticket)
    }

    pub(super) fn session_id(&self) -> Option<SessionId> {
        self.connection.current.as_ref().map(|session| session.id)
    }

    pub(super) fn remember(&mut self, record: CallRecord) {
        if self.calls.len() == MOST_CALLS {
            self.calls.pop_front();
        }
        self.calls.push_back(record);
    }

    pub(super) fn notify(&mut self, text: String) {
        self.notice = Some(text);
    }

    /// Puts the cursor on a profile; a filter that hides it is lifted.
    pub(super) fn select(&mut self, id: &InstanceProfileId) -> Vec<Effect> {
        self.list.finish(&self.store);
        if !self.list.go_to(id, &self.store) {
            self.list.set_filter(String::new(), &self.store);
            self.list.finish(&self.store);
            self.list.go_to(id, &self.store);
        }
        self.cursor_moved()
    }

    /// Goes to what a text names, as soon as the connection stands; with
    /// `tell`, says how even a bare name was understood.
    ///
    /// # Errors
    /// When it names nothing that can be gone to.
    pub fn go_to(&mut self, text: String, tell: bool) -> Result<(), SubjectError> {
        let understood = Understood::parse(&text)?;
        let field = FieldId(self.ticket().0);
        self.modals.push(Modal::OpenByName(OpenByName::going(field, text, understood, tell)));
        Ok(())
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

    pub(super) fn read_page(&mut self, marker: Option<String>, anew: bool) -> Vec<Effect> {
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

    pub(super) fn cursor_moved(&mut self) -> Vec<Effect> {
        self.reader.begin_anew();
        let mut effects = details::drop_unwanted(self);
        effects.extend(self.want_details());
        effects
    }
}
