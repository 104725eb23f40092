//! The way in for other programs: HTTP on a loopback port.

use std::convert::Infallible;
use std::io;

use futures_util::stream;
use http::{HeaderMap, Response};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full, Limited, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use super::Account;
use super::answer::{Outcome, Reply};
use super::request::Request;

/// Far above any Query request: a policy document is 131,072 characters at most.
const MAX_REQUEST: usize = 1024 * 1024;

type Body = BoxBody<Bytes, io::Error>;

/// Serves an account over plain HTTP until `shutdown` is ready, then closes every connection.
///
/// Point the AWS CLI at it with `AWS_ENDPOINT_URL`; every service and action that the account
/// knows is behind the same address.
///
/// # Errors
/// `PermissionDenied` for a listener that is not on loopback: requests are answered without
/// verifying signatures. Else what accepting a connection fails with.
pub async fn serve(
    account: Account,
    listener: TcpListener,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            format!("{address} is not a loopback address"),
        ));
    }
    tokio::pin!(shutdown);
    // Dropping the set aborts what is left in it: hanging requests too.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = &mut shutdown => return Ok(()),
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(account.clone(), stream));
                }
                // A client that gave up before it was accepted concerns nobody else.
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                Err(error) => return Err(error),
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn connection(account: Account, stream: TcpStream) {
    let service = service_fn(|request| handle(account.clone(), request));
    // An error here is a client that went away, or a fault that closes the connection.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn handle(
    account: Account,
    request: http::Request<Incoming>,
) -> Result<Response<Body>, io::Error> {
    let (parts, body) = request.into_parts();
    let body =
        Limited::new(body, MAX_REQUEST).collect().await.map_err(io::Error::other)?.to_bytes();
    // The Query protocol allows GET too.
    let body = match body.is_empty() {
        true => parts.uri.query().unwrap_or_default().as_bytes(),
        false => &body,
    };
    let request = Request::read(body, |name| text(&parts.headers, name));
    match account.answer(request).await {
        Outcome::Reply(reply) => response(reply),
        Outcome::Hang | Outcome::Panic => std::future::pending().await,
        // hyper closes the connection without a word when the service fails.
        Outcome::Drop => Err(io::ErrorKind::ConnectionReset.into()),
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(headers.get(name)?.to_str().ok()?.to_owned())
}

fn response(reply: Reply) -> Result<Response<Body>, io::Error> {
    let mut response = Response::builder()
        .status(reply.status)
        .header("content-type", reply.content_type)
        .header("content-length", reply.body.len())
        .header("x-amzn-requestid", reply.request_id);
    if let Some(date) = reply.date {
        response = response.header("date", date);
    }
    let body = if reply.cut {
        // The length was promised in full.
        broken_body(reply.body).boxed()
    } else {
        Full::new(Bytes::from(reply.body)).map_err(|never: Infallible| match never {}).boxed()
    };
    response.body(body).map_err(io::Error::other)
}

/// Half of an answer, then a broken connection.
pub(super) fn broken_body(
    answer: String,
) -> impl hyper::body::Body<Data = Bytes, Error = io::Error> + Send + Sync + 'static {
    let mut bytes = Bytes::from(answer);
    bytes.truncate(bytes.len() / 2);
    let broken = io::Error::from(io::ErrorKind::ConnectionReset);
    StreamBody::new(stream::iter([Ok(Frame::data(bytes)), Err(broken)]))
}
