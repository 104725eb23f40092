//! What a person means by a text that was typed or pasted: a name, an ARN, an
//! id, or a whole error message of AWS's.

mod message;

use super::super::key::half_width;
use super::super::safe::is_harmful;
use super::profile_ref::is_profile_id;
use super::{Arn, ProfileRef, ProfileRefError, Role, is_name_character};

/// What a text names, and how that was found out: the user is told both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Understood {
    /// What it names.
    pub subject: Subject,
    /// How that was understood.
    pub by: By,
}

/// Something that a text can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An instance profile.
    Profile(ProfileRef),
    /// A role: the profiles that hold it are meant.
    Role(RoleRef),
    /// `AROA…`, the stable id of a role; no AWS call takes it.
    RoleId(String),
    /// `i-…`, an EC2 instance.
    Instance(String),
}

/// A role by its name, with what else the text told about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleRef {
    /// RoleName, 1–64 characters; AWS compares it without regard to case.
    pub name: String,
    /// The role's ARN. The ARN of a session tells the account alone, as it
    /// leaves out the role's path.
    pub arn: Option<String>,
    /// Twelve digits.
    pub account: Option<String>,
}

/// How a text was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The text is the bare name.
    Name,
    /// The text says what the name is of: `role web`.
    Word,
    /// The text is the ARN or the id.
    Itself,
    /// The text is the ARN of one of the role's sessions.
    Session,
    /// An error message is about it.
    Message,
    /// A denial names it as the resource.
    Resource,
    /// A denial names it as the caller.
    Caller,
    /// It stands somewhere in the text.
    Text,
}

/// The text names nothing that can be gone to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubjectError {
    /// It can't be the name of an instance profile.
    Profile(ProfileRefError),
    /// More than the 64 characters that IAM allows for a role's name.
    RoleTooLong(usize),
    /// An ARN of something that is neither instance profile nor role.
    OtherArn(String),
    /// Nothing in it is known.
    Unclear,
}

impl From<ProfileRefError> for SubjectError {
    fn from(error: ProfileRefError) -> Self {
        match error {
            ProfileRefError::OtherArn(arn) => Self::OtherArn(arn),
            other => Self::Profile(other),
        }
    }
}

type Parsed = Result<Understood, SubjectError>;

impl Understood {
    /// Understands a text. Quotes around it, line breaks and invisible
    /// characters in it and punctuation after an ARN are no part of it: they
    /// come with copying. (IAM allows a name to end in a full stop; such a one
    /// is found by its name, which is taken literally.)
    ///
    /// # Errors
    /// When it names neither an instance profile nor a role nor an instance,
    /// or by a name that IAM's model does not allow.
    pub fn parse(text: &str) -> Parsed {
        let text = clean(text);
        let mut text = text.trim();
        if text.starts_with(is_quote) {
            text = text.trim_matches(|c: char| c.is_whitespace() || is_quote(c));
        }
        if text.starts_with(['{', '[']) {
            return message::json(text).unwrap_or(Err(SubjectError::Unclear));
        }
        let words: Vec<_> = text.split_whitespace().collect();
        match words.as_slice() {
            [] => Err(SubjectError::Profile(ProfileRefError::Empty)),
            [word] => single(word),
            _ => {
                if let Some(parsed) = said(&words).or_else(|| message::parse(text)) {
                    return parsed;
                }
                if words.len() > 3 {
                    return Err(SubjectError::Unclear);
                }
                // More likely a mistyped name than a message.
                Ok(profile(ProfileRef::parse(text)?, By::Name))
            }
        }
    }

    /// Whether the text can mean nothing else: not a bare name, which is also
    /// what a filter is made of.
    pub fn is_unmistakable(&self) -> bool {
        !matches!(self.by, By::Name | By::Word)
    }

    /// The account that the text tells, if it does.
    pub fn account(&self) -> Option<&str> {
        match &self.subject {
            Subject::Profile(ProfileRef::Arn { arn, .. }) => Arn::parse(arn).ok()?.some_account(),
            Subject::Role(role) => role.account.as_deref(),
            _ => None,
        }
    }
}

impl RoleRef {
    /// Whether this is the role meant: one of another account or path that
    /// has the name is not.
    pub fn matches(&self, role: &Role) -> bool {
        let account = Arn::parse(&role.arn).ok().and_then(|arn| arn.some_account());
        role.name.eq_ignore_ascii_case(&self.name)
            && self.arn.as_deref().is_none_or(|arn| *role.arn == *arn)
            && self.account.as_deref().is_none_or(|wanted| account == Some(wanted))
    }
}

/// Full-width letters of an input method as ASCII, line breaks as spaces, and
/// nothing that can't be seen.
fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            c if c.is_control() => Some(' '),
            c if is_harmful(c) => None,
            c => Some(half_width(c)),
        })
        .collect()
}

fn is_quote(c: char) -> bool {
    "\"'`“”‘’„«»".contains(c)
}

/// What may follow an ARN or an id without being part of it.
fn ends(c: char) -> bool {
    is_quote(c) || ".,;:)!?".contains(c)
}

/// A text without white space.
fn single(word: &str) -> Parsed {
    if word.starts_with("arn:") {
        return of_arn(word.trim_end_matches(ends), By::Itself);
    }
    if let Some(parsed) = of_id(word) {
        return parsed;
    }
    // As in ARNs; neither sign can stand in a name.
    if let Some((kind, rest)) = word.split_once(['/', ':']) {
        let name = rest.rsplit(['/', ':']).next().unwrap_or(rest);
        return match kind.to_ascii_lowercase().as_str() {
            "role" => of_role_name(name, By::Word),
            "instance-profile" | "profile" => of_profile_name(name, By::Word),
            "assumed-role" => of_role_name(rest.split('/').next().unwrap_or(rest), By::Session),
            // A caller's UserId: `AROA…:session`.
            _ if is_role_id(kind) => Ok(role_id(kind, By::Session)),
            _ => of_profile_name(word, By::Name),
        };
    }
    of_profile_name(word.trim_end_matches(|c| ends(c) && !is_name_character(c)), By::Name)
}

/// `role web`, `the instance profile named web`, `RoleName: web`.
fn said(words: &[&str]) -> Option<Parsed> {
    let mut words = words.iter().map(|word| word.trim_end_matches([':', '=']));
    let mut word = words.next()?;
    while ["the", "an", "a", "iam", "aws", "ec2", "instance"]
        .iter()
        .any(|filler| word.eq_ignore_ascii_case(filler))
    {
        word = words.next()?;
    }
    let of = match word.to_ascii_lowercase().as_str() {
        "role" | "rolename" => of_role_name,
        "profile" | "instance-profile" | "instanceprofile" | "instanceprofilename" => {
            of_profile_name
        }
        _ => return None,
    };
    let mut name = words.next()?;
    if ["named", "name", "called"].iter().any(|filler| name.eq_ignore_ascii_case(filler)) {
        name = words.next()?;
    }
    if words.next().is_some() {
        return None;
    }
    let name = name.trim_matches(is_quote);
    Some(match name.starts_with("arn:") || of_id(name).is_some() {
        true => single(name),
        false => of(name, By::Word),
    })
}

/// What an ARN names. `by` counts where it is the thing's own ARN.
fn of_arn(text: &str, by: By) -> Parsed {
    let other = || SubjectError::OtherArn(text.to_owned());
    let arn = Arn::parse(text).map_err(|_| other())?;
    let (kind, rest) = arn.resource.split_once('/').ok_or_else(other)?;
    match (arn.service, kind) {
        // Denials of list calls have an ARN without a name.
        ("iam", "instance-profile" | "role") if rest.is_empty() || rest.ends_with('/') => {
            Err(other())
        }
        ("iam", "instance-profile") => Ok(profile(ProfileRef::parse(text)?, by)),
        ("iam", "role") => {
            let mut understood = of_role_name(arn.name(), by)?;
            if let Subject::Role(role) = &mut understood.subject {
                role.arn = Some(text.to_owned());
                role.account = arn.some_account().map(ToOwned::to_owned);
            }
            Ok(understood)
        }
        ("sts", "assumed-role") => {
            let by = if by == By::Itself { By::Session } else { by };
            let mut understood = of_role_name(rest.split('/').next().unwrap_or(rest), by)?;
            if let Subject::Role(role) = &mut understood.subject {
                role.account = arn.some_account().map(ToOwned::to_owned);
            }
            Ok(understood)
        }
        ("ec2", "instance") if is_instance_id(rest) => {
            Ok(Understood { subject: Subject::Instance(rest.to_owned()), by })
        }
        _ => Err(other()),
    }
}

fn of_id(word: &str) -> Option<Parsed> {
    let word = word.trim_end_matches(ends);
    if is_profile_id(word) {
        return Some(Ok(profile(ProfileRef::Id(word.to_owned()), By::Itself)));
    }
    if is_role_id(word) {
        return Some(Ok(role_id(word, By::Itself)));
    }
    let instance = || Understood { subject: Subject::Instance(word.to_owned()), by: By::Itself };
    is_instance_id(word).then(|| Ok(instance()))
}

fn of_profile_name(name: &str, by: By) -> Parsed {
    Ok(profile(ProfileRef::parse(name)?, by))
}

fn of_role_name(name: &str, by: By) -> Parsed {
    if name.is_empty() {
        return Err(SubjectError::Profile(ProfileRefError::Empty));
    }
    if let Some(bad) = name.chars().find(|&c| !is_name_character(c)) {
        return Err(SubjectError::Profile(ProfileRefError::BadCharacter(bad)));
    }
    if name.len() > MAX_ROLE_NAME {
        return Err(SubjectError::RoleTooLong(name.len()));
    }
    let role = RoleRef { name: name.to_owned(), arn: None, account: None };
    Ok(Understood { subject: Subject::Role(role), by })
}

/// IAM's limit for RoleName.
const MAX_ROLE_NAME: usize = 64;

fn profile(wanted: ProfileRef, by: By) -> Understood {
    let by = match wanted {
        ProfileRef::Id(_) if by == By::Name => By::Itself,
        _ => by,
    };
    Understood { subject: Subject::Profile(wanted), by }
}

fn role_id(id: &str, by: By) -> Understood {
    Understood { subject: Subject::RoleId(id.to_owned()), by }
}

/// As an instance profile's id, with the prefix that IAM gives roles.
fn is_role_id(text: &str) -> bool {
    text.strip_prefix("AROA").is_some_and(|rest| is_profile_id(&format!("AIPA{rest}")))
}

/// `i-` and 8 hexadecimal digits, since 2016 17 of them (EC2's user guide,
/// "Resource IDs").
fn is_instance_id(text: &str) -> bool {
    text.strip_prefix("i-").is_some_and(|rest| {
        matches!(rest.len(), 8 | 17) && rest.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests;
