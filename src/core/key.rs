//! A key press, without a terminal.

use std::fmt;

/// A key with its modifiers. Shift is part of a character (`G`), so it is
/// kept only for keys that are not characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Control was held.
    pub ctrl: bool,
    /// Alt (or Meta, Option) was held.
    pub alt: bool,
}

/// The keys that this program can bind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the keys")]
pub enum KeyCode {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false }
    }

    /// Reads `j`, `Ctrl-C`, `Alt-x`, `PageUp`, `Space`: the notation of
    /// `assets/keys.toml`, the help and the footer.
    pub fn parse(text: &str) -> Option<Self> {
        let mut key = Self::plain(KeyCode::Esc);
        let mut rest = text;
        loop {
            if let Some(tail) = rest.strip_prefix("Ctrl-") {
                (key.ctrl, rest) = (true, tail);
            } else if let Some(tail) = rest.strip_prefix("Alt-") {
                (key.alt, rest) = (true, tail);
            } else {
                break;
            }
        }
        key.code =
            NAMED.iter().find(|(_, name)| *name == rest).map(|(code, _)| *code).or_else(|| {
                let mut chars = rest.chars();
                match (chars.next(), chars.as_str()) {
                    (Some(c), "") => {
                        Some(KeyCode::Char(if key.ctrl { c.to_ascii_lowercase() } else { c }))
                    }
                    (Some('F'), number) => {
                        number.parse().ok().filter(|n| (1..=12).contains(n)).map(KeyCode::F)
                    }
                    _ => None,
                }
            })?;
        Some(key)
    }

    /// Whether terminals send this very key; else what they send in its place,
    /// if anything. Control with a letter is one byte: some of those bytes are
    /// the byte of another key, and other signs have none.
    ///
    /// # Errors
    /// The key that arrives instead, or `None` where none does.
    pub fn as_sent(self) -> Result<Self, Option<Self>> {
        let instead = |code| Err(Some(Self { code, ctrl: false, ..self }));
        match (self.ctrl, self.code) {
            (true, KeyCode::Char(c)) => match c {
                'i' => instead(KeyCode::Tab),
                'm' => instead(KeyCode::Enter),
                '[' | '3' => instead(KeyCode::Esc),
                '?' | '8' => instead(KeyCode::Backspace),
                '@' | '2' => Err(Some(Self { code: KeyCode::Char(' '), ..self })),
                '\\' => Err(Some(Self { code: KeyCode::Char('4'), ..self })),
                ']' => Err(Some(Self { code: KeyCode::Char('5'), ..self })),
                '^' | '~' => Err(Some(Self { code: KeyCode::Char('6'), ..self })),
                '/' | '_' | '-' => Err(Some(Self { code: KeyCode::Char('7'), ..self })),
                'a'..='z' | ' ' | '4'..='7' => Ok(self),
                _ => Err(None),
            },
            (true, KeyCode::Enter | KeyCode::Esc | KeyCode::Tab | KeyCode::BackTab) => Err(None),
            // These begin the sequences of other keys.
            (false, KeyCode::Char('[' | 'O')) if self.alt => Err(None),
            _ => Ok(self),
        }
    }

    /// Whether it is a letter, a digit or a sign, with whatever is held.
    pub fn is_character(self) -> bool {
        matches!(self.code, KeyCode::Char(_))
    }

    /// The key as it works outside text fields: Chinese and Japanese input
    /// methods send full-width letters and signs (`／ ？ ：`) for ASCII ones.
    pub fn half_width(self) -> Self {
        match self.code {
            KeyCode::Char(c) => Self { code: KeyCode::Char(half_width(c)), ..self },
            _ => self,
        }
    }
}

/// The ASCII letter or sign of a full-width one; any other stays itself.
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

const NAMED: &[(KeyCode, &str)] = &[
    (KeyCode::Enter, "Enter"),
    (KeyCode::Esc, "Esc"),
    (KeyCode::Tab, "Tab"),
    (KeyCode::BackTab, "Shift-Tab"),
    (KeyCode::Backspace, "Backspace"),
    (KeyCode::Delete, "Delete"),
    (KeyCode::Up, "Up"),
    (KeyCode::Down, "Down"),
    (KeyCode::Left, "Left"),
    (KeyCode::Right, "Right"),
    (KeyCode::Home, "Home"),
    (KeyCode::End, "End"),
    (KeyCode::PageUp, "PageUp"),
    (KeyCode::PageDown, "PageDown"),
    (KeyCode::Char(' '), "Space"),
];

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if let Some((_, name)) = NAMED.iter().find(|(code, _)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            // Every other code stands in NAMED; the test below goes through them.
            other => write!(f, "{other:?}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_read_as_it_is_written() {
        let mut names: Vec<String> = NAMED.iter().map(|(_, name)| (*name).to_owned()).collect();
        names.extend(
            ["j", "G", "/", "Ctrl-C", "Alt-x", "Ctrl-Alt-Up", "F12", "-", "Ctrl--"].map(Into::into),
        );
        for name in names {
            assert_eq!(Key::parse(&name).map(|k| k.to_string()), Some(name));
        }
        for wrong in ["", "jj", "F13", "Ctrl-", "Return"] {
            assert_eq!(Key::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn full_width_signs_of_an_input_method_work_as_ascii_keys() {
        let key = |c| Key::plain(KeyCode::Char(c));
        assert_eq!(key('／').half_width(), key('/'));
        assert_eq!(key('？').half_width(), key('?'));
        assert_eq!(key('　').half_width(), key(' '));
        assert_eq!(key('é').half_width(), key('é'));
    }
}
