//! Who may use whom. Reads every path in the sources, `use` lines and inline
//! ones, and fails when an arrow of the floor plan turns round.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail so")]

use std::fs;
use std::path::{Path, PathBuf};

/// A part of the program, and the parts that it may use.
const ALLOWED: &[(&str, &[&str])] = &[
    ("core", &[]),
    ("demo", &[]),
    ("aws", &["core"]),
    ("host", &["core"]),
    ("ui", &["core"]),
    ("terminal", &["core"]),
    ("cli", &["core", "aws", "host", "ui", "terminal", "run"]),
    ("run", &["core", "aws", "host", "ui", "terminal"]),
];

/// What must not stand in `core`, because it is to stay pure.
const IMPURE: &[&str] = &[
    "tokio::",
    "ratatui::",
    "crossterm::",
    "aws_config",
    "aws_sdk",
    "aws_smithy",
    "aws_credential",
    "aws_runtime",
    "aws_types",
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "Instant::now",
    "SystemTime",
];

#[test]
fn no_part_uses_one_that_it_may_not() {
    let mut seen = 0;
    for (part, allowed) in ALLOWED {
        for file in files_of(part) {
            let code = code(&file);
            for used in parts_used(&code, depth(&file)) {
                seen += 1;
                assert!(
                    used == *part || allowed.contains(&used.as_str()),
                    "{} uses crate::{used}",
                    file.display()
                );
            }
        }
    }
    assert!(seen > 50, "only {seen} paths were read: the test looks at the wrong place");
}

#[test]
fn core_is_pure() {
    for file in files_of("core") {
        let code = code(&file);
        for word in IMPURE {
            assert!(!code.contains(word), "{} has {word}", file.display());
        }
    }
}

#[test]
fn only_main_hands_the_demo_to_the_sdk() {
    for file in rust_files(Path::new("src")) {
        let inside =
            file.starts_with("src/demo") || file.ends_with("main.rs") || file.ends_with("lib.rs");
        assert!(inside || !code(&file).contains("demo::"), "{} uses the demo", file.display());
    }
}

/// Where a person confirms a change.
const CONFIRMS: &[&str] = &["src/core/modal/confirm", "src/cli/change"];

#[test]
fn a_change_is_confirmed_by_a_person_in_two_places_only() {
    for file in rust_files(Path::new("src")) {
        let name = file.display().to_string();
        let confirms = CONFIRMS.iter().any(|place| name.starts_with(place));
        let tests = name.ends_with("tests.rs") || name.ends_with("core/change/confirmed.rs");
        assert!(confirms || tests || !code(&file).contains("by_person"), "{name} confirms");
    }
}

#[test]
fn a_changing_call_is_made_through_one_door() {
    for file in rust_files(Path::new("src/aws")) {
        // The SDK's changing operations of IAM that this program uses.
        let changing = [
            "add_role_to_",
            "remove_role_from_",
            ".tag_instance_profile(",
            "untag_instance_profile(",
            ".create_instance_profile(",
            ".delete_instance_profile(",
            ".create_role(",
            ".delete_role(",
            "attach_role_policy()",
            "detach_role_policy()",
        ];
        let code = code(&file);
        let changes = changing.iter().any(|call| code.contains(call));
        assert!(!changes || file.ends_with("aws/change.rs"), "{} changes", file.display());
        if file.ends_with("aws/change.rs") {
            let doors = code.matches("pub async fn").count() + code.matches("pub fn").count();
            assert!(changes && doors == 1, "{doors} doors");
        }
    }
}

#[test]
fn every_part_is_in_the_plan() {
    for entry in fs::read_dir("src").unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let name = name.trim_end_matches(".rs");
        let known = ALLOWED.iter().any(|(part, _)| *part == name);
        assert!(known || ["main", "lib"].contains(&name), "src/{name} has no place in the plan");
    }
}

#[test]
fn unsafe_code_is_forbidden() {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    assert!(manifest.contains("unsafe_code = \"forbid\""));
}

fn files_of(part: &str) -> Vec<PathBuf> {
    let single = PathBuf::from(format!("src/{part}.rs"));
    let mut files = rust_files(&PathBuf::from(format!("src/{part}")));
    files.extend(single.exists().then_some(single));
    files
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| match path.is_dir() {
            true => rust_files(&path),
            false if path.extension().is_some_and(|e| e == "rs") => vec![path],
            false => Vec::new(),
        })
        .collect()
}

/// The text without comments: a document may speak of what code may not use.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let lines = text.lines().map(|line| match line.trim_start().starts_with("//") {
        true => "",
        false => line,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// How many modules lie between the file's code and the crate's root.
fn depth(file: &Path) -> usize {
    let parts = file.strip_prefix("src").unwrap().components().count();
    if file.ends_with("mod.rs") { parts - 1 } else { parts }
}

/// The first name of every path that begins at the crate's root, also of
/// those in braces and of those that climb there by `super::`.
fn parts_used(code: &str, depth: usize) -> Vec<String> {
    let climb = "super::".repeat(depth);
    let after = |root: &str| -> Vec<String> {
        let rests = code.match_indices(root).map(|(at, root)| &code[at + root.len()..]);
        rests
            .flat_map(|rest| match rest.strip_prefix('{') {
                Some(list) => listed(list),
                None => vec![rest],
            })
            .map(name)
            .collect()
    };
    let parts = |name: &String| ALLOWED.iter().any(|(part, _)| part == name);
    let mut used = after("crate::");
    used.retain(|name| !name.is_empty());
    used.extend(after(&climb).into_iter().filter(parts));
    used
}

/// The entries of a list whose brace is open, braces of their own and all.
fn listed(list: &str) -> Vec<&str> {
    let (mut deep, mut from, mut entries) = (0_usize, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => deep += 1,
            '}' if deep > 0 => deep -= 1,
            '}' => {
                entries.push(&list[from..at]);
                break;
            }
            ',' if deep == 0 => {
                entries.push(&list[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    entries
}

fn name(text: &str) -> String {
    text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn an_arrow_that_turns_round_is_found_in_each_of_its_disguises() {
    let found = |code: &str| parts_used(code, 2).contains(&"aws".to_owned());
    assert!(found("use crate::aws::iam;"));
    assert!(found("use crate::{core, aws};"));
    assert!(found("use crate::{core::{app, key}, aws};"));
    assert!(found("use crate::{core::{text::{ENGLISH, Words}, key}, aws::{\n    iam, sts,\n}};"));
    assert!(!found("use crate::{core::{app, aws}, host};\nuse other::{aws};"));
    assert!(found("let x = crate::aws::now();"));
    assert!(found("use super::super::aws;"));
    assert!(found("use super::super::{core::{app, key}, aws};"));
    assert!(!found("use super::aws;"));
}
