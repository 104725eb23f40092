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

/// The menu.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copy {
    at: usize,
}

impl Copy {
    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.copy;
        let choices = texts(app).into_iter().map(|(name, text)| {
            // A document of many lines is known by its name.
            match text.lines().nth(1) {
                None => format!("{name}: {text}"),
                Some(_) => name.into_owned(),
            }
        });
        View {
            title: words.title.to_owned(),
            tone: Tone::Accent,
            body: vec![Line::new(Tone::Dim, words.hint)],
            top: 0,
            field: None,
            choices: choices.chain([words.plain.to_owned()]).collect(),
            at: self.at,
        }
    }

    pub(super) fn act(self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Back => (After::Close, Vec::new()),
            Command::Open => {
                let chosen = texts(app).into_iter().nth(self.at);
                if chosen.is_none() {
                    app.modals.push(Modal::Plain(Plain::of(app)));
                }
                (After::Close, chosen.map(|(_, text)| Effect::Copy(text)).into_iter().collect())
            }
            other => {
                // The last one is none of the texts.
                let at = step(self.at, texts(app).len() + 1, other);
                (After::Stay(Modal::Copy(Self { at })), Vec::new())
            }
        }
    }
}

/// What can be copied, with its name: exactly as AWS sent it.
fn texts(app: &App) -> Vec<(Cow<'static, str>, String)> {
    let words = &app.words.copy;
    let Some(row) = app.list.selected().and_then(|id| app.store.row(id)) else {
        return Vec::new();
    };
    let profile = &row.profile;
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
    texts.push((words.json.into(), format!("{:#}", json::instance_profile(profile))));
    texts.push((words.text.into(), reader::text(app)));
    for (name, document) in reader::documents(app) {
        texts.push(((words.document)(&name).into(), document));
    }
    texts
}
