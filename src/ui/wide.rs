//! Keeps wide characters from leaving traces.
//!
//! A terminal that overwrites half of a wide character blanks the other half
//! in a style of its own choice, and ratatui, which sends only what differs,
//! may hold that other cell for unchanged. So a row that has wide characters,
//! or had them a frame ago, is sent whole.

use ratatui::buffer::{Buffer, CellDiffOption};
use unicode_width::UnicodeWidthStr;

/// The rows of the last frame that had wide characters.
#[derive(Debug, Default)]
pub struct WideRows(Vec<bool>);

impl WideRows {
    /// To be called with every frame, once it is drawn.
    pub fn refresh(&mut self, buffer: &mut Buffer) {
        let area = buffer.area;
        self.0.resize(usize::from(area.height), false);
        for (y, was_wide) in (area.top()..area.bottom()).zip(&mut self.0) {
            let mut columns = area.left()..area.right();
            let is_wide = columns.clone().any(|x| buffer[(x, y)].symbol().width() > 1);
            if is_wide || *was_wide {
                columns.by_ref().for_each(|x| {
                    buffer[(x, y)].diff_option = CellDiffOption::AlwaysUpdate;
                });
            }
            *was_wide = is_wide;
        }
    }
}
