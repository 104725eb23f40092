//! What an account has to choose from, and how much of it there may be.

/// One page of a list. IAM may answer fewer items than were asked for, or
/// none, and still have more: only `next` tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// The items, in AWS's order: by name.
    pub items: Vec<T>,
    /// Marker of the next page; `None` after the last one.
    pub next: Option<String>,
}

/// A managed policy in ListPolicies, which tells no description and no tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPolicy {
    /// PolicyName.
    pub name: Box<str>,
    /// The full ARN, path included.
    pub arn: Box<str>,
    /// `/` or `/…/`; `/aws-service-role/` marks those that AttachRolePolicy refuses.
    pub path: Box<str>,
    /// To how many users, groups and roles it is attached.
    pub attachments: Option<i32>,
}

/// Whose managed policies ListPolicies lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyScope {
    /// AWS's own.
    Aws,
    /// The account's.
    Customer,
    /// Both.
    All,
}

/// The part of GetAccountSummary that concerns instance profiles and roles.
/// `None` where the answer lacks it: unknown, not unlimited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AccountSummary {
    /// InstanceProfiles: how many there are.
    pub instance_profiles: Option<u32>,
    /// InstanceProfilesQuota: how many there may be; 1000 unless raised.
    pub instance_profiles_quota: Option<u32>,
    /// Roles: how many there are.
    pub roles: Option<u32>,
    /// RolesQuota: how many there may be; 1000 unless raised.
    pub roles_quota: Option<u32>,
    /// AttachedPoliciesPerRoleQuota: managed policies on one role; 10 unless raised.
    pub attached_policies_per_role_quota: Option<u32>,
    /// AssumeRolePolicySizeQuota: characters of a trust policy, white space
    /// not counted; 2048 unless raised.
    pub trust_policy_quota: Option<u32>,
}
