//! Plans that take back what another plan has done, or what it did before it
//! stopped halfway.

use super::super::domain::tag_change::{TagCall, TagChange};
use super::super::outcome::Made;
use super::super::plan::{Change, Expected, IfItFails, Item, Plan, Purpose, Snapshot, Step};
use super::run::{ItemOutcome, Run};

/// A step of an item that was done, or may have been.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Done {
    /// The step's number from 0.
    pub step: usize,
    /// The id of what it made, where that is known.
    pub made: Option<Box<str>>,
    /// Whether it was surely done.
    pub sure: bool,
}

/// What takes away again what a plan made that stopped halfway; `None` if
/// nothing was made, or nothing can be taken back. It is fitted to what is
/// there by preparing it, as any plan that was made earlier. A call whose
/// outcome is unknown is left alone: what it may have made may be somebody
/// else's.
pub fn clean_up(run: &Run) -> Option<Plan> {
    let plan = run.confirmed().plan();
    let items = plan.items.iter().zip(run.outcomes()).enumerate().rev();
    let items = items.filter_map(|(at, (item, outcome))| {
        // What was taken away is back, or all was done.
        let whole = matches!(
            outcome,
            ItemOutcome::Done | ItemOutcome::Failed { put_back: Some(Ok(())), .. }
        );
        let made = if whole { &[] } else { run.made(at) };
        let steps = item.steps.iter().zip(made).enumerate();
        let made = steps.take_while(|(_, (step, (made, _)))| step.change == *made);
        let done: Vec<_> = made
            .map(|(step, (_, (_, made)))| Done { step, made: id_of(made), sure: true })
            .collect();
        back(item, &done)
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then_some(Plan { purpose: Purpose::CleanUp, items })
}

/// The id of what a call brought into being.
fn id_of(made: &Made) -> Option<Box<str>> {
    match made {
        Made::Nothing => None,
        Made::Profile(profile) => Some((*profile.id).into()),
        Made::Role(role) => Some((*role.id).into()),
    }
}

/// The item that takes these steps back, the last one first.
pub(super) fn back(item: &Item, done: &[Done]) -> Option<Item> {
    let states = States::of(item, done);
    let steps = match states.only_tags() {
        true => states.tags_back(&item.name),
        false => states.calls_back(),
    };
    if steps.is_empty() {
        return None;
    }
    let expects = states.expects(item, &steps);
    Some(Item { name: item.name.clone(), expects, steps })
}

/// The item that does what is left of one of which these steps are done.
pub(super) fn rest(item: &Item, done: &[Done]) -> Option<Item> {
    let is_done = |step: usize| done.iter().any(|done| done.step == step);
    let left = item.steps.iter().enumerate().filter(|(step, _)| !is_done(*step));
    let steps: Vec<Step> = left.map(|(_, step)| step.clone()).collect();
    if steps.is_empty() {
        return None;
    }
    if done.is_empty() {
        return Some(Item { steps, ..item.clone() });
    }
    let states = States::of(item, done);
    Some(Item { name: item.name.clone(), expects: states.expects(item, &steps), steps })
}

/// What a profile was before and after each step that was done.
struct States<'a> {
    /// The calls, what they found, and what they made.
    calls: Vec<(&'a Change, Option<Snapshot>, &'a Done)>,
    first: Option<Snapshot>,
    last: Option<Snapshot>,
}

impl<'a> States<'a> {
    fn of(item: &'a Item, done: &'a [Done]) -> Self {
        let first = item.shown().cloned();
        let (mut calls, mut state) = (Vec::new(), first.clone());
        for done in done {
            let Some(step) = item.steps.get(done.step) else { continue };
            let mut after = Snapshot::after(state.as_ref(), &step.change);
            if let Some(after) = &mut after {
                match &step.change {
                    Change::CreateProfile { .. } => {
                        after.id = done.made.as_deref().unwrap_or_default().into();
                    }
                    Change::AddRole { role, .. } => {
                        let id = role_id(item, role).unwrap_or_default();
                        after.role = Some((role.clone(), id));
                    }
                    _ => {}
                }
            }
            calls.push((&step.change, std::mem::replace(&mut state, after), done));
        }
        Self { calls, first, last: state }
    }

    fn only_tags(&self) -> bool {
        let is_tag =
            |call: &Change| matches!(call, Change::TagProfile { .. } | Change::UntagProfile { .. });
        self.calls.iter().all(|(call, ..)| is_tag(call))
    }

    /// From all tags to all tags: call by call there could be too many of them
    /// in between.
    fn tags_back(&self, profile: &str) -> Vec<Step> {
        let tags = |of: &Option<Snapshot>| of.as_ref().and_then(|state| state.tags.clone());
        let (Some(then), Some(now)) = (tags(&self.first), tags(&self.last)) else {
            return Vec::new();
        };
        let change = TagChange::between(&now, &then);
        let calls = change.calls().into_iter().map(|call| match call {
            TagCall::Tag(tags) => Change::TagProfile { profile: profile.into(), tags },
            TagCall::Untag(keys) => Change::UntagProfile { profile: profile.into(), keys },
        });
        let mut steps: Vec<_> = calls.map(Step::or_stop).collect();
        if let Some(last) = steps.last_mut().filter(|_| !change.at_risk().is_empty()) {
            let tags = change.at_risk().to_vec();
            let back = Change::TagProfile { profile: profile.into(), tags };
            last.if_it_fails = IfItFails::PutBack(back);
        }
        steps
    }

    fn calls_back(&self) -> Vec<Step> {
        let calls = self.calls.iter().rev();
        let back = calls.flat_map(|(call, before, _)| call.inverse(before.as_ref()));
        let mut steps: Vec<Step> = Vec::new();
        for change in back {
            // As in a replacement: the role that was taken out comes back if
            // the other one is refused.
            let taken = steps.last().and_then(|step| match (&step.change, &change) {
                (Change::RemoveRole { profile, role }, Change::AddRole { .. }) => {
                    Some(Change::AddRole { profile: profile.clone(), role: role.clone() })
                }
                _ => None,
            });
            let if_it_fails = taken.map_or(IfItFails::Stop, IfItFails::PutBack);
            steps.push(Step { change, if_it_fails });
        }
        steps
    }

    /// What must be so before these steps: what the calls have left.
    fn expects(&self, item: &Item, steps: &[Step]) -> Vec<Expected> {
        let mut expects = Vec::new();
        let profile = item.steps.iter().find_map(|step| step.change.profile());
        if let Some(name) = profile {
            let name: Box<str> = name.into();
            // A profile that may not have been deleted: fitting the plan
            // decides between that one and none.
            let perhaps = self.calls.last().filter(|(call, _, done)| {
                matches!(call, Change::DeleteProfile { .. }) && !done.sure
            });
            let perhaps = perhaps.and_then(|(_, before, _)| before.as_ref());
            expects.push(match self.last.as_ref().or(perhaps) {
                Some(shown) => Expected::Profile { name, shown: shown.clone() },
                None => Expected::NoProfile { name },
            });
        }
        for (call, _, done) in &self.calls {
            if let Change::CreateRole { name, .. } = call {
                expects.push(Expected::Role { name: name.clone(), id: done.made.clone() });
            }
        }
        for step in steps {
            let (Change::AddRole { role, .. }
            | Change::AttachRolePolicy { role, .. }
            | Change::DetachRolePolicy { role, .. }) = &step.change
            else {
                continue;
            };
            let made_here = |step: &Step| matches!(&step.change, Change::CreateRole { name, .. } if name == role);
            let named = |one: &Expected| matches!(one, Expected::Role { name, .. } if name == role);
            if !expects.iter().any(named) && !steps.iter().any(made_here) {
                expects.push(Expected::Role { name: role.clone(), id: role_id(item, role) });
            }
        }
        for step in steps {
            if let Change::CreateRole { name, .. } = &step.change {
                expects.push(Expected::NoRole { name: name.clone() });
            }
        }
        expects
    }
}

/// The role's id as it was when the item was made.
fn role_id(item: &Item, role: &str) -> Option<Box<str>> {
    let held = item.shown().and_then(|shown| shown.role.as_ref());
    let held = held.filter(|(name, _)| **name == *role).map(|(_, id)| id.clone());
    let expected = item.expects.iter().find_map(|one| match one {
        Expected::Role { name, id } if **name == *role => id.clone(),
        _ => None,
    });
    held.or(expected).filter(|id| !id.is_empty())
}
