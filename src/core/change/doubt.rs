//! What became of a call whose own answer does not tell.

use std::sync::Arc;

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

/// What a call that was carried out has brought into being, as it is found.
pub(super) fn brought(change: &Change, answer: &Answer) -> Made {
    match (change, answer) {
        (Change::CreateProfile { .. }, Answer::InstanceProfile(Ok(made))) => {
            Made::Profile(Arc::clone(made))
        }
        (Change::CreateRole { .. }, Answer::Role(Ok(made))) => Made::Role(Arc::clone(made)),
        _ => Made::Nothing,
    }
}

/// Whether the call surely had no effect, and AWS asks for it to be made again
/// because another change got in its way.
pub(super) fn got_in_the_way(outcome: &ChangeOutcome) -> bool {
    let code = outcome.result.as_ref().err().and_then(|error| error.code.as_deref());
    !outcome.in_doubt && code == Some("ConcurrentModification")
}

/// Whether the call surely had no effect, and none but for too many calls.
pub(super) fn was_throttled(outcome: &ChangeOutcome) -> bool {
    let kind = outcome.result.as_ref().err().map(|error| &error.kind);
    !outcome.in_doubt && kind == Some(&ErrorKind::Throttled)
}

/// What was found out by looking, and not from the call's own answer.
pub(super) fn found(result: Result<Made, ApiError>) -> ChangeOutcome {
    ChangeOutcome { result, attempts: 0, request_id: None, in_doubt: false }
}
