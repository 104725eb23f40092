//! Finding a profile and reading it.

use ipb::core::config::Settings;
use ipb::demo::{Account, Options};
use ipb::run::Flow;

use super::driver::{account, demo, on};

const THREE: &str = r#"
    [[role]]
    name = "web"
    description = "Serves the shop"
    tags = { Team = "shop" }
    [[role]]
    name = "jobs"
    trust = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}}'
    [[profile]]
    name = "alpha"
    role = "web"
    tags = { Stage = "prod", Owner = "shop team" }
    [[profile]]
    name = "beta"
    path = "/batch/"
    role = "jobs"
    [[profile]]
    name = "gamma"
"#;

#[tokio::test(start_paused = true)]
async fn the_list_tells_name_role_and_path_and_marks_a_profile_without_a_role() {
    let browser = account(THREE).open().await;
    browser.sees("Instance profiles · 3, all loaded");
    browser.sees("▸alpha web /");
    browser.sees("beta jobs /batch/");
    browser.sees("gamma (no role) /");
}

#[tokio::test(start_paused = true)]
async fn the_details_show_who_may_assume_the_role_and_the_tags() {
    let mut browser = account(THREE).open().await;
    browser.sees("✓ EC2 may assume it");
    browser.sees("Serves the shop");
    browser.sees("Owner shop team");
    browser.sees("Role's tags Team=shop");
    browser.press(&["Down"]).await;
    browser.sees("✗ EC2 may not assume it: instances get no credentials");
    browser.sees("Service lambda.amazonaws.com");
    browser.press(&["Down"]).await;
    browser.sees("This profile holds no role.");
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
    browser.press(&["Up"]).await;
    browser.does_not_see("Loading…");
    browser.does_not_see("No answer in time");
    // alpha, beta that hung, gamma, beta once more.
    assert_eq!(browser.calls("GetInstanceProfile"), 4);
}

#[tokio::test(start_paused = true)]
async fn a_filter_narrows_by_name_role_and_path_as_one_types() {
    let mut browser = account(THREE).open().await;
    browser.press(&["/"]).await;
    browser.write("BATCH").await;
    browser.sees("1 match of 3, all loaded");
    browser.sees("▸beta");
    browser.does_not_see("gamma");
    browser.press(&["Backspace", "Backspace", "Backspace", "Backspace", "Backspace"]).await;
    browser.write("web").await;
    browser.sees("▸alpha");
    browser.press(&["Enter"]).await;
    browser.sees("Filter: web");
    // Opened again, it goes on from what it was.
    browser.press(&["/"]).await;
    browser.write("x").await;
    browser.sees("Filter: webx");
    browser.press(&["Backspace", "Enter"]).await;
    browser.press(&["Esc"]).await;
    browser.sees("Instance profiles · 3, all loaded");
    browser.sees("▸alpha");
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_matches_nothing_says_so_and_how_to_lift_it() {
    let mut browser = account(THREE).open().await;
    browser.press(&["/"]).await;
    browser.paste("zz\nzz\r\n").await;
    browser.sees("Nothing matches “zz zz”. Esc lifts the filter.");
    browser.press(&["Esc"]).await;
    browser.sees("▸alpha");
}

#[tokio::test(start_paused = true)]
async fn letters_in_the_filter_are_text_and_not_commands() {
    let mut browser = account(THREE).open().await;
    browser.press(&["/"]).await;
    browser.write("quit？").await;
    browser.sees("Filter: quit？");
}

#[tokio::test(start_paused = true)]
async fn a_paste_without_a_field_does_nothing() {
    let mut browser = account(THREE).open().await;
    let before = browser.screen();
    browser.paste("q\nR\n").await;
    assert_eq!(browser.screen(), before);
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
    browser.sees("Owner shop team");
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
    let mut browser = account(THREE).size(100, 60).open().await;
    browser.press(&["？"]).await;
    for line in ["Up k one line up", "/ filter", "R refresh all", "Ctrl-Z back to the shell"] {
        browser.sees(line);
    }
    browser.press(&["Esc"]).await;
    browser.does_not_see("one line up");
}

#[tokio::test(start_paused = true)]
async fn long_details_scroll_to_their_end() {
    let mut browser = demo().size(80, 24).open().await;
    browser.press(&["/"]).await;
    browser.write("LabInstanceProfile").await;
    browser.sees("Role LabRole ✓ EC2 may assume it");
    browser.press(&["Enter", "Enter", "G"]).await;
    browser.sees("Service backup.amazonaws.com");
    browser.does_not_see("Role LabRole ✓");
    browser.press(&["g"]).await;
    browser.sees("Role LabRole ✓");
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
async fn a_profile_opened_by_name_stays_though_the_narrowed_list_does_not_show_it() {
    let settings = Settings { path_prefix: Some("/batch/".into()), ..Settings::default() };
    let mut browser = account(THREE).settings(settings).open().await;
    browser.press(&["o"]).await;
    browser.write("gamma").await;
    browser.press(&["Enter"]).await;
    browser.press(&["R"]).await;
    browser.sees("▸gamma");
    browser.sees("2, all loaded");
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
async fn a_failed_refresh_leaves_the_details_that_were_there() {
    let mut browser = account(THREE).open().await;
    browser.faults(&["deny=GetRole"]);
    browser.press(&["r"]).await;
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
    browser.sees("Serves the shop");
}

#[tokio::test(start_paused = true)]
async fn tags_read_alone_give_way_to_those_that_come_with_the_profile() {
    let mut browser = account(THREE).faults(&["deny=GetInstanceProfile"]).open().await;
    browser.sees("Owner shop team");
    browser.faults(&[]);
    browser.account.edit(|state| {
        let tag = ipb::demo::Tag::new("Owner", "somebody else");
        state.profile_mut("alpha").unwrap().tags = vec![tag].into();
    });
    browser.press(&["r"]).await;
    browser.sees("Owner somebody else");
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
async fn a_profile_opened_by_name_leaves_when_the_whole_list_no_longer_has_it() {
    let mut browser = account(THREE).open().await;
    browser.account.edit(|state| {
        state.put_profile("delta", "/", 0);
    });
    browser.press(&["o"]).await;
    browser.write("delta").await;
    browser.press(&["Enter"]).await;
    browser.sees("▸delta");
    browser.account.edit(|state| state.delete_profile("delta"));
    browser.press(&["R"]).await;
    browser.does_not_see("delta");
    browser.sees("3, all loaded");
}

#[tokio::test(start_paused = true)]
async fn an_error_in_a_dialog_is_shown_whole() {
    for (width, name) in [(80, "nonesuch"), (80, "foo"), (60, "some-name-123"), (120, "x")] {
        let mut browser = account(THREE).size(width, 24).open().await;
        browser.press(&["o"]).await;
        browser.write(name).await;
        browser.press(&["Enter"]).await;
        browser.dialog_says(&format!("Instance Profile {name} cannot be found."));
    }
}

#[tokio::test(start_paused = true)]
async fn a_message_does_not_hide_the_filter_that_is_being_typed() {
    let mut browser = account(THREE).open().await;
    browser.press(&["/"]).await;
    browser.faults(&["error=GetInstanceProfile"]);
    browser.engine.app.notice = Some("Something happened.".into());
    browser.write("be").await;
    browser.sees("Filter: be");
    // Enter on a filter without a match closes the field and says nothing.
    browser.write("zzz").await;
    browser.press(&["Enter"]).await;
    browser.sees("Nothing matches “bezzz”");
    browser.press(&["Esc"]).await;
    browser.sees("▸beta");
}

#[tokio::test(start_paused = true)]
async fn arrows_move_the_list_while_the_filter_is_typed() {
    let mut browser = account(THREE).open().await;
    browser.press(&["/"]).await;
    browser.write("a").await;
    browser.press(&["Down"]).await;
    browser.sees("▸beta");
    browser.sees("Filter: a");
}

#[tokio::test(start_paused = true)]
async fn full_width_letters_find_names_too() {
    let mut browser = account(THREE).open().await;
    browser.press(&["／"]).await;
    browser.write("ｗｅｂ").await;
    browser.sees("▸alpha web");
}

#[tokio::test(start_paused = true)]
async fn ctrl_u_clears_a_field() {
    let mut browser = account(THREE).open().await;
    browser.press(&["o"]).await;
    browser.write("nonesuch").await;
    browser.press(&["Ctrl-U"]).await;
    browser.write("gamma").await;
    browser.press(&["Enter"]).await;
    browser.sees("▸gamma");
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
async fn a_verdict_that_the_lines_below_seem_to_contradict_says_why() {
    let trust = |action: &str, more: &str| {
        format!(
            r#"{{"Statement":{{"Effect":"Allow","Principal":{{"Service":"ec2.amazonaws.com"}},"Action":"{action}"{more}}}}}"#
        )
    };
    let mut browser = account(THREE).open().await;
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
async fn messages_that_wait_are_not_lost_while_the_program_is_stopped() {
    let mut browser = account(THREE).start();
    // Let the answers pile up.
    while browser.engine.app.store.rows().is_empty() {
        browser.one_message().await;
    }
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    browser.engine.catch_up(Flow::Suspend);
    browser.until_idle().await;
    browser.sees("3, all loaded");
    browser.sees("123456789012");
}

#[tokio::test(start_paused = true)]
async fn the_list_is_sorted_by_each_column_and_back_and_the_cursor_stays_on_its_profile() {
    let mut browser = account(THREE).open().await;
    browser.account.edit(|state| {
        state.profile_mut("beta").unwrap().created = 1_793_000_000;
        state.profile_mut("gamma").unwrap().created = 1_500_000_000;
    });
    browser.press(&["R"]).await;
    browser.press(&["Down"]).await;
    let order = |browser: &super::driver::Browser| {
        let rows = browser.engine.app.store.rows();
        let visible = browser.engine.app.list.visible();
        visible.iter().map(|&i| rows[i].profile.name.to_string()).collect::<Vec<_>>().join(" ")
    };
    for (key, wanted, head) in [
        ("s", "gamma beta alpha", "Role ↓"),
        ("S", "alpha beta gamma", "Role ↑"),
        ("s", "alpha gamma beta", "Path ↓"),
        ("s", "beta alpha gamma", "Age ↓"),
        ("S", "gamma alpha beta", "Age ↑"),
        ("s", "alpha beta gamma", "Name ↓"),
        ("S", "gamma beta alpha", "Name ↑"),
    ] {
        browser.press(&[key]).await;
        assert_eq!(order(&browser), wanted, "{head}");
        browser.sees(head);
        browser.sees("▸beta");
    }
}
