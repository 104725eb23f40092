//! Rows of tags as a form shows them.

use super::super::domain::rules::MAX_TAGS;
use super::super::text::Words;
use super::super::text::line::{Line, Tone};
use super::tag_rows::{Fate, RowError, TagRows};
use super::view::{Cell, Row, Spot};

impl TagRows {
    /// The text of a place, if it can be edited.
    pub fn text(&self, spot: Spot) -> Option<&str> {
        let row = self.rows().iter().find(|row| row.key_spot == spot || row.value_spot == spot)?;
        let edits = !row.removed && row.fate() != Fate::OfAws;
        let text = if row.key_spot == spot { &row.key } else { &row.value };
        edits.then_some(text)
    }

    /// Whether it is one of these rows' places.
    pub fn has(&self, spot: Spot) -> bool {
        self.rows().iter().any(|row| row.key_spot == spot || row.value_spot == spot)
    }

    /// The place in which a tag can be added.
    pub fn blank(&self) -> Option<Spot> {
        self.rows().iter().find(|row| row.fate() == Fate::Blank).map(|row| row.key_spot)
    }

    /// The rows under the names of their columns.
    pub fn view(&self, words: &Words) -> Vec<Row> {
        let text = &words.forms;
        let head = Row {
            lead: Some(Line::new(Tone::Plain, " ")),
            cells: vec![
                Cell::Fixed(Tone::Label, text.key.to_owned()),
                Cell::Fixed(Tone::Label, text.value.to_owned()),
            ],
            below: Vec::new(),
        };
        let rows = self.rows().iter().enumerate().map(|(at, row)| {
            let (tone, mark) = match row.fate() {
                Fate::Same | Fate::Blank => (Tone::Plain, " "),
                Fate::OfAws => (Tone::Dim, "·"),
                Fate::New => (Tone::Good, "+"),
                Fate::Changed | Fate::Renamed => (Tone::Warning, "~"),
                Fate::Removed => (Tone::Danger, "−"),
            };
            let cells = match row.fate() {
                Fate::OfAws => vec![
                    Cell::Fixed(Tone::Dim, row.key.clone()),
                    Cell::Fixed(Tone::Dim, row.value.clone()),
                ],
                Fate::Removed => vec![
                    Cell::Choice { spot: row.key_spot, text: row.key.clone() },
                    Cell::Fixed(Tone::Danger, row.value.clone()),
                ],
                _ => vec![
                    Cell::Text { spot: row.key_spot, text: row.key.clone() },
                    Cell::Text { spot: row.value_spot, text: row.value.clone() },
                ],
            };
            let was = row.was.as_ref().map(|was| match row.fate() {
                Fate::Changed => Some((text.was_value)(&was.value)),
                Fate::Renamed => Some((text.was_tag)(&was.key, &was.value)),
                _ => None,
            });
            let was = was.flatten().map(|was| Line::new(Tone::Dim, was));
            let error = self.error(at).map(|error| Line::new(Tone::Danger, say(words, &error)));
            let lead = Some(Line::new(tone, mark));
            Row { lead, cells, below: was.into_iter().chain(error).collect() }
        });
        [head].into_iter().chain(rows).collect()
    }

    /// What there will be, and what is different then.
    pub fn summary(&self, words: &Words) -> Line {
        let of =
            |wanted: &[Fate]| self.rows().iter().filter(|row| wanted.contains(&row.fate())).count();
        let changed = of(&[Fate::Changed, Fate::Renamed]);
        let counts = (of(&[Fate::New]), changed, of(&[Fate::Removed]));
        let text = (words.forms.tag_summary)(self.count(), MAX_TAGS, counts);
        Line::new(if self.are_too_many() { Tone::Danger } else { Tone::Dim }, text)
    }
}

/// What is wrong with a row, in words.
fn say(words: &Words, error: &RowError) -> String {
    let text = &words.forms;
    match error {
        RowError::Key(error) => (text.bad)(text.key, &words.rule(error)),
        RowError::Value(error) => (text.bad)(text.value, &words.rule(error)),
        RowError::Duplicate => text.duplicate_key.to_owned(),
    }
}
