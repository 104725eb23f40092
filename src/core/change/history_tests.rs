//! Journals read back: whole ones, torn ones, broken-off ones, strange ones.

use std::sync::Arc;

use super::super::domain::{InstanceProfile, Role, Tag, Timestamp};
use super::super::error::{ApiError, ErrorKind};
use super::super::msg::{Answer, Read};
use super::super::outcome::{ChangeOutcome, Made, Verdict};
use super::super::plan::{Change, Expected, IfItFails, Item, Plan, Purpose, Snapshot, Step};
use super::super::session::Identity;
use super::super::text::ENGLISH;
use super::Confirmed;
use super::history::{Entry, History, State, StepTold};
use super::inverse::clean_up;
use super::journal::{self, Scene, plan_name, process_of};
use super::run::{Ask, ItemOutcome, Reply, Run};

const NOW: Timestamp = Timestamp(1_793_534_400);
const ACCOUNT: &str = "123456789012";

fn scene(count: u32) -> Scene {
    Scene {
        plan: plan_name(NOW, 4711, count),
        account: ACCOUNT.into(),
        caller: "arn:aws:iam::123456789012:user/me".into(),
        endpoint: None,
    }
}

fn error() -> ApiError {
    ApiError {
        action: "iam:AddRoleToInstanceProfile",
        kind: ErrorKind::Refused,
        code: Some("LimitExceeded".into()),
        message: "Cannot exceed quota".into(),
        request_id: None,
    }
}

fn outcome(result: Result<Made, ApiError>) -> ChangeOutcome {
    ChangeOutcome { result, attempts: 1, request_id: Some("r-1".into()), in_doubt: false }
}

fn tag(key: &str, value: &str) -> Tag {
    Tag { key: key.into(), value: value.into() }
}

fn shown(role: Option<&str>) -> Snapshot {
    Snapshot {
        id: "AIPA1".into(),
        path: "/app/".into(),
        role: role.map(|role| (role.into(), format!("AROA{role}").into())),
        tags: Some(vec![tag("Team", "shop"), tag("aws:x", "y")]),
    }
}

fn add(role: &str) -> Change {
    Change::AddRole { profile: "p".into(), role: role.into() }
}

fn remove(role: &str) -> Change {
    Change::RemoveRole { profile: "p".into(), role: role.into() }
}

fn replace() -> Plan {
    let item = Item::attach("p", shown(Some("old")), "new", Some("AROAnew".into()));
    Plan::one(Purpose::Replace, item)
}

/// A journal as a run writes it.
struct Book {
    scene: Scene,
    plan: Plan,
    lines: Vec<String>,
}

impl Book {
    fn new(count: u32, plan: Plan) -> Self {
        let scene = scene(count);
        let lines = vec![journal::begin(&scene, &plan, NOW)];
        Self { scene, plan, lines }
    }

    fn before(mut self, item: usize, step: usize) -> Self {
        let call = &self.plan.items[item].steps[step].change;
        self.lines.push(journal::before(&self.scene, (item, step), call, NOW));
        self
    }

    fn done(mut self, item: usize, step: usize) -> Self {
        self = self.before(item, step);
        let made = outcome(Ok(Made::Nothing));
        self.lines.push(journal::after(&self.scene, (item, step), &made, NOW));
        self
    }

    fn failed(mut self, item: usize, step: usize) -> Self {
        self = self.before(item, step);
        let failed = outcome(Err(error()));
        self.lines.push(journal::after(&self.scene, (item, step), &failed, NOW));
        self
    }

    fn end(mut self, outcomes: &[ItemOutcome]) -> Self {
        self.lines.push(journal::end(&self.scene, outcomes, NOW));
        self
    }

    fn read(&self) -> History {
        History::read(self.lines.iter().map(String::as_str))
    }

    fn entry(&self) -> Entry {
        self.read().entries.remove(0)
    }
}

fn changes(plan: &Plan) -> Vec<Change> {
    plan.changes().cloned().collect()
}

#[test]
fn every_call_and_expectation_comes_back_from_the_journal() {
    let text = |text: &str| -> Box<str> { text.into() };
    let (role, arn) = (text("r"), text("arn:aws:iam::aws:policy/ReadOnlyAccess"));
    let calls = [
        Change::CreateRole {
            name: role.clone(),
            path: "/".into(),
            trust: "{\"a\": \"\u{1b}[2J 團隊\"}".into(),
            description: "".into(),
            tags: vec![tag("k", "")],
        },
        Change::AttachRolePolicy { role: role.clone(), arn: arn.clone() },
        Change::CreateProfile { name: "p".into(), path: "/".into(), tags: vec![tag("a", "b")] },
        add("r"),
        Change::TagProfile { profile: "p".into(), tags: vec![tag("x", "=y")] },
        Change::UntagProfile { profile: "p".into(), keys: vec!["x".into()] },
        remove("r"),
        Change::DeleteProfile { name: "p".into() },
        Change::DetachRolePolicy { role: role.clone(), arn },
        Change::DeleteRole { name: role.clone() },
    ];
    let mut steps: Vec<_> = calls.into_iter().map(Step::or_stop).collect();
    steps[3].if_it_fails = IfItFails::PutBack(add("old"));
    let expects = vec![
        Expected::Profile { name: "p".into(), shown: shown(Some("old")) },
        Expected::Profile { name: "p".into(), shown: Snapshot { tags: None, ..shown(None) } },
        Expected::NoProfile { name: "p".into() },
        Expected::Role { name: role.clone(), id: None },
        Expected::Role { name: role.clone(), id: Some("AROA".into()) },
        Expected::NoRole { name: role },
    ];
    let item = Item { name: "p".into(), expects, steps };
    for purpose in [
        Purpose::Attach,
        Purpose::Replace,
        Purpose::Detach,
        Purpose::Tag,
        Purpose::Create,
        Purpose::Delete,
        Purpose::CleanUp,
        Purpose::Undo,
    ] {
        let plan = Plan { purpose, items: vec![item.clone(), item.clone()] };
        assert_eq!(Book::new(1, plan.clone()).entry().plan, Some(plan));
    }
}

#[test]
fn a_plan_is_told_with_what_became_of_it_and_the_newest_comes_first() {
    let mut lines = Book::new(1, replace()).done(0, 0).done(0, 1).end(&[ItemOutcome::Done]).lines;
    lines.extend(
        Book::new(2, replace())
            .failed(0, 0)
            .end(&[ItemOutcome::Failed { step: 0, error: error(), put_back: None }])
            .lines,
    );
    let history = History::read(lines.iter().map(String::as_str));
    let [second, first] = &history.entries[..] else { panic!("{history:?}") };
    assert_eq!((first.state(), second.state()), (State::Done, State::Nothing));
    assert_eq!((&*first.name, first.at), ("20261101T120000Z-4711-1", Some(NOW)));
    let failed = StepTold::Failed { why: "LimitExceeded: Cannot exceed quota".into() };
    assert_eq!(second.items[0].steps, [failed]);
    assert_eq!(history.newest(ACCOUNT, None), Some(first));
    assert_eq!(history.newest("210987654321", None), None);
    assert_eq!(history.newest(ACCOUNT, Some("http://127.0.0.1:5000")), None);
}

#[test]
fn a_plan_whose_beginning_is_missing_is_neither_done_nor_nothing() {
    let ended = [
        Book::new(1, replace()).done(0, 0).done(0, 1).end(&[ItemOutcome::Done]),
        Book::new(1, replace()).failed(0, 0).end(&[ItemOutcome::LeftOut]),
    ];
    for mut book in ended {
        book.lines.remove(0);
        let entry = book.entry();
        assert_eq!((ENGLISH.scripts.state)(entry.state()), "its beginning is missing");
        assert_eq!((entry.undo(), entry.finish()), (None, None));
    }
    // One of a later version is not told wrong either.
    let mut strange = Book::new(1, replace()).failed(0, 0).end(&[ItemOutcome::LeftOut]);
    strange.lines[0] = strange.lines[0].replace("iam:RemoveRole", "ec2:Something");
    let state = strange.entry().state();
    assert_eq!((ENGLISH.scripts.state)(state), "a later version's, not understood");
}

#[test]
fn a_torn_line_and_a_later_versions_take_nothing_from_the_others() {
    let mut book = Book::new(1, replace()).done(0, 0).done(0, 1).end(&[ItemOutcome::Done]);
    let whole = book.read();
    let torn = book.lines[1][..40].to_owned();
    book.lines.insert(2, torn);
    book.lines.insert(2, "null".into());
    book.lines.insert(2, "[1]".into());
    book.lines.push(String::new());
    assert_eq!(book.read().entries, whole.entries);
    assert_eq!(book.read().unreadable, 3);
    // A kind and fields that this version does not know.
    let name = &book.scene.plan;
    book.lines.push(format!("{{\"v\":2,\"plan\":\"{name}\",\"kind\":\"seen\",\"item\":7}}"));
    book.lines[0] = book.lines[0].replacen('{', "{\"mood\":\"fine\",", 1);
    assert_eq!(book.read().entries, whole.entries);
    // A call that it does not know: it is told of, but it can't be taken back.
    let mut strange = Book::new(1, replace());
    strange.lines[0] = strange.lines[0].replace("iam:RemoveRole", "ec2:Something");
    let entry = strange.done(0, 0).entry();
    assert_eq!((entry.plan.as_ref(), entry.undo(), entry.finish()), (None, None, None));
    assert_eq!(entry.purpose, Some(Purpose::Replace));
}

#[test]
fn whatever_stands_in_the_journal_it_is_read_without_a_panic() {
    let book = Book::new(1, replace()).done(0, 0).failed(0, 1).end(&[ItemOutcome::LeftOut]);
    let text = book.lines.join("\n");
    for cut in 0..text.len() {
        let history = History::read(text[..cut].lines());
        history.entries.iter().for_each(|entry| {
            let _ = (entry.state(), entry.undo(), entry.finish());
        });
    }
    for strange in [
        "{\"plan\":\"x\"}",
        "{\"plan\":\"x\",\"kind\":\"before\",\"item\":99999999999,\"step\":-1}",
        "{\"plan\":\"x\",\"kind\":\"plan\",\"purpose\":\"attach\",\"items\":[]}",
        "{\"plan\":\"x\",\"kind\":\"end\",\"outcomes\":[1,2]}",
    ] {
        let entry = History::read([strange, strange]).entries.remove(0);
        assert_eq!((entry.undo(), entry.finish()), (None, None));
    }
}

#[test]
fn a_replacement_is_taken_back_by_a_replacement() {
    let entry = Book::new(1, replace()).done(0, 0).done(0, 1).end(&[ItemOutcome::Done]).entry();
    let undo = entry.undo().unwrap();
    assert_eq!(changes(&undo), [remove("new"), add("old")]);
    let item = &undo.items[0];
    assert_eq!(item.steps[1].if_it_fails, IfItFails::PutBack(add("new")));
    assert_eq!(item.shown().unwrap().role, Some(("new".into(), "AROAnew".into())));
    let old = Expected::Role { name: "old".into(), id: Some("AROAold".into()) };
    assert!(item.expects.contains(&old), "{:?}", item.expects);
}

#[test]
fn killed_between_the_halves_it_can_be_finished_or_taken_back() {
    for book in [
        Book::new(1, replace()).done(0, 0),
        Book::new(1, replace()).done(0, 0).before(0, 1),
        Book::new(1, replace()).done(0, 0).failed(0, 1),
    ] {
        let (running, gone) = (|_| true, |_| false);
        let history = book.read();
        let entry = history.unfinished(ACCOUNT, None, NOW.plus(5), gone)[0];
        assert_eq!(entry.state(), State::Unfinished);
        assert_eq!(changes(&entry.finish().unwrap()), [add("new")]);
        let undo = changes(&entry.undo().unwrap());
        assert_eq!(undo.last(), Some(&add("old")));
        // Another ipb is still at it, until it has been silent for long.
        assert!(history.unfinished(ACCOUNT, None, NOW.plus(5), running).is_empty());
        assert_eq!(history.unfinished(ACCOUNT, None, NOW.plus(3600), running).len(), 1);
        assert!(history.unfinished("210987654321", None, NOW, gone).is_empty());
    }
    // Before the first call there is nothing to finish.
    let book = Book::new(1, replace());
    assert!(book.read().unfinished(ACCOUNT, None, NOW, |_| false).is_empty());
}

#[test]
fn what_was_put_back_is_not_put_back_again() {
    let error = ItemOutcome::Failed { step: 1, error: error(), put_back: Some(Ok(())) };
    let mut book = Book::new(1, replace()).done(0, 0).failed(0, 1);
    book.lines.push(journal::put_back(&book.scene, (0, 1), &error, None, None, NOW));
    let entry = book.end(&[error]).entry();
    assert_eq!((entry.state(), entry.undo()), (State::Nothing, None));
}

#[test]
fn a_deleted_profile_is_made_again_with_its_own_tags_and_role() {
    let item = Item::delete("p", shown(Some("old")));
    let entry = Book::new(1, Plan::one(Purpose::Delete, item)).done(0, 0).done(0, 1);
    let undo = entry.end(&[ItemOutcome::Done]).entry().undo().unwrap();
    let tags = vec![tag("Team", "shop")];
    let create = Change::CreateProfile { name: "p".into(), path: "/app/".into(), tags };
    assert_eq!(changes(&undo), [create, add("old")]);
    assert_eq!(undo.items[0].expects[0], Expected::NoProfile { name: "p".into() });
}

#[test]
fn tags_go_back_to_what_they_were_within_the_limit() {
    let many: Vec<Tag> = (0..50).map(|n| tag(&format!("k{n:02}"), "v")).collect();
    let before = Snapshot { tags: Some(many.clone()), ..shown(None) };
    let untag = Change::UntagProfile { profile: "p".into(), keys: vec!["k00".into()] };
    let set = Change::TagProfile { profile: "p".into(), tags: vec![tag("new", "v")] };
    let item = Item::on("p", before, [untag, set]);
    let entry = Book::new(1, Plan::one(Purpose::Tag, item)).done(0, 0).done(0, 1);
    let undo = entry.end(&[ItemOutcome::Done]).entry().undo().unwrap();
    let untag = Change::UntagProfile { profile: "p".into(), keys: vec!["new".into()] };
    let set = Change::TagProfile { profile: "p".into(), tags: vec![tag("k00", "v")] };
    assert_eq!(changes(&undo), [untag, set]);
}

#[test]
fn tags_go_back_by_two_calls_at_most() {
    let before = Snapshot { tags: Some(vec![tag("a", "1"), tag("b", "1")]), ..shown(None) };
    let set = |tags| Change::TagProfile { profile: "p".into(), tags };
    let untag = |key: &str| Change::UntagProfile { profile: "p".into(), keys: vec![key.into()] };
    let item = Item::on("p", before, [set(vec![tag("a", "2"), tag("c", "1")]), untag("b")]);
    let entry = Book::new(1, Plan::one(Purpose::Tag, item)).done(0, 0).done(0, 1);
    let undo = entry.end(&[ItemOutcome::Done]).entry().undo().unwrap();
    assert_eq!(changes(&undo), [set(vec![tag("a", "1"), tag("b", "1")]), untag("c")]);
}

fn standard_way() -> Plan {
    let arn: Box<str> = "arn:aws:iam::aws:policy/ReadOnlyAccess".into();
    let create_role = Change::CreateRole {
        name: "r".into(),
        path: "/".into(),
        trust: "{}".into(),
        description: "".into(),
        tags: vec![],
    };
    let steps = [
        create_role,
        Change::AttachRolePolicy { role: "r".into(), arn },
        Change::CreateProfile { name: "p".into(), path: "/".into(), tags: vec![] },
        add("r"),
    ];
    let expects =
        vec![Expected::NoRole { name: "r".into() }, Expected::NoProfile { name: "p".into() }];
    let steps = steps.map(Step::or_stop).into();
    Plan::one(Purpose::Create, Item { name: "p".into(), expects, steps })
}

/// Runs a plan in which these steps end otherwise than well.
fn run(plan: Plan, otherwise: &[(usize, Verdict)]) -> Run {
    let profile = Arc::new(InstanceProfile {
        id: "AIPA1".into(),
        name: "p".into(),
        path: "/app/".into(),
        arn: "arn".into(),
        created: NOW,
        roles: Vec::new(),
        tags: None,
    });
    let role = Arc::new(Role {
        id: "AROAr".into(),
        name: "r".into(),
        path: "/".into(),
        arn: "arn".into(),
        created: NOW,
        trust_policy: None,
        description: None,
        max_session_duration: None,
        permissions_boundary: None,
        last_used: None,
        tags: None,
    });
    let fails = |kind| ApiError { kind, ..error() };
    let (mut run, mut ticket, mut ask) = Run::begin(Confirmed::by_person(plan), scene(1), NOW);
    let mut calls = 0;
    loop {
        let reply = match ask {
            Ask::Read(Read::CallerIdentity) => {
                let (account, arn) = (ACCOUNT.into(), "arn".into());
                Reply::Answer(Answer::CallerIdentity(Ok(Identity { account, arn })))
            }
            // What came of a call can't be found out; before the first one,
            // nothing is there but what was shown.
            Ask::Read(_) if calls > 0 => {
                Reply::Answer(Answer::InstanceProfile(Err(fails(ErrorKind::Service))))
            }
            Ask::Read(Read::InstanceProfile { .. }) => {
                let shown = run.confirmed().plan().items[0].shown();
                let there = shown.map(|_| Arc::clone(&profile));
                Reply::Answer(Answer::InstanceProfile(there.ok_or(fails(ErrorKind::NotFound))))
            }
            Ask::Read(_) => Reply::Answer(Answer::Role(Err(fails(ErrorKind::NotFound)))),
            Ask::Journal(_) => Reply::Journalled(Ok(())),
            Ask::Wait(_) => Reply::Waited,
            Ask::Step(step) => {
                let made = match step.change() {
                    Change::CreateProfile { .. } => Made::Profile(Arc::clone(&profile)),
                    Change::CreateRole { .. } => Made::Role(Arc::clone(&role)),
                    _ => Made::Nothing,
                };
                let verdict = otherwise.iter().find(|(step, _)| *step == calls);
                calls += 1;
                Reply::Stepped(match verdict.map(|(_, verdict)| verdict) {
                    None | Some(Verdict::Accepted) => outcome(Ok(made)),
                    Some(Verdict::Refused) => outcome(Err(error())),
                    Some(Verdict::Unknown) => {
                        ChangeOutcome { in_doubt: true, ..outcome(Err(error())) }
                    }
                })
            }
        };
        match run.on(ticket, reply, NOW) {
            Some(next) => (ticket, ask) = next,
            None => return run,
        }
    }
}

#[test]
fn what_was_made_before_it_failed_is_cleaned_up_the_last_first() {
    let cleaned = |otherwise: &[(usize, Verdict)]| -> Vec<&str> {
        let plan = clean_up(&run(standard_way(), otherwise));
        plan.iter().for_each(|plan| assert_eq!(plan.purpose, Purpose::CleanUp));
        plan.iter().flat_map(Plan::changes).map(Change::action).collect()
    };
    assert_eq!(cleaned(&[(0, Verdict::Refused)]), [""; 0]);
    assert_eq!(cleaned(&[(1, Verdict::Refused)]), ["iam:DeleteRole"]);
    let all = ["iam:DeleteInstanceProfile", "iam:DetachRolePolicy", "iam:DeleteRole"];
    assert_eq!(cleaned(&[(3, Verdict::Refused)]), all);
    assert_eq!(cleaned(&[]), [""; 0]);
    // The profile may be somebody else's, if it is there at all.
    assert_eq!(cleaned(&[(2, Verdict::Unknown)]), all[1..]);
}

#[test]
fn a_clean_up_expects_the_very_profile_and_role_that_were_made() {
    let run = run(standard_way(), &[(3, Verdict::Refused)]);
    let item = clean_up(&run).unwrap().items.remove(0);
    assert_eq!(&*item.shown().unwrap().id, "AIPA1");
    let role = Expected::Role { name: "r".into(), id: Some("AROAr".into()) };
    assert!(item.expects.contains(&role), "{:?}", item.expects);
}

#[test]
fn what_was_put_back_needs_no_cleaning_up() {
    let shown = Snapshot { tags: None, ..shown(None) };
    let untag = Change::UntagProfile { profile: "p".into(), keys: vec!["a".into()] };
    let set = |key: &str| Change::TagProfile { profile: "p".into(), tags: vec![tag(key, "v")] };
    let mut item = Item::on("p", shown, [untag, set("b")]);
    item.steps[1].if_it_fails = IfItFails::PutBack(set("a"));
    let run = run(Plan::one(Purpose::Tag, item), &[(1, Verdict::Refused)]);
    assert!(matches!(run.outcomes(), [ItemOutcome::Failed { put_back: Some(Ok(())), .. }]));
    assert_eq!(clean_up(&run), None);
}

#[test]
fn a_profile_that_may_have_been_made_is_not_deleted_by_an_undo() {
    let entry = Book::new(1, standard_way()).done(0, 0).done(0, 1).before(0, 2).entry();
    let actions: Vec<_> = changes(&entry.undo().unwrap()).iter().map(Change::action).collect();
    assert_eq!(actions, ["iam:DetachRolePolicy", "iam:DeleteRole"]);
    // To finish it, all that is not surely done is tried.
    let actions: Vec<_> = changes(&entry.finish().unwrap()).iter().map(Change::action).collect();
    assert_eq!(actions, ["iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile"]);
}

#[test]
fn of_many_the_last_is_taken_back_first_and_what_was_not_done_not_at_all() {
    let item = |name: &str| {
        let mut item = Item::detach("p", shown(Some("old"))).unwrap();
        item.name = name.into();
        item
    };
    let items = vec![item("a"), item("b"), item("c")];
    let book = Book::new(1, Plan { purpose: Purpose::Detach, items }).done(0, 0).done(1, 0);
    let entry = book.end(&[ItemOutcome::Done, ItemOutcome::Done, ItemOutcome::LeftOut]).entry();
    assert_eq!(entry.state(), State::Partly);
    let undo = entry.undo().unwrap();
    let names: Vec<_> = undo.items.iter().map(|item| &*item.name).collect();
    assert_eq!(names, ["b", "a"]);
}

#[test]
fn no_two_plans_have_one_name() {
    assert_eq!(process_of(&plan_name(NOW, 4711, 2)), Some(4711));
    assert_ne!(plan_name(NOW, 4711, 2), plan_name(NOW, 4711, 3));
    assert_ne!(plan_name(NOW, 4711, 2), plan_name(NOW, 4712, 2));
    assert_eq!(process_of("a later version's"), None);
}
