//! What a run wants done, what it is told, and what becomes of an item.

use super::super::super::error::ApiError;
use super::super::super::msg::{Answer, Read};
use super::super::super::outcome::ChangeOutcome;
use super::super::super::plan::Snapshot;
use super::super::confirmed::ConfirmedStep;

/// What the run wants done; each comes back as a [`Reply`] with its ticket.
#[derive(Debug, PartialEq, Eq)]
pub enum Ask {
    /// A call that changes nothing.
    Read(Read),
    /// A line for the journal, safely on the disk before the answer.
    Journal(String),
    /// A changing call.
    Step(ConfirmedStep),
    /// Milliseconds to wait.
    Wait(u64),
}

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// To [`Ask::Read`].
    Answer(Answer),
    /// To [`Ask::Journal`]: the disk's complaint, if it could not be written.
    Journalled(Result<(), String>),
    /// To [`Ask::Step`].
    Stepped(ChangeOutcome),
    /// To [`Ask::Wait`].
    Waited,
}

/// What was found instead of what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The profile is another than was shown, or there is one already.
    Profile(Snapshot),
    /// There is no profile of that name any more.
    NoProfile,
    /// There is a role of that name already, or another one under it.
    Role,
    /// There is no role of that name.
    NoRole,
}

/// What became of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ItemOutcome {
    /// Not begun, or not at its end.
    Open,
    /// All steps done.
    Done,
    /// Nothing was sent: what was expected is not so any more.
    Changed(Found),
    /// Nothing was sent: the profile, or the role for it, could not be read.
    Unread(ApiError),
    /// Nothing was sent: the keys belong to this account now, and the plan
    /// was shown for another one.
    OtherAccount(String),
    /// Nothing more was sent: the journal could not be written.
    NotJournalled(String),
    /// A step failed; what the earlier ones did stays.
    Failed {
        /// The step's number from 0.
        step: usize,
        /// Why.
        error: ApiError,
        /// What came of putting back what was there, where the plan says so.
        put_back: Option<Result<(), ApiError>>,
    },
    /// A step's outcome could not be found out.
    Unknown {
        /// The step's number from 0.
        step: usize,
        /// Why.
        error: ApiError,
    },
    /// The user stopped the run before it.
    LeftOut,
}
