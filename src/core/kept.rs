//! What is kept from one start of the program to the next.

use std::collections::BTreeMap;

use super::app::App;
use super::list::Column;
use super::msg::Effect;

/// What is kept. In a change, only what has changed is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// What the list is sorted by.
    pub sort: Option<Sort>,
    /// Percent by which the list is larger than usual.
    pub split: Option<i16>,
    /// The theme that was chosen while the program ran.
    pub theme: Option<String>,
    /// The region last chosen with each AWS profile.
    pub regions: BTreeMap<String, String>,
}

/// An order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The column.
    pub column: Column,
    /// Whether backwards.
    pub reversed: bool,
}

/// The columns by their names in the state file, which stay as they are.
pub const COLUMNS: [(&str, Column); 4] =
    [("name", Column::Name), ("role", Column::Role), ("path", Column::Path), ("age", Column::Age)];

impl Kept {
    /// Takes over what a change holds.
    pub fn merge(&mut self, change: &Self) {
        self.sort = change.sort.or(self.sort);
        self.split = change.split.or(self.split);
        self.theme = change.theme.clone().or(self.theme.take());
        self.regions.extend(change.regions.clone());
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl App {
    /// The region that was last chosen with an AWS profile.
    pub fn kept_region(&self, aws_profile: &str) -> Option<&str> {
        self.regions.get(aws_profile).map(String::as_str)
    }

    /// Remembers the region that was chosen with an AWS profile; it is written
    /// down after the message that is being handled.
    pub fn keep_region(&mut self, aws_profile: &str, region: &str) {
        self.regions.insert(aws_profile.to_owned(), region.to_owned());
    }

    /// Begins with what was kept.
    pub(super) fn take_kept(&mut self, kept: &Kept) {
        if let Some(Sort { column, reversed }) = kept.sort {
            self.list.set_order(column, reversed, &self.store);
        }
        self.division.split = kept.split.unwrap_or_default();
        self.division.widen(0);
        self.regions.clone_from(&kept.regions);
        self.kept = self.keepable();
    }

    /// What has changed since this was last asked, if anything: whoever
    /// changes it need not think of keeping it.
    pub(super) fn keep(&mut self) -> Option<Effect> {
        let now = self.keepable();
        if now == self.kept {
            return None;
        }
        let before = std::mem::replace(&mut self.kept, now.clone());
        let new = |(name, region): &(String, String)| before.regions.get(name) != Some(region);
        Some(Effect::Keep(Kept {
            sort: now.sort.filter(|_| now.sort != before.sort),
            split: now.split.filter(|_| now.split != before.split),
            theme: now.theme.filter(|theme| before.theme.as_ref() != Some(theme)),
            regions: now.regions.into_iter().filter(new).collect(),
        }))
    }

    fn keepable(&self) -> Kept {
        let (column, reversed) = self.list.order();
        Kept {
            sort: Some(Sort { column, reversed }),
            split: Some(self.division.split),
            // Not the one that the terminal's background has decided.
            theme: self.theme_chosen.then(|| self.theme.clone()),
            regions: self.regions.clone(),
        }
    }
}
