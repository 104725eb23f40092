//! JSON as the AWS CLI prints it: its keys, their order, its dates, its
//! indentation, policy documents decoded.

use std::io::{self, Write};

use serde::ser::{Serialize, SerializeMap as _, Serializer};
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter};

use crate::core::domain::{InstanceProfile, json};
use crate::core::safe::is_harmful;

/// `aws iam list-instance-profiles`.
pub(super) fn list(out: &mut dyn Write, profiles: &[InstanceProfile]) -> io::Result<()> {
    print(out, &Document("InstanceProfiles", &Profiles(profiles)))
}

/// `aws iam get-instance-profile`.
pub(in crate::cli) fn one(out: &mut dyn Write, profile: &InstanceProfile) -> io::Result<()> {
    print(out, &Document("InstanceProfile", &json::instance_profile(profile)))
}

/// Any document, in the same form.
pub(in crate::cli) fn value(out: &mut dyn Write, value: &serde_json::Value) -> io::Result<()> {
    print(out, value)
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
        serializer.collect_seq(self.0.iter().map(json::instance_profile))
    }
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
        let back: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(back["k"], text);
    }
}
