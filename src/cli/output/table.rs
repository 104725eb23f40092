//! Aligned columns, for people.

use std::io::{self, Write};

use super::delimited::{role_names, tags};
use crate::core::domain::InstanceProfile;
use crate::core::safe::{harmless, width};
use crate::core::text::Words;

/// Nothing is cut: a terminal that is too narrow breaks the lines itself.
pub(super) fn print(
    out: &mut dyn Write,
    words: &Words,
    profiles: &[InstanceProfile],
    with_tags: bool,
) -> io::Result<()> {
    let list = &words.list;
    let head = [list.name, list.role, list.path, words.cli.created, words.cli.tags];
    let columns = if with_tags { 5 } else { 4 };
    let mut rows = vec![head[..columns].iter().map(ToString::to_string).collect()];
    rows.extend(profiles.iter().map(|profile| row(words, profile, with_tags)));
    let widths: Vec<usize> = (0..columns)
        .map(|column| rows.iter().map(|row: &Vec<String>| width(&row[column])).max().unwrap_or(0))
        .collect();
    for row in &rows {
        let mut line = String::new();
        for (cell, widest) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', widest + 2 - width(cell)));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn row(words: &Words, profile: &InstanceProfile, with_tags: bool) -> Vec<String> {
    let role =
        if profile.roles.is_empty() { words.list.no_role.to_owned() } else { role_names(profile) };
    let mut row =
        vec![profile.name.to_string(), role, profile.path.to_string(), profile.created.readable()];
    if with_tags {
        row.push(tags(words, profile));
    }
    for cell in &mut row {
        *cell = harmless(cell).into_owned();
    }
    row
}
