//! How each meaning looks. Widgets name a role, never a colour. Background and
//! ordinary text are the terminal's own; no state is told by colour alone.

use ratatui::style::{Color, Modifier, Style};

use crate::core::config::ThemeName;
use crate::core::text::line::Tone;

/// The look of every role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    colours: Option<Palette>,
}

/// The colours of a theme; each has a contrast of at least 4.5:1 to the
/// background that it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Palette {
    accent: Color,
    good: Color,
    warning: Color,
    danger: Color,
}

/// For black, and what passes for it: the bright colours of every terminal.
const DARK: Palette = Palette {
    accent: Color::LightCyan,
    good: Color::LightGreen,
    warning: Color::LightYellow,
    danger: Color::LightRed,
};

/// For white: from the 256 colours, whose values every terminal shares; the
/// sixteen have no green and no yellow that is dark enough.
const LIGHT: Palette = Palette {
    accent: Color::Indexed(25),
    good: Color::Indexed(22),
    warning: Color::Indexed(94),
    danger: Color::Indexed(124),
};

impl Theme {
    /// The theme of that name.
    pub fn new(name: ThemeName) -> Self {
        let colours = match name {
            ThemeName::Dark => Some(DARK),
            ThemeName::Light => Some(LIGHT),
            ThemeName::Mono => None,
        };
        Self { colours }
    }

    /// The style of a piece of text.
    pub fn tone(&self, tone: Tone) -> Style {
        let bold = Modifier::BOLD;
        match tone {
            Tone::Plain | Tone::Dim | Tone::JsonLiteral => Style::new(),
            Tone::Label | Tone::JsonKey => self.style(|p| p.accent, Modifier::empty()),
            Tone::Heading => Style::new().add_modifier(bold | Modifier::UNDERLINED),
            Tone::Accent => self.style(|p| p.accent, bold),
            Tone::JsonString => self.style(|p| p.good, Modifier::empty()),
            Tone::Good => self.style(|p| p.good, bold),
            Tone::Warning => self.style(|p| p.warning, bold),
            Tone::Danger => self.style(|p| p.danger, bold),
        }
    }

    /// The frame of the pane that has the keys, and of the others.
    pub fn border(&self, focused: bool) -> Style {
        if focused { self.tone(Tone::Accent) } else { Style::new() }
    }

    /// The line under the cursor.
    pub fn selected(&self, focused: bool) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        if focused { style.add_modifier(Modifier::REVERSED) } else { style }
    }

    /// A match of a search, and the one that the search stands at.
    pub fn found(&self, here: bool) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
        if here { style.add_modifier(Modifier::REVERSED) } else { style }
    }

    /// The tab that is open.
    pub fn tab(&self) -> Style {
        self.tone(Tone::Accent).add_modifier(Modifier::REVERSED)
    }

    /// The heads of the columns.
    pub fn columns(&self) -> Style {
        self.tone(Tone::Heading)
    }

    /// A badge in the header.
    pub fn badge(&self, tone: Tone) -> Style {
        self.tone(tone).add_modifier(Modifier::REVERSED | Modifier::BOLD)
    }

    /// A key in the footer.
    pub fn key(&self) -> Style {
        self.tone(Tone::Accent)
    }

    fn style(&self, colour: impl Fn(&Palette) -> Color, modifier: Modifier) -> Style {
        let style = Style::new().add_modifier(modifier);
        self.colours.as_ref().map_or(style, |palette| style.fg(colour(palette)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Red, green and blue of the colours in use: xterm's values for the
    /// bright ones, the fixed cube for the indexed ones.
    fn rgb(colour: Color) -> [u8; 3] {
        let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
        match colour {
            Color::LightCyan => [0, 255, 255],
            Color::LightGreen => [0, 255, 0],
            Color::LightYellow => [255, 255, 0],
            Color::LightRed => [255, 0, 0],
            Color::Indexed(n @ 16..=231) => {
                let n = n - 16;
                [step(n / 36), step(n / 6 % 6), step(n % 6)]
            }
            other => panic!("no value for {other:?}"),
        }
    }

    /// WCAG 2's relative luminance.
    fn luminance(rgb: [u8; 3]) -> f64 {
        let linear = |c: u8| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
    }

    #[test]
    fn every_colour_can_be_read_on_its_background() {
        for (palette, background) in [(DARK, 0.0), (LIGHT, 1.0)] {
            let Palette { accent, good, warning, danger } = palette;
            for colour in [accent, good, warning, danger] {
                let (a, b) = (luminance(rgb(colour)), background);
                let contrast = (f64::max(a, b) + 0.05) / (f64::min(a, b) + 0.05);
                assert!(contrast >= 4.5, "{colour:?} has {contrast:.1}:1");
            }
        }
    }
}
