//! English for what became of a plan's items.

use super::OutcomeWords;

/// The English words.
pub(super) const ENGLISH: OutcomeWords = OutcomeWords {
    open: "not finished",
    done: "done",
    nothing_sent: |why| format!("nothing was sent: {why}"),
    is_other_profile: "it was deleted and made again since it was shown",
    holds_now: |role| format!("it holds {role} now, which was not shown"),
    holds_none_now: "it holds no role any more",
    has_other_tags: "its tags are no longer those that were shown",
    there_already: "a profile of that name is there already",
    profile_gone: "it is not there any more",
    role_there: "the role is another one than was shown, or there already",
    role_gone: "the role is not there any more",
    other_account: |account| {
        format!("the keys belong to account {account} now, and the plan was shown for another")
    },
    not_journalled: |why| format!("The journal could not be written ({why})."),
    only_so_far: |made| match made {
        1 => "The first call was made before that, and no other.".to_owned(),
        n => format!("The first {n} calls were made before that, and no other."),
    },
    failed: |step, of, why| match of {
        1 => format!("failed: {why}"),
        _ => format!("failed at step {step} of {of}: {why}"),
    },
    was_put_back: "What the step before had taken away was put back.",
    not_put_back: |why| format!("What the step before had taken away could NOT be put back: {why}"),
    stays: |made| match made {
        1 => "The call before that stays.".to_owned(),
        n => format!("The {n} calls before that stay."),
    },
    unknown: |step, of, why| {
        format!("step {step} of {of}: whether AWS has done it is UNKNOWN: {why}")
    },
    left_out: "left out: the run was stopped before it",
};
