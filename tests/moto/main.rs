//! Against a real moto server: somebody else's idea of IAM, over real HTTP.
//!
//! `IPB_MOTO` names the server (`http://127.0.0.1:5000`); keys and
//! `AWS_MAX_ATTEMPTS=1` come from the environment, as `.ci/run` sets them
//! (moto answers 500 to what it does not know, and the SDK would retry). The
//! tests fail where no server answers.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail so")]

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_iam::Client;
use aws_sdk_iam::config::{BehaviorVersion, Region};
use aws_sdk_iam::types::Tag;
use ipb::aws::session::{Connector, Session};
use ipb::aws::{Calls, iam, sts};
use ipb::core::app::App;
use ipb::core::config::{Settings, ThemeName};
use ipb::core::domain::trust::Ec2Trust;
use ipb::core::error::{CredentialTrouble, ErrorKind};
use ipb::core::key::{Key, KeyCode};
use ipb::core::msg::Msg;
use ipb::core::session::Target;
use ipb::core::text::ENGLISH;
use ipb::run::Engine;
use ipb::ui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;
const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}"#;

fn server() -> String {
    std::env::var("IPB_MOTO").expect("IPB_MOTO names the moto server")
}

fn connector() -> Connector {
    Connector::new(Arc::new(|_: &Target| Err(CredentialTrouble::NotFound)), Calls::nowhere())
}

fn target() -> Target {
    Target { endpoint_url: Some(server()), ..Target::default() }
}

async fn session() -> Session {
    connector().connect(&target()).await.expect("keys in the environment")
}

/// A client of the SDK alone, to set the scene.
async fn client() -> Client {
    let config = aws_config::defaults(BehaviorVersion::latest())
        .endpoint_url(server())
        .region(Region::new("us-east-1"));
    let http = aws_smithy_http_client::Builder::new().build_http();
    Client::new(&config.http_client(http).load().await)
}

/// A role and a profile that holds it, under names of the test's own.
async fn scene(name: &str) -> Client {
    let client = client().await;
    let role = client.create_role().role_name(name).assume_role_policy_document(TRUST);
    role.description("A role of a test").send().await.expect("moto answers");
    let inline = client.put_role_policy().role_name(name).policy_name("own");
    inline.policy_document(POLICY).send().await.unwrap();
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build().unwrap();
    let profile = client.create_instance_profile().instance_profile_name(name).path("/test/");
    profile.tags(tag("Stage", "試験")).tags(tag("Empty", "")).send().await.unwrap();
    let add = client.add_role_to_instance_profile();
    add.instance_profile_name(name).role_name(name).send().await.unwrap();
    client
}

#[tokio::test]
async fn a_profile_its_role_and_its_tags_are_read() {
    scene("reads").await;
    let session = session().await;
    let profile = iam::get_instance_profile(&session, "reads").await.unwrap();
    assert_eq!((&*profile.name, &*profile.path), ("reads", "/test/"));
    assert!(profile.arn.ends_with(":instance-profile/test/reads"), "{}", profile.arn);
    let tags = profile.tags.as_ref().unwrap();
    assert!(tags.iter().any(|tag| &*tag.key == "Stage" && &*tag.value == "試験"));
    let role = profile.role().unwrap();
    // moto nests the trust policy as plain JSON where AWS encodes it.
    assert_eq!(role.trust_policy.as_ref().unwrap().trust().ec2, Ec2Trust::Trusted);
    let role = iam::get_role(&session, "reads").await.unwrap();
    assert_eq!(role.description.as_deref(), Some("A role of a test"));
    assert_eq!(role.trust_policy.as_ref().unwrap().trust().ec2, Ec2Trust::Trusted);
}

#[tokio::test]
async fn the_list_and_the_list_for_a_role_hold_it() {
    scene("listed").await;
    let session = session().await;
    let page = iam::list_instance_profiles(&session, None, None).await.unwrap();
    assert!(page.items.iter().any(|profile| &*profile.name == "listed"));
    let page = iam::list_instance_profiles_for_role(&session, "listed", None).await.unwrap();
    assert_eq!(page.items.len(), 1);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let session = session().await;
    let error = iam::get_instance_profile(&session, "nothing-of-that-name").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::NotFound);
    assert!(error.message.contains("nothing-of-that-name"), "{}", error.message);
    let error = iam::get_role(&session, "nothing-of-that-name").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::NotFound);
}

#[tokio::test]
async fn an_operation_that_the_server_lacks_is_its_own_failure() {
    scene("untagged").await;
    let session = session().await;
    // moto 5.2 answers HTTP 500; a later one that knows it must return the tags.
    match iam::list_instance_profile_tags(&session, "untagged").await {
        Err(error) => assert_eq!(error.kind, ErrorKind::Service),
        Ok(tags) => assert_eq!(tags.len(), 2),
    }
}

#[tokio::test]
async fn the_caller_is_known() {
    let session = session().await;
    let identity = sts::caller_identity(&session).await.unwrap();
    assert_eq!(identity.account, "123456789012");
    assert_eq!(session.facts().endpoint.as_deref(), Some(server().as_str()));
}

#[tokio::test]
async fn the_browser_shows_it() {
    scene("browsed").await;
    let app = App::new(&ENGLISH, Settings::default(), target(), ipb::aws::now()).unwrap();
    let mut engine = Engine::new(app, connector(), Vec::new());
    engine.handle(Msg::Start { width: 120, height: 40 });
    until_idle(&mut engine).await;
    engine.key(Key::parse("/").unwrap());
    for c in "browsed".chars() {
        engine.key(Key::plain(KeyCode::Char(c)));
    }
    until_idle(&mut engine).await;
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    for (keys, texts) in [
        (&[][..], &["▸browsed", "✓ EC2 may assume it", "試", "1 inline", "123456789012"][..]),
        (&["Enter", "2"], &["A role of a test", "Other profiles that hold it"]),
        (&["3"], &["inline  own", "\"s3:GetObject\""]),
        (&["6"], &["\"InstanceProfileName\": \"browsed\""]),
    ] {
        for key in keys {
            engine.key(Key::parse(key).unwrap());
        }
        until_idle(&mut engine).await;
        terminal.draw(|frame| engine.draw(frame, &Theme::new(ThemeName::Dark))).unwrap();
        let screen = terminal.backend().to_string();
        for text in texts {
            assert!(screen.contains(text), "{text} is not on the screen:\n{screen}");
        }
    }
}

async fn until_idle(engine: &mut Engine) {
    while engine.is_busy() {
        let next = tokio::time::timeout(Duration::from_secs(60), engine.next());
        let msg = next.await.expect("an answer within a minute").unwrap();
        engine.handle(msg);
    }
}
