//! The commands, as somebody types them: the real program on the demo's
//! account, in process and over loopback.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail so")]

mod anything;
mod bad_input;
mod certificates;
mod changing;
mod changing_faults;
mod changing_output;
mod common;
mod failures;
mod meanwhile;
mod naming;
mod output;
mod served;
mod session;
mod settings;
mod source_faults;
mod sources;
mod standin;
mod strangers;
mod tags;
mod teaching;
mod themes;
