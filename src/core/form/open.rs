//! The commands that open forms and pickers, and what comes of messages while
//! they are open.

use std::sync::Arc;

use super::super::app::App;
use super::super::catalog::{self, Which};
use super::super::changing;
use super::super::command::Command;
use super::super::domain::{InstanceProfile, Tag};
use super::super::error::ApiError;
use super::super::modal::roles::RolePicker;
use super::super::modal::{Modal, roles};
use super::super::msg::{Effect, Ticket};
use super::bulk::BulkTags;
use super::create::Create;
use super::tags::TagEditor;
use super::{Form, Kind};

/// Opens what a command asks for.
pub fn open(app: &mut App, command: Command) -> Vec<Effect> {
    let names = changing::targets(app);
    let hidden = if names.len() > 1 { app.list.marked().1 } else { 0 };
    match command {
        Command::Attach => {
            let picker = RolePicker::for_profiles(app, names, hidden);
            app.modals.push(Modal::Roles(Box::new(picker)));
            catalog::begin(app, Which::Roles)
        }
        Command::Tags => match &*names {
            [name] => {
                let (editor, effects) = TagEditor::open(app, name);
                push(app, Kind::Tags(editor));
                effects
            }
            _ => {
                let form = BulkTags::new(app, names, hidden);
                push(app, Kind::Bulk(form));
                Vec::new()
            }
        },
        other => {
            let (form, effects) = Create::open(app, other == Command::NewStandard);
            push(app, Kind::Create(Box::new(form)));
            effects
        }
    }
}

fn push(app: &mut App, kind: Kind) {
    let form = Form::new(app, kind);
    app.modals.push(Modal::Form(Box::new(form)));
}

/// Whether a form waits for this request.
pub fn waits_for(app: &App, ticket: Ticket) -> bool {
    app.modals.iter().any(|modal| match modal {
        Modal::Form(form) => match &form.kind {
            Kind::Tags(editor) => editor.waits_for(ticket),
            _ => false,
        },
        _ => false,
    })
}

/// GetInstanceProfile's answer for the editor of tags.
pub fn profile_came(
    app: &mut App,
    ticket: Ticket,
    result: Result<Arc<InstanceProfile>, ApiError>,
) -> Vec<Effect> {
    with_editor(app, ticket, |app, editor| editor.profile_came(app, result))
}

/// ListInstanceProfileTags' answer for it.
pub fn tags_came(app: &mut App, ticket: Ticket, result: Result<Vec<Tag>, ApiError>) -> Vec<Effect> {
    with_editor(app, ticket, |_, editor| {
        editor.tags_came(result);
        Vec::new()
    })
}

fn with_editor(
    app: &mut App,
    ticket: Ticket,
    act: impl FnOnce(&mut App, &mut TagEditor) -> Vec<Effect>,
) -> Vec<Effect> {
    let mut modals = std::mem::take(&mut app.modals);
    let mut effects = Vec::new();
    for modal in &mut modals {
        if let Modal::Form(form) = modal
            && let Kind::Tags(editor) = &mut form.kind
            && editor.waits_for(ticket)
        {
            effects = act(app, editor);
            // What it had to say while it waited is gone, and so is its place.
            form.focus = form.kind.first();
            break;
        }
    }
    app.modals = modals;
    effects
}

/// The session in use is another one: what was asked for will not come.
pub fn give_up_waiting(form: &mut Form) {
    if let Kind::Tags(editor) = &mut form.kind {
        editor.give_up_waiting();
    }
}

/// After every message: a form whose change is carried out is done with; what
/// was waiting when its session went is asked for again; and lists that a
/// picker shows are kept in step.
pub fn after(app: &mut App) -> Vec<Effect> {
    if app.changes.under_way().is_some() {
        // What was typed is on its way.
        app.modals.retain(|modal| !modal.form().is_some_and(Form::is_proposed));
    }
    let mut modals = std::mem::take(&mut app.modals);
    // Of another account, nothing stays but what a person has typed.
    modals.retain(|modal| match modal {
        Modal::Form(form) => form.is_changed() || form.elsewhere(app).is_none(),
        Modal::Roles(picker) => !picker.is_elsewhere(app),
        _ => true,
    });
    let mut effects = Vec::new();
    let asks = app.connection.current.is_some() && app.connection.trouble.is_none();
    for modal in modals.iter_mut().filter(|_| asks) {
        if let Modal::Form(form) = modal
            && let Kind::Tags(editor) = &mut form.kind
            && editor.is_stranded()
        {
            effects.extend(editor.read_again(app));
        }
    }
    app.modals = modals;
    effects.extend(roles::refresh(app));
    effects
}
