//! Reads the tags of all profiles.
//!
//! First by tag:GetResources, a hundred at once. It covers instance profiles
//! (AWS's reference excepts only IAM users and roles), but never returns what
//! was never tagged, lags behind, and is reported not to return some: a profile
//! that it leaves out is not one without tags. So each of these is asked for by
//! iam:GetInstanceProfile, as all are where GetResources is denied or fails.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::super::app::App;
use super::super::domain::{InstanceProfile, InstanceProfileId, Tag};
use super::super::error::{ApiError, ErrorKind};
use super::super::msg::{Effect, Read, TagsPage, Ticket};
use super::super::text::explain;

/// Calls that are under way at the same time.
const CONCURRENT: usize = 8;

/// The job, while it runs.
#[derive(Debug)]
pub struct Tags {
    /// The page of GetResources that is under way.
    page: Option<Ticket>,
    /// Where that page begins.
    token: Option<String>,
    /// All tags were known: read them anew.
    anew: bool,
    /// Whose tags came in this run.
    seen: HashSet<InstanceProfileId>,
    /// Whom to ask for, the last first.
    left: Vec<InstanceProfileId>,
    under_way: HashMap<Ticket, InstanceProfileId>,
    /// Profiles that were asked for and answered.
    done: usize,
    /// How many of them may not be read, and the last denial.
    denied: (usize, Option<ApiError>),
}

impl Tags {
    /// How many of how many profiles are through: by the short cut of all
    /// `rows`, then of those that it left out.
    pub fn progress(&self, rows: usize) -> (usize, usize) {
        let left = self.done + self.left.len() + self.under_way.len();
        if self.page.is_some() { (self.seen.len(), rows) } else { (self.done, left) }
    }

    /// Calls for single profiles that are under way.
    pub fn under_way(&self) -> usize {
        self.under_way.len()
    }
}

/// Begins, or stops what has begun.
pub fn start_or_stop(app: &mut App) -> Vec<Effect> {
    if app.tags_job.is_some() {
        let effects = stop(app);
        app.notify((app.words.finding.tags_stopped)(
            app.store.tags_known(),
            app.store.rows().len(),
        ));
        return effects;
    }
    let anew = app.store.tags_known() == app.store.rows().len();
    app.tags_job = Some(Tags {
        page: None,
        token: None,
        anew,
        seen: HashSet::new(),
        left: Vec::new(),
        under_way: HashMap::new(),
        done: 0,
        denied: (0, None),
    });
    ask_page(app, None)
}

/// Abandons what is under way; what is known stays.
pub fn stop(app: &mut App) -> Vec<Effect> {
    let Some(job) = app.tags_job.take() else { return Vec::new() };
    job.page.into_iter().chain(job.under_way.into_keys()).map(Effect::Cancel).collect()
}

/// A page of GetResources came, or did not.
pub(in super::super) fn page_came(
    app: &mut App,
    ticket: Ticket,
    result: Result<TagsPage, ApiError>,
) -> Vec<Effect> {
    let Some(job) = app.tags_job.as_mut().filter(|job| job.page == Some(ticket)) else {
        return Vec::new();
    };
    job.page = None;
    let asked = job.token.take();
    let next = match result {
        Ok(page) => {
            take_page(app, &page.items);
            // A page whose next one is itself has no end to wait for.
            page.next.filter(|next| Some(next) != asked.as_ref())
        }
        Err(error) if error.credential_trouble().is_some() => return stop(app),
        // It is a short cut; the long way may be open.
        Err(_) => None,
    };
    if next.is_some() {
        return ask_page(app, next);
    }
    let rows = app.store.rows();
    if let Some(job) = &mut app.tags_job {
        let asked = rows.iter().rev().filter(|row| job.anew || row.tags().is_none());
        let ids = asked.map(|row| &row.profile.id).filter(|id| !job.seen.contains(*id));
        job.left = ids.cloned().collect();
    }
    ask_profiles(app)
}

/// Whether this request is the job's.
pub(in super::super) fn waits_for(app: &App, ticket: Ticket) -> bool {
    app.tags_job.as_ref().is_some_and(|job| job.under_way.contains_key(&ticket))
}

/// An answer of GetInstanceProfile came, or did not.
pub(in super::super) fn profile_came(
    app: &mut App,
    ticket: Ticket,
    result: Result<Arc<InstanceProfile>, ApiError>,
) -> Vec<Effect> {
    let Some(job) = &mut app.tags_job else { return Vec::new() };
    let Some(id) = job.under_way.remove(&ticket) else { return Vec::new() };
    job.done += 1;
    match result {
        // Deleted meanwhile, and perhaps made again: the next reading of the
        // list tells.
        Ok(profile) if profile.id != id => {}
        Err(error) if error.kind == ErrorKind::NotFound => {}
        Ok(profile) => {
            if let Some(tags) = &profile.tags {
                app.store.know_tags(&id, tags);
            }
        }
        // A policy may allow the call on some profiles alone: only where none
        // of the first ones may be read is none of them asked for.
        Err(error) if matches!(error.kind, ErrorKind::AccessDenied(_)) => {
            job.denied = (job.denied.0 + 1, Some(error));
            if job.denied.0 == job.done && job.done == CONCURRENT {
                return give_up(app);
            }
        }
        Err(error) => {
            job.denied.1 = Some(error);
            return give_up(app);
        }
    }
    ask_profiles(app)
}

/// Ends it with what is known, and the reason.
fn give_up(app: &mut App) -> Vec<Effect> {
    let error = app.tags_job.as_mut().and_then(|job| job.denied.1.take());
    let effects = stop(app);
    if let Some(error) = error.filter(|error| error.credential_trouble().is_none()) {
        let why = explain::api_error(app.words, &error, app.connection.source()).headline;
        let (known, all) = (app.store.tags_known(), app.store.rows().len());
        app.notify((app.words.finding.tags_failed)(known, all, &why));
    }
    effects
}

/// GetResources names profiles by ARN alone: of one that was made again within
/// its lag, these may be the old one's tags, until it is looked at.
fn take_page(app: &mut App, items: &[(Box<str>, Vec<Tag>)]) {
    let tags: HashMap<&str, &[Tag]> = items.iter().map(|(arn, tags)| (&**arn, &**tags)).collect();
    let rows = app.store.rows().iter();
    // It lags: what was read of a profile itself is newer, unless all are read anew.
    let anew = app.tags_job.as_ref().is_some_and(|job| job.anew);
    let found: Vec<_> = rows
        .filter(|row| anew || row.tags().is_none())
        .filter_map(|row| Some((row.profile.id.clone(), *tags.get(&*row.profile.arn)?)))
        .collect();
    for (id, tags) in found {
        app.store.know_tags(&id, tags);
        if let Some(job) = &mut app.tags_job {
            job.seen.insert(id);
        }
    }
}

fn ask_page(app: &mut App, token: Option<String>) -> Vec<Effect> {
    let Some(session) = app.session_id() else { return stop(app) };
    let ticket = app.ticket();
    if let Some(job) = &mut app.tags_job {
        job.page = Some(ticket);
        job.token.clone_from(&token);
    }
    vec![Effect::Read { session, ticket, call: Read::TaggedProfiles { token } }]
}

fn ask_profiles(app: &mut App) -> Vec<Effect> {
    let Some(session) = app.session_id() else { return stop(app) };
    let mut effects = Vec::new();
    while let Some(id) = next(app) {
        let Some(row) = app.store.row(&id) else {
            // A refresh has dropped it.
            continue;
        };
        let name = row.profile.name.clone();
        let ticket = app.ticket();
        if let Some(job) = &mut app.tags_job {
            job.under_way.insert(ticket, id);
        }
        effects.push(Effect::Read { session, ticket, call: Read::InstanceProfile { name } });
    }
    if app.tags_job.as_ref().is_some_and(|job| job.under_way.is_empty()) {
        if app.tags_job.as_ref().is_some_and(|job| job.denied.0 > 0) {
            effects.extend(give_up(app));
            return effects;
        }
        app.tags_job = None;
        let (known, all) = (app.store.tags_known(), app.store.rows().len());
        app.notify((app.words.finding.tags_read)(known, all));
    }
    effects
}

/// The next profile to ask for, unless enough are under way.
fn next(app: &mut App) -> Option<InstanceProfileId> {
    let job = app.tags_job.as_mut().filter(|job| job.under_way.len() < CONCURRENT)?;
    job.left.pop()
}
