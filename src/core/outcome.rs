//! What became of a changing call, as far as the call itself can tell.

use std::sync::Arc;

use super::domain::{InstanceProfile, Role};
use super::error::ApiError;

/// The end of one changing call, with all of the SDK's attempts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeOutcome {
    /// What AWS answered to the last attempt.
    pub result: Result<Made, ApiError>,
    /// How often the SDK tried; 0 if it never came so far.
    pub attempts: u32,
    /// `x-amzn-RequestId` of the last answer, for the journal and AWS support.
    pub request_id: Option<Box<str>>,
    /// Whether an attempt may have taken effect though no success came back:
    /// it was sent, and then the connection broke, time ran out, or AWS
    /// answered HTTP 5xx. EntityAlreadyExists, NoSuchEntity and LimitExceeded
    /// after such an attempt may be the echo of the program's own success.
    pub in_doubt: bool,
}

/// What a changing call brought into being.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// Nothing new: something that was there is changed or gone.
    Nothing,
    /// CreateInstanceProfile's answer.
    Profile(Arc<InstanceProfile>),
    /// CreateRole's answer.
    Role(Arc<Role>),
}

/// What can be said of a change without asking AWS again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// AWS accepted it.
    Accepted,
    /// It has surely had no effect.
    Refused,
    /// Only what is there now can tell.
    Unknown,
}

impl ChangeOutcome {
    /// What the call alone can tell.
    pub fn verdict(&self) -> Verdict {
        match (&self.result, self.in_doubt) {
            (Ok(_), _) => Verdict::Accepted,
            (Err(_), false) => Verdict::Refused,
            (Err(_), true) => Verdict::Unknown,
        }
    }
}
