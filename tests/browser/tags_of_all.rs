//! Reading the tags of all profiles.

use super::driver::{Browser, THREE, account, demo};

const IDENTITY: &str = "[[identity]]
name = \"admin\"
access_key_id = \"ASIADEMOADMINEXAMPLE\"
secret_access_key = \"demo/not/a/secret\"
arn = \"arn:aws:sts::123456789012:assumed-role/Admin/you\"
user_id = \"AROADEMOADMINEXAMPLE2:you\"
";

/// How many profiles have known tags.
fn known(browser: &Browser) -> usize {
    browser.engine.app.store.tags_known()
}

#[tokio::test(start_paused = true)]
async fn a_tag_filter_offers_to_read_the_tags_that_it_lacks() {
    let mut browser = account(THREE).open().await;
    browser.account.edit(|state| {
        state.put_profile("delta", "/", 0);
    });
    browser.press(&["R", "/"]).await;
    browser.write("no:tags").await;
    browser.press(&["Enter"]).await;
    browser.sees("; T reads them");
    let before = browser.calls("GetInstanceProfile");
    browser.press(&["T"]).await;
    browser.sees("Tags are known for 4 of 4 profiles.");
    browser.sees("3 match of 4, all loaded");
    browser.does_not_see("T reads them");
    // Alpha's came with the one answer; each other one was asked for.
    assert_eq!(browser.calls("GetResources"), 1);
    assert!(browser.calls("GetInstanceProfile") - before <= 4);
}

#[tokio::test(start_paused = true)]
async fn many_come_a_hundred_at_once_and_only_the_others_are_asked_for() {
    let tagged = |n| format!("[[profile]]\nname = \"p{n:03}\"\ntags = {{ Team = \"t{n}\" }}\n");
    let mut toml: String = (0..250).map(tagged).collect();
    toml.push_str("[[profile]]\nname = \"untagged\"\n");
    let mut browser = account(&toml).open().await;
    let before = browser.calls("GetInstanceProfile");
    browser.press(&["T"]).await;
    browser.sees("Tags are known for 251 of 251 profiles.");
    assert_eq!(browser.calls("GetResources"), 3);
    assert_eq!(browser.calls("GetInstanceProfile") - before, 1);
    browser.press(&["/"]).await;
    browser.write("tag:Team=t17").await;
    browser.sees("1 match of 251");
    browser.sees("▸p017");
    // Once more, though all are known: what was changed comes too.
    browser.account.edit(|state| state.profile_mut("p017").unwrap().tags = [].into());
    browser.press(&["Enter", "T"]).await;
    browser.sees("0 match of 251");
}

#[tokio::test(start_paused = true)]
async fn where_the_short_way_is_denied_or_fails_each_profile_is_asked_for() {
    for fault in ["deny=tag:GetResources", "error=GetResources"] {
        let mut browser = account(THREE).faults(&[fault]).open().await;
        browser.press(&["T"]).await;
        browser.sees("Tags are known for 3 of 3 profiles.");
    }
}

#[tokio::test(start_paused = true)]
async fn a_denial_stops_it_at_once_with_its_reason_and_what_is_known_stays() {
    let mut browser = demo().open().await;
    let all = browser.engine.app.store.rows().len();
    let before = browser.calls("GetInstanceProfile");
    browser.faults(&["deny=iam:GetInstanceProfile"]);
    browser.press(&["T"]).await;
    browser.sees("iam:GetInstanceProfile is not allowed for you.");
    assert!(browser.calls("GetInstanceProfile") - before <= 16);
    assert!(browser.engine.app.tags_job.is_none());
    assert!((1..all).contains(&known(&browser)));
    browser.sees(&format!("Tags known for {} of {all}", known(&browser)));
}

#[tokio::test(start_paused = true)]
async fn it_tells_how_far_it_is_and_the_key_or_esc_stops_it() {
    for stop in ["T", "Esc"] {
        let mut browser = demo().faults(&["deny=tag:GetResources"]).open().await;
        browser.engine.key(ipb::core::key::Key::parse("T").unwrap());
        browser.sees("Reading tags: 0 of 336… Esc stops.");
        let all = browser.engine.app.store.rows().len();
        browser.until_called("GetInstanceProfile", 40).await;
        browser.sees("Reading tags:");
        browser.sees(&format!("of {}… Esc stops.", all - 1));
        browser.engine.key(ipb::core::key::Key::parse(stop).unwrap());
        browser.sees("Stopped: tags are known for");
        browser.does_not_see("Reading tags");
        // What was under way is abandoned.
        let so_far = known(&browser);
        assert!((1..all).contains(&so_far));
        browser.until_idle().await;
        assert_eq!(known(&browser), so_far);
    }
}

#[tokio::test(start_paused = true)]
async fn no_more_than_eight_are_asked_for_at_the_same_time() {
    let mut browser = demo().faults(&["deny=tag:GetResources"]).open().await;
    browser.engine.key(ipb::core::key::Key::parse("T").unwrap());
    let mut most = 0;
    while browser.engine.app.tags_job.is_some() {
        browser.one_message().await;
        let job = browser.engine.app.tags_job.as_ref();
        most = most.max(job.map_or(0, ipb::core::job::tags::Tags::under_way));
    }
    assert_eq!(most, 8);
}

#[tokio::test(start_paused = true)]
async fn a_profile_that_goes_meanwhile_does_no_harm() {
    let mut browser = account(THREE).faults(&["deny=tag:GetResources"]).open().await;
    browser.account.edit(|state| state.delete_profile("gamma"));
    browser.press(&["T"]).await;
    browser.sees("Tags are known for 2 of 3 profiles.");
}

#[tokio::test(start_paused = true)]
async fn keys_that_die_meanwhile_end_it() {
    let mut browser = demo().open().await;
    browser.faults(&["expire-after-calls=3"]);
    browser.press(&["T"]).await;
    browser.sees("The temporary keys have expired.");
    assert!(browser.engine.app.tags_job.is_none());
}

#[tokio::test(start_paused = true)]
async fn tags_read_from_a_profile_outlast_the_older_ones_of_the_short_way() {
    let mut browser = account(THREE).open().await;
    // Alpha's own tags were read; the index that GetResources asks lags behind.
    browser.faults(&["latency=50"]);
    let app = &mut browser.engine.app;
    let alpha = app.list.selected().cloned().unwrap();
    let fresh = [ipb::core::domain::Tag { key: "Stage".into(), value: "just changed".into() }];
    app.store.know_tags(&alpha, &fresh);
    browser.press(&["T"]).await;
    browser.sees("Tags are known for 3 of 3 profiles.");
    let app = &browser.engine.app;
    assert_eq!(app.store.row(&alpha).unwrap().tags(), Some(&fresh[..]));
}

#[tokio::test(start_paused = true)]
async fn profiles_that_may_not_be_read_do_not_keep_the_others_from_being_read() {
    let closed = (0..5).map(|n| format!("[[profile]]\nname = \"a{n:02}\"\npath = \"/closed/\"\n"));
    let open = (0..20).map(|n| format!("[[profile]]\nname = \"b{n:02}\"\npath = \"/open/\"\n"));
    let profiles: String = open.chain(closed).collect();
    let denied = "[[identity.deny]]\nactions = [\"GetResources\"]\n[[identity.deny]]\nactions = [\"GetInstanceProfile\"]\nresources = [\"arn:aws:iam::*:instance-profile/closed/*\"]\n";
    let mut browser = account(&format!("{IDENTITY}{denied}{profiles}")).open().await;
    browser.press(&["T"]).await;
    // That of the cursor's row had told its tags by another call.
    assert_eq!(known(&browser), 21);
    browser.sees("Tags known for 21 of 25: iam:GetInstanceProfile is not allowed for you.");
}

#[tokio::test(start_paused = true)]
async fn a_token_that_leads_back_to_itself_ends_the_short_way() {
    let mut browser = account(THREE).faults(&["endless=GetResources"]).open().await;
    browser.press(&["T"]).await;
    browser.sees("Tags are known for 3 of 3 profiles.");
    assert_eq!(browser.calls("GetResources"), 2);
}
