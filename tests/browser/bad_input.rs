//! What comes from outside and is not as it should be.

use ipb::demo::{Account, Options};

use super::driver::{account, demo, on};

const ONE: &str = "[[role]]\nname = \"web\"\n[[profile]]\nname = \"alpha\"\nrole = \"web\"\n";

#[tokio::test(start_paused = true)]
async fn clock_skew() {
    let browser = account(ONE).faults(&["clock-skew"]).open().await;
    browser.sees("this machine's clock is wrong");
    browser.sees("AWS says that it is 20");
    browser.sees("Press R to try again.");
}

#[tokio::test(start_paused = true)]
async fn throttled_in_all_attempts() {
    let mut browser = account(ONE).faults(&["throttle=ListInstanceProfiles:3"]).open().await;
    browser.sees("AWS throttles: too many requests");
    browser.sees("All of the SDK's attempts were used up.");
    browser.press(&["R"]).await;
    browser.sees("1, all loaded");
}

#[tokio::test(start_paused = true)]
async fn escape_sequence_in_tag() {
    // XML can't carry an escape character, but U+009B starts a sequence as
    // well, and the JSON of a trust policy can hold anything.
    let trust = r#"{"Statement":{"Effect":"Allow","Principal":{"AWS":"\u001b]52;c;ZXZpbA==\u0007"},"Action":"sts:AssumeRole"}}"#;
    let mut browser = account(ONE).start();
    browser.account.edit(|state| {
        let tag = ipb::demo::Tag::new("evil", "a\u{9b}31mb\u{202e}c\u{85}d");
        state.profile_mut("alpha").unwrap().tags = vec![tag].into();
        state.role_mut("web").unwrap().trust = ipb::demo::Document::new(trust);
    });
    browser.until_idle().await;
    for (tab, wanted) in [
        ("1", "evil=a�31mb�c�d"),
        ("2", "␛]52;c;ZXZpbA==␇"),
        ("4", "evil a�31mb�c�d"),
        ("6", "a�31mb�c�d"),
    ] {
        browser.press(&[tab]).await;
        browser.sees(wanted);
        let screen = browser.screen();
        assert!(!screen.contains(['\u{1b}', '\u{9b}', '\u{202e}', '\u{85}', '\u{7}']), "{screen}");
    }
}

#[tokio::test(start_paused = true)]
async fn role_deleted_meanwhile() {
    let other = format!("{ONE}[[profile]]\nname = \"aaa\"\n");
    let mut browser = account(&other).open().await;
    browser.sees("▸aaa");
    // AWS takes a role out of its profiles before it deletes it.
    browser.account.edit(|state| state.delete_role("web"));
    browser.press(&["Down"]).await;
    browser.sees("▸alpha (no role)");
    browser.sees("This profile holds no role.");
    // Between two reads, the profile may still show it.
    let mut browser = account(&other).open().await;
    browser.faults(&["hang=GetInstanceProfile"]);
    browser.account.edit(|state| state.delete_role("web"));
    browser.press(&["Down"]).await;
    browser.sees("AWS knows nothing of that name: The role with name web cannot be found.");
    browser.sees("“refresh all” reads it again.");
    browser.sees("▸alpha web");
}

#[tokio::test(start_paused = true)]
async fn two_megabyte_policy() {
    let names: Vec<String> =
        (0..50_000).map(|n| format!("\"arn:aws:iam::{n:012}:role/somebody\"")).collect();
    let trust = format!(
        r#"{{"Statement":{{"Effect":"Allow","Principal":{{"AWS":[{}]}},"Action":"sts:AssumeRole"}}}}"#,
        names.join(",")
    );
    assert!(trust.len() > 2_000_000);
    let browser = account("[[profile]]\nname = \"alpha\"\n").start();
    browser.account.edit(|state| {
        state.put_role("web", "/", &trust, 0);
        let role = state.role("web").unwrap().name.clone();
        state.profile_mut("alpha").unwrap().role = Some(role);
    });
    let mut browser = browser;
    browser.until_idle().await;
    browser.sees("✗ EC2 may not assume it");
    browser.press(&["Enter", "2", "G"]).await;
    browser.sees("… and 49940 more; `ipb show NAME --output json` prints them all.");
}

#[tokio::test(start_paused = true)]
async fn empty_account() {
    let browser = on(Account::empty()).open().await;
    browser.sees("0, all loaded");
    browser.sees("This account has no instance profiles.");
    browser.sees("aws iam create-instance-profile");
}

#[tokio::test(start_paused = true)]
async fn everything_denied() {
    let mut browser = account(ONE).faults(&["deny=*"]).open().await;
    browser.sees("iam:ListInstanceProfiles is not allowed for you.");
    browser.sees("press o to open it");
    browser.sees("123456789012");
    browser.press(&["o"]).await;
    browser.write("alpha").await;
    browser.press(&["Enter"]).await;
    browser.sees("iam:GetInstanceProfile is not allowed for you.");
    browser.sees("Open: alpha");
    browser.press(&["Esc"]).await;
    browser.does_not_see("Open: alpha");
}

#[tokio::test(start_paused = true)]
async fn expired_mid_page() {
    let options = Options { profiles: Some(700), page_limit: Some(100), ..Options::default() };
    let mut browser = on(Account::builtin(&options).unwrap()).start();
    while browser.engine.app.store.rows().len() < 200 {
        browser.one_message().await;
    }
    browser.faults(&["expire-after-calls=0"]);
    browser.until_idle().await;
    browser.sees("The temporary keys have expired.");
    browser.sees("STALE");
    let loaded = browser.engine.app.store.rows().len();
    assert!(loaded >= 200, "{loaded}");
    browser.account.clear_calls();
    browser.replace_keys("ASIAFRESHKEYSEXAMPLE");
    browser.press(&["Enter"]).await;
    browser.sees("700, all loaded");
    browser.sees("Connected again with fresh keys.");
    browser.does_not_see("STALE");
    // It went on where it stopped: the pages that were there are not read again.
    assert_eq!(browser.calls("ListInstanceProfiles"), (700 - loaded).div_ceil(100));
}

#[tokio::test(start_paused = true)]
async fn keys_of_another_account() {
    let mut browser = demo().open().await;
    browser.sees("acme-demo");
    browser.faults(&["expire-after-calls=0"]);
    browser.press(&["R"]).await;
    browser.sees("The temporary keys have expired.");
    let other = browser.account.identities().iter().find(|i| i.account_id() == "210987654321");
    let other = other.unwrap().name.clone();
    browser.become_identity(&other);
    browser.press(&["Enter"]).await;
    browser.sees("These keys belong to account 210987654321");
    browser.sees("210987654321 (acme-sandbox)");
    browser.sees("3, all loaded");
    browser.does_not_see("acme-demo");
    browser.does_not_see("LabRole");
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_breaks_off_is_not_taken_for_a_short_list() {
    for fault in ["partial=ListInstanceProfiles", "malformed=ListInstanceProfiles"] {
        let browser = demo().faults(&[fault]).open().await;
        browser.sees("What answered is not AWS (iam:ListInstanceProfiles)");
        browser.sees("stopped: more may exist");
    }
    let browser = demo().faults(&["truncated=ListInstanceProfiles"]).open().await;
    browser.sees("The connection broke off before the answer was complete");
}

#[tokio::test(start_paused = true)]
async fn a_list_without_an_end_is_given_up_and_says_so() {
    let bad = |action: &str| format!("What answered is not AWS ({action})");
    let mut browser = account(ONE).faults(&["endless=ListInstanceProfiles"]).open().await;
    browser.sees(&bad("iam:ListInstanceProfiles"));
    browser.sees("1 so far, stopped: more may exist");
    browser.sees("▸alpha");
    // The second page named itself; nobody asked for a third.
    assert_eq!(browser.calls("ListInstanceProfiles"), 2);
    browser.faults(&[]);
    browser.press(&["R"]).await;
    browser.sees("1, all loaded");
    for (action, tab) in [
        ("ListInstanceProfilesForRole", "2"),
        ("ListAttachedRolePolicies", "3"),
        ("ListRolePolicies", "3"),
    ] {
        let fault = format!("endless={action}");
        let mut browser = account(ONE).faults(&[&fault]).open().await;
        browser.press(&[tab]).await;
        browser.sees(&bad(&format!("iam:{action}")));
        assert_eq!(browser.calls(action), 2, "{action}");
    }
    // Tags are listed alone where the profile may not be read.
    let faults = ["deny=GetInstanceProfile", "endless=ListInstanceProfileTags"];
    let mut browser = account(ONE).faults(&faults).open().await;
    browser.press(&["4"]).await;
    browser.sees(&bad("iam:ListInstanceProfileTags"));
    assert_eq!(browser.calls("ListInstanceProfileTags"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_policy_that_aws_names_by_half_is_no_missing_policy() {
    let policy = r#"
        [[policy]]
        name = "Deploy"
        documents = ['{"Version":"2012-10-17","Statement":[]}']
    "#;
    let with = "[[role]]\nattached = [\"Deploy\"]";
    let one = format!("{policy}{}", ONE.replacen("[[role]]", with, 1));
    let mut browser = account(&one).faults(&["no-arn=ListAttachedRolePolicies"]).open().await;
    browser.press(&["3"]).await;
    browser.sees("What answered is not AWS (iam:ListAttachedRolePolicies)");
    browser.does_not_see("no managed");
}
