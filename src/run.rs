//! The browser's loop.
