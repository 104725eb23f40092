//! JSON as the AWS CLI prints it: its keys, their order, its dates, its
//! indentation, policy documents decoded.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter};
use serde_json::{Value, json};

use crate::core::domain::{InstanceProfile, PolicyDocument, Role, Tag};
use crate::core::safe::is_harmful;

/// `aws iam list-instance-profiles`.
pub(super) fn list(out: &mut dyn Write, profiles: &[InstanceProfile]) -> io::Result<()> {
    print(out, &Document("InstanceProfiles", &Profiles(profiles)))
}

/// `aws iam get-instance-profile`.
pub(in crate::cli) fn one(out: &mut dyn Write, profile: &InstanceProfile) -> io::Result<()> {
    print(out, &Document("InstanceProfile", &value(profile)))
}

fn print(out: &mut dyn Write, document: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Aws::new());
    document.serialize(&mut serializer)?;
    writeln!(out)
}

/// An object with one key.
struct Document<'a, T>(&'static str, &'a T);

impl<T: Serialize> Serialize for Document<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, self.1)?;
        map.end()
    }
}

/// Made one by one: all trees of 100,000 profiles at once would fill the memory.
struct Profiles<'a>(&'a [InstanceProfile]);

impl Serialize for Profiles<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(value))
    }
}

/// The keys stand in the order of IAM's model, as botocore keeps it.
fn value(profile: &InstanceProfile) -> Value {
    let mut value = json!({
        "Path": profile.path,
        "InstanceProfileName": profile.name,
        "InstanceProfileId": profile.id.to_string(),
        "Arn": profile.arn,
        "CreateDate": profile.created.iso8601(),
        "Roles": profile.roles.iter().map(|role| role_value(role)).collect::<Vec<_>>(),
    });
    if let Some(list) = &profile.tags {
        value["Tags"] = tags(list);
    }
    value
}

/// AWS leaves the later keys out of a role within a profile; what it sends is
/// printed all the same.
fn role_value(role: &Role) -> Value {
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
fn policy(document: &PolicyDocument) -> Value {
    document.json().unwrap_or_else(|_| Value::from(document.text()))
}

fn tags(tags: &[Tag]) -> Value {
    tags.iter().map(|tag| json!({ "Key": tag.key, "Value": tag.value })).collect()
}

/// Four spaces, and `\uXXXX` for whatever could steer a terminal: the value
/// stays what it is, and its text is harmless.
struct Aws(PrettyFormatter<'static>);

impl Aws {
    fn new() -> Self {
        Self(PrettyFormatter::with_indent(b"    "))
    }
}

impl Formatter for Aws {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(is_harmful) {
            let (before, from) = rest.split_at(at);
            writer.write_all(before.as_bytes())?;
            let mut chars = from.chars();
            let harmful = chars.next().unwrap_or_default();
            for unit in harmful.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = chars.as_str();
        }
        writer.write_all(rest.as_bytes())
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        self.0.write_char_escape(writer, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_terminal_is_escaped_and_stays_what_it_is() {
        let text = "a\u{1b}[2J\u{9b}1m\u{202e}\u{7f}é 開発\n";
        let mut out = Vec::new();
        print(&mut out, &Document("k", &text)).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out, "{\n    \"k\": \"a\\u001b[2J\\u009b1m\\u202e\\u007fé 開発\\n\"\n}\n");
        let back: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(back["k"], text);
    }

    #[test]
    fn a_document_that_is_no_json_is_printed_as_its_text() {
        assert_eq!(policy(&PolicyDocument::from_answer("not%20json")), json!("not json"));
        assert_eq!(policy(&PolicyDocument::from_answer("%7B%22a%22%3A1%7D")), json!({ "a": 1 }));
    }
}
