//! Sessions that may only read: the last door before a changing call, which
//! trusts nobody above it.

use std::sync::{Arc, OnceLock};

use crate::core::config::Where;

/// Whether a session may change anything.
#[derive(Debug, Clone, Default)]
pub(super) struct ReadOnly {
    rules: Arc<Where>,
    aws_profile: Option<String>,
    account: Arc<OnceLock<String>>,
}

impl ReadOnly {
    /// By these rules, for a session with this AWS profile.
    pub fn new(rules: Arc<Where>, aws_profile: Option<String>) -> Self {
        Self { rules, aws_profile, account: Arc::default() }
    }

    /// AWS has said whose account it is.
    pub fn account_is(&self, account: &str) {
        // The keys of a session may be renewed, but never change its account:
        // the first answer counts.
        let _ = self.account.set(account.to_owned());
    }

    /// Whether every change is refused. As long as nobody knows the account,
    /// it may be one of those that are not to be changed.
    pub fn holds(&self) -> bool {
        let account = self.account.get().map(String::as_str);
        let unknown = account.is_none() && !self.rules.accounts.is_empty();
        unknown || self.rules.holds(self.aws_profile.as_deref(), account)
    }
}
