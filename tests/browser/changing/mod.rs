//! Changes: shown, confirmed, carried out, and what became of them.

mod confirming;
mod faults;
mod leaving;
mod many;
mod others;
mod read_only;
mod seen;

use ipb::core::change::Intent;
use ipb::core::changing;
use ipb::run::Flow;
use serde_json::Value;

use super::driver::{Browser, Opening, account};

/// Roles that EC2 may assume and one that it may not, and profiles with and
/// without one.
const ACCOUNT: &str = r#"
    alias = "acme-prod"
    [documents]
    some = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}'
    [[aws_policy]]
    name = "ReadOnlyAccess"
    documents = ["some"]
    [[aws_policy]]
    name = "AmazonSSMManagedInstanceCore"
    documents = ["some"]
    [[role]]
    name = "web"
    attached = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
    [[role]]
    name = "api"
    attached = ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]
    [[role]]
    name = "AWSServiceRoleForX"
    path = "/aws-service-role/x.amazonaws.com/"
    [[profile]]
    name = "alpha"
    role = "web"
    tags = { Stage = "prod" }
    [[profile]]
    name = "beta"
    role = "api"
    [[profile]]
    name = "gamma"
    [[profile]]
    name = "linked"
    role = "AWSServiceRoleForX"
"#;

fn acme() -> Opening {
    account(ACCOUNT)
}

/// The wish to put a role into a profile.
fn attach(profile: &str, role: &str) -> Intent {
    Intent::Attach { profiles: vec![profile.into()], role: role.into(), id: None }
}

impl Browser {
    /// Wishes for a change, as a form does at its end, and waits until it is
    /// shown.
    pub async fn propose(&mut self, intent: Intent) {
        let effects = changing::propose(&mut self.engine.app, intent);
        self.engine.perform(effects);
        self.until_idle().await;
    }

    /// Puts the cursor on the deed, and presses Enter.
    pub async fn confirm(&mut self) -> Flow {
        self.press(&["Down"]).await;
        self.press(&["Enter"]).await
    }

    /// The dialog must have this title.
    #[track_caller]
    pub fn titled(&self, title: &str) {
        let screen = self.screen();
        let frame = screen.lines().any(|row| row.contains(&format!("╔ {title} ═")));
        assert!(frame, "no dialog {title:?}:\n{screen}");
    }

    /// The role that the simulated account has in a profile; `-` for none, and
    /// `?` where there is no such profile.
    pub fn held(&self, name: &str) -> String {
        let profile = self.account.edit(|state| state.profile(name).cloned());
        profile
            .flatten()
            .map_or("?".into(), |profile| profile.role.map_or("-".into(), |role| role.to_string()))
    }

    /// Somebody else puts a role into a profile, or takes it out.
    fn somebody_puts(&self, role: Option<&str>, profile: &str) {
        self.account.edit(|state| {
            state.profile_mut(profile).unwrap().role = role.map(Into::into);
        });
    }

    /// How often something was changed at the account.
    pub fn changes(&self) -> usize {
        let reads = ["Get", "List", "Simulate"];
        let calls = self.account.calls();
        calls.iter().filter(|call| reads.iter().all(|read| !call.action.starts_with(read))).count()
    }

    /// The journal's lines, each by its kind and what it tells.
    pub fn story(&self) -> Vec<String> {
        let lines = self.journal.lines().unwrap();
        lines.iter().map(|line| told(&serde_json::from_str(line).unwrap())).collect()
    }

    /// A line of the journal, the last one of its kind.
    fn written(&self, kind: &str) -> Value {
        let lines = self.journal.lines().unwrap();
        let mut lines = lines.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.rfind(|line| line["kind"] == kind).unwrap()
    }
}

/// `before iam:DeleteInstanceProfile`, `after done`, `end done`.
fn told(line: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let kind = text(&line["kind"]);
    match &*kind {
        "plan" => format!("plan {}", text(&line["purpose"])),
        "before" | "putting-back" => {
            let action = text(&line["call"]["action"]);
            let action = action.trim_start_matches("iam:").trim_end_matches("InstanceProfile");
            format!("{kind} {action}")
        }
        "after" => match &line["error"]["code"] {
            Value::Null => format!("after {}", text(&line["outcome"])),
            code => format!("after {} {}", text(&line["outcome"]), text(code)),
        },
        "put-back" => match &line["outcome"]["code"] {
            Value::Null => format!("put-back {}", text(&line["outcome"])),
            code => format!("put-back {}", text(code)),
        },
        "end" => {
            let outcomes = line["outcomes"].as_array().unwrap();
            let outcomes: Vec<_> = outcomes.iter().map(text).collect();
            format!("end {}", outcomes.join(" "))
        }
        _ => kind,
    }
}
