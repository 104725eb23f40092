//! ipb
