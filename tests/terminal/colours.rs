//! Which colours are taken, and what the terminal is asked for them.

use std::fs;

use super::pty::Pty;

const QUESTION: &str = "\u{1b}]11;?\u{7}";
/// The accent of the light theme and of the dark one.
const LIGHT: &str = "38;5;25";
const DARK: &str = "38;5;87";

#[test]
fn a_white_terminal_gets_the_light_theme_and_no_key_is_lost() {
    let mut pty = Pty::demo(&[]);
    pty.writes(QUESTION, 1);
    // Typed before the answer, in one go with it, and after it.
    pty.keys("/l\u{1b}]11;rgb:ffff/ffff/ffff\u{1b}\\ab");
    pty.sees("Filter: lab");
    pty.sees("13 match of 336");
    pty.writes(LIGHT, 1);
    // The answer is neither text nor keys.
    pty.sees_no("rgb");
    pty.keys("\u{3}\u{3}");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn a_black_terminal_keeps_the_dark_theme() {
    let mut pty = Pty::demo(&[]);
    pty.writes(QUESTION, 1);
    pty.keys("\u{1b}]11;rgb:0000/0000/0000\u{7}");
    pty.sees("336, all loaded");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
    assert!(pty.wrote(DARK) && !pty.wrote(LIGHT));
}

#[test]
fn a_silent_terminal_is_drawn_on_at_once_and_its_keys_work() {
    let mut pty = Pty::demo(&[]);
    pty.sees("336, all loaded");
    pty.keys("?");
    pty.sees("one line up");
    // Esc may begin an answer; it is a key all the same.
    pty.keys("\u{1b}");
    pty.sees_no("one line up");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
    assert!(pty.wrote(DARK));
}

#[test]
fn no_color_means_none_and_the_terminal_is_not_asked() {
    let mut pty = Pty::shell(r#"NO_COLOR=1 "$IPB" --demo"#);
    pty.sees("336, all loaded");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
    assert!(!pty.wrote(QUESTION));
    assert!(!pty.wrote("38;5;"), "there are colours");
}

#[test]
fn a_theme_that_is_chosen_or_named_by_the_environment_is_not_asked_for() {
    for start in [r#""$IPB" --demo --theme light"#, r#"COLORFGBG="0;15" "$IPB" --demo"#] {
        let mut pty = Pty::shell(start);
        pty.sees("336, all loaded");
        pty.keys("q");
        assert_eq!(pty.ends(), 0);
        assert!(pty.wrote(LIGHT) && !pty.wrote(QUESTION), "{start}");
    }
}

#[test]
fn a_theme_of_ones_own_is_drawn_with_and_a_faint_one_is_told() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/ipb/themes");
    fs::create_dir_all(&folder).unwrap();
    let theme = "based-on = 'dark'\n[roles]\naccent = '#010203'\n";
    fs::write(folder.join("mine.toml"), theme).unwrap();
    fs::write(home.path().join(".config/ipb/config.toml"), "theme = 'mine'").unwrap();
    let mut pty = Pty::real(home.path(), "http://127.0.0.1:9");
    pty.sees("Theme mine: accent is hard to read, 1.0:1 where 4.5:1 is the least");
    pty.writes("38;2;1;2;3", 1);
    pty.keys("\u{3}\u{3}");
    assert_eq!(pty.ends(), 0);
}
