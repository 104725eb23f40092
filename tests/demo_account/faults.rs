//! Everything that can go wrong, and that it goes wrong as often as it was told to.

use std::time::Duration;

use aws_sdk_iam::config::StalledStreamProtectionConfig;
use aws_sdk_iam::error::SdkError;
use ipb::demo::{Denial, Fault, FaultKind, Faults};
use tokio::time::{Instant, timeout};

use super::{client, client_with, faults, keys, refusal, refused, small, sts};

#[tokio::test(start_paused = true)]
async fn the_sdk_gets_over_throttling_and_server_errors() {
    let account = small();
    account.set_faults(faults(&["throttle=2"]));
    let patient = client_with(&account, keys("AKIAPATIENT"), 4);
    patient.list_roles().send().await.unwrap();
    let statuses: Vec<_> = account.calls().iter().map(|call| call.status).collect();
    assert_eq!(statuses, [Some(400), Some(400), Some(200)]);
    account.clear_calls();
    account.set_faults(faults(&["error=ListRoles:3"]));
    patient.list_roles().send().await.unwrap();
    assert_eq!(account.calls().len(), 4);
    assert_eq!(account.faults().list[0].times, Some(0));
}

#[tokio::test]
async fn throttling_has_iams_code_and_words_and_may_strike_one_action_only() {
    let account = small();
    account.set_faults(faults(&["throttle=GetRole:1"]));
    let client = client(&account);
    client.list_roles().send().await.unwrap();
    let get = || client.get_role().role_name("Web").send();
    assert_eq!(refusal(get().await), refused(400, "Throttling", "Rate exceeded"));
    get().await.unwrap();
}

#[tokio::test]
async fn a_server_error_is_a_service_failure() {
    let account = small();
    account.set_faults(faults(&["error"]));
    for _ in 0..2 {
        let (status, code, _) = refusal(client(&account).list_roles().send().await);
        assert_eq!((status, &*code), (500, "ServiceFailure"));
    }
}

#[tokio::test]
async fn concurrent_calls_spend_a_count_exactly() {
    let account = small();
    account.set_faults(faults(&["throttle=10"]));
    let client = client(&account);
    let calls = (0..30).map(|_| client.list_roles().send());
    let results = futures_util::future::join_all(calls).await;
    assert_eq!(results.iter().filter(|result| result.is_err()).count(), 10);
}

#[tokio::test(start_paused = true)]
async fn latency_delays_every_answer() {
    let account = small();
    account.set_faults(faults(&["latency=2500"]));
    let start = Instant::now();
    client(&account).list_roles().send().await.unwrap();
    assert_eq!(start.elapsed().as_millis() / 10, 250);
}

#[tokio::test(start_paused = true)]
async fn a_hanging_action_never_answers_and_others_do() {
    let account = small();
    account.set_faults(faults(&["hang=GetRole"]));
    let client = client(&account);
    client.list_roles().send().await.unwrap();
    // The SDK would give up by itself when nothing flows for seconds.
    let patient = aws_sdk_iam::Config::builder()
        .stalled_stream_protection(StalledStreamProtectionConfig::disabled());
    let get = client.get_role().role_name("Web").customize();
    let get = get.config_override(patient).send();
    let result = timeout(Duration::from_secs(86_400), get).await;
    assert!(result.is_err(), "{result:?}");
    assert_eq!(account.calls().last().unwrap().status, None);
}

#[tokio::test]
async fn a_dropped_connection_is_an_io_error() {
    let account = small();
    account.set_faults(faults(&["drop=:1"]));
    let client = client(&account);
    let result = client.list_roles().send().await;
    let Err(SdkError::DispatchFailure(failure)) = result else {
        panic!("{result:?}");
    };
    assert!(failure.is_io());
    client.list_roles().send().await.unwrap();
}

#[tokio::test]
async fn denials_come_in_aws_words() {
    let account = small();
    let who = "User: arn:aws:sts::123456789012:assumed-role/Admin/you is not authorized to \
               perform: iam:GetRole on resource: role Web";
    let policy = "an identity-based policy: arn:aws:iam::123456789012:policy/DemoDeny";
    for (fault, cause) in [
        ("deny=GetRole", "because no identity-based policy allows the iam:GetRole action"),
        ("deny-explicit=iam:GetRole", &format!("with an explicit deny in {policy}")),
        ("deny-scp=Get*", "with an explicit deny in a service control policy"),
        ("deny-boundary=*", "because no permissions boundary allows the iam:GetRole action"),
    ] {
        account.set_faults(faults(&[fault]));
        let result = client(&account).get_role().role_name("Web").send().await;
        assert_eq!(refusal(result), refused(403, "AccessDenied", &format!("{who} {cause}")));
    }
}

#[tokio::test]
async fn everything_denied_still_tells_who_calls() {
    let account = small();
    account.set_faults(faults(&["deny=*"]));
    assert_eq!(refusal(client(&account).list_roles().send().await).1, "AccessDenied");
    let identity = sts(&account, keys("AKIAX")).get_caller_identity().send().await;
    identity.unwrap();
}

#[tokio::test]
async fn pass_role_can_be_denied_on_its_own() {
    let account = small();
    account.set_faults(faults(&["deny=PassRole"]));
    let add = client(&account).add_role_to_instance_profile();
    let add = add.instance_profile_name("Gamma").role_name("Web").send().await;
    assert!(
        refusal(add).2.contains("iam:PassRole on resource: arn:aws:iam::123456789012:role/Web")
    );
}

#[tokio::test(start_paused = true)]
async fn a_session_expires_after_its_time_and_new_keys_help() {
    let account = small();
    account.set_faults(faults(&["expire-after=60"]));
    let old = client_with(&account, keys("ASIAOLD"), 1);
    old.list_roles().send().await.unwrap();
    tokio::time::advance(Duration::from_secs(61)).await;
    let text = "The security token included in the request is expired";
    assert_eq!(refusal(old.list_roles().send().await), refused(403, "ExpiredToken", text));
    let identity = sts(&account, keys("ASIAOLD")).get_caller_identity().send().await;
    assert_eq!(refusal(identity).1, "ExpiredToken");
    let new = client_with(&account, keys("ASIANEW"), 1);
    new.list_roles().send().await.unwrap();
    assert_eq!(refusal(old.list_roles().send().await).1, "ExpiredToken");
}

#[tokio::test]
async fn a_session_expires_after_so_many_calls_of_its_key() {
    let account = small();
    account.set_faults(faults(&["expire-after-calls=2"]));
    let (old, new) =
        (client_with(&account, keys("ASIAOLD"), 1), client_with(&account, keys("ASIANEW"), 1));
    old.list_roles().send().await.unwrap();
    new.list_roles().send().await.unwrap();
    old.list_roles().send().await.unwrap();
    assert_eq!(refusal(old.list_roles().send().await).1, "ExpiredToken");
    new.list_roles().send().await.unwrap();
}

#[tokio::test]
async fn the_end_of_a_lab_denies_all_but_who_calls() {
    let account = small();
    account.set_faults(faults(&["cancel-lab-after-calls=1"]));
    let old = client_with(&account, keys("ASIAOLD"), 1);
    old.list_roles().send().await.unwrap();
    let (status, code, text) = refusal(old.list_roles().send().await);
    assert_eq!((status, &*code), (403, "AccessDenied"));
    assert!(
        text.ends_with(
            "with an explicit deny in an identity-based policy: \
             arn:aws:iam::123456789012:policy/voc-cancel-cred"
        ),
        "{text}"
    );
    let identity = sts(&account, keys("ASIAOLD")).get_caller_identity().send().await;
    identity.unwrap();
    client_with(&account, keys("ASIANEW"), 1).list_roles().send().await.unwrap();
}

#[tokio::test]
async fn an_invalid_token_is_invalid_for_its_key() {
    let account = small();
    account.set_faults(faults(&["invalid-token"]));
    let result = client_with(&account, keys("ASIAOLD"), 1).list_roles().send().await;
    let text = "The security token included in the request is invalid.";
    assert_eq!(refusal(result), refused(403, "InvalidClientTokenId", text));
    client_with(&account, keys("ASIANEW"), 1).list_roles().send().await.unwrap();
}

#[tokio::test]
async fn a_skewed_clock_shows_in_the_date_header() {
    let account = small();
    account.set_faults(faults(&["clock-skew"]));
    let result = client(&account).list_roles().send().await;
    let Err(SdkError::ServiceError(error)) = &result else {
        panic!("{result:?}");
    };
    let date = error.raw().headers().get("date").unwrap();
    assert!(date.ends_with(" GMT") && date.len() == 29, "{date}");
    let format = aws_smithy_types::date_time::Format::HttpDate;
    let server = aws_smithy_types::DateTime::from_str(date, format).unwrap();
    let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs() as i64;
    assert!((server.secs() - now - 1200).abs() < 60, "{date}");
    let (status, code, text) = refusal(result);
    assert_eq!((status, &*code), (403, "SignatureDoesNotMatch"));
    assert!(text.starts_with("Signature expired: ") && text.ends_with("Z - 5 min.)"), "{text}");
}

#[tokio::test]
async fn answers_that_are_no_xml_are_response_errors() {
    for fault in ["malformed", "html=ListRoles", "truncated=:1"] {
        let account = small();
        account.set_faults(faults(&[fault]));
        let result = client(&account).list_roles().send().await;
        assert!(!matches!(result, Ok(_) | Err(SdkError::DispatchFailure(_))), "{fault}");
        assert_eq!(account.calls()[0].status, Some(200), "{fault}");
        account.set_faults(Faults::default());
        client(&account).list_roles().send().await.unwrap();
    }
}

#[tokio::test]
async fn half_an_answer_in_good_order_looks_whole_to_the_sdk() {
    let account = small();
    account.set_faults(faults(&["partial=ListRoles:1"]));
    let client = client(&account);
    let half = client.list_roles().send().await.unwrap();
    assert!(half.roles().len() < 3 && !half.is_truncated());
    let whole = client.list_roles().send().await.unwrap();
    assert_eq!(whole.roles().len(), 3);
}

#[test]
fn fault_texts_say_what_they_mean() {
    let parsed = faults(&["latency=20", "drop=GetRole:2", "hang", "deny-explicit=iam:List*"]);
    let fault = |kind, action: Option<&str>, times| Fault {
        kind,
        action: action.map(str::to_owned),
        times,
    };
    assert_eq!(parsed.latency, Duration::from_millis(20));
    assert_eq!(
        parsed.list,
        [
            fault(FaultKind::Drop, Some("GetRole"), Some(2)),
            fault(FaultKind::Hang, None, None),
            fault(FaultKind::Deny(Denial::Explicit), Some("List*"), None),
        ]
    );
}

#[test]
fn texts_that_are_no_faults_are_refused_with_a_reason() {
    for text in [
        "",
        "nonsense",
        "latency=",
        "latency=soon",
        "lag",
        "lag=soon",
        "lag-reads=",
        "flicker=GetRole",
        "drop-after=GetRole:x",
        "deny",
        "throttle=Get Role",
        "error=GetRole:x",
        "expire-after",
        "expire-after=1h",
        "invalid-token=1",
        "drop=Get*Role",
    ] {
        let error = Faults::parse(&[text.to_owned()]).unwrap_err();
        assert_eq!(error.text, text);
        assert!(!error.reason.is_empty());
    }
}
