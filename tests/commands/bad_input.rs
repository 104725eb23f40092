//! What can go wrong on the way to AWS, through the real HTTP stack: each
//! ends with a line that says so, a hint, and a status.

use std::time::{Duration, Instant};

use crate::common::{Ended, Home, answering, nobody, ok, refusing, silent};

/// `ipb list` at an address, with one attempt: the SDK's pauses teach nothing.
fn list_at(address: &str, more: &[&str]) -> Ended {
    let home = Home::new().with_keys().with("AWS_MAX_ATTEMPTS", 1);
    let ended = home.run(&[&["list", "--endpoint-url", address], more].concat());
    assert_eq!(ended.out, "");
    let lines: Vec<&str> = ended.err.lines().collect();
    assert_eq!(lines.len(), 2, "a line and a hint: {}", ended.err);
    assert!(lines[0].starts_with("ipb: ") && lines[1].starts_with("     "));
    ended
}

#[test]
fn unknown_profile() {
    let home = Home::new();
    home.write(".aws/credentials", "[lab]\naws_access_key_id = A\naws_secret_access_key = B\n");
    let ended = home.run(&["list", "--profile", "labb"]);
    assert_eq!((ended.code, ended.out.as_str()), (5, ""));
    assert!(ended.err.starts_with("ipb: There is no AWS profile named “labb”.\n"));
    assert!(ended.err.contains(".aws/credentials: 1 AWS profile"));
    assert!(ended.err.contains("aws configure list-profiles"));
    let ended = home.run(&["list", "--profile", "default"]);
    assert!(ended.err.starts_with("ipb: There is no AWS profile named “default”.\n"));
    let ended = home.with("AWS_PROFILE", "labc").run(&["list"]);
    assert_eq!(ended.code, 5);
    assert!(ended.err.starts_with("ipb: There is no AWS profile named “labc”.\n"));
}

#[test]
fn mispasted_credentials() {
    let pasted = "[default]\naws_access_key_id = A\naws_secret_access_key = B\n";
    for (text, line, why) in [
        // The secret's end went to a line of its own.
        (format!("{pasted}geheim+secret/end\n"), 4, "Expected an '=' sign defining a property"),
        // The head was left out.
        (pasted.replace("[default]\n", ""), 1, "Expected a profile definition"),
        (pasted.replace(']', ""), 1, "Profile definition must end with ']'"),
    ] {
        let home = Home::new();
        let path = home.write(".aws/credentials", &text);
        let ended = home.run(&["list"]);
        assert_eq!((ended.code, ended.out.as_str()), (5, ""));
        let said = format!("error parsing {} on line {line}: {why}\n", path.display());
        assert!(ended.err.starts_with("ipb: The credentials could not be had: "), "{}", ended.err);
        assert!(ended.err.contains(&said), "{}", ended.err);
        assert!(!ended.err.contains("(ParseError(") && !ended.err.contains("geheim"));
    }
    // Pasted twice is no mistake that matters.
    let home = Home::new().with("AWS_MAX_ATTEMPTS", 1);
    home.write(".aws/credentials", &pasted.repeat(2));
    assert_eq!(home.run(&["list", "--endpoint-url", &nobody()]).code, 1);
}

#[test]
fn a_wrong_secret_is_told_from_an_unknown_key() {
    let refuse = |code: &str| answering(refusing("403 Forbidden", code, ""));
    for (code, said) in [
        (
            "SignatureDoesNotMatch",
            "ipb: AWS knows the access key, but this secret is not its own.\n",
        ),
        ("InvalidClientTokenId", "ipb: AWS does not know these keys.\n"),
        ("ExpiredToken", "ipb: The temporary keys have expired.\n"),
    ] {
        let home = Home::new().with_keys().with("AWS_MAX_ATTEMPTS", 1);
        let ended = home.run(&["list", "--endpoint-url", &refuse(code)]);
        assert_eq!(ended.code, 5);
        assert!(ended.err.starts_with(said), "{}", ended.err);
        // Fresh keys in the file would not be seen.
        assert!(ended.err.contains("AWS_ACCESS_KEY_ID in this shell hides"), "{}", ended.err);
    }
}

#[test]
fn an_expired_request_is_told_from_expired_keys_by_the_servers_clock() {
    let list = |status: &str| {
        let address = answering(refusing(status, "RequestExpired", "Request has expired."));
        let home = Home::new().with_keys().with("AWS_MAX_ATTEMPTS", 1);
        home.run(&["list", "--endpoint-url", &address])
    };
    let ended = list("400 Bad Request");
    assert_eq!(ended.code, 5);
    assert!(ended.err.starts_with("ipb: The temporary keys have expired.\n"), "{}", ended.err);
    let ended = list("400 Bad Request\r\ndate: Thu, 01 Jan 2015 00:00:00 GMT");
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("this machine's clock is wrong"), "{}", ended.err);
    assert!(ended.err.contains("2015-01-01"), "{}", ended.err);
}

#[test]
fn connection_refused() {
    let ended = list_at(&nobody(), &[]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("connection was refused") && ended.err.contains("endpoint"));
}

#[test]
fn slow_endpoint() {
    let begun = Instant::now();
    let ended = list_at(&silent(), &["--timeout", "0.4"]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("No answer in time (iam:ListInstanceProfiles)"));
    // Without the option the SDK would wait for twenty seconds.
    assert!(begun.elapsed() < Duration::from_secs(15));
}

#[test]
fn html_answer() {
    let page = "<!DOCTYPE html><html><head><title>Hotel WiFi</title></head><body><p>Log in; \
                our TLS certificate is fine.<br></body></html>";
    // A proxy may refuse by its page, too.
    for status in ["200 OK", "403 Forbidden"] {
        let answer = String::from_utf8(ok("text/html", page)).unwrap();
        let ended = list_at(&answering(answer.replacen("200 OK", status, 1)), &[]);
        assert_eq!(ended.code, 1);
        assert!(ended.err.contains("What answered is not AWS"), "{}", ended.err);
        assert!(ended.err.contains("login page"));
    }
}

#[test]
fn broken_xml() {
    let text = "<ListInstanceProfilesResponse><ListInstanceProfilesResult><Instance";
    let ended = list_at(&answering(ok("text/xml", text)), &[]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.contains("What answered is not AWS"), "{}", ended.err);
}

#[test]
fn dropped_connection() {
    // Without a word, and in the middle of an answer.
    let half = ok("text/xml", &"x".repeat(1000));
    for answer in [Vec::new(), half[..half.len() / 2].to_vec()] {
        let ended = list_at(&answering(answer), &[]);
        assert_eq!(ended.code, 1);
        assert!(ended.err.contains("connection broke off"), "{}", ended.err);
    }
}

#[test]
fn config_with_typo() {
    let home = Home::new();
    let path = home.write("my.toml", "output = 'json'\n\nregoin = 'us-east-1'\n");
    let home = home.with("IPB_CONFIG", path.display());
    let ended = home.run(&["list"]);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    let expected =
        format!("ipb: {}:3: unknown key `regoin`; allowed: profile, region,", path.display());
    assert!(ended.err.starts_with(&expected), "{}", ended.err);
    home.write("my.toml", "output = 'yaml'");
    let ended = home.run(&["list"]);
    assert!(ended.err.contains(":1: `output` can't be “yaml”; allowed: table, text, json, csv"));
    home.write("my.toml", "output = \n");
    assert!(home.run(&["list"]).err.contains("my.toml:1: not TOML: "));
}

#[test]
fn an_endpoint_or_a_region_that_can_be_none_is_wrong_usage() {
    let home = Home::new().with_keys();
    let ended = home.run(&["list", "--endpoint-url", "foo"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("http:// or https://"), "{}", ended.err);
    let ended = home.run(&["list", "--region", "x y"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("such as us-east-1"), "{}", ended.err);
    home.write(".config/ipb/config.toml", "\nregion = \"\"\n");
    let ended = home.run(&["list"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("config.toml:2: "), "{}", ended.err);
}

#[test]
fn an_endpoint_or_a_region_of_a_variable_that_can_be_none_is_named() {
    let ended = Home::new().with_keys().with("AWS_REGION", "x y").run(&["list"]);
    assert_eq!(ended.code, 2, "{}", ended.err);
    assert!(ended.err.contains("“x y” can't be a region"), "{}", ended.err);
    for variable in ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_IAM"] {
        let ended = Home::new().with_keys().with(variable, "foo").run(&["list"]);
        assert_eq!(ended.code, 2, "{variable}");
        assert!(ended.err.contains("“foo” can't be an endpoint"), "{}", ended.err);
    }
}

#[test]
fn a_source_profile_that_does_not_exist_is_named() {
    let home = Home::new();
    home.write(
        ".aws/config",
        "[default]\nrole_arn = arn:aws:iam::123456789012:role/A\nsource_profile = nope\n",
    );
    let ended = home.run(&["list"]);
    assert_eq!(ended.code, 5);
    assert!(ended.err.contains("There is no AWS profile named “nope”."), "{}", ended.err);
}
