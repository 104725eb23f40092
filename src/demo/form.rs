//! Decodes the parameters of a request, whatever its protocol.

use serde_json::Value;

use super::failure::Failure;

/// A name that no parameter has.
const MALFORMED: &str = " malformed";

/// The parameters of one request, in the order in which they were sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    pub(super) fn parse(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    /// The members of a JSON body, all but texts as compact JSON; an action alone when it is none.
    pub(super) fn from_json(action: &str, body: &[u8]) -> Self {
        let mut pairs = vec![("Action".to_owned(), action.to_owned())];
        let members: serde_json::Map<String, Value> = match serde_json::from_slice(body) {
            Ok(members) => members,
            Err(_) => {
                pairs.push((MALFORMED.to_owned(), String::new()));
                return Self(pairs);
            }
        };
        for (name, value) in members {
            match value {
                Value::Null => {}
                Value::String(text) => pairs.push((name, text)),
                other => pairs.push((name, other.to_string())),
            }
        }
        Self(pairs)
    }

    /// Whether the body was no JSON object.
    pub(super) fn is_malformed(&self) -> bool {
        self.get(MALFORMED).is_some()
    }

    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// The same without a parameter.
    pub(super) fn without(&self, name: &str) -> Self {
        Self(self.0.iter().filter(|(key, _)| key != name).cloned().collect())
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The action that is asked for, or nothing at all.
    pub(super) fn action(&self) -> &str {
        self.get("Action").unwrap_or_default()
    }

    /// A parameter that the operation cannot do without.
    pub(super) fn required(&self, name: &str) -> Result<&str, Failure> {
        self.get(name).ok_or_else(|| {
            Failure::validation(format!(
                "1 validation error detected: Value null at '{}' failed to satisfy constraint: \
                 Member must not be null",
                lower_first(name)
            ))
        })
    }

    /// The members of a flat list, `TagKeys.member.1`, `TagKeys.member.2` and so on.
    pub(super) fn list(&self, name: &str) -> Vec<&str> {
        (1..).map_while(|number| self.get(&format!("{name}.member.{number}"))).collect()
    }

    /// The members of `Tags`: key and value. A missing half reads as empty, as AWS's own
    /// validation then says what is wrong with it.
    pub(super) fn tags(&self) -> Vec<(&str, &str)> {
        (1..)
            .map_while(|number| {
                let key = self.get(&format!("Tags.member.{number}.Key"));
                let value = self.get(&format!("Tags.member.{number}.Value"));
                (key.is_some() || value.is_some())
                    .then(|| (key.unwrap_or_default(), value.unwrap_or_default()))
            })
            .collect()
    }
}

/// A member's name as validation messages write it: `instanceProfileName`.
pub(super) fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}
