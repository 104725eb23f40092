//! English for what AWS's rules forbid to send.

use super::super::domain::rules::{Allowed, MAX_TAGS};
use super::super::domain::trust_rules::TrustError;
use super::RuleWords;

/// The English words.
pub const ENGLISH: RuleWords = RuleWords {
    empty: "must not be empty",
    too_long: |length, most| format!("has {length} characters; AWS allows {most}"),
    bad_character: |character, place, allowed| {
        let what = match character {
            "U+0020" => "a space",
            "U+0009" => "a tab",
            "U+000A" | "U+000D" => "a line break",
            other => other,
        };
        let allowed = match allowed {
            Allowed::Name => "letters A–Z and a–z, digits and _ + = , . @ -",
            Allowed::Path => "printable ASCII without spaces",
            Allowed::Description => "Latin-1 letters, digits, signs and line breaks",
            Allowed::Tag => "letters and digits of any script, spaces and _ . : / = + - @",
            Allowed::Document => "Latin-1; write others as JSON escapes (\\u00e9)",
        };
        format!("can't have {what} (character {place}); allowed: {allowed}")
    },
    no_slash_first: "must begin with a slash",
    no_slash_last: "must end with a slash",
    empty_path: "needs something between its slashes, or be / alone",
    reserved: "must not begin with aws:, which is AWS's own, in capitals or small letters",
    out_of_range: |value, least, most| format!("is {value}; AWS allows {least} to {most}"),
    trust: |error| match error {
        TrustError::NotJson { line, column, why } => {
            format!("is no JSON: {why} (line {line}, column {column})")
        }
        TrustError::LeadingSpace => "must begin with {, not with white space".into(),
        TrustError::NotAnObject => "must be a JSON object: { … }".into(),
        TrustError::NoStatement => "needs a Statement".into(),
        TrustError::Version(version) => {
            format!("has Version {version}; AWS knows 2012-10-17 and 2008-10-17")
        }
        TrustError::UnknownField { statement: None, field } => {
            format!("has {field}, which no policy has")
        }
        TrustError::UnknownField { statement: Some(n), field } => {
            format!("has {field} in statement {n}, which no trust policy has")
        }
        TrustError::NotAStatement { statement } => {
            format!("has a statement {statement} that is no JSON object")
        }
        TrustError::Missing { statement, field } => {
            format!("has no {field} in statement {statement}")
        }
        TrustError::Effect { statement } => {
            format!("needs the Effect \"Allow\" or \"Deny\" in statement {statement}")
        }
        TrustError::Principal { statement } => format!(
            "needs a Principal such as {{\"Service\": \"ec2.amazonaws.com\"}} in statement {statement}"
        ),
        TrustError::Resource { statement } => format!(
            "must not have Resource or NotResource in statement {statement}: it stands for its role"
        ),
        TrustError::NotSts { statement, action } => format!(
            "has the action {action} in statement {statement}; a trust policy allows sts: actions only"
        ),
        TrustError::SameSid { statement, sid } => {
            format!("has the Sid {sid} twice, again in statement {statement}")
        }
        TrustError::OverQuota { size, quota } => {
            format!("has {size} characters without white space; this account allows {quota}")
        }
    },
    tag_key: |number, why| format!("The key of tag {number} {why}."),
    tag_value: |number, why| format!("The value of tag {number} {why}."),
    duplicate: |first, second| format!("Tags {first} and {second} have the same key."),
    too_many_tags: |count| format!("{count} tags are more than the {MAX_TAGS} that AWS allows."),
    line: |line, why| format!("Line {line} {why}."),
    no_equals: "has no =; a tag is written key=value",
    line_key: |why| format!("has a key that {why}"),
    line_value: |why| format!("has a value that {why}"),
    line_duplicate: |first| format!("has the same key as line {first}"),
};
