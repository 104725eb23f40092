//! English for forms.

use super::super::form::create::Page;
use super::forms::{FormWords, TrustWords};

/// The English table of them.
pub(super) const ENGLISH: FormWords = FormWords {
    go_on: "Show what will be done",
    next: "Next",
    back: "Back",
    cancel: "Cancel",
    take_over: "Take over",
    try_again: "Try again",
    bad: |what, why| format!("{what} {why}."),
    mend_first: "This must be mended first.",
    nothing_typed: "Nothing is typed yet.",
    nothing_changed: "Nothing is different from what AWS has.",
    nothing_to_remove: "There is nothing to remove here.",
    other_account: |then, now| {
        format!(
            "This was filled in for account {then}; the keys now are of account {now}. It can't be used there."
        )
    },
    drop_title: "Drop what you typed?",
    drop_body: "Nothing has been sent to AWS. What you typed is not kept.",
    drop_stay: "Go on typing",
    drop_it: "Drop it",
    tags: "Tags",
    key: "Key",
    value: "Value",
    tags_title: |name| format!("Tags of {name}"),
    reading_tags: "Reading the tags as they are now…",
    tags_unseen: "The tags can't be seen. Tags can be set and keys removed without seeing them; others stay as they are.",
    unseen: "Set or remove unseen",
    aws_tags: "· begins with aws: AWS's own, which only AWS changes. They don't count.",
    tag_keys: |remove| {
        format!("{remove} removes a tag, or keeps it after all. Lines of key=value can be pasted.")
    },
    paste_lines: "Paste lines",
    was_value: |value| match value {
        "" => "was empty".into(),
        value => format!("was {value}"),
    },
    was_tag: |key, value| format!("was {key} = {value}"),
    duplicate_key: "Another row has this key. Capitals and small letters make different keys.",
    tag_summary: |count, most, (new, changed, removed)| {
        let all = match count {
            1 => format!("1 tag of at most {most}"),
            n => format!("{n} tags of at most {most}"),
        };
        let parts = [(new, "+"), (changed, "~"), (removed, "−")];
        let parts = parts.iter().filter(|(n, _)| *n > 0).map(|(n, sign)| format!("{sign}{n}"));
        let parts: Vec<_> = parts.collect();
        match parts.is_empty() {
            true => format!("{all}; nothing changed"),
            false => format!("{all}; {}", parts.join(" ")),
        }
    },
    too_many: |count| format!("{count} tags are more than the 50 that AWS allows."),
    lines_taken: |n| match n {
        0 => "No line had a tag.".into(),
        1 => "1 line taken over.".into(),
        n => format!("{n} lines taken over."),
    },
    bulk_title: |n| format!("Tags of {n} profiles"),
    these_profiles: |n, hidden| {
        let hidden = match hidden {
            0 => String::new(),
            1 => ", 1 of which the filter hides".to_owned(),
            n => format!(", {n} of which the filter hides"),
        };
        format!("The {n} marked profiles{hidden}. Their other tags stay as they are.")
    },
    bulk_set: "Set these tags",
    bulk_remove: "Remove these keys",
    bulk_keys: |remove| format!("{remove} removes a row. Lines of key=value can be pasted."),
    also_set: "This key is also set above.",
    lines_title: "Tags as lines",
    lines_hint: "A tag a line, key=value. All lines are taken over, or none.",
    lines_count: |n| match n {
        0 => "No tag yet.".into(),
        1 => "1 tag.".into(),
        n => format!("{n} tags."),
    },
    more_errors: |n| match n {
        1 => "And 1 more line.".into(),
        n => format!("And {n} more lines."),
    },
    leaves_text: |lines, key| match lines {
        1 => format!("1 line; {key} goes on to the buttons."),
        n => format!("{n} lines; {key} goes on to the buttons."),
    },
    trust_title: "Trust policy",
    trust_hint: "Who may assume the role, as JSON.",
    trust_policy: "Trust policy",
    trust_size: |size, quota| format!("{size} of {quota} characters, white space not counted"),
    standard_trust: "EC2's usual one",
    new_title: "New instance profile",
    guide_title: |at, of, page| {
        let page = match page {
            Page::Role => "a role",
            Page::Policies => "its policies",
            Page::Profile => "a profile",
            Page::Join => "the role into the profile",
        };
        format!("The standard way, {at} of {of}: {page}")
    },
    standard_way: "With a new role…",
    profile_alone: "The profile alone…",
    new_role: "New role",
    new_profile: "New profile",
    name: "Name",
    path: "Path",
    description: "Description",
    role: "Role",
    role_made: "is made (Enter leaves it out)",
    role_left_out: "left out (Enter makes one)",
    role_body: "A role says what programs on an instance may do; EC2 assumes it for them.",
    trust_edit: "edit who may assume it",
    role_chosen: |name, remove| format!("{name} (Enter: another, {remove}: none)"),
    no_role_chosen: "none (Enter chooses one that is there)",
    policies_no_role: "There is no role: nothing to attach policies to. Go on, or back to choose one.",
    policies_body: |role| match role {
        "" => {
            "Managed policies for the new role. None is needed; more can be attached later.".into()
        }
        role => format!(
            "Managed policies for the new role {role}. None is needed; more can be attached later."
        ),
    },
    policies_of_existing: |role| {
        format!("{role} is there already: whoever uses it now gets these policies too.")
    },
    add_policy: "choose policies",
    profile_made: "is made (Enter leaves it out)",
    profile_left_out: "left out (Enter makes one)",
    join_body: "This will be made, in this order. The next dialog shows the calls, and asks.",
    join: "Put together",
    joined: "yes (Enter leaves it out)",
    not_joined: "no: the profile stays empty (Enter puts the role in)",
    makes_role: |name| format!("create the role {name}"),
    attaches: |policy, role| format!("attach {policy} to the role {role}"),
    makes_profile: |name, tags| match tags {
        0 => format!("create the profile {name}"),
        1 => format!("create the profile {name} with 1 tag"),
        n => format!("create the profile {name} with {n} tags"),
    },
    adds_role: |role, profile| format!("put the role {role} into the profile {profile}"),
    nothing_left: "Everything is left out: there is nothing to do.",
    name_taken: |path| match path {
        "/" => "Taken: names are unique in an account.".into(),
        path => format!(
            "Taken, with the path {path}: names are unique in an account, whatever the path."
        ),
    },
    case_twin: |taken| {
        format!("Differs from {taken} in capital letters alone, and AWS refuses that.")
    },
    quota_roles: |used, quota| quota_line("roles", used, quota),
    quota_profiles: |used, quota| quota_line("instance profiles", used, quota),
    quota_unknown: |why| format!("How near the quotas are is not known: {why}."),
    is_denied: |action| format!("{action} is denied"),
    policies_count: |count, most, known| {
        let unless = if known { "" } else { ", unless the quota was raised" };
        format!("{count} chosen of at most {most} on one role{unless}")
    },
    policy_keys: |remove| format!("{remove}, or Enter, takes a policy off."),
    role_title: "Choose a role",
    into_empty: |name| format!("For {name}, which holds no role."),
    into_holding: |name, role| format!("For {name}, in the place of {role}, which it holds now."),
    into_many: |n, hidden, held| {
        let hidden = match hidden {
            0 => String::new(),
            1 => ", 1 of which the filter hides".to_owned(),
            n => format!(", {n} of which the filter hides"),
        };
        let held = match held {
            0 => "none holds a role".to_owned(),
            1 => "1 holds a role, which is replaced".to_owned(),
            n => format!("{n} hold a role, which is replaced"),
        };
        format!("For the {n} marked profiles{hidden}; as far as known, {held}.")
    },
    role_for: |profile| format!("For the new profile {profile}."),
    role_for_new: "For the new profile.",
    roles_loading: |n, key| match n {
        0 => format!("Reading the roles… ({key} stops)"),
        1 => format!("1 role so far, reading more… ({key} stops)"),
        n => format!("{n} roles so far, reading more… ({key} stops)"),
    },
    roles_stopped: |n, key| {
        format!(
            "{n} read, stopped: there may be more roles. {key} reads on; a name can be typed too."
        )
    },
    roles_complete: |n| match n {
        0 => "This account has no roles.".into(),
        1 => "1 role, all read.".into(),
        n => format!("{n} roles, all read. Those that EC2 may assume come first."),
    },
    roles_failed: |n, key| match n {
        0 => format!(
            "The list can't be read ({key} tries again). Type the role's name: it can be used without the list."
        ),
        n => format!("{n} were read before ({key} goes on). A name can be typed too."),
    },
    use_name: |name, loading| match loading {
        true => format!("use the name {name}, not in the list so far"),
        false => format!("use the name {name}, which is not in the list"),
    },
    held_now: ", held now",
    linked_refused: |name| {
        format!("{name} is a service-linked role: AWS refuses to put it into an instance profile.")
    },
    holds_it: |profile, role| format!("{profile} holds {role} already."),
    foreign_role: |account| {
        format!("That role is in account {account}; a profile takes roles of its own account only.")
    },
    no_role_arn: "That is no role's ARN.",
    policies_title: "Managed policies",
    policies_pick: |n, back| {
        let chosen = match n {
            0 => "None chosen".to_owned(),
            n => format!("{n} chosen"),
        };
        format!("{chosen}. Enter takes a policy or leaves it; {back} goes back with them.")
    },
    policies_loading: |n, key| match n {
        0 => format!("Reading the policies… ({key} stops)"),
        1 => format!("1 policy so far, reading more… ({key} stops)"),
        n => format!("{n} policies so far, reading more… ({key} stops)"),
    },
    policies_stopped: |n, key| {
        format!(
            "{n} policies, stopped: there may be more. {key} reads on; an ARN can be typed too."
        )
    },
    policies_complete: |n| match n {
        1 => "1 policy, all read.".into(),
        n => format!("{n} policies, all read; the account's own first."),
    },
    policies_failed: |n, key| match n {
        0 => format!(
            "The list can't be read ({key} tries again). Paste a policy's ARN: it can be used without the list."
        ),
        n => format!("{n} were read before ({key} goes on). An ARN can be typed too."),
    },
    use_arn: |name| format!("use {name} by its ARN, which is not in the list"),
    policy_linked: "for service-linked roles only",
    policy_refused: |name| {
        format!("{name} is for service-linked roles: AWS refuses to attach it to others.")
    },
    trusts: TrustWords {
        ec2: "✓ trusts EC2",
        others: |names, more| match more {
            0 => format!("✗ trusts {names}"),
            more => format!("✗ trusts {names} and {more} more"),
        },
        nobody: "✗ trusts nobody",
        denies: "✗ denies EC2",
        other_action: "✗ EC2, but not for sts:AssumeRole",
        depends: "? EC2 under a condition or exception",
        unreadable: "? its trust policy can't be read",
        unknown: "? its trust policy is not known",
        linked: "✗ service-linked: AWS refuses it",
    },
};

fn quota_line(what: &str, used: u32, quota: u32) -> String {
    match quota.saturating_sub(used) {
        0 => format!("{used} of at most {quota} {what}: the quota is full, and AWS will refuse."),
        1 => format!("{used} of at most {quota} {what}: room for 1 more."),
        left => format!("{used} of at most {quota} {what}: room for {left} more."),
    }
}
