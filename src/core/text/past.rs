//! The words of the history, of undo and of what was broken off.

use super::Text;

words! {
    /// What was changed before.
    PastWords {
        title: Text, reading: Text, unreadable: fn(&str) -> String, none: Text, choose: Text,
        nothing_to_undo: Text, takes_back: fn(&str, &str) -> String,
        finishes: fn(&str, &str) -> String, entry_title: fn(&str, &str) -> String,
        broken_off: Text, endpoint: Text, state: Text, now: Text, asking: Text,
        holds: fn(&str) -> String, unknown: Text, not_begun: Text, not_understood: Text,
        other_account: Text, later: Text, close: Text, undo: Text, finish: Text, settle: Text,
    }
}
