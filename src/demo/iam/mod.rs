//! IAM's operations, API version 2010-05-08.
//!
//! Each operation is one function over the account's state and one row of [`find`].

mod change;
mod document;
mod policies;
mod profiles;
mod role_change;
mod role_policies;
mod roles;
mod summary;

use super::failure::Failure;
use super::form::Form;
use super::identity::Resource;
use super::state::{State, Tag};
use super::xml::Xml;

/// IAM's version of the Query API.
pub(super) const VERSION: &str = "2010-05-08";
/// The XML namespace of its answers.
pub(super) const NAMESPACE: &str = "https://iam.amazonaws.com/doc/2010-05-08/";

/// What an operation may use besides the account.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) form: &'a Form,
    pub(super) page_limit: Option<usize>,
    /// Seconds since 1970, by the caller's clock.
    pub(super) now: i64,
}

type Read = fn(&State, &Context<'_>, &mut Xml) -> Result<(), Failure>;
type Change = fn(&mut State, &Context<'_>, &mut Xml) -> Result<(), Failure>;

/// How an operation is carried out.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// Leaves the account as it is, so that many can run at once.
    Read(Read),
    Change(Change),
}

/// What an operation is about, for denials.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Profile,
    NewProfile,
    AllProfiles,
    Role,
    NewRole,
    AllRoles,
    Policy,
    Account,
}

/// The operation's work and target; none for an action that IAM (or this part of it) has not.
pub(super) fn find(action: &str) -> Option<(Target, Run)> {
    use Run::{Change, Read};
    use Target::{Account, AllProfiles, AllRoles, NewProfile, NewRole, Policy, Profile, Role};
    Some(match action {
        "ListInstanceProfiles" => (AllProfiles, Read(profiles::list)),
        "GetInstanceProfile" => (Profile, Read(profiles::get)),
        "ListInstanceProfileTags" => (Profile, Read(profiles::list_tags)),
        "ListInstanceProfilesForRole" => (Role, Read(profiles::list_for_role)),
        "ListRoles" => (AllRoles, Read(roles::list)),
        "GetRole" => (Role, Read(roles::get)),
        "ListRoleTags" => (Role, Read(roles::list_tags)),
        "ListAttachedRolePolicies" => (Role, Read(roles::list_attached)),
        "ListRolePolicies" => (Role, Read(roles::list_inline)),
        "GetRolePolicy" => (Role, Read(roles::get_inline)),
        "GetPolicy" => (Policy, Read(policies::get)),
        "GetPolicyVersion" => (Policy, Read(policies::get_version)),
        "ListPolicies" => (Account, Read(policies::list)),
        "ListAccountAliases" => (Account, Read(summary::list_aliases)),
        "GetAccountSummary" => (Account, Read(summary::get)),
        "CreateInstanceProfile" => (NewProfile, Change(change::create)),
        "DeleteInstanceProfile" => (Profile, Change(change::delete)),
        "AddRoleToInstanceProfile" => (Profile, Change(change::add_role)),
        "RemoveRoleFromInstanceProfile" => (Profile, Change(change::remove_role)),
        "TagInstanceProfile" => (Profile, Change(change::tag)),
        "UntagInstanceProfile" => (Profile, Change(change::untag)),
        "CreateRole" => (NewRole, Change(role_change::create)),
        "DeleteRole" => (Role, Change(role_change::delete)),
        "TagRole" => (Role, Change(role_change::tag)),
        "UntagRole" => (Role, Change(role_change::untag)),
        "AttachRolePolicy" => (Role, Change(role_policies::attach)),
        "DetachRolePolicy" => (Role, Change(role_policies::detach)),
        "PutRolePolicy" => (Role, Change(role_policies::put)),
        "DeleteRolePolicy" => (Role, Change(role_policies::delete)),
        _ => return None,
    })
}

/// Names what a request is about, as denials and policies do.
pub(super) fn resource(state: &State, target: Target, form: &Form) -> Resource {
    let get = |name| form.get(name).unwrap_or_default();
    match target {
        Target::Profile => {
            let name = get("InstanceProfileName");
            let arn = match state.profile(name) {
                Some(profile) => state.profile_arn(profile),
                None => state.arn("instance-profile", "/", name),
            };
            Resource::iam(arn, format!("instance profile {name}"))
        }
        Target::NewProfile => {
            let path = form.get("Path").unwrap_or("/");
            Resource::arn(state.arn("instance-profile", path, get("InstanceProfileName")))
        }
        Target::AllProfiles => {
            let prefix = form.get("PathPrefix").unwrap_or("/");
            Resource::arn(state.arn("instance-profile", prefix, ""))
        }
        Target::Role => {
            let name = get("RoleName");
            Resource::iam(role_arn(state, name), format!("role {name}"))
        }
        Target::NewRole => {
            let path = form.get("Path").unwrap_or("/");
            Resource::arn(state.arn("role", path, get("RoleName")))
        }
        Target::AllRoles => {
            let prefix = form.get("PathPrefix").unwrap_or("/");
            Resource::arn(state.arn("role", prefix, ""))
        }
        Target::Policy => {
            let arn = get("PolicyArn");
            Resource::iam(arn.to_owned(), format!("policy {arn}"))
        }
        Target::Account => Resource::arn("*".to_owned()),
    }
}

/// The role that the caller hands over, if the action hands one over: needs iam:PassRole.
pub(super) fn passed_role(state: &State, form: &Form) -> Option<Resource> {
    (form.action() == "AddRoleToInstanceProfile").then(|| {
        let name = form.get("RoleName").unwrap_or_default();
        Resource::arn(role_arn(state, name))
    })
}

fn role_arn(state: &State, name: &str) -> String {
    match state.role(name) {
        Some(role) => state.role_arn(role),
        None => state.arn("role", "/", name),
    }
}

/// Tags sorted by key, as AWS sends them.
fn sorted(tags: &[Tag]) -> Vec<&Tag> {
    let mut tags: Vec<&Tag> = tags.iter().collect();
    tags.sort_by(|a, b| a.key.cmp(&b.key));
    tags
}

fn write_tags<'tag>(xml: &mut Xml, tags: impl IntoIterator<Item = &'tag Tag>) {
    xml.element("Tags", |xml| {
        for tag in tags {
            xml.element("member", |xml| {
                xml.text("Key", &tag.key);
                xml.text("Value", &tag.value);
            });
        }
    });
}
