//! Which other tool a thing belongs to, by the tags that such tools set.

use super::Tag;

/// A tool that will change the thing back, or lose track of it, if it is
/// changed by hand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Manager {
    /// The tool.
    pub tool: Tool,
    /// What of the tool's the thing belongs to, where the tags name it.
    pub of: Option<(Owner, String)>,
}

/// What a tool calls that which owns a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "they are named as the tools name them")]
pub enum Owner {
    Stack,
    Environment,
    Cluster,
    NodeClass,
}

/// The tools whose tags are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "they are named as they name themselves")]
pub enum Tool {
    CloudFormation,
    ElasticBeanstalk,
    Eksctl,
    Karpenter,
    Terraform,
    OpenTofu,
    Pulumi,
}

/// Keys that their tool sets itself, and that hold the name of its stack,
/// environment, cluster or node class.
///
/// CloudFormation and Elastic Beanstalk document theirs in their user guides,
/// eksctl and Karpenter in their sources (`api.ClusterNameTag`,
/// `instanceprofile.Provider`).
const NAMED: &[(&str, Tool, Owner)] = &[
    ("aws:cloudformation:stack-name", Tool::CloudFormation, Owner::Stack),
    ("elasticbeanstalk:environment-name", Tool::ElasticBeanstalk, Owner::Environment),
    ("alpha.eksctl.io/cluster-name", Tool::Eksctl, Owner::Cluster),
    ("eksctl.cluster.k8s.io/v1alpha1/cluster-name", Tool::Eksctl, Owner::Cluster),
    ("karpenter.k8s.aws/ec2nodeclass", Tool::Karpenter, Owner::NodeClass),
    ("karpenter.sh/managed-by", Tool::Karpenter, Owner::Cluster),
];

/// Keys by which people say what made a thing; these tools set none of their
/// own. Without regard to case and to what joins the words.
const BY_CUSTOM: &[&str] =
    &["managedby", "provisionedby", "provisioner", "createdby", "deployedby", "iac"];

const CUSTOM_TOOLS: &[(&str, Tool)] =
    &[("terraform", Tool::Terraform), ("opentofu", Tool::OpenTofu), ("pulumi", Tool::Pulumi)];

/// The tools that the tags speak of, each once.
pub fn managers(tags: &[Tag]) -> Vec<Manager> {
    let mut found: Vec<Manager> = Vec::new();
    for tag in tags {
        let Some(manager) = manager(tag) else { continue };
        match found.iter_mut().find(|known| known.tool == manager.tool) {
            Some(known) => known.of = known.of.take().or(manager.of),
            None => found.push(manager),
        }
    }
    found.sort();
    found
}

fn manager(tag: &Tag) -> Option<Manager> {
    let named = NAMED.iter().find(|(key, ..)| **key == *tag.key);
    if let Some((_, tool, owner)) = named {
        let of = Some((*owner, tag.value.to_string())).filter(|(_, name)| !name.is_empty());
        return Some(Manager { tool: *tool, of });
    }
    let letters: String = tag.key.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
    let letters = letters.to_ascii_lowercase();
    let value = tag.value.to_ascii_lowercase();
    let custom = CUSTOM_TOOLS.iter().find(|(name, _)| match BY_CUSTOM.contains(&&*letters) {
        true => value.contains(name),
        // `Terraform = true`, but not `terraform = false`.
        false => letters == *name && !matches!(&*value, "false" | "no" | "0"),
    });
    custom.map(|(_, tool)| Manager { tool: *tool, of: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by(tags: &[(&str, &str)]) -> Vec<(Tool, Option<(Owner, String)>)> {
        let tag = |&(key, value): &(&str, &str)| Tag { key: key.into(), value: value.into() };
        let tags: Vec<_> = tags.iter().map(tag).collect();
        managers(&tags).into_iter().map(|m| (m.tool, m.of)).collect()
    }

    #[test]
    fn the_tools_own_tags_name_the_stack_and_the_cluster() {
        let tags = [
            ("alpha.eksctl.io/cluster-name", "shop"),
            ("eksctl.cluster.k8s.io/v1alpha1/cluster-name", "shop"),
            ("aws:cloudformation:stack-name", "eksctl-shop-nodes"),
        ];
        assert_eq!(
            by(&tags),
            [
                (Tool::CloudFormation, Some((Owner::Stack, "eksctl-shop-nodes".into()))),
                (Tool::Eksctl, Some((Owner::Cluster, "shop".into())))
            ]
        );
    }

    #[test]
    fn what_people_write_is_understood_and_nothing_is_read_into_it() {
        assert_eq!(by(&[("managed_by", "Terraform Cloud")]), [(Tool::Terraform, None)]);
        assert_eq!(by(&[("ManagedBy", "opentofu")]), [(Tool::OpenTofu, None)]);
        assert_eq!(by(&[("terraform", "true")]), [(Tool::Terraform, None)]);
        assert_eq!(by(&[("terraform", "false"), ("Team", "terraform"), ("Stage", "prod")]), []);
    }
}
