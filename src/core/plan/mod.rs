//! Plans: which calls a change consists of, in which order, what they are
//! expected to find, and what is done when one fails. Plain data: what the
//! dialog shows is what is carried out.

mod change;
mod snapshot;

pub use change::{Change, Subject};
pub use snapshot::Snapshot;

use super::domain::{RoleId, Tag};

/// What must be so right before an item's first call. It is read again then;
/// if anything else is found, nothing of the item is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// The profile is as it was shown.
    Profile {
        /// InstanceProfileName.
        name: Box<str>,
        /// What was shown.
        shown: Snapshot,
    },
    /// There is no profile of that name.
    NoProfile {
        /// InstanceProfileName.
        name: Box<str>,
    },
    /// The role is there. One that may not be read counts as there: it may
    /// still be passed.
    Role {
        /// RoleName.
        name: Box<str>,
        /// The id that was shown, if it was known.
        id: Option<RoleId>,
    },
    /// There is no role of that name.
    NoRole {
        /// RoleName.
        name: Box<str>,
    },
}

/// What is done when a step fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IfItFails {
    /// The item's other steps are left out.
    Stop,
    /// This is done first, to bring back what an earlier step took away.
    PutBack(Change),
}

/// One call of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The call.
    pub change: Change,
    /// What is done when it fails.
    pub if_it_fails: IfItFails,
}

impl Step {
    /// A step after whose failure the rest is left out.
    pub fn or_stop(change: Change) -> Self {
        Self { change, if_it_fails: IfItFails::Stop }
    }
}

/// The steps for one profile, or for what becomes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// InstanceProfileName; RoleName where a role alone is made or cleaned up.
    pub name: Box<str>,
    /// What must be so before the first step.
    pub expects: Vec<Expected>,
    /// The calls, in their order; at least one.
    pub steps: Vec<Step>,
}

impl Item {
    /// What was shown of the profile that it is about, if it is there already.
    pub fn shown(&self) -> Option<&Snapshot> {
        self.expects.iter().find_map(|expected| match expected {
            Expected::Profile { shown, .. } => Some(shown),
            _ => None,
        })
    }
}

/// What a plan is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A role into a profile without one.
    Attach,
    /// Another role in the place of the one that is there.
    Replace,
    /// The role out of the profile.
    Detach,
    /// Other tags.
    Tag,
    /// A new profile, with or without a role, which may be new as well.
    Create,
    /// The profile away.
    Delete,
    /// What a plan that stopped halfway had made away again.
    CleanUp,
    /// An earlier plan taken back.
    Undo,
}

/// A change as it is shown, confirmed and carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What it is for.
    pub purpose: Purpose,
    /// One for each profile; at least one.
    pub items: Vec<Item>,
}

impl Plan {
    /// Of one item.
    pub fn one(purpose: Purpose, item: Item) -> Self {
        Self { purpose, items: vec![item] }
    }

    /// Whether a profile goes that was not made by this very plan before: to
    /// delete it, or to take its creation back.
    pub fn deletes_on_purpose(&self) -> bool {
        matches!(self.purpose, Purpose::Delete | Purpose::Undo)
            && self.changes().any(|change| matches!(change, Change::DeleteProfile { .. }))
    }

    /// All calls, in the order in which they are made if all goes well.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.items.iter().flat_map(|item| &item.steps).map(|step| &step.change)
    }
}

impl Item {
    /// Puts a role into a profile: into an empty one, or in the place of the
    /// role that is there. AWS can't replace in one call: the old role is
    /// removed first, and put back if the new one is refused.
    pub fn attach(profile: &str, shown: Snapshot, role: &str, id: Option<RoleId>) -> Self {
        let add = Change::AddRole { profile: profile.into(), role: role.into() };
        let steps = match &shown.role {
            None => vec![Step::or_stop(add)],
            Some((old, _)) => {
                let remove = Change::RemoveRole { profile: profile.into(), role: old.clone() };
                let back = Change::AddRole { profile: profile.into(), role: old.clone() };
                let add = Step { change: add, if_it_fails: IfItFails::PutBack(back) };
                vec![Step::or_stop(remove), add]
            }
        };
        let role = Expected::Role { name: role.into(), id };
        let expects = vec![Expected::Profile { name: profile.into(), shown }, role];
        Self { name: profile.into(), expects, steps }
    }

    /// Takes the role out; `None` if there is none.
    pub fn detach(profile: &str, shown: Snapshot) -> Option<Self> {
        let (role, _) = shown.role.clone()?;
        let remove = Change::RemoveRole { profile: profile.into(), role };
        Some(Self::on(profile, shown, [remove]))
    }

    /// Deletes a profile, after its role was taken out.
    pub fn delete(profile: &str, shown: Snapshot) -> Self {
        let role = shown.role.clone();
        let remove = role.map(|(role, _)| Change::RemoveRole { profile: profile.into(), role });
        let delete = Change::DeleteProfile { name: profile.into() };
        Self::on(profile, shown, remove.into_iter().chain([delete]))
    }

    /// Makes a profile, and puts a role into it that is there already.
    pub fn create(profile: &str, path: &str, tags: Vec<Tag>, role: Option<&str>) -> Self {
        let create = Change::CreateProfile { name: profile.into(), path: path.into(), tags };
        let add = role.map(|role| Change::AddRole { profile: profile.into(), role: role.into() });
        let role = role.map(|role| Expected::Role { name: role.into(), id: None });
        let expects = [Expected::NoProfile { name: profile.into() }].into_iter().chain(role);
        let steps = [create].into_iter().chain(add).map(Step::or_stop).collect();
        Self { name: profile.into(), expects: expects.collect(), steps }
    }

    /// These calls, each on a profile that is there; after a failure the rest
    /// is left out.
    pub fn on(profile: &str, shown: Snapshot, calls: impl IntoIterator<Item = Change>) -> Self {
        let expects = vec![Expected::Profile { name: profile.into(), shown }];
        let steps = calls.into_iter().map(Step::or_stop).collect();
        Self { name: profile.into(), expects, steps }
    }
}
