//! The AWS profiles of the configuration files, read by the SDK's own parser.

use std::env;
use std::error::Error;
use std::path::PathBuf;

use aws_config::profile::{self, ProfileFileLoadError, ProfileParseError, ProfileSet};
use aws_runtime::env_config::file::EnvConfigFiles;
use aws_types::os_shim_internal::{Env, Fs};

use super::error::{cause, causes};
use crate::core::session::{AwsProfile, AwsProfileKind};

/// Reads both files.
///
/// # Errors
/// When one is there but can't be read or parsed, in words for the user.
pub async fn load() -> Result<ProfileSet, String> {
    let (fs, env) = (Fs::real(), Env::real());
    profile::load(&fs, &env, &EnvConfigFiles::default(), None).await.map_err(|e| readable(&e))
}

/// The parser's own words, which name file and line, or which file can't be
/// read and why; on one line.
fn readable(error: &ProfileFileLoadError) -> String {
    match cause::<ProfileParseError>(error) {
        Some(parse) => one_line(parse),
        None => causes(error).map(one_line).collect::<Vec<_>>().join(": "),
    }
}

fn one_line(error: &(dyn Error + 'static)) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All AWS profiles, by name.
///
/// # Errors
/// As [`load`].
pub async fn all() -> Result<Vec<AwsProfile>, String> {
    let set = load().await?;
    let mut profiles: Vec<_> = set.profiles().filter_map(|name| describe(&set, name)).collect();
    profiles.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(profiles)
}

/// What the files say of one AWS profile.
pub fn describe(set: &ProfileSet, name: &str) -> Option<AwsProfile> {
    let profile = set.get_profile(name)?;
    let has = |key: &str| profile.get(key).is_some();
    let kind = if has("aws_access_key_id") {
        AwsProfileKind::Keys
    } else if has("sso_session") || has("sso_start_url") {
        AwsProfileKind::Sso
    } else if has("login_session") {
        AwsProfileKind::Login
    } else if let Some(role) = profile.get("role_arn") {
        AwsProfileKind::Role(role.to_owned())
    } else if has("credential_process") {
        AwsProfileKind::Process
    } else {
        AwsProfileKind::Nothing
    };
    let region = profile.get("region").map(ToOwned::to_owned);
    Some(AwsProfile { name: name.to_owned(), region, kind })
}

/// The file that `variable` names, or the one in the home directory.
fn file(variable: &str, usual: &str) -> PathBuf {
    match env::var_os(variable).filter(|path| !path.is_empty()) {
        Some(path) => path.into(),
        None => etcetera::home_dir().unwrap_or_default().join(".aws").join(usual),
    }
}

/// The shared credentials file (`AWS_SHARED_CREDENTIALS_FILE`).
pub fn credentials_file() -> PathBuf {
    file("AWS_SHARED_CREDENTIALS_FILE", "credentials")
}

/// The shared config file (`AWS_CONFIG_FILE`).
pub fn config_file() -> PathBuf {
    file("AWS_CONFIG_FILE", "config")
}

/// Every place that fresh keys may come to: both files and the caches of the
/// logins, whose folders the AWS CLI fixes.
pub fn key_files() -> Vec<PathBuf> {
    let aws = etcetera::home_dir().unwrap_or_default().join(".aws");
    let caches = [aws.join("sso").join("cache"), aws.join("login").join("cache")];
    [credentials_file(), config_file()].into_iter().chain(caches).collect()
}
