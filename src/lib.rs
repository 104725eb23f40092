//! The library behind `ipb`, the instance profile browser.
//!
//! # The one-minute map
//!
//! A key, an answer from AWS or a timer becomes a [`core::msg::Msg`];
//! [`core::app::update`] turns it into new state and [`core::msg::Effect`]s,
//! which are plain data; [`aws`] and [`host`] carry those out, each in a task
//! of its own, and answer with another message; [`ui`] draws the state.
//! [`run`] joins them. [`cli`] are the commands without a screen: they ask
//! [`aws`] directly and print. [`demo`] is an AWS account in memory, behind the same
//! SDK that talks to the real one.
//!
//! # What is absent, and stays so
//!
//! - [`core`] knows no terminal, no SDK, no clock, no file, no environment and
//!   no task: `now` arrives with each message, so every test is repeatable.
//! - [`ui`] knows no effect and no SDK: it reads `&App` and draws.
//! - [`aws`] and [`host`] know each other not, nor the screen.
//! - [`demo`] knows nothing of the rest, and the rest knows nothing of it:
//!   only `main.rs` hands it to the SDK.
//! - No call to AWS waits for another one's answer to be drawn, and none is
//!   made from `core` or `ui`.
//! - No changing call but `aws::change::perform`.
//!
//! `tests/architecture.rs` reads every path in the sources and fails when an
//! arrow turns round.

pub mod aws;
pub mod cli;
pub mod core;
pub mod demo;
pub mod host;
pub mod run;
pub mod terminal;
pub mod ui;
