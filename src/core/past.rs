//! What was changed before: the history, taking the newest change back, and a
//! change that was broken off, which is told as soon as the account is known.

use super::app::App;
use super::change::history::Entry;
use super::change::{Intent, JournalRead};
use super::changing;
use super::domain::InstanceProfile;
use super::error::ErrorKind;
use super::modal::Modal;
use super::modal::entry::{EntryView, Now};
use super::modal::history::Log;
use super::msg::{Answer, Effect, FieldId, Read, Ticket};
use super::plan::Plan;
use super::text::line::{Line, Tone};

/// Profiles that AWS is asked about when a plan was broken off; of a plan for
/// more, preparing reads the others.
const ASKED: usize = 5;

/// What is known of it.
#[derive(Debug, Default)]
pub struct Past {
    reading: Option<(Ticket, For)>,
    /// The account, the endpoint and the journal whose broken-off plans were looked for.
    looked_at: Option<(String, Option<String>, bool)>,
}

/// What the journal is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum For {
    /// The list of all changes.
    History,
    /// The newest one, to take it back.
    Undo,
    /// Those that were broken off.
    Start,
}

/// Shows what was changed.
pub(super) fn open(app: &mut App) -> Vec<Effect> {
    let field = FieldId(app.ticket().0);
    app.modals.push(Modal::History(Log::new(field)));
    read(app, For::History)
}

/// Proposes to take back the newest change of this account.
pub(super) fn undo(app: &mut App) -> Vec<Effect> {
    read(app, For::Undo)
}

/// After every message: once it is known whose account it is, what was broken
/// off in it is looked for.
pub(super) fn after(app: &mut App) -> Vec<Effect> {
    let Some(account) = app.connection.identity().map(|identity| identity.account.clone()) else {
        return Vec::new();
    };
    let here = (account, endpoint(app), app.is_aside());
    if app.past.looked_at.as_ref() == Some(&here) || app.past.reading.is_some() {
        return Vec::new();
    }
    app.past.looked_at = Some(here);
    read(app, For::Start)
}

fn read(app: &mut App, what_for: For) -> Vec<Effect> {
    let ticket = app.ticket();
    if let Some((_, For::Start)) = app.past.reading.replace((ticket, what_for)) {
        // Nobody waits for that answer any more: it is looked for once more.
        app.past.looked_at = None;
    }
    let (whole, aside) = (what_for != For::Start, app.is_aside());
    vec![Effect::ReadJournal { ticket, whole, aside }]
}

/// Takes the journal.
pub(super) fn came(
    app: &mut App,
    ticket: Ticket,
    result: Result<JournalRead, String>,
) -> Vec<Effect> {
    let Some((_, what_for)) = app.past.reading.filter(|(wanted, _)| *wanted == ticket) else {
        return Vec::new();
    };
    app.past.reading = None;
    match (what_for, result) {
        (For::History, result) => {
            let log = app.modals.iter_mut().find_map(|modal| match modal {
                Modal::History(log) => Some(log),
                _ => None,
            });
            if let Some(log) = log {
                log.fill(result);
            }
            Vec::new()
        }
        (For::Undo, Err(why)) => {
            app.notify((app.words.past.unreadable)(&why));
            Vec::new()
        }
        (For::Undo, Ok(read)) => {
            let Some(identity) = app.connection.identity() else { return Vec::new() };
            let endpoint = endpoint(app);
            match read.history.newest(&identity.account, endpoint.as_deref()).cloned() {
                Some(entry) => take_back(app, &entry),
                None => {
                    app.notify(app.words.past.nothing_to_undo.to_owned());
                    Vec::new()
                }
            }
        }
        (For::Start, Ok(read)) => tell_unfinished(app, &read),
        // Before the first change it is no news; that one will say so.
        (For::Start, Err(_)) => Vec::new(),
    }
}

/// Proposes to take an entry back.
pub(super) fn take_back(app: &mut App, entry: &Entry) -> Vec<Effect> {
    propose(app, entry, entry.undo(), app.words.past.takes_back)
}

/// Proposes to do the rest of an entry.
pub(super) fn finish(app: &mut App, entry: &Entry) -> Vec<Effect> {
    propose(app, entry, entry.finish(), app.words.past.finishes)
}

fn propose(
    app: &mut App,
    entry: &Entry,
    plan: Option<Plan>,
    says: fn(&str, &str) -> String,
) -> Vec<Effect> {
    let at = entry.at.map(|at| at.readable()).unwrap_or_default();
    let Some(plan) = plan else { return Vec::new() };
    let said = vec![Line::new(Tone::Dim, says(&at, &entry.name)), Line::blank()];
    changing::propose_saying(app, Intent::Plan(plan), said)
}

/// The endpoint in use, where it is not AWS's own: another one's account of the
/// same number is another account.
pub(super) fn endpoint(app: &App) -> Option<String> {
    app.connection.facts().and_then(|facts| facts.endpoint.clone())
}

/// Shows what was broken off, below any other dialog, with what AWS says now.
fn tell_unfinished(app: &mut App, read: &JournalRead) -> Vec<Effect> {
    let (Some(session), Some(identity)) = (app.session_id(), app.connection.identity()) else {
        return Vec::new();
    };
    let (account, endpoint) = (identity.account.clone(), endpoint(app));
    // Where numbers are used again, in a container for each process, an earlier
    // one had this one's: of its own plans it knows which is under way.
    let own = app.settings.process;
    let is_running = |number: u32| number != own && read.running.contains(&number);
    let at_hand = app.changes.under_way().map(|running| running.run().scene().plan.clone());
    let mut unfinished =
        read.history.unfinished(&account, endpoint.as_deref(), app.now, is_running);
    unfinished.retain(|entry| Some(&entry.name) != at_hand.as_ref());
    let mut effects = Vec::new();
    // The newest one lies on top.
    for entry in unfinished.into_iter().rev() {
        let names = entry.plan.iter().flat_map(|plan| plan.items.iter());
        let names =
            names.filter(|item| item.steps.iter().any(|step| step.change.profile().is_some()));
        let mut asked = Vec::new();
        for item in names.take(ASKED) {
            let ticket = app.ticket();
            asked.push((item.name.clone(), Now::Reading(ticket)));
            let call = Read::InstanceProfile { name: item.name.clone() };
            effects.push(Effect::Read { session, ticket, call });
        }
        let dialog = EntryView::unfinished(entry.clone(), asked);
        let place = app.modals.iter().take_while(|modal| matches!(modal, Modal::Entry(_))).count();
        app.modals.insert(place, Modal::Entry(Box::new(dialog)));
    }
    effects
}

/// Takes an answer that a dialog about a broken-off plan waits for; `None` if
/// it is to something else.
pub(super) fn answered(app: &mut App, ticket: Ticket, answer: &Answer) -> Option<Vec<Effect>> {
    let Answer::InstanceProfile(result) = answer else { return None };
    for modal in &mut app.modals {
        if let Modal::Entry(dialog) = modal
            && let Some(now) = dialog.waiting(ticket)
        {
            *now = match result {
                Ok(profile) => Now::There(role_of(profile)),
                Err(error) if error.kind == ErrorKind::NotFound => Now::NotThere,
                Err(error) => Now::Unread(error.clone()),
            };
            return Some(Vec::new());
        }
    }
    None
}

fn role_of(profile: &InstanceProfile) -> Option<Box<str>> {
    profile.role().map(|role| role.name.clone())
}
