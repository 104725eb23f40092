//! Sources of keys that fail in words of their own.

use crate::common::{Home, nobody};

/// One AWS profile `x` with these settings.
fn profile(settings: &str) -> Home {
    let home = Home::new().with("PATH", std::env::var("PATH").unwrap_or_default());
    home.write(".aws/config", &format!("[profile x]\n{settings}\n[profile bare]\noutput = json\n"));
    home
}

/// What is said and what helps, and that the log has the words of the SDK.
#[track_caller]
fn says(home: &Home, args: &[&str], headline: &str, hint: &str, raw: &str) {
    let log = home.path("ipb.log");
    let ended = home.run(&[&["--log", log.to_str().unwrap(), "list"], args].concat());
    assert_eq!(ended.code, 5, "{}", ended.err);
    let headline = format!("ipb: {headline}\n");
    assert!(ended.err.starts_with(&headline), "{headline}: {}", ended.err);
    let last = ended.err.lines().last().unwrap();
    assert!(last.contains(hint), "{hint}: {last}");
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("no keys") && log.contains(raw), "{log}");
}

#[test]
fn settings_that_lead_to_no_keys_say_which_to_mend() {
    let role = "role_arn = arn:aws:iam::123456789012:role/Admin\n";
    for (settings, why) in [
        (
            "aws_access_key_id = A".to_owned(),
            "invalid credential source in `x`: profile missing aws_secret_access_key",
        ),
        (
            format!("{role}source_profile = bare"),
            "invalid credential source in `bare`: could not load source profile: \
             profile `bare` did not contain credential information",
        ),
        (
            "sso_session = gone\nsso_account_id = 1\nsso_role_name = Dev".to_owned(),
            "sso-session named `gone` (referenced by profile `x`) was not found",
        ),
    ] {
        let headline = format!("The AWS profile “x” leads to no keys: {why}");
        says(&profile(&settings), &["--profile", "x"], &headline, "Mend it in ~/.aws/config", why);
    }
    let home = profile(&format!("{role}credential_source = EcsContainer"));
    let headline = "The AWS profile takes its keys from credential_source = EcsContainer, \
                    and there are none.";
    says(&home, &["--profile", "x"], headline, "a container's role", "not configured");
}

#[cfg(unix)]
#[test]
fn a_credential_process_that_fails_is_told_from_one_that_prints_nonsense() {
    let failed = "The credential_process failed (exit status: 3)";
    let (logged, no_keys) = ("credential_process failed (exit status: 3)", "no usable keys");
    for (command, headline, raw) in [
        ("exit 3", format!("{failed} without a word."), logged),
        ("echo log in first >&2; exit 3", format!("{failed}: log in first"), logged),
        (
            "echo hello",
            "The credential_process printed something that is not JSON.".to_owned(),
            no_keys,
        ),
        (
            r#"echo '{"Version":1,"AccessKeyId":"A"}'"#,
            "The credential_process printed no usable keys: Expected field `SecretAccessKey` \
             in response but it was missing"
                .to_owned(),
            no_keys,
        ),
    ] {
        let home = profile(&format!("credential_process = {command}"));
        says(&home, &["--profile", "x"], &headline, "on its own", raw);
    }
}

#[cfg(unix)]
#[test]
fn what_a_credential_process_says_is_shown_but_never_logged() {
    for command in [
        "echo '+ export AWS_SECRET_ACCESS_KEY=geheim' >&2; exit 3",
        "echo AWS_SECRET_ACCESS_KEY=geheim",
        r#"echo '{"Version":1,"AccessKeyId":"A","geheim":1,"SecretAccessKey":"geheim\q"}'"#,
    ] {
        // Named, and as the one that is taken without a name.
        for (heading, args) in [("profile x", &["--profile", "x"][..]), ("default", &[])] {
            let home = Home::new().with("PATH", std::env::var("PATH").unwrap_or_default());
            home.write(".aws/config", &format!("[{heading}]\ncredential_process = {command}\n"));
            let log = home.path("ipb.log");
            let first = ["--log", log.to_str().unwrap(), "--log-level", "trace", "list"];
            let ended = home.run(&[&first[..], args].concat());
            assert_eq!(ended.code, 5, "{}", ended.err);
            assert!(!command.contains("exit 3") || ended.err.contains("geheim"), "{}", ended.err);
            let log = std::fs::read_to_string(log).unwrap();
            assert!(log.contains("the credential_process") && !log.contains("geheim"), "{log}");
        }
    }
}

#[test]
fn a_token_that_can_not_be_read_or_sent_is_named_with_its_setting() {
    let missing = "No such file or directory (os error 2)";
    let home = profile(
        "role_arn = arn:aws:iam::123456789012:role/Admin\nweb_identity_token_file = /not/there",
    );
    let headline = format!("web_identity_token_file names /not/there: {missing}");
    says(&home, &["--profile", "x"], &headline, "opens the role", missing);
    let home = Home::new()
        .with("AWS_WEB_IDENTITY_TOKEN_FILE", "/not/there")
        .with("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/Admin");
    let headline = format!("AWS_WEB_IDENTITY_TOKEN_FILE names /not/there: {missing}");
    says(&home, &[], &headline, "opens the role", missing);
    let setting = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
    let container = || Home::new().with("AWS_CONTAINER_CREDENTIALS_FULL_URI", nobody());
    let home = container().with(setting, "/not/there");
    says(&home, &[], &format!("{setting} names /not/there: {missing}"), "opens the role", missing);
    let home = container();
    let file = home.write("token", "geheim\n");
    let headline =
        format!("{setting} gives no usable token: there is a line's end or the like in it.");
    says(&home.with(setting, file.display()), &[], &headline, "Write it anew", "header value");
}
