//! What the answers from AWS change.

use std::sync::Arc;

use super::app::App;
use super::catalog;
use super::changing;
use super::connection;
use super::details;
use super::domain::{InstanceProfile, Role};
use super::error::{ApiError, ErrorKind};
use super::form::open as forms;
use super::job::tags;
use super::modal::open_by_name::{self, Came};
use super::msg::{Answer, Effect, Page, Ticket};
use super::past;
use super::remote::Remote;
use super::session::SessionId;
use super::store::Listing;
use super::text::explain;

/// Takes an answer; a late one, or one of a session that is no longer used,
/// changes nothing.
pub(super) fn take(
    app: &mut App,
    session: SessionId,
    ticket: Ticket,
    answer: Answer,
) -> Vec<Effect> {
    let answer = match app.connection.is_current(session) {
        true => changing::correct(app, ticket, answer),
        false => answer,
    };
    let waited = changing::answered(app, ticket, &answer);
    if let Some(mut effects) = waited.or_else(|| past::answered(app, ticket, &answer)) {
        let trouble = answer.error().and_then(ApiError::credential_trouble);
        if let Some(trouble) = trouble.filter(|_| app.connection.is_current(session)) {
            effects.extend(connection::credentials_died(app, trouble));
        }
        return effects;
    }
    let mut effects = match connection::answered(app, session, ticket, &answer) {
        Some(effects) => effects,
        None if app.connection.is_current(session) => {
            let trouble = answer.error().and_then(ApiError::credential_trouble).cloned();
            let mut effects = sort_in(app, ticket, answer);
            if let Some(trouble) = trouble {
                effects.extend(connection::credentials_died(app, &trouble));
            }
            return effects;
        }
        None => return Vec::new(),
    };
    let session_error =
        app.connection.current.as_ref().and_then(|current| current.identity_error.as_ref());
    if let Some(trouble) = session_error.and_then(ApiError::credential_trouble).cloned() {
        effects.extend(connection::credentials_died(app, &trouble));
    }
    effects
}

fn sort_in(app: &mut App, ticket: Ticket, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::InstanceProfiles(result) => page_came(app, ticket, result),
        Answer::InstanceProfilesForRole(result) => {
            open_by_name::answered(app, ticket, Came::Holders(result)).unwrap_or_default()
        }
        Answer::TaggedProfiles(result) => tags::page_came(app, ticket, result),
        Answer::InstanceProfile(result) if tags::waits_for(app, ticket) => {
            tags::profile_came(app, ticket, result)
        }
        Answer::InstanceProfile(result) if forms::waits_for(app, ticket) => {
            forms::profile_came(app, ticket, result)
        }
        Answer::InstanceProfileTags(result) if forms::waits_for(app, ticket) => {
            forms::tags_came(app, ticket, result)
        }
        Answer::Roles(result) => catalog::roles_came(app, ticket, result),
        Answer::Policies(result) => catalog::policies_came(app, ticket, result),
        Answer::AccountSummary(result) => {
            app.store.catalog.summary.finish(ticket, result);
            Vec::new()
        }
        Answer::InstanceProfile(result) => profile_came(app, ticket, result),
        Answer::InstanceProfileTags(result) => {
            let tags = result.as_ref().ok().cloned();
            let known = app.store.details.iter_mut().find(|(_, d)| d.tags.loading == Some(ticket));
            let id = known.map(|(id, details)| {
                details.tags.finish(ticket, result);
                id.clone()
            });
            if let (Some(id), Some(tags)) = (id, tags) {
                app.store.know_tags(&id, &tags);
            }
            Vec::new()
        }
        Answer::Role(result) => {
            let waiting = |remote: &&mut Remote<Arc<Role>>| remote.loading == Some(ticket);
            let Some(remote) = app.store.role_details.values_mut().find(waiting) else {
                return Vec::new();
            };
            remote.finish(ticket, result);
            // The policies' tab shows the boundary too.
            what_follows(app)
        }
        Answer::CallerIdentity(_) | Answer::AccountAlias(_) => Vec::new(),
        other => match app.store.known.take(ticket, other) {
            // What it names can be asked for now.
            true => what_follows(app),
            false => Vec::new(),
        },
    }
}

/// What an answer names can be asked for now; while the cursor moves, nothing is.
fn what_follows(app: &mut App) -> Vec<Effect> {
    if app.rest.is_some() { Vec::new() } else { details::fetch(app, false) }
}

fn page_came(app: &mut App, ticket: Ticket, result: Result<Page, ApiError>) -> Vec<Effect> {
    let Listing::Loading { ticket: wanted, marker } = app.store.listing.clone() else {
        return Vec::new();
    };
    if wanted != ticket {
        return Vec::new();
    }
    match result {
        Ok(page) => {
            let next = app.store.take_page(page);
            let effects = match next {
                // Its rows are shown, but there is no end to wait for.
                Some(next) if Some(&next) == marker.as_ref() => {
                    list_stopped(app, ApiError::endless("iam:ListInstanceProfiles"), marker);
                    Vec::new()
                }
                Some(marker) => app.read_page(Some(marker), false),
                None => {
                    app.store.finish_list(app.now, app.settings.path_prefix.as_deref());
                    Vec::new()
                }
            };
            app.list.arrange(&mut app.store);
            effects
        }
        Err(error) => {
            list_stopped(app, error, marker);
            Vec::new()
        }
    }
}

fn list_stopped(app: &mut App, error: ApiError, marker: Option<String>) {
    if error.credential_trouble().is_none() {
        app.notify(explain::api_error(app.words, &error, None).headline);
    }
    app.store.listing = Listing::Stopped { error, marker };
}

fn profile_came(
    app: &mut App,
    ticket: Ticket,
    result: Result<Arc<InstanceProfile>, ApiError>,
) -> Vec<Effect> {
    let result = match open_by_name::answered(app, ticket, Came::Profile(result)) {
        Ok(effects) => return effects,
        Err(Came::Profile(result)) => result,
        Err(Came::Holders(_)) => return Vec::new(),
    };
    let waiting = app.store.details.iter().find(|(_, d)| d.profile.loading == Some(ticket));
    let Some(id) = waiting.map(|(id, _)| id.clone()) else { return Vec::new() };
    let denied = matches!(&result, Err(e) if matches!(e.kind, ErrorKind::AccessDenied(_)));
    let answer = result.as_ref().ok().cloned();
    if let Some(details) = app.store.details.get_mut(&id) {
        if result.is_ok() {
            // It carries the tags: those that were read alone are old now.
            details.tags = Remote::default();
        }
        details.profile.finish(ticket, result);
    }
    match answer {
        Some(profile) => {
            let recreated = profile.id != id;
            app.store.replace(&id, &profile);
            app.list.arrange(&mut app.store);
            if recreated {
                app.notify((app.words.notice.recreated)(&profile.name));
                return app.select(&profile.id);
            }
            // The role may be another one than the list said.
            details::fetch(app, false)
        }
        None if denied => details::fetch_tags_alone(app, &id),
        None => Vec::new(),
    }
}
