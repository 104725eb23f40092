//! What a form shows, as data: rows with places to go to, a foot that stays,
//! and buttons.

use super::super::command::Command;
use super::super::msg::FieldId;
use super::super::text::line::{Line, Tone};

/// Names a place of a form that one can go to: a text, a choice or a button.
/// A text's place is its field's id.
pub type Spot = FieldId;

/// A form on the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct FormView {
    /// Stands in the frame.
    pub title: String,
    /// The colour of the frame.
    pub tone: Tone,
    /// What scrolls.
    pub rows: Vec<Row>,
    /// What stays below it.
    pub foot: Vec<Line>,
    /// They stay too.
    pub buttons: Vec<Button>,
    /// Where the keys go.
    pub focus: Spot,
}

/// A row of a form.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Stands before the cells: a name, or a mark.
    pub lead: Option<Line>,
    /// What stands beside each other.
    pub cells: Vec<Cell>,
    /// What stands below them: an error, a hint, the old value.
    pub below: Vec<Line>,
}

/// A part of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A text of one line.
    Text {
        /// Its place.
        spot: Spot,
        /// What stands in it.
        text: String,
    },
    /// A text of many lines, alone in its row.
    Lines {
        /// Its place.
        spot: Spot,
        /// What stands in it.
        text: String,
        /// How many rows it has at least.
        rows: usize,
    },
    /// Something that Enter changes or opens.
    Choice {
        /// Its place.
        spot: Spot,
        /// What it says.
        text: String,
    },
    /// Something that only stands there.
    Fixed(Tone, String),
}

/// A button.
#[derive(Debug, Clone, PartialEq)]
pub struct Button {
    /// Its place.
    pub spot: Spot,
    /// What it says.
    pub label: String,
}

impl Cell {
    /// Where it can be gone to, if it can.
    pub fn spot(&self) -> Option<Spot> {
        match self {
            Self::Text { spot, .. } | Self::Lines { spot, .. } | Self::Choice { spot, .. } => {
                Some(*spot)
            }
            Self::Fixed(..) => None,
        }
    }
}

impl Row {
    /// A text with its name.
    pub fn text(label: &str, spot: Spot, text: &str) -> Self {
        let cells = vec![Cell::Text { spot, text: text.to_owned() }];
        Self { lead: Some(Line::new(Tone::Label, label)), cells, below: Vec::new() }
    }

    /// A choice with its name.
    pub fn choice(label: &str, spot: Spot, text: impl Into<String>) -> Self {
        let cells = vec![Cell::Choice { spot, text: text.into() }];
        Self { lead: Some(Line::new(Tone::Label, label)), cells, below: Vec::new() }
    }

    /// Text alone.
    pub fn said(line: Line) -> Self {
        Self { below: vec![line], ..Self::default() }
    }

    /// With a line below it.
    #[must_use]
    pub fn with(mut self, below: impl IntoIterator<Item = Line>) -> Self {
        self.below.extend(below);
        self
    }
}

/// Rows that a page key passes over.
const PAGE: usize = 5;

impl FormView {
    /// The places in the order of reading, each with its row and its number
    /// among those of the row; the buttons are one row.
    fn spots(&self) -> Vec<(Spot, usize, usize)> {
        let rows = self.rows.iter().map(|row| row.cells.iter().filter_map(Cell::spot).collect());
        let buttons = self.buttons.iter().map(|button| button.spot).collect();
        let rows = rows.chain([buttons]).filter(|row: &Vec<Spot>| !row.is_empty());
        let numbered = rows.enumerate().flat_map(|(row, spots)| {
            spots.into_iter().enumerate().map(move |(at, spot)| (spot, row, at))
        });
        numbered.collect()
    }

    /// The first place of all.
    pub fn first(&self) -> Option<Spot> {
        self.spots().first().map(|(spot, ..)| *spot)
    }

    /// Where a movement leads from where the keys go now. From a place that is
    /// no more, every movement leads to the first.
    pub fn step(&self, command: Command) -> Spot {
        let spots = self.spots();
        let Some(&(first, ..)) = spots.first() else { return self.focus };
        let Some(now) = spots.iter().position(|(spot, ..)| *spot == self.focus) else {
            return first;
        };
        let (_, row, at) = spots[now];
        let last_row = spots.last().map_or(0, |(_, row, _)| *row);
        let to = |to: usize| {
            let there = spots.iter().filter(|(_, row, _)| *row == to);
            // The first button, whatever stood above it.
            let at = if to == last_row { 0 } else { at };
            let found = there.min_by_key(|(_, _, place)| place.abs_diff(at));
            found.map_or(self.focus, |(spot, ..)| *spot)
        };
        match command {
            Command::NextField => spots[(now + 1) % spots.len()].0,
            Command::PreviousField => spots[(now + spots.len() - 1) % spots.len()].0,
            Command::Up => to(row.saturating_sub(1)),
            Command::Down => to((row + 1).min(last_row)),
            Command::PageUp => to(row.saturating_sub(PAGE)),
            Command::PageDown => to((row + PAGE).min(last_row)),
            _ => self.focus,
        }
    }

    /// Whether the form still has this place.
    pub fn has(&self, spot: Spot) -> bool {
        self.spots().iter().any(|(there, ..)| *there == spot)
    }

    /// The text of a place, and whether it has many lines.
    pub fn text_at(&self, wanted: Spot) -> Option<(&str, bool)> {
        self.rows.iter().flat_map(|row| &row.cells).find_map(|cell| match cell {
            Cell::Text { spot, text } if *spot == wanted => Some((text.as_str(), false)),
            Cell::Lines { spot, text, .. } if *spot == wanted => Some((text.as_str(), true)),
            _ => None,
        })
    }
}
