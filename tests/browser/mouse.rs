//! The mouse: what one sees is what one clicks on.

use ipb::core::config::Settings;
use ipb::core::key::Key;
use ipb::core::mouse::{Mouse, MouseKind};
use ipb::core::msg::Msg;
use ipb::run::Flow;
use unicode_width::UnicodeWidthStr;

use super::driver::{Browser, THREE, account, demo};

/// The cell where the text begins on the screen.
#[track_caller]
fn place(browser: &Browser, text: &str) -> (u16, u16) {
    let screen = browser.screen();
    let found = screen.lines().zip(0..).find_map(|(line, y)| {
        let at = line.find(text)?;
        Some((u16::try_from(line[..at].width()).unwrap(), y))
    });
    found.unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{screen}"))
}

async fn mouse(browser: &mut Browser, kind: MouseKind, (x, y): (u16, u16)) -> Flow {
    let flow = browser.engine.handle(Msg::Mouse(Mouse { kind, x, y }));
    browser.until_idle().await;
    flow
}

/// Clicks on the text.
async fn click(browser: &mut Browser, text: &str) -> Flow {
    let at = place(browser, text);
    mouse(browser, MouseKind::Click, at).await
}

#[tokio::test(start_paused = true)]
async fn a_click_selects_a_row_and_opens_a_tab() {
    for (width, height) in [(80, 24), (120, 40), (200, 60), (60, 16)] {
        let mut browser = account(THREE).size(width, height).open().await;
        click(&mut browser, "beta").await;
        browser.sees("▸beta");
        if width == 60 {
            continue;
        }
        click(&mut browser, "2 Role").await;
        browser.sees("Role jobs");
        // A click in the pane gives it the keys.
        assert!(browser.screen().contains("┏ beta"), "{}", browser.screen());
        click(&mut browser, "gamma").await;
        assert!(browser.screen().contains("┏ Instance profiles"), "{}", browser.screen());
        browser.sees("▸gamma");
    }
}

#[tokio::test(start_paused = true)]
async fn where_only_the_open_tab_is_named_the_numbers_can_be_clicked_on() {
    let mut browser = account(THREE).size(40, 20).open().await;
    click(&mut browser, "4 ").await;
    browser.sees("4 Tags");
    click(&mut browser, "1 ").await;
    browser.sees("1 Overview");
}

#[tokio::test(start_paused = true)]
async fn a_click_on_a_head_sorts_by_its_column_and_a_second_one_turns_it_round() {
    let mut browser = account(THREE).open().await;
    click(&mut browser, "Role  ").await;
    browser.sees("Role ↓");
    click(&mut browser, "Role ↓").await;
    browser.sees("Role ↑");
    click(&mut browser, "Age").await;
    browser.sees("Age ↓");
    click(&mut browser, "Name").await;
    browser.sees("Name ↓");
}

#[tokio::test(start_paused = true)]
async fn a_click_on_a_hint_does_what_its_key_does() {
    let mut browser = account(THREE).open().await;
    click(&mut browser, "? help").await;
    browser.sees("Moving");
    let flow = click(&mut browser, "q close").await;
    assert_eq!(flow, Flow::Continue);
    browser.does_not_see("Moving");
    click(&mut browser, "filter").await;
    browser.sees("Filter:");
    browser.press(&["Esc"]).await;
    assert_eq!(click(&mut browser, "quit").await, Flow::Quit);
    // Between two hints there is nothing.
    let mut browser = account(THREE).open().await;
    let (x, y) = place(&browser, "q quit");
    mouse(&mut browser, MouseKind::Click, (x - 1, y)).await;
    browser.does_not_see("╔");
}

#[tokio::test(start_paused = true)]
async fn the_wheel_moves_what_is_under_the_pointer_by_three() {
    let mut browser = demo().open().await;
    let list = place(&browser, "▸abandoned-2019");
    mouse(&mut browser, MouseKind::WheelDown, list).await;
    assert_eq!(browser.engine.app.list.at(), 3);
    mouse(&mut browser, MouseKind::WheelUp, list).await;
    mouse(&mut browser, MouseKind::WheelUp, list).await;
    assert_eq!(browser.engine.app.list.at(), 0);
    browser.press(&["6"]).await;
    browser.resize(120, 14).await;
    let text = place(&browser, "6 JSON");
    mouse(&mut browser, MouseKind::WheelDown, (text.0, text.1 + 3)).await;
    assert_eq!(browser.engine.app.reader.top(), 3);
    assert_eq!(browser.engine.app.list.at(), 0);
    // In a dialog it moves that, whatever lies below.
    browser.press(&["y"]).await;
    mouse(&mut browser, MouseKind::WheelDown, (0, 0)).await;
    // The fourth choice is marked, not the first.
    browser.dialog_says("▸ JSON, as the AWS CLI");
    assert_eq!(browser.engine.app.list.at(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_choice_is_chosen_by_the_second_click_on_it() {
    let mut browser = account(THREE).open().await;
    browser.press(&["y"]).await;
    click(&mut browser, "Id:").await;
    browser.dialog_says("▸ Id:");
    assert_eq!(*browser.copied.lock().unwrap(), None);
    // A key in between begins anew.
    browser.press(&["Down", "Up"]).await;
    click(&mut browser, "Id:").await;
    assert_eq!(*browser.copied.lock().unwrap(), None);
    click(&mut browser, "Id:").await;
    assert!(browser.copied.lock().unwrap().as_ref().unwrap().starts_with("AIPA"));
}

#[tokio::test(start_paused = true)]
async fn a_second_click_chooses_only_what_the_first_one_marked() {
    // Before the list has come, there is nothing to copy.
    let mut browser = account(THREE).start();
    for key in [":", "c", "o"] {
        browser.engine.key(Key::parse(key).unwrap());
    }
    let on = place(&browser, "next theme: colours");
    let click = Msg::Mouse(Mouse { kind: MouseKind::Click, x: on.0, y: on.1 });
    browser.engine.handle(click);
    browser.until_idle().await;
    // Another command stands there now.
    assert_eq!(place(&browser, "copy").1, on.1, "{}", browser.screen());
    mouse(&mut browser, MouseKind::Click, on).await;
    browser.dialog_says("▸ y copy");
    mouse(&mut browser, MouseKind::Click, on).await;
    browser.dialog_says("▸ Name:");
}

#[tokio::test(start_paused = true)]
async fn a_scrolled_menu_gives_what_is_written_where_one_clicks() {
    let mut browser = account(THREE).size(80, 12).open().await;
    browser.press(&[":"]).await;
    browser.press(&["PageDown", "PageDown", "PageDown"]).await;
    let screen = browser.screen();
    let marked = screen.lines().position(|line| line.contains("▸ ")).unwrap();
    let above = screen.lines().nth(marked - 1).unwrap().split('║').nth(1).unwrap();
    let wanted = above.trim().to_owned();
    click(&mut browser, &wanted).await;
    browser.dialog_says(&format!("▸ {}", wanted.split_whitespace().collect::<Vec<_>>().join(" ")));
}

#[tokio::test(start_paused = true)]
async fn no_click_confirms() {
    let mut browser = account(THREE).open().await;
    browser.press(&["Ctrl-C"]).await;
    for _ in 0..3 {
        let (x, y) = place(&browser, "  Quit  ");
        let flow = mouse(&mut browser, MouseKind::Click, (x + 2, y)).await;
        assert_eq!(flow, Flow::Continue);
        if browser.screen().contains("▸ Quit") {
            break;
        }
    }
    browser.dialog_says("▸ Quit");
    let on = place(&browser, "▸ Quit");
    assert_eq!(mouse(&mut browser, MouseKind::Click, on).await, Flow::Continue);
    assert_eq!(click(&mut browser, "Enter choose").await, Flow::Continue);
    browser.dialog_says("▸ Quit");
    assert_eq!(browser.press(&["Enter"]).await, Flow::Quit);
}

#[tokio::test(start_paused = true)]
async fn no_place_on_any_screen_makes_it_panic() {
    for (width, height) in [(1, 1), (40, 10), (60, 16), (120, 40)] {
        for keys in [&[][..], &["?"], &["y"], &[":"], &["o"], &["/"], &["+"]] {
            let mut browser = account(THREE).size(width, height).open().await;
            browser.press(keys).await;
            for (x, y) in
                (0..width + 2).step_by(3).flat_map(|x| (0..height + 2).map(move |y| (x, y)))
            {
                for kind in [MouseKind::Click, MouseKind::WheelUp, MouseKind::WheelDown] {
                    browser.engine.handle(Msg::Mouse(Mouse { kind, x, y }));
                }
            }
            browser.screen();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_mouse_can_be_left_to_the_terminal() {
    let mut browser = account(THREE).open().await;
    assert!(browser.engine.app.takes_mouse());
    browser.press(&[":"]).await;
    browser.write("mouse").await;
    browser.press(&["Enter"]).await;
    browser.sees("The mouse is the terminal's.");
    assert!(!browser.engine.app.takes_mouse());
    let settings = Settings { no_mouse: true, ..Settings::default() };
    let browser = account(THREE).settings(settings).open().await;
    assert!(!browser.engine.app.takes_mouse());
}

#[tokio::test(start_paused = true)]
async fn a_plain_text_leaves_the_mouse_to_the_terminal_while_it_is_shown() {
    let mut browser = account(THREE).open().await;
    browser.press(&["y", "End", "Enter"]).await;
    browser.does_not_see("┌");
    assert!(!browser.engine.app.takes_mouse());
    browser.press(&["Esc"]).await;
    assert!(browser.engine.app.takes_mouse());
}

#[tokio::test(start_paused = true)]
async fn a_hint_that_a_dialog_covers_is_not_clicked_on() {
    let mut browser = account(THREE).size(80, 11).open().await;
    browser.press(&[":"]).await;
    // Below the dialog's last line lies "Esc back".
    assert!(browser.screen().lines().last().unwrap().contains('╚'), "{}", browser.screen());
    mouse(&mut browser, MouseKind::Click, (16, 10)).await;
    browser.dialog_says("Command:");
}
