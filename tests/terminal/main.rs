//! The real binary in a pseudo-terminal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail so")]
#![cfg(unix)]

mod changing;
mod colours;
mod input;
mod leaving;
mod mouse;
mod pty;
mod state;
mod switch;

use std::fs;
use std::sync::mpsc;
use std::thread;

use ipb::demo::{self, Account, Faults, Options};
use pty::Pty;

/// Switches to the alternate screen.
const TAKES_THE_SCREEN: &str = "\u{1b}[?1049h";

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
    assert_eq!(pty.ends(), 101);
    pty.assert_given_back();
    // On the shell's own screen, where it can still be read.
    pty.sees("the simulated account was told to panic");
}

#[test]
fn what_a_panic_says_stands_whole_and_the_shell_goes_on_below_it() {
    for _ in 0..5 {
        let shell =
            r#"echo BEFORE; "$IPB" --demo --demo-fault panic=GetRole; echo "ENDED with $?""#;
        let mut pty = Pty::shell(shell);
        pty.sees("336, all loaded");
        pty.keys("jj");
        pty.sees("ENDED with 101");
        pty.ends();
        pty.assert_given_back();
        let screen = pty.screen();
        let lines: Vec<_> = screen.lines().map(str::trim_end).collect();
        let line = |text: &str| lines.iter().position(|line| line.contains(text));
        assert_eq!(lines[0], "BEFORE", "{screen}");
        let (head, said) = (line("panicked at"), line("told to panic"));
        assert!(head == Some(1) || head == Some(2), "{screen}");
        assert!(head < said && said < line("ENDED with 101"), "{screen}");
        // Nothing of the program itself.
        assert!(!screen.contains(['│', '┃', '─', '━', '▸']), "{screen}");
    }
}

#[test]
fn ctrl_z_stops_and_fg_brings_the_screen_back() {
    let shell =
        r#"set -m; "$IPB" --demo; echo "STOPPED with $?"; fg > /dev/null; echo "ENDED with $?""#;
    let mut pty = Pty::shell(shell);
    pty.sees("336, all loaded");
    pty.keys("\u{1a}");
    pty.writes("STOPPED with", 1);
    // Only once the screen is taken again do keys belong to the program.
    pty.writes(TAKES_THE_SCREEN, 2);
    pty.sees("336, all loaded");
    pty.keys("/");
    pty.sees("Filter:");
    pty.keys("lab");
    pty.sees("13 match of 336");
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
    pty.sees("o open by name");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn a_burst_of_keys_longer_than_any_buffer_is_taken_in_without_another_key() {
    let mut pty = Pty::demo(&["--demo-profiles", "3001"]);
    pty.sees("3001, all loaded");
    // Exactly as far as the last row, and back to the first.
    pty.keys(&"\u{1b}[B".repeat(3000));
    pty.sees("▸x ");
    pty.keys(&"k".repeat(3000));
    pty.sees("▸abandoned-2019");
    pty.keys(&format!("{}?", "k".repeat(3000)));
    pty.sees("one line up");
    pty.keys("\u{3}\u{3}");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn a_copied_name_is_sent_to_the_terminal() {
    let mut pty = Pty::demo(&[]);
    pty.sees("▸abandoned-2019");
    pty.keys("y\r");
    // OSC 52 with "abandoned-2019" in base64.
    pty.writes("\u{1b}]52;c;YWJhbmRvbmVkLTIwMTk=", 1);
    pty.sees("Sent to the terminal");
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
    pty.sees_no("The Learner Lab session is over");
    // The same while one reads on, with the dialog closed.
    account.set_faults(Faults::parse(&["cancel-lab-after-calls=0".to_owned()]).unwrap());
    pty.keys("R");
    pty.sees("As soon as the file changes, ipb goes on by itself");
    pty.keys("\u{1b}");
    pty.sees_no("As soon as the file changes, ipb goes on by itself");
    pty.sees("STALE");
    credentials("ASIAANOTHERLABKEYSEX");
    pty.sees("Connected again with fresh keys");
    pty.sees_no("STALE");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn variables_that_hide_a_file_are_named_and_the_file_can_be_chosen() {
    let account = Account::builtin(&Options::default()).unwrap();
    let server = serve(account.clone());
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join(".aws")).unwrap();
    let file = "[default]\naws_access_key_id = ASIAINTHEFILEEXAMPLE\naws_secret_access_key = x\n";
    fs::write(home.path().join(".aws/credentials"), file).unwrap();
    account.set_faults(Faults::parse(&["expire-after-calls=0".to_owned()]).unwrap());
    let variables = [("AWS_ACCESS_KEY_ID", "ASIAINTHESHELLEXAMPL"), ("AWS_SECRET_ACCESS_KEY", "x")];
    let mut pty = Pty::real_with(home.path(), &server.url, &variables);
    pty.sees("The temporary keys have expired");
    pty.sees(&server.url);
    pty.sees("AWS_ACCESS_KEY_ID in this shell hides the credentials file");
    pty.keys("\u{1b}[B\r");
    pty.sees("336, all loaded");
    pty.sees("--profile default");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
    let used: Vec<_> = account.calls().into_iter().map(|call| call.access_key_id).collect();
    assert_eq!(used.last().map(String::as_str), Some("ASIAINTHEFILEEXAMPLE"));
}

#[cfg(unix)]
#[test]
fn keys_that_their_source_renews_do_not_count_as_expired() {
    let server = serve(Account::builtin(&Options::default()).unwrap());
    let home = tempfile::tempdir().unwrap();
    let (aws, path) = (home.path().join(".aws"), home.path().display());
    fs::create_dir(&aws).unwrap();
    for (name, seconds) in [("first", 5), ("next", 10_000)] {
        let end = ipb::aws::now().plus(seconds).iso8601();
        let keys = format!(
            r#"{{"Version":1,"AccessKeyId":"A","SecretAccessKey":"B","Expiration":"{end}"}}"#
        );
        fs::write(home.path().join(name), keys).unwrap();
    }
    let script = format!("cat {path}/first; mv -f {path}/next {path}/first; true");
    fs::write(home.path().join("keys.sh"), script).unwrap();
    let config = format!("[default]\ncredential_process = sh {path}/keys.sh\n");
    fs::write(aws.join("config"), config).unwrap();
    let mut pty = Pty::real(home.path(), &server.url);
    pty.sees("336, all loaded");
    // The SDK asks for others ten seconds before the end: at the next call.
    pty.keys("R");
    pty.sees("keys: 2 h left");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn the_time_that_keys_have_left_goes_on_without_a_key() {
    let server = serve(Account::builtin(&Options::default()).unwrap());
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join(".aws")).unwrap();
    let end = ipb::aws::now().plus(124).iso8601();
    let keys =
        format!(r#"{{"Version":1,"AccessKeyId":"A","SecretAccessKey":"B","Expiration":"{end}"}}"#);
    fs::write(home.path().join("keys"), keys).unwrap();
    let path = home.path().display();
    let config = format!("[default]\ncredential_process = cat {path}/keys\n");
    fs::write(home.path().join(".aws/config"), config).unwrap();
    let mut pty = Pty::real(home.path(), &server.url);
    pty.sees("336, all loaded");
    // Two minutes and a moment; nothing but the clock brings the next words.
    pty.sees("keys: 1 min left");
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
