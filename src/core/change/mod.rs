//! Changes under way: from a confirmed plan to its outcome.

mod again;
mod check;
pub mod confirmed;
mod creating;
mod doubt;
pub mod history;
pub mod intent;
pub mod inverse;
pub mod journal;
mod planning;
pub mod prepare;
mod read_back;
pub mod remarks;
pub mod run;

pub use confirmed::{Confirmed, ConfirmedStep};
pub use history::{Entry, History, JournalRead};
pub use intent::{Creation, Intent, NewProfile, NewRole};
pub use prepare::{Next, Prepare, Prepared};
pub use remarks::{PolicyDiff, Remark, Severity, Why};
pub use run::{Ask, Found, ItemOutcome, Reply, Run};

#[cfg(test)]
mod history_tests;
#[cfg(test)]
mod prepare_tests;
#[cfg(test)]
mod tests;
