//! What is said of one profile, and what it costs.

use super::driver::{THREE, account, demo};

#[tokio::test(start_paused = true)]
async fn the_details_show_who_may_assume_the_role_and_the_tags() {
    let mut browser = account(THREE).open().await;
    browser.sees("✓ EC2 may assume it");
    browser.sees("Tags Owner=shop team, Stage=prod");
    browser.press(&["2"]).await;
    browser.sees("✓ EC2 may assume it");
    browser.sees("Serves the shop");
    browser.sees("Role's tags Team=shop");
    browser.press(&["4"]).await;
    browser.sees("Tags (2 of at most 50)");
    browser.sees("Owner shop team");
    browser.press(&["Down", "2"]).await;
    browser.sees("✗ EC2 may not assume it: instances get no credentials");
    browser.sees("Service lambda.amazonaws.com");
    browser.press(&["Down"]).await;
    browser.sees("This profile holds no role.");
}

#[tokio::test(start_paused = true)]
async fn the_details_cost_one_call_and_the_role_one_more_at_most() {
    let mut browser = account(THREE).open().await;
    assert_eq!((browser.calls("GetInstanceProfile"), browser.calls("GetRole")), (1, 1));
    browser.press(&["Down", "Down"]).await;
    // gamma was looked at, beta only passed by; gamma holds no role.
    assert_eq!((browser.calls("GetInstanceProfile"), browser.calls("GetRole")), (2, 1));
    browser.press(&["Up", "Up"]).await;
    assert_eq!((browser.calls("GetInstanceProfile"), browser.calls("GetRole")), (2, 1));
    browser.press(&["r"]).await;
    assert_eq!((browser.calls("GetInstanceProfile"), browser.calls("GetRole")), (3, 2));
}

#[tokio::test(start_paused = true)]
async fn a_role_in_many_profiles_is_read_once() {
    let shared = "[[role]]\nname = \"web\"\n[[profile]]\nname = \"a\"\nrole = \"web\"\n[[profile]]\nname = \"b\"\nrole = \"web\"\n";
    let mut browser = account(shared).open().await;
    browser.press(&["Down"]).await;
    assert_eq!((browser.calls("GetInstanceProfile"), browser.calls("GetRole")), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn details_that_the_cursor_has_left_behind_are_dropped() {
    let mut browser = account(THREE).open().await;
    browser.faults(&["hang=GetInstanceProfile:1"]);
    browser.engine.key(ipb::core::key::Key::parse("Down").unwrap());
    browser.until_called("GetInstanceProfile", 2).await;
    // beta's details hang; gamma's come all the same, and nobody waits for beta's.
    browser.press(&["Down"]).await;
    browser.sees("gamma (no role)");
    browser.sees("None.");
    // alpha, beta that hung, gamma: the SDK did not try beta again.
    assert_eq!(browser.calls("GetInstanceProfile"), 3);
    browser.press(&["Up"]).await;
    browser.does_not_see("Loading…");
    browser.does_not_see("No answer in time");
    assert_eq!(browser.calls("GetInstanceProfile"), 4);
}

#[tokio::test(start_paused = true)]
async fn a_profile_created_again_under_its_name_is_another_profile() {
    let mut browser = account(THREE).open().await;
    browser.account.edit(|state| {
        state.delete_profile("beta");
        state.put_profile("beta", "/again/", 0);
    });
    browser.press(&["Down"]).await;
    browser.sees("beta was deleted and created again meanwhile");
    browser.sees("/again/");
    browser.sees("▸beta");
    browser.sees("3, all loaded");
}

#[tokio::test(start_paused = true)]
async fn long_details_scroll_to_their_end() {
    let mut browser = demo().size(80, 24).open().await;
    browser.press(&["/"]).await;
    browser.write("LabInstanceProfile").await;
    browser.sees("Role LabRole ✓ EC2 may assume it");
    browser.press(&["Enter", "Enter", "2", "G"]).await;
    browser.sees("Other profiles that hold it");
    browser.does_not_see("Role LabRole ARN");
    browser.press(&["g"]).await;
    browser.sees("Role LabRole ARN");
    // Whoever comes back to a profile reads it from its beginning.
    browser.press(&["G", "Esc", "Esc", "Down", "Up"]).await;
    browser.sees("▸LabInstanceProfile");
    browser.sees("Role LabRole ARN");
}

#[tokio::test(start_paused = true)]
async fn a_failed_refresh_leaves_the_details_that_were_there() {
    let mut browser = account(THREE).open().await;
    browser.faults(&["deny=GetRole"]);
    browser.press(&["r"]).await;
    browser.sees("iam:GetRole is not allowed for you.");
    browser.press(&["2"]).await;
    browser.sees("iam:GetRole is not allowed for you.");
    browser.sees("Serves the shop");
}

#[tokio::test(start_paused = true)]
async fn details_read_before_a_refresh_do_not_outrank_the_newer_list() {
    let mut browser = account(THREE).open().await;
    let lambda = r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    browser.press(&["Down"]).await;
    browser.account.edit(|state| {
        state.role_mut("web").unwrap().trust = ipb::demo::Document::new(lambda);
    });
    browser.press(&["R"]).await;
    browser.engine.key(ipb::core::key::Key::parse("Up").unwrap());
    // At once from the list, and after the rest from GetRole.
    browser.sees("▸alpha");
    browser.sees("✗ EC2 may not assume it");
    browser.until_idle().await;
    browser.sees("✗ EC2 may not assume it");
    browser.press(&["2"]).await;
    browser.sees("Serves the shop");
}

#[tokio::test(start_paused = true)]
async fn tags_read_alone_give_way_to_those_that_come_with_the_profile() {
    let mut browser = account(THREE).faults(&["deny=GetInstanceProfile"]).open().await;
    browser.sees("Owner=shop team");
    browser.faults(&[]);
    browser.account.edit(|state| {
        let tag = ipb::demo::Tag::new("Owner", "somebody else");
        state.profile_mut("alpha").unwrap().tags = vec![tag].into();
    });
    browser.press(&["r"]).await;
    browser.sees("Owner=somebody else");
    browser.does_not_see("shop team");
}

#[tokio::test(start_paused = true)]
async fn tags_that_were_given_up_are_asked_for_again() {
    let mut browser = account(THREE).open().await;
    browser.press(&["Down"]).await;
    browser.faults(&["deny=GetInstanceProfile", "hang=ListInstanceProfileTags:1"]);
    browser.engine.key(ipb::core::key::Key::parse("r").unwrap());
    browser.until_called("ListInstanceProfileTags", 1).await;
    browser.press(&["Up"]).await;
    browser.press(&["Down"]).await;
    browser.sees("iam:GetInstanceProfile is not allowed");
    assert_eq!(browser.calls("ListInstanceProfileTags"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_verdict_that_the_lines_below_seem_to_contradict_says_why() {
    let trust = |action: &str, more: &str| {
        format!(
            r#"{{"Statement":{{"Effect":"Allow","Principal":{{"Service":"ec2.amazonaws.com"}},"Action":"{action}"{more}}}}}"#
        )
    };
    let mut browser = account(THREE).open().await;
    browser.press(&["2"]).await;
    let condition = r#","Condition":{"StringEquals":{"aws:SourceAccount":"1"}}"#;
    for (document, words) in [
        (trust("sts:TagSession", ""), "EC2 is named, but not for sts:AssumeRole"),
        (trust("sts:AssumeRole", condition), "under a condition on aws:SourceAccount"),
    ] {
        browser.account.edit(|state| {
            state.role_mut("web").unwrap().trust = ipb::demo::Document::new(&document);
        });
        browser.press(&["r"]).await;
        browser.details_say(words);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_known_of_a_profile_can_be_copied() {
    let mut browser = account(THREE).open().await;
    let arn = "arn:aws:iam::123456789012:";
    for (down, wanted) in [
        (0, "alpha".to_owned()),
        (1, format!("{arn}instance-profile/alpha")),
        (3, "web".to_owned()),
        (4, format!("{arn}role/web")),
    ] {
        browser.press(&["y"]).await;
        browser.press(&vec!["Down"; down]).await;
        browser.press(&["Enter"]).await;
        assert_eq!(browser.copied.lock().unwrap().take(), Some(wanted));
        browser.sees("Sent to the terminal");
    }
    browser.press(&["y", "Down", "Down", "Down", "Down", "Down", "Enter"]).await;
    let json = browser.copied.lock().unwrap().take().unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["Roles"][0]["RoleName"], "web");
    assert_eq!(json["Tags"][0]["Key"], "Owner");
    browser.press(&["y", "End", "Up", "Enter"]).await;
    let text = browser.copied.lock().unwrap().take().unwrap();
    assert!(text.contains("✓ EC2 may assume it") && !text.contains('│'), "{text}");
    // Without a role there is no role to copy, and Esc copies nothing.
    browser.press(&["G", "y"]).await;
    browser.does_not_see("Role's name");
    browser.press(&["Esc"]).await;
    assert_eq!(*browser.copied.lock().unwrap(), None);
}
