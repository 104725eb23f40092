//! Changing instance profiles.

use std::sync::Arc;

use super::super::failure::Failure;
use super::super::state::{Profile, State, Tag};
use super::super::validate::{Check, MAX_TAGS, is_reserved, keys_of_a_caller, tags_of_a_caller};
use super::super::xml::Xml;
use super::{Context, profiles, sorted, write_tags};

/// CreateInstanceProfile. Not idempotent: the same request again is a conflict.
pub(super) fn create(
    state: &mut State,
    context: &Context<'_>,
    xml: &mut Xml,
) -> Result<(), Failure> {
    let name = context.form.required("InstanceProfileName")?;
    let path = context.form.get("Path").unwrap_or("/");
    let tags = context.form.tags();
    let mut check = Check::default();
    check.profile_name(name);
    check.path(path);
    check.tags(&tags);
    check.done()?;
    tags_of_a_caller(&tags)?;
    if state.profile(name).is_some() {
        return Err(Failure::already_exists(format!("Instance Profile {name} already exists.")));
    }
    let quota = state.quotas.instance_profiles;
    if state.profiles.len() as u64 >= quota {
        return Err(Failure::limit_exceeded(format!(
            "Cannot exceed quota for InstanceProfilesPerAccount: {quota}"
        )));
    }
    let profile = state.put_profile(name, path, context.now);
    profile.tags = tags.iter().map(|(key, value)| Tag::new(key, value)).collect();
    let profile = profile.clone();
    xml.element("InstanceProfile", |xml| {
        profiles::write(xml, state, &profile);
        if !profile.tags.is_empty() {
            write_tags(xml, sorted(&profile.tags));
        }
    });
    Ok(())
}

/// DeleteInstanceProfile: refused while it holds a role, not while instances use it.
pub(super) fn delete(state: &mut State, context: &Context<'_>, _: &mut Xml) -> Result<(), Failure> {
    let profile = find(state, context, Check::default())?;
    if profile.role.is_some() {
        return Err(Failure::delete_conflict(
            "Cannot delete entity, must remove roles from instance profile first.",
        ));
    }
    let name = profile.name.clone();
    state.delete_profile(name.as_str());
    Ok(())
}

/// AddRoleToInstanceProfile: a profile holds one role, and the same one again is one too many.
pub(super) fn add_role(
    state: &mut State,
    context: &Context<'_>,
    _: &mut Xml,
) -> Result<(), Failure> {
    let name = context.form.required("RoleName")?;
    let mut check = Check::default();
    check.role_name(name);
    find(state, context, check)?;
    let role = state.role(name).ok_or_else(|| Failure::no_such_role(name))?;
    if role.is_service_linked() {
        return Err(Failure::protected(role.name.as_str()));
    }
    let role = role.name.clone();
    let profile = find(state, context, Check::default())?;
    if profile.role.is_some() {
        return Err(Failure::limit_exceeded(
            "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
        ));
    }
    profile.role = Some(role);
    Ok(())
}

/// RemoveRoleFromInstanceProfile: names the role, so that a swapped one is not removed unseen.
pub(super) fn remove_role(
    state: &mut State,
    context: &Context<'_>,
    _: &mut Xml,
) -> Result<(), Failure> {
    let name = context.form.required("RoleName")?;
    let mut check = Check::default();
    check.role_name(name);
    let profile = find(state, context, check)?;
    match &profile.role {
        Some(role) if role.as_str().eq_ignore_ascii_case(name) => {
            profile.role = None;
            Ok(())
        }
        _ => Err(Failure::no_such_role(name)),
    }
}

/// TagInstanceProfile: adds, or gives a key that is there another value.
pub(super) fn tag(state: &mut State, context: &Context<'_>, _: &mut Xml) -> Result<(), Failure> {
    let new = context.form.tags();
    let mut check = Check::default();
    check.tags(&new);
    let profile = find(state, context, check)?;
    tags_of_a_caller(&new)?;
    let mut tags: Vec<Tag> = profile.tags.to_vec();
    for (key, value) in new {
        match tags.iter_mut().find(|tag| &*tag.key == key) {
            Some(tag) => tag.value = value.into(),
            None => tags.push(Tag::new(key, value)),
        }
    }
    // What AWS's own services have set does not count.
    let counted = tags.iter().filter(|tag| !is_reserved(&tag.key)).count();
    if counted > MAX_TAGS {
        return Err(Failure::limit_exceeded("The number of tags has reached the maximum limit."));
    }
    profile.tags = Arc::from(tags);
    Ok(())
}

/// UntagInstanceProfile: a key that is not there is no error.
pub(super) fn untag(state: &mut State, context: &Context<'_>, _: &mut Xml) -> Result<(), Failure> {
    let keys = context.form.list("TagKeys");
    let mut check = Check::default();
    check.tag_keys(&keys);
    let profile = find(state, context, check)?;
    keys_of_a_caller(&keys)?;
    profile.once_tagged |= !profile.tags.is_empty();
    profile.tags = profile.tags.iter().filter(|tag| !keys.contains(&&*tag.key)).cloned().collect();
    Ok(())
}

/// The profile that the request names, once the request is valid.
fn find<'state>(
    state: &'state mut State,
    context: &Context<'_>,
    mut check: Check,
) -> Result<&'state mut Profile, Failure> {
    let name = context.form.required("InstanceProfileName")?;
    check.profile_name(name);
    check.done()?;
    state.profile_mut(name).ok_or_else(|| Failure::no_such_profile(name))
}
