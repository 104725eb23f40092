//! Plans: which calls a change consists of, in which order, what they are
//! expected to find, and what is done when one fails. Plain data: what the
//! dialog shows is what is carried out.

use std::sync::Arc;

use super::domain::{InstanceProfile, InstanceProfileId, Tag};

/// One changing call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// `iam:AddRoleToInstanceProfile`; the caller needs iam:PassRole on the role.
    AddRole {
        /// InstanceProfileName.
        profile: Box<str>,
        /// RoleName.
        role: Box<str>,
    },
    /// `iam:RemoveRoleFromInstanceProfile`.
    RemoveRole {
        /// InstanceProfileName.
        profile: Box<str>,
        /// RoleName.
        role: Box<str>,
    },
    /// `iam:TagInstanceProfile`: adds tags, or gives existing keys other values.
    TagProfile {
        /// InstanceProfileName.
        profile: Box<str>,
        /// 1–50 tags.
        tags: Vec<Tag>,
    },
    /// `iam:UntagInstanceProfile`.
    UntagProfile {
        /// InstanceProfileName.
        profile: Box<str>,
        /// 1–50 keys, with regard to case.
        keys: Vec<Box<str>>,
    },
    /// `iam:CreateInstanceProfile`.
    CreateProfile {
        /// InstanceProfileName.
        name: Box<str>,
        /// Path, `/` or `/…/`.
        path: Box<str>,
        /// At most 50 tags.
        tags: Vec<Tag>,
    },
    /// `iam:DeleteInstanceProfile`; refused while the profile holds a role.
    DeleteProfile {
        /// InstanceProfileName.
        name: Box<str>,
    },
}

impl Change {
    /// The IAM action that it needs.
    pub fn action(&self) -> &'static str {
        match self {
            Self::AddRole { .. } => "iam:AddRoleToInstanceProfile",
            Self::RemoveRole { .. } => "iam:RemoveRoleFromInstanceProfile",
            Self::TagProfile { .. } => "iam:TagInstanceProfile",
            Self::UntagProfile { .. } => "iam:UntagInstanceProfile",
            Self::CreateProfile { .. } => "iam:CreateInstanceProfile",
            Self::DeleteProfile { .. } => "iam:DeleteInstanceProfile",
        }
    }

    /// The profile that it is about.
    pub fn profile(&self) -> &str {
        match self {
            Self::AddRole { profile, .. }
            | Self::RemoveRole { profile, .. }
            | Self::TagProfile { profile, .. }
            | Self::UntagProfile { profile, .. } => profile,
            Self::CreateProfile { name, .. } | Self::DeleteProfile { name } => name,
        }
    }

    /// What takes it back, if the profile was as `before`; `None` where
    /// nothing has to be taken back.
    pub fn inverse(&self, before: Option<&Snapshot>) -> Option<Self> {
        let tags = || before.and_then(|before| before.tags.as_deref()).unwrap_or_default();
        match self.clone() {
            Self::AddRole { profile, role } => Some(Self::RemoveRole { profile, role }),
            Self::RemoveRole { profile, role } => Some(Self::AddRole { profile, role }),
            Self::UntagProfile { profile, keys } => {
                let gone = |tag: &&Tag| keys.contains(&tag.key);
                let tags: Vec<_> = tags().iter().filter(gone).cloned().collect();
                (!tags.is_empty()).then_some(Self::TagProfile { profile, tags })
            }
            // Two calls may be needed; the plan that undoes it has both.
            Self::TagProfile { profile, tags: set } => {
                let new = set.iter().filter(|tag| tags().iter().all(|old| old.key != tag.key));
                let keys: Vec<_> = new.map(|tag| tag.key.clone()).collect();
                (!keys.is_empty()).then_some(Self::UntagProfile { profile, keys })
            }
            Self::CreateProfile { name, .. } => Some(Self::DeleteProfile { name }),
            Self::DeleteProfile { name } => {
                let before = before?;
                let path = before.path.clone();
                Some(Self::CreateProfile { name, path, tags: tags().to_vec() })
            }
        }
    }
}

/// What was shown of a profile when the plan was made. Right before the first
/// call it must still be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The stable id: a profile created again under the name is another one.
    pub id: InstanceProfileId,
    /// Its path.
    pub path: Box<str>,
    /// The name and the id of the role that it holds.
    pub role: Option<(Box<str>, Box<str>)>,
    /// Its tags, where they were known.
    pub tags: Option<Vec<Tag>>,
}

impl Snapshot {
    /// As AWS answered.
    pub fn of(profile: &InstanceProfile) -> Self {
        let role = profile.role().map(|role| (role.name.clone(), role.id.clone()));
        let mut tags = profile.tags.clone();
        if let Some(tags) = &mut tags {
            tags.sort();
        }
        Self { id: Arc::clone(&profile.id), path: profile.path.clone(), role, tags }
    }

    /// Whether a newer answer says the same, as far as both know it.
    pub fn agrees_with(&self, now: &Self) -> bool {
        let tags = self.tags.is_none() || now.tags.is_none() || self.tags == now.tags;
        (&self.id, &self.role) == (&now.id, &now.role) && tags
    }
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

/// The steps for one profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// InstanceProfileName.
    pub profile: Box<str>,
    /// What was shown of it; `None`: there must be no profile of that name.
    pub before: Option<Snapshot>,
    /// The calls, in their order; at least one.
    pub steps: Vec<Step>,
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
    /// A new profile, with or without a role.
    Create,
    /// The profile away.
    Delete,
    /// An earlier plan taken back.
    Undo,
}

/// A change as it is shown, confirmed and carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What it is for.
    pub purpose: Purpose,
    /// One for each profile.
    pub items: Vec<Item>,
}

impl Plan {
    /// Puts a role into a profile: into an empty one, or in the place of the
    /// role that is there. AWS can't replace in one call: the old role is
    /// removed first, and put back if the new one is refused.
    pub fn attach(before: Snapshot, profile: &str, role: &str) -> Self {
        let add = Change::AddRole { profile: profile.into(), role: role.into() };
        let (purpose, steps) = match &before.role {
            None => (Purpose::Attach, vec![Step::or_stop(add)]),
            Some((old, _)) => {
                let remove = Change::RemoveRole { profile: profile.into(), role: old.clone() };
                let back = Change::AddRole { profile: profile.into(), role: old.clone() };
                let add = Step { change: add, if_it_fails: IfItFails::PutBack(back) };
                (Purpose::Replace, vec![Step::or_stop(remove), add])
            }
        };
        Self::one(purpose, profile, Some(before), steps)
    }

    /// Takes the role out; `None` if there is none.
    pub fn detach(before: Snapshot, profile: &str) -> Option<Self> {
        let (role, _) = before.role.clone()?;
        let remove = Step::or_stop(Change::RemoveRole { profile: profile.into(), role });
        Some(Self::one(Purpose::Detach, profile, Some(before), vec![remove]))
    }

    /// Deletes a profile, after its role was taken out.
    pub fn delete(before: Snapshot, profile: &str) -> Self {
        let role = before.role.clone();
        let remove = role.map(|(role, _)| Change::RemoveRole { profile: profile.into(), role });
        let delete = Change::DeleteProfile { name: profile.into() };
        let steps = remove.into_iter().chain([delete]).map(Step::or_stop).collect();
        Self::one(Purpose::Delete, profile, Some(before), steps)
    }

    /// Makes a profile, and puts a role into it.
    pub fn create(profile: &str, path: &str, tags: Vec<Tag>, role: Option<&str>) -> Self {
        let create = Change::CreateProfile { name: profile.into(), path: path.into(), tags };
        let add = role.map(|role| Change::AddRole { profile: profile.into(), role: role.into() });
        let steps = [create].into_iter().chain(add).map(Step::or_stop).collect();
        Self::one(Purpose::Create, profile, None, steps)
    }

    fn one(purpose: Purpose, profile: &str, before: Option<Snapshot>, steps: Vec<Step>) -> Self {
        Self { purpose, items: vec![Item { profile: profile.into(), before, steps }] }
    }
}
