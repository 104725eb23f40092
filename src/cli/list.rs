//! `ipb list`.

use std::io::Write;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::args::{List, TagFilter};
use super::exit::{Exit, Failure, say};
use super::output::Sink;
use crate::aws::iam;
use crate::aws::session::Session;
use crate::core::config::OutputFormat;
use crate::core::domain::{InstanceProfile, Tag};
use crate::core::error::{ApiError, ErrorKind};
use crate::core::msg::Page;
use crate::core::text::Words;

/// Tags of so many profiles are asked for at the same time: IAM publishes no
/// rates, and eight stay clear of throttling.
const CONCURRENT: usize = 8;

/// Prints the account's instance profiles in AWS's order. Text and csv come
/// page by page; what a failure leaves of a table is printed too, JSON is
/// whole or not at all.
///
/// Tags are in no answer to a list: with `--tag` or `--with-tags` every
/// profile is asked for once more, and otherwise none is.
///
/// # Errors
/// A call failed, or the output can't be written. Tags that may not be read
/// are no failure: they end in [`Exit::Partial`].
pub async fn list(
    session: &Session,
    words: &Words,
    args: &List,
    path_prefix: Option<&str>,
    format: OutputFormat,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let lister = Lister { session, words, args, path_prefix };
    let mut sink = Sink::new(out, words, format, args.with_tags);
    match lister.run(&mut sink).await {
        Ok(unread) => {
            if sink.count() == 0 && format == OutputFormat::Table && unread.count == 0 {
                say(&lister.nothing());
            }
            sink.finish()?;
            Ok(lister.report(&unread))
        }
        Err(failure) => {
            // The first failure is the one to tell.
            let _ = sink.abort();
            Err(failure)
        }
    }
}

struct Lister<'a> {
    session: &'a Session,
    words: &'a Words,
    args: &'a List,
    path_prefix: Option<&'a str>,
}

/// Profiles whose tags may not be read.
#[derive(Default)]
struct Unread {
    count: usize,
    /// Any one of these would have helped.
    actions: Vec<String>,
}

/// What is known of a profile after it was asked for its tags.
enum Tagged {
    /// Everything.
    Known(InstanceProfile),
    /// All but its tags; these actions are denied.
    Unread(InstanceProfile, Vec<String>),
    /// It was deleted since the list was read.
    Gone,
}

impl Lister<'_> {
    async fn run(&self, sink: &mut Sink<'_>) -> Result<Unread, Failure> {
        sink.start()?;
        let mut unread = Unread::default();
        let mut marker = None;
        loop {
            let page = self.page(marker.clone()).await?;
            let mut items = page.items.into_iter().filter(|profile| self.is_below_path(profile));
            if self.needs_tags() {
                let mut tagged =
                    stream::iter(items.map(|profile| self.tagged(profile))).buffered(CONCURRENT);
                while let Some(tagged) = tagged.try_next().await? {
                    self.print(tagged, sink, &mut unread)?;
                }
            } else {
                items.try_for_each(|profile| sink.row(profile))?;
            }
            sink.flush()?;
            match page.next {
                None => return Ok(unread),
                // Nobody could tell such a list's end.
                next if next == marker => {
                    return Err(self.call_failed(ApiError::endless(self.action())));
                }
                next => marker = next,
            }
        }
    }

    fn needs_tags(&self) -> bool {
        self.args.with_tags || !self.args.tag.is_empty()
    }

    /// ListInstanceProfilesForRole knows no PathPrefix.
    fn is_below_path(&self, profile: &InstanceProfile) -> bool {
        self.path_prefix.is_none_or(|prefix| profile.path.starts_with(prefix))
    }

    fn action(&self) -> &'static str {
        match self.args.role {
            Some(_) => "iam:ListInstanceProfilesForRole",
            None => "iam:ListInstanceProfiles",
        }
    }

    async fn page(&self, marker: Option<String>) -> Result<Page, Failure> {
        let Some(role) = &self.args.role else {
            let prefix = self.path_prefix.map(ToOwned::to_owned);
            let page = iam::list_instance_profiles(self.session, marker, prefix).await;
            return page.map_err(|error| self.call_failed(error));
        };
        let page = iam::list_instance_profiles_for_role(self.session, role, marker).await;
        page.map_err(|error| match error.kind {
            ErrorKind::NotFound => {
                let text = &self.words.cli.fault;
                Failure::said(Exit::NotFound, (text.role_not_found)(role), text.role_not_found_hint)
            }
            _ => self.call_failed(error),
        })
    }

    /// Asks for a profile's tags: by GetInstanceProfile, and where that is
    /// denied, by ListInstanceProfileTags.
    async fn tagged(&self, listed: InstanceProfile) -> Result<Tagged, Failure> {
        let denied = match iam::get_instance_profile(self.session, &listed.name).await {
            // Recreated under its name since the list was read: the list's row
            // is of a profile that is no more.
            Ok(got) if got.id != listed.id => return Ok(Tagged::Known((*got).clone())),
            Ok(got) => return Ok(Tagged::Known(with_tags(listed, got.tags.clone()))),
            Err(error) => error,
        };
        let Some(first) = denied.missing_action().map(ToOwned::to_owned) else {
            return self.gone_or_failed(denied);
        };
        match iam::list_instance_profile_tags(self.session, &listed.name).await {
            Ok(tags) => Ok(Tagged::Known(with_tags(listed, Some(tags)))),
            Err(error) => match error.missing_action() {
                Some(second) => {
                    let actions = vec![first, second.to_owned()];
                    Ok(Tagged::Unread(with_tags(listed, None), actions))
                }
                None => self.gone_or_failed(error),
            },
        }
    }

    fn gone_or_failed(&self, error: ApiError) -> Result<Tagged, Failure> {
        match error.kind {
            ErrorKind::NotFound => Ok(Tagged::Gone),
            _ => Err(self.call_failed(error)),
        }
    }

    fn print(
        &self,
        tagged: Tagged,
        sink: &mut Sink<'_>,
        unread: &mut Unread,
    ) -> Result<(), Failure> {
        match tagged {
            Tagged::Known(profile) => {
                let tags = profile.tags.as_deref().unwrap_or_default();
                if self.args.tag.iter().all(|filter| has(tags, filter)) {
                    // Asked for or not, a list shows no tags unless told to.
                    let shown = self.args.with_tags;
                    sink.row(if shown { profile } else { with_tags(profile, None) })?;
                }
            }
            Tagged::Unread(profile, actions) => {
                unread.count += 1;
                for action in actions {
                    if !unread.actions.contains(&action) {
                        unread.actions.push(action);
                    }
                }
                if self.args.tag.is_empty() {
                    sink.row(profile)?;
                }
            }
            Tagged::Gone => {}
        }
        Ok(())
    }

    fn report(&self, unread: &Unread) -> Exit {
        if unread.count == 0 {
            return Exit::Done;
        }
        let text = &self.words.cli;
        let told = if self.args.tag.is_empty() { text.tags_denied } else { text.filter_denied };
        say(&[told(unread.count, &unread.actions.join(text.or))]);
        Exit::Partial
    }

    /// Why there is nothing to print.
    fn nothing(&self) -> Vec<String> {
        let text = &self.words.list;
        match self.path_prefix {
            _ if self.args.role.is_some() || !self.args.tag.is_empty() => {
                vec![self.words.cli.none_found.to_owned()]
            }
            Some(prefix) => vec![(text.empty_prefix)(prefix)],
            None => vec![text.empty.to_owned(), text.empty_hint.to_owned()],
        }
    }

    fn call_failed(&self, error: ApiError) -> Failure {
        Failure::call(error, self.session)
    }
}

fn with_tags(profile: InstanceProfile, tags: Option<Vec<Tag>>) -> InstanceProfile {
    InstanceProfile { tags, ..profile }
}

fn has(tags: &[Tag], filter: &TagFilter) -> bool {
    let value = filter.value.as_deref();
    tags.iter().any(|tag| *tag.key == *filter.key && value.is_none_or(|value| *tag.value == *value))
}
