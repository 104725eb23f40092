//! The program's rules and state, and nothing else.
//!
//! `core` knows no terminal, no SDK, no clock, no file and no environment: it
//! turns a [`msg::Msg`] into new state and [`msg::Effect`]s, which are plain
//! data that somebody else carries out. `now` arrives with each message.

mod answers;
pub mod app;
pub mod catalog;
pub mod change;
pub mod changing;
pub mod columns;
pub mod command;
pub mod config;
pub mod connection;
pub mod details;
pub mod domain;
pub mod error;
pub mod filter;
pub mod finding;
pub mod form;
pub mod hints;
pub mod job;
pub mod kept;
pub mod key;
pub mod keymap;
pub mod known;
pub mod layout;
pub mod list;
mod look;
pub mod modal;
pub mod mouse;
pub mod msg;
pub mod outcome;
pub mod past;
mod place;
pub mod plan;
pub mod reader;
pub mod regions;
pub mod remote;
pub mod reserved;
pub mod safe;
pub mod session;
pub mod store;
mod switch;
pub mod text;
pub mod update;
