//! Wishes made ready on an account in memory.

use std::collections::VecDeque;
use std::sync::Arc;

use super::super::domain::manager::Tool;
use super::super::domain::trust::Ec2Trust;
use super::super::domain::{
    AccountSummary, AttachedPolicy, InstanceProfile, PolicyDocument, Role, Tag, Timestamp,
};
use super::super::error::{ApiError, CredentialTrouble, Denial, ErrorKind};
use super::super::msg::{Answer, Read};
use super::super::plan::{Change, Expected, IfItFails, Item, Plan, Purpose, Snapshot};
use super::super::text::ENGLISH;
use super::remarks::{InUse, PolicyName};
use super::{
    Creation, Intent, NewProfile, NewRole, Next, Prepare, Prepared, Remark, Severity, Why,
};

const EC2: &str = r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
const LAMBDA: &str = r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
const ADMIN: &str = "arn:aws:iam::aws:policy/AdministratorAccess";
const LOGS: &str = "arn:aws:iam::aws:policy/CloudWatchLogsFullAccess";

/// An account that answers as it is told.
#[derive(Default)]
struct World {
    profiles: Vec<Arc<InstanceProfile>>,
    roles: Vec<(Arc<Role>, Vec<&'static str>)>,
    denied: Vec<&'static str>,
    dead: bool,
    /// What was asked, and how much of it at a time.
    asked: Vec<Read>,
    most_at_a_time: usize,
}

fn error(kind: ErrorKind) -> ApiError {
    ApiError { action: "iam:GetRole", kind, code: None, message: String::new(), request_id: None }
}

fn tags(tags: &[(&str, &str)]) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: (*key).into(), value: (*value).into() }).collect()
}

impl World {
    fn role(mut self, name: &str, trust: &str, policies: &[&'static str]) -> Self {
        let path = if name.starts_with("AWSServiceRole") { "/aws-service-role/x/" } else { "/" };
        let role = Role {
            id: format!("AROA{name}").into(),
            name: name.into(),
            path: path.into(),
            arn: format!("arn:aws:iam::1:role/{name}").into(),
            created: Timestamp(0),
            trust_policy: Some(PolicyDocument::from_answer(trust)),
            description: None,
            max_session_duration: None,
            permissions_boundary: None,
            last_used: None,
            tags: None,
        };
        self.roles.push((Arc::new(role), policies.to_vec()));
        self
    }

    fn profile(mut self, name: &str, role: Option<&str>, with: &[(&str, &str)]) -> Self {
        let held = role.and_then(|role| self.find(role)).map(|(role, _)| Arc::clone(role));
        self.profiles.push(Arc::new(InstanceProfile {
            id: format!("AIPA{name}").into(),
            name: name.into(),
            path: "/".into(),
            arn: format!("arn:aws:iam::1:instance-profile/{name}").into(),
            created: Timestamp(0),
            roles: held.into_iter().collect(),
            tags: Some(tags(with)),
        }));
        self
    }

    fn find(&self, role: &str) -> Option<&(Arc<Role>, Vec<&'static str>)> {
        self.roles.iter().find(|(known, _)| known.name.eq_ignore_ascii_case(role))
    }

    fn answer(&self, read: &Read) -> Answer {
        let kind = match read {
            _ if self.dead => Some(ErrorKind::Credentials(CredentialTrouble::Expired)),
            Read::Role { .. } if self.denied.contains(&"GetRole") => {
                Some(ErrorKind::AccessDenied(Box::<Denial>::default()))
            }
            Read::AttachedPolicies { .. } if self.denied.contains(&"Policies") => {
                Some(ErrorKind::AccessDenied(Box::<Denial>::default()))
            }
            _ => None,
        };
        let fails = |otherwise: ErrorKind| error(kind.clone().unwrap_or(otherwise));
        let gone = || fails(ErrorKind::NotFound);
        let role = |name: &str| self.find(name).filter(|_| kind.is_none()).ok_or_else(gone);
        match read {
            Read::InstanceProfile { name } => {
                let is = |one: &&Arc<InstanceProfile>| one.name.eq_ignore_ascii_case(name);
                let found = self.profiles.iter().find(is).filter(|_| kind.is_none());
                Answer::InstanceProfile(found.cloned().ok_or_else(gone))
            }
            Read::Role { name } => Answer::Role(role(name).map(|(role, _)| Arc::clone(role))),
            Read::AttachedPolicies { role: name } => {
                let policy = |arn: &&str| AttachedPolicy { name: "x".into(), arn: (*arn).into() };
                Answer::AttachedPolicies(
                    role(name).map(|(_, all)| all.iter().map(policy).collect()),
                )
            }
            Read::InlinePolicyNames { role: name } => {
                Answer::InlinePolicyNames(role(name).map(|_| vec!["own".into()]))
            }
            Read::HoldersOfRole { role: name } => {
                Answer::HoldersOfRole(role(name).map(|(role, _)| {
                    let holds = |one: &&Arc<InstanceProfile>| one.role() == Some(role);
                    self.profiles.iter().filter(holds).cloned().collect()
                }))
            }
            Read::AccountSummary => Answer::AccountSummary(Ok(AccountSummary {
                instance_profiles: Some(985),
                instance_profiles_quota: Some(1000),
                ..AccountSummary::default()
            })),
            other => panic!("{other:?}"),
        }
    }

    fn prepare(&mut self, intent: Intent) -> Prepared {
        let (mut prepare, mut next) = Prepare::begin(intent);
        let mut waiting = VecDeque::new();
        loop {
            match next {
                Next::Done(prepared) => return *prepared,
                Next::Ask(asks) => waiting.extend(asks),
            }
            self.most_at_a_time = self.most_at_a_time.max(waiting.len());
            // The newest first: answers come in any order.
            let (ticket, read) = waiting.pop_back().expect("something is under way");
            self.asked.push(read.clone());
            let answer = self.answer(&read);
            assert_eq!(prepare.on(super::super::msg::Ticket(9999), answer.clone()), None);
            next = prepare.on(ticket, answer).expect("it waits for it");
        }
    }
}

fn world() -> World {
    World::default()
        .role("web", EC2, &[LOGS])
        .role("jobs", LAMBDA, &[])
        .role("admin", EC2, &[ADMIN, LOGS])
        .role("AWSServiceRoleForEC2Spot", EC2, &[])
        .profile("full", Some("web"), &[("Team", "shop")])
        .profile("empty", None, &[])
        .profile("stack", Some("web"), &[("aws:cloudformation:stack-name", "s")])
        .profile("LabInstanceProfile", Some("web"), &[])
}

fn attach(profiles: &[&str], role: &str) -> Intent {
    Intent::Attach { profiles: names(profiles), role: role.into(), id: None }
}

fn names(names: &[&str]) -> Vec<Box<str>> {
    names.iter().map(|&name| name.into()).collect()
}

fn calls(prepared: &Prepared) -> Vec<String> {
    let plan = prepared.plan.iter().flat_map(Plan::changes);
    plan.map(|change| change.action().replace("iam:", "")).collect()
}

fn said(prepared: &Prepared) -> String {
    let lines = prepared.remarks.iter().map(|remark| ENGLISH.remark(remark));
    lines.collect::<Vec<_>>().join("\n")
}

fn left_out(prepared: &Prepared) -> Vec<String> {
    let left_out = prepared.left_out.iter();
    left_out.map(|(name, why)| format!("{name}: {}", ENGLISH.why(why))).collect()
}

#[test]
fn an_empty_profile_gets_the_role_under_its_own_spelling() {
    let prepared = world().prepare(attach(&["EMPTY"], "WEB"));
    let plan = prepared.plan.as_ref().unwrap();
    assert_eq!(plan.purpose, Purpose::Attach);
    let item = &plan.items[0];
    let add = Change::AddRole { profile: "empty".into(), role: "web".into() };
    assert_eq!((&item.steps[0].change, item.steps.len()), (&add, 1));
    let role = Expected::Role { name: "web".into(), id: Some("AROAweb".into()) };
    assert_eq!(item.expects[1], role);
    assert_eq!(prepared.policies[0].gained.len(), 2);
    let said = said(&prepared);
    assert!(said.contains("iam:PassRole on web. That was not checked"), "{said}");
    assert!(said.contains("in other profiles too: full, stack, LabInstanceProfile"), "{said}");
}

#[test]
fn a_replacement_says_what_is_lost_and_gained_and_puts_the_old_role_back_if_it_fails() {
    let prepared = world().prepare(attach(&["full"], "admin"));
    assert_eq!(prepared.plan.as_ref().unwrap().purpose, Purpose::Replace);
    assert_eq!(calls(&prepared), ["RemoveRoleFromInstanceProfile", "AddRoleToInstanceProfile"]);
    let steps = &prepared.plan.as_ref().unwrap().items[0].steps;
    assert!(
        matches!(&steps[1].if_it_fails, IfItFails::PutBack(Change::AddRole { role, .. }) if &**role == "web")
    );
    let [diff] = &prepared.policies[..] else { panic!("{:?}", prepared.policies) };
    assert_eq!((&diff.lost[..], diff.kept), (&[][..], 2));
    assert_eq!(diff.gained, [PolicyName::Managed(ADMIN.into())]);
    // Everything may be done with it, and that comes first.
    assert_eq!(prepared.remarks[0], Remark::Administrator { role: "admin".into() });
    // The old role may have to be put back, which needs the permission too.
    assert!(said(&prepared).contains("iam:PassRole on admin, web"));
}

#[test]
fn a_role_that_ec2_may_not_assume_is_said_first_and_whom_it_trusts_instead() {
    let prepared = world().prepare(attach(&["empty"], "jobs"));
    assert_eq!(prepared.remarks[0].severity(), Severity::Danger);
    assert!(matches!(prepared.remarks[0], Remark::Trust { ec2: Ec2Trust::NotTrusted, .. }));
    assert_eq!(
        ENGLISH.remark(&prepared.remarks[0]),
        "EC2 may not assume jobs, but lambda.amazonaws.com may. Instances will get no credentials."
    );
}

#[test]
fn what_could_not_be_checked_is_said_and_stops_nothing() {
    let mut world = world();
    world.denied = vec!["GetRole", "Policies"];
    let prepared = world.prepare(attach(&["empty"], "web"));
    assert_eq!(calls(&prepared), ["AddRoleToInstanceProfile"]);
    let said = said(&prepared);
    assert!(said.contains("could not be checked: iam:GetRole is denied"), "{said}");
    assert!(said.contains("The policies of web could not be read"), "{said}");
    assert_eq!(prepared.policies, []);
}

#[test]
fn a_role_that_is_not_there_or_is_a_services_own_goes_into_no_profile() {
    let prepared = world().prepare(attach(&["full", "empty"], "nobody"));
    assert_eq!((prepared.plan.as_ref(), prepared.remarks.len()), (None, 0));
    assert_eq!(left_out(&prepared)[1], "empty: there is no role nobody");
    let prepared = world().prepare(attach(&["full"], "AWSServiceRoleForEC2Spot"));
    assert_eq!(prepared.plan, None);
    assert!(left_out(&prepared)[0].contains("belongs to a service of AWS"));
}

#[test]
fn of_many_only_those_are_in_the_plan_to_which_something_is_to_be_done() {
    let prepared = world().prepare(attach(&["full", "gone", "empty"], "web"));
    assert_eq!(calls(&prepared), ["AddRoleToInstanceProfile"]);
    assert_eq!(left_out(&prepared), ["full: holds web already", "gone: does not exist"]);
    assert!(prepared.left_out[0].1.is_so_already() && !prepared.left_out[1].1.is_so_already());
    let prepared = world().prepare(Intent::Detach { profiles: names(&["empty", "full"]) });
    assert_eq!(calls(&prepared), ["RemoveRoleFromInstanceProfile"]);
    assert_eq!(left_out(&prepared), ["empty: holds no role"]);
    assert_eq!(prepared.policies[0].lost.len(), 2);
}

#[test]
fn who_else_manages_a_profile_is_said() {
    let all = names(&["full", "stack", "LabInstanceProfile"]);
    let prepared = world().prepare(Intent::Delete { profiles: all });
    assert_eq!(calls(&prepared).len(), 6);
    let managed = prepared.remarks.iter().any(|remark| {
        matches!(remark, Remark::Managed { manager, profiles }
            if manager.tool == Tool::CloudFormation && profiles[..] == names(&["stack"])[..])
    });
    assert!(managed, "{:?}", prepared.remarks);
    let said = said(&prepared);
    assert!(said.contains("LabInstanceProfile was made by the AWS Academy lab"), "{said}");
    assert!(said.contains("other ids (AIPA…)"), "{said}");
    assert_eq!(prepared.remarks[0], Remark::InUse(InUse::Delete));
}

#[test]
fn tags_become_the_calls_between_now_and_then() {
    let intent = |set: &[(&str, &str)], remove: &[&str]| Intent::Tag {
        profiles: names(&["full"]),
        set: tags(set),
        remove: names(remove),
    };
    let prepared = world().prepare(intent(&[("team", "x")], &["Team", "nothing"]));
    assert_eq!(calls(&prepared), ["TagInstanceProfile", "UntagInstanceProfile"]);
    let prepared = world().prepare(intent(&[("Team", "shop")], &[]));
    assert_eq!(left_out(&prepared), ["full: its tags are so already"]);
    let many: Vec<(String, String)> = (0..50).map(|n| (format!("k{n}"), "v".into())).collect();
    let many: Vec<_> = many.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let prepared = world().prepare(intent(&many, &[]));
    assert_eq!(left_out(&prepared), ["full: would have 51 tags; AWS allows 50"]);
    // Room for them only once the old one is gone; it is put back if they are refused.
    let prepared = world().prepare(intent(&many, &["Team"]));
    assert_eq!(calls(&prepared), ["UntagInstanceProfile", "TagInstanceProfile"]);
    let back = &prepared.plan.as_ref().unwrap().items[0].steps[1].if_it_fails;
    let team = Change::TagProfile { profile: "full".into(), tags: tags(&[("Team", "shop")]) };
    assert_eq!(*back, IfItFails::PutBack(team));
    assert!(said(&prepared).contains("full first loses Team"));
}

#[test]
fn a_name_that_differs_only_by_case_is_taken() {
    let new = NewProfile { name: "FULL".into(), path: "/".into(), tags: vec![] };
    let creation = Creation { profile: Some(new), ..Creation::default() };
    let prepared = world().prepare(Intent::Create(creation));
    assert_eq!(prepared.plan, None);
    let said = "FULL: there is a profile full already; case does not count";
    assert_eq!(left_out(&prepared), [said]);
}

#[test]
fn the_standard_way_is_one_item_with_all_of_its_calls() {
    let role = NewRole {
        name: "new".into(),
        path: "/".into(),
        trust: LAMBDA.into(),
        description: "".into(),
        tags: vec![],
    };
    let creation = Creation {
        role: Some(role),
        policies: vec![LOGS.into(), ADMIN.into()],
        profile: Some(NewProfile { name: "new".into(), path: "/".into(), tags: vec![] }),
        holds: Some("new".into()),
    };
    let prepared = world().prepare(Intent::Create(creation.clone()));
    let all = [
        "CreateRole",
        "AttachRolePolicy",
        "AttachRolePolicy",
        "CreateInstanceProfile",
        "AddRoleToInstanceProfile",
    ];
    assert_eq!(calls(&prepared), all);
    let said = said(&prepared);
    assert!(said.contains("EC2 may not assume new") && said.contains("everything"), "{said}");
    assert!(said.contains("986 of 1000 instance profiles"), "{said}");
    // With a role that is there, and that has one of the policies already.
    let creation = Creation { role: None, holds: Some("web".into()), ..creation };
    let prepared = world().prepare(Intent::Create(creation.clone()));
    let all = ["AttachRolePolicy", "CreateInstanceProfile", "AddRoleToInstanceProfile"];
    assert_eq!(calls(&prepared), all);
    let creation = Creation { holds: Some("nobody".into()), ..creation };
    assert_eq!(
        world().prepare(Intent::Create(creation)).left_out[0].1,
        Why::NoSuchRole("nobody".into())
    );
}

#[test]
fn a_thousand_profiles_are_read_a_few_at_a_time_and_their_roles_once() {
    let mut world = world();
    for n in 0..1000 {
        world = world.profile(&format!("p{n}"), Some("web"), &[]);
    }
    let all: Vec<Box<str>> = (0..1000).map(|n| format!("p{n}").into()).collect();
    let prepared = world.prepare(Intent::Detach { profiles: all });
    assert_eq!(calls(&prepared).len(), 1000);
    assert_eq!((world.most_at_a_time, world.asked.len()), (8, 1002));
}

#[test]
fn the_policies_of_too_many_roles_are_not_compared_and_that_is_said() {
    let mut world = World::default();
    for n in 0..25 {
        world = world.role(&format!("r{n}"), EC2, &[]);
        world = world.profile(&format!("p{n}"), Some(&format!("r{n}")), &[]);
    }
    let all: Vec<Box<str>> = (0..25).map(|n| format!("p{n}").into()).collect();
    let prepared = world.prepare(Intent::Delete { profiles: all });
    assert_eq!((prepared.policies.len(), world.asked.len()), (20, 25 + 40));
    assert!(prepared.remarks.contains(&Remark::NotCompared { roles: 5 }));
}

#[test]
fn with_dead_keys_a_thousand_calls_are_not_tried() {
    let mut world = world();
    world.dead = true;
    let all: Vec<Box<str>> = (0..1000).map(|n| format!("p{n}").into()).collect();
    let prepared = world.prepare(Intent::Detach { profiles: all });
    assert!(world.asked.len() <= 8, "{}", world.asked.len());
    assert_eq!((prepared.plan, prepared.left_out.len()), (None, 1000));
    assert!(matches!(prepared.left_out[999].1, Why::Unread(_)));
}

/// The plan that takes back "empty got the role web".
fn undo_of_attach(world: &World) -> Plan {
    let shown =
        Snapshot { role: Some(("web".into(), "".into())), ..Snapshot::of(&world.profiles[1]) };
    Plan::one(Purpose::Undo, Item::detach("empty", shown).unwrap())
}

#[test]
fn an_undo_is_fitted_to_what_is_there_now() {
    let mut world = world();
    let plan = undo_of_attach(&world);
    // It was taken back already, by somebody else.
    let prepared = world.prepare(Intent::Plan(plan.clone()));
    assert_eq!(left_out(&prepared), ["empty: is so already"]);
    // As it was left.
    let web = world.roles[0].0.clone();
    let empty = (*world.profiles[1]).clone();
    world.profiles[1] = Arc::new(InstanceProfile { roles: vec![web], ..empty.clone() });
    let prepared = world.prepare(Intent::Plan(plan.clone()));
    assert_eq!(calls(&prepared), ["RemoveRoleFromInstanceProfile"]);
    assert!(!said(&prepared).contains("Somebody has changed"));
    // Somebody has put another role in: that is not taken out unseen.
    let jobs = world.roles[1].0.clone();
    world.profiles[1] = Arc::new(InstanceProfile { roles: vec![jobs], ..empty.clone() });
    let prepared = world.prepare(Intent::Plan(plan.clone()));
    let said = "empty: holds jobs now, which nobody confirmed to take out";
    assert_eq!(left_out(&prepared), [said]);
    // It is another profile under the name.
    world.profiles[1] = Arc::new(InstanceProfile { id: "AIPAother".into(), ..empty });
    assert_eq!(world.prepare(Intent::Plan(plan)).left_out[0].1, Why::Recreated);
}

#[test]
fn an_undone_deletion_says_that_the_id_does_not_come_back() {
    let name: Box<str> = "back".into();
    let create = Change::CreateProfile { name: name.clone(), path: "/".into(), tags: vec![] };
    let add = Change::AddRole { profile: name.clone(), role: "web".into() };
    let item = Item {
        name: name.clone(),
        expects: vec![
            Expected::NoProfile { name: name.clone() },
            Expected::Role { name: "web".into(), id: Some("AROAold".into()) },
        ],
        steps: [create, add].map(super::super::plan::Step::or_stop).into(),
    };
    let prepared = world().prepare(Intent::Plan(Plan::one(Purpose::Undo, item)));
    assert_eq!(calls(&prepared), ["CreateInstanceProfile", "AddRoleToInstanceProfile"]);
    let said = said(&prepared);
    assert!(said.contains("back comes back with another id"), "{said}");
    assert!(said.contains("web was deleted and made again since"), "{said}");
}

#[test]
fn each_step_tells_what_it_turns_into_what() {
    let prepared = world().prepare(attach(&["full"], "jobs"));
    let item = &prepared.plan.as_ref().unwrap().items[0];
    let mut now = item.shown().cloned();
    let mut lines = Vec::new();
    for step in &item.steps {
        lines.extend(ENGLISH.before_after(&step.change, now.as_ref()));
        now = Snapshot::after(now.as_ref(), &step.change);
    }
    assert_eq!(lines, ["role: web → (no role)", "role: (no role) → jobs"]);
    assert_eq!(&*now.unwrap().role.unwrap().0, "jobs");
}
