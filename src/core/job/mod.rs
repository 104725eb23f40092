//! Longer work as state machines: messages in, effects out.

pub mod tags;
