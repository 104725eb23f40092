//! Looks at a change that are cut off, and changes that outlive their session,
//! their dialog or the patience of whoever waits.

use std::time::Duration;

use ipb::core::change::{Creation, Intent, NewProfile};
use ipb::core::changing;
use ipb::core::domain::Tag;
use ipb::core::key::Key;
use ipb::core::msg::Msg;
use ipb::run::Flow;

use super::super::driver::{Browser, account};
use super::{acme, attach};

fn key(browser: &mut Browser, name: &str) -> Flow {
    browser.engine.key(Key::parse(name).unwrap())
}

/// Goes on until what is written stands on the screen, and no further.
async fn until_said(browser: &mut Browser, wanted: &str) {
    for _ in 0..1_000 {
        if browser.screen().contains(wanted) {
            return;
        }
        browser.one_message().await;
    }
    panic!("{wanted:?} never came:\n{}", browser.screen());
}

/// Goes on until the program wants to end.
async fn until_quit(browser: &mut Browser, mut flow: Flow) {
    while flow == Flow::Continue {
        let next = tokio::time::timeout(Duration::from_secs(3600), browser.engine.next());
        let msg = next.await.expect("it ends").unwrap();
        flow = browser.engine.handle(msg);
    }
    assert_eq!(flow, Flow::Quit);
}

#[tokio::test(start_paused = true)]
async fn renewed_keys_do_not_end_the_look_at_a_change() {
    let mut browser = acme().open().await;
    browser.press(&["d", "Down"]).await;
    browser.press(&["Down"]).await;
    key(&mut browser, "Enter");
    until_said(&mut browser, "Role detached of alpha").await;
    // The first look hangs, and goes with the session that it was made in.
    browser.for_a_while(Duration::from_millis(500)).await;
    browser.account.clear_calls();
    browser.faults(&["hang=GetInstanceProfile"]);
    browser.until_called("GetInstanceProfile", 1).await;
    browser.reconnect();
    until_said(&mut browser, "Connected again with fresh keys.").await;
    browser.faults(&[]);
    browser.until_idle().await;
    browser.dialog_says("Accepted by AWS and visible.");
    browser.does_not_see("◌");
}

#[tokio::test(start_paused = true)]
async fn a_change_that_outlives_renewed_keys_is_shown_as_accepted() {
    let mut browser = acme().open().await;
    browser.press(&["d", "Down"]).await;
    browser.press(&["Down"]).await;
    browser.faults(&["hang-after=RemoveRole*"]);
    key(&mut browser, "Enter");
    browser.until_called("RemoveRoleFromInstanceProfile", 1).await;
    browser.faults(&[]);
    browser.reconnect();
    until_said(&mut browser, "Connected again with fresh keys.").await;
    browser.dialog_says("▸ Take role web out of alpha");
    until_said(&mut browser, "Role detached of alpha").await;
    browser.dialog_says("Accepted by AWS; 0 of 3 reads in a row show it.");
    browser.sees("◌▸alpha (no role)");
    browser.until_idle().await;
    browser.dialog_says("Accepted by AWS and visible.");
}

#[tokio::test(start_paused = true)]
async fn what_has_changed_since_is_shown_again_with_renewed_keys_too() {
    let mut browser = acme().open().await;
    browser.press(&["d", "Down"]).await;
    browser.press(&["Down"]).await;
    browser.somebody_puts(Some("api"), "alpha");
    browser.account.clear_calls();
    browser.faults(&["latency=3000"]);
    key(&mut browser, "Enter");
    browser.until_called("GetCallerIdentity", 1).await;
    browser.faults(&["latency=10"]);
    browser.reconnect();
    until_said(&mut browser, "Connected again with fresh keys.").await;
    browser.until_idle().await;
    browser.titled("Detach the role of alpha");
    browser.dialog_says("It has changed since it was shown: it holds role api now");
    assert_eq!(browser.changes(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_profile_made_again_after_its_deletion_is_not_taken_for_the_dead_one() {
    let mut browser = acme().open().await;
    browser.press(&["D"]).await;
    browser.faults(&["lag=20"]);
    browser.write("alpha").await;
    key(&mut browser, "Enter");
    until_said(&mut browser, "Deleted alpha").await;
    key(&mut browser, "Enter");
    let profile = NewProfile { name: "alpha".into(), path: "/".into(), tags: Vec::new() };
    let wish = Creation { profile: Some(profile), ..Creation::default() };
    let effects = changing::propose(&mut browser.engine.app, Intent::Create(wish));
    browser.engine.perform(effects);
    until_said(&mut browser, "Create alpha").await;
    browser.for_a_while(Duration::from_secs(1)).await;
    key(&mut browser, "Down");
    key(&mut browser, "Enter");
    until_said(&mut browser, "Created alpha").await;
    key(&mut browser, "Enter");
    let id = browser.account.edit(|state| state.profile("alpha").unwrap().id).unwrap();
    let is_shown = |browser: &Browser| {
        let rows = browser.engine.app.store.rows().iter();
        let ids: Vec<_> = rows.filter(|row| &*row.profile.name == "alpha").collect();
        assert_eq!(ids.len(), 1, "{}", browser.screen());
        assert_eq!(*ids[0].profile.id, *id.as_str(), "{}", browser.screen());
        browser.does_not_see("somebody else");
        browser.does_not_see("deleted and created again");
    };
    // Reads show the dead one for a while, then none, then the new one.
    for _ in 0..25 {
        key(&mut browser, "R");
        key(&mut browser, "r");
        for _ in 0..6 {
            if browser.engine.is_busy() {
                browser.one_message().await;
            }
            is_shown(&browser);
        }
    }
    browser.until_idle().await;
    is_shown(&browser);
    browser.does_not_see("◌");
}

#[tokio::test(start_paused = true)]
async fn whoever_insists_between_two_calls_ends_it_and_nothing_more_is_sent() {
    let mut browser = acme().open().await;
    browser.press(&["d", "Down"]).await;
    browser.press(&["Down"]).await;
    browser.account.clear_calls();
    browser.faults(&["latency=3000"]);
    key(&mut browser, "Enter");
    browser.until_called("GetCallerIdentity", 1).await;
    key(&mut browser, "Enter");
    assert_eq!(key(&mut browser, "q"), Flow::Continue);
    let flow = key(&mut browser, "q");
    until_quit(&mut browser, flow).await;
    // What is done once the terminal is given back.
    assert_eq!(browser.engine.handle(Msg::Terminate), Flow::Quit);
    browser.for_a_while(Duration::from_secs(60)).await;
    assert_eq!((browser.held("alpha"), browser.changes()), ("web".into(), 0));
    assert_eq!(browser.story(), ["plan detach", "end left-out"]);
}

#[tokio::test(start_paused = true)]
async fn whoever_insists_halfway_leaves_a_plan_that_the_next_start_tells_of() {
    let mut browser = acme().open().await;
    browser.propose(attach("alpha", "api")).await;
    browser.press(&["Down"]).await;
    // The answer is lost: it is looked what became of the call, for long.
    browser.faults(&["latency=3000", "drop-after=RemoveRole*"]);
    key(&mut browser, "Enter");
    browser.until_called("RemoveRoleFromInstanceProfile", 1).await;
    key(&mut browser, "Enter");
    browser.faults(&["hang=Get*"]);
    browser.for_a_while(Duration::from_secs(20)).await;
    assert_eq!(key(&mut browser, "q"), Flow::Continue);
    let flow = key(&mut browser, "q");
    until_quit(&mut browser, flow).await;
    assert_eq!(browser.engine.handle(Msg::Terminate), Flow::Quit);
    browser.for_a_while(Duration::from_secs(60)).await;
    assert_eq!(browser.calls("AddRoleToInstanceProfile"), 0);
    assert_eq!(browser.story().last().unwrap(), "after unknown");
}

#[tokio::test(start_paused = true)]
async fn profiles_of_many_stacks_can_be_changed_at_once() {
    let profile = |n| {
        format!(
            "[[profile]]\nname = \"p{n:02}\"\ntags = {{ \"aws:cloudformation:stack-name\" = \"stack{n:02}\" }}\n"
        )
    };
    let toml: String = (0..20).map(profile).collect();
    let mut browser = account(&toml).size(80, 24).open().await;
    let names = (0..20).map(|n| format!("p{n:02}").into()).collect();
    browser.propose(Intent::Delete { profiles: names }).await;
    browser.titled("Delete 20 profiles");
    browser.dialog_says("20 warnings alike, for p00, p01, p02 and 17 more");
    browser.write("20").await;
    browser.press(&["Enter"]).await;
    browser.does_not_see("The window is too small");
    browser.dialog_says("20 of 20 done");
    assert_eq!(browser.held("p19"), "?");
}

#[tokio::test(start_paused = true)]
async fn tags_that_are_read_right_after_a_change_are_not_those_of_before() {
    let mut browser = acme().open().await;
    // From then on, all are read anew.
    browser.press(&["T"]).await;
    let tag = Tag { key: "Stage".into(), value: "dev".into() };
    let wish = Intent::Tag { profiles: vec!["alpha".into()], set: vec![tag], remove: Vec::new() };
    browser.propose(wish).await;
    browser.press(&["Down"]).await;
    browser.faults(&["lag=20"]);
    key(&mut browser, "Enter");
    until_said(&mut browser, "Accepted by AWS").await;
    key(&mut browser, "Enter");
    for _ in 0..3 {
        key(&mut browser, "T");
        for _ in 0..8 {
            browser.one_message().await;
            let row = browser.engine.app.store.rows().iter();
            let row = row.into_iter().find(|row| &*row.profile.name == "alpha").unwrap();
            let tags: Vec<_> = row.tags().unwrap().iter().map(|tag| &*tag.value).collect();
            assert_eq!(tags, ["dev"], "{}", browser.screen());
        }
    }
}
