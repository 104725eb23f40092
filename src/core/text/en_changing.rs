//! English for changes.

use super::super::change::Found;
use super::super::plan::{Change, Purpose, Snapshot};
use super::changing::ChangingWords;

/// The English table of them.
pub(super) const ENGLISH: ChangingWords = ChangingWords {
    read_only: "Read-only: nothing is changed here.",
    no_journal: "There is no place for the journal: neither HOME nor XDG_STATE_HOME is set.",
    no_account: "AWS has not said whose account this is, so nothing is changed in it.",
    busy: |key| format!("A change is being made, one at a time: {key} shows it."),
    nothing_to_copy: "There is nothing to copy here.",
    quit_waits: "A change is under way: it is carried to its end first.",
    no_change_yet: "Nothing was changed since the program was started.",
    other_account: "The change that was to be confirmed is dropped: nothing was sent.",
    reading_title: "What is there now",
    reading: |done, all| format!("Reading what is there now… ({done} of {all})"),
    nothing_title: "Nothing to do",
    close: "Close",
    title: |purpose, name, count| {
        let one = count == 1;
        let what = match purpose {
            Purpose::Attach => "Attach a role to",
            Purpose::Replace if one => "Replace the role of",
            Purpose::Replace => "Replace the roles of",
            Purpose::Detach if one => "Detach the role of",
            Purpose::Detach => "Detach the roles of",
            Purpose::Tag => "Change the tags of",
            Purpose::Create => "Create",
            Purpose::Delete => "Delete",
            Purpose::CleanUp => "Clean up",
            Purpose::Undo => "Undo on",
        };
        format!("{what} {}", whom(name, count))
    },
    place: |place| format!("In {place}"),
    step: |change| match change {
        Change::AddRole { profile, role } => format!("Put role {role} into {profile}"),
        Change::RemoveRole { profile, role } => format!("Take role {role} out of {profile}"),
        Change::TagProfile { profile, tags } => {
            format!("Set {} of {profile}", counted(tags.len(), "tag"))
        }
        Change::UntagProfile { profile, keys } => {
            format!("Remove {} from {profile}", counted(keys.len(), "tag"))
        }
        Change::CreateProfile { name, .. } => format!("Create the profile {name}"),
        Change::DeleteProfile { name } => format!("Delete the profile {name}"),
        Change::CreateRole { name, .. } => format!("Create the role {name}"),
        Change::DeleteRole { name } => format!("Delete the role {name}"),
        Change::AttachRolePolicy { role, arn } => {
            format!("Attach the policy {} to {role}", policy(arn))
        }
        Change::DetachRolePolicy { role, arn } => {
            format!("Detach the policy {} from {role}", policy(arn))
        }
    },
    stops_at_once: "If it fails: nothing has changed.",
    stops: "If it fails: the rest is left out, and what was done before it stays.",
    puts_back: |back| match back {
        Change::AddRole { profile, role } => {
            format!("If it fails: role {role} is put back into {profile}, and that is checked.")
        }
        Change::TagProfile { tags, .. } => {
            format!("If it fails: the {} removed before are set again.", counted(tags.len(), "tag"))
        }
        _ => "If it fails: what was there before is brought back.".to_owned(),
    },
    lost: |role, policies| format!("− lost with {role}: {policies}"),
    gained: |role, policies| format!("+ gained with {role}: {policies}"),
    commands: "The same with the AWS CLI:",
    more_commands: |n| format!("… and {n} more; all of them are copied."),
    left_out: |n| format!("Left out ({n}):"),
    hidden: |hidden, all| {
        format!(
            "{hidden} of these {all} profiles are not shown in the list: the filter hides them."
        )
    },
    cancel: "Cancel",
    go: |purpose, count| {
        let what = match purpose {
            Purpose::Attach => "Attach",
            Purpose::Replace => "Replace",
            Purpose::Detach => "Detach",
            Purpose::Tag => "Change the tags",
            Purpose::Create => "Create",
            Purpose::Delete => "Delete",
            Purpose::CleanUp => "Clean up",
            Purpose::Undo => "Undo",
        };
        if count == 1 { what.to_owned() } else { format!("{what} ({count} profiles)") }
    },
    copy: |n| match n {
        1 => "Copy the AWS CLI command".into(),
        n => format!("Copy the {n} AWS CLI commands"),
    },
    type_it: |words| format!("Type {words} to confirm"),
    typed: "Typed",
    wrong: |words| format!("That is not {words}: nothing was done."),
    too_early: "Keys pressed before this was shown don't count.",
    too_small: "The window is too small to show what must be seen first: make it larger.",
    changed_since: |found| format!("{} Nothing was sent; this is how it is now.", differs(found)),
    running: |purpose, name, count| format!("{} {}", doing(purpose), whom(name, count)),
    over: |purpose, name, count| format!("{} {}", did(purpose), whom(name, count)),
    not_over_well: |purpose, name, count| {
        format!("Not all went well: {} {}", doing(purpose).to_lowercase(), whom(name, count))
    },
    none_yet: "No change",
    background: "Go on in the background",
    stop: "Stop after this one",
    stopping: "Stopping: no other profile is begun.",
    copy_mending: "Copy the command that mends it",
    clean_up: "Clean up what was made…",
    in_background: |key| format!("It goes on in the background; {key} shows it."),
    badge: |at, all| if all == 1 { "CHANGING".into() } else { format!("CHANGING {at}/{all}") },
    waiting: |action| format!("Leaving: waiting for {action}… Again to leave it as unknown."),
    waiting_outside: |action| format!("waiting for {action}…"),
    not_left: "The program goes on: this should be seen before it ends.",
    counts: |all, done, wrong, left_out| {
        let mut text = format!("{done} of {all} done");
        if wrong > 0 {
            text.push_str(&format!(", {wrong} not"));
        }
        if left_out > 0 {
            text.push_str(&format!(", {left_out} left out"));
        }
        text
    },
    done: "Done.",
    was_left_out: "Left out: stopped before it.",
    skipped: |found| format!("Skipped. {}", differs(found)),
    keys_of: |account| {
        format!("Nothing was sent: the keys belong to account {account} now, not to the one shown.")
    },
    not_begun_unread: "Nothing was sent: what is there now could not be read.",
    not_journalled: |why| format!("Stopped: the journal can't be written ({why})."),
    failed: |step, action| format!("Step {step} failed: {action}."),
    is_back: |back| match back {
        Change::AddRole { profile, role } => {
            format!("Role {role} is back in {profile}, as before.")
        }
        _ => "What was there before is back.".into(),
    },
    is_not_back: |back| match back {
        Change::AddRole { role, .. } => format!("Putting role {role} back failed too:"),
        _ => "Bringing back what was there before failed too:".into(),
    },
    left_with: |name, role| match role {
        Some(role) => format!("{name} holds role {role} now: somebody else has put it in."),
        None => format!("{name} holds no role now."),
    },
    left_without: |name, keys| format!("{name} lacks these tags now: {keys}."),
    left_gone: |name| format!("{name} is gone: somebody else has deleted it."),
    left_unread: |name| format!("How {name} is now could not be read."),
    mend: "This mends it:",
    unknown: |step, action| {
        format!("Unknown: step {step}, {action}, may have been carried out or not.")
    },
    look_yourself: "What is there could not be read either. Read it again before anything else.",
    nothing_changed: "Nothing has changed.",
    was_done: |done| format!("Done before it, and still so: {done}."),
    accepted: |agreed, all| format!("Accepted by AWS; {agreed} of {all} reads in a row show it."),
    visible: "Accepted by AWS and visible.",
    by_other: |name| format!("{name} was changed by somebody else since."),
    not_seen: "Accepted by AWS, but reads did not show it in time: what is read counts now.",
    not_looked: |action| {
        format!("Accepted by AWS; whether it is seen could not be read ({action}).")
    },
};

fn whom(name: &str, count: usize) -> String {
    if count == 1 { name.to_owned() } else { format!("{count} profiles") }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A policy's name without the ARN's path.
fn policy(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

fn doing(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Attach => "Attaching a role to",
        Purpose::Replace => "Replacing the role of",
        Purpose::Detach => "Detaching the role of",
        Purpose::Tag => "Changing the tags of",
        Purpose::Create => "Creating",
        Purpose::Delete => "Deleting",
        Purpose::CleanUp => "Cleaning up",
        Purpose::Undo => "Undoing on",
    }
}

fn did(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Attach => "Role attached to",
        Purpose::Replace => "Role replaced of",
        Purpose::Detach => "Role detached of",
        Purpose::Tag => "Tags changed of",
        Purpose::Create => "Created",
        Purpose::Delete => "Deleted",
        Purpose::CleanUp => "Cleaned up",
        Purpose::Undo => "Undone on",
    }
}

/// What was found instead of what was shown.
fn differs(found: &Found) -> String {
    match found {
        Found::Profile(Snapshot { role, .. }) => match role {
            Some((role, _)) => {
                format!(
                    "It has changed since it was shown: it holds role {role} now, or its tags differ."
                )
            }
            None => "It has changed since it was shown: it holds no role now, or its tags differ."
                .into(),
        },
        Found::NoProfile => "The profile is gone.".into(),
        Found::Role => "There is another role of that name now.".into(),
        Found::NoRole => "The role is gone.".into(),
    }
}
