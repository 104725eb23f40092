//! The rule that makes ordinary profiles, few or 100,000, out of short word lists.
//!
//! Every service of every team has one profile and one role of the same name for each stage:
//! `payments-ledger-prod`. When more are asked for, further rounds add profiles for each region,
//! `payments-ledger-prod-eu-west-1`, then numbered ones, `payments-ledger-prod-eu-west-1-02`,
//! which share the first round's roles, paths and tags: also in memory.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;

use super::name::{Document, Id, Name, hash};
use super::state::{Profile, State, Tag};
use super::validate::Check;

/// The word lists.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Growth {
    /// How many profiles there are when nobody asks for more.
    #[serde(default)]
    pub(super) profiles: usize,
    pub(super) stages: Vec<String>,
    pub(super) regions: Vec<String>,
    /// Name of the roles' trust policy.
    pub(super) trust: String,
    /// Managed policies of every role.
    #[serde(default)]
    pub(super) attached: Vec<String>,
    /// Inline policies; `TEAM`, `SERVICE` and `STAGE` in them are replaced.
    #[serde(default)]
    pub(super) inline: BTreeMap<String, String>,
    /// Tags of roles and profiles, with the same three words and `COST_CENTER`.
    #[serde(default)]
    pub(super) tags: BTreeMap<String, String>,
    pub(super) team: Vec<Team>,
}

/// One team.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Team {
    pub(super) name: String,
    pub(super) path: String,
    pub(super) cost_center: String,
    pub(super) services: Vec<String>,
}

impl Default for Growth {
    /// For data without a rule of their own.
    fn default() -> Self {
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Self {
            profiles: 0,
            stages: words(&["dev", "staging", "prod"]),
            regions: words(&["us-east-1", "us-west-2", "eu-west-1"]),
            trust: "ec2".to_owned(),
            attached: Vec::new(),
            inline: BTreeMap::new(),
            tags: BTreeMap::new(),
            team: vec![Team {
                name: "app".to_owned(),
                path: "/".to_owned(),
                cost_center: "1".to_owned(),
                services: words(&["api", "web", "worker", "cache", "search"]),
            }],
        }
    }
}

/// What the profiles of one service and stage share.
struct Kin {
    /// `payments-ledger-prod`, which is the role's name too.
    name: Name,
    path: Arc<str>,
    tags: Arc<[Tag]>,
}

/// Adds profiles until the account holds `target` of them.
pub(super) fn grow(
    state: &mut State,
    rule: &Growth,
    target: usize,
    trust: &Document,
    attached: &BTreeSet<Arc<str>>,
) -> Result<(), String> {
    if state.profiles.len() >= target {
        return Ok(());
    }
    let mut kin: Vec<Kin> = Vec::new();
    let missing = target - state.profiles.len();
    for team in &rule.team {
        let path: Arc<str> = team.path.as_str().into();
        for service in &team.services {
            for stage in &rule.stages {
                // Roles that no profile would hold are not made.
                if kin.len() == missing {
                    break;
                }
                let words = Words { team, service, stage };
                kin.push(words.kin(rule, &path)?);
                let Some(this) = kin.last() else { continue };
                if state.role(this.name.as_str()).is_some() {
                    continue;
                }
                words.put_role(state, rule, this, trust, attached);
            }
        }
    }
    if kin.is_empty() {
        return Err("the rule needs teams, services and stages".to_owned());
    }
    for number in 0.. {
        if state.profiles.len() >= target {
            break;
        }
        let this = &kin[number % kin.len()];
        let name = profile_name(this.name.as_str(), number / kin.len(), &rule.regions);
        let name = Name::from(name.as_str());
        // One of that name may be written out in the data: that one stays.
        if let Entry::Vacant(place) = state.profiles.entry(name.clone()) {
            place.insert(Profile {
                path: this.path.clone(),
                id: Id::derive("AIPA", &state.account_id, name.as_str(), 0),
                created: birthday(&state.account_id, name.as_str()),
                role: Some(this.name.clone()),
                tags: this.tags.clone(),
                once_tagged: false,
                name,
            });
        }
    }
    // An account can't hold more than its quota; one that is as full as this had it raised.
    let room = (state.profiles.len() as u64 + 100).next_multiple_of(1000);
    state.quotas.instance_profiles = state.quotas.instance_profiles.max(room);
    let room = (state.roles.len() as u64 + 10).next_multiple_of(1000);
    state.quotas.roles = state.quotas.roles.max(room);
    Ok(())
}

fn profile_name(base: &str, round: usize, regions: &[String]) -> String {
    let count = regions.len().max(1);
    match (round, regions.get(round.wrapping_sub(1) % count)) {
        (0, _) => base.to_owned(),
        (_, None) => format!("{base}-{:02}", round + 1),
        (_, Some(region)) if round <= count => format!("{base}-{region}"),
        (_, Some(region)) => format!("{base}-{region}-{:02}", (round - 1) / count + 1),
    }
}

struct Words<'a> {
    team: &'a Team,
    service: &'a str,
    stage: &'a str,
}

impl Words<'_> {
    fn kin(&self, rule: &Growth, path: &Arc<str>) -> Result<Kin, String> {
        let name = format!("{}-{}-{}", self.team.name, self.service, self.stage);
        let tags: Vec<(&str, String)> =
            rule.tags.iter().map(|(key, value)| (key.as_str(), self.fill(value))).collect();
        let pairs: Vec<(&str, &str)> = tags.iter().map(|(key, value)| (*key, &**value)).collect();
        let mut check = Check::default();
        check.role_name(&name);
        check.path(path);
        check.tags(&pairs);
        check.done().map_err(|failure| failure.message.into_owned())?;
        Ok(Kin {
            name: Name::from(name.as_str()),
            path: path.clone(),
            tags: pairs.iter().map(|(key, value)| Tag::new(key, value)).collect(),
        })
    }

    fn put_role(
        &self,
        state: &mut State,
        rule: &Growth,
        kin: &Kin,
        trust: &Document,
        attached: &BTreeSet<Arc<str>>,
    ) {
        let name = kin.name.as_str();
        let chance = hash(&["last used", name]);
        let created = birthday(&state.account_id, name);
        let role = state.put_role(name, "", "", created);
        role.path = kin.path.clone();
        role.trust = trust.clone();
        role.tags = kin.tags.clone();
        role.attached = attached.clone();
        role.description = Some(self.fill("TEAM: SERVICE on EC2, STAGE").into());
        role.inline = rule
            .inline
            .iter()
            .map(|(name, json)| (Name::from(name.as_str()), Document::new(&self.fill(json))))
            .collect();
        // One role in eight was never used.
        if !chance.is_multiple_of(8) {
            let region = rule.regions.get((chance >> 8) as usize % rule.regions.len().max(1));
            let span = (LAST_DAY - created).unsigned_abs().min(90 * 86_400);
            let time = LAST_DAY - (chance >> 16).checked_rem(span).unwrap_or(0) as i64;
            role.last_used = region.map(|region| (time, region.as_str().into()));
        }
    }

    fn fill(&self, text: &str) -> String {
        text.replace("TEAM", &self.team.name)
            .replace("SERVICE", self.service)
            .replace("STAGE", self.stage)
            .replace("COST_CENTER", &self.team.cost_center)
    }
}

/// 2019-01-01.
const FIRST_DAY: i64 = 1_546_300_800;
/// 2026-10-01.
const LAST_DAY: i64 = 1_790_812_800;

/// A creation date for data that give none: always the same one, between 2019 and 2026.
pub(super) fn birthday(account: &str, name: &str) -> i64 {
    FIRST_DAY + (hash(&["birthday", account, name]) % (LAST_DAY - FIRST_DAY).unsigned_abs()) as i64
}
