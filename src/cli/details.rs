//! A profile for people, line by line.

use std::sync::Arc;

use crate::core::domain::trust::{Ec2Trust, PrincipalKind, TrustedPrincipal};
use crate::core::domain::{InstanceProfile, PolicyDocument, Role, Tag};
use crate::core::error::ApiError;
use crate::core::text::line::{Line, Tone};
use crate::core::text::{DetailWords, Words, explain};

/// Everything known of a profile; `role` is GetRole's answer, if it was asked.
/// A heading's and a warning's tones are lost in print, so the words alone
/// must say it.
pub(super) fn lines(
    words: &Words,
    profile: &InstanceProfile,
    role: Option<&Result<Arc<Role>, ApiError>>,
) -> Vec<Line> {
    let text = &words.details;
    let mut lines = vec![
        Line::field(text.name, &profile.name),
        Line::field(text.arn, &profile.arn),
        Line::field(text.id, &profile.id),
        Line::field(text.path, &profile.path),
        Line::field(text.created, &profile.created.readable()),
        Line::blank(),
        Line::heading(text.role),
    ];
    if profile.roles.is_empty() {
        lines.push(Line::new(Tone::Warning, text.no_role));
        lines.push(Line::new(Tone::Dim, text.no_role_hint));
    }
    for (index, listed) in profile.roles.iter().enumerate() {
        // Only the first role, of one at most by AWS's quota, was asked for.
        let role = role.filter(|_| index == 0);
        let best = role.and_then(|role| role.as_ref().ok()).unwrap_or(listed);
        lines.push(Line::field(text.name, &best.name));
        lines.push(Line::field(text.arn, &best.arn));
        if best.id != listed.id {
            lines.push(Line::new(Tone::Danger, text.role_recreated));
        }
        lines.push(Line::field(text.created, &best.created.readable()));
        match role {
            Some(Ok(role)) => more(text, role, &mut lines),
            Some(Err(error)) => {
                let why = explain::api_error(words, error).headline;
                lines.push(Line::new(Tone::Warning, (words.cli.role_unread)(&why)));
            }
            None => {}
        }
        lines.push(Line::blank());
        trust(text, best.trust_policy.as_ref(), &mut lines);
    }
    lines.push(Line::blank());
    tags(text, profile.tags.as_deref(), &mut lines);
    lines
}

/// What only GetRole tells.
fn more(text: &DetailWords, role: &Role, lines: &mut Vec<Line>) {
    if let Some(description) = role.description.as_deref().filter(|text| !text.is_empty()) {
        lines.push(Line::field(text.description, description));
    }
    if let Some(seconds) = role.max_session_duration {
        lines.push(Line::field(text.max_session, &(text.duration)(i64::from(seconds))));
    }
    if let Some(boundary) = &role.permissions_boundary {
        lines.push(Line::field(text.boundary, boundary));
    }
    let used = role.last_used.as_ref();
    let used = match used.and_then(|used| used.at) {
        Some(at) => {
            let region = used.and_then(|used| used.region.as_deref());
            (text.last_used_in)(&at.readable(), region)
        }
        None => text.never_used.to_owned(),
    };
    lines.push(Line::field(text.last_used, &used));
    if let Some(tags) = role.tags.as_deref().filter(|tags| !tags.is_empty()) {
        let pairs: Vec<_> = tags.iter().map(|tag| format!("{}={}", tag.key, tag.value)).collect();
        lines.push(Line::field(text.role_tags, &pairs.join(", ")));
    }
}

fn trust(text: &DetailWords, document: Option<&PolicyDocument>, lines: &mut Vec<Line>) {
    lines.push(Line::heading(text.trust));
    let Some(document) = document else {
        lines.push(Line::new(Tone::Warning, text.trust_unknown));
        return;
    };
    let trust = document.trust();
    let verdict = match trust.ec2 {
        Ec2Trust::Trusted => text.trusts_ec2,
        Ec2Trust::NotTrusted => text.trusts_no_ec2,
        Ec2Trust::Depends => text.trust_depends,
        Ec2Trust::Unknown => text.trust_unreadable,
    };
    lines.push(Line::new(Tone::Plain, verdict));
    lines.extend(trust.principals.iter().map(|named| principal(text, named)));
}

fn principal(text: &DetailWords, named: &TrustedPrincipal) -> Line {
    let kind = match named.kind {
        PrincipalKind::Service => text.service,
        PrincipalKind::Aws => text.aws_principal,
        PrincipalKind::Federated => text.federated,
        PrincipalKind::Other => text.anyone,
    };
    let mut line = Line::field(kind, &named.name);
    for (holds, word) in [
        (named.denied, text.denied),
        (named.excepted, text.excepted),
        (named.conditional, text.conditional),
    ] {
        if holds {
            line.push(Tone::Warning, format!("  ({word})"));
        }
    }
    line
}

fn tags(text: &DetailWords, tags: Option<&[Tag]>, lines: &mut Vec<Line>) {
    match tags {
        Some([]) => {
            lines.push(Line::heading(text.tags));
            lines.push(Line::new(Tone::Dim, text.no_tags));
        }
        Some(tags) => {
            lines.push(Line::heading(&(text.tag_count)(tags.len())));
            lines.extend(tags.iter().map(|tag| Line::field(&tag.key, &tag.value)));
        }
        None => {
            lines.push(Line::heading(text.tags));
            lines.push(Line::new(Tone::Warning, text.tags_unknown));
        }
    }
}
