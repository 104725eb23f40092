//! A pane's text on the whole screen, without frames: for terminals that do
//! not take what is sent to their clipboard, so that one selects with the mouse.

use super::super::app::{App, Pane};
use super::super::command::{Command, Scope};
use super::super::domain::InstanceProfile;
use super::super::msg::Effect;
use super::super::reader;
use super::super::safe::width;
use super::super::text::line::{Line, Tone, wrap};
use super::{After, Modal, View};

/// The text as it was when it was opened: what one selects stands still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plain {
    lines: Vec<String>,
    /// The lines broken to `columns`: not for every frame, a list is long.
    rows: Vec<Line>,
    columns: usize,
    top: usize,
}

impl Plain {
    /// The text of the pane that has the keys.
    pub fn of(app: &App) -> Self {
        let lines = match app.focus {
            Pane::List => rows(app),
            Pane::Details => reader::text(app).lines().map(ToOwned::to_owned).collect(),
        };
        Self { lines, rows: Vec::new(), columns: 0, top: 0 }
    }

    /// The rows that are on the screen, below them what closes it.
    pub fn rows(&self, app: &App) -> Vec<Line> {
        let shown = shown(app);
        let top = self.top.min(self.rows.len().saturating_sub(shown));
        let mut rows: Vec<_> = self.rows.iter().skip(top).take(shown).cloned().collect();
        rows.resize(shown, Line::blank());
        let back = app.keymap.way_to(Command::Back, Scope::Dialog);
        rows.push(Line::new(Tone::Dim, (app.words.copy.plain_hint)(&back)));
        rows
    }

    fn fit(&mut self, columns: usize) {
        if self.columns != columns {
            let lines = self.lines.iter().map(|line| Line::new(Tone::Plain, line)).collect();
            (self.rows, self.columns) = (wrap(lines, columns), columns);
        }
    }

    pub(super) fn view(&self, app: &App) -> View {
        View {
            title: app.words.copy.plain.to_owned(),
            tone: Tone::Plain,
            body: self.rows(app),
            top: 0,
            field: None,
            choices: Vec::new(),
            at: 0,
            first: 0,
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        let (page, last) = (shown(app), self.rows.len().saturating_sub(shown(app)));
        self.top = match command {
            Command::Back => return (After::Close, Vec::new()),
            Command::Up => self.top.saturating_sub(1),
            Command::Down => self.top + 1,
            Command::PageUp | Command::HalfPageUp => self.top.saturating_sub(page),
            Command::PageDown | Command::HalfPageDown => self.top + page,
            Command::Top => 0,
            Command::Bottom => last,
            _ => self.top,
        }
        .min(last);
        (After::Stay(Modal::Plain(self)), Vec::new())
    }
}

/// Breaks the text anew where the screen's width has changed.
pub(in super::super) fn refresh(app: &mut App) {
    let columns = usize::from(app.areas().screen.width);
    for modal in &mut app.modals {
        if let Modal::Plain(plain) = modal {
            plain.fit(columns);
        }
    }
}

/// Rows for the text, above the hint.
fn shown(app: &App) -> usize {
    usize::from(app.areas().screen.height).saturating_sub(1).max(1)
}

/// The shown rows of the list: name, role and path below each other.
fn rows(app: &App) -> Vec<String> {
    let role = |profile: &InstanceProfile| {
        profile.role().map_or(app.words.list.no_role.to_owned(), |role| role.name.to_string())
    };
    let shown = || app.list.visible().iter().map(|&at| &*app.store.rows()[at].profile);
    let widest = |of: &dyn Fn(&InstanceProfile) -> usize| shown().map(of).max().unwrap_or(0);
    let (names, roles) = (widest(&|p| width(&p.name)), widest(&|p| width(&role(p))));
    let paths = widest(&|p| width(&p.path));
    // Columns are good to read, but a row that breaks is not.
    let fits = names + roles + paths + 4 <= usize::from(app.areas().screen.width);
    let (names, roles) = if fits { (names, roles) } else { (0, 0) };
    shown()
        .map(|profile| {
            format!("{:names$}  {:roles$}  {}", profile.name, role(profile), profile.path)
        })
        .collect()
}
