//! A profile for people, line by line.

use std::sync::Arc;

use crate::core::domain::{InstanceProfile, Role, Timestamp};
use crate::core::error::ApiError;
use crate::core::text::line::{Line, Tone};
use crate::core::text::{Words, describe, explain};

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
            Some(Ok(role)) => lines.extend(describe::role(text, role, Timestamp::readable)),
            Some(Err(error)) => {
                let why = explain::api_error(words, error, None).headline;
                lines.push(Line::new(Tone::Warning, (words.cli.role_unread)(&why)));
            }
            None => {}
        }
        lines.push(Line::blank());
        // Paper has room for all of them.
        lines.extend(describe::trust(text, best, usize::MAX));
    }
    lines.push(Line::blank());
    lines.extend(describe::tags(text, profile.tags.as_deref()));
    lines
}
