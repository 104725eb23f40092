//! Changes under way: from a confirmed plan to its outcome.

mod check;
pub mod confirmed;
mod doubt;
pub mod intent;
pub mod journal;
pub mod run;

pub use confirmed::{Confirmed, ConfirmedStep};
pub use intent::{Creation, Intent, NewProfile, NewRole};
pub use run::{Ask, Found, ItemOutcome, Reply, Run};

#[cfg(test)]
mod tests;
