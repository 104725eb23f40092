//! A creation that stopped halfway, and what was made till then.

use ipb::core::change::{Creation, Intent, NewProfile};

use super::super::driver::Browser;
use super::acme;

/// A browser in which a profile was made, and its role was refused.
async fn half_made() -> Browser {
    let mut browser = acme().open().await;
    let profile = NewProfile { name: "new".into(), path: "/".into(), tags: Vec::new() };
    let holds = Some("web".into());
    let wish = Creation { profile: Some(profile), holds, ..Creation::default() };
    browser.propose(Intent::Create(wish)).await;
    browser.faults(&["deny=PassRole"]);
    browser.confirm().await;
    browser.titled("Not all went well: creating new");
    browser.dialog_says("Step 2 failed: iam:AddRoleToInstanceProfile.");
    browser.dialog_says("Done before it, and still so: Create the profile new.");
    assert_eq!(browser.held("new"), "-");
    browser
}

#[tokio::test(start_paused = true)]
async fn what_was_made_can_be_taken_away_again_and_that_is_confirmed_like_any_change() {
    let mut browser = half_made().await;
    let before = browser.changes();
    browser.press(&["Down"]).await;
    browser.dialog_says("▸ Clean up what was made…");
    browser.press(&["Enter"]).await;
    browser.titled("Clean up new");
    browser.dialog_says("1. Delete the profile new");
    browser.dialog_says("▸ Cancel");
    assert_eq!((browser.changes(), browser.held("new")), (before, "-".into()));
    browser.confirm().await;
    browser.titled("Cleaned up new");
    assert_eq!(browser.held("new"), "?");
    let story = browser.story();
    let end = ["plan clean-up", "before Delete", "after done", "end done"];
    assert_eq!(story[story.len() - 4..], end);
    browser.press(&["Enter"]).await;
    browser.does_not_see("new (no role)");
}

#[tokio::test(start_paused = true)]
async fn what_was_made_may_stay_and_is_shown_as_it_is() {
    let mut browser = half_made().await;
    browser.press(&["Enter"]).await;
    browser.sees("▸new (no role)");
    assert_eq!(browser.held("new"), "-");
}

#[tokio::test(start_paused = true)]
async fn what_somebody_else_has_put_to_use_since_is_not_cleaned_up() {
    let mut browser = half_made().await;
    browser.press(&["Down", "Enter"]).await;
    browser.titled("Clean up new");
    browser.somebody_puts(Some("api"), "new");
    browser.confirm().await;
    assert_eq!(browser.held("new"), "api");
}
