//! What was shown of a profile when a plan was made.

use std::sync::Arc;

use super::super::domain::{InstanceProfile, InstanceProfileId, RoleId, Tag};
use super::Change;

/// What was shown of a profile when the plan was made. Right before the first
/// call it must still be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// The stable id: a profile created again under the name is another one.
    pub id: InstanceProfileId,
    /// Its path.
    pub path: Box<str>,
    /// The name and the id of the role that it holds.
    pub role: Option<(Box<str>, RoleId)>,
    /// Its tags by key, where they were known.
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

    /// What a call makes of a profile, or of none; one about something else
    /// changes nothing. What is new has no id here: the call names none.
    /// `None`: there is no profile then.
    pub fn after(before: Option<&Self>, call: &Change) -> Option<Self> {
        if let Change::CreateProfile { path, tags, .. } = call {
            let mut tags = tags.clone();
            tags.sort();
            return Some(Self { id: "".into(), path: path.clone(), role: None, tags: Some(tags) });
        }
        let mut after = before?.clone();
        match call {
            Change::AddRole { role, .. } => after.role = Some((role.clone(), "".into())),
            Change::RemoveRole { .. } => after.role = None,
            Change::TagProfile { tags: new, .. } => {
                if let Some(tags) = &mut after.tags {
                    tags.retain(|old| new.iter().all(|tag| tag.key != old.key));
                    tags.extend(new.iter().cloned());
                    tags.sort();
                }
            }
            Change::UntagProfile { keys, .. } => {
                if let Some(tags) = &mut after.tags {
                    tags.retain(|tag| !keys.contains(&tag.key));
                }
            }
            Change::DeleteProfile { .. } => return None,
            Change::CreateProfile { .. }
            | Change::CreateRole { .. }
            | Change::DeleteRole { .. }
            | Change::AttachRolePolicy { .. }
            | Change::DetachRolePolicy { .. } => {}
        }
        Some(after)
    }

    /// Whether a newer answer says the same, as far as both know it.
    pub fn agrees_with(&self, now: &Self) -> bool {
        let tags = self.tags.is_none() || now.tags.is_none() || self.tags == now.tags;
        (&self.id, &self.role) == (&now.id, &now.role) && tags
    }
}
