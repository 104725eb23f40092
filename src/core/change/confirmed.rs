//! A change that nobody confirmed does not compile.
//!
//! Only a [`ConfirmedStep`] can be carried out, only a [`Confirmed`] plan makes
//! one, and only the two places where a person confirms make that: the confirm
//! dialog, and the command line's `--yes` or its typed answer.

use super::super::plan::{Change, IfItFails, Plan};

/// A plan that a person has seen and confirmed.
#[derive(Debug, PartialEq, Eq)]
pub struct Confirmed {
    plan: Plan,
}

/// One step of a confirmed plan, to be carried out once: it is not `Clone`.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfirmedStep {
    change: Change,
}

impl Confirmed {
    /// By a person, who has seen this very plan.
    pub fn by_person(plan: Plan) -> Self {
        Self { plan }
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// A step of it.
    pub(super) fn step(&self, item: usize, step: usize) -> Option<ConfirmedStep> {
        let change = self.plan.items.get(item)?.steps.get(step)?.change.clone();
        Some(ConfirmedStep { change })
    }

    /// What the plan says is done when that step fails, if it is a call.
    pub(super) fn put_back(&self, item: usize, step: usize) -> Option<ConfirmedStep> {
        match &self.plan.items.get(item)?.steps.get(step)?.if_it_fails {
            IfItFails::Stop => None,
            IfItFails::PutBack(change) => Some(ConfirmedStep { change: change.clone() }),
        }
    }
}

impl ConfirmedStep {
    /// The call.
    pub fn change(&self) -> &Change {
        &self.change
    }
}
