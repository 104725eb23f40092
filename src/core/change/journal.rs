//! What the journal's lines say, one JSON object each, and how they are read
//! back. No line holds a secret: keys are not known here.

use serde_json::{Map, Value, json};

use super::super::domain::shell::aws_cli;
use super::super::domain::{Tag, Timestamp};
use super::super::error::ApiError;
use super::super::outcome::{ChangeOutcome, Made};
use super::super::plan::{Change, Expected, IfItFails, Item, Plan, Purpose, Snapshot, Step};
use super::confirmed::ConfirmedStep;
use super::run::ItemOutcome;

/// Where and by whom a plan is carried out; stands in each of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// Names the plan: no other has it.
    pub plan: String,
    /// Twelve digits.
    pub account: String,
    /// The caller's ARN.
    pub caller: String,
    /// The endpoint, where it is not AWS's own.
    pub endpoint: Option<String>,
}

/// A name for a plan that no other has: when it was confirmed, in which
/// process, and which of that one's plans it is.
pub fn plan_name(now: Timestamp, process: u32, count: u32) -> String {
    format!("{}-{process}-{count}", now.compact())
}

/// The process in a plan's name; other versions may name plans otherwise.
pub fn process_of(plan: &str) -> Option<u32> {
    plan.split('-').nth(1)?.parse().ok()
}

/// The whole plan, before anything is done.
pub fn begin(scene: &Scene, plan: &Plan, now: Timestamp) -> String {
    let items: Vec<_> = plan.items.iter().map(item).collect();
    line(scene, now, "plan", json!({ "purpose": purpose(plan.purpose), "items": items }))
}

/// A call that is about to be made.
pub fn before(scene: &Scene, at: (usize, usize), call: &Change, now: Timestamp) -> String {
    line(scene, now, "before", json!({ "item": at.0, "step": at.1, "call": change(call) }))
}

/// What came of it.
pub fn after(scene: &Scene, at: (usize, usize), outcome: &ChangeOutcome, now: Timestamp) -> String {
    let mut more = json!({ "item": at.0, "step": at.1, "attempts": outcome.attempts });
    match &outcome.result {
        Ok(made) => {
            more["outcome"] = json!("done");
            match made {
                Made::Nothing => {}
                Made::Profile(profile) => more["made"] = json!(profile.id.to_string()),
                Made::Role(role) => more["made"] = json!(role.id),
            }
        }
        Err(error) => {
            more["outcome"] = json!("failed");
            more["error"] = failure(error);
        }
    }
    if let Some(id) = &outcome.request_id {
        more["requestId"] = json!(id);
    }
    line(scene, now, "after", more)
}

/// It could not be found out what came of it.
pub fn unknown(scene: &Scene, at: (usize, usize), now: Timestamp) -> String {
    line(scene, now, "after", json!({ "item": at.0, "step": at.1, "outcome": "unknown" }))
}

/// A call that is about to be made to put back what an earlier one took away.
pub fn putting_back(scene: &Scene, at: (usize, usize), call: &Change, now: Timestamp) -> String {
    line(scene, now, "putting-back", json!({ "item": at.0, "step": at.1, "call": change(call) }))
}

/// What came of putting back what was there: how the profile was left, as far
/// as it could be read, and the command that mends it where nothing did.
pub fn put_back(
    scene: &Scene,
    at: (usize, usize),
    outcome: &ItemOutcome,
    back: Option<&ConfirmedStep>,
    left: Option<&Option<Snapshot>>,
    now: Timestamp,
) -> String {
    let mut more = json!({ "item": at.0, "step": at.1 });
    more["outcome"] = match outcome {
        ItemOutcome::Failed { put_back: Some(Ok(())), .. } => json!("done"),
        ItemOutcome::Failed { put_back: Some(Err(error)), .. } => {
            let command = back.map(|back| aws_cli(back.change(), scene.endpoint.as_deref()));
            more["mend"] = json!(command);
            failure(error)
        }
        _ => Value::Null,
    };
    if let Some(left) = left {
        more["left"] = left.as_ref().map_or(Value::Null, snapshot);
    }
    line(scene, now, "put-back", more)
}

/// Somebody has seen what a plan left that was broken off, and lets it stay.
pub fn settled(scene: &Scene, now: Timestamp) -> String {
    line(scene, now, "settled", json!({}))
}

/// The journal's own word for what became of an item.
pub fn outcome_name(outcome: &ItemOutcome) -> &'static str {
    match outcome {
        ItemOutcome::Open => "open",
        ItemOutcome::Done => "done",
        ItemOutcome::Changed(_) => "changed",
        ItemOutcome::Unread(_) => "unread",
        ItemOutcome::OtherAccount(_) => "other-account",
        ItemOutcome::NotJournalled(_) => "not-journalled",
        ItemOutcome::Failed { put_back: Some(Ok(())), .. } => "failed-and-put-back",
        ItemOutcome::Failed { .. } => "failed",
        ItemOutcome::Unknown { .. } => "unknown",
        ItemOutcome::LeftOut => "left-out",
    }
}

/// The plan is over.
pub fn end(scene: &Scene, outcomes: &[ItemOutcome], now: Timestamp) -> String {
    let outcomes: Vec<_> = outcomes.iter().map(outcome_name).collect();
    line(scene, now, "end", json!({ "outcomes": outcomes }))
}

fn line(scene: &Scene, now: Timestamp, kind: &str, more: Value) -> String {
    let mut all = Map::new();
    let mut put = |key: &str, value: Value| drop(all.insert(key.to_owned(), value));
    put("v", json!(1));
    put("kind", json!(kind));
    put("plan", json!(scene.plan));
    put("at", json!(now.iso8601()));
    put("account", json!(scene.account));
    put("caller", json!(scene.caller));
    if let Some(endpoint) = &scene.endpoint {
        put("endpoint", json!(endpoint));
    }
    if let Value::Object(more) = more {
        all.extend(more);
    }
    Value::Object(all).to_string()
}

fn item(item: &Item) -> Value {
    json!({
        "name": item.name,
        "expects": item.expects.iter().map(expected).collect::<Vec<_>>(),
        "steps": item.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

fn expected(expected: &Expected) -> Value {
    match expected {
        Expected::Profile { name, shown } => {
            json!({ "InstanceProfileName": name, "shown": snapshot(shown) })
        }
        Expected::NoProfile { name } => json!({ "InstanceProfileName": name, "shown": null }),
        Expected::Role { name, id } => json!({ "RoleName": name, "RoleId": id }),
        Expected::NoRole { name } => json!({ "RoleName": name, "none": true }),
    }
}

fn step(step: &Step) -> Value {
    match &step.if_it_fails {
        IfItFails::Stop => json!({ "call": change(&step.change) }),
        IfItFails::PutBack(back) => {
            json!({ "call": change(&step.change), "ifItFails": change(back) })
        }
    }
}

fn snapshot(snapshot: &Snapshot) -> Value {
    let mut value = json!({ "id": snapshot.id.to_string(), "path": snapshot.path });
    if let Some((name, id)) = &snapshot.role {
        value["role"] = json!({ "name": name, "id": id });
    }
    if let Some(list) = &snapshot.tags {
        value["tags"] = tags(list);
    }
    value
}

/// The call's parameters under AWS's own names.
pub fn change(change: &Change) -> Value {
    let mut value = json!({ "action": change.action() });
    let mut put = |key: &str, of: Value| value[key] = of;
    match change {
        Change::AddRole { profile, role } | Change::RemoveRole { profile, role } => {
            put("InstanceProfileName", json!(profile));
            put("RoleName", json!(role));
        }
        Change::TagProfile { profile, tags: list } => {
            put("InstanceProfileName", json!(profile));
            put("Tags", tags(list));
        }
        Change::UntagProfile { profile, keys } => {
            put("InstanceProfileName", json!(profile));
            put("TagKeys", json!(keys));
        }
        Change::CreateProfile { name, path, tags: list } => {
            put("InstanceProfileName", json!(name));
            put("Path", json!(path));
            put("Tags", tags(list));
        }
        Change::DeleteProfile { name } => put("InstanceProfileName", json!(name)),
        Change::CreateRole { name, path, trust, description, tags: list } => {
            put("RoleName", json!(name));
            put("Path", json!(path));
            put("AssumeRolePolicyDocument", json!(trust));
            put("Description", json!(description));
            put("Tags", tags(list));
        }
        Change::DeleteRole { name } => put("RoleName", json!(name)),
        Change::AttachRolePolicy { role, arn } | Change::DetachRolePolicy { role, arn } => {
            put("RoleName", json!(role));
            put("PolicyArn", json!(arn));
        }
    }
    value
}

fn tags(tags: &[Tag]) -> Value {
    tags.iter().map(|tag| json!({ "Key": tag.key, "Value": tag.value })).collect()
}

fn failure(error: &ApiError) -> Value {
    json!({ "code": error.code, "message": error.message, "requestId": error.request_id })
}

/// The name of a purpose.
pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Attach => "attach",
        Purpose::Replace => "replace",
        Purpose::Detach => "detach",
        Purpose::Tag => "tag",
        Purpose::Create => "create",
        Purpose::Delete => "delete",
        Purpose::CleanUp => "clean-up",
        Purpose::Undo => "undo",
    }
}
