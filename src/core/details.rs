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
    for call in profile.role().map(|role| of_role(app, &role.name)).unwrap_or_default() {
        if app.store.known.is_wanted(&call, refresh) {
            let ticket = app.ticket();
            app.store.known.start(&call, ticket);
            calls.push((ticket, call));
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
fn of_role(app: &App, role: &str) -> Vec<Read> {
    let known = &app.store.known;
    let role = || Box::<str>::from(role);
    let mut calls =
        vec![Read::AttachedPolicies { role: role() }, Read::InlinePolicyNames { role: role() }];
    match app.reader.tab() {
        Tab::Role => calls.push(Read::HoldersOfRole { role: role() }),
        Tab::Policies => {
            let attached = known.attached.get(&role()).and_then(|remote| remote.value.as_ref());
            let details = app.store.role_details.get(&role());
            let boundary = details.and_then(|remote| remote.value.as_ref());
            let boundary = boundary.and_then(|role| role.permissions_boundary.clone());
            let arns = attached.into_iter().flatten().map(|policy| policy.arn.clone());
            for arn in arns.chain(boundary) {
                let answer = known.managed.get(&arn).and_then(|remote| remote.value.as_ref());
                calls.extend(answer.map(|policy| Read::PolicyVersion {
                    arn: arn.clone(),
                    version: policy.default_version.clone(),
                }));
                calls.push(Read::ManagedPolicy { arn });
            }
            let names = known.inline_names.get(&role()).and_then(|remote| remote.value.as_ref());
            let names = names.into_iter().flatten().cloned();
            calls.extend(names.map(|name| Read::InlinePolicy { role: role(), name }));
        }
        Tab::Overview | Tab::Tags | Tab::Used | Tab::Json => {}
    }
    calls
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
