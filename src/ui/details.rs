//! The details of the selected profile.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::{Block, BorderType, Paragraph};

use super::list::scrollbar;
use super::styled;
use super::theme::Theme;
use crate::core::app::{App, Pane};
use crate::core::safe::fit;
use crate::core::text::line::Tone;

/// Draws the details with their frame; only the lines that are on the screen.
pub fn draw(frame: &mut Frame<'_>, app: &App, theme: &Theme, area: Rect) {
    if area.height == 0 {
        return;
    }
    let focused = app.focus == Pane::Details && app.modals.is_empty();
    let selected = app.list.selected().and_then(|id| app.store.row(id));
    let title = selected.map_or(app.words.details.title, |row| &row.profile.name);
    let title = fit(title, usize::from(area.width).saturating_sub(6));
    let block = Block::bordered()
        .border_type(if focused { BorderType::Thick } else { BorderType::Plain })
        .border_style(theme.border(focused))
        .title(Span::styled(format!(" {title} "), theme.tone(Tone::Accent)));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let lines = app.details_lines();
    let shown = app.areas().detail_rows();
    let top = app.details_top.min(lines.len().saturating_sub(shown));
    let visible: Vec<_> =
        lines.iter().skip(top).take(shown).map(|line| styled(line, theme)).collect();
    frame.render_widget(Paragraph::new(visible), inner);
    scrollbar(frame, area, lines.len(), shown, top);
}
