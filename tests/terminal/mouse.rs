//! The mouse of a real terminal.

use super::pty::Pty;

const TAKES: &str = "\u{1b}[?1000h";
const LEAVES: &str = "\u{1b}[?1000l";

#[test]
fn a_click_selects_the_row_that_is_there_and_the_wheel_moves_it() {
    let mut pty = Pty::demo(&[]);
    pty.sees("▸abandoned-2019");
    pty.writes(TAKES, 1);
    // The third row of the list: frame, heads, two rows above; from 1.
    pty.keys("\u{1b}[<0;5;6M\u{1b}[<0;5;6m");
    pty.sees("▸acme-bounded");
    // Dragging and the other buttons do nothing.
    pty.keys("\u{1b}[<32;5;9M\u{1b}[<2;5;9M\u{1b}[<2;5;9m");
    pty.keys("\u{1b}[<65;5;6M");
    pty.sees("▸acme-ecs-task");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
    pty.writes(LEAVES, 1);
    pty.assert_given_back();
}

#[test]
fn the_mouse_stays_the_terminals_where_the_user_wants_it() {
    let mut pty = Pty::demo(&["--no-mouse"]);
    pty.sees("336, all loaded");
    assert!(!pty.wrote(TAKES));
    pty.keys(":mouse\r");
    pty.sees("The mouse is ipb's");
    pty.writes(TAKES, 1);
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
}
