//! The change that is under way, if there is one: its asks become effects,
//! and their answers go back to it. It outlives every dialog, and keeps the
//! session that it was confirmed in to its end.

use super::app::App;
use super::change::journal::Scene;
use super::change::run::{Ask, ItemOutcome, Reply, Run};
use super::change::Confirmed;
use super::domain::InstanceProfile;
use super::modal::{Modal, progress::Progress};
use super::msg::{Answer, Effect, Ticket};
use super::plan::{Change, Plan};
use super::session::SessionId;
use super::{connection, details};

/// A change and the session that it belongs to.
#[derive(Debug)]
pub struct Changing {
    /// The plan with its outcomes.
    pub run: Run,
    /// The session that it was confirmed in.
    pub session: SessionId,
    /// The session was left meanwhile; it is let go of at the end.
    left: bool,
    /// The program's ticket, and the run's own.
    waits: (Ticket, Ticket),
}

/// Carries a confirmed plan out, and shows how it goes.
pub fn begin(app: &mut App, confirmed: Confirmed) -> Vec<Effect> {
    let (Some(session), Some(identity)) = (app.session_id(), app.connection.identity()) else {
        return Vec::new();
    };
    let facts = app.connection.facts();
    let scene = Scene {
        plan: format!("{}-{}", app.settings.instance, app.next_plan),
        account: identity.account.clone(),
        caller: identity.arn.clone(),
        endpoint: facts.and_then(|facts| facts.endpoint.clone()),
    };
    app.next_plan += 1;
    let (run, ticket, ask) = Run::begin(confirmed, scene, app.now);
    let own = app.ticket();
    app.changing = Some(Changing { run, session, left: false, waits: (own, ticket) });
    app.modals.push(Modal::Progress(Progress::default()));
    vec![effect(session, own, ask)]
}

/// Takes the answer to a read of the change; `None` if it is to something else.
pub fn answered(app: &mut App, ticket: Ticket, answer: &Answer) -> Option<Vec<Effect>> {
    waits_for(app, ticket).then(|| on(app, Reply::Answer(answer.clone())))
}

/// Takes what came of an effect of the change.
pub fn replied(app: &mut App, ticket: Ticket, reply: Reply) -> Vec<Effect> {
    if waits_for(app, ticket) { on(app, reply) } else { Vec::new() }
}

/// Whether the change waits for this ticket.
pub fn waits_for(app: &App, ticket: Ticket) -> bool {
    app.changing.as_ref().is_some_and(|changing| changing.waits.0 == ticket)
}

/// Whether a change is under way that must not be left alone.
pub fn is_under_way(app: &App) -> bool {
    app.changing.as_ref().is_some_and(|changing| !changing.run.is_over())
}

/// The session is no longer used; a change under way keeps it.
pub fn let_go(app: &mut App, session: SessionId) -> Option<Effect> {
    match &mut app.changing {
        Some(changing) if changing.session == session && !changing.run.is_over() => {
            changing.left = true;
            None
        }
        _ => Some(Effect::Forget(session)),
    }
}

fn on(app: &mut App, reply: Reply) -> Vec<Effect> {
    let own = app.ticket();
    let now = app.now;
    let Some(changing) = &mut app.changing else { return Vec::new() };
    let trouble = match &reply {
        Reply::Stepped(outcome) => outcome.result.as_ref().err().cloned(),
        _ => None,
    };
    let next = changing.run.on(changing.waits.1, reply, now);
    let session = changing.session;
    let mut effects = Vec::new();
    match next {
        Some((ticket, ask)) => {
            changing.waits = (own, ticket);
            effects.push(effect(session, own, ask));
        }
        None => effects.extend(over(app)),
    }
    if app.connection.is_current(session)
        && let Some(trouble) = trouble.as_ref().and_then(|error| error.credential_trouble())
    {
        effects.extend(connection::credentials_died(app, trouble));
    }
    effects
}

/// The plan is at its end: what it did shows at once, and is read anew.
fn over(app: &mut App) -> Vec<Effect> {
    let Some(changing) = &app.changing else { return Vec::new() };
    let (session, left) = (changing.session, changing.left);
    let mut effects: Vec<_> = left.then_some(Effect::Forget(session)).into_iter().collect();
    if !app.connection.is_current(session) {
        return effects;
    }
    let plan = changing.run.confirmed().plan().clone();
    let outcomes = changing.run.outcomes().to_vec();
    for (item, outcome) in plan.items.iter().zip(&outcomes) {
        if *outcome == ItemOutcome::Done {
            accept(app, &plan, &item.profile);
        }
    }
    app.list.arrange(&app.store);
    effects.extend(details::fetch(app, true));
    effects
}
