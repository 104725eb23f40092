//! The two lines at the bottom: the filter or a notice, and the key hints.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use super::input::Inputs;
use super::theme::Theme;
use super::{Cursor, rect, styled};
use crate::core::app::{App, Pane};
use crate::core::changing;
use crate::core::finding;
use crate::core::hints;
use crate::core::layout::{self, Areas};
use crate::core::safe::{fit, width};
use crate::core::text::line::{self, Tone, wrap};

/// Columns that the filter may still grow into.
const GROWS: u16 = 4;

/// Draws both; returns where the filter's cursor is, if it is open.
pub fn draw(
    frame: &mut Frame<'_>,
    app: &App,
    inputs: &Inputs,
    theme: &Theme,
    areas: &Areas,
) -> Cursor {
    frame.render_widget(Paragraph::new(hints(app, theme)), rect(areas.footer));
    let area = rect(areas.status);
    if let Some(change) = changing::waits(app) {
        let waiting = (app.words.changing.waiting)(change.action());
        notice(frame, app, &waiting, Tone::Danger, theme, areas);
        return None;
    }
    if let Some(text) = &app.notice {
        notice(frame, app, text, Tone::Warning, theme, areas);
        return None;
    }
    if app.reader.field().is_some() || !app.reader.search().is_empty() && app.focus == Pane::Details
    {
        return search(frame, app, inputs, theme, area);
    }
    let label = format!(" {}: ", app.words.list.filter);
    let lead = u16::try_from(width(&label)).unwrap_or(0).min(area.width);
    let said = beside(app, area, lead.saturating_add(columns_of(app.list.filter())));
    if let Some((text, place)) = &said {
        frame.render_widget(Span::styled(text.clone(), theme.tone(Tone::Dim)), *place);
    }
    let area = match said {
        Some((_, place)) => Rect { width: place.x.saturating_sub(area.x), ..area },
        None => area,
    };
    let columns = usize::from(area.width).saturating_sub(1);
    match app.filter_field {
        Some(id) => {
            frame.render_widget(Span::styled(label, theme.tone(Tone::Accent)), area);
            let field = Rect { x: area.x + lead, width: area.width.saturating_sub(lead), ..area };
            let cursor = inputs.draw(frame, id, field);
            if cursor.is_none() {
                // A dialog has the keys; what was typed is still there.
                let text = fit(app.list.filter(), usize::from(field.width)).into_owned();
                frame.render_widget(Span::raw(text), field);
            }
            cursor
        }
        None if !app.list.filter().is_empty() => {
            let line = Line::from(vec![
                Span::styled(label, theme.tone(Tone::Accent)),
                Span::raw(
                    fit(app.list.filter(), columns.saturating_sub(usize::from(lead))).into_owned(),
                ),
            ]);
            frame.render_widget(line, area);
            None
        }
        None => None,
    }
}

/// Rows that a word to the user takes at most, above the hints.
const NOTICE_ROWS: usize = 3;

/// A word to the user; one that is longer than the line goes on in those
/// above, unless a dialog is there.
fn notice(frame: &mut Frame<'_>, app: &App, text: &str, tone: Tone, theme: &Theme, areas: &Areas) {
    let columns = usize::from(areas.status.width).saturating_sub(2);
    let mut rows = wrap(vec![line::Line::new(tone, text)], columns);
    let most = if app.modals.is_empty() { NOTICE_ROWS } else { 1 };
    if rows.len() > most {
        let rest: String = rows.drain(most - 1..).map(|row| row.text()).collect();
        rows.push(line::Line::new(tone, fit(&rest, columns)));
    }
    let height = u16::try_from(rows.len()).unwrap_or(1);
    let y = (areas.status.y + 1).saturating_sub(height);
    let area = rect(layout::Rect { y, height, ..areas.status });
    // The terminal may have shrunk since the areas were made.
    let area = area.intersection(frame.area());
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let mut row = styled(row, theme);
            row.spans.insert(0, Span::raw(" "));
            row
        })
        .collect();
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(rows), area);
}

/// What is searched for in the open tab, and how often it is there.
fn search(frame: &mut Frame<'_>, app: &App, inputs: &Inputs, theme: &Theme, area: Rect) -> Cursor {
    let words = &app.words.reading;
    let (at, all) = app.reader.found();
    let label = format!(" {}: ", words.searching);
    let count = match app.reader.search().is_empty() {
        true => String::new(),
        false => format!(" {} ", (words.matches)(at + 1, all)),
    };
    let columns = |text: &str| u16::try_from(width(text)).unwrap_or(area.width).min(area.width);
    let (lead, tail) = (columns(&label), columns(&count));
    frame.render_widget(Span::styled(label, theme.tone(Tone::Accent)), area);
    let field = Rect { x: area.x + lead, width: area.width - lead, ..area };
    let tone = if all == 0 { Tone::Warning } else { Tone::Plain };
    let end = Rect { x: area.right() - tail, width: tail, ..area };
    frame.render_widget(Span::styled(count, theme.tone(tone)), end);
    let field = Rect { width: field.width.saturating_sub(tail), ..field };
    let cursor = app.reader.field().and_then(|id| inputs.draw(frame, id, field));
    if cursor.is_none() {
        let text = fit(app.reader.search(), usize::from(field.width)).into_owned();
        frame.render_widget(Span::raw(text), field);
    }
    cursor
}

/// What is said beside the filter, on the right; what is typed has the room
/// that it needs, and some to grow.
fn beside(app: &App, area: Rect, needed: u16) -> Option<(String, Rect)> {
    let text = finding::status(app, super::list::shows_path(app))?;
    let room = area.width.saturating_sub(needed.saturating_add(GROWS));
    let text = fit(&text, usize::from(room).saturating_sub(1)).into_owned();
    let wide = columns_of(&text).saturating_add(1);
    (text.chars().count() > 1)
        .then(|| (text, Rect { x: area.right().saturating_sub(wide), width: wide, ..area }))
}

fn columns_of(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// The hints that fit.
fn hints(app: &App, theme: &Theme) -> Line<'static> {
    let mut spans = vec![Span::raw(" ")];
    for hint in hints::hints(app) {
        spans.push(Span::styled(hint.key, theme.key()));
        spans.push(Span::raw(format!(" {}  ", hint.label)));
    }
    Line::from(spans)
}
