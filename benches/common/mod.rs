//! The browser without terminal and AWS: the real `update` and the real
//! drawing, with answers made up here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench may fail so")]
#![allow(dead_code, reason = "each bench uses a part of it")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use ipb::core::app::App;
use ipb::core::config::{Settings, ThemeName};
use ipb::core::domain::{InstanceProfile, PolicyDocument, Role, Timestamp};
use ipb::core::key::Key;
use ipb::core::msg::{Answer, Effect, Msg, Page, Read, Ticket};
use ipb::core::session::{KeySource, SessionFacts, SessionId, Target};
use ipb::core::text::ENGLISH;
use ipb::core::update::update;
use ipb::ui::{self, input::Inputs, theme::Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// AWS's largest page.
pub const PAGE: usize = 1000;
const NOW: Timestamp = Timestamp(1_793_534_400);

pub struct Browser {
    pub app: App,
    session: SessionId,
    page: Option<Ticket>,
    slice: Option<Ticket>,
    terminal: Terminal<TestBackend>,
    inputs: Inputs,
    theme: Theme,
}

impl Browser {
    /// Connected, and waiting for the first page.
    pub fn new() -> Self {
        let app = App::new(&ENGLISH, Settings::default(), Target::default(), NOW).unwrap();
        let mut browser = Self {
            app,
            session: SessionId(0),
            page: None,
            slice: None,
            terminal: Terminal::new(TestBackend::new(120, 40)).unwrap(),
            inputs: Inputs::default(),
            theme: Theme::new(ThemeName::Dark),
        };
        browser.take(Msg::Start { width: 120, height: 40 });
        let session = browser.app.connection.attempt.as_ref().unwrap().id;
        let facts = SessionFacts {
            aws_profile: None,
            region: "us-east-1".into(),
            region_assumed: false,
            endpoint: None,
            demo: false,
            source: KeySource::Files,
            expires: None,
        };
        browser.session = session;
        browser.take(Msg::Connected { session, result: Ok(facts) });
        browser
    }

    /// With so many profiles, and nothing left to do.
    pub fn with(profiles: usize) -> Self {
        let mut browser = Self::new();
        for from in (0..profiles).step_by(PAGE) {
            browser.page(from, PAGE.min(profiles - from), from + PAGE < profiles);
            browser.finish();
        }
        browser
    }

    /// A page comes.
    pub fn page(&mut self, from: usize, size: usize, more: bool) {
        let items = (from..from + size).map(profile).collect();
        self.answer(items, more);
    }

    pub fn answer(&mut self, items: Vec<InstanceProfile>, more: bool) {
        // Each page has a marker of its own: one that comes again is no list's.
        let next = more.then(|| items.last().map_or("more", |last| &last.name).to_owned());
        let page = Page { items, next };
        let ticket = self.page.take().expect("a page is asked for");
        let answer = Answer::InstanceProfiles(Ok(page));
        self.take(Msg::Answer { session: self.session, ticket, answer });
    }

    pub fn take(&mut self, msg: Msg) {
        for effect in update(&mut self.app, NOW, msg) {
            match effect {
                Effect::Read { ticket, call: Read::InstanceProfiles { .. }, .. } => {
                    self.page = Some(ticket);
                }
                Effect::GoOn(ticket) => self.slice = Some(ticket),
                _ => {}
            }
        }
        self.inputs.follow(&self.app);
    }

    pub fn key(&mut self, name: &str) {
        self.take(Msg::Key(Key::parse(name).unwrap()));
    }

    /// Types into the filter, which must be open.
    pub fn filter(&mut self, text: &str) {
        let field = self.app.filter_field.expect("the filter is open");
        self.take(Msg::Edited { field, text: text.to_owned() });
    }

    pub fn draw(&mut self) {
        let (app, inputs, theme) = (&self.app, &self.inputs, &self.theme);
        self.terminal.draw(|frame| ui::draw(frame, app, inputs, theme)).unwrap();
    }

    /// The next slice of work with its frame, as the loop does it; returns
    /// whether there was one.
    pub fn slice(&mut self) -> bool {
        let Some(ticket) = self.slice.take() else { return false };
        self.take(Msg::GoOn(ticket));
        self.draw();
        true
    }

    pub fn finish(&mut self) {
        while self.slice() {}
    }
}

pub fn time(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

/// The texts of a filter as one types and erases them.
pub fn typed() -> impl Iterator<Item = String> {
    ["prod", "pay led eu", "!staging west", "role:payments-ledger-prod", "path:/app/ sea", "zzz"]
        .into_iter()
        .flat_map(|text| {
            let longer = (1..=text.len()).map(move |end| text[..end].to_owned());
            longer.chain((0..text.len()).rev().step_by(3).map(move |end| text[..end].to_owned()))
        })
}

/// Profiles as a company has them: a few hundred roles, shared by the
/// profiles of regions and numbers.
pub fn profile(number: usize) -> InstanceProfile {
    const TEAMS: [&str; 8] =
        ["payments", "search", "shipping", "catalogue", "accounts", "mail", "data", "platform"];
    const SERVICES: [&str; 7] = ["api", "ledger", "worker", "cache", "indexer", "gateway", "cron"];
    const STAGES: [&str; 3] = ["dev", "staging", "prod"];
    const REGIONS: [&str; 4] = ["us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1"];
    // As AWS sends them in the order of their names, the numbers count last.
    let team = TEAMS[number * 7 % TEAMS.len()];
    let role = format!(
        "{team}-{}-{}",
        SERVICES[number / 3 % SERVICES.len()],
        STAGES[number % STAGES.len()]
    );
    let name = format!("{role}-{}-{number:06}", REGIONS[number / 5 % REGIONS.len()]);
    let path = format!("/app/{team}/");
    let role_id = format!("AROA{}", role.replace('-', "").to_uppercase());
    let trust = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
    let role = Role {
        id: role_id.into(),
        arn: format!("arn:aws:iam::123456789012:role{path}{role}").into(),
        name: role.into(),
        path: path.clone().into(),
        created: Timestamp(1_600_000_000),
        trust_policy: Some(PolicyDocument::from_answer(trust)),
        description: None,
        max_session_duration: None,
        permissions_boundary: None,
        last_used: None,
        tags: None,
    };
    InstanceProfile {
        id: format!("AIPA{number:017}").into(),
        arn: format!("arn:aws:iam::123456789012:instance-profile{path}{name}").into(),
        name: name.into(),
        path: path.into(),
        created: Timestamp(1_600_000_000 + (number * 7919 % 100_000) as i64),
        roles: vec![Arc::new(role)],
        tags: None,
    }
}
