//! What the mouse does: clicks and the wheel, by the places that are drawn.

use super::app::{App, Pane};
use super::columns::Columns;
use super::command::Command;
use super::form;
use super::form::shape::FormShape;
use super::hints::hints;
use super::layout::Rect;
use super::modal::shape::{Shape, first_shown};
use super::modal::{self, Modal};
use super::msg::Effect;
use super::reader::{self, tabs};
use super::update;

/// What the mouse did, at a cell counted from the upper left one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What it did.
    pub kind: MouseKind,
    /// Columns from the left.
    pub x: u16,
    /// Rows from the top.
    pub y: u16,
}

/// What the mouse can do. Dragging is the terminal's own: with Shift it
/// selects text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseKind {
    /// The first button was pressed.
    Click,
    /// The wheel was turned, away from the user.
    WheelUp,
    /// The wheel was turned, towards the user.
    WheelDown,
}

/// A click on a choice of a dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clicked {
    /// Rows from the top.
    y: u16,
    /// What stood there.
    choice: String,
}

/// Rows that one step of the wheel moves by.
const STEP: u8 = 3;

impl App {
    /// Whether the program wants the mouse now. A full-screen text without
    /// frames leaves it to the terminal, which selects with it.
    pub fn takes_mouse(&self) -> bool {
        self.mouse && !matches!(self.modals.last(), Some(Modal::Plain(_)))
    }

    /// Takes the mouse, or leaves it to the terminal.
    pub(super) fn toggle_mouse(&mut self) {
        self.mouse = !self.mouse;
        let words = &self.words.comfort;
        self.notify(if self.mouse { words.mouse_on } else { words.mouse_off }.to_owned());
    }
}

pub(super) fn act(app: &mut App, mouse: Mouse) -> Vec<Effect> {
    let areas = app.areas();
    let clicked = app.clicked.take();
    if areas.too_small {
        return Vec::new();
    }
    if mouse.kind == MouseKind::Click {
        app.notice = None;
        // A tall dialog covers the footer.
        let dialog = app.modals.last().map(|modal| match modal.form() {
            Some(form) => FormShape::of(&form.view(app), &areas).place,
            None => Shape::of(&modal.view(app), &areas).place(areas.screen),
        });
        let covered = dialog.is_some_and(|place| place.has(mouse));
        if areas.footer.has(mouse) && !covered {
            return click_hint(app, usize::from(mouse.x - areas.footer.x));
        }
        if app.modals.last().is_some_and(|modal| modal.form().is_some()) {
            return click_form(app, mouse, clicked);
        }
        if !app.modals.is_empty() {
            if let Some(effects) = modal::confirm::keep_out(app, None) {
                return effects;
            }
            return click_dialog(app, mouse, clicked);
        }
        if areas.list.has(mouse) {
            focus(app, Pane::List);
            click_list(app, mouse);
        } else if areas.details.has(mouse) {
            focus(app, Pane::Details);
            return click_details(app, mouse);
        }
        return Vec::new();
    }
    let up = mouse.kind == MouseKind::WheelUp;
    if !app.modals.is_empty() {
        let command = match (app.modals.last(), up) {
            // The wheel turns the text: the cursor is for keys.
            (Some(Modal::Confirm(_)), true) => Command::PageUp,
            (Some(Modal::Confirm(_)), false) => Command::PageDown,
            (_, true) => Command::Up,
            (_, false) => Command::Down,
        };
        if matches!(app.modals.last(), Some(Modal::Confirm(_))) {
            return modal::act(app, command);
        }
        return (0..STEP).flat_map(|_| modal::act(app, command)).collect();
    }
    let by = if up { -isize::from(STEP) } else { isize::from(STEP) };
    if areas.list.has(mouse) {
        let at = app.list.at().saturating_add_signed(by);
        app.list.put_cursor(at, &app.store);
    } else if areas.details.has(mouse) {
        reader::scroll(app, by);
    }
    Vec::new()
}

/// Gives a pane the keys; what is typed in the other one stays as it is.
fn focus(app: &mut App, pane: Pane) {
    if app.focus != pane {
        if app.filter_field.take().is_some() {
            app.list.end_filter(&app.store);
        }
        app.reader.keep_search();
        app.focus = pane;
    }
}

fn click_list(app: &mut App, mouse: Mouse) {
    let list = app.areas().list;
    let inside = list.inside(1);
    if !inside.has(mouse) || app.list.visible().is_empty() {
        return;
    }
    let row = usize::from(mouse.y - inside.y);
    let Some(row) = row.checked_sub(1) else {
        // The heads of the columns: once for the order, again to turn it round.
        let columns = Columns::of(usize::from(inside.width));
        let (sorted, reversed) = app.list.order();
        // The best came first: then this is a first click.
        let reversed = reversed || app.list.best_first();
        if let Some(column) = columns.at(usize::from(mouse.x - inside.x)) {
            app.list.set_order(column, column == sorted && !reversed, &app.store);
        }
        return;
    };
    let at = app.list.top() + row;
    if row < app.list_rows() && at < app.list.visible().len() {
        app.list.put_cursor(at, &app.store);
    }
}

fn click_details(app: &mut App, mouse: Mouse) -> Vec<Effect> {
    let inside = app.areas().details.inside(1);
    if !inside.has(mouse) {
        return Vec::new();
    }
    if let Some(row) = usize::from(mouse.y - inside.y).checked_sub(1) {
        return reader::click(app, row);
    }
    // A column stays free between the frame and the text.
    let x = usize::from(mouse.x - inside.x);
    let found = tabs::places(app).into_iter().find(|tab| tab.columns().contains(&x));
    found.map(|tab| update::perform(app, Command::Tab(tab.tab))).unwrap_or_default()
}

fn click_hint(app: &mut App, x: usize) -> Vec<Effect> {
    let found = hints(app).into_iter().find(|hint| (hint.x..hint.x + hint.columns()).contains(&x));
    match found {
        // What is confirmed is confirmed by a key.
        Some(hint) if hint.command == Command::Open && confirms(app) => Vec::new(),
        Some(hint) => update::perform(app, hint.command),
        None => Vec::new(),
    }
}

/// The first click puts the cursor on a choice, a second one chooses it.
fn click_dialog(app: &mut App, mouse: Mouse, clicked: Option<Clicked>) -> Vec<Effect> {
    let Some(modal) = app.modals.last() else { return Vec::new() };
    let view = modal.view(app);
    let shape = Shape::of(&view, &app.areas());
    let Some(choice) = shape.choice_at(&view, app.areas().screen, mouse) else {
        return Vec::new();
    };
    let text = view.choices.get(choice).cloned().unwrap_or_default();
    let now = Clicked { y: mouse.y, choice: text };
    // An answer in between may have put another choice there.
    let again = clicked.as_ref() == Some(&now) && view.at == choice;
    if again && !confirms(app) {
        return update::perform(app, Command::Open);
    }
    app.clicked = Some(now);
    let command = if choice < view.at { Command::Up } else { Command::Down };
    (0..choice.abs_diff(view.at)).flat_map(|_| modal::act(app, command)).collect()
}

/// The first click goes to a place of a form, a second one presses it, unless
/// it is a text.
fn click_form(app: &mut App, mouse: Mouse, clicked: Option<Clicked>) -> Vec<Effect> {
    let Some(form) = app.modals.last().and_then(Modal::form) else { return Vec::new() };
    let view = form.view(app);
    let shape = FormShape::of(&view, &app.areas());
    let Some(spot) = shape.spot_at(mouse.x, mouse.y) else { return Vec::new() };
    let now = Clicked { y: mouse.y, choice: format!("{spot:?}") };
    if clicked.as_ref() == Some(&now) && view.focus == spot && view.text_at(spot).is_none() {
        return update::perform(app, Command::Open);
    }
    app.clicked = Some(now);
    form::go_to(app, spot);
    Vec::new()
}

fn confirms(app: &App) -> bool {
    app.modals.last().is_some_and(Modal::is_confirmation)
}

impl Rect {
    /// Whether the mouse is in it.
    fn has(self, mouse: Mouse) -> bool {
        (self.x..self.x + self.width).contains(&mouse.x)
            && (self.y..self.y + self.height).contains(&mouse.y)
    }

    /// Without a frame of so many cells.
    fn inside(self, frame: u16) -> Self {
        Self {
            x: self.x + frame,
            y: self.y + frame,
            width: self.width.saturating_sub(2 * frame),
            height: self.height.saturating_sub(2 * frame),
        }
    }
}

impl Shape {
    /// The choice at the mouse.
    fn choice_at(&self, view: &modal::View, screen: Rect, mouse: Mouse) -> Option<usize> {
        let place = self.place(screen);
        let inside = place.inside(1);
        let above = self.above_choices();
        let row = usize::from(mouse.y.checked_sub(inside.y)?).checked_sub(above)?;
        let rows = self.choice_rows.min(usize::from(inside.height).saturating_sub(above));
        let choice = first_shown(view, rows) + row;
        let there = inside.has(mouse) && row < rows && choice < view.choices.len();
        there.then_some(choice)
    }
}
