//! The words of the commands that change something from a script.

use super::super::plan::Purpose;
use super::Text;

words! {
    /// Changes by commands.
    ScriptWords {
        help: ScriptHelp, fault: ScriptFaults,
        where_: fn(&str, Option<&str>, &str, &str, Option<&str>) -> String,
        step: fn(usize, &str) -> String, if_it_fails: fn(&str) -> String,
        policies: fn(Option<&str>, Option<&str>) -> String, lost: fn(&str) -> String,
        gained: fn(&str) -> String, kept: fn(usize) -> String, left_out: Text,
        dry_run: Text, nothing_to_do: Text, has_role: fn(&str) -> String, has_none: Text,
        ask_yes: Text, ask_name: fn(&str) -> String, ask_number: fn(usize) -> String,
        ask_account: fn(&str) -> String, not_confirmed: Text,
        stopping: Text, left_alone: Text, stopped: fn(&str) -> String, mend: Text, clean_up: fn(&str) -> String,
        unfinished: fn(&str, &str) -> String, plan: Text, no_history: Text,
        unreadable: fn(usize) -> String, state: fn(super::super::change::history::State) -> &'static str,
        purpose: fn(Option<Purpose>) -> &'static str, account: Text, caller: Text, when: Text,
        what: Text, how_many: fn(usize) -> String, file: fn(&str) -> String,
    }
    /// What `--help` says of them.
    ScriptHelp {
        attach: Text, attach_usage: Text, attach_more: Text, replace: Text, replace_usage: Text,
        replace_more: Text, detach: Text, detach_more: Text, tag: Text, tag_usage: Text,
        tag_more: Text, untag: Text, untag_usage: Text, untag_more: Text, create: Text,
        create_more: Text, delete: Text, delete_more: Text, undo: Text, undo_more: Text,
        history: Text, history_more: Text, dry_run: Text, yes: Text, confirm_account: Text,
        output: Text, profiles_from: Text, names_and_role: Text, names: Text, name_and_tags: Text,
        new_name: Text, path: Text, tags: Text, role: Text, new_role: Text, trust: Text,
        description: Text, policy: Text, plan: Text,
    }
    /// Why such a command is refused, and what to do next.
    ScriptFaults {
        read_only: fn(&str) -> String, read_only_hint: Text, no_terminal: Text,
        no_terminal_hint: Text, protected: fn(&str) -> String, protected_hint: fn(&str) -> String,
        other_account: fn(&str, &str) -> String, profile_name: fn(&str, &str) -> String,
        is_arn: fn(&str) -> String, role_name: fn(&str, &str) -> String, no_role: Text,
        no_profile: Text, no_tags: Text, not_a_tag: fn(&str) -> String,
        tag: fn(&str) -> String, key: fn(&str, &str) -> String, path: fn(&str, &str) -> String,
        trust: fn(&str) -> String, description: fn(&str) -> String, policy: fn(&str) -> String,
        file: fn(&str, &str) -> String, twice: fn(&str) -> String, no_plan: fn(&str) -> String,
        no_plan_hint: Text, not_undoable: fn(&str) -> String, other_place: fn(&str, &str) -> String,
        journal: fn(&str) -> String, no_journal: Text, mixed: Text,
    }
}
