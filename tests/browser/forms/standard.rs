//! The standard way: a role, its policies, a profile, and the role in it.

use super::super::driver::{Browser, THREE, account, demo};

const POLICIES: &str = r#"
    [[policy]]
    name = "read-artifacts"
    documents = ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"*"}}']
    [[policy]]
    name = "write-logs"
    documents = ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"logs:*","Resource":"*"}}']
"#;

async fn begun() -> Browser {
    let mut browser = account(&format!("{THREE}\n{POLICIES}")).open().await;
    browser.press(&["n"]).await;
    browser.push("With a new role…").await;
    browser.has_dialog("The standard way, 1 of 4: a role");
    browser
}

fn attached(browser: &Browser, role: &str) -> Vec<String> {
    let names = |state: &mut ipb::demo::State| {
        let role = state.role(role)?;
        Some(role.attached.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    browser.account.edit(names).flatten().unwrap()
}

#[tokio::test(start_paused = true)]
async fn the_whole_way_makes_a_role_with_policies_and_a_profile_that_holds_it() {
    let mut browser = begun().await;
    browser.write("shop").await;
    browser.press(&["Tab", "Tab"]).await;
    browser.write("Serves the shop").await;
    browser.push("Next").await;
    browser.has_dialog("The standard way, 2 of 4: its policies");
    browser.dialog_says("Managed policies for the new role shop.");
    browser.press(&["Enter"]).await;
    browser.has_dialog("Managed policies");
    browser.dialog_says("2 policies, all read; the account's own first.");
    browser.write("logs").await;
    browser.press(&["Enter"]).await;
    browser.dialog_says("1 chosen.");
    browser.dialog_says("▸ ✓ write-logs");
    browser.retype("art").await;
    browser.press(&["Enter", "Esc"]).await;
    browser.dialog_says("2 chosen of at most 10 on one role");
    browser.push("Next").await;
    browser.has_dialog("The standard way, 3 of 4: a profile");
    browser.dialog_says("[shop");
    browser.push("Next").await;
    browser.dialog_says("1. create the role shop");
    browser.dialog_says(
        "2. attach write-logs to the role shop 3. attach read-artifacts to the role shop",
    );
    browser.dialog_says("4. create the profile shop 5. put the role shop into the profile shop");
    browser.push("Show what will be done").await;
    browser.confirms("Create shop").await;
    assert_eq!(browser.role_of("shop").as_deref(), Some("shop"));
    assert_eq!(
        attached(&browser, "shop"),
        ["read-artifacts", "write-logs"]
            .map(|name| format!("arn:aws:iam::123456789012:policy/{name}"))
    );
    let said = browser.account.edit(|state| state.role("shop").unwrap().description.clone());
    assert_eq!(said.flatten().as_deref(), Some("Serves the shop"));
}

#[tokio::test(start_paused = true)]
async fn going_back_and_forth_loses_nothing_and_a_name_that_was_typed_stays() {
    let mut browser = begun().await;
    browser.write("shop").await;
    browser.push("Next").await;
    browser.press(&["Enter"]).await;
    browser.press(&["Enter", "Esc"]).await;
    browser.push("Next").await;
    browser.retype("shop-profile").await;
    browser.push("Back").await;
    browser.dialog_says("+ › read-artifacts");
    browser.push("Back").await;
    browser.dialog_says("[shop");
    browser.retype("store").await;
    browser.push("Next").await;
    browser.dialog_says("for the new role store");
    browser.dialog_says("+ › read-artifacts");
    browser.push("Next").await;
    browser.dialog_says("[shop-profile");
    // And to the profile alone.
    browser.push("Back").await;
    browser.push("Back").await;
    browser.push("The profile alone…").await;
    browser.has_dialog("New instance profile");
    browser.dialog_says("[shop-profile");
}

#[tokio::test(start_paused = true)]
async fn a_role_that_is_there_takes_the_new_ones_place() {
    let mut browser = begun().await;
    browser.press(&["Shift-Tab", "Enter"]).await;
    browser.dialog_says("left out (Enter makes one)");
    browser.press(&["Tab", "Enter"]).await;
    browser.write("web").await;
    browser.press(&["Enter"]).await;
    browser.push("Next").await;
    browser.dialog_says("web is there already: whoever uses it now gets these policies too.");
    browser.push("Next").await;
    browser.write("delta").await;
    browser.push("Next").await;
    browser.dialog_says("1. create the profile delta 2. put the role web into the profile delta");
    browser.push("Show what will be done").await;
    browser.confirms("Create delta").await;
    assert_eq!(browser.role_of("delta").as_deref(), Some("web"));
    assert_eq!(browser.calls("CreateRole"), 0);
}

#[tokio::test(start_paused = true)]
async fn the_profile_can_be_left_out() {
    let mut browser = begun().await;
    browser.write("shop").await;
    browser.push("Next").await;
    browser.press(&["Enter"]).await;
    browser.press(&["Enter", "Esc"]).await;
    browser.push("Next").await;
    browser.press(&["Shift-Tab", "Enter"]).await;
    browser.push("Next").await;
    browser.dialog_says("1. create the role shop 2. attach read-artifacts to the role shop");
    browser.does_not_see("3. ");
    browser.push("Show what will be done").await;
    browser.confirms("Create shop").await;
    assert_eq!(attached(&browser, "shop").len(), 1);
    assert_eq!(browser.calls("CreateInstanceProfile"), 0);
}

#[tokio::test(start_paused = true)]
async fn the_role_can_stay_out_of_the_profile_and_keeps_its_policies() {
    let mut browser = begun().await;
    browser.write("shop").await;
    browser.push("Next").await;
    browser.press(&["Enter"]).await;
    browser.press(&["Enter", "Esc"]).await;
    browser.push("Next").await;
    browser.push("Next").await;
    browser.press(&["Shift-Tab", "Enter"]).await;
    browser.dialog_says("▸ no: the profile stays empty");
    browser.push("Show what will be done").await;
    browser.confirms("Create shop").await;
    assert_eq!(attached(&browser, "shop").len(), 1);
    assert_eq!(browser.role_of("shop"), None);
    assert_eq!(browser.calls("CreateInstanceProfile"), 1);
}

#[tokio::test(start_paused = true)]
async fn with_everything_left_out_nothing_is_proposed() {
    let mut browser = begun().await;
    browser.press(&["Shift-Tab", "Enter"]).await;
    browser.push("Next").await;
    browser.dialog_says("There is no role: nothing to attach policies to.");
    browser.push("Next").await;
    browser.press(&["Shift-Tab", "Enter"]).await;
    browser.push("Next").await;
    browser.push("Show what will be done").await;
    browser.dialog_says("Everything is left out: there is nothing to do.");
}

#[tokio::test(start_paused = true)]
async fn the_trust_policy_is_edited_as_text_and_checked_as_json_and_by_its_rules() {
    let mut browser = begun().await;
    browser.write("shop").await;
    browser.press(&["Tab", "Tab", "Tab", "Enter"]).await;
    browser.has_dialog("Trust policy");
    browser.dialog_says("✓ EC2 may assume it");
    browser.write("x").await;
    browser.dialog_says("Trust policy is no JSON: expected value (line 1, column 1).");
    browser.push("Take over").await;
    browser.dialog_says("This must be mended first.");
    browser.press(&["Home", "Delete", "Down", "Down", "Down", "Down", "Down", "End"]).await;
    browser.press(&["Left", "Left", "Left", "Left", "Left"]).await;
    browser.write("x").await;
    browser.dialog_says("✗ EC2 may not assume it");
    browser.push("Take over").await;
    browser.dialog_says("✗ EC2 may not assume it");
}

#[tokio::test(start_paused = true)]
async fn a_trust_policy_over_the_accounts_limit_is_refused() {
    let mut browser = begun().await;
    browser.press(&["Tab", "Tab", "Tab", "Enter"]).await;
    let long = "\"Sid\": \"".to_owned() + &"x".repeat(2000) + "\",";
    browser.press(&["Down", "Down", "Down", "End"]).await;
    browser.paste(&long).await;
    browser.dialog_says("characters without white space; this account allows 2048.");
}

#[tokio::test(start_paused = true)]
async fn policies_that_can_not_be_listed_are_named_by_their_arns() {
    let mut browser = begun().await;
    browser.faults(&["deny=ListPolicies"]);
    browser.write("shop").await;
    browser.push("Next").await;
    browser.press(&["Enter"]).await;
    browser.dialog_says("iam:ListPolicies");
    browser.dialog_says("Paste a policy's ARN: it can be used without the list.");
    browser.paste("arn:aws:iam::123456789012:policy/write-logs").await;
    browser.dialog_says("▸ use write-logs by its ARN");
    browser.press(&["Enter", "Esc"]).await;
    browser.dialog_says("+ › write-logs");
    browser.press(&["Up", "Enter"]).await;
    browser.does_not_see("write-logs");
}

#[tokio::test(start_paused = true)]
async fn more_policies_than_the_quota_are_told() {
    let mut browser =
        account(&format!("{THREE}\n{POLICIES}\n[quotas]\nattached_policies_per_role = 1"))
            .open()
            .await;
    browser.press(&["n"]).await;
    browser.push("With a new role…").await;
    browser.write("shop").await;
    browser.push("Next").await;
    browser.press(&["Enter"]).await;
    browser.press(&["Enter", "Down", "Enter", "Esc"]).await;
    browser.dialog_says("2 chosen of at most 1 on one role");
}

#[tokio::test(start_paused = true)]
async fn the_palette_leads_there_too() {
    let mut browser = demo().open().await;
    browser.press(&[":"]).await;
    browser.write("standard").await;
    browser.press(&["Enter"]).await;
    browser.has_dialog("The standard way, 1 of 4: a role");
}
