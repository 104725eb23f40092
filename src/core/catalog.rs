//! What an account has to choose from: its roles and managed policies, as
//! their pages come, and its quotas. Belongs to the session, as the store does.

use std::cmp::Ordering;

use super::app::App;
use super::domain::trust::Ec2Trust;
use super::domain::{AccountSummary, Listed, ListedPolicy, PolicyScope, Role, RoleId};
use super::error::ApiError;
use super::msg::{Effect, Read, Ticket};
use super::remote::Remote;

/// Pages of roles and policies, and quotas.
#[derive(Debug, Default)]
pub struct Catalog {
    /// The roles: those that EC2 may assume first.
    pub roles: Stream<RoleChoice>,
    /// The managed policies: the account's own first.
    pub policies: Stream<PolicyChoice>,
    /// Counts and quotas.
    pub summary: Remote<AccountSummary>,
}

/// A list that comes in pages and is kept in order meanwhile.
#[derive(Debug)]
pub struct Stream<T> {
    /// What has come so far, in its order.
    pub items: Vec<T>,
    /// How far it is.
    pub state: Streaming,
    /// Grows with every change of the items.
    pub version: u64,
}

impl<T> Default for Stream<T> {
    fn default() -> Self {
        Self { items: Vec::new(), state: Streaming::NotStarted, version: 0 }
    }
}

/// How far a list is.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Streaming {
    /// Not begun.
    #[default]
    NotStarted,
    /// A page is under way.
    Loading {
        /// Its request.
        ticket: Ticket,
        /// Where it begins.
        marker: Option<String>,
    },
    /// Every page has come.
    Complete,
    /// It stopped; what has come stays.
    Stopped {
        /// Why; `None`: the person stopped it.
        error: Option<Box<ApiError>>,
        /// Where to go on.
        marker: Option<String>,
    },
}

/// A role to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleChoice {
    /// RoleId.
    pub id: RoleId,
    /// RoleName.
    pub name: Box<str>,
    /// Its path.
    pub path: Box<str>,
    /// Whether EC2 may assume it.
    pub use_: RoleUse,
    /// Whom it trusts, in words.
    pub trusts: String,
}

/// What a role is good for in an instance profile; the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleUse {
    /// EC2 may assume it.
    Ec2,
    /// A condition decides, or the trust policy can't be read.
    Perhaps,
    /// EC2 may not assume it.
    Other,
    /// Service-linked: AddRoleToInstanceProfile refuses it (UnmodifiableEntity).
    ServiceLinked,
}

/// A managed policy to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyChoice {
    /// As ListPolicies told it.
    pub policy: ListedPolicy,
    /// AWS's own.
    pub of_aws: bool,
}

/// The path of what AWS's services make for themselves.
const SERVICE_LINKED: &str = "/aws-service-role/";

impl RoleChoice {
    fn new(app: &App, role: &Role) -> Self {
        let ec2 = role.trust_policy.as_ref().map_or(Ec2Trust::Unknown, |it| it.trust().ec2);
        let use_ = match ec2 {
            _ if role.path.starts_with(SERVICE_LINKED) => RoleUse::ServiceLinked,
            Ec2Trust::Trusted => RoleUse::Ec2,
            Ec2Trust::Depends | Ec2Trust::Unknown => RoleUse::Perhaps,
            Ec2Trust::NotTrusted | Ec2Trust::OtherAction | Ec2Trust::Denied => RoleUse::Other,
        };
        Self {
            id: role.id.clone(),
            name: role.name.clone(),
            path: role.path.clone(),
            use_,
            trusts: app.words.trusted(role),
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        (self.use_, &self.name).cmp(&(other.use_, &other.name))
    }
}

impl PolicyChoice {
    /// AttachRolePolicy refuses it (PolicyNotAttachable).
    pub fn is_refused(&self) -> bool {
        self.policy.path.starts_with(SERVICE_LINKED)
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |it: &Self| (it.is_refused(), it.of_aws);
        key(self).cmp(&key(other)).then_with(|| self.policy.name.cmp(&other.policy.name))
    }
}

/// Which of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// ListRoles.
    Roles,
    /// ListPolicies.
    Policies,
}

impl<T> Stream<T> {
    /// Whether a page is under way.
    pub fn is_loading(&self) -> bool {
        matches!(self.state, Streaming::Loading { .. })
    }

    fn stop(&mut self) -> Option<Effect> {
        let Streaming::Loading { ticket, marker } = self.state.clone() else { return None };
        self.state = Streaming::Stopped { error: None, marker };
        Some(Effect::Cancel(ticket))
    }

    fn give_up_waiting(&mut self) {
        let anew = match &self.state {
            Streaming::Loading { .. } => true,
            Streaming::Stopped { error: Some(error), .. } => error.credential_trouble().is_some(),
            _ => false,
        };
        if anew {
            self.state = Streaming::NotStarted;
        }
    }

    /// Takes a page if it was waited for; returns where the next one begins.
    fn take<S>(
        &mut self,
        ticket: Ticket,
        result: Result<Listed<S>, ApiError>,
        choice: impl Fn(S) -> T,
        order: impl Fn(&T, &T) -> Ordering,
        action: &'static str,
    ) -> Option<String> {
        let Streaming::Loading { ticket: wanted, marker } = self.state.clone() else {
            return None;
        };
        if wanted != ticket {
            return None;
        }
        match result {
            Ok(page) => {
                self.items.extend(page.items.into_iter().map(choice));
                // Stable: equal ones stay as they came.
                self.items.sort_by(order);
                self.version += 1;
                self.state = Streaming::Complete;
                if page.next.is_some() && page.next == marker {
                    let error = Some(Box::new(ApiError::endless(action)));
                    self.state = Streaming::Stopped { error, marker };
                    return None;
                }
                page.next
            }
            Err(error) => {
                self.state = Streaming::Stopped { error: Some(Box::new(error)), marker };
                None
            }
        }
    }
}

/// Whether a page of roles or policies is under way.
pub fn is_loading(app: &App) -> bool {
    app.store.catalog.roles.is_loading() || app.store.catalog.policies.is_loading()
}

/// Reads a list from its beginning; what was known of it is old.
pub fn begin(app: &mut App, which: Which) -> Vec<Effect> {
    let mut effects = stop(app, which);
    match which {
        Which::Roles => app.store.catalog.roles.items.clear(),
        Which::Policies => app.store.catalog.policies.items.clear(),
    }
    effects.extend(ask(app, which, None));
    effects
}

/// Stops what is under way, goes on where it stopped, or begins anew.
pub fn stop_or_go_on(app: &mut App, which: Which) -> Vec<Effect> {
    let state = match which {
        Which::Roles => &app.store.catalog.roles.state,
        Which::Policies => &app.store.catalog.policies.state,
    };
    match state.clone() {
        Streaming::Loading { .. } => stop(app, which),
        Streaming::Stopped { marker: Some(marker), .. } => ask(app, which, Some(marker)),
        _ => begin(app, which),
    }
}

/// Stops what is under way; what has come stays.
pub fn stop(app: &mut App, which: Which) -> Vec<Effect> {
    let catalog = &mut app.store.catalog;
    let effect = match which {
        Which::Roles => catalog.roles.stop(),
        Which::Policies => catalog.policies.stop(),
    };
    effect.into_iter().collect()
}

fn ask(app: &mut App, which: Which, marker: Option<String>) -> Vec<Effect> {
    let Some(session) = app.session_id() else { return Vec::new() };
    let ticket = app.ticket();
    let loading = Streaming::Loading { ticket, marker: marker.clone() };
    let catalog = &mut app.store.catalog;
    let call = match which {
        Which::Roles => {
            catalog.roles.state = loading;
            catalog.roles.version += 1;
            Read::Roles { marker }
        }
        Which::Policies => {
            catalog.policies.state = loading;
            catalog.policies.version += 1;
            Read::Policies { scope: PolicyScope::All, marker }
        }
    };
    vec![Effect::Read { session, ticket, call }]
}

/// Takes a page of ListRoles.
pub(super) fn roles_came(
    app: &mut App,
    ticket: Ticket,
    result: Result<Listed<Role>, ApiError>,
) -> Vec<Effect> {
    let mut roles = std::mem::take(&mut app.store.catalog.roles);
    let choice = |role: Role| RoleChoice::new(app, &role);
    let next = roles.take(ticket, result, choice, RoleChoice::order, "iam:ListRoles");
    app.store.catalog.roles = roles;
    next.map_or_else(Vec::new, |marker| ask(app, Which::Roles, Some(marker)))
}

/// Takes a page of ListPolicies.
pub(super) fn policies_came(
    app: &mut App,
    ticket: Ticket,
    result: Result<Listed<ListedPolicy>, ApiError>,
) -> Vec<Effect> {
    let choice = |policy: ListedPolicy| {
        let of_aws = super::domain::is_aws_managed(&policy.arn);
        PolicyChoice { policy, of_aws }
    };
    let policies = &mut app.store.catalog.policies;
    let next = policies.take(ticket, result, choice, PolicyChoice::order, "iam:ListPolicies");
    next.map_or_else(Vec::new, |marker| ask(app, Which::Policies, Some(marker)))
}

/// Asks for counts and quotas anew.
pub fn ask_summary(app: &mut App) -> Vec<Effect> {
    let Some(session) = app.session_id().filter(|_| app.store.catalog.summary.loading.is_none())
    else {
        return Vec::new();
    };
    let ticket = app.ticket();
    app.store.catalog.summary.start(ticket);
    vec![Effect::Read { session, ticket, call: Read::AccountSummary }]
}

/// The session in use is another one: what was under way with the old one, or
/// failed with its keys, is to be read anew by whoever shows it.
pub(super) fn give_up_waiting(app: &mut App) {
    let catalog = &mut app.store.catalog;
    catalog.roles.give_up_waiting();
    catalog.policies.give_up_waiting();
    catalog.summary.loading = None;
}
