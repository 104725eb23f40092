//! The library behind `ipb`, the instance profile browser.
pub mod aws;
pub mod core;
pub mod host;
pub mod run;
pub mod terminal;
pub mod ui;
