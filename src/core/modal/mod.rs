//! Dialogs: one file each, and the stack that they lie on.

pub mod aws_profiles;
pub mod calls;
pub mod confirm;
pub mod copy;
pub mod drop;
pub mod entry;
pub mod guard;
pub mod help;
pub mod history;
pub mod managed;
pub mod open_by_name;
pub mod palette;
pub mod pick;
pub mod plain;
pub mod progress;
pub mod quit;
pub mod regions;
pub mod roles;
pub mod shape;
pub mod trouble;

use super::app::App;
use super::command::{Command, Scope};
use super::form::{Form, open};
use super::msg::{Effect, FieldId};
use super::session::AwsProfile;
use super::text::line::{Line, Tone};

/// A dialog on the screen. The topmost one gets the keys.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs, reason = "each is documented in its own file")]
pub enum Modal {
    Help(help::Help),
    Calls(calls::Calls),
    Copy(copy::Copy),
    Quit(quit::Quit),
    Trouble(trouble::Trouble),
    AwsProfiles(aws_profiles::AwsProfiles),
    Regions(regions::Regions),
    OpenByName(open_by_name::OpenByName),
    Plain(plain::Plain),
    Palette(palette::Palette),
    Form(Box<Form>),
    Roles(Box<roles::RolePicker>),
    Managed(Box<managed::PolicyPicker>),
    Drop(drop::Drop),
    Confirm(confirm::Confirm),
    Progress(progress::Progress),
    History(history::Log),
    Entry(Box<entry::EntryView>),
}

/// What a dialog shows; the same drawing serves them all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct View {
    /// Stands in the frame.
    pub title: String,
    /// The colour of the frame.
    pub tone: Tone,
    /// What stands above the text, and never scrolls away.
    pub head: Vec<Line>,
    /// What it says, above the field and the choices.
    pub body: Vec<Line>,
    /// The first line of the body that is shown, if it is longer than the screen.
    pub top: usize,
    /// What stands below the text, and never scrolls away.
    pub pinned: Vec<Line>,
    /// A text field.
    pub field: Option<Field>,
    /// What can be chosen, a line each.
    pub choices: Vec<String>,
    /// The choice under the cursor.
    pub at: usize,
}

/// A text field of a dialog.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Names it for the widget.
    pub id: FieldId,
    /// What it is for.
    pub label: String,
    /// What is written below it: an error or a hint.
    pub below: Option<Line>,
}

/// What becomes of a dialog after a command.
pub(super) enum After {
    Stay(Modal),
    Close,
}

impl Modal {
    /// What is on the screen.
    pub fn view(&self, app: &App) -> View {
        match self {
            Self::Help(modal) => modal.view(app),
            Self::Calls(modal) => modal.view(app),
            Self::Copy(modal) => modal.view(app),
            Self::Quit(modal) => modal.view(app),
            Self::Trouble(modal) => modal.view(app),
            Self::AwsProfiles(modal) => modal.view(app),
            Self::Regions(modal) => modal.view(app),
            Self::OpenByName(modal) => modal.view(app),
            Self::Plain(modal) => modal.view(app),
            Self::Palette(modal) => modal.view(app),
            Self::Roles(modal) => modal.view(app),
            Self::Managed(modal) => modal.view(app),
            Self::Drop(modal) => modal.view(app),
            // Forms have a drawing of their own; this is only their name.
            Self::Form(form) => View { title: form.view(app).title, ..View::default() },
            Self::Confirm(modal) => modal.view(app),
            Self::Progress(modal) => modal.view(app),
            Self::History(modal) => modal.view(app),
            Self::Entry(modal) => modal.view(app),
        }
    }

    /// The form, if it is one.
    pub fn form(&self) -> Option<&Form> {
        if let Self::Form(form) = self { Some(form) } else { None }
    }

    /// Which keys work in it.
    pub fn scope(&self) -> Scope {
        match self {
            Self::OpenByName(_)
            | Self::Palette(_)
            | Self::AwsProfiles(_)
            | Self::Regions(_)
            | Self::History(_) => Scope::Field,
            Self::Roles(_) | Self::Managed(_) => Scope::Form,
            Self::Form(form) => form.scope(),
            Self::Confirm(modal) => modal.scope(),
            _ => Scope::Dialog,
        }
    }

    /// The text field that gets the letters, with the text it begins with.
    pub fn field(&self) -> Option<(FieldId, &str)> {
        match self {
            Self::OpenByName(modal) => Some((modal.field, &modal.text)),
            Self::Palette(modal) => Some((modal.field, &modal.text)),
            Self::AwsProfiles(modal) => Some((modal.pick.field, &modal.pick.text)),
            Self::Regions(modal) => Some((modal.pick.field, &modal.pick.text)),
            Self::History(modal) => Some((modal.pick.field, &modal.pick.text)),
            Self::Roles(modal) => Some((modal.pick.field, &modal.pick.text)),
            Self::Managed(modal) => Some((modal.pick.field, &modal.pick.text)),
            Self::Form(form) => form.field(),
            Self::Confirm(modal) => modal.field(),
            _ => None,
        }
    }

    /// Takes what was typed into its text field.
    pub(super) fn edit(&mut self, field: FieldId, text: String) -> Option<Effect> {
        if self.field().is_none_or(|(open, _)| open != field) {
            return None;
        }
        match self {
            Self::OpenByName(modal) => return modal.edit(text),
            Self::Palette(modal) => modal.edit(text),
            Self::AwsProfiles(modal) => modal.pick.edit(text),
            Self::Regions(modal) => modal.pick.edit(text),
            Self::History(modal) => modal.pick.edit(text),
            Self::Roles(modal) => modal.edit(text),
            Self::Managed(modal) => modal.edit(text),
            Self::Form(form) => form.edit(&text),
            Self::Confirm(modal) => modal.edit(text),
            _ => {}
        }
        None
    }

    /// The session that it asked is gone.
    pub(super) fn give_up_waiting(&mut self) {
        match self {
            Self::OpenByName(modal) => modal.give_up_waiting(),
            Self::Form(form) => open::give_up_waiting(form),
            _ => {}
        }
    }

    /// Whether it asks for a decision that a slip of the mouse must not take.
    pub(super) fn is_confirmation(&self) -> bool {
        matches!(self, Self::Quit(_) | Self::Drop(_) | Self::Confirm(_))
    }

    pub(super) fn is_about_credentials(&self) -> bool {
        matches!(self, Self::Trouble(_) | Self::AwsProfiles(_))
    }
}

/// Fills the pickers that wait for the AWS profiles.
pub(super) fn fill(app: &mut App, found: &Result<Vec<AwsProfile>, String>) {
    for at in 0..app.modals.len() {
        match app.modals[at].clone() {
            Modal::AwsProfiles(mut picker) => {
                picker.fill(app, found.clone());
                app.modals[at] = Modal::AwsProfiles(picker);
            }
            Modal::Regions(mut picker) => {
                picker.fill(found);
                app.modals[at] = Modal::Regions(picker);
            }
            _ => {}
        }
    }
}

/// Gives a command to the topmost dialog.
pub(super) fn act(app: &mut App, command: Command) -> Vec<Effect> {
    let Some(modal) = app.modals.pop() else { return Vec::new() };
    let depth = app.modals.len();
    let (after, effects) = match modal {
        Modal::Help(modal) => modal.act(app, command),
        Modal::Calls(modal) => modal.act(app, command),
        Modal::Copy(modal) => modal.act(app, command),
        Modal::Quit(modal) => modal.act(app, command),
        Modal::Trouble(modal) => modal.act(app, command),
        Modal::AwsProfiles(modal) => modal.act(app, command),
        Modal::Regions(modal) => modal.act(app, command),
        Modal::OpenByName(modal) => modal.act(app, command),
        Modal::Plain(modal) => modal.act(app, command),
        Modal::Palette(modal) => modal.act(app, command),
        Modal::Form(modal) => modal.act(app, command),
        Modal::Roles(modal) => modal.act(app, command),
        Modal::Managed(modal) => modal.act(app, command),
        Modal::Drop(modal) => modal.act(app, command),
        Modal::Confirm(modal) => modal.act(app, command),
        Modal::Progress(modal) => modal.act(app, command),
        Modal::History(modal) => modal.act(app, command),
        Modal::Entry(modal) => modal.act(app, command),
    };
    if let After::Stay(modal) = after {
        // Below whatever the command itself has opened.
        app.modals.insert(depth.min(app.modals.len()), modal);
    }
    effects
}

/// Scrolls a dialog's text by `command`, from the line `top`.
fn scroll(app: &App, view: &View, command: Command) -> usize {
    let shape = shape::Shape::of(view, &app.areas());
    let page = shape.body_rows.saturating_sub(1).max(1);
    match command {
        Command::Up => view.top.saturating_sub(1),
        Command::Down => view.top + 1,
        Command::PageUp | Command::HalfPageUp => view.top.saturating_sub(page),
        Command::PageDown | Command::HalfPageDown => view.top + page,
        Command::Top => 0,
        Command::Bottom => usize::MAX,
        _ => view.top,
    }
    .min(shape.last_top())
}

/// Choices that a page key passes over.
const PAGE: usize = 5;

/// Moves a cursor through `count` choices.
fn step(at: usize, count: usize, command: Command) -> usize {
    let last = count.saturating_sub(1);
    match command {
        Command::Up => at.saturating_sub(1),
        Command::Down => (at + 1).min(last),
        Command::PageUp | Command::HalfPageUp => at.saturating_sub(PAGE),
        Command::PageDown | Command::HalfPageDown => (at + PAGE).min(last),
        Command::Top => 0,
        Command::Bottom => last,
        _ => at,
    }
}
