//! Builds accounts from parsed texts, and refuses what AWS would refuse.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::super::MAX_PROFILES;
use super::super::growth::{self, Growth};
use super::super::identity::DemoIdentity;
use super::super::name::{Id, Name};
use super::super::state::{Policy, State};
use super::super::validate::Check;
use super::shape::{self, File};
use super::value::{Layouts, Reason, caller, layouts, legal, legal_tags, seconds};
use super::{DEFAULT_ACCOUNT, DataError, administrator};

/// The trust policy that the EC2 console writes.
const TRUST_EC2: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

/// Accounts and their callers; the first identity belongs to the first text's account.
pub(in super::super) fn load(
    texts: &[&str],
    profiles: Option<usize>,
) -> Result<(Vec<State>, Vec<DemoIdentity>), DataError> {
    if let Some(asked) = profiles.filter(|&count| count > MAX_PROFILES) {
        let most = MAX_PROFILES;
        return Err(DataError::TooMany { asked, most });
    }
    let files = (1..)
        .zip(texts)
        .map(|(text, toml)| {
            toml::from_str(toml)
                .map_err(|error| DataError::Syntax { text, reason: error.to_string() })
        })
        .collect::<Result<Vec<File>, _>>()?;
    let mut loader = Loader::default();
    for (text, file) in (1..).zip(&files) {
        loader.common(text, file)?;
    }
    let mut account = DEFAULT_ACCOUNT;
    let mut accounts = Vec::new();
    for file in &files {
        account = file.account.as_deref().unwrap_or(account);
        accounts.push(account);
    }
    // Policies, then roles, then profiles: each may stand in another text than what it needs.
    for entries in [Loader::policies, Loader::roles, Loader::profiles] {
        for (text, (file, account)) in (1..).zip(files.iter().zip(&accounts)) {
            entries(&mut loader, text, file, account)?;
        }
    }
    if loader.identities.is_empty() {
        loader.identities.push(administrator());
    }
    let own_rule = (1..).zip(&files).find_map(|(text, file)| Some((text, file.growth.as_ref()?)));
    loader.grow(own_rule, profiles)?;
    for identity in &loader.identities {
        state_of(&mut loader.states, identity.account_id());
    }
    Ok((loader.states, loader.identities))
}

#[derive(Default)]
struct Loader {
    states: Vec<State>,
    identities: Vec<DemoIdentity>,
    documents: HashMap<String, Layouts>,
    aws_policies: Vec<Arc<Policy>>,
}

impl Loader {
    /// What is not one account's: callers, named documents, AWS's policies.
    fn common(&mut self, text: usize, file: &File) -> Result<(), DataError> {
        for (name, json) in &file.documents {
            let document = layouts(json).map_err(at(text, "document", name))?;
            self.documents.insert(name.clone(), document);
        }
        for identity in &file.identity {
            if identity.arn.split(':').count() < 6 {
                let reason = "its ARN is none".to_owned();
                return Err(at(text, "identity", &identity.name)(reason));
            }
            self.identities.push(caller(identity));
        }
        for policy in &file.aws_policy {
            let policy = self.policy("arn:aws:iam::aws", "aws", policy).map_err(at(
                text,
                "policy",
                &policy.name,
            ))?;
            self.aws_policies.push(Arc::new(policy));
        }
        Ok(())
    }

    fn policies(&mut self, text: usize, file: &File, account: &str) -> Result<(), DataError> {
        let index = state_of(&mut self.states, account);
        if let Some(alias) = &file.alias {
            self.states[index].aliases = vec![alias.clone()];
        }
        if let Some(raised) = &file.quotas {
            let quotas = &mut self.states[index].quotas;
            let profiles = raised.instance_profiles;
            quotas.instance_profiles = profiles.unwrap_or(quotas.instance_profiles);
            quotas.roles = raised.roles.unwrap_or(quotas.roles);
            let attached = raised.attached_policies_per_role;
            quotas.attached_policies_per_role =
                attached.unwrap_or(quotas.attached_policies_per_role);
        }
        for policy in &self.aws_policies {
            let policies = &mut self.states[index].policies;
            policies.insert(policy.arn.clone(), policy.clone());
        }
        for entry in &file.policy {
            let owner = format!("arn:aws:iam::{account}");
            let policy =
                self.policy(&owner, account, entry).map_err(at(text, "policy", &entry.name))?;
            let policies = &mut self.states[index].policies;
            policies.insert(policy.arn.clone(), Arc::new(policy));
        }
        Ok(())
    }

    fn roles(&mut self, text: usize, file: &File, account: &str) -> Result<(), DataError> {
        let index = state_of(&mut self.states, account);
        for entry in &file.role {
            self.role(index, entry).map_err(at(text, "role", &entry.name))?;
        }
        Ok(())
    }

    fn role(&mut self, index: usize, entry: &shape::Role) -> Result<(), Reason> {
        let path = entry.path.as_deref().unwrap_or("/");
        let mut check = Check::default();
        check.role_name(&entry.name);
        check.path(path);
        check.description(entry.description.as_deref().unwrap_or_default());
        legal(check)?;
        let state = &self.states[index];
        if state.role(&entry.name).is_some() {
            return Err("there is another of this name".to_owned());
        }
        let trust = self.document(&entry.trust)?.trust;
        let boundary = match &entry.permissions_boundary {
            Some(name) => Some(policy_arn(state, name)?),
            None => None,
        };
        let attached =
            entry.attached.iter().map(|name| policy_arn(state, name)).collect::<Result<_, _>>()?;
        let inline = entry
            .inline
            .iter()
            .map(|(name, json)| Ok((Name::from(name.as_str()), self.document(json)?.policy)))
            .collect::<Result<BTreeMap<_, _>, Reason>>()?;
        let tags = legal_tags(&entry.tags)?;
        let created = seconds(entry.created.as_ref())?
            .unwrap_or_else(|| growth::birthday(&state.account_id, &entry.name));
        let last_used = match &entry.last_used {
            Some(used) => {
                seconds(Some(&used.date))?.map(|date| (date, used.region.as_str().into()))
            }
            None => None,
        };
        let role = self.states[index].put_role(&entry.name, path, "", created);
        role.trust = trust;
        role.description = entry.description.as_deref().map(Into::into);
        role.max_session = entry.max_session_duration.unwrap_or(3600);
        role.boundary = boundary;
        role.last_used = last_used;
        role.attached = attached;
        role.inline = inline;
        role.tags = tags;
        Ok(())
    }

    fn profiles(&mut self, text: usize, file: &File, account: &str) -> Result<(), DataError> {
        let index = state_of(&mut self.states, account);
        for entry in &file.profile {
            profile(&mut self.states[index], entry).map_err(at(text, "profile", &entry.name))?;
        }
        Ok(())
    }

    /// Adds ordinary profiles to the first account.
    fn grow(
        &mut self,
        own_rule: Option<(usize, &Growth)>,
        profiles: Option<usize>,
    ) -> Result<(), DataError> {
        let account = match self.states.first() {
            Some(state) => state.account_id.clone(),
            None => DEFAULT_ACCOUNT.into(),
        };
        let index = state_of(&mut self.states, &account);
        let default_rule = Growth::default();
        let (text, rule) = own_rule.unwrap_or((0, &default_rule));
        let trust = self.document(&rule.trust).map_err(at(text, "growth", "trust"))?.trust;
        let attached = rule
            .attached
            .iter()
            .map(|name| policy_arn(&self.states[index], name))
            .collect::<Result<_, _>>()
            .map_err(at(text, "growth", "attached"))?;
        let state = &mut self.states[index];
        let target = profiles.unwrap_or(state.profiles.len() + rule.profiles);
        growth::grow(state, rule, target, &trust, &attached).map_err(at(text, "growth", "rule"))
    }

    fn policy(&self, owner: &str, account: &str, entry: &shape::Policy) -> Result<Policy, Reason> {
        let path = entry.path.as_deref().unwrap_or("/");
        let mut check = Check::default();
        check.policy_name(&entry.name);
        check.path(path);
        legal(check)?;
        let created = seconds(entry.created.as_ref())?
            .unwrap_or_else(|| growth::birthday(owner, &entry.name));
        let updated = seconds(entry.updated.as_ref())?.unwrap_or(created);
        let documents = entry
            .documents
            .iter()
            .map(|json| Ok(self.document(json)?.policy))
            .collect::<Result<Vec<_>, Reason>>()?;
        let Some(last) = (entry.first_version..).take(documents.len()).last() else {
            return Err("it has no document".to_owned());
        };
        let default_version = entry.default_version.unwrap_or(last);
        if documents.len() > 5 || !(entry.first_version..=last).contains(&default_version) {
            return Err("it has no such default version, or more than 5 versions".to_owned());
        }
        // Documents before the last came into being with the policy, the last with its update.
        let versions = (entry.first_version..)
            .zip(documents)
            .map(|(number, document)| {
                let time = if number == last { updated } else { created };
                (number, (time, document))
            })
            .collect();
        Ok(Policy {
            name: Name::from(entry.name.as_str()),
            path: path.into(),
            arn: format!("{owner}:policy{path}{}", entry.name).into(),
            id: Id::derive("ANPA", account, &entry.name, 0),
            created,
            updated,
            description: entry.description.as_deref().map(Into::into),
            default_version,
            versions,
            tags: legal_tags(&entry.tags)?,
        })
    }

    /// A document written out, or the name of one from `[documents]`.
    fn document(&self, text: &str) -> Result<Layouts, Reason> {
        if text.trim_start().starts_with('{') {
            return layouts(text);
        }
        match self.documents.get(text) {
            Some(document) => Ok(document.clone()),
            None if text == "ec2" => layouts(TRUST_EC2),
            None => Err(format!("there is no document named {text:?}")),
        }
    }
}

fn profile(state: &mut State, entry: &shape::Profile) -> Result<(), Reason> {
    let path = entry.path.as_deref().unwrap_or("/");
    let mut check = Check::default();
    check.profile_name(&entry.name);
    check.path(path);
    legal(check)?;
    if state.profile(&entry.name).is_some() {
        return Err("there is another of this name".to_owned());
    }
    let role = match &entry.role {
        Some(name) => match state.role(name) {
            Some(role) => Some(role.name.clone()),
            None => return Err(format!("there is no role {name:?}")),
        },
        None => None,
    };
    let tags = legal_tags(&entry.tags)?;
    let created = seconds(entry.created.as_ref())?
        .unwrap_or_else(|| growth::birthday(&state.account_id, &entry.name));
    let profile = state.put_profile(&entry.name, path, created);
    profile.role = role;
    profile.tags = tags;
    profile.once_tagged = entry.once_tagged;
    Ok(())
}

/// The index of an account's state, which is made when it is new.
fn state_of(states: &mut Vec<State>, account: &str) -> usize {
    match states.iter().position(|state| &*state.account_id == account) {
        Some(index) => index,
        None => {
            states.push(State::new("aws", account));
            states.len() - 1
        }
    }
}

/// A policy by name, the account's own before AWS's, or by ARN.
fn policy_arn(state: &State, name: &str) -> Result<Arc<str>, Reason> {
    let own_first = |policy: &&Arc<Policy>| policy.is_aws_managed();
    let found = match name.starts_with("arn:") {
        true => state.policies.get(name),
        false => state
            .policies
            .values()
            .filter(|policy| policy.name.as_str() == name)
            .min_by_key(own_first),
    };
    found.map(|policy| policy.arn.clone()).ok_or_else(|| format!("there is no policy {name:?}"))
}

fn at(text: usize, kind: &str, name: &str) -> impl FnOnce(Reason) -> DataError {
    let entry = format!("{kind} {name:?}");
    move |reason| DataError::Entry { text, entry, reason }
}
