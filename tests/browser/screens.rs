//! Whole screens as text.

use ipb::core::config::ThemeName;
use ipb::ui::theme::Theme;

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
    browser.resize(30, 8).await;
    browser.sees("Too small: 40×10 at least");
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
    assert_eq!(browser.screen(), browser.screen_in(&Theme::new(ThemeName::Mono)));
}
