//! The simulated account, asked by the real SDK.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail so")]

mod changes;
mod data;
mod faults;
mod identities;
mod late;
mod paging;
mod performing;
mod policies;
mod reading;
mod roles;
mod rules;
mod serving;
mod tagging;

use aws_credential_types::Credentials;
use aws_sdk_iam::config::{BehaviorVersion, Region};
use aws_sdk_iam::error::{ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::retry::RetryConfig;
use ipb::demo::{Account, Faults, Options};

/// A role and four profiles on two paths.
const SMALL: &str = r#"
    [[role]]
    name = "Web"
    description = "Größe M"
    tags = { Team = "web" }

    [[role]]
    name = "Other"

    [[role]]
    name = "AWSServiceRoleForX"
    path = "/aws-service-role/x.amazonaws.com/"

    [[profile]]
    name = "Alpha"
    role = "Web"
    tags = { b = "2", a = "1" }

    [[profile]]
    name = "beta"
    path = "/app/"
    role = "Web"

    [[profile]]
    name = "Gamma"
    path = "/app/x/"

    [[profile]]
    name = "delta"
    path = "/other/"
"#;

fn small() -> Account {
    Account::from_toml(&[SMALL], &Options::default()).unwrap()
}

fn builtin() -> Account {
    Account::builtin(&Options::default()).unwrap()
}

fn faults(texts: &[&str]) -> Faults {
    let texts: Vec<String> = texts.iter().map(|&text| text.to_owned()).collect();
    Faults::parse(&texts).unwrap()
}

/// A client whose calls are tried once.
fn client(account: &Account) -> aws_sdk_iam::Client {
    client_with(account, keys("AKIAANYKEYATALLEXAMP"), 1)
}

fn client_as(account: &Account, identity: &str) -> aws_sdk_iam::Client {
    client_with(account, credentials(account, identity), 1)
}

fn client_with(account: &Account, keys: Credentials, attempts: u32) -> aws_sdk_iam::Client {
    let config = aws_sdk_iam::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(keys)
        .http_client(account.http_client())
        .retry_config(RetryConfig::standard().with_max_attempts(attempts))
        .build();
    aws_sdk_iam::Client::from_conf(config)
}

fn sts(account: &Account, keys: Credentials) -> aws_sdk_sts::Client {
    let config = aws_sdk_sts::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(keys)
        .http_client(account.http_client())
        .retry_config(RetryConfig::standard().with_max_attempts(1))
        .build();
    aws_sdk_sts::Client::from_conf(config)
}

fn keys(access_key_id: &str) -> Credentials {
    Credentials::new(access_key_id, "secret", None, None, "test")
}

fn credentials(account: &Account, identity: &str) -> Credentials {
    let who = account.identity(identity).unwrap();
    Credentials::new(
        who.access_key_id.clone(),
        who.secret_access_key.clone(),
        who.session_token.clone(),
        None,
        "test",
    )
}

/// Status, code and message of what must be a service error.
fn refusal<T, E>(result: Result<T, SdkError<E, HttpResponse>>) -> (u16, String, String)
where
    E: ProvideErrorMetadata,
{
    let Err(SdkError::ServiceError(error)) = result else {
        panic!("no service error");
    };
    (
        error.raw().status().as_u16(),
        error.err().code().unwrap_or_default().to_owned(),
        error.err().message().unwrap_or_default().to_owned(),
    )
}

/// The same three, as they are expected.
fn refused(status: u16, code: &str, message: &str) -> (u16, String, String) {
    (status, code.to_owned(), message.to_owned())
}
