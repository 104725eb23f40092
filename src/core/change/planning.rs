//! The plan that a wish becomes, once everything is read.

use std::collections::BTreeMap;

use super::super::domain::made_by::{Service, made_by};
use super::super::domain::manager::{Manager, managers};
use super::super::domain::rules::MAX_TAGS;
use super::super::domain::tag_change::{TagCall, TagChange};
use super::super::domain::{InstanceProfile, RoleId, Tag, is_administrator};
use super::super::error::ErrorKind;
use super::super::plan::{Change, IfItFails, Item, Plan, Purpose, Snapshot};
use super::again;
use super::intent::Intent;
use super::prepare::{Found, Prepared};
use super::remarks::{InUse, PolicyDiff, PolicyName, Remark, Why};

/// What is gathered while the plan is made.
pub(super) struct Making<'a> {
    pub found: &'a Found,
    pub items: Vec<Item>,
    pub remarks: Vec<Remark>,
    pub left_out: Vec<(Box<str>, Why)>,
    pub policies: Vec<PolicyDiff>,
}

/// Makes the plan of what was read.
pub(super) fn prepared(intent: &Intent, found: &Found) -> Prepared {
    let mut making = Making {
        found,
        items: Vec::new(),
        remarks: Vec::new(),
        left_out: Vec::new(),
        policies: Vec::new(),
    };
    let purpose = match intent {
        Intent::Attach { profiles, role, id } => making.attach(profiles, role, id.as_ref()),
        Intent::Detach { profiles } => making.detach(profiles),
        Intent::Delete { profiles } => making.delete(profiles),
        Intent::Tag { profiles, set, remove } => making.tag(profiles, set, remove),
        Intent::Create(creation) => making.create(creation),
        Intent::Plan(plan) => again::plan(&mut making, plan),
    };
    let Making { items, mut remarks, left_out, policies, .. } = making;
    if items.is_empty() {
        // There is nothing left that they could be about.
        remarks.clear();
    }
    remarks.sort_by_key(Remark::severity);
    let plan = (!items.is_empty()).then_some(Plan { purpose, items });
    Prepared { plan, remarks, left_out, policies }
}

impl Making<'_> {
    fn attach(&mut self, profiles: &[Box<str>], role: &str, id: Option<&RoleId>) -> Purpose {
        let (role, id) = match self.incoming(role) {
            Ok((name, read)) => (name, read.or(id.cloned())),
            Err(why) => {
                self.left_out.extend(profiles.iter().map(|name| (name.clone(), why.clone())));
                return Purpose::Attach;
            }
        };
        let mut into = Vec::new();
        for name in profiles {
            match self.found.profile(name) {
                Err(why) => self.left_out.push((name.clone(), why)),
                Ok(profile) if holds(profile, &role) => {
                    self.left_out.push((profile.name.clone(), Why::HoldsIt(role.clone())));
                }
                Ok(profile) => into.push(&**profile),
            }
        }
        let replaces = into.iter().any(|profile| profile.role().is_some());
        for profile in &into {
            let shown = Snapshot::of(profile);
            self.items.push(Item::attach(&profile.name, shown, &role, id.clone()));
        }
        self.about_profiles(&into);
        self.about_role(&role);
        // Not to know who else holds it takes nothing from the plan.
        if let Some(Ok(holders)) = of_role(&self.found.holders, &role) {
            let others: Vec<Box<str>> = holders
                .iter()
                .filter(|holder| into.iter().all(|profile| profile.id != holder.id))
                .map(|holder| holder.name.clone())
                .collect();
            if !others.is_empty() {
                self.remarks.push(Remark::HeldElsewhere { role: role.clone(), profiles: others });
            }
        }
        let mut pass = vec![role.clone()];
        pass.extend(self.old_roles(&into));
        self.remarks.push(Remark::PassRole { roles: pass });
        let fresh = into.iter().any(|profile| profile.role().is_none());
        if fresh {
            self.remarks.push(Remark::InUse(InUse::Attach));
        }
        if replaces {
            self.remarks.push(Remark::InUse(InUse::Replace));
        }
        if fresh {
            self.compare(None, Some(&role));
        }
        self.compare_old(&into, Some(&role));
        if replaces { Purpose::Replace } else { Purpose::Attach }
    }

    fn detach(&mut self, profiles: &[Box<str>]) -> Purpose {
        let mut of = Vec::new();
        for name in profiles {
            match self.found.profile(name) {
                Err(why) => self.left_out.push((name.clone(), why)),
                Ok(profile) => match Item::detach(&profile.name, Snapshot::of(profile)) {
                    None => self.left_out.push((profile.name.clone(), Why::HoldsNone)),
                    Some(item) => {
                        self.items.push(item);
                        of.push(&**profile);
                    }
                },
            }
        }
        self.about_profiles(&of);
        self.remarks.push(Remark::InUse(InUse::Detach));
        self.compare_old(&of, None);
        Purpose::Detach
    }

    fn delete(&mut self, profiles: &[Box<str>]) -> Purpose {
        let mut of = Vec::new();
        for name in profiles {
            match self.found.profile(name) {
                Err(why) => self.left_out.push((name.clone(), why)),
                Ok(profile) => {
                    self.items.push(Item::delete(&profile.name, Snapshot::of(profile)));
                    of.push(&**profile);
                }
            }
        }
        self.about_profiles(&of);
        self.remarks.push(Remark::InUse(InUse::Delete));
        self.remarks.push(Remark::IdIsLost { profiles: of.len() });
        self.compare_old(&of, None);
        Purpose::Delete
    }

    fn tag(&mut self, profiles: &[Box<str>], set: &[Tag], remove: &[Box<str>]) -> Purpose {
        let mut of = Vec::new();
        for name in profiles {
            let profile = match self.found.profile(name) {
                Ok(profile) => profile,
                Err(why) => {
                    self.left_out.push((name.clone(), why));
                    continue;
                }
            };
            let now = profile.tags.as_deref().unwrap_or_default();
            match tag_item(profile, now, set, remove) {
                Err(why) => self.left_out.push((profile.name.clone(), why)),
                Ok((item, at_risk)) => {
                    if !at_risk.is_empty() {
                        let profile = profile.name.clone();
                        self.remarks.push(Remark::TagsAtRisk { profile, tags: at_risk });
                    }
                    self.items.push(item);
                    of.push(&**profile);
                }
            }
        }
        self.about_profiles(&of);
        Purpose::Tag
    }

    /// A role that comes in, under its own spelling, and its id if it could
    /// be read.
    pub(super) fn incoming(&self, role: &str) -> Result<(Box<str>, Option<RoleId>), Why> {
        match of_role(&self.found.roles, role) {
            Some(Ok(read)) if read.path.starts_with("/aws-service-role/") => {
                Err(Why::ServiceLinked(read.name.clone()))
            }
            Some(Ok(read)) => Ok((read.name.clone(), Some(read.id.clone()))),
            Some(Err(error)) if error.kind == ErrorKind::NotFound => {
                Err(Why::NoSuchRole(role.into()))
            }
            // What may not be read may still be passed; a remark says that it
            // was not checked.
            _ => self.died_reading_role(role).map(|()| (role.into(), None)),
        }
    }

    /// With dead keys nothing else will work either; a denial is no such end.
    pub(super) fn died_reading_role(&self, role: &str) -> Result<(), Why> {
        let unread = !self.found.roles.contains_key(role);
        match &self.found.stopped {
            Some(error) if unread || self.found.profiles.is_empty() => {
                Err(Why::Unread(Box::new(error.clone())))
            }
            _ => Ok(()),
        }
    }

    /// What is to be said of a role that comes in.
    pub(super) fn about_role(&mut self, role: &str) {
        let found = self.found;
        match of_role(&found.roles, role) {
            Some(Ok(read)) => {
                self.remarks.extend(Remark::of_trust(&read.name, read.trust_policy.as_ref()));
                if let Some(service) = made_by(&read.path, &read.name) {
                    self.remarks.push(Remark::RoleMadeBy { service, role: read.name.clone() });
                }
            }
            Some(Err(error)) => {
                let error = error.clone();
                self.remarks.push(Remark::RoleUnread { role: role.into(), error });
                // The prefix alone says it.
                if made_by("/", role) == Some(Service::ServiceLinked) {
                    let service = Service::ServiceLinked;
                    self.remarks.push(Remark::RoleMadeBy { service, role: role.into() });
                }
            }
            None => {}
        }
        if self.is_administrator(role) {
            self.remarks.push(Remark::Administrator { role: role.into() });
        }
    }

    pub(super) fn is_administrator(&self, role: &str) -> bool {
        let attached = of_role(&self.found.attached, role).and_then(|read| read.as_ref().ok());
        attached.is_some_and(|list| list.iter().any(|policy| is_administrator(&policy.arn)))
    }

    /// What is to be said of profiles that are there.
    pub(super) fn about_profiles(&mut self, profiles: &[&InstanceProfile]) {
        let mut managed: BTreeMap<Manager, Vec<Box<str>>> = BTreeMap::new();
        let mut made: BTreeMap<Service, Vec<Box<str>>> = BTreeMap::new();
        for profile in profiles {
            for manager in managers(profile.tags.as_deref().unwrap_or_default()) {
                managed.entry(manager).or_default().push(profile.name.clone());
            }
            if let Some(service) = made_by(&profile.path, &profile.name) {
                made.entry(service).or_default().push(profile.name.clone());
            }
        }
        let managed = managed.into_iter();
        self.remarks
            .extend(managed.map(|(manager, profiles)| Remark::Managed { manager, profiles }));
        let made = made.into_iter();
        self.remarks
            .extend(made.map(|(service, profiles)| Remark::ProfilesMadeBy { service, profiles }));
    }

    /// The roles that these profiles hold, each once, in the profiles' order.
    fn old_roles(&self, profiles: &[&InstanceProfile]) -> Vec<Box<str>> {
        let mut roles: Vec<Box<str>> = Vec::new();
        for role in profiles.iter().filter_map(|profile| profile.role()) {
            if !roles.contains(&role.name) {
                roles.push(role.name.clone());
            }
        }
        roles
    }

    /// Compares the roles that go with the one that comes in.
    fn compare_old(&mut self, profiles: &[&InstanceProfile], new: Option<&str>) {
        for old in self.old_roles(profiles) {
            if self.found.going.contains(&old) {
                self.compare(Some(&old), new);
            }
        }
        let roles = self.found.not_compared.len();
        if roles > 0 {
            self.remarks.push(Remark::NotCompared { roles });
        }
    }

    /// Compares the policies of two roles, as far as they could be read.
    pub(super) fn compare(&mut self, old: Option<&str>, new: Option<&str>) {
        let had = self.policies_of(old);
        let has = self.policies_of(new);
        if let (Some(had), Some(has)) = (had, has) {
            let lost: Vec<_> = had.iter().filter(|one| !has.contains(one)).cloned().collect();
            let gained = has.iter().filter(|one| !had.contains(one)).cloned().collect();
            let kept = had.len() - lost.len();
            let (old, new) = (old.map(Into::into), new.map(Into::into));
            self.policies.push(PolicyDiff { old, new, lost, gained, kept });
        }
    }

    /// The names of a role's policies; `None` if they could not be read, which
    /// is noted once.
    fn policies_of(&mut self, role: Option<&str>) -> Option<Vec<PolicyName>> {
        let Some(role) = role else { return Some(Vec::new()) };
        let attached = of_role(&self.found.attached, role)?;
        let inline = of_role(&self.found.inline, role)?;
        let error = match (attached, inline) {
            (Ok(attached), Ok(inline)) => {
                let managed = attached.iter().map(|one| PolicyName::Managed(one.arn.clone()));
                let inline = inline.iter().map(|name| PolicyName::Inline(name.clone()));
                return Some(managed.chain(inline).collect());
            }
            (Err(error), _) | (_, Err(error)) => error.clone(),
        };
        let remark = Remark::PoliciesUnread { role: role.into(), error };
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
        None
    }
}

/// What was read of a role: it may have been asked for in other letters, whose
/// case does not count in AWS.
pub(super) fn of_role<'a, T>(read: &'a BTreeMap<Box<str>, T>, role: &str) -> Option<&'a T> {
    let is = |asked: &str| asked.eq_ignore_ascii_case(role);
    let alike = || read.iter().find(|(asked, _)| is(asked)).map(|(_, value)| value);
    read.get(role).or_else(alike)
}

fn holds(profile: &InstanceProfile, role: &str) -> bool {
    profile.role().is_some_and(|held| *held.name == *role)
}

/// The calls that give a profile these tags, and the tags that are away
/// between the two.
fn tag_item(
    profile: &InstanceProfile,
    now: &[Tag],
    set: &[Tag],
    remove: &[Box<str>],
) -> Result<(Item, Vec<Tag>), Why> {
    let stays = |tag: &&Tag| !remove.contains(&tag.key) && set.iter().all(|new| new.key != tag.key);
    let wanted: Vec<Tag> = now.iter().filter(stays).chain(set).cloned().collect();
    let change = TagChange::between(now, &wanted);
    if change.is_empty() {
        return Err(Why::TagsAreSo);
    }
    match change.count_after(now) {
        count if count > MAX_TAGS => return Err(Why::TooManyTags(count)),
        _ => {}
    }
    let name = &profile.name;
    let at_risk = change.at_risk().to_vec();
    let calls = change.calls().into_iter().map(|call| match call {
        TagCall::Tag(tags) => Change::TagProfile { profile: name.clone(), tags },
        TagCall::Untag(keys) => Change::UntagProfile { profile: name.clone(), keys },
    });
    let mut item = Item::on(name, Snapshot::of(profile), calls);
    if let Some(last) = item.steps.last_mut().filter(|_| !at_risk.is_empty()) {
        let back = Change::TagProfile { profile: name.clone(), tags: at_risk.clone() };
        last.if_it_fails = IfItFails::PutBack(back);
    }
    Ok((item, at_risk))
}
