//! What changes between two calls of one command, and lists without an end.

use crate::common::{Ended, Home, answer, answering_by, profile, refusing};

const ID: &str = "AIPAONEONEONEONEONEON";
const OTHER: &str = "AIPATWOTWOTWOTWOTWOTW";

/// Runs a command where every page of the list is `web` with [`ID`] and what
/// follows, and where a single profile is answered so.
fn run(args: &[&str], after_items: &'static str, single: fn() -> Vec<u8>) -> Ended {
    let address = answering_by(move |body| {
        if body.contains("Action=GetInstanceProfile&") {
            return single();
        }
        let page = format!("<InstanceProfiles>{}</InstanceProfiles>", profile("member", ID, ""));
        answer("ListInstanceProfiles", &format!("{page}{after_items}"))
    });
    Home::new().with_keys().with("AWS_ENDPOINT_URL", address).run(args)
}

fn gone() -> Vec<u8> {
    refusing("404 Not Found", "NoSuchEntity", "Instance Profile web cannot be found.")
}

fn created_again() -> Vec<u8> {
    answer("GetInstanceProfile", &profile("InstanceProfile", OTHER, ""))
}

#[test]
fn a_profile_deleted_since_the_list_was_read_is_left_out() {
    let ended = run(&["list", "--with-tags"], "", gone);
    assert_eq!((ended.code, ended.out.as_str(), ended.err.as_str()), (0, "", ""));
}

#[test]
fn a_profile_created_again_since_the_list_was_read_is_printed_as_it_is_now() {
    let ended = run(&["list", "--with-tags"], "", created_again);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert!(ended.out.contains(OTHER) && !ended.out.contains(ID), "{}", ended.out);
}

#[test]
fn an_id_never_shows_the_profile_that_took_over_its_name() {
    let ended = run(&["show", ID], "", created_again);
    assert_eq!((ended.code, ended.out.as_str()), (3, ""));
    assert!(ended.err.contains(ID), "{}", ended.err);
}

#[test]
fn a_list_whose_next_page_is_the_same_again_ends_with_an_error() {
    let endless = "<IsTruncated>true</IsTruncated><Marker>m</Marker>";
    for args in [&["list"][..], &["show", OTHER]] {
        let ended = run(args, endless, gone);
        assert_eq!(ended.code, 1, "{args:?}");
        assert!(ended.err.contains("What answered is not AWS (iam:ListInstanceProfiles)"));
    }
}
