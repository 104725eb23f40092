//! What is seen of a change, and when: IAM is eventually consistent, so that reads right after a
//! change may still show what was before.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::state::State;

/// How long reads lag behind changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lag {
    /// For so long after a change all reads show what was before it.
    Time(Duration),
    /// So many reads after a change show what was before it.
    Reads(u64),
    /// Of so many reads after a change, every second one shows what was before it: some of IAM's
    /// servers know already, others do not.
    Flicker(u64),
}

/// What the accounts were like before their last changes.
#[derive(Debug, Default)]
pub(super) struct Past(BTreeMap<Arc<str>, VecDeque<Before>>);

/// An account before one change.
#[derive(Debug)]
struct Before {
    state: Arc<State>,
    changed: Instant,
    /// Reads since the change.
    reads: u64,
}

impl Past {
    /// Remembers what an account was like before the change that was just made.
    pub(super) fn keep(&mut self, state: State) {
        let account = state.account_id.clone();
        let before = Before { state: Arc::new(state), changed: Instant::now(), reads: 0 };
        self.0.entry(account).or_default().push_back(before);
    }

    /// What a read sees in place of the account as it is. Call it once for each read: it counts.
    pub(super) fn seen(&mut self, account: &str, lag: Lag) -> Option<Arc<State>> {
        let befores = self.0.get_mut(account)?;
        for before in befores.iter_mut() {
            before.reads += 1;
        }
        let over = |before: &Before| match lag {
            Lag::Time(span) => before.changed.elapsed() >= span,
            Lag::Reads(most) | Lag::Flicker(most) => before.reads > most,
        };
        while befores.front().is_some_and(over) {
            befores.pop_front();
        }
        // The oldest one not seen yet: the changes become visible one after the other.
        let oldest = befores.front()?;
        let is_new = matches!(lag, Lag::Flicker(_)) && oldest.reads % 2 == 1;
        (!is_new).then(|| oldest.state.clone())
    }
}
