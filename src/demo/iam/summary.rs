//! The account as a whole: its alias, its counts and quotas.

use super::super::failure::Failure;
use super::super::page::{Page, write_end};
use super::super::state::State;
use super::super::validate::Check;
use super::super::xml::Xml;
use super::Context;

/// ListAccountAliases: none or one.
pub(super) fn list_aliases(
    state: &State,
    context: &Context<'_>,
    xml: &mut Xml,
) -> Result<(), Failure> {
    let page = Page::read(context.form, Check::default(), context.page_limit)?;
    let (aliases, next) = page.of(&state.aliases);
    xml.element("AccountAliases", |xml| {
        for alias in aliases {
            xml.text("member", alias);
        }
    });
    write_end(xml, context.form, next.as_deref());
    Ok(())
}

/// GetAccountSummary: counts, and the quotas in force; the account has no users and no groups.
pub(super) fn get(state: &State, _: &Context<'_>, xml: &mut Xml) -> Result<(), Failure> {
    let own = || state.policies.values().filter(|policy| !policy.is_aws_managed());
    let versions: usize = own().map(|policy| policy.versions.len()).sum();
    let quotas = &state.quotas;
    let entries = [
        ("AccessKeysPerUserQuota", 2),
        ("AccountAccessKeysPresent", 0),
        ("AccountMFAEnabled", 1),
        ("AccountPasswordPresent", 1),
        ("AccountSigningCertificatesPresent", 0),
        ("AssumeRolePolicySizeQuota", 2048),
        ("AttachedPoliciesPerGroupQuota", 10),
        ("AttachedPoliciesPerRoleQuota", quotas.attached_policies_per_role),
        ("AttachedPoliciesPerUserQuota", 10),
        ("GlobalEndpointTokenVersion", 1),
        ("GroupPolicySizeQuota", 5120),
        ("Groups", 0),
        ("GroupsPerUserQuota", 10),
        ("GroupsQuota", 300),
        ("InstanceProfiles", state.profiles.len() as u64),
        ("InstanceProfilesQuota", quotas.instance_profiles),
        ("MFADevices", 0),
        ("MFADevicesInUse", 0),
        ("Policies", own().count() as u64),
        ("PoliciesQuota", 1500),
        ("PolicySizeQuota", 6144),
        ("PolicyVersionsInUse", versions as u64),
        ("PolicyVersionsInUseQuota", 10_000),
        ("Providers", 0),
        ("RolePolicySizeQuota", 10_240),
        ("Roles", state.roles.len() as u64),
        ("RolesQuota", quotas.roles),
        ("ServerCertificates", 0),
        ("ServerCertificatesQuota", 20),
        ("SigningCertificatesPerUserQuota", 2),
        ("UserPolicySizeQuota", 2048),
        ("Users", 0),
        ("UsersQuota", 5000),
        ("VersionsPerPolicyQuota", 5),
    ];
    xml.element("SummaryMap", |xml| {
        for (key, value) in entries {
            xml.element("entry", |xml| {
                xml.text("key", key);
                xml.number("value", value);
            });
        }
    });
    Ok(())
}
