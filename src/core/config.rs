//! What the user has settled before the program starts.

use super::command::Command;
use super::kept::Kept;
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
    /// The program's process, by its number: plans are named by it.
    pub process: u32,
    /// Where a change is confirmed by typing whose account it is.
    pub protected: Where,
    /// Commands that have other keys than the usual ones.
    pub keys: Vec<(Command, Vec<Key>)>,
    /// The theme; where none is settled, the terminal's background decides.
    pub theme: Option<String>,
    /// Leave the mouse to the terminal.
    pub no_mouse: bool,
    /// What was kept from the last time.
    pub kept: Kept,
    /// The user's own themes, to change over to.
    pub own_themes: Vec<String>,
}

impl Settings {
    /// The theme that the first screen is drawn in.
    pub fn first_theme(&self) -> &str {
        self.theme.as_deref().unwrap_or(ThemeName::Dark.name())
    }

    /// Where every change is refused.
    pub fn read_only_where(&self) -> Where {
        Where {
            everywhere: self.read_only,
            profiles: self.read_only_profiles.clone(),
            accounts: self.read_only_accounts.clone(),
        }
    }

    /// Whether changes are refused for this AWS profile and account.
    pub fn is_read_only(&self, aws_profile: Option<&str>, account: Option<&str>) -> bool {
        self.read_only_where().holds(aws_profile, account)
    }
}

/// Where a setting holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Where {
    /// In every account.
    pub everywhere: bool,
    /// With these AWS profiles; one that is not named is `default`.
    pub profiles: Vec<String>,
    /// In the accounts of these ids.
    pub accounts: Vec<String>,
}

impl Where {
    /// Whether it holds with this AWS profile, in this account.
    pub fn holds(&self, aws_profile: Option<&str>, account: Option<&str>) -> bool {
        let listed = |list: &[String], name: Option<&str>| {
            name.is_some_and(|name| list.iter().any(|listed| listed == name))
        };
        self.everywhere
            || listed(&self.profiles, aws_profile.or(Some("default")))
            || listed(&self.accounts, account)
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

/// A terminal's background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Background {
    /// Black, or dark enough for bright text.
    Dark,
    /// White, or light enough for dark text.
    Light,
}

/// The built-in themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeName {
    /// A dark background.
    Dark,
    /// A light background.
    Light,
    /// The sixteen colours that every terminal has, for any background.
    Ansi,
    /// No colours at all.
    Mono,
}

impl ThemeName {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::Ansi, Self::Mono];

    /// Its name on the command line and in the configuration file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Ansi => "ansi",
            Self::Mono => "mono",
        }
    }

    /// The one that the environment asks for, if it does: `NO_COLOR`
    /// (no-color.org) none at all, a terminal without more colours the
    /// sixteen; else the background in `COLORFGBG`, which some terminals set.
    pub fn usual(variable: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let set = |name| variable(name).filter(|value| !value.is_empty());
        if set("NO_COLOR").is_some() {
            return Some(Self::Mono);
        }
        // The Linux console, and terminals that say so.
        let term = set("TERM").unwrap_or_default();
        if term == "linux" || term.ends_with("-16color") {
            return Some(Self::Ansi);
        }
        // `foreground;background`, in the numbers of the sixteen colours: 7
        // and 15 are the whites. rxvt writes `default` for one that is none of
        // them: only the terminal itself knows how light that is.
        let background = set("COLORFGBG")?;
        match background.rsplit(';').next()?.parse::<u8>().ok()? {
            7 | 15 => Some(Self::Light),
            _ => Some(Self::Dark),
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
        let usual = |set: &[(&str, &str)]| {
            let find = |name: &str| set.iter().find(|(known, _)| *known == name);
            ThemeName::usual(|name| find(name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(usual(&[]), None);
        assert_eq!(usual(&[("COLORFGBG", "0;15")]), Some(ThemeName::Light));
        assert_eq!(usual(&[("COLORFGBG", "0;default;7")]), Some(ThemeName::Light));
        assert_eq!(usual(&[("COLORFGBG", "15;0")]), Some(ThemeName::Dark));
        for unknown in ["0;default", "default;default", "15;", "x"] {
            assert_eq!(usual(&[("COLORFGBG", unknown)]), None, "{unknown}");
        }
        let empty = [("NO_COLOR", ""), ("COLORFGBG", "0;15")];
        assert_eq!(usual(&empty), Some(ThemeName::Light));
        assert_eq!(usual(&[("NO_COLOR", "1"), ("COLORFGBG", "0;15")]), Some(ThemeName::Mono));
        assert_eq!(usual(&[("TERM", "linux")]), Some(ThemeName::Ansi));
        assert_eq!(usual(&[("TERM", "xterm-256color")]), None);
    }
}
