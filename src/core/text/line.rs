//! Lines of styled text, and how they break.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::super::safe::{fit, harmless};

/// What a piece of text means; the theme decides how it looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Ordinary text.
    #[default]
    Plain,
    /// Less important.
    Dim,
    /// The name of a field.
    Label,
    /// The head of a section.
    Heading,
    /// Something to look at.
    Accent,
    /// All is well.
    Good,
    /// Take care.
    Warning,
    /// Something is wrong.
    Danger,
    /// A key of a JSON object.
    JsonKey,
    /// A JSON string.
    JsonString,
    /// A JSON number.
    JsonNumber,
    /// `true`, `false` or `null` in JSON.
    JsonLiteral,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// What it means.
    pub tone: Tone,
    /// Its text, harmless already.
    pub text: String,
    /// The match of a search that it is a part of, counted from 0.
    pub found: Option<usize>,
}

/// A line, before it is broken to a width.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Its pieces, from left to right.
    pub spans: Vec<Span>,
    /// Columns by which its further rows are moved in.
    pub indent: usize,
    /// The link that the line is, counted from the document's first.
    pub link: Option<usize>,
}

/// Columns for the name of a field.
const LABEL: usize = 14;

impl Line {
    /// A line of one piece.
    pub fn new(tone: Tone, text: impl AsRef<str>) -> Self {
        let mut line = Self::default();
        line.push(tone, text);
        line
    }

    /// An empty line.
    pub fn blank() -> Self {
        Self::default()
    }

    /// The head of a section.
    pub fn heading(text: &str) -> Self {
        Self::new(Tone::Heading, text)
    }

    /// A name and its value, the values below each other.
    pub fn field(label: &str, value: &str) -> Self {
        Self::wide_field(label, value, LABEL)
    }

    /// As [`Line::field`], with another width for the names.
    pub fn wide_field(label: &str, value: &str, columns: usize) -> Self {
        let label = harmless(label);
        let pad = columns.saturating_sub(label.width() + 2);
        let mut line = Self::new(Tone::Label, format!("{label}{:pad$}  ", ""));
        line.indent = if label.width() + 2 <= columns { columns } else { 4 };
        line.push(Tone::Plain, value);
        line
    }

    /// Appends a piece; the text is made harmless.
    pub fn push(&mut self, tone: Tone, text: impl AsRef<str>) {
        let text = harmless(text.as_ref()).into_owned();
        self.spans.push(Span { tone, text, found: None });
    }

    /// Puts `columns` spaces before the line and all its further rows.
    #[must_use]
    pub fn moved_in(mut self, columns: usize) -> Self {
        let space = Span { tone: Tone::Plain, text: " ".repeat(columns), found: None };
        self.spans.insert(0, space);
        self.indent += columns;
        self
    }

    /// At most so many columns of it, with an ellipsis if something is left off.
    #[must_use]
    pub fn cut(&self, columns: usize) -> Self {
        let mut cut = Self { spans: Vec::new(), ..self.clone() };
        let mut room = columns;
        for span in &self.spans {
            let text = fit(&span.text, room).into_owned();
            let whole = text == span.text;
            room = room.saturating_sub(text.width());
            cut.spans.push(Span { text, ..span.clone() });
            if !whole || room == 0 {
                break;
            }
        }
        cut
    }

    /// Marks where `needle` stands in the line, without regard to the case of
    /// ASCII letters; `from` is the number of the first match. Returns how
    /// many there are.
    pub fn find(&mut self, needle: &str, from: usize) -> usize {
        let text = self.text();
        let places = places(&text, needle);
        if places.is_empty() {
            return 0;
        }
        let mut spans = Vec::with_capacity(self.spans.len() + 2 * places.len());
        let mut start = 0;
        for span in self.spans.drain(..) {
            let end = start + span.text.len();
            let mut at = start;
            while at < end {
                // The match that `at` stands in, or else the next one.
                let next = places.iter().position(|place| place.end > at);
                let (until, found) = match next.map(|n| (n, &places[n])) {
                    Some((n, place)) if place.start <= at => (place.end.min(end), Some(from + n)),
                    Some((_, place)) => (place.start.min(end), None),
                    None => (end, None),
                };
                let piece = span.text[at - start..until - start].to_owned();
                spans.push(Span { tone: span.tone, text: piece, found });
                at = until;
            }
            start = end;
        }
        self.spans = spans;
        places.len()
    }

    /// The text without its tones.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

/// Where `needle` stands in `text`, without overlaps.
fn places(text: &str, needle: &str) -> Vec<Range<usize>> {
    let (bytes, wanted) = (text.as_bytes(), needle.as_bytes());
    let mut places = Vec::new();
    let mut at = 0;
    while !wanted.is_empty() && at + wanted.len() <= bytes.len() {
        // Equal bytes of valid UTF-8 begin and end where characters do.
        if bytes[at..at + wanted.len()].eq_ignore_ascii_case(wanted) {
            places.push(at..at + wanted.len());
            at += wanted.len();
        } else {
            at += 1;
        }
    }
    places
}

/// Breaks lines to `columns`: at a space where there is one, else anywhere
/// between two graphemes (ARNs have no spaces).
pub fn wrap(lines: Vec<Line>, columns: usize) -> Vec<Line> {
    let mut rows = Vec::with_capacity(lines.len());
    for line in lines {
        if line.spans.iter().map(|span| span.text.width()).sum::<usize>() <= columns {
            rows.push(line);
        } else {
            break_line(&line, columns.max(2), &mut rows);
        }
    }
    rows
}

fn break_line(line: &Line, columns: usize, rows: &mut Vec<Line>) {
    let indent = line.indent.min(columns / 2);
    let pieces: Vec<Piece<'_>> = line
        .spans
        .iter()
        .flat_map(|span| {
            span.text.graphemes(true).map(|grapheme| ((span.tone, span.found), grapheme))
        })
        .collect();
    let mut start = 0;
    let mut room = columns;
    while start < pieces.len() {
        let mut used = 0;
        let mut end = start;
        while end < pieces.len() && used + pieces[end].1.width() <= room {
            used += pieces[end].1.width();
            end += 1;
        }
        // A grapheme wider than the row still has to go somewhere.
        end = end.max(start + 1);
        // The row ends with a word: the space behind it is not the next one's.
        let whole = pieces.get(end).is_some_and(|&(_, grapheme)| grapheme == " ");
        if end < pieces.len() && !whole {
            // A break in the first third would leave a ragged, half-empty row,
            // and one before the value would leave its name alone.
            let least = if start == 0 { indent } else { 0 }.max((end - start) / 3 + 1);
            let last = |breaks: &[&str]| {
                let row = &pieces[start..end];
                row.iter().rposition(|(_, g)| breaks.contains(g)).filter(|&at| at >= least)
            };
            // ARNs and paths have no spaces, but their parts have ends.
            if let Some(at) = last(&[" "]).or_else(|| last(&["/", ":"])) {
                end = start + at + 1;
            }
        }
        let first = start == 0;
        let mut row = row(&pieces[start..end], if first { 0 } else { indent });
        row.link = line.link;
        rows.push(row);
        start = if whole { end + 1 } else { end };
        room = columns - indent;
    }
}

/// A grapheme with its look.
type Piece<'a> = ((Tone, Option<usize>), &'a str);

fn row(pieces: &[Piece<'_>], indent: usize) -> Line {
    let mut row = Line::default();
    if indent > 0 {
        row.push(Tone::Plain, " ".repeat(indent));
    }
    for &((tone, found), grapheme) in pieces {
        match row.spans.last_mut().filter(|span| (span.tone, span.found) == (tone, found)) {
            Some(span) => span.text.push_str(grapheme),
            // Harmless already.
            None => row.spans.push(Span { tone, text: grapheme.to_owned(), found }),
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: Vec<Line>, columns: usize) -> Vec<String> {
        wrap(lines, columns).iter().map(Line::text).collect()
    }

    #[test]
    fn a_long_value_goes_on_under_itself() {
        let line = Line::field("ARN", "arn:aws:iam::123456789012:role/x");
        assert_eq!(
            texts(vec![line], 30),
            ["ARN           arn:aws:iam::", "              123456789012:", "              role/x"]
                .map(|s| s.to_owned())
        );
    }

    #[test]
    fn a_match_is_marked_across_pieces_and_breaks() {
        let mut line = Line::field("Arn", "arn:aws:iam::1:role/WEB");
        line.push(Tone::Good, "web web");
        assert_eq!(line.find("web", 5), 3);
        assert_eq!(line.find("role/webweb", 0), 1);
        let rows = wrap(vec![line], 36);
        let found = |row: &Line| -> String {
            row.spans.iter().filter(|s| s.found == Some(0)).map(|s| s.text.as_str()).collect()
        };
        assert_eq!(rows.iter().map(found).collect::<Vec<_>>(), ["role/", "WEBweb"]);
        assert_eq!(Line::new(Tone::Plain, "開発").find("発", 0), 1);
        assert_eq!(Line::new(Tone::Plain, "開発").find("", 0), 0);
    }

    #[test]
    fn words_stay_whole_and_wide_characters_too() {
        let line = Line::new(Tone::Plain, "one two three four");
        assert_eq!(texts(vec![line.clone()], 7), ["one two", "three ", "four"]);
        assert_eq!(texts(vec![line], 10), ["one two ", "three four"]);
        assert_eq!(texts(vec![Line::new(Tone::Plain, "開発環境")], 5), ["開発", "環境"]);
        assert_eq!(texts(vec![Line::new(Tone::Plain, "開発")], 1), ["開", "発"]);
    }
}
