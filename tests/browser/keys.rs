//! Keys: kept ones, those of the user, and the palette.

use ipb::core::command::Command;
use ipb::core::config::{Background, Settings};
use ipb::core::key::{Key, KeyCode};
use ipb::core::msg::Msg;
use ipb::run::Flow;

use super::driver::{THREE, account, demo};

fn bound(command: Command, keys: &[&str]) -> (Command, Vec<Key>) {
    (command, keys.iter().map(|key| Key::parse(key).unwrap()).collect())
}

#[tokio::test(start_paused = true)]
async fn a_key_of_a_later_version_says_what_it_is_kept_for() {
    let mut browser = account(THREE).open().await;
    browser.press(&["w"]).await;
    browser.sees("w is kept for “watch a profile”, which this version can't do yet.");
    // From an input method too.
    browser.press(&["ｅ"]).await;
    browser.sees("is kept for “explain why an instance has no credentials”");
    browser.press(&["Down"]).await;
    browser.does_not_see("is kept for");
}

#[tokio::test(start_paused = true)]
async fn keys_of_ones_own_work_and_are_shown_everywhere() {
    let keys = vec![bound(Command::Filter, &["w"]), bound(Command::Sort, &[])];
    let settings = Settings { keys, ..Settings::default() };
    let mut browser = account(THREE).settings(settings).open().await;
    browser.sees("w filter");
    browser.press(&["/"]).await;
    browser.sees("/ has no meaning here");
    browser.press(&["w"]).await;
    browser.write("beta").await;
    browser.sees("1 match of 3");
    browser.press(&["Esc", "s"]).await;
    browser.sees("s has no meaning here");
    browser.press(&["?"]).await;
    browser.dialog_says("w filter");
    // The way to a command without a key.
    browser.dialog_says(": sort sort by the next column");
}

#[tokio::test(start_paused = true)]
async fn the_help_shows_every_command_by_topic_within_eighty_columns() {
    let mut browser = demo().size(80, 76).open().await;
    browser.press(&["?"]).await;
    insta::assert_snapshot!(browser.screen());
}

#[tokio::test(start_paused = true)]
async fn the_palette_finds_a_command_by_its_words_and_runs_it() {
    let mut browser = account(THREE).open().await;
    browser.press(&[":"]).await;
    browser.write("revord").await;
    browser.dialog_says("▸ S reverse the order");
    browser.press(&["Enter"]).await;
    browser.sees("Name ↑");
    browser.does_not_see("Commands");
    // By its name in the configuration, too.
    browser.press(&[":"]).await;
    browser.write("open-by").await;
    browser.press(&["Enter"]).await;
    browser.dialog_says("Open:");
    browser.press(&["Esc", ":"]).await;
    browser.write("quit").await;
    assert_eq!(browser.press(&["Enter"]).await, Flow::Quit);
}

#[tokio::test(start_paused = true)]
async fn the_palette_says_why_a_command_can_not_be_used_and_stays() {
    let mut browser = account(THREE).open().await;
    browser.press(&["/"]).await;
    browser.write("nothing like it").await;
    browser.press(&["Enter", ":"]).await;
    browser.write("copy").await;
    browser.dialog_says("▸ y copy (No profile is selected.)");
    browser.press(&["Enter"]).await;
    let screen = browser.screen();
    assert_eq!(screen.matches("No profile is selected.").count(), 3, "{screen}");
    browser.press(&["Ctrl-U"]).await;
    browser.write("zzz").await;
    browser.dialog_says("No command has “zzz” in its words.");
    browser.press(&["Enter", "Esc"]).await;
    browser.does_not_see("Command:");
}

#[tokio::test(start_paused = true)]
async fn commands_that_can_be_used_come_before_those_that_can_not() {
    let mut browser = account(THREE).open().await;
    browser.press(&["/"]).await;
    browser.write("nothing like it").await;
    browser.press(&["Enter", ":"]).await;
    browser.write("co").await;
    let screen = browser.screen();
    let line = |text: &str| screen.lines().position(|line| line.contains(text)).unwrap();
    // By its letters alone, the shorter one would come first.
    assert!(line("next theme: colours") < line("copy (No profile"), "{screen}");
}

#[tokio::test(start_paused = true)]
async fn over_a_dialog_the_palette_runs_what_the_dialog_can_do() {
    let mut browser = account(THREE).open().await;
    browser.press(&["@", ":"]).await;
    browser.write("filter").await;
    browser.dialog_says("/ filter (not in this place)");
    browser.press(&["Ctrl-U"]).await;
    browser.write("last line").await;
    browser.press(&["Enter"]).await;
    browser.sees("Calls to AWS");
    browser.does_not_see("Command:");
}

#[tokio::test(start_paused = true)]
async fn the_theme_can_be_changed_while_it_runs_also_to_ones_own() {
    let settings = Settings { own_themes: vec!["mine".into()], ..Settings::default() };
    let mut browser = account(THREE).settings(settings).open().await;
    assert_eq!(browser.engine.app.theme, "dark");
    for name in ["light", "ansi", "mono", "mine", "dark"] {
        browser.press(&[":"]).await;
        browser.write("theme").await;
        browser.press(&["Enter"]).await;
        browser.sees(&format!("Theme: {name}"));
        assert_eq!(browser.engine.app.theme, name);
    }
}

#[tokio::test(start_paused = true)]
async fn the_terminals_background_decides_only_where_the_user_has_not() {
    let light = || Msg::Background(Background::Light);
    let mut browser = account(THREE).open().await;
    browser.engine.handle(light());
    assert_eq!(browser.engine.app.theme, "light");
    let settings = Settings { theme: Some("mono".into()), ..Settings::default() };
    let mut browser = account(THREE).settings(settings).open().await;
    browser.engine.handle(light());
    assert_eq!(browser.engine.app.theme, "mono");
    // A late answer does not undo a choice.
    let mut browser = account(THREE).open().await;
    browser.press(&[":"]).await;
    browser.write("theme").await;
    browser.press(&["Enter", ":"]).await;
    browser.write("theme").await;
    browser.press(&["Enter"]).await;
    browser.engine.handle(light());
    assert_eq!(browser.engine.app.theme, "ansi");
}

#[tokio::test(start_paused = true)]
async fn no_letter_confirms_whatever_opens() {
    let mut all = Vec::new();
    for c in (' '..='~').chain('！'..='～').chain(['　', 'é']) {
        let key = KeyCode::Char(c);
        all.extend([Key::plain(key), Key { alt: true, ..Key::plain(key) }]);
        // Ctrl-C itself, pressed twice, is the other way out.
        if c != 'c' && c.is_ascii_lowercase() {
            all.push(Key { ctrl: true, ..Key::plain(key) });
        }
    }
    let own = |keys: &[&str]| Settings {
        keys: vec![bound(Command::Open, keys), bound(Command::HalfPageDown, &[])],
        ..Settings::default()
    };
    for settings in [Settings::default(), own(&["Enter", "x"]), own(&["x", "Ctrl-D", "Enter"])] {
        for &key in &all {
            let mut browser = account(THREE).settings(settings.clone()).start();
            browser.engine.key(Key::parse("Ctrl-C").unwrap());
            browser.engine.key(Key::parse("Down").unwrap());
            browser.dialog_says("▸ Quit");
            // Some close the dialog, and some open help over it.
            assert_ne!(browser.engine.key(key), Flow::Quit, "{key}");
        }
        let mut browser = account(THREE).settings(settings).open().await;
        browser.press(&["Ctrl-C", "Down"]).await;
        // What is shown as the key is one that does it.
        browser.sees("Enter choose");
        assert_eq!(browser.press(&["Enter"]).await, Flow::Quit);
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_does_not_put_another_command_below_the_palettes_cursor() {
    // Before the list has come, there is nothing to copy.
    let mut browser = account(THREE).start();
    for key in [":", "c", "o"] {
        browser.engine.key(Key::parse(key).unwrap());
    }
    browser.dialog_says("▸ next theme: colours");
    browser.until_idle().await;
    browser.dialog_says("y copy ▸ next theme: colours");
    browser.press(&["Enter"]).await;
    browser.sees("Theme: light");
    // What is typed anew is looked for anew.
    browser.press(&[":"]).await;
    browser.write("co").await;
    browser.dialog_says("▸ y copy");
}

#[tokio::test(start_paused = true)]
async fn the_words_name_the_keys_that_are_bound() {
    let keys = vec![
        bound(Command::Back, &["b", "F9"]),
        bound(Command::Quit, &["F10"]),
        bound(Command::Open, &["F8", "Enter"]),
        bound(Command::Filter, &["f"]),
    ];
    let settings = Settings { keys, ..Settings::default() };
    let mut browser = account(THREE).settings(settings).open().await;
    browser.press(&["b"]).await;
    browser.sees("There is nothing to go back to; F10 quits.");
    browser.press(&["f"]).await;
    browser.write("zzz").await;
    browser.sees("Nothing matches “zzz”. F9 lifts the filter.");
    browser.press(&["F9", "?", "End"]).await;
    browser.dialog_says("b closes.");
    browser.press(&["b", "@"]).await;
    browser.dialog_says("F8 shows the failed ones alone.");
    browser.press(&["F8"]).await;
    browser.dialog_says("F8 shows all.");
    browser.press(&["b", "F8", ":"]).await;
    browser.write("next match").await;
    browser.dialog_says("(Nothing is searched for; f begins a search.)");
}
