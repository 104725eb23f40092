//! Filters, names and orders.

use ipb::core::config::Settings;

use super::driver::{Browser, THREE, account};

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
    // A tag may hold it, as long as not all tags are known.
    browser.sees("Nothing is known to match “zz zz”. Esc lifts the filter.");
    browser.sees("tags known for 1 of 3; T reads them");
    browser.press(&["Enter", "T"]).await;
    browser.sees("Nothing matches “zz zz”. Esc lifts the filter.");
    browser.sees("Terms: role: path: tag:KEY=VALUE no:role no:tags");
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
async fn a_paste_without_a_field_is_no_keys_and_waits_in_open_by_name() {
    let mut browser = account(THREE).open().await;
    let before = browser.screen();
    browser.paste("q\nR\n").await;
    browser.dialog_says("Open: q R");
    browser.press(&["Esc"]).await;
    assert_eq!(browser.screen(), before);
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
async fn a_profile_in_the_list_is_opened_by_its_name_in_any_case_without_a_call() {
    let mut browser = account(THREE).faults(&["deny=GetInstanceProfile"]).open().await;
    browser.press(&["o"]).await;
    browser.write("BETA").await;
    browser.press(&["Enter"]).await;
    browser.sees("▸beta");
    browser.does_not_see("Profile: BETA");
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
    browser.sees("Nothing is known to match “bezzz”");
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
async fn the_list_is_sorted_by_each_column_and_back_and_the_cursor_stays_on_its_profile() {
    let mut browser = account(THREE).open().await;
    browser.account.edit(|state| {
        state.profile_mut("beta").unwrap().created = 1_793_000_000;
        state.profile_mut("gamma").unwrap().created = 1_500_000_000;
    });
    browser.press(&["R"]).await;
    browser.press(&["Down"]).await;
    let order = |browser: &Browser| {
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

#[tokio::test(start_paused = true)]
async fn a_filter_without_a_match_leaves_the_cursor_where_it_was_once_it_is_lifted() {
    let mut browser = account(THREE).open().await;
    browser.press(&["Down"]).await;
    for text in ["zzz", "gam", "gamz"] {
        browser.press(&["/"]).await;
        browser.write(text).await;
        browser.press(&["Esc"]).await;
        browser.sees("▸beta jobs");
        browser.sees("Role jobs");
    }
    // Emptied by hand, it has a cursor as well.
    browser.press(&["/"]).await;
    browser.write("zzz").await;
    browser.press(&["Ctrl-U", "Enter"]).await;
    browser.does_not_see("No profile is selected.");
}

#[tokio::test(start_paused = true)]
async fn an_order_by_a_column_that_is_left_out_is_told_in_the_title() {
    let mut browser = account(THREE).size(44, 12).open().await;
    browser.press(&["s", "s"]).await;
    browser.sees("Instance profiles · Path ↓");
    browser.press(&["s", "S"]).await;
    browser.sees("Instance profiles · Age ↑");
}
