//! `ipb ANYTHING`: what names a thing opens the browser there.

use crate::common::demo;

const MESSAGE: &str = "User: arn:aws:sts::123456789012:assumed-role/acme-web/i-0abc is not \
                       authorized to perform: s3:GetObject on resource: arn:aws:s3:::b/k";

#[test]
fn without_a_terminal_it_says_how_it_was_understood_and_which_command_prints_it() {
    for (words, understood, command) in [
        (&["web-prod"][..], "instance profile web-prod", "`ipb show web-prod`"),
        (&[MESSAGE], "role acme-web, from the caller of the error message", "--role acme-web`"),
        (&["role", "acme-web"], "role acme-web", "`ipb list --role acme-web`"),
        (
            &["Instance", "Profile", "list", "already", "exists."],
            "profile list, from the error message",
            "show list`",
        ),
        (&["--", "list"], "instance profile list", "`ipb show list`"),
    ] {
        let ended = demo(words);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{words:?}");
        assert!(ended.err.starts_with("ipb: The browser needs a terminal"), "{}", ended.err);
        assert!(ended.err.contains(&format!("{understood};")), "{}", ended.err);
        assert!(ended.err.contains(command), "{}", ended.err);
    }
}

#[test]
fn show_says_of_what_is_no_profile_what_it_is_and_what_helps() {
    for (text, understood, help) in [
        ("AROAHFJSUSWB3AYFWD3OL", "the role with the id AROAHFJSUSWB3AYFWD3OL", "`ipb list`"),
        ("i-0123456789abcdef0", "instance i-0123456789abcdef0", "`ipb list`"),
        (MESSAGE, "role acme-web, from the caller", "`ipb list --role acme-web`"),
    ] {
        let ended = demo(&["show", text]);
        assert_eq!((ended.code, ended.out.as_str()), (2, ""), "{text}");
        assert!(ended.err.contains(&format!("that names {understood}")), "{}", ended.err);
        assert!(ended.err.contains(help), "{}", ended.err);
    }
    let message = "Instance Profile LabInstanceProfile cannot be found.";
    assert!(demo(&["show", message]).out.contains("LabRole"));
}

#[test]
fn a_mistyped_command_is_told_as_such_and_how_a_profile_of_that_name_is_meant() {
    let ended = demo(&["lst"]);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    assert!(ended.err.contains("there is no command “lst”; `ipb list` is near"), "{}", ended.err);
    assert!(ended.err.contains("ipb -- lst"), "{}", ended.err);
    assert!(demo(&["help"]).err.contains("`ipb --help`"));
    // Farther away, it is a name.
    assert!(demo(&["lab"]).err.contains("ipb show lab"));
}

#[test]
fn a_text_that_names_nothing_and_one_beside_a_command_are_wrong_usage() {
    let ended = demo(&["what is wrong with my instance"]);
    assert_eq!((ended.code, ended.out.as_str()), (2, ""));
    assert!(ended.err.contains("names no instance profile and no role"), "{}", ended.err);
    let ended = demo(&["arn:aws:s3:::bucket/key"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("not the ARN of an instance profile"), "{}", ended.err);
}
