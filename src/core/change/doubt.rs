//! What became of a call whose own answer does not tell.

use super::super::error::{ApiError, ErrorKind};
use super::super::msg::{Answer, Read};
use super::super::outcome::{ChangeOutcome, Made};
use super::super::plan::{Change, Snapshot, Subject};

/// The read that shows whether a call was carried out.
pub(super) fn look_at(change: &Change) -> Read {
    match change.subject() {
        Subject::Profile(name) => Read::InstanceProfile { name: name.into() },
        Subject::Role(name) => Read::Role { name: name.into() },
        Subject::Attachment { role, .. } => Read::AttachedPolicies { role: role.into() },
    }
}

/// Whether the answer to [`look_at`] shows it; `None`: it can't be told.
pub(super) fn was_made(change: &Change, answer: &Answer) -> Option<bool> {
    match answer {
        Answer::InstanceProfile(answer) => {
            read(answer).map(|now| change.made_on_profile(now.map(|now| &**now)))
        }
        Answer::Role(answer) => read(answer).map(|now| change.made_on_role(now.map(|now| &**now))),
        Answer::AttachedPolicies(Ok(list)) => {
            Some(change.made_on_attached(list.iter().map(|policy| &*policy.arn)))
        }
        _ => None,
    }
}

/// What is there: `Some(None)` is surely nothing, `None` is not known.
fn read<T>(answer: &Result<T, ApiError>) -> Option<Option<&T>> {
    match answer {
        Ok(now) => Some(Some(now)),
        Err(error) if error.kind == ErrorKind::NotFound => Some(None),
        Err(_) => None,
    }
}

/// The profile as an answer shows it: `Some(None)` is surely none.
pub(super) fn snapshot_of(answer: &Answer) -> Option<Option<Snapshot>> {
    match answer {
        Answer::InstanceProfile(answer) => read(answer).map(|it| it.map(|it| Snapshot::of(it))),
        _ => None,
    }
}

/// What was found out by looking, and not from the call's own answer.
pub(super) fn found(result: Result<Made, ApiError>) -> ChangeOutcome {
    ChangeOutcome { result, attempts: 0, request_id: None, in_doubt: false }
}
