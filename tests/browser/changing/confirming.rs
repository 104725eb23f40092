//! The confirm dialog: what it says, and what confirms.

use std::time::Duration;

use ipb::core::config::{Settings, Where};
use ipb::core::key::Key;
use ipb::core::mouse::{Mouse, MouseKind};
use ipb::core::msg::Msg;

use super::super::driver::Browser;
use super::super::driver::account;
use super::{ACCOUNT, acme, attach};

fn key(browser: &mut Browser, name: &str) {
    browser.engine.key(Key::parse(name).unwrap());
}

/// Lets the calls of a preparation be answered, and no timer run out.
async fn until_titled(browser: &mut Browser, title: &str) {
    for _ in 0..1000 {
        browser.one_message().await;
        if browser.screen().contains(&format!("╔ {title} ")) {
            return;
        }
    }
    panic!("no {title}:\n{}", browser.screen());
}

#[tokio::test(start_paused = true)]
async fn it_says_what_where_and_what_if_it_fails_and_is_confirmed_by_arrow_and_enter() {
    let mut browser = acme().open().await;
    browser.press(&["d"]).await;
    browser.titled("Detach the role of alpha");
    browser.dialog_says("In 123456789012 (acme-prod) · Admin/you · us-east-1 · DEMO");
    browser.dialog_says("1. Take role web out of alpha iam:RemoveRoleFromInstanceProfile");
    browser.dialog_says("role: web → (no role)");
    browser.dialog_says("If it fails: nothing has changed.");
    browser.dialog_says("− lost with web: ReadOnlyAccess");
    browser.dialog_says("▸ Cancel");
    browser.confirm().await;
    browser.titled("Role detached of alpha");
    assert_eq!(browser.held("alpha"), "-");
    let story = ["plan detach", "before RemoveRoleFrom", "after done", "end done"];
    assert_eq!(browser.story(), story);
    // The row shows it, and its details do.
    browser.press(&["Enter"]).await;
    browser.details_say("This profile holds no role.");
    let line = browser.written("plan");
    assert_eq!(line["account"], "123456789012");
    assert!(!browser.journal.lines().unwrap().concat().contains("a secret"));
}

#[tokio::test(start_paused = true)]
async fn a_replacement_shows_both_steps_and_the_policies_that_go_and_come() {
    let mut browser = acme().open().await;
    browser.propose(attach("alpha", "api")).await;
    browser.titled("Replace the role of alpha");
    browser.dialog_says("1. Take role web out of alpha iam:RemoveRoleFromInstanceProfile role: web → (no role) If it fails: nothing has changed.");
    browser.dialog_says("2. Put role api into alpha iam:AddRoleToInstanceProfile role: (no role) → api If it fails: role web is put back into alpha, and that is checked.");
    browser.dialog_says("− lost with web: ReadOnlyAccess");
    browser.dialog_says("+ gained with api: AmazonSSMManagedInstanceCore");
    browser.confirm().await;
    browser.titled("Role replaced of alpha");
    assert_eq!(browser.held("alpha"), "api");
}

#[tokio::test(start_paused = true)]
async fn enter_alone_cancels_and_so_does_esc() {
    for keys in [&["Enter"][..], &["Esc"], &["Down", "Esc"], &["Down", "Up", "Enter"], &["q"]] {
        let mut browser = acme().open().await;
        browser.press(&["d"]).await;
        browser.press(keys).await;
        browser.does_not_see("Detach the role of alpha");
        assert_eq!((browser.changes(), browser.story()), (0, Vec::<String>::new()), "{keys:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_letter_confirms_and_no_other_key_than_enter() {
    let mut settings = Settings::default();
    let o = Key::parse("o").unwrap();
    settings.keys = vec![
        (ipb::core::command::Command::OpenByName, vec![Key::parse("F2").unwrap()]),
        (ipb::core::command::Command::Open, vec![Key::parse("Enter").unwrap(), o]),
    ];
    let mut browser = acme().settings(settings).open().await;
    browser.press(&["d", "Down"]).await;
    for name in ["y", "Y", "o", "l", "j", "Space", "Right", "Tab", "d", "D", "1"] {
        browser.press(&[name]).await;
        assert_eq!(browser.changes(), 0, "{name}");
    }
    // The cursor is on the deed all the same: j moves down as ever, past it.
    browser.press(&["Up", "Up", "Down", "Enter"]).await;
    assert_eq!(browser.changes(), 1);
}

#[tokio::test(start_paused = true)]
async fn keys_typed_ahead_or_held_down_do_not_confirm() {
    let mut browser = acme().open().await;
    // All at once, before the dialog can be there.
    for name in ["d", "Down", "Enter", "Enter"] {
        key(&mut browser, name);
    }
    browser.until_idle().await;
    // Enter on what is read there cancels it at most.
    assert_eq!(browser.changes(), 0);
    browser.press(&["Esc", "d"]).await;
    browser.press(&["Esc"]).await;
    // Held down: the next one comes before the silence is over.
    key(&mut browser, "d");
    until_titled(&mut browser, "Detach the role of alpha").await;
    for _ in 0..20 {
        browser.one_message().await;
        key(&mut browser, "Down");
        key(&mut browser, "Enter");
        tokio::time::advance(Duration::from_millis(100)).await;
    }
    browser.titled("Detach the role of alpha");
    browser.dialog_says("Keys pressed before this was shown don't count.");
    browser.dialog_says("▸ Cancel");
    assert_eq!(browser.changes(), 0);
    // After a quarter second of silence they do.
    browser.until_idle().await;
    browser.confirm().await;
    assert_eq!(browser.changes(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_deletion_is_confirmed_by_the_typed_name() {
    let mut browser = acme().open().await;
    browser.press(&["D"]).await;
    browser.titled("Delete alpha");
    browser.dialog_says("1. Take role web out of alpha");
    browser.dialog_says("2. Delete the profile alpha");
    browser.dialog_says("Type alpha to confirm");
    // Another name, or the arrow alone, does nothing.
    browser.write("alphb").await;
    browser.press(&["Enter"]).await;
    browser.dialog_says("That is not alpha: nothing was done.");
    browser.press(&["Down", "Enter"]).await;
    browser.dialog_says("That is not alpha: nothing was done.");
    assert_eq!(browser.changes(), 0);
    browser.press(&["Backspace"]).await;
    browser.write("a").await;
    browser.dialog_says("▸ Delete");
    browser.press(&["Enter"]).await;
    browser.titled("Deleted alpha");
    assert_eq!(browser.held("alpha"), "?");
    browser.press(&["Enter"]).await;
    browser.does_not_see("▸alpha");
    browser.sees("▸beta");
}

#[tokio::test(start_paused = true)]
async fn the_name_may_be_pasted_but_not_before_the_dialog_could_be_read() {
    let mut browser = acme().open().await;
    key(&mut browser, "D");
    until_titled(&mut browser, "Delete alpha").await;
    browser.engine.paste("alpha");
    browser.dialog_says("Keys pressed before this was shown don't count.");
    browser.until_idle().await;
    browser.press(&["Enter"]).await;
    assert_eq!(browser.changes(), 0);
    browser.press(&["D"]).await;
    browser.paste("alpha\n").await;
    // A pasted end of line is no Enter.
    assert_eq!(browser.changes(), 0);
    browser.press(&["Enter"]).await;
    assert_eq!(browser.held("alpha"), "?");
}

#[tokio::test(start_paused = true)]
async fn a_protected_account_is_typed_by_its_alias_or_its_id() {
    for (typed, right) in [("acme-prod", true), ("123456789012", true), ("acme", false)] {
        let protected = Where { accounts: vec!["123456789012".into()], ..Where::default() };
        let mut browser =
            acme().settings(Settings { protected, ..Settings::default() }).open().await;
        browser.press(&["d"]).await;
        browser.dialog_says("Type acme-prod to confirm");
        browser.press(&["Down", "Enter"]).await;
        assert_eq!(browser.changes(), 0);
        browser.write(typed).await;
        browser.press(&["Enter"]).await;
        assert_eq!(browser.changes(), usize::from(right), "{typed}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_deletion_in_a_protected_account_takes_both_words() {
    let protected = Where { everywhere: true, ..Where::default() };
    let mut browser = acme().settings(Settings { protected, ..Settings::default() }).open().await;
    browser.press(&["D"]).await;
    browser.dialog_says("Type acme-prod alpha to confirm");
    browser.write("alpha").await;
    browser.press(&["Enter"]).await;
    assert_eq!(browser.changes(), 0);
    browser.press(&["Ctrl-U"]).await;
    browser.write("acme-prod alpha").await;
    browser.press(&["Enter"]).await;
    assert_eq!(browser.held("alpha"), "?");
}

#[tokio::test(start_paused = true)]
async fn the_commands_are_copied_as_a_shell_takes_them() {
    let mut browser = acme().open().await;
    browser.propose(attach("alpha", "api")).await;
    let commands = "aws iam remove-role-from-instance-profile --instance-profile-name alpha --role-name web\n\
                    aws iam add-role-to-instance-profile --instance-profile-name alpha --role-name api";
    browser.press(&["y"]).await;
    assert_eq!(browser.copied.lock().unwrap().take().as_deref(), Some(commands));
    // Where letters are typed, by the choice of that name.
    browser.press(&["Esc", "D"]).await;
    browser.press(&["Down", "Down", "Enter"]).await;
    let copied = browser.copied.lock().unwrap().take().unwrap();
    assert!(copied.ends_with("aws iam delete-instance-profile --instance-profile-name alpha"));
    browser.titled("Delete alpha");
    assert_eq!(browser.changes(), 0);
}

#[tokio::test(start_paused = true)]
async fn while_it_reads_esc_gives_it_up() {
    let mut browser = acme().open().await;
    browser.faults(&["latency=2000"]);
    key(&mut browser, "d");
    browser.titled("What is there now");
    browser.dialog_says("Reading what is there now… (0 of 1)");
    key(&mut browser, "Esc");
    browser.until_idle().await;
    browser.does_not_see("Detach");
    browser.does_not_see("What is there now");
}

#[tokio::test(start_paused = true)]
async fn what_can_not_be_read_is_not_changed() {
    let mut browser = acme().open().await;
    browser.faults(&["deny=GetInstanceProfile"]);
    browser.press(&["d"]).await;
    browser.titled("Nothing to do");
    browser.dialog_says("iam:GetInstanceProfile is denied");
    browser.press(&["Enter"]).await;
    browser.does_not_see("Nothing to do");
}

#[tokio::test(start_paused = true)]
async fn on_small_screens_the_text_scrolls_and_account_warnings_and_buttons_stay() {
    for (width, height) in [(60, 16), (80, 24)] {
        let mut browser = acme().size(width, height).open().await;
        browser.press(&["D"]).await;
        for page in 0..10 {
            browser.dialog_says("123456789012 (acme-prod)");
            browser.dialog_says("✗ Which instances use it was not checked");
            browser.dialog_says("Type alpha to confirm");
            browser.dialog_says("▸ Cancel Delete");
            assert!(page < 9 || !browser.screen().contains("more below"));
            browser.press(&["PageDown"]).await;
        }
        browser.write("alpha").await;
        browser.press(&["Enter"]).await;
        assert_eq!(browser.held("alpha"), "?", "{width}×{height}");
    }
}

#[tokio::test(start_paused = true)]
async fn where_the_warnings_do_not_fit_nothing_is_confirmed() {
    let stack = r#""aws:cloudformation:stack-name" = "shop""#;
    let managed = ACCOUNT.replace(r#"Stage = "prod""#, stack);
    let mut browser = account(&managed).size(40, 10).open().await;
    browser.press(&["D"]).await;
    browser.write("alpha").await;
    browser.press(&["Enter"]).await;
    assert_eq!(browser.changes(), 0);
    browser.resize(80, 24).await;
    browser.dialog_says("The window is too small to show what must be seen first: make it larger.");
    browser.press(&["Enter"]).await;
    assert_eq!(browser.held("alpha"), "?");
}

#[tokio::test(start_paused = true)]
async fn neither_the_wheel_nor_clicks_confirm() {
    let mut browser = acme().open().await;
    browser.press(&["d"]).await;
    let screen = browser.screen();
    let at = |word: &str| {
        let y = screen.lines().position(|row| row.contains(word)).unwrap();
        let before = screen.lines().nth(y).unwrap().split(word).next().unwrap().chars().count();
        (u16::try_from(before + 1).unwrap(), u16::try_from(y).unwrap())
    };
    let (x, y) = at("  Detach  ");
    for kind in [MouseKind::WheelDown, MouseKind::WheelDown] {
        browser.engine.handle(Msg::Mouse(Mouse { kind, x, y }));
    }
    browser.dialog_says("▸ Cancel");
    for _ in 0..3 {
        browser.engine.handle(Msg::Mouse(Mouse { kind: MouseKind::Click, x: x + 2, y }));
        browser.until_idle().await;
    }
    browser.dialog_says("▸ Detach");
    assert_eq!(browser.changes(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_dialog_that_was_covered_takes_no_keys_meant_for_what_covered_it() {
    let mut browser = acme().open().await;
    browser.press(&["d", "Down"]).await;
    browser.press(&["?"]).await;
    key(&mut browser, "Esc");
    key(&mut browser, "Enter");
    browser.until_idle().await;
    browser.titled("Detach the role of alpha");
    assert_eq!(browser.changes(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_name_too_long_to_stand_beside_its_question_is_typed_on_a_line_of_its_own() {
    let name = "n".repeat(100);
    let long = ACCOUNT.replace("name = \"gamma\"", &format!("name = \"{name}\""));
    for (width, height) in [(80, 24), (120, 40)] {
        let mut browser = account(&long).size(width, height).open().await;
        browser.press(&["Down", "Down", "Down", "D"]).await;
        browser.write(&name[..60]).await;
        browser.dialog_says(&format!("Typed: {}", &name[..60]));
        browser.write(&name[..40]).await;
        browser.press(&["Enter"]).await;
        assert_eq!(browser.held(&name), "?", "{width}×{height}");
    }
}

#[tokio::test(start_paused = true)]
async fn where_the_text_scrolls_no_row_stays_empty_for_looks() {
    let mut browser = acme().size(60, 16).open().await;
    browser.press(&["D"]).await;
    browser.write("alpha").await;
    browser.press(&["Enter"]).await;
    browser.press(&["Enter", "z"]).await;
    browser.titled("Undo on alpha");
    let screen = browser.screen();
    let empty = |row: &str| row.contains('║') && row.split('║').nth(1).unwrap().trim().is_empty();
    assert!(!screen.lines().any(empty), "{screen}");
    browser.dialog_says("need the profile associated anew. ▸ Cancel");
}
