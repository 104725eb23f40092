//! The words of the account and region pickers, and of switching.

use super::Text;

words! {
    /// Pickers and switching.
    PickWords {
        nothing: fn(usize) -> String, in_use: Text, as_started: Text, chain: Text,
        configured: Text, region_title: Text, region_body: Text, no_region: Text,
        free_region: fn(&str) -> String, connecting_to: fn(&str, &str) -> String,
        cancelled: fn(&str) -> String, connected: fn(&str, &str) -> String,
        same_caller: fn(&str) -> String, other_caller: fn(&str) -> String,
        role: fn(&str, &str) -> String, region_now: fn(&str) -> String, stays: Text, more: fn(usize, usize) -> String,
    }
}
