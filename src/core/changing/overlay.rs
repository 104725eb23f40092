//! What AWS has accepted lies over what is read, until three reads in a row
//! show it or a limit is reached: a late read never takes it back.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::super::app::App;
use super::super::details;
use super::super::domain::{InstanceProfile, InstanceProfileId, Role};
use super::super::error::{ApiError, ErrorKind};
use super::super::msg::{Answer, Effect, Page, Read, Ticket};
pub use super::accepted::Accepted;
use super::accepted::Says;

/// Reads in a row that must show it.
pub const AGREE: u8 = 3;
/// Milliseconds before each read; there is none after the last.
const PAUSES: [u64; 10] = [1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000, 8_000, 8_000, 8_000];
/// Of more profiles than this, the list is read instead of each one.
const ONE_BY_ONE: usize = 16;

/// What was accepted, and the reads that look whether it is seen.
#[derive(Debug, Default)]
pub struct Overlay {
    entries: BTreeMap<Box<str>, Accepted>,
    /// What became of those of the last change that are not looked at any more.
    ended: HashMap<Box<str>, Ended>,
    /// The roles that were read for plans, by name.
    pub(super) roles: HashMap<Box<str>, Arc<Role>>,
    timer: Option<Ticket>,
    /// Reads under way: of one profile, by its name, or of the list.
    reads: HashMap<Ticket, Option<Box<str>>>,
    /// Ids that the list has shown so far, in this reading of it.
    listed: Vec<Arc<InstanceProfile>>,
}

/// How the look at a change ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Ended {
    /// Three reads in a row have shown it.
    Visible,
    /// Somebody else has changed it since.
    Other,
    /// Reads did not show it in time, or can't be relied on to.
    NotSeen,
    /// It can't be read.
    Unread(ApiError),
}

impl Overlay {
    /// What was accepted of a profile that reads may not show yet: how many
    /// reads in a row have shown it.
    pub fn accepted(&self, id: &InstanceProfileId) -> Option<u8> {
        self.entries.values().find(|it| it.id.as_ref() == Some(id)).map(|it| it.agreed)
    }

    /// The same, by InstanceProfileName.
    pub fn accepted_named(&self, name: &str) -> Option<u8> {
        self.entries.get(name).map(|it| it.agreed)
    }

    /// How the look at a profile's change ended.
    pub fn ended(&self, name: &str) -> Option<&Ended> {
        self.ended.get(name)
    }

    /// Whether nothing is over what is read.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Forgets everything: it was another account's.
    pub(super) fn clear(&mut self) -> Vec<Effect> {
        let old = std::mem::take(self);
        old.timer.into_iter().chain(old.reads.into_keys()).map(Effect::Cancel).collect()
    }

    /// The looks under way went with the session that they were made in.
    fn forget_looks(&mut self) {
        self.reads.clear();
        self.listed.clear();
    }

    fn about(&self, profile: &InstanceProfile) -> Option<&Accepted> {
        self.entries.values().find(|it| it.is_about(profile))
    }

    /// What was made of a name whose profile of before this is.
    fn buries(&self, profile: &InstanceProfile) -> Option<&Accepted> {
        self.entries.get(&profile.name).filter(|entry| entry.buries(profile))
    }

    fn end(&mut self, name: &str, how: Ended) {
        self.entries.remove(name);
        self.ended.insert(name.into(), how);
    }
}

/// Shows what the change that is over has made, and begins to look for it.
pub(super) fn accept(app: &mut App) -> Vec<Effect> {
    let Some(running) = app.changes.running() else { return Vec::new() };
    let (run, store) = (running.run(), &app.store);
    let roles = &app.changes.overlay.roles;
    let role = |name: &str| {
        let held = || {
            store
                .rows()
                .iter()
                .find_map(|row| row.profile.role().filter(|role| *role.name == *name))
        };
        let detail = store.role_details.get(name).and_then(|remote| remote.value.as_ref());
        roles.get(name).or(detail).or_else(held).cloned()
    };
    let items = run.confirmed().plan().items.iter().enumerate();
    let entries: Vec<_> = items
        .filter_map(|(at, item)| Accepted::of(&item.name, item.shown(), run.made(at), role))
        .collect();
    let (mut created, mut deleted) = (None, HashSet::new());
    app.changes.overlay.ended.clear();
    for mut entry in entries {
        if let Some(older) = app.changes.overlay.entries.remove(&entry.name) {
            entry.succeed(&older);
        }
        let is_new = entry.created.is_some()
            && entry.id.as_ref().is_some_and(|id| app.store.row(id).is_none());
        if let Some(profile) = entry.created.as_ref().filter(|_| is_new) {
            app.store.open(profile);
            created = Some(profile.id.clone());
        } else if let Some(id) = &entry.id {
            if entry.is_deleted() {
                deleted.insert(Arc::clone(id));
            } else if let Some(profile) = app.store.as_known(id) {
                app.store.replace(id, &Arc::new(entry.corrected(&profile)));
            }
        }
        app.changes.overlay.entries.insert(entry.name.clone(), entry);
    }
    app.store.remove_all(&deleted);
    app.list.arrange(&mut app.store);
    let mut effects = look_soon(app);
    if let Some(id) = created {
        effects.extend(app.select(&id));
    }
    effects
}

/// Takes the end of a timer, if it is time to look.
pub(super) fn timer(app: &mut App, ticket: Ticket) -> Option<Vec<Effect>> {
    if app.changes.overlay.timer != Some(ticket) {
        return None;
    }
    app.changes.overlay.timer = None;
    Some(look(app))
}

/// The same caller has another session: what was cut off is looked at anew.
pub(super) fn session_renewed(app: &mut App) -> Vec<Effect> {
    app.changes.overlay.forget_looks();
    look_soon(app)
}

/// Takes an answer, if it is to a look.
pub(super) fn answered(app: &mut App, ticket: Ticket, answer: &Answer) -> Option<Vec<Effect>> {
    let name = app.changes.overlay.reads.remove(&ticket)?;
    let mut effects = Vec::new();
    let looked_at = app.changes.overlay.ended.len();
    match (name, answer) {
        (Some(name), Answer::InstanceProfile(result)) => {
            let read = match result {
                Ok(profile) => Ok(Some(profile)),
                Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
                Err(error) => Err(error),
            };
            judge(app, &name, read);
        }
        (None, Answer::InstanceProfiles(Ok(page))) => {
            let overlay = &mut app.changes.overlay;
            overlay.listed.extend(page.items.iter().cloned().map(Arc::new));
            match &page.next {
                Some(next) => effects.extend(list(app, Some(next.clone()))),
                None => judge_list(app),
            }
        }
        (_, answer) => {
            let error = answer.error().cloned();
            let names: Vec<_> = app.changes.overlay.entries.keys().cloned().collect();
            for name in names {
                if let Some(error) = &error {
                    judge(app, &name, Err(error));
                }
            }
        }
    }
    if app.changes.overlay.ended.len() > looked_at {
        // Whoever holds the role, and what else hangs on it.
        effects.extend(details::fetch(app, true));
    }
    if app.changes.overlay.reads.is_empty() {
        effects.extend(look_soon(app));
    }
    Some(effects)
}

/// What was read, without what is late in it. Whatever looks for the end of a
/// change takes its answers as they are.
pub(in super::super) fn correct(app: &App, ticket: Ticket, mut answer: Answer) -> Answer {
    let overlay = &app.changes.overlay;
    if overlay.is_empty() || overlay.reads.contains_key(&ticket) || looks_itself(app, ticket) {
        return answer;
    }
    match &mut answer {
        Answer::InstanceProfile(result) => match result {
            Ok(profile) if overlay.buries(profile).is_some() => {
                let now = overlay.buries(profile).and_then(|entry| entry.created.clone());
                *result = now.ok_or_else(gone);
            }
            Ok(profile) => match overlay.about(profile) {
                Some(entry) if entry.is_deleted() => *result = Err(gone()),
                Some(entry) => *profile = Arc::new(entry.corrected(profile)),
                None => {}
            },
            Err(error) if error.kind == ErrorKind::NotFound => {
                let created = name_of(app, ticket).and_then(|name| overlay.entries.get(&name));
                if let Some(profile) = created.and_then(|entry| entry.created.clone()) {
                    *result = Ok(profile);
                }
            }
            Err(_) => {}
        },
        Answer::InstanceProfiles(Ok(page)) => correct_page(overlay, page),
        Answer::HoldersOfRole(Ok(holders)) => {
            holders.retain(|holder| {
                if overlay.buries(holder).is_some() {
                    return false;
                }
                let entry = overlay.about(holder);
                entry.is_none_or(|entry| {
                    let now = entry.corrected(holder);
                    !entry.is_deleted()
                        && now.role().map(|r| &r.name) == holder.role().map(|r| &r.name)
                })
            });
        }
        // It lags for longer, and names profiles by ARN alone: these are asked
        // for one by one, as those that it leaves out.
        Answer::TaggedProfiles(Ok(page)) => {
            let ids = overlay.entries.values().filter_map(|entry| entry.id.as_ref());
            let rows = ids.filter_map(|id| app.store.row(id));
            let changed: HashSet<&str> = rows.map(|row| &*row.profile.arn).collect();
            page.items.retain(|(arn, _)| !changed.contains(&**arn));
        }
        Answer::InstanceProfileTags(Ok(tags)) => {
            let waiting = app.store.details.iter().find(|(_, d)| d.tags.loading == Some(ticket));
            let entry = waiting
                .and_then(|(id, _)| overlay.entries.values().find(|it| it.id.as_ref() == Some(id)));
            if let Some(entry) = entry {
                *tags = entry.corrected_tags(std::mem::take(tags));
            }
        }
        _ => {}
    }
    answer
}

fn correct_page(overlay: &Overlay, page: &mut Page) {
    // A page has a thousand rows, and a bulk change as many entries.
    let by_id: HashMap<&str, &Accepted> =
        overlay.entries.values().filter_map(|it| Some((&**it.id.as_ref()?, it))).collect();
    page.items.retain(|profile| overlay.buries(profile).is_none());
    page.items.retain(|profile| by_id.get(&*profile.id).is_none_or(|entry| !entry.is_deleted()));
    for profile in &mut page.items {
        if let Some(entry) = by_id.get(&*profile.id) {
            *profile = entry.corrected(profile);
        }
    }
    if page.next.is_none() {
        let created = overlay.entries.values().filter_map(|entry| entry.created.as_deref());
        let missing: Vec<_> = created
            .filter(|new| page.items.iter().all(|profile| profile.id != new.id))
            .cloned()
            .collect();
        page.items.extend(missing);
    }
}

/// Whether the change under way asks to find out what became of a call.
fn looks_itself(app: &App, ticket: Ticket) -> bool {
    app.changes.under_way().is_some_and(|it| it.finds_out(ticket))
}

/// Which profile a request is about.
fn name_of(app: &App, ticket: Ticket) -> Option<Box<str>> {
    let details = app.store.details.iter().find(|(_, d)| d.profile.loading == Some(ticket));
    let row = details.and_then(|(id, _)| app.store.row(id)).map(|row| row.profile.name.clone());
    let prepared = || app.changes.preparing.as_ref()?.profile_of(ticket);
    row.or_else(prepared).or_else(|| app.changes.under_way()?.profile_of(ticket))
}

fn gone() -> ApiError {
    let (action, kind) = ("iam:GetInstanceProfile", ErrorKind::NotFound);
    ApiError { action, kind, code: None, message: String::new(), request_id: None }
}

/// Has the next look come, if there is anything to look for.
fn look_soon(app: &mut App) -> Vec<Effect> {
    let ticket = app.ticket();
    let overlay = &mut app.changes.overlay;
    let Some(reads) = overlay.entries.values().map(|entry| entry.reads).min() else {
        return Vec::new();
    };
    let mut effects: Vec<_> = overlay.timer.take().map(Effect::Cancel).into_iter().collect();
    overlay.timer = Some(ticket);
    let after = PAUSES.get(usize::from(reads)).copied().unwrap_or(PAUSES[PAUSES.len() - 1]);
    effects.push(Effect::Timer { ticket, after });
    effects
}

fn look(app: &mut App) -> Vec<Effect> {
    let Some(session) = app.session_id().filter(|_| app.connection.trouble.is_none()) else {
        // The next look may have keys.
        app.changes.overlay.entries.values_mut().for_each(|entry| entry.reads += 1);
        give_up_late(app);
        return look_soon(app);
    };
    if app.changes.overlay.entries.len() > ONE_BY_ONE {
        app.changes.overlay.listed.clear();
        return list(app, None);
    }
    let names: Vec<_> = app.changes.overlay.entries.keys().cloned().collect();
    names
        .into_iter()
        .map(|name| {
            let ticket = app.ticket();
            app.changes.overlay.reads.insert(ticket, Some(name.clone()));
            Effect::Read { session, ticket, call: Read::InstanceProfile { name } }
        })
        .collect()
}

/// Asks for a page of the list, where there are too many to be read one by one.
fn list(app: &mut App, marker: Option<String>) -> Vec<Effect> {
    let Some(session) = app.session_id() else { return Vec::new() };
    let ticket = app.ticket();
    app.changes.overlay.reads.insert(ticket, None);
    let call = Read::InstanceProfiles { marker, path_prefix: None };
    vec![Effect::Read { session, ticket, call }]
}

fn judge_list(app: &mut App) {
    let listed = std::mem::take(&mut app.changes.overlay.listed);
    let by_name: HashMap<&str, &Arc<InstanceProfile>> =
        listed.iter().map(|profile| (&*profile.name, profile)).collect();
    let names: Vec<_> = app.changes.overlay.entries.keys().cloned().collect();
    for name in names {
        judge(app, &name, Ok(by_name.get(&*name).copied()));
    }
}

/// Takes what a read says of a profile.
fn judge(app: &mut App, name: &str, read: Result<Option<&Arc<InstanceProfile>>, &ApiError>) {
    let Some(entry) = app.changes.overlay.entries.get_mut(name) else { return };
    entry.reads += 1;
    let read = match read {
        Ok(read) => read,
        Err(error) => {
            entry.agreed = 0;
            if matches!(error.kind, ErrorKind::AccessDenied(_)) {
                app.changes.overlay.end(name, Ended::Unread(error.clone()));
            }
            give_up_late(app);
            return;
        }
    };
    match entry.judge(read.map(|read| &**read)) {
        Says::Before => {
            entry.agreed = 0;
            if usize::from(entry.reads) >= PAUSES.len() {
                // What is read counts from now on.
                let id = entry.id.clone();
                app.changes.overlay.end(name, Ended::NotSeen);
                show(app, read, id.as_ref());
            }
        }
        Says::So => {
            // A list tells no tags: what only it has shown is not seen.
            let blind = entry.is_about_tags() && read.is_some_and(|read| read.tags.is_none());
            entry.agreed += u8::from(!blind);
            let visible = entry.agreed >= AGREE;
            if let Some(read) = read {
                app.store.replace(&read.id, read);
            }
            if visible {
                app.changes.overlay.end(name, Ended::Visible);
            }
        }
        Says::Other => {
            let id = entry.id.clone();
            app.changes.overlay.end(name, Ended::Other);
            show(app, read, id.as_ref());
            app.notify((app.words.changing.by_other)(name));
        }
    }
    give_up_late(app);
}

/// Shows a profile as it was read.
fn show(app: &mut App, read: Option<&Arc<InstanceProfile>>, id: Option<&InstanceProfileId>) {
    match (read, id) {
        (Some(read), Some(id)) if app.store.row(id).is_some() => app.store.replace(id, read),
        (Some(read), _) => app.store.open(read),
        (None, Some(id)) => app.store.remove(id),
        (None, None) => {}
    }
}

/// After so many reads, what is read counts.
fn give_up_late(app: &mut App) {
    let overlay = &mut app.changes.overlay;
    let late: Vec<_> = overlay
        .entries
        .iter()
        .filter(|(_, entry)| usize::from(entry.reads) >= PAUSES.len())
        .map(|(name, _)| name.clone())
        .collect();
    for name in late {
        overlay.end(&name, Ended::NotSeen);
    }
}
