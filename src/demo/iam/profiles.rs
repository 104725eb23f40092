//! Reading instance profiles.

use std::ops::Bound;

use super::super::failure::Failure;
use super::super::name::Name;
use super::super::page::{Page, write_end};
use super::super::state::{Profile, State};
use super::super::validate::Check;
use super::super::xml::Xml;
use super::{Context, roles, sorted, write_tags};

/// ListInstanceProfiles: never with tags.
pub(super) fn list(state: &State, context: &Context<'_>, xml: &mut Xml) -> Result<(), Failure> {
    let prefix = context.form.get("PathPrefix");
    let mut check = Check::default();
    if let Some(prefix) = prefix {
        check.path_prefix(prefix);
    }
    let page = Page::read(context.form, check, context.page_limit)?;
    write_page(state, context, xml, &page, |profile| {
        prefix.is_none_or(|prefix| profile.path.starts_with(prefix))
    });
    Ok(())
}

/// ListInstanceProfilesForRole: never with tags.
pub(super) fn list_for_role(
    state: &State,
    context: &Context<'_>,
    xml: &mut Xml,
) -> Result<(), Failure> {
    let name = context.form.required("RoleName")?;
    let mut check = Check::default();
    check.role_name(name);
    let page = Page::read(context.form, check, context.page_limit)?;
    let role = state.role(name).ok_or_else(|| Failure::no_such_role(name))?;
    write_page(state, context, xml, &page, |profile| profile.role.as_ref() == Some(&role.name));
    Ok(())
}

/// GetInstanceProfile: the only one that returns tags with the profile.
pub(super) fn get(state: &State, context: &Context<'_>, xml: &mut Xml) -> Result<(), Failure> {
    let profile = find(state, context)?;
    xml.element("InstanceProfile", |xml| {
        write(xml, state, profile);
        write_tags(xml, sorted(&profile.tags));
    });
    Ok(())
}

/// ListInstanceProfileTags, sorted by key.
pub(super) fn list_tags(
    state: &State,
    context: &Context<'_>,
    xml: &mut Xml,
) -> Result<(), Failure> {
    let page = Page::read(context.form, Check::default(), context.page_limit)?;
    let profile = find(state, context)?;
    let tags = sorted(&profile.tags);
    let (tags, next) = page.of(&tags);
    write_tags(xml, tags.iter().copied());
    write_end(xml, context.form, next.as_deref());
    Ok(())
}

/// The profile that the request names.
fn find<'state>(state: &'state State, context: &Context<'_>) -> Result<&'state Profile, Failure> {
    let name = context.form.required("InstanceProfileName")?;
    let mut check = Check::default();
    check.profile_name(name);
    check.done()?;
    state.profile(name).ok_or_else(|| Failure::no_such_profile(name))
}

fn write_page(
    state: &State,
    context: &Context<'_>,
    xml: &mut Xml,
    page: &Page,
    wanted: impl Fn(&Profile) -> bool,
) {
    let start = match &page.after {
        Some(after) => Bound::Excluded(Name::from(after.as_str())),
        None => Bound::Unbounded,
    };
    let mut profiles = state
        .profiles
        .range((start, Bound::Unbounded))
        .map(|(_, profile)| profile)
        .filter(|profile| wanted(profile))
        .peekable();
    let mut last = None;
    xml.element("InstanceProfiles", |xml| {
        for profile in profiles.by_ref().take(page.limit) {
            xml.element("member", |xml| write(xml, state, profile));
            last = Some(&profile.name);
        }
    });
    let next = profiles.peek().and(last);
    write_end(xml, context.form, next.map(Name::as_str));
}

/// The members of a profile, without its tags.
pub(super) fn write(xml: &mut Xml, state: &State, profile: &Profile) {
    xml.text("Path", &profile.path);
    xml.text("InstanceProfileName", profile.name.as_str());
    xml.text("InstanceProfileId", profile.id.as_str());
    xml.text("Arn", &state.profile_arn(profile));
    xml.time("CreateDate", profile.created);
    match profile.role.as_ref().and_then(|name| state.roles.get(name)) {
        Some(role) => xml.element("Roles", |xml| {
            xml.element("member", |xml| roles::write_core(xml, state, role));
        }),
        None => xml.empty("Roles"),
    }
}
