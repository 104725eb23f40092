//! The plan of something new: a profile, a role, the standard way.

use super::super::domain::{PolicyDocument, is_administrator};
use super::super::plan::{Change, Expected, Item, Purpose, Step};
use super::intent::Creation;
use super::planning::{Making, of_role};
use super::remarks::{Quota, Remark, Why};

/// Managed policies on one role, where GetAccountSummary tells no other quota.
const POLICIES_ON_ROLE: u32 = 10;
/// A quota is near when so few are left once the plan is done.
const NEAR: u32 = 20;

impl Making<'_> {
    pub(super) fn create(&mut self, creation: &Creation) -> Purpose {
        if let Err((name, why)) = self.creation(creation) {
            self.left_out.push((name, why));
        }
        Purpose::Create
    }

    fn creation(&mut self, creation: &Creation) -> Result<(), (Box<str>, Why)> {
        let Creation { role: new_role, policies, profile: new_profile, holds } = creation;
        let (mut expects, mut changes) = (Vec::new(), Vec::new());
        if let Some(new) = new_role {
            if let Some(Ok(there)) = of_role(&self.found.roles, &new.name) {
                return Err((new.name.clone(), Why::RoleNameTaken(there.name.clone())));
            }
            self.died_reading_role(&new.name).map_err(|why| (new.name.clone(), why))?;
            expects.push(Expected::NoRole { name: new.name.clone() });
            changes.push(Change::CreateRole {
                name: new.name.clone(),
                path: new.path.clone(),
                trust: new.trust.clone(),
                description: new.description.clone(),
                tags: new.tags.clone(),
            });
        }
        let is_new = |role: &str| new_role.as_ref().is_some_and(|new| *new.name == *role);
        let mut holds = holds.clone();
        let mut attached = Vec::new();
        if let Some(role) = holds.clone().filter(|role| !is_new(role)) {
            let (name, id) = self.incoming(&role).map_err(|why| (role, why))?;
            expects.push(Expected::Role { name: name.clone(), id });
            if let Some(Ok(list)) = of_role(&self.found.attached, &name) {
                attached = list.iter().map(|policy| policy.arn.clone()).collect();
            }
            holds = Some(name);
        }
        if let Some(new) = new_profile {
            match self.found.profile(&new.name) {
                Ok(there) => {
                    return Err((new.name.clone(), Why::NameTaken(there.name.clone())));
                }
                Err(Why::NotThere) => {}
                Err(why) => return Err((new.name.clone(), why)),
            }
            expects.push(Expected::NoProfile { name: new.name.clone() });
        }
        // A new role gets its policies whether or not it goes into the profile.
        let gets = holds.as_ref().or(new_role.as_ref().map(|new| &new.name));
        if let Some(role) = gets {
            let missing = policies.iter().filter(|arn| !attached.contains(arn));
            let attach = missing
                .map(|arn| Change::AttachRolePolicy { role: role.clone(), arn: arn.clone() });
            changes.extend(attach);
            self.count_policies(attached.len(), &changes);
        }
        if let Some(new) = new_profile {
            changes.push(Change::CreateProfile {
                name: new.name.clone(),
                path: new.path.clone(),
                tags: new.tags.clone(),
            });
            let add = holds
                .iter()
                .map(|role| Change::AddRole { profile: new.name.clone(), role: role.clone() });
            changes.extend(add);
            self.remarks
                .extend(holds.iter().map(|role| Remark::PassRole { roles: vec![role.clone()] }));
        }
        let of_profile = new_profile.as_ref().map(|new| new.name.clone());
        let name = of_profile.or(holds.clone()).or(new_role.as_ref().map(|new| new.name.clone()));
        let name = name.unwrap_or_default();
        if changes.is_empty() {
            return Err((name, Why::IsSo));
        }
        if let Some(new) = new_role {
            let document = PolicyDocument::from_answer(&new.trust);
            self.remarks.extend(Remark::of_trust(&new.name, Some(&document)));
            if policies.iter().any(|arn| is_administrator(arn)) {
                self.remarks.push(Remark::Administrator { role: new.name.clone() });
            }
        }
        if let Some(role) = holds.filter(|role| !is_new(role)) {
            self.about_role(&role);
            if policies.iter().any(|arn| is_administrator(arn)) && !self.is_administrator(&role) {
                self.remarks.push(Remark::Administrator { role: role.clone() });
            }
            self.compare(None, Some(&role));
        }
        self.count_account(new_profile.is_some(), new_role.is_some());
        let steps = changes.into_iter().map(Step::or_stop).collect();
        self.items.push(Item { name, expects, steps });
        Ok(())
    }

    /// Notes a role that will have nearly as many managed policies as it may.
    fn count_policies(&mut self, there: usize, changes: &[Change]) {
        let new = changes.iter().filter(|call| matches!(call, Change::AttachRolePolicy { .. }));
        let used = u32::try_from(there + new.count()).unwrap_or(u32::MAX);
        let quota = self.found.summary.and_then(|all| all.attached_policies_per_role_quota);
        let most = quota.unwrap_or(POLICIES_ON_ROLE);
        if used >= most {
            self.remarks.push(Remark::QuotaNear { quota: Quota::PoliciesOnRole, used, most });
        }
    }

    /// Notes an account that will have nearly as many as it may.
    fn count_account(&mut self, profile: bool, role: bool) {
        let Some(summary) = self.found.summary else { return };
        let counts = [
            (profile, Quota::InstanceProfiles, summary.instance_profiles, {
                summary.instance_profiles_quota
            }),
            (role, Quota::Roles, summary.roles, summary.roles_quota),
        ];
        for (made, quota, used, most) in counts {
            if let (true, Some(used), Some(most)) = (made, used, most)
                && used + 1 + NEAR > most
            {
                self.remarks.push(Remark::QuotaNear { quota, used: used + 1, most });
            }
        }
    }
}
