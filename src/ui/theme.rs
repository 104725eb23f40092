//! How each meaning looks. Widgets name a role, never a colour. Background and
//! ordinary text are the terminal's own, unless a theme says otherwise; no
//! state is told by colour alone.

use ratatui::style::{Modifier, Style};

use super::theme_file;
use crate::core::config::{Background, ThemeName};
use crate::core::text::line::Tone;

/// The look of every role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    pub(super) styles: [Style; Role::ALL.len()],
    /// What it is for; `None`: for both kinds.
    pub background: Option<Background>,
}

/// What a theme gives a look to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names in the theme files say it")]
pub enum Role {
    Text,
    Dim,
    Label,
    Heading,
    Columns,
    Accent,
    Good,
    Warning,
    Danger,
    Match,
    MatchHere,
    Tab,
    Selected,
    SelectedOther,
    Border,
    BorderFocused,
    Key,
    Badge,
    JsonKey,
    JsonString,
    JsonNumber,
    JsonLiteral,
}

impl Role {
    /// All of them, with their names in a theme's file.
    pub const ALL: [(Self, &'static str); 22] = [
        (Self::Text, "text"),
        (Self::Dim, "dim"),
        (Self::Label, "label"),
        (Self::Heading, "heading"),
        (Self::Columns, "columns"),
        (Self::Accent, "accent"),
        (Self::Good, "good"),
        (Self::Warning, "warning"),
        (Self::Danger, "danger"),
        (Self::Match, "match"),
        (Self::MatchHere, "match-here"),
        (Self::Tab, "tab"),
        (Self::Selected, "selected"),
        (Self::SelectedOther, "selected-other"),
        (Self::Border, "border"),
        (Self::BorderFocused, "border-focused"),
        (Self::Key, "key"),
        (Self::Badge, "badge"),
        (Self::JsonKey, "json-key"),
        (Self::JsonString, "json-string"),
        (Self::JsonNumber, "json-number"),
        (Self::JsonLiteral, "json-literal"),
    ];
}

impl Theme {
    /// The built-in theme of that name.
    pub fn new(name: ThemeName) -> Self {
        // The built-in files are sound; a test reads each of them.
        theme_file::parse(theme_file::built_in(name)).unwrap_or_else(|_| Self::plain())
    }

    /// No colours and no modifiers.
    pub(super) fn plain() -> Self {
        Self { styles: [Style::new(); Role::ALL.len()], background: None }
    }

    /// The style of a role.
    pub fn role(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// The style of a piece of text.
    pub fn tone(&self, tone: Tone) -> Style {
        self.role(match tone {
            Tone::Plain => Role::Text,
            Tone::Dim => Role::Dim,
            Tone::Label => Role::Label,
            Tone::Heading => Role::Heading,
            Tone::Accent => Role::Accent,
            Tone::Good => Role::Good,
            Tone::Warning => Role::Warning,
            Tone::Danger => Role::Danger,
            Tone::JsonKey => Role::JsonKey,
            Tone::JsonString => Role::JsonString,
            Tone::JsonNumber => Role::JsonNumber,
            Tone::JsonLiteral => Role::JsonLiteral,
        })
    }

    /// The frame of the pane that has the keys, and of the others.
    pub fn border(&self, focused: bool) -> Style {
        self.role(if focused { Role::BorderFocused } else { Role::Border })
    }

    /// The line under the cursor.
    pub fn selected(&self, focused: bool) -> Style {
        self.role(if focused { Role::Selected } else { Role::SelectedOther })
    }

    /// A match of a search, and the one that the search stands at.
    pub fn found(&self, here: bool) -> Style {
        let style = self.role(Role::Match);
        if here { style.patch(self.role(Role::MatchHere)) } else { style }
    }

    /// The tab that is open.
    pub fn tab(&self) -> Style {
        self.tone(Tone::Accent).patch(self.role(Role::Tab))
    }

    /// The heads of the columns.
    pub fn columns(&self) -> Style {
        self.role(Role::Columns)
    }

    /// Letters that a filter has found; never told by colour alone.
    pub fn matched(&self) -> Style {
        self.tone(Tone::Accent).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// A badge in the header.
    pub fn badge(&self, tone: Tone) -> Style {
        self.tone(tone).patch(self.role(Role::Badge))
    }

    /// A key in the footer.
    pub fn key(&self) -> Style {
        self.role(Role::Key)
    }

    /// Whether it uses neither a colour nor a modifier.
    pub fn is_plain(&self) -> bool {
        self.styles
            .iter()
            .all(|s| s.fg.is_none() && s.bg.is_none() && s.add_modifier == Modifier::empty())
    }
}

/// The themes that can be chosen.
#[derive(Debug, Clone)]
pub struct Themes {
    all: Vec<(String, Theme)>,
}

impl Themes {
    /// The built-in ones.
    pub fn built_in() -> Self {
        let all = ThemeName::ALL.map(|name| (name.name().to_owned(), Theme::new(name)));
        Self { all: all.into() }
    }

    /// With one of the user's own.
    pub fn add(&mut self, name: String, theme: Theme) {
        self.all.push((name, theme));
    }

    /// The theme of that name; the first one if there is none.
    pub fn get(&self, name: &str) -> &Theme {
        // The built-in ones stand first, so there is always one.
        let found = self.all.iter().find(|(known, _)| known == name);
        &found.unwrap_or(&self.all[0]).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_roles_stand_in_the_order_of_their_numbers() {
        for (at, (role, name)) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, at, "{name}");
        }
    }

    #[test]
    fn states_differ_without_colours_from_plain_text() {
        let mono = Theme::new(ThemeName::Mono);
        for (role, name) in Role::ALL {
            let style = mono.role(role);
            assert_eq!((style.fg, style.bg), (None, None), "{name}");
        }
        for tone in [Tone::Warning, Tone::Danger] {
            assert_ne!(mono.tone(tone), mono.tone(Tone::Plain));
        }
        assert_ne!(mono.selected(true), mono.selected(false));
        assert_ne!(mono.border(true), mono.border(false));
    }
}
