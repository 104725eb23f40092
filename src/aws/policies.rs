//! IAM's operations on a role's policies, one function each; as in `iam.rs`.

use std::sync::Arc;

use super::error::incomplete;
use super::iam::MAX_ITEMS;
use super::observe::send;
use super::pages::{all_pages, next};
use super::session::Session;
use crate::core::domain::{AttachedPolicy, ManagedPolicy, PolicyDocument};
use crate::core::error::ApiError;

/// All pages of ListAttachedRolePolicies.
///
/// # Errors
/// A call failed; `NotFound` if there is no such role.
pub async fn list_attached_role_policies(
    session: &Session,
    role: &str,
) -> Result<Vec<AttachedPolicy>, ApiError> {
    const ACTION: &str = "iam:ListAttachedRolePolicies";
    all_pages(ACTION, |marker| async move {
        let request = session.iam().list_attached_role_policies().max_items(MAX_ITEMS);
        let request = request.role_name(role).set_marker(marker);
        let answer = send!(session, "iam:ListAttachedRolePolicies", request)?;
        let page = answer.attached_policies.unwrap_or_default();
        // One left out would make the role look weaker than it is.
        let policies = page.into_iter().map(|policy| {
            Some(AttachedPolicy {
                name: policy.policy_name?.into(),
                arn: policy.policy_arn?.into(),
            })
        });
        let policies = policies.collect::<Option<Vec<_>>>().ok_or_else(|| incomplete(ACTION))?;
        Ok((policies, next(answer.is_truncated, answer.marker)))
    })
    .await
}

/// All pages of ListRolePolicies: the names of the inline policies.
///
/// # Errors
/// A call failed; `NotFound` if there is no such role.
pub async fn list_role_policies(session: &Session, role: &str) -> Result<Vec<Box<str>>, ApiError> {
    all_pages("iam:ListRolePolicies", |marker| async move {
        let request = session.iam().list_role_policies().max_items(MAX_ITEMS);
        let request = request.role_name(role).set_marker(marker);
        let answer = send!(session, "iam:ListRolePolicies", request)?;
        let names = answer.policy_names.into_iter().map(Into::into).collect();
        Ok((names, next(answer.is_truncated, answer.marker)))
    })
    .await
}

/// GetRolePolicy: the document of an inline policy.
///
/// # Errors
/// The call failed; `NotFound` if there is no such role or policy.
pub async fn get_role_policy(
    session: &Session,
    role: &str,
    name: &str,
) -> Result<PolicyDocument, ApiError> {
    let request = session.iam().get_role_policy().role_name(role).policy_name(name);
    let answer = send!(session, "iam:GetRolePolicy", request)?;
    Ok(PolicyDocument::from_answer(&answer.policy_document))
}

/// GetPolicy: a managed policy without its document.
///
/// # Errors
/// The call failed; `NotFound` if there is no such policy.
pub async fn get_policy(session: &Session, arn: &str) -> Result<Arc<ManagedPolicy>, ApiError> {
    const ACTION: &str = "iam:GetPolicy";
    let request = session.iam().get_policy().policy_arn(arn);
    let answer = send!(session, "iam:GetPolicy", request)?;
    let policy = answer.policy.ok_or_else(|| incomplete(ACTION))?;
    Ok(Arc::new(ManagedPolicy {
        arn: arn.into(),
        description: policy.description.map(Into::into),
        default_version: policy.default_version_id.ok_or_else(|| incomplete(ACTION))?.into(),
    }))
}

/// GetPolicyVersion: the document of a managed policy.
///
/// # Errors
/// The call failed; `NotFound` if there is no such policy or version.
pub async fn get_policy_version(
    session: &Session,
    arn: &str,
    version: &str,
) -> Result<PolicyDocument, ApiError> {
    const ACTION: &str = "iam:GetPolicyVersion";
    let request = session.iam().get_policy_version().policy_arn(arn).version_id(version);
    let answer = send!(session, "iam:GetPolicyVersion", request)?;
    let document = answer.policy_version.and_then(|version| version.document);
    let document = document.ok_or_else(|| incomplete(ACTION))?;
    Ok(PolicyDocument::from_answer(&document))
}
