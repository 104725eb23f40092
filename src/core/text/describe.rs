//! What both the browser and the command line say of a profile, its role and
//! the places where credentials were looked for.

use super::super::domain::trust::{Ec2Trust, PrincipalKind, TrustedPrincipal};
use super::super::domain::{PolicyDocument, Role, Tag, Timestamp};
use super::super::session::{Found, Looked, Place};
use super::line::{Line, Tone};
use super::{DetailWords, LookedWords};

/// Whether EC2 may hand a role with this trust policy to an instance.
pub fn verdict(words: &DetailWords, document: Option<&PolicyDocument>) -> (Tone, &'static str) {
    match document.map(|document| document.trust().ec2) {
        Some(Ec2Trust::Trusted) => (Tone::Good, words.trusts_ec2),
        Some(Ec2Trust::NotTrusted) => (Tone::Danger, words.trusts_no_ec2),
        Some(Ec2Trust::Depends) => (Tone::Warning, words.trust_depends),
        Some(Ec2Trust::Unknown) => (Tone::Warning, words.trust_unreadable),
        None => (Tone::Warning, words.trust_unknown),
    }
}

/// Somebody whom a trust policy names.
pub fn principal(words: &DetailWords, principal: &TrustedPrincipal) -> Line {
    let kind = match principal.kind {
        PrincipalKind::Service => words.service,
        PrincipalKind::Aws => words.aws_principal,
        PrincipalKind::Federated => words.federated,
        PrincipalKind::Other => words.anyone,
    };
    let mut line = Line::field(kind, &principal.name);
    for (holds, text) in [
        (principal.denied, words.denied),
        (principal.excepted, words.excepted),
        (principal.conditional, words.conditional),
    ] {
        if holds {
            line.push(Tone::Warning, format!("  ({text})"));
        }
    }
    line
}

/// What only GetRole tells; `moment` puts a time into words.
pub fn role_facts(
    words: &DetailWords,
    role: &Role,
    moment: impl Fn(Timestamp) -> String,
) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(text) = role.description.as_deref().filter(|text| !text.is_empty()) {
        lines.push(Line::field(words.description, text));
    }
    if let Some(seconds) = role.max_session_duration {
        lines.push(Line::field(words.max_session, &(words.duration)(i64::from(seconds))));
    }
    if let Some(boundary) = &role.permissions_boundary {
        lines.push(Line::field(words.boundary, boundary));
    }
    let used = match role.last_used.as_ref().and_then(|used| used.at.map(|at| (at, used))) {
        Some((at, used)) => (words.last_used_in)(&moment(at), used.region.as_deref()),
        None => words.never_used.to_owned(),
    };
    lines.push(Line::field(words.last_used, &used));
    if let Some(tags) = role.tags.as_deref().filter(|tags| !tags.is_empty()) {
        let pairs: Vec<_> = tags.iter().map(|tag| format!("{}={}", tag.key, tag.value)).collect();
        lines.push(Line::field(words.role_tags, &pairs.join(", ")));
    }
    lines
}

/// A profile's tags under their heading; `None` are those that are not known,
/// of which `unknown` says why.
pub fn tags(words: &DetailWords, tags: Option<&[Tag]>, unknown: (Tone, &'static str)) -> Vec<Line> {
    match tags {
        Some([]) => vec![Line::heading(words.tags), Line::new(Tone::Dim, words.no_tags)],
        Some(tags) => {
            let heading = Line::heading(&(words.tag_count)(tags.len()));
            let tags = tags.iter().map(|tag| Line::field(&tag.key, &tag.value));
            [heading].into_iter().chain(tags).collect()
        }
        None => vec![Line::heading(words.tags), Line::new(unknown.0, unknown.1)],
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
