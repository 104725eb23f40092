//! AWS's errors: code, HTTP status and text.

use std::borrow::Cow;

/// An error answer, before it becomes XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) status: u16,
    pub(super) code: &'static str,
    pub(super) message: Cow<'static, str>,
}

impl Failure {
    pub(super) fn new(
        status: u16,
        code: &'static str,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { status, code, message: message.into() }
    }

    pub(super) fn validation(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, "ValidationError", message)
    }

    pub(super) fn invalid_input(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, "InvalidInput", message)
    }

    pub(super) fn access_denied(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(403, "AccessDenied", message)
    }

    pub(super) fn no_such_profile(name: &str) -> Self {
        Self::no_such_entity(format!("Instance Profile {name} cannot be found."))
    }

    pub(super) fn no_such_role(name: &str) -> Self {
        Self::no_such_entity(format!("The role with name {name} cannot be found."))
    }

    pub(super) fn no_such_entity(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(404, "NoSuchEntity", message)
    }

    pub(super) fn already_exists(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(409, "EntityAlreadyExists", message)
    }

    pub(super) fn delete_conflict(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(409, "DeleteConflict", message)
    }

    pub(super) fn limit_exceeded(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(409, "LimitExceeded", message)
    }

    pub(super) fn unmodifiable(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, "UnmodifiableEntity", message)
    }

    /// Whether AWS blames the caller (`Sender`) or itself (`Receiver`).
    pub(super) fn fault(&self) -> &'static str {
        if self.status < 500 { "Sender" } else { "Receiver" }
    }
}
