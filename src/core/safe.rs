//! Text from AWS made harmless for a terminal.
//!
//! Names, descriptions and tag values are written by strangers. An escape
//! sequence in one could rewrite the screen or the clipboard, and a
//! bidirectional override could make one name look like another. It is done
//! where text is drawn or printed, never where it is stored: an editor must
//! send back exactly what it got.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// `text` with every control and direction character made visible: C0 and DEL
/// as the Unicode control pictures (`␛`), the rest as `�`.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| !is_harmful(c)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_harmful(c) { picture(c) } else { c }).collect())
}

/// Whether the character can steer a terminal or turn the reading direction.
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{200b}'..='\u{200f}'    // zero-width and direction marks
            | '\u{2028}'..='\u{202e}'  // line separators, embeddings, overrides
            | '\u{2060}'..='\u{206f}'  // invisible operators, isolates
            | '\u{061c}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

fn picture(c: char) -> char {
    match c {
        '\u{00}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// The columns that `text` takes on a terminal.
pub fn width(text: &str) -> usize {
    text.width()
}

/// `text`, harmless, in at most `columns` columns; a cut is marked by `…`.
/// Never cuts within a grapheme.
pub fn fit(text: &str, columns: usize) -> Cow<'_, str> {
    let text = harmless(text);
    if text.width() <= columns {
        return text;
    }
    let mut used = 0;
    let mut cut = String::new();
    for grapheme in text.graphemes(true) {
        if used + grapheme.width() + 1 > columns {
            break;
        }
        used += grapheme.width();
        cut.push_str(grapheme);
    }
    if columns > 0 {
        cut.push('…');
    }
    Cow::Owned(cut)
}

/// As [`fit`], but the middle is left out: of a caller or an ARN, both ends
/// tell the most.
pub fn fit_middle(text: &str, columns: usize) -> Cow<'_, str> {
    let text = harmless(text);
    if text.width() <= columns || columns < 3 {
        return Cow::Owned(fit(&text, columns).into_owned());
    }
    let graphemes: Vec<_> = text.graphemes(true).collect();
    let taken = |graphemes: &mut dyn Iterator<Item = &&str>, room: usize| {
        let mut used = 0;
        let fits = |grapheme: &&&str| {
            used += grapheme.width();
            used <= room
        };
        graphemes.take_while(fits).count()
    };
    let room = columns - 1;
    let tail = taken(&mut graphemes.iter().rev(), room / 2);
    let end = &graphemes[graphemes.len() - tail..];
    let left = room - end.concat().width();
    let head = taken(&mut graphemes.iter(), left);
    Cow::Owned(format!("{}…{}", graphemes[..head].concat(), end.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_is_shown_and_not_obeyed() {
        assert_eq!(harmless("a\u{1b}[2Jb\u{9b}1m\u{7f}\u{202e}"), "a␛[2Jb�1m␡�");
        assert!(matches!(harmless("正常な名前 é"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_wide_character_is_never_cut_in_half() {
        assert_eq!(fit("開発環境", 8), "開発環境");
        assert_eq!(fit("開発環境", 6), "開発…");
        assert_eq!(fit("開発環境", 5), "開発…");
        assert_eq!(fit("abc", 0), "");
    }

    #[test]
    fn where_the_middle_is_left_out_both_ends_stay() {
        assert_eq!(fit_middle("role/session", 12), "role/session");
        assert_eq!(fit_middle("role/session", 9), "role…sion");
        assert_eq!(fit_middle("開発環境開発", 8), "開発…発");
        assert_eq!(fit_middle("abcdef", 2), "a…");
        assert_eq!(fit_middle("", 0), "");
    }
}
