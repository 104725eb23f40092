//! Reading managed policies.

use std::collections::HashMap;

use super::super::failure::Failure;
use super::super::page::{Page, write_end};
use super::super::state::{Policy, State};
use super::super::validate::Check;
use super::super::xml::Xml;
use super::{Context, sorted, write_tags};

/// How often each policy is attached to a role, and how often it bounds one.
#[derive(Default)]
struct Use {
    attached: u64,
    bounds: u64,
}

/// GetPolicy: with description and tags.
pub(super) fn get(state: &State, context: &Context<'_>, xml: &mut Xml) -> Result<(), Failure> {
    let policy = find(state, context, Check::default())?;
    let uses = count(state);
    xml.element("Policy", |xml| {
        write(xml, policy, uses.get(&*policy.arn));
        if let Some(description) = &policy.description {
            xml.text("Description", description);
        }
        write_tags(xml, sorted(&policy.tags));
    });
    Ok(())
}

/// GetPolicyVersion: one document.
pub(super) fn get_version(
    state: &State,
    context: &Context<'_>,
    xml: &mut Xml,
) -> Result<(), Failure> {
    let wanted = context.form.required("VersionId")?;
    let mut check = Check::default();
    check.version_id(wanted);
    let policy = find(state, context, check)?;
    let (number, (created, document)) = wanted
        .strip_prefix('v')
        .and_then(|number| number.parse().ok())
        .and_then(|number| policy.versions.get_key_value(&number))
        .ok_or_else(|| {
            Failure::no_such_entity(format!(
                "Policy {} version {wanted} does not exist or is not attachable.",
                policy.arn
            ))
        })?;
    xml.element("PolicyVersion", |xml| {
        xml.text("Document", document.encoded());
        xml.text("VersionId", &format!("v{number}"));
        xml.boolean("IsDefaultVersion", *number == policy.default_version);
        xml.time("CreateDate", *created);
    });
    Ok(())
}

/// ListPolicies: without descriptions and tags.
pub(super) fn list(state: &State, context: &Context<'_>, xml: &mut Xml) -> Result<(), Failure> {
    let scope = context.form.get("Scope").unwrap_or("All");
    let prefix = context.form.get("PathPrefix");
    let usage = context.form.get("PolicyUsageFilter");
    let mut check = Check::default();
    check.one_of("scope", scope, &["All", "AWS", "Local"]);
    if let Some(prefix) = prefix {
        check.policy_path_prefix(prefix);
    }
    if let Some(usage) = usage {
        let words = ["PermissionsPolicy", "PermissionsBoundary"];
        check.one_of("policyUsageFilter", usage, &words);
    }
    let page = Page::read(context.form, check, context.page_limit)?;
    let only_attached = context.form.get("OnlyAttached") == Some("true");
    let uses = count(state);
    let mut policies: Vec<&Policy> = state
        .policies
        .values()
        .map(|policy| &**policy)
        .filter(|policy| match scope {
            "AWS" => policy.is_aws_managed(),
            "Local" => !policy.is_aws_managed(),
            _ => true,
        })
        .filter(|policy| prefix.is_none_or(|prefix| policy.path.starts_with(prefix)))
        .filter(|policy| {
            let uses = uses.get(&*policy.arn);
            let attached = uses.is_some_and(|uses| uses.attached > 0);
            let bounds = uses.is_some_and(|uses| uses.bounds > 0);
            match (usage, only_attached) {
                (Some("PermissionsBoundary"), _) => bounds,
                (Some(_), _) => attached,
                (None, true) => attached || bounds,
                (None, false) => true,
            }
        })
        .collect();
    policies.sort_by(|a, b| (&a.name, &a.arn).cmp(&(&b.name, &b.arn)));
    let (policies, next) = page.of(&policies);
    xml.element("Policies", |xml| {
        for policy in policies {
            xml.element("member", |xml| write(xml, policy, uses.get(&*policy.arn)));
        }
    });
    write_end(xml, context.form, next.as_deref());
    Ok(())
}

/// The policy that the request names, once the request is valid.
fn find<'state>(
    state: &'state State,
    context: &Context<'_>,
    mut check: Check,
) -> Result<&'state Policy, Failure> {
    let arn = context.form.required("PolicyArn")?;
    check.policy_arn(arn);
    check.done()?;
    if !arn.starts_with("arn:") || !arn.contains(":policy/") {
        return Err(Failure::invalid_input(format!("ARN {arn} is not valid.")));
    }
    state
        .policies
        .get(arn)
        .map(|policy| &**policy)
        .ok_or_else(|| Failure::no_such_entity(format!("Policy {arn} was not found.")))
}

fn count(state: &State) -> HashMap<&str, Use> {
    let mut uses: HashMap<&str, Use> = HashMap::new();
    for role in state.roles.values() {
        for arn in &role.attached {
            uses.entry(arn).or_default().attached += 1;
        }
        if let Some(arn) = &role.boundary {
            uses.entry(arn).or_default().bounds += 1;
        }
    }
    uses
}

fn write(xml: &mut Xml, policy: &Policy, uses: Option<&Use>) {
    xml.text("PolicyName", policy.name.as_str());
    xml.text("PolicyId", policy.id.as_str());
    xml.text("Arn", &policy.arn);
    xml.text("Path", &policy.path);
    xml.text("DefaultVersionId", &format!("v{}", policy.default_version));
    xml.number("AttachmentCount", uses.map_or(0, |uses| uses.attached));
    let bounds = uses.map_or(0, |uses| uses.bounds);
    xml.number("PermissionsBoundaryUsageCount", bounds);
    xml.boolean("IsAttachable", true);
    xml.time("CreateDate", policy.created);
    xml.time("UpdateDate", policy.updated);
}
