//! What is kept from one start to the next.

use std::fs;
use std::path::Path;

use ipb::demo::{Account, Options};

use super::pty::Pty;
use super::serve;

fn home_with_keys() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join(".aws")).unwrap();
    let keys = "[default]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\n";
    fs::write(home.path().join(".aws/credentials"), keys).unwrap();
    home
}

#[test]
fn order_split_and_theme_are_as_they_were_left() {
    let server = serve(Account::builtin(&Options::default()).unwrap());
    let home = home_with_keys();
    let state = home.path().join("elsewhere");
    let variables = [("XDG_STATE_HOME", state.to_str().unwrap())];
    let open = || {
        let pty = Pty::real_with(home.path(), &server.url, &variables);
        pty.sees("336, all loaded");
        pty
    };
    let (mut first, mut second) = (open(), open());
    first.keys("ssS");
    first.sees("Path ↑");
    // Both run at once; neither undoes what the other one has changed.
    second.keys(":theme\r");
    second.sees("Theme: light");
    second.keys("<");
    for pty in [&mut first, &mut second] {
        pty.keys("q");
        assert_eq!(pty.ends(), 0);
    }
    let kept = fs::read_to_string(state.join("ipb/state.toml")).unwrap();
    for line in ["version = 1", "theme = \"light\"", "split = -5", "column = \"path\""] {
        assert!(kept.contains(line), "{kept}");
    }
    let mut third = open();
    third.sees("Path ↑");
    third.keys("q");
    assert_eq!(third.ends(), 0);
    // The accent of the light theme; a theme that was chosen is not asked for.
    assert!(third.wrote("38;5;25") && !third.wrote("]11;?"));
}

#[test]
fn a_theme_chosen_last_time_that_has_become_wrong_is_told() {
    let server = serve(Account::builtin(&Options::default()).unwrap());
    let home = home_with_keys();
    let write = |name: &str, text: &str| {
        let path = home.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(".local/state/ipb/state.toml", "version = 1\ntheme = 'mine'\n");
    write(".config/ipb/themes/mine.toml", "background = 'dark'\n[roles]\ndanger = 'rd'\n");
    let mut pty = Pty::real(home.path(), &server.url);
    pty.sees("336, all loaded");
    pty.sees("Theme mine, chosen last time, is left out: line 3: “rd” is no colour");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn nothing_is_written_before_something_changes_nor_by_the_demo() {
    let server = serve(Account::builtin(&Options::default()).unwrap());
    let home = home_with_keys();
    let exists = |path: &Path| path.join(".local").exists();
    let mut pty = Pty::real(home.path(), &server.url);
    pty.sees("336, all loaded");
    pty.keys("jk/lab\r");
    pty.sees("13 match of 336");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
    assert!(!exists(home.path()));
    let mut pty = Pty::shell(r#""$IPB" --demo; ls -A "$HOME"; echo DONE"#);
    pty.sees("336, all loaded");
    pty.keys("S");
    pty.sees("Name ↑");
    pty.keys("q");
    pty.sees("DONE");
    pty.sees_no(".local");
}

#[test]
fn a_file_that_is_not_understood_does_not_keep_the_program_from_starting() {
    let server = serve(Account::builtin(&Options::default()).unwrap());
    let home = home_with_keys();
    let folder = home.path().join(".local/state/ipb");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("state.toml"), "theme = 'gone'\nsort = 7\nsplit = 9000\n").unwrap();
    let mut pty = Pty::real(home.path(), &server.url);
    pty.sees("336, all loaded");
    pty.sees("Name ↓");
    pty.keys("q");
    assert_eq!(pty.ends(), 0);
}

#[test]
fn a_region_chosen_in_the_demo_is_not_kept_for_the_users_own_profiles() {
    let server = serve(Account::builtin(&Options::default()).unwrap());
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join(".aws")).unwrap();
    fs::write(home.path().join(".aws/config"), "[default]\nregion = us-west-2\n").unwrap();
    let mut pty = Pty::real(home.path(), &server.url);
    pty.sees("Open the demo account");
    pty.keys("jj\r");
    pty.sees("336, all loaded");
    pty.keys("L");
    pty.sees("IAM is global");
    pty.keys("eu-west-1\r");
    pty.sees("The region is eu-west-1 now.");
    pty.keys("<q");
    assert_eq!(pty.ends(), 0);
    let kept = fs::read_to_string(home.path().join(".local/state/ipb/state.toml")).unwrap();
    assert!(kept.contains("split"), "{kept}");
    assert!(!kept.contains("eu-west-1"), "{kept}");
}
