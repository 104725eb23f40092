//! Draws the state. Reads `&App`, builds only what is visible, knows no effect.

pub mod contrast;
mod details;
mod dialog;
mod footer;
mod form;
mod header;
pub mod input;
mod list;
pub mod theme;
pub mod theme_file;
pub mod wide;

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Paragraph};

use crate::core::app::App;
use crate::core::changing;
use crate::core::layout;
use crate::core::modal::Modal;
use crate::core::text::line;
use input::Inputs;
use theme::Theme;

/// Draws the whole screen.
pub fn draw(frame: &mut Frame<'_>, app: &App, inputs: &Inputs, theme: &Theme) {
    let areas = app.areas();
    if areas.too_small {
        let mut said = vec![line::Line::new(line::Tone::Warning, app.words.minimum())];
        said.extend(changing::waits(app).map(|change| {
            let waiting = (app.words.changing.waiting)(change.action());
            line::Line::new(line::Tone::Danger, waiting)
        }));
        let text = line::wrap(said, usize::from(areas.screen.width));
        let lines: Vec<_> = text.iter().map(|line| styled(line, theme)).collect();
        frame.render_widget(Paragraph::new(lines), rect(areas.screen));
        return;
    }
    let mut cursor = None;
    header::draw(frame, app, theme, rect(areas.header));
    list::draw(frame, app, theme, rect(areas.list));
    details::draw(frame, app, theme, rect(areas.details));
    if let Some(at) = footer::draw(frame, app, inputs, theme, &areas) {
        cursor = Some(at);
    }
    for modal in &app.modals {
        if let Modal::Plain(plain) = modal {
            let rows: Vec<_> = plain.rows(app).iter().map(|row| styled(row, theme)).collect();
            frame.render_widget(Clear, frame.area());
            frame.render_widget(Paragraph::new(rows), frame.area());
            cursor = None;
        } else if let Some(form) = modal.form() {
            cursor = form::draw(frame, app, &form.view(app), inputs, theme);
        } else {
            cursor = dialog::draw(frame, app, &modal.view(app), inputs, theme);
        }
    }
    // The hardware cursor stands where text is typed: input methods open
    // their windows there.
    if let Some(at) = cursor {
        frame.set_cursor_position(at);
    }
}

fn rect(area: layout::Rect) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}

fn styled(line: &line::Line, theme: &Theme) -> Line<'static> {
    let spans = line.spans.iter().map(|s| Span::styled(s.text.clone(), theme.tone(s.tone)));
    Line::from_iter(spans)
}

/// Where the hardware cursor belongs.
type Cursor = Option<Position>;
