//! Who calls: access keys, ARNs, and what they may not do.

use super::failure::Failure;
use super::fault::{Denial, matches};

/// A caller with keys that the account knows.
///
/// The keys open nothing: they belong to no real account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoIdentity {
    /// What the data call it, such as `admin`.
    pub name: String,
    /// The key that requests are signed with; unique.
    pub access_key_id: String,
    /// Anything may stand here, as signatures are not verified.
    pub secret_access_key: String,
    /// Required of requests when there is one.
    pub session_token: Option<String>,
    /// A session's ARN (`arn:aws:sts::…:assumed-role/…`) or a user's.
    pub arn: String,
    /// `AROA…:session` or `AIDA…`.
    pub user_id: String,
    pub(super) denials: Vec<Rule>,
}

impl DemoIdentity {
    /// The twelve digits of the account that it belongs to.
    pub fn account_id(&self) -> &str {
        self.arn.split(':').nth(4).unwrap_or_default()
    }

    /// The partition of its ARN, such as `aws`.
    pub fn partition(&self) -> &str {
        self.arn.split(':').nth(1).unwrap_or_default()
    }

    /// The failure of an action that this caller may not do.
    pub(super) fn check(&self, action: &str, resource: &Resource) -> Result<(), Failure> {
        match self.denials.iter().find(|rule| rule.denies(action, &resource.arn)) {
            Some(rule) => Err(self.denied(action, resource, rule.denial, rule.policy.as_deref())),
            None => Ok(()),
        }
    }

    /// AccessDenied in AWS's words.
    pub(super) fn denied(
        &self,
        action: &str,
        resource: &Resource,
        denial: Denial,
        policy: Option<&str>,
    ) -> Failure {
        let service = resource.service;
        let place = match resource.shown.as_str() {
            "" => String::new(),
            shown => format!(" on resource: {shown}"),
        };
        let cause = match denial {
            Denial::Implicit => {
                format!("because no identity-based policy allows the {service}:{action} action")
            }
            Denial::Explicit => match policy {
                Some(name) => format!(
                    "with an explicit deny in an identity-based policy: arn:{}:iam::{}:policy/{name}",
                    self.partition(),
                    self.account_id()
                ),
                None => "with an explicit deny in an identity-based policy".to_owned(),
            },
            Denial::ServiceControlPolicy => {
                "with an explicit deny in a service control policy".to_owned()
            }
            Denial::Boundary => {
                format!("because no permissions boundary allows the {service}:{action} action")
            }
        };
        Failure::access_denied(format!(
            "User: {} is not authorized to perform: {service}:{action}{place} {cause}",
            self.arn
        ))
    }
}

/// Something that an identity may not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    /// Names, or beginnings with a star.
    pub(super) actions: Vec<String>,
    /// Patterns of ARNs with stars anywhere.
    pub(super) resources: Vec<String>,
    pub(super) denial: Denial,
    /// The name of the policy that denies, where AWS tells it.
    pub(super) policy: Option<String>,
}

impl Rule {
    fn denies(&self, action: &str, arn: &str) -> bool {
        self.actions.iter().any(|pattern| matches(pattern, action))
            && self.resources.iter().any(|pattern| glob(pattern, arn))
    }
}

/// What an action is about.
#[derive(Clone, Debug)]
pub(super) struct Resource {
    /// The service whose action it is, as policies write it.
    pub(super) service: &'static str,
    /// The ARN that policies are matched with.
    pub(super) arn: String,
    /// How a denial names it: an ARN, `role NAME`, `instance profile NAME`, or not at all.
    pub(super) shown: String,
}

impl Resource {
    pub(super) fn arn(arn: String) -> Self {
        Self::iam(arn.clone(), arn)
    }

    pub(super) fn iam(arn: String, shown: String) -> Self {
        Self { service: "iam", arn, shown }
    }

    /// All that is tagged: the tagging service's denials name no resource.
    pub(super) fn tags() -> Self {
        Self { service: "tag", arn: "*".to_owned(), shown: String::new() }
    }
}

/// Whether a text fits a pattern in which a star stands for anything.
fn glob(pattern: &str, text: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut pieces = pieces.peekable();
    if pieces.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return rest.ends_with(piece);
        }
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    true
}
