//! The commands, as somebody types them: the real program on the demo's
//! account, in process and over loopback.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail so")]

mod common;

use std::io::{BufRead, BufReader, Read};
use std::time::{Duration, Instant};

use common::{Home, answering, calls, demo, ok, serve_demo, to_the_end};
use serde_json::Value;

/// How many profiles [`MANY`] makes: the demo's own number may change.
const PROFILES: usize = 350;
const MANY: [&str; 2] = ["--demo-profiles", "350"];
/// Those in four pages.
const SMALL_PAGES: [&str; 4] = ["--demo-profiles", "350", "--demo-page-limit", "100"];

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

// ---- the forms of output

#[test]
fn a_pipe_gets_one_tab_separated_line_for_each_profile() {
    let ended = demo(&["list", "--role", "LabRole"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert_eq!(
        ended.out,
        "LabInstanceProfile\tLabRole\t/\t2026-09-01T02:12:09+00:00\tAIPAPX4IQ74QTSTYPRWBO\t\
         arn:aws:iam::123456789012:instance-profile/LabInstanceProfile\n"
    );
}

#[test]
fn csv_has_a_header_and_quotes_what_needs_it() {
    let ended = demo(&["list", "--output", "csv", "--path-prefix", "/a/path/"]);
    let mut lines = ended.out.lines();
    let header = "InstanceProfileName,RoleName,Path,CreateDate,InstanceProfileId,Arn";
    assert_eq!(lines.next(), Some(header));
    // This name holds a comma.
    assert!(lines.next().unwrap().starts_with("\"A-profile-with-the-longest-name"));
    assert_eq!((ended.code, lines.count()), (0, 0));
}

#[test]
fn a_table_aligns_its_columns_and_says_what_has_no_role() {
    let ended = demo(&["list", "--output", "table", "--path-prefix", "/app/payments/"]);
    let lines: Vec<&str> = ended.out.lines().collect();
    let column = lines[0].find("Path").unwrap();
    assert!(lines[0].starts_with("Name ") && lines[0].contains("  Role ") && lines.len() > 10);
    assert!(lines[1..].iter().all(|line| line[column..].starts_with("/app/payments/  20")));
    assert!(ended.out.contains("(no role)"));
}

#[test]
fn json_has_the_shape_of_the_aws_cli() {
    let ended = demo(&[&MANY[..], &["list", "--output", "json"]].concat());
    assert!(ended.out.starts_with("{\n    \"InstanceProfiles\": [\n        {\n"), "4 spaces");
    let all: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(keys(&all), ["InstanceProfiles"]);
    let all = all["InstanceProfiles"].as_array().unwrap();
    assert_eq!(all.len(), PROFILES);
    let expected =
        ["Path", "InstanceProfileName", "InstanceProfileId", "Arn", "CreateDate", "Roles"];
    assert!(all.iter().all(|profile| keys(profile) == expected), "a list carries no Tags");
    let lab = all.iter().find(|p| p["InstanceProfileName"] == "LabInstanceProfile").unwrap();
    assert_eq!(lab["CreateDate"], "2026-09-01T02:12:09+00:00");
    let role = &lab["Roles"][0];
    let expected = ["Path", "RoleName", "RoleId", "Arn", "CreateDate", "AssumeRolePolicyDocument"];
    assert_eq!(keys(role), expected);
    assert_eq!(role["AssumeRolePolicyDocument"]["Statement"][0]["Effect"], "Allow");
}

#[test]
fn json_of_one_profile_has_its_tags_even_if_there_are_none() {
    let profile = |name: &str| -> Value {
        let ended = demo(&["show", name, "--output", "json"]);
        serde_json::from_str(&ended.out).unwrap()
    };
    let web = profile("acme-web");
    assert_eq!(keys(&web), ["InstanceProfile"]);
    let tags = web["InstanceProfile"]["Tags"].as_array().unwrap();
    assert!(tags.contains(&serde_json::json!({ "Key": "負責團隊", "Value": "前端工程組" })));
    let bare = profile("abandoned-2019");
    assert_eq!(bare["InstanceProfile"]["Tags"], serde_json::json!([]));
    assert_eq!(bare["InstanceProfile"]["Roles"], serde_json::json!([]));
}

#[test]
fn an_account_without_a_match_is_no_error() {
    let nothing = |format: &str| demo(&["list", "--path-prefix", "/none/", "--output", format]);
    assert_eq!(nothing("json").out, "{\n    \"InstanceProfiles\": []\n}\n");
    let table = nothing("table");
    assert_eq!((table.code, table.out.as_str()), (0, ""));
    assert!(table.err.contains("begins with /none/"));
    assert_eq!(nothing("text").out, "");
}

#[test]
fn pages_are_printed_as_they_come() {
    let latency = ["--demo-fault", "latency=400", "list"];
    let mut running = Home::new().start(&[&["--demo"], &SMALL_PAGES[..], &latency[..]].concat());
    let mut out = BufReader::new(running.stdout());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let first = Instant::now();
    out.read_to_string(&mut line).unwrap();
    // Three more pages had to come after the first.
    assert!(first.elapsed() >= Duration::from_millis(900));
    assert_eq!((line.lines().count(), running.code()), (PROFILES, 0));
}

// ---- which profile is meant

#[test]
fn a_name_an_arn_and_an_id_are_the_same_profile() {
    let arn = "arn:aws:iam::123456789012:instance-profile/app/acme-web-blue";
    let by_name = demo(&["show", "acme-web-blue", "--output", "json"]);
    assert!(by_name.out.contains(&format!("\"Arn\": \"{arn}\"")));
    let found: Value = serde_json::from_str(&by_name.out).unwrap();
    let id = found["InstanceProfile"]["InstanceProfileId"].as_str().unwrap().to_owned();
    assert_eq!(demo(&["show", arn, "--output", "json"]).out, by_name.out);
    let by_id = [&SMALL_PAGES[..], &["show", &id, "--output", "json"]].concat();
    assert_eq!(demo(&by_id).out, by_name.out);
}

#[test]
fn what_does_not_exist_ends_with_3_and_a_hint() {
    for name in [
        "no-such-profile",
        "arn:aws:iam::123456789012:instance-profile/other/path/acme-web-blue",
        "AIPAAAAAAAAAAAAAAAAAA",
    ] {
        let ended = demo(&["show", name]);
        assert_eq!((ended.code, ended.out.as_str()), (3, ""), "{name}");
        assert!(ended.err.starts_with("ipb: ") && ended.err.contains("`ipb list`"), "{name}");
    }
    let ended = demo(&["list", "--role", "no-such-role"]);
    assert_eq!(ended.code, 3);
    assert!(ended.err.contains("no role “no-such-role”"));
}

#[test]
fn what_names_no_profile_is_wrong_usage() {
    let ended = demo(&["show", "arn:aws:iam::123456789012:role/LabRole"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("not the ARN of an instance profile"));
    assert_eq!(demo(&["show", "a b"]).code, 2);
    assert_eq!(demo(&["list", "--path-prefix", "app"]).code, 2);
    assert_eq!(demo(&["list", "--output", "yaml"]).code, 2);
    assert_eq!(demo(&["list", "--tag", "=x"]).code, 2);
    assert_eq!(demo(&["list", "--role", "a role"]).code, 2);
}

#[test]
fn a_role_in_many_profiles_lists_them_over_all_pages() {
    let all = demo(&["list", "--role", "acme-web"]);
    assert!(all.out.lines().count() >= 3);
    assert!(all.out.lines().all(|line| line.split('\t').nth(1) == Some("acme-web")));
    let paged = demo(&["--demo-page-limit", "1", "list", "--role", "acme-web"]);
    assert_eq!(paged.out, all.out);
    let below = demo(&["list", "--role", "acme-web", "--path-prefix", "/app/"]);
    assert!(below.out.lines().count() < all.out.lines().count() && !below.out.is_empty());
}

// ---- tags

#[test]
fn a_list_asks_nothing_of_single_profiles_unless_told_to() {
    let count = |more: &[&str]| {
        let home = Home::new();
        let log = home.path("log");
        let logged = ["--demo", "--log", log.to_str().unwrap(), "--log-level", "debug"];
        let ended = home.run(&[&logged, &SMALL_PAGES[..], &["list"], more].concat());
        assert_eq!((ended.code, ended.err.as_str()), (0, ""));
        (calls(&log, "iam:ListInstanceProfiles"), calls(&log, "iam:GetInstanceProfile"))
    };
    assert_eq!(count(&[]), (4, 0));
    assert_eq!(count(&["--with-tags"]), (4, PROFILES));
}

#[test]
fn tags_are_printed_in_the_order_of_the_list() {
    let names = |args: &[&str]| -> Vec<String> {
        let ended = demo(args);
        ended.out.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
    };
    assert_eq!(names(&["list", "--with-tags"]), names(&["list"]));
    let ended = demo(&["list", "--with-tags", "--role", "LabRole"]);
    assert!(ended.out.trim_end().ends_with("\tcloudlab=c131415a2718281l7654321t1w123456789012"));
}

#[test]
fn all_tags_asked_for_must_match() {
    let count = |args: &[&str]| {
        let ended = demo(&[&["list", "--path-prefix", "/app/"], args].concat());
        assert_eq!((ended.code, ended.err.as_str()), (0, ""));
        assert!(!ended.out.contains('='), "tags are printed only when told to");
        ended.out.lines().count()
    };
    let (blue, web) = (count(&["--tag", "Color=blue"]), count(&["--tag", "Team=web"]));
    assert_eq!((blue, web), (1, 2));
    assert_eq!(count(&["--tag", "Color"]), 2);
    assert_eq!(count(&["--tag", "Color=blue", "--tag", "Team=web"]), 1);
    assert_eq!(count(&["--tag", "color"]), 0, "keys are case-sensitive");
    assert_eq!(count(&["--tag", "Team="]), 0, "an empty value is a value");
}

#[test]
fn tags_come_from_the_other_call_where_one_is_denied() {
    let denied = ["--demo-fault", "deny=GetInstanceProfile", "list", "--with-tags"];
    let (ended, usual) = (demo(&denied), demo(&["list", "--with-tags"]));
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert_eq!(ended.out, usual.out);
}

#[test]
fn tags_that_may_not_be_read_leave_the_rest_printed() {
    let faults = [
        "--demo-fault",
        "deny=GetInstanceProfile:3",
        "--demo-fault",
        "deny=ListInstanceProfileTags:3",
    ];
    let run = |args: &[&str]| demo(&[&MANY[..], &faults, args].concat());
    let text = run(&["list", "--with-tags"]);
    assert_eq!((text.code, text.out.lines().count()), (6, PROFILES));
    assert_eq!(text.out.lines().filter(|line| line.ends_with("\t?")).count(), 3);
    assert!(text.err.contains("3 instance profiles"));
    assert!(text.err.contains("iam:GetInstanceProfile or iam:ListInstanceProfileTags"));
    let json: Value =
        serde_json::from_str(&run(&["list", "--with-tags", "-o", "json"]).out).unwrap();
    let rows = json["InstanceProfiles"].as_array().unwrap();
    assert_eq!(rows.iter().filter(|row| row.get("Tags").is_none()).count(), 3);
    // Those that may have the tag or not are left out, and that is said.
    let filtered = run(&["list", "--tag", "no-such-tag"]);
    assert_eq!((filtered.code, filtered.out.as_str()), (6, ""));
    assert!(filtered.err.contains("3 instance profiles left out"));
}

// ---- failures

#[test]
fn a_denial_ends_with_4_and_names_the_action() {
    let ended = demo(&["--demo-fault", "deny=ListInstanceProfiles", "list"]);
    assert_eq!((ended.code, ended.out.as_str()), (4, ""));
    assert!(ended.err.starts_with("ipb: iam:ListInstanceProfiles is not allowed for you.\n"));
    assert_eq!(demo(&["--demo-fault", "deny-scp=GetInstanceProfile", "show", "acme-web"]).code, 4);
}

#[test]
fn a_role_that_may_not_be_read_is_only_less_to_show() {
    let show = ["show", "LabInstanceProfile", "--output", "table"];
    let full = demo(&show);
    assert!(full.out.contains("Last used     2026-09-30 08:41 UTC in us-east-1"));
    assert!(full.out.contains("EC2 may assume it") && full.out.contains("cloudlab"));
    let ended = demo(&[&["--demo-fault", "deny=GetRole"], &show[..]].concat());
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert!(ended.out.contains("iam:GetRole is not allowed for you."));
    assert!(ended.out.contains("EC2 may assume it") && !ended.out.contains("Last used"));
}

#[test]
fn keys_that_expire_within_a_list_leave_what_was_printed() {
    let list = |format: &str| {
        let faults = ["--demo-fault", "expire-after-calls=2", "list", "--output", format];
        let ended = demo(&[&SMALL_PAGES[..], &faults].concat());
        assert_eq!(ended.code, 5, "{format}");
        assert!(ended.err.starts_with("ipb: The temporary keys have expired.\n"), "{format}");
        ended.out.lines().count()
    };
    assert_eq!(list("text"), 200);
    assert_eq!(list("csv"), 201);
    assert_eq!(list("table"), 201);
    assert_eq!(list("json"), 0);
}

#[test]
fn the_end_of_a_lab_session_is_told_as_such() {
    let ended = demo(&["--demo-fault", "cancel-lab-after-calls=0", "list"]);
    assert_eq!(ended.code, 5);
    assert!(ended.err.contains("Learner Lab session is over"));
}

#[test]
fn without_credentials_it_says_where_it_looked() {
    let home = Home::new();
    let ended = home.run(&["list"]);
    assert_eq!((ended.code, ended.out.as_str()), (5, ""));
    assert!(ended.err.starts_with("ipb: No AWS credentials were found.\n"));
    let file = home.path(".aws/credentials");
    for place in ["AWS_ACCESS_KEY_ID", file.to_str().unwrap(), "container", "metadata"] {
        assert!(ended.err.contains(place), "{place} in {}", ended.err);
    }
}

#[test]
fn an_identity_that_the_demo_lacks_is_told_with_those_there_are() {
    let ended = demo(&["--profile", "nobody", "list"]);
    assert_eq!(ended.code, 5);
    assert!(ended.err.contains("admin, learner, auditor, second"));
    let second = demo(&["--profile", "second", "list"]);
    assert!(second.out.contains(":210987654321:") && !second.out.contains(":123456789012:"));
}

#[test]
fn whoever_reads_may_stop_reading() {
    for format in ["text", "csv", "json", "table"] {
        let args = ["--demo", "--demo-profiles", "3000", "list", "--output", format];
        let mut running = Home::new().start(&args);
        let mut out = BufReader::new(running.stdout());
        out.read_line(&mut String::new()).unwrap();
        drop(out);
        let err = to_the_end(running.stderr());
        let err = running.wait_for(&err);
        assert_eq!((running.code(), err.as_str()), (0, ""), "{format}");
    }
}

#[test]
fn without_a_terminal_the_browser_names_the_commands() {
    let ended = demo(&[]);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    assert!(ended.err.contains("`ipb list`"));
}

// ---- strangers' text

/// A profile whose tag tries to clear the screen, to forge a row and to turn
/// the reading direction.
fn hostile() -> String {
    let profile = "<member><Path>/</Path><InstanceProfileName>evil</InstanceProfileName>\
         <InstanceProfileId>AIPAEVILEVILEVILEVILE</InstanceProfileId><Arn>arn:aws:iam::1:x</Arn>\
         <CreateDate>2026-01-02T03:04:05Z</CreateDate><Roles/><Tags><member><Key>k</Key>\
         <Value>a\u{9b}2Jb&#27;]52;c;x&#7;c&#9;d&#10;e\u{202e}f\u{7f}</Value></member></Tags></member>";
    let one = profile.replacen("<member>", "<InstanceProfile>", 1);
    let one = format!("{}</InstanceProfile>", one.strip_suffix("</member>").unwrap());
    // The SDK reads of an answer only what it looks for: one answers both calls.
    format!("<R><R>{one}<InstanceProfiles>{profile}</InstanceProfiles></R></R>")
}

#[test]
fn an_escape_sequence_from_aws_never_gets_through() {
    let body = hostile();
    for (operation, args) in
        [("GetInstanceProfile", &["show", "evil"][..]), ("ListInstanceProfiles", &["list"])]
    {
        let open = body.replacen("<R><R>", &format!("<{operation}Response><{operation}Result>"), 1);
        let end = format!("</{operation}Result></{operation}Response>");
        let address = answering(ok("text/xml", &open.replacen("</R></R>", &end, 1)));
        for format in ["table", "text", "csv", "json"] {
            let home = Home::new().with_keys().with("AWS_ENDPOINT_URL", &address);
            let ended = home.run(&[args, &["--output", format]].concat());
            assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{args:?} {format}");
            // Tabs part the fields of text, and nothing else.
            let part = |c: char| c == '\n' || (c == '\t' && format == "text");
            let bad = |c: char| !part(c) && ipb::core::safe::is_harmful(c);
            assert!(!ended.out.contains(bad), "{args:?} {format}: {:?}", ended.out);
            if args[0] == "show" && format == "text" {
                assert_eq!(ended.out.lines().count(), 1);
                assert!(ended.out.ends_with("k=a�2Jb␛]52;c;x␇c␉d␊e�f␡\n"));
            }
            if args[0] == "show" && format == "json" {
                let json: Value = serde_json::from_str(&ended.out).unwrap();
                let value = &json["InstanceProfile"]["Tags"][0]["Value"];
                assert_eq!(value, "a\u{9b}2Jb\u{1b}]52;c;x\u{7}c\td\ne\u{202e}f\u{7f}");
            }
        }
    }
}

// ---- the served account, and the log

#[test]
fn the_served_account_is_the_same_and_ends_when_asked_to() {
    let mut served = serve_demo(&["--demo-profiles", "320"]);
    assert!(served.address.starts_with("http://127.0.0.1:"));
    let home = Home::new().with_keys();
    let list = ["list", "--output", "json"];
    let ended = home.run(&[&["--endpoint-url", &served.address], &list[..]].concat());
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert_eq!(ended.out, demo(&[&["--demo-profiles", "320"], &list[..]].concat()).out);
    let err = to_the_end(served.running.stderr());
    let pid = i32::try_from(served.running.pid()).unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    let err = served.running.wait_for(&err);
    assert_eq!(served.running.code(), 0);
    assert!(err.contains(&format!("export AWS_ENDPOINT_URL={}", served.address)));
    assert!(err.contains("AWS_ACCESS_KEY_ID=ASIADEMOLEARNEXAMPLE"));
}

#[test]
fn the_log_tells_of_calls_and_never_of_secrets() {
    let served = serve_demo(&[]);
    let (secret, token) = ("wJalrXUtnFEMI/K7MDENG/bPxRfiTESTKEY", "FwoGZXIvYXdzETESTTOKEN//////");
    let home = Home::new()
        .with("AWS_ACCESS_KEY_ID", "ASIATESTTESTTESTTEST")
        .with("AWS_SECRET_ACCESS_KEY", secret)
        .with("AWS_SESSION_TOKEN", token)
        .with("AWS_ENDPOINT_URL", &served.address);
    let log = home.path("ipb.log");
    let logged = ["--log", log.to_str().unwrap(), "--log-level", "trace"];
    let ended = home.run(&[&logged[..], &["show", "acme-web", "-o", "table"]].concat());
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    let text = std::fs::read_to_string(&log).unwrap();
    assert!(text.contains("iam:GetInstanceProfile") && text.contains("iam:GetRole"));
    assert!(!text.contains(secret) && !text.contains(token) && !text.contains('\u{1b}'));
    // Half a secret is one too; the SDK's own lines are not there at all.
    assert!(!text.contains(&secret[..12]) && !text.contains("aws_"), "{text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&log).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

// ---- what is settled where

#[test]
fn options_win_over_the_environment_which_wins_over_the_file() {
    let served = serve_demo(&MANY);
    let nobody = common::nobody();
    let config = |text: String| {
        let home = Home::new().with_keys().with("AWS_MAX_ATTEMPTS", 1);
        home.write(".config/ipb/config.toml", &text);
        home
    };
    let by_file = config(format!("endpoint_url = '{}'\npath_prefix = '/eks/'", served.address));
    let ended = by_file.run(&["list"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert!(ended.out.lines().all(|line| line.contains("\t/eks/\t")) && !ended.out.is_empty());
    let ended = by_file.run(&["list", "--path-prefix", "/ci/"]);
    assert!(ended.out.lines().all(|line| line.contains("\t/ci/")) && !ended.out.is_empty());
    // The file's address is dead, the environment's alive, and the other way.
    let dead = || config(format!("endpoint_url = '{nobody}'\noutput = 'json'"));
    assert_eq!(dead().run(&["list"]).code, 1);
    let ended = dead().with("AWS_ENDPOINT_URL", &served.address).run(&["list"]);
    assert_eq!((ended.code, ended.out.starts_with('{')), (0, true));
    let named = dead().with("AWS_ENDPOINT_URL_IAM", &served.address);
    assert_eq!(named.run(&["list", "-o", "text"]).out.lines().count(), PROFILES);
    let home = by_file.with("AWS_ENDPOINT_URL", &nobody);
    assert_eq!(home.run(&["list"]).code, 1);
    assert_eq!(home.run(&["--endpoint-url", &served.address, "list"]).code, 0);
}

#[test]
fn the_file_names_an_aws_profile_unless_the_environment_does() {
    let served = serve_demo(&[]);
    let home = || {
        let home = Home::new().with("AWS_ENDPOINT_URL", &served.address);
        home.write(".aws/credentials", "[lab]\naws_access_key_id = A\naws_secret_access_key = B\n");
        home.write(".config/ipb/config.toml", "profile = 'gone'");
        home
    };
    let ended = home().run(&["list"]);
    assert_eq!(ended.code, 5);
    assert!(ended.err.contains("no AWS profile named “gone”"));
    assert_eq!(home().with("AWS_PROFILE", "lab").run(&["list"]).code, 0);
    assert_eq!(home().run(&["list", "--profile", "lab"]).code, 0);
}

#[test]
fn the_demo_reads_no_configuration() {
    let home = Home::new().with("IPB_CONFIG", "/does/not/exist").with("AWS_PROFILE", "gone");
    let ended = home.run(&["--demo", "list", "--role", "LabRole"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    let ended = home.run(&["list"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("/does/not/exist: IPB_CONFIG names this file"));
    assert_eq!(Home::new().run(&["--demo-profiles", "5", "list"]).code, 2);
}

// ---- what teaches

#[test]
fn help_teaches_by_examples_that_work() {
    let ended = demo(&["--help"]);
    for taught in ["Examples:", "Exit status:", "IPB_CONFIG", "6  done in part"] {
        assert!(ended.out.contains(taught), "{taught}");
    }
    let mut tried = 0;
    for page in [&["--help"][..], &["list", "--help"], &["show", "--help"]] {
        for line in demo(page).out.lines().filter_map(|line| line.strip_prefix("  ipb ")) {
            let example = line.split("   ").next().unwrap().split(['>', '|']).next().unwrap();
            let args: Vec<&str> = example.split_whitespace().collect();
            if matches!(args.first(), Some(&("list" | "show"))) {
                // Names in examples may be made up, their grammar may not.
                let code = demo(&args).code;
                assert!(code == 0 || code == 3, "{example}: {code}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 10);
    assert!(demo(&["--version"]).out.starts_with("ipb "));
}

#[test]
fn completions_and_the_manual_page_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ended = Home::new().run(&["completions", shell]);
        assert_eq!(ended.code, 0, "{shell}");
        assert!(ended.out.contains("with-tags") && ended.out.contains("serve-demo"), "{shell}");
        assert!(ended.out.contains("path-prefix"), "{shell}");
    }
    let page = Home::new().run(&["man"]);
    assert!(page.out.contains(".TH ipb 1") && page.out.contains("Exit status"));
    assert_eq!(Home::new().run(&["completions", "csh"]).code, 2);
}
