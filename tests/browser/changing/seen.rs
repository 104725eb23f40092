//! A change that AWS has accepted, and that reads show late.

use ipb::core::key::Key;

use super::super::driver::Browser;
use super::{acme, attach};

/// Goes on until what is written stands in the dialog.
async fn until_said(browser: &mut Browser, wanted: &str) {
    for _ in 0..1_000 {
        if browser.screen().contains(wanted) {
            return;
        }
        browser.one_message().await;
    }
    panic!("{wanted:?} never came:\n{}", browser.screen());
}

#[tokio::test(start_paused = true)]
async fn it_shows_at_once_as_accepted_and_after_three_agreeing_reads_as_visible() {
    let mut browser = acme().open().await;
    browser.press(&["d", "Down"]).await;
    browser.press(&["Down"]).await;
    browser.account.clear_calls();
    browser.engine.key(Key::parse("Enter").unwrap());
    until_said(&mut browser, "Role detached of alpha").await;
    browser.dialog_says("Accepted by AWS; 0 of 3 reads in a row show it.");
    browser.sees("◌▸alpha (no role)");
    for n in 1..3 {
        until_said(&mut browser, &format!("{n} of 3 reads")).await;
    }
    until_said(&mut browser, "Accepted by AWS and visible.").await;
    browser.sees("▸alpha (no role)");
    browser.does_not_see("◌");
}

#[tokio::test(start_paused = true)]
async fn a_late_read_never_takes_it_back() {
    for fault in ["lag=10", "lag-reads=6", "flicker=6"] {
        let mut browser = acme().open().await;
        browser.propose(attach("alpha", "api")).await;
        browser.press(&["Down"]).await;
        browser.faults(&[fault]);
        browser.engine.key(Key::parse("Enter").unwrap());
        until_said(&mut browser, "Role replaced of alpha").await;
        browser.engine.key(Key::parse("Enter").unwrap());
        // Neither the list nor GetInstanceProfile shows the role of before, nor
        // the gap between, however often they are read.
        for _ in 0..4 {
            browser.engine.key(Key::parse("R").unwrap());
            browser.engine.key(Key::parse("r").unwrap());
            for _ in 0..6 {
                browser.one_message().await;
                let screen = browser.screen();
                let row = screen.lines().find(|row| row.contains("▸alpha")).unwrap();
                assert!(row.contains("api"), "{fault}: {screen}");
                browser.does_not_see("This profile holds no role.");
            }
        }
        browser.until_idle().await;
        browser.does_not_see("◌");
        browser.sees("▸alpha api");
        browser.press(&["P"]).await;
        browser.dialog_says("Accepted by AWS and visible.");
    }
}

#[tokio::test(start_paused = true)]
async fn a_deleted_profile_does_not_come_back_by_a_late_list() {
    let mut browser = acme().open().await;
    browser.press(&["D"]).await;
    browser.faults(&["lag=10"]);
    browser.write("alpha").await;
    browser.engine.key(Key::parse("Enter").unwrap());
    until_said(&mut browser, "Deleted alpha").await;
    browser.engine.key(Key::parse("Enter").unwrap());
    for _ in 0..3 {
        browser.engine.key(Key::parse("R").unwrap());
        for _ in 0..4 {
            browser.one_message().await;
            browser.does_not_see("alpha web");
        }
    }
    browser.until_idle().await;
    browser.does_not_see("alpha web");
    browser.sees("▸beta");
}

#[tokio::test(start_paused = true)]
async fn a_created_profile_is_there_at_once_with_the_cursor_and_stays() {
    use ipb::core::change::{Creation, Intent, NewProfile};
    let mut browser = acme().open().await;
    let profile = NewProfile { name: "new".into(), path: "/".into(), tags: Vec::new() };
    let holds = Some("web".into());
    let wish = Creation { profile: Some(profile), holds, ..Creation::default() };
    browser.propose(Intent::Create(wish)).await;
    browser.titled("Create new");
    browser.press(&["Down"]).await;
    browser.faults(&["lag=10"]);
    browser.engine.key(Key::parse("Enter").unwrap());
    until_said(&mut browser, "Created new").await;
    browser.engine.key(Key::parse("Enter").unwrap());
    browser.sees("◌▸new web");
    for _ in 0..3 {
        browser.engine.key(Key::parse("R").unwrap());
        for _ in 0..4 {
            browser.one_message().await;
            browser.sees("▸new web");
        }
    }
    browser.until_idle().await;
    browser.sees("▸new web");
    browser.does_not_see("NoSuchEntity");
}

#[tokio::test(start_paused = true)]
async fn what_somebody_else_changed_since_is_shown_and_said() {
    let mut browser = acme().open().await;
    browser.press(&["d"]).await;
    browser.press(&["Down"]).await;
    browser.engine.key(Key::parse("Enter").unwrap());
    until_said(&mut browser, "Role detached of alpha").await;
    browser.somebody_puts(Some("api"), "alpha");
    browser.until_idle().await;
    browser.dialog_says("alpha was changed by somebody else since.");
    browser.press(&["Enter"]).await;
    browser.sees("▸alpha api");
}

#[tokio::test(start_paused = true)]
async fn reads_that_never_show_it_count_in_the_end() {
    let mut browser = acme().open().await;
    browser.press(&["d"]).await;
    browser.faults(&["lag=1000"]);
    browser.confirm().await;
    browser.dialog_says("reads did not show it in time: what is read counts now.");
    browser.press(&["Enter"]).await;
    browser.sees("▸alpha web");
    // It is looked for a bounded number of times.
    let looks = browser.calls("GetInstanceProfile");
    assert!(looks < 20, "{looks}");
}

#[tokio::test(start_paused = true)]
async fn a_second_change_is_made_on_what_was_accepted() {
    let mut browser = acme().open().await;
    browser.propose(attach("gamma", "web")).await;
    browser.press(&["Down"]).await;
    browser.faults(&["lag=30"]);
    browser.engine.key(Key::parse("Enter").unwrap());
    until_said(&mut browser, "Role attached to gamma").await;
    browser.engine.key(Key::parse("Enter").unwrap());
    // Reads still show gamma without a role.
    let wish = ipb::core::change::Intent::Detach { profiles: vec!["gamma".into()] };
    let effects = ipb::core::changing::propose(&mut browser.engine.app, wish);
    browser.engine.perform(effects);
    until_said(&mut browser, "Detach the role of gamma").await;
    browser.dialog_says("role: web → (no role)");
    browser.for_a_while(std::time::Duration::from_millis(300)).await;
    browser.engine.key(Key::parse("Down").unwrap());
    browser.engine.key(Key::parse("Enter").unwrap());
    until_said(&mut browser, "Role detached of gamma").await;
    assert_eq!(browser.held("gamma"), "-");
    browser.until_idle().await;
    browser.sees("gamma (no role)");
}
