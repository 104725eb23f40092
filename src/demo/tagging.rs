//! The Resource Groups Tagging API, version 2017-01-26: tags of many resources in one answer.
//!
//! What AWS says (`API_GetResources.html` and `supported-services.html` of its reference): only
//! what is tagged or once was is returned, the latter with no tags; IAM users and roles are not.
//! What it does not say: IAM is global, and only the partition's first region answers for it
//! (us-east-1: cloud-custodian's pull request 2729, and for policies and instance profiles the tests
//! of intentius/choudoufu, which cite its issue 1134). The order is nobody's business.

use std::ops::Bound;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::failure::Failure;
use super::form::Form;
use super::name::Name;
use super::page;
use super::state::{State, Tag};

/// What stands before the action in `X-Amz-Target`.
pub(super) const TARGET: &str = "ResourceGroupsTaggingAPI_20170126";

/// Resources on a page when nobody asks for a number: as in moto, AWS does not say.
const DEFAULT_RESOURCES: usize = 50;

/// Filters by key, and values for each key, in one request.
const MAX_FILTERS: usize = 50;
const MAX_VALUES: usize = 20;

/// A resource that has tags, or had some.
struct Resource<'state> {
    /// What follows `iam:` in a filter by type.
    kind: &'static str,
    arn: String,
    tags: &'state [Tag],
    /// Where a page that ends with it goes on: sorted by kind, then by name.
    position: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct TagFilter {
    #[serde(default)]
    key: String,
    #[serde(default)]
    values: Option<Vec<String>>,
}

/// GetResources, of what IAM has: instance profiles and the account's own policies.
pub(super) fn get_resources(
    state: &State,
    form: &Form,
    region: &str,
    page_limit: Option<usize>,
) -> Result<Value, Failure> {
    let types: Vec<String> = member(form, "ResourceTypeFilters")?.unwrap_or_default();
    let filters: Vec<TagFilter> = member(form, "TagFilters")?.unwrap_or_default();
    let arns: Option<Vec<String>> = member(form, "ResourceARNList")?;
    let resources = within(form, "ResourcesPerPage", 1..=100)?;
    let most_tags = within(form, "TagsPerPage", 100..=500)?;
    let token = form.get("PaginationToken").filter(|token| !token.is_empty());
    if types.len() > 100 || filters.len() > MAX_FILTERS {
        return Err(invalid("Too many filters"));
    }
    for filter in &filters {
        let values = filter.values.as_deref().unwrap_or_default();
        if !(1..=128).contains(&filter.key.chars().count()) || values.len() > MAX_VALUES {
            return Err(invalid(format!("TagFilter {:?} is invalid", filter.key)));
        }
    }
    if let Some(arns) = &arns {
        let paged = token.is_some() || resources.or(most_tags).is_some();
        if paged || !types.is_empty() || !filters.is_empty() {
            return Err(invalid("ResourceARNList cannot be combined with filters or pages"));
        }
        if !(1..=100).contains(&arns.len()) {
            return Err(invalid("ResourceARNList must have 1 to 100 members"));
        }
    }
    let after = match token {
        Some(token) => {
            let after = page::decode(form.action(), token);
            Some(after.ok_or_else(|| invalid("The PaginationToken is invalid"))?)
        }
        None => None,
    };
    if region != region_of_iam(&state.partition) {
        return Ok(json!({ "PaginationToken": "", "ResourceTagMappingList": [] }));
    }
    let most = resources.unwrap_or(DEFAULT_RESOURCES);
    let most = page_limit.map_or(most, |limit| most.min(limit.max(1)));
    let mut tagged = tagged(state, after.as_deref())
        .filter(|resource| {
            types.is_empty()
                || types.iter().any(|wanted| match wanted.split_once(':') {
                    Some((service, kind)) => service == "iam" && kind == resource.kind,
                    None => wanted == "iam",
                })
        })
        .filter(|resource| filters.iter().all(|filter| filter.fits(resource.tags)))
        .filter(|resource| arns.as_ref().is_none_or(|arns| arns.contains(&resource.arn)))
        .peekable();
    let (mut list, mut last, mut tags) = (Vec::new(), String::new(), 0);
    while list.len() < most || arns.is_some() {
        let Some(next) = tagged.peek() else { break };
        // A resource without tags counts as one; none is split.
        tags += next.tags.len().max(1);
        if most_tags.is_some_and(|most| tags > most) && !list.is_empty() {
            break;
        }
        let Some(resource) = tagged.next() else { break };
        list.push(resource.shown());
        last = resource.position;
    }
    let token = match tagged.peek() {
        Some(_) => page::encode(form.action(), &last),
        None => String::new(),
    };
    Ok(json!({ "PaginationToken": token, "ResourceTagMappingList": list }))
}

/// Everything that has tags or had some, after a position.
fn tagged<'state>(
    state: &'state State,
    after: Option<&str>,
) -> impl Iterator<Item = Resource<'state>> {
    let (profile, policy) = match after.and_then(|after| after.split_once(' ')) {
        Some(("instance-profile", name)) => (Bound::Excluded(Name::from(name)), Bound::Unbounded),
        Some((_, arn)) => (Bound::Unbounded, Bound::Excluded(arn)),
        None => (Bound::Unbounded, Bound::Unbounded),
    };
    let past_profiles = matches!(policy, Bound::Excluded(_));
    let profiles = state
        .profiles
        .range((profile, Bound::Unbounded))
        .map(|(_, profile)| profile)
        .take_while(move |_| !past_profiles)
        .filter(|profile| profile.once_tagged || !profile.tags.is_empty())
        .map(|profile| Resource {
            kind: "instance-profile",
            arn: state.profile_arn(profile),
            tags: &profile.tags,
            position: format!("instance-profile {}", profile.name),
        });
    let policies = state
        .policies
        .range::<str, _>((policy, Bound::Unbounded))
        .filter(|(_, policy)| !policy.is_aws_managed() && !policy.tags.is_empty())
        .map(|(arn, policy)| Resource {
            kind: "policy",
            arn: arn.to_string(),
            tags: &policy.tags,
            position: format!("policy {arn}"),
        });
    // Collected because a position borrows from the request, which ends before the state.
    profiles.chain(policies.collect::<Vec<_>>())
}

impl Resource<'_> {
    fn shown(&self) -> Value {
        let tags: Vec<Value> =
            self.tags.iter().map(|tag| json!({ "Key": &*tag.key, "Value": &*tag.value })).collect();
        json!({ "ResourceARN": self.arn, "Tags": tags })
    }
}

impl TagFilter {
    /// Any of the values under the key, or the key alone when there are none.
    fn fits(&self, tags: &[Tag]) -> bool {
        let values = self.values.as_deref().unwrap_or_default();
        tags.iter().any(|tag| {
            *tag.key == *self.key && (values.is_empty() || values.iter().any(|v| **v == *tag.value))
        })
    }
}

/// The only region of a partition that answers for IAM.
fn region_of_iam(partition: &str) -> &'static str {
    match partition {
        "aws-cn" => "cn-north-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => "us-east-1",
    }
}

/// A member of the request that is a list.
fn member<T: DeserializeOwned>(form: &Form, name: &str) -> Result<Option<T>, Failure> {
    form.get(name).map(serde_json::from_str).transpose().map_err(|_| Failure::serialization())
}

/// A member that is a number in a range, if it was given.
fn within(
    form: &Form,
    name: &str,
    range: std::ops::RangeInclusive<usize>,
) -> Result<Option<usize>, Failure> {
    let Some(number) = member::<i64>(form, name)? else { return Ok(None) };
    match usize::try_from(number) {
        Ok(number) if range.contains(&number) => Ok(Some(number)),
        _ => Err(invalid(format!("{name} must be from {} to {}", range.start(), range.end()))),
    }
}

fn invalid(message: impl Into<std::borrow::Cow<'static, str>>) -> Failure {
    Failure::new(400, "InvalidParameterException", message)
}
