//! The role's policies: their names, kinds and sizes, and then the documents.

use super::super::app::App;
use super::super::domain::{AttachedPolicy, PolicyDocument, is_administrator, is_aws_managed};
use super::super::error::ApiError;
use super::super::known::Known;
use super::super::remote::Remote;
use super::super::safe::width;
use super::super::text::ReadingWords;
use super::super::text::line::{Line, Tone};
use super::writer::Writer;
use super::{Document, Link, json};

/// What a policy is to the role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Aws,
    Customer,
    Inline,
    Boundary,
}

impl Kind {
    /// In the table, where the columns are few.
    fn short(self, words: &ReadingWords) -> &'static str {
        match self {
            Self::Aws => words.aws,
            Self::Customer => words.customer,
            Self::Inline => words.inline,
            Self::Boundary => words.boundary_short,
        }
    }

    fn name(self, words: &ReadingWords) -> &'static str {
        match self {
            Self::Aws => words.aws_managed,
            Self::Customer => words.customer_managed,
            Self::Inline => words.inline,
            Self::Boundary => words.boundary,
        }
    }
}

/// One policy of the role, with what is known of it.
struct Policy<'a> {
    name: &'a str,
    arn: Option<&'a str>,
    kind: Kind,
    version: Option<&'a str>,
    description: Option<&'a str>,
    document: Option<&'a PolicyDocument>,
    loading: bool,
    errors: Vec<&'a ApiError>,
}

impl Policy<'_> {
    /// By its document, or by AWS's own name before that is read. A boundary
    /// allows nothing by itself.
    fn allows_everything(&self) -> bool {
        let by_name = self.arn.is_some_and(is_administrator);
        let by_text = self.document.is_some_and(PolicyDocument::allows_everything);
        (by_name || by_text) && self.kind != Kind::Boundary
    }

    /// Why there is no document, in a word.
    fn missing(&self, words: &ReadingWords) -> (Tone, String) {
        match (self.loading, self.errors.first()) {
            (true, _) => (Tone::Dim, words.reading.to_owned()),
            (false, Some(error)) => (Tone::Warning, (words.unreadable)(error.action)),
            (false, None) => (Tone::Warning, words.not_read.to_owned()),
        }
    }
}

/// Whether a policy of the role allows everything, as far as they were read.
pub fn is_administrators(known: &Known, role: &str) -> bool {
    policies(known, role, None).iter().any(Policy::allows_everything)
}

pub fn document(writer: &Writer<'_>) -> Document {
    let words = &writer.words.reading;
    let mut document = Document::default();
    let Some(role) = writer.listed_role() else {
        document.push(Line::new(Tone::Warning, writer.words.details.no_role));
        return document;
    };
    let known = writer.known();
    let policies = policies(known, &role.name, writer.boundary());
    let mut bodies = Vec::new();
    let mut starts = Vec::new();
    for policy in &policies {
        starts.push(bodies.len());
        body(writer, policy, &mut bodies);
    }
    document.push(Line::heading(&(words.policies_of)(&role.name)));
    // The table, an empty row, and what the lists themselves have to say.
    let (attached, inline) = (known.attached.get(&role.name), known.inline_names.get(&role.name));
    let mut said = writer.state(attached);
    let of_inline = writer.state(inline);
    // The same may be to be said of both.
    if said != of_inline {
        said.extend(of_inline);
    }
    if said.is_empty() && policies.is_empty() && is_read(attached) && is_read(inline) {
        said.push(Line::new(Tone::Warning, words.no_policies));
    }
    let above = 1 + policies.len() + said.len() + 1;
    let kinds = policies.iter().map(|policy| width(policy.kind.short(words))).max().unwrap_or(0);
    for (policy, start) in policies.iter().zip(&starts) {
        // The name comes last: it may be longer than the pane is wide.
        let size = policy.document.map(|document| document.size().to_string());
        let lead =
            format!("{:>5}  {:kinds$}  ", size.as_deref().unwrap_or("?"), policy.kind.short(words));
        let mut line = Line::new(Tone::Plain, &lead);
        line.indent = width(&lead);
        line.push(Tone::Accent, policy.name);
        if policy.document.is_none() {
            let (tone, why) = policy.missing(words);
            line.push(tone, format!("  {why}"));
        }
        if policy.allows_everything() {
            line.push(Tone::Warning, format!("  {}", words.administrator));
        }
        document.link(line, Link::Line(above + start));
    }
    document.extend(said);
    document.push(Line::blank());
    document.extend(bodies);
    document
}

/// The documents of the role's policies that are known, with the policies'
/// names: to be copied.
pub fn documents(app: &App) -> Vec<(String, String)> {
    let row = app.list.selected().and_then(|id| app.store.row(id));
    let Some(row) = row else { return Vec::new() };
    let writer = Writer::new(app, &row.profile);
    let Some(role) = writer.listed_role() else { return Vec::new() };
    let text = |policy: Policy<'_>| {
        let document = policy.document?;
        let text = match document.json() {
            Ok(value) => format!("{value:#}"),
            Err(_) => document.text().to_owned(),
        };
        Some((policy.name.to_owned(), text))
    };
    let policies = policies(&app.store.known, &role.name, writer.boundary());
    policies.into_iter().filter_map(text).collect()
}

fn policies<'a>(known: &'a Known, role: &str, boundary: Option<&'a str>) -> Vec<Policy<'a>> {
    let attached = known.attached.get(role).and_then(|remote| remote.value.as_deref());
    let inline = known.inline_names.get(role).and_then(|remote| remote.value.as_deref());
    let managed = attached.unwrap_or_default().iter().map(|AttachedPolicy { name, arn }| {
        let kind = if is_aws_managed(arn) { Kind::Aws } else { Kind::Customer };
        managed_policy(known, name, arn, kind)
    });
    let inline = inline.unwrap_or_default().iter().map(|name| {
        let remote = known.inline.get(&(role.into(), name.clone()));
        Policy {
            name,
            arn: None,
            kind: Kind::Inline,
            version: None,
            description: None,
            document: remote.and_then(|remote| remote.value.as_ref()),
            loading: remote.is_some_and(|remote| remote.loading.is_some()),
            errors: remote.and_then(|remote| remote.error.as_ref()).into_iter().collect(),
        }
    });
    let boundary = boundary.map(|arn| {
        let name = arn.rsplit('/').next().unwrap_or(arn);
        managed_policy(known, name, arn, Kind::Boundary)
    });
    managed.chain(inline).chain(boundary).collect()
}

fn managed_policy<'a>(known: &'a Known, name: &'a str, arn: &'a str, kind: Kind) -> Policy<'a> {
    let (policy, version) = (known.managed.get(arn), known.document(arn));
    let answer = policy.and_then(|remote| remote.value.as_ref());
    let errors = [
        policy.and_then(|remote| remote.error.as_ref()),
        version.and_then(|remote| remote.error.as_ref()),
    ];
    Policy {
        name,
        arn: Some(arn),
        kind,
        version: answer.map(|policy| &*policy.default_version),
        description: answer.and_then(|policy| policy.description.as_deref()),
        document: version.and_then(|remote| remote.value.as_ref()),
        loading: policy.is_some_and(|remote| remote.loading.is_some())
            || version.is_some_and(|remote| remote.loading.is_some()),
        errors: errors.into_iter().flatten().collect(),
    }
}

fn is_read<T>(remote: Option<&Remote<T>>) -> bool {
    remote.is_some_and(|remote| remote.value.is_some())
}

fn body(writer: &Writer<'_>, policy: &Policy<'_>, lines: &mut Vec<Line>) {
    let (words, details) = (&writer.words.reading, &writer.words.details);
    let mut heading = Line::heading(policy.name);
    heading.push(Tone::Dim, format!("  {}", policy.kind.name(words)));
    lines.push(heading);
    lines.extend(policy.arn.map(|arn| Line::field(details.arn, arn)));
    lines.extend(policy.description.map(|text| Line::field(details.description, text)));
    lines.extend(policy.version.map(|version| Line::field(words.version, version)));
    let size = policy.document.map(|document| (words.characters)(document.size()));
    lines.extend(size.map(|size| Line::field(words.size, &size)));
    if let Some(document) = policy.document {
        match document.json() {
            Ok(value) => json::pretty(&value, lines),
            Err(_) => {
                lines.push(Line::new(Tone::Warning, words.not_json));
                lines.extend(document.text().lines().map(|line| Line::new(Tone::Plain, line)));
            }
        }
    } else if policy.errors.is_empty() {
        let (tone, why) = policy.missing(words);
        lines.push(Line::new(tone, why));
    }
    for error in &policy.errors {
        lines.extend(writer.failure(error));
    }
    lines.push(Line::blank());
}
