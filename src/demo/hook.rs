//! Somebody else who is faster: changes of a test's own between two requests of the program.

use std::fmt;

use super::fault::matches;
use super::state::State;

type Edit = Box<dyn FnOnce(&mut State) + Send>;

/// When a change of somebody else's happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Right before the next request of the action is carried out.
    Before,
    /// Right after it was, successfully or not, and before anything else is.
    After,
}

/// The changes that wait for their moment; each happens once.
#[derive(Default)]
pub(super) struct Hooks(Vec<(Moment, String, Edit)>);

impl Hooks {
    pub(super) fn add(&mut self, moment: Moment, action: &str, edit: Edit) {
        self.0.push((moment, action.to_owned(), edit));
    }

    /// Makes the changes whose moment has come.
    pub(super) fn run(&mut self, moment: Moment, action: &str, state: &mut State) {
        let due = |(when, pattern, _): &mut (Moment, String, Edit)| {
            *when == moment && matches(pattern, action)
        };
        for (_, _, edit) in self.0.extract_if(.., due) {
            edit(state);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for Hooks {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Hooks({})", self.0.len())
    }
}
