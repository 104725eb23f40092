//! What a person types before a change is proposed.

mod create;
mod roles;
mod standard;
mod tags;
mod views;

use super::driver::Browser;

impl Browser {
    /// Writes into the open field in place of what stands there.
    pub async fn retype(&mut self, text: &str) {
        self.press(&["End", "Ctrl-U"]).await;
        self.write(text).await;
    }

    /// Goes to a button by Tab and presses it.
    pub async fn push(&mut self, button: &str) {
        for _ in 0..200 {
            if self.screen().contains(&format!("▸ {button} ◂")) {
                self.press(&["Enter"]).await;
                return;
            }
            self.press(&["Tab"]).await;
        }
        panic!("no button {button:?}:\n{}", self.screen());
    }

    /// The tags that the simulated account has on a profile.
    pub fn tags_of(&self, profile: &str) -> Vec<(String, String)> {
        let tags = self.account.edit(|state| {
            let profile = state.profile(profile).unwrap();
            let pairs = profile.tags.iter().map(|tag| (tag.key.to_string(), tag.value.to_string()));
            pairs.collect::<Vec<_>>()
        });
        let mut tags = tags.unwrap();
        tags.sort();
        tags
    }

    /// The role that the simulated account has in a profile.
    pub fn role_of(&self, profile: &str) -> Option<String> {
        let role = self
            .account
            .edit(|state| state.profile(profile).unwrap().role.as_ref().map(ToString::to_string));
        role.unwrap()
    }

    /// A dialog must stand there with this title.
    #[track_caller]
    pub fn has_dialog(&self, title: &str) {
        let screen = self.screen();
        let frame = screen.lines().any(|row| row.contains(&format!("╔ {title} ═")));
        assert!(frame, "no dialog {title:?}:\n{screen}");
    }

    /// Confirms the change in the dialog with this title.
    pub async fn confirms(&mut self, title: &str) {
        self.has_dialog(title);
        self.press(&["Down", "Enter"]).await;
    }
}

/// Key and value pairs.
fn pairs(tags: &[(&str, &str)]) -> Vec<(String, String)> {
    tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}
