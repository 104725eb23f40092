//! Whether a theme can be read: WCAG 2's contrast.

use ratatui::style::{Color, Modifier, Style};

use super::theme::{Role, Theme};
use crate::core::config::Background;

/// The least contrast of text to its background (WCAG 2.2, 1.4.3).
pub const LEAST: f64 = 4.5;

const BLACK: [u8; 3] = [0, 0, 0];
const WHITE: [u8; 3] = [255, 255, 255];

/// The roles that are hard to read on the backgrounds that the theme is for,
/// each with its lowest contrast.
pub fn too_low(theme: &Theme) -> Vec<(&'static str, f64)> {
    let backgrounds: &[[u8; 3]] = match theme.background {
        Some(Background::Dark) => &[BLACK],
        Some(Background::Light) => &[WHITE],
        None => &[BLACK, WHITE],
    };
    on(theme, backgrounds).into_iter().filter(|(_, contrast)| *contrast < LEAST).collect()
}

/// The lowest contrast of each role on these backgrounds. A role without
/// colours is as readable as the terminal itself.
fn on(theme: &Theme, backgrounds: &[[u8; 3]]) -> Vec<(&'static str, f64)> {
    let roles = Role::ALL.into_iter().map(|(role, name)| {
        let all = backgrounds.iter().filter_map(|&back| contrast(theme.role(role), back));
        (name, all.fold(21.0, f64::min))
    });
    roles.collect()
}

fn contrast(style: Style, terminal: [u8; 3]) -> Option<f64> {
    let (front, back) = match (style.fg.and_then(rgb), style.bg.and_then(rgb)) {
        (None, None) => return None,
        (Some(front), back) => (front, back.unwrap_or(terminal)),
        // Ordinary text is the terminal's opposite.
        (None, Some(back)) => (if terminal == BLACK { WHITE } else { BLACK }, back),
    };
    // Fainter by how much is the terminal's own choice; half is usual.
    let front = match style.add_modifier.contains(Modifier::DIM) {
        true => std::array::from_fn(|i| u8::midpoint(front[i], back[i])),
        false => front,
    };
    let (a, b) = (luminance(front), luminance(back));
    Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
}

/// Red, green and blue: of the first sixteen colours xterm's, which are only
/// usual; those of the cube and the greys are the same everywhere.
fn rgb(colour: Color) -> Option<[u8; 3]> {
    const SIXTEEN: [[u8; 3]; 16] = [
        [0, 0, 0],
        [205, 0, 0],
        [0, 205, 0],
        [205, 205, 0],
        [0, 0, 238],
        [205, 0, 205],
        [0, 205, 205],
        [229, 229, 229],
        [127, 127, 127],
        [255, 0, 0],
        [0, 255, 0],
        [255, 255, 0],
        [92, 92, 255],
        [255, 0, 255],
        [0, 255, 255],
        [255, 255, 255],
    ];
    let number = match colour {
        Color::Reset => return None,
        Color::Rgb(r, g, b) => return Some([r, g, b]),
        Color::Indexed(number) => number,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
    Some(match number {
        0..16 => SIXTEEN[usize::from(number)],
        16..232 => {
            let n = number - 16;
            [step(n / 36), step(n / 6 % 6), step(n % 6)]
        }
        232.. => [8 + 10 * (number - 232); 3],
    })
}

/// WCAG 2's relative luminance.
fn luminance(rgb: [u8; 3]) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::config::ThemeName;

    /// Few terminals are quite black or quite white.
    const DARKS: [[u8; 3]; 2] = [BLACK, [48, 48, 48]];
    const LIGHTS: [[u8; 3]; 2] = [WHITE, [240, 240, 240]];

    #[test]
    fn every_role_of_every_built_in_theme_can_be_read() {
        let both = [DARKS, LIGHTS].concat();
        for (name, backgrounds) in [
            (ThemeName::Dark, &DARKS[..]),
            (ThemeName::Light, &LIGHTS),
            (ThemeName::Ansi, &both),
            (ThemeName::Mono, &both),
        ] {
            for (role, contrast) in on(&Theme::new(name), backgrounds) {
                assert!(contrast >= LEAST, "{role} of {name:?} has {contrast:.1}:1");
            }
        }
    }

    #[test]
    fn only_the_sixteen_colours_are_used_where_there_are_no_more() {
        let theme = Theme::new(ThemeName::Ansi);
        for (role, name) in Role::ALL {
            for colour in [theme.role(role).fg, theme.role(role).bg].into_iter().flatten() {
                assert!(!matches!(colour, Color::Rgb(..) | Color::Indexed(16..)), "{name}");
            }
        }
    }

    #[test]
    fn known_contrasts_come_out_as_published() {
        let of = |fg, bg| contrast(Style::new().fg(fg).bg(bg), BLACK).unwrap();
        assert!((of(Color::White, Color::Black) - 21.0).abs() < 0.01);
        // WebAIM's example of the least grey that passes on white.
        assert!((of(Color::Rgb(118, 118, 118), Color::White) - 4.54).abs() < 0.01);
    }
}
