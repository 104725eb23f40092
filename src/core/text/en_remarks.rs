//! English for what has to be said of a plan before anybody confirms it.

use super::super::change::remarks::{InUse, Quota, Severity};
use super::super::domain::made_by::Service;
use super::super::domain::trust::Ec2Trust;
use super::RemarkWords;

/// The English words.
pub(super) const ENGLISH: RemarkWords = RemarkWords {
    trust: |role, ec2, instead| {
        let said = match ec2 {
            Ec2Trust::Trusted => return format!("EC2 may assume {role}."),
            Ec2Trust::NotTrusted => format!("EC2 may not assume {role}"),
            Ec2Trust::OtherAction => {
                format!("EC2 may not assume {role}: it is named, but not for sts:AssumeRole")
            }
            Ec2Trust::Denied => format!("EC2 may not assume {role}: its trust policy denies it"),
            Ec2Trust::Depends => {
                return format!(
                    "Whether EC2 may assume {role} depends on a condition of its trust policy, which is not judged here."
                );
            }
            Ec2Trust::Unknown => {
                return format!(
                    "Whether EC2 may assume {role} is not known: its trust policy can't be read."
                );
            }
        };
        match instead {
            "" => format!("{said}. Instances will get no credentials."),
            instead => format!("{said}, but {instead} may. Instances will get no credentials."),
        }
    },
    unreadable: |role, why| {
        format!("Whether {role} exists and EC2 may assume it could not be checked: {why}.")
    },
    denied: |action| format!("{action} is denied"),
    administrator: |role| {
        format!("{role} may do everything in this account, and so may whoever is on an instance.")
    },
    policies_unread: |role, why| format!("The policies of {role} could not be read: {why}."),
    not_compared: |roles| format!("The policies of {roles} more roles were not compared."),
    pass_role: |roles| {
        format!(
            "You need iam:PassRole on {roles}. That was not checked: AWS tells it only when the role is put in."
        )
    },
    managed: |tool, profiles, count| match count {
        1 => {
            format!("{tool} manages {profiles}: change it there, or it drifts and is changed back.")
        }
        _ => format!(
            "{tool} manages {profiles}: change them there, or they drift and are changed back."
        ),
    },
    profiles_made_by: |service, profiles, count| {
        let made = if count == 1 { "was made" } else { "were made" };
        format!("{profiles} {made} by {service}, which may rely on it as it is.")
    },
    role_made_by: |service, role| format!("{role} was made by {service}, for its own use."),
    service_linked: |role| {
        format!("{role} belongs to a service of AWS: AWS refuses to put it into a profile.")
    },
    service: |service| match service {
        Service::ServiceLinked => "a service of AWS",
        Service::IdentityCenter => "IAM Identity Center",
        Service::ElasticBeanstalk => "Elastic Beanstalk",
        Service::Emr => "EMR",
        Service::Ecs => "ECS",
        Service::Eks => "EKS",
        Service::Cloud9 => "Cloud9",
        Service::SystemsManager => "Systems Manager",
        Service::AcademyLab => "the AWS Academy lab",
        Service::Console => "an AWS console",
    },
    in_use: |what| match what {
        InUse::Attach => {
            "Instances that use the profile get the role's credentials within minutes. Which ones do was not checked: this version does not look at EC2."
        }
        InUse::Replace => {
            "Which instances use it was not checked: this version does not look at EC2. They may keep the old role's credentials for up to an hour, and those handed out already work for up to 6 hours. Between the two calls the profile is empty."
        }
        InUse::Detach => {
            "Which instances use it was not checked: this version does not look at EC2. They get no new credentials, which may take up to an hour; those handed out already work for up to 6 hours."
        }
        InUse::Delete => {
            "Which instances use it was not checked: this version does not look at EC2. AWS deletes a profile in use too, and what runs on its instances loses its credentials."
        }
    },
    held_elsewhere: |role, profiles| format!("{role} is in other profiles too: {profiles}."),
    tags_at_risk: |profile, keys| {
        format!(
            "AWS allows 50 tags: {profile} first loses {keys}, then gets the new ones. If that fails, the lost ones are put back, and if that fails too, they are gone."
        )
    },
    id_is_lost: |profiles| {
        match profiles {
        1 => "A profile made again under the name has another id (AIPA…): instances keep the old one, and stay without credentials.".to_owned(),
        n => format!(
            "Profiles made again under these {n} names have other ids (AIPA…): instances keep the old ones, and stay without credentials."
        ),
    }
    },
    quota_near: |quota, used, most| {
        let of = match quota {
            Quota::InstanceProfiles => "instance profiles in this account",
            Quota::Roles => "roles in this account",
            Quota::PoliciesOnRole => "managed policies on the role",
        };
        let beyond = if used > most { ": AWS will refuse it" } else { "" };
        format!("That will be {used} of {most} {of}{beyond}.")
    },
    changed_since: |profiles| {
        format!("Somebody has changed {profiles} since; what is shown is what is there now.")
    },
    new_id: |profiles| {
        format!(
            "{profiles} comes back with another id (AIPA…): instances that used it keep the old one, and need the profile associated anew."
        )
    },
    role_recreated: |role| {
        format!("{role} was deleted and made again since: it is another role under that name.")
    },
    alike: |count, names, first| {
        format!("{count} warnings alike, for {names}; each stands in the text. The first: {first}")
    },
    manager: super::en_reading::manager,
    and_more: |names, more| format!("{names} and {more} more"),
    severity: |severity| match severity {
        Severity::Danger => "✗",
        Severity::Warning => "⚠",
        Severity::Note => "·",
    },
    not_there: "does not exist",
    unread: |why| format!("could not be read: {why}"),
    holds_it: |role| format!("holds {role} already"),
    holds_none: "holds no role",
    holds_another: |role| format!("holds {role} now, which nobody confirmed to take out"),
    tags_are_so: "its tags are so already",
    too_many_tags: |count, most| format!("would have {count} tags; AWS allows {most}"),
    no_such_role: |role| format!("there is no role {role}"),
    why_service_linked: |role| {
        format!("{role} belongs to a service of AWS, which alone can use it")
    },
    name_taken: |name| format!("there is a profile {name} already; case does not count"),
    role_name_taken: |name| format!("there is a role {name} already; case does not count"),
    recreated: "was deleted and made again since: it is another profile under that name",
    is_so: "is so already",
    why_role_recreated: |role| {
        format!(
            "the role {role} was deleted and made again since: it is another role under that name"
        )
    },
    role_has_policies: |role, policies| {
        format!("the role {role} can't be deleted: it has other policies ({policies})")
    },
    role_has_holders: |role, profiles| {
        format!("the role {role} can't be deleted: other profiles hold it ({profiles})")
    },
    no_role: "(no role)",
    role_was: |old, new| format!("role: {old} → {new}"),
    tag_new: |key, value| format!("+ {key} = {value}"),
    tag_other: |key, old, new| format!("~ {key} = {old} → {new}"),
    tag_gone: |key, value| format!("− {key} = {value}"),
    profile_made: |name, path| format!("+ instance profile {name}, path {path}"),
    profile_gone: |name| format!("− instance profile {name}"),
    role_made: |name, path| format!("+ role {name}, path {path}"),
    role_gone: |name| format!("− role {name}"),
    policy_on: |arn| format!("+ policy {arn}"),
    policy_off: |arn| format!("− policy {arn}"),
};
