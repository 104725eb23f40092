//! The configuration file: `IPB_CONFIG`, else `ipb/config.toml` in the
//! XDG configuration directory.

use std::env;
use std::ops::Range;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::config_error::{ConfigError, Kind, Problem};
use super::config_keys;
use super::themes::{self, ThemeFile};
use crate::core::command::Command;
use crate::core::config::{
    LogLevel, OutputFormat, ThemeName, Where, is_account_id, is_endpoint_url, is_path_prefix,
    is_region,
};
use crate::core::key::Key as BoundKey;

/// The variable that names another file.
const VARIABLE: &str = "IPB_CONFIG";

/// What the file settles; what it leaves out is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The AWS profile.
    pub profile: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The endpoint for all services.
    pub endpoint_url: Option<String>,
    /// `PathPrefix` for the list.
    pub path_prefix: Option<String>,
    /// Refuse every change.
    pub read_only: bool,
    /// Where a change is confirmed by typing whose account it is.
    pub protected: Where,
    /// The log file; a relative path counts from the configuration's folder.
    pub log: Option<PathBuf>,
    /// How much is logged.
    pub log_level: Option<LogLevel>,
    /// How commands print.
    pub output: Option<OutputFormat>,
    /// The name of the theme.
    pub theme: Option<String>,
    /// Whether the mouse is taken.
    pub mouse: Option<bool>,
    /// The user's own themes.
    pub themes: Vec<ThemeFile>,
    /// Commands with keys of the user's own.
    pub keys: Vec<(Command, Vec<BoundKey>)>,
    /// AWS profiles with `read_only = true`.
    pub read_only_profiles: Vec<String>,
    /// Account ids with `read_only = true`.
    pub read_only_accounts: Vec<String>,
}

/// Reads the file, if there is one.
///
/// # Errors
/// `IPB_CONFIG` names a file that does not exist; the file can't be read, is
/// not TOML, or holds a key or a value that is not allowed.
pub fn load() -> Result<Config, ConfigError> {
    let named = env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from);
    let Some(path) = named.clone().or_else(usual) else { return Ok(Config::default()) };
    let fail = |problem| ConfigError { path: path.clone(), line: None, problem };
    match std::fs::read_to_string(&path) {
        Ok(text) => parse(&text, &path, themes::beside(&path)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound && named.is_none() => {
            Ok(Config { themes: themes::beside(&path), ..Config::default() })
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Err(fail(Problem::Missing)),
        Err(e) => Err(fail(Problem::Unreadable(e.to_string()))),
    }
}

/// The user's own themes, whatever the file holds.
pub fn themes() -> Vec<ThemeFile> {
    let named = env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from);
    named.or_else(usual).map(|path| themes::beside(&path)).unwrap_or_default()
}

/// Where the file lies without `IPB_CONFIG`; none without a home directory.
fn usual() -> Option<PathBuf> {
    let base = etcetera::base_strategy::Xdg::new().ok()?;
    Some(base.config_dir().join("ipb").join("config.toml"))
}

const KEYS: [&str; 14] = [
    "profile",
    "region",
    "endpoint_url",
    "path_prefix",
    "read_only",
    "protected",
    "log",
    "log_level",
    "output",
    "theme",
    "mouse",
    "keys",
    "profiles",
    "accounts",
];
const TABLE_KEYS: [&str; 2] = ["read_only", "protected"];

/// Reads the file's text. Not by way of serde: its errors name a key, but
/// neither its line nor, in this program's words, what is allowed.
fn parse(text: &str, path: &Path, themes: Vec<ThemeFile>) -> Result<Config, ConfigError> {
    let reader = Reader { text, path };
    let document = DeTable::parse(text).map_err(|error| {
        let problem = Problem::Syntax(error.message().trim().replace('\n', "; "));
        reader.error(error.span().unwrap_or_default(), problem)
    })?;
    let mut config = Config::default();
    for (key, value) in document.get_ref() {
        match key.get_ref().as_ref() {
            "profile" => config.profile = Some(reader.text(key, value)?),
            "region" => config.region = Some(reader.ruled("region", key, value, is_region)?),
            "endpoint_url" => {
                let url = reader.ruled("endpoint_url", key, value, is_endpoint_url)?;
                config.endpoint_url = Some(url);
            }
            "path_prefix" => {
                let prefix = reader.ruled("path_prefix", key, value, is_path_prefix)?;
                config.path_prefix = Some(prefix);
            }
            "read_only" => config.read_only = reader.bool(key, value)?,
            "protected" => config.protected.everywhere = reader.bool(key, value)?,
            "log" => {
                let folder = path.parent().unwrap_or(Path::new(""));
                config.log = Some(folder.join(reader.text(key, value)?));
            }
            "log_level" => {
                let all = LogLevel::ALL.map(|level| (level.name(), level));
                config.log_level = Some(reader.one_of("log_level", key, value, &all)?);
            }
            "output" => {
                let all = OutputFormat::ALL.map(|format| (format.name(), format));
                config.output = Some(reader.one_of("output", key, value, &all)?);
            }
            "theme" => {
                let name = reader.text(key, value)?;
                let built_in = ThemeName::ALL.iter().map(|theme| theme.name());
                let own = themes.iter().map(|file| file.name.as_str());
                let known: Vec<_> = built_in.chain(own).collect();
                if !known.contains(&name.as_str()) {
                    let problem = Problem::NoSuchTheme { name, known: known.join(", ") };
                    return Err(reader.error(value.span(), problem));
                }
                config.theme = Some(name);
            }
            "mouse" => config.mouse = Some(reader.bool(key, value)?),
            "keys" => {
                let DeValue::Table(table) = value.get_ref() else {
                    return Err(reader.wrong(key, Kind::Table));
                };
                config.keys =
                    config_keys::read(table).map_err(|(at, problem)| reader.error(at, problem))?;
            }
            "profiles" => {
                [config.read_only_profiles, config.protected.profiles] =
                    reader.tables(key, value, |_| true)?;
            }
            "accounts" => {
                [config.read_only_accounts, config.protected.accounts] =
                    reader.tables(key, value, is_account_id)?;
            }
            _ => return Err(reader.unknown(key, &KEYS)),
        }
    }
    Ok(Config { themes, ..config })
}

struct Reader<'a> {
    text: &'a str,
    path: &'a Path,
}

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;
type Value<'a> = Spanned<DeValue<'a>>;

impl Reader<'_> {
    fn error(&self, at: Range<usize>, problem: Problem) -> ConfigError {
        let before = self.text.as_bytes().iter().take(at.start);
        let line = 1 + before.filter(|&&byte| byte == b'\n').count();
        ConfigError { path: self.path.to_owned(), line: Some(line), problem }
    }

    fn unknown(&self, key: &Key<'_>, allowed: &'static [&'static str]) -> ConfigError {
        let problem = Problem::UnknownKey { key: key.get_ref().to_string(), allowed };
        self.error(key.span(), problem)
    }

    fn wrong(&self, key: &Key<'_>, wanted: Kind) -> ConfigError {
        let problem = Problem::WrongType { key: key.get_ref().to_string(), wanted };
        self.error(key.span(), problem)
    }

    fn text(&self, key: &Key<'_>, value: &Value<'_>) -> Result<String, ConfigError> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text.to_string()),
            _ => Err(self.wrong(key, Kind::Text)),
        }
    }

    fn bool(&self, key: &Key<'_>, value: &Value<'_>) -> Result<bool, ConfigError> {
        match value.get_ref() {
            DeValue::Boolean(is) => Ok(*is),
            _ => Err(self.wrong(key, Kind::Bool)),
        }
    }

    /// A text that a rule must allow, which is told where it does not.
    fn ruled(
        &self,
        name: &'static str,
        key: &Key<'_>,
        value: &Value<'_>,
        rule: impl Fn(&str) -> bool,
    ) -> Result<String, ConfigError> {
        let text = self.text(key, value)?;
        if rule(&text) {
            return Ok(text);
        }
        let problem = Problem::BadValue { key: name, value: text, allowed: Vec::new() };
        Err(self.error(value.span(), problem))
    }

    fn one_of<T: Copy>(
        &self,
        name: &'static str,
        key: &Key<'_>,
        value: &Value<'_>,
        all: &[(&'static str, T)],
    ) -> Result<T, ConfigError> {
        let text = self.text(key, value)?;
        all.iter().find(|(allowed, _)| *allowed == text).map(|(_, chosen)| *chosen).ok_or_else(
            || {
                let allowed = all.iter().map(|(allowed, _)| *allowed).collect();
                self.error(value.span(), Problem::BadValue { key: name, value: text, allowed })
            },
        )
    }

    /// The names of those tables within a table that say `read_only = true`,
    /// and of those that say `protected = true`.
    fn tables(
        &self,
        key: &Key<'_>,
        value: &Value<'_>,
        is_name: impl Fn(&str) -> bool,
    ) -> Result<[Vec<String>; 2], ConfigError> {
        let DeValue::Table(tables) = value.get_ref() else {
            return Err(self.wrong(key, Kind::Table));
        };
        let mut names = [Vec::new(), Vec::new()];
        for (name, table) in tables {
            if !is_name(name.get_ref()) {
                let problem = Problem::BadAccount(name.get_ref().to_string());
                return Err(self.error(name.span(), problem));
            }
            let DeValue::Table(table) = table.get_ref() else {
                return Err(self.wrong(name, Kind::Table));
            };
            for (key, value) in table {
                let which = TABLE_KEYS.iter().position(|known| key.get_ref() == known);
                let Some(which) = which else { return Err(self.unknown(key, &TABLE_KEYS)) };
                if self.bool(key, value)? {
                    names[which].push(name.get_ref().to_string());
                }
            }
        }
        Ok(names)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::key::KeyCode;
    use crate::core::text::ENGLISH;

    fn mine() -> ThemeFile {
        ThemeFile { name: "mine".into(), path: "/c/themes/mine.toml".into() }
    }

    fn read(text: &str) -> Result<Config, String> {
        parse(text, Path::new("/c/config.toml"), vec![mine()])
            .map_err(|error| error.explain(&ENGLISH))
    }

    #[test]
    fn everything_can_be_settled() {
        let config = read(
            "profile = 'lab'\nregion = 'us-west-2'\nendpoint_url = 'http://127.0.0.1:5000'\n\
             path_prefix = '/app/'\nread_only = true\nlog = 'ipb.log'\nlog_level = 'debug'\n\
             output = 'json'\ntheme = 'light'\nmouse = false\nkeys.filter = ['F3']\n[profiles.prod]\nread_only = true\nprotected = true\n[profiles.dev]\n\
             read_only = false\n[accounts.123456789012]\nread_only = true\n\
             [accounts.210987654321]\nprotected = true\n",
        );
        let expected = Config {
            profile: Some("lab".into()),
            region: Some("us-west-2".into()),
            endpoint_url: Some("http://127.0.0.1:5000".into()),
            path_prefix: Some("/app/".into()),
            read_only: true,
            log: Some("/c/ipb.log".into()),
            log_level: Some(LogLevel::Debug),
            output: Some(OutputFormat::Json),
            theme: Some("light".into()),
            mouse: Some(false),
            themes: vec![mine()],
            keys: vec![(Command::Filter, vec![BoundKey::plain(KeyCode::F(3))])],
            read_only_profiles: vec!["prod".into()],
            read_only_accounts: vec!["123456789012".into()],
            protected: Where {
                everywhere: false,
                profiles: vec!["prod".into()],
                accounts: vec!["210987654321".into()],
            },
        };
        assert_eq!(config, Ok(expected));
        assert_eq!(read("theme = 'mine'").unwrap().theme.as_deref(), Some("mine"));
        assert_eq!(read(""), Ok(Config { themes: vec![mine()], ..Config::default() }));
    }

    #[test]
    fn an_error_names_the_line_and_what_is_allowed() {
        let error = |text: &str| read(text).unwrap_err();
        assert_eq!(
            error("\n\nregoin = 'x'"),
            "/c/config.toml:3: unknown key `regoin`; allowed: profile, region, endpoint_url, \
             path_prefix, read_only, protected, log, log_level, output, theme, mouse, keys, profiles, accounts"
        );
        assert_eq!(
            error("profile = 'a'\noutput = 'yaml'"),
            "/c/config.toml:2: `output` can't be “yaml”; allowed: table, text, json, csv"
        );
        assert_eq!(
            error("theme = 'drak'"),
            "/c/config.toml:1: There is no theme “drak”; there are: dark, light, ansi, mono, mine"
        );
        assert_eq!(
            error("read_only = 'yes'"),
            "/c/config.toml:1: `read_only` must be true or false"
        );
        assert_eq!(
            error("[accounts.12345]\nread_only = true"),
            "/c/config.toml:1: “12345” is no account id; allowed: twelve digits"
        );
        assert_eq!(
            error("[profiles.a]\nreadonly = true"),
            "/c/config.toml:2: unknown key `readonly`; allowed: read_only, protected"
        );
        assert_eq!(
            error("path_prefix = 'app'"),
            "/c/config.toml:1: `path_prefix` can't be “app”; allowed: a path that begins with /, \
             of at most 512 characters"
        );
        assert!(error("a = 1\nb = = 2").starts_with("/c/config.toml:2: not TOML: "));
        assert_eq!(error("profiles = 3"), "/c/config.toml:1: `profiles` must be a table");
    }

    #[test]
    fn keys_that_can_not_work_are_told_with_their_line() {
        let error = |text: &str| read(&format!("read_only = true\n[keys]\n{text}")).unwrap_err();
        assert_eq!(
            error("sort = ['F2']\nfilter = ['F3', 'q']"),
            "/c/config.toml:4: the key q has two meanings: `filter` and `quit`"
        );
        assert_eq!(
            error("sort = ['x']\ncopy = ['F1',\n 'x']"),
            "/c/config.toml:5: the key x has two meanings: `sort` and `copy`"
        );
        assert_eq!(
            error("\nrefersh = ['F5']"),
            "/c/config.toml:4: unknown command `refersh`; did you mean `refresh`?"
        );
        assert_eq!(
            error("explain = ['b']"),
            "/c/config.toml:3: `explain` is a command of a later version"
        );
        assert!(
            error("sort = ['F1',\n'Return']").starts_with(
                "/c/config.toml:4: unknown key `Return` for `sort`; keys are written as"
            )
        );
        assert_eq!(
            error("sort = ['Ctrl-I']"),
            "/c/config.toml:3: Ctrl-I can't be used for `sort`: terminals send it as Tab"
        );
        assert_eq!(
            error("quit = []"),
            "/c/config.toml:3: `quit` needs a key: without it there is no way out"
        );
        assert_eq!(
            error("back = ['b']"),
            "/c/config.toml:3: `back` needs a key that a text field does not keep for itself, \
             such as Enter, Esc or F1"
        );
        assert_eq!(
            error("sort = ['F2']\npalette = []"),
            "/c/config.toml:4: `palette` needs a key as long as `new-standard` has none: there is no \
             other way to it"
        );
        assert_eq!(
            error("sort = 's'"),
            "/c/config.toml:3: `sort` must be a list of keys, such as [\"F5\", \"Ctrl-R\"]"
        );
    }
}
