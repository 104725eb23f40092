//! The only place that knows the AWS SDK: sessions, one function per
//! operation, and the way from the SDK's types to the program's own.

pub mod catalog;
pub mod change;
mod convert;
mod doubt;
mod error;
pub mod exec;
mod fault;
mod http;
pub mod iam;
mod looked;
mod observe;
mod pages;
pub mod policies;
pub mod profiles;
mod read_only;
pub mod session;
mod source;
pub mod sts;
mod tagging;
mod trouble;
mod whole;

pub use observe::{Calls, now};
pub use source::Renewals;
