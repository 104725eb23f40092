//! The library behind `ipb`, the instance profile browser.
pub mod aws;
pub mod core;
