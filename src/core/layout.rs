//! Where things stand on the screen. The drawing and the keys use the same
//! numbers, so that a page is what one sees.

use super::app::Pane;

/// A rectangle in terminal cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rect {
    /// Columns from the left.
    pub x: u16,
    /// Rows from the top.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

/// The screen's parts. A part that is not shown has no height.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Areas {
    /// The whole screen.
    pub screen: Rect,
    /// Account, caller, region: one line, or two on a narrow screen.
    pub header: Rect,
    /// The list with its frame.
    pub list: Rect,
    /// The details with their frame.
    pub details: Rect,
    /// The filter or a notice.
    pub status: Rect,
    /// The key hints.
    pub footer: Rect,
    /// The screen is smaller than [`MINIMUM`].
    pub too_small: bool,
}

/// The smallest screen that is drawn on, in columns and rows.
pub const MINIMUM: (u16, u16) = (40, 10);

/// From this width on, the details stand beside the list.
const WIDE: u16 = 110;
/// From this height on, the details stand below the list.
const TALL: u16 = 18;
/// Below this width, the header's words need a second line.
const ONE_LINE_HEADER: u16 = 100;

impl Areas {
    /// Divides a screen; `focus` is what is shown where only one pane fits.
    pub fn of(width: u16, height: u16, focus: Pane) -> Self {
        let screen = Rect { x: 0, y: 0, width, height };
        if width < MINIMUM.0 || height < MINIMUM.1 {
            return Self { screen, too_small: true, ..Self::default() };
        }
        let head = if width < ONE_LINE_HEADER { 2 } else { 1 };
        let row = |y, height| Rect { x: 0, y, width, height };
        let body = height - head - 2;
        let mut areas = Self {
            screen,
            header: row(0, head),
            status: row(height - 2, 1),
            footer: row(height - 1, 1),
            ..Self::default()
        };
        let list_width = width * 11 / 20;
        if width >= WIDE {
            areas.list = Rect { width: list_width, ..row(head, body) };
            areas.details = Rect { x: list_width, width: width - list_width, ..row(head, body) };
        } else if height >= TALL {
            let above = body * 9 / 20;
            areas.list = row(head, above);
            areas.details = row(head + above, body - above);
        } else if focus == Pane::List {
            areas.list = row(head, body);
        } else {
            areas.details = row(head, body);
        }
        areas
    }

    /// Rows of the list that fit, without the frame and the column heads.
    pub fn list_rows(&self) -> usize {
        usize::from(self.list.height.saturating_sub(3))
    }

    /// Lines of the details that fit.
    pub fn detail_rows(&self) -> usize {
        usize::from(self.details.height.saturating_sub(2))
    }

    /// Columns of the details that text may take.
    pub fn detail_columns(&self) -> usize {
        usize::from(self.details.width.saturating_sub(4))
    }

    /// The widest that a dialog's text may be.
    pub fn dialog_columns(&self) -> usize {
        usize::from(self.screen.width.saturating_sub(8).min(84))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_fill_the_screen_at_every_size_without_overlap() {
        for (width, height) in (1..220).step_by(7).flat_map(|w| (1..70).map(move |h| (w, h))) {
            for focus in [Pane::List, Pane::Details] {
                let areas = Areas::of(width, height, focus);
                let parts = [areas.header, areas.list, areas.details, areas.status, areas.footer];
                let cells: u32 =
                    parts.iter().map(|r| u32::from(r.width) * u32::from(r.height)).sum();
                let all = if areas.too_small { 0 } else { u32::from(width) * u32::from(height) };
                assert_eq!(cells, all, "{width}×{height}");
                assert!(
                    areas.too_small
                        || parts.iter().all(|r| r.x + r.width <= width && r.y + r.height <= height)
                );
            }
        }
    }

    #[test]
    fn a_usual_terminal_shows_list_and_details() {
        let areas = Areas::of(80, 24, Pane::List);
        assert!(areas.list_rows() >= 5 && areas.detail_rows() >= 8, "{areas:?}");
    }
}
