//! Where the keys come from, and the way to AWS.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::sync::mpsc;
use std::thread;

use crate::common::{Home, LIMIT, nobody, serve_demo};

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
    let home = Home::new().with_keys();
    let empty = home.write("empty.pem", "nothing\n");
    let ended = home.with("AWS_CA_BUNDLE", empty.display()).run(&["list"]);
    assert_eq!(ended.code, 5);
    assert!(ended.err.contains("empty.pem: there is no PEM certificate in it"), "{}", ended.err);
    let ended = Home::new().with_keys().with("AWS_CA_BUNDLE", "/not/there").run(&["list"]);
    assert!(ended.err.contains("AWS_CA_BUNDLE names /not/there: "), "{}", ended.err);
}

#[test]
fn an_aws_profile_with_mfa_says_the_way_round_it() {
    let home = Home::new();
    home.write(
        ".aws/config",
        "[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = base\n\
         mfa_serial = arn:aws:iam::123456789012:mfa/me\n[profile base]\n\
         aws_access_key_id = A\naws_secret_access_key = B\n",
    );
    let ended = home.with("AWS_MAX_ATTEMPTS", 1).run(&["list", "--profile", "prod"]);
    assert_eq!(ended.code, 5);
    assert!(ended.err.starts_with("ipb: The AWS profile “prod” asks for an MFA code."));
    assert!(ended.err.contains("aws configure export-credentials --profile prod --format env"));
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
    assert!(ended.err.starts_with("ipb: The credentials could not be had: "), "{}", ended.err);
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
