//! One row a line: tab-separated text, and csv.

use std::io::{self, Write};

use crate::core::domain::InstanceProfile;
use crate::core::safe::harmless;
use crate::core::text::Words;

/// The columns' names in csv, which are AWS's own, and so no words of ours.
const COLUMNS: [&str; 6] =
    ["InstanceProfileName", "RoleName", "Path", "CreateDate", "InstanceProfileId", "Arn"];

pub(super) fn csv_header(out: &mut dyn Write, with_tags: bool) -> io::Result<()> {
    csv_record(out, COLUMNS.into_iter().chain(with_tags.then_some("Tags")))
}

pub(super) fn csv(
    out: &mut dyn Write,
    words: &Words,
    profile: &InstanceProfile,
    with_tags: bool,
) -> io::Result<()> {
    let fields = fields(words, profile, with_tags);
    csv_record(out, fields.iter().map(String::as_str))
}

/// Without a header, as the AWS CLI's text has none.
pub(super) fn text(
    out: &mut dyn Write,
    words: &Words,
    profile: &InstanceProfile,
    with_tags: bool,
) -> io::Result<()> {
    writeln!(out, "{}", fields(words, profile, with_tags).join("\t"))
}

/// Harmless fields: a tab or a line's end within one can't break the row.
fn fields(words: &Words, profile: &InstanceProfile, with_tags: bool) -> Vec<String> {
    let mut fields = vec![
        profile.name.to_string(),
        role_names(profile),
        profile.path.to_string(),
        profile.created.iso8601(),
        profile.id.to_string(),
        profile.arn.to_string(),
    ];
    if with_tags {
        fields.push(tags(words, profile));
    }
    for field in &mut fields {
        *field = harmless(field).into_owned();
    }
    fields
}

/// One at most by AWS's quota; a role's name can hold a comma, but then there
/// is only one.
pub(super) fn role_names(profile: &InstanceProfile) -> String {
    let names: Vec<&str> = profile.roles.iter().map(|role| &*role.name).collect();
    names.join(",")
}

/// `Key=Value;Key=Value`: AWS allows no semicolon in either. Unknown tags are
/// marked, since an empty field says that there are none.
pub(super) fn tags(words: &Words, profile: &InstanceProfile) -> String {
    match &profile.tags {
        Some(tags) => {
            let pairs: Vec<_> =
                tags.iter().map(|tag| format!("{}={}", tag.key, tag.value)).collect();
            pairs.join(";")
        }
        None => words.cli.unknown.to_owned(),
    }
}

fn csv_record<'a>(
    out: &mut dyn Write,
    fields: impl IntoIterator<Item = &'a str>,
) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(fields).map_err(io::Error::other)?;
    out.write_all(&writer.into_inner().map_err(|error| error.into_error())?)
}
