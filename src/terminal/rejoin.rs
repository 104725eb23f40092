//! Puts sequences together again that arrived in two pieces.
//!
//! A burst of keys, or a slow line, can break a sequence between its escape
//! character and the rest. crossterm then takes the character for Esc and the
//! rest for letters: a held arrow key would lift the filter and turn tabs. So
//! Esc waits a moment for what may follow.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// Longer than any sequence of a key or the mouse.
const LONGEST: usize = 24;

/// Holds back what may be the beginning of a sequence.
#[derive(Debug, Default)]
pub struct Rejoin {
    held: Vec<KeyEvent>,
    /// A paste whose beginning was broken: its text until it pauses.
    paste: Option<String>,
}

impl Rejoin {
    /// Whether something waits for what may follow.
    pub fn holds(&self) -> bool {
        !self.held.is_empty() || self.paste.is_some()
    }

    /// Nothing followed.
    pub fn release(&mut self) -> Vec<Event> {
        let paste = self.paste.take().map(Event::Paste);
        self.held.drain(..).map(Event::Key).chain(paste).collect()
    }

    /// Takes an event; returns those that are whole.
    pub fn take(&mut self, event: Event) -> Vec<Event> {
        let key = match event {
            Event::Key(key) if key.kind == KeyEventKind::Press => key,
            // The size may change at any moment.
            Event::Resize(..) => return vec![event],
            other => {
                let mut all = self.release();
                all.push(other);
                return all;
            }
        };
        if let Some(paste) = &mut self.paste {
            match key.code {
                KeyCode::Char(c) => paste.push(c),
                KeyCode::Enter => paste.push('\n'),
                KeyCode::Tab => paste.push('\t'),
                _ => {}
            }
            return Vec::new();
        }
        let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
        match key.code {
            KeyCode::Esc if plain => {
                let before = self.release();
                self.held.push(key);
                before
            }
            KeyCode::Char(c) if plain && !self.held.is_empty() => self.goes_on(c, key),
            _ => {
                let mut all = self.release();
                all.push(Event::Key(key));
                all
            }
        }
    }

    fn goes_on(&mut self, c: char, key: KeyEvent) -> Vec<Event> {
        self.held.push(key);
        let text: String = self.held.iter().filter_map(|key| key.code.as_char()).collect();
        match text.strip_prefix('[').or_else(|| text.strip_prefix('O')) {
            // `ESC [` alone is the beginning of every sequence.
            Some("") => Vec::new(),
            Some("200~") => {
                (self.held, self.paste) = (Vec::new(), Some(String::new()));
                Vec::new()
            }
            Some(rest) if !c.is_ascii_alphabetic() && c != '~' && rest.len() < LONGEST => {
                Vec::new()
            }
            // A notch of the wheel less does no harm.
            Some(rest) if rest.starts_with('<') => {
                self.held.clear();
                Vec::new()
            }
            rest => match rest.and_then(sequence) {
                Some(key) => {
                    self.held.clear();
                    vec![Event::Key(key)]
                }
                None => self.release(),
            },
        }
    }
}

/// The key of a sequence: `B`, `6~`, or with modifiers `1;5B`, `6;5~`.
fn sequence(text: &str) -> Option<KeyEvent> {
    let (numbers, last) = text.split_at(text.len().checked_sub(1)?);
    let mut numbers = numbers.split(';').map(str::parse::<u8>);
    let code = match (last, numbers.next()) {
        ("A", _) => KeyCode::Up,
        ("B", _) => KeyCode::Down,
        ("C", _) => KeyCode::Right,
        ("D", _) => KeyCode::Left,
        ("H", _) | ("~", Some(Ok(1 | 7))) => KeyCode::Home,
        ("F", _) | ("~", Some(Ok(4 | 8))) => KeyCode::End,
        ("Z", _) => KeyCode::BackTab,
        ("P", _) => KeyCode::F(1),
        ("Q", _) => KeyCode::F(2),
        ("R", _) => KeyCode::F(3),
        ("S", _) => KeyCode::F(4),
        ("~", Some(Ok(2))) => KeyCode::Insert,
        ("~", Some(Ok(3))) => KeyCode::Delete,
        ("~", Some(Ok(5))) => KeyCode::PageUp,
        ("~", Some(Ok(6))) => KeyCode::PageDown,
        ("~", Some(Ok(n @ 11..=15))) => KeyCode::F(n - 10),
        ("~", Some(Ok(n @ 17..=21))) => KeyCode::F(n - 11),
        ("~", Some(Ok(n @ 23..=24))) => KeyCode::F(n - 12),
        _ => return None,
    };
    // One more than the sum of Shift 1, Alt 2 and Control 4.
    let held = numbers.next().and_then(Result::ok).map_or(0, |n| n.saturating_sub(1));
    let mut modifiers = KeyModifiers::NONE;
    modifiers.set(KeyModifiers::SHIFT, held & 1 != 0);
    modifiers.set(KeyModifiers::ALT, held & 2 != 0);
    modifiers.set(KeyModifiers::CONTROL, held & 4 != 0);
    Some(KeyEvent::new(code, modifiers))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Event> {
        let code = |c| if c == '\u{1b}' { KeyCode::Esc } else { KeyCode::Char(c) };
        text.chars().map(|c| Event::Key(KeyEvent::from(code(c)))).collect()
    }

    fn joined(text: &str) -> (Vec<Event>, Vec<Event>) {
        let mut rejoin = Rejoin::default();
        let through = keys(text).into_iter().flat_map(|key| rejoin.take(key)).collect();
        (through, rejoin.release())
    }

    #[test]
    fn a_key_in_two_pieces_is_that_key() {
        let key = |code, modifiers| Event::Key(KeyEvent::new(code, modifiers));
        for (text, wanted) in [
            ("\u{1b}[B", key(KeyCode::Down, KeyModifiers::NONE)),
            ("\u{1b}OA", key(KeyCode::Up, KeyModifiers::NONE)),
            ("\u{1b}[6~", key(KeyCode::PageDown, KeyModifiers::NONE)),
            ("\u{1b}[1;5D", key(KeyCode::Left, KeyModifiers::CONTROL)),
            ("\u{1b}[24~", key(KeyCode::F(12), KeyModifiers::NONE)),
        ] {
            assert_eq!(joined(text), (vec![wanted], Vec::new()), "{text:?}");
        }
        assert_eq!(joined("\u{1b}[<65;10;20M"), (Vec::new(), Vec::new()));
    }

    #[test]
    fn what_is_none_comes_through_in_its_order() {
        assert_eq!(joined("\u{1b}"), (Vec::new(), keys("\u{1b}")));
        for text in ["j\u{1b}k", "\u{1b}[q", "\u{1b}\u{1b}k", "\u{1b}]11", "[B"] {
            let (through, rest) = joined(text);
            assert_eq!([through, rest].concat(), keys(text), "{text:?}");
        }
    }

    #[test]
    fn a_paste_whose_beginning_was_broken_is_text_all_the_same() {
        let (through, rest) = joined("\u{1b}[200~quit");
        assert_eq!((through, rest), (Vec::new(), vec![Event::Paste("quit".into())]));
    }
}
