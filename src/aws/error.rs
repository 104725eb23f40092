//! From the SDK's errors to kinds that can be explained.

use std::error::Error;
use std::io;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_iam::error::{ErrorMetadata, ProvideErrorMetadata, SdkError};
use aws_sdk_iam::operation::RequestId;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_types::date_time::{DateTime, Format};

use super::observe::now;
use super::trouble::Origin;
use crate::core::domain::Timestamp;
use crate::core::error::{
    ApiError, CertificateTrouble, CredentialTrouble, Denial, ErrorKind, NetworkTrouble,
};

/// AWS refuses signatures that are more than five minutes off.
const SKEW: i64 = 270;

/// Classifies a failed call with credentials of this origin.
pub fn api_error<E>(
    action: &'static str,
    error: &SdkError<E, HttpResponse>,
    origin: &Origin,
) -> ApiError
where
    E: ProvideErrorMetadata + RequestId + Error + Send + Sync + 'static,
{
    let code = error.code().map(ToOwned::to_owned);
    let kind = match error {
        SdkError::ServiceError(context) => {
            let message = error.message().unwrap_or_default();
            origin.refine(by_code(code.as_deref(), message, context.raw()))
        }
        SdkError::TimeoutError(_) => ErrorKind::Network(NetworkTrouble::TimedOut),
        SdkError::DispatchFailure(failure) if failure.is_timeout() => {
            ErrorKind::Network(NetworkTrouble::TimedOut)
        }
        SdkError::ResponseError(_) => match network(error) {
            NetworkTrouble::Other => ErrorKind::BadAnswer,
            trouble => ErrorKind::Network(trouble),
        },
        _ => match cause::<CredentialsError>(error) {
            Some(error) => origin.kind_of(error),
            None => ErrorKind::Network(network(error)),
        },
    };
    let message = match error.message() {
        Some(message) => message.to_owned(),
        None => innermost(error),
    };
    ApiError { action, kind, code, message, request_id: error.request_id().map(ToOwned::to_owned) }
}

/// AWS answered, but left out what the operation must return.
pub fn incomplete(action: &'static str) -> ApiError {
    let message = "the answer lacks its main part".to_owned();
    ApiError { action, kind: ErrorKind::BadAnswer, code: None, message, request_id: None }
}

/// What AWS's code means, with its words and its answer.
pub fn by_code(code: Option<&str>, message: &str, raw: &HttpResponse) -> ErrorKind {
    let status = raw.status().as_u16();
    let Some(code) = code else {
        // AWS always names a code: a page without one comes from a proxy.
        return if status >= 500 { ErrorKind::Service } else { ErrorKind::BadAnswer };
    };
    match code {
        "AccessDenied" | "AccessDeniedException" | "UnauthorizedOperation" => {
            if message.contains("voc-cancel-cred") {
                ErrorKind::Credentials(CredentialTrouble::LabEnded)
            } else {
                ErrorKind::AccessDenied(Box::new(Denial::parse(message)))
            }
        }
        "NoSuchEntity" => ErrorKind::NotFound,
        "ExpiredToken" | "ExpiredTokenException" => {
            ErrorKind::Credentials(CredentialTrouble::Expired)
        }
        "RequestExpired" => match skewed(raw) {
            Some(server) => ErrorKind::ClockSkew { server: Some(server) },
            None => ErrorKind::Credentials(CredentialTrouble::Expired),
        },
        "InvalidClientTokenId" | "UnrecognizedClientException" | "AuthFailure" => {
            ErrorKind::Credentials(CredentialTrouble::Invalid)
        }
        "SignatureDoesNotMatch" | "InvalidSignatureException" | "RequestTimeTooSkewed" => {
            let by_words = code == "RequestTimeTooSkewed"
                || message.contains("Signature expired")
                || message.contains("not yet current");
            if by_words {
                ErrorKind::ClockSkew { server: date(raw) }
            } else {
                ErrorKind::Credentials(CredentialTrouble::WrongSecret)
            }
        }
        "Throttling"
        | "ThrottlingException"
        | "ThrottledException"
        | "RequestLimitExceeded"
        | "TooManyRequestsException"
        | "SlowDown" => ErrorKind::Throttled,
        _ if status >= 500 => ErrorKind::Service,
        _ => ErrorKind::Refused,
    }
}

fn skewed(raw: &HttpResponse) -> Option<Timestamp> {
    date(raw).filter(|server| now().since(*server).abs() > SKEW)
}

fn date(raw: &HttpResponse) -> Option<Timestamp> {
    let text = raw.headers().get("date")?;
    DateTime::from_str(text, Format::HttpDate).ok().map(|date| Timestamp(date.secs()))
}

/// An error and its causes in small letters, for looking for words in it. Not
/// the SDK's `DisplayErrorContext`: that prints the answer too, and a login
/// page may speak of certificates.
pub fn words_of(error: &(dyn Error + 'static)) -> String {
    let text: Vec<String> = causes(error).map(ToString::to_string).collect();
    text.join("\n").to_lowercase()
}

/// What happened on the way.
pub fn network(error: &(dyn Error + 'static)) -> NetworkTrouble {
    if let Some(trouble) = certificate(error) {
        return NetworkTrouble::Certificate(trouble);
    }
    let text = words_of(error);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match cause::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionRefused) => NetworkTrouble::Refused,
        Some(io::ErrorKind::TimedOut) => NetworkTrouble::TimedOut,
        _ if has(&["dns error", "failed to lookup address"]) => NetworkTrouble::Unresolved,
        _ if has(&["certificate", "unknownissuer", "handshake", "tls"]) => NetworkTrouble::Tls,
        Some(
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
            | io::ErrorKind::UnexpectedEof,
        ) => NetworkTrouble::Dropped,
        _ if has(&[
            "incomplete",
            "connection closed",
            "end of file",
            "unexpected eof",
            "dropped",
        ]) =>
        {
            NetworkTrouble::Dropped
        }
        _ => NetworkTrouble::Other,
    }
}

/// Why the other side's certificate was not accepted, if that is what happened.
fn certificate(error: &(dyn Error + 'static)) -> Option<CertificateTrouble> {
    use rustls::CertificateError as Refused;
    match causes(error).find_map(wrapped)? {
        rustls::Error::InvalidCertificate(Refused::UnknownIssuer) => {
            Some(CertificateTrouble::Untrusted)
        }
        rustls::Error::InvalidCertificate(
            Refused::Expired
            | Refused::ExpiredContext { .. }
            | Refused::NotValidYet
            | Refused::NotValidYetContext { .. },
        ) => Some(CertificateTrouble::OutOfDate),
        rustls::Error::InvalidCertificate(
            Refused::NotValidForName | Refused::NotValidForNameContext { .. },
        ) => Some(CertificateTrouble::OtherHost),
        _ => None,
    }
}

/// The TLS layer's error inside of one of the system's, where `source()` passes
/// over it. There may be several such wraps, one in the other.
fn wrapped<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    let inner = error.downcast_ref::<io::Error>()?.get_ref()?;
    inner.downcast_ref().or_else(|| wrapped(inner))
}

/// An error and its causes, the innermost last.
pub fn causes<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |error: &&'a (dyn Error + 'static)| (*error).source())
}

/// The first of them that is of this type.
pub fn cause<'a, T: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a T> {
    causes(error).find_map(|error| error.downcast_ref())
}

/// The last cause says what happened; those above it say who was told.
pub fn innermost(error: &(dyn Error + 'static)) -> String {
    // The SDK writes what AWS answered as code.
    if let Some(answer) = cause::<ErrorMetadata>(error)
        && let (Some(code), Some(message)) = (answer.code(), answer.message())
    {
        return format!("{code}: {message}");
    }
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}
