//! What was read about roles beyond GetRole: who holds them, and their policies.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use super::domain::{AttachedPolicy, InstanceProfile, ManagedPolicy, PolicyDocument};
use super::error::ApiError;
use super::msg::{Answer, Read, Ticket};
use super::remote::{AnyRemote, Remote};

/// Kept by the names and ARNs that AWS's calls take, so that profiles which
/// hold the same role, and roles which hold the same policy, share it.
#[derive(Debug, Default)]
pub struct Known {
    /// ListInstanceProfilesForRole by RoleName.
    pub holders: HashMap<Box<str>, Remote<Vec<Arc<InstanceProfile>>>>,
    /// ListAttachedRolePolicies by RoleName.
    pub attached: HashMap<Box<str>, Remote<Vec<AttachedPolicy>>>,
    /// ListRolePolicies by RoleName.
    pub inline_names: HashMap<Box<str>, Remote<Vec<Box<str>>>>,
    /// GetRolePolicy by RoleName and PolicyName.
    pub inline: HashMap<(Box<str>, Box<str>), Remote<PolicyDocument>>,
    /// GetPolicy by ARN.
    pub managed: HashMap<Box<str>, Remote<Arc<ManagedPolicy>>>,
    /// GetPolicyVersion by ARN and VersionId.
    pub versions: HashMap<(Box<str>, Box<str>), Remote<PolicyDocument>>,
    /// The role that was asked about last: the requests under way are for it.
    pub role: Option<Box<str>>,
}

impl Known {
    /// Notes that everything was read before what will come now.
    pub fn outdate(&mut self) {
        self.each().for_each(AnyRemote::outdate);
    }

    /// Notes that what is known of a role and its policies is to be read
    /// again before it is relied on.
    pub fn outdate_role(&mut self, role: &str, boundary: Option<&str>) {
        let attached = self.attached.get(role).and_then(|remote| remote.value.as_deref());
        let arns: Vec<Box<str>> =
            attached.into_iter().flatten().map(|policy| policy.arn.clone()).collect();
        let of_policy = |arn: &str| boundary == Some(arn) || arns.iter().any(|of| **of == *arn);
        self.holders.get_mut(role).into_iter().for_each(AnyRemote::outdate);
        self.attached.get_mut(role).into_iter().for_each(AnyRemote::outdate);
        self.inline_names.get_mut(role).into_iter().for_each(AnyRemote::outdate);
        let inline = self.inline.iter_mut().filter(|((of, _), _)| **of == *role);
        inline.for_each(|(_, remote)| remote.outdate());
        let managed = self.managed.iter_mut().filter(|(arn, _)| of_policy(arn));
        managed.for_each(|(_, remote)| remote.outdate());
        let versions = self.versions.iter_mut().filter(|((arn, _), _)| of_policy(arn));
        versions.for_each(|(_, remote)| remote.outdate());
    }

    /// Whether the answer to `call` was ever read.
    pub fn is_read(&mut self, call: &Read) -> bool {
        self.with(call, |remote| remote.is_read()).unwrap_or(false)
    }

    /// What failed may be asked for once more: the keys are fresh.
    pub fn forget_failures(&mut self) {
        self.each().for_each(AnyRemote::forget_failure);
    }

    /// Gives up every request under way; returns their tickets.
    pub fn give_up(&mut self) -> Vec<Ticket> {
        self.each().filter_map(AnyRemote::give_up).collect()
    }

    /// Whether the answer to `call` should be asked for.
    pub fn is_wanted(&mut self, call: &Read, refresh: bool) -> bool {
        self.with(call, |remote| remote.is_wanted(refresh)).unwrap_or(false)
    }

    /// Notes that `call` is under way.
    pub fn start(&mut self, call: &Read, ticket: Ticket) {
        self.with(call, |remote| remote.begin(ticket));
    }

    /// Takes an answer; returns whether anybody waited for it. An answer about
    /// something else is none of this one's.
    pub fn take(&mut self, ticket: Ticket, answer: Answer) -> bool {
        match answer {
            Answer::HoldersOfRole(result) => finish(&mut self.holders, ticket, result),
            Answer::AttachedPolicies(result) => finish(&mut self.attached, ticket, result),
            Answer::InlinePolicyNames(result) => finish(&mut self.inline_names, ticket, result),
            Answer::InlinePolicy(result) => finish(&mut self.inline, ticket, result),
            Answer::ManagedPolicy(result) => finish(&mut self.managed, ticket, result),
            Answer::PolicyVersion(result) => finish(&mut self.versions, ticket, result),
            _ => false,
        }
    }

    /// The document that is in force of a managed policy, once its version is known.
    pub fn document(&self, arn: &str) -> Option<&Remote<PolicyDocument>> {
        let policy = self.managed.get(arn)?.value.as_ref()?;
        self.versions.get(&(arn.into(), policy.default_version.clone()))
    }

    fn with<R>(&mut self, call: &Read, act: impl FnOnce(&mut dyn AnyRemote) -> R) -> Option<R> {
        let remote: &mut dyn AnyRemote = match call.clone() {
            Read::HoldersOfRole { role } => self.holders.entry(role).or_default(),
            Read::AttachedPolicies { role } => self.attached.entry(role).or_default(),
            Read::InlinePolicyNames { role } => self.inline_names.entry(role).or_default(),
            Read::InlinePolicy { role, name } => self.inline.entry((role, name)).or_default(),
            Read::ManagedPolicy { arn } => self.managed.entry(arn).or_default(),
            Read::PolicyVersion { arn, version } => {
                self.versions.entry((arn, version)).or_default()
            }
            _ => return None,
        };
        Some(act(remote))
    }

    fn each(&mut self) -> impl Iterator<Item = &mut dyn AnyRemote> {
        fn all<K, T>(map: &mut HashMap<K, Remote<T>>) -> impl Iterator<Item = &mut dyn AnyRemote> {
            map.values_mut().map(|remote| -> &mut dyn AnyRemote { remote })
        }
        all(&mut self.holders)
            .chain(all(&mut self.attached))
            .chain(all(&mut self.inline_names))
            .chain(all(&mut self.inline))
            .chain(all(&mut self.managed))
            .chain(all(&mut self.versions))
    }
}

fn finish<K: Eq + Hash, T>(
    map: &mut HashMap<K, Remote<T>>,
    ticket: Ticket,
    result: Result<T, ApiError>,
) -> bool {
    let waiting = map.values_mut().find(|remote| remote.loading == Some(ticket));
    waiting.is_some_and(|remote| remote.finish(ticket, result))
}
