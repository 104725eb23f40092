//! What keeps a new profile or role from being proposed, and the wish that it
//! becomes.

use super::super::app::App;
use super::super::change::{Creation, Intent, NewProfile, NewRole};
use super::super::domain::rules::{self, RuleError};
use super::super::text::Words;
use super::Pressed;
use super::create::{Create, Page};
use super::lines::bad_trust;
use super::view::Spot;

/// Parts in a hundred of a quota from which on it is spoken of.
const NEAR: u32 = 90;
/// Managed policies on one role where the quota is not known: AWS's default.
pub(super) const POLICIES_QUOTA: u32 = 10;

impl Create {
    /// What is wrong with the text of a place, said as one types; that
    /// nothing was typed only once it was tried to go on.
    pub(super) fn wrong(&self, app: &App, spot: Spot) -> Option<String> {
        let (spots, words) = (&self.spots, app.words);
        let text = &words.forms;
        let said = |name: &str, rule: Result<(), RuleError>| match rule {
            Err(RuleError::Empty) if !self.tried => None,
            Err(error) => Some((text.bad)(name, &words.rule(&error))),
            Ok(()) => None,
        };
        let (role, profile) = (&self.role, &self.profile);
        match spot {
            spot if spot == spots.role_name => {
                said(text.name, rules::role_name(&role.name)).or_else(|| role_twin(app, &role.name))
            }
            spot if spot == spots.role_path => said(text.path, rules::path(&role.path)),
            spot if spot == spots.description => {
                said(text.description, rules::description(&role.description))
            }
            spot if spot == spots.trust => bad_trust(app, &role.trust),
            spot if spot == spots.name => {
                said(text.name, rules::instance_profile_name(&profile.name))
                    .or_else(|| twin(app, &profile.name))
            }
            spot if spot == spots.path => said(text.path, rules::path(&profile.path)),
            _ => None,
        }
    }

    /// The first thing that keeps a page from being left, and its place.
    pub(super) fn trouble(&self, app: &App, page: Page) -> Option<(Spot, String)> {
        let (spots, text) = (&self.spots, &app.words.forms);
        let first = |of: &[Spot]| {
            let wrong = of.iter().find(|spot| self.wrong(app, **spot).is_some());
            wrong.map(|spot| (*spot, text.mend_first.to_owned()))
        };
        match page {
            Page::Role if self.makes_role() => {
                first(&[spots.role_name, spots.role_path, spots.description, spots.trust])
            }
            Page::Profile if self.makes_profile() => {
                let tags = &self.profile.tags;
                first(&[spots.name, spots.path])
                    .or_else(|| Some((tags.first_error()?, text.mend_first.to_owned())))
                    .or_else(|| {
                        let many = tags.are_too_many();
                        many.then(|| (spots.next, (text.too_many)(tags.count())))
                    })
            }
            Page::Role | Page::Policies | Page::Profile | Page::Join => None,
        }
    }

    /// Proposes what there is, once all of it is in order.
    pub(super) fn end(&mut self, app: &App) -> Pressed {
        self.tried = true;
        let pages: &[Page] = if self.guided { &Page::ALL } else { &[Page::Profile] };
        for page in pages {
            if let Some((spot, why)) = self.trouble(app, *page) {
                self.page = *page;
                return Pressed::Refused(spot, why);
            }
        }
        let creation = self.creation();
        let nothing =
            creation.role.is_none() && creation.profile.is_none() && creation.policies.is_empty();
        match nothing {
            true => Pressed::Refused(self.spots.next, app.words.forms.nothing_left.to_owned()),
            false => Pressed::Propose(Intent::Create(creation)),
        }
    }

    /// What is wished.
    pub fn creation(&self) -> Creation {
        let new_role = || NewRole {
            name: self.role.name.as_str().into(),
            path: self.role.path.as_str().into(),
            trust: self.role.trust.as_str().into(),
            description: self.role.description.as_str().into(),
            tags: Vec::new(),
        };
        let new_profile = || NewProfile {
            name: self.profile.name.as_str().into(),
            path: self.profile.path.as_str().into(),
            tags: self.profile.tags.wanted(),
        };
        let role = self.role_name();
        let policies = self.policies.iter().map(|chosen| chosen.arn.clone());
        let policies: Vec<_> = policies.filter(|_| self.guided && role.is_some()).collect();
        // Without a profile it only says whose policies these are.
        let holds = self.joins() || (!self.makes_profile() && !policies.is_empty());
        Creation {
            role: self.makes_role().then(new_role),
            policies,
            profile: self.makes_profile().then(new_profile),
            holds: role.filter(|_| holds).map(Into::into),
        }
    }
}

/// A profile that has the name already, or one that differs in case only:
/// names are unique without regard to case, whatever the path.
fn twin(app: &App, name: &str) -> Option<String> {
    let mut rows = app.store.rows().iter().map(|row| &row.profile);
    let taken = rows.find(|profile| profile.name.eq_ignore_ascii_case(name))?;
    Some(taken_by(app.words, name, &taken.name, &taken.path))
}

/// As [`twin`], among the roles that are known.
fn role_twin(app: &App, name: &str) -> Option<String> {
    let listed = app.store.catalog.roles.items.iter().map(|role| (&*role.name, &*role.path));
    let held = app.store.rows().iter().flat_map(|row| &row.profile.roles);
    let mut all = held.map(|role| (&*role.name, &*role.path)).chain(listed);
    let (taken, path) = all.find(|(taken, _)| taken.eq_ignore_ascii_case(name))?;
    Some(taken_by(app.words, name, taken, path))
}

fn taken_by(words: &Words, name: &str, taken: &str, path: &str) -> String {
    let text = &words.forms;
    match taken == name {
        true => (text.name_taken)(path),
        false => (text.case_twin)(taken),
    }
}

/// How near a quota is, once it is near: how many there are of how many, and
/// whether there is no room.
pub(super) fn near(used: Option<u32>, quota: Option<u32>) -> Option<(u32, u32, bool)> {
    let (used, quota) = (used?, quota?);
    let near = u64::from(used) * 100 >= u64::from(quota) * u64::from(NEAR);
    near.then_some((used, quota, used >= quota))
}
