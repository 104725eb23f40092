//! What is under the cursor of a picker, of the palette and of a menu is what
//! Enter or a second click takes, whatever arrives meanwhile.

use ipb::core::key::{Key, KeyCode};
use ipb::core::mouse::{Mouse, MouseKind};
use ipb::core::msg::Msg;
use ipb::core::session::{AwsProfile, AwsProfileKind};
use ipb::demo::{Account, Options};

use super::driver::{Browser, THREE, account, demo, on};

fn press(browser: &mut Browser, keys: &[&str]) {
    for key in keys {
        browser.engine.key(Key::parse(key).unwrap());
    }
}

/// Types without waiting for anything.
fn type_in(browser: &mut Browser, text: &str) {
    for c in text.chars() {
        browser.engine.key(Key::plain(KeyCode::Char(c)));
    }
}

fn of_files(name: &str, region: &str) -> AwsProfile {
    AwsProfile { name: name.into(), region: Some(region.into()), kind: AwsProfileKind::Keys }
}

#[tokio::test(start_paused = true)]
async fn an_aws_profile_whose_name_is_typed_comes_before_one_that_only_mentions_it() {
    let role = |name: &str, role: &str| AwsProfile {
        name: name.into(),
        region: None,
        kind: AwsProfileKind::Role(format!("arn:aws:iam::123456789012:role/{role}")),
    };
    let all = vec![
        role("acme", "dev"),
        role("d-e-v", "x"),
        of_files("devops", "x"),
        of_files("dev", "x"),
    ];
    let mut browser = account(THREE).aws_profiles(all).open().await;
    browser.press(&["A"]).await;
    browser.write("dev").await;
    browser.dialog_says("▸ dev ");
    browser.press(&["Down"]).await;
    // By a part of the name, and only then by what else is said of it.
    browser.dialog_says("▸ devops ");
    browser.press(&["Down", "Down"]).await;
    browser.dialog_says("▸ ● acme account 123456789012, assumes dev");
}

#[tokio::test(start_paused = true)]
async fn keys_that_die_while_one_types_into_the_account_picker_do_not_take_it_away() {
    let options = Options { page_limit: Some(1), ..Options::default() };
    let mut browser = on(Account::from_toml(&[THREE], &options).unwrap()).start();
    while browser.engine.app.store.rows().is_empty() {
        browser.one_message().await;
    }
    press(&mut browser, &["A"]);
    type_in(&mut browser, "la");
    browser.faults(&["expire-after-calls=0"]);
    browser.until_idle().await;
    // The rest of the word is still text, and Enter still chooses.
    browser.write("b").await;
    browser.sees("Filter: lab");
    browser.sees("▸ lab");
    browser.faults(&[]);
    browser.press(&["Enter"]).await;
    browser.sees("--profile lab");
    browser.sees("3, all loaded");
    browser.does_not_see("Try again");
}

#[tokio::test(start_paused = true)]
async fn what_died_below_the_account_picker_is_told_once_it_is_closed() {
    let options = Options { page_limit: Some(1), ..Options::default() };
    let mut browser = on(Account::from_toml(&[THREE], &options).unwrap()).start();
    while browser.engine.app.store.rows().is_empty() {
        browser.one_message().await;
    }
    press(&mut browser, &["A"]);
    browser.faults(&["expire-after-calls=0"]);
    browser.until_idle().await;
    browser.sees("Filter:");
    browser.press(&["Esc"]).await;
    browser.dialog_says("The temporary keys have expired.");
}

#[tokio::test(start_paused = true)]
async fn a_region_chosen_while_another_account_is_being_connected_to_is_for_that_account() {
    let mut browser = demo().open().await;
    browser.faults(&["hang=GetCallerIdentity:1"]);
    browser.press(&["A"]).await;
    browser.become_identity("second");
    press(&mut browser, &["Down", "Enter"]);
    browser.one_message().await;
    browser.sees("connecting to lab");
    press(&mut browser, &["L"]);
    type_in(&mut browser, "tokyo");
    press(&mut browser, &["Enter"]);
    browser.sees("connecting to lab");
    browser.until_idle().await;
    browser.sees("Connected to lab: account 210987654321.");
    browser.sees("--profile lab · ap-northeast-1");
}

#[tokio::test(start_paused = true)]
async fn two_clicks_on_one_place_choose_it_in_a_list_that_scrolls() {
    let mut browser = account(THREE).size(80, 14).open().await;
    browser.press(&["L"]).await;
    browser.press(&["PageDown", "PageDown"]).await;
    let screen = browser.screen();
    let marked = screen.lines().position(|line| line.contains("▸ ")).unwrap();
    let above = screen.lines().nth(marked - 2).unwrap().split('║').nth(1).unwrap();
    let region = above.split_whitespace().next().unwrap().to_owned();
    let at = Mouse { kind: MouseKind::Click, x: 20, y: u16::try_from(marked - 2).unwrap() };
    browser.engine.handle(Msg::Mouse(at));
    browser.dialog_says(&format!("▸ {region}"));
    // What is around it stays where it is, too.
    assert_eq!(browser.screen().lines().position(|line| line.contains("▸ ")), Some(marked - 2));
    browser.engine.handle(Msg::Mouse(at));
    browser.until_idle().await;
    browser.sees(&format!("The region is {region} now."));
}

#[tokio::test(start_paused = true)]
async fn regions_of_the_files_do_not_push_another_one_under_the_cursor() {
    let mut browser = account(THREE).open().await;
    press(&mut browser, &["L", "Down"]);
    browser.dialog_says("▸ af-south-1");
    browser.until_idle().await;
    browser.dialog_says("▸ af-south-1");
    browser.dialog_says("eu-west-1 Europe (Ireland) configured");
}

#[tokio::test(start_paused = true)]
async fn an_aws_profile_added_to_the_files_does_not_push_another_one_under_the_cursor() {
    let mut browser = account(THREE).open().await;
    browser.press(&["A"]).await;
    browser.press(&["Down"]).await;
    browser.dialog_says("▸ lab");
    let all = ["another", "work", "lab"].map(|name| of_files(name, "eu-west-1"));
    browser.engine.handle(Msg::AwsProfiles(Ok(all.into())));
    browser.dialog_says("▸ lab");
    browser.dialog_says("another");
}

#[tokio::test(start_paused = true)]
async fn the_palette_knows_the_commands_of_later_versions_and_says_that_they_are() {
    let mut browser = account(THREE).open().await;
    for (typed, offer) in [
        ("instances", "▸ i the instances that use a profile (Not in this version.)"),
        ("watch", "▸ w watch a profile (Not in this version.)"),
        ("explain", "▸ e explain why an instance has no credentials (Not in this version.)"),
        ("can-it", "▸ c can its role do this? (Not in this version.)"),
    ] {
        browser.press(&[":"]).await;
        browser.write(typed).await;
        browser.dialog_says(offer);
        browser.press(&["Enter"]).await;
        let screen = browser.screen();
        // As the reason beside it, and because it was chosen.
        assert!(screen.matches("Not in this version.").count() >= 2, "{screen}");
        browser.press(&["Esc"]).await;
    }
    // Nothing typed: they come last.
    browser.press(&[":"]).await;
    browser.press(&["PageDown"; 20]).await;
    browser.dialog_says("(Not in this version.)");
}
