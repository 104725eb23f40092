//! Every view as text, at the four sizes that the program is made for. The
//! themes say the same: what differs is colour alone.

use std::fmt::Write as _;

use ipb::core::config::ThemeName;
use ipb::ui::theme::Theme;

use super::driver::{Browser, NOW, Opening, demo};

const SIZES: [(u16, u16); 4] = [(60, 16), (80, 24), (120, 40), (200, 60)];

/// The screens after these keys; what is between two pauses is typed at once.
pub async fn screens(open: impl Fn() -> Opening, keys: &[&[&str]]) -> String {
    let mut all = String::new();
    for (width, height) in SIZES {
        let mut browser = open().size(width, height).open().await;
        for keys in keys {
            browser.press(keys).await;
        }
        same_times(&mut browser);
        let screen = browser.screen();
        same_in_every_theme(&browser, &screen);
        writeln!(all, "{width}×{height}\n{screen}").unwrap();
    }
    all
}

/// Calls take as long as they take, and end in any order.
fn same_times(browser: &mut Browser) {
    let calls = &mut browser.engine.app.calls;
    calls.make_contiguous().sort_by(|a, b| a.action.cmp(&b.action));
    calls.iter_mut().for_each(|call| (call.at, call.millis) = (NOW, 12));
}

#[track_caller]
fn same_in_every_theme(browser: &Browser, screen: &str) {
    for name in ThemeName::ALL {
        assert_eq!(browser.screen_in(&Theme::new(name)), screen, "{}", name.name());
    }
}

macro_rules! views {
    ($($name:ident: $open:expr, $keys:expr;)*) => {$(
        #[tokio::test(start_paused = true)]
        async fn $name() {
            insta::assert_snapshot!(screens(|| $open, $keys).await);
        }
    )*};
}

/// `/` and the letters of a filter, kept by Enter.
const LAB: &[&str] = &["/", "l", "a", "b", "i", "n", "s", "t", "Enter"];
const CJK: &[&str] = &["/", "m", "u", "l", "t", "i", "l", "Enter"];
const CI: &[&str] = &["/", "c", "i", "-", "r", "u", "n", "n", "e", "r", "Enter"];

views! {
    the_list: demo(), &[];
    the_list_filtered: demo(), &[&["/", "w", "e", "b"]];
    the_overview: demo(), &[LAB, &["Enter"]];
    the_overview_of_wide_characters: demo(), &[CJK, &["Enter"]];
    the_role: demo(), &[LAB, &["Enter", "2"]];
    the_policies: demo(), &[CI, &["Enter", "3"]];
    the_policies_of_a_learner: demo().with_identity("learner"), &[LAB, &["Enter", "3"]];
    the_tags_with_wide_characters: demo(), &[CJK, &["Enter", "4"]];
    where_it_is_used: demo(), &[LAB, &["Enter", "5"]];
    the_json_with_a_search: demo(), &[LAB, &["Enter", "6", "/", "a", "r", "n", "Enter", "n"]];
    one_pane_alone: demo(), &[LAB, &["Enter", "3", "+"]];
    the_plain_text: demo(), &[LAB, &["Enter", "y", "End", "Enter"]];
    the_help: demo(), &[&["?"]];
    the_palette: demo(), &[&[":", "t", "a", "b"]];
    the_copy_menu: demo(), &[LAB, &["y"]];
    the_calls: demo(), &[LAB, &["@"]];
    opening_by_name: demo(), &[&["o"]];
    choosing_an_account: demo(), &[&["A"]];
    choosing_a_region: demo(), &[&["L", "e", "u"]];
    quitting: demo(), &[&["Ctrl-C"]];
    keys_that_died: demo().faults(&["expire-after-calls=4"]), &[&["R"]];
}
