//! Themes of the user's own, as far as no screen is needed.

use crate::common::Home;

#[test]
fn a_wrong_theme_is_told_with_its_file_its_line_and_what_is_allowed() {
    let home = Home::new().with_keys();
    home.write(".config/ipb/themes/mine.toml", "background = 'dark'\n[roles]\ndanger = 'rd'\n");
    home.write(".config/ipb/themes/other.toml", "[roles]\ndanger = 'red'\n");
    let ended = home.run(&["--theme", "mine"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("themes/mine.toml:3: “rd” is no colour"), "{}", ended.err);
    // It is nobody's concern where another one is chosen.
    let ended = home.run(&["--theme", "other"]);
    assert!(ended.err.contains("needs a terminal"), "{}", ended.err);
    let ended = home.run(&["--theme", "none"]);
    assert_eq!(ended.code, 2);
    let said = "There is no theme “none”; there are: dark, light, ansi, mono, other";
    assert!(ended.err.contains(said), "{}", ended.err);
    // A list draws nothing.
    home.write(".config/ipb/config.toml", "theme = 'mine'\n");
    let address = crate::common::nobody();
    let home = home.with("AWS_ENDPOINT_URL", address);
    let listed = home.run(&["list"]);
    assert!(!listed.err.contains("mine.toml"), "{}", listed.err);
    assert_eq!(listed.code, 1, "{}", listed.err);
    home.write(".config/ipb/config.toml", "read_only = true\ntheme = 'none'\n");
    let ended = home.run(&["list"]);
    assert!(ended.err.contains("config.toml:2: There is no theme “none”"), "{}", ended.err);
}
