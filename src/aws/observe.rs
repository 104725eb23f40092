//! Watches each call: how long it took, how often the SDK tried, how it ended.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use aws_sdk_iam::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_iam::operation::RequestId;
use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::BeforeTransmitInterceptorContextRef;
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use tracing::{debug, warn};

use super::error::api_error;
use super::trouble::Origin;
use crate::core::domain::Timestamp;
use crate::core::error::ApiError;
use crate::core::msg::CallRecord;

/// Where the records of calls go.
#[derive(Clone)]
pub struct Calls(Arc<dyn Fn(CallRecord) + Send + Sync>);

impl Calls {
    /// Hands every record to `sink`.
    pub fn to(sink: impl Fn(CallRecord) + Send + Sync + 'static) -> Self {
        Self(Arc::new(sink))
    }

    /// Drops them.
    pub fn nowhere() -> Self {
        Self::to(drop)
    }

    pub(super) fn begin(&self, action: &'static str, origin: &Arc<Origin>) -> Call {
        Call {
            calls: self.clone(),
            action,
            origin: Arc::clone(origin),
            at: now(),
            begun: Instant::now(),
            attempts: Attempts(Arc::default()),
        }
    }
}

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Calls")
    }
}

/// The system's time.
pub fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// One call under way.
pub(super) struct Call {
    calls: Calls,
    action: &'static str,
    /// Of the keys that it is signed with.
    origin: Arc<Origin>,
    at: Timestamp,
    begun: Instant,
    attempts: Attempts,
}

impl Call {
    /// Counts the attempts, if the SDK is given it.
    pub fn attempts(&self) -> Attempts {
        self.attempts.clone()
    }

    /// Records the end of the call, and makes its error the program's own.
    pub fn end<T, E>(self, result: Result<T, SdkError<E, HttpResponse>>) -> Result<T, ApiError>
    where
        T: RequestId,
        E: ProvideErrorMetadata + RequestId + Error + Send + Sync + 'static,
    {
        let request_id =
            result.as_ref().ok().and_then(RequestId::request_id).map(ToOwned::to_owned);
        let result = result.map_err(|error| api_error(self.action, &error, &self.origin));
        let error = result.as_ref().err();
        let record = CallRecord {
            action: self.action.to_owned(),
            at: self.at,
            millis: u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX),
            attempts: self.attempts.count(),
            error: error.map(|e| e.code.clone().unwrap_or_else(|| kind_name(e))),
            request_id: request_id.or_else(|| error?.request_id.clone()),
        };
        match &record.error {
            None => debug!(
                target: "ipb::call", action = self.action, millis = record.millis,
                attempts = record.attempts, request_id = record.request_id, "ok"
            ),
            Some(code) => warn!(
                target: "ipb::call", action = self.action, millis = record.millis,
                attempts = record.attempts, request_id = record.request_id, code, "failed"
            ),
        }
        (self.calls.0)(record);
        result
    }
}

fn kind_name(error: &ApiError) -> String {
    let debug = format!("{:?}", error.kind);
    debug.split([' ', '(', '{']).next().unwrap_or_default().to_owned()
}

/// Counts the attempts of one call.
#[derive(Debug, Clone, Default)]
pub(super) struct Attempts(Arc<AtomicU32>);

impl Attempts {
    /// How many there were so far.
    pub fn count(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Intercept for Attempts {
    fn name(&self) -> &'static str {
        "Attempts"
    }

    fn read_before_attempt(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

/// Sends a request of the SDK and watches it.
macro_rules! send {
    ($session:expr, $action:literal, $request:expr) => {
        $crate::aws::observe::send!($session, $action, $request, Xml)
    };
    ($session:expr, $action:literal, $request:expr, $format:ident) => {{
        let call = $session.begin($action);
        let request = $request.customize().interceptor(call.attempts());
        let result = request.interceptor($crate::aws::whole::WholeAnswer::$format).send().await;
        call.end(result)
    }};
}
pub(super) use send;
