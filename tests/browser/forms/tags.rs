//! `t`: the tags of a profile, and of marked ones.

use super::super::driver::{THREE, account, demo};

#[tokio::test(start_paused = true)]
async fn the_whole_set_is_shown_and_each_difference_with_what_was() {
    let mut browser = account(THREE).open().await;
    browser.press(&["t"]).await;
    browser.press(&["Ctrl-U"]).await;
    browser.write("platform").await;
    println!("{}", browser.screen());
    browser.press(&["Tab", "Ctrl-X", "Down"]).await;
    browser.write("Cost").await;
    println!("{}", browser.screen());
    browser.press(&["Esc"]).await;
    println!("{}", browser.screen());
    browser.press(&["Esc"]).await;
    browser.press(&["Tab", "Tab"]).await;
    println!("{}", browser.screen());
    let mut browser = demo().size(60, 16).open().await;
    browser.press(&["a"]).await;
    println!("{}", browser.screen());
    browser.press(&["Esc", "n"]).await;
    println!("{}", browser.screen());
    browser.press(&["Tab", "Tab", "Tab", "Tab", "Tab", "Tab"]).await;
    println!("{}", browser.screen());
    browser.press(&["Enter"]).await;
    println!("{}", browser.screen());
    let mut browser = demo().size(80, 24).open().await;
    browser.press(&["n", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Enter"]).await;
    browser.write("web-new").await;
    println!("{}", browser.screen());
    browser.press(&["Tab", "Tab", "Tab", "Enter"]).await;
    println!("{}", browser.screen());
    browser.press(&["Esc", "Tab", "Enter"]).await;
    println!("{}", browser.screen());
    browser.press(&["Enter"]).await;
    println!("{}", browser.screen());
    browser.press(&["Enter", "Down", "Enter", "Esc"]).await;
    println!("{}", browser.screen());
    browser.press(&["Tab", "Enter"]).await;
    println!("{}", browser.screen());
}
