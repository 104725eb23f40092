//! The words of the pane that reads.

use super::super::domain::manager::Manager;
use super::super::reader::Tab;
use super::Text;

words! {
    /// The tabs and what stands in them.
    ReadingWords {
        tab: fn(Tab) -> &'static str, searching: Text, matches: fn(usize, usize) -> String,
        policies: Text, policies_of: fn(&str) -> String, no_policies: Text,
        managed_count: fn(usize) -> String, inline_count: fn(usize) -> String, managed: Text,
        not_read: Text, not_read_dead: Text,
        administrator: Text, aws_managed: Text, aws: Text, customer: Text, boundary_short: Text, size: Text, customer_managed: Text, inline: Text,
        boundary: Text, characters: fn(usize) -> String, reading: Text, unreadable: fn(&str) -> String,
        version: Text, not_json: Text, and_more: fn(usize) -> String,
        managed_by: fn(&Manager) -> String, holders: Text, no_other_holder: Text,
        used_unknown: Text, used_hint: Text, used_command: fn(&str) -> String, json_hint: Text,
    }
}
