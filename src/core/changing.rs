//! Changes, from the wish to what became of it: what is wished for is
//! prepared, shown, confirmed and carried out, and what AWS has accepted is
//! shown until every read says the same.

mod accepted;
mod leaving;
mod overlay;
mod preparing;
mod running;

pub use leaving::{is_asked, waits};
pub(super) use leaving::{leave, terminate};
pub(super) use overlay::correct;
pub use overlay::{AGREE, Ended, Overlay};
pub(super) use preparing::give_up;
pub use running::Running;
pub(super) use running::{begin, in_background, let_go};

use super::app::{App, Pane};
use super::change::Intent;
use super::command::Reason;
use super::modal::{Modal, confirm::Confirm};
use super::msg::{Answer, Effect, Ticket};
use super::outcome::ChangeOutcome;
use super::text::line::Line;
use leaving::Leaving;
use preparing::Preparing;

/// Everything about changes.
#[derive(Debug, Default)]
pub struct Changes {
    /// The wish that is being made ready to be shown.
    preparing: Option<Preparing>,
    /// The change that is carried out, or the last one.
    running: Option<Running>,
    /// What AWS has accepted, as long as reads may not show it yet.
    pub overlay: Overlay,
    leaving: Option<Leaving>,
    /// How many plans were carried out.
    plans: u32,
}

impl Changes {
    /// The change that is carried out, or the last one.
    pub fn running(&self) -> Option<&Running> {
        self.running.as_ref()
    }

    /// The change that is carried out now.
    pub fn under_way(&self) -> Option<&Running> {
        self.running.as_ref().filter(|running| !running.run().is_over())
    }

    /// The wish that is being prepared: how many of its reads are answered, of
    /// how many.
    pub fn preparing(&self) -> Option<(usize, usize)> {
        self.preparing.as_ref().map(Preparing::progress)
    }
}

/// Whether anything may be changed now.
///
/// # Errors
/// Why not.
pub fn allowed(app: &App) -> Result<(), Reason> {
    if app.session_id().is_none() {
        return Err(Reason::NotConnected);
    }
    if app.is_read_only() {
        return Err(Reason::ReadOnly);
    }
    if app.connection.trouble.is_some() {
        return Err(Reason::KeysDead);
    }
    if app.connection.identity().is_none() {
        return Err(Reason::NoAccount);
    }
    if app.changes.under_way().is_some() {
        return Err(Reason::Changing);
    }
    Ok(())
}

/// Whether the profiles of [`targets`] may be changed now.
///
/// # Errors
/// Why not.
pub fn allowed_on_targets(app: &App) -> Result<(), Reason> {
    allowed(app)?;
    let none = app.list.selected().is_none() && app.list.marked().0 == 0;
    if none { Err(Reason::NothingSelected) } else { Ok(()) }
}

/// The names of the profiles that a change is about: the marked ones, also
/// those that the filter hides, else the one at the cursor. Whoever reads one
/// profile's details means that one.
pub fn targets(app: &App) -> Vec<Box<str>> {
    let ids: Vec<_> = match app.focus {
        Pane::List if app.list.marked().0 > 0 => app.list.marked_ids(&app.store).collect(),
        _ => app.list.selected().into_iter().collect(),
    };
    let rows = ids.into_iter().filter_map(|id| app.store.row(id));
    rows.map(|row| row.profile.name.clone()).collect()
}

/// Takes a wish: reads what is there now, makes a plan of it and shows it in
/// the confirm dialog. Where nothing may be changed, says why instead.
pub fn propose(app: &mut App, intent: Intent) -> Vec<Effect> {
    propose_saying(app, intent, Vec::new())
}

/// As [`propose`]; these lines stand first in the dialog.
pub(super) fn propose_saying(app: &mut App, intent: Intent, said: Vec<Line>) -> Vec<Effect> {
    if let Err(reason) = allowed(app) {
        app.notify(app.words.reason(reason, &app.keymap));
        return Vec::new();
    }
    preparing::begin(app, intent, said)
}

/// No further profile of the change under way is begun.
pub(super) fn stop(app: &mut App) {
    if let Some(running) = &mut app.changes.running {
        running.stop();
    }
}

/// Takes an answer that a change waits for; `None` if it is to something else.
pub(super) fn answered(app: &mut App, ticket: Ticket, answer: &Answer) -> Option<Vec<Effect>> {
    preparing::answered(app, ticket, answer)
        .or_else(|| running::answered(app, ticket, answer))
        .or_else(|| overlay::answered(app, ticket, answer))
}

/// Takes what became of a line of the journal.
pub(super) fn journalled(app: &mut App, ticket: Ticket, result: Result<(), String>) -> Vec<Effect> {
    match leaving::journalled(app, ticket) {
        Some(effects) => effects,
        None => running::journalled(app, ticket, result),
    }
}

/// Takes what became of a changing call.
pub(super) fn stepped(app: &mut App, ticket: Ticket, outcome: ChangeOutcome) -> Vec<Effect> {
    running::stepped(app, ticket, outcome)
}

/// Takes the end of a timer, if it is one of a change's.
pub(super) fn timer(app: &mut App, ticket: Ticket) -> Vec<Effect> {
    if let Some(Modal::Confirm(dialog)) = app.modals.last_mut()
        && let Some(effect) = dialog.guard.timer(ticket)
    {
        return vec![effect];
    }
    let waited = running::waited(app, ticket).or_else(|| overlay::timer(app, ticket));
    waited.or_else(|| leaving::timer(app, ticket)).unwrap_or_default()
}

/// What has come meanwhile is drawn: a dialog that waited for it may take keys.
pub(super) fn drawn(app: &mut App, ticket: Ticket) -> Vec<Effect> {
    match app.modals.last_mut() {
        Some(Modal::Confirm(dialog)) => dialog.guard.drawn(ticket).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Whether a confirm dialog can be seen and has the keys.
pub(super) fn is_confirming(app: &App) -> bool {
    !app.areas().too_small && matches!(app.modals.last(), Some(Modal::Confirm(_)))
}

/// After every message: a confirm dialog that has come on top takes no keys
/// until it is drawn and the keyboard was silent; one that is covered begins
/// anew when it can be seen again.
pub(super) fn after(app: &mut App) -> Vec<Effect> {
    let confirming = is_confirming(app);
    let ticket = app.ticket();
    let Some(dialog) = dialog(app) else { return Vec::new() };
    if confirming { dialog.guard.begin(ticket) } else { dialog.guard.reset() }
}

/// The session in use is another one now. Of another account, nothing stays
/// of what was shown; the same caller's dialogs read once more.
pub(super) fn session_changed(app: &mut App, same_account: bool) -> Vec<Effect> {
    let mut effects = preparing::session_changed(app, same_account);
    if same_account {
        effects.extend(overlay::session_renewed(app));
    } else {
        app.modals.retain(|modal| !matches!(modal, Modal::Confirm(_)));
        effects.extend(app.changes.overlay.clear());
    }
    effects
}

/// Whether a change is about to be confirmed.
pub(super) fn has_dialog(app: &App) -> bool {
    app.modals.iter().any(|modal| matches!(modal, Modal::Confirm(_)))
}

/// The confirm dialog, wherever it lies.
fn dialog(app: &mut App) -> Option<&mut Confirm> {
    app.modals.iter_mut().rev().find_map(|modal| match modal {
        Modal::Confirm(dialog) => Some(dialog),
        _ => None,
    })
}
