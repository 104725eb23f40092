//! The rows of tags against a plain model: whatever is typed, removed and
//! pasted, the calls lead from what AWS has to what the form shows.

use proptest::prelude::*;

use super::super::domain::Tag;
use super::super::domain::rules::{MAX_TAGS, Tagged, is_reserved, tags as rules_of};
use super::super::domain::tag_change::TagCall;
use super::super::msg::Ticket;
use super::super::text::ENGLISH;
use super::ids::Ids;
use super::tag_rows::TagRows;
use super::view::Cell;

/// What a person does, each at the row with this number.
#[derive(Debug, Clone)]
enum Deed {
    Key(usize, &'static str),
    Value(usize, &'static str),
    Remove(usize),
    Paste(Vec<(&'static str, &'static str)>),
}

fn key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a", "A", "b", "c", "開", "", "aws:x", "k01", "k02"])
}

fn value() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "1", "2", "a;b", "本番"])
}

fn deed() -> impl Strategy<Value = Deed> {
    // A pasted line that is none is never taken.
    let good = || prop::sample::select(vec!["a", "A", "b", "new", "k01"]);
    let pasted = prop::collection::vec((good(), prop::sample::select(vec!["", "1", "2"])), 0..4);
    prop_oneof![
        (0..60_usize, key()).prop_map(|(at, key)| Deed::Key(at, key)),
        (0..60_usize, value()).prop_map(|(at, value)| Deed::Value(at, value)),
        (0..60_usize).prop_map(Deed::Remove),
        pasted.prop_map(Deed::Paste),
    ]
}

fn tag(key: &str, value: &str) -> Tag {
    Tag { key: key.into(), value: value.into() }
}

/// What a person reads in the rows: every key and value that stays.
fn shown(rows: &TagRows) -> Vec<Tag> {
    let mut shown = Vec::new();
    for row in rows.view(&ENGLISH).iter().skip(1) {
        let mark = row.lead.as_ref().map(|line| line.text()).unwrap_or_default();
        let text = |cell: &Cell| match cell {
            Cell::Text { text, .. } | Cell::Choice { text, .. } => text.clone(),
            Cell::Fixed(_, text) => text.clone(),
            Cell::Lines { .. } => String::new(),
        };
        let (key, value) = (text(&row.cells[0]), text(&row.cells[1]));
        if mark != "−" && !(mark == " " && key.is_empty() && value.is_empty()) {
            shown.push(tag(&key, &value));
        }
    }
    shown.sort();
    shown
}

/// What AWS does.
fn carry_out(tags: &mut Vec<Tag>, call: TagCall) {
    match call {
        TagCall::Tag(set) => {
            tags.retain(|old| set.iter().all(|new| new.key != old.key));
            tags.extend(set);
        }
        TagCall::Untag(keys) => tags.retain(|tag| !keys.contains(&tag.key)),
    }
    let own = tags.iter().filter(|tag| !is_reserved(&tag.key)).count();
    assert!(own <= MAX_TAGS, "{own} tags");
}

fn act(rows: &mut TagRows, deed: Deed) {
    let count = rows.rows().len();
    let row = |at: usize| &rows.rows()[at % count];
    match deed {
        Deed::Key(at, text) => drop(rows.edit(row(at).key_spot, text)),
        Deed::Value(at, text) => drop(rows.edit(row(at).value_spot, text)),
        Deed::Remove(at) => drop(rows.remove(row(at).key_spot)),
        Deed::Paste(tags) => {
            let tags: Vec<_> = tags.iter().map(|(key, value)| tag(key, value)).collect();
            rows.take(&tags);
        }
    }
}

proptest! {
    #[test]
    fn any_edits_lead_from_the_tags_that_are_to_those_that_are_shown(
        below in prop::sample::select(vec![0_usize, 2, 46, 48, 50]),
        own in any::<bool>(),
        deeds in prop::collection::vec(deed(), 0..24),
    ) {
        let mut now: Vec<Tag> = (0..below).map(|n| tag(&format!("k{n:02}"), "v")).collect();
        now.extend(own.then(|| tag("aws:stack", "s")));
        let mut rows = TagRows::new(Ids::new(Ticket(1)), &now);
        for deed in deeds {
            act(&mut rows, deed);
            // There is always a place for one more.
            prop_assert!(rows.blank().is_some());
        }
        let wrong = rows.first_error().is_some() || rows.are_too_many();
        let change = rows.change();
        if wrong {
            return Ok(());
        }
        // What is sent is in order by itself.
        prop_assert_eq!(rules_of(Tagged::Profile, &change.set), vec![]);
        let mut tags = now.clone();
        for call in change.calls() {
            carry_out(&mut tags, call);
        }
        tags.sort();
        prop_assert_eq!(&tags, &shown(&rows));
        // And nothing is called where nothing differs.
        now.sort();
        prop_assert_eq!(change.is_empty(), tags == now);
        if !rows.are_changed() {
            prop_assert!(change.is_empty());
        }
    }

    #[test]
    fn what_aws_would_refuse_is_never_called_right(
        deeds in prop::collection::vec(deed(), 1..16),
    ) {
        let now = [tag("a", "1"), tag("b", "2")];
        let mut rows = TagRows::new(Ids::new(Ticket(1)), &now);
        for deed in deeds {
            act(&mut rows, deed);
        }
        let broken = !rules_of(Tagged::Profile, &rows.wanted()).is_empty();
        prop_assert_eq!(broken, rows.first_error().is_some() || rows.are_too_many());
    }
}
