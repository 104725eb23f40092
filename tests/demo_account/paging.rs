//! Pages of every size, and where they go on.

use aws_sdk_iam::types::InstanceProfile;
use ipb::demo::{Account, Options};

use super::{builtin, client, refusal, refused, small};

fn names(profiles: &[InstanceProfile]) -> Vec<&str> {
    profiles.iter().map(InstanceProfile::instance_profile_name).collect()
}

#[tokio::test]
async fn a_page_has_a_hundred_profiles_unless_asked_otherwise() {
    let account = builtin();
    let page = client(&account).list_instance_profiles().send().await.unwrap();
    assert_eq!(page.instance_profiles().len(), 100);
    assert!(page.is_truncated());
    assert!(page.marker().is_some());
}

#[tokio::test]
async fn the_paginator_sees_every_profile_once_and_in_order() {
    let account = builtin();
    let all: Vec<InstanceProfile> = client(&account)
        .list_instance_profiles()
        .into_paginator()
        .items()
        .send()
        .collect::<Result<_, _>>()
        .await
        .unwrap();
    let folded: Vec<String> = names(&all).iter().map(|name| name.to_lowercase()).collect();
    let mut expected = folded.clone();
    expected.sort();
    expected.dedup();
    assert_eq!(folded, expected);
    assert_eq!(all.len(), 336);
    assert_eq!(account.calls().len(), 4);
}

#[tokio::test]
async fn case_does_not_count_in_the_order() {
    let page = client(&small()).list_instance_profiles().send().await.unwrap();
    assert_eq!(names(page.instance_profiles()), ["Alpha", "beta", "delta", "Gamma"]);
    assert!(!page.is_truncated());
    assert_eq!(page.marker(), None);
}

#[tokio::test]
async fn a_marker_goes_on_after_the_last_profile_even_if_that_is_deleted_meanwhile() {
    let account = small();
    let client = client(&account);
    let first = client.list_instance_profiles().max_items(2).send().await.unwrap();
    assert_eq!(names(first.instance_profiles()), ["Alpha", "beta"]);
    account.edit(|state| state.delete_profile("beta"));
    let second = client
        .list_instance_profiles()
        .max_items(2)
        .marker(first.marker().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(names(second.instance_profiles()), ["delta", "Gamma"]);
    assert!(!second.is_truncated());
}

#[tokio::test]
async fn a_marker_that_no_list_gave_is_refused() {
    let account = small();
    let client = client(&account);
    let page = client.list_instance_profiles().max_items(1).send().await.unwrap();
    let marker = page.marker().unwrap();
    for wrong in ["nonsense", "", "é", "0123456789abcdef", &marker[1..]] {
        let (status, code, _) = refusal(client.list_instance_profiles().marker(wrong).send().await);
        assert_eq!((status, &*code), (400, "ValidationError"), "{wrong:?}");
    }
    // Another list's marker is none of this list's.
    let (status, code, _) = refusal(client.list_roles().marker(marker).send().await);
    assert_eq!((status, &*code), (400, "ValidationError"));
}

#[tokio::test]
async fn page_sizes_outside_one_to_a_thousand_are_refused() {
    let account = small();
    for (size, rule) in [
        (0, "greater than or equal to 1"),
        (-5, "greater than or equal to 1"),
        (1001, "less than or equal to 1000"),
    ] {
        let result = client(&account).list_instance_profiles().max_items(size).send().await;
        let text = format!(
            "1 validation error detected: Value '{size}' at 'maxItems' failed to satisfy \
             constraint: Member must have value {rule}"
        );
        assert_eq!(refusal(result), refused(400, "ValidationError", &text));
    }
}

#[tokio::test]
async fn a_page_may_be_shorter_than_asked_and_still_not_the_last() {
    let options = Options { page_limit: Some(3), ..Options::default() };
    let account = Account::from_toml(&[super::SMALL], &options).unwrap();
    let page = client(&account).list_instance_profiles().max_items(1000).send().await.unwrap();
    assert_eq!(page.instance_profiles().len(), 3);
    assert!(page.is_truncated());
}

#[tokio::test]
async fn a_path_prefix_selects_and_pages() {
    let account = small();
    let client = client(&account);
    let list = || client.list_instance_profiles().path_prefix("/app/");
    let all = list().send().await.unwrap();
    assert_eq!(names(all.instance_profiles()), ["beta", "Gamma"]);
    let first = list().max_items(1).send().await.unwrap();
    let second = list().max_items(1).marker(first.marker().unwrap()).send().await.unwrap();
    assert_eq!(names(second.instance_profiles()), ["Gamma"]);
    assert!(!second.is_truncated());
    let none = client.list_instance_profiles().path_prefix("/nowhere/");
    assert!(none.send().await.unwrap().instance_profiles().is_empty());
    let wrong = client.list_instance_profiles().path_prefix("app").send().await;
    assert_eq!(refusal(wrong).1, "ValidationError");
}

#[tokio::test]
async fn tags_and_policies_page_too() {
    let account = builtin();
    let client = client(&account);
    let tags: Vec<_> = client
        .list_instance_profile_tags()
        .instance_profile_name("acme-fifty-tags")
        .max_items(7)
        .into_paginator()
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .unwrap();
    assert_eq!(tags.len(), 50);
    assert!(tags.is_sorted_by(|a, b| a.key() < b.key()));
    assert_eq!(account.calls().len(), 8);
    let attached: Vec<_> = client
        .list_attached_role_policies()
        .role_name("LabRole")
        .max_items(2)
        .into_paginator()
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .unwrap();
    assert_eq!(attached.len(), 7);
}

#[tokio::test]
async fn five_thousand_profiles_take_five_calls() {
    let options = Options { profiles: Some(5000), ..Options::default() };
    let account = Account::builtin(&options).unwrap();
    let all: Vec<InstanceProfile> = client(&account)
        .list_instance_profiles()
        .max_items(1000)
        .into_paginator()
        .items()
        .send()
        .collect::<Result<_, _>>()
        .await
        .unwrap();
    assert_eq!(all.len(), 5000);
    assert_eq!(account.calls().len(), 5);
    assert!(account.calls().iter().all(|call| call.status == Some(200)));
    // Grown ones hold roles that exist.
    let grown = all
        .iter()
        .find(|profile| profile.instance_profile_name() == "payments-ledger-prod-eu-west-1")
        .unwrap();
    assert_eq!(grown.roles()[0].role_name(), "payments-ledger-prod");
}
