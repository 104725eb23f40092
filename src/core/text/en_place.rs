//! English for going to what a text names.

use super::cli::CliPlaceWords;
use super::place::PlaceWords;

/// The English table of it.
pub(super) const ENGLISH: PlaceWords = PlaceWords {
    profile: |name| format!("instance profile {name}"),
    profile_id: |id| format!("the instance profile with the id {id}"),
    role: |name| format!("role {name}"),
    role_id: |id| format!("the role with the id {id}"),
    instance: |id| format!("instance {id}"),
    by_session: "from the ARN of one of its sessions",
    by_message: "from the error message",
    by_resource: "from the resource in the error message",
    by_caller: "from the caller of the error message",
    by_text: "the first that the text names",
    understood: |what| format!("Understood as {what}."),
    enter_goes: |what, key| format!("Understood as {what}: {key} goes there."),
    holds_one: |what, profile| format!("{profile} alone holds {what}."),
    hold_many: |what, n| format!("{n} profiles hold {what}."),
    of_loaded: |action| format!(" Of those loaded: {action} is denied, so there may be more."),
    none_holds: |what| format!("No instance profile of this account holds {what}."),
    other_account: |theirs, ours| {
        format!(
            "That ARN belongs to account {theirs}, and this session looks at {ours}: something of the same name here would be another thing."
        )
    },
    other_role: |arn| format!("The role of that name here is another one: {arn}"),
    instance_hint: |id| {
        format!(
            "This version doesn't look at EC2. To learn the profile of the instance: aws ec2 describe-iam-instance-profile-associations --filters Name=instance-id,Values={id}"
        )
    },
    id_unknown: |what| {
        format!(
            "{what} is not in this account's list. What was deleted and created again has another id."
        )
    },
    id_not_loaded: |what| {
        format!(
            "No AWS call takes an id, and the list is not whole: {what} is not in what is loaded."
        )
    },
    waiting_connection: "Waiting for the connection…",
    waiting_list: |what| format!("No AWS call takes an id: looking for {what} in the list…"),
    role_too_long: |length| format!("A role's name has at most 64 characters; this has {length}."),
    other_arn: "That is not the ARN of an instance profile, a role or a role's session.",
    unclear: "That names no instance profile and no role that could be understood. A name, an ARN, an id or an error message of AWS can be.",
    not_profile_but_role: |name| format!("No instance profile is named {name}, but a role is."),
    near: |names| format!("No instance profile and no role has that name. Near it: {names}."),
};

/// The English words for `ipb ANYTHING`.
pub(super) const COMMAND_LINE: CliPlaceWords = CliPlaceWords {
    hint: "Give a name, an ARN, an id, “role NAME” or an error message of AWS's, in quotes; `ipb --help` lists the commands.",
    no_command: |word, meant| {
        format!(
            "there is no command “{word}”; `ipb {meant}` is near to it. If a profile has that name: ipb -- {word}"
        )
    },
    beside_command: |text| format!("“{text}” can't stand beside a command"),
    no_terminal_hint: |what, command| {
        format!("Understood as {what}; `{command}` prints it without a terminal.")
    },
};
