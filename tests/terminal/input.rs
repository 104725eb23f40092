//! What a terminal sends and what it is sent: pastes, letters of an input
//! method, colours.

use super::pty::Pty;

#[test]
fn a_paste_is_text_and_never_keys() {
    let mut pty = Pty::demo(&[]);
    pty.sees("336, all loaded");
    // Outside of a field it waits in one, though it holds the keys that quit.
    pty.keys("\u{1b}[200~q\r\u{3}\u{3}q\u{1b}[201~");
    pty.sees("Open by name");
    pty.keys("\u{1b}");
    pty.sees_no("Open by name");
    pty.keys("/");
    pty.sees("Filter:");
    pty.keys("\u{1b}[200~LabInst\nanceq\r\u{1b}[201~");
    pty.sees("Filter: LabInst anceq");
    pty.keys("\u{3}\u{3}");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn full_width_letters_of_an_input_method_are_keys_outside_of_fields() {
    let mut pty = Pty::demo(&[]);
    pty.sees("336, all loaded");
    pty.keys("？");
    pty.sees("one line up");
    pty.keys("ｑ");
    pty.sees_no("one line up");
    pty.keys("／ｌａｂｉｎｓｔ");
    pty.sees("▸LabInstanceProfile");
    pty.keys("\r２");
    pty.sees("Role LabRole");
    pty.keys("ｑ");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn plus_shows_one_pane_alone() {
    let mut pty = Pty::demo(&[]);
    pty.sees("1 Overview");
    pty.keys("+");
    pty.sees_no("1 Overview");
    pty.sees("336, all loaded");
    pty.keys("\t");
    pty.sees("1 Overview");
    pty.sees_no("336, all loaded");
    pty.keys("\u{1b}");
    pty.sees("336, all loaded");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn without_colours_no_colour_is_sent_and_with_them_some_is() {
    let colours = |pty: &mut Pty| {
        pty.sees("336, all loaded");
        pty.keys("/");
        pty.sees("Filter:");
        pty.keys("zzzz");
        pty.sees("Nothing is known to match");
        pty.keys("\u{1b}");
        pty.sees_no("Nothing is known to match");
        pty.keys("?");
        pty.sees("one line up");
        pty.colours()
    };
    assert!(colours(&mut Pty::demo(&[])) > 0);
    assert_eq!(colours(&mut Pty::demo_with(&[("NO_COLOR", "1")])), 0);
    assert_eq!(colours(&mut Pty::demo(&["--theme", "mono"])), 0);
}
