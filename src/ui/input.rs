//! Text fields: the widget edits, the core sees only the text.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_textarea::{CursorMove, Input, Key as AreaKey, TextArea, WrapMode};
use unicode_segmentation::UnicodeSegmentation;

use crate::core::app::App;
use crate::core::command::Scope;
use crate::core::key::{Key, KeyCode};
use crate::core::msg::{FieldId, Msg};

/// The widget of the open field. There is one at most: the topmost.
#[derive(Debug, Default)]
pub struct Inputs {
    open: Option<Open>,
}

#[derive(Debug)]
struct Open {
    id: FieldId,
    area: TextArea<'static>,
    /// It has many lines.
    lines: bool,
}

impl Inputs {
    /// Opens, keeps or closes the widget, as the state has a field or not.
    pub fn follow(&mut self, app: &App) {
        let lines = app.scope() == Scope::Lines;
        let in_form = app.modals.last().is_some_and(|modal| modal.form().is_some());
        match (app.field(), &self.open) {
            // A form may have put something there itself.
            (Some((id, text)), Some(open))
                if id == open.id && (!in_form || open.text() == text) => {}
            (Some((id, text)), _) => {
                let text: Vec<_> = text.split('\n').map(ToOwned::to_owned).collect();
                let mut area = TextArea::new(text);
                match lines {
                    true => area.set_wrap_mode(WrapMode::Glyph),
                    false => area.move_cursor(CursorMove::End),
                }
                area.set_cursor_line_style(Style::new());
                // The terminal's own cursor is shown instead.
                area.set_cursor_style(Style::new());
                self.open = Some(Open { id, area, lines });
            }
            (None, _) => self.open = None,
        }
    }

    /// Gives a key to the open field; the message tells its new text.
    pub fn key(&mut self, key: Key) -> Option<Msg> {
        let Open { area, lines, .. } = self.open.as_mut()?;
        let changed = match (key.code, key.ctrl) {
            // The widget deletes one `char`; a person means one grapheme.
            (KeyCode::Backspace, false) if !key.alt => {
                let (row, column) = cursor(area);
                let before: String = area.lines().get(row)?.chars().take(column).collect();
                let last = before.graphemes(true).next_back().map_or(0, |g| g.chars().count());
                // At a line's beginning, it joins two lines.
                let count = if last == 0 && *lines { 1 } else { last };
                (0..count).fold(false, |changed, _| area.delete_char() || changed)
            }
            // As in a shell; the widget's own meaning is undo.
            (KeyCode::Char('u'), true) => area.delete_line_by_head(),
            _ => area.input(Input {
                key: area_key(key.code, *lines)?,
                ctrl: key.ctrl,
                alt: key.alt,
                shift: false,
            }),
        };
        changed.then(|| self.edited()).flatten()
    }

    /// Pastes into the open field; in one of a single line, line breaks become
    /// spaces. Without a field, a paste does nothing: it never acts as keys.
    pub fn paste(&mut self, text: &str) -> Option<Msg> {
        let Open { area, lines, .. } = self.open.as_mut()?;
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = match lines {
            true => text,
            false => text.trim_matches('\n').replace(['\n', '\t'], " "),
        };
        area.insert_str(&text).then(|| self.edited()).flatten()
    }

    fn edited(&self) -> Option<Msg> {
        let open = self.open.as_ref()?;
        Some(Msg::Edited { field: open.id, text: open.text() })
    }

    /// Draws the open field; returns where the cursor is.
    pub fn draw(&self, frame: &mut Frame<'_>, id: FieldId, area: Rect) -> Option<Position> {
        let Open { area: widget, .. } = self.open.as_ref().filter(|open| open.id == id)?;
        frame.render_widget(widget, area);
        let at = widget.screen_cursor();
        let (top, left) = widget.scroll_offset();
        let place = |at: usize, first: u16, size: u16| {
            let at = u16::try_from(at).unwrap_or(u16::MAX).saturating_sub(first);
            at.min(size.saturating_sub(1))
        };
        let x = area.x + place(at.col, left, area.width);
        Some(Position { x, y: area.y + place(at.row, top, area.height) })
    }
}

fn cursor(area: &TextArea<'_>) -> (usize, usize) {
    let at = area.cursor();
    (at.0, at.1)
}

impl Open {
    fn text(&self) -> String {
        self.area.lines().join("\n")
    }
}

fn area_key(code: KeyCode, lines: bool) -> Option<AreaKey> {
    Some(match code {
        KeyCode::Char(c) => AreaKey::Char(c),
        KeyCode::Backspace => AreaKey::Backspace,
        KeyCode::Delete => AreaKey::Delete,
        KeyCode::Left => AreaKey::Left,
        KeyCode::Right => AreaKey::Right,
        KeyCode::Home => AreaKey::Home,
        KeyCode::End => AreaKey::End,
        KeyCode::Enter if lines => AreaKey::Enter,
        KeyCode::Up if lines => AreaKey::Up,
        KeyCode::Down if lines => AreaKey::Down,
        KeyCode::PageUp if lines => AreaKey::PageUp,
        KeyCode::PageDown if lines => AreaKey::PageDown,
        // A field has one line; everything else is not for it.
        _ => return None,
    })
}
