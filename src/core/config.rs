//! What the user has settled before the program starts.

/// Settings from the command line and the configuration file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// `PathPrefix` for the list.
    pub path_prefix: Option<String>,
    /// Refuse every change.
    pub read_only: bool,
    /// AWS profiles in which every change is refused.
    pub read_only_profiles: Vec<String>,
    /// Account ids in which every change is refused.
    pub read_only_accounts: Vec<String>,
}

impl Settings {
    /// Whether changes are refused for this AWS profile and account.
    pub fn is_read_only(&self, aws_profile: Option<&str>, account: Option<&str>) -> bool {
        let listed = |list: &[String], name: Option<&str>| {
            name.is_some_and(|name| list.iter().any(|listed| listed == name))
        };
        self.read_only
            || listed(&self.read_only_profiles, aws_profile.or(Some("default")))
            || listed(&self.read_only_accounts, account)
    }
}
