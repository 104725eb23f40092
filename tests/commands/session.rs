//! Where the keys come from, and the way to AWS.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::common::{Home, LIMIT, answering, nobody, ok, refusing, serve_demo, silent};

#[test]
fn https_proxy_is_asked_for_aws_and_no_proxy_is_heeded() {
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", proxy.local_addr().unwrap());
    let (send, asked) = mpsc::channel();
    thread::spawn(move || {
        for stream in proxy.incoming() {
            let mut line = String::new();
            BufReader::new(stream.unwrap()).read_line(&mut line).unwrap();
            let _ = send.send(line);
        }
    });
    let home = || Home::new().with_keys().with("AWS_MAX_ATTEMPTS", 1).with("HTTPS_PROXY", &address);
    let ended = home().run(&["list"]);
    assert_eq!(ended.code, 1, "{}", ended.err);
    let line = asked.recv_timeout(LIMIT).unwrap();
    assert!(line.starts_with("CONNECT iam.amazonaws.com:443 "), "{line}");
    // An address that the proxy is not for is connected to directly.
    let direct = nobody().replace("http:", "https:");
    let ended = home().with("NO_PROXY", "127.0.0.1").run(&["list", "--endpoint-url", &direct]);
    assert!(ended.err.contains("connection was refused"), "{}", ended.err);
    assert!(asked.try_recv().is_err());
}

#[test]
fn a_proxy_is_not_asked_for_a_simulator_on_this_machine() {
    let served = serve_demo(&[]);
    let home = Home::new().with_keys().with("HTTPS_PROXY", nobody());
    assert_eq!(home.run(&["list", "--endpoint-url", &served.address]).code, 0);
}

#[test]
fn a_ca_bundle_that_can_not_be_used_is_named() {
    let list = |text: &str| {
        let home = Home::new().with_keys();
        let file = home.write("my.pem", text);
        let ended = home.with("AWS_CA_BUNDLE", file.display()).run(&["list"]);
        assert_eq!(ended.code, 2, "{}", ended.err);
        assert!(ended.err.starts_with("ipb: AWS_CA_BUNDLE names "), "{}", ended.err);
        ended.err
    };
    let err = list("nothing\n");
    assert!(err.contains("my.pem: there is no PEM certificate in it\n"), "{err}");
    // Each of these panicked at the first request: cut off, no base64, no
    // certificate inside.
    let begin = "-----BEGIN CERTIFICATE-----\n";
    list(&format!("{begin}MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkq\n"));
    list(&format!("{begin}MIID!zCCA\n-----END CERTIFICATE-----\n"));
    list(&format!("{begin}AAAA\n-----END CERTIFICATE-----\n"));
    let ended = Home::new().with_keys().with("AWS_CA_BUNDLE", "/not/there").run(&["list"]);
    assert!(ended.err.contains("AWS_CA_BUNDLE names /not/there: "), "{}", ended.err);
}

#[test]
fn a_proxy_that_can_not_be_used_is_named_without_its_password() {
    let home = Home::new().with_keys().with("HTTPS_PROXY", "http://me:geheim@[/");
    let ended = home.run(&["list"]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.starts_with("ipb: HTTPS_PROXY can't be used: "), "{}", ended.err);
    assert!(!ended.err.contains("geheim"), "{}", ended.err);
}

/// The AWS profile `prod` takes a role, with a code if `mfa`; STS is at this
/// address.
fn role_of(mfa: bool, sts: &str) -> Home {
    let home = Home::new().with("AWS_ENDPOINT_URL_STS", sts).with("AWS_MAX_ATTEMPTS", 1);
    let mfa = if mfa { "mfa_serial = arn:aws:iam::123456789012:mfa/me\n" } else { "" };
    home.write(
        ".aws/config",
        &format!(
            "[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/Admin\n\
             source_profile = base\n{mfa}[profile base]\n\
             aws_access_key_id = A\naws_secret_access_key = B\n"
        ),
    );
    home
}

/// What STS answers to whoever it refuses.
fn refusal(code: &str, message: &str) -> String {
    answering(refusing("403 Forbidden", code, message))
}

#[test]
fn an_aws_profile_with_mfa_says_the_way_round_it() {
    let message = "User: X is not authorized to perform: sts:AssumeRole on resource: R";
    let sts = refusal("AccessDenied", message);
    let ended = role_of(true, &sts).run(&["list", "--profile", "prod"]);
    assert_eq!(ended.code, 5);
    let start = "ipb: The AWS profile “prod” asks for an MFA code.";
    assert!(ended.err.starts_with(start), "{}", ended.err);
    assert!(ended.err.contains("aws configure export-credentials --profile prod --format env"));
    // Without one, the denial is what there is to say.
    let ended = role_of(false, &sts).run(&["list", "--profile", "prod"]);
    assert_eq!(ended.code, 5);
    let said = format!("ipb: The credentials could not be had: AccessDenied: {message}\n");
    assert!(ended.err.starts_with(&said), "{}", ended.err);
}

#[test]
fn an_aws_profile_with_mfa_may_fail_for_another_reason() {
    let list = |sts: &str| role_of(true, sts).run(&["list", "--profile", "prod"]);
    let ended = list(&nobody());
    assert_eq!(ended.code, 1, "{}", ended.err);
    let said = "ipb: The connection was refused: nobody listens there (sts:AssumeRole)\n";
    assert!(ended.err.starts_with(said), "{}", ended.err);
    let ended = list(&refusal("ExpiredToken", "The security token has expired"));
    assert_eq!(ended.code, 5);
    assert!(ended.err.starts_with("ipb: The temporary keys have expired.\n"), "{}", ended.err);
}

#[test]
fn a_source_of_keys_that_hangs_is_not_waited_for_for_ever() {
    let begun = Instant::now();
    let hang = [
        ("credential_process = sleep 45\n", "credential_process"),
        (
            "role_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = base\n",
            "sts:AssumeRole",
        ),
    ];
    for (setting, action) in hang {
        let home = Home::new()
            .with("PATH", std::env::var("PATH").unwrap_or_default())
            .with("AWS_ENDPOINT_URL_STS", silent());
        let keys = "[profile base]\naws_access_key_id = A\naws_secret_access_key = B\n";
        home.write(".aws/config", &format!("[profile slow]\n{setting}{keys}"));
        let home = home.with("AWS_MAX_ATTEMPTS", 1);
        let named = home.run(&["list", "--timeout", "0.5", "--profile", "slow"]);
        let home = home.with("AWS_PROFILE", "slow");
        for ended in [named, home.run(&["list", "--timeout", "0.5"])] {
            assert_eq!(ended.code, 1, "{}", ended.err);
            let said = format!("in time ({action})\n");
            assert!(ended.err.contains(&said), "{}", ended.err);
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(30));
}

#[test]
fn a_named_aws_profile_without_keys_gets_those_of_the_machine() {
    let served = serve_demo(&[]);
    let keys = r#"{"AccessKeyId":"A","SecretAccessKey":"B","Token":"","Expiration":"2099-01-01T00:00:00Z"}"#;
    let container = answering(ok("application/json", keys));
    let home = Home::new().with("AWS_CONTAINER_CREDENTIALS_FULL_URI", &container);
    home.write(
        ".aws/config",
        "[profile there]\nregion = eu-central-1\n[profile broken]\nsso_session = gone\n\
         sso_account_id = 123456789012\nsso_role_name = Dev\n",
    );
    let list =
        |profile| home.run(&["list", "--profile", profile, "--endpoint-url", &served.address]);
    let ended = list("there");
    assert_eq!(ended.code, 0, "{}", ended.err);
    // One that should have its own explains itself.
    let ended = list("broken");
    assert_eq!(ended.code, 5);
    assert!(ended.err.contains("sso-session named `gone`"), "{}", ended.err);
    let ended = Home::new().with("AWS_CONFIG_FILE", home.path(".aws/config").display());
    let ended = ended.run(&["list", "--profile", "there"]);
    assert!(ended.err.starts_with("ipb: No AWS credentials were found.\n"), "{}", ended.err);
    assert!(ended.err.contains("metadata"), "{}", ended.err);
}

#[test]
fn a_login_behind_a_role_is_the_one_to_renew() {
    let home = Home::new();
    home.write(
        ".aws/config",
        "[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = work\n\
         [profile work]\nlogin_session = arn:aws:iam::123456789012:user/me\n",
    );
    let ended = home.run(&["list", "--profile", "prod"]);
    assert_eq!(ended.code, 5);
    assert!(ended.err.starts_with("ipb: The login has expired.\n"), "{}", ended.err);
    assert!(ended.err.contains(": aws login --profile work\n"), "{}", ended.err);
}

#[test]
fn a_single_sign_on_without_a_token_says_how_to_log_in() {
    let home = Home::new();
    home.write(
        ".aws/config",
        "[profile work]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Dev\n\
         [sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.com/start\n",
    );
    let ended = home.run(&["list", "--profile", "work"]);
    assert_eq!(ended.code, 5);
    assert!(ended.err.starts_with("ipb: The login has expired."), "{}", ended.err);
    assert!(ended.err.contains("aws sso login --profile work"));
    // The older way to say it, without a section of its own.
    let old = "[profile work]\nsso_region = us-east-1\nsso_start_url = https://example.com/start\n\
               sso_account_id = 123456789012\nsso_role_name = Dev\n";
    home.write(".aws/config", old);
    let ended = home.run(&["list", "--profile", "work"]);
    assert!(ended.err.starts_with("ipb: The login has expired.\n"), "{}", ended.err);
}

#[test]
fn a_single_sign_on_with_a_token_says_what_its_portal_does() {
    let list = |portal: &str| {
        let home = Home::new().with("AWS_ENDPOINT_URL_SSO", portal).with("AWS_MAX_ATTEMPTS", 1);
        home.write(
            ".aws/config",
            "[profile work]\nsso_session = corp\nsso_account_id = 123456789012\n\
             sso_role_name = Dev\n[sso-session corp]\nsso_region = us-east-1\n\
             sso_start_url = https://example.com/start\n",
        );
        // Named by the session's SHA-1.
        home.write(
            ".aws/sso/cache/ee0bfd2552fbd840c02cc48b6e823320543c450f.json",
            r#"{"accessToken":"t","expiresAt":"2099-01-01T00:00:00Z"}"#,
        );
        home.run(&["list", "--profile", "work"])
    };
    let answer = |status: &str, code: &str, message: &str| {
        let body = format!(r#"{{"message":"{message}"}}"#);
        let answer = String::from_utf8(ok("application/json", &body)).unwrap();
        let head = format!("{status}\r\nx-amzn-ErrorType: {code}");
        answering(answer.replacen("200 OK", &head, 1))
    };
    let ended = list(&answer("401 Unauthorized", "UnauthorizedException", "Session not found"));
    assert_eq!(ended.code, 5);
    assert!(ended.err.starts_with("ipb: The login has expired.\n"), "{}", ended.err);
    // A role that one may not take is none that a login gives back.
    let ended = list(&answer("403 Forbidden", "ForbiddenException", "No access"));
    assert_eq!(ended.code, 5);
    let said = "ipb: The credentials could not be had: ForbiddenException: No access\n";
    assert!(ended.err.starts_with(said), "{}", ended.err);
    let ended = list(&nobody());
    assert_eq!(ended.code, 1);
    let said = "ipb: The connection was refused: nobody listens there (sso:GetRoleCredentials)\n";
    assert!(ended.err.starts_with(said), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn a_credential_process_is_run_and_its_failure_told() {
    let served = serve_demo(&[]);
    let home = Home::new().with("PATH", std::env::var("PATH").unwrap_or_default());
    let keys = home.write("keys.json", r#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"B"}"#);
    let config = format!(
        "[profile good]\ncredential_process = cat {}\n[profile bad]\ncredential_process = false\n",
        keys.display()
    );
    home.write(".aws/config", &config);
    let list =
        |profile| home.run(&["list", "--profile", profile, "--endpoint-url", &served.address]);
    assert_eq!(list("good").code, 0);
    let ended = list("bad");
    assert_eq!(ended.code, 5);
    assert!(ended.err.starts_with("ipb: The credential_process failed "), "{}", ended.err);
}

#[cfg(unix)]
#[test]
fn a_source_of_keys_is_asked_once_and_not_again_for_the_first_call() {
    let served = serve_demo(&[]);
    let home = Home::new().with("PATH", std::env::var("PATH").unwrap_or_default());
    let keys = r#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"B"}"#;
    let script = format!("echo asked >> asked.txt\ncat <<'END'\n{keys}\nEND\n");
    let script = home
        .write("keys.sh", &script.replace("asked.txt", &home.path("asked").display().to_string()));
    let config = format!("[default]\ncredential_process = sh {}\n", script.display());
    home.write(".aws/config", &config);
    let ended = home.run(&["list", "--endpoint-url", &served.address]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert_eq!(std::fs::read_to_string(home.path("asked")).unwrap(), "asked\n");
}

#[test]
fn an_aws_profile_asked_for_by_name_outranks_the_variables() {
    let served = serve_demo(&[]);
    let home = Home::new().with_keys();
    let learner = "[lab]\naws_access_key_id = ASIADEMOLEARNEXAMPLE\naws_secret_access_key = x\n\
                   aws_session_token = wrong\n";
    home.write(".aws/credentials", learner);
    let list = |more: &[&str]| {
        home.run(&[&["list", "--endpoint-url", &served.address], more].concat()).code
    };
    assert_eq!(list(&[]), 0);
    // The learner's keys come with a token that the account does not accept.
    assert_eq!(list(&["--profile", "lab"]), 5);
}
