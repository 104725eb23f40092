//! Whole screens as text.

use ipb::core::config::ThemeName;
use ipb::ui::theme::Theme;
use ratatui::buffer::Cell;
use ratatui::style::Color;

use super::driver::demo;

#[tokio::test(start_paused = true)]
async fn every_size_is_drawn_without_a_panic_and_within_the_screen() {
    let mut browser = demo().open().await;
    for keys in [&[][..], &["?"], &["Ctrl-C"], &["Esc", "Esc", "o"]] {
        browser.press(keys).await;
        for (width, height) in [(1, 1), (2, 60), (39, 10), (40, 10), (60, 16), (300, 80)] {
            browser.resize(width, height).await;
            let screen = browser.screen();
            assert_eq!(screen.lines().count(), usize::from(height));
        }
        browser.resize(120, 40).await;
    }
    for (width, height) in [(30, 8), (39, 24), (80, 9)] {
        browser.resize(width, height).await;
        browser.sees("Too small: 40×10 at least");
    }
}

#[tokio::test(start_paused = true)]
async fn a_usual_terminal() {
    let mut browser = demo().size(80, 24).open().await;
    browser.press(&["/"]).await;
    browser.write("lab").await;
    browser.press(&["Enter"]).await;
    insta::assert_snapshot!(browser.screen());
}

#[tokio::test(start_paused = true)]
async fn a_wide_terminal() {
    let mut browser = demo().size(120, 40).open().await;
    browser.press(&["/"]).await;
    browser.write("lab").await;
    browser.press(&["Enter"]).await;
    insta::assert_snapshot!(browser.screen());
}

#[tokio::test(start_paused = true)]
async fn a_narrow_terminal_shows_one_pane_at_a_time() {
    let mut browser = demo().size(60, 16).open().await;
    insta::assert_snapshot!("narrow_list", browser.screen());
    browser.press(&["Enter"]).await;
    insta::assert_snapshot!("narrow_details", browser.screen());
}

#[tokio::test(start_paused = true)]
async fn without_colours_the_same_is_said() {
    let browser = demo().size(80, 24).open().await;
    let mono = Theme::new(ThemeName::Mono);
    assert_eq!(browser.screen(), browser.screen_in(&mono));
    let drawn = browser.cells_in(&mono);
    let coloured = |cell: &&Cell| (cell.fg, cell.bg) != (Color::Reset, Color::Reset);
    assert_eq!(drawn.content.iter().find(coloured), None);
}

#[tokio::test(start_paused = true)]
async fn a_terminal_that_shrank_a_moment_ago_is_drawn_on_without_a_panic() {
    let browser = demo().size(120, 40).open().await;
    for (width, height) in [(120, 20), (60, 40), (1, 1), (119, 3)] {
        browser.draw_on(width, height);
    }
}

#[tokio::test(start_paused = true)]
async fn where_a_dialog_is_crowded_its_text_scrolls_to_its_end() {
    let mut browser = demo().size(40, 10).open().await;
    browser.press(&["?", "G"]).await;
    browser.sees("Esc closes.");
    browser.press(&["Esc"]).await;
    browser.faults(&["expire-after-calls=0"]);
    browser.press(&["R"]).await;
    browser.sees("The temporary keys have expired.");
    browser.press(&["PageDown", "PageDown", "PageDown", "PageDown", "PageDown", "PageDown"]).await;
    browser.sees("marked as stale.");
    browser.sees("▸ Try again");
}

#[tokio::test(start_paused = true)]
async fn too_small_a_screen_takes_no_keys_but_those_that_quit() {
    use ipb::run::Flow;
    let mut browser = demo().size(30, 8).open().await;
    assert_eq!(browser.press(&["o", "?", "Down"]).await, Flow::Continue);
    browser.resize(80, 24).await;
    browser.does_not_see("Open by name");
    browser.does_not_see("Keys");
    browser.resize(30, 8).await;
    assert_eq!(browser.press(&["Ctrl-C"]).await, Flow::Quit);
}
