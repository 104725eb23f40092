//! Leaving the terminal while a change is under way, with the real clock.

use std::fs;
use std::time::Duration;

use ipb::demo::{Account, Faults, Options};
use tempfile::TempDir;

use super::pty::Pty;
use super::{Server, serve};

struct Scene {
    account: Account,
    home: TempDir,
    pty: Pty,
    _server: Server,
}

/// The role is being taken out of acme-web; each answer takes a while.
fn detaching() -> Scene {
    let account = Account::builtin(&Options::default()).unwrap();
    let server = serve(account.clone());
    let home = tempfile::tempdir().unwrap();
    let aws = home.path().join(".aws");
    fs::create_dir(&aws).unwrap();
    let keys = "[default]\naws_access_key_id = AKIATEST\naws_secret_access_key = x\n";
    fs::write(aws.join("credentials"), keys).unwrap();
    let mut pty = Pty::real_at(home.path(), &server.url, &["acme-web"]);
    pty.sees("▸acme-web");
    pty.sees("336, all loaded");
    pty.keys("d");
    pty.sees("Detach the role of acme-web");
    pty.sees("Copy the AWS CLI command");
    // Holding still is what the dialog asks for.
    std::thread::sleep(Duration::from_millis(800));
    account.set_faults(Faults::parse(&["latency=700".to_owned()]).unwrap());
    pty.keys("\u{1b}[B");
    pty.sees("▸ Detach");
    pty.keys("\r");
    pty.sees("Detaching the role of acme-web");
    Scene { account, home, pty, _server: server }
}

impl Scene {
    fn is_detached(&self) -> bool {
        self.account.edit(|state| state.profile("acme-web").unwrap().role.is_none()).unwrap()
    }

    /// The journal's last line.
    fn last_line(&self) -> String {
        let path = self.home.path().join(".local/state/ipb/journal.jsonl");
        let text = fs::read_to_string(path).unwrap();
        text.lines().last().unwrap().to_owned()
    }
}

#[test]
fn a_signal_to_end_waits_for_the_change_and_gives_the_terminal_back() {
    for (name, status) in [("TERM", 143), ("HUP", 143)] {
        let mut scene = detaching();
        scene.pty.signal(name);
        scene.pty.sees("Leaving: waiting for iam:RemoveRoleFromInstanceProfile…");
        assert_eq!(scene.pty.ends(), status);
        scene.pty.assert_given_back();
        assert!(scene.is_detached());
        let line = scene.last_line();
        assert!(line.contains("\"kind\":\"end\"") && line.contains("done"), "{line}");
    }
}

#[test]
fn quitting_waits_and_ends_when_the_change_is_over() {
    let mut scene = detaching();
    scene.pty.keys("\r");
    scene.pty.sees("CHANGING");
    scene.pty.keys("q");
    scene.pty.sees("Leaving: waiting for iam:RemoveRoleFromInstanceProfile…");
    assert_eq!(scene.pty.ends(), 0);
    scene.pty.assert_given_back();
    assert!(scene.is_detached());
    let line = scene.last_line();
    assert!(line.contains("\"kind\":\"end\""), "{line}");
}
