//! From the tags that are and the tags that are wanted to the calls between.

use super::Tag;
use super::rules::{self, MAX_TAGS, RuleError, Tagged, is_reserved};

/// The calls that turn a profile's tags into others: at most one
/// TagInstanceProfile and one UntagInstanceProfile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagChange {
    /// For TagInstanceProfile: new keys, and keys with another value; may be empty.
    pub set: Vec<Tag>,
    /// For UntagInstanceProfile: keys, and the values that go with them; may be empty.
    pub removed: Vec<Tag>,
    /// Which of the two comes first, if both are needed.
    pub order: TagOrder,
}

/// Which call comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TagOrder {
    /// Tag, then Untag: should the second fail, all old and new tags are there.
    #[default]
    TagFirst,
    /// Untag, then Tag, because there would be more than 50 in between: should
    /// the second fail, the removed tags are gone and the new ones missing.
    UntagFirst,
}

/// One of the calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TagCall {
    /// TagInstanceProfile.
    Tag(Vec<Tag>),
    /// UntagInstanceProfile.
    Untag(Vec<Box<str>>),
}

impl TagChange {
    /// The difference between an instance profile's tags and those wanted.
    ///
    /// Tags that AWS itself has set (`aws:…`) can't be removed: they stay even
    /// if `wanted` lacks them, and do not count. Whether `set` is legal is for
    /// [`rules::tags`] to say, and for [`TagChange::count_after`] whether all
    /// of them fit.
    pub fn between(now: &[Tag], wanted: &[Tag]) -> Self {
        let set: Vec<Tag> = wanted.iter().filter(|tag| !now.contains(tag)).cloned().collect();
        let lacks = |tags: &[Tag], key: &str| tags.iter().all(|tag| &*tag.key != key);
        let goes = |tag: &&Tag| !is_reserved(&tag.key) && lacks(wanted, &tag.key);
        let removed: Vec<Tag> = now.iter().filter(goes).cloned().collect();
        let between = own(now) + set.iter().filter(|tag| lacks(now, &tag.key)).count();
        let order = match between > MAX_TAGS && !removed.is_empty() && !set.is_empty() {
            true => TagOrder::UntagFirst,
            false => TagOrder::TagFirst,
        };
        Self { set, removed, order }
    }

    /// Whether nothing is to be done.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.removed.is_empty()
    }

    /// The calls in their order; none, one or two.
    pub fn calls(&self) -> Vec<TagCall> {
        let tag = (!self.set.is_empty()).then(|| TagCall::Tag(self.set.clone()));
        let keys = || self.removed.iter().map(|tag| tag.key.clone()).collect();
        let untag = (!self.removed.is_empty()).then(|| TagCall::Untag(keys()));
        match self.order {
            TagOrder::TagFirst => tag.into_iter().chain(untag).collect(),
            TagOrder::UntagFirst => untag.into_iter().chain(tag).collect(),
        }
    }

    /// What would be lost if the first call succeeded and the second failed:
    /// tags whose values then stand nowhere in AWS any more.
    pub fn at_risk(&self) -> &[Tag] {
        match self.order {
            TagOrder::TagFirst => &[],
            TagOrder::UntagFirst => &self.removed,
        }
    }

    /// How many tags count towards AWS's [`MAX_TAGS`] once it is done.
    pub fn count_after(&self, now: &[Tag]) -> usize {
        let new = self.set.iter().filter(|tag| now.iter().all(|old| old.key != tag.key)).count();
        own(now) + new - self.removed.len()
    }
}

/// How many count: those that AWS itself has set do not.
fn own(tags: &[Tag]) -> usize {
    tags.iter().filter(|tag| !is_reserved(&tag.key)).count()
}

/// A pasted line that is no tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: LineTrouble,
}

/// What is wrong with a pasted line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineTrouble {
    /// It has no `=`.
    NoEquals,
    /// Its key.
    Key(RuleError),
    /// Its value.
    Value(RuleError),
    /// An earlier line has the key too.
    Duplicate {
        /// That line's number, from 1.
        first: usize,
    },
}

/// Reads pasted `key=value` lines. The key ends at the first `=`; white space
/// around key and value is dropped, as are empty lines. Keys that differ in
/// case are different ones, as on instance profiles.
///
/// # Errors
/// Each line that is no tag; then nothing should be taken over, so that no
/// line is lost unseen.
pub fn parse_lines(text: &str) -> Result<Vec<Tag>, Vec<LineError>> {
    let (mut tags, mut errors): (Vec<(usize, Tag)>, _) = (Vec::new(), Vec::new());
    for (line, text) in (1..).zip(text.lines()) {
        if text.trim().is_empty() {
            continue;
        }
        match parse_line(text, &tags) {
            Ok(tag) => tags.push((line, tag)),
            Err(why) => errors.push(LineError { line, why }),
        }
    }
    match errors.is_empty() {
        true => Ok(tags.into_iter().map(|(_, tag)| tag).collect()),
        false => Err(errors),
    }
}

fn parse_line(text: &str, before: &[(usize, Tag)]) -> Result<Tag, LineTrouble> {
    let (key, value) = text.split_once('=').ok_or(LineTrouble::NoEquals)?;
    let (key, value) = (key.trim(), value.trim());
    rules::tag_key(key).map_err(LineTrouble::Key)?;
    rules::tag_value(value).map_err(LineTrouble::Value)?;
    match before.iter().find(|(_, tag)| Tagged::Profile.is_same_key(&tag.key, key)) {
        Some(&(first, _)) => Err(LineTrouble::Duplicate { first }),
        None => Ok(Tag { key: key.into(), value: value.into() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(key: &str, value: &str) -> Tag {
        Tag { key: key.into(), value: value.into() }
    }

    fn many(count: usize) -> Vec<Tag> {
        (0..count).map(|n| tag(&format!("k{n:02}"), "v")).collect()
    }

    /// What AWS does, 50 tags being the most: `Err` if it refuses.
    fn carry_out(tags: &mut Vec<Tag>, call: TagCall) -> Result<(), usize> {
        match call {
            TagCall::Tag(set) => {
                assert!((1..=50).contains(&set.len()));
                for new in set {
                    tags.retain(|tag| tag.key != new.key);
                    tags.push(new);
                }
            }
            TagCall::Untag(keys) => {
                assert!((1..=50).contains(&keys.len()));
                assert!(keys.iter().all(|key| !is_reserved(key)));
                tags.retain(|tag| !keys.contains(&tag.key));
            }
        }
        if own(tags) > 50 { Err(own(tags)) } else { Ok(()) }
    }

    fn sorted(mut tags: Vec<Tag>) -> Vec<Tag> {
        tags.sort();
        tags
    }

    /// Every pair of sets over four keys and two values, with enough other
    /// tags below to reach or miss AWS's limit, and one of AWS's own.
    #[test]
    fn whatever_is_wanted_comes_about_within_the_limit_and_what_may_be_lost_is_told() {
        let sets: Vec<Vec<Tag>> = (0..3_usize.pow(4))
            .map(|number| {
                let digits = [number % 3, number / 3 % 3, number / 9 % 3, number / 27 % 3];
                let keys = ["a", "A", "b", "c"].iter().zip(digits);
                let set = keys.filter(|&(_, digit)| digit > 0);
                set.map(|(key, digit)| tag(key, &digit.to_string())).collect()
            })
            .collect();
        for below in [0, 46, 47, 48, 49, 50] {
            for (now, wanted) in sets.iter().flat_map(|now| sets.iter().map(move |w| (now, w))) {
                if below + now.len() > 50 || below + wanted.len() > 50 {
                    continue;
                }
                let with = |set: &[Tag]| [&[tag("aws:x", "y")], &*many(below), set].concat();
                let (now, wanted) = (with(now), with(wanted));
                let change = TagChange::between(&now, &wanted);
                let calls = change.calls();
                assert_eq!(change.is_empty(), calls.is_empty());
                assert_eq!(change.count_after(&now), own(&wanted));
                let (mut tags, mut first) = (now.clone(), None);
                for call in calls {
                    carry_out(&mut tags, call).unwrap();
                    first.get_or_insert_with(|| tags.clone());
                }
                assert_eq!(sorted(tags), sorted(wanted.clone()), "{now:?}");
                if change.calls().len() == 2 {
                    // Were the second call refused, exactly what was told would be gone.
                    let between = first.unwrap_or_default();
                    let is_gone = |tag: &&Tag| between.iter().all(|left| left.key != tag.key);
                    let gone: Vec<Tag> = now.iter().filter(is_gone).cloned().collect();
                    assert_eq!(gone, change.at_risk());
                    // And that is risked only where there is no other way.
                    let tag_first = carry_out(&mut now.clone(), TagCall::Tag(change.set.clone()));
                    assert_eq!(gone.is_empty(), tag_first.is_ok());
                }
            }
        }
    }

    #[test]
    fn renaming_a_key_of_fifty_tags_takes_the_old_one_off_first_and_says_so() {
        let now = many(50);
        let mut wanted = now.clone();
        wanted[7].key = "renamed".into();
        let change = TagChange::between(&now, &wanted);
        let (untag, set) = (vec!["k07".into()], vec![tag("renamed", "v")]);
        assert_eq!(change.calls(), [TagCall::Untag(untag), TagCall::Tag(set)]);
        assert_eq!(change.at_risk(), [tag("k07", "v")]);
        // With 49 there is room for both names at a time.
        let change = TagChange::between(&now[..49], &wanted[..49]);
        assert!(matches!(&*change.calls(), [TagCall::Tag(_), TagCall::Untag(_)]));
        assert_eq!(change.at_risk(), []);
    }

    #[test]
    fn what_aws_has_set_is_neither_removed_nor_counted() {
        let mut now = many(50);
        now.push(tag("aws:cloudformation:stack-name", "x"));
        let change = TagChange::between(&now, &many(50));
        assert!(change.is_empty());
        assert_eq!(change.count_after(&now), 50);
    }

    #[test]
    fn pasted_lines_are_tags() {
        let text = "Team=web\r\n\r\n  Cost Center = 12=3 \nempty=\nteam=other";
        let tags = [tag("Team", "web"), tag("Cost Center", "12=3"), tag("empty", "")];
        let tags = [&tags[..], &[tag("team", "other")]].concat();
        assert_eq!(parse_lines(text), Ok(tags));
        assert_eq!(parse_lines(" \n"), Ok(vec![]));
    }

    #[test]
    fn each_pasted_line_that_is_none_is_told() {
        let errors = parse_lines("a=1\nnothing\n=v\na=2\nk=x;y\nAWS:x=1").unwrap_err();
        let lines: Vec<_> = errors.iter().map(|error| error.line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6]);
        assert_eq!(errors[0].why, LineTrouble::NoEquals);
        assert_eq!(errors[1].why, LineTrouble::Key(RuleError::Empty));
        assert_eq!(errors[2].why, LineTrouble::Duplicate { first: 1 });
        assert!(matches!(
            errors[3].why,
            LineTrouble::Value(RuleError::BadCharacter { character: ';', at: 1, .. })
        ));
        assert_eq!(errors[4].why, LineTrouble::Key(RuleError::Reserved));
    }
}
