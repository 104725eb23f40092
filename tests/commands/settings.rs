//! What is settled where.

use crate::common::{Home, MANY, PROFILES, calls, nobody, serve_demo};

#[test]
fn options_win_over_the_environment_which_wins_over_the_file() {
    let served = serve_demo(&MANY);
    let nobody = nobody();
    let config = |text: String| {
        let home = Home::new().with_keys().with("AWS_MAX_ATTEMPTS", 1);
        home.write(".config/ipb/config.toml", &text);
        home
    };
    let by_file = config(format!("endpoint_url = '{}'\npath_prefix = '/eks/'", served.address));
    let ended = by_file.run(&["list"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    assert!(ended.out.lines().all(|line| line.contains("\t/eks/\t")) && !ended.out.is_empty());
    let ended = by_file.run(&["list", "--path-prefix", "/ci/"]);
    assert!(ended.out.lines().all(|line| line.contains("\t/ci/")) && !ended.out.is_empty());
    // The file's address is dead, the environment's alive, and the other way.
    let dead = || config(format!("endpoint_url = '{nobody}'\noutput = 'json'"));
    assert_eq!(dead().run(&["list"]).code, 1);
    let ended = dead().with("AWS_ENDPOINT_URL", &served.address).run(&["list"]);
    assert_eq!((ended.code, ended.out.starts_with('{')), (0, true));
    let named = dead().with("AWS_ENDPOINT_URL_IAM", &served.address);
    assert_eq!(named.run(&["list", "-o", "text"]).out.lines().count(), PROFILES);
    let home = by_file.with("AWS_ENDPOINT_URL", &nobody);
    assert_eq!(home.run(&["list"]).code, 1);
    assert_eq!(home.run(&["--endpoint-url", &served.address, "list"]).code, 0);
}

#[test]
fn the_file_names_an_aws_profile_unless_the_environment_does() {
    let served = serve_demo(&[]);
    let home = || {
        let home = Home::new().with("AWS_ENDPOINT_URL", &served.address);
        home.write(".aws/credentials", "[lab]\naws_access_key_id = A\naws_secret_access_key = B\n");
        home.write(".config/ipb/config.toml", "profile = 'gone'");
        home
    };
    let ended = home().run(&["list"]);
    assert_eq!(ended.code, 5);
    assert!(ended.err.contains("no AWS profile named “gone”"));
    assert_eq!(home().with("AWS_PROFILE", "lab").run(&["list"]).code, 0);
    assert_eq!(home().run(&["list", "--profile", "lab"]).code, 0);
}

#[test]
fn the_file_names_a_region_unless_the_environment_does() {
    let home = || {
        let home = Home::new().with("AWS_ACCESS_KEY_ID", "A").with("AWS_SECRET_ACCESS_KEY", "B");
        home.write(".config/ipb/config.toml", "region = 'eu-west-1'");
        home.with("AWS_MAX_ATTEMPTS", 1)
    };
    let list = |home: Home, more: &[&str]| {
        home.run(&[&["list", "--endpoint-url", &nobody()], more].concat())
    };
    // One that can be none is only named if it is the one that counts.
    for variable in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
        assert_eq!(list(home().with(variable, "x y"), &[]).code, 2, "{variable}");
        assert_eq!(list(home().with(variable, "x y"), &["--region", "us-east-1"]).code, 1);
    }
    assert_eq!(list(home(), &[]).code, 1);
}

#[test]
fn the_file_names_a_log_beside_itself_unless_an_option_does() {
    let served = serve_demo(&[]);
    let home = Home::new().with_keys().with("AWS_ENDPOINT_URL", &served.address);
    home.write(".config/ipb/config.toml", "log = 'ipb.log'\nlog_level = 'debug'");
    let beside = home.path(".config/ipb/ipb.log");
    assert_eq!(home.run(&["list"]).code, 0);
    assert_eq!(calls(&beside, "iam:ListInstanceProfiles"), 1);
    let other = home.path("other.log");
    assert_eq!(home.run(&["list", "--log", other.to_str().unwrap()]).code, 0);
    // A log is continued, not begun anew.
    assert_eq!(home.run(&["list", "--log", other.to_str().unwrap()]).code, 0);
    assert_eq!(calls(&other, "iam:ListInstanceProfiles"), 2);
    assert_eq!(calls(&beside, "iam:ListInstanceProfiles"), 1);
}

#[test]
fn the_demo_reads_no_configuration() {
    let home = Home::new().with("IPB_CONFIG", "/does/not/exist").with("AWS_PROFILE", "gone");
    let ended = home.run(&["--demo", "list", "--role", "LabRole"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    let ended = home.run(&["list"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("/does/not/exist: IPB_CONFIG names this file"));
    assert_eq!(Home::new().run(&["--demo-profiles", "5", "list"]).code, 2);
}
