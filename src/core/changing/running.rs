//! The change that is carried out: its asks become effects, and their answers
//! go back to it. It outlives every dialog, and keeps the session that it was
//! confirmed in to its end.

use super::super::app::App;
use super::super::change::journal::{Scene, plan_name};
use super::super::change::{Ask, Confirmed, Found, Intent, ItemOutcome, Reply, Run};
use super::super::connection::Connection;
use super::super::error::ApiError;
use super::super::modal::{Modal, progress::Progress};
use super::super::msg::{Answer, Effect, Ticket};
use super::super::outcome::ChangeOutcome;
use super::super::session::SessionId;
use super::super::text::line::{Line, Tone};
use super::super::{connection, details};
use super::{leaving, overlay, preparing};

/// A change and the session that it belongs to.
#[derive(Debug)]
pub struct Running {
    run: Run,
    intent: Intent,
    /// The account and the caller, as the confirm dialog showed them.
    place: Line,
    session: SessionId,
    /// Whether it is made in the simulated account.
    demo: bool,
    /// Whether it was opened in place of AWS, with a journal of its own.
    aside: bool,
    /// The session was left meanwhile; it is let go of at the end.
    left: bool,
    /// The program's ticket, and the run's own.
    waits: (Ticket, Ticket),
}

impl Running {
    /// The plan with its outcomes.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// The account and the caller, as the confirm dialog showed them.
    pub fn place(&self) -> &Line {
        &self.place
    }

    /// Whether the session in use is of the account that it was carried out
    /// in: at another endpoint the same number may be another account.
    pub fn is_own(&self, app: &App) -> bool {
        self.is_here(&app.connection)
    }

    /// Whether the session in use is at the account where it is carried out: keys
    /// may have been renewed, or the region switched, since it was begun.
    fn is_here(&self, connection: &Connection) -> bool {
        let scene = self.run.scene();
        let endpoint = connection.facts().and_then(|facts| facts.endpoint.as_ref());
        connection.identity().is_some_and(|identity| identity.account == scene.account)
            && endpoint == scene.endpoint.as_ref()
            && connection.is_demo() == self.demo
    }

    /// Whether its lines go into the journal of the demo that was opened in
    /// place of AWS.
    pub(super) fn is_aside(&self) -> bool {
        self.aside
    }

    /// Whether this read is to find out what became of a call.
    pub(super) fn finds_out(&self, ticket: Ticket) -> bool {
        self.waits.0 == ticket && self.run.finds_out()
    }

    /// The profile that this read is about.
    pub(super) fn profile_of(&self, ticket: Ticket) -> Option<Box<str>> {
        let item = self.run.confirmed().plan().items.get(self.run.at().0)?;
        (self.waits.0 == ticket).then(|| item.name.clone())
    }

    /// No further item is begun.
    pub(in super::super) fn stop(&mut self) {
        self.run.stop_after_this();
    }
}

/// Carries a confirmed plan out, and shows how it goes.
pub(in super::super) fn begin(
    app: &mut App,
    confirmed: Confirmed,
    intent: Intent,
    place: Line,
) -> Vec<Effect> {
    let (Some(session), Some(identity)) = (app.session_id(), app.connection.identity()) else {
        return Vec::new();
    };
    let endpoint = app.connection.facts().and_then(|facts| facts.endpoint.clone());
    app.changes.plans += 1;
    let scene = Scene {
        plan: plan_name(app.now, app.settings.process, app.changes.plans),
        account: identity.account.clone(),
        caller: identity.arn.clone(),
        endpoint,
    };
    let (run, own, ask) = Run::begin(confirmed, scene, app.now);
    let ticket = app.ticket();
    let waits = (ticket, own);
    let (demo, aside) = (app.connection.is_demo(), app.is_aside());
    app.changes.running =
        Some(Running { run, intent, place, session, demo, aside, left: false, waits });
    app.modals.push(Modal::Progress(Progress::default()));
    vec![effect(session, aside, ticket, ask)]
}

/// Takes an answer, if the change waits for it.
pub(super) fn answered(app: &mut App, ticket: Ticket, answer: &Answer) -> Option<Vec<Effect>> {
    waits_for(app, ticket).then(|| on(app, Reply::Answer(answer.clone())))
}

/// Takes what became of a line of the journal, if the change waits for it.
pub(super) fn journalled(app: &mut App, ticket: Ticket, result: Result<(), String>) -> Vec<Effect> {
    if waits_for(app, ticket) { on(app, Reply::Journalled(result)) } else { Vec::new() }
}

/// Takes what became of a call, if the change waits for it.
pub(super) fn stepped(app: &mut App, ticket: Ticket, outcome: ChangeOutcome) -> Vec<Effect> {
    if waits_for(app, ticket) { on(app, Reply::Stepped(outcome)) } else { Vec::new() }
}

/// Takes the end of a timer, if the change waits for it.
pub(super) fn waited(app: &mut App, ticket: Ticket) -> Option<Vec<Effect>> {
    waits_for(app, ticket).then(|| on(app, Reply::Waited))
}

/// The session is no longer used; a change under way keeps it to its end.
pub(in super::super) fn let_go(app: &mut App, session: SessionId) -> Option<Effect> {
    match &mut app.changes.running {
        Some(running) if running.session == session && !running.run.is_over() => {
            running.left = true;
            None
        }
        _ => Some(Effect::Forget(session)),
    }
}

/// Puts the progress out of the way; what is said when it is over, is said then.
pub(in super::super) fn in_background(app: &mut App) {
    let back = app.keymap.way_to(super::super::command::Command::Progress, app.scope());
    app.notify((app.words.changing.in_background)(&back));
}

fn waits_for(app: &App, ticket: Ticket) -> bool {
    !leaving::is_now(app)
        && app.changes.under_way().is_some_and(|running| running.waits.0 == ticket)
}

fn effect(session: SessionId, aside: bool, ticket: Ticket, ask: Ask) -> Effect {
    match ask {
        Ask::Read(call) => Effect::Read { session, ticket, call },
        Ask::Journal(line) => Effect::Journal { ticket, line, aside },
        Ask::Step(step) => Effect::Step { session, ticket, step },
        Ask::Wait(after) => Effect::Timer { ticket, after },
    }
}

fn on(app: &mut App, reply: Reply) -> Vec<Effect> {
    let (now, ticket) = (app.now, app.ticket());
    let Some(running) = &mut app.changes.running else { return Vec::new() };
    let trouble = match &reply {
        Reply::Stepped(outcome) => outcome.result.as_ref().err(),
        Reply::Answer(answer) => answer.error(),
        Reply::Journalled(_) | Reply::Waited => None,
    };
    let trouble = trouble.and_then(ApiError::credential_trouble).cloned();
    let (session, aside) = (running.session, running.aside);
    let next = running.run.on(running.waits.1, reply, now);
    let mut effects = match next {
        Some((own, ask)) => {
            running.waits = (ticket, own);
            vec![effect(session, aside, ticket, ask)]
        }
        None => over(app),
    };
    if let Some(trouble) = trouble.filter(|_| app.connection.is_current(session)) {
        effects.extend(connection::credentials_died(app, &trouble));
    }
    effects
}

/// The plan is at its end: what it did shows at once, and is read anew.
fn over(app: &mut App) -> Vec<Effect> {
    let Some(running) = &app.changes.running else { return Vec::new() };
    let (session, left) = (running.session, running.left);
    let mut effects: Vec<_> = left.then_some(Effect::Forget(session)).into_iter().collect();
    let outcomes = running.run.outcomes();
    let well = outcomes.iter().all(|outcome| *outcome == ItemOutcome::Done);
    let left_out = |outcome: &ItemOutcome| *outcome == ItemOutcome::LeftOut;
    let fine = outcomes.iter().all(|it| *it == ItemOutcome::Done || left_out(it));
    // One profile is shown again as it is now; of many, it was skipped.
    let again = match outcomes {
        [ItemOutcome::Changed(found)] => Some((running.intent.clone(), found.clone())),
        _ => None,
    };
    let is_here = running.is_here(&app.connection);
    if is_here {
        effects.extend(overlay::accept(app));
        app.list.arrange(&mut app.store);
        effects.extend(details::fetch(app, true));
    }
    if let Some(leaves) = leaving::over(app, fine) {
        effects.extend(leaves);
        return effects;
    }
    if let Some((intent, found)) = again.filter(|_| is_here) {
        app.modals.retain(|modal| !matches!(modal, Modal::Progress(_)));
        let because = changed(app, &found);
        effects.extend(preparing::begin(app, intent, because));
        return effects;
    }
    let shown = app.modals.iter().any(|modal| matches!(modal, Modal::Progress(_)));
    match (shown, well) {
        (true, _) => {}
        (false, true) => {
            let Some(running) = &app.changes.running else { return effects };
            let plan = running.run.confirmed().plan();
            let name = &plan.items[0].name;
            app.notify((app.words.changing.over)(plan.purpose, name, plan.items.len()));
        }
        (false, false) => app.modals.push(Modal::Progress(Progress::default())),
    }
    effects
}

/// Why the dialog comes back.
fn changed(app: &App, found: &Found) -> Vec<Line> {
    let words = &app.words.changing;
    vec![Line::new(Tone::Danger, (words.changed_since)(found))]
}
