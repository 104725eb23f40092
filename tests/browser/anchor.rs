//! The reading pane: what one reads stays under the eye, and what one points
//! at under the cursor, whatever arrives above.

use ipb::core::key::Key;
use std::fmt::Write as _;

use super::driver::{Browser, account};

const POLICIES: &str = r#"
    [[policy]]
    name = "Deploy"
    documents = ['{"Version":"2012-10-17","Statement":[{"Sid":"Zeta","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}']
    default_version = 1
    [[policy]]
    name = "Build"
    documents = ['{"Version":"2012-10-17","Statement":[{"Sid":"Beta","Effect":"Allow","Action":"s3:PutObject","Resource":"*"}]}']
    default_version = 1
    [[role]]
    name = "web"
    attached = ["Deploy", "Build"]
    [role.inline]
    Odd = '{"Statement":{"Resource":"*","Action":["b:B","a:A"],"Effect":"Deny"},"Version":"2012-10-17"}'
    [[profile]]
    name = "alpha"
    role = "web"
"#;

fn holders(names: &[&str]) -> String {
    let mut text = "[[role]]\nname = \"web\"\n".to_owned();
    for name in names {
        write!(text, "[[profile]]\nname = \"{name}\"\nrole = \"web\"\n").unwrap();
    }
    text
}

/// The first row of text in the pane, where it is alone on a narrow screen.
fn first_row(browser: &Browser) -> String {
    let screen = browser.screen();
    screen.lines().nth(4).unwrap().trim_matches(['┃', '█', ' ']).to_owned()
}

/// On the Policies tab, with the inline policy's document read and the managed
/// ones still on their way.
async fn reading(width: u16, height: u16) -> Browser {
    let mut browser = account(POLICIES).size(width, height).open().await;
    browser.press(&["Enter"]).await;
    browser.faults(&["hang=GetPolicy"]);
    browser.engine.key(Key::parse("3").unwrap());
    while !browser.engine.app.reader.rows().iter().any(|row| row.text().contains("b:B")) {
        browser.one_message().await;
    }
    browser
}

#[tokio::test(start_paused = true)]
async fn documents_that_arrive_above_do_not_push_away_what_one_reads() {
    let mut browser = reading(60, 10).await;
    let down = Key::parse("Down").unwrap();
    for _ in 0..60 {
        if first_row(&browser).contains("\"b:B\"") {
            break;
        }
        browser.engine.key(down);
    }
    let before = first_row(&browser);
    assert!(before.contains("\"b:B\""), "{}", browser.screen());
    let rows = browser.engine.app.reader.rows().len();
    // The managed ones are given up, which is told above with reasons.
    browser.until_idle().await;
    assert!(browser.engine.app.reader.rows().len() > rows);
    assert_eq!(first_row(&browser), before, "{}", browser.screen());
    // Read anew, with their documents.
    browser.faults(&[]);
    browser.press(&["r"]).await;
    assert!(browser.engine.app.reader.rows().iter().any(|row| row.text().contains("Zeta")));
    assert_eq!(first_row(&browser), before, "{}", browser.screen());
    // On another tab and back, on a wider screen and back.
    browser.press(&["1"]).await;
    browser.press(&["3"]).await;
    assert_eq!(first_row(&browser), before, "{}", browser.screen());
    browser.resize(40, 10).await;
    browser.resize(60, 10).await;
    assert_eq!(first_row(&browser), before, "{}", browser.screen());
}

#[tokio::test(start_paused = true)]
async fn the_beginning_stays_the_beginning() {
    let mut browser = reading(60, 16).await;
    browser.until_idle().await;
    assert_eq!(browser.engine.app.reader.top(), 0);
    browser.sees("Policies of role web");
}

#[tokio::test(start_paused = true)]
async fn with_one_holder_fewer_the_cursor_stays_on_the_one_that_it_was_on() {
    let mut browser = account(&holders(&["a", "b", "c", "d"])).open().await;
    browser.press(&["2", "Enter"]).await;
    browser.press(&["Down", "Down"]).await;
    browser.account.edit(|state| state.delete_profile("b"));
    browser.press(&["r"]).await;
    browser.details_say("Other profiles that hold it c / d /");
    browser.press(&["Enter"]).await;
    browser.sees("▸c");
}

#[tokio::test(start_paused = true)]
async fn where_the_holder_under_the_cursor_is_gone_enter_goes_to_no_other_one() {
    let mut browser = account(&holders(&["a", "b", "c", "d"])).open().await;
    browser.press(&["2", "Enter"]).await;
    browser.press(&["Down"]).await;
    browser.account.edit(|state| state.delete_profile("b"));
    browser.press(&["r"]).await;
    browser.details_say("Other profiles that hold it c / d /");
    browser.press(&["Enter"]).await;
    browser.sees("▸a");
}

#[tokio::test(start_paused = true)]
async fn one_moves_from_holder_to_holder_also_where_thousands_stand_above() {
    let names: Vec<_> = (0..4000).map(|n| format!("p{n:04}")).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    let mut browser = account(&holders(&names)).open().await;
    browser.press(&["2", "Enter"]).await;
    browser.press(&["PageDown"; 40]).await;
    browser.press(&["Down"]).await;
    let first = browser.engine.app.reader.link().expect("a holder under the cursor");
    browser.press(&["Down", "Down", "Up"]).await;
    assert_eq!(browser.engine.app.reader.link(), Some(first + 1));
}

#[tokio::test(start_paused = true)]
async fn enter_in_the_table_of_policies_goes_to_a_document_and_esc_comes_back() {
    let mut browser = account(POLICIES).size(60, 16).open().await;
    browser.press(&["3"]).await;
    browser.sees("Enter follow");
    // The first press shows where one is; the arrows choose.
    browser.press(&["Enter"]).await;
    browser.does_not_see("Nothing to follow");
    assert_eq!(browser.engine.app.reader.link(), Some(0));
    browser.press(&["Down", "Enter"]).await;
    assert!(first_row(&browser).starts_with("Deploy  customer managed"), "{}", browser.screen());
    browser.press(&["PageDown", "Esc"]).await;
    browser.sees("Policies of role web");
    assert_eq!(browser.engine.app.reader.link(), Some(1));
    browser.press(&["Esc"]).await;
    browser.sees("▸alpha");
}

#[tokio::test(start_paused = true)]
async fn the_table_of_policies_names_the_action_that_is_denied() {
    let mut browser = account(POLICIES).faults(&["deny=GetPolicy:1"]).open().await;
    browser.press(&["3"]).await;
    browser.sees("not readable: iam:GetPolicy");
}
