//! Plans: which calls a change consists of. Plain data: what the dialog shows
//! is what is carried out.

use super::domain::Tag;

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
}
