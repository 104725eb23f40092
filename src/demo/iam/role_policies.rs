//! Attaching, detaching, writing and deleting a role's policies.

use super::super::failure::Failure;
use super::super::name::{Document, Name};
use super::super::state::State;
use super::super::validate::Check;
use super::super::xml::Xml;
use super::role_change::find;
use super::{Context, document};

/// Characters of all of a role's inline policies, white space not counted.
const INLINE_QUOTA: usize = 10_240;

/// AttachRolePolicy: one that is attached already is no error.
pub(super) fn attach(state: &mut State, context: &Context<'_>, _: &mut Xml) -> Result<(), Failure> {
    let arn = policy_arn(context)?;
    let mut check = Check::default();
    check.policy_arn(arn);
    let quota = state.quotas.attached_policies_per_role;
    let policy = state.policies.get(arn).cloned();
    let role = find(state, context, check)?;
    is_policy(arn)?;
    let Some(policy) = policy else {
        let text = format!("Policy {arn} does not exist or is not attachable.");
        return Err(Failure::no_such_entity(text));
    };
    if policy.path.starts_with("/aws-service-role/") {
        let text = "Cannot attach a Service Role Policy to a Customer Role.";
        return Err(Failure::new(400, "PolicyNotAttachable", text));
    }
    if !role.attached.contains(arn) && role.attached.len() as u64 >= quota {
        let text = format!("Cannot exceed quota for PoliciesPerRole: {quota}");
        return Err(Failure::limit_exceeded(text));
    }
    role.attached.insert(policy.arn.clone());
    Ok(())
}

/// DetachRolePolicy: one that is not attached is an error.
pub(super) fn detach(state: &mut State, context: &Context<'_>, _: &mut Xml) -> Result<(), Failure> {
    let arn = policy_arn(context)?;
    let mut check = Check::default();
    check.policy_arn(arn);
    let role = find(state, context, check)?;
    is_policy(arn)?;
    match role.attached.remove(arn) {
        true => Ok(()),
        false => Err(Failure::no_such_entity(format!("Policy {arn} was not found."))),
    }
}

/// PutRolePolicy: writes an inline policy, or another one in its place.
pub(super) fn put(state: &mut State, context: &Context<'_>, _: &mut Xml) -> Result<(), Failure> {
    let name = context.form.required("PolicyName")?;
    let text = context.form.required("PolicyDocument")?;
    let mut check = Check::default();
    check.policy_name(name);
    check.policy_document(text);
    let role = find(state, context, check)?;
    document::permissions(text)?;
    let name = Name::from(name);
    let others = role.inline.iter().filter(|(other, _)| **other != name);
    let sizes = others.map(|(_, document)| document::counted(document.as_str()));
    if sizes.sum::<usize>() + document::counted(text) > INLINE_QUOTA {
        return Err(Failure::limit_exceeded(format!(
            "Maximum policy size of {INLINE_QUOTA} bytes exceeded for role {}",
            role.name
        )));
    }
    // Removed first, because a map keeps the old key and with it the old case.
    role.inline.remove(&name);
    role.inline.insert(name, Document::new(text));
    Ok(())
}

/// DeleteRolePolicy: one that is not there is an error.
pub(super) fn delete(state: &mut State, context: &Context<'_>, _: &mut Xml) -> Result<(), Failure> {
    let name = context.form.required("PolicyName")?;
    let mut check = Check::default();
    check.policy_name(name);
    match find(state, context, check)?.inline.remove(&Name::from(name)) {
        Some(_) => Ok(()),
        None => {
            let text = format!("The role policy with name {name} cannot be found.");
            Err(Failure::no_such_entity(text))
        }
    }
}

fn policy_arn<'a>(context: &Context<'a>) -> Result<&'a str, Failure> {
    context.form.required("PolicyArn")
}

fn is_policy(arn: &str) -> Result<(), Failure> {
    match arn.starts_with("arn:") && arn.contains(":policy/") {
        true => Ok(()),
        false => Err(Failure::invalid_input(format!("ARN {arn} is not valid."))),
    }
}
