//! Decides for each request which fault strikes it, and counts them down.

use tokio::time::Instant;

use super::fault::{Denial, Fault, FaultKind, Faults};

/// The faults in force, and what must be remembered about them.
#[derive(Debug)]
pub(super) struct Running {
    faults: Faults,
    since: Instant,
    /// The access key that the faults about a session's keys strike, and its calls.
    key: Option<String>,
    calls: u64,
}

/// What happens to one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mishap {
    Throttle,
    Error,
    Hang,
    Drop,
    DropAfter,
    HangAfter,
    ErrorAfter,
    Concurrent,
    Expired,
    InvalidToken,
    ClockSkew,
    LabCancelled,
    Malformed,
    Html,
    Truncated,
    Partial,
    Endless,
    NoArn,
    Panic,
}

impl Running {
    pub(super) fn new(faults: Faults) -> Self {
        Self { faults, since: Instant::now(), key: None, calls: 0 }
    }

    /// The faults with what is left of their counts.
    pub(super) fn faults(&self) -> &Faults {
        &self.faults
    }

    /// What happens to this request. Call it once for each request: it counts.
    ///
    /// Denials are no part of it, as they wait for what the action is about: see
    /// [`Running::denial`].
    pub(super) fn strike(&mut self, action: &str, key: &str) -> Option<Mishap> {
        let key_is_struck = self.key.get_or_insert_with(|| key.to_owned()) == key;
        if key_is_struck {
            self.calls += 1;
        }
        let calls = self.calls;
        let age = self.since.elapsed();
        for fault in &mut self.faults.list {
            let mishap = match fault.kind {
                FaultKind::Throttle => Some(Mishap::Throttle),
                FaultKind::Error => Some(Mishap::Error),
                FaultKind::Hang => Some(Mishap::Hang),
                FaultKind::Drop => Some(Mishap::Drop),
                FaultKind::DropAfter => Some(Mishap::DropAfter),
                FaultKind::HangAfter => Some(Mishap::HangAfter),
                FaultKind::ErrorAfter => Some(Mishap::ErrorAfter),
                FaultKind::Concurrent => Some(Mishap::Concurrent),
                FaultKind::ClockSkew => Some(Mishap::ClockSkew),
                FaultKind::Malformed => Some(Mishap::Malformed),
                FaultKind::Html => Some(Mishap::Html),
                FaultKind::Truncated => Some(Mishap::Truncated),
                FaultKind::Partial => Some(Mishap::Partial),
                FaultKind::Endless => Some(Mishap::Endless),
                FaultKind::NoArn => Some(Mishap::NoArn),
                FaultKind::Panic => Some(Mishap::Panic),
                FaultKind::Deny(_) => None,
                _ if !key_is_struck => None,
                FaultKind::ExpireAfter(span) => (age >= span).then_some(Mishap::Expired),
                FaultKind::ExpireAfterCalls(most) => (calls > most).then_some(Mishap::Expired),
                FaultKind::InvalidToken => Some(Mishap::InvalidToken),
                FaultKind::CancelLabAfterCalls(most) => {
                    (calls > most && action != "GetCallerIdentity").then_some(Mishap::LabCancelled)
                }
            };
            if mishap.is_some() && fault.concerns(action) && spend(fault) {
                return mishap;
            }
        }
        None
    }

    /// Whether an action is denied by a fault.
    pub(super) fn denial(&mut self, action: &str) -> Option<Denial> {
        self.faults.list.iter_mut().find_map(|fault| {
            let FaultKind::Deny(denial) = fault.kind else {
                return None;
            };
            (fault.concerns(action) && spend(fault)).then_some(denial)
        })
    }
}

/// Takes one off a fault's count; false when nothing is left.
fn spend(fault: &mut Fault) -> bool {
    match &mut fault.times {
        None => true,
        Some(0) => false,
        Some(left) => {
            *left -= 1;
            true
        }
    }
}
