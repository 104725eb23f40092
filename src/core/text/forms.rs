//! The words of forms: what a person types before a change is proposed.

use super::super::domain::Role;
use super::super::domain::trust::{Ec2Trust, PrincipalKind};
use super::super::form::create::Page;
use super::{Text, Words};

words! {
    /// Forms, and the lists of roles and policies to choose from.
    FormWords {
        // All forms.
        go_on: Text, next: Text, back: Text, cancel: Text, take_over: Text, try_again: Text,
        bad: fn(&str, &str) -> String, mend_first: Text, nothing_typed: Text,
        nothing_changed: Text, nothing_to_remove: Text, other_account: fn(&str, &str) -> String,
        drop_title: Text, drop_body: Text, drop_stay: Text, drop_it: Text,
        // Tags.
        tags: Text, key: Text, value: Text, tags_title: fn(&str) -> String, reading_tags: Text,
        tags_unseen: Text, unseen: Text, aws_tags: Text, tag_keys: fn(&str) -> String,
        paste_lines: Text, was_value: fn(&str) -> String, was_tag: fn(&str, &str) -> String,
        duplicate_key: Text, tag_summary: fn(usize, usize, (usize, usize, usize)) -> String,
        too_many: fn(usize) -> String, lines_taken: fn(usize) -> String,
        bulk_title: fn(usize) -> String, these_profiles: fn(usize, usize) -> String,
        bulk_set: Text, bulk_remove: Text, bulk_keys: fn(&str) -> String, also_set: Text,
        // Texts of many lines.
        lines_title: Text, lines_hint: Text, lines_count: fn(usize) -> String,
        more_errors: fn(usize) -> String, leaves_text: fn(usize, &str) -> String, trust_title: Text,
        trust_hint: Text, trust_policy: Text, trust_size: fn(usize, usize) -> String,
        standard_trust: Text,
        // A new profile.
        new_title: Text, guide_title: fn(usize, usize, Page) -> String, standard_way: Text,
        profile_alone: Text, new_role: Text, new_profile: Text, name: Text, path: Text,
        description: Text, role: Text, role_made: Text, role_left_out: Text, role_body: Text,
        trust_edit: Text, role_chosen: fn(&str, &str) -> String, no_role_chosen: Text,
        policies_no_role: Text, policies_body: fn(&str) -> String,
        policies_of_existing: fn(&str) -> String, add_policy: Text, profile_made: Text,
        profile_left_out: Text, join_body: Text, join: Text, joined: Text, not_joined: Text, makes_role: fn(&str) -> String,
        attaches: fn(&str, &str) -> String, makes_profile: fn(&str, usize) -> String,
        adds_role: fn(&str, &str) -> String, nothing_left: Text,
        name_taken: fn(&str) -> String, case_twin: fn(&str) -> String,
        quota_roles: fn(u32, u32) -> String, quota_profiles: fn(u32, u32) -> String,
        quota_unknown: fn(&str) -> String, is_denied: fn(&str) -> String,
        policies_count: fn(usize, u32, bool) -> String, policy_keys: fn(&str) -> String,
        // The lists to choose from.
        role_title: Text, into_empty: fn(&str) -> String, into_holding: fn(&str, &str) -> String,
        into_many: fn(usize, usize, usize) -> String, role_for: fn(&str) -> String,
        role_for_new: Text, roles_loading: fn(usize, &str) -> String,
        roles_stopped: fn(usize, &str) -> String, roles_complete: fn(usize) -> String,
        roles_failed: fn(usize, &str) -> String, use_name: fn(&str, bool) -> String,
        held_now: Text, linked_refused: fn(&str) -> String, holds_it: fn(&str, &str) -> String,
        foreign_role: fn(&str) -> String, no_role_arn: Text,
        policies_title: Text, policies_pick: fn(usize, &str) -> String,
        policies_loading: fn(usize, &str) -> String, policies_stopped: fn(usize, &str) -> String,
        policies_complete: fn(usize) -> String, policies_failed: fn(usize, &str) -> String,
        use_arn: fn(&str) -> String, policy_linked: Text, policy_refused: fn(&str) -> String,
        trusts: TrustWords,
    }
    /// Whom a role trusts, in a few words.
    TrustWords {
        ec2: Text, others: fn(&str, usize) -> String, nobody: Text, denies: Text,
        other_action: Text, depends: Text, unreadable: Text, unknown: Text, linked: Text,
    }
}

/// Principals that are named; the others are counted.
const NAMED: usize = 2;
/// The path of what AWS's services make for themselves.
const SERVICE_LINKED: &str = "/aws-service-role/";

impl Words {
    /// Whether EC2 may assume a role, and if not, who may instead.
    pub fn trusted(&self, role: &Role) -> String {
        let text = &self.forms.trusts;
        if role.path.starts_with(SERVICE_LINKED) {
            return text.linked.to_owned();
        }
        let Some(document) = &role.trust_policy else { return text.unknown.to_owned() };
        let trust = document.trust();
        match trust.ec2 {
            Ec2Trust::Trusted => text.ec2.to_owned(),
            Ec2Trust::Denied => text.denies.to_owned(),
            Ec2Trust::OtherAction => text.other_action.to_owned(),
            Ec2Trust::Depends => text.depends.to_owned(),
            Ec2Trust::Unknown => text.unreadable.to_owned(),
            Ec2Trust::NotTrusted => {
                let allowed = trust.principals.iter().filter(|it| !it.denied && !it.excepted);
                let names: Vec<&str> = allowed
                    .map(|it| match it.kind {
                        PrincipalKind::Service => {
                            it.name.strip_suffix(".amazonaws.com").unwrap_or(&it.name)
                        }
                        _ => &it.name,
                    })
                    .collect();
                if names.is_empty() {
                    return text.nobody.to_owned();
                }
                let more = names.len().saturating_sub(NAMED);
                (text.others)(&names[..names.len() - more].join(", "), more)
            }
        }
    }
}
