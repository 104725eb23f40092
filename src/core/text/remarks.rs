//! The words for what has to be said of a plan before anybody confirms it.

use std::collections::HashSet;

use super::super::change::remarks::{InUse, Quota, Remark, Severity, Why};
use super::super::domain::made_by::Service;
use super::super::domain::manager::Manager;
use super::super::domain::trust::Ec2Trust;
use super::super::error::{ApiError, ErrorKind};
use super::super::plan::{Change, Snapshot};
use super::line::{Line, Tone};
use super::{Text, Words, explain};

/// Names that are listed; of more, the number is told.
const LISTED: usize = 3;

words! {
    /// Remarks on a plan, why a profile is left out of it, and its steps.
    RemarkWords {
        trust: fn(&str, Ec2Trust, &str) -> String, unreadable: fn(&str, &str) -> String,
        denied: fn(&str) -> String, administrator: fn(&str) -> String,
        policies_unread: fn(&str, &str) -> String, not_compared: fn(usize) -> String,
        pass_role: fn(&str) -> String, managed: fn(&str, &str, usize) -> String,
        profiles_made_by: fn(&str, &str, usize) -> String, role_made_by: fn(&str, &str) -> String,
        service_linked: fn(&str) -> String, service: fn(Service) -> &'static str,
        in_use: fn(InUse) -> &'static str, held_elsewhere: fn(&str, &str) -> String,
        tags_at_risk: fn(&str, &str) -> String, id_is_lost: fn(usize) -> String,
        quota_near: fn(Quota, u32, u32) -> String, changed_since: fn(&str) -> String,
        new_id: fn(&str) -> String, role_recreated: fn(&str) -> String,
        alike: fn(usize, &str, &str) -> String, manager: fn(&Manager) -> String, and_more: fn(&str, usize) -> String,
        severity: fn(Severity) -> &'static str,
        not_there: Text, unread: fn(&str) -> String, holds_it: fn(&str) -> String,
        holds_none: Text, holds_another: fn(&str) -> String, tags_are_so: Text,
        too_many_tags: fn(usize, usize) -> String, no_such_role: fn(&str) -> String,
        why_service_linked: fn(&str) -> String, name_taken: fn(&str) -> String,
        role_name_taken: fn(&str) -> String, recreated: Text, is_so: Text,
        why_role_recreated: fn(&str) -> String,
        role_has_policies: fn(&str, &str) -> String, role_has_holders: fn(&str, &str) -> String,
        no_role: Text, role_was: fn(&str, &str) -> String,
        tag_new: fn(&str, &str) -> String, tag_other: fn(&str, &str, &str) -> String,
        tag_gone: fn(&str, &str) -> String, profile_made: fn(&str, &str) -> String,
        profile_gone: fn(&str) -> String, role_made: fn(&str, &str) -> String,
        role_gone: fn(&str) -> String, policy_on: fn(&str) -> String, policy_off: fn(&str) -> String,
    }
}

impl Words {
    /// A remark as a sentence.
    pub fn remark(&self, remark: &Remark) -> String {
        let words = &self.remarks;
        match remark {
            Remark::Trust { role, ec2, instead } => {
                let instead: Vec<&str> = instead.iter().map(String::as_str).collect();
                (words.trust)(role, *ec2, &self.listed(&instead))
            }
            Remark::RoleUnread { role, error } => (words.unreadable)(role, &self.cause(error)),
            Remark::Administrator { role } => (words.administrator)(role),
            Remark::PoliciesUnread { role, error } => {
                (words.policies_unread)(role, &self.cause(error))
            }
            Remark::NotCompared { roles } => (words.not_compared)(*roles),
            Remark::PassRole { roles } => (words.pass_role)(&self.listed(roles)),
            Remark::Managed { manager, profiles } => {
                (words.managed)(&(words.manager)(manager), &self.listed(profiles), profiles.len())
            }
            Remark::ProfilesMadeBy { service, profiles } => {
                let service = (words.service)(*service);
                (words.profiles_made_by)(service, &self.listed(profiles), profiles.len())
            }
            Remark::RoleMadeBy { service: Service::ServiceLinked, role } => {
                (words.service_linked)(role)
            }
            Remark::RoleMadeBy { service, role } => {
                (words.role_made_by)((words.service)(*service), role)
            }
            Remark::InUse(what) => (words.in_use)(*what).to_owned(),
            Remark::HeldElsewhere { role, profiles } => {
                (words.held_elsewhere)(role, &self.listed(profiles))
            }
            Remark::TagsAtRisk { profile, tags } => {
                let keys: Vec<&str> = tags.iter().map(|tag| &*tag.key).collect();
                (words.tags_at_risk)(profile, &self.listed(&keys))
            }
            Remark::IdIsLost { profiles } => (words.id_is_lost)(*profiles),
            Remark::QuotaNear { quota, used, most } => (words.quota_near)(*quota, *used, *most),
            Remark::ChangedSince { profiles } => (words.changed_since)(&self.listed(profiles)),
            Remark::NewId { profiles } => (words.new_id)(&self.listed(profiles)),
            Remark::RoleRecreated { role } => (words.role_recreated)(role),
        }
    }

    /// Remarks as lines, each after a word for its weight.
    pub fn remark_lines(&self, remarks: &[Remark]) -> Vec<Line> {
        let line = |remark: &Remark| self.remark_line(remark.severity(), &self.remark(remark));
        remarks.iter().map(line).collect()
    }

    /// Remarks that must not scroll away, as few lines: of many alike, one
    /// tells how many and of whom. The second lines are those that it stands
    /// for, one by one.
    pub fn folded_lines(&self, remarks: &[Remark]) -> (Vec<Line>, Vec<Line>) {
        let mut kinds: Vec<Vec<&Remark>> = Vec::new();
        for remark in remarks {
            match kinds.iter_mut().find(|kind| kind[0].is_like(remark)) {
                Some(kind) => kind.push(remark),
                None => kinds.push(vec![remark]),
            }
        }
        let (mut folded, mut each) = (Vec::new(), Vec::new());
        for kind in kinds {
            let lines = kind.iter().map(|one| self.remark_line(one.severity(), &self.remark(one)));
            if kind.len() <= LISTED {
                folded.extend(lines);
                continue;
            }
            each.extend(lines);
            let mut names: Vec<&str> = Vec::new();
            let mut known = HashSet::new();
            names.extend(kind.iter().flat_map(|one| one.names()).map(|name| &**name));
            names.retain(|name| known.insert(*name));
            let first = self.remark(kind[0]);
            let text = (self.remarks.alike)(kind.len(), &self.listed(&names), &first);
            folded.push(self.remark_line(kind[0].severity(), &text));
        }
        (folded, each)
    }

    fn remark_line(&self, severity: Severity, text: &str) -> Line {
        let tone = match severity {
            Severity::Danger => Tone::Danger,
            Severity::Warning => Tone::Warning,
            Severity::Note => Tone::Dim,
        };
        let mut line = Line::new(tone, (self.remarks.severity)(severity));
        line.push(Tone::Plain, format!(" {text}"));
        line.indent = 2;
        line
    }

    /// Why a profile is left out, to follow its name and a colon.
    pub fn why(&self, why: &Why) -> String {
        let words = &self.remarks;
        match why {
            Why::NotThere => words.not_there.to_owned(),
            Why::Unread(error) => (words.unread)(&self.cause(error)),
            Why::HoldsIt(role) => (words.holds_it)(role),
            Why::HoldsNone => words.holds_none.to_owned(),
            Why::HoldsAnother(role) => (words.holds_another)(role),
            Why::TagsAreSo => words.tags_are_so.to_owned(),
            Why::TooManyTags(count) => (words.too_many_tags)(*count, Why::MOST_TAGS),
            Why::NoSuchRole(role) => (words.no_such_role)(role),
            Why::ServiceLinked(role) => (words.why_service_linked)(role),
            Why::NameTaken(name) => (words.name_taken)(name),
            Why::RoleNameTaken(name) => (words.role_name_taken)(name),
            Why::Recreated => words.recreated.to_owned(),
            Why::IsSo => words.is_so.to_owned(),
            Why::RoleRecreated(role) => (words.why_role_recreated)(role),
            Why::RoleInUse { role, policies, profiles } if policies.is_empty() => {
                (words.role_has_holders)(role, &self.listed(profiles))
            }
            Why::RoleInUse { role, policies, .. } => {
                (words.role_has_policies)(role, &self.listed(policies))
            }
        }
    }

    /// What a step turns into what, a text for each thing that it changes;
    /// `before` is the profile as the step finds it.
    pub fn before_after(&self, change: &Change, before: Option<&Snapshot>) -> Vec<String> {
        let words = &self.remarks;
        let held = before.and_then(|before| before.role.as_ref()).map(|(name, _)| &**name);
        let tags = before.and_then(|before| before.tags.as_deref());
        let value = |key: &str| tags?.iter().find(|tag| &*tag.key == key).map(|tag| &*tag.value);
        match change {
            Change::AddRole { role, .. } => {
                vec![(words.role_was)(held.unwrap_or(words.no_role), role)]
            }
            Change::RemoveRole { role, .. } => vec![(words.role_was)(role, words.no_role)],
            Change::TagProfile { tags: new, .. } => new
                .iter()
                .map(|tag| match value(&tag.key) {
                    Some(old) => (words.tag_other)(&tag.key, old, &tag.value),
                    None => (words.tag_new)(&tag.key, &tag.value),
                })
                .collect(),
            Change::UntagProfile { keys, .. } => {
                keys.iter().map(|key| (words.tag_gone)(key, value(key).unwrap_or("?"))).collect()
            }
            Change::CreateProfile { name, path, tags } => {
                let mut all = vec![(words.profile_made)(name, path)];
                all.extend(tags.iter().map(|tag| (words.tag_new)(&tag.key, &tag.value)));
                all
            }
            Change::DeleteProfile { name } => {
                let mut all = vec![(words.profile_gone)(name)];
                let gone = tags.unwrap_or_default().iter();
                all.extend(gone.map(|tag| (words.tag_gone)(&tag.key, &tag.value)));
                all
            }
            Change::CreateRole { name, path, tags, .. } => {
                let mut all = vec![(words.role_made)(name, path)];
                all.extend(tags.iter().map(|tag| (words.tag_new)(&tag.key, &tag.value)));
                all
            }
            Change::DeleteRole { name } => vec![(words.role_gone)(name)],
            Change::AttachRolePolicy { arn, .. } => vec![(words.policy_on)(arn)],
            Change::DetachRolePolicy { arn, .. } => vec![(words.policy_off)(arn)],
        }
    }

    /// The first few names, and how many more there are.
    pub fn listed(&self, names: &[impl AsRef<str>]) -> String {
        let first: Vec<&str> = names.iter().take(LISTED).map(AsRef::as_ref).collect();
        let first = first.join(", ");
        match names.len().saturating_sub(LISTED) {
            0 => first,
            more => (self.remarks.and_more)(&first, more),
        }
    }

    /// A failure in few words: the denied action, or the headline.
    fn cause(&self, error: &ApiError) -> String {
        match &error.kind {
            ErrorKind::AccessDenied(_) => {
                (self.remarks.denied)(error.missing_action().unwrap_or(error.action))
            }
            _ => explain::api_error(self, error, None).headline,
        }
    }
}
