//! The terminal's background, asked for without waiting.
//!
//! The question (OSC 11) is written before the first frame; the answer comes
//! as input, whenever it comes, and is taken out from among the keys. Crates
//! that ask and wait (terminal-colorsaurus) throw away what is typed meanwhile,
//! and a silent terminal costs their whole timeout.

use std::env;
use std::io::{self, Write as _, stdout};
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::core::config::Background;

/// How long a key that may begin an answer is held back: the rest follows at
/// once, unless the key was a key.
pub const GRACE: Duration = Duration::from_millis(30);

/// How long an answer is looked out for. After that, Esc is not held back any
/// more where a terminal never answers.
const PATIENCE: Duration = Duration::from_secs(10);

/// Longer than any answer: `11;rgba:ffff/ffff/ffff/ffff`.
const LONGEST: usize = 40;

/// Asks the terminal; returns whether an answer may come.
///
/// # Errors
/// The terminal is gone.
pub fn ask() -> io::Result<bool> {
    // These print what they do not know, or answer in their terminal's stead
    // at some time or other.
    let term = env::var("TERM").unwrap_or_default();
    let silent = ["dumb", "linux", "screen", "Eterm"].contains(&term.as_str());
    let silent = silent || term.is_empty() || term.starts_with("screen.");
    // tmux also says `screen`, but knows the question.
    if silent && env::var_os("TMUX").is_none() {
        return Ok(false);
    }
    // Ended by BEL: urxvt ends its answer as the question was, and wrongly
    // with the other end.
    let mut out = stdout().lock();
    out.write_all(b"\x1b]11;?\x07")?;
    out.flush()?;
    Ok(true)
}

/// Takes the answer out from among the keys, which it loses none of.
#[derive(Debug, Default)]
pub struct Sieve {
    /// Until when an answer is looked out for; `None`: it has come.
    until: Option<Instant>,
    /// What may be the beginning of an answer.
    held: Vec<KeyEvent>,
    /// The text of what is held, without the escape characters.
    text: String,
}

/// What comes through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sieved {
    /// An event that is not the answer's.
    Event(Event),
    /// The answer.
    Background(Background),
}

impl Sieve {
    /// Looks out for an answer from `now` on.
    pub fn new(now: Instant) -> Self {
        Self { until: Some(now + PATIENCE), ..Self::default() }
    }

    /// Whether something is held back that is to be released after [`GRACE`].
    pub fn holds(&self) -> bool {
        !self.held.is_empty()
    }

    /// Nothing came after what is held back: they were keys.
    pub fn release(&mut self) -> Vec<Sieved> {
        self.text.clear();
        self.held.drain(..).map(|key| Sieved::Event(Event::Key(key))).collect()
    }

    /// Takes an event; returns what comes through.
    pub fn take(&mut self, now: Instant, event: Event) -> Vec<Sieved> {
        let key = match event {
            Event::Key(key) if key.kind == KeyEventKind::Press => key,
            // The size may change at any moment.
            Event::Resize(..) => return vec![Sieved::Event(event)],
            other => {
                let mut all = self.release();
                all.push(Sieved::Event(other));
                return all;
            }
        };
        if self.until.is_none_or(|until| self.held.is_empty() && now > until) {
            return vec![Sieved::Event(Event::Key(key))];
        }
        match self.step(key) {
            Step::Hold => {
                self.held.push(key);
                Vec::new()
            }
            Step::Over => {
                let background = background(&self.text);
                *self = Self::default();
                // One that can't be understood is no key either.
                background.map(Sieved::Background).into_iter().collect()
            }
            Step::Key if self.held.is_empty() => vec![Sieved::Event(Event::Key(key))],
            Step::Key => {
                let mut all = self.release();
                // It may begin an answer itself.
                all.extend(self.take(now, Event::Key(key)));
                all
            }
        }
    }

    /// An escape character arrives as Alt with the next one, or, where the
    /// answer comes in pieces, as Esc.
    fn step(&mut self, key: KeyEvent) -> Step {
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let escaped = alt || self.held.last().is_some_and(|last| last.code == KeyCode::Esc);
        let inside = self.text.starts_with(']');
        match key.code {
            KeyCode::Esc if !alt && !escaped => Step::Hold,
            KeyCode::Char(']') if escaped && !inside => {
                self.text.push(']');
                Step::Hold
            }
            KeyCode::Char('\\') if escaped && inside => Step::Over,
            KeyCode::Char('g') if ctrl && inside => Step::Over,
            KeyCode::Char(c) if inside && !escaped && !ctrl => {
                self.text.push(c);
                let answer = "]11;".starts_with(&self.text) || self.text.starts_with("]11;");
                if answer && self.text.len() <= LONGEST { Step::Hold } else { Step::Key }
            }
            _ => Step::Key,
        }
    }
}

/// What a key is to an answer.
enum Step {
    /// It may belong to it.
    Hold,
    /// It ends it.
    Over,
    /// It is a key; so is all that is held back.
    Key,
}

/// Reads `]11;rgb:ffff/ffff/ffff`, with one to four digits for each colour.
fn background(answer: &str) -> Option<Background> {
    let colour = answer.strip_prefix("]11;")?;
    let parts = colour.strip_prefix("rgb:").or_else(|| colour.strip_prefix("rgba:"))?;
    let mut parts = parts.split('/').map(|part| {
        let digits = u32::try_from(part.len()).ok().filter(|n| (1..=4).contains(n))?;
        let most = f64::from(16_u32.pow(digits) - 1);
        Some(f64::from(u32::from_str_radix(part, 16).ok()?) / most)
    });
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    let light = 0.2126 * red.powf(2.2) + 0.7152 * green.powf(2.2) + 0.0722 * blue.powf(2.2);
    // Half way in how bright it looks (CIE L* = 50).
    Some(if light > 0.184 { Background::Light } else { Background::Dark })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(c: char, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers))
    }

    fn esc() -> Event {
        Event::Key(KeyEvent::new(KeyCode::Esc, KeyModifiers::NONE))
    }

    fn plain(text: &str) -> Vec<Event> {
        text.chars().map(|c| key(c, KeyModifiers::NONE)).collect()
    }

    /// What comes through, and what is still held back.
    fn sieve(events: Vec<Event>) -> (Vec<Sieved>, bool) {
        let now = Instant::now();
        let mut sieve = Sieve::new(now);
        let through = events.into_iter().flat_map(|event| sieve.take(now, event)).collect();
        (through, sieve.holds())
    }

    fn keys(events: Vec<Event>) -> Vec<Sieved> {
        events.into_iter().map(Sieved::Event).collect()
    }

    #[test]
    fn an_answer_amid_keys_is_taken_out_and_no_key_is_lost() {
        let alt = |c| key(c, KeyModifiers::ALT);
        let bel = || key('g', KeyModifiers::CONTROL);
        let text = || plain("11;rgb:ffff/FFFF/ffff");
        for (start, end) in [
            (vec![alt(']')], vec![alt('\\')]),
            (vec![alt(']')], vec![bel()]),
            // In pieces, each ending after the escape character.
            ([vec![esc()], plain("]")].concat(), [vec![esc()], plain("\\")].concat()),
        ] {
            let (through, holds) = sieve([plain("ab"), start, text(), end, plain("1c")].concat());
            let mut wanted = keys(plain("ab"));
            wanted.push(Sieved::Background(Background::Light));
            wanted.extend(keys(plain("1c")));
            assert_eq!((through, holds), (wanted, false));
        }
    }

    #[test]
    fn keys_that_only_begin_like_an_answer_come_through_in_their_order() {
        let alt = key(']', KeyModifiers::ALT);
        for events in [
            [vec![alt.clone()], plain("12")].concat(),
            [vec![esc()], plain("]11;x"), vec![Event::FocusGained]].concat(),
            vec![esc(), esc(), Event::Paste("x".into())],
            [vec![alt.clone()], plain(&"11;rgb:".repeat(10))].concat(),
        ] {
            let now = Instant::now();
            let mut sieve = Sieve::new(now);
            let mut through: Vec<_> =
                events.clone().into_iter().flat_map(|event| sieve.take(now, event)).collect();
            through.extend(sieve.release());
            assert_eq!(through, keys(events));
        }
    }

    #[test]
    fn a_size_is_not_held_back_and_breaks_no_answer() {
        let start = [vec![key(']', KeyModifiers::ALT)], plain("11;rgb:0/0/0")].concat();
        let size = Event::Resize(80, 24);
        let (through, _) =
            sieve([start, vec![size.clone(), key('\\', KeyModifiers::ALT)]].concat());
        assert_eq!(through, [Sieved::Event(size), Sieved::Background(Background::Dark)]);
    }

    #[test]
    fn esc_is_held_back_only_while_an_answer_may_come() {
        let now = Instant::now();
        let mut sieve = Sieve::new(now);
        assert_eq!(sieve.take(now, esc()), []);
        assert_eq!(sieve.release(), keys(vec![esc()]));
        let late = now + PATIENCE + Duration::from_secs(1);
        assert_eq!(sieve.take(late, esc()), keys(vec![esc()]));
        assert_eq!(Sieve::default().take(now, esc()), keys(vec![esc()]));
    }

    #[test]
    fn the_background_is_dark_or_light_by_how_it_looks() {
        let is = |text| background(&format!("]11;{text}"));
        assert_eq!(is("rgb:0000/0000/0000"), Some(Background::Dark));
        assert_eq!(is("rgb:28/2c/34"), Some(Background::Dark));
        assert_eq!(is("rgb:60/60/60"), Some(Background::Dark));
        assert_eq!(is("rgb:fdfd/f6f6/e3e3"), Some(Background::Light));
        assert_eq!(is("rgba:ffff/ffff/ffff/8000"), Some(Background::Light));
        assert_eq!(is("rgb:f/f/f"), Some(Background::Light));
        // Blue looks dark, green of the same value light.
        assert_eq!(is("rgb:00/00/ff"), Some(Background::Dark));
        assert_eq!(is("rgb:00/ff/00"), Some(Background::Light));
        for wrong in ["", "rgb:", "rgb:0/0", "rgb:00000/0/0", "rgb:x/0/0", "?"] {
            assert_eq!(is(wrong), None);
        }
    }
}
