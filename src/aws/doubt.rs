//! Notes whether an attempt at a change may have taken effect unseen.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::{
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;

use super::error::network;
use crate::core::error::NetworkTrouble;

/// Watches the attempts of one call.
#[derive(Debug, Clone, Default)]
pub(super) struct Doubt(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// An attempt was sent and its end not seen: so it stays when the call's
    /// own time runs out in the middle of it.
    under_way: AtomicBool,
    /// An earlier attempt ended without saying what became of it.
    unclear: AtomicBool,
}

impl Doubt {
    /// Whether an attempt so far may have taken effect without being told.
    pub(super) fn remains(&self) -> bool {
        self.0.under_way.load(Ordering::Relaxed) || self.0.unclear.load(Ordering::Relaxed)
    }
}

impl Intercept for Doubt {
    fn name(&self) -> &'static str {
        "Doubt"
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.0.under_way.store(true, Ordering::Relaxed);
        Ok(())
    }

    fn read_after_attempt(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if !self.0.under_way.swap(false, Ordering::Relaxed) {
            // It never left: no keys, most often.
            return Ok(());
        }
        let clear = match (context.output_or_error(), context.response()) {
            (Some(Ok(_)), _) => true,
            // An answer of another kind was an error, and IAM does nothing by halves.
            (_, Some(response)) => response.status().is_client_error(),
            (Some(Err(error)), None) => error.as_connector_error().is_some_and(|error| {
                // No connection, so nothing that could have gone over it.
                matches!(
                    network(error),
                    NetworkTrouble::Refused
                        | NetworkTrouble::Unresolved
                        | NetworkTrouble::Certificate(_)
                )
            }),
            (None, None) => false,
        };
        if !clear {
            self.0.unclear.store(true, Ordering::Relaxed);
        }
        Ok(())
    }
}
