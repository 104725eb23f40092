//! Whether what an item expects is still so.

use super::super::error::{ApiError, ErrorKind};
use super::super::msg::{Answer, Read};
use super::super::plan::{Expected, Snapshot};
use super::run::{Found, ItemOutcome};

/// The read that shows it.
pub(super) fn read_of(expected: &Expected) -> Read {
    match expected {
        Expected::Profile { name, .. } | Expected::NoProfile { name } => {
            Read::InstanceProfile { name: name.clone() }
        }
        Expected::Role { name, .. } | Expected::NoRole { name } => {
            Read::Role { name: name.clone() }
        }
    }
}

/// Whether the calls would be made in the account that was shown.
pub(super) fn other_account(account: &str, answer: &Answer) -> Option<ItemOutcome> {
    match answer {
        Answer::CallerIdentity(Ok(now)) if now.account == account => None,
        Answer::CallerIdentity(Ok(now)) => Some(ItemOutcome::OtherAccount(now.account.clone())),
        answer => answer.error().cloned().map(ItemOutcome::Unread),
    }
}

/// What was found of what an item expects, where it is something else.
pub(super) fn differs(expected: &Expected, answer: &Answer) -> Option<ItemOutcome> {
    let gone = |error: &ApiError| error.kind == ErrorKind::NotFound;
    let found = match (expected, answer) {
        (Expected::Profile { shown, .. }, Answer::InstanceProfile(Ok(profile))) => {
            let now = Snapshot::of(profile);
            if shown.agrees_with(&now) {
                return None;
            }
            Found::Profile(now)
        }
        (Expected::Profile { .. }, Answer::InstanceProfile(Err(error))) if gone(error) => {
            Found::NoProfile
        }
        (Expected::NoProfile { .. }, Answer::InstanceProfile(Ok(profile))) => {
            Found::Profile(Snapshot::of(profile))
        }
        (Expected::NoProfile { .. }, Answer::InstanceProfile(Err(error))) if gone(error) => {
            return None;
        }
        (Expected::Role { id, .. }, Answer::Role(Ok(role))) => match id {
            Some(id) if *id != role.id => Found::Role,
            _ => return None,
        },
        (Expected::Role { .. }, Answer::Role(Err(error))) if gone(error) => Found::NoRole,
        // What may not be read may still be passed, or made; that it is not
        // known was said in the dialog.
        (Expected::Role { .. } | Expected::NoRole { .. }, Answer::Role(Err(_))) => return None,
        (Expected::NoRole { .. }, Answer::Role(Ok(_))) => Found::Role,
        (_, answer) => return answer.error().cloned().map(ItemOutcome::Unread),
    };
    Some(ItemOutcome::Changed(found))
}
