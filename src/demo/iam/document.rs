//! What IAM demands of policy documents before it stores them: MalformedPolicyDocument.

use serde_json::{Map, Value};

use super::super::failure::Failure;
use super::super::state::State;

/// AssumeRolePolicySizeQuota, as GetAccountSummary tells it.
pub(super) const TRUST_QUOTA: usize = 2048;

/// A document's size for quotas: IAM does not count white space.
pub(super) fn counted(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// A trust policy as IAM stores it: without white space between tokens.
pub(super) fn trust(state: &State, text: &str) -> Result<String, Failure> {
    let value = parse(text)?;
    let mut sids = Vec::new();
    for statement in statements(&value)? {
        if statement.keys().any(|key| key == "Resource" || key == "NotResource") {
            return Err(malformed("Has prohibited field Resource"));
        }
        common(statement, &mut sids)?;
        let principal = statement.get("Principal").or_else(|| statement.get("NotPrincipal"));
        match principal {
            None => return Err(malformed("Missing required field Principal")),
            Some(Value::String(all)) if all == "*" => {}
            Some(Value::Object(kinds)) if !kinds.is_empty() => principals(state, kinds)?,
            Some(_) => return Err(syntax()),
        }
        for action in actions(statement)? {
            if !action.to_ascii_lowercase().starts_with("sts:") {
                return Err(malformed(
                    "AssumeRole policy may only specify STS AssumeRole actions.",
                ));
            }
        }
    }
    Ok(value.to_string())
}

/// An inline policy.
pub(super) fn permissions(text: &str) -> Result<(), Failure> {
    let value = parse(text)?;
    let mut sids = Vec::new();
    for statement in statements(&value)? {
        if statement.keys().any(|key| key == "Principal" || key == "NotPrincipal") {
            return Err(malformed("Policy document should not specify a principal."));
        }
        common(statement, &mut sids)?;
        actions(statement)?;
        if !["Resource", "NotResource"].iter().any(|key| statement.get(*key).is_some_and(is_texts))
        {
            return Err(malformed("Policy statement must contain resources."));
        }
    }
    Ok(())
}

fn parse(text: &str) -> Result<Value, Failure> {
    if text.starts_with([' ', '\t', '\r', '\n']) {
        return Err(malformed("JSON strings must not have leading spaces"));
    }
    serde_json::from_str(text).map_err(|_| malformed("This policy contains invalid Json"))
}

fn statements(value: &Value) -> Result<Vec<&Map<String, Value>>, Failure> {
    let policy = value.as_object().ok_or_else(syntax)?;
    if policy.keys().any(|key| !["Version", "Id", "Statement"].contains(&key.as_str())) {
        return Err(syntax());
    }
    match policy.get("Version") {
        None => {}
        Some(Value::String(version)) if version == "2012-10-17" || version == "2008-10-17" => {}
        Some(_) => return Err(syntax()),
    }
    match policy.get("Statement") {
        Some(Value::Object(one)) => Ok(vec![one]),
        Some(Value::Array(list)) if !list.is_empty() => {
            list.iter().map(|one| one.as_object().ok_or_else(syntax)).collect()
        }
        _ => Err(syntax()),
    }
}

/// What holds for the statements of all kinds of policies.
fn common<'a>(statement: &'a Map<String, Value>, sids: &mut Vec<&'a str>) -> Result<(), Failure> {
    const FIELDS: &[&str] = &[
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    ];
    if statement.keys().any(|key| !FIELDS.contains(&key.as_str())) {
        return Err(syntax());
    }
    match statement.get("Effect").and_then(Value::as_str) {
        Some("Allow" | "Deny") => {}
        _ => return Err(syntax()),
    }
    match statement.get("Sid").and_then(Value::as_str) {
        None | Some("") => {}
        Some(sid) if sids.contains(&sid) => {
            return Err(malformed("Statement IDs (SID) in a single policy must be unique."));
        }
        Some(sid) => sids.push(sid),
    }
    Ok(())
}

fn actions(statement: &Map<String, Value>) -> Result<Vec<&str>, Failure> {
    let actions = statement.get("Action").or_else(|| statement.get("NotAction"));
    let actions = actions.filter(|actions| is_texts(actions));
    let missing = || malformed("Policy statement must contain actions.");
    match actions.ok_or_else(missing)? {
        Value::String(one) => Ok(vec![one.as_str()]),
        Value::Array(list) => Ok(list.iter().filter_map(Value::as_str).collect()),
        _ => Err(missing()),
    }
}

/// Roles of the account itself must be there; whether others' are, nobody here knows.
fn principals(state: &State, kinds: &Map<String, Value>) -> Result<(), Failure> {
    for (kind, names) in kinds {
        let names = match names {
            Value::String(one) if !one.is_empty() => vec![one.as_str()],
            Value::Array(list) if !list.is_empty() => {
                list.iter().map(Value::as_str).collect::<Option<_>>().ok_or_else(syntax)?
            }
            _ => return Err(syntax()),
        };
        let own = state.arn("role", "/", "");
        for name in names.iter().filter(|name| kind == "AWS" && name.starts_with(&own)) {
            let short = name.rsplit('/').next().unwrap_or_default();
            if state.role(short).is_none_or(|role| state.role_arn(role) != **name) {
                let text = format!("Invalid principal in policy: \"AWS\":\"{name}\"");
                return Err(Failure::new(400, "MalformedPolicyDocument", text));
            }
        }
    }
    Ok(())
}

/// A text, or a list of texts with at least one.
fn is_texts(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty() && list.iter().all(Value::is_string),
        _ => false,
    }
}

fn syntax() -> Failure {
    malformed("Syntax errors in policy.")
}

fn malformed(text: &'static str) -> Failure {
    Failure::new(400, "MalformedPolicyDocument", text)
}
