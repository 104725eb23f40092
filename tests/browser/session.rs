//! Credentials that are missing, die or come back.

use std::time::Duration;

use ipb::core::error::CredentialTrouble;
use ipb::core::session::KeySource;
use ipb::run::Flow;

use super::driver::{account, demo};

const ONE: &str = "[[role]]\nname = \"web\"\n[[profile]]\nname = \"alpha\"\nrole = \"web\"\n";

#[tokio::test(start_paused = true)]
async fn the_header_tells_whose_account_it_is() {
    let browser = demo().open().await;
    browser.sees("123456789012 (acme-demo) Admin/you · us-east-1");
    browser.sees("DEMO");
    let browser = demo().with_identity("learner").open().await;
    browser.sees("voclabs/user3141592=Wang_Xiaoming");
}

#[tokio::test(start_paused = true)]
async fn the_header_tells_how_long_temporary_keys_live() {
    let life = |minutes: u64| Duration::from_secs(60 * minutes + 30);
    demo().keys_for(life(210)).open().await.sees("keys: 3 h left");
    demo().keys_for(life(10)).open().await.sees("keys: 10 min left");
    demo().open().await.does_not_see("keys:");
}

#[tokio::test(start_paused = true)]
async fn an_alias_that_is_denied_is_simply_not_shown() {
    let browser = demo().faults(&["deny=ListAccountAliases"]).open().await;
    browser.sees("123456789012 Admin/you");
    browser.does_not_see("not allowed");
}

#[tokio::test(start_paused = true)]
async fn without_credentials_a_screen_offers_what_can_be_done() {
    let mut browser = account(ONE).without_keys(CredentialTrouble::NotFound).open().await;
    browser.sees("No AWS credentials were found.");
    for offer in ["Try again", "Choose another AWS profile", "Quit"] {
        browser.sees(offer);
    }
    browser.press(&["Esc"]).await;
    browser.sees("No AWS credentials were found.");
    browser.become_identity("admin");
    browser.press(&["Enter"]).await;
    browser.sees("1, all loaded");
}

#[tokio::test(start_paused = true)]
async fn quitting_can_be_chosen_where_there_are_no_credentials() {
    let mut browser = account(ONE).without_keys(CredentialTrouble::NotFound).open().await;
    assert_eq!(browser.press(&["End", "Enter"]).await, Flow::Quit);
}

#[tokio::test(start_paused = true)]
async fn another_aws_profile_can_be_chosen_from_the_list_of_those_there_are() {
    let mut browser = account(ONE).without_keys(CredentialTrouble::NotFound).open().await;
    browser.press(&["Down", "Enter"]).await;
    browser.sees("AWS profiles");
    browser.sees("▸ work eu-west-1 SSO");
    browser.become_identity("admin");
    browser.press(&["Down"]).await;
    browser.engine.key(ipb::core::key::Key::parse("Enter").unwrap());
    browser.does_not_see("Try again");
    browser.until_idle().await;
    browser.sees("--profile lab");
    browser.sees("1, all loaded");
    browser.does_not_see("Try again");
}

#[tokio::test(start_paused = true)]
async fn each_kind_of_trouble_says_what_helps() {
    let cases = [
        (
            CredentialTrouble::Mfa { profile: "prod".into() },
            "aws configure export-credentials --profile prod --format env",
        ),
        (
            CredentialTrouble::LoginExpired { profile: "work".into(), sso: true },
            "aws sso login --profile work",
        ),
        (
            CredentialTrouble::LoginExpired { profile: "work".into(), sso: false },
            "aws login --profile work",
        ),
        (
            CredentialTrouble::NoSuchAwsProfile { profile: "typo".into() },
            "There is no AWS profile named “typo”.",
        ),
        (CredentialTrouble::Failed { reason: "exit status 3".into() }, "exit status 3"),
    ];
    for (trouble, help) in cases {
        account(ONE).without_keys(trouble).open().await.sees(help);
    }
}

#[tokio::test(start_paused = true)]
async fn a_lab_that_ended_says_where_the_new_keys_come_from() {
    let mut browser = demo().open().await;
    browser.faults(&["cancel-lab-after-calls=0"]);
    browser.press(&["R"]).await;
    browser.sees("The Learner Lab session is over");
    browser.sees("AWS Details → AWS CLI: Show");
    browser.sees("What is loaded stays readable");
    browser.press(&["Esc"]).await;
    browser.sees("STALE");
    browser.sees("abandoned-2019 (no role)");
    browser.replace_keys("ASIANEWLABKEYSEXAMPL");
    browser.press(&["R"]).await;
    browser.sees("Connected again with fresh keys.");
    browser.does_not_see("STALE");
}

#[tokio::test(start_paused = true)]
async fn keys_that_aws_does_not_know_hint_at_the_session_token() {
    let browser = account(ONE).faults(&["invalid-token"]).open().await;
    browser.sees("AWS does not know these keys.");
    browser.sees("aws_session_token");
}

#[tokio::test(start_paused = true)]
async fn keys_of_a_machines_own_role_are_not_to_be_pasted() {
    for (fault, headline, hint) in [
        (
            "expire-after-calls=0",
            "The temporary keys have expired.",
            "check that the role is still attached",
        ),
        ("invalid-token", "AWS does not know these keys.", "Attach the role again"),
        (
            "cancel-lab-after-calls=0",
            "The Learner Lab session is over",
            "start the lab again, then try once more",
        ),
    ] {
        let mut browser = account(ONE).open().await;
        browser.keys_from(KeySource::Machine);
        browser.faults(&[fault]);
        browser.press(&["R"]).await;
        for said in [headline, hint, "there are none to paste", "▸ Try again"] {
            browser.sees(said);
        }
        // Neither in the dialog nor in the panes behind it.
        browser.press(&["Esc"]).await;
        for wrong in ["~/.aws/credentials", "fresh keys in their place"] {
            browser.does_not_see(wrong);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn keys_that_are_still_dead_bring_the_dialog_back_and_lose_nothing() {
    let mut browser = account(ONE).open().await;
    browser.faults(&["expire-after-calls=0"]);
    browser.press(&["r"]).await;
    browser.sees("The temporary keys have expired.");
    browser.press(&["Enter"]).await;
    browser.sees("The temporary keys have expired.");
    browser.press(&["Esc"]).await;
    browser.sees("▸alpha web");
}

#[tokio::test(start_paused = true)]
async fn where_listing_is_denied_a_profile_can_be_opened_by_name_or_arn() {
    let mut browser = account(ONE).faults(&["deny=ListInstanceProfiles"]).open().await;
    browser.press(&["o"]).await;
    browser.write("ALPHA").await;
    browser.press(&["Enter"]).await;
    browser.sees("▸alpha web");
    browser.sees("1 opened, listing not allowed");
    let arn = "arn:aws:iam::123456789012:instance-profile/other/path/alpha";
    browser.press(&["o"]).await;
    browser.paste(arn).await;
    browser.press(&["Enter"]).await;
    browser.sees("The profile of that name here is another one");
    browser.press(&["Esc", "R"]).await;
    browser.sees("▸alpha web");
}

#[tokio::test(start_paused = true)]
async fn what_can_not_be_a_name_is_refused_before_any_call() {
    let mut browser = account(ONE).open().await;
    browser.account.clear_calls();
    browser.press(&["o", "Enter"]).await;
    browser.sees("Type a name or an ARN.");
    browser.write("no such").await;
    browser.press(&["Enter"]).await;
    browser.sees("' ' can't be in a name");
    assert_eq!(browser.account.calls(), []);
}

#[tokio::test(start_paused = true)]
async fn a_denied_part_names_the_missing_action_and_the_rest_stays() {
    let mut browser = demo().faults(&["deny=GetRole"]).open().await;
    browser.press(&["/"]).await;
    browser.write("LabInstance").await;
    browser.sees("iam:GetRole is not allowed for you.");
    browser.sees("✓ EC2 may assume it");
    browser.sees("cloudlab");
}

#[tokio::test(start_paused = true)]
async fn tags_are_read_alone_where_the_profile_may_not_be_read() {
    let tagged = format!("{ONE}tags = {{ Stage = \"prod\" }}\n");
    let browser = account(&tagged).faults(&["deny-explicit=GetInstanceProfile"]).open().await;
    browser.sees("iam:GetInstanceProfile is not allowed for you.");
    browser.sees("An explicit deny");
    browser.sees("Tags Stage=prod");
}

#[tokio::test(start_paused = true)]
async fn the_alias_is_shown_whichever_answer_comes_first() {
    let browser = demo().faults(&["throttle=GetCallerIdentity:1"]).open().await;
    browser.sees("123456789012 (acme-demo)");
    let browser = demo().faults(&["throttle=ListAccountAliases:1"]).open().await;
    browser.sees("123456789012 (acme-demo)");
}

#[tokio::test(start_paused = true)]
async fn read_only_is_said_in_the_header_for_its_account_or_aws_profile_alone() {
    let settings = |account: &str| ipb::core::config::Settings {
        read_only_accounts: vec![account.into()],
        ..Default::default()
    };
    account(ONE).settings(settings("123456789012")).open().await.sees("READ-ONLY");
    account(ONE).settings(settings("000000000000")).open().await.does_not_see("READ-ONLY");
    // An AWS profile that nobody named is `default`.
    let settings = |profile: &str| ipb::core::config::Settings {
        read_only_profiles: vec![profile.into()],
        ..Default::default()
    };
    account(ONE).settings(settings("default")).open().await.sees("READ-ONLY");
    account(ONE).settings(settings("work")).open().await.does_not_see("READ-ONLY");
}

#[tokio::test(start_paused = true)]
async fn a_hanging_call_ends_and_says_so() {
    let browser = account(ONE).faults(&["hang=ListInstanceProfiles"]).open().await;
    browser.sees("No answer in time (iam:ListInstanceProfiles)");
}

#[tokio::test(start_paused = true)]
async fn nothing_of_the_old_account_is_shown_while_the_new_one_is_read() {
    let mut browser = demo().open().await;
    browser.faults(&["expire-after-calls=0"]);
    browser.press(&["R"]).await;
    browser.become_identity("second");
    browser.faults(&["hang=ListInstanceProfiles"]);
    browser.press(&["Enter"]).await;
    browser.sees("210987654321");
    browser.sees("0 so far, stopped: more may exist");
    browser.does_not_see("abandoned-2019");
    browser.press(&["@"]).await;
    browser.sees("Calls to AWS");
    browser.does_not_see("ExpiredToken");
}

#[tokio::test(start_paused = true)]
async fn details_that_failed_with_the_old_keys_come_with_the_new_ones() {
    let described = ONE.replace("name = \"web\"\n[", "name = \"web\"\ndescription = \"Front\"\n[");
    let mut browser = account(&described).faults(&["expire-after-calls=3"]).open().await;
    browser.sees("The temporary keys have expired.");
    browser.does_not_see("Front");
    browser.replace_keys("ASIAFRESHKEYSEXAMPLE");
    browser.press(&["Enter"]).await;
    browser.press(&["2"]).await;
    browser.sees("Description Front");
    browser.does_not_see("expired");
}

#[tokio::test(start_paused = true)]
async fn another_aws_profile_of_the_same_account_keeps_what_is_loaded() {
    let mut browser = demo().open().await;
    browser.faults(&["expire-after-calls=0"]);
    browser.press(&["R"]).await;
    browser.replace_keys("ASIAFRESHKEYSEXAMPLE");
    browser.faults(&["hang=ListInstanceProfiles"]);
    browser.press(&["Down", "Enter"]).await;
    browser.press(&["Enter"]).await;
    browser.sees("--profile work");
    browser.sees("abandoned-2019");
}

#[tokio::test(start_paused = true)]
async fn another_aws_profile_that_fails_leaves_everything_as_it_was() {
    let mut browser = demo().open().await;
    browser.faults(&["expire-after-calls=0"]);
    browser.press(&["R"]).await;
    browser.lose_keys(CredentialTrouble::Failed { reason: "exit status 3".into() });
    browser.press(&["Down", "Enter"]).await;
    browser.press(&["Enter"]).await;
    browser.sees("exit status 3");
    browser.press(&["Esc"]).await;
    browser.does_not_see("exit status 3");
    browser.sees("123456789012 (acme-demo)");
    browser.sees("abandoned-2019");
    browser.sees("STALE");
    // Trying again is about the session that one went back to.
    browser.replace_keys("ASIAFRESHKEYSEXAMPLE");
    browser.press(&["R"]).await;
    browser.sees("Connected again with fresh keys.");
    browser.does_not_see("--profile work");
}

#[tokio::test(start_paused = true)]
async fn open_by_name_does_not_wait_for_a_session_that_is_gone() {
    let mut browser = account(ONE).faults(&["deny=ListInstanceProfiles"]).open().await;
    browser.faults(&["hang=GetInstanceProfile:1", "expire-after-calls=1"]);
    browser.press(&["o"]).await;
    browser.write("alpha").await;
    browser.engine.key(ipb::core::key::Key::parse("Enter").unwrap());
    browser.sees("Asking AWS…");
    browser.replace_keys("ASIAFRESHKEYSEXAMPLE");
    browser.faults(&["hang=GetInstanceProfile:1"]);
    browser.reconnect();
    browser.until_idle().await;
    browser.does_not_see("Asking AWS…");
    browser.sees("Open: alpha");
}

#[tokio::test(start_paused = true)]
async fn q_closes_a_dialog_and_quits_where_nothing_is_behind_it() {
    let mut browser = account(ONE).open().await;
    assert_eq!(browser.press(&["?", "q"]).await, Flow::Continue);
    browser.does_not_see("one line up");
    let mut browser = account(ONE).without_keys(CredentialTrouble::NotFound).open().await;
    browser.sees("AWS Details → AWS CLI: Show");
    assert_eq!(browser.press(&["q"]).await, Flow::Quit);
}

#[tokio::test(start_paused = true)]
async fn help_and_the_calls_lie_over_a_failure_and_the_footer_says_what_q_does() {
    let mut browser = account(ONE).without_keys(CredentialTrouble::NotFound).open().await;
    browser.sees("q quit");
    browser.press(&["?"]).await;
    browser.sees("one line up");
    browser.sees("q close");
    browser.press(&["@"]).await;
    browser.sees("Calls to AWS: 0, 0 failed");
    browser.press(&["Esc", "Esc"]).await;
    browser.sees("▸ Try again");
}
