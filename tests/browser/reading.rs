//! The tabs of a profile: what each says, what it costs, and how one moves in it.

use super::driver::{account, demo};

#[tokio::test(start_paused = true)]
async fn numbers_and_brackets_open_the_tabs_from_either_pane() {
    let mut browser = account(super::driver::THREE).size(80, 24).open().await;
    browser.sees("Policies");
    for (key, wanted) in [
        ("2", "About"),
        ("4", "Tags (2 of at most 50)"),
        ("6", "\"InstanceProfileName\": \"alpha\""),
        ("]", "✓ EC2 may assume it"),
        ("[", "\"InstanceProfileName\": \"alpha\""),
        ("[", "this version does not look at EC2"),
    ] {
        let wanted = if wanted == "About" { "Role web ARN" } else { wanted };
        browser.press(&[key]).await;
        browser.sees(wanted);
    }
    // In the pane that reads they do the same.
    browser.press(&["Tab", "1"]).await;
    browser.sees("✓ EC2 may assume it");
}

#[tokio::test(start_paused = true)]
async fn a_tab_costs_only_the_calls_that_it_needs_and_only_once() {
    let mut browser = account(super::driver::THREE).open().await;
    let costs = |browser: &super::driver::Browser| {
        ["ListAttachedRolePolicies", "ListRolePolicies", "ListInstanceProfilesForRole"]
            .map(|action| browser.calls(action))
    };
    assert_eq!(costs(&browser), [1, 1, 0]);
    browser.press(&["2"]).await;
    assert_eq!(costs(&browser), [1, 1, 1]);
    browser.press(&["3", "4", "5", "6", "1", "2"]).await;
    assert_eq!(costs(&browser), [1, 1, 1]);
    browser.press(&["r"]).await;
    assert_eq!(costs(&browser), [2, 2, 2]);
}

#[tokio::test(start_paused = true)]
async fn the_other_profiles_that_hold_the_role_are_each_a_jump() {
    let shared = "[[role]]\nname = \"web\"\n[[profile]]\nname = \"a\"\nrole = \"web\"\n[[profile]]\nname = \"b\"\npath = \"/x/\"\nrole = \"web\"\n";
    let mut browser = account(shared).open().await;
    browser.press(&["2", "Enter"]).await;
    browser.sees("Other profiles that hold it b /x/");
    browser.press(&["Down", "Enter"]).await;
    browser.sees("▸b");
    browser.sees("Other profiles that hold it a /");
    // A profile that the list does not show is opened by the jump.
    let settings = ipb::core::config::Settings {
        path_prefix: Some("/x/".into()),
        ..ipb::core::config::Settings::default()
    };
    let mut browser = account(shared).settings(settings).open().await;
    browser.does_not_see("▸a");
    browser.press(&["2", "Enter"]).await;
    browser.press(&["Down", "Enter"]).await;
    browser.sees("▸a");
}

#[tokio::test(start_paused = true)]
async fn a_role_that_is_held_alone_says_so() {
    let mut browser = account(super::driver::THREE).open().await;
    browser.press(&["2"]).await;
    browser.sees("Other profiles that hold it None.");
}

#[tokio::test(start_paused = true)]
async fn what_is_searched_for_is_found_counted_and_shown_one_after_the_other() {
    let mut browser = demo().size(80, 24).open().await;
    browser.press(&["/"]).await;
    browser.write("LabInstanceProfile").await;
    browser.press(&["Enter", "Enter", "2", "/"]).await;
    browser.write("AMAZONAWS").await;
    let (at, all) = browser.engine.app.reader.found();
    assert!(all > 20 && at == 0, "{at} of {all}");
    browser.sees(&format!("Search: AMAZONAWS 1 of {all}"));
    // While the field is open, n is a letter.
    browser.write("n").await;
    browser.sees("no match");
    browser.press(&["Backspace", "Enter", "N"]).await;
    browser.sees(&format!("{all} of {all}"));
    browser.press(&["n", "n"]).await;
    browser.sees(&format!("2 of {all}"));
    // A new search goes from what is on the screen on, not from the top.
    browser.press(&["Esc", "G", "/"]).await;
    browser.write("service").await;
    let (at, all) = browser.engine.app.reader.found();
    assert!(at > 0 && at < all, "{at} of {all}");
    browser.press(&["Enter"]).await;
    // Esc ends the search first, and only then leaves the pane.
    browser.press(&["Esc"]).await;
    browser.does_not_see("Search:");
    browser.press(&["n"]).await;
    browser.sees("Nothing is searched for; / begins a search.");
}

#[tokio::test(start_paused = true)]
async fn a_match_that_breaks_over_two_rows_is_found() {
    let mut browser = account(super::driver::THREE).open().await;
    browser.press(&["Enter", "/"]).await;
    browser.write(":instance-profile/al").await;
    browser.sees("1 of 1");
}

#[tokio::test(start_paused = true)]
async fn plus_shows_one_pane_alone_and_esc_brings_the_other_back() {
    let mut browser = account(super::driver::THREE).size(80, 24).open().await;
    browser.press(&["+"]).await;
    browser.does_not_see("1 Overview");
    browser.sees("▸alpha");
    browser.press(&["Tab"]).await;
    browser.sees("1 Overview");
    browser.does_not_see("▸alpha");
    browser.press(&["Esc"]).await;
    browser.sees("▸alpha");
    browser.sees("1 Overview");
}

#[tokio::test(start_paused = true)]
async fn the_split_moves_by_keys_as_far_as_both_panes_stay_usable() {
    let mut browser = account(super::driver::THREE).size(120, 40).open().await;
    let list = |browser: &super::driver::Browser| browser.engine.app.areas().list.width;
    let usual = list(&browser);
    browser.press(&[">"]).await;
    assert!(list(&browser) > usual);
    browser.press(&["<", "<"]).await;
    assert!(list(&browser) < usual);
    browser.press(&["<"; 50]).await;
    browser.sees("▸alpha");
}

#[tokio::test(start_paused = true)]
async fn a_pane_can_be_shown_without_frames_to_be_selected_with_the_mouse() {
    let mut browser = account(super::driver::THREE).size(80, 24).open().await;
    browser.press(&["y", "End", "Enter"]).await;
    let screen = browser.screen();
    assert!(!screen.contains(['│', '┃', '─']), "{screen}");
    assert!(screen.starts_with("alpha  web"), "{screen}");
    browser.sees("gamma (no role) /");
    browser.sees("Select with the mouse");
    browser.press(&["Esc", "Enter", "6", "y", "End", "Enter"]).await;
    let screen = browser.screen();
    assert!(screen.contains("\n    \"Path\": \"/\",\n"), "{screen}");
    browser.press(&["G"]).await;
    browser.sees("} Select with the mouse");
    browser.press(&["q"]).await;
    browser.sees("1 Overview");
}

#[tokio::test(start_paused = true)]
async fn a_profile_that_another_tool_manages_says_so() {
    let tagged = r#"
        [[profile]]
        name = "stacked"
        tags = { "aws:cloudformation:stack-name" = "shop-prod", Owner = "x" }
    "#;
    let mut browser = account(tagged).open().await;
    browser.sees("Managed by CloudFormation stack shop-prod: change it there, or it drifts.");
    browser.press(&["4"]).await;
    browser.sees("Managed by CloudFormation stack shop-prod");
}

#[tokio::test(start_paused = true)]
async fn a_list_that_is_read_again_takes_no_tags_from_the_json() {
    let mut browser = account(super::driver::THREE).open().await;
    browser.press(&["R"]).await;
    browser.press(&["6"]).await;
    let text = ipb::core::reader::text(&browser.engine.app);
    assert!(text.contains("shop team"), "{text}");
    browser.press(&["y", "Down", "Down", "Down", "Down", "Down", "Enter"]).await;
    let copied = browser.copied.lock().unwrap().take().unwrap();
    assert!(copied.contains("shop team"), "{copied}");
}

#[tokio::test(start_paused = true)]
async fn where_one_pane_is_shown_a_tab_brings_its_pane() {
    let mut browser = demo().size(60, 16).open().await;
    browser.press(&["4"]).await;
    browser.sees("1 Overview 2 Role");
    browser.press(&[">"]).await;
    browser.sees("Only one pane is shown");
}

#[tokio::test(start_paused = true)]
async fn text_of_another_account_does_not_stay_on_the_screen() {
    let mut browser = demo().open().await;
    browser.press(&["y", "End", "Enter"]).await;
    browser.sees("Select with the mouse");
    browser.become_identity("second");
    browser.reconnect();
    browser.until_idle().await;
    browser.does_not_see("Select with the mouse");
}

#[tokio::test(start_paused = true)]
async fn the_names_of_the_marked_profiles_can_be_copied() {
    let mut browser = account(super::driver::THREE).open().await;
    browser.press(&["Space", "Space", "y"]).await;
    browser.dialog_says("Names of the 2 marked ones");
    browser.press(&["End", "Up", "Up", "Enter"]).await;
    assert_eq!(browser.copied.lock().unwrap().take().as_deref(), Some("alpha\nbeta"));
}
