//! What one came for, at a glance: the role, whether it reaches an instance,
//! and what it may do.

use super::super::changing::AGREE;
use super::super::safe::width;
use super::super::text::describe;
use super::super::text::line::{Line, Tone};
use super::Document;
use super::policies::is_administrators;
use super::writer::Writer;

/// Names that are written out; the others are counted.
const MOST_NAMES: usize = 3;

pub fn document(writer: &Writer<'_>) -> Document {
    let mut document = Document::default();
    let (words, profile) = (&writer.words.details, writer.profile);
    if width(&profile.name) + 6 > writer.app.areas().detail_columns() {
        // The frame's title can't show it whole.
        document.push(Line::field(words.name, &profile.name));
    }
    if let Some(agreed) = writer.app.changes.overlay.accepted(&profile.id) {
        let said = (writer.words.changing.accepted)(agreed, AGREE);
        document.push(Line::new(Tone::Accent, format!("◌ {said}")));
    }
    match writer.role() {
        Some(role) => {
            let mut line = Line::field(words.role, &role.name);
            let (tone, text) = describe::verdict(words, role);
            line.push(tone, format!("  {text}"));
            document.push(line);
            if profile.roles.len() > 1 {
                let text = (words.many_roles)(profile.roles.len());
                document.push(Line::new(Tone::Warning, text));
            }
            document.push(policies(writer));
        }
        None => {
            document.push(Line::new(Tone::Warning, words.no_role));
            document.push(Line::new(Tone::Dim, words.no_role_hint));
        }
    }
    document.push(tags(writer));
    document.extend(writer.managed_by());
    document.extend([
        Line::field(words.arn, &profile.arn),
        Line::field(words.id, &profile.id),
        Line::field(words.path, &profile.path),
        Line::field(words.created, &writer.moment(profile.created)),
    ]);
    failures(writer, &mut document);
    document
}

/// `2 managed (AmazonSSMManagedInstanceCore, …), 1 inline`.
fn policies(writer: &Writer<'_>) -> Line {
    let words = &writer.words.reading;
    let known = writer.known();
    let role = writer.listed_role().map(|role| &*role.name).unwrap_or_default();
    let (attached, inline) = (known.attached.get(role), known.inline_names.get(role));
    let managed = attached.and_then(|remote| remote.value.as_deref());
    let (missing, missing_inline) = (writer.missing(attached), writer.missing(inline));
    let inline = inline.and_then(|remote| remote.value.as_deref());
    let mut line = Line::field(words.policies, "");
    if managed.is_none() && inline.is_none() {
        line.push(missing.0, missing.1);
        return line;
    }
    let count =
        |count: Option<usize>, say: fn(usize) -> String, (tone, why): (Tone, &str)| match count {
            Some(count) => (Tone::Plain, say(count)),
            None => (tone, why.to_owned()),
        };
    let (tone, text) = count(managed.map(<[_]>::len), words.managed_count, missing);
    line.push(tone, if managed.is_some() { text } else { format!("{}: {text}", words.managed) });
    let names: Vec<&str> = managed.unwrap_or_default().iter().map(|p| &*p.name).collect();
    if !names.is_empty() {
        line.push(Tone::Plain, format!(" ({})", some_of(&names)));
    }
    let (tone, text) = count(inline.map(<[_]>::len), words.inline_count, missing_inline);
    line.push(Tone::Plain, ", ");
    line.push(tone, if inline.is_some() { text } else { format!("{}: {text}", words.inline) });
    if is_administrators(known, role) {
        line.push(Tone::Warning, format!("  {}", words.administrator));
    }
    line
}

/// `Stage=prod, Owner=shop team, … and 4 more`.
fn tags(writer: &Writer<'_>) -> Line {
    let words = &writer.words.details;
    let Some(tags) = writer.app.store.tags(&writer.profile.id) else {
        let mut line = Line::field(words.tags, "");
        let details = writer.details();
        let asked = details.is_some_and(|d| d.profile.loading.or(d.tags.loading).is_some());
        match writer.missing(details.map(|details| &details.profile)) {
            _ if asked => line.push(Tone::Dim, words.loading),
            (Tone::Dim, word) => line.push(Tone::Dim, word),
            (_, word) => line.push(Tone::Warning, word),
        }
        return line;
    };
    if tags.is_empty() {
        return Line::field(words.tags, words.no_tags);
    }
    let pairs: Vec<_> = tags.iter().map(|tag| format!("{}={}", tag.key, tag.value)).collect();
    let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
    let mut line = Line::field(words.tags, &some_of(&pairs));
    if let Some(more) = pairs.len().checked_sub(MOST_NAMES).filter(|&more| more > 0) {
        line.push(Tone::Dim, format!(" {}", (writer.words.reading.and_more)(more)));
    }
    line
}

fn some_of(names: &[&str]) -> String {
    let mut text = names[..names.len().min(MOST_NAMES)].join(", ");
    if names.len() > MOST_NAMES {
        text.push_str(", …");
    }
    text
}

/// What could not be read, whichever tab it belongs to.
fn failures(writer: &Writer<'_>, document: &mut Document) {
    let (known, details) = (writer.known(), writer.details());
    let role = writer.listed_role().map(|role| &*role.name).unwrap_or_default();
    let errors = [
        details.and_then(|details| details.profile.error.as_ref()),
        details.and_then(|details| details.tags.error.as_ref()),
        writer.remote_role().and_then(|remote| remote.error.as_ref()),
        known.attached.get(role).and_then(|remote| remote.error.as_ref()),
        known.inline_names.get(role).and_then(|remote| remote.error.as_ref()),
    ];
    // Dead keys fail every call in the same words.
    let mut said: Vec<Vec<Line>> = Vec::new();
    for failure in errors.into_iter().flatten().map(|error| writer.failure(error)) {
        if !said.contains(&failure) {
            said.push(failure);
        }
    }
    document.extend(said.into_iter().flatten());
}
