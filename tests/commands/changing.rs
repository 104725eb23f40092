//! Changes from scripts: what is shown, what is sent, who may confirm, what is
//! written down, and how it ends.

use std::path::PathBuf;

use serde_json::Value;

use crate::common::{Ended, Home, Served, serve_demo};
use crate::standin::{Asked, StandIn};

/// The served account, and a home whose keys it accepts; everything that is
/// asked of it is noted.
pub struct Account {
    pub served: Served,
    pub door: StandIn,
    pub home: Home,
}

/// The action that a request asks for.
pub fn action(asked: &Asked) -> String {
    let text = asked.text();
    let parts = text.split('&').find_map(|part| part.strip_prefix("Action="));
    parts.unwrap_or_default().to_owned()
}

impl Account {
    pub fn new(args: &[&str]) -> Self {
        let served = serve_demo(args);
        let door = StandIn::before(&served.address);
        Self::behind(served, door)
    }

    pub fn behind(served: Served, door: StandIn) -> Self {
        let home = Home::new().with_keys().with("AWS_ENDPOINT_URL", &door.url);
        // A lost answer is looked into by the program, not by the SDK.
        let home = home.with("AWS_MAX_ATTEMPTS", 1);
        Self { served, door, home }
    }

    pub fn run(&self, args: &[&str]) -> Ended {
        self.home.run(args)
    }

    /// The changing calls so far.
    pub fn changes(&self) -> Vec<String> {
        let reads = ["Get", "List"];
        let actions = self.door.asked();
        let actions = actions.iter().map(action);
        actions.filter(|action| !reads.iter().any(|read| action.starts_with(read))).collect()
    }

    pub fn journal(&self) -> PathBuf {
        self.home.path(".local/state/ipb/journal.jsonl")
    }

    /// The journal's lines by their kinds.
    pub fn story(&self) -> Vec<String> {
        let text = std::fs::read_to_string(self.journal()).unwrap_or_default();
        let kind = |line: &str| {
            let line: Value = serde_json::from_str(line).unwrap();
            line["kind"].as_str().unwrap().to_owned()
        };
        text.lines().map(kind).collect()
    }

    /// What the account itself holds, past the program under test.
    pub fn profile(&self, name: &str) -> Option<Value> {
        let ended = self.home.run(&[
            "--endpoint-url",
            &self.served.address,
            "show",
            name,
            "--output",
            "json",
        ]);
        let value: Value = serde_json::from_str(&ended.out).ok()?;
        Some(value["InstanceProfile"].clone())
    }

    pub fn role(&self, name: &str) -> Option<String> {
        let role = self.profile(name)?["Roles"][0]["RoleName"].clone();
        role.as_str().map(ToOwned::to_owned)
    }
}

#[test]
fn a_dry_run_shows_everything_and_sends_nothing() {
    let account = Account::new(&[]);
    for (args, shown) in [
        (&["attach", "acme-empty", "acme-web"][..], "add-role-to-instance-profile"),
        (&["replace", "acme-web", "LabRole"], "remove-role-from-instance-profile"),
        (&["detach", "acme-web"], "remove-role-from-instance-profile"),
        (&["tag", "acme-web", "New=1"], "tag-instance-profile"),
        (&["untag", "acme-web", "Team"], "untag-instance-profile"),
        (&["create", "brand-new", "--role", "acme-web"], "create-instance-profile"),
        (&["create", "brand-new", "--new-role", "brand-new"], "create-role"),
        (&["delete", "acme-web"], "delete-instance-profile"),
    ] {
        let ended = account.run(&[args, &["--dry-run"]].concat());
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{args:?}");
        assert!(ended.out.contains(&format!("aws iam --endpoint-url {}", account.door.url)));
        assert!(ended.out.contains(shown), "{}", ended.out);
        assert!(ended.out.contains("Account 123456789012 (acme-demo), as Admin/you"));
        assert!(ended.out.ends_with("A dry run: nothing was sent.\n"), "{}", ended.out);
    }
    assert_eq!(account.changes(), [""; 0]);
    assert!(!account.journal().exists());
    // What has to be known before is there as well.
    let ended = account.run(&["replace", "acme-web", "LabRole", "--dry-run"]);
    for text in [
        "role: acme-web → (no role)",
        "if it fails: Put role acme-web into acme-web",
        "iam:PassRole on LabRole, acme-web. That was not checked",
        "Policies with LabRole instead of acme-web:",
        "this version does not look at EC2",
    ] {
        assert!(ended.out.contains(text), "{text}: {}", ended.out);
    }
}

#[test]
fn every_change_is_made_and_written_down_and_told_by_its_status() {
    let account = Account::new(&[]);
    let done = |args: &[&str]| {
        let ended = account.run(&[args, &["--yes"]].concat());
        assert_eq!(ended.code, 0, "{args:?}: {} {}", ended.out, ended.err);
        assert!(ended.out.contains(": done\n"), "{}", ended.out);
    };
    done(&["create", "brand-new", "--path", "/app/", "--tag", "Team=shop", "--role", "acme-web"]);
    let made = account.profile("brand-new").unwrap();
    assert_eq!(made["Path"], "/app/");
    assert_eq!(made["Tags"][0]["Value"], "shop");
    assert_eq!(account.role("brand-new").as_deref(), Some("acme-web"));
    done(&["replace", "brand-new", "LabRole"]);
    assert_eq!(account.role("brand-new").as_deref(), Some("LabRole"));
    done(&["detach", "brand-new"]);
    assert_eq!(account.role("brand-new"), None);
    done(&["attach", "brand-new", "ACME-web"]);
    assert_eq!(account.role("brand-new").as_deref(), Some("acme-web"));
    done(&["tag", "brand-new", "Team=pay", "Cost center=1=2"]);
    done(&["untag", "brand-new", "Team", "not there"]);
    let tags = account.profile("brand-new").unwrap()["Tags"].clone();
    assert_eq!(tags, serde_json::json!([{ "Key": "Cost center", "Value": "1=2" }]));
    done(&["delete", "brand-new"]);
    assert_eq!(account.profile("brand-new"), None);
    let all = account.story();
    assert_eq!(all[..6], ["plan", "before", "after", "before", "after", "end"]);
    assert_eq!(all.iter().filter(|kind| *kind == "plan").count(), 7);
    assert_eq!(all.iter().filter(|kind| *kind == "before").count(), account.changes().len());
    let text = std::fs::read_to_string(account.journal()).unwrap();
    assert!(!text.contains("nothing/secret") && text.contains("\"requestId\""), "{text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(account.journal()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn attach_takes_no_role_out_and_replace_puts_none_into_an_empty_profile() {
    let account = Account::new(&[]);
    let ended = account.run(&["attach", "acme-web", "LabRole", "--yes"]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains("`ipb replace` puts another role into its place"), "{}", ended.out);
    let ended = account.run(&["replace", "acme-empty", "LabRole", "--yes"]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains("holds no role: `ipb attach` puts one in"), "{}", ended.out);
    assert_eq!(account.changes(), [""; 0]);
    // Of several, the others are done.
    let ended = account.run(&["attach", "acme-web", "acme-empty", "LabRole", "--yes"]);
    assert_eq!(ended.code, 6, "{}", ended.out);
    assert_eq!(account.changes(), ["AddRoleToInstanceProfile"]);
    // That very role again is no failure: a script may be run twice.
    let ended = account.run(&["attach", "acme-empty", "LabRole", "--yes"]);
    assert_eq!(ended.code, 0);
    assert!(ended.out.ends_with("There is nothing to do.\n"), "{}", ended.out);
}

#[test]
fn nobody_is_asked_where_nobody_is_there() {
    let account = Account::new(&[]);
    let ended = account.run(&["detach", "acme-web"]);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    assert!(ended.err.contains("stdin is no terminal") && ended.err.contains("--yes"));
    assert_eq!(account.changes(), [""; 0]);
    assert!(!account.journal().exists());
}

#[test]
fn what_breaks_a_rule_of_awss_is_refused_before_any_call() {
    let account = Account::new(&[]);
    let policy = account.home.write("trust.json", "{\"Statement\": []}");
    let names = account.home.write("names.txt", "acme-web\n\nACME-WEB\n");
    let (policy, names) = (policy.to_str().unwrap(), names.to_str().unwrap());
    for (args, said) in [
        (&["attach", "a b", "r", "--yes"][..], "can't have a space (character 2)"),
        (&["attach", "arn:aws:iam::1:instance-profile/a", "r", "--yes"], "give the name"),
        (&["attach", "only-one", "--yes"], "and last the role"),
        (&["attach", "acme-web", "acme-web", "r", "--yes"], "acme-web is named twice"),
        (&["detach", "--profiles-from", names, "--yes"], "ACME-WEB is named twice"),
        (&["detach", "--profiles-from", "gone.txt", "--yes"], "gone.txt can't be read"),
        (&["detach", "acme-web", "--profiles-from", names, "--yes"], "give no other profile"),
        (&["tag", "acme-web", "--yes"], "at least one tag"),
        (&["tag", "acme-web", "Team", "--yes"], "is no tag"),
        (&["tag", "acme-web", "a;=1", "--yes"], "can't have ';'"),
        (&["tag", "acme-web", "aws:a=1", "--yes"], "aws:"),
        (&["tag", "acme-web", "a=1", "a=2", "--yes"], "the same key"),
        (&["create", "x", "--path", "app", "--yes"], "must begin with a slash"),
        (&["create", "x", "--new-role", "y", "--trust", policy, "--yes"], "needs a Statement"),
        (&["create", "x", "--new-role", "y", "--policy", "Admin", "--yes"], "no ARN of a managed"),
        (&["create", "x", "--policy", "arn:aws:iam::aws:policy/A", "--yes"], "--new-role"),
        (&["detach", "acme-web", "--dry-run", "--yes"], "cannot be used with"),
    ] {
        let ended = account.run(args);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{args:?}: {}", ended.err);
        assert!(ended.err.contains(said), "{args:?}: {}", ended.err);
    }
    assert_eq!(account.door.asked().len(), 0);
}

#[test]
fn read_only_refuses_in_each_of_its_ways_and_still_shows_a_plan() {
    for config in [
        "",
        "read_only = true\n",
        "[profiles.default]\nread_only = true\n",
        "[accounts.123456789012]\nread_only = true\n",
    ] {
        let account = Account::new(&[]);
        account.home.write(".config/ipb/config.toml", config);
        let option: &[&str] = if config.is_empty() { &["--read-only"] } else { &[] };
        let ended = account.run(&[option, &["delete", "acme-web", "--yes"]].concat());
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{config}");
        assert!(ended.err.starts_with("ipb: Read-only: nothing is changed in account 1234"));
        let ended = account.run(&[option, &["delete", "acme-web", "--dry-run"]].concat());
        assert_eq!(ended.code, 0, "{config}");
        assert_eq!(account.changes(), [""; 0]);
    }
}

#[test]
fn a_protected_account_must_be_named() {
    let account = Account::new(&[]);
    account.home.write(".config/ipb/config.toml", "[accounts.123456789012]\nprotected = true\n");
    let detach = |more: &[&str]| account.run(&[&["detach", "acme-web"], more].concat());
    let ended = detach(&["--yes"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("--confirm-account 123456789012"), "{}", ended.err);
    let ended = detach(&["--yes", "--confirm-account", "210987654321"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("these keys belong to account 123456789012"), "{}", ended.err);
    // The name alone is no yes.
    assert_eq!(detach(&["--confirm-account", "123456789012"]).code, 2);
    assert_eq!(account.changes(), [""; 0]);
    assert_eq!(detach(&["--yes", "--confirm-account", "acme-demo"]).code, 0);
    let ended = account.run(&[
        "attach",
        "acme-web",
        "acme-web",
        "--yes",
        "--confirm-account",
        "123456789012",
    ]);
    assert_eq!((ended.code, account.changes().len()), (0, 2));
}

#[test]
fn the_status_tells_a_script_what_became_of_it() {
    let account = Account::new(&[]);
    assert_eq!(account.run(&["detach", "no-such-profile", "--yes"]).code, 3);
    assert_eq!(account.run(&["attach", "acme-empty", "no-such-role", "--yes"]).code, 3);
    let ended = account.run(&["create", "ACME-web", "--yes"]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains("there is a profile acme-web already"), "{}", ended.out);
    assert_eq!(account.changes(), [""; 0]);
    // A part of it.
    assert_eq!(account.run(&["detach", "acme-web", "no-such-profile", "--yes"]).code, 6);
    let account = Account::new(&["--demo-fault", "deny=PassRole"]);
    let ended = account.run(&["attach", "acme-empty", "acme-web", "--yes"]);
    assert_eq!(ended.code, 4, "{}", ended.out);
    assert!(ended.out.contains("iam:PassRole"), "{}", ended.out);
    // Refused in the second half: the role that was there is put back; the
    // demo denies that as well, and the command that mends it is told.
    let ended = account.run(&["replace", "acme-web", "LabRole", "--yes"]);
    assert_eq!(ended.code, 6, "{}", ended.out);
    assert!(ended.out.contains("could NOT be put back"), "{}", ended.out);
    assert!(ended.out.contains("This mends it: aws iam --endpoint-url"), "{}", ended.out);
    let account = Account::new(&["--demo-fault", "expire-after-calls=3"]);
    let ended = account.run(&["detach", "acme-web", "--yes"]);
    assert_eq!(ended.code, 5, "{} {}", ended.out, ended.err);
}

#[test]
fn json_is_one_document_for_plans_and_for_outcomes() {
    let account = Account::new(&[]);
    let json = |args: &[&str]| -> (i32, Value) {
        let ended = account.run(&[args, &["--output", "json"]].concat());
        (ended.code, serde_json::from_str(&ended.out).unwrap())
    };
    let (code, plan) = json(&["delete", "acme-web", "gone", "--dry-run"]);
    assert_eq!((code, &plan["DryRun"], &plan["Plan"]), (6, &Value::Bool(true), &Value::Null));
    assert_eq!(plan["Items"][0]["Steps"][1]["Call"]["action"], "iam:DeleteInstanceProfile");
    assert_eq!(plan["LeftOut"][0]["Name"], "gone");
    assert!(plan["Remarks"].as_array().unwrap().iter().any(|one| one["Severity"] == "danger"));
    assert!(!plan["Policies"][0]["Lost"].as_array().unwrap().is_empty());
    let (code, done) = json(&["delete", "acme-web", "--yes"]);
    assert_eq!((code, &done["Items"][0]["Outcome"]), (0, &Value::from("done")));
    assert_eq!((&done["Items"][0]["CallsMade"], &done["Purpose"]), (&2.into(), &"delete".into()));
    let ended = account.run(&["history", "--output", "json"]);
    let past: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!((&past[0]["Plan"], &past[0]["State"]), (&done["Plan"], &"done".into()));
    assert_eq!(past[0]["CanBeUndone"], true);
}

#[test]
fn names_come_from_a_file_and_from_a_pipe() {
    let account = Account::new(&[]);
    let names = account.home.write("names.txt", "acme-web\r\n\nacme-multilingual \n");
    let ended = account.run(&["tag", "--profiles-from", names.to_str().unwrap(), "K=v", "--yes"]);
    assert_eq!(ended.code, 0, "{} {}", ended.out, ended.err);
    assert_eq!(account.changes().len(), 2);
    let mut command = account.home.command(&["untag", "--profiles-from", "-", "K", "--yes"]);
    let file = std::fs::File::open(&names).unwrap();
    let output = command.stdin(file).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(account.changes().len(), 4);
}

#[test]
fn a_change_is_taken_back_by_its_plans_name() {
    let account = Account::new(&[]);
    let before = account.profile("acme-web").unwrap();
    let plan = |ended: &Ended| ended.out.rsplit_once("Plan: ").unwrap().1.trim().to_owned();
    let deleted = plan(&account.run(&["delete", "acme-web", "--yes"]));
    let ended = account.run(&["undo", &deleted, "--dry-run"]);
    assert!(ended.out.contains("acme-web comes back with another id"), "{}", ended.out);
    assert_eq!(account.profile("acme-web"), None);
    let ended = account.run(&["undo", &deleted, "--yes"]);
    assert_eq!(ended.code, 0, "{} {}", ended.out, ended.err);
    let after = account.profile("acme-web").unwrap();
    for key in ["Path", "Tags"] {
        assert_eq!(after[key], before[key]);
    }
    assert_eq!(account.role("acme-web").as_deref(), Some("acme-web"));
    assert_ne!(after["InstanceProfileId"], before["InstanceProfileId"]);
    // A second time there is nothing to take back: the name is taken.
    assert_eq!(account.run(&["undo", &deleted, "--yes"]).code, 1);
    assert_eq!(account.run(&["undo", "no-such-plan", "--yes"]).code, 3);
    // And the undo is a change as any other.
    let undone = plan(&ended);
    assert_eq!(account.run(&["undo", &undone, "--yes"]).code, 0);
    assert_eq!(account.profile("acme-web"), None);
    let ended = account.run(&["history"]);
    assert!(ended.out.contains("undo, 1 profile: done"), "{}", ended.out);
    // In another account, nothing of it is done.
    let lines = std::fs::read_to_string(account.journal()).unwrap();
    std::fs::write(account.journal(), lines.replace("123456789012", "210987654321")).unwrap();
    let changes = account.changes().len();
    let ended = account.run(&["undo", &deleted, "--yes"]);
    assert_eq!((ended.code, account.changes().len()), (2, changes));
    assert!(ended.err.contains("carried out in 210987654321"), "{}", ended.err);
}
