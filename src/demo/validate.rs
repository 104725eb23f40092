//! The constraints of IAM's model, and the words in which IAM says that one is broken.

use super::failure::Failure;
use super::letters::may_stand_in_a_tag;

/// Most tags on one entity.
pub(super) const MAX_TAGS: usize = 50;

const NAME: &str = "[\\w+=,.@-]+";
const PATH: &str = "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)";
const PATH_PREFIX: &str = "\\u002F[\\u0021-\\u007F]*";
const POLICY_PATH: &str = "((/[A-Za-z0-9\\.,\\+@=_-]+)*)/";
const POLICY_VERSION: &str = "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?";
const TAG: &str = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";

/// Collects every broken constraint of a request, as IAM reports all of them in one message.
#[derive(Debug, Default)]
pub(super) struct Check(Vec<String>);

impl Check {
    /// The failure that names all broken constraints, if any was.
    pub(super) fn done(self) -> Result<(), Failure> {
        match self.0.len() {
            0 => Ok(()),
            1 => Err(Failure::validation(format!("1 validation error detected: {}", self.0[0]))),
            count => Err(Failure::validation(format!(
                "{count} validation errors detected: {}",
                self.0.join("; ")
            ))),
        }
    }

    pub(super) fn profile_name(&mut self, name: &str) {
        self.length("instanceProfileName", name, 1, 128);
        self.pattern("instanceProfileName", name, NAME, is_name(name));
    }

    pub(super) fn role_name(&mut self, name: &str) {
        self.length("roleName", name, 1, 64);
        self.pattern("roleName", name, NAME, is_name(name));
    }

    pub(super) fn policy_name(&mut self, name: &str) {
        self.length("policyName", name, 1, 128);
        self.pattern("policyName", name, NAME, is_name(name));
    }

    pub(super) fn policy_arn(&mut self, arn: &str) {
        self.arn("policyArn", arn);
    }

    pub(super) fn arn(&mut self, at: &str, arn: &str) {
        self.length(at, arn, 20, 2048);
    }

    /// A role's duration in seconds, if it was given: 3600–43200.
    pub(super) fn max_session(&mut self, text: Option<&str>) -> Option<u32> {
        let text = text?;
        match text.parse::<u32>() {
            Ok(seconds) if seconds > 43_200 => {
                self.broken("maxSessionDuration", text, "have value less than or equal to 43200");
            }
            Ok(seconds) if seconds < 3600 => {
                self.broken("maxSessionDuration", text, "have value greater than or equal to 3600");
            }
            Ok(seconds) => return Some(seconds),
            Err(_) => self.broken("maxSessionDuration", text, "be a number"),
        }
        None
    }

    /// At most 131,072 characters, none above U+00FF: JSON escapes what lies there.
    pub(super) fn policy_document(&mut self, text: &str) {
        self.document("policyDocument", text);
    }

    pub(super) fn trust_document(&mut self, text: &str) {
        self.document("assumeRolePolicyDocument", text);
    }

    fn document(&mut self, at: &str, text: &str) {
        let fits = text.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{ff}'));
        let pattern = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+";
        if !fits {
            // Without the value, which is too long for a message.
            self.0
                .push(format!("The specified value for {at} is invalid. It must match {pattern}"));
        }
        if !(1..=131_072).contains(&text.chars().count()) {
            self.0.push(format!("{at} must have 1 to 131072 characters"));
        }
    }

    pub(super) fn path(&mut self, path: &str) {
        self.length("path", path, 1, 512);
        self.pattern("path", path, PATH, is_path(path));
    }

    pub(super) fn path_prefix(&mut self, prefix: &str) {
        let fits = prefix.starts_with('/') && prefix.bytes().all(|b| (0x21..=0x7f).contains(&b));
        self.length("pathPrefix", prefix, 1, 512);
        self.pattern("pathPrefix", prefix, PATH_PREFIX, fits);
    }

    /// The prefix of policies' paths: other than those of roles and profiles, a whole path.
    pub(super) fn policy_path_prefix(&mut self, prefix: &str) {
        let whole = prefix.strip_prefix('/').is_some_and(|rest| {
            rest.is_empty()
                || rest.strip_suffix('/').is_some_and(|parts| {
                    parts.split('/').all(|part| !part.is_empty() && is_name(part))
                })
        });
        self.length("pathPrefix", prefix, 1, 512);
        self.pattern("pathPrefix", prefix, POLICY_PATH, whole);
    }

    pub(super) fn version_id(&mut self, id: &str) {
        let fits = id.strip_prefix('v').is_some_and(|rest| {
            let (number, suffix) = rest.split_once('.').unwrap_or((rest, ""));
            number.starts_with(|first: char| matches!(first, '1'..='9'))
                && number.bytes().all(|b| b.is_ascii_digit())
                && suffix.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        self.pattern("versionId", id, POLICY_VERSION, fits);
    }

    pub(super) fn description(&mut self, text: &str) {
        let fits =
            text.chars().all(|c| matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a1}'..='\u{ff}'));
        let pattern = "[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*";
        self.length("description", text, 0, 1000);
        self.pattern("description", text, pattern, fits);
    }

    /// The page size, if it was given: 1–1000.
    pub(super) fn max_items(&mut self, text: Option<&str>) -> Option<usize> {
        let text = text?;
        let Ok(number) = text.parse::<i64>() else {
            self.0.push(format!(
                "Value '{text}' at 'maxItems' failed to satisfy constraint: Member must be a number"
            ));
            return None;
        };
        if number > 1000 {
            self.broken("maxItems", text, "have value less than or equal to 1000");
        } else if number < 1 {
            self.broken("maxItems", text, "have value greater than or equal to 1");
        }
        usize::try_from(number).ok()
    }

    pub(super) fn marker(&mut self, marker: &str) {
        self.length("marker", marker, 1, 320);
    }

    /// Key and value of each tag; not that there are too many for the entity.
    pub(super) fn tags(&mut self, tags: &[(&str, &str)]) {
        self.count("tags", tags.len());
        for (number, (key, value)) in (1..).zip(tags) {
            self.tag_key(&format!("tags.{number}.member.key"), key);
            let at = format!("tags.{number}.member.value");
            self.length(&at, value, 0, 256);
            self.pattern(&at, value, &format!("{TAG}*"), is_tag(value));
        }
    }

    pub(super) fn tag_keys(&mut self, keys: &[&str]) {
        self.count("tagKeys", keys.len());
        for (number, key) in (1..).zip(keys) {
            self.tag_key(&format!("tagKeys.{number}.member"), key);
        }
    }

    /// A value that must be one of a few words.
    pub(super) fn one_of(&mut self, at: &str, value: &str, words: &[&str]) {
        if !words.contains(&value) {
            let rule = format!("satisfy enum value set: [{}]", words.join(", "));
            self.broken(at, value, &rule);
        }
    }

    fn tag_key(&mut self, at: &str, key: &str) {
        self.length(at, key, 1, 128);
        self.pattern(at, key, &format!("{TAG}+"), is_tag(key));
    }

    fn count(&mut self, at: &str, count: usize) {
        if count > MAX_TAGS {
            self.0.push(format!(
                "Value at '{at}' failed to satisfy constraint: Member must have length less than \
                 or equal to {MAX_TAGS}"
            ));
        }
    }

    fn length(&mut self, at: &str, value: &str, least: usize, most: usize) {
        let length = value.chars().count();
        if length > most {
            let rule = format!("have length less than or equal to {most}");
            self.broken(at, value, &rule);
        } else if length < least {
            let rule = format!("have length greater than or equal to {least}");
            self.broken(at, value, &rule);
        }
    }

    fn pattern(&mut self, at: &str, value: &str, pattern: &str, fits: bool) {
        if !fits {
            let rule = format!("satisfy regular expression pattern: {pattern}");
            self.broken(at, value, &rule);
        }
    }

    fn broken(&mut self, at: &str, value: &str, rule: &str) {
        self.0.push(format!(
            "Value '{value}' at '{at}' failed to satisfy constraint: Member must {rule}"
        ));
    }
}

/// The rules about tags that are no pattern: reserved prefix, duplicates.
///
/// AWS's own services may set `aws:` keys, so this is for what callers send.
pub(super) fn tags_of_a_caller(tags: &[(&str, &str)]) -> Result<(), Failure> {
    callers(tags, |key, other| key == other)
}

/// The same for a role, on which keys that differ in case are one.
pub(super) fn role_tags_of_a_caller(tags: &[(&str, &str)]) -> Result<(), Failure> {
    callers(tags, |key, other| key.to_lowercase() == other.to_lowercase())
}

fn callers(tags: &[(&str, &str)], same: fn(&str, &str) -> bool) -> Result<(), Failure> {
    for (number, (key, value)) in tags.iter().enumerate() {
        if is_reserved(key) || is_reserved(value) {
            return Err(reserved());
        }
        if tags[..number].iter().any(|(other, _)| same(other, key)) {
            return Err(Failure::invalid_input(
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
            ));
        }
    }
    Ok(())
}

/// The same reserve for keys that a caller wants to take off.
pub(super) fn keys_of_a_caller(keys: &[&str]) -> Result<(), Failure> {
    if keys.iter().any(|key| is_reserved(key)) {
        return Err(reserved());
    }
    Ok(())
}

fn reserved() -> Failure {
    Failure::invalid_input("Tag keys and values starting with 'aws:' are reserved for internal use")
}

/// Whether a key or value is one that only AWS may set, in any case.
pub(super) fn is_reserved(text: &str) -> bool {
    text.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("aws:"))
}

/// Length apart, the empty text breaks the length rule only.
fn is_name(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+=,.@-".contains(&b))
}

fn is_path(path: &str) -> bool {
    path == "/"
        || (path.len() > 2
            && path.starts_with('/')
            && path.ends_with('/')
            && path.bytes().all(|b| (0x21..=0x7e).contains(&b)))
}

fn is_tag(text: &str) -> bool {
    text.chars().all(may_stand_in_a_tag)
}
