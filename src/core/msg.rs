//! Everything that the program can be told, and everything that it can ask for.

use std::sync::Arc;

use super::change::{ConfirmedStep, JournalRead};
use super::config::Background;
use super::domain::{
    AccountSummary, AttachedPolicy, InstanceProfile, Listed, ListedPolicy, ManagedPolicy,
    PolicyDocument, PolicyScope, Role, Tag, Timestamp,
};
use super::error::ApiError;
use super::kept::Kept;
use super::key::Key;
use super::mouse::Mouse;
use super::outcome::ChangeOutcome;
use super::session::{AwsProfile, ConnectFailure, Identity, SessionFacts, SessionId, Target};

/// Names one request or timer; an answer that carries an old one is late and
/// is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ticket(pub u64);

/// Names one text field on the screen, for as long as it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FieldId(pub u64);

/// What the program can be told.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// The program starts; the terminal has this size.
    Start {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// A key was pressed.
    Key(Key),
    /// Text was pasted while no field was open; on one line.
    Pasted(String),
    /// Lines were pasted into the rows of tags of a form.
    PastedLines(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The text of the open field is now this.
    Edited {
        /// The field that the text belongs to.
        field: FieldId,
        /// Its whole text; on one line, but for texts of many lines.
        text: String,
    },
    /// The terminal has a new size, in columns and rows.
    Resize {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// [`Effect::Connect`] has come to its end.
    Connected {
        /// The session that was to be made.
        session: SessionId,
        /// What it is, or why it could not be made.
        result: Result<SessionFacts, ConnectFailure>,
    },
    /// The keys of a session were renewed by their source.
    KeysRenewed {
        /// The session that uses them.
        session: SessionId,
        /// When the new ones end, if they do and say so.
        expires: Option<Timestamp>,
    },
    /// A call to AWS has come to its end.
    Answer {
        /// The session that it was made in.
        session: SessionId,
        /// The request that it answers.
        ticket: Ticket,
        /// The answer.
        answer: Answer,
    },
    /// A call was made; for the record, whether or not anyone waits for it.
    Called(CallRecord),
    /// [`Effect::Timer`] ran out.
    Timer(Ticket),
    /// [`Effect::GoOn`] has had its turn.
    GoOn(Ticket),
    /// [`Effect::Journal`] has come to its end.
    Journalled {
        /// The line's request.
        ticket: Ticket,
        /// Whether the disk has it; else why not, in the system's words.
        result: Result<(), String>,
    },
    /// [`Effect::ReadJournal`] has come to its end.
    JournalRead {
        /// The request.
        ticket: Ticket,
        /// What it holds, or why it can't be read, in the system's words.
        result: Result<JournalRead, String>,
    },
    /// [`Effect::Step`] has come to its end.
    StepDone {
        /// The call's request.
        ticket: Ticket,
        /// What came of it.
        outcome: ChangeOutcome,
    },
    /// A file that holds credentials changed while it was watched.
    KeysChanged(Ticket),
    /// [`Effect::FindAwsProfiles`] has come to its end.
    AwsProfiles(Result<Vec<AwsProfile>, String>),
    /// [`Effect::Copy`] has come to its end: where the text went, or why not.
    Copied(Result<CopyWay, String>),
    /// The terminal has told its background.
    Background(Background),
    /// Time went by; the header's countdown may need another minute.
    Tick,
    /// The system asks the program to end (SIGTERM, SIGHUP).
    Terminate,
    /// A task panicked: what it was to bring will never come.
    Crashed,
}

/// What the program can ask for. Plain data: it can be compared and printed,
/// but not doubled, since a confirmed step is carried out once.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect {
    /// Make a session: find credentials and a region.
    Connect {
        /// The id that the session will have.
        session: SessionId,
        /// What to connect to.
        target: Target,
    },
    /// Let go of a session that is no longer used; its reads are abandoned.
    Forget(SessionId),
    /// Make a call to AWS that changes nothing.
    Read {
        /// The session to make it in.
        session: SessionId,
        /// Comes back with the answer.
        ticket: Ticket,
        /// The call.
        call: Read,
    },
    /// Abandon a read or a timer.
    Cancel(Ticket),
    /// Say so when the time is over.
    Timer {
        /// Comes back with the message.
        ticket: Ticket,
        /// Milliseconds.
        after: u64,
    },
    /// Say so once what has come meanwhile, keys first of all, is done and
    /// drawn: long work is done in slices.
    GoOn(Ticket),
    /// Write a line into the journal, safely on the disk before the answer.
    Journal {
        /// Comes back with the answer.
        ticket: Ticket,
        /// JSON, without its end of line.
        line: String,
        /// It tells of the demo that was opened in place of AWS: it goes into
        /// a journal of its own, which ends with the program.
        aside: bool,
    },
    /// Read the journal back.
    ReadJournal {
        /// To be answered with.
        ticket: Ticket,
        /// From its beginning; else as far back as the newest plans go.
        whole: bool,
        /// That of the demo that was opened in place of AWS.
        aside: bool,
    },
    /// Make a changing call. It is never abandoned, by no other effect.
    Step {
        /// The session to make it in: the one that it was confirmed in.
        session: SessionId,
        /// Comes back with the answer.
        ticket: Ticket,
        /// The call.
        step: ConfirmedStep,
    },
    /// Watch the files that hold credentials until one is no longer what it
    /// was when the newest connection read it.
    WatchKeys(Ticket),
    /// Read the names of the AWS profiles.
    FindAwsProfiles,
    /// Put a text into the clipboard.
    Copy(String),
    /// Keep this for the next start.
    Keep(Kept),
    /// Hand the terminal back to the shell (Ctrl-Z).
    Suspend,
    /// End the program.
    Quit,
    /// End the program, which is no longer whole.
    Crash,
}

/// How a text reaches the clipboard. Nothing tells whether it arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyWay {
    /// By the escape sequence OSC 52, which the terminal may obey.
    Terminal,
    /// By tmux, which keeps it and hands it on.
    Tmux,
}

/// The reading calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Read {
    /// `sts:GetCallerIdentity`; needs no permission.
    CallerIdentity,
    /// `iam:ListAccountAliases`.
    AccountAlias,
    /// One page of `iam:ListInstanceProfiles`, MaxItems 1000.
    InstanceProfiles {
        /// Where the page begins; `None` is the list's start.
        marker: Option<String>,
        /// `PathPrefix`.
        path_prefix: Option<String>,
    },
    /// One page of `iam:ListInstanceProfilesForRole`, MaxItems 1000.
    InstanceProfilesForRole {
        /// RoleName.
        role: Box<str>,
        /// Where the page begins; `None` is the list's start.
        marker: Option<String>,
    },
    /// `iam:GetInstanceProfile`: the profile with its role and its tags.
    InstanceProfile {
        /// InstanceProfileName.
        name: Box<str>,
    },
    /// All pages of `iam:ListInstanceProfileTags`.
    InstanceProfileTags {
        /// InstanceProfileName.
        name: Box<str>,
    },
    /// One page of `tag:GetResources`: instance profiles that are tagged, or
    /// once were, ResourcesPerPage 100.
    TaggedProfiles {
        /// PaginationToken; `None` is the beginning.
        token: Option<String>,
    },
    /// `iam:GetRole`: description, tags, boundary, last use.
    Role {
        /// RoleName.
        name: Box<str>,
    },
    /// All pages of `iam:ListInstanceProfilesForRole`.
    HoldersOfRole {
        /// RoleName.
        role: Box<str>,
    },
    /// All pages of `iam:ListAttachedRolePolicies`.
    AttachedPolicies {
        /// RoleName.
        role: Box<str>,
    },
    /// All pages of `iam:ListRolePolicies`: the names of the inline policies.
    InlinePolicyNames {
        /// RoleName.
        role: Box<str>,
    },
    /// `iam:GetRolePolicy`.
    InlinePolicy {
        /// RoleName.
        role: Box<str>,
        /// PolicyName.
        name: Box<str>,
    },
    /// `iam:GetPolicy`.
    ManagedPolicy {
        /// The policy's ARN.
        arn: Box<str>,
    },
    /// `iam:GetPolicyVersion`.
    PolicyVersion {
        /// The policy's ARN.
        arn: Box<str>,
        /// VersionId, `v1`.
        version: Box<str>,
    },
    /// One page of `iam:ListRoles`, MaxItems 1000.
    Roles {
        /// Where the page begins; `None` is the list's start.
        marker: Option<String>,
    },
    /// One page of `iam:ListPolicies`, MaxItems 1000.
    Policies {
        /// Whose policies.
        scope: PolicyScope,
        /// Where the page begins; `None` is the list's start.
        marker: Option<String>,
    },
    /// `iam:GetAccountSummary`: counts and quotas.
    AccountSummary,
}

/// The answers to [`Read`], one each.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "they are named as their calls")]
pub enum Answer {
    CallerIdentity(Result<Identity, ApiError>),
    AccountAlias(Result<Option<String>, ApiError>),
    InstanceProfiles(Result<Page, ApiError>),
    InstanceProfilesForRole(Result<Page, ApiError>),
    InstanceProfile(Result<Arc<InstanceProfile>, ApiError>),
    InstanceProfileTags(Result<Vec<Tag>, ApiError>),
    TaggedProfiles(Result<TagsPage, ApiError>),
    Role(Result<Arc<Role>, ApiError>),
    HoldersOfRole(Result<Vec<Arc<InstanceProfile>>, ApiError>),
    AttachedPolicies(Result<Vec<AttachedPolicy>, ApiError>),
    InlinePolicyNames(Result<Vec<Box<str>>, ApiError>),
    InlinePolicy(Result<PolicyDocument, ApiError>),
    ManagedPolicy(Result<Arc<ManagedPolicy>, ApiError>),
    PolicyVersion(Result<PolicyDocument, ApiError>),
    Roles(Result<Listed<Role>, ApiError>),
    Policies(Result<Listed<ListedPolicy>, ApiError>),
    AccountSummary(Result<AccountSummary, ApiError>),
}

impl Answer {
    /// The error, if the call failed.
    pub fn error(&self) -> Option<&ApiError> {
        match self {
            Self::CallerIdentity(result) => result.as_ref().err(),
            Self::AccountAlias(result) => result.as_ref().err(),
            Self::InstanceProfiles(result) => result.as_ref().err(),
            Self::InstanceProfilesForRole(result) => result.as_ref().err(),
            Self::InstanceProfile(result) => result.as_ref().err(),
            Self::InstanceProfileTags(result) => result.as_ref().err(),
            Self::TaggedProfiles(result) => result.as_ref().err(),
            Self::Role(result) => result.as_ref().err(),
            Self::HoldersOfRole(result) => result.as_ref().err(),
            Self::AttachedPolicies(result) => result.as_ref().err(),
            Self::InlinePolicyNames(result) => result.as_ref().err(),
            Self::InlinePolicy(result) | Self::PolicyVersion(result) => result.as_ref().err(),
            Self::ManagedPolicy(result) => result.as_ref().err(),
            Self::Roles(result) => result.as_ref().err(),
            Self::Policies(result) => result.as_ref().err(),
            Self::AccountSummary(result) => result.as_ref().err(),
        }
    }
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The rows; may be fewer than were asked for, or none, with more to come.
    pub items: Vec<InstanceProfile>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<String>,
}

/// One page of the tags of many profiles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagsPage {
    /// ARNs of instance profiles with all of their tags.
    pub items: Vec<(Box<str>, Vec<Tag>)>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<String>,
}

/// One call to AWS, for the record that the user can see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRecord {
    /// `iam:ListInstanceProfiles`.
    pub action: String,
    /// When it began.
    pub at: Timestamp,
    /// How long it took with all attempts, in milliseconds.
    pub millis: u64,
    /// How often the SDK tried; more than one means it was retried.
    pub attempts: u32,
    /// The error code, or `None` if it succeeded.
    pub error: Option<String>,
    /// `x-amzn-RequestId`, if an answer came.
    pub request_id: Option<String>,
}
