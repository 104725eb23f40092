//! Changes: shown, confirmed, carried out, and what became of them.

mod confirming;

use serde_json::Value;

use super::driver::Browser;

/// Opens the confirm dialog by a key and waits until it takes keys.
impl Browser {
    /// Confirms as a person does: from Cancel one down, and Enter. The dialog
    /// must have this title.
    #[track_caller]
    pub fn titled(&self, title: &str) {
        let screen = self.screen();
        let frame = screen.lines().any(|row| row.contains(&format!("╔ {title} ═")));
        assert!(frame, "no dialog {title:?}:\n{screen}");
    }

    /// The role that the simulated account has in a profile.
    pub fn held(&self, profile: &str) -> Option<String> {
        let held = |state: &mut ipb::demo::State| {
            state.profile(profile).map(|profile| profile.role.as_ref().map(ToString::to_string))
        };
        self.account.edit(held).flatten().flatten()
    }

    /// The journal's lines, each by its kind and what it tells.
    pub fn story(&self) -> Vec<String> {
        let lines = self.journal.lines().unwrap();
        lines.iter().map(|line| told(&serde_json::from_str(line).unwrap())).collect()
    }
}

/// `before iam:DeleteInstanceProfile`, `after done`, `end done`.
fn told(line: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let kind = text(&line["kind"]);
    match &*kind {
        "plan" => format!("plan {}", text(&line["purpose"])),
        "before" | "putting-back" => format!("{kind} {}", text(&line["call"]["action"])),
        "after" => match &line["error"]["code"] {
            Value::Null => format!("after {}", text(&line["outcome"])),
            code => format!("after {} {}", text(&line["outcome"]), text(code)),
        },
        "put-back" => format!("put-back {}", text(&line["outcome"])),
        "end" => {
            let outcomes = line["outcomes"].as_array().unwrap();
            let outcomes: Vec<_> = outcomes.iter().map(text).collect();
            format!("end {}", outcomes.join(" "))
        }
        _ => kind,
    }
}
