//! Asks for credentials: the first ones within a limit, later ones whenever
//! the SDK needs them.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_config::ecs::EcsCredentialsProvider;
use aws_config::imds::credentials::ImdsCredentialsProvider;
use aws_config::meta::credentials::CredentialsProviderChain;
use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider, future};
use tokio::time::timeout;

use crate::core::domain::Timestamp;
use crate::core::session::AwsProfileKind;

/// Is told when the keys of a session end, each time that they are renewed.
#[derive(Clone)]
pub struct Renewals(Arc<dyn Fn(Option<Timestamp>) + Send + Sync>);

impl Renewals {
    /// Hands every new end to `sink`.
    pub fn to(sink: impl Fn(Option<Timestamp>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(sink))
    }
}

/// The chain for an AWS profile that was asked for by name. As in the AWS
/// CLI, the variables of the environment are left out of it, and only they.
/// A profile with a source of its own must be that source's or fail: another
/// one would be a stranger's account, and its silence hide what is wrong.
pub(super) fn of_profile(
    name: &str,
    kind: Option<&AwsProfileKind>,
    config: &ProviderConfig,
) -> SharedCredentialsProvider {
    let profile =
        ProfileFileCredentialsProvider::builder().profile_name(name).configure(config).build();
    if kind != Some(&AwsProfileKind::Nothing) {
        return SharedCredentialsProvider::new(profile);
    }
    let container = EcsCredentialsProvider::builder().configure(config).build();
    let metadata = ImdsCredentialsProvider::builder().configure(config).build();
    SharedCredentialsProvider::new(
        CredentialsProviderChain::first_try("Profile", profile)
            .or_else("EcsContainer", container)
            .or_else("Ec2InstanceMetadata", metadata),
    )
}

/// The first credentials. The SDK waits for a `credential_process` for ever,
/// and adds up the patience of all places that it asks.
pub(super) async fn first(
    provider: &SharedCredentialsProvider,
    patience: Duration,
) -> provider::Result {
    match timeout(patience, provider.provide_credentials()).await {
        Ok(result) => result,
        Err(_) => Err(CredentialsError::provider_timed_out(patience)),
    }
}

/// When these credentials end, if they do and say so.
pub(super) fn expiry(credentials: &Credentials) -> Option<Timestamp> {
    let since = credentials.expiry()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok().map(Timestamp)
}

/// Hands out the credentials that were found at the start before it asks its
/// source again: a second question to a single sign-on is slow, and a broken
/// source explains itself only the first time. Later answers are told.
pub(super) struct Primed {
    first: Mutex<Option<Credentials>>,
    then: SharedCredentialsProvider,
    renewals: Option<Renewals>,
}

impl Primed {
    pub fn new(
        first: Credentials,
        then: SharedCredentialsProvider,
        renewals: Option<Renewals>,
    ) -> Self {
        Self { first: Mutex::new(Some(first)), then, renewals }
    }

    async fn again(&self) -> provider::Result {
        let renewed = self.then.provide_credentials().await?;
        if let Some(Renewals(tell)) = &self.renewals {
            tell(expiry(&renewed));
        }
        Ok(renewed)
    }
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
            None => future::ProvideCredentials::new(self.again()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ending(seconds: u64) -> Credentials {
        let end = std::time::UNIX_EPOCH + Duration::from_secs(seconds);
        Credentials::new("A", "B", None, Some(end), "test")
    }

    #[tokio::test]
    async fn the_end_of_renewed_keys_is_told_and_that_of_the_first_is_not() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&told);
        let renewals = Renewals::to(move |end| sink.lock().unwrap().push(end));
        let then = SharedCredentialsProvider::new(ending(2000));
        let primed = Primed::new(ending(1000), then, Some(renewals));
        assert_eq!(expiry(&primed.provide_credentials().await.unwrap()), Some(Timestamp(1000)));
        assert_eq!(*told.lock().unwrap(), []);
        assert_eq!(expiry(&primed.provide_credentials().await.unwrap()), Some(Timestamp(2000)));
        assert_eq!(*told.lock().unwrap(), [Some(Timestamp(2000))]);
    }
}
