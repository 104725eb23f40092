//! What can go wrong with a call to AWS, as data that can be explained.

use super::domain::Timestamp;

/// A call that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    /// The action in IAM's notation: `iam:ListInstanceProfiles`.
    pub action: &'static str,
    /// What kind of failure it is; decides what is said and offered.
    pub kind: ErrorKind,
    /// AWS's error code, where there was an answer.
    pub code: Option<String>,
    /// AWS's words, or the lower layer's.
    pub message: String,
    /// `x-amzn-RequestId`, for AWS support.
    pub request_id: Option<String>,
}

impl ApiError {
    /// A page of a list whose next page is itself: nobody could tell such a
    /// list's end.
    pub fn endless(action: &'static str) -> Self {
        let message = "the next page begins where this one does".to_owned();
        Self { action, kind: ErrorKind::BadAnswer, code: None, message, request_id: None }
    }
}

/// The kinds of failure that need different advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ErrorKind {
    /// The caller lacks a permission, or a policy denies it.
    AccessDenied(Box<Denial>),
    /// `NoSuchEntity`.
    NotFound,
    /// The credentials are missing, expired or cancelled.
    Credentials(CredentialTrouble),
    /// `Throttling`, after all of the SDK's attempts.
    Throttled,
    /// AWS refused the signature because this machine's clock is off.
    ClockSkew {
        /// AWS's own time, from the `Date` header.
        server: Option<Timestamp>,
    },
    /// A setting of the environment can't be used: no request can be made.
    Setting(Box<BadSetting>),
    /// The request did not reach AWS, or its answer did not come back.
    Network(NetworkTrouble),
    /// Something answered, but not AWS: a login page, a broken document.
    BadAnswer,
    /// AWS's own failure (HTTP 5xx), after all of the SDK's attempts.
    Service,
    /// The program itself refused to send a change: the session may only read.
    ReadOnly,
    /// AWS refused the request for another reason.
    Refused,
}

/// What a denial says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Denial {
    /// The action as AWS names it, which need not be the operation's own.
    pub action: Option<String>,
    /// The ARN or words that AWS gives.
    pub resource: Option<String>,
    /// The policy kind in `with an explicit deny in …`.
    pub explicit_deny: Option<String>,
    /// The policy kind in `because no … allows`.
    pub lacking: Option<String>,
}

/// A setting of the environment that can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadSetting {
    /// `AWS_CA_BUNDLE`.
    CaBundle {
        /// The file that it names.
        path: String,
        /// Why not, in the lower layer's words; `None` if no certificate is in it.
        why: Option<String>,
    },
    /// `HTTPS_PROXY` or `ALL_PROXY`. Its value is not kept: it may hold a password.
    Proxy {
        /// Which of them.
        variable: &'static str,
        /// Why not, in the lower layer's words.
        why: String,
    },
    /// The region of a variable or of an AWS profile.
    Region(String),
    /// The endpoint of a variable or of an AWS profile.
    Endpoint(String),
    /// TLS as a whole.
    Tls {
        /// Why not, in the lower layer's words.
        why: String,
    },
}

/// What is wrong with the credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialTrouble {
    /// The chain came to its end without finding any.
    NotFound,
    /// `ExpiredToken`, `RequestExpired`.
    Expired,
    /// `InvalidClientTokenId`: deleted keys, or a session token left out.
    Invalid,
    /// `SignatureDoesNotMatch`: AWS knows the id, the secret is another's.
    WrongSecret,
    /// The Learner Lab's session is over: its `voc-cancel-cred` policy denies.
    LabEnded,
    /// The SSO or `aws login` session must be renewed in a browser.
    LoginExpired {
        /// The AWS profile to log in with.
        profile: String,
        /// `aws sso login` or `aws login`.
        sso: bool,
    },
    /// The AWS profile asks for a code that the SDK can't prompt for.
    Mfa {
        /// The AWS profile.
        profile: String,
    },
    /// There is no AWS profile of that name.
    NoSuchAwsProfile {
        /// The name that was asked for.
        profile: String,
    },
    /// A source was found, but what it needs or gives can't be used.
    Source(Box<SourceFault>),
    /// A source was found, but it failed for another reason.
    Failed {
        /// The innermost reason, in the lower layer's words.
        reason: String,
    },
}

/// What is wrong with a source of credentials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceFault {
    /// The AWS profile's settings lead to no source.
    Settings {
        /// The AWS profile that was asked for.
        profile: String,
        /// Why not, in the SDK's words, which name the one to mend.
        why: String,
    },
    /// A `credential_process` failed.
    Program {
        /// `exit status: 3`, as the system says it.
        status: String,
        /// What it said on stderr; may be empty.
        said: String,
    },
    /// A `credential_process` printed something else than keys.
    Output {
        /// What is wrong with it, in the SDK's words; `None` if it is no JSON.
        why: Option<String>,
    },
    /// A file that the source needs can't be read.
    File {
        /// What names it.
        setting: String,
        /// The file.
        path: String,
        /// Why not, in the system's words.
        why: String,
    },
    /// A container's token can't be sent.
    Token {
        /// What names it.
        setting: String,
    },
    /// There is nothing where `credential_source` points to.
    Empty {
        /// Its value: `Environment`, `EcsContainer`, `Ec2InstanceMetadata`.
        place: String,
    },
}

/// What happened on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NetworkTrouble {
    /// Nobody listens at the address.
    Refused,
    /// The host's name is not known.
    Unresolved,
    /// The connection ended before the answer was complete.
    Dropped,
    /// No answer in time.
    TimedOut,
    /// The other side's certificate was not accepted.
    Certificate(CertificateTrouble),
    /// TLS failed for another reason.
    Tls,
    /// Anything else.
    Other,
}

/// What is wrong with the certificate that the other side showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CertificateTrouble {
    /// Nobody who is trusted here signed it: a proxy's own authority, most often.
    Untrusted,
    /// It has ended or not begun yet, by this machine's clock.
    OutOfDate,
    /// It is another host's.
    OtherHost,
}

impl ApiError {
    /// Whether the session's credentials are what must be mended.
    pub fn credential_trouble(&self) -> Option<&CredentialTrouble> {
        match &self.kind {
            ErrorKind::Credentials(trouble) => Some(trouble),
            _ => None,
        }
    }

    /// The IAM action that the caller lacks, if this is a denial.
    pub fn missing_action(&self) -> Option<&str> {
        match &self.kind {
            ErrorKind::AccessDenied(denial) => {
                Some(denial.action.as_deref().unwrap_or(self.action))
            }
            _ => None,
        }
    }
}

impl Denial {
    /// Reads AWS's sentence. Newer texts append a URL and words vary after the
    /// resource, so it is read from the front:
    /// `User: X is not authorized to perform: A on resource: R because …`.
    pub fn parse(message: &str) -> Self {
        let after = |mark: &str| message.split_once(mark).map(|(_, rest)| rest);
        let word = |text: &str| {
            let end = text.find(char::is_whitespace).unwrap_or(text.len());
            let word = text[..end].trim_end_matches(['.', ',']);
            (!word.is_empty()).then(|| word.to_owned())
        };
        let resource = after("on resource: ").map(|rest| {
            let end =
                [" because ", " with an explicit deny"].iter().filter_map(|m| rest.find(m)).min();
            rest[..end.unwrap_or(rest.len())].trim().to_owned()
        });
        let explicit_deny = after("with an explicit deny in ").and_then(|rest| {
            let rest = rest.trim_start_matches("an ").trim_start_matches("a ");
            let end = rest.find([':', '.', ',']).unwrap_or(rest.len());
            let kind = rest[..end].trim();
            (!kind.is_empty()).then(|| kind.to_owned())
        });
        let lacking = after(" because no ")
            .and_then(|rest| rest.split_once(" allows"))
            .map(|(kind, _)| kind.trim().to_owned())
            .filter(|kind| !kind.is_empty());
        Self { action: after("to perform: ").and_then(word), resource, explicit_deny, lacking }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_denial_says_which_action_on_what_and_by_which_policy() {
        let text = "User: arn:aws:sts::1:assumed-role/voclabs/user1=A is not authorized to perform: \
                    iam:GetRole on resource: role voclabs with an explicit deny in an \
                    identity-based policy: arn:aws:iam::1:policy/Pvoclabs2";
        assert_eq!(
            Denial::parse(text),
            Denial {
                action: Some("iam:GetRole".into()),
                resource: Some("role voclabs".into()),
                explicit_deny: Some("identity-based policy".into()),
                lacking: None,
            }
        );
    }

    #[test]
    fn an_implicit_denial_names_no_policy() {
        let text = "User: X is not authorized to perform: iam:ListInstanceProfiles on resource: \
                    arn:aws:iam::1:instance-profile/ because no identity-based policy allows the \
                    iam:ListInstanceProfiles action. See https://example.com";
        let denial = Denial::parse(text);
        assert_eq!(denial.action.as_deref(), Some("iam:ListInstanceProfiles"));
        assert_eq!(denial.resource.as_deref(), Some("arn:aws:iam::1:instance-profile/"));
        assert_eq!(denial.explicit_deny, None);
        assert_eq!(denial.lacking.as_deref(), Some("identity-based policy"));
        let of = |text| Denial::parse(text).lacking;
        let text = "because no service control policy allows the iam:GetRole action";
        assert_eq!(
            of(&format!("X on resource: Y {text}")).as_deref(),
            Some("service control policy")
        );
    }

    #[test]
    fn a_sentence_of_another_shape_yields_nothing_and_does_no_harm() {
        assert_eq!(Denial::parse("Access Denied"), Denial::default());
        assert_eq!(Denial::parse("is not authorized to perform: "), Denial::default());
    }
}
