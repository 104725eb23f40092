//! `n`: a new profile.

use super::super::driver::{THREE, account};
use super::pairs;

#[tokio::test(start_paused = true)]
async fn a_profile_with_a_path_a_role_and_tags_is_made() {
    let mut browser = account(THREE).open().await;
    browser.press(&["n"]).await;
    browser.has_dialog("New instance profile");
    browser.write("delta").await;
    browser.press(&["Tab"]).await;
    browser.retype("/app/").await;
    browser.press(&["Tab", "Enter"]).await;
    browser.dialog_says("For the new profile delta.");
    browser.write("jobs").await;
    browser.press(&["Enter"]).await;
    browser.dialog_says("▸ jobs (Enter: another, Ctrl-X: none)");
    browser.press(&["Down"]).await;
    browser.paste("Team=web\nStage=test").await;
    browser.dialog_says("2 tags of at most 50; +2");
    browser.push("Show what will be done").await;
    browser.confirms("Create delta").await;
    assert_eq!(browser.role_of("delta").as_deref(), Some("jobs"));
    assert_eq!(browser.tags_of("delta"), pairs(&[("Stage", "test"), ("Team", "web")]));
    let path = browser.account.edit(|state| state.profile("delta").unwrap().path.to_string());
    assert_eq!(path.as_deref(), Some("/app/"));
}

#[tokio::test(start_paused = true)]
async fn name_and_path_are_checked_as_one_types() {
    let mut browser = account(THREE).open().await;
    browser.press(&["n"]).await;
    browser.does_not_see("must not be empty");
    browser.push("Show what will be done").await;
    browser.dialog_says("Name must not be empty.");
    browser.dialog_says("This must be mended first.");
    for (name, said) in [
        ("web prod", "Name can't have a space (character 4)"),
        ("wéb", "Name can't have 'é' (U+00E9) (character 2)"),
        (&"n".repeat(129), "Name has 129 characters; AWS allows 128."),
        ("alpha", "Taken: names are unique in an account."),
        ("beta", "Taken, with the path /batch/: names are unique in an account"),
        ("ALPHA", "Differs from alpha in capital letters alone, and AWS refuses that."),
    ] {
        browser.retype(name).await;
        browser.dialog_says(said);
    }
    browser.push("Show what will be done").await;
    browser.has_dialog("New instance profile");
    browser.retype("delta").await;
    browser.press(&["Tab"]).await;
    for (path, said) in [
        ("app/", "Path must begin with a slash."),
        ("/app", "Path must end with a slash."),
        ("//", "Path needs something between its slashes"),
        ("/a b/", "Path can't have a space (character 3)"),
    ] {
        browser.retype(path).await;
        browser.dialog_says(said);
    }
    assert_eq!(browser.calls("CreateInstanceProfile"), 0);
}

#[tokio::test(start_paused = true)]
async fn a_quota_that_is_near_is_told_and_one_that_is_far_is_not() {
    let with = |quota| format!("{THREE}\n[quotas]\ninstance_profiles = {quota}");
    let mut browser = account(&with(3)).open().await;
    browser.press(&["n"]).await;
    browser
        .dialog_says("3 of at most 3 instance profiles: the quota is full, and AWS will refuse.");
    let mut browser = account(THREE).open().await;
    browser.press(&["n"]).await;
    browser.does_not_see("of at most 1000");
    browser.does_not_see("quota");
}

#[tokio::test(start_paused = true)]
async fn a_quota_that_can_not_be_read_keeps_nobody_from_anything() {
    let mut browser = account(THREE).faults(&["deny=GetAccountSummary"]).open().await;
    browser.press(&["n"]).await;
    browser.dialog_says("How near the quotas are is not known: iam:GetAccountSummary is denied.");
    browser.write("delta").await;
    browser.push("Show what will be done").await;
    browser.confirms("Create delta").await;
    assert_eq!(browser.role_of("delta"), None);
    assert_eq!(browser.calls("CreateInstanceProfile"), 1);
}

#[tokio::test(start_paused = true)]
async fn what_was_typed_is_still_there_when_the_confirm_dialog_was_cancelled() {
    let mut browser = account(THREE).open().await;
    browser.press(&["n"]).await;
    browser.write("delta").await;
    browser.push("Show what will be done").await;
    browser.has_dialog("Create delta");
    browser.press(&["Esc"]).await;
    browser.has_dialog("New instance profile");
    browser.dialog_says("[delta");
    assert_eq!(browser.calls("CreateInstanceProfile"), 0);
}

#[tokio::test(start_paused = true)]
async fn letters_never_press_a_button() {
    let mut browser = account(THREE).open().await;
    browser.press(&["n"]).await;
    browser.write("delta").await;
    while !browser.screen().contains("▸ Show what will be done ◂") {
        browser.press(&["Tab"]).await;
    }
    browser.press(&["l", "y", "Space", "q", "Right", "Left"]).await;
    browser.has_dialog("New instance profile");
    browser.dialog_says("▸ Show what will be done ◂");
}

#[tokio::test(start_paused = true)]
async fn a_form_of_one_account_is_no_good_in_another() {
    let mut browser = account(THREE).open().await;
    browser.press(&["n"]).await;
    browser.write("delta").await;
    let identity = browser.engine.app.connection.current.as_mut().unwrap();
    identity.identity.as_mut().unwrap().account = "210987654321".into();
    browser.dialog_says("This was filled in for account 123456789012; the keys now are of");
    browser.push("Show what will be done").await;
    browser.has_dialog("New instance profile");
    assert_eq!(browser.calls("GetInstanceProfile"), 1);
}

#[tokio::test(start_paused = true)]
async fn a_click_goes_to_a_field_and_a_second_one_presses_a_button() {
    use ipb::core::mouse::{Mouse, MouseKind};
    use ipb::core::msg::Msg;
    let mut browser = account(THREE).open().await;
    browser.press(&["n"]).await;
    let place = |browser: &super::Browser, text: &str| {
        let screen = browser.screen();
        let y = screen.lines().position(|line| line.contains(text)).unwrap();
        let line = screen.lines().nth(y).unwrap();
        let x = line[..line.find(text).unwrap()].chars().count() + 1;
        let (x, y) = (u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
        Msg::Mouse(Mouse { kind: MouseKind::Click, x, y })
    };
    let path = place(&browser, "[/ ");
    browser.engine.handle(path);
    browser.write("app/").await;
    browser.dialog_says("[/app/");
    let cancel = place(&browser, "‹ With a new role… ›");
    browser.engine.handle(cancel.clone());
    browser.dialog_says("▸ With a new role… ◂");
    browser.engine.handle(cancel);
    browser.has_dialog("The standard way, 1 of 4: a role");
}
