//! The details of the selected profile: what to fetch, and what to say.

use std::sync::Arc;

use super::app::App;
use super::domain::{InstanceProfile, InstanceProfileId, Role, Timestamp};
use super::error::{ApiError, ErrorKind};
use super::msg::{Effect, Read};
use super::remote::Remote;
use super::safe::width;
use super::text::line::{Line, Tone};
use super::text::{Words, describe, explain};

/// More principals than this are counted and not listed: a trust policy may
/// name thousands, and `ipb show --output json` prints them all.
const MOST_PRINCIPALS: usize = 60;

/// The calls that the selected profile's details still need. A refresh asks
/// for what is known already once more; else only what was never asked.
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
    effects
}

/// The details of the selected profile, line by line.
pub fn document(app: &App) -> Vec<Line> {
    let Some(row) = app.list.selected().and_then(|id| app.store.row(id)) else {
        return vec![Line::new(Tone::Dim, app.words.details.nothing_selected)];
    };
    let writer = Writer { app, words: app.words, now: app.now };
    writer.profile(&row.profile)
}

struct Writer<'a> {
    app: &'a App,
    words: &'static Words,
    now: Timestamp,
}

impl Writer<'_> {
    /// First what one came for: the role and whether it reaches an instance.
    fn profile(&self, profile: &InstanceProfile) -> Vec<Line> {
        let words = &self.words.details;
        let mut lines = Vec::new();
        if width(&profile.name) + 6 > self.app.areas().detail_columns() {
            // The frame's title can't show it whole.
            lines.push(Line::field(words.name, &profile.name));
        }
        let listed = profile.role();
        let remote = listed.and_then(|role| self.app.store.role_details.get(&role.name));
        // The list may have been read after the role was: then it knows better.
        let current = remote.filter(|remote| !remote.outdated);
        let role = current.and_then(|remote| remote.value.as_ref()).or(listed);
        match role {
            Some(role) => {
                let mut line = Line::field(words.role, &role.name);
                let (tone, text) = describe::verdict(words, role);
                line.push(tone, format!("  {text}"));
                lines.push(line);
            }
            None => {
                lines.push(Line::new(Tone::Warning, words.no_role));
                lines.push(Line::new(Tone::Dim, words.no_role_hint));
            }
        }
        lines.extend([
            Line::field(words.arn, &profile.arn),
            Line::field(words.id, &profile.id),
            Line::field(words.path, &profile.path),
            Line::field(words.created, &self.moment(profile.created)),
        ]);
        let details = self.app.store.details.get(&profile.id);
        if let Some(error) = details.and_then(|d| d.profile.error.as_ref()) {
            lines.extend(self.failure(error));
        }
        lines.push(Line::blank());
        self.tags(profile, &mut lines);
        if let (Some(listed), Some(role)) = (listed, role) {
            lines.push(Line::blank());
            if profile.roles.len() > 1 {
                let text = (words.many_roles)(profile.roles.len());
                lines.push(Line::new(Tone::Warning, text));
            }
            self.role(listed, role, remote, &mut lines);
            lines.push(Line::blank());
            lines.extend(describe::trust(words, role, MOST_PRINCIPALS));
        }
        lines
    }

    fn role(
        &self,
        listed: &Role,
        role: &Role,
        remote: Option<&Remote<Arc<Role>>>,
        lines: &mut Vec<Line>,
    ) {
        let words = &self.words.details;
        lines.push(Line::heading(&(words.about_role)(&role.name)));
        lines.push(Line::field(words.arn, &role.arn));
        if role.id != listed.id {
            lines.push(Line::new(Tone::Danger, words.role_recreated));
        }
        lines.push(Line::field(words.created, &self.moment(role.created)));
        if let Some(remote) = remote {
            self.role_details(remote, lines);
        }
    }

    fn role_details(&self, remote: &Remote<Arc<Role>>, lines: &mut Vec<Line>) {
        let words = &self.words.details;
        if let Some(role) = &remote.value {
            lines.extend(describe::role(words, role, |at| self.moment(at)));
        } else if remote.loading.is_some() {
            lines.push(Line::new(Tone::Dim, words.loading));
        }
        if let Some(error) = &remote.error {
            lines.extend(self.failure(error));
        }
    }

    fn tags(&self, profile: &InstanceProfile, lines: &mut Vec<Line>) {
        let words = &self.words.details;
        let details = self.app.store.details.get(&profile.id);
        let known = self.app.store.tags(&profile.id);
        let loading = details.is_some_and(|d| d.profile.loading.or(d.tags.loading).is_some());
        if known.is_none() && loading {
            lines.push(Line::heading(words.tags));
            lines.push(Line::new(Tone::Dim, words.loading));
        } else {
            lines.extend(describe::tags(words, known));
        }
        if let Some(error) = details.and_then(|d| d.tags.error.as_ref()) {
            lines.extend(self.failure(error));
        }
    }

    fn failure(&self, error: &ApiError) -> Vec<Line> {
        let said = explain::api_error(self.words, error);
        let mut lines = vec![Line::new(Tone::Danger, format!("✗ {}", said.headline))];
        lines.extend(said.hint.map(|hint| Line::new(Tone::Dim, format!("  {hint}"))));
        lines
    }

    fn moment(&self, at: Timestamp) -> String {
        let ago = (self.words.ago)(&(self.words.age)(self.now.since(at)));
        format!("{} ({ago})", at.readable())
    }
}
