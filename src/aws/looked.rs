//! The places where credentials are looked for, and what is there.

use std::env;
use std::io;
use std::path::Path;

use aws_config::profile::ProfileSet;

use super::profiles;
use crate::core::session::{AwsProfileKind, Found, Looked, Place, Target};

/// Whether a variable is set and not empty, as the SDK asks for it.
pub(super) fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// Whether the environment names a source of credentials beside the files.
/// For an AWS profile asked for by name its keys don't count.
pub(super) fn has_source(target: &Target) -> bool {
    let by_name = target.aws_profile.is_some();
    let keys = ["AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE"];
    has_container() || (!by_name && keys.into_iter().any(is_set))
}

fn has_container() -> bool {
    is_set("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") || is_set("AWS_CONTAINER_CREDENTIALS_FULL_URI")
}

/// The places where the chain looks for credentials, and what is there.
pub(super) fn looked_at(target: &Target, files: Option<&ProfileSet>) -> Vec<Looked> {
    let present = |is: bool| if is { Found::Present } else { Found::Nothing };
    let mut looked = Vec::new();
    if target.aws_profile.is_none() {
        let found = present(is_set("AWS_ACCESS_KEY_ID"));
        looked.push(Looked { place: Place::Environment, found });
    }
    let named = target.aws_profile.clone().or_else(|| env::var("AWS_PROFILE").ok());
    let kind = named.as_ref().and_then(|name| profiles::describe(files?, name)).map(|p| p.kind);
    if let Some(name) = named {
        let found = if kind.is_some() { Found::WithoutKeys } else { Found::Nothing };
        looked.push(Looked { place: Place::AwsProfile(name), found });
    }
    for (path, place) in [
        (profiles::credentials_file(), Place::CredentialsFile as fn(String) -> Place),
        (profiles::config_file(), Place::ConfigFile),
    ] {
        let found = file(&path);
        looked.push(Looked { place: place(path.display().to_string()), found });
    }
    if target.aws_profile.is_none() || kind == Some(AwsProfileKind::Nothing) {
        looked.push(Looked { place: Place::Container, found: present(has_container()) });
        let off =
            env::var("AWS_EC2_METADATA_DISABLED").is_ok_and(|v| v.eq_ignore_ascii_case("true"));
        let found = if off { Found::Disabled } else { Found::NoAnswer };
        looked.push(Looked { place: Place::InstanceMetadata, found });
    }
    looked
}

fn file(path: &Path) -> Found {
    match std::fs::read_to_string(path) {
        Ok(text) => Found::Profiles(text.lines().filter(|line| is_profile_head(line)).count()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Found::Nothing,
        Err(e) => Found::Unreadable(e.to_string()),
    }
}

fn is_profile_head(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('[') && !line.starts_with("[sso-session") && !line.starts_with("[services")
}
