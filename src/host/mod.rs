//! What touches this machine: files and their changes.

pub mod alarm;
pub mod config;
pub mod config_error;
mod config_keys;
pub mod journal;
pub mod log;
pub mod process;
pub mod state;
pub mod themes;
pub mod watch;
