//! English for changes.

use super::super::plan::{Change, Purpose};
use super::changing::ChangingWords;

/// The English table of them.
pub(super) const ENGLISH: ChangingWords = ChangingWords {
    read_only: "Read-only: nothing is changed here.",
    no_journal: "There is no place for the journal: neither HOME nor XDG_STATE_HOME is set.",
    no_account: "AWS has not said whose account this is, so nothing is changed in it.",
    busy: "A change is being made: one at a time.",
    title: |purpose, name, count| {
        let what = match purpose {
            Purpose::Attach => "Attach a role",
            Purpose::Replace => "Replace the role",
            Purpose::Detach => "Detach the role",
            Purpose::Tag => "Change tags",
            Purpose::Create => "Create",
            Purpose::Delete => "Delete",
            Purpose::CleanUp => "Clean up",
            Purpose::Undo => "Undo",
        };
        match count {
            1 => format!("{what}: {name}"),
            n => format!("{what}: {n} profiles"),
        }
    },
    step: |change| match change {
        Change::AddRole { profile, role } => format!("put role {role} into {profile}"),
        Change::RemoveRole { profile, role } => format!("take role {role} out of {profile}"),
        Change::TagProfile { profile, .. } => format!("set tags of {profile}"),
        Change::UntagProfile { profile, .. } => format!("take tags from {profile}"),
        Change::CreateProfile { name, .. } => format!("create the profile {name}"),
        Change::DeleteProfile { name } => format!("delete the profile {name}"),
        Change::CreateRole { name, .. } => format!("create the role {name}"),
        Change::DeleteRole { name } => format!("delete the role {name}"),
        Change::AttachRolePolicy { role, arn } => format!("attach {arn} to role {role}"),
        Change::DetachRolePolicy { role, arn } => format!("detach {arn} from role {role}"),
    },
    cancel: "Cancel",
    go: |purpose, count| {
        let what = match purpose {
            Purpose::Attach => "Attach it",
            Purpose::Replace => "Replace it",
            Purpose::Detach => "Detach it",
            Purpose::Tag => "Change the tags",
            Purpose::Create => "Create it",
            Purpose::Delete => "Delete it",
            Purpose::CleanUp => "Clean it up",
            Purpose::Undo => "Take it back",
        };
        if count == 1 { what.to_owned() } else { format!("{what} ({count} profiles)") }
    },
};
