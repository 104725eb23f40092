//! Names for the places of forms.

use super::super::msg::{FieldId, Ticket};

/// Makes names that no other form and no dialog has: those of tickets are
/// small, these have the highest bit and their own ticket in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ids {
    next: u64,
}

/// Bits for the places of one form; a person does not make a million.
const PLACES: u32 = 20;

impl Ids {
    /// Those of the form with this ticket.
    pub fn new(ticket: Ticket) -> Self {
        Self { next: 1 << 63 | ticket.0 << PLACES }
    }

    /// One that was not there before.
    pub fn fresh(&mut self) -> FieldId {
        self.next += 1;
        FieldId(self.next)
    }
}
