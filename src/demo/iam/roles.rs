//! Reading roles and the policies on them.

use std::ops::Bound;

use super::super::failure::Failure;
use super::super::name::Name;
use super::super::page::{Page, write_end};
use super::super::state::{Role, State};
use super::super::validate::Check;
use super::super::xml::Xml;
use super::{Context, sorted, write_tags};

/// ListRoles: without boundary, last use and tags.
pub(super) fn list(state: &State, context: &Context<'_>, xml: &mut Xml) -> Result<(), Failure> {
    let prefix = context.form.get("PathPrefix");
    let mut check = Check::default();
    if let Some(prefix) = prefix {
        check.path_prefix(prefix);
    }
    let page = Page::read(context.form, check, context.page_limit)?;
    let start = match &page.after {
        Some(after) => Bound::Excluded(Name::from(after.as_str())),
        None => Bound::Unbounded,
    };
    let mut roles = state
        .roles
        .range((start, Bound::Unbounded))
        .map(|(_, role)| role)
        .filter(|role| prefix.is_none_or(|prefix| role.path.starts_with(prefix)))
        .peekable();
    let mut last = None;
    xml.element("Roles", |xml| {
        for role in roles.by_ref().take(page.limit) {
            xml.element("member", |xml| {
                write_core(xml, state, role);
                write_settings(xml, role);
            });
            last = Some(&role.name);
        }
    });
    let next = roles.peek().and(last);
    write_end(xml, context.form, next.map(Name::as_str));
    Ok(())
}

/// GetRole: everything about it but its policies.
pub(super) fn get(state: &State, context: &Context<'_>, xml: &mut Xml) -> Result<(), Failure> {
    let role = find(state, context, Check::default())?;
    xml.element("Role", |xml| {
        write_core(xml, state, role);
        write_settings(xml, role);
        if let Some(boundary) = &role.boundary {
            xml.element("PermissionsBoundary", |xml| {
                xml.text("PermissionsBoundaryType", "Policy");
                xml.text("PermissionsBoundaryArn", boundary);
            });
        }
        if !role.tags.is_empty() {
            write_tags(xml, sorted(&role.tags));
        }
        // Present and empty for a role that was never used.
        xml.element("RoleLastUsed", |xml| {
            if let Some((time, region)) = &role.last_used {
                xml.time("LastUsedDate", *time);
                xml.text("Region", region);
            }
        });
    });
    Ok(())
}

/// ListRoleTags, sorted by key.
pub(super) fn list_tags(
    state: &State,
    context: &Context<'_>,
    xml: &mut Xml,
) -> Result<(), Failure> {
    let page = Page::read(context.form, Check::default(), context.page_limit)?;
    let role = find(state, context, Check::default())?;
    let tags = sorted(&role.tags);
    let (tags, next) = page.of(&tags);
    write_tags(xml, tags.iter().copied());
    write_end(xml, context.form, next.as_deref());
    Ok(())
}

/// ListAttachedRolePolicies: managed policies by name.
pub(super) fn list_attached(
    state: &State,
    context: &Context<'_>,
    xml: &mut Xml,
) -> Result<(), Failure> {
    let mut check = Check::default();
    let prefix = context.form.get("PathPrefix");
    if let Some(prefix) = prefix {
        check.policy_path_prefix(prefix);
    }
    let page = Page::read(context.form, check, context.page_limit)?;
    let role = find(state, context, Check::default())?;
    let mut attached: Vec<(Name, &str)> = role
        .attached
        .iter()
        .map(|arn| (Name::from(arn.rsplit('/').next().unwrap_or(arn)), &**arn))
        .filter(|(_, arn)| {
            let path = arn.split_once(":policy").map_or("", |(_, path)| path);
            prefix.is_none_or(|prefix| path.starts_with(prefix))
        })
        .collect();
    attached.sort();
    let (attached, next) = page.of(&attached);
    xml.element("AttachedPolicies", |xml| {
        for (name, arn) in attached {
            xml.element("member", |xml| {
                xml.text("PolicyName", name.as_str());
                xml.text("PolicyArn", arn);
            });
        }
    });
    write_end(xml, context.form, next.as_deref());
    Ok(())
}

/// ListRolePolicies: the names of inline policies.
pub(super) fn list_inline(
    state: &State,
    context: &Context<'_>,
    xml: &mut Xml,
) -> Result<(), Failure> {
    let page = Page::read(context.form, Check::default(), context.page_limit)?;
    let role = find(state, context, Check::default())?;
    let names: Vec<&Name> = role.inline.keys().collect();
    let (names, next) = page.of(&names);
    xml.element("PolicyNames", |xml| {
        for name in names {
            xml.text("member", name.as_str());
        }
    });
    write_end(xml, context.form, next.as_deref());
    Ok(())
}

/// GetRolePolicy: one inline policy.
pub(super) fn get_inline(
    state: &State,
    context: &Context<'_>,
    xml: &mut Xml,
) -> Result<(), Failure> {
    let name = context.form.required("PolicyName")?;
    let mut check = Check::default();
    check.policy_name(name);
    let role = find(state, context, check)?;
    let (name, document) = role.inline.get_key_value(&Name::from(name)).ok_or_else(|| {
        let text = format!("The role policy with name {name} cannot be found.");
        Failure::no_such_entity(text)
    })?;
    xml.text("RoleName", role.name.as_str());
    xml.text("PolicyName", name.as_str());
    xml.text("PolicyDocument", document.encoded());
    Ok(())
}

/// The role that the request names, once the request is valid.
fn find<'state>(
    state: &'state State,
    context: &Context<'_>,
    mut check: Check,
) -> Result<&'state Role, Failure> {
    let name = context.form.required("RoleName")?;
    check.role_name(name);
    check.done()?;
    state.role(name).ok_or_else(|| Failure::no_such_role(name))
}

/// What a role shows of itself inside an instance profile too.
pub(super) fn write_core(xml: &mut Xml, state: &State, role: &Role) {
    xml.text("Path", &role.path);
    xml.text("RoleName", role.name.as_str());
    xml.text("RoleId", role.id.as_str());
    xml.text("Arn", &state.role_arn(role));
    xml.time("CreateDate", role.created);
    xml.text("AssumeRolePolicyDocument", role.trust.encoded());
}

fn write_settings(xml: &mut Xml, role: &Role) {
    if let Some(description) = &role.description {
        xml.text("Description", description);
    }
    xml.number("MaxSessionDuration", u64::from(role.max_session));
}
