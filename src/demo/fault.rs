//! What can go wrong, as data: parsed from short texts such as `throttle=ListRoles:3`.

use std::str::FromStr;
use std::time::Duration;

use super::lag::Lag;

/// Everything that is to go wrong. The default is: nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// How long every answer takes.
    pub latency: Duration,
    /// How long reads lag behind changes; none: not at all.
    pub lag: Option<Lag>,
    /// Tried in this order; the first one that applies to a request decides.
    pub list: Vec<Fault>,
}

/// One thing that goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What happens.
    pub kind: FaultKind,
    /// The action that it happens to: a name, a beginning with a star (`Get*`), or none for all.
    pub action: Option<String>,
    /// How often it still happens; none for ever.
    pub times: Option<u64>,
}

/// What happens to a request.
///
/// The four about a session's keys strike the access key that is seen first after they were set,
/// so that replacing the keys helps, as it does in AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// `Throttling`, HTTP 400, "Rate exceeded".
    Throttle,
    /// `ServiceFailure`, HTTP 500.
    Error,
    /// Never answered.
    Hang,
    /// The connection is closed without an answer, and nothing is done.
    Drop,
    /// What was asked for is done, then the connection is closed without an answer.
    DropAfter,
    /// What was asked for is done, then nothing is ever answered.
    HangAfter,
    /// What was asked for is done, then `ServiceFailure` is answered.
    ErrorAfter,
    /// `ConcurrentModification`, HTTP 409.
    Concurrent,
    /// `AccessDenied`, HTTP 403. GetCallerIdentity can't be denied.
    Deny(Denial),
    /// `ExpiredToken`, HTTP 403, this long after it was set.
    ExpireAfter(Duration),
    /// `ExpiredToken` once the key has made so many requests.
    ExpireAfterCalls(u64),
    /// What the end of a Learner Lab session looks like, once the key has made so many requests:
    /// an explicit deny of everything but GetCallerIdentity.
    CancelLabAfterCalls(u64),
    /// `InvalidClientTokenId`, HTTP 403.
    InvalidToken,
    /// `SignatureDoesNotMatch`, HTTP 403, with a `Date` header 20 minutes ahead.
    ClockSkew,
    /// HTTP 200 with XML that does not parse.
    Malformed,
    /// HTTP 200 with the login page of a hotel's network.
    Html,
    /// HTTP 200, then the connection breaks in the middle of the answer.
    Truncated,
    /// HTTP 200 with half of the answer, in good order but for the XML: as from a broken proxy.
    /// The SDK takes it for the whole answer.
    Partial,
    /// HTTP 200 with a list whose next page is itself, for ever.
    Endless,
    /// HTTP 200 where nothing in a list has an ARN.
    NoArn,
    /// The code that answers panics: to see that the program gives the terminal back.
    Panic,
}

/// Who says no, which AWS tells in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// `because no identity-based policy allows the … action`
    Implicit,
    /// `with an explicit deny in an identity-based policy`
    Explicit,
    /// `with an explicit deny in a service control policy`
    ServiceControlPolicy,
    /// `because no permissions boundary allows the … action`
    Boundary,
}

/// A fault's text that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("fault {text:?}: {reason}")]
pub struct FaultError {
    /// The text as it was given.
    pub text: String,
    /// What is wrong with it.
    pub reason: String,
}

/// One line for each text that [`Faults::parse`] understands.
pub const FAULT_TEXTS: &str = "\
latency=MS                  every answer takes so long
throttle[=[Action:]N]       Throttling, for the next N calls
error[=[Action][:N]]        ServiceFailure 500
hang[=[Action][:N]]         never answers
drop[=[Action][:N]]         closes the connection without an answer; also drop-before
drop-after[=[Action][:N]]   does what was asked for, then closes the connection
hang-after[=[Action][:N]]   does what was asked for, then never answers
error-after[=[Action][:N]]  does what was asked for, then ServiceFailure 500
concurrent[=[Action][:N]]   ConcurrentModification 409
lag=SECONDS                 reads show a change only so long after it
lag-reads=N                 N reads after a change still show what was before it
flicker=N                   every second of N reads after a change does
deny=Action                 AccessDenied: no policy allows it; * for all, PassRole too
deny-explicit=Action        AccessDenied: explicit deny in an identity-based policy
deny-scp=Action             AccessDenied: explicit deny in a service control policy
deny-boundary=Action        AccessDenied: no permissions boundary allows it
expire-after=SECONDS        ExpiredToken from then on, for this access key
expire-after-calls=N        ExpiredToken after N calls of this access key
cancel-lab-after-calls=N    the lab's session ends after N calls of this access key
invalid-token               InvalidClientTokenId, for this access key
clock-skew                  SignatureDoesNotMatch, the server's clock is 20 minutes ahead
malformed[=[Action][:N]]    broken XML with HTTP 200
html[=[Action][:N]]         an HTML login page with HTTP 200
truncated[=[Action][:N]]    the connection breaks in the middle of the answer
partial[=[Action][:N]]      half of the answer, as if it were the whole
endless[=[Action][:N]]      a list whose next page is itself
no-arn[=[Action][:N]]       a list in which no ARN is told
panic[=[Action][:N]]        the code that answers panics (in process only)";

impl Faults {
    /// Reads faults, one a text, such as `latency=200` or `drop=GetRole:2`.
    ///
    /// # Errors
    /// The first text that is no fault, and why; [`FAULT_TEXTS`] lists those that are.
    pub fn parse(texts: &[String]) -> Result<Self, FaultError> {
        let mut faults = Self::default();
        for text in texts {
            let result = match text.trim().split_once('=') {
                Some(("latency", ms)) => {
                    number(ms).map(|ms| faults.latency = Duration::from_millis(ms))
                }
                Some(("lag", seconds)) => number(seconds)
                    .map(|seconds| faults.lag = Some(Lag::Time(Duration::from_secs(seconds)))),
                Some(("lag-reads", reads)) => {
                    number(reads).map(|reads| faults.lag = Some(Lag::Reads(reads)))
                }
                Some(("flicker", reads)) => {
                    number(reads).map(|reads| faults.lag = Some(Lag::Flicker(reads)))
                }
                _ => text.trim().parse().map(|fault| faults.list.push(fault)),
            };
            result.map_err(|reason| FaultError { text: text.clone(), reason })?;
        }
        Ok(faults)
    }
}

impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (word, rest) = match text.split_once('=') {
            Some((word, rest)) => (word, Some(rest)),
            None => (text, None),
        };
        let kind = match word {
            "throttle" => FaultKind::Throttle,
            "error" => FaultKind::Error,
            "hang" => FaultKind::Hang,
            "drop" | "drop-before" => FaultKind::Drop,
            "drop-after" => FaultKind::DropAfter,
            "hang-after" => FaultKind::HangAfter,
            "error-after" => FaultKind::ErrorAfter,
            "concurrent" => FaultKind::Concurrent,
            "malformed" => FaultKind::Malformed,
            "html" => FaultKind::Html,
            "truncated" => FaultKind::Truncated,
            "partial" => FaultKind::Partial,
            "endless" => FaultKind::Endless,
            "no-arn" => FaultKind::NoArn,
            "panic" => FaultKind::Panic,
            "deny" => return denied(Denial::Implicit, rest),
            "deny-explicit" => return denied(Denial::Explicit, rest),
            "deny-scp" => return denied(Denial::ServiceControlPolicy, rest),
            "deny-boundary" => return denied(Denial::Boundary, rest),
            "expire-after" => {
                let seconds = number(rest.unwrap_or_default())?;
                return Ok(FaultKind::ExpireAfter(Duration::from_secs(seconds)).always());
            }
            "expire-after-calls" => {
                return Ok(FaultKind::ExpireAfterCalls(number(rest.unwrap_or_default())?).always());
            }
            "cancel-lab-after-calls" => {
                let calls = number(rest.unwrap_or_default())?;
                return Ok(FaultKind::CancelLabAfterCalls(calls).always());
            }
            "invalid-token" => return plain(FaultKind::InvalidToken, rest),
            "clock-skew" => return plain(FaultKind::ClockSkew, rest),
            _ => return Err("no such fault".to_owned()),
        };
        let (action, times) = target(rest.unwrap_or_default())?;
        Ok(Self { kind, action, times })
    }
}

impl FaultKind {
    /// The fault for every action and for ever.
    pub fn always(self) -> Fault {
        Fault { kind: self, action: None, times: None }
    }
}

impl Fault {
    /// Whether it concerns an action at all.
    pub(super) fn concerns(&self, action: &str) -> bool {
        self.action.as_deref().is_none_or(|pattern| matches(pattern, action))
    }
}

/// Whether an action is the one named, or begins as a pattern with a final star says.
pub(super) fn matches(pattern: &str, action: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => action.starts_with(beginning),
        None => pattern == action,
    }
}

fn denied(denial: Denial, rest: Option<&str>) -> Result<Fault, String> {
    let (action, times) = target(rest.unwrap_or_default())?;
    if action.is_none() {
        return Err("which action? * stands for all".to_owned());
    }
    Ok(Fault { kind: FaultKind::Deny(denial), action, times })
}

fn plain(kind: FaultKind, rest: Option<&str>) -> Result<Fault, String> {
    match rest {
        None => Ok(kind.always()),
        Some(_) => Err("takes no value".to_owned()),
    }
}

/// `Action:N`, `Action`, `N` or `:N`; a leading `iam:`, `sts:` or `tag:` is no part of an action's name.
fn target(text: &str) -> Result<(Option<String>, Option<u64>), String> {
    let text =
        ["iam:", "sts:", "tag:"].iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text);
    if text.is_empty() {
        return Ok((None, None));
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return Ok((None, Some(number(text)?)));
    }
    let (action, times) = match text.split_once(':') {
        Some((action, times)) => (action, Some(number(times)?)),
        None => (text, None),
    };
    if let Some(odd) = action.trim_end_matches('*').chars().find(|c| !c.is_ascii_alphanumeric()) {
        return Err(format!("{odd:?} can't stand in an action's name"));
    }
    Ok(((!action.is_empty()).then(|| action.to_owned()), times))
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("{text:?} is not a whole number"))
}
