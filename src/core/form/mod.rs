//! Forms: what a person types before a change is proposed. A form is a
//! dialog with several places; what it ends in is an
//! [`Intent`](super::change::Intent), never a call.

pub mod bulk;
pub mod create;
mod create_check;
mod create_view;
pub mod ids;
pub mod lines;
pub mod open;
pub mod shape;
pub mod tag_rows;
mod tag_view;
pub mod tags;
pub mod view;

#[cfg(test)]
mod property;

use super::app::App;
use super::change::Intent;
use super::changing;
use super::command::{Command, Scope};
use super::domain::tag_change::parse_lines;
use super::domain::{RoleId, Tag};
use super::modal::drop::Drop as DropDialog;
use super::modal::{After, Modal};
use super::msg::Effect;
use super::text::line::{Line, Tone};
use bulk::BulkTags;
use create::Create;
use lines::Lines;
use tags::TagEditor;
use view::{Button, FormView, Spot};

/// A form, as a dialog on the stack.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    pub(super) kind: Kind,
    /// Where the keys go.
    pub(super) focus: Spot,
    /// What is said about the last key, until the next one.
    said: Option<Line>,
    /// The account that it was opened for; what was chosen there is nothing
    /// in another one.
    account: Option<String>,
    /// It has proposed what it holds: the dialog above it confirms that.
    proposed: bool,
}

/// What it is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// All tags of a profile.
    Tags(TagEditor),
    /// Some tags of many profiles.
    Bulk(BulkTags),
    /// A new profile, alone or by the standard way.
    Create(Box<Create>),
    /// A text of many lines, for the form below.
    Lines(Lines),
}

/// What one dialog hands to the form below it.
#[derive(Debug, Clone, PartialEq)]
pub enum Handed {
    /// A role.
    Role {
        /// RoleName.
        name: Box<str>,
        /// RoleId, if it was chosen from a list.
        id: Option<RoleId>,
    },
    /// A managed policy, to be added, or taken away if it is there.
    Policy {
        /// PolicyName.
        name: Box<str>,
        /// Its ARN.
        arn: Box<str>,
    },
    /// A trust policy.
    Trust(String),
    /// Tags.
    Tags(Vec<Tag>),
}

/// What becomes of pressing a button or a choice.
enum Pressed {
    /// The form stays, and the keys go there.
    Go(Spot),
    /// The form stays, and says why nothing was done; the keys go there.
    Refused(Spot, String),
    /// Another dialog lies above it.
    Open(Box<Modal>, Vec<Effect>),
    /// A call is made.
    Ask(Vec<Effect>),
    /// Another form takes its place.
    Become(Box<Kind>, Vec<Effect>),
    /// It is done with, and hands this to the one below.
    Hand(Handed),
    /// It is left.
    Leave,
    /// This is wanted.
    Propose(Intent),
}

impl Form {
    /// A form whose keys go to its first place.
    pub(super) fn new(app: &App, kind: Kind) -> Self {
        let account = app.connection.identity().map(|identity| identity.account.clone());
        let focus = kind.first();
        Self { kind, focus, said: None, account, proposed: false }
    }

    /// What is on the screen.
    pub fn view(&self, app: &App) -> FormView {
        let mut view = self.kind.view(app, self.focus);
        if let Some(why) = self.elsewhere(app) {
            view.foot.insert(0, Line::new(Tone::Danger, why));
        }
        view.foot.extend(self.said.clone());
        view
    }

    /// Which keys work in it.
    pub fn scope(&self) -> Scope {
        match &self.kind {
            Kind::Lines(lines) if lines.spot == self.focus => Scope::Lines,
            _ => Scope::Form,
        }
    }

    /// The text that gets the letters.
    pub fn field(&self) -> Option<(Spot, &str)> {
        self.kind.text(self.focus).map(|text| (self.focus, text))
    }

    /// Takes what was typed.
    pub(super) fn edit(&mut self, text: &str) {
        self.said = None;
        self.kind.edit(self.focus, text);
    }

    /// Takes what a dialog above it hands over.
    pub(super) fn take(&mut self, app: &App, handed: Handed) {
        self.said = self.kind.take(app, handed);
    }

    /// Whether something was typed or chosen that would be lost.
    pub fn is_changed(&self) -> bool {
        self.kind.is_changed()
    }

    /// Whether the dialog above it is about what it holds.
    pub fn is_proposed(&self) -> bool {
        self.proposed
    }

    /// Whether it has rows that can be removed.
    pub fn has_rows(&self) -> bool {
        match &self.kind {
            Kind::Tags(form) => form.is_ready(),
            Kind::Bulk(_) => true,
            Kind::Create(form) => form.has_rows(),
            Kind::Lines(_) => false,
        }
    }

    /// Whether a pasted text is a list of tags here, and not for its field.
    pub fn takes_lines(&self, text: &str) -> bool {
        text.trim().contains(['\n', '\r']) && self.kind.takes_lines(self.focus)
    }

    /// Takes lines that were pasted into the rows of tags: all of them, or
    /// none, and then they can be mended.
    fn paste_lines(&mut self, app: &mut App, text: &str) -> Option<Modal> {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        match parse_lines(&text) {
            Ok(tags) => {
                self.take(app, Handed::Tags(tags));
                None
            }
            Err(_) => {
                let lines = Lines::tags(app, text);
                Some(Modal::Form(Box::new(Self::new(app, Kind::Lines(lines)))))
            }
        }
    }

    /// Why it can't be proposed in the session in use.
    pub(super) fn elsewhere(&self, app: &App) -> Option<String> {
        let now = &app.connection.identity()?.account;
        let then = self.account.as_ref()?;
        (now != then).then(|| (app.words.forms.other_account)(then, now))
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        (self.said, self.proposed) = (None, false);
        let effects = match command {
            Command::Back if self.is_changed() && self.elsewhere(app).is_none() => {
                app.modals.push(Modal::Drop(DropDialog::default()));
                Vec::new()
            }
            Command::Back => return (After::Close, self.kind.leave()),
            Command::Open if self.field().is_none() => return self.press(app),
            Command::Open => {
                self.focus = self.view(app).step(Command::NextField);
                Vec::new()
            }
            Command::RemoveRow => {
                match self.kind.remove(self.focus) {
                    Some(spot) => self.focus = spot,
                    None => self.say(app.words.forms.nothing_to_remove.to_owned()),
                }
                Vec::new()
            }
            movement => {
                self.focus = self.view(app).step(movement);
                Vec::new()
            }
        };
        (After::Stay(Modal::Form(Box::new(self))), effects)
    }

    fn press(mut self, app: &mut App) -> (After, Vec<Effect>) {
        let mut effects = Vec::new();
        match self.kind.press(app, self.focus) {
            Pressed::Go(spot) => self.focus = spot,
            Pressed::Refused(spot, why) => {
                self.focus = spot;
                self.say(why);
            }
            Pressed::Open(modal, calls) => {
                app.modals.push(*modal);
                effects = calls;
            }
            Pressed::Ask(calls) => effects = calls,
            Pressed::Become(kind, calls) => {
                let mut calls = calls;
                calls.extend(self.kind.leave());
                let form = Self { account: self.account.clone(), ..Self::new(app, *kind) };
                return (After::Stay(Modal::Form(Box::new(form))), calls);
            }
            Pressed::Hand(handed) => {
                hand(app, handed);
                return (After::Close, Vec::new());
            }
            Pressed::Leave => return self.act(app, Command::Back),
            Pressed::Propose(intent) => match self.elsewhere(app) {
                Some(why) => self.say(why),
                None => {
                    self.proposed = true;
                    effects = changing::propose(app, intent);
                }
            },
        }
        (After::Stay(Modal::Form(Box::new(self))), effects)
    }

    fn say(&mut self, why: String) {
        self.said = Some(Line::new(Tone::Warning, why));
    }

    /// Puts the keys to a place, if the form has it.
    pub(super) fn go_to(&mut self, app: &App, spot: Spot) {
        if self.view(app).has(spot) {
            self.said = None;
            self.focus = spot;
        }
    }
}

impl Kind {
    fn first(&self) -> Spot {
        match self {
            Self::Tags(form) => form.first(),
            Self::Bulk(form) => form.first(),
            Self::Create(form) => form.first(),
            Self::Lines(form) => form.spot,
        }
    }

    fn view(&self, app: &App, focus: Spot) -> FormView {
        match self {
            Self::Tags(form) => form.view(app, focus),
            Self::Bulk(form) => form.view(app, focus),
            Self::Create(form) => form.view(app, focus),
            Self::Lines(form) => form.view(app, focus),
        }
    }

    fn text(&self, spot: Spot) -> Option<&str> {
        match self {
            Self::Tags(form) => form.text(spot),
            Self::Bulk(form) => form.text(spot),
            Self::Create(form) => form.text(spot),
            Self::Lines(form) => (form.spot == spot).then_some(form.text.as_str()),
        }
    }

    fn edit(&mut self, spot: Spot, text: &str) {
        match self {
            Self::Tags(form) => form.edit(spot, text),
            Self::Bulk(form) => form.edit(spot, text),
            Self::Create(form) => form.edit(spot, text),
            Self::Lines(form) => text.clone_into(&mut form.text),
        }
    }

    fn take(&mut self, app: &App, handed: Handed) -> Option<Line> {
        match (self, handed) {
            (Self::Tags(form), Handed::Tags(tags)) => form.take(app, &tags),
            (Self::Bulk(form), Handed::Tags(tags)) => form.take(app, &tags),
            (Self::Create(form), handed) => form.take(app, handed),
            _ => None,
        }
    }

    fn takes_lines(&self, spot: Spot) -> bool {
        match self {
            Self::Tags(form) => form.is_ready(),
            Self::Bulk(form) => form.set.has(spot),
            Self::Create(form) => form.profile.tags.has(spot),
            Self::Lines(_) => false,
        }
    }

    fn remove(&mut self, spot: Spot) -> Option<Spot> {
        match self {
            Self::Tags(form) => form.remove(spot),
            Self::Bulk(form) => form.remove(spot),
            Self::Create(form) => form.remove(spot),
            Self::Lines(_) => None,
        }
    }

    fn press(&mut self, app: &mut App, spot: Spot) -> Pressed {
        match self {
            Self::Tags(form) => form.press(app, spot),
            Self::Bulk(form) => form.press(app, spot),
            Self::Create(form) => form.press(app, spot),
            Self::Lines(form) => form.press(app, spot),
        }
    }

    fn is_changed(&self) -> bool {
        match self {
            Self::Tags(form) => form.is_changed(),
            Self::Bulk(form) => form.is_changed(),
            Self::Create(form) => form.is_changed(),
            Self::Lines(form) => form.is_changed(),
        }
    }

    /// What is under way for it alone is not wanted any more.
    pub(super) fn leave(&mut self) -> Vec<Effect> {
        match self {
            Self::Tags(form) => form.stop_reading().into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// A button.
fn button(spot: Spot, label: &str) -> Button {
    Button { spot, label: label.to_owned() }
}

/// The ARNs of the policies that the open form has chosen.
pub(super) fn create_policies(app: &App) -> Vec<&str> {
    let forms = app.modals.iter().filter_map(|modal| match modal {
        Modal::Form(form) => Some(form),
        _ => None,
    });
    let chosen = forms.filter_map(|form| match &form.kind {
        Kind::Create(create) => Some(create.chosen()),
        _ => None,
    });
    chosen.flatten().collect()
}

/// Hands something to the form that is now the topmost dialog.
pub(super) fn hand(app: &mut App, handed: Handed) {
    let Some(Modal::Form(mut form)) = app.modals.pop_if(|modal| matches!(modal, Modal::Form(_)))
    else {
        return;
    };
    form.take(app, handed);
    app.modals.push(Modal::Form(form));
}

/// Takes lines that were pasted while a form had the keys.
pub(super) fn pasted_lines(app: &mut App, text: &str) {
    let Some(Modal::Form(mut form)) = app.modals.pop_if(|modal| matches!(modal, Modal::Form(_)))
    else {
        return;
    };
    let above = form.paste_lines(app, text);
    app.modals.push(Modal::Form(form));
    app.modals.extend(above);
}

/// Puts the keys to a place of the topmost form.
pub(super) fn go_to(app: &mut App, spot: Spot) {
    let Some(Modal::Form(mut form)) = app.modals.pop_if(|modal| matches!(modal, Modal::Form(_)))
    else {
        return;
    };
    form.go_to(app, spot);
    app.modals.push(Modal::Form(form));
}
