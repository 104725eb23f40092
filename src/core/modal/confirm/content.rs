//! What the confirm dialog says.

use std::collections::HashSet;

use super::super::super::app::App;
use super::super::super::change::{PolicyDiff, Prepared, Severity, Why};
use super::super::super::domain::shell::aws_cli;
use super::super::super::plan::{IfItFails, Item, Plan, Snapshot};
use super::super::super::text::Words;
use super::super::super::text::line::{Line, Tone};

/// Commands that are written out; of more, the number is told.
const WRITTEN: usize = 10;

/// What stands in the text, and what must not scroll away.
pub(super) fn of(
    app: &App,
    plan: &Plan,
    prepared: &Prepared,
    because: Vec<Line>,
    left_out: Vec<Line>,
) -> (Vec<Line>, Vec<Line>) {
    let words = &app.words.changing;
    let (notes, warnings): (Vec<_>, Vec<_>) =
        prepared.remarks.iter().cloned().partition(|remark| remark.severity() == Severity::Note);
    let mut body = Vec::new();
    match &plan.items[..] {
        [item] => body.extend(one(app, item)),
        items => body.extend(items.iter().flat_map(|item| of_many(app, item))),
    }
    for diff in &prepared.policies {
        body.extend(policies(app.words, diff));
    }
    let (folded, each) = app.words.folded_lines(&warnings);
    body.extend(each);
    body.extend(app.words.remark_lines(&notes));
    if !left_out.is_empty() {
        body.push(Line::blank());
        body.extend(left_out);
    }
    body.push(Line::blank());
    body.push(Line::new(Tone::Label, words.commands));
    let commands = commands(app, plan);
    let written = commands.iter().take(WRITTEN).map(|text| {
        let mut line = Line::new(Tone::Plain, text).moved_in(2);
        line.indent = 4;
        line
    });
    body.extend(written);
    if let Some(more) = commands.len().checked_sub(WRITTEN).filter(|&more| more > 0) {
        body.push(Line::new(Tone::Dim, (words.more_commands)(more)).moved_in(2));
    }
    let mut pinned = because;
    pinned.extend(hidden(app, plan));
    pinned.extend(folded);
    (body, pinned)
}

/// Whose account it is, on a line of its own, so that nobody changes another.
pub(super) fn place(app: &App) -> Line {
    let identity = app.connection.identity();
    let alias = app.connection.current.as_ref().and_then(|current| current.alias.as_deref());
    let account = match (identity, alias) {
        (Some(identity), Some(alias)) => format!("{} ({alias})", identity.account),
        (Some(identity), None) => identity.account.clone(),
        (None, _) => app.words.header.no_identity.to_owned(),
    };
    let mut parts = vec![account];
    parts.extend(identity.map(|identity| identity.caller().to_owned()));
    if let Some(facts) = app.connection.facts() {
        parts.push(facts.region.clone());
        parts.extend(facts.endpoint.clone());
        parts.extend(facts.demo.then(|| app.words.header.demo.to_owned()));
    }
    Line::new(Tone::Accent, (app.words.changing.place)(&parts.join(" · ")))
}

/// That it is read what is there now, and how far that is.
pub(super) fn reading(app: &App) -> Line {
    let (done, all) = app.changes.preparing().unwrap_or_default();
    Line::new(Tone::Plain, (app.words.changing.reading)(done, all))
}

/// Why profiles that were asked for are not in the plan.
pub(super) fn left_out(words: &Words, left_out: &[(Box<str>, Why)]) -> Vec<Line> {
    let mut lines = Vec::new();
    if !left_out.is_empty() {
        lines.push(Line::new(Tone::Label, (words.changing.left_out)(left_out.len())));
    }
    lines.extend(left_out.iter().map(|(name, why)| {
        let tone = if why.is_so_already() { Tone::Dim } else { Tone::Warning };
        Line::new(tone, format!("{name}: {}", words.why(why))).moved_in(2)
    }));
    lines
}

/// The commands that do the same.
pub(super) fn commands(app: &App, plan: &Plan) -> Vec<String> {
    let endpoint = app.connection.facts().and_then(|facts| facts.endpoint.as_deref());
    plan.changes().map(|change| aws_cli(change, endpoint)).collect()
}

/// The steps of one item, in full.
fn one(app: &App, item: &Item) -> Vec<Line> {
    let words = &app.words.changing;
    let mut lines = Vec::new();
    let mut now = item.shown().cloned();
    for (number, step) in (1..).zip(&item.steps) {
        let mut line =
            Line::new(Tone::Heading, format!("{number}. {}", (words.step)(&step.change)));
        line.push(Tone::Dim, format!("  {}", step.change.action()));
        line.indent = 3;
        lines.push(line);
        let changes = app.words.before_after(&step.change, now.as_ref());
        lines.extend(changes.iter().map(|text| {
            let mut line = Line::new(Tone::Plain, text).moved_in(3);
            line.indent = 5;
            line
        }));
        let fails = match &step.if_it_fails {
            IfItFails::PutBack(back) => (words.puts_back)(back),
            IfItFails::Stop if number == 1 => words.stops_at_once.to_owned(),
            IfItFails::Stop => words.stops.to_owned(),
        };
        lines.push(Line::new(Tone::Dim, fails).moved_in(3));
        now = Snapshot::after(now.as_ref(), &step.change);
    }
    lines
}

/// One of many, in a line for each of its steps.
fn of_many(app: &App, item: &Item) -> Vec<Line> {
    let mut now = item.shown().cloned();
    let mut texts = Vec::new();
    for step in &item.steps {
        texts.push(app.words.before_after(&step.change, now.as_ref()).join(", "));
        now = Snapshot::after(now.as_ref(), &step.change);
    }
    let mut line = Line::new(Tone::Plain, format!("{}: {}", item.name, texts.join("; ")));
    line.indent = 4;
    vec![line]
}

/// Which policies the instances lose and gain.
fn policies(words: &Words, diff: &PolicyDiff) -> Vec<Line> {
    let names = |list: &[_]| {
        let names: Vec<&str> =
            list.iter().map(super::super::super::change::remarks::PolicyName::name).collect();
        names.join(", ")
    };
    let text = &words.changing;
    let role = |role: &Option<Box<str>>| role.as_deref().unwrap_or("").to_owned();
    let mut lines = Vec::new();
    if !diff.lost.is_empty() {
        let lost = (text.lost)(&role(&diff.old), &names(&diff.lost));
        lines.push(Line::new(Tone::Warning, lost));
    }
    if !diff.gained.is_empty() {
        let gained = (text.gained)(&role(&diff.new), &names(&diff.gained));
        lines.push(Line::new(Tone::Good, gained));
    }
    for line in &mut lines {
        line.indent = 2;
    }
    lines
}

/// How many of the profiles the filter hides.
fn hidden(app: &App, plan: &Plan) -> Option<Line> {
    let rows = app.store.rows();
    let shown: HashSet<&str> =
        app.list.visible().iter().map(|&at| &*rows[at].profile.name).collect();
    let known: HashSet<&str> = rows.iter().map(|row| &*row.profile.name).collect();
    let is_hidden = |item: &&Item| known.contains(&*item.name) && !shown.contains(&*item.name);
    let count = plan.items.iter().filter(is_hidden).count();
    (count > 0)
        .then(|| Line::new(Tone::Warning, (app.words.changing.hidden)(count, plan.items.len())))
}
