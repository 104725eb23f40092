//! A plan and what became of it, for people and as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::super::output::json as document;
use super::args::Format;
use super::drive::Ended;
use super::{Door, Ready};
use crate::core::change::remarks::{PolicyName, Severity};
use crate::core::change::{ItemOutcome, PolicyDiff, Run, journal};
use crate::core::domain::shell::aws_cli;
use crate::core::plan::{IfItFails, Item, Plan, Snapshot, Step};
use crate::core::safe::harmless;

/// Nothing is left to be done.
pub(super) fn nothing(door: &Door<'_>, ready: &Ready, out: &mut dyn Write) -> io::Result<()> {
    if door.how.output == Some(Format::Json) {
        return whole_to(out, &whole(door, ready, None, None));
    }
    let mut lines = left_out(door, ready);
    if ready.left_out.iter().all(|(_, left)| left.exit() == super::Exit::Done) {
        lines.push(door.tools.words.scripts.nothing_to_do.to_owned());
    }
    print(out, &lines)?;
    out.flush()
}

/// The plan, and that it stays one.
pub(super) fn dry_run(
    door: &Door<'_>,
    ready: &Ready,
    plan: &Plan,
    alias: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<()> {
    if door.how.output == Some(Format::Json) {
        return whole_to(out, &whole(door, ready, Some(plan), None));
    }
    let mut lines = shown(door, ready, plan, alias);
    lines.push(String::new());
    lines.push(door.tools.words.scripts.dry_run.to_owned());
    print(out, &lines)?;
    out.flush()
}

/// The plan, to somebody who is going to be asked.
pub(super) fn asked(
    door: &Door<'_>,
    ready: &Ready,
    plan: &Plan,
    alias: Option<&str>,
) -> io::Result<()> {
    let mut lines = shown(door, ready, plan, alias);
    lines.push(String::new());
    print(&mut io::stderr().lock(), &lines)
}

/// What is to be known of a plan that nobody is asked about.
pub(super) fn remarks(door: &Door<'_>, ready: &Ready) {
    let lines = remark_lines(door, ready);
    // Nobody is left to be told when stderr is closed.
    let _ = print(&mut io::stderr().lock(), &lines);
}

/// An item's outcome, as it comes.
pub(super) fn outcome(
    door: &Door<'_>,
    run: &Run,
    at: usize,
    outcome: &ItemOutcome,
    out: &mut dyn Write,
) -> io::Result<()> {
    if door.how.output == Some(Format::Json) {
        return Ok(());
    }
    let Some(item) = run.confirmed().plan().items.get(at) else { return Ok(()) };
    let words = door.tools.words;
    let mut lines =
        vec![format!("{}: {}", item.name, words.outcome(item, outcome, run.made(at).len()))];
    if let Some(command) = mending(door, item, outcome) {
        lines.push(format!("  {} {command}", words.scripts.mend));
    }
    print(out, &lines)?;
    out.flush()
}

/// The end: the names that were not in the plan, and what can be done next.
pub(super) fn ended(
    door: &Door<'_>,
    ready: &Ready,
    ended: &Ended,
    out: &mut dyn Write,
) -> io::Result<()> {
    let plan = ended.run.confirmed().plan();
    if door.how.output == Some(Format::Json) {
        return whole_to(out, &whole(door, ready, Some(plan), Some(&ended.run)));
    }
    let text = &door.tools.words.scripts;
    let mut lines = left_out(door, ready);
    if crate::core::change::inverse::clean_up(&ended.run).is_some() {
        lines.push((text.clean_up)(&ended.run.scene().plan));
    }
    lines.push(format!("{}: {}", text.plan, ended.run.scene().plan));
    print(out, &lines)?;
    out.flush()
}

/// The command that puts back what could not be put back.
fn mending(door: &Door<'_>, item: &Item, outcome: &ItemOutcome) -> Option<String> {
    let ItemOutcome::Failed { step, put_back: Some(Err(_)), .. } = outcome else { return None };
    match &item.steps.get(*step)?.if_it_fails {
        IfItFails::PutBack(back) => Some(aws_cli(back, door.session.facts().endpoint.as_deref())),
        IfItFails::Stop => None,
    }
}

/// The plan for people.
fn shown(door: &Door<'_>, ready: &Ready, plan: &Plan, alias: Option<&str>) -> Vec<String> {
    let words = door.tools.words;
    let text = &words.scripts;
    let facts = door.session.facts();
    let name = plan.items.first().map_or("", |item| &*item.name);
    let identity = &door.identity;
    let (caller, endpoint) = (identity.caller(), facts.endpoint.as_deref());
    let mut lines = vec![
        (words.changing.title)(plan.purpose, name, plan.items.len()),
        (text.where_)(&identity.account, alias, caller, &facts.region, endpoint),
    ];
    for item in &plan.items {
        lines.push(String::new());
        if plan.items.len() > 1 {
            lines.push(item.name.to_string());
        }
        let mut before = item.shown().cloned();
        for (number, step) in (1..).zip(&item.steps) {
            lines.extend(step_lines(door, number, step, before.as_ref()));
            before = Snapshot::after(before.as_ref(), &step.change);
        }
    }
    for diff in &ready.prepared.policies {
        lines.push(String::new());
        lines.extend(policy_lines(door, diff));
    }
    let more = [remark_lines(door, ready), left_out(door, ready)];
    for block in more.into_iter().filter(|block| !block.is_empty()) {
        lines.push(String::new());
        lines.extend(block);
    }
    lines
}

fn step_lines(
    door: &Door<'_>,
    number: usize,
    step: &Step,
    before: Option<&Snapshot>,
) -> Vec<String> {
    let words = door.tools.words;
    let text = &words.scripts;
    let mut lines = vec![(text.step)(number, &(words.changing.step)(&step.change))];
    let changes = words.before_after(&step.change, before);
    lines.extend(changes.into_iter().map(|change| format!("     {change}")));
    if let IfItFails::PutBack(back) = &step.if_it_fails {
        lines.push(format!("     {}", (text.if_it_fails)(&(words.changing.step)(back))));
    }
    let command = aws_cli(&step.change, door.session.facts().endpoint.as_deref());
    lines.push(format!("     {command}"));
    lines
}

fn policy_lines(door: &Door<'_>, diff: &PolicyDiff) -> Vec<String> {
    let text = &door.tools.words.scripts;
    let names =
        |all: &[PolicyName]| all.iter().map(PolicyName::name).collect::<Vec<_>>().join(", ");
    let mut lines = vec![(text.policies)(diff.old.as_deref(), diff.new.as_deref())];
    let changes = [(text.lost, &diff.lost), (text.gained, &diff.gained)];
    let changes = changes.into_iter().filter(|(_, all)| !all.is_empty());
    lines.extend(changes.map(|(words, all)| format!("  {}", words(&names(all)))));
    if diff.kept > 0 {
        lines.push(format!("  {}", (text.kept)(diff.kept)));
    }
    lines
}

fn remark_lines(door: &Door<'_>, ready: &Ready) -> Vec<String> {
    let lines = door.tools.words.remark_lines(&ready.prepared.remarks);
    lines.iter().map(|line| line.text()).collect()
}

fn left_out(door: &Door<'_>, ready: &Ready) -> Vec<String> {
    if ready.left_out.is_empty() {
        return Vec::new();
    }
    let words = door.tools.words;
    let each = ready.left_out.iter();
    let each = each.map(|(name, left)| format!("  {name}: {}", left.words(words)));
    [words.scripts.left_out.to_owned()].into_iter().chain(each).collect()
}

/// Names and tags are written by strangers: each line is made harmless.
fn print(out: &mut dyn Write, lines: &[String]) -> io::Result<()> {
    lines.iter().try_for_each(|line| writeln!(out, "{}", harmless(line)))
}

/// Prints a document. Whether it can be written is known only when it has left
/// the program's own memory.
fn whole_to(out: &mut dyn Write, whole: &Value) -> io::Result<()> {
    document::value(out, whole)?;
    out.flush()
}

/// All of it as one document.
fn whole(door: &Door<'_>, ready: &Ready, plan: Option<&Plan>, run: Option<&Run>) -> Value {
    let words = door.tools.words;
    let items = plan.map_or(&[][..], |plan| &plan.items);
    let item = |(at, item): (usize, &Item)| {
        let endpoint = door.session.facts().endpoint.as_deref();
        let step = |step: &Step| {
            let mut value = json!({
                "Call": journal::change(&step.change),
                "Command": aws_cli(&step.change, endpoint),
            });
            if let IfItFails::PutBack(back) = &step.if_it_fails {
                value["IfItFails"] = journal::change(back);
            }
            value
        };
        let mut value = json!({
            "Name": item.name,
            "Steps": item.steps.iter().map(step).collect::<Vec<_>>(),
        });
        if let Some((run, outcome)) = run.and_then(|run| Some((run, run.outcomes().get(at)?))) {
            value["Outcome"] = json!(journal::outcome_name(outcome));
            value["Message"] = json!(words.outcome(item, outcome, run.made(at).len()));
            value["CallsMade"] = json!(run.made(at).len());
            if let Some(command) = mending(door, item, outcome) {
                value["MendingCommand"] = json!(command);
            }
        }
        value
    };
    let remark = |remark| {
        let severity = match crate::core::change::Remark::severity(remark) {
            Severity::Danger => "danger",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        json!({ "Severity": severity, "Text": words.remark(remark) })
    };
    let left = ready.left_out.iter().map(|(name, left)| {
        let is_so = left.exit() == super::Exit::Done;
        json!({ "Name": name, "Why": left.words(words), "IsSoAlready": is_so })
    });
    let diffs = ready.prepared.policies.iter().map(|diff| {
        let names = |all: &[PolicyName]| {
            all.iter()
                .map(|one| match one {
                    PolicyName::Managed(arn) => json!({ "PolicyArn": arn }),
                    PolicyName::Inline(name) => json!({ "PolicyName": name }),
                })
                .collect::<Vec<_>>()
        };
        json!({
            "OldRoleName": diff.old, "NewRoleName": diff.new, "Lost": names(&diff.lost),
            "Gained": names(&diff.gained), "Kept": diff.kept,
        })
    });
    json!({
        "Plan": run.map(|run| &run.scene().plan),
        "Purpose": plan.map(|plan| journal::purpose(plan.purpose)),
        "DryRun": door.how.dry_run,
        "Account": door.identity.account,
        "Caller": door.identity.arn,
        "Items": items.iter().enumerate().map(item).collect::<Vec<_>>(),
        "LeftOut": left.collect::<Vec<_>>(),
        "Remarks": ready.prepared.remarks.iter().map(remark).collect::<Vec<_>>(),
        "Policies": diffs.collect::<Vec<_>>(),
    })
}
