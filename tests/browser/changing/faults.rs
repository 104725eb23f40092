//! What AWS, the network and the disk do to a change on its way.

use std::path::PathBuf;

use ipb::core::change::{Creation, Intent, NewProfile};
use ipb::core::error::CredentialTrouble;
use ipb::demo::Moment;
use ipb::host::journal::Journal;

use super::{acme, attach};

const DETACHED: [&str; 4] = ["plan detach", "before RemoveRoleFrom", "after done", "end done"];

fn create(name: &str, role: Option<&str>) -> Intent {
    let profile = NewProfile { name: name.into(), path: "/".into(), tags: Vec::new() };
    let holds = role.map(Into::into);
    Intent::Create(Creation { profile: Some(profile), holds, ..Creation::default() })
}

#[tokio::test(start_paused = true)]
async fn a_role_that_may_not_be_passed_is_not_put_in_and_the_missing_permission_is_named() {
    let mut browser = acme().open().await;
    browser.faults(&["deny=PassRole"]);
    browser.propose(attach("gamma", "web")).await;
    browser.titled("Attach a role to gamma");
    browser.dialog_says("You need iam:PassRole on web.");
    browser.confirm().await;
    browser.titled("Not all went well: attaching a role to gamma");
    browser.dialog_says("Step 1 failed: iam:AddRoleToInstanceProfile.");
    browser.dialog_says("iam:PassRole");
    browser.dialog_says("Nothing has changed.");
    assert_eq!(browser.held("gamma"), "-");
    let story = ["plan attach", "before AddRoleTo", "after failed AccessDenied", "end failed"];
    assert_eq!(browser.story(), story);
}

#[tokio::test(start_paused = true)]
async fn a_replacement_whose_new_role_is_refused_puts_the_old_one_back() {
    let mut browser = acme().open().await;
    browser.propose(attach("alpha", "api")).await;
    browser.titled("Replace the role of alpha");
    browser.dialog_says("If it fails: role web is put back into alpha, and that is checked.");
    browser.faults(&["deny=PassRole:1"]);
    browser.confirm().await;
    browser.dialog_says("Step 2 failed: iam:AddRoleToInstanceProfile.");
    browser.dialog_says("Role web is back in alpha, as before.");
    assert_eq!(browser.held("alpha"), "web");
    let story = [
        "plan replace",
        "before RemoveRoleFrom",
        "after done",
        "before AddRoleTo",
        "after failed AccessDenied",
        "putting-back AddRoleTo",
        "put-back done",
        "end failed-and-put-back",
    ];
    assert_eq!(browser.story(), story);
}

#[tokio::test(start_paused = true)]
async fn where_the_old_role_can_not_be_put_back_the_command_that_mends_it_is_told_and_copied() {
    let mut browser = acme().open().await;
    browser.propose(attach("alpha", "api")).await;
    browser.faults(&["deny=PassRole"]);
    browser.confirm().await;
    browser.dialog_says("Putting role web back failed too:");
    browser.dialog_says("alpha holds no role now.");
    let command =
        "aws iam add-role-to-instance-profile --instance-profile-name alpha --role-name web";
    browser.dialog_says(&format!("This mends it: {command}"));
    browser.press(&["y"]).await;
    assert_eq!(browser.copied.lock().unwrap().as_deref(), Some(command));
    assert_eq!(browser.held("alpha"), "-");
    // The list behind it shows what is there, and not what was wished for.
    browser.press(&["Esc"]).await;
    browser.details_say("This profile holds no role.");
    let line = browser.written("put-back");
    assert_eq!(line["mend"], command);
    assert_eq!(line["left"]["role"], serde_json::Value::Null);
}

#[tokio::test(start_paused = true)]
async fn a_second_role_is_refused_and_the_one_that_somebody_else_put_in_stays() {
    let mut browser = acme().open().await;
    browser.propose(attach("gamma", "web")).await;
    browser.account.meanwhile(Moment::Before, "AddRoleToInstanceProfile", |state| {
        state.profile_mut("gamma").unwrap().role = Some("api".into());
    });
    browser.confirm().await;
    browser.dialog_says("Step 1 failed: iam:AddRoleToInstanceProfile.");
    browser.dialog_says("LimitExceeded");
    browser.dialog_says("Nothing has changed.");
    assert_eq!(browser.held("gamma"), "api");
    let story = ["plan attach", "before AddRoleTo", "after failed LimitExceeded", "end failed"];
    assert_eq!(browser.story(), story);
}

#[tokio::test(start_paused = true)]
async fn a_full_account_takes_no_other_profile() {
    let mut browser = acme().open().await;
    browser.propose(create("new", None)).await;
    browser.account.edit(|state| state.quotas.instance_profiles = 4);
    browser.confirm().await;
    browser.titled("Not all went well: creating new");
    browser.dialog_says("LimitExceeded");
    assert_eq!(browser.held("new"), "?");
    let story = ["plan create", "before Create", "after failed LimitExceeded", "end failed"];
    assert_eq!(browser.story(), story);
}

#[tokio::test(start_paused = true)]
async fn a_name_that_was_taken_a_moment_before_the_call_stays_somebody_elses() {
    let mut browser = acme().open().await;
    browser.propose(create("new", Some("web"))).await;
    browser.account.meanwhile(Moment::Before, "CreateInstanceProfile", |state| {
        state.put_profile("NEW", "/", 0);
    });
    browser.confirm().await;
    browser.dialog_says("EntityAlreadyExists");
    browser.dialog_says("Nothing has changed.");
    // The role was not put into their profile.
    assert_eq!(browser.held("NEW"), "-");
    let story = ["plan create", "before Create", "after failed EntityAlreadyExists", "end failed"];
    assert_eq!(browser.story(), story);
}

#[tokio::test(start_paused = true)]
async fn two_changes_at_once_are_tried_again() {
    let mut browser = acme().open().await;
    browser.press(&["d"]).await;
    browser.faults(&["concurrent=RemoveRoleFromInstanceProfile:2"]);
    browser.confirm().await;
    browser.titled("Role detached of alpha");
    assert_eq!((browser.held("alpha"), browser.changes()), ("-".into(), 3));
    assert_eq!(browser.story(), DETACHED);
}

#[tokio::test(start_paused = true)]
async fn changes_that_get_in_the_way_for_long_are_told() {
    let mut browser = acme().open().await;
    browser.press(&["d"]).await;
    browser.faults(&["concurrent=RemoveRoleFromInstanceProfile"]);
    browser.confirm().await;
    browser.dialog_says("ConcurrentModification");
    browser.dialog_says("Nothing has changed.");
    assert_eq!(browser.held("alpha"), "web");
}

#[tokio::test(start_paused = true)]
async fn a_profile_that_got_a_role_again_is_not_deleted() {
    let mut browser = acme().open().await;
    browser.press(&["D"]).await;
    browser.account.meanwhile(Moment::Before, "DeleteInstanceProfile", |state| {
        state.profile_mut("alpha").unwrap().role = Some("api".into());
    });
    browser.write("alpha").await;
    browser.press(&["Enter"]).await;
    browser.dialog_says("Step 2 failed: iam:DeleteInstanceProfile.");
    browser.dialog_says("DeleteConflict");
    browser.dialog_says("Done before it, and still so: Take role web out of alpha.");
    assert_eq!(browser.held("alpha"), "api");
    let story = [
        "plan delete",
        "before RemoveRoleFrom",
        "after done",
        "before Delete",
        "after failed DeleteConflict",
        "end failed",
    ];
    assert_eq!(browser.story(), story);
}

#[tokio::test(start_paused = true)]
async fn a_role_that_only_its_service_may_change_is_refused_and_the_old_one_is_back() {
    let mut browser = acme().open().await;
    browser.propose(attach("alpha", "api")).await;
    browser.account.meanwhile(Moment::Before, "AddRoleToInstanceProfile", |state| {
        state.role_mut("api").unwrap().path = "/aws-service-role/x.amazonaws.com/".into();
    });
    browser.confirm().await;
    browser.dialog_says("Step 2 failed: iam:AddRoleToInstanceProfile.");
    browser.dialog_says("UnmodifiableEntity");
    browser.dialog_says("Role web is back in alpha, as before.");
    assert_eq!(browser.held("alpha"), "web");
    assert_eq!(browser.story()[4], "after failed UnmodifiableEntity");
    assert_eq!(browser.story()[7], "end failed-and-put-back");
}

#[tokio::test(start_paused = true)]
async fn throttled_through_all_attempts_it_has_not_happened() {
    let mut browser = acme().open().await;
    browser.press(&["d"]).await;
    browser.faults(&["throttle=RemoveRoleFromInstanceProfile:99"]);
    browser.confirm().await;
    browser.dialog_says("Step 1 failed: iam:RemoveRoleFromInstanceProfile.");
    browser.dialog_says("Nothing has changed.");
    assert_eq!((browser.held("alpha"), browser.changes()), ("web".into(), 3));
    let story = ["plan detach", "before RemoveRoleFrom", "after failed Throttling", "end failed"];
    assert_eq!(browser.story(), story);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_breaks_after_the_change_was_made_is_a_success() {
    // The SDK's second attempt finds the role gone: its own doing.
    for fault in ["drop-after=RemoveRole*:1", "error-after=RemoveRole*:1", "hang-after=RemoveRole*"]
    {
        let mut browser = acme().open().await;
        browser.press(&["d"]).await;
        browser.faults(&[fault]);
        browser.confirm().await;
        browser.titled("Role detached of alpha");
        assert_eq!(browser.held("alpha"), "-", "{fault}");
        assert_eq!(browser.story(), DETACHED, "{fault}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_second_attempt_finds_done_by_the_first_is_no_failure() {
    // LimitExceeded, EntityAlreadyExists and NoSuchEntity come back.
    for (fault, wish, name, holds) in [
        ("drop-after=AddRole*:1", attach("gamma", "web"), "gamma", "web"),
        ("drop-after=CreateInstanceProfile:1", create("new", None), "new", "-"),
        (
            "drop-after=DeleteInstanceProfile:1",
            Intent::Delete { profiles: vec!["gamma".into()] },
            "gamma",
            "?",
        ),
    ] {
        let mut browser = acme().open().await;
        browser.propose(wish).await;
        browser.faults(&[fault]);
        browser.press(&["Down"]).await;
        browser.write(if name == "gamma" && holds == "?" { name } else { "" }).await;
        browser.press(&["Enter"]).await;
        browser.does_not_see("Not all went well");
        assert_eq!(browser.held(name), holds, "{fault}");
        assert_eq!(browser.changes(), 2, "{fault}");
        assert_eq!(browser.story().last().unwrap(), "end done", "{fault}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_breaks_before_the_change_was_made_is_a_failure() {
    for fault in ["drop=RemoveRole*", "hang=RemoveRole*", "error=RemoveRole*"] {
        let mut browser = acme().open().await;
        browser.press(&["d"]).await;
        browser.faults(&[fault]);
        browser.confirm().await;
        browser.titled("Not all went well: detaching the role of alpha");
        browser.dialog_says("Nothing has changed.");
        assert_eq!(browser.held("alpha"), "web", "{fault}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_nobody_can_find_out_is_unknown() {
    let mut browser = acme().open().await;
    browser.press(&["d"]).await;
    browser.faults(&["hang-after=RemoveRole*"]);
    // From the second reading on, nothing is told any more.
    let down = browser.account.clone();
    browser.press(&["Down"]).await;
    browser.engine.key(ipb::core::key::Key::parse("Enter").unwrap());
    browser.until_called("RemoveRoleFromInstanceProfile", 1).await;
    let faults = ["hang-after=RemoveRole*", "drop=GetInstanceProfile"].map(ToOwned::to_owned);
    down.set_faults(ipb::demo::Faults::parse(&faults).unwrap());
    browser.until_idle().await;
    browser.dialog_says(
        "Unknown: step 1, iam:RemoveRoleFromInstanceProfile, may have been carried out or not.",
    );
    browser.dialog_says("Read it again before anything else.");
    let story = ["plan detach", "before RemoveRoleFrom", "after unknown", "end unknown"];
    assert_eq!(browser.story(), story);
}

#[tokio::test(start_paused = true)]
async fn keys_that_expire_between_two_steps_leave_the_command_that_mends_it() {
    let mut browser = acme().open().await;
    browser.propose(attach("alpha", "api")).await;
    // Whose account, the profile, the role, and the first step.
    browser.faults(&["expire-after-calls=4"]);
    browser.confirm().await;
    // What helps lies on top, and below it what became of the change.
    browser.sees("expired");
    browser.lose_keys(CredentialTrouble::Expired);
    browser.press(&["Esc"]).await;
    browser.titled("Not all went well: replacing the role of alpha");
    browser.dialog_says("Putting role web back failed too:");
    browser.dialog_says("How alpha is now could not be read.");
    browser.dialog_says("aws iam add-role-to-instance-profile --instance-profile-name alpha");
    assert_eq!(browser.held("alpha"), "-");
    let story = [
        "plan replace",
        "before RemoveRoleFrom",
        "after done",
        "before AddRoleTo",
        "after failed ExpiredToken",
        "putting-back AddRoleTo",
        "put-back ExpiredToken",
        "end failed",
    ];
    assert_eq!(browser.story(), story);
}

#[tokio::test(start_paused = true)]
async fn a_full_disk_stops_the_change_before_the_call() {
    // Every write to it fails as on a full disk.
    let mut browser = acme().journal(Journal::at(PathBuf::from("/dev/full"))).open().await;
    browser.press(&["d"]).await;
    browser.confirm().await;
    browser.titled("Not all went well: detaching the role of alpha");
    browser.dialog_says("Stopped: the journal can't be written (No space left on device");
    browser.dialog_says("Nothing has changed.");
    assert_eq!((browser.held("alpha"), browser.changes()), ("web".into(), 0));
}

#[tokio::test(start_paused = true)]
async fn a_torn_line_of_before_swallows_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    std::fs::write(&path, "{\"v\":1,\"kind\":\"pl").unwrap();
    let mut browser = acme().journal(Journal::at(path.clone())).open().await;
    browser.press(&["d"]).await;
    browser.confirm().await;
    browser.titled("Role detached of alpha");
    let text = std::fs::read_to_string(&path).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!((lines.len(), lines[0]), (5, "{\"v\":1,\"kind\":\"pl"));
    for line in &lines[1..] {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
}
