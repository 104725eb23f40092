//! What is settled where.

use crate::common::{Home, MANY, PROFILES, nobody, serve_demo};

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
fn the_demo_reads_no_configuration() {
    let home = Home::new().with("IPB_CONFIG", "/does/not/exist").with("AWS_PROFILE", "gone");
    let ended = home.run(&["--demo", "list", "--role", "LabRole"]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""));
    let ended = home.run(&["list"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("/does/not/exist: IPB_CONFIG names this file"));
    assert_eq!(Home::new().run(&["--demo-profiles", "5", "list"]).code, 2);
}
