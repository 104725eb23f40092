//! The words of changes: what is going to be done, and what became of it.

use super::super::change::Found;
use super::super::plan::{Change, Purpose};
use super::Text;

words! {
    /// Changes.
    ChangingWords {
        read_only: Text, no_journal: Text, no_account: Text, busy: fn(&str) -> String,
        nothing_to_copy: Text, quit_waits: Text, no_change_yet: Text, other_account: Text,
        reading_title: Text, reading: fn(usize, usize) -> String, nothing_title: Text, close: Text,
        title: fn(Purpose, &str, usize) -> String, place: fn(&str) -> String,
        step: fn(&Change) -> String, stops_at_once: Text, stops: Text,
        puts_back: fn(&Change) -> String, lost: fn(&str, &str) -> String,
        gained: fn(&str, &str) -> String, commands: Text, more_commands: fn(usize) -> String,
        left_out: fn(usize) -> String, hidden: fn(usize, usize) -> String,
        cancel: Text, go: fn(Purpose, usize) -> String, copy: fn(usize) -> String,
        type_it: fn(&str) -> String, typed: Text, wrong: fn(&str) -> String, too_early: Text, too_small: Text,
        changed_since: fn(&Found) -> String,
        running: fn(Purpose, &str, usize) -> String, over: fn(Purpose, &str, usize) -> String,
        not_over_well: fn(Purpose, &str, usize) -> String, none_yet: Text,
        background: Text, stop: Text, stopping: Text, copy_mending: Text, clean_up: Text,
        in_background: fn(&str) -> String, badge: fn(usize, usize) -> String,
        waiting: fn(&str) -> String, waiting_outside: fn(&str) -> String, not_left: Text,
        counts: fn(usize, usize, usize, usize) -> String, done: Text, was_left_out: Text,
        skipped: fn(&Found) -> String, keys_of: fn(&str) -> String, not_begun_unread: Text,
        not_journalled: fn(&str) -> String, failed: fn(usize, &str) -> String,
        is_back: fn(&Change) -> String, is_not_back: fn(&Change) -> String,
        left_with: fn(&str, Option<&str>) -> String, left_without: fn(&str, &str) -> String,
        left_gone: fn(&str) -> String, left_unread: fn(&str) -> String, mend: Text,
        unknown: fn(usize, &str) -> String, look_yourself: Text, nothing_changed: Text,
        was_done: fn(&str) -> String, accepted: fn(u8, u8) -> String, visible: Text,
        by_other: fn(&str) -> String, not_seen: Text, not_looked: fn(&str) -> String,
    }
}
