//! What is known of the account: rows by id, and details as they are read.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::catalog::Catalog;
use super::domain::{InstanceProfile, InstanceProfileId, ProfileRef, Role, Tag, Timestamp};
use super::error::ApiError;
use super::filter::score::Folded;
use super::known::Known;
use super::msg::{Page, Ticket};
use super::remote::Remote;

/// One account's instance profiles, as far as they are loaded.
#[derive(Debug, Default)]
pub struct Store {
    rows: Vec<Row>,
    index: HashMap<InstanceProfileId, usize>,
    /// One `Arc` per role: in a list of thousands, the same role's trust
    /// policy comes again with every profile that holds it.
    roles: HashMap<Box<str>, Arc<Role>>,
    generation: u32,
    /// Whether the whole list was read once: then a reading that stops leaves
    /// all of it, only not refreshed.
    complete_once: bool,
    /// Rows whose tags are known.
    tagged: usize,
    news: News,
    /// How far the list is.
    pub listing: Listing,
    /// Details of profiles that were looked at.
    pub details: HashMap<InstanceProfileId, Details>,
    /// GetRole's answers by role name, shared by all profiles that hold it.
    pub role_details: HashMap<Box<str>, Remote<Arc<Role>>>,
    /// Who holds the roles, and their policies.
    pub known: Known,
    /// What there is to choose from for a change.
    pub catalog: Catalog,
}

/// One instance profile of the list.
#[derive(Debug, Clone)]
pub struct Row {
    /// The newest answer about it, from a list or from GetInstanceProfile.
    pub profile: Arc<InstanceProfile>,
    /// The list generation that it was last seen in.
    seen: u32,
    /// It was opened by name: a list that is denied or narrowed by a path
    /// prefix says nothing about it.
    opened: bool,
    folded: Folded,
    /// The tags, where an answer carried them; unknown is not none.
    tags: Option<Arc<[Tag]>>,
}

impl Row {
    /// What a filter looks for in it.
    pub fn folded(&self) -> &Folded {
        &self.folded
    }

    /// The tags, where an answer carried them.
    pub fn tags(&self) -> Option<&[Tag]> {
        self.tags.as_deref()
    }
}

/// What happened to the rows since the list last took it in. New rows need no
/// word: they stand at the end.
#[derive(Debug, Default)]
pub struct News {
    /// Where each row of then is now, once rows were dropped; `None`: dropped.
    pub moved: Option<Vec<Option<usize>>>,
    /// Rows of then, by their present place, that say something else now.
    pub touched: Vec<usize>,
}

/// How far the list of instance profiles is.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Listing {
    /// Not begun.
    #[default]
    NotStarted,
    /// A page is under way.
    Loading {
        /// The page's request.
        ticket: Ticket,
        /// Where that page begins, to be asked for again if it fails.
        marker: Option<String>,
    },
    /// Every page was read.
    Complete {
        /// When the last one came.
        at: Timestamp,
    },
    /// A page failed; what came before it stays.
    Stopped {
        /// Why.
        error: ApiError,
        /// Where to go on.
        marker: Option<String>,
    },
}

/// What was read about one profile beyond its row.
#[derive(Debug, Default)]
pub struct Details {
    /// GetInstanceProfile's answer.
    pub profile: Remote<Arc<InstanceProfile>>,
    /// ListInstanceProfileTags, asked only where GetInstanceProfile is denied.
    pub tags: Remote<Vec<Tag>>,
}

impl Store {
    /// The rows in the order in which they came.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether the whole list was read once.
    pub fn was_complete(&self) -> bool {
        self.complete_once
    }

    /// The row with this id.
    pub fn row(&self, id: &InstanceProfileId) -> Option<&Row> {
        self.index.get(id).map(|&at| &self.rows[at])
    }

    /// The place of the row with this id.
    pub fn place(&self, id: &InstanceProfileId) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// How many rows have known tags.
    pub fn tags_known(&self) -> usize {
        self.tagged
    }

    /// Whether [`Store::take_news`] has anything to tell.
    pub fn has_news(&self) -> bool {
        self.news.moved.is_some() || !self.news.touched.is_empty()
    }

    /// What happened to the rows since this was last asked.
    pub fn take_news(&mut self) -> News {
        std::mem::take(&mut self.news)
    }

    /// Notes the tags of a profile; they are as new as the moment.
    pub fn know_tags(&mut self, id: &InstanceProfileId, tags: &[Tag]) {
        if let Some(&at) = self.index.get(id) {
            self.set_tags(at, tags);
        }
    }

    /// The profile that a name, ARN or id means, if its row is loaded.
    pub fn find(&self, wanted: &ProfileRef) -> Option<&Row> {
        self.rows.iter().find(|row| wanted.matches(&row.profile))
    }

    /// The tags of a profile, where an answer carried them.
    pub fn tags(&self, id: &InstanceProfileId) -> Option<&[Tag]> {
        self.row(id)?.tags()
    }

    /// The profile with the tags that are known, wherever they came from: a
    /// list carries none.
    pub fn as_known(&self, id: &InstanceProfileId) -> Option<InstanceProfile> {
        let profile = InstanceProfile::clone(&self.row(id)?.profile);
        Some(InstanceProfile { tags: self.tags(id).map(<[Tag]>::to_vec), ..profile })
    }

    /// Begins a new reading of the list: rows that it does not show again are
    /// dropped when it is complete, and not before. Details that were read
    /// before it are older than the rows will be.
    pub fn begin_list(&mut self, ticket: Ticket) {
        self.generation += 1;
        for details in self.details.values_mut() {
            details.profile.outdated = true;
            details.tags.outdated = true;
        }
        for role in self.role_details.values_mut() {
            role.outdated = true;
        }
        self.known.outdate();
        self.listing = Listing::Loading { ticket, marker: None };
    }

    /// Takes a page into the list; returns whether it was the last one.
    /// Rows keep their place; a profile seen again is brought up to date.
    pub fn take_page(&mut self, page: Page) -> Option<String> {
        self.rows.reserve(page.items.len());
        for profile in page.items {
            self.put(profile, false);
        }
        page.next
    }

    /// Notes that the last page came, and drops the rows that AWS no longer
    /// lists. A list that was narrowed by a path prefix says nothing about
    /// what was opened by name outside of it.
    pub fn finish_list(&mut self, now: Timestamp, path_prefix: Option<&str>) {
        self.listing = Listing::Complete { at: now };
        self.complete_once = true;
        let generation = self.generation;
        let outside = |row: &Row| path_prefix.is_some_and(|p| !row.profile.path.starts_with(p));
        let stays = |row: &Row| row.seen == generation || (row.opened && outside(row));
        if self.rows.iter().all(stays) {
            return;
        }
        let keep: Vec<bool> = self.rows.iter().map(stays).collect();
        self.drop_rows(&keep);
        let index = &self.index;
        self.details.retain(|id, _| index.contains_key(id));
    }

    /// Adds a profile that was opened by name, or brings its row up to date.
    pub fn open(&mut self, profile: &Arc<InstanceProfile>) {
        self.put(InstanceProfile::clone(profile), true);
    }

    /// Takes GetInstanceProfile's answer about the profile `old`. If it was
    /// deleted and created again, the answer is about another profile, which
    /// takes the old one's place.
    pub fn replace(&mut self, old: &InstanceProfileId, profile: &Arc<InstanceProfile>) {
        let opened = self.row(old).is_some_and(|row| row.opened);
        if profile.id != *old {
            let keep: Vec<bool> = self.rows.iter().map(|row| row.profile.id != *old).collect();
            self.drop_rows(&keep);
            self.details.remove(old);
            let details = self.details.entry(profile.id.clone()).or_default();
            details.profile.value = Some(Arc::clone(profile));
        }
        self.put(InstanceProfile::clone(profile), opened);
    }

    /// Drops a profile: it is deleted.
    pub fn remove(&mut self, id: &InstanceProfileId) {
        if self.index.contains_key(id) {
            self.remove_all(&HashSet::from([Arc::clone(id)]));
        }
    }

    /// Drops profiles that are deleted. The index is made anew once: one by
    /// one, a thousand of many would take as often as long.
    pub fn remove_all(&mut self, ids: &HashSet<InstanceProfileId>) {
        let keep: Vec<bool> = self.rows.iter().map(|row| !ids.contains(&row.profile.id)).collect();
        if keep.contains(&false) {
            self.drop_rows(&keep);
            self.details.retain(|id, _| !ids.contains(id));
        }
    }

    /// What failed may be asked for once more: the keys are fresh.
    pub fn forget_failures(&mut self) {
        for details in self.details.values_mut() {
            (details.profile.error, details.profile.loading) = (None, None);
            (details.tags.error, details.tags.loading) = (None, None);
        }
        for role in self.role_details.values_mut() {
            (role.error, role.loading) = (None, None);
        }
        self.known.forget_failures();
    }

    fn put(&mut self, mut profile: InstanceProfile, opened: bool) {
        for role in &mut profile.roles {
            match self.roles.get(&role.id) {
                Some(known) if known == role => *role = Arc::clone(known),
                _ => drop(self.roles.insert(role.id.clone(), Arc::clone(role))),
            }
        }
        let seen = self.generation;
        let tags = profile.tags.clone();
        let at = match self.index.get(&profile.id) {
            Some(&at) => {
                let row = &mut self.rows[at];
                row.seen = seen;
                row.opened |= opened;
                if *row.profile != profile {
                    row.folded = Folded::new(&profile);
                    row.profile = Arc::new(profile);
                    self.news.touched.push(at);
                }
                at
            }
            None => {
                self.index.insert(Arc::clone(&profile.id), self.rows.len());
                let folded = Folded::new(&profile);
                let profile = Arc::new(profile);
                self.rows.push(Row { profile, seen, opened, folded, tags: None });
                self.rows.len() - 1
            }
        };
        if let Some(tags) = tags {
            self.set_tags(at, &tags);
        }
    }

    fn set_tags(&mut self, at: usize, tags: &[Tag]) {
        let row = &mut self.rows[at];
        if row.tags() == Some(tags) {
            return;
        }
        self.tagged += usize::from(row.tags.is_none());
        row.tags = Some(tags.into());
        self.news.touched.push(at);
    }

    /// Drops the rows for which `keep` is false.
    fn drop_rows(&mut self, keep: &[bool]) {
        let mut left = 0..;
        let places: Vec<_> = keep.iter().map(|&keep| keep.then(|| left.next()).flatten()).collect();
        let mut keeps = keep.iter().copied();
        self.rows.retain(|_| keeps.next().unwrap_or(true));
        self.tagged = self.rows.iter().filter(|row| row.tags.is_some()).count();
        let now = |at: usize| places.get(at).copied().flatten();
        let News { moved, touched } = &mut self.news;
        *touched = touched.iter().filter_map(|&at| now(at)).collect();
        // Two droppings before the list looks are one to it.
        *moved = Some(match moved.take() {
            None => places.clone(),
            Some(old) => old.into_iter().map(|at| at.and_then(now)).collect(),
        });
        self.index = self
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| (Arc::clone(&row.profile.id), at))
            .collect();
    }
}

#[cfg(test)]
mod tests {
    use super::super::domain::PolicyDocument;
    use super::*;

    fn profile(id: &str, trust: &str) -> InstanceProfile {
        let role = Role {
            id: "AROA1".into(),
            name: "web".into(),
            path: "/".into(),
            arn: "arn:aws:iam::1:role/web".into(),
            created: Timestamp(0),
            trust_policy: Some(PolicyDocument::from_answer(trust)),
            description: None,
            max_session_duration: None,
            permissions_boundary: None,
            last_used: None,
            tags: None,
        };
        InstanceProfile {
            id: id.into(),
            name: id.into(),
            path: "/".into(),
            arn: format!("arn:aws:iam::1:instance-profile/{id}").into(),
            created: Timestamp(0),
            roles: vec![Arc::new(role)],
            tags: None,
        }
    }

    #[test]
    fn a_role_in_many_profiles_is_kept_once_and_a_changed_one_is_not_overlooked() {
        let mut store = Store::default();
        let items = vec![profile("a", "{}"), profile("b", "{}"), profile("c", "{\"new\":1}")];
        store.take_page(Page { items, next: None });
        let role = |at: usize| store.rows()[at].profile.role().unwrap();
        assert!(Arc::ptr_eq(role(0), role(1)));
        assert_eq!(role(2).trust_policy.as_ref().unwrap().text(), "{\"new\":1}");
    }

    #[test]
    fn many_that_are_deleted_go_at_once_and_the_others_stay_in_their_places() {
        let mut store = Store::default();
        let items = ["a", "b", "c", "d"].map(|id| profile(id, "{}")).into();
        store.take_page(Page { items, next: None });
        store.details.entry("b".into()).or_default();
        store.remove_all(&["b".into(), "c".into(), "unknown".into()].into());
        assert_eq!(store.take_news().moved, Some(vec![Some(0), None, None, Some(1)]));
        assert_eq!((store.place(&"d".into()), store.rows().len()), (Some(1), 2));
        assert!(store.details.is_empty());
        store.remove_all(&["b".into()].into());
        assert!(!store.has_news());
    }
}
