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

/// How the user has divided the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Division {
    /// Only the pane that has the keys is shown.
    pub zoomed: bool,
    /// Percent by which the list is larger than usual; at most [`WIDEST_SPLIT`].
    pub split: i16,
}

/// Percent by which the list can be made larger or smaller.
pub const WIDEST_SPLIT: i16 = 30;
/// Percent of one step.
const SPLIT_STEP: i16 = 5;

impl Division {
    /// Makes the list larger by so many steps, or smaller.
    pub fn widen(&mut self, steps: i16) {
        self.split = (self.split + steps * SPLIT_STEP).clamp(-WIDEST_SPLIT, WIDEST_SPLIT);
    }

    /// The list's part of `whole`, of which `percent` is the usual.
    fn list_part(self, whole: u16, percent: u16) -> u16 {
        let percent = u32::from(percent.saturating_add_signed(self.split));
        u16::try_from(u32::from(whole) * percent / 100).unwrap_or(whole).min(whole)
    }
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
    pub fn of(width: u16, height: u16, focus: Pane, division: Division) -> Self {
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
        let both = !division.zoomed;
        if both && width >= WIDE {
            let list_width = division.list_part(width, 55);
            areas.list = Rect { width: list_width, ..row(head, body) };
            areas.details = Rect { x: list_width, width: width - list_width, ..row(head, body) };
        } else if both && height >= TALL {
            // Three rows of the list are the least that is one.
            let above = division.list_part(body, 45).clamp(6, body - 6);
            areas.list = row(head, above);
            areas.details = row(head + above, body - above);
        } else if focus == Pane::List {
            areas.list = row(head, body);
        } else {
            areas.details = row(head, body);
        }
        areas
    }

    /// Whether there is room for what is only sometimes wanted.
    pub fn is_wide(&self) -> bool {
        self.screen.width >= WIDE
    }

    /// Rows of the list that fit, without the frame and the column heads.
    pub fn list_rows(&self) -> usize {
        usize::from(self.list.height.saturating_sub(3))
    }

    /// Lines of the details that fit, without the frame and the tabs.
    pub fn detail_rows(&self) -> usize {
        usize::from(self.details.height.saturating_sub(3))
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
            let divisions = [(false, 0), (true, 0), (false, WIDEST_SPLIT), (false, -WIDEST_SPLIT)];
            let all = divisions.iter().flat_map(|&d| [(Pane::List, d), (Pane::Details, d)]);
            for (focus, (zoomed, split)) in all {
                let areas = Areas::of(width, height, focus, Division { zoomed, split });
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
        let areas = Areas::of(80, 24, Pane::List, Division::default());
        assert!(areas.list_rows() >= 5 && areas.detail_rows() >= 8, "{areas:?}");
    }

    #[test]
    fn however_far_the_split_is_moved_both_panes_keep_rows() {
        for (width, height) in [(80, 18), (80, 24), (110, 10), (200, 60)] {
            for steps in [-100, 100] {
                let mut division = Division::default();
                division.widen(steps);
                let areas = Areas::of(width, height, Pane::List, division);
                assert!(areas.list_rows() >= 3 && areas.detail_rows() >= 3, "{areas:?}");
                assert!(areas.list.width >= 25 && areas.details.width >= 16, "{areas:?}");
            }
        }
    }
}
