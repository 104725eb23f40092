//! How a dialog divides its space, for the drawing and for the keys alike.

use super::super::layout::{Areas, Rect};
use super::super::safe::width;
use super::super::text::line::{Line, wrap};
use super::View;

/// The parts of a dialog on a screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// The text, broken to the dialog's width.
    pub body: Vec<Line>,
    /// What stands above the text, broken likewise.
    pub head: Vec<Line>,
    /// What stands below the text, broken likewise.
    pub pinned: Vec<Line>,
    /// Rows of the pinned lines that fit.
    pub pinned_rows: usize,
    /// An empty row above the pinned lines, where there is room.
    pub pinned_gap: usize,
    /// What is written below the field, broken likewise.
    pub below: Vec<Line>,
    /// Columns within the frame and its margin.
    pub columns: usize,
    /// Rows of the text that fit.
    pub body_rows: usize,
    /// An empty row above the field, where there is room.
    pub field_gap: usize,
    /// Rows for the field with what is above and below it.
    pub field_rows: usize,
    /// Rows of the choices that fit; they go before the text.
    pub choice_rows: usize,
    /// The first choice that is shown.
    pub first_choice: usize,
    /// Empty rows above the choices.
    pub gap: usize,
}

/// A dialog that holds a field is at least so wide: ARNs are long.
const FIELD_COLUMNS: usize = 60;
/// No dialog is narrower than this, if the screen allows it.
const LEAST_COLUMNS: usize = 30;
/// Rows of choices that a crowded screen still gets; the others scroll.
const LEAST_CHOICES: usize = 2;

/// From so many rows on, empty ones are kept in any case.
const ENOUGH: usize = 18;

/// From this height on, the last two lines stay free of dialogs.
const ROOMY: u16 = 12;

impl Shape {
    /// Divides the space that the screen leaves.
    pub fn of(view: &View, areas: &Areas) -> Self {
        let widest = areas.dialog_columns();
        let body = wrap(view.body.clone(), widest);
        let head = wrap(view.head.clone(), widest);
        let pinned = wrap(view.pinned.clone(), widest);
        let below = view.field.as_ref().and_then(|field| field.below.clone());
        let below = wrap(below.into_iter().collect(), widest);
        // Within the frame.
        let rows = usize::from(room(areas.screen).height).saturating_sub(2);
        let choices = view.choices.len();
        // Where a text scrolls between pinned lines, its rows go before empty ones.
        let whole = head.len() + body.len() + pinned.len() + below.len() + choices + 4;
        let airy = pinned.is_empty() || whole <= rows || rows >= ENOUGH;
        let field_gap = usize::from(airy && view.field.is_some());
        let field_rows = view.field.as_ref().map_or(0, |_| field_gap + 1 + below.len());
        let gap = usize::from(airy && choices > 0);
        let fixed = head.len() + field_rows + gap;
        // A row of the text stays, to say that it goes on.
        let besides = fixed + choices.min(LEAST_CHOICES) + usize::from(!body.is_empty());
        let pinned_rows = pinned.len().min(rows.saturating_sub(besides));
        let pinned_gap = !pinned.is_empty() && besides + pinned_rows + body.len() < rows;
        let pinned_gap = usize::from(pinned_gap);
        let for_both = rows.saturating_sub(fixed + pinned_rows + pinned_gap);
        let choice_rows =
            choices.min(for_both.saturating_sub(body.len()).max(LEAST_CHOICES.max(for_both / 3)));
        let body_rows = body.len().min(for_both.saturating_sub(choice_rows));
        let widest_of = |lines: &[Line]| lines.iter().map(|l| width(&l.text())).max().unwrap_or(0);
        let body_columns = [&body, &below, &head, &pinned].map(|lines| widest_of(lines));
        let body_columns = body_columns.into_iter().max().unwrap_or(0);
        let choice_columns = view.choices.iter().map(|choice| width(choice) + 2).max().unwrap_or(0);
        let columns = body_columns
            .max(choice_columns)
            .max(if view.field.is_some() { FIELD_COLUMNS } else { 0 })
            .max(width(&view.title) + 2)
            .clamp(LEAST_COLUMNS.min(widest), widest);
        let first_choice = first_shown(view, choice_rows);
        Self {
            body,
            head,
            pinned,
            pinned_rows,
            pinned_gap,
            below,
            columns,
            body_rows,
            field_gap,
            field_rows,
            choice_rows,
            first_choice,
            gap,
        }
    }

    /// Whether the screen is too small for what must not be overlooked.
    pub fn hides_pinned(&self, view: &View, areas: &Areas) -> bool {
        let (_, rows) = self.size();
        let least = LEAST_CHOICES.min(view.choices.len());
        self.pinned_rows < self.pinned.len()
            || self.choice_rows < least
            || rows > usize::from(room(areas.screen).height)
    }

    /// Rows above the choices, within the frame.
    pub fn above_choices(&self) -> usize {
        let pinned = self.pinned_gap + self.pinned_rows;
        self.head.len() + self.body_rows + pinned + self.field_rows + self.gap
    }

    /// The last line of the text with which a scroll may begin.
    pub fn last_top(&self) -> usize {
        self.body.len() - self.body_rows
    }

    /// Where it stands: in the middle of the screen.
    pub fn place(&self, screen: Rect) -> Rect {
        let screen = room(screen);
        let clip = |size: usize, most: u16| u16::try_from(size).unwrap_or(most).min(most);
        let (columns, rows) = self.size();
        let (width, height) = (clip(columns, screen.width), clip(rows, screen.height));
        let middle = |all: u16, part: u16| (all - part) / 2;
        Rect { x: middle(screen.width, width), y: middle(screen.height, height), width, height }
    }

    /// Rows and columns with the frame.
    pub fn size(&self) -> (usize, usize) {
        let rows = 2 + self.above_choices() + self.choice_rows;
        (self.columns + 4, rows)
    }
}

/// What a dialog may cover: not the hints and the words above them, where the
/// screen can spare two lines.
fn room(screen: Rect) -> Rect {
    let low = if screen.height >= ROOMY { 2 } else { 0 };
    Rect { height: screen.height - low, ..screen }
}

/// The first choice that `rows` rows show: that of before, as far as the
/// cursor stays in sight and no row stays empty.
pub fn first_shown(view: &View, rows: usize) -> usize {
    let last = view.choices.len().saturating_sub(rows);
    let least = (view.at + 1).saturating_sub(rows);
    view.first.min(last).clamp(least, least.max(view.at))
}
