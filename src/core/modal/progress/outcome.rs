//! What became of an item, in words.

use super::super::super::app::App;
use super::super::super::change::{ItemOutcome, Run};
use super::super::super::changing::{AGREE, Ended};
use super::super::super::domain::shell::aws_cli;
use super::super::super::error::ApiError;
use super::super::super::plan::{Change, IfItFails};
use super::super::super::text::explain;
use super::super::super::text::line::{Line, Tone};

/// How many items are through, and how.
pub(super) fn counts(app: &App, run: &Run) -> String {
    let count =
        |which: fn(&ItemOutcome) -> bool| run.outcomes().iter().filter(|it| which(it)).count();
    let done = count(|it| *it == ItemOutcome::Done);
    let left_out = count(|it| *it == ItemOutcome::LeftOut);
    let open = count(|it| *it == ItemOutcome::Open);
    let wrong = run.outcomes().len() - done - left_out - open;
    (app.words.changing.counts)(run.outcomes().len(), done, wrong, left_out)
}

/// An item in a row.
pub(super) fn row(app: &App, run: &Run, at: usize) -> Line {
    let name = &run.confirmed().plan().items[at].name;
    let (tone, mark) = match &run.outcomes()[at] {
        ItemOutcome::Done => (Tone::Good, "✓"),
        ItemOutcome::Open if at == run.at().0 && !run.is_over() => (Tone::Accent, "▸"),
        ItemOutcome::Open | ItemOutcome::LeftOut => (Tone::Dim, "·"),
        ItemOutcome::Unknown { .. } | ItemOutcome::Changed(_) => (Tone::Warning, "?"),
        _ => (Tone::Danger, "✗"),
    };
    let mut line = Line::new(tone, mark);
    line.push(Tone::Plain, format!(" {name}"));
    if run.outcomes()[at] == ItemOutcome::Done {
        line.push(Tone::Dim, format!("  {}", seen(app, name)));
    }
    line.indent = 2;
    line
}

/// An item with all that is to be said of it.
pub(super) fn lines(app: &App, run: &Run, at: usize) -> Vec<Line> {
    let words = &app.words.changing;
    let item = &run.confirmed().plan().items[at];
    let many = run.outcomes().len() > 1;
    let mut lines = Vec::new();
    if many {
        lines.push(row(app, run, at));
    }
    let mut say = |tone: Tone, text: &str| lines.push(Line::new(tone, text));
    match &run.outcomes()[at] {
        ItemOutcome::Open => {}
        ItemOutcome::Done => say(Tone::Good, &seen(app, &item.name)),
        ItemOutcome::LeftOut => say(Tone::Dim, words.was_left_out),
        ItemOutcome::Changed(found) => say(Tone::Warning, &(words.skipped)(found)),
        ItemOutcome::OtherAccount(account) => say(Tone::Danger, &(words.keys_of)(account)),
        ItemOutcome::Unread(error) => {
            say(Tone::Danger, words.not_begun_unread);
            failure(app, error, &mut lines);
        }
        ItemOutcome::NotJournalled(why) => {
            say(Tone::Danger, &(words.not_journalled)(why));
            stays(app, run, at, &mut lines);
        }
        ItemOutcome::Failed { step, error, put_back } => {
            say(Tone::Danger, &(words.failed)(step + 1, item.steps[*step].change.action()));
            failure(app, error, &mut lines);
            match (put_back, &item.steps[*step].if_it_fails) {
                (Some(Ok(())), IfItFails::PutBack(back)) => {
                    lines.push(Line::new(Tone::Good, (words.is_back)(back)));
                }
                (Some(Err(error)), IfItFails::PutBack(back)) => {
                    lines.push(Line::new(Tone::Danger, (words.is_not_back)(back)));
                    failure(app, error, &mut lines);
                    lines.push(Line::new(Tone::Danger, left_as(app, run, at, back)));
                    if let Some(command) = mending(run, at) {
                        lines.push(Line::new(Tone::Label, words.mend));
                        lines.push(Line::new(Tone::Plain, command).moved_in(2));
                    }
                }
                _ => stays(app, run, at, &mut lines),
            }
        }
        ItemOutcome::Unknown { step, error } => {
            say(Tone::Warning, &(words.unknown)(step + 1, item.steps[*step].change.action()));
            failure(app, error, &mut lines);
            lines.push(Line::new(Tone::Warning, words.look_yourself));
        }
    }
    if many {
        for line in lines.iter_mut().skip(1) {
            *line = std::mem::take(line).moved_in(2);
        }
    }
    lines
}

/// What was done before it stopped.
fn stays(app: &App, run: &Run, at: usize, lines: &mut Vec<Line>) {
    let words = &app.words.changing;
    if run.made(at).is_empty() {
        lines.push(Line::new(Tone::Plain, words.nothing_changed));
        return;
    }
    let done: Vec<_> = run.made(at).iter().map(|(change, _)| (words.step)(change)).collect();
    lines.push(Line::new(Tone::Warning, (words.was_done)(&done.join(", "))));
}

/// What a profile was left as, where what was there could not be put back.
fn left_as(app: &App, run: &Run, at: usize, back: &Change) -> String {
    let words = &app.words.changing;
    let name = &run.confirmed().plan().items[at].name;
    match (run.left_as(at), back) {
        (None, _) => (words.left_unread)(name),
        (Some(None), _) => (words.left_gone)(name),
        (Some(Some(now)), Change::TagProfile { tags, .. }) => {
            let there = now.tags.as_deref().unwrap_or_default();
            let keys = tags.iter().filter(|tag| !there.contains(tag)).map(|tag| &*tag.key);
            (words.left_without)(name, &keys.collect::<Vec<_>>().join(", "))
        }
        (Some(Some(now)), _) => (words.left_with)(name, now.role.as_ref().map(|(role, _)| &**role)),
    }
}

/// The command that brings back what was taken and could not be put back;
/// `None` where somebody else has put a role in meanwhile.
pub(super) fn mending(run: &Run, at: usize) -> Option<String> {
    let ItemOutcome::Failed { step, put_back: Some(Err(_)), .. } = &run.outcomes()[at] else {
        return None;
    };
    let item = &run.confirmed().plan().items[at];
    let IfItFails::PutBack(back) = &item.steps.get(*step)?.if_it_fails else { return None };
    let taken = match run.left_as(at) {
        None => false,
        Some(None) => true,
        Some(Some(now)) => matches!(back, Change::AddRole { .. }) && now.role.is_some(),
    };
    (!taken).then(|| aws_cli(back, run.scene().endpoint.as_deref()))
}

/// What went wrong, and what to do.
fn failure(app: &App, error: &ApiError, lines: &mut Vec<Line>) {
    let said = explain::api_error(app.words, error, app.connection.source());
    lines.push(Line::new(Tone::Danger, said.headline));
    lines.extend(said.hint.map(|hint| Line::new(Tone::Dim, hint)));
}

/// Whether what was accepted is seen by now.
fn seen(app: &App, name: &str) -> String {
    let (words, overlay) = (&app.words.changing, &app.changes.overlay);
    match (overlay.accepted_named(name), overlay.ended(name)) {
        (Some(agreed), _) => (words.accepted)(agreed, AGREE),
        (None, Some(Ended::Visible)) => words.visible.to_owned(),
        (None, Some(Ended::Other)) => (words.by_other)(name),
        (None, Some(Ended::NotSeen)) => words.not_seen.to_owned(),
        (None, Some(Ended::Unread(error))) => (words.not_looked)(error.action),
        (None, None) => words.done.to_owned(),
    }
}
