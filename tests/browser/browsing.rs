//! The list as it comes, and the keys that go everywhere.

use ipb::core::config::Settings;
use ipb::demo::{Account, Options};
use ipb::run::Flow;

use super::driver::{THREE, account, demo, on};

#[tokio::test(start_paused = true)]
async fn the_list_tells_name_role_and_path_and_marks_a_profile_without_a_role() {
    let browser = account(THREE).open().await;
    browser.sees("Instance profiles · 3, all loaded");
    browser.sees("▸alpha web /");
    browser.sees("beta jobs /batch/");
    browser.sees("gamma (no role) /");
}

#[tokio::test(start_paused = true)]
async fn five_thousand_profiles_cost_five_list_calls() {
    let options = Options { profiles: Some(5000), ..Options::default() };
    let browser = on(Account::builtin(&options).unwrap()).open().await;
    browser.sees("5000, all loaded");
    assert_eq!(browser.calls("ListInstanceProfiles"), 5);
}

#[tokio::test(start_paused = true)]
async fn the_first_rows_need_one_call_and_more_are_announced() {
    let options = Options { profiles: Some(3000), ..Options::default() };
    let mut browser = on(Account::builtin(&options).unwrap()).start();
    while browser.engine.app.store.rows().is_empty() {
        browser.one_message().await;
    }
    browser.sees("1000 so far, loading more…");
    assert_eq!(browser.calls("ListInstanceProfiles"), 1);
    browser.until_idle().await;
    browser.sees("3000, all loaded");
}

#[tokio::test(start_paused = true)]
async fn the_cursor_stays_on_its_profile_while_the_list_is_read_again() {
    let mut browser = account(THREE).open().await;
    browser.press(&["Down"]).await;
    browser.account.edit(|state| {
        state.put_profile("aardvark", "/", 0);
        state.delete_profile("gamma");
    });
    browser.press(&["R"]).await;
    browser.sees("▸beta");
    browser.sees("aardvark");
    browser.does_not_see("gamma");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_blanked_while_the_list_is_read_again() {
    let mut browser = account(THREE).open().await;
    browser.engine.key(ipb::core::key::Key::parse("R").unwrap());
    browser.sees("3, reading again…");
    browser.sees("▸alpha");
    browser.sees("Owner=shop team");
}

#[tokio::test(start_paused = true)]
async fn a_path_prefix_narrows_what_is_asked_for() {
    let settings = Settings { path_prefix: Some("/batch/".into()), ..Settings::default() };
    let browser = account(THREE).settings(settings).open().await;
    browser.sees("1, all loaded");
    let settings = Settings { path_prefix: Some("/none/".into()), ..Settings::default() };
    let browser = account(THREE).settings(settings).open().await;
    browser.sees("No instance profile has a path that begins with /none/");
}

#[tokio::test(start_paused = true)]
async fn a_page_that_is_shorter_than_asked_for_is_not_taken_for_the_last() {
    let options = Options { page_limit: Some(1), ..Options::default() };
    let browser = on(Account::from_toml(&[THREE], &options).unwrap()).open().await;
    browser.sees("3, all loaded");
    assert_eq!(browser.calls("ListInstanceProfiles"), 3);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_stops_says_so_keeps_its_rows_and_goes_on_where_it_stopped() {
    let options = Options { page_limit: Some(2), ..Options::default() };
    let mut browser = on(Account::from_toml(&[THREE], &options).unwrap()).start();
    while browser.engine.app.store.rows().is_empty() {
        browser.one_message().await;
    }
    browser.faults(&["error=ListInstanceProfiles:3"]);
    browser.until_idle().await;
    browser.sees("2 so far, stopped: more may exist");
    browser.sees("AWS itself failed at iam:ListInstanceProfiles");
    browser.account.clear_calls();
    browser.press(&["r"]).await;
    browser.sees("3, all loaded");
    assert_eq!(browser.calls("ListInstanceProfiles"), 1);
}

#[tokio::test(start_paused = true)]
async fn throttled_twice_the_third_attempt_succeeds_and_the_record_says_three() {
    let browser = account(THREE).faults(&["throttle=ListInstanceProfiles:2"]).open().await;
    browser.sees("3, all loaded");
    let list = |call: &&ipb::core::msg::CallRecord| call.action == "iam:ListInstanceProfiles";
    let record = browser.engine.app.calls.iter().find(list).unwrap();
    assert_eq!((record.attempts, record.error.as_deref()), (3, None));
    assert!(record.request_id.is_some());
}

#[tokio::test(start_paused = true)]
async fn a_disabled_command_says_why() {
    let mut browser = account("account = \"123456789012\"").open().await;
    browser.press(&["Enter"]).await;
    browser.sees("No profile is selected.");
    browser.press(&["Esc"]).await;
    browser.sees("There is nothing to go back to; q quits.");
    browser.press(&["X"]).await;
    browser.sees("X has no meaning here; ? shows the keys.");
}

#[tokio::test(start_paused = true)]
async fn ctrl_c_asks_and_a_second_one_quits_wherever_one_is() {
    let mut browser = account(THREE).open().await;
    for before in [&[][..], &["?"], &["/"], &["o"]] {
        browser.press(before).await;
        assert_eq!(browser.press(&["Ctrl-C"]).await, Flow::Continue);
        browser.sees("Quit ipb?");
        assert_eq!(browser.press(&["Enter"]).await, Flow::Continue);
        browser.does_not_see("Quit ipb?");
        browser.press(&["Esc"]).await;
    }
    assert_eq!(browser.press(&["Ctrl-C", "Ctrl-C"]).await, Flow::Quit);
    browser.press(&["Esc"]).await;
    assert_eq!(browser.press(&["q"]).await, Flow::Quit);
}

#[tokio::test(start_paused = true)]
async fn the_help_shows_every_command_with_its_keys() {
    let mut browser = account(THREE).size(100, 76).open().await;
    browser.press(&["？"]).await;
    for line in ["Up k one line up", "/ filter", "R refresh all", "Ctrl-Z back to the shell"] {
        browser.sees(line);
    }
    browser.press(&["Esc"]).await;
    browser.does_not_see("one line up");
}

#[tokio::test(start_paused = true)]
async fn rows_that_arrive_above_do_not_push_the_cursor_away_under_the_eye() {
    let mut browser = demo().size(120, 24).open().await;
    browser.press(&["G", "Up", "Up", "PageUp", "Up"]).await;
    let line = |screen: &str| screen.lines().position(|line| line.contains('▸')).unwrap();
    let before = browser.screen();
    browser.account.edit(|state| {
        for name in ["aaa-1", "aaa-2", "aaa-3"] {
            state.put_profile(name, "/", 0);
        }
    });
    browser.press(&["R"]).await;
    browser.sees("339, all loaded");
    assert_eq!(line(&browser.screen()), line(&before));
}

#[tokio::test(start_paused = true)]
async fn a_late_page_of_an_older_reading_changes_nothing() {
    use ipb::core::msg::{Answer, Msg, Page, Ticket};
    use ipb::core::session::SessionId;
    let mut browser = account(THREE).open().await;
    browser.engine.key(ipb::core::key::Key::parse("R").unwrap());
    let page = Page { items: Vec::new(), next: None };
    let answer = Answer::InstanceProfiles(Ok(page));
    let late = Msg::Answer { session: SessionId(1), ticket: Ticket(1), answer };
    browser.engine.handle(late);
    browser.sees("3, reading again…");
    browser.until_idle().await;
    browser.sees("3, all loaded");
}

#[tokio::test(start_paused = true)]
async fn a_failed_refresh_says_that_what_is_there_is_whole_but_old() {
    let mut browser = account(THREE).open().await;
    browser.faults(&["error=ListInstanceProfiles"]);
    browser.press(&["R"]).await;
    browser.press(&["Down"]).await;
    browser.sees("3 as read before, not refreshed");
    browser.sees("✗ AWS itself failed at iam:ListInstanceProfiles");
}

#[tokio::test(start_paused = true)]
async fn messages_that_wait_are_not_lost_while_the_program_is_stopped() {
    let mut browser = account(THREE).start();
    // The connection stands; let the answers to its first calls pile up.
    browser.one_message().await;
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(browser.calls("ListInstanceProfiles"), 1);
    browser.does_not_see("all loaded");
    assert_eq!(browser.engine.catch_up(Flow::Suspend), Flow::Suspend);
    browser.until_idle().await;
    browser.sees("3, all loaded");
    browser.sees("123456789012");
}

#[tokio::test(start_paused = true)]
async fn the_calls_to_aws_can_be_looked_at_and_the_failed_ones_alone() {
    let faults = ["throttle=ListInstanceProfiles:2", "deny=GetRole"];
    let mut browser = account(THREE).faults(&faults).open().await;
    browser.press(&["@"]).await;
    browser.sees("Calls to AWS: 7, 1 failed");
    browser.dialog_says("iam:GetInstanceProfile");
    browser.dialog_says("ok 3 attempts");
    browser.dialog_says("AccessDenied");
    browser.press(&["Enter"]).await;
    browser.dialog_says("iam:GetRole");
    browser.dialog_says("request id");
    let screen = browser.screen();
    assert!(!screen.contains("iam:GetInstanceProfile "), "{screen}");
    browser.press(&["Enter"]).await;
    browser.dialog_says("iam:GetInstanceProfile");
    browser.press(&["@"]).await;
    browser.does_not_see("Calls to AWS");
}
