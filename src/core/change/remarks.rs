//! What has to be said of a plan before anybody confirms it, and why a
//! profile was left out of it. The words stand in `core/text`.

use super::super::domain::made_by::Service;
use super::super::domain::manager::Manager;
use super::super::domain::rules::MAX_TAGS;
use super::super::domain::trust::{Ec2Trust, PrincipalKind};
use super::super::domain::{PolicyDocument, Tag};
use super::super::error::ApiError;

/// How much a remark weighs. The order is that in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something will break, or somebody gets all power.
    Danger,
    /// Something may break, or be lost.
    Warning,
    /// Good to know.
    Note,
}

/// Something to be said of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// EC2 may not assume the role that comes in, or nobody can say.
    Trust {
        /// RoleName.
        role: Box<str>,
        /// What its trust policy says of EC2; never `Trusted`.
        ec2: Ec2Trust,
        /// Whom it trusts instead, in the policy's order.
        instead: Vec<String>,
    },
    /// GetRole failed, so that it is not known whether EC2 may assume the role.
    RoleUnread {
        /// RoleName.
        role: Box<str>,
        /// Why.
        error: ApiError,
    },
    /// The role that comes in may do everything.
    Administrator {
        /// RoleName.
        role: Box<str>,
    },
    /// The policies of a role could not be read.
    PoliciesUnread {
        /// RoleName.
        role: Box<str>,
        /// Why.
        error: ApiError,
    },
    /// So many roles that go were not compared with the one that comes in.
    NotCompared {
        /// How many.
        roles: usize,
    },
    /// iam:PassRole is needed on these roles; AWS tells only on the call
    /// whether the caller has it.
    PassRole {
        /// RoleNames.
        roles: Vec<Box<str>>,
    },
    /// Another tool manages these profiles.
    Managed {
        /// The tool, and what of its.
        manager: Manager,
        /// InstanceProfileNames.
        profiles: Vec<Box<str>>,
    },
    /// A service of AWS made these profiles.
    ProfilesMadeBy {
        /// Which.
        service: Service,
        /// InstanceProfileNames.
        profiles: Vec<Box<str>>,
    },
    /// A service of AWS made the role.
    RoleMadeBy {
        /// Which.
        service: Service,
        /// RoleName.
        role: Box<str>,
    },
    /// Whether an instance uses them was not looked at; what happens then.
    InUse(InUse),
    /// Other profiles hold the role that comes in as well.
    HeldElsewhere {
        /// RoleName.
        role: Box<str>,
        /// InstanceProfileNames, at least one.
        profiles: Vec<Box<str>>,
    },
    /// There is room for 50 tags only, so that some are taken away before the
    /// new ones are there.
    TagsAtRisk {
        /// InstanceProfileName.
        profile: Box<str>,
        /// The tags that are put back if the second call fails.
        tags: Vec<Tag>,
    },
    /// A deleted profile's id never comes back.
    IdIsLost {
        /// How many profiles.
        profiles: usize,
    },
    /// There are nearly as many as there may be, this plan's included.
    QuotaNear {
        /// Of what.
        quota: Quota,
        /// How many there will be.
        used: u32,
        /// How many there may be.
        most: u32,
    },
    /// The profile was changed since the plan that is taken back.
    ChangedSince {
        /// InstanceProfileNames.
        profiles: Vec<Box<str>>,
    },
    /// The profile is made anew and has another id: instances keep the old one.
    NewId {
        /// InstanceProfileNames.
        profiles: Vec<Box<str>>,
    },
    /// The role was deleted and made again under its name since.
    RoleRecreated {
        /// RoleName.
        role: Box<str>,
    },
}

/// What happens to instances that use the profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InUse {
    /// They receive a role where they had none.
    Attach,
    /// They receive another role.
    Replace,
    /// They lose their role.
    Detach,
    /// They lose their profile.
    Delete,
}

/// What there may be only so many of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quota {
    /// Instance profiles in the account.
    InstanceProfiles,
    /// Roles in the account.
    Roles,
    /// Managed policies on the role.
    PoliciesOnRole,
}

impl Remark {
    /// Whether it says the same of something else.
    pub fn is_like(&self, other: &Self) -> bool {
        let (this, that) = (std::mem::discriminant(self), std::mem::discriminant(other));
        this == that && self.severity() == other.severity()
    }

    /// The names of what it is about, profiles or else roles.
    pub fn names(&self) -> &[Box<str>] {
        match self {
            Self::Managed { profiles, .. }
            | Self::ProfilesMadeBy { profiles, .. }
            | Self::HeldElsewhere { profiles, .. }
            | Self::ChangedSince { profiles }
            | Self::NewId { profiles } => profiles,
            Self::TagsAtRisk { profile, .. } => std::slice::from_ref(profile),
            Self::PassRole { roles } => roles,
            Self::Trust { role, .. }
            | Self::RoleUnread { role, .. }
            | Self::Administrator { role }
            | Self::PoliciesUnread { role, .. }
            | Self::RoleMadeBy { role, .. }
            | Self::RoleRecreated { role } => std::slice::from_ref(role),
            Self::NotCompared { .. }
            | Self::InUse(_)
            | Self::IdIsLost { .. }
            | Self::QuotaNear { .. } => &[],
        }
    }

    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Trust { ec2: Ec2Trust::Depends | Ec2Trust::Unknown, .. } => Severity::Warning,
            Self::Trust { .. } | Self::Administrator { .. } | Self::InUse(InUse::Delete) => {
                Severity::Danger
            }
            Self::RoleUnread { .. }
            | Self::Managed { .. }
            | Self::ProfilesMadeBy { .. }
            | Self::RoleMadeBy { .. }
            | Self::InUse(InUse::Replace | InUse::Detach)
            | Self::TagsAtRisk { .. }
            | Self::IdIsLost { .. }
            | Self::QuotaNear { .. }
            | Self::ChangedSince { .. }
            | Self::NewId { .. }
            | Self::RoleRecreated { .. } => Severity::Warning,
            Self::PoliciesUnread { .. }
            | Self::NotCompared { .. }
            | Self::PassRole { .. }
            | Self::InUse(InUse::Attach)
            | Self::HeldElsewhere { .. } => Severity::Note,
        }
    }

    /// What is to be said of a trust policy, if it does not plainly trust EC2.
    pub(super) fn of_trust(role: &str, document: Option<&PolicyDocument>) -> Option<Self> {
        let Some(document) = document else {
            let (ec2, instead) = (Ec2Trust::Unknown, Vec::new());
            return Some(Self::Trust { role: role.into(), ec2, instead });
        };
        let trust = document.trust();
        let others = trust.principals.iter().filter(|named| !named.denied && !named.excepted);
        let name = |kind: PrincipalKind, name: &str| match kind {
            PrincipalKind::Other if name == "*" => "*".to_owned(),
            _ => name.to_owned(),
        };
        let instead = others.map(|named| name(named.kind, &named.name)).collect();
        (trust.ec2 != Ec2Trust::Trusted).then(|| Self::Trust {
            role: role.into(),
            ec2: trust.ec2,
            instead,
        })
    }
}

/// Why there is nothing to be done to a profile, or nothing that AWS would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// There is no such profile.
    NotThere,
    /// It, or what is to be known of it, can't be read.
    Unread(Box<ApiError>),
    /// It holds that very role already.
    HoldsIt(Box<str>),
    /// It holds no role.
    HoldsNone,
    /// It holds another role than the one that was to go, or one where none
    /// was to be.
    HoldsAnother(Box<str>),
    /// Its tags are so already.
    TagsAreSo,
    /// It would have more tags than [`MAX_TAGS`].
    TooManyTags(usize),
    /// There is no such role.
    NoSuchRole(Box<str>),
    /// Only its own service can put that role anywhere.
    ServiceLinked(Box<str>),
    /// There is a profile of that name already, perhaps in other letters.
    NameTaken(Box<str>),
    /// There is a role of that name already, perhaps in other letters.
    RoleNameTaken(Box<str>),
    /// It was deleted and made again under its name since.
    Recreated,
    /// A role that it is about was deleted and made again under its name since.
    RoleRecreated(Box<str>),
    /// The role that is to be deleted has more by now than goes with it, so
    /// that AWS would refuse it when the rest is gone already.
    RoleInUse {
        /// RoleName.
        role: Box<str>,
        /// Names of its other policies, managed and its own.
        policies: Vec<Box<str>>,
        /// Other profiles that hold it.
        profiles: Vec<Box<str>>,
    },
    /// All that was asked for is so already.
    IsSo,
}

impl Why {
    /// Whether all is as it was wanted: nothing has to be done.
    pub fn is_so_already(&self) -> bool {
        matches!(self, Self::HoldsIt(_) | Self::HoldsNone | Self::TagsAreSo | Self::IsSo)
    }

    /// The limit that [`Why::TooManyTags`] speaks of.
    pub const MOST_TAGS: usize = MAX_TAGS;
}

/// Which policies the instances lose and gain with a role's going and coming.
/// Policies that could not be read are in none of the lists; a remark says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyDiff {
    /// The role that goes.
    pub old: Option<Box<str>>,
    /// The role that comes in.
    pub new: Option<Box<str>>,
    /// Policies that only the old one has.
    pub lost: Vec<PolicyName>,
    /// Policies that only the new one has.
    pub gained: Vec<PolicyName>,
    /// How many both have.
    pub kept: usize,
}

/// A policy of a role.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolicyName {
    /// A managed one, by its ARN.
    Managed(Box<str>),
    /// One of the role's own, by its name.
    Inline(Box<str>),
}

impl PolicyName {
    /// Its name without the ARN's path.
    pub fn name(&self) -> &str {
        match self {
            Self::Managed(arn) => arn.rsplit('/').next().unwrap_or(arn),
            Self::Inline(name) => name,
        }
    }
}
