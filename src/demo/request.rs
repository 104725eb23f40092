//! A request, whichever way it came in.

use time::macros::format_description;
use time::{OffsetDateTime, PrimitiveDateTime};

use super::form::Form;

/// The caller's time when it tells none: 2026-01-02T03:04:05Z.
const NO_TIME: OffsetDateTime = time::macros::datetime!(2026-01-02 03:04:05 UTC);

#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    pub(super) form: Form,
    /// `X-Amz-Target` of the JSON protocol, as `Service.Action`; none in the Query protocol.
    pub(super) target: Option<String>,
    /// The header `X-Amz-Security-Token`.
    pub(super) token: Option<String>,
    authorization: Option<String>,
    date: Option<String>,
}

impl Request {
    /// Reads a body, and the headers through `header`, which takes their names in small letters.
    pub(super) fn read(body: &[u8], header: impl Fn(&'static str) -> Option<String>) -> Self {
        let target = header("x-amz-target");
        let form = match &target {
            Some(target) => Form::from_json(target.rsplit('.').next().unwrap_or_default(), body),
            None => Form::parse(body),
        };
        Self {
            form,
            target,
            token: header("x-amz-security-token"),
            authorization: header("authorization"),
            date: header("x-amz-date"),
        }
    }

    /// The key id that it was signed with; empty for an unsigned one.
    pub(super) fn access_key(&self) -> &str {
        self.scope(0)
    }

    /// The region that it was signed for, which is the one that is asked.
    pub(super) fn region(&self) -> &str {
        self.scope(2)
    }

    /// The caller's time: the account has no clock, so that what it creates repeats under test.
    pub(super) fn time(&self) -> OffsetDateTime {
        let format = format_description!("[year][month][day]T[hour][minute][second]Z");
        self.date
            .as_deref()
            .and_then(|date| PrimitiveDateTime::parse(date, format).ok())
            .map_or(NO_TIME, PrimitiveDateTime::assume_utc)
    }

    /// A part of `AWS4-HMAC-SHA256 Credential=AKID/20260102/us-east-1/iam/aws4_request, …`.
    fn scope(&self, part: usize) -> &str {
        self.authorization
            .as_deref()
            .and_then(|text| text.split_once("Credential="))
            .and_then(|(_, scope)| scope.split(',').next()?.split('/').nth(part))
            .unwrap_or_default()
    }
}
