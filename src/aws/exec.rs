//! Carries out the effects that need AWS: each as a task of its own, so that
//! nothing waits for anything else.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::AbortHandle;

use super::session::{Connector, Session};
use super::{Renewals, catalog, change, iam, policies, sts, tagging};
use crate::core::change::ConfirmedStep;
use crate::core::error::ErrorKind;
use crate::core::msg::{Answer, Msg, Read, Ticket};
use crate::core::session::{SessionId, Target};

/// Calls that may be under way at the same time. IAM publishes no rates; this
/// is few enough to stay clear of throttling and many enough for one screen.
const CONCURRENT: usize = 8;

/// Runs calls and remembers the sessions that they are made in.
pub struct Executor {
    connector: Connector,
    send: UnboundedSender<Msg>,
    /// Shared with the connecting tasks, which put their session in.
    sessions: Arc<Mutex<HashMap<SessionId, Session>>>,
    connecting: HashMap<SessionId, AbortHandle>,
    reads: HashMap<Ticket, (SessionId, AbortHandle)>,
    /// Changing calls under way: no handle is kept that could end them.
    steps: HashSet<Ticket>,
    permits: Arc<Semaphore>,
}

impl Executor {
    /// Answers go to `send`.
    pub fn new(connector: Connector, send: UnboundedSender<Msg>) -> Self {
        let permits = Arc::new(Semaphore::new(CONCURRENT));
        Self {
            connector,
            send,
            sessions: Arc::default(),
            connecting: HashMap::new(),
            reads: HashMap::new(),
            steps: HashSet::new(),
            permits,
        }
    }

    /// Whether something is still under way.
    pub fn is_busy(&self) -> bool {
        !self.reads.is_empty() || !self.connecting.is_empty() || !self.steps.is_empty()
    }

    /// Makes a session; its answer comes as [`Msg::Connected`].
    pub fn connect(&mut self, id: SessionId, target: Target) {
        let send = self.send.clone();
        let renewed = send.clone();
        let connector = self.connector.clone().with_renewals(Renewals::to(move |expires| {
            // As below.
            let _ = renewed.send(Msg::KeysRenewed { session: id, expires });
        }));
        let sessions = Arc::clone(&self.sessions);
        let task = tokio::spawn(async move {
            let _bell = Bell::new(&send);
            let result = connector.connect(&target).await.map(|session| {
                let facts = session.facts().clone();
                lock(&sessions).insert(id, session);
                facts
            });
            // The receiver is gone only when the program ends.
            let _ = send.send(Msg::Connected { session: id, result });
        });
        self.connecting.insert(id, task.abort_handle());
    }

    /// Notes that a message has arrived, so that its task is not waited for.
    pub fn arrived(&mut self, msg: &Msg) {
        match msg {
            Msg::Answer { ticket, .. } => drop(self.reads.remove(ticket)),
            Msg::StepDone { ticket, .. } => drop(self.steps.remove(ticket)),
            Msg::Connected { session, .. } => drop(self.connecting.remove(session)),
            _ => {}
        }
    }

    /// Lets go of a session and abandons its reads.
    pub fn forget(&mut self, id: SessionId) {
        if let Some(task) = self.connecting.remove(&id) {
            task.abort();
        }
        lock(&self.sessions).remove(&id);
        self.reads.retain(|_, (session, task)| {
            if *session == id {
                task.abort();
            }
            *session != id
        });
    }

    /// Abandons a read.
    pub fn cancel(&mut self, ticket: Ticket) {
        if let Some((_, task)) = self.reads.remove(&ticket) {
            task.abort();
        }
    }

    /// Makes a call; its answer comes as [`Msg::Answer`].
    pub fn read(&mut self, id: SessionId, ticket: Ticket, call: Read) {
        let Some(session) = lock(&self.sessions).get(&id).cloned() else { return };
        let (send, permits) = (self.send.clone(), Arc::clone(&self.permits));
        let task = tokio::spawn(async move {
            let _bell = Bell::new(&send);
            // Fails only when the semaphore is closed, which nobody does.
            let _permit = permits.acquire_owned().await;
            let answer = answer(&session, call).await;
            let _ = send.send(Msg::Answer { session: id, ticket, answer });
        });
        self.reads.insert(ticket, (id, task.abort_handle()));
    }

    /// Makes a changing call; its outcome comes as [`Msg::StepDone`]. Nothing
    /// abandons it, and it waits for no read.
    pub fn step(&mut self, id: SessionId, ticket: Ticket, step: ConfirmedStep) {
        let session = lock(&self.sessions).get(&id).cloned();
        let send = self.send.clone();
        self.steps.insert(ticket);
        tokio::spawn(async move {
            let _bell = Bell::new(&send);
            let outcome = match session {
                Some(session) => change::perform(&session, step).await,
                // A running change keeps its session: this can't come.
                None => change::refused(step.change().action(), ErrorKind::Refused),
            };
            let _ = send.send(Msg::StepDone { ticket, outcome });
        });
    }
}

/// Says so when its task panics: nobody should wait for an answer that can
/// not come, on a terminal that the panic has given back.
pub struct Bell(UnboundedSender<Msg>);

impl Bell {
    /// A bell that rings [`Msg::Crashed`].
    pub fn new(send: &UnboundedSender<Msg>) -> Self {
        Self(send.clone())
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.0.send(Msg::Crashed);
        }
    }
}

/// The map is never left half changed, so a panic elsewhere does not spoil it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a call that changes nothing, and waits for its answer.
pub async fn answer(session: &Session, call: Read) -> Answer {
    match call {
        Read::CallerIdentity => Answer::CallerIdentity(sts::caller_identity(session).await),
        Read::AccountAlias => Answer::AccountAlias(iam::account_alias(session).await),
        Read::InstanceProfiles { marker, path_prefix } => Answer::InstanceProfiles(
            iam::list_instance_profiles(session, marker, path_prefix).await,
        ),
        Read::InstanceProfilesForRole { role, marker } => Answer::InstanceProfilesForRole(
            iam::list_instance_profiles_for_role(session, &role, marker).await,
        ),
        Read::InstanceProfile { name } => {
            Answer::InstanceProfile(iam::get_instance_profile(session, &name).await)
        }
        Read::InstanceProfileTags { name } => {
            Answer::InstanceProfileTags(iam::list_instance_profile_tags(session, &name).await)
        }
        Read::TaggedProfiles { token } => {
            Answer::TaggedProfiles(tagging::tagged_profiles(session, token).await)
        }
        Read::Role { name } => Answer::Role(iam::get_role(session, &name).await),
        Read::HoldersOfRole { role } => {
            Answer::HoldersOfRole(iam::all_instance_profiles_for_role(session, &role).await)
        }
        Read::AttachedPolicies { role } => {
            Answer::AttachedPolicies(policies::list_attached_role_policies(session, &role).await)
        }
        Read::InlinePolicyNames { role } => {
            Answer::InlinePolicyNames(policies::list_role_policies(session, &role).await)
        }
        Read::InlinePolicy { role, name } => {
            Answer::InlinePolicy(policies::get_role_policy(session, &role, &name).await)
        }
        Read::ManagedPolicy { arn } => {
            Answer::ManagedPolicy(policies::get_policy(session, &arn).await)
        }
        Read::PolicyVersion { arn, version } => {
            Answer::PolicyVersion(policies::get_policy_version(session, &arn, &version).await)
        }
        Read::Roles { marker } => Answer::Roles(catalog::list_roles(session, marker).await),
        Read::Policies { scope, marker } => {
            Answer::Policies(catalog::list_policies(session, scope, marker).await)
        }
        Read::AccountSummary => Answer::AccountSummary(catalog::account_summary(session).await),
    }
}
