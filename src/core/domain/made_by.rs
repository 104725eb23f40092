//! Which of AWS's own services made a role or a profile, as far as its name
//! and its path tell. Such things are made anew, changed back or missed by the
//! service that made them.

/// A part of AWS that makes roles and instance profiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "they are named as AWS names them")]
pub enum Service {
    /// A service-linked role: only its service can change it, and
    /// AddRoleToInstanceProfile refuses it with UnmodifiableEntity.
    ServiceLinked,
    IdentityCenter,
    ElasticBeanstalk,
    Emr,
    Ecs,
    Eks,
    Cloud9,
    SystemsManager,
    AcademyLab,
    /// One of AWS's consoles, on behalf of a service: the path `/service-role/`.
    Console,
}

/// Names that AWS's services and guides give, in their exact letters: the
/// user guides of Elastic Beanstalk ("instance profiles"), EMR ("service role
/// for EC2 instances"), ECS ("container instance IAM role"), Cloud9 and
/// Systems Manager ("quick setup"); a Learner Lab's own.
const NAMES: &[(&str, Service)] = &[
    ("aws-elasticbeanstalk-ec2-role", Service::ElasticBeanstalk),
    ("aws-elasticbeanstalk-service-role", Service::ElasticBeanstalk),
    ("EMR_EC2_DefaultRole", Service::Emr),
    ("EMR_DefaultRole", Service::Emr),
    ("EMR_DefaultRole_V2", Service::Emr),
    ("EMR_AutoScaling_DefaultRole", Service::Emr),
    ("ecsInstanceRole", Service::Ecs),
    ("AWSCloud9SSMAccessRole", Service::Cloud9),
    ("AWSCloud9SSMInstanceProfile", Service::Cloud9),
    ("AmazonSSMRoleForInstancesQuickSetup", Service::SystemsManager),
    ("LabInstanceProfile", Service::AcademyLab),
    ("LabRole", Service::AcademyLab),
    ("voclabs", Service::AcademyLab),
];

/// Who made it, by its path (`/…/`) and its name; `None` where nothing tells.
pub fn made_by(path: &str, name: &str) -> Option<Service> {
    let known = NAMES.iter().find(|(known, _)| *known == name).map(|(_, service)| *service);
    // The prefix is reserved: CreateRole refuses it.
    let linked = path.starts_with("/aws-service-role/") || name.starts_with("AWSServiceRoleFor");
    if linked {
        return Some(Service::ServiceLinked);
    }
    if path.starts_with("/aws-reserved/") {
        return Some(Service::IdentityCenter);
    }
    // A managed node group names its profile so.
    let node_group = || name.strip_prefix("eks-").is_some_and(is_uuid).then_some(Service::Eks);
    let console = || path.starts_with("/service-role/").then_some(Service::Console);
    known.or_else(node_group).or_else(console)
}

/// 8-4-4-4-12 hexadecimal digits.
fn is_uuid(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12] && text.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_paths_tell_which_service_made_it() {
        let linked = Some(Service::ServiceLinked);
        assert_eq!(made_by("/aws-service-role/ec2.amazonaws.com/", "AWSServiceRoleForEC2"), linked);
        assert_eq!(made_by("/", "AWSServiceRoleForX"), linked);
        assert_eq!(made_by("/aws-reserved/sso.amazonaws.com/", "x"), Some(Service::IdentityCenter));
        assert_eq!(made_by("/", "EMR_EC2_DefaultRole"), Some(Service::Emr));
        assert_eq!(made_by("/service-role/", "AWSCloud9SSMAccessRole"), Some(Service::Cloud9));
        assert_eq!(made_by("/service-role/", "mine"), Some(Service::Console));
        assert_eq!(made_by("/", "eks-6ac1e5f0-8f5a-4c0a-9e5d-0123456789ab"), Some(Service::Eks));
        for ours in ["web", "labrole", "eks-web", "elasticbeanstalk"] {
            assert_eq!(made_by("/app/", ours), None, "{ours}");
        }
    }
}
