//! The program without its terminal.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ratatui::Frame;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::AbortHandle;

use super::BATCH;
use crate::aws::exec::{Bell, Executor};
use crate::aws::session::Connector;
use crate::aws::{self, Calls, profiles};
use crate::core::app::App;
use crate::core::change::{History, JournalRead};
use crate::core::domain::Timestamp;
use crate::core::key::Key;
use crate::core::modal::Modal;
use crate::core::msg::{CopyWay, Effect, Msg, Ticket};
use crate::core::session::AwsProfile;
use crate::core::update::update;
use crate::host::alarm::Alarm;
use crate::host::journal::Journal;
use crate::host::process;
use crate::host::state::Keeper;
use crate::host::watch::Seen;
use crate::terminal;
use crate::ui::input::{Inputs, one_line};
use crate::ui::{self, theme::Theme};

/// What the loop does after a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Goes on.
    Continue,
    /// Hands the terminal back to the shell until it is called again.
    Suspend,
    /// Ends.
    Quit,
    /// Ends because a task panicked: what it was to bring would never come.
    Crash,
}

/// Takes a text to the clipboard.
pub type Clipboard = Arc<dyn Fn(&str) -> Result<CopyWay, String> + Send + Sync>;

/// Makes the demo's AWS profiles, when they are first asked for.
pub type DemoProfiles = Arc<dyn Fn() -> Vec<AwsProfile> + Send + Sync>;

/// The program without its terminal: the tests drive this very thing.
pub struct Engine {
    /// The state.
    pub app: App,
    inputs: Inputs,
    exec: Executor,
    aws_profiles: Vec<AwsProfile>,
    /// Those of the demo when it is opened in place of AWS.
    demo_profiles: DemoProfiles,
    timers: HashMap<Ticket, AbortHandle>,
    watches: HashMap<Ticket, AbortHandle>,
    /// Work that goes on when nothing else is to be done.
    later: VecDeque<Ticket>,
    journal: Option<Journal>,
    /// That of the demo when it is opened in place of AWS.
    aside: Journal,
    /// Lines on their way to the disk.
    journalling: HashSet<Ticket>,
    finding: bool,
    /// The credentials files as the newest connection found them.
    seen: Seen,
    clock: fn() -> Timestamp,
    clipboard: Clipboard,
    keeper: Option<Keeper>,
    alarm: Option<Alarm>,
    alarm_at: Option<Timestamp>,
    send: UnboundedSender<Msg>,
    receive: UnboundedReceiver<Msg>,
}

impl Engine {
    /// `simulated` are the AWS profiles of the demo, shown in place of the
    /// files' when the demo is what was started.
    pub fn new(app: App, connector: Connector, simulated: Vec<AwsProfile>) -> Self {
        let (send, receive) = mpsc::unbounded_channel();
        let records = send.clone();
        // The receiver lives as long as the engine.
        let calls = Calls::to(move |record| drop(records.send(Msg::Called(record))));
        let exec = Executor::new(connector.with_calls(calls), send.clone());
        Self {
            app,
            inputs: Inputs::default(),
            exec,
            aws_profiles: simulated,
            demo_profiles: Arc::new(Vec::new),
            timers: HashMap::new(),
            watches: HashMap::new(),
            later: VecDeque::new(),
            journal: None,
            aside: Journal::in_memory(),
            journalling: HashSet::new(),
            finding: false,
            seen: Seen::default(),
            clock: aws::now,
            clipboard: Arc::new(terminal::copy),
            keeper: None,
            alarm: None,
            alarm_at: None,
            send,
            receive,
        }
    }

    /// With another clock, for screens that can be compared.
    #[must_use]
    pub fn with_clock(self, clock: fn() -> Timestamp) -> Self {
        Self { clock, ..self }
    }

    /// With another clipboard than the terminal's.
    #[must_use]
    pub fn with_clipboard(self, clipboard: Clipboard) -> Self {
        Self { clipboard, ..self }
    }

    /// With the AWS profiles to choose from while the demo is open that was not
    /// what was started.
    #[must_use]
    pub fn with_demo_profiles(self, demo_profiles: DemoProfiles) -> Self {
        Self { demo_profiles, ..self }
    }

    /// Keeping what is worth it; without a keeper, nothing is.
    #[must_use]
    pub fn with_keeper(self, keeper: Option<Keeper>) -> Self {
        Self { keeper, ..self }
    }

    /// Writing down every change; without a journal, none is made.
    #[must_use]
    pub fn with_journal(self, journal: Option<Journal>) -> Self {
        Self { journal, ..self }
    }

    /// Takes a message and carries out what comes of it.
    pub fn handle(&mut self, msg: Msg) -> Flow {
        self.exec.arrived(&msg);
        match &msg {
            // Once it has rung it must be set again, whatever the moment.
            Msg::Tick => self.alarm_at = None,
            Msg::Timer(ticket) => drop(self.timers.remove(ticket)),
            Msg::KeysChanged(ticket) => drop(self.watches.remove(ticket)),
            Msg::AwsProfiles(_) => self.finding = false,
            Msg::Journalled { ticket, .. } | Msg::JournalRead { ticket, .. } => {
                self.journalling.remove(ticket);
            }
            _ => {}
        }
        let effects = update(&mut self.app, (self.clock)(), msg);
        let flow = self.perform(effects);
        self.inputs.follow(&self.app);
        flow
    }

    /// Carries out what the core asks for.
    pub fn perform(&mut self, effects: Vec<Effect>) -> Flow {
        let mut flow = Flow::Continue;
        for effect in effects {
            match self.carry_out(effect) {
                Flow::Continue => {}
                other => flow = other,
            }
        }
        flow
    }

    /// Takes a key: the open text field gets what is not a command.
    pub fn key(&mut self, key: Key) -> Flow {
        if self.app.field().is_some() && self.app.command(key).is_none() {
            return match self.inputs.key(key) {
                Some(edited) => self.handle(edited),
                None => Flow::Continue,
            };
        }
        self.handle(Msg::Key(key))
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) -> Flow {
        if let Some(Modal::Form(form)) = self.app.modals.last()
            && form.takes_lines(text)
        {
            return self.handle(Msg::PastedLines(text.to_owned()));
        }
        match self.inputs.paste(text) {
            Some(edited) => self.handle(edited),
            None => self.handle(Msg::Pasted(one_line(text))),
        }
    }

    /// The next message from a task, or the next slice of work when none has
    /// come. A slice never comes from [`Engine::catch_up`]: the screen is
    /// drawn and the keys are taken between two.
    pub async fn next(&mut self) -> Option<Msg> {
        if self.later.is_empty() {
            return self.receive.recv().await;
        }
        // Whoever else waits for this thread comes first.
        tokio::task::yield_now().await;
        match self.waiting() {
            Some(msg) => Some(msg),
            None => self.later.pop_front().map(Msg::GoOn),
        }
    }

    /// A message from a task, if one has arrived.
    fn waiting(&mut self) -> Option<Msg> {
        self.receive.try_recv().ok()
    }

    /// Takes in what has piled up, unless the loop has something else to do
    /// first: then the messages wait.
    pub fn catch_up(&mut self, mut flow: Flow) -> Flow {
        for _ in 0..BATCH {
            if flow != Flow::Continue {
                break;
            }
            match self.waiting() {
                Some(msg) => flow = self.handle(msg),
                None => break,
            }
        }
        flow
    }

    /// Whether a call or a timer is under way that will bring a message.
    pub fn is_busy(&self) -> bool {
        let tasks = self.exec.is_busy() || !self.timers.is_empty() || self.finding;
        let tasks = tasks || !self.journalling.is_empty();
        tasks || !self.receive.is_empty() || !self.later.is_empty()
    }

    /// Draws the state.
    pub fn draw(&self, frame: &mut Frame<'_>, theme: &Theme) {
        ui::draw(frame, &self.app, &self.inputs, theme);
    }

    /// Has the header's countdown drawn anew when it next changes; where
    /// there is none, an idle program does not wake up.
    pub(super) fn set_alarm(&mut self) {
        let moment = self.app.connection.countdown_changes((self.clock)());
        if moment == self.alarm_at {
            return;
        }
        self.alarm_at = moment;
        let send = &self.send;
        let alarm = self.alarm.get_or_insert_with(|| {
            let send = send.clone();
            Alarm::new(move || drop(send.send(Msg::Tick)))
        });
        alarm.set(moment.map(|moment| {
            let seconds = u64::try_from(moment.since((self.clock)())).unwrap_or(0);
            Instant::now() + Duration::from_secs(seconds)
        }));
    }

    fn journal(&self, aside: bool) -> Option<Journal> {
        if aside { Some(self.aside.clone()) } else { self.journal.clone() }
    }

    /// Writes a line into a journal, beside the loop: a disk may be slow.
    fn write(&mut self, ticket: Ticket, line: String, journal: Option<Journal>) {
        self.journalling.insert(ticket);
        let send = self.send.clone();
        let nowhere = self.app.words.changing.no_journal;
        tokio::task::spawn_blocking(move || {
            let _bell = Bell::new(&send);
            let result = match journal {
                Some(journal) => journal.append(&line).map_err(|error| error.to_string()),
                None => Err(nowhere.to_owned()),
            };
            let _ = send.send(Msg::Journalled { ticket, result });
        });
    }

    /// Reads the journal beside the loop: it may be long.
    fn read_journal(&mut self, ticket: Ticket, whole: bool, journal: Option<Journal>) {
        self.journalling.insert(ticket);
        let send = self.send.clone();
        tokio::task::spawn_blocking(move || {
            let _bell = Bell::new(&send);
            let history = |lines: &[String]| History::read(lines.iter().map(String::as_str));
            let lines = match journal {
                None => Ok(Vec::new()),
                Some(journal) if whole => journal.lines(),
                Some(journal) => journal.newest(|lines| history(lines).is_whole()),
            };
            let result = lines.map_err(|error| error.to_string()).map(|lines| {
                let history = history(&lines);
                let mut running = history.processes();
                running.retain(|&number| process::is_running(number));
                JournalRead { history, running }
            });
            let _ = send.send(Msg::JournalRead { ticket, result });
        });
    }

    fn carry_out(&mut self, effect: Effect) -> Flow {
        match effect {
            Effect::Connect { session, target } => {
                if !target.demo {
                    // Before they are read: a change from now on is news.
                    self.seen = Seen::now(profiles::key_files());
                }
                self.exec.connect(session, target);
            }
            Effect::Forget(session) => self.exec.forget(session),
            Effect::Read { session, ticket, call } => self.exec.read(session, ticket, call),
            Effect::Cancel(ticket) => {
                self.exec.cancel(ticket);
                for tasks in [&mut self.timers, &mut self.watches] {
                    if let Some(task) = tasks.remove(&ticket) {
                        task.abort();
                    }
                }
            }
            Effect::Timer { ticket, after } => {
                let send = self.send.clone();
                let task = tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_millis(after)).await;
                    let _ = send.send(Msg::Timer(ticket));
                });
                self.timers.insert(ticket, task.abort_handle());
            }
            Effect::GoOn(ticket) => self.later.push_back(ticket),
            Effect::Journal { ticket, line, aside } => {
                self.write(ticket, line, self.journal(aside));
            }
            Effect::ReadJournal { ticket, whole, aside } => {
                self.read_journal(ticket, whole, self.journal(aside));
            }
            Effect::Step { session, ticket, step } => self.exec.step(session, ticket, step),
            Effect::WatchKeys(ticket) => {
                let (send, seen) = (self.send.clone(), self.seen.clone());
                let task = tokio::spawn(async move {
                    let _bell = Bell::new(&send);
                    seen.changed().await;
                    let _ = send.send(Msg::KeysChanged(ticket));
                });
                self.watches.insert(ticket, task.abort_handle());
            }
            Effect::FindAwsProfiles => {
                self.finding = true;
                let (send, mut simulated) = (self.send.clone(), self.aws_profiles.clone());
                if simulated.is_empty() && self.app.connection.is_demo() {
                    simulated = (self.demo_profiles)();
                }
                tokio::spawn(async move {
                    let _bell = Bell::new(&send);
                    let found = match simulated.is_empty() {
                        true => profiles::all().await,
                        false => Ok(simulated),
                    };
                    let _ = send.send(Msg::AwsProfiles(found));
                });
            }
            Effect::Copy(text) => {
                // The terminal is this thread's to write to; tmux answers at once.
                let _ = self.send.send(Msg::Copied((self.clipboard)(&text)));
            }
            Effect::Keep(change) => {
                if let Some(keeper) = &mut self.keeper {
                    keeper.keep(change);
                }
            }
            Effect::Suspend => return Flow::Suspend,
            Effect::Quit => return Flow::Quit,
            Effect::Crash => return Flow::Crash,
        }
        Flow::Continue
    }
}
