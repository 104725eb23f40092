//! What was changed, as the journal tells: which plans, what became of each of
//! their calls, and which of them was never brought to its end.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::super::domain::Timestamp;
use super::super::plan::{Plan, Purpose};
use super::inverse::{Done, back, rest};
use super::journal::{Scene, process_of};
use super::read_back;

/// Seconds without a line after which a plan is not under way any more,
/// whatever process has its number: a call with all its attempts and the look
/// at what it did take three minutes at most.
const SILENCE: i64 = 600;

/// What the journal holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// The plans, the newest first.
    pub entries: Vec<Entry>,
    /// Lines that are none: torn by a crash or a full disk, or not this
    /// program's.
    pub unreadable: usize,
}

/// One plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// When it was confirmed.
    pub at: Option<Timestamp>,
    /// When its last line was written.
    pub last: Option<Timestamp>,
    /// Twelve digits.
    pub account: String,
    /// The caller's ARN.
    pub caller: String,
    /// The endpoint, where it was not AWS's own.
    pub endpoint: Option<String>,
    /// What it was for; `None`: a later version's.
    pub purpose: Option<Purpose>,
    /// The plan; `None` if this version can't read it.
    pub plan: Option<Plan>,
    /// Whether its first line was read, which tells the plan.
    pub begins: bool,
    /// What became of each item's steps.
    pub items: Vec<Told>,
    /// Whether it came to its end, whatever that was.
    pub ended: bool,
    /// Whether somebody has said that what it left may stay as it is.
    pub settled: bool,
}

/// The journal as it was read, and what only this machine knows of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct JournalRead {
    /// What it holds.
    pub history: History,
    /// Processes that plans are named after and that are there.
    pub running: Vec<u32>,
}

/// What is told of an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Its steps, as far as they were begun.
    pub steps: Vec<StepTold>,
    /// What came of putting back what was there, where that was done.
    pub put_back: Option<Result<(), String>>,
    /// How the item ended, in the journal's own word.
    pub outcome: Option<String>,
}

/// What is told of a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum StepTold {
    /// Nothing: it was not begun.
    #[default]
    NotBegun,
    /// It was about to be made, and nothing more: it may have been.
    Begun,
    /// It was done.
    Done {
        /// The id of what it made.
        made: Option<Box<str>>,
    },
    /// It failed, surely without effect.
    Failed {
        /// AWS's error code and words.
        why: String,
    },
    /// What came of it could not be found out.
    Unknown,
}

/// How a plan ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// All was done.
    Done,
    /// Something was done, something was not.
    Partly,
    /// Nothing was done, or it was put back.
    Nothing,
    /// What came of a call could not be found out.
    Unknown,
    /// It was broken off: the program or the machine stopped.
    Unfinished,
    /// It is over, but the line that tells what it was is missing.
    NoBeginning,
    /// It is over, but this version can't read what it was.
    NotUnderstood,
}

impl History {
    /// Reads the journal's lines, the oldest first.
    pub fn read<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        let mut history = Self::default();
        let mut places: HashMap<String, usize> = HashMap::new();
        for line in lines.into_iter().filter(|line| !line.trim().is_empty()) {
            let value = serde_json::from_str::<Value>(line).ok();
            let Some((value, name)) = value.and_then(|value| {
                let name = value.get("plan")?.as_str()?.to_owned();
                Some((value, name))
            }) else {
                history.unreadable += 1;
                continue;
            };
            let place = *places.entry(name.clone()).or_insert_with(|| {
                history.entries.push(Entry::new(name, &value));
                history.entries.len() - 1
            });
            if let Some(entry) = history.entries.get_mut(place) {
                entry.take(&value);
            }
        }
        history.entries.reverse();
        history
    }

    /// The newest plan that this account can take back: one by which anything
    /// was changed.
    pub fn newest(&self, account: &str, endpoint: Option<&str>) -> Option<&Entry> {
        let mut own = self.entries.iter().filter(|entry| entry.is_of(account, endpoint));
        own.find(|entry| entry.undo().is_some())
    }

    /// Plans of this account that were broken off and changed something, or
    /// may have, and that nobody has seen to since: by a later plan for the
    /// same profiles, or by saying so. `is_running` tells whether a process is
    /// there.
    pub fn unfinished(
        &self,
        account: &str,
        endpoint: Option<&str>,
        now: Timestamp,
        is_running: impl Fn(u32) -> bool,
    ) -> Vec<&Entry> {
        let own = self.entries.iter().filter(|entry| entry.is_of(account, endpoint));
        let mut later: HashSet<&str> = HashSet::new();
        let mut unfinished = Vec::new();
        for entry in own {
            let open = || entry.touched_names().iter().any(|name| !later.contains(name));
            let is_open = entry.state() == State::Unfinished && !entry.settled && open();
            if is_open && !entry.is_under_way(now, &is_running) {
                unfinished.push(entry);
            }
            if entry.ended {
                later.extend(entry.touched_names());
            }
        }
        unfinished
    }

    /// The processes that plans are named after.
    pub fn processes(&self) -> Vec<u32> {
        let open = self.entries.iter().filter(|entry| !entry.ended);
        open.filter_map(|entry| process_of(&entry.name)).collect()
    }

    /// Whether every plan that is spoken of is told from its beginning.
    pub fn is_whole(&self) -> bool {
        self.entries.iter().all(|entry| entry.begins)
    }

    /// The plan of this name.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }
}

impl Entry {
    fn new(name: String, first: &Value) -> Self {
        let text = |key: &str| first.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
        Self {
            name,
            at: text("at").and_then(|at| Timestamp::parse(&at)),
            last: None,
            account: text("account").unwrap_or_default(),
            caller: text("caller").unwrap_or_default(),
            endpoint: text("endpoint"),
            purpose: None,
            plan: None,
            begins: false,
            items: Vec::new(),
            ended: false,
            settled: false,
        }
    }

    fn take(&mut self, line: &Value) {
        let text = |key: &str| line.get(key).and_then(Value::as_str);
        self.last = text("at").and_then(Timestamp::parse).or(self.last);
        match text("kind") {
            Some("plan") => {
                self.begins = true;
                self.purpose = text("purpose").and_then(read_back::purpose);
                self.plan = read_back::plan(line);
                let items = line.get("items").and_then(Value::as_array).map_or(0, Vec::len);
                self.items.resize_with(items.max(self.items.len()), Told::default);
            }
            Some("before") => self.step(line, StepTold::Begun),
            Some("after") => {
                let told = match text("outcome") {
                    Some("done") => StepTold::Done { made: text("made").map(Into::into) },
                    Some("failed") => StepTold::Failed { why: why(line.get("error")) },
                    _ => StepTold::Unknown,
                };
                self.step(line, told);
            }
            Some("put-back") => {
                if let Some((item, _)) = self.place(line) {
                    self.items[item].put_back = match line.get("outcome") {
                        Some(Value::String(done)) if done == "done" => Some(Ok(())),
                        None | Some(Value::Null) => None,
                        Some(error) => Some(Err(why(Some(error)))),
                    };
                }
            }
            Some("end") => {
                self.ended = true;
                let outcomes = line.get("outcomes").and_then(Value::as_array);
                for (told, outcome) in self.items.iter_mut().zip(outcomes.into_iter().flatten()) {
                    told.outcome = outcome.as_str().map(ToOwned::to_owned);
                }
            }
            Some("settled") => self.settled = true,
            // A later version's.
            _ => {}
        }
    }

    /// The item and the step that a line speaks of, if the plan has them.
    fn place(&self, line: &Value) -> Option<(usize, usize)> {
        let number = |key: &str| usize::try_from(line.get(key)?.as_u64()?).ok();
        let (item, step) = (number("item")?, number("step")?);
        let steps = self.plan.as_ref()?.items.get(item)?.steps.len();
        (item < self.items.len() && step < steps).then_some((item, step))
    }

    fn step(&mut self, line: &Value, told: StepTold) {
        let Some((item, step)) = self.place(line) else { return };
        let steps = &mut self.items[item].steps;
        if steps.len() <= step {
            steps.resize_with(step + 1, StepTold::default);
        }
        steps[step] = told;
    }

    /// Whether it was in this account, at this endpoint: at another one the
    /// same number may be another account.
    pub fn is_of(&self, account: &str, endpoint: Option<&str>) -> bool {
        self.account == account && self.endpoint.as_deref() == endpoint
    }

    /// Where and by whom it was carried out.
    pub fn scene(&self) -> Scene {
        Scene {
            plan: self.name.clone(),
            account: self.account.clone(),
            caller: self.caller.clone(),
            endpoint: self.endpoint.clone(),
        }
    }

    /// How it ended.
    pub fn state(&self) -> State {
        if !self.ended {
            return State::Unfinished;
        }
        if self.plan.is_none() {
            return if self.begins { State::NotUnderstood } else { State::NoBeginning };
        }
        let steps = || self.items.iter().flat_map(|told| &told.steps);
        if steps().any(|step| *step == StepTold::Unknown) {
            return State::Unknown;
        }
        let all = self.items.iter().all(|told| told.outcome.as_deref() == Some("done"));
        match (all, self.undo().is_some() || self.touched_for_good()) {
            (true, _) => State::Done,
            (false, true) => State::Partly,
            (false, false) => State::Nothing,
        }
    }

    /// The items by which anything was changed, or may have been.
    fn touched_names(&self) -> Vec<&str> {
        let touched = |told: &Told| {
            told.steps.iter().any(|step| {
                matches!(step, StepTold::Begun | StepTold::Done { .. } | StepTold::Unknown)
            })
        };
        let items = self.plan.iter().flat_map(|plan| &plan.items).zip(&self.items);
        items.filter(|(_, told)| touched(told)).map(|(item, _)| &*item.name).collect()
    }

    fn touched_for_good(&self) -> bool {
        let stays = |told: &&Told| told.put_back != Some(Ok(()));
        let steps = self.items.iter().filter(stays).flat_map(|told| &told.steps);
        steps.into_iter().any(|step| matches!(step, StepTold::Done { .. }))
    }

    /// Whether its own process may still be at it.
    fn is_under_way(&self, now: Timestamp, is_running: &impl Fn(u32) -> bool) -> bool {
        let fresh = self.last.is_some_and(|last| now.since(last) < SILENCE);
        fresh && process_of(&self.name).is_some_and(is_running)
    }

    /// The steps of an item that were done, or may have been. One that would
    /// have made something is not among the latter: what is there now may be
    /// somebody else's.
    fn done(&self, item: usize) -> Vec<Done> {
        let Some((plan, told)) = self.plan.as_ref().zip(self.items.get(item)) else {
            return Vec::new();
        };
        if told.put_back == Some(Ok(())) {
            return Vec::new();
        }
        let makes = |step: usize| {
            plan.items.get(item).and_then(|item| item.steps.get(step)).is_some_and(|step| {
                use super::super::plan::Change::{CreateProfile, CreateRole};
                matches!(step.change, CreateProfile { .. } | CreateRole { .. })
            })
        };
        let steps = told.steps.iter().enumerate();
        let done = steps.filter_map(|(step, told)| match told {
            StepTold::Done { made } => Some(Done { step, made: made.clone(), sure: true }),
            StepTold::Begun | StepTold::Unknown if !makes(step) => {
                Some(Done { step, made: None, sure: false })
            }
            _ => None,
        });
        done.collect()
    }

    /// The plan that takes it back, as far as it was done: the last item
    /// first, and of each the last step first. It is fitted to what is there
    /// now by preparing it. `None` if nothing was done.
    pub fn undo(&self) -> Option<Plan> {
        let plan = self.plan.as_ref()?;
        let items = plan.items.iter().enumerate().rev();
        let items: Vec<_> = items.filter_map(|(at, item)| back(item, &self.done(at))).collect();
        (!items.is_empty()).then_some(Plan { purpose: Purpose::Undo, items })
    }

    /// The plan that does the rest of one that was broken off.
    pub fn finish(&self) -> Option<Plan> {
        let plan = self.plan.as_ref()?;
        let surely = |at: usize| {
            let told = self.items.get(at).map(|told| &told.steps[..]).unwrap_or_default();
            let is = |done: &Done| matches!(told.get(done.step), Some(StepTold::Done { .. }));
            self.done(at).into_iter().filter(is).collect::<Vec<_>>()
        };
        let items = plan.items.iter().enumerate();
        let items: Vec<_> = items.filter_map(|(at, item)| rest(item, &surely(at))).collect();
        (!items.is_empty()).then_some(Plan { purpose: plan.purpose, items })
    }
}

/// `Code: words`.
fn why(error: Option<&Value>) -> String {
    let text = |key: &str| error.and_then(|error| error.get(key)).and_then(Value::as_str);
    let parts = [text("code"), text("message").filter(|words| !words.is_empty())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(": ")
}
