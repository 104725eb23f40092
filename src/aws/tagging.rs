//! The Resource Groups Tagging API: the tags of many profiles in one answer.

use aws_config::{Region, SdkConfig};
use aws_sdk_resourcegroupstagging::Client;
use aws_sdk_resourcegroupstagging::config::Builder;

use super::observe::send;
use super::session::Session;
use crate::core::domain::Tag;
use crate::core::error::ApiError;
use crate::core::msg::TagsPage;

/// The API's maximum for ResourcesPerPage.
const PER_PAGE: i32 = 100;

/// A client for the region in which the API answers for IAM, which is global:
/// the first of the partition.
pub(super) fn client(config: &SdkConfig) -> Client {
    let region = config.region().map_or("us-east-1", AsRef::as_ref);
    let home = match region.split('-').collect::<Vec<_>>()[..] {
        ["cn", ..] => "cn-north-1",
        ["us", "gov", ..] => "us-gov-west-1",
        ["us", "iso", ..] => "us-iso-east-1",
        ["us", "isob", ..] => "us-isob-east-1",
        _ => "us-east-1",
    };
    Client::from_conf(Builder::from(config).region(Region::from_static(home)).build())
}

/// One page of GetResources: the instance profiles that are tagged, or once
/// were. It says nothing about the others.
///
/// # Errors
/// The call failed.
pub async fn tagged_profiles(
    session: &Session,
    token: Option<String>,
) -> Result<TagsPage, ApiError> {
    let request = session.tagging().get_resources().resources_per_page(PER_PAGE);
    let request = request.resource_type_filters("iam:instance-profile");
    let request = request.set_pagination_token(token);
    let answer = send!(session, "tag:GetResources", request, Json)?;
    let tag = |tag: aws_sdk_resourcegroupstagging::types::Tag| Tag {
        key: tag.key.into(),
        value: tag.value.into(),
    };
    let items = answer.resource_tag_mapping_list.unwrap_or_default().into_iter();
    let items = items.filter_map(|item| {
        let tags = item.tags.unwrap_or_default().into_iter().map(tag).collect();
        Some((item.resource_arn?.into(), tags))
    });
    Ok(TagsPage {
        items: items.collect(),
        // The last page's token is empty.
        next: answer.pagination_token.filter(|token| !token.is_empty()),
    })
}
