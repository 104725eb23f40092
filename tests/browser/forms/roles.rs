//! `a`: the role picker.

use ipb::core::catalog::Streaming;
use ipb::core::config::Settings;
use ipb::demo::{Account, Options};

use super::super::driver::{Browser, THREE, account, demo, on};

/// A role that trusts EC2, named so.
fn role(name: &str) -> String {
    format!("[[role]]\nname = \"{name}\"\n")
}

fn roles(browser: &Browser) -> usize {
    browser.engine.app.store.catalog.roles.items.len()
}

#[tokio::test(start_paused = true)]
async fn a_role_is_chosen_for_an_empty_profile_and_those_that_ec2_may_assume_come_first() {
    let more = format!("{THREE}\n{}", role("zeta"));
    let mut browser = account(&more).open().await;
    browser.press(&["End", "a"]).await;
    browser.has_dialog("Choose a role");
    browser.dialog_says("For gamma, which holds no role.");
    browser.dialog_says("3 roles, all read.");
    browser.dialog_says("▸ web ✓ trusts EC2 zeta ✓ trusts EC2 jobs ✗ trusts lambda");
    browser.write("zt").await;
    browser.dialog_says("▸ zeta");
    browser.press(&["Enter"]).await;
    browser.confirms("Attach a role to gamma").await;
    assert_eq!(browser.role_of("gamma").as_deref(), Some("zeta"));
}

#[tokio::test(start_paused = true)]
async fn the_role_held_now_is_marked_and_not_put_in_again() {
    let mut browser = account(THREE).open().await;
    browser.press(&["a"]).await;
    browser.dialog_says("For alpha, in the place of web, which it holds now.");
    browser.dialog_says("▸ ● web ✓ trusts EC2, held now");
    browser.press(&["Enter"]).await;
    browser.dialog_says("alpha holds web already.");
    browser.press(&["Down", "Enter"]).await;
    browser.sees("jobs");
    browser.does_not_see("Choose a role");
}

#[tokio::test(start_paused = true)]
async fn pages_stream_in_and_the_cursor_stays_on_its_role() {
    let names = ["ap", "bq", "cr", "ds", "et"].map(role).join("\n");
    let trust = "trust = '{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\
                 \"Principal\":{\"AWS\":\"*\"},\"Action\":\"sts:AssumeRole\",\
                 \"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"true\"}}}}'";
    let first = format!("[[role]]\nname = \"aa\"\n{trust}\n{names}\n[[profile]]\nname = \"p\"");
    let options = Options { page_limit: Some(1), ..Options::default() };
    let mut browser = on(Account::from_toml(&[&first], &options).unwrap()).open().await;
    browser.engine.key(ipb::core::key::Key::parse("a").unwrap());
    while roles(&browser) == 0 {
        browser.one_message().await;
    }
    browser.dialog_says("1 role so far, reading more… (Ctrl-R stops)");
    browser.dialog_says("▸ aa");
    while roles(&browser) < 4 {
        browser.one_message().await;
        // Others come before it, as EC2 may assume those.
        browser.dialog_says("▸ aa");
    }
    browser.press(&["Ctrl-R"]).await;
    let said = format!("{} read, stopped: there may be more roles.", roles(&browser));
    browser.dialog_says(&said);
    let stopped = roles(&browser);
    assert!(stopped < 6);
    browser.press(&["Ctrl-R"]).await;
    browser.dialog_says("6 roles, all read.");
    browser.dialog_says("et ✓ trusts EC2 ▸ aa ? EC2 under a condition");
    assert_eq!(browser.calls("ListRoles"), 6);
}

#[tokio::test(start_paused = true)]
async fn where_roles_can_not_be_listed_it_says_so_and_takes_a_typed_name() {
    let mut browser = account(THREE).faults(&["deny=ListRoles"]).open().await;
    browser.press(&["End", "a"]).await;
    browser.dialog_says("iam:ListRoles");
    browser.dialog_says("Type the role's name: it can be used without the list.");
    browser.write("we b").await;
    browser.dialog_says("Name can't have a space (character 3); allowed:");
    browser.press(&["Enter"]).await;
    browser.has_dialog("Choose a role");
    browser.press(&["Backspace", "Backspace"]).await;
    browser.write("b").await;
    browser.dialog_says("▸ use the name web, which is not in the list");
    browser.press(&["Enter"]).await;
    browser.confirms("Attach a role to gamma").await;
    assert_eq!(browser.role_of("gamma").as_deref(), Some("web"));
}

#[tokio::test(start_paused = true)]
async fn an_arn_names_its_role_unless_it_is_of_another_account() {
    let mut browser = account(THREE).open().await;
    browser.press(&["End", "a"]).await;
    browser.paste("arn:aws:iam::210987654321:role/app/other").await;
    browser.dialog_says("That role is in account 210987654321");
    browser.press(&["Ctrl-U"]).await;
    browser.paste("arn:aws:iam::123456789012:role/app/unlisted").await;
    browser.dialog_says("▸ use the name unlisted");
}

#[tokio::test(start_paused = true)]
async fn a_service_linked_role_stands_last_and_is_refused() {
    let mut browser = demo().open().await;
    browser.press(&["a"]).await;
    browser.write("AWSServiceRoleFor").await;
    browser.dialog_says("✗ service-linked: AWS refuses it");
    browser.press(&["Enter"]).await;
    browser.dialog_says("is a service-linked role: AWS refuses to put it into an instance profile");
    browser.has_dialog("Choose a role");
}

#[tokio::test(start_paused = true)]
async fn closing_the_picker_stops_the_reading() {
    let options = Options { page_limit: Some(1), ..Options::default() };
    let text = format!("{THREE}\n{}", ["x1", "x2", "x3", "x4"].map(role).join("\n"));
    let mut browser = on(Account::from_toml(&[&text], &options).unwrap()).open().await;
    browser.engine.key(ipb::core::key::Key::parse("a").unwrap());
    while roles(&browser) == 0 {
        browser.one_message().await;
    }
    browser.press(&["Esc"]).await;
    let state = &browser.engine.app.store.catalog.roles.state;
    assert!(matches!(state, Streaming::Stopped { .. }), "{state:?}");
    assert!(browser.calls("ListRoles") < 6);
}

#[tokio::test(start_paused = true)]
async fn one_role_is_chosen_for_all_marked_profiles() {
    let mut browser = account(THREE).open().await;
    browser.press(&["*", "a"]).await;
    browser.dialog_says("For the 3 marked profiles; as far as known, 2 hold a role");
    browser.write("web").await;
    browser.press(&["Enter"]).await;
    assert_eq!(browser.calls("AddRoleToInstanceProfile"), 0);
    // One of them holds it already.
    browser.write("2").await;
    browser.press(&["Enter"]).await;
    for profile in ["alpha", "beta", "gamma"] {
        assert_eq!(browser.role_of(profile).as_deref(), Some("web"), "{profile}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_list_that_broke_off_goes_on_where_it_stopped() {
    let options = Options { page_limit: Some(2), ..Options::default() };
    let text = format!("{THREE}\n{}", ["x1", "x2", "x3", "x4"].map(role).join("\n"));
    let mut browser = on(Account::from_toml(&[&text], &options).unwrap()).open().await;
    browser.engine.key(ipb::core::key::Key::parse("a").unwrap());
    while roles(&browser) == 0 {
        browser.one_message().await;
    }
    browser.faults(&["deny=ListRoles"]);
    browser.until_idle().await;
    browser.dialog_says("A name can be typed too.");
    let read = roles(&browser);
    assert!((2..6).contains(&read), "{read}");
    browser.faults(&[]);
    browser.account.clear_calls();
    browser.press(&["Ctrl-R"]).await;
    browser.dialog_says("6 roles, all read.");
    assert_eq!(browser.calls("ListRoles"), (6 - read).div_ceil(2));
}

#[tokio::test(start_paused = true)]
async fn where_nothing_may_be_changed_the_keys_say_why() {
    let settings = Settings { read_only: true, ..Settings::default() };
    let mut browser = account(THREE).settings(settings).open().await;
    for key in ["a", "t", "n"] {
        browser.press(&[key]).await;
        browser.sees("Read-only: nothing is changed here.");
        browser.does_not_see("╔");
    }
}

#[tokio::test(start_paused = true)]
async fn a_picker_of_one_account_goes_when_the_keys_are_of_another() {
    let mut browser = account(THREE).open().await;
    browser.press(&["a"]).await;
    let current = browser.engine.app.connection.current.as_mut().unwrap();
    current.identity.as_mut().unwrap().account = "210987654321".into();
    browser.write("w").await;
    browser.does_not_see("Choose a role");
}

#[tokio::test(start_paused = true)]
async fn with_fresh_keys_the_list_is_read_anew() {
    let mut browser = account(THREE).open().await;
    browser.faults(&["invalid-token"]);
    browser.press(&["a"]).await;
    browser.faults(&[]);
    // What a changed credentials file brings about.
    browser.reconnect();
    browser.until_idle().await;
    browser.has_dialog("Choose a role");
    browser.dialog_says("2 roles, all read.");
}
