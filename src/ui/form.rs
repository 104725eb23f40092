//! Forms: one drawing for all of them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Paragraph};

use super::input::Inputs;
use super::theme::Theme;
use super::{Cursor, rect, styled};
use crate::core::app::App;
use crate::core::form::shape::{FormShape, Part};
use crate::core::form::view::{Cell, FormView, Spot};
use crate::core::safe::{fit, width};
use crate::core::text::line::{self, Tone};

/// Draws a form in the middle of the screen; its buttons and its foot stay in
/// view, and what has the keys is scrolled to.
pub fn draw(
    frame: &mut Frame<'_>,
    app: &App,
    view: &FormView,
    inputs: &Inputs,
    theme: &Theme,
) -> Cursor {
    let shape = FormShape::of(view, &app.areas());
    let screen = frame.area();
    // The terminal may have shrunk since the areas were made.
    let area = rect(shape.place).intersection(screen);
    frame.render_widget(Clear, area);
    let title = fit(&view.title, usize::from(area.width).saturating_sub(4)).into_owned();
    let block = Block::bordered()
        .border_type(BorderType::Double)
        .border_style(theme.tone(view.tone))
        .title(Span::styled(format!(" {title} "), theme.tone(view.tone)));
    frame.render_widget(block, area);
    let mut cursor = None;
    for (place, part) in &shape.parts {
        let place = rect(*place).intersection(screen);
        match part {
            Part::Line(line) => frame.render_widget(Paragraph::new(styled(line, theme)), place),
            Part::Cell(cell) => {
                if let Some(at) = draw_cell(frame, app, cell, view.focus, inputs, theme, place) {
                    cursor = Some(at);
                }
            }
            Part::Button(button) => {
                let has_keys = button.spot == view.focus;
                let signs = if has_keys { ("▸ ", " ◂") } else { ("‹ ", " ›") };
                let room = usize::from(place.width).saturating_sub(4);
                let text = format!("{}{}{}", signs.0, fit(&button.label, room), signs.1);
                let style = if has_keys { theme.selected(true) } else { theme.tone(Tone::Accent) };
                frame.render_widget(Span::styled(text, style), place);
            }
        }
    }
    let (above, below) = shape.hidden;
    if above + below > 0 {
        let text = format!(" {} ", (app.words.pick.more)(above, below));
        let columns = u16::try_from(width(&text)).unwrap_or(area.width).min(area.width);
        let x = area.right().saturating_sub(columns + 1).max(area.x);
        let sign = Rect { x, y: area.bottom().saturating_sub(1), width: columns, height: 1 };
        frame.render_widget(Span::styled(text, theme.tone(Tone::Accent)), sign);
    }
    cursor
}

fn draw_cell(
    frame: &mut Frame<'_>,
    app: &App,
    cell: &Cell,
    focus: Spot,
    inputs: &Inputs,
    theme: &Theme,
    area: Rect,
) -> Cursor {
    let has_keys = cell.spot() == Some(focus);
    let columns = usize::from(area.width);
    match cell {
        Cell::Fixed(tone, text) => {
            let text = fit(text, columns).into_owned();
            frame.render_widget(Span::styled(text, theme.tone(*tone)), area);
            None
        }
        Cell::Choice { text, .. } => {
            let (mark, style) = match has_keys {
                true => ("▸ ", theme.selected(true)),
                false => ("› ", theme.tone(Tone::Accent)),
            };
            let text = format!("{mark}{}", fit(text, columns.saturating_sub(2)));
            frame.render_widget(Span::styled(text, style), area);
            None
        }
        Cell::Text { spot, text } => {
            let edge = theme.tone(if has_keys { Tone::Accent } else { Tone::Dim });
            let inside = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
            let end = Rect { x: area.right().saturating_sub(1), width: 1, ..area };
            frame.render_widget(Span::styled("[", edge), Rect { width: 1, ..area });
            frame.render_widget(Span::styled("]", edge), end);
            let cursor = if has_keys { inputs.draw(frame, *spot, inside) } else { None };
            if cursor.is_none() {
                let text = fit(text, usize::from(inside.width)).into_owned();
                frame.render_widget(Span::styled(text, theme.tone(Tone::Plain)), inside);
            }
            cursor
        }
        Cell::Lines { spot, text, .. } => {
            let edge = theme.tone(if has_keys { Tone::Accent } else { Tone::Dim });
            let rows = usize::from(area.height);
            let edges = vec![Line::styled("│", edge); rows];
            frame.render_widget(Paragraph::new(edges), Rect { width: 1, ..area });
            let inside = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
            let cursor = if has_keys { inputs.draw(frame, *spot, inside) } else { None };
            if cursor.is_none() {
                let all = text.split('\n').map(|line| line::Line::new(Tone::Plain, line));
                let all = line::wrap(all.collect(), usize::from(inside.width));
                let hidden = all.len().saturating_sub(rows);
                let mut lines: Vec<_> =
                    all.iter().take(rows).map(|line| styled(line, theme)).collect();
                if let Some(last) = lines.last_mut().filter(|_| hidden > 0) {
                    let more = (app.words.pick.more)(0, hidden + 1);
                    *last = Line::styled(more, theme.tone(Tone::Accent));
                }
                frame.render_widget(Paragraph::new(lines), inside);
            }
            cursor
        }
    }
}
