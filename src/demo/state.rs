//! What one account holds.
//!
//! The maps are sorted as AWS sorts its lists, so that a page starts with one look-up and costs
//! no more at the end of 100,000 profiles than at their beginning. What many entities have in
//! common (role names, paths, tags, documents) is shared.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::name::{Document, Id, Name};

/// A tag of a profile or role, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// 1–128 characters.
    pub key: Box<str>,
    /// 0–256 characters.
    pub value: Box<str>,
}

impl Tag {
    /// A tag, not validated: AWS's own services set keys that nobody else may.
    pub fn new(key: &str, value: &str) -> Self {
        Self { key: key.into(), value: value.into() }
    }
}

/// An instance profile.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name, in the case in which it was created.
    pub name: Name,
    /// Begins and ends with a slash.
    pub path: Arc<str>,
    /// `AIPA…`; another one when the profile is recreated under its name.
    pub id: Id,
    /// Seconds since 1970.
    pub created: i64,
    /// AWS allows one role at most.
    pub role: Option<Name>,
    /// At most 50.
    pub tags: Arc<[Tag]>,
    /// Whether it had tags that were all taken off: the Resource Groups Tagging API remembers.
    pub once_tagged: bool,
}

/// A role.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its name, in the case in which it was created.
    pub name: Name,
    /// Begins and ends with a slash; `/aws-service-role/…` marks a service-linked role.
    pub path: Arc<str>,
    /// `AROA…`.
    pub id: Id,
    /// Seconds since 1970.
    pub created: i64,
    /// Who may assume it.
    pub trust: Document,
    /// At most 1000 characters.
    pub description: Option<Box<str>>,
    /// Seconds, 3600–43200.
    pub max_session: u32,
    /// ARN of the policy that bounds its permissions.
    pub boundary: Option<Arc<str>>,
    /// Time in seconds since 1970, and region; none when not used in the last 400 days.
    pub last_used: Option<(i64, Box<str>)>,
    /// At most 50.
    pub tags: Arc<[Tag]>,
    /// ARNs of managed policies.
    pub attached: BTreeSet<Arc<str>>,
    /// Inline policies.
    pub inline: BTreeMap<Name, Document>,
}

impl Role {
    /// Whether only AWS may change it.
    pub fn is_service_linked(&self) -> bool {
        self.path.starts_with("/aws-service-role/")
    }
}

/// A managed policy, the account's own or AWS's.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The last part of its ARN.
    pub name: Name,
    /// Begins and ends with a slash.
    pub path: Arc<str>,
    /// Its whole ARN; the account part is `aws` for AWS's own.
    pub arn: Arc<str>,
    /// `ANPA…`.
    pub id: Id,
    /// Seconds since 1970.
    pub created: i64,
    /// Seconds since 1970.
    pub updated: i64,
    /// Shown by GetPolicy, not by ListPolicies.
    pub description: Option<Box<str>>,
    /// Number of the default version, 1 for `v1`.
    pub default_version: u32,
    /// Documents by version number, at most 5.
    pub versions: BTreeMap<u32, (i64, Document)>,
    /// At most 50.
    pub tags: Arc<[Tag]>,
}

impl Policy {
    /// Whether AWS made it rather than the account.
    pub fn is_aws_managed(&self) -> bool {
        self.arn.split(':').nth(4) == Some("aws")
    }
}

/// The limits that a customer may have raised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Instance profiles per account, 1000 unless raised.
    pub instance_profiles: u64,
    /// Roles per account, 1000 unless raised.
    pub roles: u64,
    /// Managed policies per role, 10 unless raised.
    pub attached_policies_per_role: u64,
}

impl Default for Quotas {
    fn default() -> Self {
        Self { instance_profiles: 1000, roles: 1000, attached_policies_per_role: 10 }
    }
}

/// One account: everything that its answers are made from.
///
/// The fields are open so that a test can change the account behind the program's back; the
/// methods keep what belongs together together.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Twelve digits.
    pub account_id: Arc<str>,
    /// `aws`, `aws-cn`, …
    pub partition: Arc<str>,
    /// At most one in AWS.
    pub aliases: Vec<String>,
    /// The account's limits.
    pub quotas: Quotas,
    /// Instance profiles by name.
    pub profiles: BTreeMap<Name, Profile>,
    /// Roles by name.
    pub roles: BTreeMap<Name, Role>,
    /// Managed policies by ARN, AWS's own among them.
    pub policies: BTreeMap<Arc<str>, Arc<Policy>>,
    /// How many entities were deleted: makes new ids differ from those of deleted namesakes.
    deleted: u64,
}

impl State {
    /// An account that holds nothing.
    pub fn new(partition: &str, account_id: &str) -> Self {
        Self { account_id: account_id.into(), partition: partition.into(), ..Self::default() }
    }

    /// An instance profile by name, in any case.
    pub fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.get(&Name::from(name))
    }

    /// An instance profile by name, in any case, to change.
    pub fn profile_mut(&mut self, name: &str) -> Option<&mut Profile> {
        self.profiles.get_mut(&Name::from(name))
    }

    /// A role by name, in any case.
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles.get(&Name::from(name))
    }

    /// A role by name, in any case, to change.
    pub fn role_mut(&mut self, name: &str) -> Option<&mut Role> {
        self.roles.get_mut(&Name::from(name))
    }

    /// Creates a profile without a role, or replaces its namesake by one with a new id.
    pub fn put_profile(&mut self, name: &str, path: &str, created: i64) -> &mut Profile {
        // Deleted first, because a map keeps the old key and with it the old case.
        self.delete_profile(name);
        let name = Name::from(name);
        let profile = Profile {
            path: path.into(),
            id: self.new_id("AIPA", &name),
            created,
            role: None,
            tags: Arc::default(),
            once_tagged: false,
            name: name.clone(),
        };
        self.profiles.entry(name).or_insert(profile)
    }

    /// Creates a role without policies, or replaces its namesake by one with a new id.
    pub fn put_role(&mut self, name: &str, path: &str, trust: &str, created: i64) -> &mut Role {
        self.forget_role(&Name::from(name));
        let name = Name::from(name);
        let role = Role {
            path: path.into(),
            id: self.new_id("AROA", &name),
            created,
            trust: Document::new(trust),
            description: None,
            max_session: 3600,
            boundary: None,
            last_used: None,
            tags: Arc::default(),
            attached: BTreeSet::new(),
            inline: BTreeMap::new(),
            name: name.clone(),
        };
        self.roles.entry(name).or_insert(role)
    }

    /// Deletes a profile whether or not it has a role; false when there is none.
    pub fn delete_profile(&mut self, name: &str) -> bool {
        let found = self.profiles.remove(&Name::from(name)).is_some();
        self.deleted += u64::from(found);
        found
    }

    /// Deletes a role and takes it out of every profile; false when there is none.
    pub fn delete_role(&mut self, name: &str) -> bool {
        let name = Name::from(name);
        for profile in self.profiles.values_mut() {
            if profile.role.as_ref() == Some(&name) {
                profile.role = None;
            }
        }
        self.forget_role(&name)
    }

    /// `arn:<partition>:iam::<account>:<kind><path><name>`.
    pub fn arn(&self, kind: &str, path: &str, name: &str) -> String {
        let Self { partition, account_id, .. } = self;
        format!("arn:{partition}:iam::{account_id}:{kind}{path}{name}")
    }

    /// The ARN of an instance profile.
    pub fn profile_arn(&self, profile: &Profile) -> String {
        self.arn("instance-profile", &profile.path, profile.name.as_str())
    }

    /// The ARN of a role.
    pub fn role_arn(&self, role: &Role) -> String {
        self.arn("role", &role.path, role.name.as_str())
    }

    fn forget_role(&mut self, name: &Name) -> bool {
        let found = self.roles.remove(name).is_some();
        self.deleted += u64::from(found);
        found
    }

    fn new_id(&self, prefix: &str, name: &Name) -> Id {
        Id::derive(prefix, &self.account_id, name.as_str(), self.deleted)
    }
}
