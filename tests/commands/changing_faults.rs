//! Changes from scripts when something breaks: answers are lost, the program
//! is killed, the disk is full, two are at it at once.

use std::io::{BufRead as _, BufReader};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::changing::{Account, action};
use crate::common::{LIMIT, serve_demo, to_the_end};
use crate::standin::StandIn;

#[test]
fn a_lost_answer_is_looked_into_and_not_guessed() {
    for (fault, code) in [("drop-after", 0), ("drop-before", 1)] {
        let fault = format!("{fault}=RemoveRoleFromInstanceProfile:1");
        let account = Account::new(&["--demo-fault", &fault]);
        let ended = account.run(&["detach", "acme-web", "--yes"]);
        assert_eq!(ended.code, code, "{fault}: {}", ended.out);
        assert_eq!(account.role("acme-web").is_none(), code == 0);
        assert_eq!(account.story(), ["plan", "before", "after", "end"]);
    }
}

#[test]
fn what_can_not_be_found_out_has_a_status_of_its_own() {
    let served = serve_demo(&["--demo-fault", "drop-after=RemoveRoleFromInstanceProfile:1"]);
    let (address, blind) = (served.address.clone(), AtomicBool::new(false));
    // After the change, nobody may see what is there.
    let door = StandIn::answering(move |asked| match action(asked).as_str() {
        "RemoveRoleFromInstanceProfile" => {
            blind.store(true, Ordering::SeqCst);
            asked.at(&address)
        }
        "GetInstanceProfile" if blind.load(Ordering::SeqCst) => Vec::new(),
        _ => asked.at(&address),
    });
    let account = Account::behind(served, door);
    let ended = account.run(&["detach", "acme-web", "--yes"]);
    assert_eq!(ended.code, 7, "{} {}", ended.out, ended.err);
    assert!(ended.out.contains("UNKNOWN"), "{}", ended.out);
    let ended = account.run(&["history"]);
    assert!(ended.out.contains("outcome UNKNOWN"), "{}", ended.out);
}

/// An account whose answer to an action is kept back; the flag tells that it
/// was asked for.
fn holding_back(held: &'static str) -> (Account, Arc<AtomicBool>) {
    let served = serve_demo(&[]);
    let (address, asked_for) = (served.address.clone(), Arc::new(AtomicBool::new(false)));
    let flag = Arc::clone(&asked_for);
    let door = StandIn::answering(move |asked| {
        if action(asked) == held && !flag.swap(true, Ordering::SeqCst) {
            // It never reaches the account.
            thread::sleep(LIMIT);
            return Vec::new();
        }
        asked.at(&address)
    });
    (Account::behind(served, door), asked_for)
}

fn wait_for(flag: &AtomicBool) {
    for _ in 0..6000 {
        if flag.load(Ordering::SeqCst) {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("it was never asked for");
}

#[test]
fn killed_between_the_halves_of_a_replacement_the_next_start_tells_and_mends_it() {
    let (account, asked_for) = holding_back("AddRoleToInstanceProfile");
    let mut running = account.home.start(&["replace", "acme-web", "LabRole", "--yes"]);
    wait_for(&asked_for);
    let pid = rustix::process::Pid::from_raw(i32::try_from(running.pid()).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
    running.code();
    assert_eq!(account.role("acme-web"), None);
    assert_eq!(account.story(), ["plan", "before", "after", "before"]);
    let ended = account.run(&["history"]);
    assert!(ended.out.contains("replace, 1 profile: BROKEN OFF"), "{}", ended.out);
    assert!(ended.out.contains("✓ Take role acme-web out of acme-web"), "{}", ended.out);
    assert!(ended.out.contains("? Put role LabRole into acme-web"), "{}", ended.out);
    let plan = ended.out.split_whitespace().next().unwrap().to_owned();
    // Whoever changes something else is told.
    let ended = account.run(&["tag", "acme-empty", "a=b", "--yes"]);
    assert!(ended.err.contains(&format!("broken off: {plan} (replace)")), "{}", ended.err);
    let ended = account.run(&["undo", &plan, "--yes"]);
    assert_eq!(ended.code, 0, "{} {}", ended.out, ended.err);
    assert_eq!(account.role("acme-web").as_deref(), Some("acme-web"));
    let ended = account.run(&["tag", "acme-empty", "a=c", "--yes"]);
    assert!(!ended.err.contains("broken off"), "{}", ended.err);
}

#[test]
fn what_somebody_else_has_mended_is_not_told_again_once_it_was_looked_at() {
    let (account, asked_for) = holding_back("AddRoleToInstanceProfile");
    let mut running = account.home.start(&["replace", "acme-web", "LabRole", "--yes"]);
    wait_for(&asked_for);
    let pid = rustix::process::Pid::from_raw(i32::try_from(running.pid()).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
    running.code();
    // Past this program and its journal.
    let mut other = account.home.command(&["attach", "acme-web", "acme-web", "--yes"]);
    other.env("XDG_STATE_HOME", account.home.path("elsewhere"));
    assert_eq!(other.output().unwrap().status.code(), Some(0));
    let ended = account.run(&["history"]);
    let plan = ended.out.split_whitespace().next().unwrap().to_owned();
    let changes = account.changes().len();
    let ended = account.run(&["undo", &plan, "--yes"]);
    assert_eq!((ended.code, account.changes().len()), (0, changes), "{}", ended.out);
    assert!(ended.out.contains("There is nothing to do."), "{}", ended.out);
    let ended = account.run(&["tag", "acme-empty", "a=c", "--yes"]);
    assert!(!ended.err.contains("broken off"), "{}", ended.err);
}

#[test]
fn a_signal_lets_the_profile_at_hand_be_finished_and_begins_no_other() {
    let account = Account::new(&["--demo-fault", "latency=150"]);
    let names: Vec<&str> = vec!["acme-web", "acme-fifty-tags", "acme-multilingual"];
    let args = [&["detach"], &names[..], &["--yes"]].concat();
    let mut running = account.home.start(&args);
    let mut out = BufReader::new(running.stdout());
    let err = to_the_end(running.stderr());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    assert_eq!(line, "acme-web: done\n");
    let pid = rustix::process::Pid::from_raw(i32::try_from(running.pid()).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let out = to_the_end(out);
    let (out, err) = (running.wait_for(&out), running.wait_for(&err));
    assert_eq!(running.code(), 6, "{out} {err}");
    assert!(err.contains("Stopping after the profile at hand"), "{err}");
    assert!(out.contains("acme-multilingual: left out"), "{out}");
    let story = account.story();
    assert_eq!(story.last().unwrap(), "end");
    assert_eq!(account.role("acme-multilingual").as_deref(), Some("acme-web"));
}

#[test]
fn a_second_signal_leaves_the_call_alone_as_unknown() {
    let (account, asked_for) = holding_back("RemoveRoleFromInstanceProfile");
    let mut running = account.home.start(&["detach", "acme-web", "--yes"]);
    let mut err = BufReader::new(running.stderr());
    wait_for(&asked_for);
    let pid = rustix::process::Pid::from_raw(i32::try_from(running.pid()).unwrap()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    let mut line = String::new();
    while !line.contains("Stopping") {
        line.clear();
        err.read_line(&mut line).unwrap();
    }
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let err = to_the_end(err);
    let err = running.wait_for(&err);
    assert_eq!(running.code(), 7, "{err}");
    assert!(err.contains("UNKNOWN"), "{err}");
    let text = std::fs::read_to_string(account.journal()).unwrap();
    let last: Value = serde_json::from_str(text.lines().last().unwrap()).unwrap();
    assert_eq!((&last["kind"], &last["outcome"]), (&"after".into(), &"unknown".into()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_stops_a_change_before_its_first_call() {
    let account = Account::new(&[]);
    std::fs::create_dir_all(account.journal().parent().unwrap()).unwrap();
    std::os::unix::fs::symlink("/dev/full", account.journal()).unwrap();
    let ended = account.run(&["delete", "acme-web", "--yes"]);
    assert_eq!(ended.code, 1);
    assert!(ended.out.contains("nothing was sent: The journal could not be written"));
    assert_eq!(account.changes(), [""; 0]);
    // Nor where there is no place for it.
    let account = Account::new(&[]);
    account.home.write(".local/state", "a file, and no folder");
    let ended = account.run(&["delete", "acme-web", "--yes"]);
    assert_eq!((ended.code, account.changes().len()), (1, 0), "{}", ended.out);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_between_the_halves_of_a_replacement_loses_no_role() {
    let served = serve_demo(&[]);
    let address = served.address.clone();
    let place = Arc::new(std::sync::Mutex::new(None::<std::path::PathBuf>));
    let journal = Arc::clone(&place);
    let door = StandIn::answering(move |asked| {
        if action(asked) == "RemoveRoleFromInstanceProfile" {
            let journal = journal.lock().unwrap().clone().unwrap();
            std::fs::remove_file(&journal).unwrap();
            std::os::unix::fs::symlink("/dev/full", &journal).unwrap();
        }
        asked.at(&address)
    });
    let account = Account::behind(served, door);
    *place.lock().unwrap() = Some(account.journal());
    let ended = account.run(&["replace", "acme-web", "LabRole", "--yes"]);
    assert_eq!(ended.code, 0, "{} {}", ended.out, ended.err);
    assert_eq!(account.role("acme-web").as_deref(), Some("LabRole"));
}

#[test]
fn two_at_once_on_one_profile_leave_one_of_their_roles_and_a_whole_journal() {
    let account = Account::new(&["--demo-fault", "latency=20"]);
    let start = |role: &str| account.home.start(&["replace", "acme-web", role, "--yes"]);
    let mut both = [start("LabRole"), start("acme-bounded")];
    let outs = both.each_mut().map(|running| to_the_end(running.stdout()));
    let errs = both.each_mut().map(|running| to_the_end(running.stderr()));
    let mut told = Vec::new();
    for ((running, out), err) in both.iter_mut().zip(&outs).zip(&errs) {
        let (out, err) = (running.wait_for(out), running.wait_for(err));
        told.push((running.code(), out, err));
    }
    let held = account.role("acme-web");
    let one_of_them = ["LabRole", "acme-bounded", "acme-web"];
    assert!(one_of_them.contains(&held.as_deref().unwrap_or_default()), "{held:?} {told:?}");
    // Whoever says that it is done is right, or was overtaken after it.
    assert!(told.iter().any(|(code, ..)| *code == 0), "{told:?}");
    let story = account.story();
    assert_eq!(story.iter().filter(|kind| *kind == "end").count(), 2, "{story:?}");
}

#[test]
fn somebody_who_was_faster_is_not_run_over() {
    let served = serve_demo(&[]);
    let (address, seen) = (served.address.clone(), std::sync::atomic::AtomicUsize::new(0));
    let home = Account::new(&[]).home;
    let direct = served.address.clone();
    // Between what was shown and the first call, the role is taken out.
    let door = StandIn::answering(move |asked| {
        if action(asked) == "GetInstanceProfile" && seen.fetch_add(1, Ordering::SeqCst) == 1 {
            let args = ["--endpoint-url", &direct, "detach", "acme-web", "--yes"];
            assert_eq!(home.run(&args).code, 0);
        }
        asked.at(&address)
    });
    let account = Account::behind(served, door);
    let ended = account.run(&["replace", "acme-web", "LabRole", "--yes"]);
    assert_eq!(ended.code, 1, "{}", ended.out);
    assert!(ended.out.contains("nothing was sent: it holds no role any more"), "{}", ended.out);
    assert_eq!((account.changes().len(), account.role("acme-web")), (0, None));
}

#[test]
fn a_torn_journal_is_read_and_written_on() {
    let account = Account::new(&[]);
    assert_eq!(account.run(&["detach", "acme-web", "--yes"]).code, 0);
    let text = std::fs::read_to_string(account.journal()).unwrap();
    std::fs::write(account.journal(), format!("{text}{{\"v\":1,\"kind\":\"pl")).unwrap();
    assert_eq!(account.run(&["attach", "acme-web", "acme-web", "--yes"]).code, 0);
    let ended = account.run(&["history"]);
    assert_eq!(ended.code, 0);
    assert_eq!(ended.out.matches(": done").count(), 2, "{}", ended.out);
    assert!(ended.err.contains("One line of the journal can't be read."), "{}", ended.err);
}

#[test]
fn what_was_made_before_a_failure_is_told_and_can_be_cleaned_up() {
    let account = Account::new(&["--demo-fault", "deny=CreateInstanceProfile"]);
    let arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
    let create = ["create", "brand-new", "--new-role", "brand-new", "--policy", arn, "--yes"];
    let ended = account.run(&create);
    assert_eq!(ended.code, 6, "{}", ended.out);
    assert!(ended.out.contains("failed at step 3 of 4"), "{}", ended.out);
    let plan = ended.out.rsplit_once("Plan: ").unwrap().1.trim().to_owned();
    assert!(ended.out.contains(&format!("`ipb undo {plan}`")), "{}", ended.out);
    assert_eq!(account.changes(), ["CreateRole", "AttachRolePolicy", "CreateInstanceProfile"]);
    let ended = account.run(&["undo", &plan, "--yes"]);
    assert_eq!(ended.code, 0, "{} {}", ended.out, ended.err);
    assert_eq!(account.changes()[3..], ["DetachRolePolicy", "DeleteRole"]);
}
