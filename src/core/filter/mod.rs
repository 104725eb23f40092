//! The filter: what its text asks for, which rows hold it, and where.

pub mod glob;
pub mod query;
pub mod score;
pub mod seen;

pub use query::{Advice, Kind, Prefix, Query, Term};
pub use score::{Scorer, Verdict};
pub use seen::{Place, Seen};
