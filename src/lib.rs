//! ipb

/// A simulated AWS account behind the real SDK: for the demonstration and for tests.
pub mod demo;
