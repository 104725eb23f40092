//! Text that strangers wrote.

use serde_json::Value;

use crate::common::{Home, answering, one_profile, refusing};

/// A tag that tries to clear the screen, to forge a row and to turn the
/// reading direction.
const HOSTILE: &str = "<member><Key>k</Key>\
    <Value>a\u{9b}2Jb&#27;]52;c;x&#7;c&#9;d&#10;e\u{202e}f\u{7f}</Value></member>";

#[test]
fn an_escape_sequence_from_aws_never_gets_through() {
    let address = one_profile(HOSTILE);
    for args in [&["show", "web"][..], &["list"], &["list", "--with-tags"]] {
        for format in ["table", "text", "csv", "json"] {
            let home = Home::new().with_keys().with("AWS_ENDPOINT_URL", &address);
            let ended = home.run(&[args, &["--output", format]].concat());
            assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{args:?} {format}");
            // Tabs part the fields of text, and nothing else.
            let part = |c: char| c == '\n' || (c == '\t' && format == "text");
            let bad = |c: char| !part(c) && ipb::core::safe::is_harmful(c);
            assert!(!ended.out.contains(bad), "{args:?} {format}: {:?}", ended.out);
            if args.len() == 2 && format == "text" {
                assert_eq!(ended.out.lines().count(), 1);
                assert!(ended.out.ends_with("k=a�2Jb␛]52;c;x␇c␉d␊e�f␡\n"));
            }
            if args[0] == "show" && format == "json" {
                let json: Value = serde_json::from_str(&ended.out).unwrap();
                let value = &json["InstanceProfile"]["Tags"][0]["Value"];
                assert_eq!(value, "a\u{9b}2Jb\u{1b}]52;c;x\u{7}c\td\ne\u{202e}f\u{7f}");
            }
        }
    }
}

#[test]
fn an_escape_sequence_in_the_words_of_an_error_never_gets_through() {
    let words = "a\u{9b}2Jb&#27;]52;c;x&#7;";
    let address = answering(refusing("400 Bad Request", "Odd", words));
    let ended = Home::new().with_keys().with("AWS_ENDPOINT_URL", &address).run(&["list"]);
    assert_eq!(ended.code, 1);
    assert!(ended.err.ends_with("Odd: a�2Jb␛]52;c;x␇\n"), "{:?}", ended.err);
}
