//! The policies of a role, and what is said of what was not read.

use super::driver::account;

/// A role with policies of every kind, and one without any.
const POLICIES: &str = r#"
    [[policy]]
    name = "Deploy"
    path = "/team/"
    description = "What the team may do"
    documents = [
        '{"Version":"2012-10-17","Statement":[{"Sid":"Zeta","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}',
        '{"Version":"2012-10-17","Statement":[]}',
    ]
    default_version = 1
    [[aws_policy]]
    name = "AdministratorAccess"
    documents = ['{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}']
    [[role]]
    name = "web"
    attached = ["Deploy", "AdministratorAccess"]
    permissions_boundary = "arn:aws:iam::123456789012:policy/team/Deploy"
    [role.inline]
    Odd = '{"Statement":{"Resource":"*","Action":["b:B","a:A"],"Effect":"Deny"},"Version":"2012-10-17"}'
    [[role]]
    name = "bare"
    [[profile]]
    name = "alpha"
    role = "web"
    [[profile]]
    name = "beta"
    role = "bare"
"#;

#[tokio::test(start_paused = true)]
async fn the_policies_are_told_in_a_line_and_in_full() {
    let mut browser = account(POLICIES).size(120, 60).open().await;
    browser.sees("2 managed (AdministratorAccess, Deploy), 1 inline ⚠ may do everything");
    browser.press(&["3", "+", "Tab"]).await;
    browser.sees("Policies of role web");
    browser.sees("83 AWS AdministratorAccess ⚠ may do everything");
    browser.sees("109 customer Deploy");
    browser.sees("92 inline Odd");
    browser.sees("109 boundary Deploy");
    browser.sees("Deploy permissions boundary ARN");
    browser.sees("Description What the team may do Version v1 Size 109 characters");
    // In the order of their own keys.
    browser.sees(
        r#"{ "Statement": { "Resource": "*", "Action": [ "b:B", "a:A" ], "Effect": "Deny" }"#,
    );
    browser.sees(r#""Sid": "Zeta""#);
    // Each name leads to its document.
    browser.resize(120, 14).await;
    browser.press(&["g", "Down", "Down", "Down", "Enter"]).await;
    assert!(
        browser.screen().lines().nth(3).unwrap().contains("Odd  inline"),
        "{}",
        browser.screen()
    );
}

#[tokio::test(start_paused = true)]
async fn the_policies_cost_a_call_for_each_list_and_two_for_each_managed_one() {
    let mut browser = account(POLICIES).open().await;
    browser.press(&["3"]).await;
    let costs = ["GetPolicy", "GetPolicyVersion", "GetRolePolicy"];
    // The boundary is one of those that are attached.
    assert_eq!(costs.map(|action| browser.calls(action)), [2, 2, 1]);
    browser.press(&["1", "3", "Down", "Up"]).await;
    assert_eq!(costs.map(|action| browser.calls(action)), [2, 2, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_role_without_policies_says_what_that_means() {
    let mut browser = account(POLICIES).open().await;
    browser.press(&["Down"]).await;
    browser.sees("no managed, no inline");
    browser.press(&["3"]).await;
    browser.sees("None: instances get credentials that allow nothing.");
}

#[tokio::test(start_paused = true)]
async fn a_policy_that_may_not_be_read_says_so_beside_those_that_may() {
    let mut browser = account(POLICIES).size(120, 60).faults(&["deny=GetPolicy:1"]).open().await;
    browser.press(&["3", "+", "Tab"]).await;
    browser.sees("not readable");
    browser.sees("iam:GetPolicy is not allowed for you.");
    browser.sees(r#""Action": [ "b:B""#);
    // A list that is denied is unknown, and not empty.
    let mut browser = account(POLICIES).faults(&["deny=ListAttachedRolePolicies"]).open().await;
    browser.sees("managed: not read, 1 inline");
    browser.sees("iam:ListAttachedRolePolicies is not allowed for you.");
    browser.press(&["3"]).await;
    browser.sees("iam:ListAttachedRolePolicies is not allowed for you.");
    browser.press(&["Down"]).await;
    browser.sees("iam:ListAttachedRolePolicies is not allowed for you.");
    browser.does_not_see("None: instances");
}

#[tokio::test(start_paused = true)]
async fn a_policys_document_can_be_copied() {
    let mut browser = account(POLICIES).open().await;
    browser.press(&["3"]).await;
    browser.press(&["y"]).await;
    browser.dialog_says("Policy document Odd");
    // The boundary's comes last.
    browser.press(&["End", "Up", "Up", "Enter"]).await;
    let copied = browser.copied.lock().unwrap().take().unwrap();
    let json: serde_json::Value = serde_json::from_str(&copied).unwrap();
    assert_eq!(json["Statement"]["Action"][0], "b:B");
    assert!(copied.find("Resource") < copied.find("Effect"), "{copied}");
}

#[tokio::test(start_paused = true)]
async fn the_json_tab_holds_everything_that_was_read() {
    let mut browser = account(POLICIES).size(200, 60).open().await;
    browser.press(&["2", "3"]).await;
    browser.press(&["6"]).await;
    let text = ipb::core::reader::text(&browser.engine.app);
    let (_, json) = text.split_once('\n').unwrap();
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(json["InstanceProfile"]["Roles"][0]["RoleName"], "web");
    assert_eq!(json["PermissionsBoundaryPolicy"]["Document"]["Statement"][0]["Sid"], "Zeta");
    assert_eq!(json["AttachedPolicies"][1]["Document"]["Statement"][0]["Sid"], "Zeta");
    assert_eq!(json["RolePolicies"][0]["PolicyDocument"]["Statement"]["Effect"], "Deny");
    assert_eq!(json["InstanceProfilesForRole"][0], json["InstanceProfile"]["Arn"]);
    assert_eq!(
        json["Role"]["PermissionsBoundary"]["PermissionsBoundaryArn"],
        "arn:aws:iam::123456789012:policy/team/Deploy"
    );
}

#[tokio::test(start_paused = true)]
async fn policies_under_way_are_given_up_when_the_cursor_leaves_their_role() {
    let mut browser = account(POLICIES).open().await;
    browser.faults(&["hang=GetPolicy"]);
    browser.engine.key(ipb::core::key::Key::parse("3").unwrap());
    browser.until_called("GetPolicy", 2).await;
    browser.press(&["Down"]).await;
    browser.sees("None: instances get credentials that allow nothing.");
    browser.faults(&[]);
    browser.press(&["Up"]).await;
    browser.does_not_see("No answer in time");
    assert_eq!((browser.calls("GetPolicy"), browser.calls("GetPolicyVersion")), (4, 2));
}

#[tokio::test(start_paused = true)]
async fn what_makes_every_call_fail_is_said_once() {
    let faults = ["error=GetInstanceProfile", "expire-after-calls=3"];
    let mut browser = account(POLICIES).faults(&faults).open().await;
    browser.press(&["Esc"]).await;
    let screen = browser.screen();
    assert_eq!(screen.matches("The temporary keys have expired.").count(), 1, "{screen}");
}

#[tokio::test(start_paused = true)]
async fn what_was_never_read_is_not_shown_as_empty() {
    let mut browser = account(POLICIES).open().await;
    browser.faults(&["expire-after-calls=0"]);
    browser.press(&["R"]).await;
    browser.press(&["Esc", "2"]).await;
    browser.sees("Other profiles that hold it not read");
    browser.press(&["3"]).await;
    browser.sees("AdministratorAccess not read");
    browser.press(&["Down"]).await;
    browser.details_say("Policies of role bare, with their characters not read");
    let screen = browser.screen();
    assert_eq!(screen.matches("not read").count(), 1, "{screen}");
    browser.press(&["1"]).await;
    browser.details_say("Policies not read: the keys are no longer accepted");
    browser.press(&["T"]).await;
    browser.sees("The keys are no longer accepted; a refresh tries them anew.");
}

#[tokio::test(start_paused = true)]
async fn a_refresh_reads_the_documents_again_whichever_tab_shows_them() {
    let mut browser = account(POLICIES).open().await;
    browser.press(&["3"]).await;
    let edited = r#"{"Statement":{"Sid":"Edited","Effect":"Deny","Action":"*","Resource":"*"}}"#;
    browser.account.edit(|state| {
        let role = state.role_mut("web").unwrap();
        role.inline.insert("Odd".into(), ipb::demo::Document::new(edited));
    });
    browser.press(&["6"]).await;
    browser.press(&["r"]).await;
    let text = ipb::core::reader::text(&browser.engine.app);
    assert!(text.contains("Edited"), "{text}");
    // Refreshed elsewhere, the tab reads it when it is opened.
    let again = edited.replace("Edited", "Again");
    browser.account.edit(|state| {
        let role = state.role_mut("web").unwrap();
        role.inline.insert("Odd".into(), ipb::demo::Document::new(&again));
    });
    browser.press(&["1"]).await;
    browser.press(&["r"]).await;
    browser.press(&["3"]).await;
    let text = ipb::core::reader::text(&browser.engine.app);
    assert!(text.contains("Again"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn a_search_goes_on_in_the_next_profile_with_its_first_match() {
    let mut browser = account(POLICIES).size(80, 24).open().await;
    browser.press(&["Enter", "6", "/"]).await;
    browser.write("AssumeRolePolicyDocument").await;
    browser.press(&["Enter", "g", "Esc", "/"]).await;
    browser.write("AssumeRolePolicyDocument").await;
    browser.press(&["Enter", "Tab", "Down"]).await;
    browser.sees("▸beta");
    browser.sees("AssumeRolePolicyDocument");
}

#[tokio::test(start_paused = true)]
async fn enter_without_a_link_says_so_and_esc_does_not_offer_a_search_elsewhere() {
    let mut browser = account(POLICIES).open().await;
    browser.press(&["Enter", "Enter"]).await;
    browser.sees("Nothing to follow here");
    browser.press(&["/"]).await;
    browser.write("arn").await;
    browser.press(&["Enter", "Tab"]).await;
    browser.does_not_see("Esc back");
    browser.press(&["Esc"]).await;
    browser.sees("There is nothing to go back to");
}

#[tokio::test(start_paused = true)]
async fn the_boundary_stays_while_everything_is_read_again() {
    let mut browser = account(POLICIES).open().await;
    browser.press(&["3"]).await;
    browser.sees("109 boundary Deploy");
    browser.engine.key(ipb::core::key::Key::parse("R").unwrap());
    browser.sees("109 boundary Deploy");
}

#[tokio::test(start_paused = true)]
async fn a_policy_with_another_default_version_is_asked_for_that_one_alone() {
    let mut browser = account(POLICIES).open().await;
    browser.press(&["3"]).await;
    browser.account.edit(|state| {
        let policy = state.policies.values_mut().find(|policy| policy.name.as_str() == "Deploy");
        std::sync::Arc::make_mut(policy.unwrap()).default_version = 2;
    });
    browser.press(&["r"]).await;
    browser.details_say("Version v2");
    // Once for each version of Deploy, and twice for the administrator's.
    assert_eq!(browser.calls("GetPolicyVersion"), 4);
}

#[tokio::test(start_paused = true)]
async fn an_inline_policy_that_allows_everything_is_told_once_it_is_read() {
    let all = POLICIES.replace("Effect\":\"Deny\"},", "Effect\":\"Allow\"},");
    let all = all.replace(r#"["b:B","a:A"]"#, r#"["b:B","*"]"#);
    let all = all.replace(r#"attached = ["Deploy", "AdministratorAccess"]"#, "");
    let mut browser = account(&all).open().await;
    browser.does_not_see("may do everything");
    browser.press(&["3"]).await;
    browser.sees("91 inline Odd ⚠ may do everything");
    browser.press(&["1"]).await;
    browser.details_say("1 inline ⚠ may do everything");
}
