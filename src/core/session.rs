//! Who is asking: the session, its caller, and where its keys came from.

use super::domain::{Arn, Timestamp};
use super::error::ApiError;

/// One connection to one account as one caller. Every effect and answer
/// carries it, so that two accounts' rows can never mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub u32);

/// What to connect to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The AWS profile (`--profile`); `None` leaves it to AWS's own chain.
    pub aws_profile: Option<String>,
    /// The region (`--region`); `None` leaves it to AWS's own chain.
    pub region: Option<String>,
    /// The endpoint for all services (`--endpoint-url`).
    pub endpoint_url: Option<String>,
    /// The simulated account instead of AWS.
    pub demo: bool,
}

/// What is known of a session as soon as it stands, before any call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionFacts {
    /// The AWS profile in use, if a named one or one other than `default`.
    pub aws_profile: Option<String>,
    /// The region that requests are signed for.
    pub region: String,
    /// No region was configured, so that `us-east-1` was taken.
    pub region_assumed: bool,
    /// An endpoint that overrides AWS's own for IAM.
    pub endpoint: Option<String>,
    /// The simulated account.
    pub demo: bool,
    /// Where the keys came from.
    pub source: KeySource,
    /// When temporary credentials end, if that is known.
    pub expires: Option<Timestamp>,
}

/// Where a session's keys came from; decides what helps when they die.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeySource {
    /// `AWS_ACCESS_KEY_ID` and its siblings: they outrank the files, and a
    /// running program can't see a new value.
    Environment,
    /// `~/.aws/credentials` or `~/.aws/config`.
    Files,
    /// IAM Identity Center, or `aws login`.
    Login,
    /// A container, an instance's or a notebook's own role.
    Machine,
    /// The demo.
    Demo,
    /// Anything else.
    Other,
}

/// GetCallerIdentity's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Twelve digits.
    pub account: String,
    /// The caller's ARN.
    pub arn: String,
}

impl Identity {
    /// The caller in short: `Admin/you` of an assumed role, `alice` of a user.
    pub fn caller(&self) -> &str {
        Arn::parse(&self.arn).map_or(self.arn.as_str(), |arn| arn.resource_id())
    }
}

/// Why a session could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectFailure {
    /// The reason.
    pub error: ApiError,
    /// What was looked at for credentials, in the chain's order.
    pub looked: Vec<Looked>,
}

/// One place where credentials were looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The place.
    pub place: Place,
    /// What was there.
    pub found: Found,
}

/// Where the default chain looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// `AWS_ACCESS_KEY_ID`.
    Environment,
    /// `AWS_PROFILE` or `--profile`, with its value.
    AwsProfile(String),
    /// The shared credentials file, with its path.
    CredentialsFile(String),
    /// The shared config file, with its path.
    ConfigFile(String),
    /// `AWS_CONTAINER_CREDENTIALS_*`.
    Container,
    /// The instance metadata service.
    InstanceMetadata,
}

/// What was found there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing is set, or the file does not exist.
    Nothing,
    /// It is there, but holds no usable keys.
    WithoutKeys,
    /// It is there; the number says how many AWS profiles it holds.
    Profiles(usize),
    /// It is set.
    Present,
    /// Nobody answered.
    NoAnswer,
    /// It was turned off (`AWS_EC2_METADATA_DISABLED`).
    Disabled,
    /// The file can't be read, in the system's words.
    Unreadable(String),
}

/// An AWS profile of the configuration files, as far as they describe it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwsProfile {
    /// Its name.
    pub name: String,
    /// Its `region`.
    pub region: Option<String>,
    /// How it comes by its keys.
    pub kind: AwsProfileKind,
}

/// How an AWS profile comes by its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AwsProfileKind {
    /// Keys in the file.
    Keys,
    /// IAM Identity Center.
    Sso,
    /// `aws login`.
    Login,
    /// Assumes this role.
    Role(String),
    /// A program prints them.
    Process,
    /// None of its own.
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caller_is_named_in_short() {
        let caller =
            |arn: &str| Identity { account: String::new(), arn: arn.into() }.caller().to_owned();
        assert_eq!(caller("arn:aws:sts::1:assumed-role/voclabs/user1=Wang"), "voclabs/user1=Wang");
        assert_eq!(caller("arn:aws:iam::1:user/team/alice"), "team/alice");
        assert_eq!(caller("arn:aws:iam::1:root"), "root");
        assert_eq!(caller("odd"), "odd");
    }
}
