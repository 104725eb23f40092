//! From a wish to a plan: reads what is there now, and says what has to be
//! said before anybody confirms. A state machine as `run.rs` is: it says what
//! it wants read and is told what came of it; the browser and the command
//! line drive the same one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use super::super::domain::{AccountSummary, AttachedPolicy, InstanceProfile, Role};
use super::super::error::{ApiError, ErrorKind};
use super::super::msg::{Answer, Read, Ticket};
use super::super::plan::{Change, Expected, Plan};
use super::intent::{Creation, Intent};
use super::planning;
use super::remarks::{PolicyDiff, Remark, Why};

/// Reads that are asked for at a time.
const AT_A_TIME: usize = 8;
/// Roles that go, whose policies are compared with those that come in: two
/// reads each. A remark says how many were not.
const COMPARED: usize = 20;

/// What preparing wants, or has come to.
#[derive(Debug, PartialEq)]
pub enum Next {
    /// These reads; each answer goes to [`Prepare::on`]. None: others are
    /// still under way.
    Ask(Vec<(Ticket, Read)>),
    /// It is over.
    Done(Box<Prepared>),
}

/// A wish made ready to be shown and confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// The plan; `None` if nothing is left to be done. Each item holds what
    /// was read of its profile ([`super::super::plan::Item::shown`]), and
    /// [`super::super::plan::Snapshot::after`] says what each step makes of it.
    pub plan: Option<Plan>,
    /// What has to be said, the weightiest first.
    pub remarks: Vec<Remark>,
    /// Names that were asked for and are not in the plan, and why.
    pub left_out: Vec<(Box<str>, Why)>,
    /// What the instances lose and gain, a pair of roles each.
    pub policies: Vec<PolicyDiff>,
}

impl Prepared {
    /// Nothing to be done, and nothing to be said.
    pub fn nothing() -> Self {
        let (remarks, left_out, policies) = (Vec::new(), Vec::new(), Vec::new());
        Self { plan: None, remarks, left_out, policies }
    }
}

/// A wish on its way to a plan.
#[derive(Debug)]
pub struct Prepare {
    intent: Intent,
    queue: VecDeque<Read>,
    under_way: BTreeMap<Ticket, Read>,
    last_ticket: u64,
    asked: usize,
    found: Found,
}

/// What was read so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub profiles: BTreeMap<Box<str>, Result<Arc<InstanceProfile>, ApiError>>,
    pub roles: BTreeMap<Box<str>, Result<Arc<Role>, ApiError>>,
    pub attached: BTreeMap<Box<str>, Result<Vec<AttachedPolicy>, ApiError>>,
    pub inline: BTreeMap<Box<str>, Result<Vec<Box<str>>, ApiError>>,
    pub holders: BTreeMap<Box<str>, Result<Vec<Arc<InstanceProfile>>, ApiError>>,
    pub summary: Option<AccountSummary>,
    /// Roles that go, by the first so many of them.
    pub going: BTreeSet<Box<str>>,
    /// How many more of them there are.
    pub not_compared: BTreeSet<Box<str>>,
    /// What made further reads pointless.
    pub stopped: Option<ApiError>,
}

impl Prepare {
    /// Begins; what it wants read comes with it.
    pub fn begin(intent: Intent) -> (Self, Next) {
        let queue = first_reads(&intent);
        let found = Found::default();
        let under_way = BTreeMap::new();
        let mut prepare = Self { intent, queue, under_way, last_ticket: 0, asked: 0, found };
        let next = prepare.next();
        (prepare, next)
    }

    /// What is wanted.
    pub fn intent(&self) -> &Intent {
        &self.intent
    }

    /// How many answers have come, of how many as far as is known.
    pub fn progress(&self) -> (usize, usize) {
        (self.asked - self.under_way.len(), self.asked + self.queue.len())
    }

    /// Takes an answer; `None` if it is to something else.
    pub fn on(&mut self, ticket: Ticket, answer: Answer) -> Option<Next> {
        let read = self.under_way.remove(&ticket)?;
        self.take(read, answer);
        Some(self.next())
    }

    fn next(&mut self) -> Next {
        let mut asks = Vec::new();
        if self.found.stopped.is_some() {
            // Every other call would meet the same, a thousand of them too.
            self.queue.clear();
        }
        while self.under_way.len() < AT_A_TIME
            && let Some(read) = self.queue.pop_front()
        {
            self.last_ticket += 1;
            let ticket = Ticket(self.last_ticket);
            self.asked += 1;
            self.under_way.insert(ticket, read.clone());
            asks.push((ticket, read));
        }
        match self.under_way.is_empty() {
            true => Next::Done(Box::new(planning::prepared(&self.intent, &self.found))),
            false => Next::Ask(asks),
        }
    }

    fn take(&mut self, read: Read, answer: Answer) {
        if let Some(error) = answer.error()
            && is_the_end(error)
        {
            self.found.stopped = Some(error.clone());
        }
        let found = &mut self.found;
        match (read, answer) {
            (Read::InstanceProfile { name }, Answer::InstanceProfile(result)) => {
                if let Ok(profile) = &result
                    && let Some(role) = profile.role()
                    && goes(&self.intent, &role.name)
                {
                    self.queue.extend(found.goes(&role.name));
                }
                found.profiles.insert(name, result);
            }
            (Read::Role { name }, Answer::Role(result)) => {
                found.roles.insert(name, result);
            }
            (Read::AttachedPolicies { role }, Answer::AttachedPolicies(result)) => {
                found.attached.insert(role, result);
            }
            (Read::InlinePolicyNames { role }, Answer::InlinePolicyNames(result)) => {
                found.inline.insert(role, result);
            }
            (Read::HoldersOfRole { role }, Answer::HoldersOfRole(result)) => {
                found.holders.insert(role, result);
            }
            (Read::AccountSummary, Answer::AccountSummary(Ok(summary))) => {
                found.summary = Some(summary);
            }
            // That nobody knows how many there may be takes nothing from the plan; an answer
            // of another kind than was asked for can't come.
            _ => {}
        }
    }
}

impl Found {
    /// A role goes: its policies are read once, and not those of too many.
    fn goes(&mut self, role: &str) -> Vec<Read> {
        if self.going.contains(role) {
            return Vec::new();
        }
        if self.going.len() == COMPARED {
            self.not_compared.insert(role.into());
            return Vec::new();
        }
        self.going.insert(role.into());
        policies_of(role)
    }

    /// What was read of a profile; what was never asked for failed as the
    /// call that ended it all.
    pub(super) fn profile(&self, name: &str) -> Result<&Arc<InstanceProfile>, Why> {
        match self.profiles.get(name) {
            Some(Ok(profile)) => Ok(profile),
            Some(Err(error)) if error.kind == ErrorKind::NotFound => Err(Why::NotThere),
            Some(Err(error)) => Err(Why::Unread(Box::new(error.clone()))),
            None => Err(self.stopped.clone().map(Box::new).map_or(Why::NotThere, Why::Unread)),
        }
    }
}

/// Whether no other call can succeed either.
fn is_the_end(error: &ApiError) -> bool {
    use ErrorKind::{BadAnswer, ClockSkew, Credentials, Network, Setting};
    matches!(error.kind, Credentials(_) | ClockSkew { .. } | Setting(_) | Network(_) | BadAnswer)
}

/// Whether a role that is in a profile now goes out of it.
fn goes(intent: &Intent, held: &str) -> bool {
    match intent {
        Intent::Attach { role, .. } => !held.eq_ignore_ascii_case(role),
        Intent::Detach { .. } | Intent::Delete { .. } => true,
        Intent::Tag { .. } | Intent::Create(_) | Intent::Plan(_) => false,
    }
}

fn first_reads(intent: &Intent) -> VecDeque<Read> {
    let profile = |name: &str| Read::InstanceProfile { name: name.into() };
    match intent {
        Intent::Attach { profiles, role, .. } => {
            coming(role).into_iter().chain(profiles.iter().map(|name| profile(name))).collect()
        }
        Intent::Detach { profiles }
        | Intent::Delete { profiles }
        | Intent::Tag { profiles, .. } => profiles.iter().map(|name| profile(name)).collect(),
        Intent::Create(creation) => for_creation(creation),
        Intent::Plan(plan) => for_plan(plan),
    }
}

/// What is to be known of a role that comes in.
fn coming(role: &str) -> Vec<Read> {
    let mut reads = vec![Read::Role { name: role.into() }];
    reads.extend(policies_of(role));
    reads.push(Read::HoldersOfRole { role: role.into() });
    reads
}

fn policies_of(role: &str) -> Vec<Read> {
    let role: Box<str> = role.into();
    vec![Read::AttachedPolicies { role: role.clone() }, Read::InlinePolicyNames { role }]
}

fn for_creation(creation: &Creation) -> VecDeque<Read> {
    let mut reads = vec![Read::AccountSummary];
    if let Some(new) = &creation.profile {
        reads.push(Read::InstanceProfile { name: new.name.clone() });
    }
    let new = creation.role.as_ref().map(|role| &role.name);
    reads.extend(new.map(|name| Read::Role { name: name.clone() }));
    match &creation.holds {
        Some(role) if Some(role) != new => reads.extend(coming(role)),
        _ => {}
    }
    reads.into()
}

/// The profiles that are expected, the roles that are put into some, and who
/// holds those that would be deleted: a plan that was made earlier holds what was so then.
fn for_plan(plan: &Plan) -> VecDeque<Read> {
    let (mut profiles, mut roles) = (BTreeSet::new(), BTreeSet::new());
    for expected in plan.items.iter().flat_map(|item| &item.expects) {
        match expected {
            Expected::Profile { name, .. } | Expected::NoProfile { name } => {
                profiles.insert(name.clone());
            }
            Expected::Role { name, .. } | Expected::NoRole { name } => {
                roles.insert(name.clone());
            }
        }
    }
    for change in plan.changes() {
        if let Change::AddRole { role, .. } = change {
            roles.insert(role.clone());
        }
    }
    let deleted = plan.changes().filter_map(|change| match change {
        Change::DeleteRole { name } => Some(Read::HoldersOfRole { role: name.clone() }),
        _ => None,
    });
    let profiles = profiles.into_iter().map(|name| Read::InstanceProfile { name }).chain(deleted);
    let roles = roles
        .into_iter()
        .flat_map(|role| [vec![Read::Role { name: role.clone() }], policies_of(&role)].concat());
    roles.chain(profiles).collect()
}
