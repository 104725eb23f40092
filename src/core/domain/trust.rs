//! Who may assume a role, as its trust policy says.

use serde_json::Value;

use super::PolicyDocument;

/// Whether EC2 may assume the role and so hand it to an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ec2Trust {
    /// An Allow names EC2's service principal and nothing denies it.
    Trusted,
    /// No statement names it.
    NotTrusted,
    /// It is named, but for another action than `sts:AssumeRole`.
    OtherAction,
    /// A Deny names it.
    Denied,
    /// A condition, a NotPrincipal or a NotAction decides: not judged here.
    Depends,
    /// The document can't be read.
    Unknown,
}

/// One principal that a trust policy names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedPrincipal {
    /// What kind of principal it is.
    pub kind: PrincipalKind,
    /// `ec2.amazonaws.com`, an account id, an ARN, `*`, …
    pub name: String,
    /// A `Deny` statement names it.
    pub denied: bool,
    /// The keys that the statement's `Condition` looks at; `None` without one.
    pub condition: Option<String>,
    /// The principal stands in a `NotPrincipal`: everyone but it is meant.
    pub excepted: bool,
}

/// The key under `Principal`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrincipalKind {
    /// An AWS service.
    Service,
    /// An account, user, role or session.
    Aws,
    /// A SAML or OIDC provider.
    Federated,
    /// `*`, or a kind that AWS added later.
    Other,
}

/// EC2's service principals: the second is China's, which AWS accepts beside
/// the first (IAM user guide, "AWS service principals").
const EC2: [&str; 2] = ["ec2.amazonaws.com", "ec2.amazonaws.com.cn"];

/// What a trust policy says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trust {
    /// Whether EC2 may assume the role.
    pub ec2: Ec2Trust,
    /// Everyone whom the policy names, in its own order.
    pub principals: Vec<TrustedPrincipal>,
}

/// Reads a trust policy; one that is no JSON names nobody and is `Unknown`.
pub(super) fn read(document: &PolicyDocument) -> Trust {
    match document.json() {
        Ok(json) => Trust { ec2: ec2_trust(&json), principals: principals(&json) },
        Err(_) => Trust { ec2: Ec2Trust::Unknown, principals: Vec::new() },
    }
}

fn principals(json: &Value) -> Vec<TrustedPrincipal> {
    let mut found = Vec::new();
    for statement in statements(json) {
        let denied = is_deny(statement);
        let condition = condition_keys(statement);
        for (key, excepted) in [("Principal", false), ("NotPrincipal", true)] {
            for (kind, name) in named(statement.get(key)) {
                let name = name.to_owned();
                let condition = condition.clone();
                found.push(TrustedPrincipal { kind, name, denied, condition, excepted });
            }
        }
    }
    found
}

/// By the policy's own words alone: a sure Deny wins; a sure Allow holds
/// unless an unsure Deny stands beside it.
fn ec2_trust(json: &Value) -> Ec2Trust {
    let (mut sure_allow, mut unsure, mut other_action) = (false, [false; 2], false);
    for statement in statements(json) {
        let (principal, action) = (names_ec2(statement), covers_assume_role(statement));
        if principal == Match::No || action == Match::No {
            other_action |= principal == Match::Yes && !is_deny(statement);
            continue;
        }
        let sure = principal == Match::Yes && action == Match::Yes && !has_condition(statement);
        match (is_deny(statement), sure) {
            (true, true) => return Ec2Trust::Denied,
            (false, true) => sure_allow = true,
            (deny, false) => unsure[usize::from(deny)] = true,
        }
    }
    let [unsure_allow, unsure_deny] = unsure;
    match (sure_allow, unsure_allow, unsure_deny) {
        (true, _, false) => Ec2Trust::Trusted,
        (true, _, true) | (false, true, _) => Ec2Trust::Depends,
        (false, false, _) if other_action => Ec2Trust::OtherAction,
        (false, false, _) => Ec2Trust::NotTrusted,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    Yes,
    No,
    Unsure,
}

fn names_ec2(statement: &Value) -> Match {
    if statement.get("NotPrincipal").is_some() {
        return Match::Unsure;
    }
    let hit = |(kind, name): (PrincipalKind, &str)| match kind {
        PrincipalKind::Service => EC2.contains(&name),
        PrincipalKind::Other => name == "*",
        _ => false,
    };
    if named(statement.get("Principal")).into_iter().any(hit) { Match::Yes } else { Match::No }
}

fn covers_assume_role(statement: &Value) -> Match {
    if statement.get("NotAction").is_some() {
        return Match::Unsure;
    }
    let hit = strings(statement.get("Action")).any(|action| {
        let action = action.to_ascii_lowercase();
        wildcard(&action, "sts:assumerole")
    });
    if hit { Match::Yes } else { Match::No }
}

/// IAM's wildcards: `*` is any run of characters, `?` exactly one.
fn wildcard(pattern: &str, text: &str) -> bool {
    let (p, t) = (pattern.as_bytes(), text.as_bytes());
    let (mut i, mut j, mut star) = (0, 0, None);
    while j < t.len() {
        if i < p.len() && (p[i] == b'?' || p[i] == t[j]) {
            (i, j) = (i + 1, j + 1);
        } else if i < p.len() && p[i] == b'*' {
            star = Some((i, j));
            i += 1;
        } else if let Some((si, sj)) = star {
            star = Some((si, sj + 1));
            (i, j) = (si + 1, sj + 1);
        } else {
            return false;
        }
    }
    p[i..].iter().all(|&c| c == b'*')
}

/// Whether a statement allows every action on everything, under no condition.
pub(super) fn allows_everything(json: &Value) -> bool {
    statements(json).any(|statement| {
        let any = |key, all: &[&str]| strings(statement.get(key)).any(|one| all.contains(&one));
        statement.get("Effect").and_then(Value::as_str) == Some("Allow")
            && any("Action", &["*", "*:*"])
            && any("Resource", &["*"])
            && statement.get("Condition").is_none()
    })
}

fn statements(json: &Value) -> impl Iterator<Item = &Value> {
    one_or_many(json.get("Statement"))
}

fn is_deny(statement: &Value) -> bool {
    statement.get("Effect").and_then(Value::as_str) == Some("Deny")
}

fn has_condition(statement: &Value) -> bool {
    match statement.get("Condition") {
        None | Some(Value::Null) => false,
        Some(Value::Object(map)) => !map.is_empty(),
        Some(_) => true,
    }
}

/// `StringEquals: {"aws:SourceAccount": …}` and its like: the keys alone.
fn condition_keys(statement: &Value) -> Option<String> {
    if !has_condition(statement) {
        return None;
    }
    let operators = statement.get("Condition").and_then(Value::as_object);
    let tests = operators.into_iter().flat_map(|map| map.values().filter_map(Value::as_object));
    let keys: Vec<&str> = tests.flat_map(|test| test.keys().map(String::as_str)).collect();
    Some(if keys.is_empty() { "?".to_owned() } else { keys.join(", ") })
}

fn named(principal: Option<&Value>) -> Vec<(PrincipalKind, &str)> {
    match principal {
        Some(Value::String(all)) => vec![(PrincipalKind::Other, all.as_str())],
        Some(Value::Object(map)) => map
            .iter()
            .flat_map(|(key, value)| {
                let kind = match key.as_str() {
                    "Service" => PrincipalKind::Service,
                    "AWS" => PrincipalKind::Aws,
                    "Federated" => PrincipalKind::Federated,
                    _ => PrincipalKind::Other,
                };
                strings(Some(value)).map(move |name| {
                    // `{"AWS": "*"}` means the same as `"*"` (IAM user guide).
                    if kind == PrincipalKind::Aws && name == "*" {
                        (PrincipalKind::Other, name)
                    } else {
                        (kind, name)
                    }
                })
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// IAM lets a single element stand without its list, everywhere.
fn one_or_many(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    match value {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
    .iter()
}

fn strings(value: Option<&Value>) -> impl Iterator<Item = &str> {
    one_or_many(value).filter_map(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(statements: &str) -> Ec2Trust {
        PolicyDocument::from_answer(&format!(r#"{{"Statement":{statements}}}"#)).trust().ec2
    }

    const ALLOW: &str = r#"{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}"#;
    const DENY_IF: &str = r#"{"Effect":"Deny","Principal":"*","Action":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}"#;

    #[test]
    fn a_string_and_a_list_mean_the_same() {
        assert_eq!(verdict(ALLOW), Ec2Trust::Trusted);
        let many = r#"[{"Effect":"Allow","Principal":{"Service":["lambda.amazonaws.com","ec2.amazonaws.com.cn"]},"Action":["sts:TagSession","sts:Assume*"]}]"#;
        assert_eq!(verdict(many), Ec2Trust::Trusted);
    }

    #[test]
    fn another_service_or_another_action_does_not_count() {
        assert_eq!(verdict(&ALLOW.replace("ec2", "lambda")), Ec2Trust::NotTrusted);
        assert_eq!(verdict(&ALLOW.replace("AssumeRole", "TagSession")), Ec2Trust::OtherAction);
    }

    #[test]
    fn a_deny_wins_and_a_condition_makes_it_depend() {
        let deny = ALLOW.replace("Allow", "Deny");
        assert_eq!(verdict(&format!("[{ALLOW},{deny}]")), Ec2Trust::Denied);
        for order in [format!("[{ALLOW},{DENY_IF}]"), format!("[{DENY_IF},{ALLOW}]")] {
            assert_eq!(verdict(&order), Ec2Trust::Depends, "{order}");
        }
        let allow_if = ALLOW.replace(r#""Action""#, r#""Condition":{"X":{"a":"b"}},"Action""#);
        assert_eq!(verdict(&allow_if), Ec2Trust::Depends);
        for order in [format!("[{ALLOW},{allow_if}]"), format!("[{allow_if},{ALLOW}]")] {
            assert_eq!(verdict(&order), Ec2Trust::Trusted, "{order}");
        }
    }

    #[test]
    fn not_principal_depends_and_nonsense_is_unknown() {
        assert_eq!(verdict(&ALLOW.replace("Principal", "NotPrincipal")), Ec2Trust::Depends);
        assert_eq!(PolicyDocument::from_answer("{nonsense").trust().ec2, Ec2Trust::Unknown);
    }

    #[test]
    fn everyone_named_is_listed_in_the_policys_order() {
        let json = r#"{"Statement":{"Effect":"Allow","Principal":{"Service":["b","a"],"AWS":"*"},"Action":"sts:AssumeRole"}}"#;
        let document = PolicyDocument::from_answer(json);
        let names: Vec<_> = document.trust().principals.iter().map(|p| &*p.name).collect();
        assert_eq!(names, ["b", "a", "*"]);
    }
}
