//! One request through faults, permissions and operations to its answer.

use std::time::Duration;

use time::OffsetDateTime;
use time::macros::format_description;

use super::failure::Failure;
use super::fault::Denial;
use super::form::Form;
use super::hook::Moment;
use super::iam::{self, Context, Run};
use super::identity::{DemoIdentity, Resource};
use super::mishap::Mishap;
use super::request::Request;
use super::state::State;
use super::xml::Xml;
use super::{Account, Call, lock, sts, tagging};

/// How far the server's clock is ahead under [`Mishap::ClockSkew`].
const SKEW: Duration = Duration::from_secs(20 * 60);

const LOGIN_PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Welcome to our network</title></head>\
     <body><form action=\"/login\"><p>Please log in &nbsp; to go on<br></form></body></html>\n";

/// The end of a list's last page, and what [`Mishap::Endless`] makes of it.
const LAST: &str = "<IsTruncated>false</IsTruncated>";
const FIRST_AGAIN: &str = "<IsTruncated>true</IsTruncated><Marker>again</Marker>";

/// What goes back.
#[derive(Debug)]
pub(super) enum Outcome {
    Reply(Reply),
    /// Nothing, ever.
    Hang,
    /// Panic, where that can be seen.
    Panic,
    /// The connection is closed.
    Drop,
}

#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: String,
    pub(super) content_type: &'static str,
    pub(super) request_id: String,
    /// A `Date` header that differs from the time it is.
    pub(super) date: Option<String>,
    /// The connection breaks after half of the body.
    pub(super) cut: bool,
}

impl Account {
    /// Answers a request after as long as the faults say.
    pub(super) async fn answer(&self, request: Request) -> Outcome {
        let latency = lock(&self.0.running).faults().latency;
        if !latency.is_zero() {
            tokio::time::sleep(latency).await;
        }
        let action = request.form.action().to_owned();
        let key = request.access_key().to_owned();
        let mishap = lock(&self.0.running).strike(&action, &key);
        let (outcome, error) = match mishap {
            Some(Mishap::Hang) => (Outcome::Hang, None),
            Some(Mishap::Drop) => (Outcome::Drop, None),
            Some(Mishap::Panic) => (Outcome::Panic, None),
            _ => {
                let (reply, error) = self.reply(&request, &key, mishap);
                match mishap {
                    Some(Mishap::DropAfter) => (Outcome::Drop, error),
                    Some(Mishap::HangAfter) => (Outcome::Hang, error),
                    _ => (Outcome::Reply(reply), error),
                }
            }
        };
        self.remember(Call {
            action,
            parameters: request.form.pairs().to_vec(),
            access_key_id: key,
            status: match &outcome {
                Outcome::Reply(reply) => Some(reply.status),
                _ => None,
            },
            error: error.map(str::to_owned),
        });
        outcome
    }

    fn reply(
        &self,
        request: &Request,
        key: &str,
        mishap: Option<Mishap>,
    ) -> (Reply, Option<&'static str>) {
        let request_id = self.next_request_id();
        let now = request.time();
        let result = match self.authenticate(request, key) {
            Ok(caller) => match refusal(request, caller, mishap, now) {
                Some(failure) => Err(failure),
                None if request.target.is_some() => self.perform_json(request, caller),
                None if mishap == Some(Mishap::Endless) => {
                    // Its marker is none that this account gave.
                    let first = request.form.without("Marker");
                    self.perform(&first, caller, now, &request_id)
                }
                None => self.perform(&request.form, caller, now, &request_id),
            },
            Err(failure) => Err(failure),
        };
        let result = match mishap {
            Some(Mishap::ErrorAfter) => result.and(Err(service_failure())),
            _ => result,
        };
        let (status, error, mut body) = match result {
            Ok(body) => (200, None, body),
            Err(failure) if request.target.is_some() => {
                let failure = failure.for_json();
                (failure.status, Some(failure.code), failure.json())
            }
            Err(failure) => {
                let body = error_xml(&request.form, &failure, &request_id);
                (failure.status, Some(failure.code), body)
            }
        };
        let mut content_type = match request.target {
            Some(_) => "application/x-amz-json-1.1",
            None => "text/xml",
        };
        match mishap {
            Some(Mishap::Html) => {
                content_type = "text/html";
                LOGIN_PAGE.clone_into(&mut body);
            }
            // At the very start: the SDK takes an error further on for the end of the list.
            Some(Mishap::Malformed) => body.insert(0, '<'),
            Some(Mishap::Partial) => {
                let half = body.len() / 2;
                let tag = body.bytes().take(half).rposition(|byte| byte == b'<');
                body.truncate(tag.unwrap_or(0));
            }
            Some(Mishap::Endless) if request.target.is_some() => {
                let last = "\"PaginationToken\":\"\"";
                body = body.replace(last, "\"PaginationToken\":\"again\"");
            }
            Some(Mishap::Endless) => {
                body = without(&body, "Marker")
                    .replace("<IsTruncated>true</IsTruncated>", LAST)
                    .replace(LAST, FIRST_AGAIN)
            }
            Some(Mishap::NoArn) => {
                for name in ["Arn", "PolicyArn"] {
                    body = without(&body, name);
                }
            }
            _ => {}
        }
        let reply = Reply {
            status,
            body,
            content_type,
            request_id,
            date: (mishap == Some(Mishap::ClockSkew)).then(|| http_date(now + SKEW)),
            cut: mishap == Some(Mishap::Truncated),
        };
        (reply, error)
    }

    /// Who calls: by the key, and with the token that belongs to it. Signatures go unverified.
    fn authenticate(&self, request: &Request, key: &str) -> Result<&DemoIdentity, Failure> {
        if key.is_empty() {
            let text = "Request is missing Authentication Token";
            return Err(Failure::new(403, "MissingAuthenticationToken", text));
        }
        let known = self.0.identities.iter().find(|who| who.access_key_id == key);
        if let Some(who) = known
            && who.session_token.is_some()
            && who.session_token != request.token
        {
            return Err(invalid_token());
        }
        // There is always a first one: loading sees to it.
        known.or(self.0.identities.first()).ok_or_else(invalid_token)
    }

    /// Carries the action out for a caller whom nothing hinders so far.
    fn perform(
        &self,
        form: &Form,
        caller: &DemoIdentity,
        now: OffsetDateTime,
        request_id: &str,
    ) -> Result<String, Failure> {
        let action = form.action();
        let version = form.get("Version").unwrap_or_default();
        if action.is_empty() {
            let text = "Could not find an action in the request";
            return Err(Failure::new(400, "MissingAction", text));
        }
        if action == "GetCallerIdentity" && (version == sts::VERSION || version.is_empty()) {
            return envelope(action, sts::NAMESPACE, request_id, 512, |xml| {
                sts::get_caller_identity(caller, xml);
                Ok(())
            });
        }
        let operation =
            (version == iam::VERSION || version.is_empty()).then(|| iam::find(action)).flatten();
        let (Some((target, run)), Some(state)) =
            (operation, self.0.states.get(caller.account_id()))
        else {
            let text = format!("Could not find operation {action} for version {version}");
            return Err(Failure::new(400, "InvalidAction", text));
        };
        let context = Context { form, page_limit: self.0.page_limit, now: now.unix_timestamp() };
        let size = expected_size(&context);
        self.others_act(Moment::Before, action, state);
        let answer = match run {
            Run::Read(read) => self.see(state, |state| {
                self.permit(form, caller, state, target)?;
                envelope(action, iam::NAMESPACE, request_id, size, |xml| read(state, &context, xml))
            }),
            Run::Change(change) => self.alter(state, |state| {
                self.permit(form, caller, state, target)?;
                envelope(action, iam::NAMESPACE, request_id, size, |xml| {
                    change(state, &context, xml)
                })
            }),
        };
        self.others_act(Moment::After, action, state);
        answer
    }

    /// The same for a service with the JSON protocol, told by `X-Amz-Target`.
    fn perform_json(&self, request: &Request, caller: &DemoIdentity) -> Result<String, Failure> {
        // The marker of an endless list is none that this account gave.
        let form = &match request.form.get("PaginationToken") {
            Some("again") => request.form.without("PaginationToken"),
            _ => request.form.clone(),
        };
        let target = request.target.as_deref().unwrap_or_default();
        let known = target.strip_prefix(tagging::TARGET) == Some(".GetResources");
        let (true, Some(state)) = (known, self.0.states.get(caller.account_id())) else {
            return Err(Failure::new(400, "InvalidAction", ""));
        };
        if form.is_malformed() {
            return Err(Failure::serialization());
        }
        self.permit_one(caller, form.action(), &Resource::tags())?;
        let (region, limit) = (request.region(), self.0.page_limit);
        let answer = self.see(state, |state| tagging::get_resources(state, form, region, limit))?;
        Ok(answer.to_string())
    }

    /// Whether the caller may do it: what the identity's policies say, then the faults.
    fn permit(
        &self,
        form: &Form,
        caller: &DemoIdentity,
        state: &State,
        target: iam::Target,
    ) -> Result<(), Failure> {
        self.permit_one(caller, form.action(), &iam::resource(state, target, form))?;
        match iam::passed_role(state, form) {
            Some(role) => self.permit_one(caller, "PassRole", &role),
            None => Ok(()),
        }
    }

    fn permit_one(
        &self,
        caller: &DemoIdentity,
        action: &str,
        resource: &Resource,
    ) -> Result<(), Failure> {
        caller.check(action, resource)?;
        match lock(&self.0.running).denial(action) {
            Some(denial) => Err(caller.denied(action, resource, denial, Some("DemoDeny"))),
            None => Ok(()),
        }
    }
}

/// The failure that a fault makes of any request.
fn refusal(
    request: &Request,
    caller: &DemoIdentity,
    mishap: Option<Mishap>,
    now: OffsetDateTime,
) -> Option<Failure> {
    let failure = match mishap? {
        Mishap::Throttle => Failure::new(400, "Throttling", "Rate exceeded"),
        Mishap::Error => service_failure(),
        Mishap::Concurrent => Failure::new(
            409,
            "ConcurrentModification",
            "The request was rejected because multiple requests to change this object were \
             submitted simultaneously. Wait a few minutes and submit your request again.",
        ),
        Mishap::Expired => Failure::new(
            403,
            "ExpiredToken",
            "The security token included in the request is expired",
        ),
        Mishap::InvalidToken => invalid_token(),
        Mishap::ClockSkew => {
            let (server, grace) = (now + SKEW, now + SKEW - Duration::from_secs(5 * 60));
            Failure::new(
                403,
                "SignatureDoesNotMatch",
                format!(
                    "Signature expired: {} is now earlier than {} ({} - 5 min.)",
                    amz_date(now),
                    amz_date(grace),
                    amz_date(server)
                ),
            )
        }
        Mishap::LabCancelled => caller.denied(
            request.form.action(),
            &match request.target {
                Some(_) => Resource::tags(),
                None => Resource::arn("*".to_owned()),
            },
            Denial::Explicit,
            Some("voc-cancel-cred"),
        ),
        _ => return None,
    };
    Some(failure)
}

fn service_failure() -> Failure {
    Failure::new(
        500,
        "ServiceFailure",
        "The request processing has failed because of an unknown error, exception or failure.",
    )
}

fn invalid_token() -> Failure {
    Failure::new(
        403,
        "InvalidClientTokenId",
        "The security token included in the request is invalid.",
    )
}

/// The answer's XML around what the operation writes.
fn envelope(
    action: &str,
    namespace: &str,
    request_id: &str,
    size: usize,
    write: impl FnOnce(&mut Xml) -> Result<(), Failure>,
) -> Result<String, Failure> {
    let (response, result) = (format!("{action}Response"), format!("{action}Result"));
    let mut xml = Xml::with_capacity(size);
    xml.open_with_namespace(&response, namespace);
    xml.element_unless_empty(&result, write)?;
    xml.element("ResponseMetadata", |xml| xml.text("RequestId", request_id));
    xml.close(&response);
    Ok(xml.into_string())
}

fn error_xml(form: &Form, failure: &Failure, request_id: &str) -> String {
    let namespace = match form.get("Version") {
        Some(sts::VERSION) => sts::NAMESPACE,
        _ => iam::NAMESPACE,
    };
    let mut xml = Xml::with_capacity(1024);
    xml.open_with_namespace("ErrorResponse", namespace);
    xml.element("Error", |xml| {
        xml.text("Type", failure.fault());
        xml.text("Code", failure.code);
        xml.text("Message", &failure.message);
    });
    xml.text("RequestId", request_id);
    xml.close("ErrorResponse");
    xml.into_string()
}

/// Room for a page, so that it is written without moving: a profile with its role takes 1 kB.
fn expected_size(context: &Context<'_>) -> usize {
    let items =
        context.form.get("MaxItems").and_then(|items| items.parse::<usize>().ok()).unwrap_or(100);
    let items = items.min(context.page_limit.unwrap_or(1000)).min(1000);
    match context.form.action().starts_with("List") {
        true => 1024 + items * 1300,
        false => 4096,
    }
}

/// The XML without the elements of that name, which hold text alone.
fn without(xml: &str, name: &str) -> String {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let mut parts = xml.split(&open);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once(&close).map_or(part, |(_, rest)| rest))
}

fn amz_date(time: OffsetDateTime) -> String {
    let format = format_description!("[year][month][day]T[hour][minute][second]Z");
    time.format(format).unwrap_or_default()
}

fn http_date(time: OffsetDateTime) -> String {
    let format = format_description!(
        "[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT"
    );
    time.format(format).unwrap_or_default()
}
