//! English for the history, for undo and for what was broken off.

use super::PastWords;

/// The English words.
pub(super) const ENGLISH: PastWords = PastWords {
    title: "What was changed",
    reading: "Reading the journal…",
    unreadable: |why| format!("The journal can't be read: {why}"),
    none: "Nothing was changed yet, with this program and on this machine.",
    choose: "The newest first. Choosing one shows its calls, and takes it back if you like.",
    nothing_to_undo: "There is no change in this account that could be taken back.",
    takes_back: |at, plan| format!("Takes back what was changed at {at}, plan {plan}."),
    finishes: |at, plan| format!("Does the rest of what was begun at {at}, plan {plan}."),
    entry_title: |what, at| format!("{what}, {at}"),
    broken_off: "This change was broken off: the program or the machine stopped in the middle of it.",
    endpoint: "Endpoint",
    state: "State",
    now: "What AWS says now",
    asking: "is being read…",
    holds: |role| format!("holds {role}"),
    unknown: "it is not known whether AWS has done it",
    not_begun: "not begun",
    not_understood: "A later version has made this change: this one can't read all of it.",
    other_account: "It was made in another account or at another endpoint, and can be taken back only there.",
    later: "Leave it for now",
    close: "Close",
    undo: "Take it back…",
    finish: "Do the rest…",
    settle: "Let it stay as it is, and don't tell again",
};
