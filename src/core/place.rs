//! Going to what a text names: what is to be done next, from what is known.

use std::sync::Arc;

use super::app::App;
use super::domain::{
    InstanceProfile, InstanceProfileId, ProfileRef, Role, RoleRef, Subject, Understood,
};
use super::msg::{Effect, Read};
use super::store::Listing;

/// What to do next on the way to it.
pub(super) enum Next {
    /// It is loaded.
    Profile(InstanceProfileId),
    /// The loaded profiles that hold it, all that there are.
    Holders(Vec<InstanceProfileId>),
    /// AWS must be asked.
    Ask(Read),
    /// Something is under way that must come first, in words.
    Wait(String),
    /// It can't be gone to, in words.
    Refused(String),
}

/// Decides it. Nothing is asked of AWS that the loaded rows tell, and no ARN
/// of another account leads to what merely has its name.
pub(super) fn next(app: &App, understood: &Understood) -> Next {
    let words = &app.words.place;
    if let Subject::Instance(id) = &understood.subject {
        return Next::Refused((words.instance_hint)(id));
    }
    let Some(current) = &app.connection.current else {
        return Next::Wait(words.waiting_connection.to_owned());
    };
    if let Some(theirs) = understood.account() {
        match &current.identity {
            Some(ours) if ours.account != theirs => {
                return Next::Refused((words.other_account)(theirs, &ours.account));
            }
            None if current.identity_error.is_none() => {
                return Next::Wait(words.waiting_connection.to_owned());
            }
            _ => {}
        }
    }
    let what = || app.words.subject(&understood.subject);
    let whole = matches!(app.store.listing, Listing::Complete { .. });
    let reading = matches!(app.store.listing, Listing::Loading { .. } | Listing::NotStarted);
    let id_missing = || match (reading, whole && app.settings.path_prefix.is_none()) {
        (true, _) => Next::Wait((words.waiting_list)(&what())),
        (false, true) => Next::Refused((words.id_unknown)(&what())),
        (false, false) => Next::Refused((words.id_not_loaded)(&what())),
    };
    match &understood.subject {
        Subject::Profile(wanted) => match (app.store.find(wanted), wanted.name()) {
            (Some(row), _) => Next::Profile(row.profile.id.clone()),
            (None, Some(name)) => Next::Ask(Read::InstanceProfile { name: name.into() }),
            (None, None) => id_missing(),
        },
        Subject::Role(role) => {
            let held = holders(app, role);
            if whole && app.settings.path_prefix.is_none() && !held.is_empty() {
                Next::Holders(held)
            } else {
                Next::Ask(holders_of(role, None))
            }
        }
        Subject::RoleId(id) => {
            let has = |profile: &InstanceProfile| role_of_id(profile, id).is_some();
            let rows = || app.store.rows().iter().filter(|row| has(&row.profile));
            match rows().next().and_then(|row| role_of_id(&row.profile, id)) {
                Some(_) if whole && app.settings.path_prefix.is_none() => {
                    Next::Holders(rows().map(|row| row.profile.id.clone()).collect())
                }
                // A row of a list that is not whole tells the name, and with
                // that AWS can be asked who else holds it.
                Some(role) => Next::Ask(Read::InstanceProfilesForRole {
                    role: role.name.clone(),
                    marker: None,
                }),
                None => id_missing(),
            }
        }
        // Refused above.
        Subject::Instance(id) => Next::Refused((words.instance_hint)(id)),
    }
}

/// The call that names the profiles which hold a role, a page at a time.
pub(super) fn holders_of(role: &RoleRef, marker: Option<String>) -> Read {
    Read::InstanceProfilesForRole { role: role.name.as_str().into(), marker }
}

/// The role of that id, if the profile holds it.
pub(super) fn role_of_id<'a>(profile: &'a InstanceProfile, id: &str) -> Option<&'a Arc<Role>> {
    profile.roles.iter().find(|role| *role.id == *id)
}

/// Whether a profile holds a role.
pub(super) fn holds(profile: &InstanceProfile, role: &RoleRef) -> bool {
    profile.roles.iter().any(|held| role.matches(held))
}

/// How alike two names are, from 0 to 1, so that one is taken for a slip of
/// the other's writing.
const ALIKE: f64 = 0.93;
/// Names that are offered in the place of one that is none.
const OFFERED: usize = 3;

/// The names of loaded profiles that are most like a name, or have it within.
pub(super) fn near(app: &App, name: &str) -> Vec<String> {
    let name = name.to_lowercase();
    let rows = app.store.rows().iter();
    let mut near: Vec<_> = rows
        .filter_map(|row| {
            let other = row.folded().name();
            let alike = strsim::jaro_winkler(&name, other);
            // The shorter, the more of it was typed.
            let within = || other.contains(&name).then(|| 0.5 / (1.0 + other.len() as f64));
            (alike >= ALIKE).then_some(alike).or_else(within).map(|score| (score, row))
        })
        .collect();
    near.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    near.iter().take(OFFERED).map(|(_, row)| row.profile.name.to_string()).collect()
}

/// The loaded profiles that hold a role.
pub(super) fn holders(app: &App, role: &RoleRef) -> Vec<InstanceProfileId> {
    let rows = app.store.rows().iter().filter(|row| holds(&row.profile, role));
    rows.map(|row| row.profile.id.clone()).collect()
}

/// Arrives at a profile; says how the text was understood where that is not
/// plain from the text.
pub(super) fn at_profile(
    app: &mut App,
    id: &InstanceProfileId,
    understood: &Understood,
    tell: bool,
) -> Vec<Effect> {
    let effects = app.select(id);
    if tell || understood.is_unmistakable() {
        let text = (app.words.place.understood)(&app.words.understood(understood));
        app.notify(text);
    }
    effects
}

/// Arrives at the profiles that hold a role: at the one, or at the list that
/// is narrowed to them.
pub(super) fn at_holders(
    app: &mut App,
    ids: &[InstanceProfileId],
    understood: &Understood,
    more: &str,
) -> Vec<Effect> {
    let words = app.words;
    let what = words.understood(understood);
    let rows = || ids.iter().filter_map(|id| app.store.row(id)).map(|row| &row.profile);
    let (text, effects) = match (ids, rows().next()) {
        ([id], Some(profile)) => {
            let text = (words.place.holds_one)(&what, &profile.name);
            (text, app.select(id))
        }
        ([first, ..], Some(profile)) => {
            let name = match &understood.subject {
                Subject::Role(role) => Some(role.name.clone()),
                Subject::RoleId(id) => role_of_id(profile, id).map(|role| role.name.to_string()),
                Subject::Profile(ProfileRef::Name(name)) => Some(name.clone()),
                _ => None,
            };
            let text = (words.place.hold_many)(&what, ids.len());
            app.list.set_filter(role_filter(&name.unwrap_or_default()), &app.store);
            app.list.finish(&app.store);
            app.list.go_to(first, &app.store);
            (text, app.cursor_moved())
        }
        _ => ((words.place.none_holds)(&what), Vec::new()),
    };
    app.notify(format!("{text}{more}"));
    effects
}

/// The filter that shows the profiles which hold a role.
fn role_filter(name: &str) -> String {
    format!("role:{name}")
}
