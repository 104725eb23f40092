//! The filter's language, its order, and what is said about it.

use ipb::core::config::ThemeName;
use ipb::core::domain::Timestamp;
use ipb::core::msg::{Msg, Page};
use ipb::core::store::Listing;
use ipb::ui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;

use super::driver::{Browser, THREE, account, demo};

fn names(browser: &Browser) -> String {
    let app = &browser.engine.app;
    let names = app.list.visible().iter().map(|&row| &*app.store.rows()[row].profile.name);
    names.collect::<Vec<_>>().join(" ")
}

async fn filter(browser: &mut Browser, text: &str) {
    browser.press(&["/", "Ctrl-U"]).await;
    browser.write(text).await;
    browser.press(&["Enter"]).await;
}

#[tokio::test(start_paused = true)]
async fn each_prefix_narrows_exactly_and_an_exclamation_mark_turns_it_round() {
    let mut browser = account(THREE).open().await;
    for (text, wanted) in [
        ("role:web", "alpha"),
        ("role:WEB", "alpha"),
        ("role:we", ""),
        ("role:we*", "alpha"),
        ("!role:web", "beta gamma"),
        ("no:role", "gamma"),
        ("!no:role", "alpha beta"),
        ("path:/batch/", "beta"),
        ("path:/*tch", "beta"),
        ("path:batch", "beta"),
        ("path:/ !path:/batch", "alpha gamma"),
        ("eta", "beta"),
        ("!eta", "alpha gamma"),
        ("role:", "alpha beta gamma"),
        ("ｒｏｌｅ：ｗｅｂ", "alpha"),
    ] {
        filter(&mut browser, text).await;
        assert_eq!(names(&browser), wanted, "{text}");
    }
}

#[tokio::test(start_paused = true)]
async fn letters_in_their_order_find_a_name_and_the_best_match_comes_first() {
    let toml = r#"
        [[profile]]
        name = "a-web-b"
        [[profile]]
        name = "weather-bot"
        [[profile]]
        name = "web"
        [[profile]]
        name = "other"
    "#;
    let mut browser = account(toml).open().await;
    browser.press(&["s", "s"]).await;
    browser.sees("Path ↓");
    filter(&mut browser, "web").await;
    assert_eq!(names(&browser), "web a-web-b weather-bot");
    browser.sees("Instance profiles · 3 match of 4, all loaded");
    browser.sees("Name · best match first Role");
    browser.does_not_see("↓");
    // A column that is chosen counts, until the filter is lifted.
    browser.press(&["s"]).await;
    assert_eq!(names(&browser), "a-web-b weather-bot web");
    browser.sees("Name ↓");
    browser.does_not_see("best match first");
    browser.press(&["S"]).await;
    assert_eq!(names(&browser), "web weather-bot a-web-b");
    browser.press(&["Esc"]).await;
    filter(&mut browser, "web").await;
    browser.sees("best match first");
}

#[tokio::test(start_paused = true)]
async fn a_lifted_filter_leaves_the_order_that_was_chosen_before() {
    let mut browser = account(THREE).open().await;
    browser.press(&["s", "s", "S"]).await;
    let before = names(&browser);
    filter(&mut browser, "a").await;
    browser.press(&["Esc"]).await;
    assert_eq!(names(&browser), before);
    browser.sees("Path ↑");
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_asks_for_tags_says_for_how_many_they_are_known() {
    let mut browser = account(THREE).open().await;
    // Resting on a profile reads its tags: alpha's are known by now.
    filter(&mut browser, "tag:Stage=prod").await;
    assert_eq!(names(&browser), "alpha");
    browser.sees("? 2 rows can't be told: tags known for 1 of 3");
    filter(&mut browser, "tag:stage").await;
    assert_eq!(names(&browser), "");
    browser.sees("Nothing is known to match “tag:stage”.");
    browser.sees("2 rows can't be told: tags known for 1 of 3");
    filter(&mut browser, "tag:Owner=\"shop team\"").await;
    assert_eq!(names(&browser), "alpha");
    filter(&mut browser, "tag:Owner=shop*").await;
    assert_eq!(names(&browser), "alpha");
    // Looked at, beta turns out to have none.
    filter(&mut browser, "role:jobs").await;
    filter(&mut browser, "no:tags").await;
    assert_eq!(names(&browser), "beta");
    browser.sees("1 row can't be told: tags known for 2 of 3");
    filter(&mut browser, "web !tag:Stage").await;
    assert_eq!(names(&browser), "");
}

#[tokio::test(start_paused = true)]
async fn what_a_filter_means_and_what_is_wrong_with_it_is_said_beside_it() {
    let mut browser = account(THREE).open().await;
    for (text, wanted) in [
        ("role:", "the role's whole name; web* begins so"),
        ("path:/", "how the path begins"),
        ("tag:", "KEY or KEY=VALUE, in its case"),
        ("no:ro", "no:role, no:tags: those without"),
        ("!x", "! leaves out what holds it"),
        ("no:path", "no: takes role or tags, not “path”: left out"),
        ("used:0", "used: is for a later version: left out"),
    ] {
        browser.press(&["/", "Ctrl-U"]).await;
        browser.write(text).await;
        browser.sees(wanted);
        browser.sees(&format!("Filter: {text}"));
        browser.press(&["Esc"]).await;
    }
    filter(&mut browser, "used:0").await;
    assert_eq!(names(&browser), "alpha beta gamma");
}

#[tokio::test(start_paused = true)]
async fn a_match_that_no_column_shows_is_named_beside_the_filter() {
    let mut browser = account(THREE).open().await;
    filter(&mut browser, "\"shop te\"").await;
    browser.sees("Matched by tag Owner=shop team");
    let id = browser.engine.app.list.selected().unwrap().to_string();
    filter(&mut browser, &id[..9]).await;
    browser.sees(&format!("Matched by {id}"));
    filter(&mut browser, "instance-profile/batch/be").await;
    assert_eq!(names(&browser), "", "not without the colon that only an ARN has");
    filter(&mut browser, ":instance-profile/batch/be").await;
    browser.sees(":instance-profile/batch/beta");
    assert_eq!(names(&browser), "beta");
    // Of a path that the screen has no column for.
    browser.resize(50, 20).await;
    filter(&mut browser, "bat").await;
    browser.sees("Matched by the path");
}

#[tokio::test(start_paused = true)]
async fn the_letters_that_match_are_underlined_and_bold_also_without_colours() {
    let mut browser = account(THREE).size(120, 20).open().await;
    browser.press(&["/"]).await;
    browser.write("be").await;
    browser.write("ta bat jo").await;
    for theme in [ThemeName::Dark, ThemeName::Light, ThemeName::Mono] {
        let mut terminal = Terminal::new(TestBackend::new(120, 20)).unwrap();
        terminal.draw(|frame| browser.engine.draw(frame, &Theme::new(theme))).unwrap();
        let buffer = terminal.backend().buffer();
        let row = (0..20).find(|&y| buffer[(2, y)].symbol() == "▸").unwrap();
        let found = |x: &u16| {
            let style = buffer[(*x, row)].style();
            style.add_modifier.contains(Modifier::UNDERLINED | Modifier::BOLD)
        };
        let text: String = (0..60).filter(found).map(|x| buffer[(x, row)].symbol()).collect();
        assert_eq!(text, "betajobat", "{theme:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_list_is_filtered_in_slices_and_keys_come_between() {
    let mut browser = demo().size(120, 20).open().await;
    let app = &mut browser.engine.app;
    let one = app.store.rows()[0].profile.as_ref().clone();
    let items = (0..30_000).map(|number| {
        let mut profile = one.clone();
        profile.name = format!("name-{number:05}").into();
        profile.id = format!("AIPAX{number:05}").into();
        profile.arn = format!("arn:aws:iam::1:instance-profile/{}", profile.name).into();
        profile
    });
    app.store.take_page(Page { items: items.collect(), next: None });
    app.store.listing = Listing::Complete { at: Timestamp(0) };
    browser.engine.handle(Msg::Tick);
    browser.sees("sorting…");
    browser.until_idle().await;
    let all = browser.engine.app.list.visible().len();
    browser.press(&["/"]).await;
    // One key, and no message after it: the letter is there, the rows stay.
    browser.engine.key(ipb::core::key::Key::parse("n").unwrap());
    browser.sees("Filter: n");
    browser.sees("filtering…");
    assert_eq!(browser.engine.app.list.visible().len(), all);
    browser.engine.key(ipb::core::key::Key::parse("9").unwrap());
    browser.one_message().await;
    browser.sees("Filter: n9");
    browser.sees("filtering…");
    browser.until_idle().await;
    browser.does_not_see("filtering…");
    // The cursor stands on the best match, until somebody moves it.
    assert_eq!(browser.engine.app.list.at(), 0);
    browser.press(&["Down", "Enter"]).await;
    assert_eq!(browser.engine.app.list.at(), 1);
}

/// Thirty thousand rows, which a filter goes through in slices.
async fn long_list() -> Browser {
    let mut browser = demo().size(120, 20).open().await;
    let app = &mut browser.engine.app;
    let one = app.store.rows()[0].profile.as_ref().clone();
    let items = (0..30_000).map(|number| {
        let mut profile = one.clone();
        profile.name = format!("name-{number:05}").into();
        profile.id = format!("AIPAX{number:05}").into();
        profile.arn = format!("arn:aws:iam::1:instance-profile/{}", profile.name).into();
        profile
    });
    app.store.take_page(Page { items: items.collect(), next: None });
    app.store.listing = Listing::Complete { at: Timestamp(0) };
    browser.engine.handle(Msg::Tick);
    browser.until_idle().await;
    browser
}

/// Keys that come faster than the filter's slices.
fn at_once(browser: &mut Browser, keys: &[&str]) {
    for key in keys {
        browser.engine.key(ipb::core::key::Key::parse(key).unwrap());
    }
}

#[tokio::test(start_paused = true)]
async fn a_filter_accepted_before_it_is_through_takes_the_cursor_to_its_best_match_and_no_further()
{
    let mut browser = long_list().await;
    let app = &mut browser.engine.app;
    app.list.go_to(&"AIPAX29999".into(), &app.store);
    at_once(&mut browser, &["/", "9", "9", "9", "9", "Enter"]);
    browser.sees("filtering…");
    browser.until_idle().await;
    browser.sees("▸name-09999");
    // A better match that turns up later does not take it away.
    let app = &mut browser.engine.app;
    let mut better = app.store.rows()[0].profile.as_ref().clone();
    (better.name, better.id) = ("9999".into(), "AIPAY".into());
    app.store.take_page(Page { items: vec![better], next: None });
    browser.engine.handle(Msg::Tick);
    browser.until_idle().await;
    browser.sees("▸name-09999");
    browser.sees(" 9999 ");
}

#[tokio::test(start_paused = true)]
async fn what_is_marked_is_what_the_filter_holds_though_the_keys_came_first() {
    let mut browser = long_list().await;
    at_once(&mut browser, &["/", "2", "9", "9", "9", "9", "Enter", "*"]);
    browser.until_idle().await;
    let (marked, hidden) = browser.engine.app.list.marked();
    assert_eq!((marked, hidden), (browser.engine.app.list.visible().len(), 0));
    assert!(marked < 100, "{marked}");
}

#[tokio::test(start_paused = true)]
async fn a_filter_that_ranks_nothing_leaves_the_cursor_on_its_profile_or_at_the_top() {
    for before in ["abandoned-2019", "acme-web"] {
        let mut browser = demo().going_to(before).open().await;
        stays_or_goes_to_the_top(&mut browser).await;
    }
}

async fn stays_or_goes_to_the_top(browser: &mut Browser) {
    let first = browser.engine.app.list.selected().cloned();
    // On the way to it, “path” alone is looked for in names, and ranks them.
    for text in ["path:/app/", "!no:role"] {
        browser.press(&["/", "Ctrl-U"]).await;
        for c in text.chars() {
            browser.write(&c.to_string()).await;
        }
        let app = &browser.engine.app;
        let shown = |id| app.list.visible().iter().any(|&at| app.store.rows()[at].profile.id == id);
        match first.clone().filter(|id| shown(id.clone())) {
            Some(id) => assert_eq!(app.list.selected(), Some(&id), "{text}"),
            None => assert_eq!((app.list.at(), app.list.top()), (0, 0), "{text}"),
        }
        browser.press(&["Esc"]).await;
        assert_eq!(browser.engine.app.list.selected(), first.as_ref());
    }
}

#[tokio::test(start_paused = true)]
async fn a_text_says_of_how_many_rows_the_tags_were_searched_too() {
    let mut browser = account(THREE).open().await;
    filter(&mut browser, "shop").await;
    assert_eq!(names(&browser), "alpha");
    browser.sees("? tags known for 1 of 3; T reads them");
    filter(&mut browser, "!shop").await;
    // Beta and gamma may have it: they are shown, with the word about tags.
    assert_eq!(names(&browser), "beta gamma");
    browser.sees("? tags known for 2 of 3; T reads them");
    filter(&mut browser, "role:web").await;
    browser.does_not_see("tags known for");
    browser.press(&["T"]).await;
    filter(&mut browser, "!shop").await;
    browser.does_not_see("tags known for");
}

#[tokio::test(start_paused = true)]
async fn full_width_letters_of_a_tag_are_found_by_either_width() {
    let toml = "[[profile]]\nname = \"kyoto\"\ntags = { \"部署\" = \"ＷＥＢチーム\" }\n";
    let mut browser = account(toml).open().await;
    for text in ["webチ", "ＷＥＢ", "部署"] {
        filter(&mut browser, text).await;
        assert_eq!(names(&browser), "kyoto", "{text}");
        browser.sees("Matched by tag 部署=ＷＥＢチーム");
    }
}

#[tokio::test(start_paused = true)]
async fn a_filter_with_prefixes_stays_a_filter_whatever_its_values_look_like() {
    let mut browser = account(THREE).open().await;
    for text in
        ["alpha tag:Name=i-0123456789abcdef0", "tag:Role=arn:aws:iam::123456789012:role/web"]
    {
        filter(&mut browser, text).await;
        browser.sees(&format!("Filter: {text}"));
        assert!(browser.engine.app.modals.is_empty(), "{text}");
    }
}
