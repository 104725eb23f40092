//! The list of instance profiles.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{
    Block, BorderType, Paragraph, Scrollbar, ScrollbarOrientation, ScrollbarState,
};
use unicode_segmentation::UnicodeSegmentation;

use super::styled;
use super::theme::Theme;
use crate::core::app::{App, Pane};
use crate::core::columns::Columns;
use crate::core::command::{Command, Scope};
use crate::core::error::{ApiError, ErrorKind};
use crate::core::filter::Seen;
use crate::core::filter::seen::Letters;
use crate::core::finding;
use crate::core::list::Column;
use crate::core::safe::{fit, harmless, width};
use crate::core::store::{Listing, Row};
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
        ]))
        // Below, where there is room for it at every width.
        .title_bottom(marked(app));
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
        let mut seen = Seen::new(app.list.query());
        let range = app.list.in_range(&app.store);
        for (at, &row) in shown {
            let look = Look {
                mark: match app.list.is_marked(row) {
                    true => "●",
                    false if range.as_ref().is_some_and(|range| range.contains(&at)) => "○",
                    // AWS has accepted it, and may still tell it otherwise.
                    false if app.changes.overlay.accepted(&rows[row].profile.id).is_some() => "◌",
                    false => " ",
                },
                selected: at == app.list.at(),
                focused,
                letters: seen.letters(&rows[row]),
            };
            lines.push(row_line(app, theme, &columns, &rows[row], &look));
        }
        if let Some(said) = finding::about_tags(app) {
            let said = fit(&format!(" ? {said}"), usize::from(inner.width)).into_owned();
            lines.push(Line::styled(said, theme.tone(Tone::Warning)));
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
    if app.list.best_first() {
        return String::new();
    }
    let (sorted, reversed) = app.list.order();
    let (shown, name) = match sorted {
        Column::Path => (columns.path, words.path),
        Column::Age => (columns.age, words.age),
        Column::Name | Column::Role => return String::new(),
    };
    let arrow = if reversed { "↑" } else { "↓" };
    if shown == 0 { format!("· {name} {arrow} ") } else { String::new() }
}

/// How many profiles are marked, and how many of them are not shown.
fn marked(app: &App) -> String {
    match app.list.marked() {
        (0, _) => String::new(),
        (all, hidden) => format!(" ● {} ", (app.words.finding.marked)(all, hidden)),
    }
}

/// Whether the list is wide enough for the paths.
pub fn shows_path(app: &App) -> bool {
    Columns::of(usize::from(app.areas().list.width.saturating_sub(2))).path > 0
}

/// The column heads, with an arrow at the one that the rows are sorted by, or
/// with the word that the best matches come first.
fn heads(app: &App, columns: &Columns) -> [String; 5] {
    let words = &app.words.list;
    let (sorted, reversed) = app.list.order();
    let by_column = !app.list.best_first();
    let head = |column: Column, text: &str| match (by_column && column == sorted, reversed) {
        (false, _) => text.to_owned(),
        (true, false) => format!("{text} ↓"),
        (true, true) => format!("{text} ↑"),
    };
    let name = match by_column {
        true => head(Column::Name, words.name),
        false => format!("{} · {}", words.name, app.words.finding.best_first),
    };
    columns.row(
        "  ",
        &name,
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
        // Those there are were opened by name: not a page of it was read.
        Listing::Stopped { error, marker: None } if is_denied(error) => (words.denied)(all),
        Listing::Stopped { .. } => (words.stopped)(all),
    };
    let finding = &app.words.finding;
    if app.list.is_filtering(&app.store) {
        return format!("{} {of}", finding.filtering);
    }
    let of = match app.list.is_busy(&app.store) {
        true => format!("{of} · {}", finding.sorting),
        false => of,
    };
    if app.list.filter().trim().is_empty() {
        return of;
    }
    (words.filtered)(app.list.visible().len(), &of)
}

fn is_denied(error: &ApiError) -> bool {
    matches!(error.kind, ErrorKind::AccessDenied(_))
}

/// What is said where there are no rows.
fn nothing(app: &App) -> Vec<line::Line> {
    let words = &app.words.list;
    let key = |command| app.keymap.keys_of(command).first().map(ToString::to_string);
    let filter = app.list.filter().trim();
    if !filter.is_empty() && !app.store.rows().is_empty() {
        let finding = &app.words.finding;
        if app.list.is_filtering(&app.store) {
            return vec![line::Line::new(Tone::Dim, finding.filtering)];
        }
        // An ARN or a whole error message is no filter: Enter goes there.
        if let Some(understood) = finding::names_a_thing(app) {
            return vec![line::Line::new(Tone::Accent, understood)];
        }
        // By a key that lifts it while it is still being typed, too.
        let lifts = app.keymap.way_to(Command::Back, Scope::Field);
        // A word that looks like a term, and is none, is looked for as a text.
        let terms = line::Line::new(Tone::Dim, finding.terms);
        let Some(about_tags) = finding::about_tags(app) else {
            let text = (words.nothing_matches)(filter, &lifts);
            return vec![line::Line::new(Tone::Warning, text), terms];
        };
        // Nothing is known to match, which is less than nothing that matches.
        return vec![
            line::Line::new(Tone::Warning, (finding.nothing_told)(filter, &lifts)),
            line::Line::new(Tone::Warning, about_tags),
            terms,
        ];
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

/// How a row is drawn.
struct Look {
    mark: &'static str,
    selected: bool,
    focused: bool,
    letters: Letters,
}

fn row_line(app: &App, theme: &Theme, columns: &Columns, row: &Row, look: &Look) -> Line<'static> {
    let profile = &row.profile;
    let role = profile.role().map_or(app.words.list.no_role, |role| &role.name);
    let age = (app.words.age)(app.now.since(profile.created));
    // The cursor stands next to the name.
    let mark = format!("{}{}", look.mark, if look.selected { "▸" } else { " " });
    let [mark, name, role_cell, path, age] =
        columns.row(&mark, &profile.name, role, &profile.path, &age);
    let role_style = match profile.role() {
        None => theme.tone(Tone::Warning),
        Some(_) => Style::new(),
    };
    let found = theme.matched();
    let mut spans = vec![Span::raw(mark)];
    spans.extend(letters(&name, &profile.name, &look.letters.name, Style::new(), found));
    spans.extend(letters(&role_cell, role, &look.letters.role, role_style, found));
    spans.extend(letters(&path, &profile.path, &look.letters.path, Style::new(), found));
    spans.push(Span::raw(age));
    let line = Line::from(spans);
    if look.selected { line.style(theme.selected(look.focused)) } else { line }
}

/// A cell with the letters at `places`, bytes of the text that it was made
/// of, in the style `found`. What the cell cuts off is not marked, nor is its
/// ellipsis.
fn letters(
    cell: &str,
    text: &str,
    places: &[usize],
    style: Style,
    found: Style,
) -> Vec<Span<'static>> {
    if places.is_empty() {
        return vec![Span::styled(cell.to_owned(), style)];
    }
    let mut spans: Vec<Span<'static>> = Vec::new();
    // Made harmless, a letter is still one letter.
    let mut letters =
        text.char_indices().map(|(at, c)| (at, harmless(c.encode_utf8(&mut [0; 4])).into_owned()));
    for grapheme in cell.graphemes(true) {
        let mut hit = false;
        let mut same = true;
        for c in grapheme.chars() {
            match letters.next() {
                Some((at, letter)) if letter.starts_with(c) => {
                    hit |= places.binary_search(&at).is_ok();
                }
                _ => same = false,
            }
        }
        let style = if hit && same { style.patch(found) } else { style };
        match spans.last_mut().filter(|span| span.style == style) {
            Some(span) => span.content.to_mut().push_str(grapheme),
            None => spans.push(Span::styled(grapheme.to_owned(), style)),
        }
    }
    spans
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
