//! Everything that is known, as JSON; and JSON as lines.

use serde_json::{Map, Value, json};

use super::super::domain::json as domain;
use super::super::text::line::{Line, Tone};
use super::Document;
use super::writer::Writer;

/// Columns by which each level is moved in.
const STEP: usize = 2;

pub fn document(writer: &Writer<'_>) -> Document {
    let mut document = Document::default();
    document.push(Line::new(Tone::Dim, writer.words.reading.json_hint));
    let mut lines = Vec::new();
    pretty(&everything(writer), &mut lines);
    document.extend(lines);
    document
}

/// The answers of AWS under the names that AWS gives them; what was not read
/// is left out, and not shown as empty.
fn everything(writer: &Writer<'_>) -> Value {
    let mut all = Map::new();
    let mut put = |key: &str, value: Value| drop(all.insert(key.to_owned(), value));
    let profile = writer.app.store.as_known(&writer.profile.id);
    put("InstanceProfile", domain::instance_profile(profile.as_ref().unwrap_or(writer.profile)));
    let Some(listed) = writer.listed_role() else { return Value::Object(all) };
    if let Some(role) = writer.remote_role().and_then(|remote| remote.value.as_ref()) {
        put("Role", domain::role(role));
    }
    let (known, name) = (writer.known(), &listed.name);
    let managed = |name: &str, arn: &str| {
        let mut value = json!({ "PolicyName": name, "PolicyArn": arn });
        if let Some(answer) = known.managed.get(arn).and_then(|remote| remote.value.as_ref()) {
            value["DefaultVersionId"] = json!(answer.default_version);
        }
        if let Some(document) = known.document(arn).and_then(|remote| remote.value.as_ref()) {
            value["Document"] = domain::policy(document);
        }
        value
    };
    if let Some(arn) = writer.boundary() {
        put("PermissionsBoundaryPolicy", managed(arn.rsplit('/').next().unwrap_or(arn), arn));
    }
    if let Some(attached) = known.attached.get(name).and_then(|remote| remote.value.as_ref()) {
        put("AttachedPolicies", attached.iter().map(|p| managed(&p.name, &p.arn)).collect());
    }
    if let Some(names) = known.inline_names.get(name).and_then(|remote| remote.value.as_ref()) {
        let policy = |policy: Box<str>| {
            let mut value = json!({ "PolicyName": policy });
            let remote = known.inline.get(&(name.clone(), policy));
            if let Some(document) = remote.and_then(|remote| remote.value.as_ref()) {
                value["PolicyDocument"] = domain::policy(document);
            }
            value
        };
        put("RolePolicies", names.iter().cloned().map(policy).collect());
    }
    if let Some(holders) = known.holders.get(name).and_then(|remote| remote.value.as_ref()) {
        put("InstanceProfilesForRole", holders.iter().map(|p| json!(p.arn)).collect());
    }
    Value::Object(all)
}

/// A JSON value, its keys in their own order.
pub fn pretty(value: &Value, lines: &mut Vec<Line>) {
    write(value, Line::blank(), 0, "", lines);
}

/// `line` holds what stands before the value, `after` what follows it.
fn write(value: &Value, mut line: Line, depth: usize, after: &str, lines: &mut Vec<Line>) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            line.push(Tone::Plain, "{");
            lines.push(line);
            let last = map.len() - 1;
            for (at, (key, value)) in map.iter().enumerate() {
                let mut line = begin(depth + 1);
                line.push(Tone::JsonKey, Value::from(key.as_str()).to_string());
                line.push(Tone::Plain, ": ");
                write(value, line, depth + 1, if at == last { "" } else { "," }, lines);
            }
            line = begin(depth);
            line.push(Tone::Plain, format!("}}{after}"));
        }
        Value::Array(list) if !list.is_empty() => {
            line.push(Tone::Plain, "[");
            lines.push(line);
            let last = list.len() - 1;
            for (at, value) in list.iter().enumerate() {
                let after = if at == last { "" } else { "," };
                write(value, begin(depth + 1), depth + 1, after, lines);
            }
            line = begin(depth);
            line.push(Tone::Plain, format!("]{after}"));
        }
        Value::String(_) => {
            line.push(Tone::JsonString, value.to_string());
            line.push(Tone::Plain, after);
        }
        other => {
            let tone = match other {
                Value::Number(_) => Tone::JsonNumber,
                Value::Object(_) | Value::Array(_) => Tone::Plain,
                _ => Tone::JsonLiteral,
            };
            line.push(tone, other.to_string());
            line.push(Tone::Plain, after);
        }
    }
    lines.push(line);
}

fn begin(depth: usize) -> Line {
    let mut line = Line::blank();
    if depth > 0 {
        line.push(Tone::Plain, " ".repeat(depth * STEP));
    }
    line.indent = (depth + 2) * STEP;
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_keeps_its_own_order_and_is_the_same_text_as_other_printers_make() {
        let text = r#"{"Version":"2012-10-17","Statement":[{"Sid":"Z","Effect":"Allow","Action":[],"Resource":{},"N":1.5,"Null":null,"日本":"\"\u001b"}]}"#;
        let value: Value = serde_json::from_str(text).unwrap();
        let mut lines = Vec::new();
        pretty(&value, &mut lines);
        let lines: Vec<_> = lines.iter().map(Line::text).collect();
        assert_eq!(lines.join("\n"), format!("{value:#}"));
    }
}
