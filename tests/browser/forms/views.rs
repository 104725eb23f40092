//! The forms as text, at the four sizes.

use super::super::driver::demo;
use super::super::views::screens;

macro_rules! views {
    ($($name:ident: $open:expr, $keys:expr;)*) => {$(
        #[tokio::test(start_paused = true)]
        async fn $name() {
            insta::assert_snapshot!(screens(|| $open, $keys).await);
        }
    )*};
}

const CJK: &[&str] = &["/", "m", "u", "l", "t", "i", "l", "Enter"];
const STANDARD: &[&str] = &["n", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Enter", "w", "e", "b"];

views! {
    choosing_a_role: demo(), &[&["a"], &["w", "e", "b"]];
    choosing_a_role_that_can_not_be_listed: demo().faults(&["deny=ListRoles"]), &[&["a"], &["x"]];
    the_tags: demo(), &[CJK, &["t"], &["x", "Tab", "Ctrl-X"]];
    the_tags_of_marked_ones: demo(), &[&["Space", "Space", "t"], &["T", "e", "a", "m"]];
    tags_as_lines: demo(), &[CJK, &["t"], &["Shift-Tab", "Shift-Tab", "Shift-Tab", "Enter"], &["a"]];
    a_new_profile: demo(), &[&["n"], &["L", "A", "B", "r", "o", "l", "e"]];
    a_new_role: demo(), &[STANDARD];
    the_trust_policy: demo(), &[STANDARD, &["Tab", "Tab", "Tab", "Enter"]];
    its_policies: demo(), &[STANDARD, &["Tab", "Tab", "Tab", "Tab", "Enter"], &["Enter"], &["Enter", "Down", "Enter"], &["Esc"]];
    choosing_policies: demo(), &[STANDARD, &["Tab", "Tab", "Tab", "Tab", "Enter"], &["Enter"], &["Enter", "Down", "Enter"]];
    the_profile_of_the_standard_way: demo(), &[STANDARD, &["Tab", "Tab", "Tab", "Tab", "Enter"], &["Tab", "Enter"]];
    the_end_of_the_standard_way: demo(), &[STANDARD, &["Tab", "Tab", "Tab", "Tab", "Enter"], &["Tab", "Enter"], &["Tab", "Tab", "Tab", "Tab", "Enter"]];
    dropping_what_was_typed: demo(), &[&["n"], &["x", "Esc"]];
}
