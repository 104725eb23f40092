//! Reads what a failed source of credentials says: the SDK has words for it
//! and no types, and some of its words leave out the main thing.

use std::io;

use crate::core::error::SourceFault;

/// What the words mean, if they are known. `file` holds the token that the
/// source is opened with, `place` is a `credential_source`.
pub(super) fn of(
    said: &str,
    io: Option<&io::Error>,
    profile: &str,
    file: Option<&(&'static str, String)>,
    place: Option<&str>,
) -> Option<SourceFault> {
    let after = |mark: &str| said.split_once(mark).map(|(_, rest)| rest.to_owned());
    if let Some(why) = after("ProfileFile provider could not be built: ") {
        return Some(SourceFault::Settings { profile: profile.to_owned(), why });
    }
    if let Some(rest) = after("external process exited with code ") {
        let (status, said) = rest.split_once(". Stderr: ").unwrap_or((&rest, ""));
        let status = status.trim_end_matches('.').to_owned();
        return Some(SourceFault::Program { status, said: said.to_owned() });
    }
    if let Some(rest) = after("Error retrieving credentials from external process, could not ") {
        let why = rest.strip_prefix("parse response: ").unwrap_or(&rest).to_owned();
        let json = !why.starts_with("invalid JSON");
        return Some(SourceFault::Output { why: json.then_some(why) });
    }
    let (setting, path) = match file {
        Some((setting, path)) => ((*setting).to_owned(), path.clone()),
        None => ("AWS_CONTAINER_AUTHORIZATION_TOKEN".to_owned(), String::new()),
    };
    if said.contains("failed to parse header value") {
        return Some(SourceFault::Token { setting });
    }
    // Others come from a connection.
    let of_file = |io: &&io::Error| {
        use io::ErrorKind as Kind;
        matches!(io.kind(), Kind::NotFound | Kind::PermissionDenied | Kind::IsADirectory)
    };
    if let (Some(io), Some(_)) = (io.filter(of_file), file) {
        return Some(SourceFault::File { setting, path, why: io.to_string() });
    }
    let none = ["environment variable not set", "not configured", "IMDS disabled", "with IMDS"];
    let place = place.filter(|_| none.iter().any(|none| said.contains(none)))?;
    Some(SourceFault::Empty { place: place.to_owned() })
}
