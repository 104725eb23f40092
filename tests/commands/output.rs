//! The forms of output, and pages.

use std::io::{BufRead, BufReader, Read};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use serde_json::Value;

use crate::common::{Home, MANY, PROFILES, demo};

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

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
    assert!(lines.next().unwrap().starts_with("\"profile-with-the-longest-name"));
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
fn a_terminal_gets_a_table() {
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_ipb"));
    command.args(["--demo", "list", "--role", "LabRole"]);
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut bytes = Vec::new();
    // The terminal's end is an error on Linux.
    let _ = pair.master.try_clone_reader().unwrap().read_to_end(&mut bytes);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("Name                Role     Path  Created"), "{text:?}");
    assert!(text.contains("LabInstanceProfile  LabRole  /     2026-09-01 02:12 UTC"));
    assert!(child.wait().unwrap().success());
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
    // What is for people to read would only disturb a script.
    assert_eq!(nothing("json").err, "");
    for format in ["text", "csv"] {
        let ended = nothing(format);
        assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{format}");
    }
    assert_eq!(nothing("text").out, "");
    let untagged = demo(&["list", "--tag", "no-such-tag", "--output", "table"]);
    assert_eq!((untagged.code, untagged.out.as_str()), (0, ""));
    assert_eq!(untagged.err, "ipb: No instance profile matches.\n");
    let elsewhere = ["list", "--role", "acme-web", "--path-prefix", "/none/", "--output", "table"];
    assert_eq!(demo(&elsewhere).err, untagged.err);
}

#[test]
fn pages_are_printed_as_they_come() {
    // Pages so small that no buffer is full before the list's end.
    let payments = ["list", "--path-prefix", "/app/payments/"];
    let slow = ["--demo", "--demo-page-limit", "10", "--demo-fault", "latency=400"];
    let mut running = Home::new().start(&[&slow[..], &payments].concat());
    let mut out = BufReader::new(running.stdout());
    let mut all = String::new();
    out.read_line(&mut all).unwrap();
    let first = Instant::now();
    out.read_to_string(&mut all).unwrap();
    // At least one more page had to come after the first.
    assert!(all.lines().count() > 10);
    assert!(first.elapsed() >= Duration::from_millis(300));
    assert_eq!((all, running.code()), (demo(&payments).out, 0));
}
