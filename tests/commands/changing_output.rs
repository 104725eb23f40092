//! Changes from scripts whose output nobody takes.

use std::io::{BufRead as _, BufReader};

use crate::changing::Account;
use crate::common::to_the_end;

#[test]
fn a_reader_that_goes_away_stops_the_change_and_the_status_says_so() {
    let account = Account::new(&["--demo-fault", "latency=300"]);
    let names = account.home.run(&["list", "--output", "text"]).out;
    let names: Vec<&str> = names.lines().filter_map(|line| line.split('\t').next()).collect();
    let file = account.home.write("names", &names[..6].join("\n"));
    let from = file.to_str().unwrap();
    let mut running = account.home.start(&["delete", "--profiles-from", from, "--yes"]);
    // As `| head -1` does.
    let mut first = String::new();
    BufReader::new(running.stdout()).read_line(&mut first).unwrap();
    let err = to_the_end(running.stderr());
    let err = running.wait_for(&err);
    assert_eq!(running.code(), 6, "{first} {err}");
    assert!(err.contains("The output can't be written"), "{err}");
    assert!(err.contains("stopped"), "{err}");
    let gone = names[..6].iter().filter(|name| account.profile(name).is_none()).count();
    assert!((1..6).contains(&gone), "{gone}");
    assert_eq!(account.story().last().unwrap(), "end");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_the_document_is_a_failure() {
    let account = Account::new(&[]);
    for args in [
        &["detach", "acme-web", "--yes"][..],
        &["detach", "acme-web", "--dry-run"],
        &["detach", "acme-empty", "--yes"],
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let args = [args, &["--output", "json"]].concat();
        let ended = account.home.command(&args).stdout(full).output().unwrap();
        let err = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(1), "{args:?} {err}");
        assert!(err.contains("The output can't be written"), "{args:?} {err}");
    }
}
