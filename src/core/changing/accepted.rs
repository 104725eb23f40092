//! What AWS has accepted of one profile. IAM is eventually consistent: for a
//! while a read may still show what was there before.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::domain::{InstanceProfile, InstanceProfileId, Role, Tag};
use super::super::outcome::Made;
use super::super::plan::{Change, Snapshot};

/// What one profile is now, and what it was before, aspect by aspect: what
/// nobody here has changed is as it is read.
#[derive(Debug, Clone, PartialEq)]
pub struct Accepted {
    pub(super) name: Box<str>,
    /// Not known of a profile whose creation's answer was lost.
    pub(super) id: Option<InstanceProfileId>,
    /// Set if it was created: the answer, brought up to date.
    pub(super) created: Option<Arc<InstanceProfile>>,
    deleted: bool,
    /// Profiles that had the name before and are deleted: whatever still shows
    /// one is late.
    dead: Vec<InstanceProfileId>,
    role: Option<Aspect<Option<Box<str>>>>,
    /// The role that it holds now, as it was read last.
    held: Option<Arc<Role>>,
    tags: BTreeMap<Box<str>, Aspect<Option<Box<str>>>>,
    /// Reads in a row that show it.
    pub(super) agreed: u8,
    /// Reads of it altogether.
    pub(super) reads: u8,
}

/// What something is now, and everything that it was while it was changed.
#[derive(Debug, Clone, PartialEq)]
struct Aspect<T> {
    past: Vec<T>,
    now: T,
}

impl<T: PartialEq + Clone> Aspect<T> {
    fn change(&mut self, to: T) {
        let old = std::mem::replace(&mut self.now, to);
        self.past.push(old);
        // It may have come back to what it was: then that is no sign of age.
        self.past.retain(|past| *past != self.now);
    }

    /// What a read says, unless it is late.
    fn correct(&self, read: T) -> T {
        if self.past.contains(&read) { self.now.clone() } else { read }
    }
}

/// What a read says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// What was accepted.
    So,
    /// What was there before.
    Before,
    /// Neither: somebody else has changed it since.
    Other,
}

impl Accepted {
    /// What was made of a profile, by the calls that were carried out. `None`
    /// if nothing about a profile was. `roles` are the roles that were read.
    pub(super) fn of(
        name: &str,
        shown: Option<&Snapshot>,
        made: &[(Change, Made)],
        role_named: impl Fn(&str) -> Option<Arc<Role>>,
    ) -> Option<Self> {
        let mut all = Self {
            name: name.into(),
            id: shown.map(|shown| Arc::clone(&shown.id)),
            created: None,
            deleted: false,
            dead: Vec::new(),
            role: None,
            held: None,
            tags: BTreeMap::new(),
            agreed: 0,
            reads: 0,
        };
        let mut touched = false;
        let held = shown.and_then(|shown| shown.role.as_ref()).map(|(role, _)| role.clone());
        let value = |key: &str| {
            let tags = shown?.tags.as_deref()?;
            tags.iter().find(|tag| &*tag.key == key).map(|tag| tag.value.clone())
        };
        for (change, made) in made {
            let about_this = match change {
                Change::AddRole { profile, role } if **profile == *name => {
                    all.role_is(held.clone(), Some(role.clone()));
                    all.held = role_named(role);
                    true
                }
                Change::RemoveRole { profile, .. } if **profile == *name => {
                    all.role_is(held.clone(), None);
                    all.held = None;
                    true
                }
                Change::TagProfile { profile, tags } if **profile == *name => {
                    for tag in tags {
                        all.tag_is(&tag.key, value(&tag.key), Some(tag.value.clone()));
                    }
                    true
                }
                Change::UntagProfile { profile, keys } if **profile == *name => {
                    for key in keys {
                        all.tag_is(key, value(key), None);
                    }
                    true
                }
                Change::CreateProfile { name: new, .. } if **new == *name => {
                    if let Made::Profile(profile) = made {
                        all.id = Some(Arc::clone(&profile.id));
                        all.created = Some(Arc::clone(profile));
                    }
                    true
                }
                Change::DeleteProfile { name: gone } if **gone == *name => {
                    all.deleted = true;
                    true
                }
                _ => false,
            };
            touched |= about_this;
        }
        if let Some(profile) = all.created.take() {
            all.created = Some(Arc::new(all.corrected(&profile)));
        }
        touched.then_some(all)
    }

    /// After an older change of the profile that has the name, or had it.
    pub(super) fn succeed(&mut self, older: &Self) {
        self.dead.extend(older.dead.iter().cloned());
        match &older.id {
            Some(id) if self.id.as_ref() == Some(id) => self.follow(older),
            // A name has one profile: of another, only the death can be.
            Some(id) if older.deleted || self.id.is_some() => self.dead.push(Arc::clone(id)),
            _ => {}
        }
        self.dead.retain(|dead| self.id.as_ref() != Some(dead));
    }

    /// After an older change that reads may not show either.
    fn follow(&mut self, older: &Self) {
        match (&mut self.role, &older.role) {
            (Some(role), Some(old)) => {
                role.past.extend(old.past.iter().chain([&old.now]).cloned());
                // It may have come back to what it was.
                role.past.retain(|past| *past != role.now);
            }
            (role @ None, Some(old)) => {
                *role = Some(old.clone());
                self.held.clone_from(&older.held);
            }
            (_, None) => {}
        }
        for (key, old) in &older.tags {
            match self.tags.get_mut(key) {
                Some(tag) => {
                    tag.past.extend(old.past.iter().chain([&old.now]).cloned());
                    tag.past.retain(|past| *past != tag.now);
                }
                None => drop(self.tags.insert(key.clone(), old.clone())),
            }
        }
        if let Some(created) = older.created.as_ref().filter(|_| !self.deleted) {
            let now = self.corrected(created);
            self.created.get_or_insert(Arc::new(now));
        }
    }

    fn role_is(&mut self, before: Option<Box<str>>, now: Option<Box<str>>) {
        let aspect = self.role.get_or_insert(Aspect { past: Vec::new(), now: before });
        aspect.change(now);
    }

    fn tag_is(&mut self, key: &str, before: Option<Box<str>>, now: Option<Box<str>>) {
        let aspect = self.tags.entry(key.into());
        aspect.or_insert(Aspect { past: Vec::new(), now: before }).change(now);
    }

    /// Whether only reads of the profile alone can show it: lists tell no tags.
    pub(super) fn is_about_tags(&self) -> bool {
        !self.tags.is_empty()
    }

    /// Whether it is gone.
    pub fn is_deleted(&self) -> bool {
        self.deleted
    }

    /// Whether this is a profile that had the name before and is deleted.
    pub(super) fn buries(&self, profile: &InstanceProfile) -> bool {
        self.dead.contains(&profile.id)
    }

    /// Whether it is about this profile.
    pub(super) fn is_about(&self, profile: &InstanceProfile) -> bool {
        match &self.id {
            Some(id) => *id == profile.id,
            None => self.name == profile.name && !self.buries(profile),
        }
    }

    /// A profile as it was read, without what is late in it.
    pub(super) fn corrected(&self, read: &InstanceProfile) -> InstanceProfile {
        let mut profile = read.clone();
        if let Some(aspect) = &self.role {
            let name = profile.role().map(|role| role.name.clone());
            if aspect.correct(name.clone()) != name {
                profile.roles = match (&aspect.now, &self.held) {
                    (None, _) => Vec::new(),
                    (Some(_), Some(role)) => vec![Arc::clone(role)],
                    (Some(name), None) => vec![Arc::new(unread(name, &profile))],
                };
            }
        }
        profile.tags = profile.tags.map(|tags| self.corrected_tags(tags));
        profile
    }

    /// Tags as they were read, without what is late in them.
    pub(super) fn corrected_tags(&self, mut tags: Vec<Tag>) -> Vec<Tag> {
        for (key, aspect) in &self.tags {
            let at = tags.iter().position(|tag| tag.key == *key);
            let read = at.map(|at| tags[at].value.clone());
            match (at, aspect.correct(read)) {
                (Some(at), Some(value)) => tags[at].value = value,
                (Some(at), None) => drop(tags.remove(at)),
                (None, Some(value)) => tags.push(Tag { key: key.clone(), value }),
                (None, None) => {}
            }
        }
        tags
    }

    /// What a read says; `None` is that there is no such profile.
    pub(super) fn judge(&self, read: Option<&InstanceProfile>) -> Says {
        let Some(read) = read else {
            return match (self.deleted, self.created.is_some() || self.id.is_none()) {
                (true, _) => Says::So,
                (false, true) => Says::Before,
                (false, false) => Says::Other,
            };
        };
        if self.buries(read) {
            return Says::Before;
        }
        if !self.is_about(read) {
            // Made again under the name.
            return Says::Other;
        }
        if self.deleted {
            return Says::Before;
        }
        let name = read.role().map(|role| role.name.clone());
        let corrected = self.corrected(read);
        let now = corrected.role().map(|role| role.name.clone());
        let role = self.role.as_ref().is_none_or(|aspect| aspect.now == now);
        let has = |key: &str| {
            let tags = corrected.tags.as_deref()?;
            tags.iter().find(|tag| &*tag.key == key).map(|tag| tag.value.clone())
        };
        let tags = corrected.tags.is_none()
            || self.tags.iter().all(|(key, aspect)| has(key) == aspect.now);
        match (role && tags, name == now && corrected.tags == read.tags) {
            (false, _) => Says::Other,
            (true, true) => Says::So,
            (true, false) => Says::Before,
        }
    }
}

/// A role of which nothing was read but its name.
fn unread(name: &str, profile: &InstanceProfile) -> Role {
    Role {
        id: "".into(),
        name: name.into(),
        path: "".into(),
        arn: name.into(),
        created: profile.created,
        trust_policy: None,
        description: None,
        max_session_duration: None,
        permissions_boundary: None,
        last_used: None,
        tags: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::domain::Timestamp;
    use super::*;

    fn profile(held: Option<&str>, tags: &[(&str, &str)]) -> InstanceProfile {
        let mut profile = InstanceProfile {
            id: "AIPA1".into(),
            name: "p".into(),
            path: "/".into(),
            arn: "arn".into(),
            created: Timestamp(0),
            roles: Vec::new(),
            tags: None,
        };
        profile.roles = held.map(|name| Arc::new(unread(name, &profile))).into_iter().collect();
        let tag = |(key, value): &(&str, &str)| Tag { key: (*key).into(), value: (*value).into() };
        profile.tags = Some(tags.iter().map(tag).collect());
        profile
    }

    fn after(before: &InstanceProfile, changes: Vec<Change>) -> Accepted {
        let made: Vec<_> = changes.into_iter().map(|change| (change, Made::Nothing)).collect();
        Accepted::of("p", Some(&Snapshot::of(before)), &made, |_| None).unwrap()
    }

    fn replaced() -> Accepted {
        let remove = Change::RemoveRole { profile: "p".into(), role: "old".into() };
        let add = Change::AddRole { profile: "p".into(), role: "new".into() };
        after(&profile(Some("old"), &[]), vec![remove, add])
    }

    #[test]
    fn a_late_read_shows_neither_the_old_role_nor_the_gap_between() {
        let accepted = replaced();
        for late in [Some("old"), None] {
            let read = profile(late, &[]);
            assert_eq!(accepted.judge(Some(&read)), Says::Before);
            assert_eq!(&*accepted.corrected(&read).role().unwrap().name, "new");
        }
        assert_eq!(accepted.judge(Some(&profile(Some("new"), &[]))), Says::So);
    }

    #[test]
    fn what_somebody_else_did_since_is_not_hidden() {
        let accepted = replaced();
        let read = profile(Some("other"), &[]);
        assert_eq!(accepted.judge(Some(&read)), Says::Other);
        assert_eq!(accepted.corrected(&read), read);
        let mut again = profile(Some("old"), &[]);
        again.id = "AIPA2".into();
        assert_eq!(accepted.judge(Some(&again)), Says::Other);
    }

    #[test]
    fn tags_are_corrected_key_by_key() {
        let before = profile(None, &[("a", "1"), ("b", "1"), ("c", "1")]);
        let tag = Tag { key: "a".into(), value: "2".into() };
        let set = Change::TagProfile { profile: "p".into(), tags: vec![tag] };
        let unset = Change::UntagProfile { profile: "p".into(), keys: vec!["b".into()] };
        let accepted = after(&before, vec![set, unset]);
        // Half of it is seen, and somebody else's c.
        let read = profile(None, &[("a", "2"), ("b", "1"), ("c", "9")]);
        assert_eq!(accepted.judge(Some(&read)), Says::Before);
        let corrected = profile(None, &[("a", "2"), ("c", "9")]);
        assert_eq!(accepted.corrected(&read), corrected);
        assert_eq!(accepted.judge(Some(&corrected)), Says::So);
        assert_eq!(accepted.judge(Some(&profile(None, &[("a", "3")]))), Says::Other);
    }

    #[test]
    fn a_profile_made_again_is_not_the_dead_one_that_a_late_read_shows() {
        let dead = profile(None, &[]);
        let deleted = after(&dead, vec![Change::DeleteProfile { name: "p".into() }]);
        let mut new = profile(None, &[]);
        new.id = "AIPA2".into();
        let create = Change::CreateProfile { name: "p".into(), path: "/".into(), tags: vec![] };
        let made = Made::Profile(Arc::new(new.clone()));
        let mut again = Accepted::of("p", None, &[(create, made)], |_| None).unwrap();
        again.succeed(&deleted);
        assert_eq!(again.judge(Some(&dead)), Says::Before);
        assert_eq!(again.judge(None), Says::Before);
        assert_eq!(again.judge(Some(&new)), Says::So);
        let mut third = dead.clone();
        third.id = "AIPA3".into();
        assert_eq!(again.judge(Some(&third)), Says::Other);
        // Deleted once more, neither of them is somebody else's.
        let mut gone = after(&new, vec![Change::DeleteProfile { name: "p".into() }]);
        gone.succeed(&again);
        assert_eq!(gone.judge(Some(&dead)), Says::Before);
        assert_eq!(gone.judge(Some(&new)), Says::Before);
        assert_eq!(gone.judge(None), Says::So);
    }

    #[test]
    fn a_deleted_profile_does_not_come_back_by_a_late_read() {
        let before = profile(None, &[]);
        let accepted = after(&before, vec![Change::DeleteProfile { name: "p".into() }]);
        assert_eq!(accepted.judge(Some(&before)), Says::Before);
        assert_eq!(accepted.judge(None), Says::So);
    }
}
