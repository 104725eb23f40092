//! Managed and inline policies: their lists, pages, versions and documents.

use aws_sdk_iam::types::{Policy, PolicyScopeType, PolicyUsageType};

use super::{builtin, client, client_as, refusal, refused};
use percent_encoding::percent_decode_str;

const CI_DEPLOY: &str = "arn:aws:iam::123456789012:policy/ci/deploy/acme-ci-deploy";

fn arns(policies: &[Policy]) -> Vec<&str> {
    policies.iter().map(|policy| policy.arn().unwrap()).collect()
}

async fn inline(role: &str, policy: &str) -> String {
    let get = client(&builtin()).get_role_policy().role_name(role).policy_name(policy);
    let answer = get.send().await.unwrap();
    assert_eq!((answer.role_name(), answer.policy_name()), (role, policy));
    percent_decode_str(answer.policy_document()).decode_utf8().unwrap().into_owned()
}

#[tokio::test]
async fn inline_policies_come_as_they_were_written() {
    let text = inline("acme-web", "reports-for-tokyo").await;
    // White space, order and escapes are the writer's.
    assert!(text.starts_with("{\n    \"Statement\": [\n"), "{text}");
    assert!(text.contains(r"acme-reports/\u5831\u544a\u66f8/*"), "{text}");
    assert!(text.contains("acme-reports/Größe M/*"), "{text}");
    assert!(text.ends_with("\"Version\": \"2012-10-17\"\n}"), "{text}");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["Statement"][0]["Resource"][0], "arn:aws:s3:::acme-reports/報告書/*");
    assert_eq!(value["Statement"][1]["NotAction"], "s3:List*");
    let large = inline("aws-elasticbeanstalk-ec2-role", "grown-since-2019").await;
    let value: serde_json::Value = serde_json::from_str(&large).unwrap();
    assert_eq!(value["Statement"].as_array().unwrap().len(), 80);
}

#[tokio::test]
async fn a_role_may_have_more_inline_policies_than_a_page_shows() {
    let account = builtin();
    let client = client(&account);
    let role = "The-longest-name-that-a-role-can-have-is-sixty-four-characters-0";
    let page = client.list_role_policies().role_name(role).send().await.unwrap();
    assert_eq!(page.policy_names().len(), 100);
    assert!(page.is_truncated());
    let next = client.list_role_policies().role_name(role).marker(page.marker().unwrap());
    let next = next.send().await.unwrap();
    assert_eq!(next.policy_names(), ["drop-101", "drop-102", "drop-103", "drop-104"]);
    assert!(!next.is_truncated() && next.marker().is_none());
}

#[tokio::test]
async fn attached_policies_come_by_name_and_may_be_selected_by_path() {
    let account = builtin();
    let client = client(&account);
    let list = || client.list_attached_role_policies().role_name("ci-runner");
    let all = list().send().await.unwrap();
    assert_eq!(all.attached_policies().len(), 23);
    let name =
        |policy: &aws_sdk_iam::types::AttachedPolicy| policy.policy_name().unwrap().to_lowercase();
    assert!(all.attached_policies().is_sorted_by_key(name));
    let below = list().path_prefix("/ci/").send().await.unwrap();
    assert_eq!(below.attached_policies().len(), 1);
    assert_eq!(below.attached_policies()[0].policy_arn(), Some(CI_DEPLOY));
    let none = list().path_prefix("/nowhere/").send().await.unwrap();
    assert!(none.attached_policies().is_empty());
    assert_eq!(refusal(list().path_prefix("ci").send().await).1, "ValidationError");
    let bare = client.list_attached_role_policies().role_name("acme-no-policies");
    assert!(bare.send().await.unwrap().attached_policies().is_empty());
}

#[tokio::test]
async fn the_version_in_force_need_not_be_the_newest() {
    let account = builtin();
    let client = client(&account);
    let policy = client.get_policy().policy_arn(CI_DEPLOY).send().await.unwrap();
    let policy = policy.policy().unwrap();
    assert_eq!(policy.default_version_id(), Some("v7"));
    assert_eq!((policy.path(), policy.attachment_count()), (Some("/ci/deploy/"), Some(1)));
    assert_eq!(policy.description(), Some("What a pipeline may do with the stacks of its team"));
    let version = async |id: &str| {
        client.get_policy_version().policy_arn(CI_DEPLOY).version_id(id).send().await
    };
    for (id, default) in [("v5", false), ("v7", true), ("v9", false)] {
        let answer = version(id).await.unwrap();
        let version = answer.policy_version().unwrap();
        assert_eq!((version.version_id(), version.is_default_version()), (Some(id), default));
    }
    let text = format!("Policy {CI_DEPLOY} version v10 does not exist or is not attachable.");
    assert_eq!(refusal(version("v10").await), refused(404, "NoSuchEntity", &text));
}

#[tokio::test]
async fn a_version_id_that_can_be_none_is_refused() {
    let account = builtin();
    let client = client(&account);
    for id in ["7", "v0", "v", "vv1", "v07", "v+7"] {
        let get = client.get_policy_version().policy_arn(CI_DEPLOY).version_id(id);
        assert_eq!(refusal(get.send().await).1, "ValidationError", "{id:?}");
    }
}

#[tokio::test]
async fn policies_are_listed_by_path_and_by_use() {
    let account = builtin();
    let client = client(&account);
    let list = || client.list_policies().max_items(1000);
    let below = list().path_prefix("/ci/").send().await.unwrap();
    assert_eq!(arns(below.policies()), [CI_DEPLOY]);
    let bounds = list().policy_usage_filter(PolicyUsageType::PermissionsBoundary);
    let bounds = bounds.send().await.unwrap();
    assert_eq!(
        arns(bounds.policies()),
        ["arn:aws:iam::123456789012:policy/boundaries/acme-permissions-boundary"]
    );
    let used = list().scope(PolicyScopeType::Local);
    let used = used.policy_usage_filter(PolicyUsageType::PermissionsPolicy).send().await.unwrap();
    let used = arns(used.policies());
    assert!(used.contains(&CI_DEPLOY));
    assert!(!used.iter().any(|arn| arn.ends_with("-boundary") || arn.ends_with("-unused")));
    // A list keeps back what GetPolicy tells.
    let one = &below.policies()[0];
    assert!(one.description().is_none() && one.tags().is_empty());
}

#[tokio::test]
async fn policies_and_roles_come_in_pages() {
    let account = builtin();
    let client = client(&account);
    let all = client.list_policies().max_items(1000).send().await.unwrap();
    let paged = client.list_policies().max_items(7).into_paginator().items().send();
    let paged = paged.collect::<Result<Vec<_>, _>>().await.unwrap();
    assert_eq!(arns(&paged), arns(all.policies()));
    assert!(paged.len() > 40);
    account.clear_calls();
    let roles = client.list_roles().path_prefix("/eks/").max_items(2).into_paginator().items();
    let roles = roles.send().collect::<Result<Vec<_>, _>>().await.unwrap();
    let names: Vec<&str> = roles.iter().map(|role| role.role_name()).collect();
    assert_eq!(
        names,
        [
            "acme-ebs-csi",
            "eks-prod-cluster",
            "eks-prod-NodeInstanceRole-1X2Y3Z4A5B6C",
            "KarpenterNodeRole-prod",
        ]
    );
    assert_eq!(account.calls().len(), 2);
    let tags = client.list_role_tags().role_name(names[2]).max_items(2).send().await.unwrap();
    assert_eq!(tags.tags().len(), 2);
    assert!(tags.is_truncated());
}

#[tokio::test]
async fn a_role_tells_its_session_description_and_last_use() {
    let account = builtin();
    let client = client(&account);
    let get = async |name: &str| {
        let answer = client.get_role().role_name(name).send().await.unwrap();
        answer.role().unwrap().clone()
    };
    let admin = get("acme-admin-break-glass").await;
    assert_eq!(admin.max_session_duration(), Some(43_200));
    assert_eq!(admin.description(), Some("For emergencies only: everything is allowed"));
    assert!(admin.role_last_used().unwrap().last_used_date().is_none());
    let runner = get("ci-runner").await;
    assert_eq!(runner.max_session_duration(), Some(3600));
    assert_eq!(runner.role_last_used().unwrap().region(), Some("us-east-1"));
    assert!(runner.description().is_none());
}

#[tokio::test]
async fn a_learner_and_an_auditor_read_every_policy_but_the_labs() {
    let account = builtin();
    for identity in ["learner", "auditor"] {
        let client = client_as(&account, identity);
        let list = client.list_policies().max_items(1000).send().await.unwrap();
        for arn in arns(list.policies()) {
            let hidden = identity == "learner" && arn.contains("VocLabPolicy");
            let policy = client.get_policy().policy_arn(arn).send().await;
            assert_eq!(policy.is_err(), hidden, "{identity} {arn}");
            if let Ok(policy) = policy {
                let id = policy.policy().unwrap().default_version_id().unwrap().to_owned();
                let version = client.get_policy_version().policy_arn(arn).version_id(id);
                assert!(version.send().await.unwrap().policy_version().is_some());
            }
        }
    }
}
