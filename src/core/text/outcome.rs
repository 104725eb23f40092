//! The words for what became of a plan's items.

use super::super::change::{Found, ItemOutcome};
use super::super::error::{ApiError, ErrorKind};
use super::super::plan::{IfItFails, Item, Snapshot};
use super::{Text, Words, explain};

words! {
    /// What became of an item.
    OutcomeWords {
        open: Text, done: Text, nothing_sent: fn(&str) -> String, is_other_profile: Text,
        holds_now: fn(&str) -> String, holds_none_now: Text, has_other_tags: Text,
        there_already: Text, profile_gone: Text, role_there: Text, role_gone: Text,
        other_account: fn(&str) -> String, not_journalled: fn(&str) -> String,
        only_so_far: fn(usize) -> String, failed: fn(usize, usize, &str) -> String,
        was_put_back: Text, not_put_back: fn(&str) -> String, stays: fn(usize) -> String,
        unknown: fn(usize, usize, &str) -> String, left_out: Text,
    }
}

impl Words {
    /// What became of an item, as a sentence; `made` is how many of its calls
    /// were carried out.
    pub fn outcome(&self, item: &Item, outcome: &ItemOutcome, made: usize) -> String {
        let words = &self.outcomes;
        let nothing = |why: &str| (words.nothing_sent)(why);
        match outcome {
            ItemOutcome::Open => words.open.to_owned(),
            ItemOutcome::Done => words.done.to_owned(),
            ItemOutcome::LeftOut => words.left_out.to_owned(),
            ItemOutcome::Changed(found) => nothing(&self.found(item, found)),
            ItemOutcome::Unread(error) => nothing(&self.headline(error)),
            ItemOutcome::OtherAccount(account) => nothing(&(words.other_account)(account)),
            ItemOutcome::NotJournalled(why) => {
                let why = (words.not_journalled)(why);
                if made == 0 {
                    nothing(&why)
                } else {
                    format!("{why} {}", (words.only_so_far)(made))
                }
            }
            ItemOutcome::Failed { step, error, put_back } => {
                let mut said = (words.failed)(step + 1, item.steps.len(), &self.headline(error));
                let planned = item.steps.get(*step).map(|step| &step.if_it_fails);
                let more = match put_back {
                    Some(Ok(())) => Some(words.was_put_back.to_owned()),
                    Some(Err(error)) => Some((words.not_put_back)(&self.headline(error))),
                    None if matches!(planned, Some(IfItFails::Stop)) && made > 0 => {
                        Some((words.stays)(made))
                    }
                    None => None,
                };
                said.extend(more.into_iter().flat_map(|more| [" ".to_owned(), more]));
                said
            }
            ItemOutcome::Unknown { step, error } => {
                (words.unknown)(step + 1, item.steps.len(), &self.headline(error))
            }
        }
    }

    /// What was found instead of what was shown.
    fn found(&self, item: &Item, found: &Found) -> String {
        let words = &self.outcomes;
        match found {
            Found::NoProfile => words.profile_gone.to_owned(),
            Found::Role => words.role_there.to_owned(),
            Found::NoRole => words.role_gone.to_owned(),
            Found::Profile(now) => match item.shown() {
                None => words.there_already.to_owned(),
                Some(shown) if shown.id != now.id => words.is_other_profile.to_owned(),
                Some(Snapshot { role, .. }) if *role != now.role => match &now.role {
                    Some((role, _)) => (words.holds_now)(role),
                    None => words.holds_none_now.to_owned(),
                },
                Some(_) => words.has_other_tags.to_owned(),
            },
        }
    }

    /// A failure in one sentence; of a refusal, AWS's own words.
    fn headline(&self, error: &ApiError) -> String {
        match (&error.kind, &error.code) {
            (ErrorKind::Refused, Some(code)) => format!("{code}: {}", error.message),
            _ => explain::api_error(self, error, None).headline,
        }
    }
}
