//! The details of the selected profile.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Paragraph};

use super::list::scrollbar;
use super::theme::Theme;
use crate::core::app::{App, Pane};
use crate::core::reader::tabs;
use crate::core::safe::fit;
use crate::core::text::line::{self, Tone};

/// Draws the open tab with its frame; only the rows that are on the screen.
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
    let tabs = Rect { height: inner.height.min(1), ..inner };
    frame.render_widget(tab_bar(app, theme), tabs);
    let text = Rect { y: inner.y + tabs.height, height: inner.height - tabs.height, ..inner };
    let (rows, top) = (app.reader.rows(), app.reader.top());
    let shown = app.areas().detail_rows();
    let visible: Vec<_> =
        rows.iter().skip(top).take(shown).map(|row| row_line(app, theme, row)).collect();
    frame.render_widget(Paragraph::new(visible), text);
    scrollbar(frame, area, rows.len(), shown, top);
}

fn tab_bar(app: &App, theme: &Theme) -> Line<'static> {
    let open = app.reader.tab();
    let spans = tabs::places(app).into_iter().flat_map(|place| {
        let style = if place.tab == open { theme.tab() } else { theme.tone(Tone::Dim) };
        [Span::styled(place.text, style), Span::raw(" ")]
    });
    Line::from_iter(spans)
}

fn row_line(app: &App, theme: &Theme, row: &line::Line) -> Line<'static> {
    let (here, _) = app.reader.found();
    let spans = row.spans.iter().map(|span| {
        let style = theme.tone(span.tone);
        let style = match span.found {
            Some(found) => style.patch(theme.found(found == here)),
            None => style,
        };
        Span::styled(span.text.clone(), style)
    });
    let line = Line::from_iter(spans);
    let chosen = row.link.is_some() && row.link == app.reader.link();
    if chosen { line.style(theme.selected(true)) } else { line }
}
