//! The only place that knows the AWS SDK: sessions, one function per
//! operation, and the way from the SDK's types to the program's own.

mod convert;
mod error;
pub mod exec;
mod http;
pub mod iam;
mod observe;
pub mod profiles;
pub mod session;
pub mod sts;
mod whole;

pub use observe::{Calls, now};
