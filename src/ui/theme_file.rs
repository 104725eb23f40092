//! A theme's file, built in or the user's own: roles with their colours.

use std::ops::Range;

use ratatui::style::{Color, Modifier, Style};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::theme::{Role, Theme};
use crate::core::config::{Background, ThemeName};
use crate::core::text::Words;

/// What is wrong with a file, and in which line, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem:?}")]
pub struct ThemeError {
    /// The line.
    pub line: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong with a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// It is not TOML, in the parser's words.
    Syntax(String),
    /// A key that nobody reads, and those there are.
    UnknownKey(String, Vec<&'static str>),
    /// A text or a number that is no colour.
    Colour(String),
    /// A value that is none of those allowed.
    Value(String, Vec<&'static str>),
    /// A value of another type than the key wants.
    Type(String),
}

/// The file of a built-in theme.
pub fn built_in(name: ThemeName) -> &'static str {
    match name {
        ThemeName::Dark => include_str!("../../assets/themes/dark.toml"),
        ThemeName::Light => include_str!("../../assets/themes/light.toml"),
        ThemeName::Ansi => include_str!("../../assets/themes/ansi.toml"),
        ThemeName::Mono => include_str!("../../assets/themes/mono.toml"),
    }
}

const KEYS: [&str; 3] = ["background", "based-on", "roles"];
const STYLE_KEYS: [&str; 3] = ["fg", "bg", "modifiers"];
const BACKGROUNDS: [(&str, Background); 2] =
    [("dark", Background::Dark), ("light", Background::Light)];
const MODIFIERS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
];
/// The names of the first sixteen colours, and the terminal's own.
const COLOURS: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

type Fault = (Range<usize>, Problem);
type Value<'a> = Spanned<DeValue<'a>>;

/// Reads a theme. What it leaves out is as in the theme that it is based on,
/// or plain.
///
/// # Errors
/// The text is not TOML, or holds a name or a value that is not allowed.
pub fn parse(text: &str) -> Result<Theme, ThemeError> {
    let located = |(at, problem): Fault| {
        let before = text.as_bytes().iter().take(at.start);
        ThemeError { line: 1 + before.filter(|&&byte| byte == b'\n').count(), problem }
    };
    let document = DeTable::parse(text).map_err(|error| {
        let problem = Problem::Syntax(error.message().trim().replace('\n', "; "));
        located((error.span().unwrap_or_default(), problem))
    })?;
    theme(document.get_ref()).map_err(located)
}

fn theme(document: &DeTable<'_>) -> Result<Theme, Fault> {
    let mut theme = Theme::plain();
    if let Some((key, value)) = document.get_key_value("based-on") {
        let all = ThemeName::ALL.map(|theme| (theme.name(), theme));
        theme = Theme::new(one_of(key.get_ref(), value, &all)?);
    }
    for (key, value) in document {
        match key.get_ref().as_ref() {
            "based-on" => {}
            "background" => {
                theme.background = Some(one_of(key.get_ref(), value, &BACKGROUNDS)?);
            }
            "roles" => {
                let DeValue::Table(roles) = value.get_ref() else {
                    return Err((value.span(), Problem::Type("roles".to_owned())));
                };
                for (name, value) in roles {
                    let known = Role::ALL.into_iter().find(|(_, known)| *known == name.get_ref());
                    let (role, _) = known.ok_or_else(|| {
                        let names = Role::ALL.iter().map(|(_, name)| *name).collect();
                        (name.span(), Problem::UnknownKey(name.get_ref().to_string(), names))
                    })?;
                    let old = theme.styles[role as usize];
                    theme.styles[role as usize] = style(name.get_ref(), value, old)?;
                }
            }
            other => {
                return Err((key.span(), Problem::UnknownKey(other.to_owned(), KEYS.into())));
            }
        }
    }
    Ok(theme)
}

/// A colour alone, or a table; what it leaves out stays as in `old`.
fn style(name: &str, value: &Value<'_>, old: Style) -> Result<Style, Fault> {
    let DeValue::Table(parts) = value.get_ref() else {
        return Ok(Style { fg: Some(colour(name, value)?), ..old });
    };
    let mut style = old;
    for (key, value) in parts {
        match key.get_ref().as_ref() {
            "fg" => style.fg = Some(colour(key.get_ref(), value)?),
            "bg" => style.bg = Some(colour(key.get_ref(), value)?),
            "modifiers" => {
                let DeValue::Array(names) = value.get_ref() else {
                    return Err((value.span(), Problem::Type("modifiers".to_owned())));
                };
                style.add_modifier = Modifier::empty();
                for name in names {
                    style.add_modifier |= one_of("modifiers", name, &MODIFIERS)?;
                }
            }
            other => {
                let problem = Problem::UnknownKey(other.to_owned(), STYLE_KEYS.into());
                return Err((key.span(), problem));
            }
        }
    }
    Ok(style)
}

/// A name of the sixteen, `#rrggbb`, or a number of the 256.
fn colour(key: &str, value: &Value<'_>) -> Result<Color, Fault> {
    let (text, found) = match value.get_ref() {
        DeValue::String(text) => (text.to_string(), named(text)),
        DeValue::Integer(number) => {
            let text = number.as_str().to_owned();
            let index = text.parse().ok().filter(|_| number.radix() == 10).map(Color::Indexed);
            (text, index)
        }
        _ => return Err((value.span(), Problem::Type(key.to_owned()))),
    };
    found.ok_or_else(|| (value.span(), Problem::Colour(text)))
}

fn named(text: &str) -> Option<Color> {
    if let Some(hex) = text.strip_prefix('#') {
        let six = hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit());
        let number = u32::from_str_radix(hex, 16).ok().filter(|_| six)?;
        return Some(Color::from_u32(number));
    }
    COLOURS.iter().find(|(name, _)| *name == text).map(|(_, colour)| *colour)
}

fn one_of<T: Copy>(key: &str, value: &Value<'_>, all: &[(&'static str, T)]) -> Result<T, Fault> {
    let DeValue::String(text) = value.get_ref() else {
        return Err((value.span(), Problem::Type(key.to_owned())));
    };
    let found = all.iter().find(|(name, _)| *name == text).map(|(_, chosen)| *chosen);
    found.ok_or_else(|| {
        let names = all.iter().map(|(name, _)| *name).collect();
        (value.span(), Problem::Value(text.to_string(), names))
    })
}

impl ThemeError {
    /// What is wrong and what is allowed, without the file and the line.
    pub fn explain(&self, words: &Words) -> String {
        let text = &words.comfort.themes;
        match &self.problem {
            Problem::Syntax(why) => (words.cli.config.syntax)(why),
            Problem::UnknownKey(key, allowed) => {
                (words.cli.config.unknown_key)(key, &allowed.join(", "))
            }
            Problem::Colour(colour) => (text.no_colour)(colour),
            Problem::Value(value, allowed) => (text.bad_value)(value, &allowed.join(", ")),
            Problem::Type(key) => (text.wrong_type)(key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::text::ENGLISH;
    use crate::core::text::line::Tone;

    #[test]
    fn the_built_in_themes_are_sound() {
        for name in ThemeName::ALL {
            let theme = parse(built_in(name)).unwrap();
            assert!(!theme.is_plain(), "{name:?}");
        }
    }

    #[test]
    fn a_theme_of_ones_own_changes_what_it_names_and_keeps_the_rest() {
        let theme = parse(
            "based-on = 'light'\n[roles]\naccent = '#102030'\ndanger = { bg = 'yellow' }\n\
             good = { fg = 28, modifiers = ['italic'] }\n",
        )
        .unwrap();
        let light = Theme::new(ThemeName::Light);
        assert_eq!(theme.background, Some(Background::Light));
        assert_eq!(theme.tone(Tone::Warning), light.tone(Tone::Warning));
        assert_eq!(theme.tone(Tone::Accent).fg, Some(Color::Rgb(16, 32, 48)));
        assert_eq!(theme.tone(Tone::Accent).add_modifier, Modifier::BOLD);
        assert_eq!(theme.tone(Tone::Danger), light.tone(Tone::Danger).bg(Color::Yellow));
        let good = Style::new().fg(Color::Indexed(28)).add_modifier(Modifier::ITALIC);
        assert_eq!(theme.tone(Tone::Good), good);
    }

    #[test]
    fn an_error_names_the_line_and_what_is_allowed() {
        let error = |text: &str| {
            let error = parse(text).unwrap_err();
            format!("{}: {}", error.line, error.explain(&ENGLISH))
        };
        assert_eq!(
            error("\nbackgruond = 'dark'"),
            "2: unknown key `backgruond`; allowed: background, based-on, roles"
        );
        assert_eq!(error("background = 'grey'"), "1: “grey” is none of those allowed: dark, light");
        assert_eq!(
            error("based-on = 'mine'"),
            "1: “mine” is none of those allowed: dark, light, ansi, mono"
        );
        assert!(
            error("[roles]\ndangre = 1").starts_with("2: unknown key `dangre`; allowed: text,")
        );
        for wrong in ["'#12345'", "'#12345g'", "'reddish'", "256", "-1", "0x10"] {
            let said = error(&format!("[roles]\n\ndanger = {wrong}"));
            assert!(said.starts_with("3: “") && said.contains("is no colour"), "{said}");
        }
        assert_eq!(
            error("[roles]\ngood = { fg = 2, modifiers = [\n'blink'] }"),
            "3: “blink” is none of those allowed: bold, dim, italic, underlined, reversed"
        );
        assert_eq!(error("[roles]\ngood = true"), "2: `good` has a value of another type");
        assert!(error("= 3").starts_with("1: not TOML: "));
    }
}
