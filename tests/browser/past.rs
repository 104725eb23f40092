//! What was changed before: the history, taking a change back, and a change
//! that was broken off.

use ipb::core::change::Confirmed;
use ipb::core::change::journal::{self, Scene};
use ipb::core::config::Settings;
use ipb::core::outcome::{ChangeOutcome, Made};
use ipb::core::plan::{Item, Plan, Purpose, Snapshot};
use ipb::host::journal::Journal;

use super::driver::{Browser, NOW, THREE, account};

/// Where the simulated account is.
const ACCOUNT: &str = "123456789012";

async fn detached() -> Browser {
    let mut browser = account(THREE).open().await;
    browser.press(&["d"]).await;
    browser.press(&["Down", "Enter"]).await;
    browser.press(&["Esc"]).await;
    assert_eq!(browser.held("alpha"), "-");
    browser
}

/// A journal whose last plan, the one that replaces alpha's role, stops after
/// these of its lines; the account is as it was left.
fn broken_off(browser: &Browser, lines: usize) -> Journal {
    let mut plan = None;
    let rows = browser.engine.app.store.rows();
    for row in rows.iter().filter(|row| &*row.profile.name == "alpha") {
        let shown = Snapshot { tags: None, ..Snapshot::of(&row.profile) };
        plan = Some(Plan::one(Purpose::Replace, Item::attach("alpha", shown, "jobs", None)));
    }
    let plan = Confirmed::by_person(plan.unwrap());
    let plan = plan.plan();
    let scene = Scene {
        plan: "20261101T115900Z-0-1".into(),
        account: ACCOUNT.into(),
        caller: "arn:aws:sts::123456789012:assumed-role/Admin/you".into(),
        endpoint: None,
    };
    let done =
        ChangeOutcome { result: Ok(Made::Nothing), attempts: 1, request_id: None, in_doubt: false };
    let all = [
        journal::begin(&scene, plan, NOW),
        journal::before(&scene, (0, 0), &plan.items[0].steps[0].change, NOW),
        journal::after(&scene, (0, 0), &done, NOW),
        journal::before(&scene, (0, 1), &plan.items[0].steps[1].change, NOW),
    ];
    let journal = Journal::in_memory();
    all.iter().take(lines).for_each(|line| journal.append(line).unwrap());
    journal
}

/// A browser that is opened after another one was killed between the halves
/// of a replacement.
async fn after_a_crash() -> Browser {
    let first = account(THREE).open().await;
    let journal = broken_off(&first, 3);
    let opening = account(THREE).journal(journal);
    let mut browser = opening.start();
    browser.account.edit(|state| state.profile_mut("alpha").unwrap().role = None);
    browser.until_idle().await;
    browser
}

#[tokio::test(start_paused = true)]
async fn the_history_tells_what_was_changed_and_of_each_change_its_calls() {
    let mut browser = detached().await;
    browser.press(&["H"]).await;
    browser.titled("What was changed");
    browser.dialog_says("✓ 2026-11-01 12:00 UTC detach done: alpha");
    browser.press(&["Enter"]).await;
    browser.titled("detach, 2026-11-01 12:00 UTC");
    browser.dialog_says("✓ Take role web out of alpha");
    browser.dialog_says("Take it back…");
    insta::assert_snapshot!(browser.screen());
    // Back to the list, and out of it.
    browser.press(&["Esc"]).await;
    browser.titled("What was changed");
    browser.write("nothing of that").await;
    browser.dialog_says("None of the 1 matches.");
    browser.press(&["Esc"]).await;
    browser.does_not_see("What was changed");
}

#[tokio::test(start_paused = true)]
async fn an_empty_history_and_an_unreadable_one_say_so() {
    let mut browser = account(THREE).open().await;
    browser.press(&["H"]).await;
    browser.dialog_says("Nothing was changed yet");
    browser.press(&["Esc", "z"]).await;
    browser.sees("There is no change in this account that could be taken back.");
    let folder = tempfile::tempdir().unwrap();
    let journal = Journal::at(folder.path().to_owned());
    let mut browser = account(THREE).journal(journal).open().await;
    browser.press(&["H"]).await;
    browser.dialog_says("The journal can't be read:");
}

#[tokio::test(start_paused = true)]
async fn a_change_is_taken_back_by_z_and_that_by_another_z() {
    let mut browser = detached().await;
    browser.press(&["z"]).await;
    browser.titled("Undo on alpha");
    browser.dialog_says("Takes back what was changed at 2026-11-01 12:00 UTC");
    browser.dialog_says("web");
    // Nothing is done without the arrow.
    browser.press(&["Enter"]).await;
    assert_eq!(browser.held("alpha"), "-");
    browser.press(&["z"]).await;
    browser.press(&["Down", "Enter"]).await;
    assert_eq!(browser.held("alpha"), "web");
    assert_eq!(browser.story()[4..6], ["plan undo", "before AddRoleTo"]);
    browser.press(&["Esc", "z"]).await;
    browser.press(&["Down", "Enter"]).await;
    assert_eq!(browser.held("alpha"), "-");
}

#[tokio::test(start_paused = true)]
async fn a_change_is_taken_back_from_the_history() {
    let mut browser = detached().await;
    browser.press(&["H"]).await;
    browser.press(&["Enter"]).await;
    browser.press(&["Down", "Enter"]).await;
    browser.titled("Undo on alpha");
    browser.press(&["Down", "Enter"]).await;
    assert_eq!(browser.held("alpha"), "web");
}

#[tokio::test(start_paused = true)]
async fn what_somebody_else_has_done_since_is_not_undone() {
    let mut browser = detached().await;
    browser.account.edit(|state| state.profile_mut("alpha").unwrap().role = Some("jobs".into()));
    browser.press(&["z"]).await;
    browser.dialog_says("holds jobs now");
    browser.press(&["Down", "Enter"]).await;
    assert_eq!(browser.held("alpha"), "jobs");
}

#[tokio::test(start_paused = true)]
async fn killed_between_the_halves_of_a_replacement_the_next_start_tells_and_mends_it() {
    let mut browser = after_a_crash().await;
    browser.titled("replace, 2026-11-01 12:00 UTC");
    browser.dialog_says("This change was broken off");
    browser.dialog_says("✓ Take role web out of alpha · Put role jobs into alpha: not begun");
    browser.dialog_says("What AWS says now alpha holds no role");
    insta::assert_snapshot!(browser.screen());
    // The cursor stands on leaving it.
    browser.press(&["Enter"]).await;
    assert_eq!(browser.held("alpha"), "-");
    // What is told once is told in the history too.
    browser.press(&["H"]).await;
    browser.dialog_says("⚠ 2026-11-01 12:00 UTC replace BROKEN OFF: alpha");
    browser.press(&["Enter"]).await;
    browser.press(&["Down", "Enter"]).await;
    browser.titled("Undo on alpha");
    browser.dialog_says("role: (no role) → web");
    browser.press(&["Down", "Enter"]).await;
    assert_eq!(browser.held("alpha"), "web");
    // It is seen to: another start tells nothing.
    let next = account(THREE).journal(browser.journal.clone()).open().await;
    next.does_not_see("broken off");
}

#[tokio::test(start_paused = true)]
async fn what_was_broken_off_can_be_finished() {
    let mut browser = after_a_crash().await;
    browser.press(&["Down", "Down", "Enter"]).await;
    browser.titled("Replace the role of alpha");
    browser.dialog_says("Does the rest of what was begun");
    browser.press(&["Down", "Enter"]).await;
    assert_eq!(browser.held("alpha"), "jobs");
}

#[tokio::test(start_paused = true)]
async fn what_may_stay_as_it_is_is_not_told_again() {
    let mut browser = after_a_crash().await;
    browser.press(&["End", "Down", "Down", "Down"]).await;
    browser.dialog_says("▸ Let it stay as it is");
    browser.press(&["Enter"]).await;
    let next = account(THREE).journal(browser.journal.clone()).open().await;
    next.does_not_see("broken off");
}

#[tokio::test(start_paused = true)]
async fn the_call_that_was_under_way_is_not_known() {
    let first = account(THREE).open().await;
    let journal = broken_off(&first, 4);
    let browser = account(THREE).journal(journal).open().await;
    browser.dialog_says("? Put role jobs into alpha: it is not known whether AWS has done it");
    // Before the first call there is nothing to tell.
    let journal = broken_off(&first, 1);
    let browser = account(THREE).journal(journal).open().await;
    browser.does_not_see("broken off");
}

#[tokio::test(start_paused = true)]
async fn another_accounts_change_can_not_be_taken_back_here() {
    let first = account(THREE).open().await;
    let journal = broken_off(&first, 3);
    let lines: Vec<_> = journal.lines().unwrap();
    let journal = Journal::in_memory();
    let other = |line: &String| line.replace(ACCOUNT, "210987654321");
    lines.iter().for_each(|line| journal.append(&other(line)).unwrap());
    let mut browser = account(THREE).journal(journal).open().await;
    browser.does_not_see("broken off");
    browser.press(&["z"]).await;
    browser.sees("There is no change in this account that could be taken back.");
    browser.press(&["H"]).await;
    browser.dialog_says("BROKEN OFF: alpha 210987654321");
    browser.press(&["Enter"]).await;
    browser.dialog_says("can be taken back only there");
    browser.does_not_see("Take it back…");
    browser.does_not_see("Do the rest…");
    browser.press(&["Down", "Down", "Enter"]).await;
    assert_eq!(browser.held("alpha"), "web");
}

#[tokio::test(start_paused = true)]
async fn where_nothing_may_be_changed_nothing_is_taken_back() {
    let settings = Settings { read_only: true, ..Settings::default() };
    let first = account(THREE).open().await;
    let journal = broken_off(&first, 3);
    let mut browser = account(THREE).settings(settings).journal(journal).open().await;
    // It is told all the same: a role is missing.
    browser.dialog_says("This change was broken off");
    browser.press(&["Down", "Enter"]).await;
    browser.sees("READ-ONLY");
    browser.does_not_see("Undo on");
    browser.press(&["z"]).await;
    browser.does_not_see("Undo on");
    assert_eq!(browser.held("alpha"), "web");
}
