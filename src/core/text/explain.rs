//! Failures in plain words: what happened, and what to do next.

use super::super::domain::Timestamp;
use super::super::error::{
    ApiError, BadSetting, CertificateTrouble, CredentialTrouble, ErrorKind, NetworkTrouble,
    SourceFault,
};
use super::super::session::KeySource;
use super::Words;
use super::line::{Line, Tone};

/// A failure explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// What happened, in one sentence.
    pub headline: String,
    /// What to do next.
    pub hint: Option<String>,
}

impl Explanation {
    fn new(headline: impl Into<String>, hint: impl Into<String>) -> Self {
        let hint = hint.into();
        Self { headline: headline.into(), hint: Some(hint).filter(|hint| !hint.is_empty()) }
    }

    /// As lines of a dialog.
    pub fn into_lines(self) -> Vec<Line> {
        let hint = self.hint.map(|hint| Line::new(Tone::Plain, hint));
        [Line::new(Tone::Danger, self.headline)].into_iter().chain(hint).collect()
    }
}

/// Explains a failed call, signed with keys from this source.
pub fn api_error(words: &Words, error: &ApiError, source: Option<KeySource>) -> Explanation {
    let text = &words.error;
    match &error.kind {
        ErrorKind::AccessDenied(denial) => {
            let action = error.missing_action().unwrap_or(error.action);
            let hint = (text.denied_hint)(
                denial.resource.as_deref(),
                denial.explicit_deny.as_deref(),
                denial.lacking.as_deref(),
            );
            Explanation::new((text.denied)(action), hint)
        }
        ErrorKind::NotFound => {
            Explanation::new((text.not_found)(&error.message), text.not_found_hint)
        }
        ErrorKind::Credentials(trouble) => {
            let lines = credentials(words, trouble, source);
            let mut lines = lines.iter().map(Line::text);
            let headline = lines.next().unwrap_or_default();
            Explanation { headline, hint: lines.next() }
        }
        ErrorKind::Throttled => Explanation::new(text.throttled, text.throttled_hint),
        ErrorKind::ClockSkew { server } => {
            let server = server.map(Timestamp::readable);
            Explanation::new(text.clock, (text.clock_hint)(server.as_deref()))
        }
        ErrorKind::Setting(setting) => {
            let headline = match setting.as_ref() {
                BadSetting::CaBundle { path, why } => (text.bad_bundle)(path, why.as_deref()),
                BadSetting::Proxy { variable, why } => (text.bad_proxy)(variable, why),
                BadSetting::Tls { why } => (text.bad_tls)(why),
                BadSetting::Region(value) => (text.bad_region)(value),
                BadSetting::Endpoint(value) => (text.bad_endpoint)(value),
            };
            Explanation::new(headline, text.bad_setting_hint)
        }
        ErrorKind::Network(trouble) => {
            let (headline, hint) = match trouble {
                NetworkTrouble::Refused => (text.refused, text.network_hint),
                NetworkTrouble::Unresolved => (text.unresolved, text.network_hint),
                NetworkTrouble::Dropped => (text.dropped, text.network_hint),
                // No action of AWS's, but a setting that names a source of keys.
                NetworkTrouble::TimedOut if !error.action.contains(':') => {
                    (text.source_timed_out, text.source_timed_out_hint)
                }
                NetworkTrouble::TimedOut => (text.timed_out, text.timed_out_hint),
                NetworkTrouble::Tls => (text.tls, text.tls_hint),
                NetworkTrouble::Certificate(trouble) => match trouble {
                    CertificateTrouble::Untrusted => (text.untrusted, text.tls_hint),
                    CertificateTrouble::OutOfDate => (text.out_of_date, text.out_of_date_hint),
                    CertificateTrouble::OtherHost => (text.other_host, text.other_host_hint),
                },
                NetworkTrouble::Other => (text.network, text.network_hint),
            };
            let headline = match trouble {
                NetworkTrouble::Other => format!("{headline}: {}", error.message),
                _ => headline.to_owned(),
            };
            Explanation::new(format!("{headline} ({})", error.action), hint)
        }
        ErrorKind::BadAnswer => Explanation::new(
            format!("{} ({})", text.bad_answer, error.action),
            text.bad_answer_hint,
        ),
        ErrorKind::ReadOnly => Explanation::new(words.changing.read_only, ""),
        ErrorKind::Service => Explanation::new((text.service)(error.action), text.service_hint),
        ErrorKind::Refused => {
            let code = error.code.as_deref().unwrap_or("?");
            Explanation::new(
                (text.other)(&format!("{}: {code}: {}", error.action, error.message)),
                "",
            )
        }
    }
}

/// Explains what is wrong with the credentials, by where they came from.
pub fn credentials(
    words: &Words,
    trouble: &CredentialTrouble,
    source: Option<KeySource>,
) -> Vec<Line> {
    let text = &words.keys;
    // A machine's own role: there is nothing to paste, and nowhere to.
    let unless_own = |hint: &str, own: &str| match source {
        Some(KeySource::Machine) => own.to_owned(),
        _ => hint.to_owned(),
    };
    let (headline, hint) = match trouble {
        CredentialTrouble::NotFound => (text.none.to_owned(), text.none_hint.to_owned()),
        CredentialTrouble::Expired => {
            (text.expired.to_owned(), unless_own(text.paste_hint, text.own_expired_hint))
        }
        CredentialTrouble::Invalid => {
            (text.invalid.to_owned(), unless_own(text.invalid_hint, text.own_invalid_hint))
        }
        CredentialTrouble::WrongSecret => {
            (text.wrong_secret.to_owned(), text.wrong_secret_hint.to_owned())
        }
        CredentialTrouble::LabEnded => {
            (text.lab_ended.to_owned(), unless_own(text.lab_hint, text.own_lab_hint))
        }
        CredentialTrouble::LoginExpired { profile, sso } => {
            (text.login.to_owned(), (text.login_hint)(profile, *sso))
        }
        CredentialTrouble::Mfa { profile } => ((text.mfa)(profile), (text.mfa_hint)(profile)),
        CredentialTrouble::NoSuchAwsProfile { profile } => {
            ((text.no_such_profile)(profile), text.no_such_profile_hint.to_owned())
        }
        CredentialTrouble::Failed { reason } => {
            ((text.failed)(reason), text.failed_hint.to_owned())
        }
        CredentialTrouble::Source(fault) => source_fault(words, fault),
    };
    let mut lines = vec![Line::new(Tone::Danger, headline), Line::new(Tone::Plain, hint)];
    let by_files = matches!(
        trouble,
        CredentialTrouble::Expired
            | CredentialTrouble::Invalid
            | CredentialTrouble::WrongSecret
            | CredentialTrouble::LabEnded
    );
    match source {
        Some(KeySource::Environment) if by_files => {
            lines.push(Line::new(Tone::Warning, text.environment_hides));
        }
        Some(KeySource::Files | KeySource::Login) => {
            lines.push(Line::new(Tone::Dim, text.watching));
        }
        _ => {}
    }
    lines
}

/// Explains what is wrong with a source of credentials.
fn source_fault(words: &Words, fault: &SourceFault) -> (String, String) {
    let text = &words.source;
    let (headline, hint) = match fault {
        SourceFault::Settings { profile, why } => {
            ((text.settings)(profile, why), text.settings_hint)
        }
        SourceFault::Program { status, said } => ((text.program)(status, said), text.program_hint),
        SourceFault::Output { why } => ((text.output)(why.as_deref()), text.program_hint),
        SourceFault::File { setting, path, why } => {
            ((text.file)(setting, path, why), text.file_hint)
        }
        SourceFault::Token { setting } => ((text.token)(setting), text.token_hint),
        SourceFault::Empty { place } => ((text.empty)(place), text.empty_hint),
    };
    (headline, hint.to_owned())
}

/// The title of the dialog about it.
pub fn trouble_title(words: &Words, kind: Option<&ErrorKind>) -> &'static str {
    match kind {
        Some(ErrorKind::Credentials(
            CredentialTrouble::Expired
            | CredentialTrouble::Invalid
            | CredentialTrouble::WrongSecret
            | CredentialTrouble::LabEnded,
        )) => words.keys.dead_title,
        Some(ErrorKind::Credentials(_)) => words.keys.none_title,
        _ => words.keys.connect_title,
    }
}
