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

/// How a command prints what it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutputFormat {
    /// Aligned columns, for people; laid out once everything is there.
    Table,
    /// One row a line, its fields separated by tabs; printed page by page.
    Text,
    /// As the AWS CLI prints it; whole or not at all.
    Json,
    /// RFC 4180 with a header; printed page by page.
    Csv,
}

/// How much is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the usual five")]
pub enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

impl OutputFormat {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Table, Self::Text, Self::Json, Self::Csv];

    /// Its name on the command line and in the configuration file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Text => "text",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

impl LogLevel {
    /// All of them, the quietest first.
    pub const ALL: [Self; 5] = [Self::Error, Self::Warn, Self::Info, Self::Debug, Self::Trace];

    /// Its name on the command line and in the configuration file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}
