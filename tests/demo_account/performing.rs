//! The program's own changing calls and choices, over the real SDK and the simulated account.

use std::sync::Arc;

use aws_credential_types::Credentials;
use ipb::aws::session::{Connector, Session, Simulated};
use ipb::aws::{Calls, catalog, change, iam};
use ipb::core::change::journal::Scene;
use ipb::core::change::{Ask, Confirmed, Reply, Run};
use ipb::core::domain::{AccountSummary, PolicyScope, Tag, Timestamp};
use ipb::core::error::ErrorKind;
use ipb::core::msg::{Answer, Read};
use ipb::core::outcome::{ChangeOutcome, Made, Verdict};
use ipb::core::plan::{Change, Item, Plan, Purpose, Step};
use ipb::core::session::{Identity, Target};
use ipb::demo::{Account, Options};

use super::{builtin, faults, small};

const EC2: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

async fn session(account: &Account, identity: &str) -> Session {
    let who = account.identity(identity).unwrap().clone();
    let account = account.clone();
    let simulate = move |_: &Target| {
        let (key, token) = (who.access_key_id.clone(), who.session_token.clone());
        let credentials = Credentials::new(key, "secret", token, None, "test");
        Ok(Simulated { http_client: account.http_client(), credentials })
    };
    let target = Target { demo: true, ..Target::default() };
    Connector::new(Arc::new(simulate), Calls::nowhere()).connect(&target).await.unwrap()
}

/// Carries one call out, as a confirmed plan of nothing else: there is no
/// other way to it.
async fn perform(session: &Session, call: &Change) -> ChangeOutcome {
    let step = Step::or_stop(call.clone());
    let item = Item { name: "it".into(), expects: Vec::new(), steps: vec![step] };
    let confirmed = Confirmed::by_person(Plan::one(Purpose::Tag, item));
    let scene =
        Scene { plan: "1".into(), account: "1".into(), caller: "me".into(), endpoint: None };
    let (mut run, mut ticket, mut ask) = Run::begin(confirmed, scene, Timestamp(0));
    loop {
        let reply = match ask {
            Ask::Step(step) => return change::perform(session, step).await,
            Ask::Journal(_) => Reply::Journalled(Ok(())),
            Ask::Read(Read::CallerIdentity) => {
                let identity = Identity { account: "1".into(), arn: "me".into() };
                Reply::Answer(Answer::CallerIdentity(Ok(identity)))
            }
            other => panic!("{other:?}"),
        };
        (ticket, ask) = run.on(ticket, reply, Timestamp(0)).unwrap();
    }
}

fn tag(key: &str, value: &str) -> Tag {
    Tag { key: key.into(), value: value.into() }
}

fn create(name: &str) -> Change {
    Change::CreateProfile { name: name.into(), path: "/".into(), tags: vec![] }
}

fn code(outcome: &ChangeOutcome) -> Option<&str> {
    outcome.result.as_ref().err()?.code.as_deref()
}

#[tokio::test]
async fn the_standard_way_and_back_is_one_call_each_with_its_request_id() {
    let account = builtin();
    let session = session(&account, "admin").await;
    let (role, profile): (Box<str>, Box<str>) = ("New".into(), "New-profile".into());
    let arn: Box<str> = READ_ONLY.into();
    let tags = vec![tag("Team", "web"), tag("團隊", "")];
    let way = [
        Change::CreateRole {
            name: role.clone(),
            path: "/app/".into(),
            trust: EC2.into(),
            description: "For the web".into(),
            tags: tags.clone(),
        },
        Change::AttachRolePolicy { role: role.clone(), arn: arn.clone() },
        Change::CreateProfile { name: profile.clone(), path: "/app/".into(), tags: tags.clone() },
        Change::AddRole { profile: profile.clone(), role: role.clone() },
        Change::TagProfile { profile: profile.clone(), tags: vec![tag("team", "other")] },
        Change::UntagProfile { profile: profile.clone(), keys: vec!["Team".into()] },
    ];
    for change in &way {
        account.clear_calls();
        let outcome = perform(&session, change).await;
        assert_eq!(outcome.verdict(), Verdict::Accepted, "{change:?}: {outcome:?}");
        assert_eq!(outcome.attempts, 1);
        assert!(outcome.request_id.is_some());
        let call = account.calls().pop().unwrap();
        assert_eq!(format!("iam:{}", call.action), change.action());
        match (change, outcome.result.unwrap()) {
            (Change::CreateRole { .. }, Made::Role(made)) => {
                assert_eq!(&*made.arn, "arn:aws:iam::123456789012:role/app/New");
                assert_eq!(made.tags, Some(tags.clone()));
            }
            (Change::CreateProfile { .. }, Made::Profile(made)) => {
                assert!(made.id.starts_with("AIPA") && made.tags == Some(tags.clone()));
            }
            (Change::CreateRole { .. } | Change::CreateProfile { .. }, other) => {
                panic!("{change:?} made {other:?}");
            }
            (_, made) => assert_eq!(made, Made::Nothing),
        }
    }
    let read = iam::get_instance_profile(&session, &profile).await.unwrap();
    assert_eq!(read.role().unwrap().name, role);
    assert_eq!(read.tags, Some(vec![tag("team", "other"), tag("團隊", "")]));
    let held = iam::get_role(&session, &role).await.unwrap();
    assert_eq!(held.description.as_deref(), Some("For the web"));
    assert_eq!(held.trust_policy.as_ref().unwrap().text(), EC2);
    let back = [
        Change::RemoveRole { profile: profile.clone(), role: role.clone() },
        Change::DeleteProfile { name: profile },
        Change::DetachRolePolicy { role: role.clone(), arn },
        Change::DeleteRole { name: role.clone() },
    ];
    for change in &back {
        let outcome = perform(&session, change).await;
        assert_eq!(outcome.result, Ok(Made::Nothing), "{change:?}");
        assert_eq!(format!("iam:{}", account.calls().pop().unwrap().action), change.action());
    }
    assert!(iam::get_role(&session, &role).await.is_err());
}

#[tokio::test(start_paused = true)]
async fn a_retry_that_meets_its_own_success_is_in_doubt_and_not_refused() {
    let account = small();
    let session = session(&account, "admin").await;
    let cases = [
        ("drop-after=CreateInstanceProfile:1", create("new"), "EntityAlreadyExists"),
        (
            "error-after=AddRoleToInstanceProfile:1",
            Change::AddRole { profile: "Gamma".into(), role: "Web".into() },
            "LimitExceeded",
        ),
        (
            "drop-after=DeleteInstanceProfile:1",
            Change::DeleteProfile { name: "delta".into() },
            "NoSuchEntity",
        ),
        (
            "truncated=RemoveRoleFromInstanceProfile:1",
            Change::RemoveRole { profile: "Alpha".into(), role: "Web".into() },
            "NoSuchEntity",
        ),
    ];
    for (fault, change, last) in cases {
        account.set_faults(faults(&[fault]));
        let outcome = perform(&session, &change).await;
        assert_eq!(code(&outcome), Some(last), "{fault}: {outcome:?}");
        assert_eq!((outcome.attempts, outcome.verdict()), (2, Verdict::Unknown), "{fault}");
        assert!(outcome.request_id.is_some());
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_after_throttling_is_a_refusal() {
    let account = small();
    account.set_faults(faults(&["throttle=CreateInstanceProfile:2"]));
    let session = session(&account, "admin").await;
    let outcome = perform(&session, &create("alpha")).await;
    assert_eq!(code(&outcome), Some("EntityAlreadyExists"));
    assert_eq!((outcome.attempts, outcome.verdict()), (3, Verdict::Refused));
    account.set_faults(faults(&["throttle=CreateInstanceProfile"]));
    let outcome = perform(&session, &create("new")).await;
    assert_eq!(outcome.result.as_ref().unwrap_err().kind, ErrorKind::Throttled);
    assert_eq!((outcome.attempts, outcome.verdict()), (3, Verdict::Refused));
}

#[tokio::test(start_paused = true)]
async fn a_change_without_an_answer_is_unknown_whether_it_was_made_or_not() {
    for fault in ["drop", "drop-after", "error", "error-after", "hang", "hang-after", "html"] {
        let account = small();
        account.set_faults(faults(&[&format!("{fault}=TagInstanceProfile")]));
        let session = session(&account, "admin").await;
        let tags = vec![tag("new", "1")];
        let change = Change::TagProfile { profile: "Alpha".into(), tags };
        let outcome = perform(&session, &change).await;
        assert_eq!(outcome.verdict(), Verdict::Unknown, "{fault}: {outcome:?}");
    }
}

#[tokio::test]
async fn what_aws_refuses_at_once_is_refused() {
    let account = builtin();
    let learner = session(&account, "learner").await;
    let add = Change::AddRole { profile: "acme-empty".into(), role: "acme-web".into() };
    let outcome = perform(&learner, &add).await;
    assert_eq!((outcome.attempts, outcome.verdict()), (1, Verdict::Refused));
    assert_eq!(outcome.result.unwrap_err().missing_action(), Some("iam:PassRole"));
    account.set_faults(faults(&["concurrent=AddRoleToInstanceProfile"]));
    let admin = session(&account, "admin").await;
    let outcome = perform(&admin, &add).await;
    assert_eq!(code(&outcome), Some("ConcurrentModification"));
    assert_eq!(outcome.verdict(), Verdict::Refused);
}

#[tokio::test]
async fn roles_and_policies_come_page_by_page_and_all_of_them() {
    let options = Options { page_limit: Some(7), ..Options::default() };
    let account = Account::builtin(&options).unwrap();
    let session = session(&account, "admin").await;
    let (mut names, mut marker, mut pages) = (Vec::new(), None, 0);
    loop {
        let page = catalog::list_roles(&session, marker).await.unwrap();
        assert!(page.items.len() <= 7);
        names.extend(page.items.into_iter().map(|role| role.name.to_string()));
        (marker, pages) = (page.next, pages + 1);
        if marker.is_none() {
            break;
        }
    }
    let there = account.edit(|state| state.roles.len()).unwrap();
    assert_eq!((names.len(), pages), (there, there.div_ceil(7)));
    let mut counts = Vec::new();
    for scope in [PolicyScope::Aws, PolicyScope::Customer, PolicyScope::All] {
        let (mut count, mut marker) = (0, None);
        loop {
            let page = catalog::list_policies(&session, scope, marker).await.unwrap();
            for policy in &page.items {
                let is_aws = policy.arn.contains("::aws:");
                assert!(scope == PolicyScope::All || is_aws == (scope == PolicyScope::Aws));
            }
            count += page.items.len();
            marker = page.next;
            if marker.is_none() {
                break;
            }
        }
        counts.push(count);
    }
    assert!(counts[0] > 7 && counts[1] > 7);
    assert_eq!(counts[0] + counts[1], counts[2]);
}

#[tokio::test]
async fn the_summary_tells_the_accounts_own_quotas() {
    let account = small();
    account.edit(|state| state.quotas.instance_profiles = 1500);
    let session = session(&account, "admin").await;
    let summary = catalog::account_summary(&session).await.unwrap();
    let expected = AccountSummary {
        instance_profiles: Some(4),
        instance_profiles_quota: Some(1500),
        roles: Some(3),
        roles_quota: Some(1000),
        attached_policies_per_role_quota: Some(10),
        trust_policy_quota: Some(2048),
    };
    assert_eq!(summary, expected);
}
