//! The words of changes.

use super::super::plan::{Change, Purpose};
use super::Text;

words! {
    /// What is going to be done, and what became of it.
    ChangingWords {
        title: fn(Purpose, &str) -> String, where_: fn(&str, &str, &str) -> String,
        step: fn(&Change) -> String, if_it_fails: Text, put_back: fn(&Change) -> String,
        stops: Text, before: Text, no_role: Text, role_from: fn(&str) -> String,
        commands: Text, cancel: Text, go: fn(Purpose) -> &'static str, too_early: Text,
        type_name: Text, wrong_name: fn(&str) -> String, no_ec2: fn(&str) -> String,
        ec2_unsure: fn(&str) -> String, role_unread: fn(&str, &str) -> String,
        administrator: fn(&str) -> String, running: fn(Purpose, &str) -> String,
        over: fn(Purpose, &str) -> String, under_way: Text, done: Text, not_begun: Text,
        failed: Text, back_again: Text, not_back: Text, mend: Text, unknown: Text, changed: Text,
        gone: Text, exists: Text, unread: Text, not_journalled: fn(&str) -> String,
        left_out: Text, pass_role: fn(&str) -> String, close: Text, busy: Text,
    }
}
