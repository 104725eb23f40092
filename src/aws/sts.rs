//! STS's operations.

use super::observe::send;
use super::session::Session;
use crate::core::error::ApiError;
use crate::core::session::Identity;

/// GetCallerIdentity; needs no permission, so it fails only when the keys or
/// the network do.
///
/// # Errors
/// The call failed.
pub async fn caller_identity(session: &Session) -> Result<Identity, ApiError> {
    let answer = send!(session, "sts:GetCallerIdentity", session.sts().get_caller_identity())?;
    match (answer.account, answer.arn) {
        (Some(account), Some(arn)) => {
            session.account_is(&account);
            Ok(Identity { account, arn })
        }
        _ => Err(super::error::incomplete("sts:GetCallerIdentity")),
    }
}
