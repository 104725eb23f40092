//! Going to what a text names, by `o`, by the filter and from the command line.

use ipb::core::config::Settings;
use ipb::core::key::Key;

use super::driver::{Browser, THREE, account, demo, on};

/// Two profiles hold the role `web`.
const SHARED: &str = r#"
    [[role]]
    name = "web"
    [[role]]
    name = "spare"
    [[role]]
    name = "keeper"
    [[profile]]
    name = "alpha"
    role = "web"
    [[profile]]
    name = "beta"
    role = "web"
    [[profile]]
    name = "gamma"
    role = "keeper"
"#;

const DENIED: &str = "An error occurred (AccessDenied) when calling the GetObject operation: User: \
                      arn:aws:sts::123456789012:assumed-role/web/i-0123456789abcdef0 is not \
                      authorized to perform: s3:GetObject on resource: \"arn:aws:s3:::b/k\" because \
                      no identity-based policy allows the s3:GetObject action";

async fn open(browser: &mut Browser, text: &str) {
    browser.press(&["o"]).await;
    browser.paste(text).await;
    browser.press(&["Enter"]).await;
}

#[tokio::test(start_paused = true)]
async fn an_error_message_goes_to_the_profile_of_its_caller() {
    let mut browser = account(THREE).open().await;
    browser.press(&["Down", "o"]).await;
    browser.paste(DENIED).await;
    browser.dialog_says("Understood as role web, from the caller of the error message.");
    browser.press(&["Enter"]).await;
    browser.sees("alpha alone holds role web, from the caller of the error message.");
    browser.sees("▸alpha");
}

#[tokio::test(start_paused = true)]
async fn a_role_that_several_profiles_hold_narrows_the_list_to_them() {
    let mut browser = account(SHARED).open().await;
    browser.account.clear_calls();
    open(&mut browser, "arn:aws:iam::123456789012:role/web").await;
    browser.sees("2 profiles hold role web.");
    browser.sees("2 match of 3");
    browser.sees("▸alpha");
    // Everything was loaded: nobody had to be asked.
    assert_eq!(browser.calls("ListInstanceProfilesForRole"), 0);
}

#[tokio::test(start_paused = true)]
async fn where_the_list_is_denied_aws_is_asked_who_holds_a_role_page_by_page() {
    let options = ipb::demo::Options { page_limit: Some(1), ..Default::default() };
    let account = ipb::demo::Account::from_toml(&[SHARED], &options).unwrap();
    let mut browser = on(account).faults(&["deny=ListInstanceProfiles"]).open().await;
    open(&mut browser, "role web").await;
    browser.sees("2 profiles hold role web.");
    browser.sees("▸alpha");
    browser.sees("beta");
    assert_eq!(browser.calls("ListInstanceProfilesForRole"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_role_that_nobody_holds_and_one_that_does_not_exist_say_so_and_keep_the_text() {
    let mut browser = account(SHARED).open().await;
    open(&mut browser, "role spare").await;
    browser.dialog_says("No instance profile of this account holds role spare.");
    browser.dialog_says("Open: role spare");
    browser.press(&["Esc"]).await;
    open(&mut browser, "role nonesuch").await;
    browser.dialog_says("The role with name nonesuch cannot be found.");
    browser.press(&["Esc"]).await;
    browser.faults(&["deny=ListInstanceProfilesForRole"]);
    open(&mut browser, "role spare").await;
    browser.dialog_says("iam:ListInstanceProfilesForRole is not allowed for you.");
}

#[tokio::test(start_paused = true)]
async fn a_bare_name_that_no_profile_has_may_be_a_roles() {
    let mut browser = account(THREE).open().await;
    open(&mut browser, "jobs").await;
    browser.sees("▸beta");
    browser.sees("No instance profile is named jobs, but a role is.");
    open(&mut browser, "nonesuch").await;
    browser.dialog_says("Instance Profile nonesuch cannot be found.");
}

#[tokio::test(start_paused = true)]
async fn what_belongs_to_another_account_is_told_and_no_namesake_is_shown() {
    let mut browser = account(THREE).open().await;
    browser.press(&["Down"]).await;
    browser.account.clear_calls();
    for text in [
        "arn:aws:iam::210987654321:instance-profile/alpha",
        "arn:aws:iam::210987654321:role/web",
        "arn:aws:sts::210987654321:assumed-role/web/i-0123456789abcdef0",
    ] {
        open(&mut browser, text).await;
        browser
            .dialog_says("belongs to account 210987654321, and this session looks at 123456789012");
        browser.press(&["Esc"]).await;
        browser.sees("▸beta");
    }
    assert_eq!(browser.account.calls(), []);
    // The account is this one, but the path is another's.
    open(&mut browser, "arn:aws:iam::123456789012:role/other/web").await;
    browser.dialog_says("another one: arn:aws:iam::123456789012:role/web");
}

#[tokio::test(start_paused = true)]
async fn an_instance_is_known_as_such_and_what_helps_is_told() {
    let mut browser = account(THREE).open().await;
    open(&mut browser, "i-0123456789abcdef0").await;
    browser.dialog_says("This version doesn't look at EC2.");
    browser.dialog_says("Values=i-0123456789abcdef0");
}

#[tokio::test(start_paused = true)]
async fn ids_are_found_in_the_list_and_an_unknown_one_says_whether_the_list_was_whole() {
    let mut browser = account(THREE).open().await;
    let (profile, role) = {
        let rows = browser.engine.app.store.rows();
        let beta = rows.iter().find(|row| &*row.profile.name == "beta").unwrap();
        (beta.profile.id.to_string(), beta.profile.role().unwrap().id.to_string())
    };
    open(&mut browser, &role).await;
    browser.sees("▸beta");
    browser.sees("beta alone holds the role with the id AROA");
    browser.press(&["Up"]).await;
    open(&mut browser, &profile).await;
    browser.sees("▸beta");
    for id in ["AIPAAAAAAAAAAAAAAAAAA", "AROAAAAAAAAAAAAAAAAAA"] {
        open(&mut browser, id).await;
        browser.dialog_says(&format!("the id {id} is not in this account's list."));
        browser.press(&["Esc"]).await;
    }
    let mut browser = account(THREE).faults(&["deny=ListInstanceProfiles"]).open().await;
    open(&mut browser, &profile).await;
    browser.dialog_says("the list is not whole");
}

#[tokio::test(start_paused = true)]
async fn an_arn_or_an_error_message_in_the_filter_is_gone_to_and_a_name_stays_a_filter() {
    let mut browser = account(THREE).open().await;
    browser.press(&["/"]).await;
    browser.paste("arn:aws:iam::123456789012:instance-profile/batch/beta\n").await;
    browser.press(&["Enter"]).await;
    browser.sees("▸beta");
    browser.sees("3, all loaded");
    browser.press(&["/"]).await;
    browser.paste("An error occurred (NoSuchEntity) when calling the GetInstanceProfile operation: Instance Profile nonesuch cannot be found.").await;
    browser.press(&["Enter"]).await;
    browser.dialog_says("Instance Profile nonesuch cannot be found.");
    browser.press(&["Esc", "/"]).await;
    browser.write("web").await;
    browser.press(&["Enter"]).await;
    browser.sees("Filter: web");
}

#[tokio::test(start_paused = true)]
async fn what_the_command_line_names_is_gone_to_once_the_connection_stands() {
    let mut browser = account(THREE).going_to("BETA").start();
    browser.dialog_says("Waiting for the connection…");
    browser.until_idle().await;
    browser.sees("▸beta");
    browser.sees("Understood as instance profile BETA.");
    // An id is no call's to find: it waits for the list.
    let (options, text) = (ipb::demo::Options { page_limit: Some(20), ..Default::default() }, "x");
    let id = {
        let browser = demo().open().await;
        let rows = browser.engine.app.store.rows();
        rows.iter().find(|row| row.profile.name.starts_with(text)).unwrap().profile.id.to_string()
    };
    let account = ipb::demo::Account::builtin(&options).unwrap();
    let mut browser = on(account).going_to(&id).start();
    while browser.engine.app.store.rows().is_empty() {
        browser.one_message().await;
    }
    browser.dialog_says(&format!("looking for the instance profile with the id {id} in the list"));
    browser.until_idle().await;
    browser.sees("▸x");
    browser.sees(&format!("Understood as the instance profile with the id {id}."));
}

#[tokio::test(start_paused = true)]
async fn what_the_command_line_names_survives_missing_keys() {
    let trouble = ipb::core::error::CredentialTrouble::NotFound;
    let mut browser = account(THREE).without_keys(trouble).going_to("role jobs").open().await;
    browser.sees("No AWS credentials were found.");
    browser.become_identity("admin");
    browser.press(&["Enter"]).await;
    browser.sees("beta alone holds role jobs.");
    browser.sees("▸beta");
}

#[tokio::test(start_paused = true)]
async fn esc_gives_up_the_way_there_and_a_late_answer_changes_nothing() {
    let mut browser = account(THREE).faults(&["deny=ListInstanceProfiles"]).open().await;
    browser.press(&["o"]).await;
    browser.write("role web").await;
    browser.engine.key(Key::parse("Enter").unwrap());
    browser.dialog_says("Asking AWS…");
    browser.press(&["Esc"]).await;
    browser.does_not_see("alpha");
}

#[tokio::test(start_paused = true)]
async fn a_role_beyond_the_path_prefix_is_asked_for() {
    let settings = Settings { path_prefix: Some("/batch/".into()), ..Settings::default() };
    let mut browser = account(THREE).settings(settings).open().await;
    browser.does_not_see("alpha");
    open(&mut browser, "role web").await;
    browser.sees("▸alpha");
}

#[tokio::test(start_paused = true)]
async fn a_role_is_looked_for_at_aws_by_its_id_where_the_list_is_not_whole() {
    let toml =
        format!("{THREE}\n[[profile]]\nname = \"zeta\"\npath = \"/other/\"\nrole = \"jobs\"\n");
    let settings = Settings { path_prefix: Some("/batch/".into()), ..Settings::default() };
    let mut browser = account(&toml).settings(settings).open().await;
    let role = browser.engine.app.store.rows()[0].profile.role().unwrap().id.to_string();
    open(&mut browser, &role).await;
    browser.sees("2 profiles hold the role with the id AROA");
    browser.sees("zeta");
    assert_eq!(browser.calls("ListInstanceProfilesForRole"), 1);
    // Made again under its name, it has another id: nobody holds the old one.
    browser.account.edit(|state| {
        let another = state.role("web").unwrap().id;
        state.role_mut("jobs").unwrap().id = another;
    });
    browser.press(&["Esc"]).await;
    open(&mut browser, &role).await;
    browser.dialog_says(
        "The role of that name here is another one: arn:aws:iam::123456789012:role/jobs",
    );
}

#[tokio::test(start_paused = true)]
async fn a_role_whose_holders_may_not_be_listed_is_still_called_a_role() {
    let denied = ["deny=ListInstanceProfilesForRole"];
    let mut browser = account(THREE).faults(&denied).open().await;
    open(&mut browser, "jobs").await;
    browser.sees("beta alone holds role jobs. No instance profile is named jobs, but a role is.");
}

#[tokio::test(start_paused = true)]
async fn a_name_that_is_none_is_answered_with_those_near_it() {
    let mut browser = account(THREE).open().await;
    open(&mut browser, "alhpa").await;
    browser.dialog_says("Near it: alpha.");
    browser.press(&["Esc"]).await;
    open(&mut browser, "amm").await;
    browser.dialog_says("Near it: gamma.");
    browser.press(&["Esc"]).await;
    open(&mut browser, "qqqq").await;
    browser.dialog_says("AWS knows nothing of that name");
}
