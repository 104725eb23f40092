//! The words of changes: what is going to be done, and what became of it.

use super::super::plan::{Change, Purpose};
use super::Text;

words! {
    /// Changes.
    ChangingWords {
        read_only: Text, no_journal: Text, no_account: Text, busy: Text,
        title: fn(Purpose, &str, usize) -> String, step: fn(&Change) -> String,
        cancel: Text, go: fn(Purpose, usize) -> String,
    }
}
