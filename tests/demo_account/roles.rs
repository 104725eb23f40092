//! Creating, changing and deleting roles, and what AWS refuses.

use aws_sdk_iam::Client;
use aws_sdk_iam::types::Tag;
use ipb::demo::{Account, Options};

use super::{builtin, client, client_as, refusal, refused, small};

/// Two policies that can be attached, and one of AWS's for a service's own role.
const POLICIES: &str = r#"
    [[policy]]
    name = "Own"
    path = "/team/"
    documents = ['''{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}''']

    [[aws_policy]]
    name = "ReadOnlyAccess"
    documents = ['''{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}''']

    [[aws_policy]]
    name = "XServiceRolePolicy"
    path = "/aws-service-role/"
    documents = ['''{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}''']
"#;

const OWN: &str = "arn:aws:iam::123456789012:policy/team/Own";
const AWS: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const EC2: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const PROTECTED: &str = "Cannot perform the operation on the protected role 'AWSServiceRoleForX' - \
                         this role is only modifiable by AWS";

fn with_policies() -> Account {
    Account::from_toml(&[super::SMALL, POLICIES], &Options::default()).unwrap()
}

fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build().unwrap()
}

async fn create(client: &Client, name: &str, trust: &str) -> (u16, String, String) {
    let create = client.create_role().role_name(name).assume_role_policy_document(trust);
    refusal(create.send().await)
}

#[tokio::test]
async fn a_role_lives_from_creation_to_deletion_and_each_thing_on_it_must_go_first() {
    let account = with_policies();
    let client = client(&account);
    let spaced = EC2.replace(',', ",\n  ");
    let create = client.create_role().role_name("New").path("/app/").description("For the web");
    let create = create.assume_role_policy_document(&spaced).max_session_duration(7200);
    let made = create.tags(tag("Team", "web")).send().await.unwrap();
    let made = made.role().unwrap();
    assert_eq!(made.arn(), "arn:aws:iam::123456789012:role/app/New");
    assert!(made.role_id().starts_with("AROA"));
    assert_eq!(made.tags(), [tag("Team", "web")]);
    let read = client.get_role().role_name("new").send().await.unwrap();
    let read = read.role().unwrap();
    assert_eq!(read.description(), Some("For the web"));
    assert_eq!(read.max_session_duration(), Some(7200));
    // IAM stores a trust policy without the white space between its tokens.
    let stored = percent_encoding::percent_decode_str(read.assume_role_policy_document().unwrap());
    assert_eq!(stored.decode_utf8().unwrap(), EC2);

    let attach = client.attach_role_policy().role_name("New").policy_arn(AWS);
    attach.clone().send().await.unwrap();
    attach.send().await.expect("one that is attached already is no error");
    let inline = client.put_role_policy().role_name("New").policy_name("own");
    let inline = inline.policy_document(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}"#,
    );
    inline.send().await.unwrap();
    let add = client.add_role_to_instance_profile().instance_profile_name("Gamma");
    add.role_name("New").send().await.unwrap();

    let delete = || client.delete_role().role_name("New").send();
    let conflict = |first: &str| {
        refused(409, "DeleteConflict", &format!("Cannot delete entity, must {first} first."))
    };
    assert_eq!(refusal(delete().await), conflict("remove roles from instance profile"));
    let remove = client.remove_role_from_instance_profile().instance_profile_name("Gamma");
    remove.role_name("New").send().await.unwrap();
    assert_eq!(refusal(delete().await), conflict("detach all policies"));
    let detach = client.detach_role_policy().role_name("New").policy_arn(AWS);
    detach.clone().send().await.unwrap();
    let text = format!("Policy {AWS} was not found.");
    assert_eq!(refusal(detach.send().await), refused(404, "NoSuchEntity", &text));
    assert_eq!(refusal(delete().await), conflict("delete policies"));
    let take = client.delete_role_policy().role_name("New").policy_name("own");
    take.clone().send().await.unwrap();
    assert_eq!(refusal(take.send().await).1, "NoSuchEntity");
    delete().await.unwrap();
    assert_eq!(refusal(delete().await).1, "NoSuchEntity");
}

#[tokio::test]
async fn what_can_not_be_a_role_is_not_created() {
    let account = small();
    let client = client(&account);
    let taken = refused(409, "EntityAlreadyExists", "Role with name WEB already exists.");
    assert_eq!(create(&client, "WEB", EC2).await, taken);
    let malformed = |text: &str| refused(400, "MalformedPolicyDocument", text);
    let cases = [
        ("nonsense", "This policy contains invalid Json"),
        (" {}", "JSON strings must not have leading spaces"),
        ("{}", "Syntax errors in policy."),
        (&EC2.replace("Allow", "allow"), "Syntax errors in policy."),
        (&EC2.replace("2012-10-17", "2026-01-01"), "Syntax errors in policy."),
        (
            &EC2.replace("\"Action\"", "\"Resource\":\"*\",\"Action\""),
            "Has prohibited field Resource",
        ),
        (&EC2.replace("Principal", "Condition"), "Missing required field Principal"),
        (
            &EC2.replace("sts:AssumeRole", "ec2:RunInstances"),
            "AssumeRole policy may only specify STS AssumeRole actions.",
        ),
    ];
    for (trust, text) in cases {
        assert_eq!(create(&client, "New", trust).await, malformed(text), "{trust}");
    }
    let other = "arn:aws:iam::123456789012:role/nobody";
    let trust = EC2.replace(r#""Service":"ec2.amazonaws.com""#, &format!(r#""AWS":"{other}""#));
    let text = format!("Invalid principal in policy: \"AWS\":\"{other}\"");
    assert_eq!(create(&client, "New", &trust).await, malformed(&text));
    let long = EC2.replace("ec2.amazonaws.com", &"x".repeat(2048));
    let text = "Cannot exceed quota for ACLSizePerRole: 2048";
    assert_eq!(create(&client, "New", &long).await, refused(409, "LimitExceeded", text));
    account.edit(|state| state.quotas.roles = 3);
    let text = "Cannot exceed quota for RolesPerAccount: 3";
    assert_eq!(create(&client, "New", EC2).await, refused(409, "LimitExceeded", text));
    assert_eq!(account.edit(|state| state.roles.len()), Some(3));
}

#[tokio::test]
async fn only_policies_for_everybodys_roles_can_be_attached_up_to_the_quota() {
    let account = with_policies();
    account.edit(|state| state.quotas.attached_policies_per_role = 1);
    let client = client(&account);
    let attach = async |role: &str, arn: &str| {
        client.attach_role_policy().role_name(role).policy_arn(arn).send().await
    };
    let own = "arn:aws:iam::aws:policy/aws-service-role/XServiceRolePolicy";
    let text = "Cannot attach a Service Role Policy to a Customer Role.";
    assert_eq!(refusal(attach("Web", own).await), refused(400, "PolicyNotAttachable", text));
    let none = "arn:aws:iam::aws:policy/Nothing";
    let text = format!("Policy {none} does not exist or is not attachable.");
    assert_eq!(refusal(attach("Web", none).await), refused(404, "NoSuchEntity", &text));
    assert_eq!(refusal(attach("Web", "arn:aws:s3:::some-bucket").await).1, "InvalidInput");
    assert_eq!(refusal(attach("nobody", AWS).await).1, "NoSuchEntity");
    attach("web", OWN).await.unwrap();
    attach("Web", OWN).await.expect("it is there already and needs no more room");
    let text = "Cannot exceed quota for PoliciesPerRole: 1";
    assert_eq!(refusal(attach("Web", AWS).await), refused(409, "LimitExceeded", text));
    let policy = client.get_policy().policy_arn(OWN).send().await.unwrap();
    assert_eq!(policy.policy().unwrap().attachment_count(), Some(1));
}

#[tokio::test]
async fn a_services_own_role_is_changed_by_nobody() {
    let account = with_policies();
    let client = client(&account);
    let role = "AWSServiceRoleForX";
    let protected = refused(400, "UnmodifiableEntity", PROTECTED);
    let attach = client.attach_role_policy().role_name(role).policy_arn(AWS);
    assert_eq!(refusal(attach.send().await), protected);
    let detach = client.detach_role_policy().role_name(role).policy_arn(AWS);
    assert_eq!(refusal(detach.send().await), protected);
    assert_eq!(refusal(client.delete_role().role_name(role).send().await), protected);
    let add = client.add_role_to_instance_profile().instance_profile_name("Gamma");
    assert_eq!(refusal(add.role_name(role).send().await), protected);
}

#[tokio::test]
async fn case_does_not_count_in_a_roles_tag_keys() {
    let account = small();
    let client = client(&account);
    let change = client.tag_role().role_name("Web").tags(tag("TEAM", "infra"));
    change.send().await.unwrap();
    let tags = async || {
        let answer = client.list_role_tags().role_name("Web").send().await.unwrap();
        answer.tags().to_vec()
    };
    assert_eq!(tags().await, [tag("TEAM", "infra")]);
    let twice = client.tag_role().role_name("Web").tags(tag("a", "1")).tags(tag("A", "2"));
    let text = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
    assert_eq!(refusal(twice.send().await), refused(400, "InvalidInput", text));
    client.untag_role().role_name("Web").tag_keys("team").send().await.unwrap();
    assert_eq!(tags().await, []);
}

#[tokio::test]
async fn a_roles_inline_policies_have_10240_characters_together() {
    let account = small();
    let client = client(&account);
    let put = async |name: &str, length: usize| {
        let sid = "x".repeat(length);
        let document = format!(
            r#"{{"Statement":{{"Sid":"{sid}","Effect":"Deny","Action":"*","Resource":"*"}}}}"#
        );
        let put = client.put_role_policy().role_name("Web").policy_name(name);
        put.policy_document(document).send().await
    };
    put("a", 5000).await.unwrap();
    put("b", 5000).await.unwrap();
    put("A", 5001).await.expect("it takes the other one's place");
    let text = "Maximum policy size of 10240 bytes exceeded for role Web";
    assert_eq!(refusal(put("c", 200).await), refused(409, "LimitExceeded", text));
}

#[tokio::test]
async fn a_learner_may_neither_create_roles_nor_change_their_policies() {
    let account = builtin();
    let client = client_as(&account, "learner");
    let who = &account.identity("learner").unwrap().arn;
    let policy = "an identity-based policy: arn:aws:iam::123456789012:policy/Pvoclabs2";
    let text = format!(
        "User: {who} is not authorized to perform: iam:CreateRole on resource: \
         arn:aws:iam::123456789012:role/New with an explicit deny in {policy}"
    );
    assert_eq!(create(&client, "New", EC2).await, refused(403, "AccessDenied", &text));
    let attach = client.attach_role_policy().role_name("LabRole").policy_arn(AWS);
    let text = format!(
        "User: {who} is not authorized to perform: iam:AttachRolePolicy on resource: role LabRole \
         with an explicit deny in {policy}"
    );
    assert_eq!(refusal(attach.send().await), refused(403, "AccessDenied", &text));
    let delete = client_as(&account, "auditor").delete_role().role_name("acme-web");
    assert_eq!(refusal(delete.send().await).1, "AccessDenied");
}
