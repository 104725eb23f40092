//! Bringing back what an earlier step took away, when a later one failed.

use super::super::super::domain::Timestamp;
use super::super::super::msg::{Answer, Ticket};
use super::super::super::outcome::{ChangeOutcome, Made};
use super::super::doubt::{got_in_the_way, look_at, snapshot_of, was_made, was_throttled};
use super::super::journal;
use super::{Ask, Doing, ItemOutcome, PAUSE, Run, TRIES};

impl Run {
    /// Whether the step at hand brings back what an earlier one took away.
    pub(super) fn is_halfway(&self) -> bool {
        self.confirmed.put_back(self.item, self.step).is_some()
    }

    /// What may have been done has to be found out; what throttling or another
    /// change got in the way of is called once more.
    pub(super) fn was_put_back(&mut self, outcome: ChangeOutcome) -> (Ticket, Ask) {
        let again = got_in_the_way(&outcome) || was_throttled(&outcome);
        if again && self.tries < TRIES {
            self.tries += 1;
            return self.ask(Doing::PausingBack { then_call: true }, Ask::Wait(PAUSE));
        }
        self.tries = 0;
        self.back_in_doubt = outcome.in_doubt;
        if let ItemOutcome::Failed { put_back, .. } = &mut self.outcomes[self.item] {
            *put_back = Some(outcome.result.map(drop));
        }
        self.look_back()
    }

    pub(super) fn look_back(&mut self) -> (Ticket, Ask) {
        let read = look_at(self.change());
        self.ask(Doing::CheckingPutBack, Ask::Read(read))
    }

    pub(super) fn put_back_checked(&mut self, answer: &Answer, now: Timestamp) -> (Ticket, Ask) {
        self.left[self.item] = snapshot_of(answer);
        let back = self.confirmed.put_back(self.item, self.step);
        let is_back = back.as_ref().and_then(|back| was_made(back.change(), answer));
        self.tries += 1;
        // What AWS accepted may take a moment to be seen.
        if self.back_in_doubt && is_back != Some(true) && self.tries < TRIES {
            return self.ask(Doing::PausingBack { then_call: false }, Ask::Wait(PAUSE));
        }
        if let ItemOutcome::Failed { put_back, .. } = &mut self.outcomes[self.item]
            && is_back == Some(true)
        {
            *put_back = Some(Ok(()));
        }
        if let (Some(back), ItemOutcome::Failed { put_back: Some(Ok(())), .. }) =
            (self.confirmed.put_back(self.item, self.step), &self.outcomes[self.item])
        {
            self.made[self.item].push((back.change().clone(), Made::Nothing));
        }
        let at = (self.item, self.step);
        let left = self.left[self.item].as_ref();
        let back = self.confirmed.put_back(self.item, self.step);
        let outcome = &self.outcomes[self.item];
        let line = journal::put_back(&self.scene, at, outcome, back.as_ref(), left, now);
        self.ask(Doing::JournallingPutBack, Ask::Journal(line))
    }
}
