//! Changes under way: from a confirmed plan to its outcome.

pub mod confirmed;
pub mod intent;
pub mod journal;
pub mod run;

pub use confirmed::{Confirmed, ConfirmedStep};
pub use intent::{Creation, Intent, NewProfile, NewRole};
pub use run::{Ask, ItemOutcome, Reply, Run};

#[cfg(test)]
mod tests;
