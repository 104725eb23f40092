//! Leaving the program, or a dialog, while a change is carried out.

use std::time::Duration;

use ipb::core::key::Key;
use ipb::core::msg::Msg;
use ipb::run::Flow;

use super::super::driver::Browser;
use super::{acme, attach};

/// A browser in which the role is about to be taken out of alpha; the answer
/// takes a while.
async fn detaching(fault: &str) -> Browser {
    let mut browser = acme().open().await;
    browser.press(&["d", "Down"]).await;
    browser.press(&["Down"]).await;
    browser.faults(&[fault]);
    browser.engine.key(Key::parse("Enter").unwrap());
    browser.until_called("RemoveRoleFromInstanceProfile", 1).await;
    browser
}

fn key(browser: &mut Browser, name: &str) -> Flow {
    browser.engine.key(Key::parse(name).unwrap())
}

/// Goes on until the program wants to end.
async fn until_quit(browser: &mut Browser) {
    let mut flow = Flow::Continue;
    while flow == Flow::Continue {
        let next = tokio::time::timeout(Duration::from_secs(3600), browser.engine.next());
        let msg = next.await.expect("it ends").unwrap();
        flow = browser.engine.handle(msg);
    }
    assert_eq!(flow, Flow::Quit);
}

#[tokio::test(start_paused = true)]
async fn it_goes_on_in_the_background_while_one_looks_at_other_profiles() {
    let mut browser = detaching("hang-after=RemoveRole*").await;
    browser.titled("Detaching the role of alpha");
    browser.dialog_says("▸ Take role web out of alpha");
    key(&mut browser, "Enter");
    browser.sees("CHANGING");
    browser.sees("It goes on in the background; P shows it.");
    key(&mut browser, "Down");
    browser.sees("▸beta");
    // Another change waits until it is over, and says so.
    key(&mut browser, "d");
    browser.sees("A change is being made, one at a time: P shows it.");
    key(&mut browser, "P");
    browser.titled("Detaching the role of alpha");
    key(&mut browser, "Esc");
    browser.until_idle().await;
    browser.does_not_see("CHANGING");
    browser.sees("Role detached of alpha");
    assert_eq!(browser.held("alpha"), "-");
}

#[tokio::test(start_paused = true)]
async fn a_change_that_fails_in_the_background_comes_to_the_front() {
    let mut browser = detaching("hang=RemoveRole*").await;
    key(&mut browser, "Enter");
    browser.until_idle().await;
    browser.titled("Not all went well: detaching the role of alpha");
    browser.dialog_says("Nothing has changed.");
}

#[tokio::test(start_paused = true)]
async fn quitting_waits_for_the_call_says_so_and_then_ends() {
    for quit in [&["Enter", "q"][..], &["Ctrl-C", "Ctrl-C"]] {
        let mut browser = detaching("hang-after=RemoveRole*").await;
        for name in quit {
            assert_eq!(key(&mut browser, name), Flow::Continue);
        }
        browser.sees("Leaving: waiting for iam:RemoveRoleFromInstanceProfile…");
        until_quit(&mut browser).await;
        assert_eq!(browser.story().last().unwrap(), "end done");
        assert_eq!(browser.held("alpha"), "-");
    }
}

#[tokio::test(start_paused = true)]
async fn whoever_insists_leaves_it_as_unknown_in_the_journal() {
    let mut browser = detaching("hang-after=RemoveRole*").await;
    key(&mut browser, "Enter");
    key(&mut browser, "q");
    for (width, height) in [(60, 16), (80, 24), (120, 40)] {
        browser.resized(width, height);
        browser.sees("RemoveRoleFromInstanceProfile… Again to leave it as unknown.");
    }
    assert_eq!(key(&mut browser, "q"), Flow::Continue);
    until_quit(&mut browser).await;
    assert_eq!(browser.story(), ["plan detach", "before RemoveRoleFrom", "after unknown"]);
}

#[tokio::test(start_paused = true)]
async fn a_signal_to_end_waits_as_long_as_a_call_may_take() {
    let mut browser = detaching("hang-after=RemoveRole*").await;
    assert_eq!(browser.engine.handle(Msg::Terminate), Flow::Continue);
    until_quit(&mut browser).await;
    assert_eq!(browser.story().last().unwrap(), "end done");
    // Nothing is waited for longer, whatever does not answer.
    let mut browser = detaching("hang=RemoveRole*").await;
    browser.faults(&["hang"]);
    let begun = tokio::time::Instant::now();
    browser.engine.handle(Msg::Terminate);
    until_quit(&mut browser).await;
    assert!(begun.elapsed() < Duration::from_secs(80), "{:?}", begun.elapsed());
}

#[tokio::test(start_paused = true)]
async fn without_a_change_under_way_it_ends_at_once() {
    let mut browser = acme().open().await;
    assert_eq!(browser.engine.handle(Msg::Terminate), Flow::Quit);
    browser.press(&["d"]).await;
    browser.confirm().await;
    browser.press(&["Enter"]).await;
    assert_eq!(browser.press(&["q"]).await, Flow::Quit);
}

#[tokio::test(start_paused = true)]
async fn what_must_be_seen_keeps_the_program_from_ending() {
    let mut browser = acme().open().await;
    browser.propose(attach("alpha", "api")).await;
    browser.press(&["Down"]).await;
    browser.faults(&["latency=3000", "deny=PassRole"]);
    key(&mut browser, "Enter");
    browser.until_called("RemoveRoleFromInstanceProfile", 1).await;
    key(&mut browser, "Enter");
    key(&mut browser, "q");
    browser.until_idle().await;
    browser.titled("Not all went well: replacing the role of alpha");
    browser.sees("The program goes on: this should be seen before it ends.");
    browser.press(&["Enter"]).await;
    assert_eq!(browser.press(&["q"]).await, Flow::Quit);
}

/// Two profiles whose roles are about to be taken out; it was confirmed this
/// moment, and nothing was sent or read yet.
async fn about_to_detach_two() -> Browser {
    let mut browser = acme().open().await;
    browser.press(&["Space", "Space", "d"]).await;
    browser.write("2").await;
    browser.faults(&["latency=1000"]);
    key(&mut browser, "Enter");
    key(&mut browser, "Enter");
    assert_eq!(browser.changes(), 0);
    browser
}

#[tokio::test(start_paused = true)]
async fn quitting_takes_back_nothing_that_was_confirmed() {
    let mut browser = about_to_detach_two().await;
    key(&mut browser, "q");
    browser.sees("Leaving: waiting for iam:RemoveRoleFromInstanceProfile…");
    until_quit(&mut browser).await;
    assert_eq!((browser.held("alpha"), browser.held("beta")), ("-".into(), "-".into()));
    assert_eq!(browser.story().last().unwrap(), "end done done");
}

#[tokio::test(start_paused = true)]
async fn a_signal_to_end_begins_no_other_profile() {
    let mut browser = about_to_detach_two().await;
    browser.engine.handle(Msg::Terminate);
    until_quit(&mut browser).await;
    assert_eq!((browser.held("alpha"), browser.held("beta")), ("-".into(), "api".into()));
    assert_eq!(browser.story().last().unwrap(), "end done left-out");
}

#[tokio::test(start_paused = true)]
async fn whoever_insists_before_anything_was_sent_ends_it_at_once() {
    let mut browser = about_to_detach_two().await;
    key(&mut browser, "q");
    key(&mut browser, "q");
    // Only the journal is waited for, which says that nothing was begun.
    until_quit(&mut browser).await;
    assert_eq!(browser.story().last().unwrap(), "end left-out left-out");
    // What comes after the loop waits for nothing either.
    assert_eq!(browser.engine.handle(Msg::Terminate), Flow::Quit);
    assert_eq!(browser.changes(), 0);
}

#[tokio::test(start_paused = true)]
async fn the_question_whether_to_quit_tells_of_the_change_under_way() {
    let mut browser = about_to_detach_two().await;
    key(&mut browser, "Enter");
    key(&mut browser, "Ctrl-C");
    browser.dialog_says("A change is under way: it is carried to its end first.");
    browser.until_idle().await;
    browser.dialog_says("No change is under way: nothing is lost.");
}
