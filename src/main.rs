//! ipb
fn main() {}
