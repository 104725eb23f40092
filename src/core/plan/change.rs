//! The changing calls, as data.

use super::super::domain::rules::is_reserved;
use super::super::domain::{InstanceProfile, Role, Tag};
use super::Snapshot;

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
    /// `iam:CreateRole`.
    CreateRole {
        /// RoleName.
        name: Box<str>,
        /// Path, `/` or `/…/`.
        path: Box<str>,
        /// AssumeRolePolicyDocument, as JSON.
        trust: Box<str>,
        /// At most 1000 characters; an empty one is not sent.
        description: Box<str>,
        /// At most 50 tags, whose keys differ in more than case.
        tags: Vec<Tag>,
    },
    /// `iam:DeleteRole`; refused while the role has policies or is in a profile.
    DeleteRole {
        /// RoleName.
        name: Box<str>,
    },
    /// `iam:AttachRolePolicy`; AWS accepts one that is attached already.
    AttachRolePolicy {
        /// RoleName.
        role: Box<str>,
        /// The managed policy's ARN.
        arn: Box<str>,
    },
    /// `iam:DetachRolePolicy`.
    DetachRolePolicy {
        /// RoleName.
        role: Box<str>,
        /// The managed policy's ARN.
        arn: Box<str>,
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
            Self::CreateRole { .. } => "iam:CreateRole",
            Self::DeleteRole { .. } => "iam:DeleteRole",
            Self::AttachRolePolicy { .. } => "iam:AttachRolePolicy",
            Self::DetachRolePolicy { .. } => "iam:DetachRolePolicy",
        }
    }

    /// What it is about: read again to find out whether it was done.
    pub fn subject(&self) -> Subject<'_> {
        match self {
            Self::AddRole { profile, .. }
            | Self::RemoveRole { profile, .. }
            | Self::TagProfile { profile, .. }
            | Self::UntagProfile { profile, .. } => Subject::Profile(profile),
            Self::CreateProfile { name, .. } | Self::DeleteProfile { name } => {
                Subject::Profile(name)
            }
            Self::CreateRole { name, .. } | Self::DeleteRole { name } => Subject::Role(name),
            Self::AttachRolePolicy { role, arn } | Self::DetachRolePolicy { role, arn } => {
                Subject::Attachment { role, arn }
            }
        }
    }

    /// The profile that it changes, makes or deletes.
    pub fn profile(&self) -> Option<&str> {
        match self.subject() {
            Subject::Profile(name) => Some(name),
            Subject::Role(_) | Subject::Attachment { .. } => None,
        }
    }

    /// Whether the profile as it is now shows that the call was carried out;
    /// `None`: there is no such profile. For calls about roles see
    /// [`Change::made_on_role`] and [`Change::made_on_attached`].
    pub fn made_on_profile(&self, now: Option<&InstanceProfile>) -> bool {
        let role = now.and_then(|profile| profile.role()).map(|role| &*role.name);
        let tags = now.and_then(|profile| profile.tags.as_deref()).unwrap_or_default();
        match self {
            Self::AddRole { role: wanted, .. } => role == Some(wanted),
            Self::RemoveRole { role: gone, .. } => now.is_some() && role != Some(gone),
            Self::TagProfile { tags: wanted, .. } => wanted.iter().all(|tag| tags.contains(tag)),
            Self::UntagProfile { keys, .. } => {
                now.is_some() && keys.iter().all(|key| tags.iter().all(|tag| tag.key != *key))
            }
            // A name that differs in case is taken by somebody else's.
            Self::CreateProfile { name, path, tags: wanted } => now.is_some_and(|now| {
                (&now.name, &now.path) == (name, path)
                    && wanted.iter().all(|tag| tags.contains(tag))
            }),
            Self::DeleteProfile { .. } => now.is_none(),
            _ => false,
        }
    }

    /// Whether the role as it is now shows that the call was carried out.
    pub fn made_on_role(&self, now: Option<&Role>) -> bool {
        match self {
            Self::CreateRole { name, path, .. } => {
                now.is_some_and(|now| (&now.name, &now.path) == (name, path))
            }
            Self::DeleteRole { .. } => now.is_none(),
            _ => false,
        }
    }

    /// Whether the ARNs of the policies that are attached to the role now show
    /// that the call was carried out.
    pub fn made_on_attached<'a>(&self, mut now: impl Iterator<Item = &'a str>) -> bool {
        match self {
            Self::AttachRolePolicy { arn, .. } => now.any(|held| held == &**arn),
            Self::DetachRolePolicy { arn, .. } => now.all(|held| held != &**arn),
            _ => false,
        }
    }

    /// The calls that take it back, if what it was made on was as `before`; none
    /// where nothing has to be taken back, or nothing can.
    pub fn inverse(&self, before: Option<&Snapshot>) -> Vec<Self> {
        let tags = || before.and_then(|before| before.tags.as_deref()).unwrap_or_default();
        let put = |profile, tags: Vec<Tag>| {
            (!tags.is_empty()).then_some(Self::TagProfile { profile, tags })
        };
        match self.clone() {
            Self::AddRole { profile, role } => vec![Self::RemoveRole { profile, role }],
            Self::RemoveRole { profile, role } => vec![Self::AddRole { profile, role }],
            Self::UntagProfile { profile, keys } => {
                let gone = |tag: &&Tag| keys.contains(&tag.key);
                put(profile, tags().iter().filter(gone).cloned().collect()).into_iter().collect()
            }
            Self::TagProfile { profile, tags: set } => {
                let had = |tag: &&Tag| tags().iter().any(|old| old.key == tag.key);
                let old = |tag: &&Tag| set.iter().any(|new| new.key == tag.key && new != *tag);
                let keys: Vec<_> =
                    set.iter().filter(|tag| !had(tag)).map(|tag| tag.key.clone()).collect();
                let back = put(profile.clone(), tags().iter().filter(old).cloned().collect());
                let untag = (!keys.is_empty()).then_some(Self::UntagProfile { profile, keys });
                back.into_iter().chain(untag).collect()
            }
            Self::CreateProfile { name, .. } => vec![Self::DeleteProfile { name }],
            Self::DeleteProfile { name } => {
                let made = |before: &Snapshot| Self::CreateProfile {
                    name,
                    path: before.path.clone(),
                    tags: tags().iter().filter(|tag| !is_reserved(&tag.key)).cloned().collect(),
                };
                before.map(made).into_iter().collect()
            }
            Self::CreateRole { name, .. } => vec![Self::DeleteRole { name }],
            // What a deleted role was is not part of a snapshot; only a role
            // that a plan has just made is ever deleted.
            Self::DeleteRole { .. } => Vec::new(),
            Self::AttachRolePolicy { role, arn } => vec![Self::DetachRolePolicy { role, arn }],
            Self::DetachRolePolicy { role, arn } => vec![Self::AttachRolePolicy { role, arn }],
        }
    }
}

/// What a call is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject<'a> {
    /// An instance profile, by its name.
    Profile(&'a str),
    /// A role, by its name.
    Role(&'a str),
    /// A managed policy on a role.
    Attachment {
        /// RoleName.
        role: &'a str,
        /// The policy's ARN.
        arn: &'a str,
    },
}
