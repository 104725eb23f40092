//! Small screens: what matters is not cut off and not covered.

use ipb::core::error::CredentialTrouble;

use super::driver::{Browser, THREE, account, demo};

fn last_line(browser: &Browser) -> String {
    browser.screen().lines().last().unwrap().to_owned()
}

#[tokio::test(start_paused = true)]
async fn that_a_key_is_for_a_later_version_is_said_whole_on_a_narrow_screen() {
    for (width, height) in [(80, 24), (60, 16), (40, 12)] {
        let mut browser = account(THREE).size(width, height).open().await;
        browser.press(&["e"]).await;
        browser.sees("Not in this version: explain why an instance has no credentials (e).");
        browser.press(&["Down"]).await;
        browser.does_not_see("Not in this version");
    }
}

#[tokio::test(start_paused = true)]
async fn a_word_to_the_user_that_is_longer_than_its_line_is_said_whole() {
    let mut browser = account(THREE).size(60, 16).open().await;
    browser.press(&["A"]).await;
    browser.press(&["Down"]).await;
    browser.become_identity("admin");
    browser.press(&["Enter"]).await;
    browser.sees("Connected to lab: the same account and caller, so the list stays.");
    browser.does_not_see("…");
    // The hints stay where they are.
    assert!(last_line(&browser).contains("? help"), "{}", browser.screen());
}

#[tokio::test(start_paused = true)]
async fn a_dialog_leaves_the_hints_and_the_line_above_them_free() {
    for (width, height) in [(80, 24), (60, 16), (60, 12)] {
        for keys in [&["?"][..], &[":"], &["L"]] {
            let mut browser = demo().size(width, height).open().await;
            browser.press(keys).await;
            let screen = browser.screen();
            let low: Vec<_> = screen.lines().rev().take(2).collect();
            assert!(!low.iter().any(|line| line.contains(['║', '╚', '╝'])), "{screen}");
            assert!(last_line(&browser).contains("Esc back"), "{screen}");
        }
        let browser = demo().size(width, height).without_keys(CredentialTrouble::NotFound);
        let browser = browser.open().await;
        let screen = browser.screen();
        assert!(last_line(&browser).starts_with(" ? help"), "{screen}");
        browser.sees("▸ Try again");
    }
}

#[tokio::test(start_paused = true)]
async fn where_nothing_is_to_be_chosen_nothing_is_said_to_be() {
    let mut browser = demo().size(80, 24).open().await;
    for keys in [&["?"][..], &["Esc", "@"], &["Esc", "y", "End", "Enter"]] {
        browser.press(keys).await;
        browser.does_not_see("Enter choose");
    }
    browser.press(&["Esc", "y"]).await;
    browser.sees("Enter choose");
}

#[tokio::test(start_paused = true)]
async fn what_is_pasted_into_the_list_stands_in_open_by_name_and_nothing_is_sent() {
    let mut browser = account(THREE).open().await;
    browser.account.clear_calls();
    browser.paste("q\nbeta\n").await;
    browser.dialog_says("Open: q beta");
    assert_eq!(browser.account.calls(), []);
    // It is text that goes on being edited.
    browser.press(&["Ctrl-U"]).await;
    browser.write("beta").await;
    browser.press(&["Enter"]).await;
    browser.sees("▸beta");
    // In the other pane the same.
    browser.press(&["Enter"]).await;
    browser.paste("gamma").await;
    browser.dialog_says("Open: gamma");
    browser.press(&["Enter"]).await;
    browser.sees("▸gamma");
    // A dialog without a field takes no text, nor does an empty paste open one.
    browser.press(&["?"]).await;
    browser.paste("alpha").await;
    browser.press(&["Esc"]).await;
    browser.paste("\r\n").await;
    browser.does_not_see("Open:");
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_denied_says_so_in_its_title_and_offers_the_way_by_name() {
    for (width, height) in [(80, 24), (60, 16), (120, 40)] {
        let opening = demo().with_identity("learner").size(width, height);
        let mut browser = opening.faults(&["deny=ListInstanceProfiles"]).open().await;
        browser.sees("Instance profiles · not allowed");
        browser.does_not_see("more may exist");
        assert!(last_line(&browser).contains("o open by name"), "{}", browser.screen());
        browser.does_not_see("ask your administrator for the permission");
        if width > 60 {
            browser.sees("labs leave such calls out");
        }
        browser.press(&["o"]).await;
        browser.write("LabInstanceProfile").await;
        browser.press(&["Enter"]).await;
        browser.sees("1 opened, listing not allowed");
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_caller_does_not_hide_the_region_and_the_aws_profile() {
    for (width, height) in [(60, 16), (80, 24), (100, 24)] {
        let mut browser = demo().with_identity("auditor").size(width, height).open().await;
        browser.press(&["A"]).await;
        browser.press(&["Enter"]).await;
        let screen = browser.screen();
        let head = screen.lines().take(2).collect::<Vec<_>>().join(" ");
        assert!(head.contains("--profile work · us-east-1"), "{screen}");
        assert!(head.contains("AWSReserved") && head.contains("@acme.example"), "{screen}");
    }
    let browser = demo().with_identity("auditor").size(120, 40).open().await;
    browser.sees("AWSReservedSSO_Auditor_0123456789abcdef/ada@acme.example");
}

#[tokio::test(start_paused = true)]
async fn a_wide_screen_tells_the_request_ids_of_all_calls() {
    let mut browser = account(THREE).size(120, 40).open().await;
    browser.press(&["@"]).await;
    let all = browser.engine.app.calls.iter();
    let ids: Vec<_> = all.filter_map(|call| call.request_id.clone()).collect();
    assert!(ids.len() > 3);
    for id in ids {
        browser.dialog_says(&id);
    }
    browser.resize(80, 24).await;
    browser.does_not_see("request id");
}
