//! Decodes a request of the AWS Query protocol.

use super::failure::Failure;

/// The parameters of one request, in the order in which they were sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    pub(super) fn parse(body: &[u8]) -> Self {
        Self(form_urlencoded::parse(body).into_owned().collect())
    }

    pub(super) fn pairs(&self) -> &[(String, String)] {
        &self.0
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
