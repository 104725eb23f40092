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

    fn unmodifiable(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(400, "UnmodifiableEntity", message)
    }

    /// A service-linked role, which only its service may change.
    pub(super) fn protected(role: &str) -> Self {
        Self::unmodifiable(format!(
            "Cannot perform the operation on the protected role '{role}' - this role is only \
             modifiable by AWS"
        ))
    }

    /// A body that is no JSON, or a member of another type than the model's.
    pub(super) fn serialization() -> Self {
        Self::new(400, "SerializationException", "")
    }

    /// The same failure as a service with the JSON protocol tells it: by other codes, and with
    /// HTTP 400 for all that the caller is to blame for.
    pub(super) fn for_json(self) -> Self {
        let code = match self.code {
            "AccessDenied" => "AccessDeniedException",
            "ExpiredToken" => "ExpiredTokenException",
            "InvalidClientTokenId" => "UnrecognizedClientException",
            "MissingAuthenticationToken" => "MissingAuthenticationTokenException",
            "SignatureDoesNotMatch" => "InvalidSignatureException",
            "Throttling" => "ThrottledException",
            "ServiceFailure" => "InternalServiceException",
            "InvalidAction" => "UnknownOperationException",
            code => code,
        };
        Self { status: if self.status < 500 { 400 } else { self.status }, code, ..self }
    }

    /// The body of an error answer in the JSON protocol. Denials and the service's own errors
    /// write `Message`, what comes before them `message`: a reader must take both.
    pub(super) fn json(&self) -> String {
        let member = match self.code {
            "AccessDeniedException" | "ThrottledException" => "Message",
            "InternalServiceException" | "InvalidParameterException" => "Message",
            _ => "message",
        };
        serde_json::json!({ "__type": self.code, member: self.message }).to_string()
    }

    /// Whether AWS blames the caller (`Sender`) or itself (`Receiver`).
    pub(super) fn fault(&self) -> &'static str {
        if self.status < 500 { "Sender" } else { "Receiver" }
    }
}
