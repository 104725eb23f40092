//! IAM's operations that tell what there is to choose from; as in `iam.rs`.

use std::collections::HashMap;

use aws_sdk_iam::types::PolicyScopeType;

use super::convert;
use super::error::incomplete;
use super::iam::MAX_ITEMS;
use super::observe::send;
use super::pages::next;
use super::session::Session;
use crate::core::domain::{AccountSummary, Listed, ListedPolicy, PolicyScope, Role};
use crate::core::error::ApiError;

/// One page of ListRoles, whose roles come without boundary, last use and tags.
///
/// # Errors
/// The call failed.
pub async fn list_roles(
    session: &Session,
    marker: Option<String>,
) -> Result<Listed<Role>, ApiError> {
    let request = session.iam().list_roles().max_items(MAX_ITEMS).set_marker(marker);
    let answer = send!(session, "iam:ListRoles", request)?;
    Ok(Listed {
        items: answer.roles.into_iter().map(|role| convert::role(role, false)).collect(),
        next: next(answer.is_truncated, answer.marker),
    })
}

/// One page of ListPolicies.
///
/// # Errors
/// The call failed.
pub async fn list_policies(
    session: &Session,
    scope: PolicyScope,
    marker: Option<String>,
) -> Result<Listed<ListedPolicy>, ApiError> {
    let scope = match scope {
        PolicyScope::Aws => PolicyScopeType::Aws,
        PolicyScope::Customer => PolicyScopeType::Local,
        PolicyScope::All => PolicyScopeType::All,
    };
    let request = session.iam().list_policies().max_items(MAX_ITEMS);
    let request = request.scope(scope).set_marker(marker);
    let answer = send!(session, "iam:ListPolicies", request)?;
    let policies = answer.policies.unwrap_or_default().into_iter();
    // A policy without an ARN can't be attached; AWS sends none.
    let policies = policies.filter_map(|policy| {
        Some(ListedPolicy {
            name: policy.policy_name?.into(),
            arn: policy.arn?.into(),
            path: policy.path.unwrap_or_else(|| "/".to_owned()).into(),
            attachments: policy.attachment_count,
        })
    });
    Ok(Listed { items: policies.collect(), next: next(answer.is_truncated, answer.marker) })
}

/// GetAccountSummary: counts and quotas.
///
/// # Errors
/// The call failed.
pub async fn account_summary(session: &Session) -> Result<AccountSummary, ApiError> {
    let request = session.iam().get_account_summary();
    let answer = send!(session, "iam:GetAccountSummary", request)?;
    let map = answer.summary_map.ok_or_else(|| incomplete("iam:GetAccountSummary"))?;
    // By their names: the SDK knows some of them only as unknown ones.
    let map: HashMap<&str, i32> = map.iter().map(|(key, &value)| (key.as_str(), value)).collect();
    let value = |key: &str| map.get(key).and_then(|&value| u32::try_from(value).ok());
    Ok(AccountSummary {
        instance_profiles: value("InstanceProfiles"),
        instance_profiles_quota: value("InstanceProfilesQuota"),
        roles: value("Roles"),
        roles_quota: value("RolesQuota"),
        attached_policies_per_role_quota: value("AttachedPoliciesPerRoleQuota"),
        trust_policy_quota: value("AssumeRolePolicySizeQuota"),
    })
}
