//! `ipb show NAME`.

use std::io::Write;
use std::sync::Arc;

use super::args::Show;
use super::details;
use super::exit::{Exit, Failure};
use super::near;
use super::output::{Sink, json};
use crate::aws::iam;
use crate::aws::session::Session;
use crate::core::config::OutputFormat;
use crate::core::domain::{InstanceProfile, ProfileRef, Role, Subject, Understood};
use crate::core::error::{ApiError, ErrorKind};
use crate::core::text::Words;

/// Prints one instance profile with its tags. The table tells of GetRole's
/// facts too; where they may not be read, it says so and is no failure.
///
/// # Errors
/// The text names no profile, the profile does not exist, a call failed, or
/// the output can't be written.
pub async fn show(
    session: &Session,
    words: &Words,
    args: &Show,
    format: OutputFormat,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let text = &words.cli.fault;
    let understood = Understood::parse(&args.name).map_err(|error| {
        Failure::said(Exit::Usage, words.bad_subject(&error), text.bad_name_hint)
    })?;
    let Subject::Profile(wanted) = understood.subject else {
        let headline = (text.no_profile)(&words.understood(&understood));
        let hint = match near::command(&understood) {
            Some(command) => (text.holders_hint)(&command),
            None => text.no_profile_hint.to_owned(),
        };
        return Err(Failure::said(Exit::Usage, headline, hint));
    };
    let finder = Finder { session, words, asked: args.name.trim() };
    let profile = finder.find(&wanted).await?;
    match format {
        OutputFormat::Json => json::one(out, &profile)?,
        OutputFormat::Text | OutputFormat::Csv => {
            let mut sink = Sink::new(out, words, format, true);
            sink.start()?;
            sink.row((*profile).clone())?;
            sink.finish()?;
        }
        OutputFormat::Table => {
            let role = finder.role(&profile).await;
            for line in details::lines(words, &profile, role.as_ref()) {
                writeln!(out, "{}", line.text().trim_end())?;
            }
            // What was printed stays; what broke off is told after it.
            match role {
                Some(Err(error)) if !is_polite(&error) => {
                    out.flush()?;
                    return Err(finder.call_failed(error));
                }
                _ => {}
            }
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// A role that may not be read, or is no more, is only less to show.
fn is_polite(error: &ApiError) -> bool {
    matches!(error.kind, ErrorKind::AccessDenied(_) | ErrorKind::NotFound)
}

struct Finder<'a> {
    session: &'a Session,
    words: &'a Words,
    asked: &'a str,
}

impl Finder<'_> {
    async fn find(&self, wanted: &ProfileRef) -> Result<Arc<InstanceProfile>, Failure> {
        let name = match wanted {
            ProfileRef::Name(name) | ProfileRef::Arn { name, .. } => name.clone(),
            ProfileRef::Id(id) => self.name_of(id).await?,
        };
        let got = iam::get_instance_profile(self.session, &name).await;
        let profile = got.map_err(|error| match error.kind {
            ErrorKind::NotFound => self.not_found(),
            _ => self.call_failed(error),
        })?;
        match wanted {
            ProfileRef::Arn { .. } if !wanted.matches(&profile) => {
                let text = &self.words.cli.fault;
                let headline = (text.other_arn)(&name, &profile.arn);
                Err(Failure::said(Exit::NotFound, headline, text.not_found_hint))
            }
            // Recreated under its name a moment ago.
            ProfileRef::Id(_) if !wanted.matches(&profile) => Err(self.not_found()),
            _ => Ok(profile),
        }
    }

    /// No AWS call takes an id, so the list is walked until it is met.
    async fn name_of(&self, id: &str) -> Result<String, Failure> {
        let mut marker = None;
        loop {
            let page = iam::list_instance_profiles(self.session, marker.clone(), None).await;
            let page = page.map_err(|error| self.call_failed(error))?;
            if let Some(found) = page.items.iter().find(|profile| *profile.id == *id) {
                return Ok(found.name.to_string());
            }
            match page.next {
                None => return Err(self.not_found()),
                next if next == marker => {
                    return Err(self.call_failed(ApiError::endless("iam:ListInstanceProfiles")));
                }
                next => marker = next,
            }
        }
    }

    async fn role(&self, profile: &InstanceProfile) -> Option<Result<Arc<Role>, ApiError>> {
        Some(iam::get_role(self.session, &profile.role()?.name).await)
    }

    fn not_found(&self) -> Failure {
        let text = &self.words.cli.fault;
        Failure::said(Exit::NotFound, (text.not_found)(self.asked), text.not_found_hint)
    }

    fn call_failed(&self, error: ApiError) -> Failure {
        Failure::call(error, self.session)
    }
}
