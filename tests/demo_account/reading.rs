//! What the reading operations tell, and what they keep back.

use aws_sdk_iam::operation::RequestId;
use aws_sdk_iam::types::PolicyScopeType;
use ipb::demo::{Account, Options, Tag};
use percent_encoding::percent_decode_str;

use super::{builtin, client, refusal, refused, small};

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

#[tokio::test]
async fn lists_of_profiles_never_have_tags_but_a_single_one_does() {
    let account = small();
    let client = client(&account);
    let list = client.list_instance_profiles().send().await.unwrap();
    assert!(list.instance_profiles().iter().all(|profile| profile.tags().is_empty()));
    let of_role = client.list_instance_profiles_for_role().role_name("Web");
    let of_role = of_role.send().await.unwrap();
    assert_eq!(of_role.instance_profiles().len(), 2);
    assert!(of_role.instance_profiles().iter().all(|profile| profile.tags().is_empty()));
    let one = client.get_instance_profile().instance_profile_name("Alpha");
    let one = one.send().await.unwrap();
    let tags: Vec<_> = one.instance_profile().unwrap().tags().iter().map(|tag| tag.key()).collect();
    assert_eq!(tags, ["a", "b"]);
}

#[tokio::test]
async fn tags_come_sorted_by_key_however_they_were_added() {
    let account = small();
    account.edit(|state| {
        let tags = ["b", "a", "c"].map(|key| Tag::new(key, ""));
        state.profile_mut("Alpha").unwrap().tags = tags.into();
    });
    let answer = client(&account)
        .get_instance_profile()
        .instance_profile_name("Alpha")
        .send()
        .await
        .unwrap();
    let tags = answer.instance_profile().unwrap().tags();
    assert!(tags.is_sorted_by(|a, b| a.key() < b.key()), "{tags:?}");
}

#[tokio::test]
async fn a_profile_is_found_in_any_case_and_shown_in_its_own() {
    let account = small();
    let answer = client(&account)
        .get_instance_profile()
        .instance_profile_name("ALPHA")
        .send()
        .await
        .unwrap();
    let profile = answer.instance_profile().unwrap();
    assert_eq!(profile.instance_profile_name(), "Alpha");
    assert_eq!(profile.arn(), "arn:aws:iam::123456789012:instance-profile/Alpha");
    assert_eq!(profile.path(), "/");
    let id = profile.instance_profile_id();
    assert!(id.starts_with("AIPA") && id.len() == 21, "{id}");
    assert!(id.bytes().all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b)), "{id}");
    assert!(answer.request_id().is_some_and(|id| id.len() == 36));
    let role = &profile.roles()[0];
    assert_eq!(role.role_name(), "Web");
    assert!(role.role_id().starts_with("AROA"));
    assert!(role.assume_role_policy_document().unwrap().starts_with("%7B%22Version%22"));
}

#[tokio::test]
async fn an_arn_contains_the_path() {
    let account = small();
    let answer = client(&account).get_instance_profile().instance_profile_name("gamma");
    let answer = answer.send().await.unwrap();
    let arn = answer.instance_profile().unwrap().arn().to_owned();
    assert_eq!(arn, "arn:aws:iam::123456789012:instance-profile/app/x/Gamma");
    assert!(answer.instance_profile().unwrap().roles().is_empty());
}

#[tokio::test]
async fn what_is_not_there_is_no_such_entity() {
    let account = small();
    let client = client(&account);
    let nope = "Instance Profile nope cannot be found.";
    let get = client.get_instance_profile().instance_profile_name("nope").send().await;
    assert!(get.as_ref().is_err_and(|error| {
        error.as_service_error().is_some_and(|error| error.is_no_such_entity_exception())
    }));
    assert_eq!(refusal(get), refused(404, "NoSuchEntity", nope));
    let tags = client.list_instance_profile_tags().instance_profile_name("nope").send().await;
    assert_eq!(refusal(tags), refused(404, "NoSuchEntity", nope));
    let nope = "The role with name nope cannot be found.";
    let role = client.get_role().role_name("nope").send().await;
    assert_eq!(refusal(role), refused(404, "NoSuchEntity", nope));
    let profiles = client.list_instance_profiles_for_role().role_name("nope").send().await;
    assert_eq!(refusal(profiles), refused(404, "NoSuchEntity", nope));
    let inline = client.get_role_policy().role_name("Web").policy_name("nope").send().await;
    let text = "The role policy with name nope cannot be found.";
    assert_eq!(refusal(inline), refused(404, "NoSuchEntity", text));
    let arn = "arn:aws:iam::123456789012:policy/nope";
    let policy = client.get_policy().policy_arn(arn).send().await;
    assert_eq!(
        refusal(policy),
        refused(404, "NoSuchEntity", &format!("Policy {arn} was not found."))
    );
}

#[tokio::test]
async fn a_name_that_cannot_be_one_is_refused_in_the_models_words() {
    let account = small();
    let result = client(&account).get_instance_profile().instance_profile_name("a b").send().await;
    let text = "1 validation error detected: Value 'a b' at 'instanceProfileName' failed to \
                satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+";
    assert_eq!(refusal(result), refused(400, "ValidationError", text));
    let long = format!("{} ", "a".repeat(128));
    let result = client(&account).get_instance_profile().instance_profile_name(long).send().await;
    assert!(refusal(result).2.starts_with("2 validation errors detected: "));
}

#[tokio::test]
async fn lists_of_roles_keep_back_boundary_tags_and_last_use() {
    let account = builtin();
    let client = client(&account);
    let list = client.list_roles().max_items(1000).send().await.unwrap();
    let in_list = |name: &str| list.roles().iter().find(|role| role.role_name() == name).unwrap();
    let bounded = in_list("acme-bounded");
    assert!(bounded.permissions_boundary().is_none() && bounded.tags().is_empty());
    assert!(bounded.description().is_some());
    assert!(list.roles().iter().all(|role| role.role_last_used().is_none()));
    let get = async |name: &str| {
        let answer = client.get_role().role_name(name).send().await.unwrap();
        answer.role().unwrap().clone()
    };
    let bounded = get("acme-bounded").await;
    let boundary = bounded.permissions_boundary().unwrap().permissions_boundary_arn();
    assert_eq!(
        boundary,
        Some("arn:aws:iam::123456789012:policy/boundaries/acme-permissions-boundary")
    );
    assert_eq!(bounded.tags().len(), 2);
    assert!(bounded.role_last_used().unwrap().last_used_date().is_none());
    let used = get("LabRole").await;
    assert_eq!(used.role_last_used().unwrap().region(), Some("us-east-1"));
    let date = used.role_last_used().unwrap().last_used_date().unwrap();
    assert_eq!(date.to_string(), "2026-09-30T08:41:00Z");
}

#[tokio::test]
async fn documents_are_percent_encoded_and_a_plus_survives() {
    let account = builtin();
    let client = client(&account);
    let answer = client
        .get_role_policy()
        .role_name("acme-web")
        .policy_name("odd+name=with,all@marks")
        .send()
        .await
        .unwrap();
    let sent = answer.policy_document();
    assert!(!sent.contains(['+', ' ', '{', '"', '/', ':', '*']), "{sent}");
    assert!(decoded(sent).contains("arn:aws:s3:::acme-web/a+b c%20d/*"));
    let role = client.get_role().role_name("acme-vendor-access").send().await.unwrap();
    let trust = decoded(role.role().unwrap().assume_role_policy_document().unwrap());
    assert!(trust.contains(r#""sts:ExternalId":"acme+7f3a""#), "{trust}");
}

#[tokio::test]
async fn a_managed_policys_document_is_that_of_its_default_version() {
    let account = builtin();
    let client = client(&account);
    let arn = "arn:aws:iam::123456789012:policy/boundaries/acme-permissions-boundary";
    let policy = client.get_policy().policy_arn(arn).send().await.unwrap();
    let policy = policy.policy().unwrap();
    assert_eq!(policy.default_version_id(), Some("v4"));
    assert_eq!(policy.permissions_boundary_usage_count(), Some(1));
    assert_eq!(policy.attachment_count(), Some(0));
    let version =
        async |id: &str| client.get_policy_version().policy_arn(arn).version_id(id).send().await;
    let v4 = version("v4").await.unwrap();
    let v4 = v4.policy_version().unwrap();
    assert!(v4.is_default_version());
    assert!(decoded(v4.document().unwrap()).contains("NoIam"));
    let v3 = version("v3").await.unwrap();
    assert!(!v3.policy_version().unwrap().is_default_version());
    assert_eq!(refusal(version("v2").await).1, "NoSuchEntity");
    let wrong = client.get_policy().policy_arn("arn:aws:s3:::a-bucket").send().await;
    assert_eq!(refusal(wrong).1, "InvalidInput");
}

#[tokio::test]
async fn policies_are_listed_by_scope_and_use() {
    let account = builtin();
    let client = client(&account);
    let arns = async |scope: PolicyScopeType, attached: bool| -> Vec<String> {
        let list = client.list_policies().scope(scope).only_attached(attached).send().await;
        let list = list.unwrap();
        list.policies().iter().map(|policy| policy.arn().unwrap().to_owned()).collect()
    };
    let aws = arns(PolicyScopeType::Aws, false).await;
    assert!(aws.len() > 10 && aws.iter().all(|arn| arn.starts_with("arn:aws:iam::aws:policy/")));
    let local = arns(PolicyScopeType::Local, false).await;
    assert!(local.iter().all(|arn| arn.starts_with("arn:aws:iam::123456789012:policy/")));
    assert!(local.iter().any(|arn| arn.ends_with("/acme-unused")));
    let used = arns(PolicyScopeType::Local, true).await;
    assert!(!used.iter().any(|arn| arn.ends_with("/acme-unused")));
    assert_eq!(arns(PolicyScopeType::All, false).await.len(), aws.len() + local.len());
}

#[tokio::test]
async fn the_account_tells_its_alias_counts_and_quotas() {
    let account = builtin();
    let client = client(&account);
    let aliases = client.list_account_aliases().send().await.unwrap();
    assert_eq!(aliases.account_aliases(), ["acme-demo"]);
    let summary = client.get_account_summary().send().await.unwrap();
    let map = summary.summary_map().unwrap();
    assert_eq!(map[&"InstanceProfiles".into()], 336);
    assert_eq!(map[&"InstanceProfilesQuota".into()], 1000);
    assert_eq!(map[&"AttachedPoliciesPerRoleQuota".into()], 25);
}

#[tokio::test]
async fn markup_and_white_space_in_texts_come_back_unchanged() {
    let account = small();
    let odd = "<b>&amp; \"q\" 'a'\r\n\t]]> 團隊";
    account.edit(|state| {
        state.profile_mut("Alpha").unwrap().tags = vec![Tag::new("k", odd)].into();
    });
    let answer = client(&account).get_instance_profile().instance_profile_name("Alpha");
    let answer = answer.send().await.unwrap();
    assert_eq!(answer.instance_profile().unwrap().tags()[0].value(), odd);
}

#[tokio::test]
async fn an_action_that_iam_has_not_is_invalid() {
    let account = small();
    let result = client(&account).list_users().send().await;
    let text = "Could not find operation ListUsers for version 2010-05-08";
    assert_eq!(refusal(result), refused(400, "InvalidAction", text));
}

#[tokio::test]
async fn an_empty_account_has_nothing_and_can_be_filled() {
    let account = Account::empty();
    let client = client(&account);
    let list = client.list_instance_profiles().send().await.unwrap();
    assert!(list.instance_profiles().is_empty());
    account.edit(|state| {
        state.put_role("r", "/", r#"{"Version":"2012-10-17","Statement":[]}"#, 0);
        state.put_profile("p", "/", 1_700_000_000).role = Some("r".into());
    });
    let list = client.list_instance_profiles().send().await.unwrap();
    let profile = &list.instance_profiles()[0];
    assert_eq!(profile.roles().len(), 1);
    assert_eq!(profile.create_date().to_string(), "2023-11-14T22:13:20Z");
    account.edit(|state| {
        state.delete_role("R");
        // One that takes its name is not in the profile.
        state.put_role("r", "/", r#"{"Version":"2012-10-17","Statement":[]}"#, 0);
    });
    let list = client.list_instance_profiles().send().await.unwrap();
    assert!(list.instance_profiles()[0].roles().is_empty());
}

#[tokio::test]
async fn every_call_is_remembered_with_what_was_sent() {
    let account = Account::from_toml(&[super::SMALL], &Options::default()).unwrap();
    let client = client(&account);
    client.list_instance_profiles().max_items(7).send().await.unwrap();
    refusal(client.get_role().role_name("nope").send().await);
    let calls = account.calls();
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0].action, "ListInstanceProfiles");
    assert_eq!(calls[0].parameter("MaxItems"), Some("7"));
    assert_eq!(calls[0].parameter("Version"), Some("2010-05-08"));
    assert_eq!(calls[0].access_key_id, "AKIAANYKEYATALLEXAMP");
    assert_eq!((calls[0].status, calls[0].error.as_deref()), (Some(200), None));
    assert_eq!((calls[1].status, calls[1].error.as_deref()), (Some(404), Some("NoSuchEntity")));
    account.clear_calls();
    assert!(account.calls().is_empty());
}
