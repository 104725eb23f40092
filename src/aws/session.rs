//! A session: credentials, region, endpoint and the clients made from them.

use std::env;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::{ProfileFileCredentialsProvider, ProfileFileRegionProvider, ProfileSet};
use aws_config::provider_config::ProviderConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, ConfigLoader, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider, future};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

use super::error::{credential_trouble, whole_text};
use super::{Calls, http, profiles};
use crate::core::domain::Timestamp;
use crate::core::error::{ApiError, CredentialTrouble, ErrorKind};
use crate::core::session::{
    AwsProfileKind, ConnectFailure, Found, KeySource, Looked, Place, SessionFacts, Target,
};

/// Where IAM's requests are signed for if no region is configured: IAM is
/// global and its endpoint lies there.
const DEFAULT_REGION: &str = "us-east-1";

/// The AWS profile that is taken when none is named.
const DEFAULT_PROFILE: &str = "default";

/// One account as one caller: the clients and what is known of them.
#[derive(Debug, Clone)]
pub struct Session {
    iam: aws_sdk_iam::Client,
    sts: aws_sdk_sts::Client,
    calls: Calls,
    facts: SessionFacts,
}

/// How sessions are made.
#[derive(Clone)]
pub struct Connector {
    simulated: Arc<Simulate>,
    calls: Calls,
    timeouts: Timeouts,
}

/// Makes the account that stands in for AWS when [`Target::demo`] is set.
pub type Simulate = dyn Fn(&Target) -> Result<Simulated, CredentialTrouble> + Send + Sync;

/// An account that stands in for AWS: a client that needs no network, and its keys.
pub struct Simulated {
    /// Answers in place of AWS.
    pub http_client: SharedHttpClient,
    /// The keys to sign with.
    pub credentials: Credentials,
}

/// How long to wait for AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// For a TCP and TLS connection.
    pub connect: Duration,
    /// For one attempt; the SDK makes up to three.
    pub attempt: Duration,
    /// For a call with all its attempts.
    pub operation: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(20),
            operation: Duration::from_secs(60),
        }
    }
}

impl Connector {
    /// `simulated` makes the demo's account; `calls` gets a record of each call.
    pub fn new(simulated: Arc<Simulate>, calls: Calls) -> Self {
        Self { simulated, calls, timeouts: Timeouts::default() }
    }

    /// With another place for the records of calls.
    #[must_use]
    pub fn with_calls(self, calls: Calls) -> Self {
        Self { calls, ..self }
    }

    /// With other patience.
    #[must_use]
    pub fn with_timeouts(self, timeouts: Timeouts) -> Self {
        Self { timeouts, ..self }
    }

    /// Finds credentials and a region, and makes the clients. Makes no call
    /// to IAM or STS (but SSO, a container or the metadata service may be
    /// asked for credentials).
    ///
    /// # Errors
    /// When no usable credentials are found; says where they were looked for.
    pub async fn connect(&self, target: &Target) -> Result<Session, ConnectFailure> {
        if target.demo { self.simulate(target).await } else { self.really(target).await }
    }

    async fn simulate(&self, target: &Target) -> Result<Session, ConnectFailure> {
        let simulated = (self.simulated)(target).map_err(|trouble| {
            failure(ErrorKind::Credentials(trouble), String::new(), Vec::new())
        })?;
        let expires = expiry(&simulated.credentials);
        // No file and no variable of the user's is read: everything is set.
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(simulated.http_client)
            .credentials_provider(SharedCredentialsProvider::new(simulated.credentials))
            .region(Region::from_static(DEFAULT_REGION))
            .retry_config(aws_config::retry::RetryConfig::standard())
            .timeout_config(self.timeout_config())
            .sleep_impl(aws_smithy_async::rt::sleep::TokioSleep::new())
            .time_source(aws_smithy_async::time::SystemTimeSource::new())
            .build();
        let facts = SessionFacts {
            aws_profile: target.aws_profile.clone(),
            region: target.region.clone().unwrap_or_else(|| DEFAULT_REGION.to_owned()),
            region_assumed: false,
            endpoint: None,
            demo: true,
            source: KeySource::Demo,
            expires,
        };
        Ok(self.session(&config, facts))
    }

    async fn really(&self, target: &Target) -> Result<Session, ConnectFailure> {
        let client = http::client()
            .map_err(|e| failed(CredentialTrouble::Failed { reason: e.to_string() }, Vec::new()))?;
        let files = match profiles::load().await {
            Ok(files) => files,
            Err(reason) => {
                let looked = looked_at(target, None).await;
                return Err(failed(CredentialTrouble::Failed { reason }, looked));
            }
        };
        let chosen =
            target.aws_profile.clone().unwrap_or_else(|| files.selected_profile().to_owned());
        if target.aws_profile.is_some() && files.get_profile(&chosen).is_none() {
            let trouble = CredentialTrouble::NoSuchAwsProfile { profile: chosen };
            return Err(failed(trouble, looked_at(target, Some(&files)).await));
        }
        let region = region(target, &chosen).await;
        let config = self.loader(target, client, region.clone()).load().await;
        let provider = config.credentials_provider();
        let first = match &provider {
            Some(provider) => provider.provide_credentials().await,
            None => Err(CredentialsError::not_loaded_no_source()),
        };
        let (provider, first) = match (provider, first) {
            (Some(provider), Ok(first)) => (provider, first),
            (_, Err(error)) => return Err(explain(target, &files, &chosen, &error).await),
            (None, Ok(_)) => {
                let looked = looked_at(target, Some(&files)).await;
                return Err(failed(CredentialTrouble::NotFound, looked));
            }
        };
        let kind = profiles::describe(&files, &chosen).map(|profile| profile.kind);
        let named = target.aws_profile.is_some() || env::var_os("AWS_PROFILE").is_some();
        let facts = SessionFacts {
            aws_profile: named.then_some(chosen),
            region: region.as_ref().map_or(DEFAULT_REGION, Region::as_ref).to_owned(),
            region_assumed: region.is_none(),
            endpoint: env::var("AWS_ENDPOINT_URL_IAM")
                .ok()
                .filter(|_| target.endpoint_url.is_none())
                .or_else(|| config.endpoint_url().map(ToOwned::to_owned)),
            demo: false,
            source: key_source(target, kind.as_ref()),
            expires: expiry(&first),
        };
        let primed = Primed { first: Mutex::new(Some(first)), then: provider };
        let config = config
            .into_builder()
            .credentials_provider(SharedCredentialsProvider::new(primed))
            .build();
        Ok(self.session(&config, facts))
    }

    fn loader(
        &self,
        target: &Target,
        client: SharedHttpClient,
        region: Option<Region>,
    ) -> ConfigLoader {
        let region = region.unwrap_or(Region::from_static(DEFAULT_REGION));
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .http_client(client.clone())
            .region(region.clone())
            .timeout_config(self.timeout_config());
        if let Some(name) = &target.aws_profile {
            // As in the AWS CLI, a profile that is asked for by name outranks
            // the variables; the SDK's default chain asks the variables first.
            let config = ProviderConfig::without_region()
                .with_behavior_version(Some(BehaviorVersion::latest()))
                .with_http_client(client)
                .with_region(Some(region));
            let provider = ProfileFileCredentialsProvider::builder()
                .profile_name(name)
                .configure(&config)
                .build();
            loader = loader.profile_name(name).credentials_provider(provider);
        }
        match &target.endpoint_url {
            Some(url) => loader.endpoint_url(url),
            None => loader,
        }
    }

    fn timeout_config(&self) -> TimeoutConfig {
        TimeoutConfig::builder()
            .connect_timeout(self.timeouts.connect)
            .operation_attempt_timeout(self.timeouts.attempt)
            .operation_timeout(self.timeouts.operation)
            .build()
    }

    fn session(&self, config: &SdkConfig, facts: SessionFacts) -> Session {
        Session {
            iam: aws_sdk_iam::Client::new(config),
            sts: aws_sdk_sts::Client::new(config),
            calls: self.calls.clone(),
            facts,
        }
    }
}

impl Session {
    /// What is known without a call.
    pub fn facts(&self) -> &SessionFacts {
        &self.facts
    }

    pub(super) fn iam(&self) -> &aws_sdk_iam::Client {
        &self.iam
    }

    pub(super) fn sts(&self) -> &aws_sdk_sts::Client {
        &self.sts
    }

    pub(super) fn calls(&self) -> &Calls {
        &self.calls
    }
}

/// Hands out the credentials that were found at the start before it asks its
/// source again: a second question to a single sign-on is slow, and a broken
/// source explains itself only the first time.
struct Primed {
    first: Mutex<Option<Credentials>>,
    then: SharedCredentialsProvider,
}

impl fmt::Debug for Primed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Primed")
    }
}

impl ProvideCredentials for Primed {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        match first {
            Some(first) => future::ProvideCredentials::ready(provider::Result::Ok(first)),
            None => self.then.provide_credentials(),
        }
    }
}

fn expiry(credentials: &Credentials) -> Option<Timestamp> {
    let since = credentials.expiry()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok().map(Timestamp)
}

async fn region(target: &Target, profile: &str) -> Option<Region> {
    // Without the metadata service, which the SDK would ask as well: off EC2
    // that costs seconds, and IAM does not need it.
    let files = ProfileFileRegionProvider::builder().profile_name(profile).build();
    RegionProviderChain::first_try(target.region.clone().map(Region::new))
        .or_else(aws_config::environment::EnvironmentVariableRegionProvider::new())
        .or_else(files)
        .region()
        .await
}

fn key_source(target: &Target, kind: Option<&AwsProfileKind>) -> KeySource {
    if target.aws_profile.is_none() && env::var_os("AWS_ACCESS_KEY_ID").is_some() {
        return KeySource::Environment;
    }
    match kind {
        Some(AwsProfileKind::Sso | AwsProfileKind::Login) => KeySource::Login,
        Some(AwsProfileKind::Keys | AwsProfileKind::Role(_) | AwsProfileKind::Process) => {
            KeySource::Files
        }
        Some(AwsProfileKind::Nothing) | None => KeySource::Machine,
    }
}

/// Says what a failed chain means for this AWS profile. The SDK's own types
/// for it are private, so that the profile's settings are looked at instead.
async fn explain(
    target: &Target,
    files: &ProfileSet,
    chosen: &str,
    error: &CredentialsError,
) -> ConnectFailure {
    let profile = chosen.to_owned();
    let has_mfa = files.get_profile(chosen).is_some_and(|p| p.get("mfa_serial").is_some());
    let kind = profiles::describe(files, chosen).map(|described| described.kind);
    let text = whole_text(error);
    let login = ["token", "sso", "login", "expired", "refresh"]
        .iter()
        .any(|word| text.to_lowercase().contains(word));
    let trouble = match kind {
        _ if has_mfa => CredentialTrouble::Mfa { profile },
        Some(AwsProfileKind::Sso) if login => {
            CredentialTrouble::LoginExpired { profile, sso: true }
        }
        Some(AwsProfileKind::Login) if login => {
            CredentialTrouble::LoginExpired { profile, sso: false }
        }
        // AWS_PROFILE names it: nobody would name `default`, which need not exist.
        None if chosen != DEFAULT_PROFILE && !has_source() => {
            CredentialTrouble::NoSuchAwsProfile { profile }
        }
        // What failed last is the metadata service, the chain's last resort;
        // its words would only puzzle whoever is not on EC2.
        Some(AwsProfileKind::Nothing) | None if !has_source() => CredentialTrouble::NotFound,
        _ => credential_trouble(error),
    };
    failed(trouble, looked_at(target, Some(files)).await)
}

/// Whether the environment names a source of credentials beside the files.
fn has_source() -> bool {
    [
        "AWS_ACCESS_KEY_ID",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    ]
    .iter()
    .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// The places where the chain looks for credentials, and what is there.
async fn looked_at(target: &Target, files: Option<&ProfileSet>) -> Vec<Looked> {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let present = |is: bool| if is { Found::Present } else { Found::Nothing };
    let file = |path: &std::path::Path| match std::fs::read_to_string(path) {
        Ok(text) => Found::Profiles(text.lines().filter(|line| is_profile_head(line)).count()),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Found::Nothing,
        Err(e) => Found::Unreadable(e.to_string()),
    };
    let mut looked = Vec::new();
    if target.aws_profile.is_none() {
        let found = present(set("AWS_ACCESS_KEY_ID"));
        looked.push(Looked { place: Place::Environment, found });
    }
    let named = target.aws_profile.clone().or_else(|| env::var("AWS_PROFILE").ok());
    if let Some(name) = named {
        let known = files.and_then(|files| files.get_profile(&name));
        let found = known.map_or(Found::Nothing, |_| Found::WithoutKeys);
        looked.push(Looked { place: Place::AwsProfile(name), found });
    }
    for (path, place) in [
        (profiles::credentials_file(), Place::CredentialsFile as fn(String) -> Place),
        (profiles::config_file(), Place::ConfigFile),
    ] {
        let found = file(&path);
        looked.push(Looked { place: place(path.display().to_string()), found });
    }
    if target.aws_profile.is_none() {
        let container = set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
            || set("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        looked.push(Looked { place: Place::Container, found: present(container) });
        let off =
            env::var("AWS_EC2_METADATA_DISABLED").is_ok_and(|v| v.eq_ignore_ascii_case("true"));
        let found = if off { Found::Disabled } else { Found::NoAnswer };
        looked.push(Looked { place: Place::InstanceMetadata, found });
    }
    looked
}

fn is_profile_head(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('[') && !line.starts_with("[sso-session") && !line.starts_with("[services")
}

fn failed(trouble: CredentialTrouble, looked: Vec<Looked>) -> ConnectFailure {
    failure(ErrorKind::Credentials(trouble), String::new(), looked)
}

fn failure(kind: ErrorKind, message: String, looked: Vec<Looked>) -> ConnectFailure {
    let error =
        ApiError { action: "sts:GetCallerIdentity", kind, code: None, message, request_id: None };
    ConnectFailure { error, looked }
}
