//! Going to what a text names: what is to be done next, from what is known.

use super::app::App;
use super::domain::{InstanceProfile, InstanceProfileId, ProfileRef, RoleRef, Subject, Understood};
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
            let rows = app.store.rows().iter();
            let held: Vec<_> = rows
                .filter(|row| row.profile.roles.iter().any(|role| *role.id == **id))
                .map(|row| row.profile.id.clone())
                .collect();
            match held.is_empty() || reading {
                true => id_missing(),
                false => Next::Holders(held),
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

/// Whether a profile holds a role.
pub(super) fn holds(profile: &InstanceProfile, role: &RoleRef) -> bool {
    profile.roles.iter().any(|held| role.matches(held))
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
                Subject::RoleId(id) => {
                    let role = profile.roles.iter().find(|role| *role.id == **id);
                    role.map(|role| role.name.to_string())
                }
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
