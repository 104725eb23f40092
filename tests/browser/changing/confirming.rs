//! The confirm dialog.

use super::super::driver::{THREE, account};

#[tokio::test(start_paused = true)]
async fn a_role_is_detached_by_arrow_and_enter() {
    let mut browser = account(THREE).open().await;
    browser.press(&["d"]).await;
    println!("{}", browser.screen());
    browser.titled("Detach the role of alpha");
    browser.press(&["Down", "Enter"]).await;
    println!("{}", browser.screen());
    assert_eq!(browser.held("alpha"), None);
    assert_eq!(
        browser.story(),
        ["plan detach", "before iam:RemoveRoleFromInstanceProfile", "after done", "end done"]
    );
}
