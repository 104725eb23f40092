//! Another account and another region, with the files of a home.

use std::fs;

use ipb::demo::{Account, Options};

use super::pty::Pty;
use super::serve;

#[test]
fn an_account_and_a_region_are_switched_by_the_files_and_what_the_line_names_is_gone_to() {
    let account = Account::builtin(&Options::default()).unwrap();
    let server = serve(account.clone());
    let home = tempfile::tempdir().unwrap();
    let aws = home.path().join(".aws");
    fs::create_dir(&aws).unwrap();
    let keys = |name: &str| {
        let identity = account.identity(name).unwrap();
        let token = identity.session_token.as_ref();
        let token = token.map(|it| format!("aws_session_token = {it}\n")).unwrap_or_default();
        format!(
            "aws_access_key_id = {}\naws_secret_access_key = x\n{token}",
            identity.access_key_id
        )
    };
    let text = format!("[default]\n{}[sandbox]\n{}", keys("admin"), keys("second"));
    fs::write(aws.join("credentials"), text).unwrap();
    fs::write(aws.join("config"), "[profile sandbox]\nregion = eu-west-1\n").unwrap();
    let mut pty = Pty::real_at(home.path(), &server.url, &["role", "acme-ebs-csi"]);
    pty.sees("acme-ebs-csi alone holds role acme-ebs-csi.");
    pty.sees("▸acme-ebs-csi");
    pty.keys("A");
    pty.sees("▸ ● default");
    pty.keys("sand");
    pty.sees("▸ sandbox eu-west-1 keys in the file");
    pty.keys("\r");
    pty.sees("Connected to sandbox: account 210987654321.");
    pty.sees("3, all loaded");
    pty.sees_no("acme-ebs-csi");
    pty.sees("--profile sandbox · eu-west-1");
    pty.keys("L");
    pty.sees("Europe (Ireland)");
    pty.keys("tokyo\r");
    pty.sees("--profile sandbox · ap-northeast-1");
    pty.sees("3, all loaded");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
    pty.assert_given_back();
    // The next start with that AWS profile begins in that region.
    let mut pty = Pty::real_at(home.path(), &server.url, &["--profile", "sandbox"]);
    pty.sees("--profile sandbox · ap-northeast-1");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn the_demo_opened_for_want_of_keys_offers_its_own_identities_and_the_way_back() {
    let server = serve(Account::builtin(&Options::default()).unwrap());
    let home = tempfile::tempdir().unwrap();
    let mut pty = Pty::real(home.path(), &server.url);
    pty.sees("No usable credentials");
    pty.keys("\u{1b}[B\u{1b}[B\r");
    pty.sees("336, all loaded");
    pty.sees("DEMO");
    pty.keys("A");
    pty.sees("(as started)");
    pty.sees("▸ ● admin");
    pty.keys("learner\r");
    pty.sees("voclabs/user3141592");
    pty.keys("A");
    pty.sees("● learner");
    // Back to where it began, where there are still no keys.
    pty.keys("as started\r");
    pty.sees("No AWS credentials were found.");
    pty.keys("\u{1b}");
    pty.sees_no("No AWS credentials were found.");
    pty.sees("voclabs/user3141592");
    // Meanwhile there are.
    let aws = home.path().join(".aws");
    fs::create_dir(&aws).unwrap();
    let keys = "[default]\naws_access_key_id = ASIAINTHEFILEEXAMPLE\naws_secret_access_key = x\n";
    fs::write(aws.join("credentials"), keys).unwrap();
    pty.keys("A");
    pty.sees("(as started)");
    pty.keys("as started\r");
    pty.sees_no("DEMO");
    pty.sees("123456789012");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
}
