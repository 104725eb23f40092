//! The rows of tags in a form: what they were, what they are to be, and what
//! AWS would say to it. Pure: the rows are plain texts.

use super::super::domain::Tag;
use super::super::domain::rules::{self, MAX_TAGS, RuleError, Tagged, is_reserved};
use super::super::domain::tag_change::TagChange;
use super::ids::Ids;
use super::view::Spot;

/// Rows of tags; the last one is always empty, for a tag to be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagRows {
    rows: Vec<TagRow>,
    ids: Ids,
}

/// One tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagRow {
    /// The place of its key.
    pub key_spot: Spot,
    /// The place of its value.
    pub value_spot: Spot,
    /// What AWS has; `None`: a new one.
    pub was: Option<Tag>,
    /// Its key now.
    pub key: String,
    /// Its value now.
    pub value: String,
    /// It is to go.
    pub removed: bool,
}

/// What becomes of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It stays as it is.
    Same,
    /// It is new.
    New,
    /// It gets another value.
    Changed,
    /// It gets another key, and perhaps another value.
    Renamed,
    /// It goes.
    Removed,
    /// AWS set it: only AWS may change it.
    OfAws,
    /// The row in which a tag can be added.
    Blank,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowError {
    /// With its key.
    Key(RuleError),
    /// With its value.
    Value(RuleError),
    /// An earlier row has the key.
    Duplicate,
}

impl TagRow {
    /// What becomes of it.
    pub fn fate(&self) -> Fate {
        match &self.was {
            Some(was) if is_reserved(&was.key) => Fate::OfAws,
            _ if self.is_blank() => Fate::Blank,
            None => Fate::New,
            Some(_) if self.removed => Fate::Removed,
            Some(was) if *was.key != *self.key => Fate::Renamed,
            Some(was) if *was.value != *self.value => Fate::Changed,
            Some(_) => Fate::Same,
        }
    }

    fn is_blank(&self) -> bool {
        self.was.is_none() && self.key.is_empty() && self.value.is_empty()
    }

    /// Whether it will be there.
    fn stays(&self) -> bool {
        !matches!(self.fate(), Fate::Removed | Fate::Blank)
    }

    fn has(&self, spot: Spot) -> bool {
        self.key_spot == spot || self.value_spot == spot
    }
}

impl TagRows {
    /// Rows of the tags that are there.
    pub fn new(ids: Ids, now: &[Tag]) -> Self {
        let mut rows = Self { rows: Vec::new(), ids };
        let mut now = now.to_vec();
        // AWS's own last: they can only be looked at.
        now.sort_by_key(|tag| is_reserved(&tag.key));
        for tag in now {
            rows.push(Some(tag.clone()), &tag.key, &tag.value);
        }
        rows.keep_one_blank();
        rows
    }

    /// The rows as they stand.
    pub fn rows(&self) -> &[TagRow] {
        &self.rows
    }

    /// The tags that there will be, AWS's own among them.
    pub fn wanted(&self) -> Vec<Tag> {
        let rows = self.rows.iter().filter(|row| row.stays());
        rows.map(|row| Tag { key: (*row.key).into(), value: (*row.value).into() }).collect()
    }

    /// The tags that there are.
    pub fn now(&self) -> Vec<Tag> {
        self.rows.iter().filter_map(|row| row.was.clone()).collect()
    }

    /// The calls between the two.
    pub fn change(&self) -> TagChange {
        TagChange::between(&self.now(), &self.wanted())
    }

    /// How many will count towards AWS's [`MAX_TAGS`].
    pub fn count(&self) -> usize {
        self.rows.iter().filter(|row| row.stays() && row.fate() != Fate::OfAws).count()
    }

    /// Whether there will be more than AWS allows.
    pub fn are_too_many(&self) -> bool {
        self.count() > MAX_TAGS
    }

    /// Whether anything was typed or removed.
    pub fn are_changed(&self) -> bool {
        !self.rows.iter().all(|row| matches!(row.fate(), Fate::Same | Fate::OfAws | Fate::Blank))
    }

    /// What is wrong with a row. Tags that stay as they are were AWS's to
    /// judge: a simulator's may break every rule, and are not sent again.
    pub fn error(&self, at: usize) -> Option<RowError> {
        let row = self.rows.get(at)?;
        if !matches!(row.fate(), Fate::New | Fate::Changed | Fate::Renamed) {
            return None;
        }
        if let Err(error) = rules::tag_key(&row.key) {
            return Some(RowError::Key(error));
        }
        let same =
            |other: &TagRow| other.stays() && Tagged::Profile.is_same_key(&other.key, &row.key);
        // Of two new ones the second is wrong; one that is there is right.
        let unchanged = |row: &TagRow| matches!(row.fate(), Fate::Same | Fate::OfAws);
        let clash = |(place, other): (usize, &TagRow)| {
            place != at && same(other) && (place < at || unchanged(other))
        };
        if self.rows.iter().enumerate().any(clash) {
            return Some(RowError::Duplicate);
        }
        rules::tag_value(&row.value).err().map(RowError::Value)
    }

    /// The first place that has something wrong.
    pub fn first_error(&self) -> Option<Spot> {
        let mut wrong = (0..self.rows.len()).filter_map(|at| {
            Some(match self.error(at)? {
                RowError::Value(_) => self.rows[at].value_spot,
                RowError::Key(_) | RowError::Duplicate => self.rows[at].key_spot,
            })
        });
        wrong.next()
    }

    /// Takes what was typed; returns whether the place is one of these.
    pub fn edit(&mut self, spot: Spot, text: &str) -> bool {
        let Some(row) = self.rows.iter_mut().find(|row| row.has(spot)) else { return false };
        if row.fate() == Fate::OfAws || row.removed {
            return false;
        }
        let which = if row.key_spot == spot { &mut row.key } else { &mut row.value };
        text.clone_into(which);
        self.keep_one_blank();
        true
    }

    /// Removes a tag, or keeps it after all with what AWS has; a new one is
    /// dropped. Returns the place to go to; `None` if the place is none of these.
    pub fn remove(&mut self, spot: Spot) -> Option<Spot> {
        let at = self.rows.iter().position(|row| row.has(spot))?;
        match self.rows[at].fate() {
            Fate::OfAws | Fate::Blank => return Some(spot),
            Fate::New => {
                self.rows.remove(at);
                self.keep_one_blank();
                return self.rows.get(at).map(|row| row.key_spot);
            }
            _ => {}
        }
        let row = &mut self.rows[at];
        row.removed = !row.removed;
        if let (true, Some(was)) = (row.removed, &row.was) {
            // What was typed into it goes with it.
            (row.key, row.value) = (was.key.to_string(), was.value.to_string());
        }
        Some(row.key_spot)
    }

    /// Takes pasted tags: new keys are added, others get their values.
    pub fn take(&mut self, tags: &[Tag]) {
        for tag in tags {
            let known = self.rows.iter_mut().find(|row| *row.key == *tag.key && !row.is_blank());
            match known {
                Some(row) => {
                    row.removed = false;
                    row.value = tag.value.to_string();
                }
                None => {
                    self.drop_blank();
                    self.push(None, &tag.key, &tag.value);
                }
            }
        }
        self.keep_one_blank();
    }

    fn push(&mut self, was: Option<Tag>, key: &str, value: &str) {
        let (key_spot, value_spot) = (self.ids.fresh(), self.ids.fresh());
        let (key, value) = (key.to_owned(), value.to_owned());
        let row = TagRow { key_spot, value_spot, was, key, value, removed: false };
        // Above AWS's own, which stand at the end.
        let own = self.rows.iter().position(|row| row.fate() == Fate::OfAws);
        match own.filter(|_| row.fate() != Fate::OfAws) {
            Some(at) => self.rows.insert(at, row),
            None => self.rows.push(row),
        }
    }

    fn drop_blank(&mut self) {
        self.rows.retain(|row| !row.is_blank());
    }

    /// One that was emptied again keeps its place; there is one in any case.
    fn keep_one_blank(&mut self) {
        if !self.rows.iter().any(TagRow::is_blank) {
            self.push(None, "", "");
        }
    }
}
