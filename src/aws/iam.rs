//! IAM's operations, one function each.
//!
//! Every function fails with an [`ApiError`] that names the action; the kinds
//! are those of `error.rs`. MaxItems is AWS's maximum of 1000 throughout.

use std::sync::Arc;

use super::convert;
use super::observe::send;
use super::pages::{all_pages, next};
use super::session::Session;
use crate::core::domain::{InstanceProfile, Role, Tag};
use crate::core::error::ApiError;
use crate::core::msg::Page;

/// IAM's maximum for MaxItems.
pub const MAX_ITEMS: i32 = 1000;

/// One page of ListInstanceProfiles; never carries tags.
///
/// # Errors
/// The call failed.
pub async fn list_instance_profiles(
    session: &Session,
    marker: Option<String>,
    path_prefix: Option<String>,
) -> Result<Page, ApiError> {
    let request = session.iam().list_instance_profiles().max_items(MAX_ITEMS);
    let request = request.set_marker(marker).set_path_prefix(path_prefix);
    let answer = send!(session, "iam:ListInstanceProfiles", request)?;
    Ok(page(answer.instance_profiles, answer.is_truncated, answer.marker))
}

/// One page of ListInstanceProfilesForRole.
///
/// # Errors
/// The call failed; `NotFound` if there is no such role.
pub async fn list_instance_profiles_for_role(
    session: &Session,
    role_name: &str,
    marker: Option<String>,
) -> Result<Page, ApiError> {
    let request = session.iam().list_instance_profiles_for_role().max_items(MAX_ITEMS);
    let request = request.role_name(role_name).set_marker(marker);
    let answer = send!(session, "iam:ListInstanceProfilesForRole", request)?;
    Ok(page(answer.instance_profiles, answer.is_truncated, answer.marker))
}

/// All pages of ListInstanceProfilesForRole.
///
/// # Errors
/// A call failed; `NotFound` if there is no such role.
pub async fn all_instance_profiles_for_role(
    session: &Session,
    role_name: &str,
) -> Result<Vec<Arc<InstanceProfile>>, ApiError> {
    all_pages("iam:ListInstanceProfilesForRole", |marker| async move {
        let page = list_instance_profiles_for_role(session, role_name, marker).await?;
        Ok((page.items.into_iter().map(Arc::new).collect(), page.next))
    })
    .await
}

/// GetInstanceProfile: the profile with its role and its tags.
///
/// # Errors
/// The call failed; `NotFound` if there is no such profile.
pub async fn get_instance_profile(
    session: &Session,
    name: &str,
) -> Result<Arc<InstanceProfile>, ApiError> {
    let request = session.iam().get_instance_profile().instance_profile_name(name);
    let answer = send!(session, "iam:GetInstanceProfile", request)?;
    match answer.instance_profile {
        Some(profile) => Ok(Arc::new(convert::instance_profile(profile, true))),
        None => Err(super::error::incomplete("iam:GetInstanceProfile")),
    }
}

/// All pages of ListInstanceProfileTags.
///
/// # Errors
/// A call failed; `NotFound` if there is no such profile.
pub async fn list_instance_profile_tags(
    session: &Session,
    name: &str,
) -> Result<Vec<Tag>, ApiError> {
    all_pages("iam:ListInstanceProfileTags", |marker| async move {
        let request = session.iam().list_instance_profile_tags().max_items(MAX_ITEMS);
        let request = request.instance_profile_name(name).set_marker(marker);
        let answer = send!(session, "iam:ListInstanceProfileTags", request)?;
        Ok((convert::tags(answer.tags), next(answer.is_truncated, answer.marker)))
    })
    .await
}

/// GetRole: with description, boundary, tags and last use.
///
/// # Errors
/// The call failed; `NotFound` if there is no such role.
pub async fn get_role(session: &Session, name: &str) -> Result<Arc<Role>, ApiError> {
    let request = session.iam().get_role().role_name(name);
    let answer = send!(session, "iam:GetRole", request)?;
    match answer.role {
        Some(role) => Ok(Arc::new(convert::role(role, true))),
        None => Err(super::error::incomplete("iam:GetRole")),
    }
}

/// The first of ListAccountAliases; AWS allows one.
///
/// # Errors
/// The call failed.
pub async fn account_alias(session: &Session) -> Result<Option<String>, ApiError> {
    let request = session.iam().list_account_aliases();
    let answer = send!(session, "iam:ListAccountAliases", request)?;
    Ok(answer.account_aliases.into_iter().next())
}

fn page(
    items: Vec<aws_sdk_iam::types::InstanceProfile>,
    is_truncated: bool,
    marker: Option<String>,
) -> Page {
    Page {
        items: items.into_iter().map(|p| convert::instance_profile(p, false)).collect(),
        next: next(is_truncated, marker),
    }
}
