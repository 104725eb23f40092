//! Plans carried out on a profile in memory, with everything that can go
//! wrong on the way.

use std::sync::Arc;

use super::super::domain::{InstanceProfile, Role, Tag, Timestamp};
use super::super::error::{ApiError, ErrorKind, NetworkTrouble};
use super::super::msg::{Answer, Read};
use super::super::outcome::{ChangeOutcome, Made};
use super::super::plan::{Change, Item, Plan, Purpose, Snapshot};
use super::super::session::Identity;
use super::journal::Scene;
use super::run::{Ask, Found, ItemOutcome, Reply, Run};
use super::{Confirmed, ConfirmedStep};

const NOW: Timestamp = Timestamp(0);

fn error(kind: ErrorKind, code: Option<&str>) -> ApiError {
    let code = code.map(ToOwned::to_owned);
    ApiError { action: "iam:X", kind, code, message: String::new(), request_id: None }
}

fn role(name: &str) -> Arc<Role> {
    Arc::new(Role {
        id: format!("AROA{name}").into(),
        name: name.into(),
        path: "/".into(),
        arn: format!("arn:aws:iam::1:role/{name}").into(),
        created: NOW,
        trust_policy: None,
        description: None,
        max_session_duration: None,
        permissions_boundary: None,
        last_used: None,
        tags: None,
    })
}

fn profile(held: Option<&str>) -> InstanceProfile {
    InstanceProfile {
        id: "AIPA1".into(),
        name: "p".into(),
        path: "/".into(),
        arn: "arn:aws:iam::1:instance-profile/p".into(),
        created: NOW,
        roles: held.map(role).into_iter().collect(),
        tags: Some(Vec::new()),
    }
}

/// What happens to a changing call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Works,
    Refused,
    /// The answer is lost, and the call was carried out or was not.
    Lost {
        carried_out: bool,
    },
    /// Lost, and the SDK's second attempt finds it done.
    RepeatedInVain,
    Busy,
    /// Lost after it was carried out, and the SDK's second attempt came while
    /// AWS was still at the first.
    BusyWithItself,
    Throttled,
}

/// An account with one profile, and what it does with each call in turn.
struct World {
    profile: Option<InstanceProfile>,
    fates: Vec<Fate>,
    /// How many lines the disk still takes.
    disk: usize,
    journal: Vec<String>,
    calls: Vec<Change>,
    role_is_gone: bool,
    /// Somebody else makes it while the first call is under way.
    theirs: Option<InstanceProfile>,
    /// So many reads after a call that was lost show what was before it.
    stale: usize,
    before: Option<InstanceProfile>,
    /// Whose keys are used.
    account: &'static str,
}

impl World {
    fn new(held: Option<&str>, fates: &[Fate]) -> Self {
        let (profile, fates) = (Some(profile(held)), fates.to_vec());
        Self {
            profile,
            fates,
            disk: 99,
            journal: Vec::new(),
            calls: Vec::new(),
            role_is_gone: false,
            theirs: None,
            stale: 0,
            before: None,
            account: "1",
        }
    }

    fn held(&self) -> Option<&str> {
        self.profile.as_ref()?.role().map(|role| &*role.name)
    }

    fn carry_out(&mut self, change: &Change) {
        match change {
            Change::AddRole { role: name, .. } => {
                self.profile.as_mut().unwrap().roles = vec![role(name)];
            }
            Change::RemoveRole { .. } => self.profile.as_mut().unwrap().roles.clear(),
            Change::TagProfile { tags, .. } => {
                self.profile.as_mut().unwrap().tags.as_mut().unwrap().extend(tags.iter().cloned());
            }
            Change::UntagProfile { .. } => {}
            Change::CreateProfile { .. } => self.profile = Some(profile(None)),
            Change::DeleteProfile { .. } => self.profile = None,
            other => panic!("{other:?}"),
        }
    }

    fn step(&mut self, step: &ConfirmedStep) -> ChangeOutcome {
        let fate = if self.fates.is_empty() { Fate::Works } else { self.fates.remove(0) };
        self.calls.push(step.change().clone());
        if let Some(theirs) = self.theirs.take() {
            self.profile = Some(theirs);
        }
        let carried_out = matches!(
            fate,
            Fate::Works
                | Fate::RepeatedInVain
                | Fate::BusyWithItself
                | Fate::Lost { carried_out: true }
        );
        self.before.clone_from(&self.profile);
        if carried_out {
            self.carry_out(step.change());
        }
        let in_doubt =
            matches!(fate, Fate::Lost { .. } | Fate::RepeatedInVain | Fate::BusyWithItself);
        let (result, attempts) = match fate {
            Fate::Works => (Ok(Made::Nothing), 1),
            Fate::Refused => (Err(error(ErrorKind::Refused, Some("UnmodifiableEntity"))), 1),
            Fate::Lost { .. } => (Err(error(ErrorKind::Network(NetworkTrouble::Dropped), None)), 3),
            Fate::RepeatedInVain => {
                (Err(error(ErrorKind::Refused, Some("EntityAlreadyExists"))), 2)
            }
            Fate::Throttled => (Err(error(ErrorKind::Throttled, Some("Throttling"))), 3),
            Fate::Busy | Fate::BusyWithItself => {
                (Err(error(ErrorKind::Refused, Some("ConcurrentModification"))), 1)
            }
        };
        ChangeOutcome { result, attempts, request_id: None, in_doubt }
    }

    fn reply(&mut self, ask: Ask) -> Reply {
        match ask {
            Ask::Read(Read::CallerIdentity) => {
                let (account, arn) = (self.account.to_owned(), "me".to_owned());
                Reply::Answer(Answer::CallerIdentity(Ok(Identity { account, arn })))
            }
            Ask::Read(Read::InstanceProfile { .. }) => {
                let missing = || error(ErrorKind::NotFound, None);
                let lost = self.before.is_some() && self.fates.is_empty() && self.stale > 0;
                let seen = if lost { &self.before } else { &self.profile };
                self.stale -= usize::from(lost);
                let answer = seen.clone().map(Arc::new).ok_or_else(missing);
                Reply::Answer(Answer::InstanceProfile(answer))
            }
            Ask::Read(Read::Role { name }) => {
                Reply::Answer(Answer::Role(match self.role_is_gone {
                    true => Err(error(ErrorKind::NotFound, None)),
                    false => Ok(role(&name)),
                }))
            }
            Ask::Read(other) => panic!("{other:?}"),
            Ask::Journal(line) => {
                self.journal.push(line);
                let full = self.disk < self.journal.len();
                Reply::Journalled(if full { Err("disk full".into()) } else { Ok(()) })
            }
            Ask::Step(step) => Reply::Stepped(self.step(&step)),
            Ask::Wait(_) => Reply::Waited,
        }
    }

    fn run(&mut self, plan: Plan) -> Vec<ItemOutcome> {
        self.carry(plan).outcomes().to_vec()
    }

    fn carry(&mut self, plan: Plan) -> Run {
        let scene =
            Scene { plan: "1".into(), account: "1".into(), caller: "me".into(), endpoint: None };
        let (mut run, mut ticket, mut ask) = Run::begin(Confirmed::by_person(plan), scene, NOW);
        for _ in 0..100 {
            let reply = self.reply(ask);
            match run.on(ticket, reply, NOW) {
                Some(next) => (ticket, ask) = next,
                None => {
                    assert!(run.is_over(), "{run:?}");
                    return run;
                }
            }
        }
        panic!("it goes on for ever: {run:?}");
    }
}

fn replace(world: &World) -> Plan {
    let shown = Snapshot::of(world.profile.as_ref().unwrap());
    Plan::one(Purpose::Replace, Item::attach("p", shown, "new", None))
}

#[test]
fn a_replacement_takes_the_old_role_out_and_puts_the_new_one_in() {
    let mut world = World::new(Some("old"), &[]);
    let plan = replace(&world);
    assert_eq!(world.run(plan), [ItemOutcome::Done]);
    assert_eq!((world.held(), world.calls.len()), (Some("new"), 2));
    let kinds: Vec<String> = world
        .journal
        .iter()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            line["kind"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(kinds, ["plan", "before", "after", "before", "after", "end"]);
}

#[test]
fn a_refused_new_role_brings_the_old_one_back() {
    let mut world = World::new(Some("old"), &[Fate::Works, Fate::Refused]);
    let plan = replace(&world);
    let outcomes = world.run(plan);
    assert!(
        matches!(&outcomes[..], [ItemOutcome::Failed { step: 1, put_back: Some(Ok(())), .. }]),
        "{outcomes:?}"
    );
    assert_eq!(world.held(), Some("old"));
}

#[test]
fn if_that_fails_too_it_is_said() {
    let mut world = World::new(Some("old"), &[Fate::Works, Fate::Refused, Fate::Refused]);
    let plan = replace(&world);
    let outcomes = world.run(plan);
    assert!(
        matches!(&outcomes[..], [ItemOutcome::Failed { put_back: Some(Err(_)), .. }]),
        "{outcomes:?}"
    );
    assert_eq!(world.held(), None);
}

#[test]
fn a_lost_answer_is_decided_by_what_is_there() {
    for carried_out in [true, false] {
        let mut world = World::new(None, &[Fate::Lost { carried_out }]);
        let plan = replace(&world);
        let outcomes = world.run(plan);
        match carried_out {
            true => assert_eq!(outcomes, [ItemOutcome::Done]),
            false => assert!(matches!(outcomes[..], [ItemOutcome::Failed { .. }]), "{outcomes:?}"),
        }
        assert_eq!(world.held().is_some(), carried_out);
    }
}

#[test]
fn a_retry_that_finds_its_own_success_is_none() {
    let mut world = World::new(None, &[Fate::RepeatedInVain]);
    let plan = replace(&world);
    assert_eq!(world.run(plan), [ItemOutcome::Done]);
}

#[test]
fn a_change_that_another_one_got_in_the_way_of_is_repeated() {
    let mut world = World::new(None, &[Fate::Busy, Fate::Busy]);
    let plan = replace(&world);
    assert_eq!(world.run(plan), [ItemOutcome::Done]);
    assert_eq!(world.calls.len(), 3);
}

#[test]
fn a_call_that_met_its_own_lost_attempt_is_found_done_and_not_made_again() {
    let mut world = World::new(None, &[Fate::BusyWithItself]);
    world.profile = None;
    let plan = Plan::one(Purpose::Create, Item::create("p", "/", Vec::new(), None));
    let run = world.carry(plan);
    assert_eq!(run.outcomes(), [ItemOutcome::Done]);
    assert_eq!(world.calls.len(), 1);
    // What it made is known by its id all the same: undo needs it.
    assert!(matches!(run.made(0), [(_, Made::Profile(made))] if &*made.id == "AIPA1"));
}

#[test]
fn a_profile_that_somebody_else_made_meanwhile_is_not_taken_for_ones_own() {
    for (name, tag) in [("P", None), ("p", Some("Team"))] {
        let mut world = World::new(None, &[Fate::Lost { carried_out: false }]);
        let tags = tag.map(|key: &str| Tag { key: key.into(), value: "x".into() });
        let item = Item::create("p", "/", tags.into_iter().collect(), None);
        let mut theirs = world.profile.take().unwrap();
        theirs.name = name.into();
        world.theirs = Some(theirs);
        let outcomes = world.run(Plan::one(Purpose::Create, item));
        assert!(matches!(outcomes[..], [ItemOutcome::Failed { .. }]), "{name} {outcomes:?}");
    }
}

#[test]
fn putting_back_is_tried_again_while_aws_is_busy() {
    for busy in [Fate::Throttled, Fate::Busy] {
        let mut world = World::new(Some("old"), &[Fate::Works, Fate::Refused, busy, busy]);
        let plan = replace(&world);
        let outcomes = world.run(plan);
        assert!(
            matches!(&outcomes[..], [ItemOutcome::Failed { put_back: Some(Ok(())), .. }]),
            "{outcomes:?}"
        );
        assert_eq!((world.held(), world.calls.len()), (Some("old"), 5));
    }
}

#[test]
fn what_was_put_back_without_an_answer_is_looked_for_until_it_is_seen() {
    let lost = Fate::Lost { carried_out: true };
    let mut world = World::new(Some("old"), &[Fate::Works, Fate::Refused, lost]);
    world.stale = 2;
    let plan = replace(&world);
    let outcomes = world.run(plan);
    assert!(
        matches!(&outcomes[..], [ItemOutcome::Failed { put_back: Some(Ok(())), .. }]),
        "{outcomes:?}"
    );
}

#[test]
fn nothing_is_sent_when_the_profile_is_no_longer_what_was_shown() {
    let mut world = World::new(Some("old"), &[]);
    let plan = replace(&world);
    world.profile.as_mut().unwrap().roles = vec![role("other")];
    let outcomes = world.run(plan);
    assert!(matches!(&outcomes[..], [ItemOutcome::Changed(Found::Profile(_))]), "{outcomes:?}");
    assert_eq!((world.held(), world.calls.len()), (Some("other"), 0));
}

#[test]
fn nothing_is_sent_with_the_keys_of_another_account() {
    let mut world = World::new(Some("old"), &[]);
    world.account = "2";
    let plan = replace(&world);
    assert_eq!(world.run(plan), [ItemOutcome::OtherAccount("2".into())]);
    assert_eq!((world.held(), world.calls.len()), (Some("old"), 0));
}

#[test]
fn nothing_is_taken_away_for_a_role_that_is_gone() {
    let mut world = World::new(Some("old"), &[]);
    world.role_is_gone = true;
    let plan = replace(&world);
    let outcomes = world.run(plan);
    assert!(matches!(&outcomes[..], [ItemOutcome::Changed(Found::NoRole)]), "{outcomes:?}");
    assert_eq!((world.held(), world.calls.len()), (Some("old"), 0));
}

#[test]
fn a_full_disk_stops_it_before_the_first_call() {
    for lines in [0, 1] {
        let mut world = World::new(Some("old"), &[]);
        world.disk = lines;
        let plan = replace(&world);
        let outcomes = world.run(plan);
        assert!(matches!(&outcomes[..], [ItemOutcome::NotJournalled(_)]), "{outcomes:?}");
        assert_eq!((world.held(), world.calls.len()), (Some("old"), 0));
    }
}

#[test]
fn whatever_happens_no_role_is_lost_without_a_word() {
    use Fate::{Busy, BusyWithItself, Lost, Refused, RepeatedInVain, Throttled, Works};
    let fates = [
        Works,
        Refused,
        Busy,
        RepeatedInVain,
        Lost { carried_out: true },
        Lost { carried_out: false },
        BusyWithItself,
        Throttled,
    ];
    let cases = (0..8 * 8 * 8).map(|n| (fates[n / 64], fates[n / 8 % 8], fates[n % 8]));
    for (first, second, third) in cases {
        for disk in [0, 1, 2, 3, 4, 99] {
            let mut world = World::new(Some("old"), &[first, second, third]);
            world.disk = disk;
            let plan = replace(&world);
            let outcomes = world.run(plan);
            let case = format!("{first:?} {second:?} {third:?}, disk {disk}: {outcomes:?}");
            match &outcomes[..] {
                [ItemOutcome::Done] => assert_eq!(world.held(), Some("new"), "{case}"),
                [ItemOutcome::Failed { put_back: Some(Err(_)), .. }]
                | [ItemOutcome::Unknown { .. }] => {}
                [ItemOutcome::Failed { put_back: Some(Ok(())), .. }] => {
                    assert_eq!(world.held(), Some("old"), "{case}");
                }
                _ => assert_eq!(world.held(), Some("old"), "{case}"),
            }
        }
    }
}

#[test]
fn tags_that_were_shown_must_still_be_there() {
    let mut world = World::new(None, &[]);
    let plan = replace(&world);
    let tag = Tag { key: "k".into(), value: "v".into() };
    world.profile.as_mut().unwrap().tags = Some(vec![tag]);
    let outcomes = world.run(plan);
    assert!(matches!(&outcomes[..], [ItemOutcome::Changed(Found::Profile(_))]), "{outcomes:?}");
}
