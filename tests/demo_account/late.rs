//! Changes whose answer is lost, that are seen late, and that somebody else makes first.

use std::time::Duration;

use aws_sdk_iam::Client;
use aws_sdk_iam::error::SdkError;
use ipb::demo::{Account, Moment};

use super::{client, client_with, faults, keys, refusal, refused, small};

async fn has_role(client: &Client, name: &str) -> bool {
    let answer = client.get_instance_profile().instance_profile_name(name).send().await.unwrap();
    !answer.instance_profile().unwrap().roles().is_empty()
}

async fn remove(client: &Client) -> Result<(), u16> {
    let remove = client.remove_role_from_instance_profile().instance_profile_name("Alpha");
    match remove.role_name("Web").send().await {
        Ok(_) => Ok(()),
        Err(SdkError::ServiceError(error)) => Err(error.raw().status().as_u16()),
        Err(_) => Err(0),
    }
}

fn role_of_alpha(account: &Account) -> Option<String> {
    account.edit(|state| state.profile("Alpha").unwrap().role.as_ref().map(ToString::to_string))?
}

#[tokio::test]
async fn an_answer_may_be_lost_before_or_after_the_change() {
    for (fault, status, done) in [
        ("drop=RemoveRoleFromInstanceProfile:1", 0, false),
        ("drop-before=Remove*:1", 0, false),
        ("drop-after=RemoveRoleFromInstanceProfile:1", 0, true),
        ("error-after=RemoveRoleFromInstanceProfile:1", 500, true),
        ("concurrent=RemoveRoleFromInstanceProfile:1", 409, false),
    ] {
        let account = small();
        account.set_faults(faults(&[fault]));
        assert_eq!(remove(&client(&account)).await, Err(status), "{fault}");
        assert_eq!(role_of_alpha(&account).is_none(), done, "{fault}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_change_may_be_made_and_never_answered() {
    let account = small();
    account.set_faults(faults(&["hang-after=RemoveRoleFromInstanceProfile"]));
    let patience = tokio::time::timeout(Duration::from_secs(1), remove(&client(&account))).await;
    assert!(patience.is_err());
    assert_eq!(role_of_alpha(&account), None);
}

#[tokio::test(start_paused = true)]
async fn the_sdks_second_attempt_meets_the_work_of_its_first() {
    let account = small();
    account.set_faults(faults(&["drop-after=CreateInstanceProfile:1"]));
    let patient = client_with(&account, keys("AKIAPATIENT"), 3);
    let create = patient.create_instance_profile().instance_profile_name("New").send().await;
    assert_eq!(refusal(create).1, "EntityAlreadyExists");
    assert_eq!(account.calls().len(), 2);
}

#[tokio::test]
async fn two_changes_at_once_are_refused_in_iams_words() {
    let account = small();
    account.set_faults(faults(&["concurrent=TagInstanceProfile"]));
    let tag = aws_sdk_iam::types::Tag::builder().key("a").value("b").build().unwrap();
    let change = client(&account).tag_instance_profile().instance_profile_name("Alpha").tags(tag);
    let text = "The request was rejected because multiple requests to change this object were \
                submitted simultaneously. Wait a few minutes and submit your request again.";
    assert_eq!(refusal(change.send().await), refused(409, "ConcurrentModification", text));
}

#[tokio::test(start_paused = true)]
async fn reads_show_a_change_some_seconds_later() {
    let account = small();
    account.set_faults(faults(&["lag=10"]));
    let client = client(&account);
    remove(&client).await.unwrap();
    assert!(has_role(&client, "Alpha").await);
    // Changes themselves are not late: AWS refuses a second one at once.
    assert_eq!(remove(&client).await, Err(404));
    tokio::time::advance(Duration::from_secs(9)).await;
    assert!(has_role(&client, "Alpha").await);
    tokio::time::advance(Duration::from_secs(1)).await;
    assert!(!has_role(&client, "Alpha").await);
}

#[tokio::test]
async fn several_changes_become_visible_in_their_order() {
    let account = small();
    account.set_faults(faults(&["lag-reads=2"]));
    let client = client(&account);
    let create = async |name: &str| {
        client.create_instance_profile().instance_profile_name(name).send().await.unwrap();
    };
    let count = async || {
        let answer = client.list_instance_profiles().send().await.unwrap();
        answer.instance_profiles().len()
    };
    create("first").await;
    assert_eq!(count().await, 4);
    create("second").await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(count().await);
    }
    assert_eq!(seen, [4, 5, 6, 6]);
}

#[tokio::test]
async fn a_change_may_flicker_before_all_of_iam_knows() {
    let account = small();
    account.set_faults(faults(&["flicker=4"]));
    let client = client(&account);
    remove(&client).await.unwrap();
    let mut seen = Vec::new();
    for _ in 0..6 {
        seen.push(has_role(&client, "Alpha").await);
    }
    assert_eq!(seen, [false, true, false, true, false, false]);
}

#[tokio::test]
async fn somebody_else_may_be_faster_by_one_step() {
    let account = small();
    let client = client(&account);
    account.meanwhile(Moment::Before, "RemoveRoleFromInstanceProfile", |state| {
        state.profile_mut("Alpha").unwrap().role = None;
    });
    assert_eq!(remove(&client).await, Err(404));
    account.meanwhile(Moment::After, "GetInstanceProfile", |state| {
        state.profile_mut("Gamma").unwrap().role = Some("Other".into());
    });
    assert!(!has_role(&client, "Gamma").await);
    assert!(has_role(&client, "Gamma").await);
    // Each happens once.
    account.edit(|state| state.profile_mut("Alpha").unwrap().role = Some("Web".into()));
    assert_eq!(remove(&client).await, Ok(()));
}
