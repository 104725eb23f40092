//! What every tab needs: the profile, what is known of it, and how to say it.

use std::sync::Arc;

use super::super::app::App;
use super::super::domain::manager::managers;
use super::super::domain::{InstanceProfile, Role, Timestamp};
use super::super::error::ApiError;
use super::super::known::Known;
use super::super::remote::Remote;
use super::super::store::Details;
use super::super::text::line::{Line, Tone};
use super::super::text::{Words, explain};

/// Writes about one profile.
pub struct Writer<'a> {
    pub app: &'a App,
    pub words: &'static Words,
    pub profile: &'a InstanceProfile,
}

impl<'a> Writer<'a> {
    pub fn new(app: &'a App, profile: &'a InstanceProfile) -> Self {
        Self { app, words: app.words, profile }
    }

    /// The role as the list has it.
    pub fn listed_role(&self) -> Option<&'a Arc<Role>> {
        self.profile.role()
    }

    /// GetRole's answer.
    pub fn remote_role(&self) -> Option<&'a Remote<Arc<Role>>> {
        self.app.store.role_details.get(&self.listed_role()?.name)
    }

    /// The role as it was last read. The list may have been read after
    /// GetRole: then it knows better.
    pub fn role(&self) -> Option<&'a Arc<Role>> {
        let current = self.remote_role().filter(|remote| !remote.outdated);
        current.and_then(|remote| remote.value.as_ref()).or(self.listed_role())
    }

    pub fn details(&self) -> Option<&'a Details> {
        self.app.store.details.get(&self.profile.id)
    }

    pub fn known(&self) -> &'a Known {
        &self.app.store.known
    }

    /// What went wrong, and what to do.
    pub fn failure(&self, error: &ApiError) -> Vec<Line> {
        let said = explain::api_error(self.words, error, self.app.connection.source());
        let mut lines = vec![Line::new(Tone::Danger, format!("✗ {}", said.headline))];
        lines.extend(said.hint.map(|hint| Line::new(Tone::Dim, hint).moved_in(2)));
        lines
    }

    /// What is to be said of a value that is not there yet, or whose newest
    /// reading failed: nothing only where it is there and well.
    pub fn state<T>(&self, remote: Option<&Remote<T>>) -> Vec<Line> {
        let error = remote.and_then(|remote| remote.error.as_ref());
        let mut lines = Vec::new();
        if remote.is_none_or(|remote| remote.value.is_none()) {
            let (tone, word) = self.missing(remote);
            // The error says more.
            if error.is_none() || tone == Tone::Dim {
                lines.push(Line::new(tone, word));
            }
        }
        lines.extend(error.map(|error| self.failure(error)).unwrap_or_default());
        lines
    }

    /// Why there is no value, in a word: it is on its way, or nobody asks for
    /// it (the keys are dead, or it was given up).
    pub fn missing<T>(&self, remote: Option<&Remote<T>>) -> (Tone, &'static str) {
        let asked = remote.is_some_and(|remote| remote.loading.is_some());
        let about_to = self.app.rest.is_some() && self.app.connection.trouble.is_none();
        match asked || about_to {
            true => (Tone::Dim, self.words.details.loading),
            false if self.app.connection.trouble.is_some() => {
                (Tone::Warning, self.words.reading.not_read_dead)
            }
            false => (Tone::Warning, self.words.reading.not_read),
        }
    }

    /// The ARN of the role's permissions boundary. Only GetRole tells it: what
    /// it told last stays until it tells something else.
    pub fn boundary(&self) -> Option<&'a str> {
        let read = self.remote_role().and_then(|remote| remote.value.as_ref());
        read.or(self.listed_role())?.permissions_boundary.as_deref()
    }

    pub fn moment(&self, at: Timestamp) -> String {
        let ago = (self.words.ago)(&(self.words.age)(self.app.now.since(at)));
        format!("{} ({ago})", at.readable())
    }

    /// That another tool will change it back, or lose track of it.
    pub fn managed_by(&self) -> Vec<Line> {
        let Some(tags) = self.app.store.tags(&self.profile.id) else { return Vec::new() };
        let words = &self.words.reading;
        let says = |manager| Line::new(Tone::Warning, (words.managed_by)(&manager));
        managers(tags).into_iter().map(says).collect()
    }
}
