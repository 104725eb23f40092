//! Things of IAM in words: the same on the screen and on paper.

use super::super::domain::trust::{Ec2Trust, PrincipalKind, TrustedPrincipal};
use super::super::domain::{Role, Tag, Timestamp};
use super::super::session::{Found, Looked, Place};
use super::line::{Line, Tone};
use super::{DetailWords, LookedWords};

/// Whether EC2 may hand the role to an instance, by its trust policy.
pub fn verdict(text: &DetailWords, role: &Role) -> (Tone, &'static str) {
    match role.trust_policy.as_ref().map(|document| document.trust().ec2) {
        Some(Ec2Trust::Trusted) => (Tone::Good, text.trusts_ec2),
        Some(Ec2Trust::NotTrusted) => (Tone::Danger, text.trusts_no_ec2),
        Some(Ec2Trust::OtherAction) => (Tone::Danger, text.other_action),
        Some(Ec2Trust::Denied) => (Tone::Danger, text.denies_ec2),
        Some(Ec2Trust::Depends) => (Tone::Warning, text.trust_depends),
        Some(Ec2Trust::Unknown) => (Tone::Warning, text.trust_unreadable),
        None => (Tone::Warning, text.trust_unknown),
    }
}

/// The verdict, and everyone whom the trust policy names; of more than `most`
/// the rest is counted.
pub fn trust(text: &DetailWords, role: &Role, most: usize) -> Vec<Line> {
    let (tone, verdict) = verdict(text, role);
    let mut lines = vec![Line::heading(text.trust), Line::new(tone, verdict)];
    let Some(document) = &role.trust_policy else { return lines };
    let principals = &document.trust().principals;
    lines.extend(principals.iter().take(most).map(|named| principal(text, named)));
    if let Some(more) = principals.len().checked_sub(most).filter(|&more| more > 0) {
        lines.push(Line::new(Tone::Warning, (text.more_principals)(more)));
    }
    lines
}

/// What only GetRole tells of a role; `moment` writes a time.
pub fn role(text: &DetailWords, role: &Role, moment: impl Fn(Timestamp) -> String) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(description) = role.description.as_deref().filter(|text| !text.is_empty()) {
        lines.push(Line::field(text.description, description));
    }
    if let Some(seconds) = role.max_session_duration {
        lines.push(Line::field(text.max_session, &(text.duration)(i64::from(seconds))));
    }
    if let Some(boundary) = &role.permissions_boundary {
        lines.push(Line::field(text.boundary, boundary));
    }
    let used = match role.last_used.as_ref().and_then(|used| used.at.map(|at| (at, used))) {
        Some((at, used)) => (text.last_used_in)(&moment(at), used.region.as_deref()),
        None => text.never_used.to_owned(),
    };
    lines.push(Line::field(text.last_used, &used));
    if let Some(tags) = role.tags.as_deref().filter(|tags| !tags.is_empty()) {
        let pairs: Vec<_> = tags.iter().map(|tag| format!("{}={}", tag.key, tag.value)).collect();
        lines.push(Line::field(text.role_tags, &pairs.join(", ")));
    }
    lines
}

/// The tags, a line each; `None` says that they are not known.
pub fn tags(text: &DetailWords, tags: Option<&[Tag]>) -> Vec<Line> {
    match tags {
        Some([]) => vec![Line::heading(text.tags), Line::new(Tone::Dim, text.no_tags)],
        Some(tags) => [Line::heading(&(text.tag_count)(tags.len()))]
            .into_iter()
            .chain(tags.iter().map(|tag| Line::field(&tag.key, &tag.value)))
            .collect(),
        None => vec![Line::heading(text.tags), Line::new(Tone::Warning, text.tags_unknown)],
    }
}

/// A place where credentials were looked for, and what was there.
pub fn looked(words: &LookedWords, looked: &Looked) -> (String, String) {
    let place = match &looked.place {
        Place::Environment => words.environment.to_owned(),
        Place::AwsProfile(name) => (words.aws_profile)(name),
        Place::CredentialsFile(path) | Place::ConfigFile(path) => path.clone(),
        Place::Container => words.container.to_owned(),
        Place::InstanceMetadata => words.metadata.to_owned(),
    };
    let found = match &looked.found {
        Found::Nothing => words.nothing.to_owned(),
        Found::WithoutKeys => words.without_keys.to_owned(),
        Found::Profiles(count) => (words.profiles)(*count),
        Found::Present => words.present.to_owned(),
        Found::NoAnswer => words.no_answer.to_owned(),
        Found::Disabled => words.disabled.to_owned(),
        Found::Unreadable(why) => (words.unreadable)(why),
    };
    (place, found)
}

fn principal(text: &DetailWords, named: &TrustedPrincipal) -> Line {
    let kind = match named.kind {
        PrincipalKind::Service => text.service,
        PrincipalKind::Aws => text.aws_principal,
        PrincipalKind::Federated => text.federated,
        PrincipalKind::Other => text.anyone,
    };
    let mut line = Line::field(kind, &named.name);
    for (holds, word) in [(named.denied, text.denied), (named.excepted, text.excepted)] {
        if holds {
            line.push(Tone::Warning, format!("  ({word})"));
        }
    }
    if let Some(keys) = &named.condition {
        line.push(Tone::Warning, format!("  ({})", (text.conditional)(keys)));
    }
    line
}
