//! The journal's JSON read back as plans. What another version has added is
//! overlooked; what it needs and does not find makes it give up: half a plan
//! is no plan.

use serde_json::Value;

use super::super::domain::Tag;
use super::super::plan::{Change, Expected, IfItFails, Item, Plan, Purpose, Snapshot, Step};

/// The plan of a line of the kind `plan`.
pub(super) fn plan(line: &Value) -> Option<Plan> {
    let items: Option<Vec<_>> = line.get("items")?.as_array()?.iter().map(item).collect();
    let items = items.filter(|items| !items.is_empty())?;
    Some(Plan { purpose: purpose(line.get("purpose")?.as_str()?)?, items })
}

/// The name of a purpose.
pub(super) fn purpose(name: &str) -> Option<Purpose> {
    Some(match name {
        "attach" => Purpose::Attach,
        "replace" => Purpose::Replace,
        "detach" => Purpose::Detach,
        "tag" => Purpose::Tag,
        "create" => Purpose::Create,
        "delete" => Purpose::Delete,
        "clean-up" => Purpose::CleanUp,
        "undo" => Purpose::Undo,
        _ => return None,
    })
}

fn item(value: &Value) -> Option<Item> {
    let expects: Option<Vec<_>> = value.get("expects")?.as_array()?.iter().map(expected).collect();
    let steps: Option<Vec<_>> = value.get("steps")?.as_array()?.iter().map(step).collect();
    let steps = steps.filter(|steps| !steps.is_empty())?;
    Some(Item { name: text(value, "name")?, expects: expects?, steps })
}

fn expected(value: &Value) -> Option<Expected> {
    if let Some(name) = text(value, "RoleName") {
        if value.get("none").and_then(Value::as_bool) == Some(true) {
            return Some(Expected::NoRole { name });
        }
        return Some(Expected::Role { name, id: text(value, "RoleId") });
    }
    let name = text(value, "InstanceProfileName")?;
    match value.get("shown")? {
        Value::Null => Some(Expected::NoProfile { name }),
        shown => Some(Expected::Profile { name, shown: snapshot(shown)? }),
    }
}

fn step(value: &Value) -> Option<Step> {
    let if_it_fails = match value.get("ifItFails") {
        None => IfItFails::Stop,
        Some(back) => IfItFails::PutBack(change(back)?),
    };
    Some(Step { change: change(value.get("call")?)?, if_it_fails })
}

fn snapshot(value: &Value) -> Option<Snapshot> {
    let role = match value.get("role") {
        None | Some(Value::Null) => None,
        Some(role) => Some((text(role, "name")?, text(role, "id")?)),
    };
    let tags = match value.get("tags") {
        None | Some(Value::Null) => None,
        Some(list) => Some(tags(list)?),
    };
    Some(Snapshot {
        id: text(value, "id")?.as_ref().into(),
        path: text(value, "path")?,
        role,
        tags,
    })
}

/// A call of a line of the kind `before`, or of a plan's step.
pub(super) fn change(value: &Value) -> Option<Change> {
    let profile = || text(value, "InstanceProfileName");
    let role = || text(value, "RoleName");
    let arn = || text(value, "PolicyArn");
    let set = || tags(value.get("Tags")?);
    Some(match value.get("action")?.as_str()? {
        "iam:AddRoleToInstanceProfile" => Change::AddRole { profile: profile()?, role: role()? },
        "iam:RemoveRoleFromInstanceProfile" => {
            Change::RemoveRole { profile: profile()?, role: role()? }
        }
        "iam:TagInstanceProfile" => Change::TagProfile { profile: profile()?, tags: set()? },
        "iam:UntagInstanceProfile" => {
            let keys = value.get("TagKeys")?.as_array()?.iter();
            let keys: Option<Vec<_>> = keys.map(|key| key.as_str().map(Into::into)).collect();
            Change::UntagProfile { profile: profile()?, keys: keys? }
        }
        "iam:CreateInstanceProfile" => {
            Change::CreateProfile { name: profile()?, path: text(value, "Path")?, tags: set()? }
        }
        "iam:DeleteInstanceProfile" => Change::DeleteProfile { name: profile()? },
        "iam:CreateRole" => Change::CreateRole {
            name: role()?,
            path: text(value, "Path")?,
            trust: text(value, "AssumeRolePolicyDocument")?,
            description: text(value, "Description")?,
            tags: set()?,
        },
        "iam:DeleteRole" => Change::DeleteRole { name: role()? },
        "iam:AttachRolePolicy" => Change::AttachRolePolicy { role: role()?, arn: arn()? },
        "iam:DetachRolePolicy" => Change::DetachRolePolicy { role: role()?, arn: arn()? },
        _ => return None,
    })
}

fn tags(value: &Value) -> Option<Vec<Tag>> {
    let tag = |tag: &Value| Some(Tag { key: text(tag, "Key")?, value: text(tag, "Value")? });
    value.as_array()?.iter().map(tag).collect()
}

fn text(value: &Value, key: &str) -> Option<Box<str>> {
    value.get(key)?.as_str().map(Into::into)
}
