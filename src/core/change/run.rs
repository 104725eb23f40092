//! Carries a confirmed plan out, step by step, as a state machine: it says
//! what it wants done and is told what came of it. The browser and the command
//! line drive the same one.
//!
//! For each item: read the profile again, and send nothing if it is not what
//! was shown; then for each step: journal, call, journal. An outcome that is
//! not known is decided by reading the profile once more.

mod back;
mod talk;

pub use talk::{Ask, Found, ItemOutcome, Reply};

use super::super::domain::Timestamp;
use super::super::error::ApiError;
use super::super::msg::{Answer, Read, Ticket};
use super::super::outcome::{ChangeOutcome, Made, Verdict};
use super::super::plan::{Change, Snapshot};
use super::check;
use super::confirmed::Confirmed;
use super::doubt::{brought, found, got_in_the_way, look_at, was_made};
use super::journal::{self, Scene};

/// How often the profile is read to find out what became of a call, and how
/// often a call is repeated that another change got in the way of.
const TRIES: u8 = 3;
/// Milliseconds between two of them.
const PAUSE: u64 = 1000;

/// A plan under way.
#[derive(Debug)]
pub struct Run {
    confirmed: Confirmed,
    scene: Scene,
    outcomes: Vec<ItemOutcome>,
    /// The calls of each item that were carried out, in their order.
    made: Vec<Vec<(Change, Made)>>,
    /// What was found of each item after something could not be put back for
    /// sure: `Some(None)` is that there is no such profile.
    left: Vec<Option<Option<Snapshot>>>,
    /// What the last call brought into being.
    brought: Made,
    item: usize,
    step: usize,
    doing: Doing,
    waits_for: Option<Ticket>,
    last_ticket: u64,
    /// How many items are begun at all, where not all of them are.
    most: Option<usize>,
    tries: u8,
    /// What the last call failed with, until it is known what it did.
    error: Option<ApiError>,
    /// Whether what is there must tell if the last call put something back.
    back_in_doubt: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Opening,
    Identifying,
    /// Reads what the item expects, by its number.
    Checking(usize),
    JournallingBefore,
    Calling,
    JournallingAfter,
    /// Waits before it looks, or calls, once more.
    Pausing {
        then_call: bool,
    },
    FindingOut,
    /// Waits before it puts back, or looks whether that was done, once more.
    PausingBack {
        then_call: bool,
    },
    JournallingBack,
    PuttingBack,
    CheckingPutBack,
    JournallingPutBack,
    Closing,
    Over,
}

impl Run {
    /// Begins a run; the first thing that it wants done comes with it.
    pub fn begin(confirmed: Confirmed, scene: Scene, now: Timestamp) -> (Self, Ticket, Ask) {
        let outcomes = vec![ItemOutcome::Open; confirmed.plan().items.len()];
        let line = journal::begin(&scene, confirmed.plan(), now);
        let mut run = Self {
            confirmed,
            scene,
            made: vec![Vec::new(); outcomes.len()],
            left: vec![None; outcomes.len()],
            brought: Made::Nothing,
            outcomes,
            item: 0,
            step: 0,
            doing: Doing::Opening,
            waits_for: None,
            last_ticket: 0,
            most: None,
            tries: 0,
            error: None,
            back_in_doubt: false,
        };
        let (ticket, ask) = run.ask(Doing::Opening, Ask::Journal(line));
        (run, ticket, ask)
    }

    /// The plan.
    pub fn confirmed(&self) -> &Confirmed {
        &self.confirmed
    }

    /// What became of each item so far.
    pub fn outcomes(&self) -> &[ItemOutcome] {
        &self.outcomes
    }

    /// The calls that were carried out for an item so far, those that put
    /// something back included.
    pub fn made(&self, item: usize) -> &[(Change, Made)] {
        self.made.get(item).map_or(&[], Vec::as_slice)
    }

    /// The profile as it was read after what was there before had to be put
    /// back: `Some(None)` is that it is gone, `None` that it was not read.
    pub fn left_as(&self, item: usize) -> Option<Option<&Snapshot>> {
        self.left.get(item)?.as_ref().map(Option::as_ref)
    }

    /// Where and by whom it is carried out.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The line that says that nobody waited for the call under way.
    pub fn left_unknown(&self, now: Timestamp) -> String {
        journal::unknown(&self.scene, (self.item, self.step), now)
    }

    /// The line for somebody who waits for nothing more: what came of a call
    /// is not known, or what is not begun is left out. `None` in the middle of
    /// an item: the plan has no end then, and is told of as broken off.
    pub fn left_alone(&self, now: Timestamp) -> Option<String> {
        match self.doing {
            Doing::Calling
            | Doing::PuttingBack
            | Doing::FindingOut
            | Doing::CheckingPutBack
            | Doing::Pausing { then_call: false }
            | Doing::PausingBack { then_call: false } => Some(self.left_unknown(now)),
            Doing::Opening | Doing::Identifying | Doing::Checking(_) => {
                let left_out = |one: &ItemOutcome| match one {
                    ItemOutcome::Open => ItemOutcome::LeftOut,
                    other => other.clone(),
                };
                let outcomes: Vec<_> = self.outcomes.iter().map(left_out).collect();
                Some(journal::end(&self.scene, &outcomes, now))
            }
            Doing::JournallingBefore
            | Doing::JournallingAfter
            | Doing::Pausing { then_call: true }
            | Doing::PausingBack { then_call: true }
            | Doing::JournallingBack
            | Doing::JournallingPutBack
            | Doing::Closing
            | Doing::Over => None,
        }
    }

    /// The call under way, or the one that comes next.
    pub fn call_at_hand(&self) -> Option<&Change> {
        Some(&self.confirmed.plan().items.get(self.item)?.steps.get(self.step)?.change)
    }

    /// The item and the step that it is at.
    pub fn at(&self) -> (usize, usize) {
        (self.item, self.step)
    }

    /// Whether all is done that will be.
    pub fn is_over(&self) -> bool {
        self.doing == Doing::Over
    }

    /// Whether it reads to find out what became of a call.
    pub fn finds_out(&self) -> bool {
        matches!(self.doing, Doing::FindingOut | Doing::CheckingPutBack)
    }

    /// Whether a changing call has been sent whose answer has not come.
    pub fn is_calling(&self) -> bool {
        matches!(self.doing, Doing::Calling | Doing::PuttingBack)
    }

    /// No further item is begun, not even the first one.
    pub fn stop(&mut self) {
        let begun = !matches!(self.doing, Doing::Opening | Doing::Identifying);
        self.most = Some(self.item + usize::from(begun));
    }

    /// The item at hand is the last one; before any is begun, that is the first.
    pub fn stop_after_this(&mut self) {
        self.most = self.most.or(Some(self.item + 1));
    }

    /// Whether no further item is begun.
    pub fn is_stopping(&self) -> bool {
        self.most.is_some()
    }

    /// Takes a reply; returns what is wanted next, or `None` when it is over
    /// or the reply is to something else.
    pub fn on(&mut self, ticket: Ticket, reply: Reply, now: Timestamp) -> Option<(Ticket, Ask)> {
        if self.waits_for != Some(ticket) {
            return None;
        }
        self.waits_for = None;
        match (self.doing, reply) {
            (Doing::Opening, Reply::Journalled(Ok(()))) => {
                // The keys may have been renewed to another account's since
                // the plan was shown.
                Some(self.ask(Doing::Identifying, Ask::Read(Read::CallerIdentity)))
            }
            (Doing::Opening, Reply::Journalled(Err(why))) => {
                self.outcomes.fill(ItemOutcome::NotJournalled(why));
                self.doing = Doing::Over;
                None
            }
            (Doing::Identifying, Reply::Answer(answer)) => {
                if let Some(outcome) = check::other_account(&self.scene.account, &answer) {
                    self.outcomes.fill(outcome);
                    self.item = self.outcomes.len();
                }
                Some(self.begin_item(now))
            }
            (Doing::Checking(at), Reply::Answer(answer)) => Some(self.checked(at, &answer, now)),
            (Doing::JournallingBefore, Reply::Journalled(Ok(()))) => self.call(now),
            // The second half belongs to the first: it is not left out because
            // the disk is full, or a role would be lost.
            (Doing::JournallingBefore, Reply::Journalled(Err(_))) if self.is_halfway() => {
                self.call(now)
            }
            (Doing::JournallingBefore, Reply::Journalled(Err(why))) => {
                Some(self.end_item(ItemOutcome::NotJournalled(why), now))
            }
            (Doing::Calling, Reply::Stepped(outcome)) => Some(self.called(outcome, now)),
            (Doing::Pausing { then_call: true }, _) => self.call(now),
            (Doing::Pausing { then_call: false }, _) => Some(self.look()),
            (Doing::FindingOut, Reply::Answer(answer)) => Some(self.found_out(&answer, now)),
            (Doing::JournallingAfter, Reply::Journalled(written)) => {
                Some(self.after_step(written, now))
            }
            // A full disk must not keep the old role out.
            (Doing::JournallingBack, _) | (Doing::PausingBack { then_call: true }, _) => {
                let step = self.confirmed.put_back(self.item, self.step)?;
                Some(self.ask(Doing::PuttingBack, Ask::Step(step)))
            }
            (Doing::PausingBack { then_call: false }, _) => Some(self.look_back()),
            (Doing::PuttingBack, Reply::Stepped(outcome)) => Some(self.was_put_back(outcome)),
            (Doing::CheckingPutBack, Reply::Answer(answer)) => {
                Some(self.put_back_checked(&answer, now))
            }
            (Doing::JournallingPutBack, _) => {
                let outcome = self.outcomes[self.item].clone();
                Some(self.end_item(outcome, now))
            }
            (Doing::Closing, _) => {
                self.doing = Doing::Over;
                None
            }
            // A reply of another kind than was asked for can't come.
            _ => None,
        }
    }

    fn ask(&mut self, doing: Doing, ask: Ask) -> (Ticket, Ask) {
        self.last_ticket += 1;
        let ticket = Ticket(self.last_ticket);
        (self.doing, self.waits_for) = (doing, Some(ticket));
        (ticket, ask)
    }

    fn change(&self) -> &Change {
        &self.confirmed.plan().items[self.item].steps[self.step].change
    }

    fn begin_item(&mut self, now: Timestamp) -> (Ticket, Ask) {
        (self.step, self.tries, self.error) = (0, 0, None);
        if self.item == self.outcomes.len() {
            let line = journal::end(&self.scene, &self.outcomes, now);
            return self.ask(Doing::Closing, Ask::Journal(line));
        }
        if self.most.is_some_and(|most| self.item >= most) {
            return self.end_item(ItemOutcome::LeftOut, now);
        }
        self.check(0, now)
    }

    /// Reads the next thing that the item expects; begins when all is so.
    fn check(&mut self, at: usize, now: Timestamp) -> (Ticket, Ask) {
        let Some(expected) = self.confirmed.plan().items[self.item].expects.get(at) else {
            return self.journal_step(now);
        };
        let read = check::read_of(expected);
        self.ask(Doing::Checking(at), Ask::Read(read))
    }

    fn checked(&mut self, at: usize, answer: &Answer, now: Timestamp) -> (Ticket, Ask) {
        let expected = &self.confirmed.plan().items[self.item].expects[at];
        match check::differs(expected, answer) {
            None => self.check(at + 1, now),
            Some(outcome) => self.end_item(outcome, now),
        }
    }

    fn journal_step(&mut self, now: Timestamp) -> (Ticket, Ask) {
        self.tries = 0;
        let line = journal::before(&self.scene, (self.item, self.step), self.change(), now);
        self.ask(Doing::JournallingBefore, Ask::Journal(line))
    }

    fn call(&mut self, now: Timestamp) -> Option<(Ticket, Ask)> {
        match self.confirmed.step(self.item, self.step) {
            Some(step) => Some(self.ask(Doing::Calling, Ask::Step(step))),
            // Its steps are counted: there is one.
            None => Some(self.end_item(ItemOutcome::LeftOut, now)),
        }
    }

    fn called(&mut self, outcome: ChangeOutcome, now: Timestamp) -> (Ticket, Ask) {
        let error = match &outcome.result {
            Ok(_) => return self.journal_after(&outcome, now),
            Err(error) => error.clone(),
        };
        // An earlier attempt of the same call may be what got in the way of
        // this one: that is looked for first, and not called once more.
        if got_in_the_way(&outcome) && self.tries < TRIES {
            self.tries += 1;
            return self.ask(Doing::Pausing { then_call: true }, Ask::Wait(PAUSE));
        }
        if outcome.verdict() == Verdict::Unknown {
            self.error = Some(error);
            self.tries = 0;
            return self.look();
        }
        self.error = Some(error);
        self.journal_after(&outcome, now)
    }

    fn look(&mut self) -> (Ticket, Ask) {
        let read = look_at(self.change());
        self.ask(Doing::FindingOut, Ask::Read(read))
    }

    fn found_out(&mut self, answer: &Answer, now: Timestamp) -> (Ticket, Ask) {
        let holds = was_made(self.change(), answer);
        self.tries += 1;
        match holds {
            Some(true) => {
                self.error = None;
                let outcome = found(Ok(brought(self.change(), answer)));
                self.journal_after(&outcome, now)
            }
            // What AWS accepted may take a moment to be seen.
            _ if self.tries < TRIES => {
                self.ask(Doing::Pausing { then_call: false }, Ask::Wait(PAUSE))
            }
            Some(false) => {
                let error = self.error.clone();
                let outcome = found(error.map_or(Ok(Made::Nothing), Err));
                self.journal_after(&outcome, now)
            }
            None => {
                let (item, step) = (self.item, self.step);
                if let Some(error) = self.error.clone() {
                    self.outcomes[item] = ItemOutcome::Unknown { step, error };
                }
                let line = journal::unknown(&self.scene, (item, step), now);
                self.ask(Doing::JournallingPutBack, Ask::Journal(line))
            }
        }
    }

    fn journal_after(&mut self, outcome: &ChangeOutcome, now: Timestamp) -> (Ticket, Ask) {
        self.brought = outcome.result.clone().unwrap_or(Made::Nothing);
        let line = journal::after(&self.scene, (self.item, self.step), outcome, now);
        self.ask(Doing::JournallingAfter, Ask::Journal(line))
    }

    fn after_step(&mut self, written: Result<(), String>, now: Timestamp) -> (Ticket, Ask) {
        if let Some(error) = self.error.take() {
            self.outcomes[self.item] =
                ItemOutcome::Failed { step: self.step, error, put_back: None };
            return match self.confirmed.put_back(self.item, self.step) {
                Some(back) => {
                    let at = (self.item, self.step);
                    self.tries = 0;
                    let line = journal::putting_back(&self.scene, at, back.change(), now);
                    self.ask(Doing::JournallingBack, Ask::Journal(line))
                }
                None => {
                    let outcome = self.outcomes[self.item].clone();
                    self.end_item(outcome, now)
                }
            };
        }
        let made = std::mem::replace(&mut self.brought, Made::Nothing);
        let change = self.change().clone();
        self.made[self.item].push((change, made));
        let steps = self.confirmed.plan().items[self.item].steps.len();
        if self.step + 1 == steps {
            return self.end_item(ItemOutcome::Done, now);
        }
        self.step += 1;
        match written {
            Err(_) if !self.is_halfway() => {
                let why = written.err().unwrap_or_default();
                self.end_item(ItemOutcome::NotJournalled(why), now)
            }
            _ => self.journal_step(now),
        }
    }

    fn end_item(&mut self, outcome: ItemOutcome, now: Timestamp) -> (Ticket, Ask) {
        self.outcomes[self.item] = outcome;
        self.item += 1;
        self.begin_item(now)
    }
}
