//! Lines of styled text, and how they break.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::super::safe::harmless;

/// What a piece of text means; the theme decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Ordinary text.
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
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// What it means.
    pub tone: Tone,
    /// Its text, harmless already.
    pub text: String,
}

/// A line, before it is broken to a width.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Its pieces, from left to right.
    pub spans: Vec<Span>,
    /// Columns by which its further rows are moved in.
    pub indent: usize,
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
        self.spans.push(Span { tone, text: harmless(text.as_ref()).into_owned() });
    }

    /// The text without its tones.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
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
    let pieces: Vec<(Tone, &str)> = line
        .spans
        .iter()
        .flat_map(|span| span.text.graphemes(true).map(|grapheme| (span.tone, grapheme)))
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
        if end < pieces.len() {
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
        rows.push(row(&pieces[start..end], if first { 0 } else { indent }));
        start = end;
        room = columns - indent;
    }
}

fn row(pieces: &[(Tone, &str)], indent: usize) -> Line {
    let mut row = Line::default();
    if indent > 0 {
        row.push(Tone::Plain, " ".repeat(indent));
    }
    for (tone, grapheme) in pieces {
        match row.spans.last_mut().filter(|span| span.tone == *tone) {
            Some(span) => span.text.push_str(grapheme),
            None => row.push(*tone, grapheme),
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
    fn words_stay_whole_and_wide_characters_too() {
        let line = Line::new(Tone::Plain, "one two three four");
        assert_eq!(texts(vec![line], 10), ["one two ", "three four"]);
        assert_eq!(texts(vec![Line::new(Tone::Plain, "開発環境")], 5), ["開発", "環境"]);
        assert_eq!(texts(vec![Line::new(Tone::Plain, "開発")], 1), ["開", "発"]);
    }
}
