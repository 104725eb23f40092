//! Leaving the program while a change is carried out: it waits for the call
//! under way, and says so. Whoever insists leaves it as unknown.

use super::super::app::App;
use super::super::msg::{Effect, Ticket};
use super::super::plan::Change;
use super::{Running, stop};

/// Milliseconds that a signal to end waits at most: as long as one call may
/// take with all of its attempts, and some more to look what became of it.
const PATIENCE: u64 = 75_000;

/// The program is to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving {
    /// The user wants to: once the change is over and well.
    Waits,
    /// The system asks for it: once the item at hand is over, whatever came of
    /// it, or this timer.
    Asked(Ticket),
    /// At once, when the journal has this line; nothing more is sent.
    Now(Ticket),
}

/// Whether the system has asked for the end, and it is waited for.
pub fn is_asked(app: &App) -> bool {
    matches!(app.changes.leaving, Some(Leaving::Asked(_)))
}

/// What is waited for before the program ends.
pub fn waits(app: &App) -> Option<&Change> {
    app.changes.leaving?;
    app.changes.under_way()?.run().call_at_hand()
}

/// The user wants to leave.
pub(in super::super) fn leave(app: &mut App) -> Vec<Effect> {
    if app.changes.under_way().is_none() {
        return vec![Effect::Quit];
    }
    match app.changes.leaving {
        None => {
            // All that was confirmed is done: leaving takes nothing back.
            app.changes.leaving = Some(Leaving::Waits);
            Vec::new()
        }
        Some(Leaving::Waits | Leaving::Asked(_)) => leave_unknown(app),
        Some(Leaving::Now(_)) => vec![Effect::Quit],
    }
}

/// The system asks the program to end.
pub(in super::super) fn terminate(app: &mut App) -> Vec<Effect> {
    if app.changes.under_way().is_none() {
        return vec![Effect::Quit];
    }
    match app.changes.leaving {
        None | Some(Leaving::Waits) => {
            let ticket = app.ticket();
            app.changes.leaving = Some(Leaving::Asked(ticket));
            stop(app);
            vec![Effect::Timer { ticket, after: PATIENCE }]
        }
        Some(Leaving::Asked(_)) => leave_unknown(app),
        Some(Leaving::Now(_)) => vec![Effect::Quit],
    }
}

/// Takes the end of a timer, if it is that of the patience.
pub(super) fn timer(app: &mut App, ticket: Ticket) -> Option<Vec<Effect>> {
    let over = app.changes.leaving == Some(Leaving::Asked(ticket));
    (over && app.changes.under_way().is_some()).then(|| leave_unknown(app))
}

/// The journal has the last line, if it is this one.
pub(super) fn journalled(app: &mut App, ticket: Ticket) -> Option<Vec<Effect>> {
    (app.changes.leaving == Some(Leaving::Now(ticket))).then(|| vec![Effect::Quit])
}

/// The change is over; the program ends if it was to, unless there is
/// something that the user must see.
pub(super) fn over(app: &mut App, fine: bool) -> Option<Vec<Effect>> {
    match app.changes.leaving.take()? {
        Leaving::Waits if !fine => {
            app.notify(app.words.changing.not_left.to_owned());
            None
        }
        _ => Some(vec![Effect::Quit]),
    }
}

/// Whether nobody waits any longer: no answer brings on another call.
pub(super) fn is_now(app: &App) -> bool {
    matches!(app.changes.leaving, Some(Leaving::Now(_)))
}

/// Nobody waits any longer for what is under way, nor is anything more sent.
fn leave_unknown(app: &mut App) -> Vec<Effect> {
    let (now, ticket) = (app.now, app.ticket());
    let running = app.changes.under_way();
    let aside = running.is_some_and(Running::is_aside);
    let line = running.and_then(|running| running.run().left_alone(now));
    app.changes.leaving = Some(Leaving::Now(ticket));
    match line {
        Some(line) => vec![Effect::Journal { ticket, line, aside }],
        None => vec![Effect::Quit],
    }
}
