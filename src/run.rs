//! The browser's loop.

use crate::aws::session::Connector;
use crate::core::config::Settings;
use crate::core::session::Target;

/// What the browser starts with.
pub struct Start {
    /// What the user has settled.
    pub settings: Settings,
    /// What to connect to.
    pub target: Target,
    /// Makes sessions.
    pub connector: Connector,
}

/// Opens the browser and returns when the user leaves it.
///
/// # Errors
/// The terminal can't be used.
pub async fn browse(_start: Start) -> std::io::Result<()> {
    Err(std::io::Error::other("the browser is not built yet"))
}
