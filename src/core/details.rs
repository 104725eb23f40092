//! What to fetch for the selected profile, and what to let go of.

use super::app::App;
use super::domain::InstanceProfileId;
use super::error::{ApiError, ErrorKind};
use super::msg::{Effect, Read};
use super::reader::Tab;

/// The calls that the selected profile's details still need, for the tab that
/// is open. A refresh asks for what is known already once more; else only what
/// was never asked.
pub fn fetch(app: &mut App, refresh: bool) -> Vec<Effect> {
    let (Some(session), Some(id)) = (app.session_id(), app.list.selected().cloned()) else {
        return Vec::new();
    };
    if app.connection.trouble.is_some() {
        return Vec::new();
    }
    let Some(profile) = app.store.row(&id).map(|row| row.profile.clone()) else {
        return Vec::new();
    };
    let mut calls = Vec::new();
    let known = app.store.details.entry(id.clone()).or_default();
    if known.profile.is_wanted(refresh) {
        let ticket = app.ticket();
        app.store.details.entry(id).or_default().profile.start(ticket);
        calls.push((ticket, Read::InstanceProfile { name: profile.name.clone() }));
    }
    if let Some(role) = profile.role() {
        let known = app.store.role_details.entry(role.name.clone()).or_default();
        if known.is_wanted(refresh) {
            let ticket = app.ticket();
            app.store.role_details.entry(role.name.clone()).or_default().start(ticket);
            calls.push((ticket, Read::Role { name: role.name.clone() }));
        }
    }
    if let Some(role) = profile.role() {
        if refresh {
            // Also what another tab shows: it reads it again when it is opened.
            let boundary = boundary(app, &role.name);
            app.store.known.outdate_role(&role.name, boundary.as_deref());
        }
        for call in of_role(app, &role.name) {
            if app.store.known.is_wanted(&call, refresh) {
                let ticket = app.ticket();
                app.store.known.start(&call, ticket);
                calls.push((ticket, call));
            }
        }
    }
    app.store.known.role = profile.role().map(|role| role.name.clone());
    let mut effects: Vec<_> =
        calls.into_iter().map(|(ticket, call)| Effect::Read { session, ticket, call }).collect();
    let denied = |error: &ApiError| matches!(error.kind, ErrorKind::AccessDenied(_));
    let known = app.store.details.get(&profile.id);
    let alone = known.is_some_and(|known| {
        let waits = known.profile.loading.is_some();
        !waits && known.profile.error.as_ref().is_some_and(denied) && known.tags.is_wanted(refresh)
    });
    if alone {
        effects.extend(fetch_tags_alone(app, &profile.id));
    }
    effects
}

/// What the open tab needs to know of a role beyond GetRole. Calls that depend
/// on an answer come with the next fetch, once it is there.
fn of_role(app: &mut App, role: &str) -> Vec<Read> {
    let name = || Box::<str>::from(role);
    let mut calls =
        vec![Read::AttachedPolicies { role: name() }, Read::InlinePolicyNames { role: name() }];
    let holders = Read::HoldersOfRole { role: name() };
    match app.reader.tab() {
        Tab::Role => calls.push(holders),
        Tab::Policies => calls.extend(documents(app, role)),
        Tab::Json => {
            // It shows what was read, and no older than the rest.
            let all = documents(app, role).into_iter().chain([holders]);
            let known = &mut app.store.known;
            calls.extend(all.filter(|call| known.is_read(call)));
        }
        Tab::Overview | Tab::Tags | Tab::Used => {}
    }
    calls
}

/// The calls for the documents of a role's policies, as far as their names
/// and versions are known.
fn documents(app: &App, role: &str) -> Vec<Read> {
    let known = &app.store.known;
    let attached = known.attached.get(role).and_then(|remote| remote.value.as_deref());
    let arns = attached.into_iter().flatten().map(|policy| policy.arn.clone());
    let mut calls = Vec::new();
    for arn in arns.chain(boundary(app, role)) {
        let remote = known.managed.get(&arn);
        // An outdated answer may name a version that is no longer in force.
        let answer = remote.filter(|it| !it.outdated).and_then(|it| it.value.as_ref());
        calls.extend(answer.map(|policy| Read::PolicyVersion {
            arn: arn.clone(),
            version: policy.default_version.clone(),
        }));
        calls.push(Read::ManagedPolicy { arn });
    }
    let names = known.inline_names.get(role).and_then(|remote| remote.value.as_deref());
    let names = names.into_iter().flatten().cloned();
    calls.extend(names.map(|name| Read::InlinePolicy { role: role.into(), name }));
    calls
}

/// The ARN of the permissions boundary, as GetRole told it last.
fn boundary(app: &App, role: &str) -> Option<Box<str>> {
    app.store.role_details.get(role)?.value.as_ref()?.permissions_boundary.clone()
}

/// GetInstanceProfile is denied: its tags may still be readable on their own.
pub fn fetch_tags_alone(app: &mut App, id: &InstanceProfileId) -> Vec<Effect> {
    let (Some(session), Some(row)) = (app.session_id(), app.store.row(id)) else {
        return Vec::new();
    };
    let call = Read::InstanceProfileTags { name: row.profile.name.clone() };
    let ticket = app.ticket();
    app.store.details.entry(id.clone()).or_default().tags.start(ticket);
    vec![Effect::Read { session, ticket, call }]
}

/// Requests for details that the cursor has left behind are abandoned.
pub fn drop_unwanted(app: &mut App) -> Vec<Effect> {
    let selected = app.list.selected().cloned();
    let role = selected
        .as_ref()
        .and_then(|id| app.store.row(id))
        .and_then(|row| row.profile.role().map(|role| role.name.clone()));
    let mut effects = Vec::new();
    for (id, details) in &mut app.store.details {
        if Some(id) != selected.as_ref() {
            effects.extend(details.profile.loading.take().map(Effect::Cancel));
            effects.extend(details.tags.loading.take().map(Effect::Cancel));
        }
    }
    for (name, remote) in &mut app.store.role_details {
        if Some(name) != role.as_ref() {
            effects.extend(remote.loading.take().map(Effect::Cancel));
        }
    }
    if app.store.known.role != role {
        effects.extend(app.store.known.give_up().into_iter().map(Effect::Cancel));
    }
    effects
}
