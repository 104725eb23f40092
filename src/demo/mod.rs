//! A simulated AWS account behind the real SDK.
//!
//! [`Account`] stands where the network would: the SDK serialises, signs, retries and paginates
//! as ever, and what it would send reaches [`Account::http_client`] in the same process. [`serve`]
//! puts the same account on a loopback port for programs that nobody here wrote.
//!
//! | file | what it knows |
//! |---|---|
//! | `data`, `growth` | TOML → state; the rule that makes 300 or 100,000 ordinary profiles |
//! | `state`, `name` | what an account holds |
//! | `request`, `form`, `xml`, `page`, `failure` | the AWS Query protocol, and the JSON protocol |
//! | `validate`, `letters` | the constraints of IAM's model and their messages |
//! | `iam/`, `sts`, `tagging` | the operations |
//! | `identity`, `fault`, `mishap` | who may what; what goes wrong |
//! | `lag`, `hook` | changes that are seen late; somebody else who is faster |
//! | `answer`, `access` | a request → an answer, through all of the above |
//! | `connector`, `server` | the two ways in |
//!
//! Nothing here verifies a signature, and nothing uses the rest of the program: the rules are
//! written apart so that they can judge it. EC2, whose errors have another shape, belongs beside
//! `sts` and is told by its `Version`.

mod access;
mod answer;
mod connector;
mod data;
mod failure;
mod fault;
mod form;
mod growth;
mod hook;
mod iam;
mod identity;
mod lag;
mod letters;
mod mishap;
mod name;
mod page;
mod request;
mod server;
mod state;
mod sts;
mod tagging;
mod validate;
mod xml;

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use aws_smithy_runtime_api::client::http::SharedHttpClient;

pub use data::DataError;
pub use fault::{Denial, FAULT_TEXTS, Fault, FaultError, FaultKind, Faults};
pub use hook::Moment;
pub use identity::DemoIdentity;
pub use lag::Lag;
pub use name::{Document, Id, Name};
pub use server::serve;
pub use state::{Policy, Profile, Quotas, Role, State, Tag};

use hook::Hooks;
use lag::Past;
use mishap::Running;

/// Most instance profiles that an account can be grown to.
pub const MAX_PROFILES: usize = 100_000;

/// Most calls that [`Account::calls`] remembers: a served account may run for days.
pub const MAX_CALLS: usize = 10_000;

/// What an account is to be like, besides its data.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Grow the first account to this many instance profiles, at most [`MAX_PROFILES`]; those
    /// written out in the data always stay. None: as many as the data say.
    pub profiles: Option<usize>,
    /// Answer at most this many items a page though more were asked for, as IAM may.
    pub page_limit: Option<usize>,
    /// What goes wrong.
    pub faults: Faults,
}

/// One request that reached the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The action, such as `ListInstanceProfiles`.
    pub action: String,
    /// Every form pair as it was sent, `Action` and `Version` among them; of a JSON body, its
    /// members, all but texts as compact JSON.
    pub parameters: Vec<(String, String)>,
    /// The key that it was signed with; empty for an unsigned one.
    pub access_key_id: String,
    /// HTTP status; none when it was never answered.
    pub status: Option<u16>,
    /// AWS's error code.
    pub error: Option<String>,
}

impl Call {
    /// A parameter's value.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// One or several simulated AWS accounts in memory. Clones are the same account.
#[derive(Clone)]
pub struct Account(Arc<Inner>);

struct Inner {
    /// By account id. The caller's identity tells which one a request sees.
    states: BTreeMap<String, RwLock<State>>,
    /// The first one is the caller of unknown keys; never empty.
    identities: Vec<DemoIdentity>,
    page_limit: Option<usize>,
    running: Mutex<Running>,
    past: Mutex<Past>,
    hooks: Mutex<Hooks>,
    calls: Mutex<VecDeque<Call>>,
    answered: AtomicU64,
}

impl Account {
    /// The account of the demonstration: a Learner Lab, a company, 300 ordinary profiles, and a
    /// small second account.
    ///
    /// # Errors
    /// When `options` ask for more than [`MAX_PROFILES`] profiles.
    pub fn builtin(options: &Options) -> Result<Self, DataError> {
        Self::from_toml(data::BUILTIN, options)
    }

    /// An account from data in the format of `assets/demo/`, which `assets/demo/README.md`
    /// describes.
    ///
    /// # Errors
    /// Data that do not parse or that AWS would not have: the text's number, and what is wrong.
    pub fn from_toml(texts: &[&str], options: &Options) -> Result<Self, DataError> {
        let (states, identities) = data::load(texts, options.profiles)?;
        Ok(Self(Arc::new(Inner {
            states: states
                .into_iter()
                .map(|state| (state.account_id.to_string(), RwLock::new(state)))
                .collect(),
            identities,
            page_limit: options.page_limit,
            running: Mutex::new(Running::new(options.faults.clone())),
            past: Mutex::default(),
            hooks: Mutex::default(),
            calls: Mutex::default(),
            answered: AtomicU64::new(0),
        })))
    }

    /// An account 123456789012 that holds nothing, with an administrator.
    pub fn empty() -> Self {
        let admin = data::administrator();
        let state = State::new(admin.partition(), admin.account_id());
        Self(Arc::new(Inner {
            states: [(state.account_id.to_string(), RwLock::new(state))].into(),
            identities: vec![admin],
            page_limit: None,
            running: Mutex::new(Running::new(Faults::default())),
            past: Mutex::default(),
            hooks: Mutex::default(),
            calls: Mutex::default(),
            answered: AtomicU64::new(0),
        }))
    }

    /// The way in for the SDK: every request of a client that has it is answered from memory.
    pub fn http_client(&self) -> SharedHttpClient {
        connector::http_client(self.clone())
    }

    /// The callers whose keys are known. The first one is also the caller of any other key.
    pub fn identities(&self) -> &[DemoIdentity] {
        &self.0.identities
    }

    /// A caller by its name in the data, such as `learner`.
    pub fn identity(&self, name: &str) -> Option<&DemoIdentity> {
        self.0.identities.iter().find(|identity| identity.name == name)
    }

    /// The requests so far, oldest first; of more than [`MAX_CALLS`], the last ones.
    pub fn calls(&self) -> Vec<Call> {
        lock(&self.0.calls).iter().cloned().collect()
    }

    /// Forgets the requests so far.
    pub fn clear_calls(&self) {
        lock(&self.0.calls).clear();
    }

    /// Sets what goes wrong from now on, in place of what did.
    pub fn set_faults(&self, faults: Faults) {
        *lock(&self.0.past) = Past::default();
        *lock(&self.0.running) = Running::new(faults);
    }

    /// Has somebody else change the caller's account once, right before or after the next request
    /// of an action (a name, or a beginning with a star), as [`Account::edit`] does.
    ///
    /// `edit` must not use the account itself, which is locked meanwhile.
    pub fn meanwhile(
        &self,
        moment: Moment,
        action: &str,
        edit: impl FnOnce(&mut State) + Send + 'static,
    ) {
        lock(&self.0.hooks).add(moment, action, Box::new(edit));
    }

    /// What goes wrong, with what is left of the counts.
    pub fn faults(&self) -> Faults {
        lock(&self.0.running).faults().clone()
    }

    /// Changes the first identity's account directly, as another administrator might.
    pub fn edit<T>(&self, edit: impl FnOnce(&mut State) -> T) -> Option<T> {
        let id = self.0.identities.first()?.account_id().to_owned();
        self.edit_account(&id, edit)
    }

    /// Changes one of the accounts directly; none when there is no such account.
    pub fn edit_account<T>(
        &self,
        account_id: &str,
        edit: impl FnOnce(&mut State) -> T,
    ) -> Option<T> {
        let state = self.0.states.get(account_id)?;
        let mut state = state.write().unwrap_or_else(PoisonError::into_inner);
        Some(edit(&mut state))
    }

    fn remember(&self, call: Call) {
        let mut calls = lock(&self.0.calls);
        if calls.len() == MAX_CALLS {
            calls.pop_front();
        }
        calls.push_back(call);
    }

    fn next_request_id(&self) -> String {
        let number = self.0.answered.fetch_add(1, Ordering::Relaxed) + 1;
        format!("00000000-0000-4000-8000-{number:012x}")
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The state of 100,000 profiles is nothing to print.
        out.debug_struct("Account").field("accounts", &self.0.states.keys()).finish_non_exhaustive()
    }
}

/// Locks even after a panic elsewhere: a test's `edit` that panicked must not hide behind others.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
