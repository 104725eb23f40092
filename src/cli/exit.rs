//! How the program ends: a status for scripts, a line and a hint for people.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::aws::session::Session;
use crate::core::error::{ApiError, CredentialTrouble, ErrorKind};
use crate::core::safe::harmless;
use crate::core::session::{ConnectFailure, KeySource, Looked};
use crate::core::text::{Words, describe, explain};
use crate::host::config_error::ConfigError;

/// The exit status; `--help` documents it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Done = 0,
    /// A request failed.
    Failed = 1,
    /// The command line or the configuration is wrong.
    Usage = 2,
    /// What was named does not exist.
    NotFound = 3,
    /// The caller lacks a permission.
    AccessDenied = 4,
    /// There are no credentials, or they are not accepted any more.
    Credentials = 5,
    /// Done in part: some tags may not be read.
    Partial = 6,
    /// Whether AWS has carried a change out could not be found out.
    Unknown = 7,
    /// The program itself failed; its message is on stderr.
    Crashed = 101,
    /// A signal ended the browser (128 and SIGTERM's number).
    Terminated = 143,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What ended a command before it was done.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A call failed.
    #[error("{} failed", .error.action)]
    Call {
        /// The call's error.
        error: Box<ApiError>,
        /// Where the keys came from, which decides what helps when they died.
        source_of_keys: KeySource,
    },
    /// No session could be made.
    #[error("no session")]
    Connect(Box<ConnectFailure>),
    /// The configuration file is wrong.
    #[error("the configuration is wrong")]
    Config(#[from] ConfigError),
    /// The output could not be written.
    #[error(transparent)]
    Output(#[from] io::Error),
    /// Anything else, in words already.
    #[error("{headline}")]
    Said {
        /// The status to end with.
        exit: Exit,
        /// What happened.
        headline: String,
        /// What to do next; may be empty.
        hint: String,
    },
}

impl Failure {
    /// A failed call in a session.
    pub fn call(error: ApiError, session: &Session) -> Self {
        Self::Call { error: Box::new(error), source_of_keys: session.facts().source }
    }

    /// A failure in words already.
    pub fn said(exit: Exit, headline: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Said { exit, headline: headline.into(), hint: hint.into() }
    }

    /// The status to end with. Whoever reads the output may close it early:
    /// that is no failure.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Call { error, .. } => exit_of(error),
            Self::Connect(failure) => exit_of(&failure.error),
            Self::Config(_) => Exit::Usage,
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Output(_) => Exit::Failed,
            Self::Said { exit, .. } => *exit,
        }
    }

    /// Says what happened and what helps, on stderr, and gives the status. A
    /// closed pipe is not worth a word.
    pub fn report(&self, words: &Words) -> Exit {
        let exit = self.exit();
        if exit != Exit::Done {
            say(&self.lines(words));
        }
        exit
    }

    fn lines(&self, words: &Words) -> Vec<String> {
        match self {
            Self::Call { error, source_of_keys } => explained(words, error, Some(*source_of_keys)),
            Self::Connect(failure) => {
                let mut lines = explained(words, &failure.error, None);
                if !failure.looked.is_empty() {
                    lines.insert(1, looked(words, &failure.looked));
                }
                lines
            }
            Self::Config(error) => vec![error.explain(words)],
            Self::Output(error) => vec![(words.cli.fault.output)(&error.to_string())],
            Self::Said { headline, hint, .. } => {
                let hint = Some(hint.clone()).filter(|hint| !hint.is_empty());
                [headline.clone()].into_iter().chain(hint).collect()
            }
        }
    }
}

/// Prints lines on stderr, the first after the program's name. AWS's words
/// stand in some: they are made harmless.
pub fn say(lines: &[String]) {
    let mut err = io::stderr().lock();
    for (index, line) in lines.iter().flat_map(|line| line.lines()).enumerate() {
        let name = if index == 0 { "ipb: " } else { "     " };
        // Nobody is left to be told when stderr is closed.
        let _ = writeln!(err, "{name}{}", harmless(line));
    }
}

pub(super) fn exit_of(error: &ApiError) -> Exit {
    match error.kind {
        ErrorKind::AccessDenied(_) => Exit::AccessDenied,
        ErrorKind::NotFound => Exit::NotFound,
        ErrorKind::Credentials(_) => Exit::Credentials,
        ErrorKind::Setting(_) | ErrorKind::ReadOnly => Exit::Usage,
        _ => Exit::Failed,
    }
}

/// The explanation with hints for a shell: some of the browser's own speak of
/// its keys and dialogs.
fn explained(words: &Words, error: &ApiError, source: Option<KeySource>) -> Vec<String> {
    let said = explain::api_error(words, error, source);
    let text = &words.cli.fault;
    let hint = match &error.kind {
        ErrorKind::NotFound => Some(text.not_found_hint.to_owned()),
        ErrorKind::Credentials(CredentialTrouble::NoSuchAwsProfile { .. }) => {
            Some(text.no_such_profile_hint.to_owned())
        }
        ErrorKind::Credentials(CredentialTrouble::NotFound | CredentialTrouble::Failed { .. }) => {
            Some(text.credentials_hint.to_owned())
        }
        ErrorKind::Credentials(trouble) => {
            let lines = explain::credentials(words, trouble, source);
            let usual = lines.get(1).map(|line| line.text());
            let hides = source == Some(KeySource::Environment);
            match trouble {
                CredentialTrouble::Expired | CredentialTrouble::LabEnded if hides => {
                    Some(text.environment_hint.to_owned())
                }
                // What is wrong with them must be said too: fresh ones would
                // be pasted as these were.
                CredentialTrouble::Invalid | CredentialTrouble::WrongSecret if hides => {
                    usual.map(|usual| format!("{usual}\n{}", text.environment_hint))
                }
                _ => usual,
            }
        }
        _ => said.hint,
    };
    [said.headline].into_iter().chain(hint).collect()
}

fn looked(words: &Words, looked: &[Looked]) -> String {
    let mut lines = format!("{}:", words.cli.looked_at);
    for each in looked {
        let (place, found) = describe::looked(&words.looked, each);
        lines.push_str(&format!("\n  {place}: {found}"));
    }
    lines
}
