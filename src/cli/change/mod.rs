//! The commands that change something: the same wishes, plans, checks and
//! journal as in the browser, driven by a loop of their own.
//!
//! | file | what it knows |
//! |---|---|
//! | `args` | clap's definitions |
//! | `wish` | from what was typed to a wish |
//! | `drive` | prepares a wish and runs a plan |
//! | `confirm` | who may say yes, and how |
//! | `print` | the plan and its outcome, for people and as JSON |
//! | `history` | what was changed |

mod args;
mod confirm;
mod drive;
mod history;
mod print;
mod wish;

pub use args::ChangeTask;

use std::io::Write;

use super::exit::{Exit, Failure, say};
use crate::aws::session::Session;
use crate::aws::{self, iam, sts};
use crate::core::change::journal::{self, Scene, plan_name};
use crate::core::change::{History, Intent, Prepared, Why};
use crate::core::config::Settings;
use crate::core::error::ErrorKind;
use crate::core::plan::Plan;
use crate::core::session::Identity;
use crate::core::text::Words;
use crate::host::journal::Journal;
use crate::host::process;
use args::{Format, How};

/// What the commands work with.
pub struct Tools<'a> {
    /// Every word shown.
    pub words: &'a Words,
    /// What the user has settled.
    pub settings: &'a Settings,
    /// The journal; `None` where there is no place for one.
    pub journal: Option<Journal>,
}

/// Tells what was changed; asks nothing of AWS.
///
/// # Errors
/// The journal can't be read, or the output can't be written.
pub fn past(tools: &Tools<'_>, task: &ChangeTask, out: &mut dyn Write) -> Result<Exit, Failure> {
    let output = match task {
        ChangeTask::History(args) => args.output,
        _ => None,
    };
    history::print(tools, output.unwrap_or(Format::Text), out)
}

/// Changes something, if it is confirmed.
///
/// # Errors
/// The command line breaks a rule, changes are refused or not confirmed here,
/// a call failed before anything was sent, or the output can't be written.
/// What came of the plan is told and ends in a status.
pub async fn change(
    tools: &Tools<'_>,
    session: &Session,
    task: &ChangeTask,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let Some(how) = task.how() else { return Ok(Exit::Usage) };
    let words = tools.words;
    let wish = wish::wish(task, words)?;
    let identity = sts::caller_identity(session).await;
    let identity = identity.map_err(|error| Failure::call(error, session))?;
    let door = Door { tools, session, how, identity };
    door.may_change()?;
    let intent = match (wish, task) {
        (Some(intent), _) => intent,
        (None, ChangeTask::Undo(args)) => Intent::Plan(door.undo(&args.plan)?),
        (None, _) => return Ok(Exit::Usage),
    };
    door.warn_of_unfinished(task);
    let (prepared, left_out) = door.prepare(task, intent).await?;
    let ready = Ready { prepared, left_out };
    let Some(plan) = ready.prepared.plan.clone() else {
        print::nothing(&door, &ready, out)?;
        if let ChangeTask::Undo(args) = task
            && !how.dry_run
            && ready.exit() == Exit::Done
        {
            door.settle(&args.plan);
        }
        return Ok(ready.exit());
    };
    let alias = match how.yes {
        true if how.confirm_account.is_none() => None,
        _ => iam::account_alias(session).await.ok().flatten(),
    };
    if how.dry_run {
        print::dry_run(&door, &ready, &plan, alias.as_deref(), out)?;
        return Ok(ready.exit());
    }
    let scene = door.scene();
    let confirmed = confirm::confirmed(&door, &ready, plan, alias.as_deref())?;
    let mut ended = drive::run(&door, confirmed, scene, out).await;
    let status = ended.exit(ready.exit());
    let written = match ended.unwritten.take() {
        Some(error) => Err(error),
        None => print::ended(&door, &ready, &ended, out),
    };
    match written {
        Ok(()) => Ok(status),
        // All that was asked for is done: nothing is worse than the output.
        Err(error) if status == Exit::Done => Err(error.into()),
        Err(error) => {
            // A closed pipe too is worth a word here: it hid what went wrong.
            let why = (words.cli.fault.output)(&error.to_string());
            say(&[if ended.run.is_stopping() { (words.scripts.stopped)(&why) } else { why }]);
            Ok(status)
        }
    }
}

/// What stands between a wish and AWS.
struct Door<'a> {
    tools: &'a Tools<'a>,
    session: &'a Session,
    how: &'a How,
    identity: Identity,
}

/// A plan with all that is to be said of it.
struct Ready {
    prepared: Prepared,
    /// Names that are not in the plan.
    left_out: Vec<(Box<str>, Left)>,
}

/// Why a profile is not in the plan.
enum Left {
    /// As preparing says.
    Why(Why),
    /// It holds a role, and the command only puts one into an empty profile.
    HasRole(Box<str>),
    /// It holds none, and the command only replaces one.
    HasNone,
}

impl Left {
    fn words(&self, words: &Words) -> String {
        match self {
            Self::Why(why) => words.why(why),
            Self::HasRole(role) => (words.scripts.has_role)(role),
            Self::HasNone => words.scripts.has_none.to_owned(),
        }
    }

    /// The status that it alone would end in.
    fn exit(&self) -> Exit {
        match self {
            Self::Why(why) if why.is_so_already() => Exit::Done,
            Self::Why(Why::NotThere | Why::NoSuchRole(_)) => Exit::NotFound,
            Self::Why(Why::Unread(error)) => super::exit::exit_of(error),
            Self::Why(_) | Self::HasRole(_) | Self::HasNone => Exit::Failed,
        }
    }
}

impl Ready {
    /// The status of what is left out; where something remains to be done,
    /// that is a part.
    fn exit(&self) -> Exit {
        let first = self.left_out.iter().map(|(_, left)| left.exit());
        match first.into_iter().find(|exit| *exit != Exit::Done) {
            Some(_) if self.prepared.plan.is_some() => Exit::Partial,
            Some(exit) => exit,
            None => Exit::Done,
        }
    }
}

impl Door<'_> {
    /// Changes may be refused here, whoever asks; a plan may still be shown.
    fn may_change(&self) -> Result<(), Failure> {
        let text = &self.tools.words.scripts.fault;
        let settings = self.tools.settings;
        let (profile, account) = (self.aws_profile(), self.identity.account.as_str());
        if !self.how.dry_run && settings.is_read_only(profile, Some(account)) {
            let said = (text.read_only)(account);
            return Err(Failure::said(Exit::Usage, said, text.read_only_hint));
        }
        if !self.how.dry_run && self.tools.journal.is_none() {
            return Err(Failure::said(Exit::Failed, text.no_journal, ""));
        }
        Ok(())
    }

    fn aws_profile(&self) -> Option<&str> {
        self.session.facts().aws_profile.as_deref()
    }

    /// Whether a change must be confirmed by the account's id or alias.
    fn is_protected(&self) -> bool {
        let protected = &self.tools.settings.protected;
        protected.holds(self.aws_profile(), Some(&self.identity.account))
    }

    fn scene(&self) -> Scene {
        Scene {
            // One plan for each process.
            plan: plan_name(aws::now(), std::process::id(), 1),
            account: self.identity.account.clone(),
            caller: self.identity.arn.clone(),
            endpoint: self.session.facts().endpoint.clone(),
        }
    }

    fn history(&self) -> Result<History, Failure> {
        let Some(journal) = &self.tools.journal else { return Ok(History::default()) };
        history::read(journal, self.tools.words)
    }

    /// The plan that takes an earlier one back.
    fn undo(&self, name: &str) -> Result<Plan, Failure> {
        let text = &self.tools.words.scripts.fault;
        let history = self.history()?;
        let missing = || Failure::said(Exit::NotFound, (text.no_plan)(name), text.no_plan_hint);
        let entry = history.entry(name).ok_or_else(missing)?;
        let endpoint = self.session.facts().endpoint.as_deref();
        if !entry.is_of(&self.identity.account, endpoint) {
            let place = |account: &str, endpoint: Option<&str>| match endpoint {
                Some(url) => format!("{account} ({url})"),
                None => account.to_owned(),
            };
            let theirs = place(&entry.account, entry.endpoint.as_deref());
            let ours = place(&self.identity.account, endpoint);
            return Err(Failure::said(Exit::Usage, (text.other_place)(&theirs, &ours), ""));
        }
        let nothing = || Failure::said(Exit::Failed, (text.not_undoable)(name), "");
        entry.undo().ok_or_else(nothing)
    }

    /// There is nothing left to take back: a plan that was broken off need not
    /// be told again.
    fn settle(&self, name: &str) {
        let Ok(history) = self.history() else { return };
        let broken_off = history.entry(name).filter(|entry| !entry.ended && !entry.settled);
        if let (Some(entry), Some(journal)) = (broken_off, &self.tools.journal) {
            // If it can't be written, it is told once more.
            let _ = journal.append(&journal::settled(&entry.scene(), aws::now()));
        }
    }

    /// Somebody should know that a role may be missing somewhere.
    fn warn_of_unfinished(&self, task: &ChangeTask) {
        let Ok(history) = self.history() else { return };
        let endpoint = self.session.facts().endpoint.as_deref();
        let account = &self.identity.account;
        // This process has not begun: what bears its number is an earlier one's.
        let is_running = |number| number != std::process::id() && process::is_running(number);
        let unfinished = history.unfinished(account, endpoint, aws::now(), is_running);
        let text = &self.tools.words.scripts;
        for entry in unfinished {
            if matches!(task, ChangeTask::Undo(args) if args.plan == entry.name) {
                continue;
            }
            say(&[(text.unfinished)(&entry.name, (text.purpose)(entry.purpose))]);
        }
    }

    /// Prepares the wish; profiles for which another command would be right
    /// are left out of it.
    async fn prepare(
        &self,
        task: &ChangeTask,
        intent: Intent,
    ) -> Result<(Prepared, Vec<(Box<str>, Left)>), Failure> {
        let mut prepared = drive::prepare(self.session, intent.clone()).await;
        let mut others = Vec::new();
        if let (Intent::Attach { profiles, role, id }, Some(plan)) = (&intent, &prepared.plan) {
            for item in &plan.items {
                let held = item.shown().and_then(|shown| shown.role.as_ref());
                let left = match (task, held) {
                    (ChangeTask::Attach(_), Some((held, _))) => Left::HasRole(held.clone()),
                    (ChangeTask::Replace(_), None) => Left::HasNone,
                    _ => continue,
                };
                others.push((item.name.clone(), left));
            }
            if !others.is_empty() {
                // Once more without them, so that nothing is said of them.
                let is_other =
                    |name: &str| others.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
                let profiles: Vec<_> =
                    profiles.iter().filter(|name| !is_other(name)).cloned().collect();
                let (role, id) = (role.clone(), id.clone());
                prepared = match profiles.is_empty() {
                    true => Prepared::nothing(),
                    false => {
                        let rest = Intent::Attach { profiles, role, id };
                        drive::prepare(self.session, rest).await
                    }
                };
            }
        }
        // With dead keys there is nothing else to say.
        let dead = prepared.left_out.iter().find_map(|(_, why)| match why {
            Why::Unread(error) if matches!(error.kind, ErrorKind::Credentials(_)) => Some(error),
            _ => None,
        });
        if let (Some(error), None) = (dead, &prepared.plan) {
            return Err(Failure::call((**error).clone(), self.session));
        }
        let by_why = prepared.left_out.iter().cloned().map(|(name, why)| (name, Left::Why(why)));
        let left_out = others.into_iter().chain(by_why).collect();
        Ok((prepared, left_out))
    }
}
