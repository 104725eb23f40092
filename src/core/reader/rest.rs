//! The short tabs.

use super::super::text::describe;
use super::super::text::line::{Line, Tone};
use super::Document;
use super::writer::Writer;

/// The profile's tags.
pub fn tags(writer: &Writer<'_>) -> Document {
    let words = &writer.words.details;
    let mut document = Document::default();
    document.extend(writer.managed_by());
    let details = writer.details();
    let known = writer.app.store.tags(&writer.profile.id);
    let loading = details.is_some_and(|d| d.profile.loading.or(d.tags.loading).is_some());
    if known.is_none() && loading {
        document.push(Line::heading(words.tags));
        document.push(Line::new(Tone::Dim, words.loading));
    } else {
        document.extend(describe::tags(words, known));
    }
    // GetInstanceProfile brings the tags; where it is denied, they are asked for alone.
    let errors = details.map(|details| [&details.profile.error, &details.tags.error]);
    for error in errors.into_iter().flatten().flatten() {
        document.extend(writer.failure(error));
    }
    document
}

/// Where the profile is used. Nothing asks EC2 yet, and that is said: "used
/// nowhere" would be a lie.
pub fn used(writer: &Writer<'_>) -> Document {
    let words = &writer.words.reading;
    let mut document = Document::default();
    document.push(Line::new(Tone::Warning, words.used_unknown));
    document.push(Line::new(Tone::Plain, words.used_hint));
    document.push(Line::blank());
    document.push(Line::new(Tone::Plain, (words.used_command)(&writer.profile.arn)));
    document
}
