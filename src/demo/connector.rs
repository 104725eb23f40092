//! The way in for the SDK of this process.

use std::io;

use aws_smithy_runtime_api::client::http::{
    HttpConnector, HttpConnectorFuture, SharedHttpClient, SharedHttpConnector, http_client_fn,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::http::{Headers, StatusCode};
use aws_smithy_types::body::SdkBody;

use super::Account;
use super::answer::{Outcome, Reply};
use super::request::Request;
use super::server::broken_body;

pub(super) fn http_client(account: Account) -> SharedHttpClient {
    http_client_fn(move |_, _| SharedHttpConnector::new(account.clone()))
}

impl HttpConnector for Account {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let header = |name| request.headers().get(name).map(str::to_owned);
        // These protocols never stream a request, so the body is there.
        let request = Request::read(request.body().bytes().unwrap_or_default(), header);
        let account = self.clone();
        HttpConnectorFuture::new(async move {
            match account.answer(request).await {
                Outcome::Reply(reply) => response(reply),
                Outcome::Hang => std::future::pending().await,
                Outcome::Panic => panicked(),
                Outcome::Drop => {
                    Err(ConnectorError::io(io::Error::from(io::ErrorKind::ConnectionReset).into()))
                }
            }
        })
    }
}

#[allow(clippy::panic, reason = "the panic is what was asked for")]
fn panicked() -> Result<HttpResponse, ConnectorError> {
    panic!("the simulated account was told to panic")
}

fn response(reply: Reply) -> Result<HttpResponse, ConnectorError> {
    let status = StatusCode::try_from(reply.status)
        .map_err(|error| ConnectorError::other(error.into(), None))?;
    let body = if reply.cut {
        SdkBody::from_body_1_x(broken_body(reply.body))
    } else {
        SdkBody::from(reply.body)
    };
    let mut headers = Headers::new();
    headers.insert("content-type", reply.content_type);
    headers.insert("x-amzn-requestid", reply.request_id);
    if let Some(date) = reply.date {
        headers.insert("date", date);
    }
    let mut response = HttpResponse::new(status, body);
    *response.headers_mut() = headers;
    Ok(response)
}
