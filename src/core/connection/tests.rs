//! What the connection does with messages that no demo sends.

use super::super::config::Settings;
use super::super::msg::Msg;
use super::super::text::ENGLISH;
use super::super::update::update;
use super::*;

#[test]
fn renewed_keys_end_later_and_those_of_another_session_do_not_count() {
    let (now, end) = (Timestamp(0), |app: &App| app.connection.facts().unwrap().expires);
    let mut app = App::new(&ENGLISH, Settings::default(), Target::default(), now).unwrap();
    update(&mut app, now, Msg::Start { width: 100, height: 30 });
    let facts = SessionFacts {
        aws_profile: None,
        region: "us-east-1".into(),
        region_assumed: false,
        endpoint: None,
        demo: false,
        source: KeySource::Login,
        expires: Some(Timestamp(3600)),
    };
    let session = app.connection.attempt.as_ref().unwrap().id;
    update(&mut app, now, Msg::Connected { session, result: Ok(facts) });
    let other = SessionId(session.0 + 1);
    update(&mut app, now, Msg::KeysRenewed { session: other, expires: None });
    assert_eq!(end(&app), Some(Timestamp(3600)));
    let expires = Some(Timestamp(7200));
    update(&mut app, now, Msg::KeysRenewed { session, expires });
    assert_eq!(end(&app), expires);
}
