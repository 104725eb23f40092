//! AWS's rules stand twice, written apart: in the program, which refuses before a call, and in
//! the simulated account, which refuses as IAM does. One table of inputs holds both to the same.

use aws_sdk_iam::Client;
use aws_sdk_iam::types;
use ipb::core::domain::Tag;
use ipb::core::domain::rules::{self, Allowed, RuleError, TagError, Tagged};
use ipb::core::domain::trust_rules::{TrustError, trust_policy};
use ipb::core::text::ENGLISH;

use super::{client, refusal, small};

const EC2: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Field {
    Profile,
    Role,
    Policy,
    Path,
    Description,
    Session,
    Key,
    Value,
    Trust,
}

use Field::{Description, Key, Path, Policy, Profile, Role, Session, Trust, Value};

/// What the program says of an input, in a word: the name of the error's kind.
fn program(field: Field, input: &str) -> String {
    let result = match field {
        Profile => rules::instance_profile_name(input),
        Role => rules::role_name(input),
        Policy => rules::policy_name(input),
        Path => rules::path(input),
        Description => rules::description(input),
        Session => rules::max_session_duration(input.parse().unwrap()),
        Key => rules::tag_key(input),
        Value => rules::tag_value(input),
        Trust => trust_policy(input, 2048),
    };
    match result {
        Ok(()) => "ok".to_owned(),
        Err(error) => {
            let words = ENGLISH.rule(&error);
            assert!(words.len() > 10 && !words.contains("BadCharacter"), "{words}");
            let error = match error {
                RuleError::Trust(error) => format!("{error:?}"),
                error => format!("{error:?}"),
            };
            error.split([' ', '(', '{']).next().unwrap().to_owned()
        }
    }
}

/// What the account says: `ok`, or AWS's code.
async fn account(client: &Client, field: Field, input: &str) -> String {
    let role = |name: &str| client.create_role().role_name(name).assume_role_policy_document(EC2);
    let tag = |key: &str, value: &str| {
        let tag = types::Tag::builder().key(key).value(value).build().unwrap();
        client.tag_instance_profile().instance_profile_name("Alpha").tags(tag)
    };
    let code =
        |result: Result<(), (u16, String, String)>| result.map_or_else(|e| e.1, |()| "ok".into());
    macro_rules! said {
        ($request:expr) => {{
            let result = $request.send().await;
            code(if result.is_ok() { Ok(()) } else { Err(refusal(result)) })
        }};
    }
    match field {
        Profile => said!(client.create_instance_profile().instance_profile_name(input)),
        Role => said!(role(input)),
        Policy => {
            said!(
                client.put_role_policy().role_name("Web").policy_name(input).policy_document(
                    r#"{"Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}"#
                )
            )
        }
        Path => said!(client.create_instance_profile().instance_profile_name("p").path(input)),
        Description => said!(role("New").description(input)),
        Session => said!(role("New").max_session_duration(input.parse().unwrap())),
        Key => said!(tag(input, "v")),
        Value => said!(tag("k", input)),
        Trust => said!(client.create_role().role_name("New").assume_role_policy_document(input)),
    }
}

fn table() -> Vec<(Field, String, &'static str)> {
    let mut rows = Vec::new();
    let mut row =
        |field: Field, input: &str, expected| rows.push((field, input.to_owned(), expected));
    for (field, most) in [(Profile, 128), (Role, 64), (Policy, 128)] {
        row(field, "a", "ok");
        row(field, "Az09_+=,.@-", "ok");
        row(field, &"x".repeat(most), "ok");
        row(field, &"x".repeat(most + 1), "TooLong");
        row(field, "", "Empty");
        for bad in ["a b", "a/b", "é", "名", "a\n", "a:b", "*", "a\u{0}", "ａ", "a'b", "[", "²"]
        {
            row(field, bad, "BadCharacter");
        }
    }
    for good in ["/", "/a/", "/a/b/", "/!~/", "/a//b/", "///", "/*'\"/"] {
        row(Path, good, "ok");
    }
    row(Path, &format!("/{}/", "x".repeat(510)), "ok");
    row(Path, &format!("/{}/", "x".repeat(511)), "TooLong");
    row(Path, "", "Empty");
    row(Path, "//", "EmptyPath");
    row(Path, "/a", "NoSlashLast");
    row(Path, "a/", "NoSlashFirst");
    row(Path, "a", "NoSlashFirst");
    for bad in ["/a b/", "/é/", "/a\u{7f}/", "/a\t/"] {
        row(Path, bad, "BadCharacter");
    }
    for good in ["", "Größe M\tx\r\ny", "~¡ÿ", " "] {
        row(Description, good, "ok");
    }
    row(Description, &"ü".repeat(1000), "ok");
    row(Description, &"x".repeat(1001), "TooLong");
    for bad in ["名", "\u{7f}", "a\u{a0}b", "\u{100}", "\u{b}", "“x”", "–"] {
        row(Description, bad, "BadCharacter");
    }
    for (seconds, expected) in [
        ("3600", "ok"),
        ("43200", "ok"),
        ("3599", "OutOfRange"),
        ("43201", "OutOfRange"),
        ("0", "OutOfRange"),
    ] {
        row(Session, seconds, expected);
    }
    for field in [Key, Value] {
        for good in [
            "a",
            " ",
            "Kosten Stelle",
            "_.:/=+-@",
            "團隊",
            "Größe",
            "ｱ",
            "²½Ⅷ①",
            "\u{3000}",
            "\u{a0}",
            "\u{2028}",
            "ꙮ",
            "𠮷",
            "x:aws:y",
            "aws",
            "awsome:",
            "À",
            "ᾳ",
        ] {
            row(field, good, "ok");
        }
        for bad in [
            "a,b", "a;b", "a*", "(a)", "a\tb", "a\nb", "🚀", "e\u{301}", "\u{200b}", "\u{feff}",
            "“x”", "a–b", "!", "ⓐ", "€", "का", "\u{0}",
        ] {
            row(field, bad, "BadCharacter");
        }
        for reserved in ["aws:", "aws:x", "AWS:x", "Aws:createdBy"] {
            row(field, reserved, "Reserved");
        }
    }
    row(Key, "", "Empty");
    row(Key, &"鍵".repeat(128), "ok");
    row(Key, &"k".repeat(129), "TooLong");
    row(Value, "", "ok");
    row(Value, &"値".repeat(256), "ok");
    row(Value, &"v".repeat(257), "TooLong");
    trust_rows(&mut row);
    rows
}

fn trust_rows(row: &mut dyn FnMut(Field, &str, &'static str)) {
    let swap = |from: &str, to: &str| {
        assert!(EC2.contains(from));
        EC2.replace(from, to)
    };
    row(Trust, EC2, "ok");
    row(Trust, &format!("{EC2}\n"), "ok");
    row(Trust, &swap(",", " ,\r\n\t"), "ok");
    row(Trust, &swap("\"2012-10-17\"", "\"2008-10-17\""), "ok");
    row(Trust, &swap("\"Version\":\"2012-10-17\",", ""), "ok");
    row(Trust, &swap("[{", "{").replace("}]", "}"), "ok");
    row(Trust, &swap("sts:AssumeRole", "STS:TagSession"), "ok");
    row(Trust, &swap("\"sts:AssumeRole\"", "[\"sts:AssumeRole\",\"sts:*\"]"), "ok");
    row(Trust, &swap("{\"Service\":\"ec2.amazonaws.com\"}", "\"*\""), "ok");
    row(Trust, &swap("\"Principal\"", "\"NotPrincipal\""), "ok");
    row(Trust, &swap("[{", "[{\"Sid\":\"Größe\","), "ok");
    row(Trust, "", "Empty");
    row(Trust, "{", "NotJson");
    row(Trust, &swap("}]}", "}],}"), "NotJson");
    row(Trust, &swap(":[", ": /* x */ ["), "NotJson");
    row(Trust, &format!(" {EC2}"), "LeadingSpace");
    row(Trust, "[]", "NotAnObject");
    row(Trust, "\"text\"", "NotAnObject");
    row(Trust, "{}", "NoStatement");
    row(Trust, r#"{"Statement":[]}"#, "NoStatement");
    row(Trust, r#"{"Statement":["x"]}"#, "NotAStatement");
    row(Trust, &swap("2012-10-17", "2012-10-18"), "Version");
    row(Trust, &swap("\"2012-10-17\"", "2012"), "Version");
    row(Trust, &swap("\"Statement\"", "\"statement\""), "UnknownField");
    row(Trust, &swap("\"Action\"", "\"Actions\""), "UnknownField");
    row(Trust, &swap("\"Effect\":\"Allow\",", ""), "Missing");
    row(Trust, &swap("\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},", ""), "Missing");
    row(Trust, &swap(",\"Action\":\"sts:AssumeRole\"", ""), "Missing");
    row(Trust, &swap("\"sts:AssumeRole\"", "[]"), "Missing");
    row(Trust, &swap("Allow", "allow"), "Effect");
    row(Trust, &swap("{\"Service\":\"ec2.amazonaws.com\"}", "\"ec2\""), "Principal");
    row(Trust, &swap("{\"Service\":\"ec2.amazonaws.com\"}", "{}"), "Principal");
    row(Trust, &swap("\"ec2.amazonaws.com\"", "7"), "Principal");
    row(Trust, &swap("\"Action\"", "\"Resource\":\"*\",\"Action\""), "Resource");
    row(Trust, &swap("sts:AssumeRole", "ec2:RunInstances"), "NotSts");
    row(Trust, &swap("sts:AssumeRole", "*"), "NotSts");
    row(
        Trust,
        r#"{"Statement":[{"Sid":"a","Effect":"Deny","Principal":"*","Action":"sts:*"},{"Sid":"a","Effect":"Deny","Principal":"*","Action":"sts:*"}]}"#,
        "SameSid",
    );
    let room = 2048 - EC2.len();
    row(Trust, &swap("ec2.", &format!("{}ec2.", "x".repeat(room))), "ok");
    row(Trust, &swap("ec2.", &format!("{}  \n ec2.", "x".repeat(room))).replace('\n', ""), "ok");
    row(Trust, &swap("ec2.", &format!("{}ec2.", "x".repeat(room + 1))), "OverQuota");
    row(Trust, &swap("ec2", "名"), "BadCharacter");
    row(Trust, &swap(",", ",\u{b}"), "BadCharacter");
    row(Trust, &swap(",", ",\u{2028}"), "BadCharacter");
}

#[tokio::test]
async fn the_program_refuses_what_the_account_refuses_and_nothing_else() {
    let rows = table();
    assert!(rows.len() > 200, "{}", rows.len());
    for (field, input, expected) in rows {
        // Each on its own: what one made must not stand in the other's way.
        let said = account(&client(&small()), field, &input).await;
        assert_eq!(program(field, &input), expected, "{field:?} {input:?}");
        let code = match expected {
            "ok" => "ok",
            "Reserved" => "InvalidInput",
            "OverQuota" => "LimitExceeded",
            "Empty" | "TooLong" | "BadCharacter" | "EmptyPath" | "NoSlashFirst" | "NoSlashLast"
            | "OutOfRange" => "ValidationError",
            _ => "MalformedPolicyDocument",
        };
        assert_eq!(said, code, "{field:?} {input:?}, by the program {expected}");
    }
}

type Pairs = Vec<(String, String)>;

/// Sets of tags: for whom, which, and all that is wrong with them.
#[tokio::test]
async fn the_program_refuses_sets_of_tags_as_the_account_does() {
    let many = |count: usize| (0..count).map(|n| (format!("k{n}"), String::new())).collect();
    let set = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|&(k, v)| (k.to_owned(), v.to_owned())).collect::<Vec<_>>()
    };
    let cases: Vec<(Tagged, Pairs, Vec<TagError>)> = vec![
        (Tagged::Profile, set(&[("Team", "a"), ("team", "b"), ("TEAM", "")]), vec![]),
        (
            Tagged::Role,
            set(&[("Team", "a"), ("x", ""), ("team", "b")]),
            vec![TagError::Duplicate { first: 0, second: 2 }],
        ),
        (
            Tagged::Role,
            set(&[("Größe", "a"), ("GRÖSSE", "b"), ("größe", "c")]),
            vec![TagError::Duplicate { first: 0, second: 2 }],
        ),
        (
            Tagged::Profile,
            set(&[("a", "1"), ("a", "1")]),
            vec![TagError::Duplicate { first: 0, second: 1 }],
        ),
        (Tagged::Profile, many(50), vec![]),
        (Tagged::Role, many(50), vec![]),
        (Tagged::Profile, many(51), vec![TagError::TooMany { count: 51 }]),
        (
            Tagged::Profile,
            set(&[("fine", "x"), ("a,b", "c;d"), ("AWS:x", "")]),
            vec![
                TagError::Key { index: 1, error: bad(',', 1) },
                TagError::Value { index: 1, error: bad(';', 1) },
                TagError::Key { index: 2, error: RuleError::Reserved },
            ],
        ),
    ];
    for (of, pairs, errors) in cases {
        let tags: Vec<Tag> = pairs
            .iter()
            .map(|(key, value)| Tag { key: key.as_str().into(), value: value.as_str().into() })
            .collect();
        assert_eq!(rules::tags(of, &tags), errors, "{pairs:?}");
        let sent = pairs
            .iter()
            .map(|(key, value)| types::Tag::builder().key(key).value(value).build().unwrap());
        let (client, sent) = (client(&small()), Some(sent.collect()));
        let refused = match of {
            Tagged::Profile => {
                let change = client.tag_instance_profile().instance_profile_name("Gamma");
                change.set_tags(sent).send().await.is_err()
            }
            Tagged::Role => {
                client.tag_role().role_name("Other").set_tags(sent).send().await.is_err()
            }
        };
        assert_eq!(refused, !errors.is_empty(), "{pairs:?}");
    }
}

fn bad(character: char, at: usize) -> RuleError {
    RuleError::BadCharacter { character, at, allowed: Allowed::Tag }
}

/// Every character that there is, 12,800 of the allowed ones and 50 of the others in a call.
#[tokio::test]
async fn both_know_the_same_letters_of_all_scripts() {
    let account = small();
    let client = client(&account);
    let tag = async |values: Vec<String>| {
        let tags = (0..).zip(&values).map(|(number, value)| {
            types::Tag::builder().key(format!("k{number}")).value(value).build().unwrap()
        });
        let change = client.tag_instance_profile().instance_profile_name("Gamma");
        let result = change.set_tags(Some(tags.collect())).send().await;
        if result.is_ok() { String::new() } else { refusal(result).2 }
    };
    let (good, others): (Vec<char>, Vec<char>) =
        ('\0'..=char::MAX).partition(|&c| Allowed::Tag.has(c));
    // The program's table may be of a newer Unicode than Rust's, which the account asks: what Rust
    // does not know at all, AWS will not know either.
    let known = |c: &char| c.is_alphanumeric() || c.is_whitespace() || c.is_ascii();
    let good: Vec<char> = good.into_iter().filter(known).collect();
    assert!(good.len() > 130_000, "{}", good.len());
    for group in good.chunks(12_800) {
        let values = group.chunks(256).map(|chars| chars.iter().collect()).collect();
        assert_eq!(tag(values).await, "");
    }
    // Behind the last character with a meaning there are none but reserved and private ones.
    let others = others.into_iter().filter(|&c| c < '\u{32000}');
    let others: Vec<String> = others.map(|c| c.to_string()).collect();
    let mut accepted = Vec::new();
    for group in others.chunks(50) {
        let said = tag(group.to_vec()).await;
        let is_named = |number: usize| said.contains(&format!("'tags.{number}.member.value'"));
        accepted.extend((1..).zip(group).filter(|(number, _)| !is_named(*number)));
    }
    assert!(accepted.is_empty(), "{} such as {accepted:?}", accepted.len());
}

#[test]
fn an_error_says_what_is_wrong_where_and_what_is_allowed() {
    let said = |result: Result<(), RuleError>| ENGLISH.rule(&result.unwrap_err());
    assert_eq!(
        said(rules::instance_profile_name("web server")),
        "can't have a space (character 4); allowed: letters A–Z and a–z, digits and _ + = , . @ -"
    );
    // A Cyrillic letter that looks like a Latin one.
    assert!(said(rules::role_name("wеb")).starts_with("can't have 'е' (U+0435) (character 2)"));
    assert!(said(rules::tag_value("a\u{200b}")).starts_with("can't have U+200B (character 2)"));
    assert_eq!(said(rules::role_name(&"x".repeat(65))), "has 65 characters; AWS allows 64");
    let broken = "{\n  \"Statement\": [}";
    assert_eq!(said(trust_policy(broken, 2048)), "is no JSON: expected value (line 2, column 17)");
    let error = trust_policy(EC2, 100).unwrap_err();
    assert_eq!(error, RuleError::Trust(TrustError::OverQuota { size: EC2.len(), quota: 100 }));
    let key = TagError::Key { index: 2, error: RuleError::Reserved };
    assert!(ENGLISH.tag_rule(&key).starts_with("The key of tag 3 must not begin with aws:"));
}
