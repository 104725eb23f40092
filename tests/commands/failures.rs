//! What is said and which status ends a command that can't be done.

use std::io::{BufRead, BufReader};

use crate::common::{Home, SMALL_PAGES, demo, to_the_end};

#[test]
fn a_denial_ends_with_4_and_names_the_action() {
    let ended = demo(&["--demo-fault", "deny=ListInstanceProfiles", "list"]);
    assert_eq!((ended.code, ended.out.as_str()), (4, ""));
    assert!(ended.err.starts_with("ipb: iam:ListInstanceProfiles is not allowed for you.\n"));
    assert!(ended.err.contains("No policy allows it"), "{}", ended.err);
    let ended = demo(&["--demo-fault", "deny-boundary=ListInstanceProfiles", "list"]);
    assert!(ended.err.contains("No permissions boundary allows it"), "{}", ended.err);
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
fn a_role_whose_answer_breaks_off_is_told_after_what_was_printed() {
    let faults = ["--demo-fault", "malformed=GetRole", "show", "LabInstanceProfile"];
    let ended = demo(&[&faults[..], &["--output", "table"]].concat());
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains("EC2 may assume it") && ended.out.contains("cloudlab"));
    assert!(ended.err.starts_with("ipb: What answered is not AWS (iam:GetRole)\n"));
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
