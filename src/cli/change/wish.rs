//! From what was typed to a wish, by AWS's own rules.

use std::io::Read as _;
use std::path::Path;

use super::super::exit::{Exit, Failure};
use super::args::{ChangeTask, Create, From, Tags, WithRole};
use crate::core::change::{Creation, Intent, NewProfile, NewRole};
use crate::core::domain::rules::{self, RuleError, Tagged};
use crate::core::domain::trust_rules::trust_policy;
use crate::core::domain::{Arn, Tag};
use crate::core::text::Words;

/// Characters of a trust policy, white space not counted, to which AWS raises
/// its quota at most; what this account allows only AWS knows.
const TRUST_QUOTA: usize = 8192;

/// EC2 may assume it, as IAM's console writes it.
const EC2: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}"#;

/// What is wished for; `None` for the commands that are no new wish.
///
/// # Errors
/// Something breaks a rule of AWS's, or a file can't be read.
pub(super) fn wish(task: &ChangeTask, words: &Words) -> Result<Option<Intent>, Failure> {
    let reader = Reader { words };
    Ok(Some(match task {
        ChangeTask::Attach(args) | ChangeTask::Replace(args) => reader.with_role(args)?,
        ChangeTask::Detach(args) => {
            Intent::Detach { profiles: reader.profiles(&args.names, &args.from)? }
        }
        ChangeTask::Delete(args) => {
            Intent::Delete { profiles: reader.profiles(&args.names, &args.from)? }
        }
        ChangeTask::Tag(args) => {
            let (profiles, given) = reader.tagged(args)?;
            Intent::Tag { profiles, set: reader.tags(given)?, remove: Vec::new() }
        }
        ChangeTask::Untag(args) => {
            let (profiles, given) = reader.tagged(args)?;
            Intent::Tag { profiles, set: Vec::new(), remove: reader.keys(given)? }
        }
        ChangeTask::Create(args) => Intent::Create(reader.creation(args)?),
        ChangeTask::Undo(_) | ChangeTask::History(_) => return Ok(None),
    }))
}

struct Reader<'a> {
    words: &'a Words,
}

impl Reader<'_> {
    fn usage(&self, headline: String) -> Failure {
        Failure::said(Exit::Usage, headline, "")
    }

    fn with_role(&self, args: &WithRole) -> Result<Intent, Failure> {
        let text = &self.words.scripts.fault;
        let from_file = args.from.profiles_from.is_some();
        let (role, names) = match args.names.split_last() {
            Some((role, [])) if from_file => (role, &[][..]),
            Some((_, [])) | None => return Err(self.usage(text.no_role.to_owned())),
            Some((_, _)) if from_file => return Err(self.usage(text.mixed.to_owned())),
            Some((role, names)) => (role, names),
        };
        let profiles = self.profiles(names, &args.from)?;
        Ok(Intent::Attach { profiles, role: self.role(role)?, id: None })
    }

    fn role(&self, name: &str) -> Result<Box<str>, Failure> {
        let text = &self.words.scripts.fault;
        let bad = |error| self.usage((text.role_name)(name, &self.words.rule(&error)));
        rules::role_name(name).map_err(bad)?;
        Ok(name.into())
    }

    fn profile(&self, name: &str) -> Result<Box<str>, Failure> {
        let text = &self.words.scripts.fault;
        if name.starts_with("arn:") {
            return Err(self.usage((text.is_arn)(name)));
        }
        let bad = |error| self.usage((text.profile_name)(name, &self.words.rule(&error)));
        rules::instance_profile_name(name).map_err(bad)?;
        Ok(name.into())
    }

    /// The profiles of the command line, or those of a file. None is taken
    /// twice: two items of a plan for one profile would get in each other's way.
    fn profiles(&self, names: &[String], from: &From) -> Result<Vec<Box<str>>, Failure> {
        let text = &self.words.scripts.fault;
        let mut all: Vec<String> = names.to_vec();
        if let Some(path) = &from.profiles_from {
            if !names.is_empty() {
                return Err(self.usage(text.mixed.to_owned()));
            }
            let lines = self.file(path)?;
            let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
            all.extend(lines.map(ToOwned::to_owned));
        }
        if all.is_empty() {
            return Err(self.usage(text.no_profile.to_owned()));
        }
        let mut seen = std::collections::HashSet::new();
        let mut profiles = Vec::with_capacity(all.len());
        for name in &all {
            let profile = self.profile(name)?;
            if !seen.insert(name.to_ascii_lowercase()) {
                return Err(self.usage((text.twice)(name)));
            }
            profiles.push(profile);
        }
        Ok(profiles)
    }

    /// The profiles, and the words that are left for tags.
    fn tagged<'a>(&self, args: &'a Tags) -> Result<(Vec<Box<str>>, &'a [String]), Failure> {
        let none = || self.usage(self.words.scripts.fault.no_tags.to_owned());
        if args.from.profiles_from.is_some() {
            return Ok((self.profiles(&[], &args.from)?, &args.words));
        }
        let (name, tags) = args.words.split_first().ok_or_else(none)?;
        if tags.is_empty() {
            return Err(none());
        }
        Ok((vec![self.profile(name)?], tags))
    }

    /// A key may hold spaces, and so may a value: nothing is trimmed, the
    /// shell has said where they end.
    fn tags(&self, given: &[String]) -> Result<Vec<Tag>, Failure> {
        let text = &self.words.scripts.fault;
        let tag = |word: &String| match word.split_once('=') {
            Some((key, value)) => Ok(Tag { key: key.into(), value: value.into() }),
            None => Err(self.usage((text.not_a_tag)(word))),
        };
        let tags = given.iter().map(tag).collect::<Result<Vec<_>, _>>()?;
        match rules::tags(Tagged::Profile, &tags).first() {
            Some(error) => Err(self.usage((text.tag)(&self.words.tag_rule(error)))),
            None => Ok(tags),
        }
    }

    fn keys(&self, given: &[String]) -> Result<Vec<Box<str>>, Failure> {
        let text = &self.words.scripts.fault;
        for (at, key) in given.iter().enumerate() {
            let bad = |error: RuleError| self.usage((text.key)(key, &self.words.rule(&error)));
            rules::tag_key(key).map_err(bad)?;
            if given[..at].contains(key) {
                return Err(self.usage((text.twice)(key)));
            }
        }
        Ok(given.iter().map(|key| key.as_str().into()).collect())
    }

    fn creation(&self, args: &Create) -> Result<Creation, Failure> {
        let text = &self.words.scripts.fault;
        let bad = |error: RuleError| self.usage((text.path)(&args.path, &self.words.rule(&error)));
        rules::path(&args.path).map_err(bad)?;
        let profile = NewProfile {
            name: self.profile(&args.name)?,
            path: args.path.as_str().into(),
            tags: self.tags(&args.tag)?,
        };
        let role = args.new_role.as_ref().map(|name| self.new_role(name, args)).transpose()?;
        let there = args.role.as_ref().map(|name| self.role(name)).transpose()?;
        for arn in &args.policy {
            let is_policy = Arn::parse(arn)
                .is_ok_and(|arn| arn.service == "iam" && arn.resource.starts_with("policy/"));
            if !is_policy {
                return Err(self.usage((text.policy)(arn)));
            }
        }
        let holds = role.as_ref().map(|role| role.name.clone()).or(there);
        let policies = args.policy.iter().map(|arn| arn.as_str().into()).collect();
        Ok(Creation { role, policies, profile: Some(profile), holds })
    }

    fn new_role(&self, name: &str, args: &Create) -> Result<NewRole, Failure> {
        let text = &self.words.scripts.fault;
        let trust = match &args.trust {
            Some(path) => self.file(path)?.trim_end().to_owned(),
            None => EC2.to_owned(),
        };
        let bad = |error: RuleError| self.usage((text.trust)(&self.words.rule(&error)));
        trust_policy(&trust, TRUST_QUOTA).map_err(bad)?;
        let description = args.description.clone().unwrap_or_default();
        let bad = |error: RuleError| self.usage((text.description)(&self.words.rule(&error)));
        rules::description(&description).map_err(bad)?;
        Ok(NewRole {
            name: self.role(name)?,
            path: args.path.as_str().into(),
            trust: trust.into(),
            description: description.into(),
            tags: Vec::new(),
        })
    }

    fn file(&self, path: &Path) -> Result<String, Failure> {
        let read = if path == Path::new("-") {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map(|_| text)
        } else {
            std::fs::read_to_string(path)
        };
        read.map_err(|error| {
            let text = &self.words.scripts.fault;
            self.usage((text.file)(&path.display().to_string(), &error.to_string()))
        })
    }
}
