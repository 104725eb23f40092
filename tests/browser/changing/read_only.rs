//! Where nothing may be changed.

use ipb::core::config::{Settings, Where};

use super::super::driver::Browser;
use super::acme;

async fn refuses(settings: Settings) -> Browser {
    let mut browser = acme().settings(settings).open().await;
    browser.sees("READ-ONLY");
    for name in ["d", "D"] {
        browser.press(&[name]).await;
        browser.sees("Read-only: nothing is changed here.");
        browser.does_not_see("Cancel");
    }
    browser.propose(super::attach("gamma", "web")).await;
    browser.does_not_see("Cancel");
    assert_eq!((browser.changes(), browser.story()), (0, Vec::<String>::new()));
    browser
}

#[tokio::test(start_paused = true)]
async fn by_the_option_or_the_configurations_first_line() {
    refuses(Settings { read_only: true, ..Settings::default() }).await;
}

#[tokio::test(start_paused = true)]
async fn by_the_aws_profile() {
    let read_only_profiles = vec!["default".into()];
    refuses(Settings { read_only_profiles, ..Settings::default() }).await;
}

#[tokio::test(start_paused = true)]
async fn by_the_account() {
    let read_only_accounts = vec!["123456789012".into()];
    refuses(Settings { read_only_accounts, ..Settings::default() }).await;
}

#[tokio::test(start_paused = true)]
async fn the_layer_that_talks_to_aws_refuses_by_itself() {
    let rules = [
        Where { everywhere: true, ..Where::default() },
        Where { profiles: vec!["default".into()], ..Where::default() },
        Where { accounts: vec!["123456789012".into()], ..Where::default() },
    ];
    for rules in rules {
        let mut browser = acme().aws_read_only(rules).open().await;
        browser.does_not_see("READ-ONLY");
        browser.press(&["d"]).await;
        browser.confirm().await;
        browser.titled("Not all went well: detaching the role of alpha");
        browser.dialog_says("Read-only: nothing is changed here.");
        assert_eq!((browser.changes(), browser.held("alpha")), (0, "web".into()));
    }
}

#[tokio::test(start_paused = true)]
async fn another_account_in_the_list_does_not_matter() {
    let read_only_accounts = vec!["999999999999".into()];
    let mut browser =
        acme().settings(Settings { read_only_accounts, ..Settings::default() }).open().await;
    browser.does_not_see("READ-ONLY");
    browser.press(&["d"]).await;
    browser.confirm().await;
    assert_eq!(browser.held("alpha"), "-");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_changed_in_an_account_that_nobody_knows() {
    let mut browser = acme().faults(&["error=GetCallerIdentity"]).open().await;
    browser.press(&["d"]).await;
    browser.sees("AWS has not said whose account this is, so nothing is changed in it.");
    assert_eq!(browser.changes(), 0);
}
