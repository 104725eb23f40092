//! Marks: chosen profiles, for the changes of later.

use super::driver::{Browser, THREE, account};

fn marked(browser: &Browser) -> String {
    let app = &browser.engine.app;
    let ids = app.list.marked_ids(&app.store);
    let names = ids.map(|id| &*app.store.row(id).unwrap().profile.name);
    names.collect::<Vec<_>>().join(" ")
}

#[tokio::test(start_paused = true)]
async fn space_marks_and_moves_down_and_again_unmarks() {
    let mut browser = account(THREE).open().await;
    browser.press(&["Space"]).await;
    browser.sees("● alpha");
    browser.sees("▸beta");
    browser.sees("● 1 marked");
    browser.press(&["k", "Space"]).await;
    assert_eq!(marked(&browser), "");
    browser.does_not_see("●");
    // On the last line it stays there.
    browser.press(&["G", "Space", "Space", "Space"]).await;
    browser.sees("●▸gamma");
}

#[tokio::test(start_paused = true)]
async fn a_range_is_shown_while_it_grows_and_marked_at_its_end() {
    let mut browser = account(THREE).open().await;
    browser.press(&["v", "j"]).await;
    browser.sees("○ alpha");
    browser.sees("○▸beta");
    browser.sees("Range from alpha: v marks it, Esc drops it.");
    assert_eq!(marked(&browser), "");
    browser.press(&["v"]).await;
    assert_eq!(marked(&browser), "alpha beta");
    browser.does_not_see("Range from");
    browser.press(&["U"]).await;
    assert_eq!(marked(&browser), "");
    // Upwards as well, and Esc lets it go.
    browser.press(&["G", "v", "k", "Esc", "v", "v"]).await;
    assert_eq!(marked(&browser), "beta");
}

#[tokio::test(start_paused = true)]
async fn a_range_whose_beginning_was_filtered_away_marks_nothing_and_says_so() {
    let mut browser = account(THREE).open().await;
    browser.press(&["v", "/"]).await;
    browser.write("gam").await;
    browser.press(&["Enter", "v"]).await;
    browser.sees("The range's beginning is no longer shown: nothing was marked.");
    assert_eq!(marked(&browser), "");
}

#[tokio::test(start_paused = true)]
async fn all_that_the_filter_shows_is_marked_and_esc_never_takes_a_mark() {
    let mut browser = account(THREE).open().await;
    browser.press(&["/"]).await;
    browser.write("!gamma").await;
    browser.press(&["Enter", "*", "Esc", "Esc", "Esc"]).await;
    assert_eq!(marked(&browser), "alpha beta");
    browser.press(&["s", "S", "R"]).await;
    assert_eq!(marked(&browser), "alpha beta");
    browser.press(&["/"]).await;
    browser.write("gamma").await;
    browser.sees("● 2 marked, 2 of them hidden");
    browser.press(&["Esc"]).await;
    browser.sees("● 2 marked");
    browser.does_not_see("hidden");
}

#[tokio::test(start_paused = true)]
async fn a_mark_goes_with_its_profile_and_that_is_said() {
    let mut browser = account(THREE).open().await;
    browser.press(&["Space", "Space"]).await;
    browser.account.edit(|state| state.delete_profile("beta"));
    browser.press(&["R"]).await;
    browser.sees("A marked profile is gone, and its mark with it.");
    assert_eq!(marked(&browser), "alpha");
}

#[tokio::test(start_paused = true)]
async fn a_profile_that_was_made_again_under_its_name_is_not_marked() {
    let mut browser = account(THREE).open().await;
    browser.press(&["Space", "Space", "Space"]).await;
    browser.account.edit(|state| {
        state.delete_profile("gamma");
        state.put_profile("gamma", "/", 0);
    });
    browser.press(&["r"]).await;
    assert_eq!(marked(&browser), "alpha beta");
}

#[tokio::test(start_paused = true)]
async fn marks_are_the_lists_and_in_the_details_their_keys_say_so() {
    let mut browser = account(THREE).open().await;
    browser.press(&["U"]).await;
    browser.sees("Nothing is marked; Space marks.");
    browser.press(&["Tab", "Space"]).await;
    browser.sees("Profiles are marked in the list; Tab goes there.");
    assert_eq!(marked(&browser), "");
}
