//! What the user has settled before the program starts.

use super::command::Command;
use super::key::Key;

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
    /// Commands that have other keys than the usual ones.
    pub keys: Vec<(Command, Vec<Key>)>,
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

/// IAM's rule for PathPrefix.
pub fn is_path_prefix(text: &str) -> bool {
    text.starts_with('/') && text.len() <= 512 && text.bytes().all(|b| b.is_ascii_graphic())
}

/// Twelve digits.
pub fn is_account_id(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

/// An HTTP or HTTPS address; what follows is the SDK's to judge.
pub fn is_endpoint_url(text: &str) -> bool {
    let host = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
    host.is_some_and(|host| !host.is_empty() && text.bytes().all(|b| b.is_ascii_graphic()))
}

/// What can be a part of a host's name, as a region is in AWS's endpoints.
pub fn is_region(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
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

/// The background that the colours are chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeName {
    /// A dark background.
    Dark,
    /// A light background.
    Light,
    /// No colours at all.
    Mono,
}

impl ThemeName {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Dark, Self::Light, Self::Mono];

    /// Its name on the command line and in the configuration file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Mono => "mono",
        }
    }

    /// The one that the environment asks for: `NO_COLOR` (no-color.org), else
    /// the background in `COLORFGBG`, which many terminals set; else dark.
    pub fn usual(no_color: Option<&str>, colorfgbg: Option<&str>) -> Self {
        if no_color.is_some_and(|value| !value.is_empty()) {
            return Self::Mono;
        }
        // `foreground;background`, in the numbers of the sixteen colours: 7
        // and 15 are the whites.
        match colorfgbg.and_then(|value| value.rsplit(';').next()) {
            Some("7" | "15") => Self::Light,
            _ => Self::Dark,
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_tells_the_background() {
        assert_eq!(ThemeName::usual(None, None), ThemeName::Dark);
        assert_eq!(ThemeName::usual(None, Some("0;15")), ThemeName::Light);
        assert_eq!(ThemeName::usual(None, Some("0;default;7")), ThemeName::Light);
        assert_eq!(ThemeName::usual(None, Some("15;0")), ThemeName::Dark);
        assert_eq!(ThemeName::usual(Some(""), Some("0;15")), ThemeName::Light);
        assert_eq!(ThemeName::usual(Some("1"), Some("0;15")), ThemeName::Mono);
    }
}
