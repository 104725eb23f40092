//! The TOML format, as `assets/demo/README.md` describes it.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::value::Datetime;

use super::super::fault::Denial;
use super::super::growth::Growth;

/// One text.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct File {
    pub(super) account: Option<String>,
    pub(super) alias: Option<String>,
    pub(super) quotas: Option<Quotas>,
    pub(super) documents: BTreeMap<String, String>,
    pub(super) identity: Vec<Identity>,
    /// The account's own.
    pub(super) policy: Vec<Policy>,
    /// AWS's own: every account sees them.
    pub(super) aws_policy: Vec<Policy>,
    pub(super) role: Vec<Role>,
    pub(super) profile: Vec<Profile>,
    pub(super) growth: Option<Growth>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Quotas {
    pub(super) instance_profiles: Option<u64>,
    pub(super) roles: Option<u64>,
    pub(super) attached_policies_per_role: Option<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Identity {
    pub(super) name: String,
    pub(super) access_key_id: String,
    pub(super) secret_access_key: String,
    pub(super) session_token: Option<String>,
    pub(super) arn: String,
    pub(super) user_id: String,
    #[serde(default)]
    pub(super) deny: Vec<Deny>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Deny {
    pub(super) actions: Vec<String>,
    #[serde(default = "everything")]
    pub(super) resources: Vec<String>,
    #[serde(default)]
    pub(super) form: Form,
    pub(super) policy: Option<String>,
}

fn everything() -> Vec<String> {
    vec!["*".to_owned()]
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Form {
    #[default]
    Implicit,
    Explicit,
    Scp,
    Boundary,
}

impl From<Form> for Denial {
    fn from(form: Form) -> Self {
        match form {
            Form::Implicit => Self::Implicit,
            Form::Explicit => Self::Explicit,
            Form::Scp => Self::ServiceControlPolicy,
            Form::Boundary => Self::Boundary,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Policy {
    pub(super) name: String,
    pub(super) path: Option<String>,
    pub(super) description: Option<String>,
    pub(super) created: Option<Datetime>,
    pub(super) updated: Option<Datetime>,
    /// Number of the first document, as AWS drops old ones.
    #[serde(default = "one")]
    pub(super) first_version: u32,
    /// Number of the default version; the last one unless given.
    pub(super) default_version: Option<u32>,
    /// Oldest first.
    pub(super) documents: Vec<String>,
    #[serde(default)]
    pub(super) tags: BTreeMap<String, String>,
}

fn one() -> u32 {
    1
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Role {
    pub(super) name: String,
    pub(super) path: Option<String>,
    #[serde(default = "ec2")]
    pub(super) trust: String,
    pub(super) description: Option<String>,
    pub(super) created: Option<Datetime>,
    pub(super) max_session_duration: Option<u32>,
    pub(super) permissions_boundary: Option<String>,
    pub(super) last_used: Option<LastUsed>,
    #[serde(default)]
    pub(super) attached: Vec<String>,
    #[serde(default)]
    pub(super) inline: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) tags: BTreeMap<String, String>,
}

fn ec2() -> String {
    "ec2".to_owned()
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LastUsed {
    pub(super) date: Datetime,
    pub(super) region: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Profile {
    pub(super) name: String,
    pub(super) path: Option<String>,
    pub(super) role: Option<String>,
    pub(super) created: Option<Datetime>,
    #[serde(default)]
    pub(super) tags: BTreeMap<String, String>,
    /// Whether it had tags before.
    #[serde(default)]
    pub(super) once_tagged: bool,
}
