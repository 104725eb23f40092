//! Help, completions, the manual page.

use crate::common::{Home, demo};

#[test]
fn help_teaches_by_examples_that_work() {
    let ended = demo(&["--help"]);
    for taught in ["Examples:", "Exit status:", "IPB_CONFIG", "6  done in part"] {
        assert!(ended.out.contains(taught), "{taught}");
    }
    let mut tried = 0;
    for page in [&["--help"][..], &["list", "--help"], &["show", "--help"]] {
        for line in demo(page).out.lines().filter_map(|line| line.strip_prefix("  ipb ")) {
            let example = line.split("   ").next().unwrap().split(['>', '|']).next().unwrap();
            let args: Vec<&str> = example.split_whitespace().collect();
            if matches!(args.first(), Some(&("list" | "show"))) {
                // Names in examples may be made up, their grammar may not.
                let code = demo(&args).code;
                assert!(code == 0 || code == 3, "{example}: {code}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 10);
    assert!(demo(&["--version"]).out.starts_with("ipb "));
}

#[test]
fn completions_and_the_manual_page_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ended = Home::new().run(&["completions", shell]);
        assert_eq!(ended.code, 0, "{shell}");
        assert!(ended.out.contains("with-tags") && ended.out.contains("serve-demo"), "{shell}");
        assert!(ended.out.contains("path-prefix"), "{shell}");
        for hidden in ["demo-fault", "demo-page-limit", "timeout"] {
            assert!(!ended.out.contains(hidden), "{shell}: {hidden}");
        }
    }
    let page = Home::new().run(&["man"]);
    assert!(page.out.contains(".TH ipb 1") && page.out.contains("Exit status"));
    assert!(page.out.contains(".SH \"IPB LIST\"") && page.out.contains(r"\-\-with\-tags"));
    assert_eq!(Home::new().run(&["completions", "csh"]).code, 2);
}
