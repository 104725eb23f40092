//! A session: credentials, region, endpoint and the clients made from them.

use std::env;
use std::sync::Arc;
use std::time::Duration;

use aws_config::identity::IdentityCache;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::{ProfileFileRegionProvider, ProfileSet};
use aws_config::provider_config::ProviderConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, ConfigLoader, Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use tracing::warn;

use super::error::{innermost, words_of};
use super::looked::{is_set, looked_at};
use super::observe::Call;
use super::read_only::ReadOnly;
use super::source::{Primed, expiry, first, of_profile};
use super::trouble::Origin;
use super::{Calls, Renewals, http, profiles, tagging};
use crate::core::config::{Where, is_endpoint_url, is_region};
use crate::core::error::{ApiError, BadSetting, CredentialTrouble, ErrorKind, SourceFault};
use crate::core::session::{
    AwsProfileKind, ConnectFailure, KeySource, Looked, SessionFacts, Target,
};

/// Where IAM's requests are signed for if no region is configured: IAM is
/// global and its endpoint lies there.
const DEFAULT_REGION: &str = "us-east-1";

/// One account as one caller: the clients and what is known of them.
#[derive(Debug, Clone)]
pub struct Session {
    iam: aws_sdk_iam::Client,
    sts: aws_sdk_sts::Client,
    tagging: aws_sdk_resourcegroupstagging::Client,
    calls: Calls,
    facts: SessionFacts,
    origin: Arc<Origin>,
    read_only: ReadOnly,
}

/// How sessions are made.
#[derive(Clone)]
pub struct Connector {
    simulated: Arc<Simulate>,
    calls: Calls,
    timeouts: Timeouts,
    renewals: Option<Renewals>,
    read_only: Arc<Where>,
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
        Self {
            simulated,
            calls,
            timeouts: Timeouts::default(),
            renewals: None,
            read_only: Arc::default(),
        }
    }

    /// With another place for the records of calls.
    #[must_use]
    pub fn with_calls(self, calls: Calls) -> Self {
        Self { calls, ..self }
    }

    /// With somebody to tell when the keys of a session are renewed.
    #[must_use]
    pub fn with_renewals(self, renewals: Renewals) -> Self {
        Self { renewals: Some(renewals), ..self }
    }

    /// With sessions that refuse every change where these rules hold.
    #[must_use]
    pub fn read_only(self, rules: Where) -> Self {
        Self { read_only: Arc::new(rules), ..self }
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
        Ok(self.session(&config, facts, Origin::default()))
    }

    async fn really(&self, target: &Target) -> Result<Session, ConnectFailure> {
        let client = http::client().map_err(|setting| {
            failure(ErrorKind::Setting(Box::new(setting)), String::new(), Vec::new())
        })?;
        let files = profiles::load().await.map_err(|reason| {
            failed(CredentialTrouble::Failed { reason }, looked_at(target, None))
        })?;
        let chosen =
            target.aws_profile.clone().unwrap_or_else(|| files.selected_profile().to_owned());
        if target.aws_profile.is_some() && files.get_profile(&chosen).is_none() {
            let trouble = CredentialTrouble::NoSuchAwsProfile { profile: chosen };
            return Err(failed(trouble, looked_at(target, Some(&files))));
        }
        let origin = Origin::new(target, &files, &chosen);
        let region = region(target, &chosen).await;
        let config = self.loader(target, client, region.clone(), &origin).load().await;
        let endpoint = endpoint(target, &files, &chosen);
        if let Some(setting) = unusable(region.as_ref(), endpoint.as_ref()) {
            return Err(failure(ErrorKind::Setting(Box::new(setting)), String::new(), Vec::new()));
        }
        let provider = config.credentials_provider();
        let found = match &provider {
            Some(provider) => first(provider, self.timeouts.operation).await,
            None => Err(CredentialsError::not_loaded_no_source()),
        };
        let (provider, found) = match (provider, found) {
            (Some(provider), Ok(found)) => (provider, found),
            (_, Err(error)) => {
                return Err(explain(&origin, &error, || looked_at(target, Some(&files))));
            }
            (None, Ok(_)) => {
                let looked = looked_at(target, Some(&files));
                return Err(failed(CredentialTrouble::NotFound, looked));
            }
        };
        let named = target.aws_profile.is_some() || is_set("AWS_PROFILE");
        let facts = SessionFacts {
            aws_profile: named.then_some(chosen),
            region: region.as_ref().map_or(DEFAULT_REGION, Region::as_ref).to_owned(),
            region_assumed: region.is_none(),
            endpoint,
            demo: false,
            source: key_source(target, origin.kind()),
            expires: expiry(&found),
        };
        let primed = Primed::new(found, provider, self.renewals.clone());
        let config = config
            .into_builder()
            .credentials_provider(SharedCredentialsProvider::new(primed))
            // The SDK would give a renewal five seconds, whatever was asked for.
            .identity_cache(IdentityCache::lazy().load_timeout(self.timeouts.operation).build())
            .build();
        Ok(self.session(&config, facts, origin))
    }

    fn loader(
        &self,
        target: &Target,
        client: SharedHttpClient,
        region: Option<Region>,
        origin: &Origin,
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
                .with_region(Some(region))
                .with_timeout_config(self.timeout_config());
            let provider = of_profile(name, origin.kind(), &config);
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

    fn session(&self, config: &SdkConfig, facts: SessionFacts, origin: Origin) -> Session {
        Session {
            iam: aws_sdk_iam::Client::new(config),
            sts: aws_sdk_sts::Client::new(config),
            tagging: tagging::client(config),
            calls: self.calls.clone(),
            read_only: ReadOnly::new(Arc::clone(&self.read_only), facts.aws_profile.clone()),
            facts,
            origin: Arc::new(origin),
        }
    }
}

impl Session {
    /// What is known without a call.
    pub fn facts(&self) -> &SessionFacts {
        &self.facts
    }

    /// Whether it refuses every change.
    pub fn is_read_only(&self) -> bool {
        self.read_only.holds()
    }

    pub(super) fn account_is(&self, account: &str) {
        self.read_only.account_is(account);
    }

    pub(super) fn iam(&self) -> &aws_sdk_iam::Client {
        &self.iam
    }

    pub(super) fn sts(&self) -> &aws_sdk_sts::Client {
        &self.sts
    }

    pub(super) fn tagging(&self) -> &aws_sdk_resourcegroupstagging::Client {
        &self.tagging
    }

    pub(super) fn begin(&self, action: &'static str) -> Call {
        self.calls.begin(action, &self.origin)
    }
}

/// What the SDK would only refuse at the first call, and in words of its own.
fn unusable(region: Option<&Region>, endpoint: Option<&String>) -> Option<BadSetting> {
    if let Some(region) = region.filter(|region| !is_region(region.as_ref())) {
        return Some(BadSetting::Region(region.to_string()));
    }
    endpoint.filter(|url| !is_endpoint_url(url)).cloned().map(BadSetting::Endpoint)
}

/// The endpoint that takes IAM's place, in the SDK's order: the SDK itself
/// keeps to itself what it reads from variables and files.
fn endpoint(target: &Target, files: &ProfileSet, chosen: &str) -> Option<String> {
    if target.endpoint_url.is_some() {
        return target.endpoint_url.clone();
    }
    let set = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
    let ignored = |value: String| value.eq_ignore_ascii_case("true");
    if set("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS").is_some_and(ignored) {
        return None;
    }
    let of_profile = || files.get_profile(chosen)?.get("endpoint_url").map(ToOwned::to_owned);
    set("AWS_ENDPOINT_URL_IAM").or_else(|| set("AWS_ENDPOINT_URL")).or_else(of_profile)
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
    if target.aws_profile.is_none() && is_set("AWS_ACCESS_KEY_ID") {
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

/// Why there are no credentials; where they were looked for helps only if they
/// are missing, not if their source can't be reached.
fn explain(
    origin: &Origin,
    error: &CredentialsError,
    looked: impl FnOnce() -> Vec<Looked>,
) -> ConnectFailure {
    let kind = origin.kind_of(error);
    warn!(target: "ipb::keys", action = origin.action(), reason = loggable(&kind, error), "no keys");
    let looked = if matches!(kind, ErrorKind::Credentials(_)) { looked() } else { Vec::new() };
    let failure = failure(kind, innermost(error), looked);
    ConnectFailure { error: ApiError { action: origin.action(), ..failure.error }, ..failure }
}

/// What may stand in a log that is kept and passed on. A program that prints
/// keys may print them to stderr as well (`set -x`), and what it says in place
/// of JSON may hold them too: its words are for the screen alone.
fn loggable(kind: &ErrorKind, error: &CredentialsError) -> String {
    if let ErrorKind::Credentials(CredentialTrouble::Source(fault)) = kind {
        match fault.as_ref() {
            SourceFault::Program { status, .. } => {
                return format!("the credential_process failed ({status})");
            }
            SourceFault::Output { .. } => {
                return "the credential_process printed no usable keys".to_owned();
            }
            _ => {}
        }
    }
    let by_program = words_of(error).contains("external process");
    if by_program { "the credential_process failed".to_owned() } else { innermost(error) }
}

fn failed(trouble: CredentialTrouble, looked: Vec<Looked>) -> ConnectFailure {
    failure(ErrorKind::Credentials(trouble), String::new(), looked)
}

fn failure(kind: ErrorKind, message: String, looked: Vec<Looked>) -> ConnectFailure {
    let error =
        ApiError { action: "sts:GetCallerIdentity", kind, code: None, message, request_id: None };
    ConnectFailure { error, looked }
}
