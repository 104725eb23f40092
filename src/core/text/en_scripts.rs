//! English for the commands that change something from a script.

use super::super::change::history::State;
use super::super::plan::Purpose;
use super::scripts::{ScriptFaults, ScriptHelp, ScriptWords};

/// The English words.
pub(super) const ENGLISH: ScriptWords = ScriptWords {
    help: HELP,
    fault: FAULT,
    where_: |account, alias, caller, region, endpoint| {
        let alias = alias.map(|alias| format!(" ({alias})")).unwrap_or_default();
        let endpoint = endpoint.map(|url| format!(", endpoint {url}")).unwrap_or_default();
        format!("Account {account}{alias}, as {caller}, region {region}{endpoint}")
    },
    step: |number, what| format!("{number}. {what}"),
    if_it_fails: |what| format!("if it fails: {what}"),
    policies: |old, new| match (old, new) {
        (Some(old), Some(new)) => format!("Policies with {new} instead of {old}:"),
        (Some(old), None) => format!("Policies without {old}:"),
        (None, Some(new)) => format!("Policies with {new}:"),
        (None, None) => "Policies:".to_owned(),
    },
    lost: |names| format!("− {names}"),
    gained: |names| format!("+ {names}"),
    kept: |count| format!("= {count} as before"),
    left_out: "Left out:",
    dry_run: "A dry run: nothing was sent.",
    nothing_to_do: "There is nothing to do.",
    has_role: |role| format!("holds {role}: `ipb replace` puts another role into its place"),
    has_none: "holds no role: `ipb attach` puts one in",
    ask_yes: "Type yes to do it: ",
    ask_name: |name| format!("Type the name {name} to delete it: "),
    ask_number: |count| format!("Type the number of profiles ({count}) to do it: "),
    ask_account: |account| {
        format!("Account {account} is protected. Type its alias or id to do it: ")
    },
    not_confirmed: "Not confirmed: nothing was sent.",
    stopping: "Stopping after the profile at hand; once more to leave its call alone, its outcome unknown.",
    left_alone: "Left alone: whether AWS has done the call is UNKNOWN.",
    stopped: |why| format!("{why}. The change was stopped: `ipb history` tells what was done."),
    mend: "This mends it:",
    clean_up: |plan| format!("`ipb undo {plan}` takes back what was made."),
    unfinished: |plan, what| {
        format!(
            "An earlier plan was broken off: {plan} ({what}). `ipb undo {plan}` takes back what it did."
        )
    },
    plan: "Plan",
    no_history: "Nothing was changed yet.",
    unreadable: |lines| match lines {
        1 => "One line of the journal can't be read.".to_owned(),
        n => format!("{n} lines of the journal can't be read."),
    },
    state: |state| match state {
        State::Done => "done",
        State::Partly => "done in part",
        State::Nothing => "nothing done",
        State::Unknown => "outcome UNKNOWN",
        State::Unfinished => "BROKEN OFF",
        State::NoBeginning => "its beginning is missing",
        State::NotUnderstood => "a later version's, not understood",
    },
    purpose: |purpose| match purpose {
        None => "a later version's",
        Some(Purpose::Attach) => "attach",
        Some(Purpose::Replace) => "replace",
        Some(Purpose::Detach) => "detach",
        Some(Purpose::Tag) => "tag",
        Some(Purpose::Create) => "create",
        Some(Purpose::Delete) => "delete",
        Some(Purpose::CleanUp) => "clean up",
        Some(Purpose::Undo) => "undo",
    },
    account: "Account",
    caller: "Caller",
    when: "When",
    what: "What",
    how_many: |count| match count {
        1 => "1 profile".to_owned(),
        n => format!("{n} profiles"),
    },
    file: |path| format!("Journal: {path}"),
};

/// The examples, and what holds for all of these commands.
macro_rules! with_how {
    ($examples:literal) => {
        concat!(
            $examples,
            "
Without --yes, the plan is shown and a word asked for on the terminal. Each profile is read again
right before its first call; if it is no longer as it was shown, nothing is sent to it. Each call
is journalled before it is made: `ipb history` tells them all, `ipb undo` takes a plan back.
Status: 0 done, or so already; 6 done in part; 7 the outcome of a call is not known; else as usual.
"
        )
    };
}

const HELP: ScriptHelp = ScriptHelp {
    attach: "Put a role into instance profiles that hold none",
    attach_usage: "ipb attach [OPTIONS] <PROFILE>... <ROLE>",
    attach_more: with_how!(
        "\
Examples:
  ipb attach web-prod web-role --dry-run    the calls, and what is to be known before
  ipb attach web-prod web-role --yes
  ipb list -o csv | … | ipb attach --profiles-from - web-role --yes
"
    ),
    replace: "Put another role into the place of the one that instance profiles hold",
    replace_usage: "ipb replace [OPTIONS] <PROFILE>... <ROLE>",
    replace_more: with_how!(
        "\
Examples:
  ipb replace web-prod new-role --dry-run
  ipb replace web-prod web-test new-role --yes

AWS can't replace in one call: the old role is taken out, then the new one put in. If that fails,
the old one is put back.
"
    ),
    detach: "Take the role out of instance profiles",
    detach_more: with_how!(
        "\
Examples:
  ipb detach web-prod --dry-run
  ipb detach web-prod web-test --yes
"
    ),
    tag: "Set tags of instance profiles",
    tag_usage: "ipb tag [OPTIONS] <PROFILE> <KEY=VALUE>...\n       ipb tag [OPTIONS] --profiles-from <FILE> <KEY=VALUE>...",
    tag_more: with_how!(
        "\
Examples:
  ipb tag web-prod Team=shop 'Cost center=12' --yes
  ipb tag --profiles-from names.txt Team=shop --dry-run

Other tags stay. The key ends at the first =.
"
    ),
    untag: "Take tags away from instance profiles",
    untag_usage: "ipb untag [OPTIONS] <PROFILE> <KEY>...\n       ipb untag [OPTIONS] --profiles-from <FILE> <KEY>...",
    untag_more: with_how!(
        "\
Examples:
  ipb untag web-prod Team --yes

Keys of instance profiles are case-sensitive: Team is not team.
"
    ),
    create: "Make an instance profile, with a role if you like, which may be new as well",
    create_more: with_how!(
        "\
Examples:
  ipb create web-prod --path /app/ --tag Team=shop --yes
  ipb create web-prod --role web-role --yes
  ipb create web-prod --new-role web-prod --policy arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore

Without --trust, the new role lets EC2 assume it. If a call fails, the rest is not attempted, and
what was made stays until `ipb undo` takes it back.
"
    ),
    delete: "Delete instance profiles, their roles taken out first",
    delete_more: with_how!(
        "\
Examples:
  ipb delete web-test --dry-run
  ipb delete web-test --yes

AWS deletes a profile in use as well. One made again under the name has another id, and instances
keep the old one.
"
    ),
    undo: "Take back what an earlier plan has done",
    undo_more: with_how!(
        "\
Examples:
  ipb history
  ipb undo 20261122T191500Z-4711-1 --dry-run

Only in the plan's own account. What somebody else has changed since is not undone.
"
    ),
    history: "Tell what was changed, the newest first",
    history_more: "\
Examples:
  ipb history
  ipb history --output json | jq '.[0].items'

It reads the journal on this machine, ipb/journal.jsonl in $XDG_STATE_HOME (~/.local/state), and
asks nothing of AWS.
",
    dry_run: "Show the plan, what is to be known before, and the AWS CLI's commands; send nothing",
    yes: "Do it without asking",
    confirm_account: "Where the account is protected: its id or alias, besides --yes",
    output: "How to print [default: text]",
    profiles_from: "Read the profiles' names from a file, one a line; - is stdin",
    names_and_role: "Instance profiles, and last the role",
    names: "Name of an instance profile",
    name_and_tags: "The instance profile, then its tags",
    new_name: "Name of the new instance profile",
    path: "Its path",
    tags: "A tag of it; may be repeated",
    role: "A role that is there, to put into it",
    new_role: "A role to make, and to put into it",
    trust: "The new role's trust policy, as JSON [default: EC2 may assume it]",
    description: "The new role's description",
    policy: "ARN of a managed policy for the new role; may be repeated",
    plan: "The plan's name, as `ipb history` tells it",
};

const FAULT: ScriptFaults = ScriptFaults {
    read_only: |account| format!("Read-only: nothing is changed in account {account}."),
    read_only_hint: "--read-only or read_only in the configuration says so; --dry-run still shows a plan.",
    no_terminal: "Nobody can confirm this: stdin is no terminal.",
    no_terminal_hint: "--yes does it without asking, --dry-run shows what would be done.",
    protected: |account| format!("Account {account} is protected: --yes alone does not confirm."),
    protected_hint: |account| format!("Add --confirm-account {account}, or the account's alias."),
    other_account: |named, account| {
        format!("--confirm-account says {named}, but these keys belong to account {account}.")
    },
    profile_name: |name, why| format!("“{name}” is no instance profile's name: it {why}."),
    is_arn: |arn| format!("“{arn}” is an ARN; give the name, which follows the last slash."),
    role_name: |name, why| format!("“{name}” is no role's name: it {why}."),
    no_role: "Give the instance profiles, and last the role.",
    no_profile: "No instance profile is named.",
    no_tags: "Give at least one tag.",
    not_a_tag: |word| format!("“{word}” is no tag: a tag is given as KEY=VALUE."),
    tag: |why| why.to_owned(),
    key: |key, why| format!("The key “{key}” {why}."),
    path: |path, why| format!("The path “{path}” {why}."),
    trust: |why| format!("The trust policy {why}."),
    description: |why| format!("The description {why}."),
    policy: |arn| format!("“{arn}” is no ARN of a managed policy."),
    file: |path, why| format!("{path} can't be read: {why}"),
    twice: |name| format!("{name} is named twice."),
    no_plan: |name| format!("There is no plan {name} in the journal."),
    no_plan_hint: "`ipb history` tells those there are.",
    not_undoable: |name| format!("The plan {name} has done nothing that can be taken back."),
    other_place: |theirs, ours| {
        format!("That plan was carried out in {theirs}, and these keys belong to {ours}.")
    },
    journal: |why| format!("The journal can't be read: {why}"),
    no_journal: "There is no place for the journal: neither HOME nor XDG_STATE_HOME is set.",
    mixed: "With --profiles-from, give no other profile.",
};
