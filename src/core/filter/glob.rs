//! Wildcards: `*` stands for any letters, `?` for one.

use super::super::key::half_width;

/// A pattern that a whole text must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glob {
    pieces: Vec<Piece>,
    /// Whether `A` and `a` are the same letter.
    fold: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Letter(char),
    One,
    Many,
}

impl Glob {
    /// A pattern of letters; those with `true` were quoted and stand for
    /// themselves. `fold` ignores the case of ASCII letters.
    pub fn new(letters: &[(char, bool)], fold: bool) -> Self {
        let pieces = letters.iter().map(|&(c, quoted)| match c {
            '*' if !quoted => Piece::Many,
            '?' if !quoted => Piece::One,
            c => Piece::Letter(same(c, fold)),
        });
        Self { pieces: pieces.collect(), fold }
    }

    /// The same pattern for the beginning of a text.
    #[must_use]
    pub fn beginning(mut self) -> Self {
        self.pieces.push(Piece::Many);
        self
    }

    /// Whether it has a wildcard.
    pub fn is_wild(&self) -> bool {
        self.pieces.iter().any(|piece| !matches!(piece, Piece::Letter(_)))
    }

    /// How many letters a text must begin with, before the first wildcard.
    pub fn fixed(&self) -> usize {
        self.pieces.iter().take_while(|piece| matches!(piece, Piece::Letter(_))).count()
    }

    /// Whether the whole text has the pattern.
    pub fn matches(&self, text: &str) -> bool {
        let mut at = 0;
        let mut rest = text.chars();
        // Where to go on when it fails: after the last `*`, which then takes
        // one letter more. Earlier ones never need to be tried again.
        let mut retry: Option<(usize, std::str::Chars<'_>)> = None;
        loop {
            let mut ahead = rest.clone();
            match (self.pieces.get(at), ahead.next()) {
                (Some(Piece::Many), _) => {
                    at += 1;
                    retry = Some((at, rest.clone()));
                    continue;
                }
                (None, None) => return true,
                (Some(Piece::One), Some(_)) => {
                    (at, rest) = (at + 1, ahead);
                    continue;
                }
                (Some(Piece::Letter(wanted)), Some(c)) if same(c, self.fold) == *wanted => {
                    (at, rest) = (at + 1, ahead);
                    continue;
                }
                _ => {}
            }
            let Some((from, mut later)) = retry.take() else { return false };
            if later.next().is_none() {
                return false;
            }
            (at, rest) = (from, later.clone());
            retry = Some((from, later));
        }
    }
}

/// The letter that stands for all that are the same to the filter.
fn same(c: char, fold: bool) -> char {
    let c = half_width(c);
    if fold { c.to_ascii_lowercase() } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glob(text: &str) -> Glob {
        Glob::new(&text.chars().map(|c| (c, false)).collect::<Vec<_>>(), true)
    }

    #[test]
    fn a_star_stands_for_any_letters_and_a_question_mark_for_one() {
        for (pattern, text, wanted) in [
            ("web", "web", true),
            ("web", "Web", true),
            ("web", "web-1", false),
            ("web*", "web-1", true),
            ("*web", "my-web", true),
            ("*b-?", "web-1", true),
            ("*b-?", "web-12", false),
            ("a*b*c", "axxbyybzc", true),
            ("a*b*c", "axxbyybz", false),
            ("*", "", true),
            ("?", "", false),
            ("", "", true),
            ("??", "開発", true),
        ] {
            assert_eq!(glob(pattern).matches(text), wanted, "{pattern} on {text}");
        }
    }

    #[test]
    fn many_stars_do_not_take_for_ever() {
        let pattern = "*a".repeat(40) + "b";
        assert!(!glob(&pattern).matches(&"a".repeat(400)));
    }

    #[test]
    fn a_quoted_star_is_a_star() {
        let quoted = Glob::new(&[('*', true)], true);
        assert!(quoted.matches("*") && !quoted.matches("a"));
    }
}
