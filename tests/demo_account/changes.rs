//! Changing instance profiles, and what AWS refuses.

use aws_sdk_iam::Client;
use aws_sdk_iam::operation::create_instance_profile::CreateInstanceProfileError;
use aws_sdk_iam::types::Tag;

use super::{client, refusal, refused, small};

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build().unwrap()
}

async fn tags_of(client: &Client, name: &str) -> Vec<(String, String)> {
    let answer = client.list_instance_profile_tags().instance_profile_name(name);
    let answer = answer.send().await.unwrap();
    answer.tags().iter().map(|tag| (tag.key().to_owned(), tag.value().to_owned())).collect()
}

#[tokio::test]
async fn a_profile_lives_from_creation_to_deletion() {
    let account = small();
    let client = client(&account);
    let answer = client
        .create_instance_profile()
        .instance_profile_name("New-1")
        .path("/team/")
        .tags(tag("團隊", "基礎設施"))
        .send()
        .await
        .unwrap();
    let made = answer.instance_profile().unwrap();
    assert_eq!(made.arn(), "arn:aws:iam::123456789012:instance-profile/team/New-1");
    assert!(made.roles().is_empty());
    assert_eq!(made.tags(), [tag("團隊", "基礎設施")]);
    // Created by the caller's clock.
    assert!(made.create_date().secs() > 1_700_000_000);
    let first_id = made.instance_profile_id().to_owned();

    client
        .add_role_to_instance_profile()
        .instance_profile_name("new-1")
        .role_name("web")
        .send()
        .await
        .unwrap();
    let delete = client.delete_instance_profile().instance_profile_name("New-1");
    let text = "Cannot delete entity, must remove roles from instance profile first.";
    assert_eq!(refusal(delete.clone().send().await), refused(409, "DeleteConflict", text));
    client
        .remove_role_from_instance_profile()
        .instance_profile_name("New-1")
        .role_name("Web")
        .send()
        .await
        .unwrap();
    delete.clone().send().await.unwrap();
    assert_eq!(refusal(delete.send().await).1, "NoSuchEntity");

    // Recreated under its name it is another profile.
    let again = client.create_instance_profile().instance_profile_name("New-1");
    let again = again.send().await.unwrap();
    assert_ne!(again.instance_profile().unwrap().instance_profile_id(), first_id);
    assert_eq!(again.instance_profile().unwrap().path(), "/");
}

#[tokio::test]
async fn a_name_is_taken_in_any_case_and_on_any_path() {
    let account = small();
    let result = client(&account)
        .create_instance_profile()
        .instance_profile_name("ALPHA")
        .path("/elsewhere/")
        .send()
        .await;
    let text = "Instance Profile ALPHA already exists.";
    assert_eq!(refusal(result), refused(409, "EntityAlreadyExists", text));
}

#[tokio::test]
async fn bad_names_paths_and_tags_are_not_created() {
    let account = small();
    let create = || client(&account).create_instance_profile().instance_profile_name("ok");
    let cases = [
        (
            client(&account).create_instance_profile().instance_profile_name("é"),
            "instanceProfileName",
        ),
        (
            client(&account).create_instance_profile().instance_profile_name("a".repeat(129)),
            "length",
        ),
        (create().path("app/"), "path"),
        (create().path("/app"), "path"),
        (create().path("//"), "path"),
        (create().path("/a b/"), "path"),
        (create().tags(tag("", "v")), "tags.1.member.key"),
        (create().tags(tag("k", "v")).tags(tag("a,b", "v")), "tags.2.member.key"),
        (create().tags(tag("k", "🚀")), "tags.1.member.value"),
        (create().tags(tag("k", "e\u{301}")), "tags.1.member.value"),
        (create().tags(tag("k", &"v".repeat(257))), "tags.1.member.value"),
        (create().tags(tag(&"k".repeat(129), "v")), "tags.1.member.key"),
    ];
    for (request, part) in cases {
        let shown = format!("{:?}", request.as_input());
        let (status, code, text) = refusal(request.send().await);
        assert_eq!((status, &*code), (400, "ValidationError"), "{shown}");
        assert!(text.contains(part), "{text}");
    }
    for request in [
        create().tags(tag("aws:mine", "v")),
        create().tags(tag("AWS:mine", "v")),
        create().tags(tag("k", "Aws:v")),
        create().tags(tag("k", "1")).tags(tag("k", "2")),
    ] {
        let shown = format!("{:?}", request.as_input());
        let (status, code, _) = refusal(request.send().await);
        assert_eq!((status, &*code), (400, "InvalidInput"), "{shown}");
    }
    // Keys that differ in case only are two keys of a profile.
    let fine = create().path("/a/b/").tags(tag("k", "")).tags(tag("K", "𠮷 ② Ⅷ")).send().await;
    fine.unwrap();
}

#[tokio::test]
async fn the_accounts_quota_ends_creation() {
    let account = small();
    account.edit(|state| state.quotas.instance_profiles = 5);
    let client = client(&account);
    let create = async |name: &str| {
        client.create_instance_profile().instance_profile_name(name).send().await
    };
    create("fifth").await.unwrap();
    let result = create("sixth").await;
    assert!(matches!(
        result.as_ref().map_err(|error| error.as_service_error()),
        Err(Some(CreateInstanceProfileError::LimitExceededException(_)))
    ));
    let text = "Cannot exceed quota for InstanceProfilesPerAccount: 5";
    assert_eq!(refusal(result), refused(409, "LimitExceeded", text));
}

#[tokio::test]
async fn a_profile_takes_one_role_and_the_same_one_only_once() {
    let account = small();
    let client = client(&account);
    let add = async |profile: &str, role: &str| {
        let add = client.add_role_to_instance_profile();
        add.instance_profile_name(profile).role_name(role).send().await
    };
    let full = "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1";
    for role in ["Other", "Web", "web"] {
        assert_eq!(refusal(add("Alpha", role).await), refused(409, "LimitExceeded", full));
    }
    assert_eq!(refusal(add("Gamma", "nope").await).1, "NoSuchEntity");
    assert_eq!(refusal(add("nope", "Web").await).1, "NoSuchEntity");
    let linked = refusal(add("Gamma", "AWSServiceRoleForX").await);
    assert_eq!((linked.0, &*linked.1), (400, "UnmodifiableEntity"));
    add("Gamma", "Other").await.unwrap();
}

#[tokio::test]
async fn only_the_role_that_is_there_can_be_removed() {
    let account = small();
    let client = client(&account);
    let remove = async |profile: &str, role: &str| {
        let remove = client.remove_role_from_instance_profile();
        remove.instance_profile_name(profile).role_name(role).send().await
    };
    assert_eq!(refusal(remove("Alpha", "Other").await).1, "NoSuchEntity");
    assert_eq!(refusal(remove("Gamma", "Web").await).1, "NoSuchEntity");
    assert_eq!(refusal(remove("nope", "Web").await).1, "NoSuchEntity");
    remove("Alpha", "Web").await.unwrap();
}

#[tokio::test]
async fn tagging_adds_and_replaces_and_untagging_takes_off() {
    let account = small();
    let client = client(&account);
    let change = client.tag_instance_profile().instance_profile_name("Alpha");
    change.tags(tag("b", "new")).tags(tag("c", "3")).send().await.unwrap();
    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    assert_eq!(tags_of(&client, "Alpha").await, [pair("a", "1"), pair("b", "new"), pair("c", "3")]);
    let untag = client.untag_instance_profile().instance_profile_name("Alpha");
    untag.tag_keys("a").tag_keys("not there").tag_keys("B").send().await.unwrap();
    assert_eq!(tags_of(&client, "Alpha").await, [pair("b", "new"), pair("c", "3")]);
    let nope = client.tag_instance_profile().instance_profile_name("nope");
    assert_eq!(refusal(nope.tags(tag("a", "b")).send().await).1, "NoSuchEntity");
    let reserved = client.untag_instance_profile().instance_profile_name("Alpha");
    assert_eq!(refusal(reserved.tag_keys("aws:x").send().await).1, "InvalidInput");
}

#[tokio::test]
async fn the_fifty_first_tag_is_refused_and_one_bad_tag_spoils_all() {
    let account = small();
    let client = client(&account);
    let many = (0..48).map(|number| tag(&format!("k{number}"), "v")).collect();
    let change = || client.tag_instance_profile().instance_profile_name("Alpha");
    change().set_tags(Some(many)).send().await.unwrap();
    assert_eq!(tags_of(&client, "Alpha").await.len(), 50);
    let text = "The number of tags has reached the maximum limit.";
    let result = change().tags(tag("one more", "v")).send().await;
    assert_eq!(refusal(result), refused(409, "LimitExceeded", text));
    // Another value for a key that is there is no further tag.
    change().tags(tag("k0", "w")).send().await.unwrap();
    refusal(change().tags(tag("k1", "w")).tags(tag("k2", "💥")).send().await);
    assert!(tags_of(&client, "Alpha").await.contains(&("k1".to_owned(), "v".to_owned())));
    let too_many = (0..51).map(|number| tag(&format!("x{number}"), "v")).collect();
    let result = change().set_tags(Some(too_many)).send().await;
    assert_eq!(refusal(result).1, "ValidationError");
}
