//! Refuses an answer that breaks off or is not what the service speaks.
//!
//! The SDK's parser takes the end of its input, and even broken markup, for
//! the end of the document: half a list would pass for a short one, and a
//! list that may not be there for an empty one.

use std::collections::HashMap;

use aws_smithy_runtime_api::box_error::BoxError;
use aws_smithy_runtime_api::client::interceptors::Intercept;
use aws_smithy_runtime_api::client::interceptors::context::AfterDeserializationInterceptorContextRef;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::config_bag::ConfigBag;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Looks at each answer once the SDK has read it to its end.
#[derive(Debug)]
pub(super) enum WholeAnswer {
    /// IAM and STS.
    Xml,
    /// The Resource Groups Tagging API. The SDK takes an empty body for an
    /// answer without members.
    Json,
}

/// The words must not be those that `error.rs` takes for network trouble.
#[derive(Debug, thiserror::Error)]
#[error("the answer is not a whole {0} document")]
struct NotWhole(&'static str);

impl Intercept for WholeAnswer {
    fn name(&self) -> &'static str {
        "WholeAnswer"
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if context.output_or_error().is_err() {
            // It has failed already, and that error says more.
            return Ok(());
        }
        let body = context.response().body().bytes();
        match self {
            Self::Xml if body.is_some_and(|body| !is_whole(body)) => Err(NotWhole("XML").into()),
            Self::Json if body.is_some_and(|body| !is_object(body)) => Err(NotWhole("JSON").into()),
            _ => Ok(()),
        }
    }
}

fn is_object(body: &[u8]) -> bool {
    serde_json::from_slice::<HashMap<String, serde::de::IgnoredAny>>(body).is_ok()
}

/// Whether every element that begins ends, and there is one.
fn is_whole(body: &[u8]) -> bool {
    let mut reader = Reader::from_reader(body);
    let (mut depth, mut any) = (0usize, false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => {
                depth += 1;
                any = true;
            }
            Ok(Event::Empty(_)) => any = true,
            // The reader itself compares the names of beginning and end.
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) => return any && depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_document_is_none() {
        let whole = "<?xml version=\"1.0\"?><A><B>x &amp; y</B><C/></A>\n";
        assert!(is_whole(whole.as_bytes()));
        let end = whole.trim_end().len();
        assert!((0..end).all(|length| !is_whole(&whole.as_bytes()[..length])));
        assert!(!is_whole(b"<A><B></A></B>"));
        assert!(!is_whole(b""));
    }

    #[test]
    fn half_an_object_is_none() {
        let whole = r#"{"A":[{"B":"x"}],"C":""}"#;
        assert!(is_object(whole.as_bytes()));
        assert!((0..whole.len()).all(|length| !is_object(&whole.as_bytes()[..length])));
        assert!(!is_object(b"[]") && !is_object(b"<html></html>"));
    }
}
