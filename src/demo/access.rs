//! How requests get at an account's state: late, where it lags, and with somebody else in between.

use std::sync::{PoisonError, RwLock};

use super::failure::Failure;
use super::hook::Moment;
use super::state::State;
use super::{Account, lock};

impl Account {
    /// Reads the account, as it is or as it was before its last changes.
    pub(super) fn see<T>(&self, state: &RwLock<State>, read: impl FnOnce(&State) -> T) -> T {
        let state = state.read().unwrap_or_else(PoisonError::into_inner);
        let lag = lock(&self.0.running).faults().lag;
        match lag.and_then(|lag| lock(&self.0.past).seen(&state.account_id, lag)) {
            Some(before) => read(&before),
            None => read(&state),
        }
    }

    /// Changes the account; what it was before is remembered for as long as reads may show it.
    pub(super) fn alter<T>(
        &self,
        state: &RwLock<State>,
        change: impl FnOnce(&mut State) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut state = state.write().unwrap_or_else(PoisonError::into_inner);
        if lock(&self.0.running).faults().lag.is_none() {
            return change(&mut state);
        }
        let before = state.clone();
        let result = change(&mut state);
        if result.is_ok() {
            lock(&self.0.past).keep(before);
        }
        result
    }

    /// What a test has somebody else do at this moment.
    pub(super) fn others_act(&self, moment: Moment, action: &str, state: &RwLock<State>) {
        let mut hooks = lock(&self.0.hooks);
        if !hooks.is_empty() {
            let mut state = state.write().unwrap_or_else(PoisonError::into_inner);
            hooks.run(moment, action, &mut state);
        }
    }
}
