//! The list of instance profiles.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{
    Block, BorderType, Paragraph, Scrollbar, ScrollbarOrientation, ScrollbarState,
};

use super::styled;
use super::theme::Theme;
use crate::core::app::{App, Pane};
use crate::core::columns::Columns;
use crate::core::command::Command;
use crate::core::domain::InstanceProfile;
use crate::core::error::ErrorKind;
use crate::core::list::Column;
use crate::core::safe::{fit, width};
use crate::core::store::Listing;
use crate::core::text::explain;
use crate::core::text::line::{self, Tone, wrap};

/// Draws the list with its frame; only the rows that are on the screen.
pub fn draw(frame: &mut Frame<'_>, app: &App, theme: &Theme, area: Rect) {
    if area.height == 0 {
        return;
    }
    let focused = app.focus == Pane::List && app.modals.is_empty();
    let words = &app.words.list;
    let columns = Columns::of(usize::from(area.width.saturating_sub(2)));
    let block = Block::bordered()
        .border_type(if focused { BorderType::Thick } else { BorderType::Plain })
        .border_style(theme.border(focused))
        .title(Line::from(vec![
            Span::styled(format!(" {} ", words.title), theme.tone(Tone::Accent)),
            // Before the count, which a narrow screen may cut.
            Span::raw(unseen_order(app, &columns)),
            Span::raw(format!("· {} ", count(app))),
        ]));
    let inner = block.inner(area);
    frame.render_widget(block, area);
    let rows = app.store.rows();
    let visible = app.list.visible();
    let mut lines = Vec::with_capacity(usize::from(inner.height));
    if visible.is_empty() {
        let said = wrap(nothing(app), usize::from(inner.width.saturating_sub(2)));
        lines.extend(said.iter().map(|line| {
            let mut line = styled(line, theme);
            line.spans.insert(0, Span::raw(" "));
            line
        }));
    } else {
        lines.push(Line::styled(heads(app, &columns).concat(), theme.columns()));
        let shown = visible.iter().enumerate().skip(app.list.top()).take(app.list_rows());
        for (at, &row) in shown {
            let selected = at == app.list.at();
            lines.push(row_line(app, theme, &columns, &rows[row].profile, selected, focused));
        }
        if let Listing::Stopped { error, .. } = &app.store.listing {
            let said = explain::api_error(app.words, error, None).headline;
            let said = fit(&format!(" ✗ {said}"), usize::from(inner.width)).into_owned();
            lines.push(Line::styled(said, theme.tone(Tone::Danger)));
        }
    }
    frame.render_widget(Paragraph::new(lines), inner);
    scrollbar(frame, area, visible.len(), app.list_rows(), app.list.top());
}

/// The order by a column that a narrow screen leaves out.
fn unseen_order(app: &App, columns: &Columns) -> String {
    let words = &app.words.list;
    let (sorted, reversed) = app.list.order();
    let (shown, name) = match sorted {
        Column::Path => (columns.path, words.path),
        Column::Age => (columns.age, words.age),
        Column::Name | Column::Role => return String::new(),
    };
    let arrow = if reversed { "↑" } else { "↓" };
    if shown == 0 { format!("· {name} {arrow} ") } else { String::new() }
}

/// The column heads, with an arrow at the one that the rows are sorted by.
fn heads(app: &App, columns: &Columns) -> [String; 5] {
    let words = &app.words.list;
    let (sorted, reversed) = app.list.order();
    let head = |column: Column, text: &str| match (column == sorted, reversed) {
        (false, _) => text.to_owned(),
        (true, false) => format!("{text} ↓"),
        (true, true) => format!("{text} ↑"),
    };
    columns.row(
        " ",
        &head(Column::Name, words.name),
        &head(Column::Role, words.role),
        &head(Column::Path, words.path),
        &head(Column::Age, words.age),
    )
}

/// A scroll bar on the right frame, if not everything fits.
pub fn scrollbar(frame: &mut Frame<'_>, area: Rect, all: usize, shown: usize, top: usize) {
    if all <= shown || area.height < 4 {
        return;
    }
    let mut state = ScrollbarState::new(all - shown).position(top).viewport_content_length(shown);
    let bar = Scrollbar::new(ScrollbarOrientation::VerticalRight)
        .begin_symbol(None)
        .end_symbol(None)
        .track_symbol(None);
    // The terminal may have shrunk since the areas were made, and this widget,
    // unlike the others, would draw beyond its edge and panic.
    let inside = Rect { y: area.y + 1, height: area.height - 2, ..area };
    let inside = inside.intersection(frame.area());
    frame.render_stateful_widget(bar, inside, &mut state);
}

/// How much is loaded, and whether more is coming.
fn count(app: &App) -> String {
    let words = &app.words.list;
    let all = app.store.rows().len();
    let of = match &app.store.listing {
        Listing::NotStarted => return app.words.header.not_connected.to_owned(),
        Listing::Loading { .. } if app.store.was_complete() => (words.refreshing)(all),
        Listing::Stopped { .. } if app.store.was_complete() => (words.not_refreshed)(all),
        Listing::Loading { .. } => (words.loading)(all),
        Listing::Complete { .. } => (words.complete)(all),
        Listing::Stopped { .. } => (words.stopped)(all),
    };
    if app.list.filter().trim().is_empty() {
        return of;
    }
    (words.filtered)(app.list.visible().len(), &of)
}

/// What is said where there are no rows.
fn nothing(app: &App) -> Vec<line::Line> {
    let words = &app.words.list;
    let key = |command| app.keymap.keys_of(command).first().map(ToString::to_string);
    let filter = app.list.filter().trim();
    if !filter.is_empty() && !app.store.rows().is_empty() {
        return vec![line::Line::new(Tone::Warning, (words.nothing_matches)(filter))];
    }
    match &app.store.listing {
        Listing::NotStarted if app.connection.attempt.is_some() => {
            vec![line::Line::new(Tone::Dim, words.connecting)]
        }
        Listing::NotStarted => vec![line::Line::new(Tone::Dim, app.words.header.not_connected)],
        Listing::Loading { .. } => vec![line::Line::new(Tone::Dim, words.first_page)],
        Listing::Complete { .. } => match &app.settings.path_prefix {
            Some(prefix) => vec![line::Line::new(Tone::Warning, (words.empty_prefix)(prefix))],
            None => vec![
                line::Line::new(Tone::Warning, words.empty),
                line::Line::new(Tone::Dim, words.empty_hint),
            ],
        },
        Listing::Stopped { error, .. } => {
            let mut lines =
                explain::api_error(app.words, error, app.connection.source()).into_lines();
            let hint = match error.kind {
                ErrorKind::AccessDenied(_) => {
                    key(Command::OpenByName).map(|key| (words.denied_hint)(&key))
                }
                _ => key(Command::RefreshAll).map(|key| (words.stopped_hint)(&key)),
            };
            lines.push(line::Line::blank());
            lines.extend(hint.map(|hint| line::Line::new(Tone::Plain, hint)));
            lines
        }
    }
}

fn row_line(
    app: &App,
    theme: &Theme,
    columns: &Columns,
    profile: &InstanceProfile,
    selected: bool,
    focused: bool,
) -> Line<'static> {
    let role = profile.role().map_or(app.words.list.no_role, |role| &role.name);
    let age = (app.words.age)(app.now.since(profile.created));
    let mark = if selected { "▸" } else { " " };
    let [mark, name, role_cell, path, age] =
        columns.row(mark, &profile.name, role, &profile.path, &age);
    let role_style = match profile.role() {
        None => theme.tone(Tone::Warning),
        Some(_) => Style::new(),
    };
    let line = Line::from(vec![
        Span::raw(mark),
        Span::raw(name),
        Span::styled(role_cell, role_style),
        Span::raw(path),
        Span::raw(age),
    ]);
    if selected { line.style(theme.selected(focused)) } else { line }
}

impl Columns {
    /// A line of cells, as wide as the columns.
    fn row(&self, mark: &str, name: &str, role: &str, path: &str, age: &str) -> [String; 5] {
        let cell = |text: &str, columns: usize| match columns {
            0 => String::new(),
            // The last column of a cell stays free, as the gap to the next.
            _ => {
                let text = fit(text, columns - 1);
                let pad = columns - width(&text);
                format!("{text}{:pad$}", "")
            }
        };
        [
            mark.to_owned(),
            cell(name, self.name),
            cell(role, self.role),
            cell(path, self.path),
            cell(age, self.age),
        ]
    }
}
