//! `ipb history`: what was changed, as the journal tells.

use std::io::Write;

use serde_json::{Value, json};

use super::super::exit::{Exit, Failure, say};
use super::super::output::json as document;
use super::Tools;
use super::args::Format;
use crate::core::change::history::{State, StepTold};
use crate::core::change::{Entry, History, journal};
use crate::core::safe::harmless;
use crate::core::text::Words;
use crate::host::journal::Journal;

/// Reads the journal.
pub(super) fn read(journal: &Journal, words: &Words) -> Result<History, Failure> {
    let lines = journal.lines().map_err(|error| {
        let said = (words.scripts.fault.journal)(&error.to_string());
        Failure::said(Exit::Failed, said, "")
    })?;
    Ok(History::read(lines.iter().map(String::as_str)))
}

/// Prints it, the newest plan first.
pub(super) fn print(
    tools: &Tools<'_>,
    format: Format,
    out: &mut dyn Write,
) -> Result<Exit, Failure> {
    let text = &tools.words.scripts;
    let history = match &tools.journal {
        Some(journal) => read(journal, tools.words)?,
        None => History::default(),
    };
    match format {
        Format::Json => {
            let entries = history.entries.iter().map(value);
            document::value(out, &entries.collect())?;
        }
        Format::Text => {
            for entry in &history.entries {
                for line in lines(tools.words, entry) {
                    writeln!(out, "{}", harmless(&line))?;
                }
            }
        }
    }
    out.flush()?;
    if history.entries.is_empty() && format == Format::Text {
        say(&[text.no_history.to_owned()]);
    }
    if history.unreadable > 0 {
        say(&[(text.unreadable)(history.unreadable)]);
    }
    Ok(Exit::Done)
}

/// A line for the plan, and one for each call of it.
fn lines(words: &Words, entry: &Entry) -> Vec<String> {
    let text = &words.scripts;
    let at = entry.at.map(|at| at.readable()).unwrap_or_default();
    let state = (text.state)(entry.state());
    let what = (text.purpose)(entry.purpose);
    let items = entry.plan.as_ref().map_or(entry.items.len(), |plan| plan.items.len());
    let mut lines = vec![format!(
        "{}  {at}  {}  {what}, {}: {state}",
        entry.name,
        entry.account,
        (text.how_many)(items)
    )];
    let planned = entry.plan.iter().flat_map(|plan| &plan.items);
    for (item, told) in planned.zip(&entry.items) {
        for (at, step) in item.steps.iter().enumerate() {
            let told = told.steps.get(at).unwrap_or(&StepTold::NotBegun);
            let mark = match told {
                StepTold::Done { .. } => "✓",
                StepTold::Failed { .. } => "✗",
                StepTold::Begun | StepTold::Unknown => "?",
                StepTold::NotBegun => " ",
            };
            let mut line = format!("  {mark} {}", (words.changing.step)(&step.change));
            if let StepTold::Failed { why } = told {
                line.push_str(&format!(": {why}"));
            }
            lines.push(line);
        }
        match &told.put_back {
            Some(Ok(())) => lines.push(format!("    {}", words.outcomes.was_put_back)),
            Some(Err(why)) => lines.push(format!("    {}", (words.outcomes.not_put_back)(why))),
            None => {}
        }
    }
    lines
}

fn value(entry: &Entry) -> Value {
    let state = match entry.state() {
        State::Done => "done",
        State::Partly => "partly",
        State::Nothing => "nothing",
        State::Unknown => "unknown",
        State::Unfinished => "unfinished",
        State::NoBeginning => "no-beginning",
        State::NotUnderstood => "not-understood",
    };
    let planned = entry.plan.iter().flat_map(|plan| &plan.items);
    let items = planned.zip(&entry.items).map(|(item, told)| {
        let steps = item.steps.iter().enumerate().map(|(at, step)| {
            let mut value = json!({ "Call": journal::change(&step.change) });
            value["Outcome"] = match told.steps.get(at) {
                None | Some(StepTold::NotBegun) => json!("not-begun"),
                Some(StepTold::Begun | StepTold::Unknown) => json!("unknown"),
                Some(StepTold::Done { .. }) => json!("done"),
                Some(StepTold::Failed { why }) => {
                    value["Message"] = json!(why);
                    json!("failed")
                }
            };
            value
        });
        let put_back = told.put_back.as_ref().map(|back| match back {
            Ok(()) => json!("done"),
            Err(why) => json!(why),
        });
        json!({
            "Name": item.name, "Outcome": told.outcome, "Steps": steps.collect::<Vec<_>>(),
            "PutBack": put_back,
        })
    });
    json!({
        "Plan": entry.name,
        "At": entry.at.map(|at| at.iso8601()),
        "Account": entry.account,
        "Caller": entry.caller,
        "Endpoint": entry.endpoint,
        "Purpose": entry.purpose.map(journal::purpose),
        "State": state,
        "CanBeUndone": entry.undo().is_some(),
        "Items": items.collect::<Vec<_>>(),
    })
}
