//! The AWS CLI's commands that do the same, for a POSIX shell.

use super::super::plan::Change;
use super::Tag;

/// The command, its arguments quoted where a shell needs it.
pub fn aws_cli(change: &Change, endpoint: Option<&str>) -> String {
    let mut words = vec!["aws".to_owned(), "iam".to_owned()];
    if let Some(endpoint) = endpoint {
        words.extend(["--endpoint-url".to_owned(), quoted(endpoint)]);
    }
    let mut add = |all: &[&str]| words.extend(all.iter().map(|word| quoted(word)));
    match change {
        Change::AddRole { profile, role } => {
            add(&["add-role-to-instance-profile", "--instance-profile-name", profile]);
            add(&["--role-name", role]);
        }
        Change::RemoveRole { profile, role } => {
            add(&["remove-role-from-instance-profile", "--instance-profile-name", profile]);
            add(&["--role-name", role]);
        }
        Change::TagProfile { profile, tags } => {
            add(&["tag-instance-profile", "--instance-profile-name", profile, "--tags"]);
            tags.iter().for_each(|tag| add(&[&json(tag)]));
        }
        Change::UntagProfile { profile, keys } => {
            add(&["untag-instance-profile", "--instance-profile-name", profile, "--tag-keys"]);
            keys.iter().for_each(|key| add(&[key]));
        }
        Change::CreateProfile { name, path, tags } => {
            add(&["create-instance-profile", "--instance-profile-name", name]);
            if &**path != "/" {
                add(&["--path", path]);
            }
            if !tags.is_empty() {
                add(&["--tags"]);
                tags.iter().for_each(|tag| add(&[&json(tag)]));
            }
        }
        Change::DeleteProfile { name } => {
            add(&["delete-instance-profile", "--instance-profile-name", name]);
        }
        Change::CreateRole { name, path, trust, description, tags } => {
            add(&["create-role", "--role-name", name]);
            if &**path != "/" {
                add(&["--path", path]);
            }
            add(&["--assume-role-policy-document", trust]);
            if !description.is_empty() {
                add(&["--description", description]);
            }
            if !tags.is_empty() {
                add(&["--tags"]);
                tags.iter().for_each(|tag| add(&[&json(tag)]));
            }
        }
        Change::DeleteRole { name } => add(&["delete-role", "--role-name", name]),
        Change::AttachRolePolicy { role, arn } => {
            add(&["attach-role-policy", "--role-name", role, "--policy-arn", arn]);
        }
        Change::DetachRolePolicy { role, arn } => {
            add(&["detach-role-policy", "--role-name", role, "--policy-arn", arn]);
        }
    }
    words.join(" ")
}

/// As JSON: the CLI's shorthand has no way to write a comma in a value.
fn json(tag: &Tag) -> String {
    serde_json::json!({ "Key": tag.key, "Value": tag.value }).to_string()
}

/// A word as a POSIX shell reads it back.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=+,@%".contains(c);
    if !word.is_empty() && word.chars().all(plain) && !word.starts_with('=') {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_take_apart_is_quoted() {
        assert_eq!(quoted("a+b=c,d.e@f-g"), "a+b=c,d.e@f-g");
        assert_eq!(quoted("it's $HOME `x`"), r"'it'\''s $HOME `x`'");
        assert_eq!(quoted(""), "''");
    }

    #[test]
    fn the_command_is_the_call() {
        let tag = Tag { key: "a,b".into(), value: "it's".into() };
        let change = Change::TagProfile { profile: "p".into(), tags: vec![tag] };
        assert_eq!(
            aws_cli(&change, None),
            r#"aws iam tag-instance-profile --instance-profile-name p --tags '{"Key":"a,b","Value":"it'\''s"}'"#
        );
    }
}
