//! What IAM demands of a trust policy (AssumeRolePolicyDocument) before it
//! stores it. Whether the role then trusts EC2 is for `trust.rs` to say.

use serde_json::{Map, Value};

use super::rules::{Allowed, RuleError, text};

/// Characters that IAM's model allows in any policy document.
const MAX_DOCUMENT: usize = 131_072;

/// What is wrong with a trust policy that is in order as a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrustError {
    /// No JSON.
    NotJson {
        /// Line from 1.
        line: usize,
        /// Column from 1, in bytes; 0 for the line's end.
        column: usize,
        /// Why not, in the parser's words.
        why: String,
    },
    /// White space before the first brace.
    LeadingSpace,
    /// JSON, but no object.
    NotAnObject,
    /// No `Statement`, or an empty list of them.
    NoStatement,
    /// `Version` is neither `2012-10-17` nor `2008-10-17`.
    Version(String),
    /// A field that policies have not.
    UnknownField {
        /// The statement's number from 1; `None` beside the statements.
        statement: Option<usize>,
        /// The field.
        field: String,
    },
    /// A statement that is no object.
    NotAStatement {
        /// Its number from 1.
        statement: usize,
    },
    /// A statement lacks a field.
    Missing {
        /// Its number from 1.
        statement: usize,
        /// `Effect`, `Principal` or `Action`.
        field: &'static str,
    },
    /// `Effect` is neither `Allow` nor `Deny`.
    Effect {
        /// The statement's number from 1.
        statement: usize,
    },
    /// `Principal` is neither `"*"` nor an object of names, or an empty one.
    Principal {
        /// The statement's number from 1.
        statement: usize,
    },
    /// `Resource` or `NotResource`: a trust policy stands on its role alone.
    Resource {
        /// The statement's number from 1.
        statement: usize,
    },
    /// An action that is none of STS's.
    NotSts {
        /// The statement's number from 1.
        statement: usize,
        /// The action.
        action: String,
    },
    /// Two statements have the same `Sid`.
    SameSid {
        /// The second one's number from 1.
        statement: usize,
        /// The id.
        sid: String,
    },
    /// More characters than the account's AssumeRolePolicySizeQuota.
    OverQuota {
        /// How many there are, white space not counted.
        size: usize,
        /// How many there may be.
        quota: usize,
    },
}

/// A policy's size as IAM counts it for quotas: characters, white space not
/// counted.
pub fn counted_size(document: &str) -> usize {
    document.chars().filter(|c| !c.is_whitespace()).count()
}

/// A trust policy; `quota` is AssumeRolePolicySizeQuota of GetAccountSummary,
/// 2048 unless raised.
///
/// # Errors
/// The first rule that it breaks. What only AWS can know is not judged:
/// whether a principal exists, whether a condition's operator does.
pub fn trust_policy(document: &str, quota: usize) -> Result<(), RuleError> {
    text(document, 1, MAX_DOCUMENT, Allowed::Document)?;
    well_formed(document).map_err(RuleError::Trust)?;
    match counted_size(document) {
        size if size > quota => Err(RuleError::Trust(TrustError::OverQuota { size, quota })),
        _ => Ok(()),
    }
}

fn well_formed(document: &str) -> Result<(), TrustError> {
    if document.starts_with(char::is_whitespace) {
        return Err(TrustError::LeadingSpace);
    }
    let value: Value = serde_json::from_str(document).map_err(|error| TrustError::NotJson {
        line: error.line(),
        column: error.column(),
        // The parser appends the place, which is shown apart.
        why: match error.to_string().rsplit_once(" at line ") {
            Some((why, _)) => why.to_owned(),
            None => error.to_string(),
        },
    })?;
    let policy = value.as_object().ok_or(TrustError::NotAnObject)?;
    known(policy, None, &["Version", "Id", "Statement"])?;
    if let Some(version) = policy.get("Version")
        && version != "2012-10-17"
        && version != "2008-10-17"
    {
        let version = version.as_str().map_or_else(|| version.to_string(), ToOwned::to_owned);
        return Err(TrustError::Version(version));
    }
    let statements = match policy.get("Statement") {
        Some(Value::Array(list)) if !list.is_empty() => list.as_slice(),
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => return Err(TrustError::NoStatement),
    };
    let mut sids: Vec<&str> = Vec::new();
    for (number, value) in (1..).zip(statements) {
        let fields = value.as_object().ok_or(TrustError::NotAStatement { statement: number })?;
        statement(fields, number)?;
        if let Some(sid) = fields.get("Sid").and_then(Value::as_str).filter(|sid| !sid.is_empty()) {
            if sids.contains(&sid) {
                return Err(TrustError::SameSid { statement: number, sid: sid.to_owned() });
            }
            sids.push(sid);
        }
    }
    Ok(())
}

fn statement(fields: &Map<String, Value>, number: usize) -> Result<(), TrustError> {
    if fields.contains_key("Resource") || fields.contains_key("NotResource") {
        return Err(TrustError::Resource { statement: number });
    }
    let all = ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Condition"];
    known(fields, Some(number), &all)?;
    let missing = |field| TrustError::Missing { statement: number, field };
    let effect = fields.get("Effect").ok_or_else(|| missing("Effect"))?;
    if effect != "Allow" && effect != "Deny" {
        return Err(TrustError::Effect { statement: number });
    }
    let either = |one, other| fields.get(one).or_else(|| fields.get(other));
    let principal = either("Principal", "NotPrincipal").ok_or_else(|| missing("Principal"))?;
    let named = match principal {
        Value::String(all) => all == "*",
        Value::Object(kinds) => !kinds.is_empty() && kinds.values().all(is_texts),
        _ => false,
    };
    if !named {
        return Err(TrustError::Principal { statement: number });
    }
    let actions = either("Action", "NotAction").filter(|actions| is_texts(actions));
    let actions = match actions.ok_or_else(|| missing("Action"))? {
        Value::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    };
    for action in actions.iter().filter_map(Value::as_str) {
        let is_sts = action.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("sts:"));
        if !is_sts {
            let action = action.to_owned();
            return Err(TrustError::NotSts { statement: number, action });
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

fn known(
    fields: &Map<String, Value>,
    statement: Option<usize>,
    names: &[&str],
) -> Result<(), TrustError> {
    match fields.keys().find(|field| !names.contains(&field.as_str())) {
        Some(field) => Err(TrustError::UnknownField { statement, field: field.clone() }),
        None => Ok(()),
    }
}
