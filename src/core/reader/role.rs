//! The role: what it is, who may assume it, and which profiles hold it.

use super::super::text::describe;
use super::super::text::line::{Line, Tone};
use super::writer::Writer;
use super::{Document, Link};

/// More principals than this are counted and not listed: a trust policy may
/// name thousands, and the JSON tab shows them all.
const MOST_PRINCIPALS: usize = 60;

pub fn document(writer: &Writer<'_>) -> Document {
    let mut document = Document::default();
    let words = &writer.words.details;
    let (Some(listed), Some(role)) = (writer.listed_role(), writer.role()) else {
        document.push(Line::new(Tone::Warning, words.no_role));
        document.push(Line::new(Tone::Dim, words.no_role_hint));
        return document;
    };
    document.push(Line::heading(&(words.about_role)(&role.name)));
    document.extend([
        Line::field(words.arn, &role.arn),
        Line::field(words.id, &role.id),
        Line::field(words.path, &role.path),
        Line::field(words.created, &writer.moment(role.created)),
    ]);
    if role.id != listed.id {
        document.push(Line::new(Tone::Danger, words.role_recreated));
    }
    if let Some(remote) = writer.remote_role() {
        if let Some(role) = &remote.value {
            document.extend(describe::role(words, role, |at| writer.moment(at)));
        }
        document.extend(writer.state(Some(remote)));
    }
    document.push(Line::blank());
    document.extend(describe::trust(words, role, MOST_PRINCIPALS));
    document.push(Line::blank());
    holders(writer, &mut document);
    document
}

/// The other profiles that hold the role, each a jump.
fn holders(writer: &Writer<'_>, document: &mut Document) {
    let words = &writer.words.reading;
    document.push(Line::heading(words.holders));
    let role = writer.listed_role().map(|role| &*role.name).unwrap_or_default();
    let remote = writer.known().holders.get(role);
    if let Some(holders) = remote.and_then(|remote| remote.value.as_ref()) {
        let others = holders.iter().filter(|holder| holder.id != writer.profile.id);
        let before = document.lines.len();
        for holder in others {
            let mut line = Line::new(Tone::Accent, &holder.name);
            line.push(Tone::Dim, format!("  {}", holder.path));
            document.link(line, Link::Profile(holder.id.clone()));
        }
        if document.lines.len() == before {
            document.push(Line::new(Tone::Dim, words.no_other_holder));
        }
    }
    document.extend(writer.state(remote));
}
