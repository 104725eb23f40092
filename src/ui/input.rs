//! Text fields: the widget edits, the core sees only the text.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_textarea::{CursorMove, Input, Key as AreaKey, TextArea};
use unicode_segmentation::UnicodeSegmentation;

use crate::core::app::App;
use crate::core::key::{Key, KeyCode};
use crate::core::msg::{FieldId, Msg};

/// The widget of the open field. There is one at most: the topmost.
#[derive(Debug, Default)]
pub struct Inputs {
    open: Option<(FieldId, TextArea<'static>)>,
}

impl Inputs {
    /// Opens, keeps or closes the widget, as the state has a field or not.
    pub fn follow(&mut self, app: &App) {
        match (app.field(), &self.open) {
            (Some((id, _)), Some((open, _))) if id == *open => {}
            (Some((id, text)), _) => {
                let mut area = TextArea::new(vec![text.to_owned()]);
                area.move_cursor(CursorMove::End);
                area.set_cursor_line_style(Style::new());
                // The terminal's own cursor is shown instead.
                area.set_cursor_style(Style::new());
                self.open = Some((id, area));
            }
            (None, _) => self.open = None,
        }
    }

    /// Gives a key to the open field; the message tells its new text.
    pub fn key(&mut self, key: Key) -> Option<Msg> {
        let (id, area) = self.open.as_mut()?;
        let changed = match (key.code, key.ctrl) {
            // The widget deletes one `char`; a person means one grapheme.
            (KeyCode::Backspace, false) if !key.alt => {
                let (_, column) = cursor(area);
                let before: String = area.lines().first()?.chars().take(column).collect();
                let last = before.graphemes(true).next_back().map_or(0, |g| g.chars().count());
                (0..last).fold(false, |changed, _| area.delete_char() || changed)
            }
            // As in a shell; the widget's own meaning is undo.
            (KeyCode::Char('u'), true) => area.delete_line_by_head(),
            _ => area.input(Input {
                key: area_key(key.code)?,
                ctrl: key.ctrl,
                alt: key.alt,
                shift: false,
            }),
        };
        changed.then(|| Msg::Edited { field: *id, text: line(area) })
    }

    /// Pastes into the open field; line breaks become spaces. Without a
    /// field, a paste does nothing: it never acts as keys.
    pub fn paste(&mut self, text: &str) -> Option<Msg> {
        let (id, area) = self.open.as_mut()?;
        area.insert_str(one_line(text)).then(|| Msg::Edited { field: *id, text: line(area) })
    }

    /// Draws the open field; returns where the cursor is.
    pub fn draw(&self, frame: &mut Frame<'_>, id: FieldId, area: Rect) -> Option<Position> {
        let (_, widget) = self.open.as_ref().filter(|(open, _)| *open == id)?;
        frame.render_widget(widget, area);
        let at = widget.screen_cursor();
        let (_, left) = widget.scroll_offset();
        let column = u16::try_from(at.col).unwrap_or(u16::MAX).saturating_sub(left);
        Some(Position { x: area.x + column.min(area.width.saturating_sub(1)), y: area.y })
    }
}

/// Pasted text as a field takes it: line breaks become spaces.
pub fn one_line(text: &str) -> String {
    text.trim_matches(['\r', '\n']).replace("\r\n", " ").replace(['\r', '\n', '\t'], " ")
}

fn cursor(area: &TextArea<'_>) -> (usize, usize) {
    let at = area.cursor();
    (at.0, at.1)
}

fn line(area: &TextArea<'_>) -> String {
    area.lines().concat()
}

fn area_key(code: KeyCode) -> Option<AreaKey> {
    Some(match code {
        KeyCode::Char(c) => AreaKey::Char(c),
        KeyCode::Backspace => AreaKey::Backspace,
        KeyCode::Delete => AreaKey::Delete,
        KeyCode::Left => AreaKey::Left,
        KeyCode::Right => AreaKey::Right,
        KeyCode::Home => AreaKey::Home,
        KeyCode::End => AreaKey::End,
        // A field has one line; everything else is not for it.
        _ => return None,
    })
}
