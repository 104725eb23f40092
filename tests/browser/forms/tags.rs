//! `t`: the tags of a profile, and of marked ones.

use super::super::driver::{Browser, THREE, account};
use super::pairs;

/// Tags `k00` to …, `v` each.
fn many(count: usize) -> String {
    let tags = (0..count).map(|n| format!("k{n:02} = \"v\"")).collect::<Vec<_>>();
    format!("[[profile]]\nname = \"full\"\ntags = {{ {} }}", tags.join(", "))
}

async fn editor() -> Browser {
    let mut browser = account(THREE).open().await;
    browser.press(&["t"]).await;
    browser
}

#[tokio::test(start_paused = true)]
async fn a_value_changed_a_tag_added_and_one_removed_are_two_calls_and_each_is_shown() {
    let mut browser = editor().await;
    browser.has_dialog("Tags of alpha");
    browser.dialog_says("2 tags of at most 50; nothing changed");
    browser.retype("platform").await;
    browser.dialog_says("~ [Owner ] [platform ] was shop team");
    browser.press(&["Tab", "Ctrl-X"]).await;
    browser.dialog_says("− ▸ Stage prod");
    browser.press(&["Down"]).await;
    browser.write("Cost").await;
    browser.press(&["Tab"]).await;
    browser.write("42").await;
    browser.dialog_says("+ [Cost ] [42 ]");
    browser.dialog_says("2 tags of at most 50; +1 ~1 −1");
    assert_eq!(browser.calls("TagInstanceProfile"), 0);
    browser.push("Show what will be done").await;
    browser.confirms("Change the tags of alpha").await;
    assert_eq!(browser.tags_of("alpha"), pairs(&[("Cost", "42"), ("Owner", "platform")]));
    assert_eq!(browser.calls("TagInstanceProfile"), 1);
    assert_eq!(browser.calls("UntagInstanceProfile"), 1);
    // The form went with what it asked for.
    browser.press(&["Esc"]).await;
    browser.does_not_see("Show what will be done");
}

#[tokio::test(start_paused = true)]
async fn a_key_is_renamed_and_keeps_its_value() {
    let mut browser = editor().await;
    browser.press(&["Shift-Tab"]).await;
    browser.retype("Team").await;
    browser.dialog_says("~ [Team ] [shop team ] was Owner = shop team");
    browser.push("Show what will be done").await;
    browser.confirms("Change the tags of alpha").await;
    assert_eq!(browser.tags_of("alpha"), pairs(&[("Stage", "prod"), ("Team", "shop team")]));
}

#[tokio::test(start_paused = true)]
async fn a_tag_that_was_removed_can_be_kept_after_all() {
    let mut browser = editor().await;
    browser.press(&["Ctrl-X"]).await;
    browser.dialog_says("− ▸ Owner shop team");
    browser.press(&["Enter"]).await;
    browser.dialog_says("[Owner ] [shop team ]");
    browser.press(&["Ctrl-X", "Ctrl-X"]).await;
    browser.dialog_says("2 tags of at most 50; nothing changed");
    browser.push("Show what will be done").await;
    browser.dialog_says("Nothing is different from what AWS has.");
}

#[tokio::test(start_paused = true)]
async fn each_rule_is_told_as_one_types_and_names_what_offends() {
    let mut browser = editor().await;
    for (value, said) in [
        ("a;b", "Value can't have ';' (character 2); allowed:"),
        ("tab\u{200b}", "Value can't have U+200B (character 4)"),
        ("aws:x", "Value must not begin with aws:"),
        (&"v".repeat(257), "Value has 257 characters; AWS allows 256."),
    ] {
        browser.retype(value).await;
        browser.dialog_says(said);
    }
    browser.retype("開発 1=2").await;
    browser.does_not_see("Value can't");
    browser.press(&["Shift-Tab"]).await;
    for (key, said) in [
        ("", "Key must not be empty."),
        ("AWS:Owner", "Key must not begin with aws:, which is AWS's own"),
        ("a*", "Key can't have '*' (character 2)"),
        (&"k".repeat(129), "Key has 129 characters; AWS allows 128."),
        ("Stage", "Another row has this key."),
    ] {
        browser.retype(key).await;
        browser.dialog_says(said);
    }
    browser.push("Show what will be done").await;
    browser.dialog_says("This must be mended first.");
    // Capitals make another key on a profile.
    browser.retype("stage").await;
    browser.does_not_see("Another row");
    browser.push("Show what will be done").await;
    browser.confirms("Change the tags of alpha").await;
    assert_eq!(browser.tags_of("alpha"), pairs(&[("Stage", "prod"), ("stage", "開発 1=2")]));
}

#[tokio::test(start_paused = true)]
async fn lines_that_are_pasted_are_taken_over_and_known_keys_get_their_values() {
    let mut browser = editor().await;
    browser.paste("Owner=platform\nCost Center = 12=3\n\nstage=x\n").await;
    browser.dialog_says("3 lines taken over.");
    browser.dialog_says("~ [Owner ] [platform");
    browser.dialog_says("+ [Cost Center ] [12=3");
    browser.dialog_says("4 tags of at most 50; +2 ~1");
}

#[tokio::test(start_paused = true)]
async fn pasted_lines_with_a_bad_one_can_be_mended_and_none_is_taken_before() {
    let mut browser = editor().await;
    browser.paste("Cost=1\nnothing\nOwner=a;b").await;
    browser.has_dialog("Tags as lines");
    browser.dialog_says("Line 2 has no =; a tag is written key=value.");
    browser.dialog_says("Line 3 has a value that can't have ';' (character 2)");
    browser.push("Take over").await;
    browser.dialog_says("This must be mended first.");
    // The cursor is in the text's first line, where one was left.
    browser.press(&["Down", "End"]).await;
    browser.write("=2").await;
    browser.does_not_see("Line 2 has");
    browser.press(&["Down", "End", "Backspace", "Backspace"]).await;
    browser.dialog_says("3 tags.");
    browser.push("Take over").await;
    browser.has_dialog("Tags of alpha");
    browser.dialog_says("~ [Owner ] [a ] was shop team");
    browser.dialog_says("+ [nothing ] [2 ]");
}

#[tokio::test(start_paused = true)]
async fn lines_can_be_typed_where_a_terminal_does_not_paste() {
    let mut browser = editor().await;
    browser.push("Paste lines").await;
    browser.write("a=1").await;
    browser.press(&["Enter"]).await;
    browser.write("b=2").await;
    browser.dialog_says("2 tags.");
    browser.press(&["Tab", "Enter"]).await;
    browser.dialog_says("2 lines taken over.");
    browser.dialog_says("+ [b ] [2 ]");
}

#[tokio::test(start_paused = true)]
async fn more_than_fifty_tags_are_refused_and_those_of_aws_do_not_count() {
    let mut browser = account(&many(50)).open().await;
    browser.account.edit(|state| {
        let own = ipb::demo::Tag::new("aws:cloudformation:stack-name", "shop");
        let profile = state.profile_mut("full").unwrap();
        profile.tags = profile.tags.iter().cloned().chain([own]).collect();
    });
    browser.press(&["t"]).await;
    browser.dialog_says("50 tags of at most 50; nothing changed");
    browser.paste("\na=1\nb=2\n").await;
    browser.dialog_says("52 tags of at most 50; +2");
    browser.push("Show what will be done").await;
    browser.dialog_says("52 tags are more than the 50 that AWS allows.");
    // AWS's own stand below all others, and there is no place for the keys.
    browser.dialog_says("· aws:cloudformation:stack-name shop · begins with aws: AWS's own");
    browser.press(&["Up", "Up", "Ctrl-X", "Up", "Ctrl-X"]).await;
    browser.dialog_says("50 tags of at most 50");
}

#[tokio::test(start_paused = true)]
async fn tags_are_read_when_the_editor_opens_whatever_was_known() {
    let mut browser = account(THREE).open().await;
    browser.account.edit(|state| {
        let now = [ipb::demo::Tag::new("Stage", "test")];
        state.profile_mut("alpha").unwrap().tags = now.into();
    });
    browser.press(&["t"]).await;
    browser.dialog_says("[Stage ] [test ]");
    browser.does_not_see("[Owner");
}

#[tokio::test(start_paused = true)]
async fn where_a_profile_can_not_be_read_its_tags_may_be() {
    let mut browser = account(THREE).faults(&["deny=GetInstanceProfile"]).open().await;
    browser.press(&["t"]).await;
    browser.dialog_says("[Owner ] [shop team ]");
}

#[tokio::test(start_paused = true)]
async fn tags_that_can_not_be_read_can_still_be_set() {
    let denied = ["deny=GetInstanceProfile", "deny=ListInstanceProfileTags"];
    let mut browser = account(THREE).faults(&denied).open().await;
    browser.press(&["t"]).await;
    browser.dialog_says("iam:ListInstanceProfileTags");
    browser.dialog_says("The tags can't be seen.");
    browser.push("Set or remove unseen").await;
    browser.write("Owner").await;
    browser.dialog_says("+ [Owner ]");
    // The permission came meanwhile: the other way is open too.
    browser.press(&["Esc", "Down", "Enter"]).await;
    browser.faults(&[]);
    browser.press(&["t"]).await;
    browser.dialog_says("[Owner ] [shop team ]");
}

#[tokio::test(start_paused = true)]
async fn esc_asks_once_before_it_drops_what_was_typed() {
    let mut browser = editor().await;
    browser.write("x").await;
    browser.press(&["Esc"]).await;
    browser.has_dialog("Drop what you typed?");
    browser.dialog_says("▸ Go on typing");
    // No letter drops it.
    browser.press(&["Down", "l", "y"]).await;
    browser.has_dialog("Drop what you typed?");
    browser.press(&["Esc"]).await;
    browser.dialog_says("[shop teamx");
    browser.press(&["Esc", "Down", "Enter"]).await;
    browser.does_not_see("Tags of alpha");
    assert_eq!(browser.calls("TagInstanceProfile"), 0);
    // With nothing typed, nothing is asked.
    browser.press(&["t", "Esc"]).await;
    browser.does_not_see("Drop what");
    browser.sees("▸alpha");
}

#[tokio::test(start_paused = true)]
async fn marked_profiles_get_tags_and_lose_keys_and_keep_the_others() {
    let mut browser = account(THREE).open().await;
    browser.press(&["Space", "Space", "/"]).await;
    browser.write("gam").await;
    browser.press(&["Enter", "t"]).await;
    browser.has_dialog("Tags of 2 profiles");
    browser.dialog_says("The 2 marked profiles, 2 of which the filter hides.");
    browser.write("Team").await;
    browser.press(&["Tab"]).await;
    browser.write("web").await;
    browser.press(&["Down", "Down"]).await;
    browser.write("Team").await;
    browser.dialog_says("This key is also set above.");
    browser.retype("Stage").await;
    browser.push("Show what will be done").await;
    browser.sees("alpha");
    browser.write("2").await;
    browser.press(&["Enter"]).await;
    assert_eq!(browser.tags_of("alpha"), pairs(&[("Owner", "shop team"), ("Team", "web")]));
    assert_eq!(browser.tags_of("beta"), pairs(&[("Team", "web")]));
    assert_eq!(browser.tags_of("gamma"), pairs(&[]));
}

#[tokio::test(start_paused = true)]
async fn wide_characters_are_edited_a_whole_one_at_a_time() {
    let mut browser = editor().await;
    browser.retype("開発e\u{301}").await;
    browser.press(&["Backspace"]).await;
    browser.dialog_says("[開発 ]");
    browser.press(&["Left", "Backspace"]).await;
    browser.dialog_says("[発 ]");
}

#[tokio::test(start_paused = true)]
async fn tags_that_were_asked_for_with_old_keys_are_asked_for_with_new_ones() {
    let mut browser = account(THREE).open().await;
    browser.faults(&["hang=GetInstanceProfile:1"]);
    browser.engine.key(ipb::core::key::Key::parse("t").unwrap());
    browser.until_called("GetInstanceProfile", 2).await;
    browser.dialog_says("Reading the tags as they are now…");
    browser.reconnect();
    browser.until_idle().await;
    browser.dialog_says("[Owner ] [shop team ]");
}
