//! Many profiles at once.

use ipb::core::change::Intent;
use ipb::core::key::Key;
use ipb::demo::{Account, Moment, Options};

use super::super::driver::{Browser, on};
use super::acme;

#[tokio::test(start_paused = true)]
async fn marked_profiles_are_one_plan_and_the_number_is_typed() {
    let mut browser = acme().open().await;
    browser.press(&["Space", "Space", "Space", "d"]).await;
    browser.titled("Detach the roles of 2 profiles");
    browser.dialog_says("alpha: role: web → (no role)");
    browser.dialog_says("beta: role: api → (no role)");
    browser.dialog_says("Left out (1): gamma:");
    browser.dialog_says("Type 2 to confirm");
    browser.press(&["Down", "Enter"]).await;
    browser.write("3").await;
    browser.press(&["Enter"]).await;
    assert_eq!(browser.changes(), 0);
    browser.press(&["Backspace"]).await;
    browser.write("2").await;
    browser.press(&["Enter"]).await;
    browser.titled("Role detached of 2 profiles");
    browser.dialog_says("2 of 2 done");
    browser.dialog_says("✓ alpha Accepted by AWS and visible.");
    assert_eq!((browser.held("alpha"), browser.held("beta")), ("-".into(), "-".into()));
    let story = [
        "plan detach",
        "before RemoveRoleFrom",
        "after done",
        "before RemoveRoleFrom",
        "after done",
        "end done done",
    ];
    assert_eq!(browser.story(), story);
}

#[tokio::test(start_paused = true)]
async fn marked_profiles_that_the_filter_hides_are_counted() {
    let mut browser = acme().open().await;
    browser.press(&["Space", "Space", "/"]).await;
    browser.write("alp").await;
    browser.press(&["Enter"]).await;
    browser.press(&["D"]).await;
    browser.titled("Delete 2 profiles");
    browser.dialog_says("1 of these 2 profiles are not shown in the list: the filter hides them.");
}

#[tokio::test(start_paused = true)]
async fn a_row_that_changed_since_is_skipped_and_says_so() {
    let mut browser = acme().open().await;
    browser.press(&["Space", "Space", "d"]).await;
    browser.somebody_puts(Some("api"), "alpha");
    browser.write("2").await;
    browser.press(&["Enter"]).await;
    browser.titled("Not all went well: detaching the role of 2 profiles");
    browser.dialog_says("1 of 2 done, 1 not");
    browser
        .dialog_says("? alpha Skipped. It has changed since it was shown: it holds role api now");
    browser.dialog_says("✓ beta");
    assert_eq!((browser.held("alpha"), browser.held("beta")), ("api".into(), "-".into()));
    assert_eq!(browser.story().last().unwrap(), "end changed done");
}

#[tokio::test(start_paused = true)]
async fn one_that_fails_does_not_keep_the_others_from_it() {
    let mut browser = acme().open().await;
    browser.press(&["Space", "Space", "D"]).await;
    browser.account.meanwhile(Moment::Before, "DeleteInstanceProfile", |state| {
        state.profile_mut("alpha").unwrap().role = Some("api".into());
    });
    browser.write("2").await;
    browser.press(&["Enter"]).await;
    browser.dialog_says("1 of 2 done, 1 not");
    browser.dialog_says("✗ alpha Step 2 failed: iam:DeleteInstanceProfile.");
    assert_eq!((browser.held("alpha"), browser.held("beta")), ("api".into(), "?".into()));
}

#[tokio::test(start_paused = true)]
async fn esc_stops_between_two_rows_and_what_is_left_is_left_out() {
    let mut browser = acme().open().await;
    browser.press(&["Space", "Space", "d"]).await;
    browser.write("2").await;
    browser.faults(&["hang-after=RemoveRole*:1"]);
    browser.engine.key(Key::parse("Enter").unwrap());
    browser.until_called("RemoveRoleFromInstanceProfile", 1).await;
    browser.titled("Detaching the role of 2 profiles");
    browser.dialog_says("▸ alpha");
    browser.engine.key(Key::parse("Esc").unwrap());
    browser.dialog_says("Stopping: no other profile is begun.");
    browser.until_idle().await;
    browser.dialog_says("1 of 2 done, 1 left out");
    browser.dialog_says("Left out: stopped before it.");
    assert_eq!((browser.held("alpha"), browser.held("beta")), ("-".into(), "api".into()));
    assert_eq!(browser.story().last().unwrap(), "end done left-out");
}

async fn thousand() -> Browser {
    let options = Options { profiles: Some(1000), ..Options::default() };
    on(Account::builtin(&options).unwrap()).open().await
}

#[tokio::test(start_paused = true)]
async fn a_thousand_profiles_stay_usable() {
    let mut browser = thousand().await;
    let names: Vec<Box<str>> = browser
        .engine
        .app
        .store
        .rows()
        .iter()
        .filter(|row| row.profile.role().is_some())
        .map(|row| row.profile.name.clone())
        .collect();
    let count = names.len();
    assert!(count > 500);
    browser.propose(Intent::Detach { profiles: names }).await;
    browser.titled(&format!("Detach the roles of {count} profiles"));
    browser.write(&count.to_string()).await;
    let begun = std::time::Instant::now();
    for _ in 0..20 {
        browser.engine.key(Key::parse("PageDown").unwrap());
        browser.screen();
    }
    let each = begun.elapsed() / 20;
    println!("a key and a frame of the dialog: {each:?}");
    let begun = std::time::Instant::now();
    browser.press(&["Enter"]).await;
    println!("{count} changes: {:?}", begun.elapsed());
    browser.sees(&format!("{count} of {count} done"));
    let looks = browser.calls("GetInstanceProfile");
    assert!(looks < 2 * count + 50, "{looks}");
}
