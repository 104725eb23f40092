//! Whose account this is: shown at all times, so that nobody mistakes it.

use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::theme::Theme;
use crate::core::app::App;
use crate::core::command::{Command, Scope};
use crate::core::safe::{fit, fit_middle, harmless, width};
use crate::core::text::line::Tone;

/// Draws one line, or two where the words need them.
pub fn draw(frame: &mut Frame<'_>, app: &App, theme: &Theme, area: Rect) {
    let badges = badges(app, theme);
    let row = |y: u16| Rect { y: area.y + y, height: 1, ..area };
    frame.render_widget(Paragraph::new(badges.clone()).alignment(Alignment::Right), row(0));
    let room = usize::from(area.width).saturating_sub(badges.width() + 1);
    let (account, rest) = (account(app), rest(app));
    if area.height > 1 {
        frame.render_widget(
            one_line(theme, &account, &[], room),
            Rect { width: clip(room), ..row(0) },
        );
        frame.render_widget(one_line(theme, "", &rest, usize::from(area.width)), row(1));
    } else {
        frame.render_widget(
            one_line(theme, &account, &rest, room),
            Rect { width: clip(room), ..row(0) },
        );
    }
}

fn clip(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}

fn one_line(theme: &Theme, account: &str, rest: &[Part], columns: usize) -> Paragraph<'static> {
    let mut spans = Vec::new();
    if !account.is_empty() {
        spans.push(Span::styled(" ipb ", theme.badge(Tone::Accent)));
        let account = fit(account, columns.saturating_sub(6)).into_owned();
        spans.push(Span::styled(format!(" {account}"), theme.tone(Tone::Accent)));
    }
    let used: usize = spans.iter().map(Span::width).sum();
    let lead = if account.is_empty() { " " } else { "  " };
    let room = columns.saturating_sub(used + width(lead));
    let text = joined(rest, room);
    if !text.is_empty() && room > 3 {
        spans.push(Span::raw(format!("{lead}{}", fit(&text, room))));
    }
    Paragraph::new(Line::from(spans))
}

/// What else stands beside the account.
enum Part {
    /// Who asks: a long one gives room to the others first.
    Caller(String),
    Other(String),
}

/// Columns that the caller's name keeps.
const LEAST_CALLER: usize = 12;

/// The parts behind each other, the caller with its middle left out where not
/// all of them fit.
fn joined(parts: &[Part], columns: usize) -> String {
    let write = |caller: &dyn Fn(&str) -> String| {
        let part = |part: &Part| match part {
            Part::Caller(name) => caller(name),
            Part::Other(text) => harmless(text).into_owned(),
        };
        parts.iter().map(part).collect::<Vec<_>>().join(" · ")
    };
    let whole = write(&|name| harmless(name).into_owned());
    let over = width(&whole).saturating_sub(columns);
    if over == 0 {
        return whole;
    }
    write(&|name| {
        let least = LEAST_CALLER.min(width(name));
        fit_middle(name, width(name).saturating_sub(over).max(least)).into_owned()
    })
}

fn account(app: &App) -> String {
    let words = &app.words.header;
    match (app.connection.identity(), &app.connection.current) {
        (Some(identity), current) => match current.as_ref().and_then(|c| c.alias.as_ref()) {
            Some(alias) => format!("{} ({alias})", identity.account),
            None => identity.account.clone(),
        },
        (None, Some(current)) if current.identity_error.is_some() => words.no_identity.to_owned(),
        (None, _) if app.connection.attempt.is_some() || app.connection.current.is_some() => {
            words.connecting.to_owned()
        }
        (None, _) => words.not_connected.to_owned(),
    }
}

fn rest(app: &App) -> Vec<Part> {
    let words = &app.words.header;
    let mut parts = Vec::new();
    // First, as it goes on now; the old session's rows stay usable.
    if let Some(what) = app.connection.switching_to(app.words) {
        let cancels = app.keymap.way_to(Command::Back, Scope::List);
        parts.push(Part::Other((app.words.pick.connecting_to)(&what, &cancels)));
    }
    if let Some(identity) = app.connection.identity() {
        parts.push(Part::Caller(identity.caller().to_owned()));
    }
    if let Some(facts) = app.connection.facts() {
        // First that it is not AWS, where it is not.
        parts.extend(facts.endpoint.clone().map(Part::Other));
        let aws_profile = facts.aws_profile.as_ref().map(|name| format!("--profile {name}"));
        parts.extend(aws_profile.map(Part::Other));
        parts.push(Part::Other(match facts.region_assumed {
            true => format!("{} {}", words.region_assumed, facts.region),
            false => facts.region.clone(),
        }));
    }
    parts
}

fn badges(app: &App, theme: &Theme) -> Line<'static> {
    let words = &app.words.header;
    let mut spans = Vec::new();
    let mut badge = |tone: Tone, text: &str| {
        spans.push(Span::styled(format!(" {text} "), theme.badge(tone)));
        spans.push(Span::raw(" "));
    };
    if app.connection.trouble.is_some() {
        badge(Tone::Danger, words.stale);
    }
    match app.connection.remaining(app.now) {
        Some(seconds) if seconds <= 0 => badge(Tone::Danger, words.expired),
        Some(seconds) if seconds < 900 => badge(Tone::Warning, &(words.expires)(seconds)),
        Some(seconds) => badge(Tone::Plain, &(words.expires)(seconds)),
        None => {}
    }
    if let Some(running) = app.changes.under_way() {
        let run = running.run();
        let (all, at) = (run.outcomes().len(), run.at().0 + 1);
        badge(Tone::Accent, &(app.words.changing.badge)(at.min(all), all));
    }
    if app.is_read_only() {
        badge(Tone::Good, words.read_only);
    }
    if app.connection.facts().is_some_and(|facts| facts.demo) {
        badge(Tone::Warning, words.demo);
    }
    Line::from(spans)
}
