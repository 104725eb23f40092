//! The Resource Groups Tagging API, asked with requests as its SDK would send them.

use std::collections::BTreeMap;

use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use ipb::demo::{Account, Options};
use serde_json::{Value, json};

use super::{builtin, client, faults, small};

const TARGET: &str = "ResourceGroupsTaggingAPI_20170126.GetResources";
const ANYBODY: &str = "AKIAANYKEYATALLEXAMP";

/// Status, content type and body.
async fn send(account: &Account, target: &str, scope: &str, body: &str) -> (u16, String, Value) {
    let mut request = HttpRequest::new(SdkBody::from(body));
    let headers = request.headers_mut();
    headers.insert("x-amz-target", target.to_owned());
    headers.insert("content-type", "application/x-amz-json-1.1");
    let authorization = format!("AWS4-HMAC-SHA256 Credential={scope}/tagging/aws4_request, S=x");
    headers.insert("authorization", authorization);
    if let Some(who) = account.identities().iter().find(|who| scope.starts_with(&who.access_key_id))
        && let Some(token) = &who.session_token
    {
        headers.insert("x-amz-security-token", token.clone());
    }
    let answer = HttpConnector::call(account, request).await.unwrap();
    let body = serde_json::from_slice(answer.body().bytes().unwrap()).unwrap_or_default();
    let kind = answer.headers().get("content-type").unwrap().to_owned();
    (answer.status().as_u16(), kind, body)
}

/// An answer in the region that IAM answers in.
async fn get(account: &Account, body: Value) -> Value {
    let scope = format!("{ANYBODY}/20261001/us-east-1");
    let (status, kind, answer) = send(account, TARGET, &scope, &body.to_string()).await;
    assert_eq!((status, &*kind), (200, "application/x-amz-json-1.1"), "{answer}");
    answer
}

/// Code and status of a request that must be refused.
async fn refused(account: &Account, body: &str) -> (u16, String) {
    let scope = format!("{ANYBODY}/20261001/us-east-1");
    let (status, _, answer) = send(account, TARGET, &scope, body).await;
    (status, answer["__type"].as_str().unwrap_or_default().to_owned())
}

fn names(answer: &Value) -> Vec<&str> {
    let list = answer["ResourceTagMappingList"].as_array().unwrap();
    list.iter()
        .map(|one| one["ResourceARN"].as_str().unwrap().rsplit('/').next().unwrap())
        .collect()
}

#[tokio::test]
async fn what_is_tagged_or_once_was_comes_and_nothing_else() {
    let account = small();
    let answer = get(&account, json!({})).await;
    // Not the tagged role: the API has no roles.
    assert_eq!(
        answer,
        json!({
            "PaginationToken": "",
            "ResourceTagMappingList": [{
                "ResourceARN": "arn:aws:iam::123456789012:instance-profile/Alpha",
                "Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}],
            }],
        })
    );
    let untag = client(&account).untag_instance_profile().instance_profile_name("Alpha");
    untag.tag_keys("a").tag_keys("b").send().await.unwrap();
    let answer = get(&account, json!({})).await;
    assert_eq!(answer["ResourceTagMappingList"][0]["Tags"], json!([]));
    let with_key = get(&account, json!({"TagFilters": [{"Key": "a"}]})).await;
    assert!(names(&with_key).is_empty());
    // Another profile under the name was never tagged.
    account.edit(|state| state.put_profile("Alpha", "/", 0).created);
    assert!(names(&get(&account, json!({})).await).is_empty());
}

#[tokio::test]
async fn pages_hold_every_tagged_profile_once() {
    let account = builtin();
    let expected: BTreeMap<String, usize> = account
        .edit(|state| {
            let tagged = state.profiles.values().filter(|one| !one.tags.is_empty());
            tagged.map(|one| (state.profile_arn(one), one.tags.len())).collect()
        })
        .unwrap();
    for size in [1, 7, 100] {
        let (mut found, mut token, mut pages) = (BTreeMap::new(), String::new(), 0);
        loop {
            let answer = get(
                &account,
                json!({
                    "ResourceTypeFilters": ["iam:instance-profile"],
                    "ResourcesPerPage": size, "PaginationToken": token,
                }),
            )
            .await;
            let list = answer["ResourceTagMappingList"].as_array().unwrap();
            assert!(list.len() <= size);
            pages += 1;
            for one in list {
                let arn = one["ResourceARN"].as_str().unwrap().to_owned();
                let count = one["Tags"].as_array().unwrap().len();
                assert!(found.insert(arn, count).is_none());
            }
            token = answer["PaginationToken"].as_str().unwrap().to_owned();
            if token.is_empty() {
                break;
            }
        }
        // The canary's tags were taken off again.
        let canary = "arn:aws:iam::123456789012:instance-profile/app/canary/acme-web-canary";
        assert_eq!(found.remove(canary), Some(0));
        assert_eq!(found, expected);
        assert_eq!(pages, (expected.len() + 1).div_ceil(size));
    }
    let answer = get(&account, json!({})).await;
    assert_eq!(names(&answer).len(), 50);
}

#[tokio::test]
async fn a_page_may_be_cut_by_tags_but_no_resource_is() {
    let account = builtin();
    let filter = json!({"ResourceTypeFilters": ["iam"], "TagsPerPage": 100});
    let answer = get(&account, filter).await;
    let tags = |one: &Value| one["Tags"].as_array().unwrap().len().max(1);
    let sum: usize = answer["ResourceTagMappingList"].as_array().unwrap().iter().map(tags).sum();
    assert!((50..=100).contains(&sum), "{sum}");
    assert_ne!(answer["PaginationToken"], "");
}

#[tokio::test]
async fn filters_select_by_type_key_and_value() {
    let account = builtin();
    let with = async |body: Value| {
        let answer = get(&account, body).await;
        names(&answer).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        with(json!({"ResourceTypeFilters": ["iam:policy"]})).await,
        ["acme-permissions-boundary", "acme-ci-deploy",]
    );
    assert!(with(json!({"ResourceTypeFilters": ["ec2:instance", "iam:role"]})).await.is_empty());
    let stacks = json!({"TagFilters": [{"Key": "aws:cloudformation:stack-name"}]});
    assert_eq!(with(stacks).await.len(), 2);
    let blue = json!({"TagFilters": [
        {"Key": "Team", "Values": ["web", "payments"]}, {"Key": "Color", "Values": ["blue"]},
    ]});
    assert_eq!(with(blue).await, ["acme-web-blue"]);
    assert!(with(json!({"TagFilters": [{"Key": "team"}]})).await.is_empty());
    let lab = "arn:aws:iam::123456789012:instance-profile/LabInstanceProfile";
    let arns = json!({"ResourceARNList": [lab, "arn:aws:iam::123456789012:instance-profile/no"]});
    assert_eq!(with(arns).await, ["LabInstanceProfile"]);
}

#[tokio::test]
async fn only_one_region_knows_iam() {
    let account = builtin();
    let scope = format!("{ANYBODY}/20261001/eu-west-1");
    let (status, _, answer) = send(&account, TARGET, &scope, "{}").await;
    assert_eq!(status, 200);
    assert_eq!(answer, json!({"PaginationToken": "", "ResourceTagMappingList": []}));
}

#[tokio::test]
async fn a_learner_is_denied_without_a_resource() {
    let account = builtin();
    let learner = account.identity("learner").unwrap();
    let scope = format!("{}/20261001/us-east-1", learner.access_key_id);
    let (status, _, answer) = send(&account, TARGET, &scope, "{}").await;
    let text = format!(
        "User: {} is not authorized to perform: tag:GetResources because no identity-based \
         policy allows the tag:GetResources action",
        learner.arn
    );
    assert_eq!(status, 400);
    assert_eq!(answer, json!({"__type": "AccessDeniedException", "Message": text}));
    let auditor = &account.identity("auditor").unwrap().access_key_id;
    let scope = format!("{auditor}/20261001/us-east-1");
    assert_eq!(send(&account, TARGET, &scope, "{}").await.0, 200);
}

#[tokio::test]
async fn requests_that_the_model_forbids_are_refused() {
    let account = small();
    let parameter = (400, "InvalidParameterException".to_owned());
    for body in [
        json!({"ResourcesPerPage": 0}),
        json!({"ResourcesPerPage": 101}),
        json!({"TagsPerPage": 99}),
        json!({"TagsPerPage": 501}),
        json!({"PaginationToken": "nonsense"}),
        json!({"TagFilters": [{"Key": ""}]}),
        json!({"TagFilters": [{"Key": "k", "Values": vec!["v"; 21]}]}),
        json!({"TagFilters": vec![json!({"Key": "k"}); 51]}),
        json!({"ResourceARNList": []}),
        json!({"ResourceARNList": ["arn:x"], "ResourcesPerPage": 5}),
        json!({"ResourceARNList": ["arn:x"], "TagFilters": [{"Key": "k"}]}),
    ] {
        assert_eq!(refused(&account, &body.to_string()).await, parameter, "{body}");
    }
    for body in ["", "[]", "{", r#"{"TagFilters": "x"}"#, r#"{"ResourcesPerPage": "many"}"#] {
        let (status, code) = refused(&account, body).await;
        assert_eq!((status, &*code), (400, "SerializationException"), "{body}");
    }
    let scope = format!("{ANYBODY}/20261001/us-east-1");
    let target = "ResourceGroupsTaggingAPI_20170126.TagResources";
    let (status, _, answer) = send(&account, target, &scope, "{}").await;
    assert_eq!((status, &answer["__type"]), (400, &json!("UnknownOperationException")));
}

#[tokio::test]
async fn faults_strike_it_in_its_own_codes() {
    for (fault, status, code) in [
        ("throttle", 400, "ThrottledException"),
        ("error=GetResources", 500, "InternalServiceException"),
        ("deny=tag:GetResources", 400, "AccessDeniedException"),
        ("deny-scp=*", 400, "AccessDeniedException"),
        ("expire-after-calls=0", 400, "ExpiredTokenException"),
        ("invalid-token", 400, "UnrecognizedClientException"),
        ("clock-skew", 400, "InvalidSignatureException"),
        ("cancel-lab-after-calls=0", 400, "AccessDeniedException"),
    ] {
        let account = small();
        account.set_faults(faults(&[fault]));
        assert_eq!(refused(&account, "{}").await, (status, code.to_owned()), "{fault}");
        let call = &account.calls()[0];
        assert_eq!((&*call.action, call.error.as_deref()), ("GetResources", Some(code)));
    }
    let account = small();
    let (status, _, answer) = send(&account, TARGET, "", "{}").await;
    let code = "MissingAuthenticationTokenException";
    assert_eq!((status, &answer["__type"]), (400, &json!(code)));
}

#[tokio::test]
async fn a_call_is_remembered_with_its_members() {
    let options = Options { page_limit: Some(2), ..Options::default() };
    let account = Account::from_toml(&[super::SMALL], &options).unwrap();
    get(&account, json!({"ResourcesPerPage": 7, "TagFilters": [{"Key": "a"}]})).await;
    let call = &account.calls()[0];
    assert_eq!(call.access_key_id, ANYBODY);
    assert_eq!(call.parameter("ResourcesPerPage"), Some("7"));
    assert_eq!(call.parameter("TagFilters"), Some(r#"[{"Key":"a"}]"#));
}
