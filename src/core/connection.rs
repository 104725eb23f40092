//! The session's life: first connection, expiry, reload, another account.
//!
//! A new connection is tried beside the old one. It takes over only when it is
//! known whom it speaks for: the same caller goes on where it stopped,
//! another one starts with an empty store.

use super::app::App;
use super::catalog;
use super::changing;
use super::domain::Timestamp;
use super::error::{ApiError, CredentialTrouble, ErrorKind};
use super::modal::{self, Modal};
use super::msg::{Answer, Effect, Read, Ticket};
use super::session::{ConnectFailure, Identity, KeySource, SessionFacts, SessionId, Target};
use super::store::{Listing, Store};
use super::switch::{self, Follows};

/// Where the program stands with AWS.
#[derive(Debug, Default)]
pub struct Connection {
    /// What was last tried to connect to; trying again means this.
    pub target: Target,
    /// The session in use.
    pub current: Option<Session>,
    /// A session that is being made, to become the current one.
    pub attempt: Option<Attempt>,
    /// What is wrong with the current session's keys: what is shown is stale.
    pub trouble: Option<CredentialTrouble>,
    /// Why the newest attempt failed.
    pub failure: Option<ConnectFailure>,
    /// Watches the credentials files while there is trouble.
    watch: Option<Ticket>,
    last_id: u32,
}

/// A session in use.
#[derive(Debug, Clone)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// What it was asked to connect to.
    pub target: Target,
    /// What is known without a call.
    pub facts: SessionFacts,
    /// Whom it speaks for, once GetCallerIdentity has answered.
    pub identity: Option<Identity>,
    /// Why that could not be found out.
    pub identity_error: Option<ApiError>,
    /// The account's alias, if it has one and it may be read. On its own,
    /// since either answer may come first.
    pub alias: Option<String>,
    identify: Ticket,
    alias_ticket: Ticket,
}

/// A session that is being made.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// The id that it will have.
    pub id: SessionId,
    /// What it connects to.
    pub target: Target,
    /// Set once it stands and is being asked whom it speaks for.
    standing: Option<(SessionFacts, Ticket)>,
}

impl Connection {
    /// The facts of the session in use.
    pub fn facts(&self) -> Option<&SessionFacts> {
        self.current.as_ref().map(|session| &session.facts)
    }

    /// Where the keys in use came from.
    pub fn source(&self) -> Option<KeySource> {
        self.facts().map(|facts| facts.source)
    }

    /// Whom the session in use speaks for.
    pub fn identity(&self) -> Option<&Identity> {
        self.current.as_ref()?.identity.as_ref()
    }

    /// Whether `session` is the one in use.
    pub fn is_current(&self, session: SessionId) -> bool {
        self.current.as_ref().is_some_and(|current| current.id == session)
    }

    /// Seconds until the keys in use end, if that is known.
    pub fn remaining(&self, now: Timestamp) -> Option<i64> {
        Some(self.facts()?.expires?.since(now))
    }

    /// When the words about it change next: they tell hours from two on, and
    /// minutes below; nothing after the end.
    pub fn countdown_changes(&self, now: Timestamp) -> Option<Timestamp> {
        let remaining = self.remaining(now).filter(|&seconds| seconds > 0)?;
        let unit = if remaining >= 7200 { 3600 } else { 60 };
        Some(now.plus(remaining % unit + 1))
    }
}

/// Begins a connection; an attempt that is still under way is given up.
pub fn connect(app: &mut App, target: Target) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Some(old) = app.connection.attempt.take() {
        effects.push(Effect::Forget(old.id));
    }
    effects.extend(stop_watching(app));
    app.connection.last_id += 1;
    let id = SessionId(app.connection.last_id);
    app.connection.failure = None;
    app.connection.target = target.clone();
    app.connection.attempt = Some(Attempt { id, target: target.clone(), standing: None });
    effects.push(Effect::Connect { session: id, target });
    effects
}

/// Takes the outcome of [`Effect::Connect`].
pub fn connected(
    app: &mut App,
    id: SessionId,
    result: Result<SessionFacts, ConnectFailure>,
) -> Vec<Effect> {
    let Some(attempt) = app.connection.attempt.clone().filter(|attempt| attempt.id == id) else {
        return vec![Effect::Forget(id)];
    };
    let facts = match result {
        Ok(facts) => facts,
        Err(failure) => {
            app.connection.attempt = None;
            app.connection.failure = Some(failure);
            return trouble_dialog(app);
        }
    };
    let current = app.connection.current.as_ref();
    // Where it could not be found out whom the old ones speak for, it need not
    // be possible for the new ones either.
    if current.is_some_and(|it| it.identity.is_some() || it.identity_error.is_none()) {
        // New keys, or another AWS profile, may speak for another account or
        // for the same one: ask before anything is mixed or thrown away.
        let ticket = app.ticket();
        app.connection.attempt = Some(Attempt { standing: Some((facts, ticket)), ..attempt });
        return vec![Effect::Read { session: id, ticket, call: Read::CallerIdentity }];
    }
    start_over(app, id, attempt.target, facts, None)
}

/// Takes an answer about the session itself. `None` if it is about something else.
pub fn answered(
    app: &mut App,
    session: SessionId,
    ticket: Ticket,
    answer: &Answer,
) -> Option<Vec<Effect>> {
    let attempt = app.connection.attempt.clone().filter(|attempt| attempt.id == session);
    if let (Some(attempt), Answer::CallerIdentity(result)) = (attempt, answer) {
        return Some(attempt_identified(app, attempt, ticket, result.clone()));
    }
    let current = app.connection.current.as_mut().filter(|current| current.id == session)?;
    match answer {
        Answer::CallerIdentity(result) if ticket == current.identify => {
            match result {
                Ok(identity) => {
                    current.identity = Some(identity.clone());
                    current.identity_error = None;
                }
                Err(error) => current.identity_error = Some(error.clone()),
            }
            Some(Vec::new())
        }
        Answer::AccountAlias(result) if ticket == current.alias_ticket => {
            // An alias that can't be read is simply not shown: it is a
            // convenience, and labs deny it.
            if let Ok(alias) = result {
                current.alias.clone_from(alias);
            }
            Some(Vec::new())
        }
        _ => None,
    }
}

/// Notes that the keys in use are no longer accepted: what is loaded stays.
pub fn credentials_died(app: &mut App, trouble: &CredentialTrouble) -> Vec<Effect> {
    if app.connection.trouble.is_some() {
        return Vec::new();
    }
    app.connection.trouble = Some(trouble.clone());
    trouble_dialog(app)
}

/// A watched file changed: the new keys are tried at once.
pub fn keys_changed(app: &mut App, ticket: Ticket) -> Vec<Effect> {
    if app.connection.watch != Some(ticket) {
        return Vec::new();
    }
    app.connection.watch = None;
    let target = app.connection.target.clone();
    connect(app, target)
}

/// The dialog was closed: goes back to the session in use. While its keys are
/// dead, the files stay watched.
pub fn keep_looking(app: &mut App) -> Vec<Effect> {
    if let Some(current) = &app.connection.current {
        app.connection.target = current.target.clone();
    }
    app.connection.failure = None;
    match app.connection.trouble {
        Some(_) => Vec::new(),
        None => stop_watching(app).into_iter().collect(),
    }
}

/// Stops watching the credentials files.
pub fn stop_watching(app: &mut App) -> Option<Effect> {
    app.connection.watch.take().map(Effect::Cancel)
}

fn attempt_identified(
    app: &mut App,
    attempt: Attempt,
    ticket: Ticket,
    result: Result<Identity, ApiError>,
) -> Vec<Effect> {
    let Some((facts, _)) = attempt.standing.filter(|(_, wanted)| *wanted == ticket) else {
        return Vec::new();
    };
    let identity = match result {
        Ok(identity) => identity,
        Err(error) => {
            app.connection.attempt = None;
            app.connection.failure = Some(ConnectFailure { error, looked: Vec::new() });
            let mut effects = vec![Effect::Forget(attempt.id)];
            effects.extend(trouble_dialog(app));
            return effects;
        }
    };
    let notice = match switch::follows(app, &attempt.target, &facts, &identity) {
        Follows::GoesOn(notice) => {
            return go_on(app, attempt.id, attempt.target, facts, identity, notice);
        }
        Follows::StartsOver(notice) => notice,
    };
    if app.filter_field.is_none() {
        // It narrowed what was there before.
        app.list.set_filter(String::new(), &app.store);
    }
    let closes = changing::has_dialog(app);
    let mut effects = start_over(app, attempt.id, attempt.target, facts, Some(identity));
    let closed = closes.then(|| app.words.changing.other_account.to_owned());
    let said: Vec<_> = closed.into_iter().chain(Some(notice).filter(|it| !it.is_empty())).collect();
    if !said.is_empty() {
        app.notify(said.join(" "));
    }
    effects.extend(stop_watching(app));
    effects
}

/// The same caller with fresh keys, or in another region: everything stays, and what was
/// interrupted goes on where it stopped.
fn go_on(
    app: &mut App,
    id: SessionId,
    target: Target,
    facts: SessionFacts,
    identity: Identity,
    notice: String,
) -> Vec<Effect> {
    let alias = app.connection.current.as_ref().and_then(|current| current.alias.clone());
    let mut effects = adopt(app, id, target, facts, Some(identity), alias);
    app.store.forget_failures();
    app.notify(notice);
    effects.extend(changing::session_changed(app, true));
    effects.extend(match &app.store.listing {
        Listing::Stopped { .. } | Listing::Loading { .. } => app.resume_list(),
        Listing::NotStarted => app.start_list(),
        Listing::Complete { .. } => Vec::new(),
    });
    effects.extend(app.want_details());
    effects
}

/// A first connection, or another account: nothing of the old one stays.
fn start_over(
    app: &mut App,
    id: SessionId,
    target: Target,
    facts: SessionFacts,
    identity: Option<Identity>,
) -> Vec<Effect> {
    app.store = Store::default();
    // They show what the other account held.
    app.modals.retain(|modal| !matches!(modal, Modal::Plain(_) | Modal::Copy(_)));
    app.list.start_over();
    app.calls.clear();
    let mut effects = adopt(app, id, target, facts, identity, None);
    effects.extend(changing::session_changed(app, false));
    effects.extend(app.start_list());
    effects
}

fn adopt(
    app: &mut App,
    id: SessionId,
    target: Target,
    facts: SessionFacts,
    identity: Option<Identity>,
    alias: Option<String>,
) -> Vec<Effect> {
    // Its calls went with the session that they were made in.
    app.tags_job = None;
    let (identify, alias_ticket) = (app.ticket(), app.ticket());
    let mut effects = Vec::new();
    let new = Session {
        id,
        target,
        facts,
        identity,
        identity_error: None,
        alias,
        identify,
        alias_ticket,
    };
    if new.identity.is_none() {
        effects.push(Effect::Read { session: id, ticket: identify, call: Read::CallerIdentity });
    }
    effects.push(Effect::Read { session: id, ticket: alias_ticket, call: Read::AccountAlias });
    switch::remember(app, &new.target, &new.facts);
    if let Some(old) = app.connection.current.replace(new) {
        effects.extend(changing::let_go(app, old.id));
    }
    app.connection.attempt = None;
    app.connection.trouble = None;
    app.connection.failure = None;
    effects.extend(stop_watching(app));
    // A picker that was opened on its own stays: letters that are typed into
    // it must not become commands.
    if app.modals.iter().any(|modal| matches!(modal, Modal::Trouble(_))) {
        app.modals.retain(|modal| !modal.is_about_credentials());
    }
    // The old session's answers will not come any more.
    for modal in &mut app.modals {
        modal.give_up_waiting();
    }
    catalog::give_up_waiting(app);
    effects
}

/// Opens the dialog that says what is wrong and what helps, and watches the
/// files meanwhile, so that pasting new keys is all that a learner has to do.
fn trouble_dialog(app: &mut App) -> Vec<Effect> {
    app.modals.retain(|modal| !modal.is_about_credentials());
    let dialog = modal::trouble::Trouble::new(app);
    app.modals.push(Modal::Trouble(dialog));
    watch(app)
}

/// Watches the credentials files, unless nothing of theirs is used.
pub(super) fn watch(app: &mut App) -> Vec<Effect> {
    let mut effects: Vec<Effect> = stop_watching(app).into_iter().collect();
    if app.connection.facts().is_none_or(|facts| facts.source != KeySource::Demo) {
        let ticket = app.ticket();
        app.connection.watch = Some(ticket);
        effects.push(Effect::WatchKeys(ticket));
    }
    effects
}

/// The trouble that the dialog is about: the newest failure to connect, else
/// what made the current keys useless.
pub fn newest_error(app: &App) -> Option<ErrorKind> {
    let connection = &app.connection;
    let failed = connection.failure.as_ref().map(|failure| failure.error.kind.clone());
    failed.or_else(|| connection.trouble.clone().map(ErrorKind::Credentials))
}

/// The keys in use were renewed by their source: they end later now.
pub fn keys_renewed(app: &mut App, session: SessionId, expires: Option<Timestamp>) {
    if let Some(current) = app.connection.current.as_mut().filter(|current| current.id == session) {
        current.facts.expires = expires;
    }
}

#[cfg(test)]
mod tests;
