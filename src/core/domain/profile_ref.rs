//! How a person names an instance profile.

use super::{Arn, InstanceProfile};

/// A name, an ARN or an id; all three are accepted wherever a profile is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileRef {
    /// The name; AWS compares it without regard to case.
    Name(String),
    /// An ARN of any partition and path.
    Arn {
        /// The whole ARN.
        arn: String,
        /// What follows its last slash.
        name: String,
    },
    /// `AIPA…`: no AWS call takes it, so it is looked for in the list.
    Id(String),
}

/// The text can't name an instance profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProfileRefError {
    /// Nothing was given.
    Empty,
    /// More than the 128 characters that IAM allows.
    TooLong(usize),
    /// A character outside `[\w+=,.@-]`.
    BadCharacter(char),
    /// An ARN, but of something else (`role`, `bucket`, …).
    OtherArn(String),
}

/// IAM's limit for InstanceProfileName, in characters.
pub const MAX_NAME: usize = 128;

impl ProfileRef {
    /// Reads what a person typed or pasted; surrounding white space is ignored.
    ///
    /// # Errors
    /// When it can't be the name, ARN or id of an instance profile: by the
    /// pattern `[\w+=,.@-]{1,128}` of IAM's model.
    pub fn parse(text: &str) -> Result<Self, ProfileRefError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ProfileRefError::Empty);
        }
        if text.starts_with("arn:") {
            return match Arn::parse(text) {
                Ok(arn)
                    if arn.service == "iam" && arn.resource.starts_with("instance-profile/") =>
                {
                    let name = arn.name().to_owned();
                    check(&name)?;
                    Ok(Self::Arn { arn: text.to_owned(), name })
                }
                _ => Err(ProfileRefError::OtherArn(text.to_owned())),
            };
        }
        check(text)?;
        if is_profile_id(text) {
            return Ok(Self::Id(text.to_owned()));
        }
        Ok(Self::Name(text.to_owned()))
    }

    /// The name to ask AWS for, if the reference has one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) | Self::Arn { name, .. } => Some(name),
            Self::Id(_) => None,
        }
    }

    /// Whether `profile` is the one meant. An ARN of another account or path
    /// does not match a profile that merely has its name.
    pub fn matches(&self, profile: &InstanceProfile) -> bool {
        match self {
            Self::Name(name) => profile.name.eq_ignore_ascii_case(name),
            Self::Arn { arn, .. } => *profile.arn == **arn,
            Self::Id(id) => *profile.id == **id,
        }
    }
}

/// `AIPA` and at least 12 more upper-case letters or digits. A profile may
/// have such a name, but then it would have to be perverse.
pub(super) fn is_profile_id(text: &str) -> bool {
    text.len() >= 16
        && text.starts_with("AIPA")
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// IAM's `[\w+=,.@-]`, of which the names of all its entities are made.
pub fn is_name_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_+=,.@-".contains(c)
}

fn check(name: &str) -> Result<(), ProfileRefError> {
    if name.is_empty() {
        return Err(ProfileRefError::Empty);
    }
    if let Some(bad) = name.chars().find(|&c| !is_name_character(c)) {
        return Err(ProfileRefError::BadCharacter(bad));
    }
    match name.chars().count() {
        n if n > MAX_NAME => Err(ProfileRefError::TooLong(n)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_an_arn_with_a_path_and_an_id_are_all_understood() {
        assert_eq!(ProfileRef::parse(" Web "), Ok(ProfileRef::Name("Web".into())));
        let arn = "arn:aws:iam::123456789012:instance-profile/app/payments/Web";
        assert_eq!(
            ProfileRef::parse(arn),
            Ok(ProfileRef::Arn { arn: arn.into(), name: "Web".into() })
        );
        let id = "AIPAJ2UCCR6DPCEXAMPLE";
        assert_eq!(ProfileRef::parse(id), Ok(ProfileRef::Id(id.into())));
    }

    #[test]
    fn what_can_not_be_a_name_is_refused_before_any_call() {
        assert_eq!(ProfileRef::parse(" "), Err(ProfileRefError::Empty));
        assert_eq!(ProfileRef::parse("a b"), Err(ProfileRefError::BadCharacter(' ')));
        assert_eq!(ProfileRef::parse(&"x".repeat(129)), Err(ProfileRefError::TooLong(129)));
        let role = "arn:aws:iam::123456789012:role/LabRole";
        assert_eq!(ProfileRef::parse(role), Err(ProfileRefError::OtherArn(role.into())));
    }
}
