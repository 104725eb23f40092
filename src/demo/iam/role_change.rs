//! Creating, deleting and tagging roles.

use std::sync::Arc;

use super::super::failure::Failure;
use super::super::state::{Role, State, Tag};
use super::super::validate::{
    Check, MAX_TAGS, is_reserved, keys_of_a_caller, role_tags_of_a_caller,
};
use super::super::xml::Xml;
use super::{Context, document, roles, sorted, write_tags};

/// CreateRole: answers without description and duration, as IAM does.
pub(super) fn create(
    state: &mut State,
    context: &Context<'_>,
    xml: &mut Xml,
) -> Result<(), Failure> {
    let form = context.form;
    let name = form.required("RoleName")?;
    let trust = form.required("AssumeRolePolicyDocument")?;
    let path = form.get("Path").unwrap_or("/");
    let description = form.get("Description");
    let boundary = form.get("PermissionsBoundary");
    let tags = form.tags();
    let mut check = Check::default();
    check.role_name(name);
    check.path(path);
    check.trust_document(trust);
    check.description(description.unwrap_or_default());
    let max_session = check.max_session(form.get("MaxSessionDuration"));
    if let Some(arn) = boundary {
        check.arn("permissionsBoundary", arn);
    }
    check.tags(&tags);
    check.done()?;
    role_tags_of_a_caller(&tags)?;
    let stored = document::trust(state, trust)?;
    if state.role(name).is_some() {
        return Err(Failure::already_exists(format!("Role with name {name} already exists.")));
    }
    if boundary.is_some_and(|arn| !state.policies.contains_key(arn)) {
        let text = "The boundary policy does not exist or is not attachable.";
        return Err(Failure::no_such_entity(text));
    }
    let size = document::counted(trust);
    if size > document::TRUST_QUOTA {
        let quota = document::TRUST_QUOTA;
        let text = format!("Cannot exceed quota for ACLSizePerRole: {quota}");
        return Err(Failure::limit_exceeded(text));
    }
    let quota = state.quotas.roles;
    if state.roles.len() as u64 >= quota {
        let text = format!("Cannot exceed quota for RolesPerAccount: {quota}");
        return Err(Failure::limit_exceeded(text));
    }
    let role = state.put_role(name, path, &stored, context.now);
    role.description = description.map(Into::into);
    role.max_session = max_session.unwrap_or(role.max_session);
    role.boundary = boundary.map(Into::into);
    role.tags = tags.iter().map(|(key, value)| Tag::new(key, value)).collect();
    let role = role.clone();
    xml.element("Role", |xml| {
        roles::write_core(xml, state, &role);
        if !role.tags.is_empty() {
            write_tags(xml, sorted(&role.tags));
        }
    });
    Ok(())
}

/// DeleteRole: refused while it stands in a profile or has policies.
pub(super) fn delete(state: &mut State, context: &Context<'_>, _: &mut Xml) -> Result<(), Failure> {
    let role = find(state, context, Check::default())?;
    let (name, attached, inline) =
        (role.name.clone(), !role.attached.is_empty(), !role.inline.is_empty());
    let first = match () {
        () if state.profiles.values().any(|profile| profile.role.as_ref() == Some(&name)) => {
            "remove roles from instance profile"
        }
        () if attached => "detach all policies",
        () if inline => "delete policies",
        () => {
            state.delete_role(name.as_str());
            return Ok(());
        }
    };
    Err(Failure::delete_conflict(format!("Cannot delete entity, must {first} first.")))
}

/// TagRole: adds, or gives a key that is there, in whatever case, another value and case.
pub(super) fn tag(state: &mut State, context: &Context<'_>, _: &mut Xml) -> Result<(), Failure> {
    let new = context.form.tags();
    let mut check = Check::default();
    check.tags(&new);
    let role = find(state, context, check)?;
    role_tags_of_a_caller(&new)?;
    let mut tags: Vec<Tag> = role.tags.to_vec();
    for (key, value) in new {
        tags.retain(|tag| tag.key.to_lowercase() != key.to_lowercase());
        tags.push(Tag::new(key, value));
    }
    if tags.iter().filter(|tag| !is_reserved(&tag.key)).count() > MAX_TAGS {
        return Err(Failure::limit_exceeded("The number of tags has reached the maximum limit."));
    }
    role.tags = Arc::from(tags);
    Ok(())
}

/// UntagRole: by keys in any case.
pub(super) fn untag(state: &mut State, context: &Context<'_>, _: &mut Xml) -> Result<(), Failure> {
    let keys = context.form.list("TagKeys");
    let mut check = Check::default();
    check.tag_keys(&keys);
    let role = find(state, context, check)?;
    keys_of_a_caller(&keys)?;
    let named = |tag: &&Tag| !keys.iter().any(|key| key.to_lowercase() == tag.key.to_lowercase());
    role.tags = role.tags.iter().filter(named).cloned().collect();
    Ok(())
}

/// The role that the request names, once the request is valid; not one that only AWS changes.
pub(super) fn find<'state>(
    state: &'state mut State,
    context: &Context<'_>,
    mut check: Check,
) -> Result<&'state mut Role, Failure> {
    let name = context.form.required("RoleName")?;
    check.role_name(name);
    check.done()?;
    let role = state.role_mut(name).ok_or_else(|| Failure::no_such_role(name))?;
    match role.is_service_linked() {
        true => Err(Failure::protected(role.name.as_str())),
        false => Ok(role),
    }
}
