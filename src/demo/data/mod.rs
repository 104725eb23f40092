//! From TOML to accounts.

mod load;
mod shape;
mod value;

pub(super) use load::load;

use super::identity::DemoIdentity;

/// The data of the demonstration. The first text's account is the first account.
pub(super) const BUILTIN: &[&str] = &[
    include_str!("../../../assets/demo/identities.toml"),
    include_str!("../../../assets/demo/learner-lab.toml"),
    include_str!("../../../assets/demo/company.toml"),
    include_str!("../../../assets/demo/company-roles.toml"),
    include_str!("../../../assets/demo/company-limits.toml"),
    include_str!("../../../assets/demo/ordinary.toml"),
    include_str!("../../../assets/demo/aws-policies.toml"),
    include_str!("../../../assets/demo/aws-policies-collected.toml"),
    include_str!("../../../assets/demo/second-account.toml"),
];

/// The account of texts that name none.
const DEFAULT_ACCOUNT: &str = "123456789012";

/// Data that can't be an AWS account.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DataError {
    /// A text is no TOML, or has entries that nobody knows.
    #[error("demo data {text}: {reason}")]
    Syntax {
        /// Number of the text, from 1.
        text: usize,
        /// Where and what, over several lines.
        reason: String,
    },
    /// An entry breaks a rule of AWS's, or points at nothing.
    #[error("demo data {text}, {entry}: {reason}")]
    Entry {
        /// Number of the text, from 1.
        text: usize,
        /// Kind and name, such as `role "web"`.
        entry: String,
        /// The rule.
        reason: String,
    },
    /// More profiles than [`super::MAX_PROFILES`].
    #[error("{asked} instance profiles are more than the simulated account's {most}")]
    TooMany {
        /// How many were asked for.
        asked: usize,
        /// How many there can be.
        most: usize,
    },
}

/// The caller of data that name none: may do everything.
pub(super) fn administrator() -> DemoIdentity {
    DemoIdentity {
        name: "admin".to_owned(),
        access_key_id: "ASIADEMOADMINEXAMPLE".to_owned(),
        secret_access_key: "demo/not/a/secret".to_owned(),
        session_token: None,
        arn: format!("arn:aws:sts::{DEFAULT_ACCOUNT}:assumed-role/Admin/you"),
        user_id: "AROADEMOADMINEXAMPLE2:you".to_owned(),
        denials: Vec::new(),
    }
}
