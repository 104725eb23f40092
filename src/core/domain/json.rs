//! IAM's things as JSON in AWS's own shape: what the AWS CLI prints.

use serde_json::{Value, json};

use super::{InstanceProfile, PolicyDocument, Role, Tag};

/// An instance profile. The keys stand in the order of IAM's model, as botocore
/// keeps it.
pub fn instance_profile(profile: &InstanceProfile) -> Value {
    let mut value = json!({
        "Path": profile.path,
        "InstanceProfileName": profile.name,
        "InstanceProfileId": profile.id.to_string(),
        "Arn": profile.arn,
        "CreateDate": profile.created.iso8601(),
        "Roles": profile.roles.iter().map(|held| role(held)).collect::<Vec<_>>(),
    });
    if let Some(list) = &profile.tags {
        value["Tags"] = tags(list);
    }
    value
}

/// AWS leaves the later keys out of a role within a profile; what it sends is
/// printed all the same.
pub fn role(role: &Role) -> Value {
    let mut value = json!({
        "Path": role.path,
        "RoleName": role.name,
        "RoleId": role.id,
        "Arn": role.arn,
        "CreateDate": role.created.iso8601(),
    });
    if let Some(document) = &role.trust_policy {
        value["AssumeRolePolicyDocument"] = policy(document);
    }
    if let Some(description) = &role.description {
        value["Description"] = json!(description);
    }
    if let Some(seconds) = role.max_session_duration {
        value["MaxSessionDuration"] = json!(seconds);
    }
    if let Some(arn) = &role.permissions_boundary {
        value["PermissionsBoundary"] = json!({ "PermissionsBoundaryArn": arn });
    }
    if let Some(list) = &role.tags {
        value["Tags"] = tags(list);
    }
    if let Some(used) = &role.last_used {
        value["RoleLastUsed"] = json!({});
        if let Some(at) = used.at {
            value["RoleLastUsed"]["LastUsedDate"] = json!(at.iso8601());
        }
        if let Some(region) = &used.region {
            value["RoleLastUsed"]["Region"] = json!(region);
        }
    }
    value
}

/// What is no JSON is printed as its text.
pub fn policy(document: &PolicyDocument) -> Value {
    document.json().unwrap_or_else(|_| Value::from(document.text()))
}

fn tags(tags: &[Tag]) -> Value {
    tags.iter().map(|tag| json!({ "Key": tag.key, "Value": tag.value })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_is_no_json_is_printed_as_its_text() {
        assert_eq!(policy(&PolicyDocument::from_answer("not%20json")), json!("not json"));
        assert_eq!(policy(&PolicyDocument::from_answer("%7B%22a%22%3A1%7D")), json!({ "a": 1 }));
    }
}
