//! How a change goes, and what became of it.

mod outcome;

use super::super::app::App;
use super::super::change::inverse::clean_up;
use super::super::change::{Intent, ItemOutcome, Run};
use super::super::changing;
use super::super::command::Command;
use super::super::msg::Effect;
use super::super::plan::Purpose;
use super::super::text::line::{Line, Tone};
use super::{After, Modal, View, scroll, step};

/// The dialog about the change that is carried out, or the last one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    top: usize,
    at: usize,
}

/// What it offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Background,
    Stop,
    Close,
    CopyMending,
    CleanUp,
}

impl Progress {
    /// Whether there is a command to be copied.
    pub fn can_copy(app: &App) -> bool {
        Self::choices(app).contains(&Choice::CopyMending)
    }

    fn choices(app: &App) -> Vec<Choice> {
        let Some(running) = app.changes.running() else { return vec![Choice::Close] };
        let run = running.run();
        if !run.is_over() {
            let many = run.outcomes().len() > 1 && !run.is_stopping();
            return [Choice::Background].into_iter().chain(many.then_some(Choice::Stop)).collect();
        }
        let clean = (running.is_own(app) && cleans_up(run)).then_some(Choice::CleanUp);
        let mend = (!mending(run).is_empty()).then_some(Choice::CopyMending);
        [Choice::Close].into_iter().chain(clean).chain(mend).collect()
    }

    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.changing;
        let Some(running) = app.changes.running() else {
            let choices = vec![words.close.to_owned()];
            let title = words.none_yet.to_owned();
            return View { title, choices, ..View::default() };
        };
        let run = running.run();
        let plan = run.confirmed().plan();
        let (name, count) = (&plan.items[0].name, plan.items.len());
        let over = run.is_over();
        let well = run.outcomes().iter().all(|outcome| *outcome == ItemOutcome::Done);
        let (title, tone) = match (over, well) {
            (false, _) => ((words.running)(plan.purpose, name, count), Tone::Accent),
            (true, true) => ((words.over)(plan.purpose, name, count), Tone::Good),
            (true, false) => ((words.not_over_well)(plan.purpose, name, count), Tone::Danger),
        };
        let mut head = vec![running.place().clone()];
        if let Some(change) = changing::waits(app) {
            head.push(Line::new(Tone::Warning, (words.waiting)(change.action())));
        }
        let body = match count {
            1 => one(app, run),
            _ => many(app, run),
        };
        let choices = Self::choices(app).into_iter().map(|choice| match choice {
            Choice::Background => words.background.to_owned(),
            Choice::Stop => words.stop.to_owned(),
            Choice::Close => words.close.to_owned(),
            Choice::CopyMending => words.copy_mending.to_owned(),
            Choice::CleanUp => words.clean_up.to_owned(),
        });
        let (choices, at) = (choices.collect(), self.at);
        View { title, tone, head, body, top: self.top, choices, at, ..View::default() }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        let choices = Self::choices(app);
        self.at = self.at.min(choices.len().saturating_sub(1));
        let choice = match command {
            Command::Open => choices.get(self.at).copied(),
            Command::Back if choices.contains(&Choice::Stop) => Some(Choice::Stop),
            Command::Back => choices.first().copied(),
            Command::Copy if choices.contains(&Choice::CopyMending) => Some(Choice::CopyMending),
            Command::Up | Command::Down => {
                self.at = step(self.at, choices.len(), command);
                None
            }
            other => {
                self.top = scroll(app, &self.view(app), other);
                None
            }
        };
        match choice {
            None => (After::Stay(Modal::Progress(self)), Vec::new()),
            Some(Choice::Close) => (After::Close, Vec::new()),
            Some(Choice::Background) => {
                changing::in_background(app);
                (After::Close, Vec::new())
            }
            Some(Choice::Stop) => {
                changing::stop(app);
                self.at = 0;
                (After::Stay(Modal::Progress(self)), Vec::new())
            }
            Some(Choice::CopyMending) => {
                let commands = app.changes.running().map(|it| mending(it.run()).join("\n"));
                let copy = commands.map(Effect::Copy).into_iter().collect();
                (After::Stay(Modal::Progress(self)), copy)
            }
            Some(Choice::CleanUp) => {
                let plan = app.changes.running().and_then(|it| clean_up(it.run()));
                let effects = plan.map(|plan| changing::propose(app, Intent::Plan(plan)));
                (After::Close, effects.unwrap_or_default())
            }
        }
    }
}

/// One item: its steps, and what became of it.
fn one(app: &App, run: &Run) -> Vec<Line> {
    let words = &app.words.changing;
    let item = &run.confirmed().plan().items[0];
    let outcome = &run.outcomes()[0];
    let (_, at) = run.at();
    let failed = match outcome {
        ItemOutcome::Failed { step, .. } | ItemOutcome::Unknown { step, .. } => Some(*step),
        _ => None,
    };
    let mut lines: Vec<_> = (0..)
        .zip(&item.steps)
        .map(|(number, step)| {
            let (tone, mark) = match outcome {
                ItemOutcome::Unknown { .. } if failed == Some(number) => (Tone::Warning, "?"),
                _ if failed == Some(number) => (Tone::Danger, "✗"),
                _ if number < run.made(0).len() && failed.is_none_or(|f| number < f) => {
                    (Tone::Good, "✓")
                }
                _ if !run.is_over() && number == at => (Tone::Accent, "▸"),
                _ => (Tone::Dim, "·"),
            };
            let mut line = Line::new(tone, mark);
            line.push(Tone::Plain, format!(" {}", (words.step)(&step.change)));
            line.indent = 2;
            line
        })
        .collect();
    if run.is_over() {
        lines.push(Line::blank());
        lines.extend(outcome::lines(app, run, 0));
    }
    lines
}

/// Many items: how many are through, and a row for each; at the end those
/// first that are not as they should be.
fn many(app: &App, run: &Run) -> Vec<Line> {
    let words = &app.words.changing;
    let plan = run.confirmed().plan();
    let (at, all) = (run.at().0, plan.items.len());
    let mut lines = vec![Line::new(Tone::Label, outcome::counts(app, run))];
    if run.is_stopping() && !run.is_over() {
        lines.push(Line::new(Tone::Warning, words.stopping));
    }
    lines.push(Line::blank());
    if !run.is_over() {
        // What is at hand stays in sight, and what went wrong before it.
        let open = run.outcomes().iter().enumerate();
        let wrong = open.filter(|(_, it)| !matches!(it, ItemOutcome::Open | ItemOutcome::Done));
        lines.extend(wrong.flat_map(|(at, _)| outcome::lines(app, run, at)));
        let near = at.saturating_sub(3)..(at + 7).min(all);
        lines.extend(near.map(|near| outcome::row(app, run, near)));
        return lines;
    }
    let (well, wrong): (Vec<_>, Vec<_>) =
        (0..all).partition(|&at| run.outcomes()[at] == ItemOutcome::Done);
    lines.extend(wrong.into_iter().flat_map(|at| outcome::lines(app, run, at)));
    lines.extend(well.into_iter().map(|at| outcome::row(app, run, at)));
    lines
}

/// Whether something was made by a plan that stopped halfway, and can be
/// taken away again.
fn cleans_up(run: &Run) -> bool {
    run.confirmed().plan().purpose == Purpose::Create && clean_up(run).is_some()
}

/// The commands that bring back what was taken and could not be put back.
fn mending(run: &Run) -> Vec<String> {
    (0..run.outcomes().len()).filter_map(|at| outcome::mending(run, at)).collect()
}
