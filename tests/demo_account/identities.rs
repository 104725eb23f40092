//! Who calls, and who is told no in which words.

use ipb::demo::{Account, Options};

use super::{builtin, client, client_as, client_with, credentials, keys, refusal, refused, sts};

#[tokio::test]
async fn the_key_tells_who_calls() {
    let account = builtin();
    for name in ["admin", "learner", "auditor", "second"] {
        let who = account.identity(name).unwrap();
        let answer = sts(&account, credentials(&account, name)).get_caller_identity();
        let answer = answer.send().await.unwrap();
        assert_eq!(answer.arn(), Some(&*who.arn));
        assert_eq!(answer.account(), Some(who.account_id()));
        assert_eq!(answer.user_id(), Some(&*who.user_id));
    }
    let learner = account.identity("learner").unwrap();
    assert_eq!(
        learner.arn,
        "arn:aws:sts::123456789012:assumed-role/voclabs/user3141592=Wang_Xiaoming"
    );
    let unknown = sts(&account, keys("AKIANOBODYKNOWSTHISK")).get_caller_identity();
    let unknown = unknown.send().await.unwrap();
    assert_eq!(unknown.arn(), Some("arn:aws:sts::123456789012:assumed-role/Admin/you"));
}

#[tokio::test]
async fn a_key_without_its_session_token_is_invalid() {
    let account = builtin();
    let learner = &account.identity("learner").unwrap().access_key_id;
    let result = client_with(&account, keys(learner), 1).list_roles().send().await;
    let text = "The security token included in the request is invalid.";
    assert_eq!(refusal(result), refused(403, "InvalidClientTokenId", text));
}

#[tokio::test]
async fn the_lab_hides_its_own_policies_from_everybody() {
    let account = builtin();
    for identity in ["learner", "admin"] {
        let client = client_as(&account, identity);
        let arn = &account.identity(identity).unwrap().arn;
        let role = client.get_role().role_name("voclabs").send().await;
        let text = format!(
            "User: {arn} is not authorized to perform: iam:GetRole on resource: role voclabs with \
             an explicit deny in an identity-based policy: arn:aws:iam::123456789012:policy/Pvoclabs2"
        );
        assert_eq!(refusal(role), refused(403, "AccessDenied", &text));
        let attached = client.list_attached_role_policies().role_name("LabRole");
        let attached = attached.send().await.unwrap();
        let (mut open, mut hidden) = (0, 0);
        for policy in attached.attached_policies() {
            let result = client.get_policy().policy_arn(policy.policy_arn().unwrap()).send().await;
            if policy.policy_name().unwrap().contains("VocLabPolicy") {
                let (status, code, _) = refusal(result);
                assert_eq!((status, &*code), (403, "AccessDenied"));
                hidden += 1;
            } else {
                result.unwrap();
                open += 1;
            }
        }
        assert_eq!((open, hidden), (4, 3));
    }
}

#[tokio::test]
async fn an_auditor_reads_but_changes_nothing() {
    let account = builtin();
    let client = client_as(&account, "auditor");
    let get = client.get_instance_profile().instance_profile_name("acme-web");
    get.send().await.unwrap();
    let who = &account.identity("auditor").unwrap().arn;
    let result = client.delete_instance_profile().instance_profile_name("acme-empty");
    let text = format!(
        "User: {who} is not authorized to perform: iam:DeleteInstanceProfile on resource: \
         instance profile acme-empty because no identity-based policy allows the \
         iam:DeleteInstanceProfile action"
    );
    assert_eq!(refusal(result.send().await), refused(403, "AccessDenied", &text));
    let still_there = client.get_instance_profile().instance_profile_name("acme-empty");
    still_there.send().await.unwrap();
    let create = client.create_instance_profile().instance_profile_name("n").path("/p/");
    let (_, _, text) = refusal(create.send().await);
    assert!(text.contains("on resource: arn:aws:iam::123456789012:instance-profile/p/n because"));
    let inline = client.get_role_policy().role_name("payments-api-prod").policy_name("app-access");
    let (_, _, text) = refusal(inline.send().await);
    assert!(text.ends_with("with an explicit deny in a service control policy"), "{text}");
}

#[tokio::test]
async fn adding_a_role_needs_pass_role() {
    let account = builtin();
    let client = client_as(&account, "learner");
    let add = async |role: &str| {
        let add = client.add_role_to_instance_profile().instance_profile_name("acme-empty");
        add.role_name(role).send().await
    };
    let (status, code, text) = refusal(add("acme-web").await);
    assert_eq!((status, &*code), (403, "AccessDenied"));
    assert!(
        text.contains("iam:PassRole on resource: arn:aws:iam::123456789012:role/acme-web because"),
        "{text}"
    );
    add("LabRole").await.unwrap();
}

#[tokio::test]
async fn keys_of_another_account_see_that_account_only() {
    let account = builtin();
    let second = client_as(&account, "second");
    let list = second.list_instance_profiles().send().await.unwrap();
    assert_eq!(list.instance_profiles().len(), 3);
    let lab = |list: &[aws_sdk_iam::types::InstanceProfile]| {
        let found = list.iter().find(|one| one.instance_profile_name() == "LabInstanceProfile");
        found.unwrap().clone()
    };
    let theirs = lab(list.instance_profiles());
    assert!(theirs.arn().starts_with("arn:aws:iam::210987654321:"));
    let list = client(&account).list_instance_profiles().max_items(1000).send().await.unwrap();
    assert_ne!(lab(list.instance_profiles()).instance_profile_id(), theirs.instance_profile_id());
    let delete = second.delete_instance_profile().instance_profile_name("LabInstanceProfile");
    delete.send().await.unwrap();
    let ours = client(&account).get_instance_profile().instance_profile_name("LabInstanceProfile");
    ours.send().await.unwrap();
    let left = account.edit_account("210987654321", |state| state.profiles.len());
    assert_eq!(left, Some(2));
}

#[tokio::test]
async fn small_data_may_bring_identities_of_their_own() {
    let text = r#"
        account = "111122223333"
        [[identity]]
        name = "me"
        access_key_id = "AKIAME"
        secret_access_key = "s"
        arn = "arn:aws:iam::111122223333:user/me"
        user_id = "AIDAME"
        [[identity.deny]]
        actions = ["List*"]
        form = "boundary"
    "#;
    let account = Account::from_toml(&[text], &Options::default()).unwrap();
    let (_, _, text) = refusal(client_as(&account, "me").list_roles().send().await);
    assert_eq!(
        text,
        "User: arn:aws:iam::111122223333:user/me is not authorized to perform: iam:ListRoles on \
         resource: arn:aws:iam::111122223333:role/ because no permissions boundary allows the \
         iam:ListRoles action"
    );
}
