//! Changes confirmed by a word that is typed on a terminal, without the browser.

use std::fs;

use ipb::demo::{Account, Options};
use tempfile::TempDir;

use super::pty::Pty;
use super::{Server, serve};

fn scene() -> (Account, Server, TempDir) {
    let account = Account::builtin(&Options::default()).unwrap();
    let server = serve(account.clone());
    let home = tempfile::tempdir().unwrap();
    let aws = home.path().join(".aws");
    fs::create_dir(&aws).unwrap();
    let keys = "[default]\naws_access_key_id = AKIATEST\naws_secret_access_key = x\n";
    fs::write(aws.join("credentials"), keys).unwrap();
    (account, server, home)
}

fn there(account: &Account, name: &str) -> bool {
    account.edit(|state| state.profile(name).is_some()).unwrap()
}

#[test]
fn a_profile_is_deleted_when_its_name_is_typed_and_not_otherwise() {
    let (account, server, home) = scene();
    for (typed, status) in [("yes", 1), ("acme-empt", 1), ("", 1), ("acme-empty", 0)] {
        let mut pty = Pty::real_at(home.path(), &server.url, &["delete", "acme-empty"]);
        pty.sees("aws iam --endpoint-url");
        pty.sees("Type the name acme-empty to delete it:");
        assert!(there(&account, "acme-empty"), "{typed}");
        pty.keys(&format!("{typed}\n"));
        assert_eq!(pty.ends(), status, "{typed}");
        assert_eq!(pty.wrote("Not confirmed: nothing was sent."), status == 1, "{typed}");
    }
    assert!(!there(&account, "acme-empty"));
}

#[test]
fn what_was_typed_before_the_question_is_no_answer_to_it() {
    let (account, server, home) = scene();
    let mut pty = Pty::real_at(home.path(), &server.url, &["detach", "acme-web"]);
    pty.keys("yes\nyes\nyes\n");
    pty.sees("Type yes to do it:");
    let held = |state: &mut ipb::demo::State| state.profile("acme-web").unwrap().role.is_some();
    pty.keys("no\n");
    assert_eq!(pty.ends(), 1);
    assert!(account.edit(held).unwrap());
    // Of several, the number is typed.
    let args = ["detach", "acme-web", "acme-multilingual"];
    let mut pty = Pty::real_at(home.path(), &server.url, &args);
    pty.sees("Type the number of profiles (2) to do it:");
    pty.keys("2\n");
    assert_eq!(pty.ends(), 0);
    assert!(!account.edit(held).unwrap());
}

#[test]
fn in_a_protected_account_its_alias_or_id_is_typed() {
    let (account, server, home) = scene();
    let config = home.path().join(".config/ipb");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), "[accounts.123456789012]\nprotected = true\n").unwrap();
    for (typed, status) in [("yes", 1), ("acme-empty", 1), ("acme-demo", 0)] {
        let mut pty = Pty::real_at(home.path(), &server.url, &["delete", "acme-empty"]);
        pty.sees("Account 123456789012 is protected. Type its alias or id to do it:");
        pty.keys(&format!("{typed}\n"));
        assert_eq!(pty.ends(), status, "{typed}");
    }
    assert!(!there(&account, "acme-empty"));
}
