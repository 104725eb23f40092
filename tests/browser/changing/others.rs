//! Somebody else who is faster, another program, another account.

use ipb::demo::Moment;

use super::super::driver::on;
use super::{acme, attach};

#[tokio::test(start_paused = true)]
async fn whoever_was_faster_is_shown_and_nothing_is_sent() {
    let mut browser = acme().open().await;
    browser.press(&["d"]).await;
    browser.somebody_puts(Some("api"), "alpha");
    browser.confirm().await;
    // It comes back with what is there now, and asks again.
    browser.titled("Detach the role of alpha");
    browser.dialog_says("It has changed since it was shown: it holds role api now");
    browser.dialog_says("Nothing was sent; this is how it is now.");
    browser.dialog_says("role: api → (no role)");
    browser.dialog_says("▸ Cancel");
    assert_eq!((browser.held("alpha"), browser.changes()), ("api".into(), 0));
    assert_eq!(browser.story(), ["plan detach", "end changed"]);
    browser.confirm().await;
    browser.titled("Role detached of alpha");
    assert_eq!(browser.held("alpha"), "-");
}

#[tokio::test(start_paused = true)]
async fn whoever_comes_between_two_steps_keeps_what_he_did() {
    let mut browser = acme().open().await;
    browser.propose(attach("alpha", "api")).await;
    browser.account.meanwhile(Moment::After, "RemoveRoleFromInstanceProfile", |state| {
        state.profile_mut("alpha").unwrap().role = Some("AWSServiceRoleForX".into());
    });
    browser.confirm().await;
    browser.dialog_says("Step 2 failed: iam:AddRoleToInstanceProfile.");
    browser.dialog_says("Putting role web back failed too:");
    browser.dialog_says("alpha holds role AWSServiceRoleForX now: somebody else has put it in.");
    assert!(!browser.screen().contains("This mends it"), "{}", browser.screen());
    assert_eq!(browser.held("alpha"), "AWSServiceRoleForX");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_taken_out_for_a_role_that_was_deleted_meanwhile() {
    let mut browser = acme().open().await;
    browser.propose(attach("alpha", "api")).await;
    browser.account.edit(|state| {
        state.profile_mut("beta").unwrap().role = None;
        state.delete_role("api")
    });
    browser.confirm().await;
    browser.titled("Nothing to do");
    browser.dialog_says("The role is gone.");
    assert_eq!((browser.held("alpha"), browser.changes()), ("web".into(), 0));
}

#[tokio::test(start_paused = true)]
async fn a_profile_made_again_under_its_name_is_not_taken_for_the_one_shown() {
    let mut browser = acme().open().await;
    browser.press(&["d"]).await;
    browser.account.edit(|state| {
        state.delete_profile("alpha");
        state.put_profile("alpha", "/", 7).role = Some("web".into());
    });
    browser.confirm().await;
    browser.titled("Detach the role of alpha");
    browser.dialog_says("It has changed since it was shown");
    assert_eq!((browser.held("alpha"), browser.changes()), ("web".into(), 0));
}

#[tokio::test(start_paused = true)]
async fn two_programs_on_one_profile_do_not_undo_each_other() {
    let mut mine = acme().open().await;
    let mut theirs = on(mine.account.clone()).journal(mine.journal.clone()).open().await;
    mine.press(&["d"]).await;
    theirs.press(&["d"]).await;
    mine.confirm().await;
    mine.titled("Role detached of alpha");
    theirs.confirm().await;
    theirs.titled("Nothing to do");
    assert_eq!((mine.held("alpha"), mine.changes()), ("-".into(), 1));
    // Each has its own plan in the journal that both write.
    let story = mine.story();
    assert_eq!(story.iter().filter(|line| *line == "plan detach").count(), 2);
    assert_eq!(story.last().unwrap(), "end changed");
}

#[tokio::test(start_paused = true)]
async fn keys_of_another_account_close_the_dialog_and_nothing_is_sent() {
    let mut browser = super::super::driver::demo().open().await;
    browser.press(&["d"]).await;
    browser.become_identity("second");
    browser.reconnect();
    browser.until_idle().await;
    browser.does_not_see("Detach the role of");
    browser.sees("The change that was to be confirmed is dropped: nothing was sent.");
    browser.press(&["Down", "Enter"]).await;
    assert_eq!((browser.changes(), browser.story()), (0, Vec::<String>::new()));
}

#[tokio::test(start_paused = true)]
async fn a_change_goes_on_in_its_own_account_when_the_keys_are_switched() {
    let mut browser = super::super::driver::demo().open().await;
    browser.press(&["Down"]).await;
    browser.faults(&["latency=1000"]);
    browser.press(&["d"]).await;
    let target = browser.engine.app.list.selected().cloned().unwrap();
    let name = browser.engine.app.store.row(&target).unwrap().profile.name.to_string();
    browser.press(&["Down"]).await;
    browser.engine.key(ipb::core::key::Key::parse("Enter").unwrap());
    browser.until_called("RemoveRoleFromInstanceProfile", 1).await;
    browser.become_identity("second");
    browser.reconnect();
    browser.until_idle().await;
    assert_eq!(browser.held(&name), "-");
    assert_eq!(browser.story().last().unwrap(), "end done");
    browser.titled(&format!("Role detached of {name}"));
}
