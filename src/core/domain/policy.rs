//! Policy documents.

use std::fmt;
use std::sync::{Arc, OnceLock};

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::Arn;
use super::trust::{self, Trust};
use super::trust_rules::counted_size;

/// The text of a policy document, decoded. Cheap to clone; parsed on demand
/// and once, since most are never looked at and some have megabytes.
#[derive(Clone)]
pub struct PolicyDocument(Arc<Inner>);

struct Inner {
    text: Box<str>,
    trust: OnceLock<Trust>,
    everything: OnceLock<bool>,
}

impl PolicyDocument {
    /// Takes a document as an answer carries it: percent-encoded by RFC 3986
    /// (a `+` stays a `+`, so no form decoding), or already plain JSON.
    pub fn from_answer(text: &str) -> Self {
        if text.trim_start().starts_with('{') {
            Self::new(text.into())
        } else {
            Self::new(percent_decode_str(text).decode_utf8_lossy().into())
        }
    }

    /// The decoded text, as AWS stores it.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The document as JSON, its keys in their own order.
    ///
    /// # Errors
    /// When the text is not JSON; AWS keeps such documents from being stored,
    /// simulators do not.
    pub fn json(&self) -> Result<Value, serde_json::Error> {
        serde_json::from_str(&self.0.text)
    }

    /// Its size as IAM counts it for its quotas: characters without white space.
    pub fn size(&self) -> usize {
        counted_size(&self.0.text)
    }

    /// Whether one of its statements allows every action on everything, under
    /// no condition.
    pub fn allows_everything(&self) -> bool {
        let read = || self.json().is_ok_and(|json| trust::allows_everything(&json));
        *self.0.everything.get_or_init(read)
    }

    /// What it says as a role's trust policy.
    pub fn trust(&self) -> &Trust {
        self.0.trust.get_or_init(|| trust::read(self))
    }

    fn new(text: Box<str>) -> Self {
        Self(Arc::new(Inner { text, trust: OnceLock::new(), everything: OnceLock::new() }))
    }
}

/// A managed policy that a role holds, as ListAttachedRolePolicies names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedPolicy {
    /// PolicyName.
    pub name: Box<str>,
    /// The full ARN, path included.
    pub arn: Box<str>,
}

/// What GetPolicy tells of a managed policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedPolicy {
    /// The full ARN, path included.
    pub arn: Box<str>,
    /// At most 1000 characters.
    pub description: Option<Box<str>>,
    /// The version that is in force, `v1`, `v2`, …
    pub default_version: Box<str>,
}

/// Whether a policy is AWS's own: its ARN has `aws` where others have the
/// account (IAM user guide, "IAM identifiers").
pub fn is_aws_managed(arn: &str) -> bool {
    Arn::parse(arn).is_ok_and(|arn| arn.account == "aws")
}

/// AWS's policy that allows everything.
pub fn is_administrator(arn: &str) -> bool {
    is_aws_managed(arn) && Arn::parse(arn).is_ok_and(|arn| arn.name() == "AdministratorAccess")
}

impl PartialEq for PolicyDocument {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.text == other.0.text
    }
}

impl Eq for PolicyDocument {}

impl fmt::Debug for PolicyDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PolicyDocument").field(&self.0.text).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plus_survives_decoding() {
        let document = PolicyDocument::from_answer("%7B%22Sid%22%3A%22a+b%20c%22%7D");
        assert_eq!(document.text(), r#"{"Sid":"a+b c"}"#);
    }

    #[test]
    fn white_space_does_not_count_for_the_size() {
        assert_eq!(PolicyDocument::from_answer("{ \"a\" :\n 1 }").size(), 7);
    }

    #[test]
    fn a_statement_that_allows_everything_is_seen_in_whatever_form() {
        let all = |statement: &str| {
            PolicyDocument::from_answer(&format!(r#"{{"Statement":{statement}}}"#))
                .allows_everything()
        };
        assert!(all(r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#));
        assert!(all(r#"[{"Effect":"Allow","Action":["s3:*","*:*"],"Resource":["*"]}]"#));
        assert!(!all(r#"{"Effect":"Deny","Action":"*","Resource":"*"}"#));
        assert!(!all(r#"{"Effect":"Allow","Action":"s3:*","Resource":"*"}"#));
        assert!(!all(r#"{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b"}"#));
        assert!(!all(r#"{"Effect":"Allow","Action":"*","Resource":"*","Condition":{}}"#));
        assert!(!all(r#"{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}"#));
    }

    #[test]
    fn only_awss_own_administrator_policy_is_known_to_allow_everything() {
        assert!(is_administrator("arn:aws-cn:iam::aws:policy/AdministratorAccess"));
        assert!(!is_administrator("arn:aws:iam::123456789012:policy/AdministratorAccess"));
        assert!(is_aws_managed("arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM"));
    }

    #[test]
    fn plain_json_is_not_decoded_a_second_time() {
        assert_eq!(
            PolicyDocument::from_answer(r#" {"Sid":"100%25"}"#).text(),
            r#" {"Sid":"100%25"}"#
        );
    }
}
