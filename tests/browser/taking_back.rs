//! Taking back and cleaning up where somebody else, another account or a crash
//! has come in between.

use ipb::core::change::journal::{self, Scene};
use ipb::core::change::{Creation, Intent, NewProfile, NewRole};
use ipb::core::outcome::{ChangeOutcome, Made};
use ipb::core::plan::{Item, Plan, Purpose, Snapshot};
use ipb::host::journal::Journal;

use super::driver::{Browser, NOW, THREE, account, demo};

const EC2: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
const READ_ONLY: &str = "arn:aws:iam::aws:policy/ReadOnlyAccess";

/// The standard way: the role shop with a policy, in the profile shop.
fn standard_way() -> Intent {
    let (name, path): (Box<str>, Box<str>) = ("shop".into(), "/".into());
    let (tags, description) = (Vec::new(), "".into());
    let trust = EC2.into();
    Intent::Create(Creation {
        role: Some(NewRole { name: name.clone(), path: path.clone(), trust, description, tags }),
        policies: vec![READ_ONLY.into()],
        profile: Some(NewProfile { name: name.clone(), path, tags: Vec::new() }),
        holds: Some(name),
    })
}

/// The role could not be put into the profile: both are left over.
async fn left_over() -> Browser {
    let mut browser = demo().open().await;
    browser.propose(standard_way()).await;
    browser.faults(&["deny=PassRole"]);
    browser.confirm().await;
    browser.faults(&[]);
    browser.dialog_says("Clean up what was made…");
    browser
}

/// What somebody else does in the account.
type Somebody = fn(&mut ipb::demo::State);

/// All of it was made.
async fn made() -> Browser {
    let mut browser = demo().open().await;
    browser.propose(standard_way()).await;
    browser.confirm().await;
    assert_eq!(browser.held("shop"), "shop");
    browser.press(&["Esc"]).await;
    browser
}

fn policies_of_shop(browser: &Browser) -> usize {
    browser.account.edit(|state| state.role("shop").unwrap().attached.len()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn what_was_left_over_in_one_account_is_not_cleaned_up_in_another() {
    let mut browser = left_over().await;
    browser.account.edit_account("210987654321", |state| {
        state.put_role("shop", "/", EC2, 0);
        state.put_profile("shop", "/", 0);
    });
    browser.become_identity("second");
    browser.reconnect();
    browser.until_idle().await;
    browser.sees("210987654321");
    browser.titled("Not all went well: creating shop");
    browser.does_not_see("Clean up what was made");
    browser.press(&["Down", "Enter"]).await;
    browser.does_not_see("Clean up");
    // Back in its own account it can be.
    browser.press(&["Esc"]).await;
    browser.become_identity("admin");
    browser.reconnect();
    browser.until_idle().await;
    browser.press(&[":"]).await;
    browser.write("progress").await;
    browser.press(&["Enter"]).await;
    browser.dialog_says("Clean up what was made…");
}

#[tokio::test(start_paused = true)]
async fn what_somebody_has_made_anew_under_the_name_is_not_cleaned_up() {
    let mut browser = left_over().await;
    browser.account.edit(|state| {
        state.delete_profile("shop");
        state.put_profile("shop", "/", 0);
    });
    browser.press(&["Down", "Enter"]).await;
    browser.dialog_says("was deleted and made again since: it is another profile");
    browser.press(&["Down", "Enter"]).await;
    assert_eq!(browser.held("shop"), "-");
}

#[tokio::test(start_paused = true)]
async fn what_nobody_has_touched_is_cleaned_up() {
    let mut browser = left_over().await;
    browser.press(&["Down", "Enter"]).await;
    browser.confirm().await;
    assert_eq!(browser.held("shop"), "?");
    let role = browser.account.edit(|state| state.role("shop").is_some());
    assert_eq!(role, Some(false));
}

#[tokio::test(start_paused = true)]
async fn a_role_that_was_made_again_under_its_name_is_not_deleted_by_an_undo() {
    let mut browser = made().await;
    browser.account.edit(|state| {
        state.profile_mut("shop").unwrap().role = None;
        state.delete_role("shop");
        let role = state.put_role("shop", "/", EC2, 0);
        role.attached.insert(READ_ONLY.into());
        state.profile_mut("shop").unwrap().role = Some("shop".into());
    });
    browser.press(&["z"]).await;
    browser.dialog_says("the role shop was deleted and made again since: it is another role");
    browser.press(&["Down", "Enter"]).await;
    assert_eq!((browser.held("shop"), policies_of_shop(&browser)), ("shop".into(), 1));
}

#[tokio::test(start_paused = true)]
async fn a_role_that_others_use_by_now_keeps_its_policies_and_its_profile() {
    let more_policies = |state: &mut ipb::demo::State| {
        let more = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
        state.role_mut("shop").unwrap().attached.insert(more.into());
    };
    let inline = |state: &mut ipb::demo::State| {
        let document = state.role("shop").unwrap().trust.clone();
        state.role_mut("shop").unwrap().inline.insert("own".into(), document);
    };
    let holder = |state: &mut ipb::demo::State| {
        state.put_profile("till", "/", 0).role = Some("shop".into());
    };
    let cases: [(Somebody, &str); 3] = [
        (more_policies, "shop can't be deleted: it has other policies (AmazonSSMManagedInst"),
        (inline, "shop can't be deleted: it has other policies (own)"),
        (holder, "shop can't be deleted: other profiles hold it (till)"),
    ];
    for (somebody, says) in cases {
        let mut browser = made().await;
        browser.account.edit(somebody);
        browser.press(&["z"]).await;
        browser.dialog_says(says);
        let before = policies_of_shop(&browser);
        browser.press(&["Down", "Enter"]).await;
        assert_eq!((browser.held("shop"), policies_of_shop(&browser)), ("shop".into(), before));
    }
}

#[tokio::test(start_paused = true)]
async fn who_else_uses_a_role_that_would_be_deleted_must_be_known() {
    let mut browser = made().await;
    browser.faults(&["deny=ListInstanceProfilesForRole"]);
    browser.press(&["z"]).await;
    browser.dialog_says("could not be read: iam:ListInstanceProfilesForRole is denied");
    browser.faults(&[]);
    browser.press(&["Esc", "z"]).await;
    // To take a creation back is to delete: that needs the name, too.
    browser.confirm().await;
    assert_eq!(browser.held("shop"), "shop");
    browser.press(&["Esc", "z"]).await;
    browser.write("shop").await;
    browser.press(&["Enter"]).await;
    assert_eq!(browser.held("shop"), "?");
}

/// A journal of a deletion of alpha that was broken off before its last call
/// was answered, by this process number.
fn broken_deletion(browser: &Browser, process: u32) -> Journal {
    let rows = browser.engine.app.store.rows();
    let row = rows.iter().find(|row| &*row.profile.name == "alpha").unwrap();
    let shown = Snapshot { tags: None, ..Snapshot::of(&row.profile) };
    let plan = Plan::one(Purpose::Delete, Item::delete("alpha", shown));
    let scene = Scene {
        plan: format!("20261101T115900Z-{process}-1"),
        account: "123456789012".into(),
        caller: "arn:aws:sts::123456789012:assumed-role/Admin/you".into(),
        endpoint: None,
    };
    let done =
        ChangeOutcome { result: Ok(Made::Nothing), attempts: 1, request_id: None, in_doubt: false };
    let steps = &plan.items[0].steps;
    let lines = [
        journal::begin(&scene, &plan, NOW),
        journal::before(&scene, (0, 0), &steps[0].change, NOW),
        journal::after(&scene, (0, 0), &done, NOW),
        journal::before(&scene, (0, 1), &steps[1].change, NOW),
    ];
    let journal = Journal::in_memory();
    lines.iter().for_each(|line| journal.append(line).unwrap());
    journal
}

/// The next start after it; the profile may be gone.
async fn after_a_broken_deletion(gone: bool, process: u32) -> Browser {
    let first = account(THREE).open().await;
    let journal = broken_deletion(&first, process);
    let mut browser = account(THREE).journal(journal).start();
    browser.account.edit(|state| {
        state.profile_mut("alpha").unwrap().role = None;
        if gone {
            state.delete_profile("alpha");
        }
    });
    browser.until_idle().await;
    browser
}

#[tokio::test(start_paused = true)]
async fn a_deletion_broken_off_between_its_halves_is_taken_back_where_the_profile_is_still_there() {
    let mut browser = after_a_broken_deletion(false, 0).await;
    browser.dialog_says("This change was broken off");
    browser.press(&["Down", "Enter"]).await;
    browser.titled("Undo on alpha");
    browser.dialog_says("role: (no role) → web");
    browser.confirm().await;
    assert_eq!((browser.held("alpha"), browser.calls("CreateInstanceProfile")), ("web".into(), 0));
}

#[tokio::test(start_paused = true)]
async fn and_where_it_is_gone_it_is_made_again() {
    let mut browser = after_a_broken_deletion(true, 0).await;
    browser.press(&["Down", "Enter"]).await;
    browser.dialog_says("+ instance profile alpha");
    browser.confirm().await;
    assert_eq!((browser.held("alpha"), browser.calls("CreateInstanceProfile")), ("web".into(), 1));
}

#[tokio::test(start_paused = true)]
async fn and_where_somebody_has_made_another_it_stays_theirs() {
    let first = account(THREE).open().await;
    let journal = broken_deletion(&first, 0);
    let mut browser = account(THREE).journal(journal).start();
    browser.account.edit(|state| {
        state.delete_profile("alpha");
        state.put_profile("alpha", "/", 0);
    });
    browser.until_idle().await;
    browser.press(&["Down", "Enter"]).await;
    browser.dialog_says("was deleted and made again since");
    browser.press(&["Down", "Enter"]).await;
    assert_eq!(browser.held("alpha"), "-");
}

#[tokio::test(start_paused = true)]
async fn a_plan_whose_beginning_lies_far_back_is_told_whole() {
    let first = account(THREE).open().await;
    let lines = broken_deletion(&first, 0).lines().unwrap();
    // Its last line comes after five million bytes.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    let much = "\n".repeat(5 << 20);
    let text = format!("{}{much}{}\n", lines[..3].join("\n"), lines[3]);
    std::fs::write(&path, text).unwrap();
    let mut browser = account(THREE).journal(Journal::at(path)).open().await;
    browser.dialog_says("✓ Take role web out of alpha");
    browser.press(&["Esc", "Esc", "H"]).await;
    browser.dialog_says("delete BROKEN OFF: alpha");
}

#[tokio::test(start_paused = true)]
async fn in_a_container_where_every_process_has_one_number_it_is_told_all_the_same() {
    // The number of this very process, as every program's there is 1.
    let first = account(THREE).open().await;
    let process = std::process::id();
    let journal = broken_deletion(&first, process);
    let settings =
        ipb::core::config::Settings { process, ..ipb::core::config::Settings::default() };
    let browser = account(THREE).settings(settings).journal(journal).open().await;
    browser.dialog_says("This change was broken off");
}

#[tokio::test(start_paused = true)]
async fn opening_the_history_at_once_does_not_hide_what_was_broken_off() {
    let first = account(THREE).open().await;
    let journal = broken_deletion(&first, 0);
    let mut browser = account(THREE).journal(journal).start();
    // Until the account is known, and the journal is being read.
    while browser.engine.app.connection.identity().is_none() {
        browser.one_message().await;
    }
    browser.press(&["H"]).await;
    browser.has_dialog("What was changed");
    browser.press(&["Esc"]).await;
    browser.dialog_says("This change was broken off");
}

#[tokio::test(start_paused = true)]
async fn what_is_done_in_the_demo_stands_in_no_real_journal() {
    let mut browser = account(THREE).started_for_aws().open().await;
    browser.press(&["Down", "Down", "Enter"]).await;
    browser.sees("DEMO");
    browser.press(&["d"]).await;
    browser.confirm().await;
    assert_eq!(browser.held("alpha"), "-");
    assert_eq!(browser.story(), Vec::<String>::new());
    // In the demo itself it is told, and can be taken back.
    browser.press(&["Esc", "H"]).await;
    browser.dialog_says("detach done: alpha");
    browser.press(&["Esc", "z"]).await;
    browser.confirm().await;
    assert_eq!(browser.held("alpha"), "web");
    assert_eq!(browser.story(), Vec::<String>::new());
}
