//! Error messages of the AWS CLI, the SDKs, Terraform and CloudTrail. They are
//! read from the front: newer texts go on with policies and URLs.

use serde_json::Value;

use super::{
    By, Parsed, Subject, SubjectError, is_quote, of_arn, of_id, of_profile_name, of_role_name,
};

/// What a text of several words is about; `None` if it names nothing known.
pub(super) fn parse(text: &str) -> Option<Parsed> {
    let text = Text::new(text);
    about(&text).or_else(|| somewhere(text.whole))
}

/// As [`parse`], for a CloudTrail event or what an AWS call printed.
pub(super) fn json(text: &str) -> Option<Parsed> {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        // Pasted in part: the sentences in it are still whole.
        return parse(text);
    };
    let string = |keys: &[&str]| keys.iter().find_map(|key| find(&value, key)?.as_str());
    if let Some(message) = string(&["errorMessage"])
        && let Some(parsed) = about(&Text::new(message))
    {
        return Some(parsed);
    }
    if let Some(name) = string(&["instanceProfileName", "InstanceProfileName"]) {
        return Some(of_profile_name(name, By::Message));
    }
    let parameter = find(&value, "iamInstanceProfile").and_then(|given| {
        given.get("arn").and_then(Value::as_str).map(|arn| of_arn(arn, By::Message)).or_else(|| {
            let name = given.get("name").and_then(Value::as_str)?;
            Some(of_profile_name(name, By::Message))
        })
    });
    let role = || Some(of_role_name(string(&["roleName", "RoleName"])?, By::Message));
    let caller = || {
        let issuer = find(&value, "sessionIssuer")?.get("arn")?.as_str()?;
        Some(of_arn(issuer, By::Caller))
    };
    parameter.or_else(role).or_else(caller).or_else(|| somewhere(text))
}

/// The first value under a key, at any depth; serde_json bounds the depth.
fn find<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    match value {
        Value::Object(map) => map.get(key).or_else(|| map.values().find_map(|v| find(v, key))),
        Value::Array(items) => items.iter().find_map(|item| find(item, key)),
        _ => None,
    }
}

/// A text and the same in lower case, byte for byte at the same places.
struct Text<'a> {
    whole: &'a str,
    lower: String,
}

impl<'a> Text<'a> {
    fn new(whole: &'a str) -> Self {
        Self { whole, lower: whole.to_ascii_lowercase() }
    }

    /// What follows each occurrence of a mark, as it was written.
    fn after(&self, mark: &str) -> impl Iterator<Item = &'a str> {
        self.lower.match_indices(mark).map(|(at, mark)| &self.whole[at + mark.len()..])
    }

    fn before(&self, mark: &str) -> Option<&'a str> {
        self.lower.find(mark).map(|at| &self.whole[..at])
    }
}

/// What one of the known sentences is about.
fn about(text: &Text<'_>) -> Option<Parsed> {
    denial(text)
        .or_else(|| named(text, "instance profile ", of_profile_name))
        .or_else(|| text.after("role with name ").next().map(|rest| of_role(word(rest))))
        .or_else(|| named(text, "role ", of_role_name))
        .or_else(|| launch(text))
        .or_else(|| validation(text))
        .or_else(|| bracketed(text, "instance profile", of_profile_name))
        .or_else(|| bracketed(text, "role", of_role_name))
}

fn of_role(name: &str) -> Parsed {
    of_role_name(name.trim_matches(is_quote), By::Message)
}

/// `User: CALLER is not authorized to perform: ACTION on resource: RESOURCE …`
fn denial(text: &Text<'_>) -> Option<Parsed> {
    const MARK: &str = "is not authorized to perform:";
    let rest = text.after(MARK).next()?;
    let caller = text.before(MARK)?.split_whitespace().next_back().unwrap_or_default();
    // Who may assume a role is asked of the caller; the role that it wants is
    // one of many that need no instance profile.
    let assumes = word(rest.trim_start()).to_ascii_lowercase().starts_with("sts:");
    let resource = Text::new(rest)
        .after("on resource: ")
        .next()
        .filter(|_| !assumes)
        .and_then(resource)
        .filter(Result::is_ok);
    let named = |parsed: &Parsed| matches!(parsed, Ok(u) if matches!(u.subject, Subject::Role(_)));
    let caller = || Some(of_arn(trimmed(caller), By::Caller)).filter(named);
    // A user or a service called, about something else.
    resource.or_else(caller).or(Some(Err(SubjectError::Unclear)))
}

/// A denial's resource, if it is an instance profile or a role.
fn resource(text: &str) -> Option<Parsed> {
    if text.starts_with("arn:") {
        let parsed = of_arn(trimmed(word(text)), By::Resource);
        return Some(parsed)
            .filter(|p| !matches!(p, Ok(u) if matches!(u.subject, Subject::Instance(_))));
    }
    // `on resource: role voclabs with an explicit deny …`
    let name = |rest: &str| trimmed(word(rest)).to_owned();
    if let Some(rest) = text.strip_prefix("instance profile ") {
        return Some(of_profile_name(&name(rest), By::Resource));
    }
    text.strip_prefix("role ").map(|rest| of_role_name(&name(rest), By::Resource))
}

/// What AWS says of a thing that it calls by name.
const VERBS: [&str; 8] = [
    "cannot be found",
    "can not be found",
    "could not be found",
    "not found",
    "was not found",
    "already exists",
    "does not exist",
    "doesn't exist",
];

/// `Instance Profile NAME cannot be found.`
fn named(text: &Text<'_>, mark: &str, of: fn(&str, By) -> Parsed) -> Option<Parsed> {
    text.after(mark).find_map(|rest| {
        let name = word(rest);
        let after = rest[name.len()..].trim_start();
        let name = name.trim_matches(|c: char| is_quote(c) || "()".contains(c));
        let says = VERBS.iter().any(|verb| begins(after, verb));
        (says && !name.is_empty()).then(|| match name.starts_with("arn:") {
            true => of_arn(name, By::Message),
            false => of(name, By::Message),
        })
    })
}

/// EC2's `Value (NAME) for parameter iamInstanceProfile.name is invalid.`
fn launch(text: &Text<'_>) -> Option<Parsed> {
    text.after("value (").find_map(|rest| {
        let (value, rest) = rest.split_once(')')?;
        begins(rest.trim_start(), "for parameter iaminstanceprofile.").then(|| {
            match value.starts_with("arn:") {
                true => of_arn(value, By::Message),
                false => of_profile_name(value, By::Message),
            }
        })
    })
}

/// IAM's `Value 'NAME' at 'instanceProfileName' failed to satisfy constraint`.
fn validation(text: &Text<'_>) -> Option<Parsed> {
    text.after("value '").find_map(|rest| {
        let (value, rest) = rest.split_once('\'')?;
        let rest = rest.trim_start();
        if begins(rest, "at 'instanceprofilename'") {
            return Some(of_profile_name(value, By::Message));
        }
        begins(rest, "at 'rolename'").then(|| of_role_name(value, By::Message))
    })
}

/// Terraform's `IAM Instance Profile (NAME)`, and names in quotes.
fn bracketed(text: &Text<'_>, mark: &str, of: fn(&str, By) -> Parsed) -> Option<Parsed> {
    text.after(mark).find_map(|rest| {
        let rest = rest.strip_prefix(" name").unwrap_or(rest).trim_start_matches([':', ' ']);
        let mut chars = rest.chars();
        let open = chars.next().filter(|&c| c == '(' || is_quote(c))?;
        let inner = chars.as_str();
        let end = inner.find(|c| if open == '(' { c == ')' } else { is_quote(c) })?;
        let name = &inner[..end];
        if name.starts_with("arn:") {
            return Some(of_arn(name, By::Message));
        }
        Some(of(name, By::Message)).filter(Result::is_ok)
    })
}

/// The first ARN or id that stands anywhere; an instance only where there is
/// nothing else.
fn somewhere(text: &str) -> Option<Parsed> {
    let end = |c: char| c.is_whitespace() || is_quote(c) || "()[]{}<>\\|,;".contains(c);
    let mut instance = None;
    for token in text.split(end) {
        // `Arn=arn:…`, `arn:…`.
        let parsed = match token.find("arn:") {
            Some(at) => Some(of_arn(trimmed(&token[at..]), By::Text)),
            None => of_id(token.rsplit(['=', '/', ':']).next().unwrap_or(token)),
        };
        if let Some(Ok(mut understood)) = parsed {
            understood.by = By::Text;
            if !matches!(understood.subject, Subject::Instance(_)) {
                return Some(Ok(understood));
            }
            instance.get_or_insert(Ok(understood));
        }
    }
    instance
}

/// Whether a text begins with a mark, without regard to case.
fn begins(text: &str, mark: &str) -> bool {
    text.as_bytes().get(..mark.len()).is_some_and(|it| it.eq_ignore_ascii_case(mark.as_bytes()))
}

/// Up to the next white space.
fn word(text: &str) -> &str {
    text.split(char::is_whitespace).next().unwrap_or_default()
}

/// Without the sentence's signs around it.
fn trimmed(word: &str) -> &str {
    word.trim_matches(|c: char| is_quote(c) || ".,;:()[]<>!?\\".contains(c))
}
