//! Where the parts of a form stand, for the drawing and for the mouse alike.

use super::super::layout::{Areas, Rect};
use super::super::safe::width;
use super::super::text::line::{Line, Tone, wrap};
use super::view::{Button, Cell, FormView, Row, Spot};

/// The parts of a form on a screen, in cells counted from its upper left one.
#[derive(Debug, Clone, PartialEq)]
pub struct FormShape {
    /// With the frame.
    pub place: Rect,
    /// What can be seen of the rows.
    pub parts: Vec<(Rect, Part)>,
    /// Lines that are scrolled away above and below.
    pub hidden: (usize, usize),
}

/// A part that is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Text.
    Line(Line),
    /// A cell.
    Cell(Cell),
    /// A button.
    Button(Button),
}

/// The most columns that names of rows take.
const MOST_LEAD: usize = 16;
/// Columns between cells.
const GAP: u16 = 1;
/// Rows that the rows keep on a crowded screen.
const LEAST_ROWS: usize = 4;

impl FormShape {
    /// Divides the space that the screen leaves.
    pub fn of(view: &FormView, areas: &Areas) -> Self {
        let columns = areas.dialog_columns();
        let inner = usize::from(areas.screen.height).saturating_sub(2);
        let buttons = button_rows(&view.buttons, columns);
        let mut foot = wrap(view.foot.clone(), columns);
        let gap = usize::from(!view.buttons.is_empty());
        // What stays must not take everything.
        let most = inner.saturating_sub(buttons.len() + gap + LEAST_ROWS);
        if foot.len() > most {
            foot.truncate(most);
            if let Some(last) = foot.last_mut() {
                last.push(Tone::Accent, " …");
            }
        }
        let room = inner.saturating_sub(buttons.len() + gap + foot.len()).max(1);
        let lead = lead_columns(view);
        let spare = room.saturating_sub(content(view, columns, lead, 0).0.len());
        let (lines, focus) = content(view, columns, lead, spare);
        let shown = lines.len().min(room);
        let top = match focus {
            Some((start, end)) => end.saturating_sub(shown).min(start),
            // A button has the keys: the end is what one has come from.
            None => lines.len() - shown,
        };
        let height = shown + foot.len() + gap + buttons.len();
        let place = centred(areas.screen, columns + 4, height + 2);
        let (x, y) = (place.x + 2, place.y + 1);
        let wide = clip(columns);
        let mut parts = Vec::new();
        for (at, pieces) in lines.iter().enumerate() {
            let Some(row) = at.checked_sub(top).filter(|row| *row < shown) else { continue };
            for (left, columns, tall, part) in pieces {
                let rest = shown - row;
                let height = clip((*tall).min(rest));
                let rect = Rect { x: x + left, y: y + clip(row), width: *columns, height };
                parts.push((rect, part.clone()));
            }
        }
        let mut under = y + clip(shown);
        for line in foot {
            parts.push((Rect { x, y: under, width: wide, height: 1 }, Part::Line(line)));
            under += 1;
        }
        under += clip(gap);
        for row in buttons {
            for (left, columns, button) in row {
                let rect = Rect { x: x + left, y: under, width: columns, height: 1 };
                parts.push((rect, Part::Button(button)));
            }
            under += 1;
        }
        Self { place, parts, hidden: (top, lines.len() - shown - top) }
    }

    /// The place that stands at a cell of the screen, if one does.
    pub fn spot_at(&self, x: u16, y: u16) -> Option<Spot> {
        let inside = |rect: &Rect| {
            (rect.x..rect.x + rect.width).contains(&x)
                && (rect.y..rect.y + rect.height).contains(&y)
        };
        self.parts.iter().find_map(|(rect, part)| match part {
            Part::Cell(cell) if inside(rect) => cell.spot(),
            Part::Button(button) if inside(rect) => Some(button.spot),
            _ => None,
        })
    }
}

/// A piece of a line: columns from the left, columns, rows, and what it is.
type Piece = (u16, u16, usize, Part);

/// All lines of the rows, and those of the row that has the keys; `spare` rows
/// go to the text of many lines, if there is one.
fn content(
    view: &FormView,
    columns: usize,
    lead: usize,
    spare: usize,
) -> (Vec<Vec<Piece>>, Option<(usize, usize)>) {
    let (mut lines, mut focus) = (Vec::new(), None);
    for row in &view.rows {
        let start = lines.len();
        if !row.cells.is_empty() || row.lead.is_some() {
            lines.push(cells(row, columns, lead));
            if let Some(Cell::Lines { rows, text, .. }) = row.cells.first() {
                // A line more than it has, as far as there is room.
                let tall = (text.split('\n').count() + 1).clamp(*rows, rows + spare);
                if let Some((_, _, height, _)) = lines[start].last_mut() {
                    *height = tall;
                }
                lines.resize(start + tall.max(1), Vec::new());
            }
        }
        let indent = if row.cells.is_empty() { 0 } else { lead };
        for line in wrap(row.below.clone(), columns.saturating_sub(indent)) {
            let wide = clip(columns.saturating_sub(indent));
            lines.push(vec![(clip(indent), wide, 1, Part::Line(line))]);
        }
        if row.cells.iter().any(|cell| cell.spot() == Some(view.focus)) {
            focus = Some((start, lines.len()));
        }
    }
    (lines, focus)
}

fn cells(row: &Row, columns: usize, lead: usize) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(row.cells.len() + 1);
    if let Some(line) = &row.lead {
        let wide = if row.cells.is_empty() { columns } else { lead };
        pieces.push((0, clip(wide), 1, Part::Line(line.clone())));
    }
    // Of two, the first is a key, which is shorter than its value.
    let rest = clip(columns.saturating_sub(lead));
    let count = clip(row.cells.len());
    let mut left = clip(lead);
    for (at, cell) in row.cells.iter().enumerate() {
        let wide = match (count, at) {
            (2, 0) => rest * 2 / 5,
            (2, 1) => rest - rest * 2 / 5 - GAP,
            _ => rest / count.max(1),
        };
        pieces.push((left, wide, 1, Part::Cell(cell.clone())));
        left += wide + GAP;
    }
    pieces
}

fn lead_columns(view: &FormView) -> usize {
    let with_cells = view.rows.iter().filter(|row| !row.cells.is_empty());
    let leads = with_cells.filter_map(|row| row.lead.as_ref());
    let widest = leads.map(|line| width(&line.text())).max();
    widest.map_or(0, |widest| widest.min(MOST_LEAD) + 2)
}

/// A row of buttons: columns from the left, columns, and the button.
type Buttons = Vec<(u16, u16, Button)>;

fn button_rows(buttons: &[Button], columns: usize) -> Vec<Buttons> {
    let mut rows: Vec<Buttons> = Vec::new();
    let mut left = 0;
    for button in buttons {
        // With a sign on either side.
        let wide = width(&button.label) + 4;
        if rows.is_empty() || left + wide > columns {
            rows.push(Vec::new());
            left = 0;
        }
        if let Some(row) = rows.last_mut() {
            row.push((clip(left), clip(wide.min(columns)), button.clone()));
        }
        left += wide + 1;
    }
    rows
}

fn centred(screen: Rect, columns: usize, rows: usize) -> Rect {
    let (width, height) = (clip(columns).min(screen.width), clip(rows).min(screen.height));
    let x = (screen.width - width) / 2;
    let y = (screen.height - height) / 2;
    Rect { x, y, width, height }
}

fn clip(size: usize) -> u16 {
    u16::try_from(size).unwrap_or(u16::MAX)
}
