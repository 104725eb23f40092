//! Tags: an extra call for each profile, and only when asked for.

use serde_json::Value;

use crate::common::{Home, MANY, PROFILES, SMALL_PAGES, calls, demo, one_profile};

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
fn tags_stand_in_every_form_of_output_and_only_when_told_to() {
    let list = |more: &[&str]| {
        let blue = ["list", "--path-prefix", "/app/", "--tag", "Color=blue", "--output"];
        let ended = demo(&[&blue[..], more].concat());
        assert_eq!((ended.code, ended.err.as_str()), (0, ""));
        ended.out
    };
    for format in ["text", "csv", "table"] {
        let out = list(&[format, "--with-tags"]);
        assert!(out.contains("Color=blue;Team=web"), "{format}: {out}");
        assert!(!list(&[format]).contains("Color"), "{format}");
    }
    assert!(list(&["csv", "--with-tags"]).starts_with("InstanceProfileName,"));
    assert_eq!(
        list(&["csv", "--with-tags"]).lines().next().unwrap().rsplit(',').next(),
        Some("Tags")
    );
    assert!(list(&["table", "--with-tags"]).lines().next().unwrap().ends_with("  Tags"));
    let json = |more: &[&str]| -> Value {
        let all: Value = serde_json::from_str(&list(more)).unwrap();
        all["InstanceProfiles"][0].clone()
    };
    assert_eq!(json(&["json", "--with-tags"])["Tags"][1]["Value"], "web");
    assert_eq!(json(&["json"]).get("Tags"), None);
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
fn a_value_asked_for_may_hold_an_equals_sign() {
    let address = one_profile("<member><Key>k</Key><Value>a=b</Value></member>");
    let home = Home::new().with_keys().with("AWS_ENDPOINT_URL", address);
    let count = |filter: &str| home.run(&["list", "--tag", filter]).out.lines().count();
    assert_eq!((count("k=a=b"), count("k=a")), (1, 0));
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
    // Nobody knows that nothing matches.
    let table = run(&["list", "--tag", "no-such-tag", "-o", "table"]);
    assert_eq!((table.code, table.err), (6, filtered.err));
}
