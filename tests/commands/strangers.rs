//! Text that strangers wrote.

use serde_json::Value;

use crate::common::{Home, answering, ok};

/// A profile whose tag tries to clear the screen, to forge a row and to turn
/// the reading direction.
fn hostile() -> String {
    let profile = "<member><Path>/</Path><InstanceProfileName>evil</InstanceProfileName>\
         <InstanceProfileId>AIPAEVILEVILEVILEVILE</InstanceProfileId><Arn>arn:aws:iam::1:x</Arn>\
         <CreateDate>2026-01-02T03:04:05Z</CreateDate><Roles/><Tags><member><Key>k</Key>\
         <Value>a\u{9b}2Jb&#27;]52;c;x&#7;c&#9;d&#10;e\u{202e}f\u{7f}</Value></member></Tags></member>";
    let one = profile.replacen("<member>", "<InstanceProfile>", 1);
    let one = format!("{}</InstanceProfile>", one.strip_suffix("</member>").unwrap());
    // The SDK reads of an answer only what it looks for: one answers both calls.
    format!("<R><R>{one}<InstanceProfiles>{profile}</InstanceProfiles></R></R>")
}

#[test]
fn an_escape_sequence_from_aws_never_gets_through() {
    let body = hostile();
    for (operation, args) in
        [("GetInstanceProfile", &["show", "evil"][..]), ("ListInstanceProfiles", &["list"])]
    {
        let open = body.replacen("<R><R>", &format!("<{operation}Response><{operation}Result>"), 1);
        let end = format!("</{operation}Result></{operation}Response>");
        let address = answering(ok("text/xml", &open.replacen("</R></R>", &end, 1)));
        for format in ["table", "text", "csv", "json"] {
            let home = Home::new().with_keys().with("AWS_ENDPOINT_URL", &address);
            let ended = home.run(&[args, &["--output", format]].concat());
            assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{args:?} {format}");
            // Tabs part the fields of text, and nothing else.
            let part = |c: char| c == '\n' || (c == '\t' && format == "text");
            let bad = |c: char| !part(c) && ipb::core::safe::is_harmful(c);
            assert!(!ended.out.contains(bad), "{args:?} {format}: {:?}", ended.out);
            if args[0] == "show" && format == "text" {
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
