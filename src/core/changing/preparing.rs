//! A wish on its way to the confirm dialog.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::app::App;
use super::super::change::{Intent, Next, Prepare};
use super::super::modal::{Modal, confirm::Confirm};
use super::super::msg::{Answer, Effect, Read, Ticket};
use super::super::text::line::Line;
use super::dialog;

/// The wish, and its reads under way.
#[derive(Debug)]
pub(super) struct Preparing {
    prepare: Prepare,
    /// The program's tickets, and for each the preparation's own and its read.
    waits: BTreeMap<Ticket, (Ticket, Read)>,
    /// Why the dialog comes back, if it does.
    because: Vec<Line>,
}

impl Preparing {
    pub fn progress(&self) -> (usize, usize) {
        self.prepare.progress()
    }

    /// The profile that this read is about.
    pub fn profile_of(&self, ticket: Ticket) -> Option<Box<str>> {
        match self.waits.get(&ticket) {
            Some((_, Read::InstanceProfile { name })) => Some(name.clone()),
            _ => None,
        }
    }
}

/// Begins to prepare; the dialog says meanwhile that it reads.
pub(super) fn begin(app: &mut App, intent: Intent, because: Vec<Line>) -> Vec<Effect> {
    let mut effects = give_up(app);
    app.modals.retain(|modal| !matches!(modal, Modal::Confirm(_)));
    let (prepare, next) = Prepare::begin(intent);
    app.changes.preparing = Some(Preparing { prepare, waits: BTreeMap::new(), because });
    app.modals.push(Modal::Confirm(Confirm::reading()));
    effects.extend(follow(app, next));
    effects
}

/// The dialog was closed: what is read for it is not wanted any more.
pub(in super::super) fn give_up(app: &mut App) -> Vec<Effect> {
    let preparing = app.changes.preparing.take();
    preparing.into_iter().flat_map(|it| it.waits.into_keys()).map(Effect::Cancel).collect()
}

/// Takes an answer, if it is to one of the reads.
pub(super) fn answered(app: &mut App, ticket: Ticket, answer: &Answer) -> Option<Vec<Effect>> {
    let preparing = app.changes.preparing.as_mut()?;
    let (own, _) = preparing.waits.remove(&ticket)?;
    if let Answer::InstanceProfile(Ok(profile)) = answer
        && app.store.row(&profile.id).is_some()
    {
        // It is newer than the list.
        app.store.replace(&profile.id, profile);
    }
    if let Answer::Role(Ok(role)) = answer {
        app.changes.overlay.roles.insert(role.name.clone(), Arc::clone(role));
    }
    let next = app.changes.preparing.as_mut()?.prepare.on(own, answer.clone());
    Some(next.map(|next| follow(app, next)).unwrap_or_default())
}

/// The session is another one: its reads will not be answered any more.
pub(super) fn session_changed(app: &mut App, same_account: bool) -> Vec<Effect> {
    match app.changes.preparing.take() {
        Some(old) if same_account => begin(app, old.prepare.intent().clone(), old.because),
        _ => Vec::new(),
    }
}

fn follow(app: &mut App, next: Next) -> Vec<Effect> {
    let Some(session) = app.session_id() else { return give_up(app) };
    match next {
        Next::Ask(reads) => reads
            .into_iter()
            .map(|(own, call)| {
                let ticket = app.ticket();
                if let Some(preparing) = &mut app.changes.preparing {
                    preparing.waits.insert(ticket, (own, call.clone()));
                }
                Effect::Read { session, ticket, call }
            })
            .collect(),
        Next::Done(prepared) => {
            let Some(preparing) = app.changes.preparing.take() else { return Vec::new() };
            let intent = preparing.prepare.intent().clone();
            let ready = Confirm::ready(app, intent, *prepared, preparing.because);
            let Some(dialog) = dialog(app) else { return Vec::new() };
            // What is now to be confirmed was not there before.
            let effects = dialog.guard.reset();
            *dialog = ready;
            effects
        }
    }
}
