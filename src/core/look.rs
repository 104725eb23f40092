//! Which theme is in force. What it looks like is the screen's own matter.

use super::app::App;
use super::config::{Background, ThemeName};

impl App {
    /// Takes the next theme: the built-in ones first, then the user's own.
    pub(super) fn next_theme(&mut self) {
        let own = self.settings.own_themes.iter().map(String::as_str);
        let all: Vec<&str> = ThemeName::ALL.iter().map(|theme| theme.name()).chain(own).collect();
        let next = all.iter().position(|name| *name == self.theme).map_or(0, |at| at + 1);
        let name = all.get(next).or(all.first()).copied().unwrap_or_default();
        self.theme = name.to_owned();
        self.theme_chosen = true;
        let text = (self.words.comfort.theme_is)(name);
        self.notify(text);
    }

    /// Takes the theme for a background, unless the user has chosen one.
    pub(super) fn background_is(&mut self, background: Background) {
        if self.settings.theme.is_none() && !self.theme_chosen {
            let name = match background {
                Background::Dark => ThemeName::Dark,
                Background::Light => ThemeName::Light,
            };
            name.name().clone_into(&mut self.theme);
        }
    }
}
