//! The account picker, the region picker, and switching.

use ipb::core::error::CredentialTrouble;
use ipb::core::key::Key;
use ipb::core::msg::{Answer, Msg, Page};
use ipb::core::session::{AwsProfile, AwsProfileKind};
use ipb::core::store::Listing;

use super::driver::{Browser, THREE, account, demo};

fn press(browser: &mut Browser, keys: &[&str]) {
    for key in keys {
        browser.engine.key(Key::parse(key).unwrap());
    }
}

/// Chooses an AWS profile whose keys are an identity's, and waits.
async fn switch(browser: &mut Browser, typed: &str, identity: &str) {
    browser.press(&["A"]).await;
    browser.write(typed).await;
    browser.become_identity(identity);
    browser.press(&["Enter"]).await;
}

#[tokio::test(start_paused = true)]
async fn the_account_picker_tells_what_is_known_of_each_and_narrows_as_one_types() {
    let mut browser = account(THREE).open().await;
    browser.press(&["A"]).await;
    browser.dialog_says("▸ ● work eu-west-1 SSO (aws sso login)");
    browser.dialog_says("lab eu-west-1 keys in the file");
    browser.write("lb").await;
    browser.dialog_says("▸ lab");
    browser.does_not_see("SSO");
    browser.write("zzz").await;
    browser.dialog_says("None of the 2 matches.");
    browser.press(&["Enter"]).await;
    browser.dialog_says("None of the 2 matches.");
    browser.press(&["Esc"]).await;
    browser.sees("▸alpha");
}

#[tokio::test(start_paused = true)]
async fn switching_shows_its_progress_while_the_old_rows_stay_usable() {
    let mut browser = demo().open().await;
    browser.faults(&["hang=GetCallerIdentity"]);
    browser.press(&["A"]).await;
    browser.become_identity("second");
    press(&mut browser, &["Down", "Enter"]);
    browser.one_message().await;
    browser.sees("connecting to lab… (Esc cancels) · Admin/you");
    browser.sees("123456789012 (acme-demo)");
    press(&mut browser, &["Down"]);
    browser.sees("▸acme-");
    browser.sees("336, all loaded");
    // The SDK's timeout ends the hanging call, which says so.
    browser.until_idle().await;
    browser.sees("No answer in time (sts:GetCallerIdentity)");
    browser.dialog_says("The connection that you had stays, with everything that is loaded.");
    browser.press(&["Esc"]).await;
    browser.sees("123456789012 (acme-demo)");
    browser.does_not_see("STALE");
    browser.faults(&[]);
    switch(&mut browser, "lab", "second").await;
    browser.sees("Connected to lab: account 210987654321.");
    browser.sees("210987654321 (acme-sandbox)");
    browser.sees("3, all loaded");
    browser.sees("--profile lab");
}

#[tokio::test(start_paused = true)]
async fn esc_cancels_a_switch_and_its_late_answer_changes_nothing() {
    let mut browser = demo().open().await;
    browser.faults(&["hang=GetCallerIdentity:1"]);
    browser.press(&["A"]).await;
    browser.become_identity("second");
    press(&mut browser, &["Down", "Enter"]);
    browser.one_message().await;
    browser.sees("connecting to lab");
    browser.sees("Esc back");
    browser.press(&["Esc"]).await;
    browser.sees("Cancelled: nothing has changed, lab is not used.");
    browser.does_not_see("connecting");
    browser.sees("123456789012 (acme-demo)");
    browser.sees("336, all loaded");
    // Trying again means the session in use, not the one that was given up.
    assert_eq!(browser.engine.app.connection.target.aws_profile, None);
}

#[tokio::test(start_paused = true)]
async fn a_switch_that_fails_says_why_and_the_old_session_works_on() {
    let mut browser = demo().open().await;
    browser.press(&["A"]).await;
    browser.lose_keys(CredentialTrouble::LoginExpired { profile: "work".into(), sso: true });
    browser.press(&["Enter"]).await;
    browser.dialog_says("aws sso login --profile work");
    browser.dialog_says("The connection that you had stays");
    browser.press(&["Esc"]).await;
    browser.does_not_see("STALE");
    browser.press(&["Down"]).await;
    browser.account.clear_calls();
    browser.press(&["R"]).await;
    browser.sees("336, all loaded");
    assert_eq!(browser.calls("ListInstanceProfiles"), 1);
}

#[tokio::test(start_paused = true)]
async fn nothing_of_the_old_caller_is_shown_to_another_one_of_the_same_account() {
    let mut browser = demo().open().await;
    browser.faults(&["hang=ListInstanceProfiles"]);
    browser.press(&["/"]).await;
    browser.write("2019").await;
    browser.press(&["Enter"]).await;
    switch(&mut browser, "lab", "learner").await;
    browser.sees("voclabs/user3141592");
    browser.sees("0 so far, stopped: more may exist");
    browser.does_not_see("abandoned-2019");
    // The filter was about what is gone.
    browser.does_not_see("Filter");
    browser.faults(&[]);
    switch(&mut browser, "work", "admin").await;
    browser.sees("Connected to work: account 123456789012.");
    browser.sees("336, all loaded");
}

#[tokio::test(start_paused = true)]
async fn the_same_caller_by_another_profile_keeps_what_is_loaded() {
    let mut browser = demo().open().await;
    browser.account.clear_calls();
    switch(&mut browser, "lab", "admin").await;
    browser.sees("Connected to lab: the same account and caller, so the list stays.");
    browser.sees("336, all loaded");
    assert_eq!(browser.calls("ListInstanceProfiles"), 0);
}

#[tokio::test(start_paused = true)]
async fn rows_that_arrive_late_for_the_old_account_never_get_into_the_new_one() {
    let mut browser = demo().open().await;
    let app = &browser.engine.app;
    let old = app.connection.current.as_ref().unwrap().id;
    let row = app.store.rows()[0].profile.as_ref().clone();
    browser.faults(&["hang=ListInstanceProfiles"]);
    browser.press(&["A"]).await;
    browser.become_identity("second");
    press(&mut browser, &["Down", "Enter"]);
    browser.until_called("ListInstanceProfiles", 2).await;
    // Not even with the ticket that the new list waits for.
    let Listing::Loading { ticket, .. } = browser.engine.app.store.listing else {
        panic!("the new list is not under way");
    };
    let page = Page { items: vec![row], next: None };
    let answer = Answer::InstanceProfiles(Ok(page));
    browser.engine.handle(Msg::Answer { session: old, ticket, answer });
    browser.sees("210987654321");
    browser.does_not_see("abandoned-2019");
    browser.does_not_see("all loaded");
}

#[tokio::test(start_paused = true)]
async fn many_accounts_scroll_on_the_smallest_screen_and_tell_that_there_are_more() {
    let many = (0..30).map(|n| AwsProfile {
        name: format!("account-{n:02}"),
        region: Some("eu-west-1".into()),
        kind: AwsProfileKind::Role(format!("arn:aws:iam::1234567890{n:02}:role/Admin")),
    });
    let mut browser = account(THREE).aws_profiles(many.collect()).size(40, 10).open().await;
    browser.press(&["A"]).await;
    browser.sees("▸ ● account-00");
    browser.sees("↓ 26 more");
    browser.press(&["PageDown", "PageDown"]).await;
    browser.sees("▸ account-10");
    browser.sees("↑ 7 ↓ 19 more");
    browser.write("17").await;
    browser.sees("▸ account-17");
    browser.become_identity("admin");
    browser.press(&["Enter"]).await;
    browser.sees("▸alpha");
}

#[tokio::test(start_paused = true)]
async fn a_region_is_found_by_its_name_and_the_list_stays() {
    let mut browser = account(THREE).open().await;
    browser.press(&["Down", "L"]).await;
    browser.dialog_says("IAM is global: the list of profiles stays as it is.");
    browser.dialog_says("▸ ● us-east-1 US East (N. Virginia) in use");
    browser.dialog_says("eu-west-1 Europe (Ireland) configured af-south-1");
    browser.account.clear_calls();
    browser.write("tokyo").await;
    browser.dialog_says("▸ ap-northeast-1 Asia Pacific (Tokyo)");
    browser.press(&["Enter"]).await;
    browser.sees("The region is ap-northeast-1 now.");
    browser.sees("· ap-northeast-1");
    browser.sees("▸beta");
    assert_eq!(browser.calls("ListInstanceProfiles"), 0);
    assert_eq!(browser.engine.app.kept_region("default"), Some("ap-northeast-1"));
}

#[tokio::test(start_paused = true)]
async fn a_region_that_the_list_does_not_know_can_be_typed_and_nonsense_can_not() {
    let mut browser = account(THREE).open().await;
    browser.press(&["L"]).await;
    browser.write("XX-NEW-9").await;
    browser.dialog_says("▸ take xx-new-9, which this list does not know");
    browser.press(&["Enter"]).await;
    browser.sees("· xx-new-9");
    browser.press(&["L"]).await;
    browser.write("no region").await;
    browser.dialog_says("that can't be a region's name");
    browser.press(&["Enter"]).await;
    browser.dialog_says("that can't be a region's name");
}

#[tokio::test(start_paused = true)]
async fn a_region_comes_back_with_its_aws_profile() {
    let mut browser = account(THREE).open().await;
    switch(&mut browser, "lab", "admin").await;
    browser.press(&["L"]).await;
    browser.write("tokyo").await;
    browser.press(&["Enter"]).await;
    switch(&mut browser, "work", "admin").await;
    browser.sees("--profile work · us-east-1");
    switch(&mut browser, "lab", "admin").await;
    browser.sees("--profile lab · ap-northeast-1");
}

#[tokio::test(start_paused = true)]
async fn letters_typed_into_a_picker_never_become_commands_when_a_connection_stands() {
    let mut browser = demo().open().await;
    browser.press(&["A"]).await;
    browser.become_identity("second");
    press(&mut browser, &["Down", "Enter", "A"]);
    browser.until_idle().await;
    browser.sees("AWS profiles");
    browser.write("q").await;
    browser.dialog_says("Filter: q");
}

#[tokio::test(start_paused = true)]
async fn a_switch_before_it_is_known_who_the_old_caller_was_says_whom_it_is_connected_to() {
    let mut browser = demo().faults(&["hang=GetCallerIdentity:1"]).start();
    while !matches!(browser.engine.app.store.listing, Listing::Complete { .. }) {
        browser.one_message().await;
    }
    browser.sees("connecting…");
    browser.become_identity("second");
    press(&mut browser, &["A"]);
    while !browser.screen().contains("lab") {
        browser.one_message().await;
    }
    press(&mut browser, &["Down", "Enter"]);
    browser.until_idle().await;
    browser.sees("Connected to lab: account 210987654321.");
    browser.sees("3, all loaded");
}

#[tokio::test(start_paused = true)]
async fn a_pasted_error_message_says_what_enter_will_do() {
    let mut browser = demo().open().await;
    browser.press(&["/"]).await;
    browser.paste("The role with name acme-vpc-only cannot be found.").await;
    browser.sees("Understood as role acme-vpc-only");
    browser.sees("Enter goes there.");
    browser.does_not_see("Nothing matches");
}
