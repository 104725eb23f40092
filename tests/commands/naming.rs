//! Which profile, role or path is meant.

use serde_json::Value;

use crate::common::{SMALL_PAGES, demo};

#[test]
fn a_name_an_arn_and_an_id_are_the_same_profile() {
    let arn = "arn:aws:iam::123456789012:instance-profile/app/acme-web-blue";
    let by_name = demo(&["show", "acme-web-blue", "--output", "json"]);
    assert!(by_name.out.contains(&format!("\"Arn\": \"{arn}\"")));
    let found: Value = serde_json::from_str(&by_name.out).unwrap();
    let id = found["InstanceProfile"]["InstanceProfileId"].as_str().unwrap().to_owned();
    assert_eq!(demo(&["show", arn, "--output", "json"]).out, by_name.out);
    assert_eq!(demo(&["show", &id, "--output", "json"]).out, by_name.out);
    // One that stands on the list's last page.
    let listed = demo(&[&SMALL_PAGES[..], &["list"]].concat()).out;
    let last: Vec<&str> = listed.lines().last().unwrap().split('\t').collect();
    let by_id = demo(&[&SMALL_PAGES[..], &["show", last[4], "--output", "text"]].concat());
    assert_eq!((by_id.code, by_id.out.split('\t').next()), (0, Some(last[0])));
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
    let said = "ipb: There is no instance profile “No-Such” in this account.\n";
    assert!(demo(&["show", "No-Such"]).err.starts_with(said));
    let ended = demo(&["list", "--role", "no-such-role"]);
    assert_eq!(ended.code, 3);
    assert!(ended.err.contains("no role “no-such-role”"));
}

#[test]
fn what_names_no_profile_is_wrong_usage() {
    let ended = demo(&["show", "arn:aws:iam::123456789012:role/LabRole"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("that names role LabRole"));
    assert_eq!(demo(&["show", "a b"]).code, 2);
    assert_eq!(demo(&["list", "--path-prefix", "app"]).code, 2);
    assert_eq!(demo(&["list", "--output", "yaml"]).code, 2);
    assert_eq!(demo(&["list", "--tag", "=x"]).code, 2);
    assert_eq!(demo(&["list", "--role", "a role"]).code, 2);
    assert_eq!(demo(&["list", "--timeout", "0"]).code, 2);
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
