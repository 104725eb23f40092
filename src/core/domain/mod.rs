//! IAM's things as this program knows them, with AWS's own names.

mod arn;
mod catalog;
pub mod json;
pub mod made_by;
pub mod manager;
mod policy;
mod profile_ref;
pub mod rules;
pub mod shell;
mod subject;
pub mod tag_change;
mod time;
pub mod trust;
pub mod trust_rules;

use std::sync::Arc;

pub use arn::{Arn, ArnError};
pub use catalog::{AccountSummary, Listed, ListedPolicy, PolicyScope};
pub use policy::{AttachedPolicy, ManagedPolicy, PolicyDocument, is_administrator, is_aws_managed};
pub use profile_ref::{ProfileRef, ProfileRefError, is_name_character};
pub use subject::{By, RoleRef, Subject, SubjectError, Understood};
pub use time::Timestamp;

/// The stable id of an instance profile (`AIPA…`). A profile that is deleted
/// and created again under its name has another one.
pub type InstanceProfileId = Arc<str>;

/// The stable id of a role (`AROA…`). A role that is deleted and created again
/// under its name has another one.
pub type RoleId = Box<str>;

/// One instance profile as ListInstanceProfiles and GetInstanceProfile return it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstanceProfile {
    /// The stable id, `AIPA…`.
    pub id: InstanceProfileId,
    /// 1–128 characters; unique in the account without regard to case.
    pub name: Box<str>,
    /// `/` or `/…/`, at most 512 characters.
    pub path: Box<str>,
    /// The full ARN, path included.
    pub arn: Box<str>,
    /// When the profile was created.
    pub created: Timestamp,
    /// The roles it holds: none or one (AWS fixes the quota at one; the API's
    /// shape is a list, so a surprise is shown and not dropped).
    pub roles: Vec<Arc<Role>>,
    /// `None` where the answer carries no tags, as in every list call:
    /// unknown, not empty.
    pub tags: Option<Vec<Tag>>,
}

impl InstanceProfile {
    /// The role that an instance with this profile receives, if it holds one.
    pub fn role(&self) -> Option<&Arc<Role>> {
        self.roles.first()
    }
}

/// A role as it stands inside an instance profile or in GetRole's answer.
/// The optional fields are the ones that only GetRole returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The stable id, `AROA…`.
    pub id: RoleId,
    /// 1–64 characters.
    pub name: Box<str>,
    /// `/` or `/…/`.
    pub path: Box<str>,
    /// The full ARN.
    pub arn: Box<str>,
    /// When the role was created.
    pub created: Timestamp,
    /// The trust policy (`AssumeRolePolicyDocument`).
    pub trust_policy: Option<PolicyDocument>,
    /// At most 1000 characters.
    pub description: Option<Box<str>>,
    /// Seconds, 3600–43200.
    pub max_session_duration: Option<i32>,
    /// The ARN of the permissions boundary.
    pub permissions_boundary: Option<Box<str>>,
    /// When and where the role was last used, within AWS's trailing 400 days.
    pub last_used: Option<RoleLastUsed>,
    /// The role's tags; `None` where the call does not return them.
    pub tags: Option<Vec<Tag>>,
}

/// `RoleLastUsed`: covers the trailing 400 days only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleLastUsed {
    /// Absent if the role was not used in the tracking period.
    pub at: Option<Timestamp>,
    /// The region it was last used in.
    pub region: Option<Box<str>>,
}

/// A tag of an instance profile or a role.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag {
    /// 1–128 characters.
    pub key: Box<str>,
    /// 0–256 characters.
    pub value: Box<str>,
}
