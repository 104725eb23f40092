//! The library behind `ipb`, the instance profile browser.
pub mod aws;
pub mod cli;
pub mod core;
/// A simulated AWS account behind the real SDK: for the demonstration and for tests.
pub mod demo;
pub mod host;
pub mod run;
