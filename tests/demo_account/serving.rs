//! The account on a loopback port, asked by a client with real sockets.

use std::io::ErrorKind;
use std::time::Duration;

use aws_sdk_iam::config::{BehaviorVersion, Region};
use aws_sdk_iam::error::SdkError;
use aws_smithy_http_client::Builder;
use aws_smithy_types::retry::RetryConfig;
use aws_smithy_types::timeout::TimeoutConfig;
use ipb::demo::{Account, Tag, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::{builtin, faults, keys, refusal, small};

struct Server {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    task: tokio::task::JoinHandle<std::io::Result<()>>,
}

async fn start(account: &Account) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let task = tokio::spawn(serve(account.clone(), listener, async {
        let _ = stopped.await;
    }));
    Server { address, stop, task }
}

fn client(server: &Server) -> aws_sdk_iam::Client {
    let config = aws_sdk_iam::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(keys("AKIAOVERTCP"))
        .endpoint_url(format!("http://{}", server.address))
        .http_client(Builder::new().build_http())
        .retry_config(RetryConfig::standard().with_max_attempts(1))
        .timeout_config(TimeoutConfig::builder().operation_timeout(Duration::from_secs(20)).build())
        .build();
    aws_sdk_iam::Client::from_conf(config)
}

#[tokio::test]
async fn the_sdk_pages_and_changes_over_tcp() {
    let account = builtin();
    let server = start(&account).await;
    let client = client(&server);
    let all = client
        .list_instance_profiles()
        .into_paginator()
        .items()
        .send()
        .collect::<Result<Vec<_>, _>>()
        .await
        .unwrap();
    assert_eq!(all.len(), 336);
    assert_eq!(account.calls().len(), 4);
    client.create_instance_profile().instance_profile_name("over-tcp").send().await.unwrap();
    assert!(account.edit(|state| state.profile("over-tcp").is_some()).unwrap());
    let (status, code, _) = refusal(client.get_role().role_name("nope").send().await);
    assert_eq!((status, &*code), (404, "NoSuchEntity"));
    server.stop.send(()).unwrap();
    server.task.await.unwrap().unwrap();
    assert!(TcpStream::connect(server.address).await.is_err());
}

#[tokio::test]
async fn a_dropped_and_a_truncated_answer_break_the_connection() {
    let account = small();
    let server = start(&account).await;
    let client = client(&server);
    account.set_faults(faults(&["drop=:1"]));
    let dropped = client.list_roles().send().await;
    assert!(matches!(dropped, Err(SdkError::DispatchFailure(_))), "{dropped:?}");
    client.list_roles().send().await.unwrap();
    account.set_faults(faults(&["truncated=:1"]));
    client.list_roles().send().await.unwrap_err();
    client.list_roles().send().await.unwrap();
}

#[tokio::test]
async fn shutting_down_does_not_wait_for_a_hanging_request() {
    let account = small();
    account.set_faults(faults(&["hang"]));
    let server = start(&account).await;
    let client = client(&server);
    let call = tokio::spawn(async move { client.list_roles().send().await });
    while account.calls().is_empty() {
        tokio::task::yield_now().await;
    }
    server.stop.send(()).unwrap();
    server.task.await.unwrap().unwrap();
    assert!(call.await.unwrap().is_err());
}

/// The whole answer to a GET, headers and all.
async fn raw(server: &Server, query: &str, headers: &str) -> String {
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let request = format!(
        "GET /?{query}&Version=2010-05-08 HTTP/1.1\r\nHost: x\r\n{headers}Connection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_request_that_nobody_signed_is_refused() {
    let account = small();
    let server = start(&account).await;
    let answer = raw(&server, "Action=ListRoles", "").await;
    assert!(answer.starts_with("HTTP/1.1 403 "), "{answer}");
    let id = "00000000-0000-4000-8000-000000000001";
    assert!(answer.contains(&format!("x-amzn-requestid: {id}\r\n")), "{answer}");
    let xml = format!(
        "<ErrorResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><Error>\
         <Type>Sender</Type><Code>MissingAuthenticationToken</Code>\
         <Message>Request is missing Authentication Token</Message></Error>\
         <RequestId>{id}</RequestId></ErrorResponse>"
    );
    assert!(answer.ends_with(&xml), "{answer}");
}

#[tokio::test]
async fn a_carriage_return_is_escaped_because_xml_readers_turn_it_into_a_newline() {
    let account = small();
    account.edit(|state| {
        state.profile_mut("Alpha").unwrap().tags = [Tag::new("k", "a\rb")].into();
    });
    let server = start(&account).await;
    let query = "Action=ListInstanceProfileTags&InstanceProfileName=Alpha";
    let signed = "Authorization: AWS4-HMAC-SHA256 Credential=AKIAX/1/2/3/4\r\n";
    let answer = raw(&server, query, signed).await;
    assert!(answer.contains("<Value>a&#xD;b</Value>"), "{answer}");
}

#[tokio::test]
async fn only_loopback_is_served() {
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let error = serve(small(), listener, std::future::pending()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
}
