//! English for the pane that reads.

use super::super::domain::manager::{Manager, Owner, Tool};
use super::super::reader::Tab;
use super::ReadingWords;

/// The English words.
pub const ENGLISH: ReadingWords = ReadingWords {
    tab: |tab| match tab {
        Tab::Overview => "Overview",
        Tab::Role => "Role",
        Tab::Policies => "Policies",
        Tab::Tags => "Tags",
        Tab::Used => "Used",
        Tab::Json => "JSON",
    },
    searching: "Search",
    matches: |at, of| match of {
        0 => "no match".into(),
        of => format!("{at} of {of}"),
    },
    policies: "Policies",
    policies_of: |role| format!("Policies of role {role}, with their characters"),
    no_policies: "None: instances get credentials that allow nothing.",
    managed_count: |count| match count {
        0 => "no managed".into(),
        n => format!("{n} managed"),
    },
    inline_count: |count| match count {
        0 => "no inline".into(),
        n => format!("{n} inline"),
    },
    managed: "managed",
    not_read: "not read",
    not_read_dead: "not read: the keys are no longer accepted",
    administrator: "⚠ may do everything",
    aws: "AWS",
    customer: "customer",
    boundary_short: "boundary",
    size: "Size",
    aws_managed: "AWS managed",
    customer_managed: "customer managed",
    inline: "inline",
    boundary: "permissions boundary",
    characters: |n| format!("{n} characters without white space"),
    reading: "reading…",
    unreadable: |action| format!("not readable: {action}"),
    version: "Version",
    not_json: "This is no JSON; its text as AWS sent it:",
    and_more: |n| format!("and {n} more"),
    managed_by: |by| format!("⚠ Managed by {}: change it there, or it drifts.", manager(by)),
    holders: "Other profiles that hold it",
    no_other_holder: "None.",
    used_unknown: "? Not known: this version does not look at EC2.",
    used_hint: "Instances, launch templates and others may use the profile. For one region, the AWS CLI tells the instances:",
    used_command: |arn| {
        format!(
            "aws ec2 describe-iam-instance-profile-associations --query \"IamInstanceProfileAssociations[?IamInstanceProfile.Arn=='{arn}'].InstanceId\""
        )
    },
    json_hint: "As far as it was read: tab 2 reads the other holders, tab 3 the policies' documents.",
};

/// A tool, and what of its: `CloudFormation stack web`.
pub(super) fn manager(Manager { tool, of }: &Manager) -> String {
    let tool = match tool {
        Tool::CloudFormation => "CloudFormation",
        Tool::ElasticBeanstalk => "Elastic Beanstalk",
        Tool::Eksctl => "eksctl",
        Tool::Karpenter => "Karpenter",
        Tool::Terraform => "Terraform",
        Tool::OpenTofu => "OpenTofu",
        Tool::Pulumi => "Pulumi",
    };
    let of = of.as_ref().map(|(owner, name)| match owner {
        Owner::Stack => format!(" stack {name}"),
        Owner::Environment => format!(" environment {name}"),
        Owner::Cluster => format!(", cluster {name}"),
        Owner::NodeClass => format!(", node class {name}"),
    });
    format!("{tool}{}", of.unwrap_or_default())
}
