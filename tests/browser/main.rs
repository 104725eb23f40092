//! The browser as a person uses it: keys in, screens out, over the real SDK
//! and the simulated account. Time is virtual, so nothing sleeps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail so")]

mod anchor;
mod bad_input;
mod browsing;
mod changing;
mod details;
mod driver;
mod filtering;
mod finding;
mod forms;
mod keys;
mod marking;
mod mouse;
mod past;
mod pickers;
mod place;
mod policies;
mod reading;
mod room;
mod screens;
mod session;
mod subject;
mod tags_of_all;
mod taking_back;
mod views;
mod wide;
