//! Changes under way: from a confirmed plan to its outcome.

pub mod confirmed;
pub mod journal;
pub mod run;

pub use confirmed::{Confirmed, ConfirmedStep};
pub use run::{Ask, ItemOutcome, Reply, Run, StepOutcome};

#[cfg(test)]
mod tests;
