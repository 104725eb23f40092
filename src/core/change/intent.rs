//! What a person wants changed, before AWS was asked what is there.

use super::super::domain::{RoleId, Tag};
use super::super::plan::Plan;

/// A wish. Preparing it reads what is there now, makes the plan of it and
/// collects what has to be said before anybody confirms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    /// Put a role into each of these profiles: into an empty one, or in the
    /// place of the role that it holds.
    Attach {
        /// InstanceProfileNames; at least one, none twice.
        profiles: Vec<Box<str>>,
        /// RoleName.
        role: Box<str>,
        /// The role's id, if it was chosen from a list.
        id: Option<RoleId>,
    },
    /// Take the role out of each of these profiles.
    Detach {
        /// InstanceProfileNames; at least one, none twice.
        profiles: Vec<Box<str>>,
    },
    /// Delete these profiles, their roles taken out first.
    Delete {
        /// InstanceProfileNames; at least one, none twice.
        profiles: Vec<Box<str>>,
    },
    /// Add tags, give keys other values, or take keys away; tags that are not
    /// named stay as they are.
    Tag {
        /// InstanceProfileNames; at least one, none twice.
        profiles: Vec<Box<str>>,
        /// New tags, and new values of tags that are there.
        set: Vec<Tag>,
        /// Keys that go.
        remove: Vec<Box<str>>,
    },
    /// Make a profile, and with it perhaps a role: the standard way.
    Create(Creation),
    /// Carry out a plan that was made elsewhere: undo, or a clean-up.
    Plan(Plan),
}

/// The parts of the standard way; each can be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Creation {
    /// A new role, made first.
    pub role: Option<NewRole>,
    /// ARNs of managed policies to attach to `holds`.
    pub policies: Vec<Box<str>>,
    /// A new profile.
    pub profile: Option<NewProfile>,
    /// RoleName that the profile gets: the new one, or one that is there.
    pub holds: Option<Box<str>>,
}

/// A role to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRole {
    /// RoleName.
    pub name: Box<str>,
    /// Path, `/` or `/…/`.
    pub path: Box<str>,
    /// AssumeRolePolicyDocument, as JSON.
    pub trust: Box<str>,
    /// At most 1000 characters; may be empty.
    pub description: Box<str>,
    /// At most 50.
    pub tags: Vec<Tag>,
}

/// An instance profile to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProfile {
    /// InstanceProfileName.
    pub name: Box<str>,
    /// Path, `/` or `/…/`.
    pub path: Box<str>,
    /// At most 50.
    pub tags: Vec<Tag>,
}
