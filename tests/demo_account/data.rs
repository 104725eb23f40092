//! What the data hold, that they repeat, and what is refused.

use std::collections::HashSet;

use ipb::demo::{Account, DataError, MAX_PROFILES, Options};

use super::builtin;

fn grown(profiles: usize) -> Result<Account, DataError> {
    Account::builtin(&Options { profiles: Some(profiles), ..Options::default() })
}

fn count(account: &Account) -> usize {
    account.edit(|state| state.profiles.len()).unwrap()
}

#[test]
fn the_builtin_account_shows_every_state() {
    builtin().edit(|state| {
        assert_eq!(state.aliases, ["acme-demo"]);
        let role_of = |name: &str| {
            let profile = state.profile(name).unwrap();
            state.role(profile.role.as_ref().unwrap().as_str()).unwrap()
        };
        assert_eq!(role_of("LabInstanceProfile").name.as_str(), "LabRole");
        assert!(role_of("LabInstanceProfile").trust.as_str().matches("amazonaws.com").count() > 45);
        assert!(role_of("EMR_EC2_DefaultRole").trust.as_str().contains("2008-10-17"));
        assert!(state.profile("acme-empty").unwrap().role.is_none());
        assert_eq!(state.profile("acme-fifty-tags").unwrap().tags.len(), 50);
        assert!(role_of("acme-bounded").boundary.is_some());
        for (profile, keys) in TOOLS {
            let tags = &state.profile(profile).unwrap().tags;
            for key in *keys {
                assert!(tags.iter().any(|tag| &*tag.key == *key), "{profile} has no {key}");
            }
        }
        let longest = state.profiles.keys().map(|name| name.as_str().len()).max();
        assert_eq!(longest, Some(128));
        let paths: HashSet<&str> = state.profiles.values().map(|profile| &*profile.path).collect();
        for path in ["/", "/app/payments/", "/ci/", "/eks/"] {
            assert!(paths.contains(path), "{path}");
        }
        let of_web = state.profiles.values().filter(|profile| {
            profile.role.as_ref().is_some_and(|role| role.as_str() == "acme-web")
        });
        assert!(of_web.count() >= 5);
    });
}

/// Profiles with the tags that tools leave.
const TOOLS: &[(&str, &[&str])] = &[
    (
        "acme-shop-InstanceProfile-1A2B3C4D5E6F",
        &[
            "aws:cloudformation:stack-name",
            "aws:cloudformation:stack-id",
            "aws:cloudformation:logical-id",
        ],
    ),
    ("terraform-20240315093000123400000001", &["ManagedBy", "terraform:workspace"]),
    ("acme-web-blue", &["terraform"]),
    ("acme-web-green", &["tf-stack"]),
    (
        "prod_16143572187529437043",
        &["karpenter.sh/managed-by", "karpenter.k8s.aws/ec2nodeclass", "eks:eks-cluster-name"],
    ),
    (
        "eks-0cc6f5a2-7b1e-4d93-8e64-1f2a3b4c5d6e",
        &["alpha.eksctl.io/cluster-name", "eksctl.cluster.k8s.io/v1alpha1/cluster-name"],
    ),
];

/// IAM counts characters without white space.
fn size(document: &ipb::demo::Document) -> usize {
    document.as_str().chars().filter(|letter| !letter.is_whitespace()).count()
}

#[test]
fn the_policies_stay_within_iams_quotas_and_some_come_near() {
    builtin().edit(|state| {
        let inline =
            |role: &str| state.role(role).unwrap().inline.values().map(size).sum::<usize>();
        for role in state.roles.values() {
            let name = role.name.as_str();
            assert!(inline(name) <= 10_240, "{name}: {}", inline(name));
            assert!(size(&role.trust) <= 4096, "{name}: {}", size(&role.trust));
            assert!(
                role.attached.len() as u64 <= state.quotas.attached_policies_per_role,
                "{name}"
            );
        }
        assert!(inline("aws-elasticbeanstalk-ec2-role") > 9_500);
        for policy in state.policies.values().filter(|policy| !policy.is_aws_managed()) {
            assert!(policy.versions.values().all(|(_, document)| size(document) <= 6144));
        }
    });
}

#[test]
fn ids_are_unique_and_dates_plausible() {
    let account = grown(5000).unwrap();
    account.edit(|state| {
        let ids: HashSet<String> = state
            .profiles
            .values()
            .map(|profile| profile.id.as_str().to_owned())
            .chain(state.roles.values().map(|role| role.id.as_str().to_owned()))
            .collect();
        assert_eq!(ids.len(), state.profiles.len() + state.roles.len());
        let years: HashSet<i64> =
            state.profiles.values().map(|profile| 1970 + profile.created / 31_556_952).collect();
        assert_eq!(years, (2019..=2026).collect());
        for role in state.roles.values() {
            if let Some((used, _)) = &role.last_used {
                assert!(*used > role.created, "{}", role.name);
            }
            for json in role.inline.values().chain([&role.trust]) {
                serde_json::from_str::<serde_json::Value>(json.as_str()).unwrap();
            }
        }
    });
}

#[test]
fn the_account_is_the_same_each_time() {
    let print = |account: Account| account.edit(|state| format!("{state:?}")).unwrap();
    assert_eq!(print(builtin()), print(builtin()));
}

#[test]
fn growth_keeps_what_is_written_out_and_ends_at_the_number() {
    assert_eq!(count(&builtin()), 336);
    // Fewer than are written out can't be.
    assert_eq!(count(&grown(0).unwrap()), 36);
    assert_eq!(count(&grown(100).unwrap()), 100);
    assert_eq!(count(&grown(MAX_PROFILES).unwrap()), MAX_PROFILES);
    let error = grown(MAX_PROFILES + 1).unwrap_err();
    assert_eq!(
        error.to_string(),
        "100001 instance profiles are more than the simulated account's 100000"
    );
    // A grown account still has room below its quota, and its first profiles are the same ones.
    let larger = grown(5000).unwrap();
    larger.edit(|state| assert!(state.quotas.instance_profiles > 5000));
    let id =
        |account: &Account| account.edit(|state| state.profile("payments-api-dev").unwrap().id);
    assert_eq!(id(&builtin()), id(&larger));
}

#[test]
fn data_without_a_rule_can_grow_too() {
    let options = Options { profiles: Some(250), ..Options::default() };
    let account = Account::from_toml(&[super::SMALL], &options).unwrap();
    assert_eq!(count(&account), 250);
}

#[test]
fn data_that_aws_would_not_have_are_refused_by_name() {
    for (text, part) in [
        ("nonsense = 1", "nonsense"),
        ("[[profile]]\nname = \"a b\"", "regular expression"),
        ("[[profile]]\nname = \"p\"\nrole = \"r\"", "there is no role \"r\""),
        ("[[profile]]\nname = \"p\"\n[[profile]]\nname = \"P\"", "another of this name"),
        ("[[role]]\nname = \"r\"\ntrust = \"{\"", "EOF"),
        ("[[role]]\nname = \"r\"\n[role.inline]\np = \'{\"Id\":\"團\"}\'", "policyDocument"),
        ("[[role]]\nname = \"r\"\nattached = [\"x\"]", "there is no policy"),
        ("[[role]]\nname = \"r\"\ndescription = \"團隊\"", "description"),
        ("[[profile]]\nname = \"p\"\ntags = { \"a,b\" = \"\" }", "tags.1.member.key"),
    ] {
        let error = Account::from_toml(&["", text], &Options::default()).unwrap_err();
        let shown = error.to_string();
        assert!(shown.starts_with("demo data 2") && shown.contains(part), "{shown}");
    }
}
