//! How each meaning looks. Widgets name a role, never a colour.
//!
//! Only the terminal's own sixteen colours and its default foreground are
//! used, so that it is readable on a dark and on a light background; no state
//! is told by colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::core::text::line::Tone;

/// The look of every role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    colours: bool,
}

impl Theme {
    /// With colours, or without any (`NO_COLOR`).
    pub fn new(colours: bool) -> Self {
        Self { colours }
    }

    /// The style of a piece of text.
    pub fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Plain | Tone::Dim => Style::new(),
            Tone::Label => self.colour(Color::Cyan, Modifier::empty()),
            Tone::Heading => Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Tone::Accent => self.colour(Color::Cyan, Modifier::BOLD),
            Tone::Good => self.colour(Color::Green, Modifier::BOLD),
            Tone::Warning => self.colour(Color::Magenta, Modifier::BOLD),
            Tone::Danger => self.colour(Color::Red, Modifier::BOLD),
        }
    }

    /// The frame of the pane that has the keys, and of the others.
    pub fn border(&self, focused: bool) -> Style {
        if focused { self.colour(Color::Cyan, Modifier::BOLD) } else { Style::new() }
    }

    /// The line under the cursor.
    pub fn selected(&self, focused: bool) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        if focused { style.add_modifier(Modifier::REVERSED) } else { style }
    }

    /// The heads of the columns.
    pub fn columns(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// A badge in the header.
    pub fn badge(&self, tone: Tone) -> Style {
        self.tone(tone).add_modifier(Modifier::REVERSED | Modifier::BOLD)
    }

    /// A key in the footer.
    pub fn key(&self) -> Style {
        self.colour(Color::Cyan, Modifier::BOLD)
    }

    fn colour(&self, colour: Color, modifier: Modifier) -> Style {
        let style = Style::new().add_modifier(modifier);
        if self.colours { style.fg(colour) } else { style }
    }
}
