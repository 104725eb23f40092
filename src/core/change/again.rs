//! A plan that was made earlier (an undo, a clean-up), fitted to what is there
//! now: its steps are kept where they still make sense, and nothing that
//! somebody else has done since is undone unseen.

use super::super::domain::InstanceProfile;
use super::super::error::ApiError;
use super::super::plan::{Change, Expected, IfItFails, Item, Plan, Purpose, Snapshot, Step};
use super::planning::{Making, of_role};
use super::remarks::{InUse, Remark, Why};

/// Fits the plan to what was found.
pub(super) fn plan(making: &mut Making<'_>, plan: &Plan) -> Purpose {
    let (mut changed, mut anew, mut there) = (Vec::new(), Vec::new(), Vec::new());
    for item in &plan.items {
        match fitted(making, item) {
            Err(why) => making.left_out.push((item.name.clone(), why)),
            Ok(fitted) => {
                let found = making.found;
                if let (Some(shown), Ok(now)) = (item.shown(), found.profile(&item.name)) {
                    if differs(shown, now) {
                        changed.push(item.name.clone());
                    }
                    there.push(&**now);
                }
                let creates = |step: &Step| matches!(step.change, Change::CreateProfile { .. });
                if fitted.steps.iter().any(creates) {
                    anew.push(item.name.clone());
                }
                making.items.push(fitted);
            }
        }
    }
    if !changed.is_empty() {
        making.remarks.push(Remark::ChangedSince { profiles: changed });
    }
    if !anew.is_empty() {
        making.remarks.push(Remark::NewId { profiles: anew });
    }
    making.about_profiles(&there);
    about_roles(making, plan);
    about_use(making);
    plan.purpose
}

/// An item with the steps that still make sense.
fn fitted(making: &Making<'_>, item: &Item) -> Result<Item, Why> {
    let (mut expects, mut now) = (Vec::new(), None);
    // Of one that was perhaps deleted: it is there, or it is made again.
    let makes = |step: &Step| matches!(step.change, Change::CreateProfile { .. });
    let makes = item.steps.iter().any(makes);
    for expected in &item.expects {
        expects.push(match expected {
            Expected::Profile { name, shown } => {
                let read = match making.found.profile(name) {
                    Err(Why::NotThere) if makes => {
                        expects.push(Expected::NoProfile { name: name.clone() });
                        continue;
                    }
                    read => read?,
                };
                if !shown.id.is_empty() && shown.id != read.id {
                    return Err(Why::Recreated);
                }
                let shown = Snapshot::of(read);
                now = Some(shown.clone());
                Expected::Profile { name: read.name.clone(), shown }
            }
            Expected::NoProfile { name } => match making.found.profile(name) {
                Ok(read) => return Err(Why::NameTaken(read.name.clone())),
                Err(Why::NotThere) => expected.clone(),
                Err(why) => return Err(why),
            },
            Expected::Role { name, id: then } => {
                let (name, id) = making.incoming(name)?;
                let other = matches!((then, &id), (Some(then), Some(id)) if then != id);
                if other && item.steps.iter().any(|step| is_on(&step.change, &name)) {
                    return Err(Why::RoleRecreated(name));
                }
                Expected::Role { name, id }
            }
            Expected::NoRole { name } => match of_role(&making.found.roles, name) {
                Some(Ok(read)) => return Err(Why::RoleNameTaken(read.name.clone())),
                _ => expected.clone(),
            },
        });
    }
    let mut steps = steps(item, now)?;
    steps.retain(|step| !policy_is_so(making, &step.change));
    if steps.is_empty() {
        return Err(Why::IsSo);
    }
    for step in &steps {
        if let Change::DeleteRole { name } = &step.change {
            deletable(making, item, name)?;
        }
    }
    // What is put into a profile must be there.
    for step in &steps {
        if let Change::AddRole { role, .. } = &step.change {
            let (name, id) = making.incoming(role)?;
            let known = |one: &Expected| matches!(one, Expected::Role { name: known, .. } if *known == name);
            if !expects.iter().any(known) {
                expects.push(Expected::Role { name, id });
            }
        }
    }
    Ok(Item { name: item.name.clone(), expects, steps })
}

fn steps(item: &Item, mut now: Option<Snapshot>) -> Result<Vec<Step>, Why> {
    let mut steps = Vec::new();
    let mut removed = false;
    // The role that it is all for may be there already, whatever was to be
    // taken out before.
    let wanted = item.steps.iter().rev().find_map(|step| match &step.change {
        Change::AddRole { role, .. } => Some(role),
        _ => None,
    });
    let role_is_so = wanted.is_some_and(|wanted| {
        let held = now.as_ref().and_then(|now| now.role.as_ref());
        held.is_some_and(|(held, _)| held == wanted)
    });
    for step in &item.steps {
        let mut step = step.clone();
        if let Some(state) = &now {
            let held = state.role.as_ref().map(|(name, _)| name);
            let tags = state.tags.as_deref().unwrap_or_default();
            let is_done = match &mut step.change {
                Change::RemoveRole { .. } | Change::AddRole { .. } if role_is_so => true,
                Change::RemoveRole { role, .. } => match held {
                    None => true,
                    Some(held) if held == role => false,
                    Some(held) => return Err(Why::HoldsAnother(held.clone())),
                },
                Change::AddRole { role, .. } => match held {
                    None => false,
                    Some(held) if held == role => true,
                    Some(held) => return Err(Why::HoldsAnother(held.clone())),
                },
                Change::TagProfile { tags: new, .. } => {
                    new.retain(|tag| !tags.contains(tag));
                    new.is_empty()
                }
                Change::UntagProfile { keys, .. } => {
                    keys.retain(|key| tags.iter().any(|tag| tag.key == *key));
                    keys.is_empty()
                }
                Change::CreateProfile { .. } => true,
                Change::DeleteProfile { .. } => match held {
                    Some(held) => return Err(Why::HoldsAnother(held.clone())),
                    None => false,
                },
                _ => false,
            };
            if is_done {
                continue;
            }
        }
        let is_removal =
            matches!(step.change, Change::RemoveRole { .. } | Change::UntagProfile { .. });
        if !removed && matches!(step.if_it_fails, IfItFails::PutBack(_)) {
            // The step that took it away is not made: there is nothing to put back.
            step.if_it_fails = IfItFails::Stop;
        }
        removed |= is_removal;
        now = Snapshot::after(now.as_ref(), &step.change);
        steps.push(step);
    }
    Ok(steps)
}

/// Whether a call changes the role itself: a namesake is not to lose what the
/// one that is gone had, nor to get it.
fn is_on(call: &Change, name: &str) -> bool {
    match call {
        Change::DeleteRole { name: role }
        | Change::AttachRolePolicy { role, .. }
        | Change::DetachRolePolicy { role, .. } => role.eq_ignore_ascii_case(name),
        _ => false,
    }
}

/// Whether AWS would delete the role once the item's other steps are done. It
/// refuses one that has policies or is in a profile, and then the profile and
/// the policies would be gone already: so what can't be read counts as a no.
fn deletable(making: &Making<'_>, item: &Item, role: &str) -> Result<(), Why> {
    let found = making.found;
    let unread = |error: &ApiError| Why::Unread(Box::new(error.clone()));
    if let Some(error) = &found.stopped {
        return Err(unread(error));
    }
    let goes = |is: &dyn Fn(&Change) -> bool| item.steps.iter().any(|step| is(&step.change));
    let mut policies: Vec<Box<str>> = Vec::new();
    if let Some(read) = of_role(&found.attached, role) {
        for policy in read.as_ref().map_err(unread)? {
            let detached = |call: &Change| matches!(call, Change::DetachRolePolicy { arn, .. } if *arn == policy.arn);
            if !goes(&detached) {
                policies.push(policy.name.clone());
            }
        }
    }
    if let Some(read) = of_role(&found.inline, role) {
        policies.extend(read.as_ref().map_err(unread)?.iter().cloned());
    }
    let mut profiles: Vec<Box<str>> = Vec::new();
    if let Some(read) = of_role(&found.holders, role) {
        for holder in read.as_ref().map_err(unread)? {
            let removed = |call: &Change| matches!(call, Change::RemoveRole { profile, .. } if *profile == holder.name);
            if !goes(&removed) {
                profiles.push(holder.name.clone());
            }
        }
    }
    match policies.is_empty() && profiles.is_empty() {
        true => Ok(()),
        false => Err(Why::RoleInUse { role: role.into(), policies, profiles }),
    }
}

/// Whether a policy is on a role, or off it, as a call would have it; what
/// could not be read is left to AWS.
fn policy_is_so(making: &Making<'_>, call: &Change) -> bool {
    let (Change::AttachRolePolicy { role, .. } | Change::DetachRolePolicy { role, .. }) = call
    else {
        return false;
    };
    let attached = of_role(&making.found.attached, role).and_then(|read| read.as_ref().ok());
    attached.is_some_and(|list| call.made_on_attached(list.iter().map(|one| &*one.arn)))
}

/// Whether somebody has changed the profile since; what nobody knew then does
/// not count.
fn differs(shown: &Snapshot, now: &InstanceProfile) -> bool {
    let now = Snapshot::of(now);
    let role = |of: &Snapshot| of.role.as_ref().map(|(name, _)| name.clone());
    let tags = shown.tags.is_some() && now.tags.is_some() && shown.tags != now.tags;
    role(shown) != role(&now) || tags
}

/// What is to be said of the roles that come in.
fn about_roles(making: &mut Making<'_>, plan: &Plan) {
    let mut roles: Vec<Box<str>> = Vec::new();
    for change in making.items.iter().flat_map(|item| &item.steps).map(|step| &step.change) {
        if let Change::AddRole { role, .. } = change
            && !roles.contains(role)
        {
            roles.push(role.clone());
        }
    }
    for role in &roles {
        making.about_role(role);
        let then = plan.items.iter().flat_map(|item| &item.expects).find_map(|one| match one {
            Expected::Role { name, id: Some(id) } if name == role => Some(id),
            _ => None,
        });
        let is = making.incoming(role).ok().and_then(|(_, id)| id);
        if let (Some(then), Some(is)) = (then, is)
            && *then != is
        {
            making.remarks.push(Remark::RoleRecreated { role: role.clone() });
        }
    }
    if !roles.is_empty() {
        making.remarks.push(Remark::PassRole { roles });
    }
}

/// What the steps do to instances that use the profiles.
fn about_use(making: &mut Making<'_>) {
    let mut uses = Vec::new();
    for item in &making.items {
        let has = |is: fn(&Change) -> bool| item.steps.iter().any(|step| is(&step.change));
        let adds = has(|call| matches!(call, Change::AddRole { .. }));
        let removes = has(|call| matches!(call, Change::RemoveRole { .. }));
        let what = match () {
            () if has(|call| matches!(call, Change::DeleteProfile { .. })) => InUse::Delete,
            () if adds && removes => InUse::Replace,
            () if adds => InUse::Attach,
            () if removes => InUse::Detach,
            () => continue,
        };
        if !uses.contains(&what) {
            uses.push(what);
        }
    }
    making.remarks.extend(uses.into_iter().map(Remark::InUse));
}
