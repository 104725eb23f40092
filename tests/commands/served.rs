//! The served account, and the log.

use crate::common::{Home, demo, serve_demo, to_the_end};

#[test]
fn the_served_account_is_the_same_and_ends_when_asked_to() {
    let mut served = serve_demo(&["--demo-profiles", "320"]);
    assert!(served.address.starts_with("http://127.0.0.1:"));
    let home = Home::new().with_keys();
    let list = ["list", "--output", "json"];
    let ended = home.run(&[&["--endpoint-url", &served.address], &list[..]].concat());
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert_eq!(ended.out, demo(&[&["--demo-profiles", "320"], &list[..]].concat()).out);
    let err = to_the_end(served.running.stderr());
    let pid = i32::try_from(served.running.pid()).unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    let err = served.running.wait_for(&err);
    assert_eq!(served.running.code(), 0);
    assert!(err.contains(&format!("export AWS_ENDPOINT_URL={}", served.address)));
    assert!(err.contains("AWS_ACCESS_KEY_ID=ASIADEMOLEARNEXAMPLE"));
}

#[test]
fn the_log_tells_of_calls_and_never_of_secrets() {
    let served = serve_demo(&[]);
    let (secret, token) = ("wJalrXUtnFEMI/K7MDENG/bPxRfiTESTKEY", "FwoGZXIvYXdzETESTTOKEN//////");
    let home = Home::new()
        .with("AWS_ACCESS_KEY_ID", "ASIATESTTESTTESTTEST")
        .with("AWS_SECRET_ACCESS_KEY", secret)
        .with("AWS_SESSION_TOKEN", token)
        .with("AWS_ENDPOINT_URL", &served.address);
    let log = home.path("ipb.log");
    let logged = ["--log", log.to_str().unwrap(), "--log-level", "trace"];
    let ended = home.run(&[&logged[..], &["show", "acme-web", "-o", "table"]].concat());
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    let text = std::fs::read_to_string(&log).unwrap();
    assert!(text.contains("iam:GetInstanceProfile") && text.contains("iam:GetRole"));
    assert!(!text.contains(secret) && !text.contains(token) && !text.contains('\u{1b}'));
    // Half a secret is one too; the SDK's own lines are not there at all.
    assert!(!text.contains(&secret[..12]) && !text.contains("aws_"), "{text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&log).unwrap().permissions().mode() & 0o777, 0o600);
    }
}
