//! Presses keys and reads the screen, as a person would.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use ipb::aws::Calls;
use ipb::aws::session::{Connector, Simulated};
use ipb::core::app::App;
use ipb::core::config::{Settings, ThemeName, Where};
use ipb::core::domain::Timestamp;
use ipb::core::error::CredentialTrouble;
use ipb::core::key::Key;
use ipb::core::msg::{CopyWay, Msg};
use ipb::core::session::{AwsProfile, AwsProfileKind, KeySource, Target};
use ipb::core::text::ENGLISH;
use ipb::demo::{Account, Faults, Options};
use ipb::host::journal::Journal;
use ipb::run::{Engine, Flow};
use ipb::ui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

/// 2026-11-01 12:00 UTC: the time on every test's clock.
pub const NOW: Timestamp = Timestamp(1_793_534_400);

/// A small account: a profile whose role trusts EC2, one whose role does not,
/// and one without a role.
pub const THREE: &str = r#"
    [[role]]
    name = "web"
    description = "Serves the shop"
    tags = { Team = "shop" }
    [[role]]
    name = "jobs"
    trust = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}}'
    [[profile]]
    name = "alpha"
    role = "web"
    tags = { Stage = "prod", Owner = "shop team" }
    [[profile]]
    name = "beta"
    path = "/batch/"
    role = "jobs"
    [[profile]]
    name = "gamma"
"#;

/// The browser with its simulated account.
pub struct Browser {
    pub engine: Engine,
    pub account: Account,
    /// What was copied last.
    pub copied: Arc<Mutex<Option<String>>>,
    /// What was written down of changes.
    pub journal: Journal,
    keys: Arc<Mutex<Keys>>,
    size: (u16, u16),
}

/// The keys that the next connection finds.
enum Keys {
    Identity(String),
    AccessKey(String),
    Missing(CredentialTrouble),
}

/// How a browser is opened.
pub struct Opening {
    account: Account,
    settings: Settings,
    keys: Keys,
    life: Option<Duration>,
    place: Option<String>,
    aws_profiles: Vec<AwsProfile>,
    journal: Journal,
    aws_read_only: Option<Where>,
    demo: bool,
    size: (u16, u16),
}

/// The demo's own account.
pub fn demo() -> Opening {
    on(Account::builtin(&Options::default()).unwrap())
}

/// A small account of the test's own, as `assets/demo/README.md` describes it.
pub fn account(toml: &str) -> Opening {
    on(Account::from_toml(&[toml], &Options::default()).unwrap())
}

pub fn on(account: Account) -> Opening {
    let keys = Keys::Identity(account.identities()[0].name.clone());
    let aws_profiles = [("work", AwsProfileKind::Sso), ("lab", AwsProfileKind::Keys)];
    let aws_profiles = aws_profiles.map(|(name, kind)| AwsProfile {
        name: name.into(),
        region: Some("eu-west-1".into()),
        kind,
    });
    Opening {
        account,
        settings: Settings::default(),
        keys,
        life: None,
        place: None,
        aws_profiles: aws_profiles.into(),
        journal: Journal::in_memory(),
        aws_read_only: None,
        demo: true,
        size: (120, 40),
    }
}

impl Opening {
    pub fn faults(self, faults: &[&str]) -> Self {
        self.account.set_faults(parse(faults));
        self
    }

    pub fn settings(self, settings: Settings) -> Self {
        Self { settings, ..self }
    }

    pub fn with_identity(self, name: &str) -> Self {
        Self { keys: Keys::Identity(name.to_owned()), ..self }
    }

    pub fn without_keys(self, trouble: CredentialTrouble) -> Self {
        Self { keys: Keys::Missing(trouble), ..self }
    }

    /// The keys end so long from now, by the real clock: the SDK looks at it.
    pub fn keys_for(self, life: Duration) -> Self {
        Self { life: Some(life), ..self }
    }

    /// As `ipb TEXT` does.
    pub fn going_to(self, text: &str) -> Self {
        Self { place: Some(text.to_owned()), ..self }
    }

    /// The AWS profiles of the configuration files.
    pub fn aws_profiles(self, aws_profiles: Vec<AwsProfile>) -> Self {
        Self { aws_profiles, ..self }
    }

    /// Only the layer that talks to AWS knows that nothing may be changed.
    pub fn aws_read_only(self, rules: Where) -> Self {
        Self { aws_read_only: Some(rules), ..self }
    }

    /// As if it were started for AWS, with an AWS profile that is not there.
    pub fn started_for_aws(self) -> Self {
        Self { demo: false, ..self }
    }

    /// Writes changes down there.
    pub fn journal(self, journal: Journal) -> Self {
        Self { journal, ..self }
    }

    pub fn size(self, width: u16, height: u16) -> Self {
        Self { size: (width, height), ..self }
    }

    /// Opens it and waits until nothing is under way.
    pub async fn open(self) -> Browser {
        let mut browser = self.start();
        browser.until_idle().await;
        browser
    }

    /// Opens it without waiting.
    pub fn start(self) -> Browser {
        let keys = Arc::new(Mutex::new(self.keys));
        let life = self.life;
        let (handed, account) = (Arc::clone(&keys), self.account.clone());
        let simulate = move |_: &Target| {
            let key = match &*handed.lock().unwrap() {
                Keys::Missing(trouble) => return Err(trouble.clone()),
                Keys::AccessKey(id) => (id.clone(), None),
                Keys::Identity(name) => {
                    let identity = account.identity(name).unwrap();
                    (identity.access_key_id.clone(), identity.session_token.clone())
                }
            };
            let until = life.map(|life| SystemTime::now() + life);
            let credentials = Credentials::new(key.0, "a secret", key.1, until, "test");
            Ok(Simulated { http_client: account.http_client(), credentials })
        };
        let aws_profile = (!self.demo).then(|| "no such profile".to_owned());
        let target = Target { demo: self.demo, aws_profile, ..Target::default() };
        let read_only = self.aws_read_only.unwrap_or(self.settings.read_only_where());
        let mut app = App::new(&ENGLISH, self.settings, target, NOW).unwrap();
        if let Some(text) = self.place {
            app.go_to(text, true).unwrap();
        }
        let engine = Engine::new(
            app,
            Connector::new(Arc::new(simulate), Calls::nowhere()).read_only(read_only),
            self.aws_profiles,
        );
        let engine = engine.with_clock(if life.is_some() { ipb::aws::now } else { || NOW });
        let copied = Arc::new(Mutex::new(None));
        let into = Arc::clone(&copied);
        let engine = engine.with_clipboard(Arc::new(move |text| {
            *into.lock().unwrap() = Some(text.to_owned());
            Ok(CopyWay::Terminal)
        }));
        let journal = self.journal;
        let engine = engine.with_journal(Some(journal.clone()));
        let (account, size) = (self.account, self.size);
        let mut browser = Browser { engine, account, copied, journal, keys, size };
        let (width, height) = self.size;
        browser.engine.handle(Msg::Start { width, height });
        browser
    }
}

impl Browser {
    /// Goes on until no call and no timer is under way.
    pub async fn until_idle(&mut self) {
        while self.engine.is_busy() {
            // An answer that never comes ends the test.
            let next = tokio::time::timeout(Duration::from_secs(3600), self.engine.next());
            let msg = next.await.expect("an answer in time").unwrap();
            self.engine.handle(msg);
        }
    }

    /// Takes in one message, so that the state in between can be looked at.
    pub async fn one_message(&mut self) {
        let next = tokio::time::timeout(Duration::from_secs(3600), self.engine.next());
        let msg = next.await.expect("a message").unwrap();
        self.engine.handle(msg);
    }

    /// Takes in what comes within so long.
    pub async fn for_a_while(&mut self, time: Duration) {
        let end = tokio::time::Instant::now() + time;
        while let Ok(msg) = tokio::time::timeout_at(end, self.engine.next()).await {
            self.engine.handle(msg.unwrap());
        }
    }

    /// Goes on until an action has reached the account so often, and no
    /// further: what comes after it is still under way.
    pub async fn until_called(&mut self, action: &str, times: usize) {
        for _ in 0..60_000 {
            self.engine.catch_up(Flow::Continue);
            if self.calls(action) >= times {
                return;
            }
            // Timers need the clock to move on; calls only need their turn.
            tokio::time::advance(Duration::from_millis(1)).await;
        }
        panic!("{action} was not called {times} times:\n{}", self.screen());
    }

    /// Presses keys by their names, as `Down` or `Ctrl-C`, and waits.
    pub async fn press(&mut self, keys: &[&str]) -> Flow {
        let mut flow = Flow::Continue;
        for key in keys {
            flow = self.engine.key(Key::parse(key).expect("a known key"));
        }
        self.until_idle().await;
        flow
    }

    /// Types text, a key for each character, and waits.
    pub async fn write(&mut self, text: &str) {
        for c in text.chars() {
            self.engine.key(Key::plain(ipb::core::key::KeyCode::Char(c)));
        }
        self.until_idle().await;
    }

    pub async fn paste(&mut self, text: &str) {
        self.engine.paste(text);
        self.until_idle().await;
    }

    pub async fn resize(&mut self, width: u16, height: u16) {
        self.resized(width, height);
        self.until_idle().await;
    }

    /// The window has another size; what is under way stays so.
    pub fn resized(&mut self, width: u16, height: u16) {
        self.size = (width, height);
        self.engine.handle(Msg::Resize { width, height });
    }

    /// The session in use has its keys from there.
    pub fn keys_from(&mut self, source: KeySource) {
        self.engine.app.connection.current.as_mut().unwrap().facts.source = source;
    }

    /// The next connection finds these keys.
    pub fn replace_keys(&self, access_key_id: &str) {
        *self.keys.lock().unwrap() = Keys::AccessKey(access_key_id.to_owned());
    }

    /// The next connection finds an identity's keys.
    pub fn become_identity(&self, name: &str) {
        *self.keys.lock().unwrap() = Keys::Identity(name.to_owned());
    }

    /// The next connection finds no usable keys.
    pub fn lose_keys(&self, trouble: CredentialTrouble) {
        *self.keys.lock().unwrap() = Keys::Missing(trouble);
    }

    /// What a changed credentials file brings about.
    pub fn reconnect(&mut self) {
        let target = self.engine.app.connection.target.clone();
        let effects = ipb::core::connection::connect(&mut self.engine.app, target);
        self.engine.perform(effects);
    }

    pub fn faults(&self, faults: &[&str]) {
        self.account.set_faults(parse(faults));
    }

    /// How often an action reached the account.
    pub fn calls(&self, action: &str) -> usize {
        self.account.calls().iter().filter(|call| call.action == action).count()
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.screen_in(&Theme::new(ThemeName::Dark))
    }

    pub fn screen_in(&self, theme: &Theme) -> String {
        text(&self.cells_in(theme))
    }

    /// The screen with its styles.
    pub fn cells_in(&self, theme: &Theme) -> Buffer {
        let (width, height) = self.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| self.engine.draw(frame, theme)).unwrap();
        terminal.backend().buffer().clone()
    }

    /// Draws on a terminal of another size than the program knows of.
    pub fn draw_on(&self, width: u16, height: u16) {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        let theme = Theme::new(ThemeName::Dark);
        terminal.draw(|frame| self.engine.draw(frame, &theme)).unwrap();
    }

    /// The screen must show the text; a break between two rows counts as a space.
    #[track_caller]
    pub fn sees(&self, wanted: &str) {
        let screen = self.screen();
        assert!(flat(&screen).contains(wanted), "{wanted:?} is not on the screen:\n{screen}");
    }

    /// The text must stand in the dialog, whatever is beside it; of two that
    /// lie over each other, in the upper one.
    #[track_caller]
    pub fn dialog_says(&self, wanted: &str) {
        let screen = self.screen();
        let rows = screen.lines().filter_map(|row| {
            let parts: Vec<_> = row.split('║').collect();
            (parts.len() > 1).then(|| parts[parts.len() / 2])
        });
        let said = flat(&rows.collect::<Vec<_>>().join("\n"));
        assert!(said.contains(wanted), "{wanted:?} is not in the dialog:\n{screen}");
    }

    /// The text must stand in the details on the right, as they are when wide.
    #[track_caller]
    pub fn details_say(&self, wanted: &str) {
        let screen = self.screen();
        let rows = screen.lines().filter_map(|row| row.rsplit(['│', '┃']).nth(1));
        let said = flat(&rows.collect::<Vec<_>>().join("\n"));
        assert!(said.contains(wanted), "{wanted:?} is not in the details:\n{screen}");
    }

    #[track_caller]
    pub fn does_not_see(&self, unwanted: &str) {
        let screen = self.screen();
        assert!(!flat(&screen).contains(unwanted), "{unwanted:?} is on the screen:\n{screen}");
    }
}

fn parse(faults: &[&str]) -> Faults {
    Faults::parse(&faults.iter().map(|&fault| fault.to_owned()).collect::<Vec<_>>()).unwrap()
}

/// The cells as text; the second cell of a wide character is skipped.
fn text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut row = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += u16::try_from(symbol.width().max(1)).unwrap();
        }
        text.push_str(row.trim_end());
        text.push('\n');
    }
    text
}

/// The text without frames and without the breaks of rows.
fn flat(screen: &str) -> String {
    let words = screen.replace(|c: char| "│┃║█┌┐└┘─━┏┓┗┛╔╗╚╝═".contains(c), " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
