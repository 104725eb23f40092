//! IAM's changing operations, one function each, behind one door.
//!
//! Other than a read, a change tells how often the SDK tried and whether an
//! attempt may have taken effect unseen: after a broken connection the SDK
//! tries again by itself, and the second attempt then meets the first one's
//! work.

use std::sync::Arc;

use aws_sdk_iam::operation::RequestId;
use aws_sdk_iam::types;

use super::convert;
use super::doubt::Doubt;
use super::error::incomplete;
use super::session::Session;
use crate::core::change::ConfirmedStep;
use crate::core::domain::Tag;
use crate::core::error::{ApiError, ErrorKind};
use crate::core::outcome::{ChangeOutcome, Made};
use crate::core::plan::Change;

/// Makes one changing call, which a person has confirmed. The only way to one:
/// nothing else here is public. Takes the step, so that none is made twice.
///
/// In a session that may only read, nothing is sent. Must be run to its end:
/// an abandoned change may or may not have taken effect.
pub async fn perform(session: &Session, step: ConfirmedStep) -> ChangeOutcome {
    let change = step.change();
    if session.is_read_only() {
        return refused(change.action(), ErrorKind::ReadOnly);
    }
    match change {
        Change::AddRole { profile, role } => add_role(session, profile, role).await,
        Change::RemoveRole { profile, role } => remove_role(session, profile, role).await,
        Change::TagProfile { profile, tags } => tag_profile(session, profile, tags).await,
        Change::UntagProfile { profile, keys } => untag_profile(session, profile, keys).await,
        Change::CreateProfile { name, path, tags } => {
            create_profile(session, name, path, tags).await
        }
        Change::DeleteProfile { name } => delete_profile(session, name).await,
        Change::CreateRole { name, path, trust, description, tags } => {
            create_role(session, [name, path, trust, description], tags).await
        }
        Change::DeleteRole { name } => delete_role(session, name).await,
        Change::AttachRolePolicy { role, arn } => attach_role_policy(session, role, arn).await,
        Change::DetachRolePolicy { role, arn } => detach_role_policy(session, role, arn).await,
    }
}

/// Nothing was sent.
pub(super) fn refused(action: &'static str, kind: ErrorKind) -> ChangeOutcome {
    let error = ApiError { action, kind, code: None, message: String::new(), request_id: None };
    ChangeOutcome { result: Err(error), attempts: 0, request_id: None, in_doubt: false }
}

/// Sends a changing request and watches it. `$made` makes the result of the answer.
macro_rules! change {
    ($session:expr, $action:literal, $request:expr, $made:expr) => {{
        let call = $session.begin($action);
        let (attempts, doubt) = (call.attempts(), Doubt::default());
        let request = $request.customize().interceptor(attempts.clone());
        let request = request.interceptor(crate::aws::whole::WholeAnswer::Xml);
        let result = request.interceptor(doubt.clone()).send().await;
        let request_id = match &result {
            Ok(answer) => answer.request_id(),
            Err(error) => error.request_id(),
        };
        let request_id = request_id.map(Into::into);
        let result = call.end(result).and_then($made);
        let in_doubt = result.is_err() && doubt.remains();
        ChangeOutcome { result, attempts: attempts.count(), request_id, in_doubt }
    }};
}

fn nothing<T>(_: T) -> Result<Made, ApiError> {
    Ok(Made::Nothing)
}

/// AddRoleToInstanceProfile.
async fn add_role(session: &Session, profile: &str, role: &str) -> ChangeOutcome {
    let request = session.iam().add_role_to_instance_profile();
    let request = request.instance_profile_name(profile).role_name(role);
    change!(session, "iam:AddRoleToInstanceProfile", request, nothing)
}

/// RemoveRoleFromInstanceProfile.
async fn remove_role(session: &Session, profile: &str, role: &str) -> ChangeOutcome {
    let request = session.iam().remove_role_from_instance_profile();
    let request = request.instance_profile_name(profile).role_name(role);
    change!(session, "iam:RemoveRoleFromInstanceProfile", request, nothing)
}

/// TagInstanceProfile.
async fn tag_profile(session: &Session, profile: &str, tags: &[Tag]) -> ChangeOutcome {
    let request = session.iam().tag_instance_profile().instance_profile_name(profile);
    let request = request.set_tags(Some(sdk_tags(tags)));
    change!(session, "iam:TagInstanceProfile", request, nothing)
}

/// UntagInstanceProfile.
async fn untag_profile(session: &Session, profile: &str, keys: &[Box<str>]) -> ChangeOutcome {
    let keys = keys.iter().map(|key| key.to_string()).collect();
    let request = session.iam().untag_instance_profile().instance_profile_name(profile);
    change!(session, "iam:UntagInstanceProfile", request.set_tag_keys(Some(keys)), nothing)
}

/// CreateInstanceProfile.
async fn create_profile(session: &Session, name: &str, path: &str, tags: &[Tag]) -> ChangeOutcome {
    let request = session.iam().create_instance_profile().instance_profile_name(name);
    let request = request.path(path).set_tags(some_tags(tags));
    change!(session, "iam:CreateInstanceProfile", request, |answer| {
        let made = answer.instance_profile;
        let made = made.ok_or_else(|| incomplete("iam:CreateInstanceProfile"))?;
        Ok(Made::Profile(Arc::new(convert::instance_profile(made, true))))
    })
}

/// DeleteInstanceProfile.
async fn delete_profile(session: &Session, name: &str) -> ChangeOutcome {
    let request = session.iam().delete_instance_profile().instance_profile_name(name);
    change!(session, "iam:DeleteInstanceProfile", request, nothing)
}

/// CreateRole.
async fn create_role(
    session: &Session,
    [name, path, trust, description]: [&str; 4],
    tags: &[Tag],
) -> ChangeOutcome {
    let description = (!description.is_empty()).then(|| description.to_owned());
    let request = session.iam().create_role().role_name(name).path(path);
    let request = request.assume_role_policy_document(trust).set_description(description);
    change!(session, "iam:CreateRole", request.set_tags(some_tags(tags)), |answer| {
        let made = answer.role.ok_or_else(|| incomplete("iam:CreateRole"))?;
        Ok(Made::Role(Arc::new(convert::role(made, true))))
    })
}

/// DeleteRole.
async fn delete_role(session: &Session, name: &str) -> ChangeOutcome {
    let request = session.iam().delete_role().role_name(name);
    change!(session, "iam:DeleteRole", request, nothing)
}

/// AttachRolePolicy.
async fn attach_role_policy(session: &Session, role: &str, arn: &str) -> ChangeOutcome {
    let request = session.iam().attach_role_policy().role_name(role).policy_arn(arn);
    change!(session, "iam:AttachRolePolicy", request, nothing)
}

/// DetachRolePolicy.
async fn detach_role_policy(session: &Session, role: &str, arn: &str) -> ChangeOutcome {
    let request = session.iam().detach_role_policy().role_name(role).policy_arn(arn);
    change!(session, "iam:DetachRolePolicy", request, nothing)
}

/// None rather than an empty list, which would be sent as an empty parameter.
fn some_tags(tags: &[Tag]) -> Option<Vec<types::Tag>> {
    (!tags.is_empty()).then(|| sdk_tags(tags))
}

fn sdk_tags(tags: &[Tag]) -> Vec<types::Tag> {
    // Building fails without a key or a value only, and both are there.
    let tag = |tag: &Tag| types::Tag::builder().key(&*tag.key).value(&*tag.value).build().ok();
    tags.iter().filter_map(tag).collect()
}
