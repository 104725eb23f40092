//! The real binary in a pseudo-terminal.
#![cfg(unix)]

mod pty;

use std::fs;
use std::sync::mpsc;
use std::thread;

use ipb::demo::{self, Account, Faults, Options};
use pty::Pty;

#[test]
fn quit_gives_the_terminal_back() {
    let mut pty = Pty::demo(&[]);
    pty.sees("336, all loaded");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
    pty.assert_given_back();
}

#[test]
fn sigterm_gives_the_terminal_back() {
    let mut pty = Pty::demo(&[]);
    pty.sees("336, all loaded");
    pty.signal("TERM");
    assert_eq!(pty.ends(), 143);
    pty.assert_given_back();
}

#[test]
fn a_panic_gives_the_terminal_back_and_then_says_what_it_was() {
    let mut pty = Pty::demo(&["--demo-fault", "panic=GetInstanceProfile"]);
    pty.sees("the simulated account was told to panic");
    assert_eq!(pty.ends(), 101);
    pty.assert_given_back();
}

#[test]
fn ctrl_z_stops_and_fg_brings_the_screen_back() {
    let shell =
        r#"set -m; "$IPB" --demo; echo "STOPPED with $?"; fg > /dev/null; echo "ENDED with $?""#;
    let mut pty = Pty::shell(shell);
    pty.sees("336, all loaded");
    pty.keys("\u{1a}");
    pty.sees("336, all loaded");
    pty.sees_from_the_stop_on("STOPPED with");
    pty.keys("/");
    pty.sees("Filter:");
    pty.keys("lab");
    pty.sees("7 match of 336");
    pty.keys("\u{3}\u{3}");
    pty.sees("ENDED with 0");
    pty.assert_given_back();
}

#[test]
fn resizing_to_one_cell_and_back_draws_everything_again() {
    let mut pty = Pty::demo(&[]);
    pty.sees("336, all loaded");
    pty.resize(1, 1);
    pty.resize(30, 5);
    pty.sees("Too small");
    pty.resize(120, 40);
    pty.sees("336, all loaded");
    pty.sees("Tab other pane");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn a_credentials_file_replaced_mid_session_lets_it_go_on_by_itself() {
    let account =
        Account::builtin(&Options { page_limit: Some(100), ..Options::default() }).unwrap();
    let server = serve(account.clone());
    let home = tempfile::tempdir().unwrap();
    let aws = home.path().join(".aws");
    fs::create_dir(&aws).unwrap();
    let credentials = |key: &str| {
        let text = format!("[default]\naws_access_key_id = {key}\naws_secret_access_key = x\n");
        fs::write(aws.join("credentials"), text).unwrap();
    };
    credentials("ASIAOLDLABKEYSEXAMPL");
    let mut pty = Pty::real(home.path(), &server.url);
    pty.sees("336, all loaded");
    account.set_faults(Faults::parse(&["cancel-lab-after-calls=0".to_owned()]).unwrap());
    pty.keys("R");
    pty.sees("The Learner Lab session is over");
    pty.sees("As soon as the file changes, ipb goes on by itself");
    credentials("ASIANEWLABKEYSEXAMPLE");
    pty.sees("Connected again with fresh keys");
    pty.sees("336, all loaded");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
}

struct Server {
    url: String,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
    }
}

/// Serves the account on loopback until the server is dropped.
fn serve(account: Account) -> Server {
    let (tell, told) = mpsc::channel();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            demo::serve(account, listener, async { drop(stopped.await) }).await.unwrap();
        });
    });
    Server { url: format!("http://{}", told.recv().unwrap()), stop: Some(stop) }
}
