//! The words for going to what a text names.

use super::super::domain::{By, ProfileRef, Subject, SubjectError, Understood};
use super::{Text, Words};

words! {
    /// Going to what a text names.
    PlaceWords {
        profile: fn(&str) -> String, profile_id: fn(&str) -> String, role: fn(&str) -> String,
        role_id: fn(&str) -> String, instance: fn(&str) -> String, by_session: Text,
        by_message: Text, by_resource: Text, by_caller: Text, by_text: Text,
        understood: fn(&str) -> String, enter_goes: fn(&str, &str) -> String, holds_one: fn(&str, &str) -> String,
        hold_many: fn(&str, usize) -> String, of_loaded: fn(&str) -> String,
        none_holds: fn(&str) -> String, other_account: fn(&str, &str) -> String,
        other_role: fn(&str) -> String, instance_hint: fn(&str) -> String,
        id_unknown: fn(&str) -> String, id_not_loaded: fn(&str) -> String,
        waiting_connection: Text, waiting_list: fn(&str) -> String, role_too_long: fn(usize) -> String,
        other_arn: Text, unclear: Text, not_profile_but_role: fn(&str) -> String, near: fn(&str) -> String,
    }
}

impl Words {
    /// What a text names: `role web`.
    pub fn subject(&self, subject: &Subject) -> String {
        let words = &self.place;
        match subject {
            Subject::Profile(ProfileRef::Id(id)) => (words.profile_id)(id),
            Subject::Profile(ProfileRef::Name(name) | ProfileRef::Arn { name, .. }) => {
                (words.profile)(name)
            }
            Subject::Role(role) => (words.role)(&role.name),
            Subject::RoleId(id) => (words.role_id)(id),
            Subject::Instance(id) => (words.instance)(id),
        }
    }

    /// The same and how it was understood: `role web, from the caller of the
    /// error message`.
    pub fn understood(&self, understood: &Understood) -> String {
        let words = &self.place;
        let what = self.subject(&understood.subject);
        match understood.by {
            By::Name | By::Word | By::Itself => what,
            By::Session => format!("{what}, {}", words.by_session),
            By::Message => format!("{what}, {}", words.by_message),
            By::Resource => format!("{what}, {}", words.by_resource),
            By::Caller => format!("{what}, {}", words.by_caller),
            By::Text => format!("{what}, {}", words.by_text),
        }
    }

    /// Why a text names nothing that can be gone to.
    pub fn bad_subject(&self, error: &SubjectError) -> String {
        match error {
            SubjectError::Profile(error) => self.bad_ref(error),
            SubjectError::RoleTooLong(length) => (self.place.role_too_long)(*length),
            SubjectError::OtherArn(_) => self.place.other_arn.to_owned(),
            SubjectError::Unclear => self.place.unclear.to_owned(),
        }
    }
}
