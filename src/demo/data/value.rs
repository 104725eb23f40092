//! Single values of the data: documents, tags, dates, callers.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::failure::Failure;
use super::super::identity::{DemoIdentity, Rule};
use super::super::name::Document;
use super::super::state::Tag;
use super::super::validate::Check;
use super::shape;

/// Why an entry is refused, before it is known where it stands.
pub(super) type Reason = String;

/// A document in the two layouts in which IAM keeps it.
#[derive(Clone, Debug)]
pub(super) struct Layouts {
    /// A trust policy: without white space between tokens, and with letters in place of escapes.
    pub(super) trust: Document,
    /// Any other policy: as it was sent, in whatever layout and order.
    pub(super) policy: Document,
}

/// Reads a document that must be JSON, in characters that IAM takes.
pub(super) fn layouts(json: &str) -> Result<Layouts, Reason> {
    let json = json.trim();
    let mut check = Check::default();
    check.policy_document(json);
    legal(check)?;
    let value: serde_json::Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
    Ok(Layouts { trust: Document::new(&value.to_string()), policy: Document::new(json) })
}

/// A caller with what it may not do.
pub(super) fn caller(entry: &shape::Identity) -> DemoIdentity {
    DemoIdentity {
        name: entry.name.clone(),
        access_key_id: entry.access_key_id.clone(),
        secret_access_key: entry.secret_access_key.clone(),
        session_token: entry.session_token.clone(),
        arn: entry.arn.clone(),
        user_id: entry.user_id.clone(),
        denials: entry
            .deny
            .iter()
            .map(|deny| Rule {
                actions: deny.actions.clone(),
                resources: deny.resources.clone(),
                denial: deny.form.into(),
                policy: deny.policy.clone(),
            })
            .collect(),
    }
}

/// Tags that AWS would store; `aws:` keys are legal here, as AWS's services set them.
pub(super) fn legal_tags(tags: &BTreeMap<String, String>) -> Result<Arc<[Tag]>, Reason> {
    let pairs: Vec<(&str, &str)> =
        tags.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let mut check = Check::default();
    check.tags(&pairs);
    legal(check)?;
    Ok(pairs.iter().map(|(key, value)| Tag::new(key, value)).collect())
}

/// The rules that a check found broken, as a reason.
pub(super) fn legal(check: Check) -> Result<(), Reason> {
    check.done().map_err(|Failure { message, .. }| message.into_owned())
}

/// Seconds since 1970 of a date, with or without a time; without an offset it is UTC.
pub(super) fn seconds(date: Option<&toml::value::Datetime>) -> Result<Option<i64>, Reason> {
    use time::format_description::well_known::Rfc3339;
    let Some(date) = date else { return Ok(None) };
    let mut text = date.to_string();
    if date.time.is_none() {
        text.push_str("T00:00:00");
    }
    if date.offset.is_none() {
        text.push('Z');
    }
    match time::OffsetDateTime::parse(&text, &Rfc3339) {
        Ok(time) => Ok(Some(time.unix_timestamp())),
        Err(error) => Err(format!("{date}: {error}")),
    }
}
