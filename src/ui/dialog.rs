//! Dialogs: one drawing for all of them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Paragraph};

use super::input::Inputs;
use super::theme::Theme;
use super::{Cursor, rect, styled};
use crate::core::app::App;
use crate::core::command::Command;
use crate::core::layout;
use crate::core::modal::View;
use crate::core::modal::shape::{Shape, first_shown};
use crate::core::safe::{fit, width};
use crate::core::text::line::{self, Tone};

/// Draws a dialog in the middle of the screen. Its choices and its field stay
/// in view; a text that is too long for what remains says that it goes on.
pub fn draw(
    frame: &mut Frame<'_>,
    app: &App,
    view: &View,
    inputs: &Inputs,
    theme: &Theme,
) -> Cursor {
    let shape = Shape::of(view, &app.areas());
    let Shape { body, below, body_rows, head, pinned, .. } = &shape;
    // The terminal may have shrunk since the areas were made.
    let Rect { x, y, width: columns, height } = frame.area();
    let area = rect(shape.place(layout::Rect { x, y, width: columns, height }));
    frame.render_widget(Clear, area);
    let block = Block::bordered()
        .border_type(BorderType::Double)
        .border_style(theme.tone(view.tone))
        .title(Span::styled(format!(" {} ", view.title), theme.tone(view.tone)));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let mut y = inner.y;
    let mut take = |rows: usize| {
        let rows = u16::try_from(rows).unwrap_or(u16::MAX).min(inner.bottom().saturating_sub(y));
        let part = Rect { y, height: rows, ..inner };
        y += rows;
        part
    };
    let body_rows = *body_rows;
    let all =
        |lines: &[line::Line]| lines.iter().map(|line| styled(line, theme)).collect::<Vec<_>>();
    frame.render_widget(Paragraph::new(all(head)), take(head.len()));
    let part = take(body_rows);
    let top = view.top.min(shape.last_top());
    let mut lines: Vec<_> =
        body.iter().skip(top).take(body_rows).map(|line| styled(line, theme)).collect();
    if top + body_rows < body.len()
        && let Some(last) = lines.last_mut()
    {
        let key = app.keymap.way_to(Command::PageDown, app.scope());
        let more = (app.words.dialog.more_below)(&key);
        *last = Line::styled(format!("↓ {more}"), theme.tone(Tone::Accent));
    }
    frame.render_widget(Paragraph::new(lines), part);
    take(shape.pinned_gap);
    let mut lines = all(&pinned[..shape.pinned_rows]);
    if shape.pinned_rows < pinned.len() {
        let hidden = (app.words.dialog.more_pinned)(pinned.len() - shape.pinned_rows + 1);
        let said = Line::styled(hidden, theme.tone(Tone::Danger));
        match lines.last_mut() {
            Some(last) => *last = said,
            None => lines.push(said),
        }
    }
    frame.render_widget(Paragraph::new(lines), take(shape.pinned_rows));
    let mut cursor = None;
    if let Some(field) = &view.field {
        take(shape.field_gap);
        let row = take(1);
        let label = format!("{}: ", field.label);
        let lead = u16::try_from(width(&label)).unwrap_or(0).min(row.width);
        frame.render_widget(Span::styled(label, theme.tone(Tone::Label)), row);
        let box_ = Rect { x: row.x + lead, width: row.width - lead, ..row };
        cursor = inputs.draw(frame, field.id, box_);
        let lines: Vec<_> = below.iter().map(|line| styled(line, theme)).collect();
        frame.render_widget(Paragraph::new(lines), take(below.len()));
    }
    take(shape.gap);
    let (above, under) = choices(frame, view, theme, take(shape.choice_rows));
    if !view.choices.is_empty() && above + under > 0 {
        // On the frame, where it hides no choice.
        let text = format!(" {} ", (app.words.pick.more)(above, under));
        let columns = u16::try_from(width(&text)).unwrap_or(area.width).min(area.width);
        let x = area.right().saturating_sub(columns + 1).max(area.x);
        let sign = Rect { x, y: area.bottom().saturating_sub(1), width: columns, height: 1 };
        frame.render_widget(Span::styled(text, theme.tone(Tone::Accent)), sign);
    }
    cursor
}

/// Draws the choices that fit; returns how many are above and below them.
fn choices(frame: &mut Frame<'_>, view: &View, theme: &Theme, area: Rect) -> (usize, usize) {
    let rows = usize::from(area.height);
    let first = first_shown(view, rows);
    let lines = view.choices.iter().enumerate().skip(first).take(rows).map(|(at, choice)| {
        let chosen = at == view.at;
        let mark = if chosen { "▸ " } else { "  " };
        let text = fit(choice, usize::from(area.width).saturating_sub(2)).into_owned();
        let line = Line::from(format!("{mark}{text}"));
        if chosen { line.style(theme.selected(true)) } else { line }
    });
    frame.render_widget(Paragraph::new(lines.collect::<Vec<_>>()), area);
    (first, view.choices.len().saturating_sub(first + rows))
}
