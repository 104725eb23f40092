//! Policy documents.

use std::fmt;
use std::sync::{Arc, OnceLock};

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::trust::{self, Trust};

/// The text of a policy document, decoded. Cheap to clone; parsed on demand
/// and once, since most are never looked at and some have megabytes.
#[derive(Clone)]
pub struct PolicyDocument(Arc<Inner>);

struct Inner {
    text: Box<str>,
    trust: OnceLock<Trust>,
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

    /// What it says as a role's trust policy.
    pub fn trust(&self) -> &Trust {
        self.0.trust.get_or_init(|| trust::read(self))
    }

    fn new(text: Box<str>) -> Self {
        Self(Arc::new(Inner { text, trust: OnceLock::new() }))
    }
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
    fn plain_json_is_not_decoded_a_second_time() {
        assert_eq!(
            PolicyDocument::from_answer(r#" {"Sid":"100%25"}"#).text(),
            r#" {"Sid":"100%25"}"#
        );
    }
}
