//! `y`: what to copy of the selected profile.

use std::borrow::Cow;

use super::super::app::App;
use super::super::command::Command;
use super::super::domain::json;
use super::super::msg::Effect;
use super::super::reader;
use super::super::text::line::{Line, Tone};
use super::plain::Plain;
use super::{After, Modal, View, step};

/// The menu, as it was when it was opened: what arrives meanwhile does not
/// move what is under the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    texts: Vec<(Cow<'static, str>, String)>,
    at: usize,
    pub(super) first: usize,
}

impl Copy {
    /// What can be copied now.
    pub fn of(app: &App) -> Self {
        Self { texts: texts(app), at: 0, first: 0 }
    }

    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.copy;
        let choices = self.texts.iter().map(|(name, text)| {
            // A document of many lines is known by its name.
            match text.lines().nth(1) {
                None => format!("{name}: {text}"),
                Some(_) => name.to_string(),
            }
        });
        View {
            title: words.title.to_owned(),
            tone: Tone::Accent,
            body: vec![Line::new(Tone::Dim, words.hint)],
            choices: choices.chain([words.plain.to_owned()]).collect(),
            at: self.at,
            first: self.first,
            ..View::default()
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Back => (After::Close, Vec::new()),
            Command::Open if self.at < self.texts.len() => {
                let (_, text) = self.texts.swap_remove(self.at);
                (After::Close, vec![Effect::Copy(text)])
            }
            Command::Open => {
                app.modals.push(Modal::Plain(Plain::of(app)));
                (After::Close, Vec::new())
            }
            other => {
                // The last one is none of the texts.
                self.at = step(self.at, self.texts.len() + 1, other);
                (After::Stay(Modal::Copy(self)), Vec::new())
            }
        }
    }
}

/// What can be copied, with its name: names, ARNs and ids exactly as AWS sent
/// them, documents as JSON with their own keys in their own order.
fn texts(app: &App) -> Vec<(Cow<'static, str>, String)> {
    let words = &app.words.copy;
    let Some(profile) = app.list.selected().and_then(|id| app.store.as_known(id)) else {
        return Vec::new();
    };
    let mut texts = vec![
        (words.name.into(), profile.name.to_string()),
        (words.arn.into(), profile.arn.to_string()),
        (words.id.into(), profile.id.to_string()),
    ];
    if let Some(role) = profile.role() {
        texts.push((words.role_name.into(), role.name.to_string()));
        texts.push((words.role_arn.into(), role.arn.to_string()));
    }
    // The alternate form indents, and can't fail as a writer could.
    texts.push((words.json.into(), format!("{:#}", json::instance_profile(&profile))));
    let (marked, _) = app.list.marked();
    if marked > 0 {
        let names = app.list.marked_ids(&app.store).filter_map(|id| app.store.row(id));
        let names: Vec<_> = names.map(|row| row.profile.name.to_string()).collect();
        texts.push(((words.marked)(marked).into(), names.join("\n")));
    }
    texts.push((words.text.into(), reader::text(app)));
    for (name, document) in reader::documents(app) {
        texts.push(((words.document)(&name).into(), document));
    }
    texts
}
