//! From the SDK's types to the program's own.

use std::sync::Arc;

use aws_sdk_iam::types;
use aws_smithy_types::DateTime;

use crate::core::domain::{InstanceProfile, PolicyDocument, Role, RoleLastUsed, Tag, Timestamp};

/// `tagged` says whether the operation returns tags: where it does not, an
/// absent list means unknown; where it does, it means none (the SDK hands an
/// absent and an empty list over alike).
pub fn instance_profile(from: types::InstanceProfile, tagged: bool) -> InstanceProfile {
    let list = from.tags.map(tags);
    InstanceProfile {
        id: from.instance_profile_id.into(),
        name: from.instance_profile_name.into(),
        path: from.path.into(),
        arn: from.arn.into(),
        created: timestamp(&from.create_date),
        roles: from.roles.into_iter().map(|r| Arc::new(role(r, false))).collect(),
        tags: if tagged { Some(list.unwrap_or_default()) } else { list },
    }
}

/// `tagged`: as for [`instance_profile`].
pub fn role(from: types::Role, tagged: bool) -> Role {
    let list = from.tags.map(tags);
    Role {
        id: from.role_id.into(),
        name: from.role_name.into(),
        path: from.path.into(),
        arn: from.arn.into(),
        created: timestamp(&from.create_date),
        trust_policy: from
            .assume_role_policy_document
            .map(|text| PolicyDocument::from_answer(&text)),
        description: from.description.map(Into::into),
        max_session_duration: from.max_session_duration,
        permissions_boundary: from
            .permissions_boundary
            .and_then(|boundary| boundary.permissions_boundary_arn)
            .map(Into::into),
        last_used: from.role_last_used.map(|used| RoleLastUsed {
            at: used.last_used_date.as_ref().map(timestamp),
            region: used.region.map(Into::into),
        }),
        tags: if tagged { Some(list.unwrap_or_default()) } else { list },
    }
}

pub fn tags(from: Vec<types::Tag>) -> Vec<Tag> {
    from.into_iter().map(|tag| Tag { key: tag.key.into(), value: tag.value.into() }).collect()
}

pub fn timestamp(from: &DateTime) -> Timestamp {
    Timestamp(from.secs())
}
