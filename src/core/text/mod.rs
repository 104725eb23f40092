//! Every word that is shown, one table per language. The tables are structs:
//! a word that a language lacks does not compile.

pub mod describe;
mod en;
mod en_changing;
mod en_cli;
mod en_comfort;
mod en_dialogs;
mod en_finding;
mod en_forms;
mod en_outcome;
mod en_past;
mod en_pick;
mod en_place;
mod en_reading;
mod en_remarks;
mod en_rules;
mod en_scripts;
pub mod explain;
pub mod line;

pub use changing::ChangingWords;
pub use cli::{CliPlaceWords, CliWords, ConfigWords, FaultWords, HelpWords};
pub use comfort::{
    ComfortWords, KeyFaultWords, PaletteWords, ReservedWords, ThemeWords, TopicWords,
};
pub use en::ENGLISH;
pub use finding::FindingWords;
pub use forms::FormWords;
pub use outcome::OutcomeWords;
pub use past::PastWords;
pub use pick::PickWords;
pub use place::PlaceWords;
pub use reading::ReadingWords;
pub use remarks::RemarkWords;
pub use rules::RuleWords;
pub use scripts::{ScriptFaults, ScriptHelp, ScriptWords};

use super::command::{Command, Reason, Scope};
use super::domain::ProfileRefError;
use super::keymap::Keymap;
use super::layout;
use super::msg::CopyWay;

/// All words of one language.
#[derive(Debug)]
#[allow(missing_docs, reason = "the English table shows what each one says")]
pub struct Words {
    pub header: HeaderWords,
    pub list: ListWords,
    pub finding: FindingWords,
    pub details: DetailWords,
    pub commands: CommandWords,
    pub notice: NoticeWords,
    pub dialog: DialogWords,
    pub looked: LookedWords,
    pub calls: CallWords,
    pub copy: CopyWords,
    pub reading: ReadingWords,
    pub error: ErrorWords,
    pub keys: KeyWords,
    pub source: SourceWords,
    /// Seconds to `3 y`, `5 mo`, `2 d`, `4 h`, `1 min`.
    pub age: fn(i64) -> String,
    pub ago: fn(&str) -> String,
    pub too_small: fn((u16, u16)) -> String,
    pub reasons: ReasonWords,
    pub refs: RefWords,
    pub comfort: ComfortWords,
    pub rules: RuleWords,
    pub cli: CliWords,
    pub place: PlaceWords,
    pub pick: PickWords,
    pub forms: FormWords,
    pub changing: ChangingWords,
    pub remarks: RemarkWords,
    pub outcomes: OutcomeWords,
    pub scripts: ScriptWords,
    pub past: PastWords,
}

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $kind:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        #[allow(missing_docs, reason = "the English table shows what each one says")]
        pub struct $name { $(pub $field: $kind),* }
    )*};
}

type Text = &'static str;

// Below the macro, which they use.
mod changing;
mod cli;
mod comfort;
mod finding;
mod forms;
mod outcome;
mod past;
mod pick;
mod place;
mod reading;
mod remarks;
mod rules;
mod scripts;

words! {
    /// The line at the top.
    HeaderWords {
        connecting: Text, not_connected: Text, no_identity: Text, region_assumed: Text,
        read_only: Text, demo: Text, stale: Text, expires: fn(i64) -> String, expired: Text,
    }
    /// The list of instance profiles.
    ListWords {
        title: Text, name: Text, role: Text, path: Text, age: Text, no_role: Text,
        complete: fn(usize) -> String, loading: fn(usize) -> String, stopped: fn(usize) -> String,
        refreshing: fn(usize) -> String, not_refreshed: fn(usize) -> String,
        filtered: fn(usize, &str) -> String, filter: Text, empty: Text, empty_hint: Text,
        empty_prefix: fn(&str) -> String, nothing_matches: fn(&str, &str) -> String, connecting: Text,
        first_page: Text, denied_hint: fn(&str) -> String, stopped_hint: fn(&str) -> String,
    }
    /// The details of a profile.
    DetailWords {
        title: Text, nothing_selected: Text, name: Text, arn: Text, id: Text, path: Text,
        created: Text, role: Text, no_role: Text, no_role_hint: Text,
        many_roles: fn(usize) -> String, role_recreated: Text, description: Text,
        max_session: Text, duration: fn(i64) -> String, boundary: Text, last_used: Text,
        last_used_in: fn(&str, Option<&str>) -> String, never_used: Text, role_tags: Text,
        about_role: fn(&str) -> String, loading: Text, trust: Text, trust_unknown: Text, trusts_ec2: Text, trusts_no_ec2: Text,
        denies_ec2: Text, other_action: Text, trust_depends: Text, trust_unreadable: Text, more_principals: fn(usize) -> String,
        service: Text, aws_principal: Text, federated: Text, anyone: Text, denied: Text,
        excepted: Text, conditional: fn(&str) -> String, tags: Text, tag_count: fn(usize) -> String,
        no_tags: Text, tags_unknown: Text,
    }
    /// What each command does.
    CommandWords {
        up: Text, down: Text, page_up: Text, page_down: Text, half_page_up: Text,
        half_page_down: Text, top: Text, bottom: Text, open: Text, choose: Text,
        accept: Text, close: Text, back: Text, next_pane: Text, follow: Text, search: Text,
        tab_overview: Text, tab_role: Text, tab_policies: Text, tab_tags: Text, tab_used: Text,
        tab_json: Text, next_tab: Text, previous_tab: Text, zoom: Text, widen_list: Text,
        narrow_list: Text, next_match: Text, previous_match: Text,
        attach: Text, tags: Text, new: Text, new_standard: Text, next_field: Text,
        previous_field: Text, remove_row: Text, read_again: Text, remove: Text,
        stop_reading: Text, read_on: Text,
        filter: Text, open_by_name: Text, sort: Text, reverse: Text, mark: Text, mark_range: Text, mark_all: Text,
        unmark: Text, tags_of_all: Text, detach: Text, delete: Text, undo: Text, history: Text, progress: Text, refresh: Text, refresh_all: Text, account: Text, region: Text, copy: Text, calls: Text, help: Text,
        suspend: Text, ask_quit: Text, quit: Text, palette: Text, theme: Text, mouse: Text,
    }
    /// A word to the user in the line above the footer.
    NoticeWords {
        pasted_nowhere: fn(&str) -> String,
        unbound: fn(&str, &str) -> String,
        other_account: fn(&str) -> String, reconnected: Text, recreated: fn(&str) -> String,
    }
    /// Dialogs.
    DialogWords {
        quit_title: Text, quit_body: Text, stay: Text, quit: Text, help_title: Text,
        help_more: fn(&str) -> String, looked_at: Text, loaded_stays: Text, try_again: Text, use_files: Text,
        other_profile: Text, open_demo: Text, keep_looking: Text, profiles_title: Text,
        reading_profiles: Text, profiles_unreadable: fn(&str) -> String, no_profiles: Text,
        no_profiles_hint: Text, choose_profile: Text, kind_keys: Text, kind_sso: Text,
        kind_login: Text, kind_role: fn(&str) -> String, kind_process: Text, kind_nothing: Text,
        open_title: Text, open_body: Text, open_label: Text, open_waiting: Text, open_other_arn: fn(&str) -> String, more_below: fn(&str) -> String,
        more_pinned: fn(usize) -> String,
    }
    /// Where credentials were looked for, and what was there.
    LookedWords {
        environment: Text, aws_profile: fn(&str) -> String, container: Text, metadata: Text,
        nothing: Text, without_keys: Text, profiles: fn(usize) -> String, present: Text,
        no_answer: Text, disabled: Text, unreadable: fn(&str) -> String,
    }
    /// The copy menu.
    CopyWords {
        title: Text, hint: Text, name: Text, arn: Text, id: Text, role_name: Text, role_arn: Text,
        json: Text, text: Text, document: fn(&str) -> String, marked: fn(usize) -> String,
        plain: Text,
        plain_hint: fn(&str) -> String, to_terminal: Text, to_tmux: Text, failed: fn(&str) -> String,
    }
    /// The record of calls.
    CallWords {
        title: fn(usize, usize) -> String, none: Text, no_failures: Text,
        show_failures: fn(&str) -> String, show_all: fn(&str) -> String, ok: Text, attempts: fn(u32) -> String, request_id: fn(&str) -> String,
    }
    /// What went wrong, and what to do next.
    ErrorWords {
        denied: fn(&str) -> String, denied_hint: fn(Option<&str>, Option<&str>, Option<&str>) -> String,
        not_found: fn(&str) -> String, not_found_hint: Text, throttled: Text, throttled_hint: Text,
        clock: Text, clock_hint: fn(Option<&str>) -> String, refused: Text, unresolved: Text,
        dropped: Text, timed_out: Text, tls: Text, network: Text, network_hint: Text,
        timed_out_hint: Text, tls_hint: Text, untrusted: Text, out_of_date: Text,
        out_of_date_hint: Text, other_host: Text, other_host_hint: Text, bad_answer: Text, bad_answer_hint: Text,
        service: fn(&str) -> String, service_hint: Text, other: fn(&str) -> String,
        source_timed_out: Text, source_timed_out_hint: Text,
        bad_bundle: fn(&str, Option<&str>) -> String, bad_proxy: fn(&str, &str) -> String,
        bad_tls: fn(&str) -> String, bad_region: fn(&str) -> String,
        bad_endpoint: fn(&str) -> String, bad_setting_hint: Text,
    }
    /// What is wrong with the keys, and what helps.
    KeyWords {
        none_title: Text, dead_title: Text, connect_title: Text,
        none: Text, none_hint: Text, expired: Text, invalid: Text, invalid_hint: Text,
        wrong_secret: Text, wrong_secret_hint: Text,
        lab_ended: Text, lab_hint: Text, paste_hint: Text, login: Text,
        login_hint: fn(&str, bool) -> String, mfa: fn(&str) -> String,
        mfa_hint: fn(&str) -> String, no_such_profile: fn(&str) -> String,
        no_such_profile_hint: Text, failed: fn(&str) -> String, failed_hint: Text,
        environment_hides: Text, own_expired_hint: Text, own_invalid_hint: Text,
        own_lab_hint: Text, watching: Text,
    }
    /// What is wrong with a source of keys, and what helps.
    SourceWords {
        settings: fn(&str, &str) -> String, settings_hint: Text,
        program: fn(&str, &str) -> String, output: fn(Option<&str>) -> String,
        program_hint: Text, file: fn(&str, &str, &str) -> String, file_hint: Text,
        token: fn(&str) -> String, token_hint: Text, empty: fn(&str) -> String, empty_hint: Text,
    }
    /// Why a command can't be used now.
    ReasonWords {
        not_connected: Text, nothing_selected: Text, no_link: Text, one_pane: Text,
        nothing_behind: fn(&str) -> String, nothing_searched: fn(&str) -> String, keys_dead: Text,
        not_in_the_list: fn(&str) -> String, nothing_marked: fn(&str) -> String, not_in_the_form: Text,
    }
    /// Why a text can't name an instance profile.
    RefWords {
        empty: Text, too_long: fn(usize) -> String, bad_character: fn(char) -> String,
        other_arn: Text,
    }
}

impl Words {
    /// Where a copied text went.
    pub fn copied(&self, way: CopyWay) -> &'static str {
        match way {
            CopyWay::Terminal => self.copy.to_terminal,
            CopyWay::Tmux => self.copy.to_tmux,
        }
    }

    /// Why a command can't be used now, and with which of these keys what can.
    pub fn reason(&self, reason: Reason, keys: &Keymap) -> String {
        let words = &self.reasons;
        match reason {
            Reason::NotConnected => words.not_connected.to_owned(),
            Reason::NothingSelected => words.nothing_selected.to_owned(),
            Reason::NothingBehind => {
                (words.nothing_behind)(&keys.way_to(Command::Quit, Scope::List))
            }
            Reason::NothingSearched => {
                (words.nothing_searched)(&keys.way_to(Command::Filter, Scope::Viewer))
            }
            Reason::KeysDead => self.reasons.keys_dead.to_owned(),
            Reason::ReadOnly => self.changing.read_only.to_owned(),
            Reason::NoAccount => self.changing.no_account.to_owned(),
            Reason::Changing => (self.changing.busy)(&keys.way_to(Command::Progress, Scope::List)),
            Reason::NothingToCopy => self.changing.nothing_to_copy.to_owned(),
            Reason::NoChangeYet => self.changing.no_change_yet.to_owned(),
            Reason::NoLink => words.no_link.to_owned(),
            Reason::OnePane => words.one_pane.to_owned(),
            Reason::NotInTheList => {
                (words.not_in_the_list)(&keys.way_to(Command::NextPane, Scope::Viewer))
            }
            Reason::NotInTheForm => words.not_in_the_form.to_owned(),
            Reason::NothingMarked => {
                (words.nothing_marked)(&keys.way_to(Command::Mark, Scope::List))
            }
        }
    }

    /// Why a text can't name an instance profile.
    pub fn bad_ref(&self, error: &ProfileRefError) -> String {
        match error {
            ProfileRefError::Empty => self.refs.empty.to_owned(),
            ProfileRefError::TooLong(length) => (self.refs.too_long)(*length),
            ProfileRefError::BadCharacter(c) => (self.refs.bad_character)(*c),
            ProfileRefError::OtherArn(_) => self.refs.other_arn.to_owned(),
        }
    }

    /// That the terminal is too small.
    pub fn minimum(&self) -> String {
        (self.too_small)(layout::MINIMUM)
    }
}
