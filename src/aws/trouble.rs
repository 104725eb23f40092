//! Names what is wrong with a source of credentials, at the start and
//! whenever it is asked again.

use std::env;
use std::io;

use aws_config::profile::{Profile, ProfileSet};
use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_iam::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_sts::operation::assume_role::AssumeRoleError;
use aws_sdk_sts::operation::assume_role_with_web_identity::AssumeRoleWithWebIdentityError;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::ConnectorError;

use super::error::{by_code, cause, innermost, network, words_of};
use super::looked::{has_source, is_set};
use super::{fault, profiles};
use crate::core::error::{CredentialTrouble, ErrorKind, NetworkTrouble};
use crate::core::session::{AwsProfileKind, Target};

/// The AWS profile that is taken when none is named.
const DEFAULT_PROFILE: &str = "default";

/// More steps of `source_profile` than anybody takes; a circle has an end so.
const MOST_STEPS: usize = 16;

/// Where a session's credentials come from, as the files describe it. The
/// SDK's own types for it are private, and its errors name no AWS profile.
#[derive(Debug, Clone, Default)]
pub(super) struct Origin {
    /// The AWS profile in use.
    profile: String,
    /// How it comes by its keys; `None` if the files don't have it.
    kind: Option<AwsProfileKind>,
    /// Where its chain of `source_profile` begins: that one must log in.
    base: Option<(String, AwsProfileKind)>,
    /// It, or one that it is based on, has an `mfa_serial`.
    mfa: bool,
    /// The `source_profile` that its chain names and the files don't have.
    missing: Option<String>,
    /// The environment names a source beside the files.
    has_source: bool,
    /// The file of a token that a source is opened with, and what names it.
    token_file: Option<(&'static str, String)>,
    /// The `credential_source` at the beginning of its chain.
    place: Option<String>,
}

impl Origin {
    pub fn new(target: &Target, files: &ProfileSet, chosen: &str) -> Self {
        let kind = |name: &str| profiles::describe(files, name).map(|described| described.kind);
        let steps = steps(files, chosen);
        Self {
            profile: chosen.to_owned(),
            kind: kind(chosen),
            base: steps.last().and_then(|last| Some((last.name().to_owned(), kind(last.name())?))),
            missing: missing(files, &steps),
            mfa: steps.iter().any(|profile| profile.get("mfa_serial").is_some()),
            has_source: has_source(target),
            token_file: token_file(target, steps.last().copied()),
            place: steps.last().and_then(|last| last.get("credential_source")).map(Into::into),
        }
    }

    /// How the AWS profile comes by its keys, if it is in the files.
    pub fn kind(&self) -> Option<&AwsProfileKind> {
        self.kind.as_ref()
    }

    /// What is asked for credentials: the operation, or the setting.
    pub fn action(&self) -> &'static str {
        match &self.kind {
            Some(AwsProfileKind::Process) => "credential_process",
            Some(AwsProfileKind::Sso) => "sso:GetRoleCredentials",
            Some(AwsProfileKind::Login) => "signin:CreateOAuth2Token",
            Some(AwsProfileKind::Role(_)) => "sts:AssumeRole",
            Some(AwsProfileKind::Keys | AwsProfileKind::Nothing) | None => "credentials",
        }
    }

    /// What a failed source of credentials means.
    pub fn kind_of(&self, error: &CredentialsError) -> ErrorKind {
        // Nothing but the metadata service was asked, then: whatever it said
        // (a proxy may answer in its place), there are no credentials.
        if let Some(trouble) = self.nothing_found() {
            return ErrorKind::Credentials(trouble);
        }
        if let CredentialsError::ProviderTimedOut(_) = error {
            return ErrorKind::Network(NetworkTrouble::TimedOut);
        }
        if let Some(kind) = self.refused_by_sts(error) {
            return kind;
        }
        let words = words_of(error);
        if words.contains("request has timed out") {
            return ErrorKind::Network(NetworkTrouble::TimedOut);
        }
        if cause::<ConnectorError>(error).is_some() {
            return ErrorKind::Network(network(error));
        }
        ErrorKind::Credentials(match self.login() {
            Some(login) if is_about_login(&words) => login,
            _ => match error {
                CredentialsError::CredentialsNotLoaded(_) => CredentialTrouble::NotFound,
                other => self.fault(other),
            },
        })
    }

    /// What an answer of AWS's means for these credentials: those of a login
    /// are renewed by the SDK, so that they end only with the login.
    pub fn refine(&self, kind: ErrorKind) -> ErrorKind {
        match (kind, self.login()) {
            (ErrorKind::Credentials(CredentialTrouble::Expired), Some(login)) => {
                ErrorKind::Credentials(login)
            }
            (kind, _) => kind,
        }
    }

    /// What fails last is the metadata service, the chain's last resort; its
    /// words would only puzzle whoever is not on EC2.
    fn nothing_found(&self) -> Option<CredentialTrouble> {
        if let Some(profile) = &self.missing {
            return Some(CredentialTrouble::NoSuchAwsProfile { profile: profile.clone() });
        }
        if self.has_source {
            return None;
        }
        match self.kind {
            // AWS_PROFILE names it: nobody would name `default`, which need not exist.
            None if self.profile != DEFAULT_PROFILE => {
                Some(CredentialTrouble::NoSuchAwsProfile { profile: self.profile.clone() })
            }
            Some(AwsProfileKind::Nothing) | None => Some(CredentialTrouble::NotFound),
            _ => None,
        }
    }

    /// That the login must be renewed, if there is one.
    fn login(&self) -> Option<CredentialTrouble> {
        let (profile, kind) = self.base.as_ref()?;
        let sso = match kind {
            AwsProfileKind::Sso => true,
            AwsProfileKind::Login => false,
            _ => return None,
        };
        Some(CredentialTrouble::LoginExpired { profile: profile.clone(), sso })
    }

    /// What a failed source says, where that is known to be more than words.
    fn fault(&self, error: &CredentialsError) -> CredentialTrouble {
        let said = tidy(&innermost(error));
        let (file, place) = (self.token_file.as_ref(), self.place.as_deref());
        match fault::of(&said, cause::<io::Error>(error), &self.profile, file, place) {
            Some(fault) => CredentialTrouble::Source(Box::new(fault)),
            None => CredentialTrouble::Failed { reason: said },
        }
    }

    fn refused_by_sts(&self, error: &CredentialsError) -> Option<ErrorKind> {
        let kind = match cause::<SdkError<AssumeRoleError, HttpResponse>>(error) {
            Some(error) => answered(error),
            None => {
                answered(cause::<SdkError<AssumeRoleWithWebIdentityError, HttpResponse>>(error)?)
            }
        }?;
        Some(match kind {
            // The SDK leaves `mfa_serial` out: a role that asks for a code
            // denies itself to whoever brings none.
            ErrorKind::AccessDenied(_) if self.mfa => {
                ErrorKind::Credentials(CredentialTrouble::Mfa { profile: self.profile.clone() })
            }
            // Not the call's own denial, so that no permission for it would help.
            ErrorKind::AccessDenied(_) | ErrorKind::Refused | ErrorKind::NotFound => {
                ErrorKind::Credentials(CredentialTrouble::Failed { reason: innermost(error) })
            }
            kind => self.refine(kind),
        })
    }
}

/// What STS said, if it said anything.
fn answered<E: ProvideErrorMetadata>(error: &SdkError<E, HttpResponse>) -> Option<ErrorKind> {
    match error {
        SdkError::ServiceError(context) => {
            let message = error.message().unwrap_or_default();
            Some(by_code(error.code(), message, context.raw()))
        }
        _ => None,
    }
}

/// The SDK keeps its own types for it to itself. A login that was never made
/// shows as a file that its cache lacks.
fn is_about_login(words: &str) -> bool {
    ["token", "expired", "login", "cache", "reauthenticate", "unauthorized"]
        .iter()
        .any(|word| words.contains(word))
}

/// An AWS profile, the one that it is based on, and so forth.
fn steps<'a>(files: &'a ProfileSet, chosen: &str) -> Vec<&'a Profile> {
    let next = |profile: &&'a Profile| {
        profile.get("role_arn")?;
        let source = profile.get("source_profile")?;
        (source != profile.name()).then(|| files.get_profile(source)).flatten()
    };
    std::iter::successors(files.get_profile(chosen), next).take(MOST_STEPS).collect()
}

fn missing(files: &ProfileSet, steps: &[&Profile]) -> Option<String> {
    let last = steps.last()?;
    last.get("role_arn")?;
    let source = last.get("source_profile")?;
    files.get_profile(source).is_none().then(|| source.to_owned())
}

/// The file of the token that the source is opened with, if it is one with a file.
fn token_file(target: &Target, first: Option<&Profile>) -> Option<(&'static str, String)> {
    if let Some(path) = first.and_then(|profile| profile.get("web_identity_token_file")) {
        return Some(("web_identity_token_file", path.to_owned()));
    }
    let by_name = target.aws_profile.is_some();
    let settings = ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];
    let setting = settings.into_iter().skip(by_name.into()).find(|setting| is_set(setting))?;
    env::var(setting).ok().map(|path| (setting, path))
}

/// On one line, without the empty heading that the SDK leaves where a program
/// has said nothing.
fn tidy(reason: &str) -> String {
    let line = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    line.strip_suffix("Stderr:").unwrap_or(&line).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use aws_sdk_iam::operation::get_role::GetRoleError;

    use super::*;
    use crate::aws::error::api_error;

    fn behind(kind: AwsProfileKind) -> Origin {
        Origin {
            profile: "prod".into(),
            kind: Some(AwsProfileKind::Role("arn".into())),
            base: Some(("work".into(), kind)),
            ..Origin::default()
        }
    }

    fn under_way(origin: &Origin, error: CredentialsError) -> ErrorKind {
        let error: SdkError<GetRoleError, HttpResponse> = SdkError::construction_failure(error);
        api_error("iam:GetRole", &error, origin).kind
    }

    #[test]
    fn a_login_that_ends_under_way_is_named_with_its_own_profile() {
        let ended = || CredentialsError::provider_error("the SSO token has expired");
        for (kind, sso) in [(AwsProfileKind::Sso, true), (AwsProfileKind::Login, false)] {
            let login = CredentialTrouble::LoginExpired { profile: "work".into(), sso };
            let login = ErrorKind::Credentials(login);
            let origin = behind(kind);
            assert_eq!(under_way(&origin, ended()), login);
            // IAM's own word for it: pasting keys would not help.
            let expired = ErrorKind::Credentials(CredentialTrouble::Expired);
            assert_eq!(origin.refine(expired), login);
            assert_eq!(origin.refine(ErrorKind::Throttled), ErrorKind::Throttled);
        }
        let reason = "the SSO token has expired".to_owned();
        let failed = ErrorKind::Credentials(CredentialTrouble::Failed { reason });
        assert_eq!(under_way(&behind(AwsProfileKind::Keys), ended()), failed);
    }

    #[test]
    fn a_source_that_does_not_answer_is_the_network() {
        let origin = behind(AwsProfileKind::Sso);
        let late = CredentialsError::provider_timed_out(std::time::Duration::from_secs(1));
        assert_eq!(under_way(&origin, late), ErrorKind::Network(NetworkTrouble::TimedOut));
        let refused = std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        let refused = ConnectorError::io(refused.into());
        let refused = CredentialsError::provider_error(refused);
        assert_eq!(under_way(&origin, refused), ErrorKind::Network(NetworkTrouble::Refused));
    }
}
