//! Drives the two state machines: asks for what they want, and tells them what
//! came of it.

use std::io::{self, Write};
use std::pin::pin;
use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;

use super::super::exit::{Exit, exit_of, say};
use super::{Door, print};
use crate::aws::session::Session;
use crate::aws::{self, change, exec};
use crate::core::change::journal::Scene;
use crate::core::change::{
    Ask, Confirmed, Intent, ItemOutcome, Next, Prepare, Prepared, Reply, Run,
};
use crate::core::error::ApiError;

/// Reads what is there, and makes the plan.
pub(super) async fn prepare(session: &Session, intent: Intent) -> Prepared {
    let (mut prepare, mut next) = Prepare::begin(intent);
    let mut under_way = FuturesUnordered::new();
    loop {
        match next {
            Next::Done(prepared) => return *prepared,
            Next::Ask(asks) => {
                under_way.extend(asks.into_iter().map(|(ticket, read)| async move {
                    (ticket, exec::answer(session, read).await)
                }))
            }
        }
        next = match under_way.next().await {
            Some((ticket, answer)) => prepare.on(ticket, answer).unwrap_or(Next::Ask(Vec::new())),
            // It asks before it waits, so that something is always under way;
            // were it not, waiting for ever would be worse than nothing.
            None => return Prepared::nothing(),
        };
    }
}

/// A plan at its end, or left alone before.
pub(super) struct Ended {
    /// With its outcomes.
    pub run: Run,
    /// Somebody insisted on leaving a call alone.
    pub left_alone: bool,
    /// Why an outcome could not be told; nothing further was begun then.
    pub unwritten: Option<io::Error>,
}

/// Carries a plan out, and tells each item's outcome as it comes. The first
/// signal stops it after the item at hand, the second one leaves the call at
/// hand alone. Where the output can't be written, nothing further is begun, but
/// what is under way is brought to its end first.
pub(super) async fn run(
    door: &Door<'_>,
    confirmed: Confirmed,
    scene: Scene,
    out: &mut dyn Write,
) -> Ended {
    let text = &door.tools.words.scripts;
    let mut signals = Signals::new();
    let (mut run, mut ticket, mut ask) = Run::begin(confirmed, scene, aws::now());
    let (mut told, mut unwritten, mut insisted) = (0, None, false);
    loop {
        let reply = {
            let mut doing = pin!(perform(door, ask));
            loop {
                tokio::select! {
                    reply = &mut doing => break Some(reply),
                    () = signals.next() => {
                        if insisted {
                            break None;
                        }
                        insisted = true;
                        run.stop();
                        say(&[text.stopping.to_owned()]);
                    }
                }
            }
        };
        let Some(reply) = reply else {
            if run.is_calling()
                && let Some(journal) = &door.tools.journal
            {
                // It is told without it too: the plan has no end.
                let _ = journal.append(&run.left_unknown(aws::now()));
            }
            say(&[text.left_alone.to_owned()]);
            return Ended { run, left_alone: true, unwritten };
        };
        let next = run.on(ticket, reply, aws::now());
        while let Some(outcome) = run.outcomes().get(told).filter(|one| **one != ItemOutcome::Open)
            && (told < run.at().0 || next.is_none())
        {
            if let Err(error) = print::outcome(door, &run, told, outcome, out) {
                unwritten.get_or_insert(error);
                run.stop();
            }
            told += 1;
        }
        match next {
            Some(next) => (ticket, ask) = next,
            None => break,
        }
    }
    Ended { run, left_alone: false, unwritten }
}

async fn perform(door: &Door<'_>, ask: Ask) -> Reply {
    match ask {
        Ask::Read(read) => Reply::Answer(exec::answer(door.session, read).await),
        Ask::Journal(line) => Reply::Journalled(match door.tools.journal.clone() {
            Some(journal) => {
                let written = tokio::task::spawn_blocking(move || journal.append(&line)).await;
                match written {
                    Ok(written) => written.map_err(|error| error.to_string()),
                    Err(error) => Err(error.to_string()),
                }
            }
            None => Err(door.tools.words.scripts.fault.no_journal.to_owned()),
        }),
        Ask::Step(step) => Reply::Stepped(change::perform(door.session, step).await),
        Ask::Wait(millis) => {
            tokio::time::sleep(Duration::from_millis(millis)).await;
            Reply::Waited
        }
    }
}

impl Ended {
    /// The status, with that of what was left out of the plan.
    pub(super) fn exit(&self, left_out: Exit) -> Exit {
        let outcomes = self.run.outcomes();
        let is_unknown = |one: &ItemOutcome| matches!(one, ItemOutcome::Unknown { .. });
        if self.left_alone || outcomes.iter().any(is_unknown) {
            return Exit::Unknown;
        }
        if outcomes.iter().all(|one| *one == ItemOutcome::Done) {
            return left_out;
        }
        // Something is other than it was: a part was done.
        let put_back =
            |one: &ItemOutcome| matches!(one, ItemOutcome::Failed { put_back: Some(Ok(())), .. });
        let changed = outcomes.iter().enumerate();
        let changed = changed.filter(|(at, one)| !put_back(one) && !self.run.made(*at).is_empty());
        if changed.count() > 0 {
            return Exit::Partial;
        }
        outcomes.iter().find_map(error_of).map_or(Exit::Failed, exit_of)
    }
}

fn error_of(outcome: &ItemOutcome) -> Option<&ApiError> {
    match outcome {
        ItemOutcome::Failed { error, .. } | ItemOutcome::Unread(error) => Some(error),
        _ => None,
    }
}

/// What asks the program to end. Each is listened for without a gap: a signal
/// that comes between two steps counts as well.
struct Signals {
    #[cfg(unix)]
    all: [Option<tokio::signal::unix::Signal>; 3],
}

impl Signals {
    fn new() -> Self {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
            Self { all: kinds.map(|kind| signal(kind).ok()) }
        }
        #[cfg(not(unix))]
        Self {}
    }

    #[cfg(unix)]
    async fn next(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.all;
        tokio::select! {
            Some(()) = of(interrupt) => {}
            Some(()) = of(terminate) => {}
            Some(()) = of(hangup) => {}
            else => std::future::pending().await,
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending().await
        }
    }
}

#[cfg(unix)]
async fn of(signal: &mut Option<tokio::signal::unix::Signal>) -> Option<()> {
    match signal {
        Some(signal) => signal.recv().await,
        None => None,
    }
}
