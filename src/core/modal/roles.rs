//! `a`: the account's roles, to put one into a profile. They come page by
//! page; where they can't be listed, a name can be typed.

use super::super::app::App;
use super::super::catalog::{self, RoleChoice, RoleUse, Streaming, Which};
use super::super::change::Intent;
use super::super::changing;
use super::super::command::{Command, Scope};
use super::super::domain::{ProfileRef, RoleId, Subject, Understood, rules};
use super::super::form::{self, Handed};
use super::super::msg::{Effect, FieldId};
use super::super::safe::width;
use super::super::text::explain;
use super::super::text::line::{Line, Tone};
use super::pick::{Pick, whole};
use super::{After, Field, Modal, View};

/// The picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolePicker {
    pub(super) pick: Pick,
    /// The account whose profiles they are.
    account: Option<String>,
    purpose: Purpose,
    /// The roles that match, by their places in the catalog.
    matching: Vec<usize>,
    /// What they were made of.
    seen: Option<(u64, String)>,
    /// The role under the cursor: it stays there while others come.
    chosen: Option<RoleId>,
    /// Why the chosen one can't be taken.
    refused: Option<String>,
}

/// What the role is for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Purpose {
    /// For profiles that are there.
    Profiles {
        names: Vec<Box<str>>,
        hidden: usize,
        /// The roles that they hold now, a profile each.
        held: Vec<Box<str>>,
    },
    /// For the form below.
    Form { profile: String },
}

/// One line of the picker.
enum Choice<'a> {
    Listed(&'a RoleChoice),
    /// A name that was typed and is not listed.
    Typed(String),
}

/// Columns that names are filled up to, so that what follows stands in line.
const NAME: usize = 32;

impl RolePicker {
    /// For these profiles, of which the filter hides so many.
    pub(in super::super) fn for_profiles(
        app: &mut App,
        names: Vec<Box<str>>,
        hidden: usize,
    ) -> Self {
        let role = |name: &str| {
            let wanted = ProfileRef::Name(name.to_owned());
            Some(app.store.find(&wanted)?.profile.role()?.name.clone())
        };
        let held = names.iter().filter_map(|name| role(name)).collect();
        Self::new(app, Purpose::Profiles { names, hidden, held })
    }

    /// For a form that makes this profile.
    pub(in super::super) fn for_form(app: &mut App, profile: &str) -> Self {
        Self::new(app, Purpose::Form { profile: profile.to_owned() })
    }

    fn new(app: &mut App, purpose: Purpose) -> Self {
        let pick = Pick::new(FieldId(app.ticket().0));
        let account = app.connection.identity().map(|identity| identity.account.clone());
        Self {
            pick,
            account,
            purpose,
            matching: Vec::new(),
            seen: None,
            chosen: None,
            refused: None,
        }
    }

    /// Whether the keys are of another account now, whose profiles these are not.
    pub(in super::super) fn is_elsewhere(&self, app: &App) -> bool {
        let now = app.connection.identity().map(|identity| &identity.account);
        now.is_some() && self.account.as_ref() != now
    }

    /// Takes what was typed.
    pub(super) fn edit(&mut self, text: String) {
        self.pick.edit(text);
        (self.chosen, self.refused) = (None, None);
    }

    fn holds(&self, role: &str) -> bool {
        match &self.purpose {
            Purpose::Profiles { held, .. } => held.iter().any(|held| **held == *role),
            Purpose::Form { .. } => false,
        }
    }

    /// The name that was typed, if it is one and not listed.
    fn typed(&self, app: &App) -> Result<Option<String>, String> {
        let text = self.pick.text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let (forms, name) = (&app.words.forms, role_in(app, text)?);
        if let Err(error) = rules::role_name(&name) {
            return Err((forms.bad)(forms.name, &app.words.rule(&error)));
        }
        let listed = |role: &RoleChoice| *role.name == *name;
        let known = app.store.catalog.roles.items.iter().any(listed);
        Ok((!known).then_some(name))
    }

    fn count(&self, app: &App) -> usize {
        self.matching.len() + usize::from(matches!(self.typed(app), Ok(Some(_))))
    }

    fn at<'a>(&self, app: &'a App, at: usize) -> Option<Choice<'a>> {
        match self.matching.get(at) {
            Some(&place) => app.store.catalog.roles.items.get(place).map(Choice::Listed),
            None if at == self.matching.len() => self.typed(app).ok().flatten().map(Choice::Typed),
            None => None,
        }
    }

    pub(super) fn view(&self, app: &App) -> View {
        let text = &app.words.forms;
        let items = &app.store.catalog.roles.items;
        let roles = self.matching.iter().filter_map(|&place| items.get(place));
        let mut choices: Vec<String> = roles.map(|role| self.line(app, role)).collect();
        let typed = self.typed(app);
        if let Ok(Some(name)) = &typed {
            let loading = app.store.catalog.roles.is_loading();
            choices.push(format!("  {}", (text.use_name)(name, loading)));
        }
        let why = self.refused.clone().or_else(|| typed.err().filter(|_| choices.is_empty()));
        let why = why.map(|why| Line::new(Tone::Warning, why));
        // What does not fit beside the long name is said apart.
        let here = choices.get(self.pick.at).filter(|line| {
            let room = app.areas().dialog_columns().saturating_sub(2);
            width(line) > room
        });
        let here = here.map(|line| Line::new(Tone::Dim, whole(line)));
        View {
            title: text.role_title.to_owned(),
            tone: Tone::Accent,
            body: [vec![self.target(app)], self.progress(app, choices.is_empty())].concat(),
            field: Some(Field {
                id: self.pick.field,
                label: app.words.list.filter.to_owned(),
                below: why.or(here),
            }),
            choices,
            at: self.pick.at,
            ..View::default()
        }
    }

    fn line(&self, app: &App, role: &RoleChoice) -> String {
        let text = &app.words.forms;
        let path = if *role.path == *"/" { "" } else { &role.path };
        let held = self.holds(&role.name);
        let mark = if held { "●" } else { " " };
        let pad = NAME.saturating_sub(width(&role.name));
        let now = if held { text.held_now } else { "" };
        let path = if path.is_empty() { String::new() } else { format!("  {path}") };
        format!("{mark} {}{:pad$}  {}{now}{path}", role.name, "", role.trusts)
    }

    /// What the role is for.
    fn target(&self, app: &App) -> Line {
        let text = &app.words.forms;
        Line::new(
            Tone::Plain,
            match &self.purpose {
                Purpose::Form { profile } if profile.is_empty() => text.role_for_new.to_owned(),
                Purpose::Form { profile } => (text.role_for)(profile),
                Purpose::Profiles { names, hidden, held } => match (&**names, &**held) {
                    ([name], []) => (text.into_empty)(name),
                    ([name], [role, ..]) => (text.into_holding)(name, role),
                    (many, held) => (text.into_many)(many.len(), *hidden, held.len()),
                },
            },
        )
    }

    /// How far the list is, and what can be done without it.
    fn progress(&self, app: &App, nothing: bool) -> Vec<Line> {
        let text = &app.words.forms;
        let roles = &app.store.catalog.roles;
        let key = app.keymap.way_to(Command::ReadAgain, Scope::Form);
        let count = roles.items.len();
        let mut lines = match &roles.state {
            Streaming::NotStarted => vec![Line::new(Tone::Dim, (text.roles_stopped)(count, &key))],
            Streaming::Loading { .. } => {
                vec![Line::new(Tone::Dim, (text.roles_loading)(count, &key))]
            }
            Streaming::Complete => vec![Line::new(Tone::Dim, (text.roles_complete)(count))],
            Streaming::Stopped { error: None, .. } => {
                vec![Line::new(Tone::Warning, (text.roles_stopped)(count, &key))]
            }
            Streaming::Stopped { error: Some(error), .. } => {
                let why = explain::api_error(app.words, error, app.connection.source()).headline;
                vec![
                    Line::new(Tone::Danger, why),
                    Line::new(Tone::Plain, (text.roles_failed)(count, &key)),
                ]
            }
        };
        if nothing && count > 0 {
            lines.push(Line::new(Tone::Warning, (app.words.pick.nothing)(count)));
        }
        lines
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Back => return (After::Close, catalog::stop(app, Which::Roles)),
            Command::Open => return self.choose(app),
            Command::ReadAgain => {
                let effects = catalog::stop_or_go_on(app, Which::Roles);
                return (After::Stay(Modal::Roles(Box::new(self))), effects);
            }
            other => {
                let other = match other {
                    Command::NextField => Command::Down,
                    Command::PreviousField => Command::Up,
                    other => other,
                };
                self.refused = None;
                self.pick.step(self.count(app), other);
                self.chosen = match self.at(app, self.pick.at) {
                    Some(Choice::Listed(role)) => Some(role.id.clone()),
                    _ => None,
                };
            }
        }
        (After::Stay(Modal::Roles(Box::new(self))), Vec::new())
    }

    fn choose(mut self, app: &mut App) -> (After, Vec<Effect>) {
        let text = &app.words.forms;
        let (name, id, linked) = match self.at(app, self.pick.at) {
            Some(Choice::Listed(role)) => {
                (role.name.clone(), Some(role.id.clone()), role.use_ == RoleUse::ServiceLinked)
            }
            Some(Choice::Typed(name)) => (name.into(), None, false),
            None => return (After::Stay(Modal::Roles(Box::new(self))), Vec::new()),
        };
        if linked {
            self.refused = Some((text.linked_refused)(&name));
            return (After::Stay(Modal::Roles(Box::new(self))), Vec::new());
        }
        if let Purpose::Profiles { names, .. } = &self.purpose
            && let [only] = &**names
            && self.holds(&name)
        {
            self.refused = Some((text.holds_it)(only, &name));
            return (After::Stay(Modal::Roles(Box::new(self))), Vec::new());
        }
        let mut effects = catalog::stop(app, Which::Roles);
        match self.purpose {
            Purpose::Profiles { names, .. } => {
                let intent = Intent::Attach { profiles: names, role: name, id };
                effects.extend(changing::propose(app, intent));
            }
            Purpose::Form { .. } => form::hand(app, Handed::Role { name, id }),
        }
        (After::Close, effects)
    }

    /// Looks again at what matches, if the list or the text is another one.
    fn refresh(&mut self, app: &App) {
        let roles = &app.store.catalog.roles;
        let made_of = (roles.version, self.pick.text.clone());
        if self.seen.as_ref() == Some(&made_of) {
            return;
        }
        let typed = self.pick.text.trim();
        let names = roles.items.iter().map(|role| &*role.name);
        let mut found = self.pick.scores(names);
        found.sort_by_key(|&(score, place)| {
            let role = &roles.items[place];
            (*role.name != *typed, role.use_, std::cmp::Reverse(score), place)
        });
        self.matching = found.into_iter().map(|(_, place)| place).collect();
        self.seen = Some(made_of);
        let is_chosen = |&place: &usize| Some(&roles.items[place].id) == self.chosen.as_ref();
        let last = self.count(app).saturating_sub(1);
        self.pick.at = match self.matching.iter().position(is_chosen) {
            Some(at) => at,
            None => self.pick.at.min(last),
        };
        if let Some(Choice::Listed(role)) = self.at(app, self.pick.at) {
            self.chosen = Some(role.id.clone());
        }
    }
}

/// The role's name in a text: of an ARN its last part, if it is of this account.
fn role_in(app: &App, text: &str) -> Result<String, String> {
    let words = &app.words.forms;
    if !text.starts_with("arn:") {
        return Ok(text.to_owned());
    }
    match Understood::parse(text).map(|understood| understood.subject) {
        Ok(Subject::Role(role)) => {
            let own = app.connection.identity().map(|identity| identity.account.as_str());
            match (role.account.as_deref(), own) {
                (Some(theirs), Some(own)) if theirs != own => Err((words.foreign_role)(theirs)),
                _ => Ok(role.name),
            }
        }
        _ => Err(words.no_role_arn.to_owned()),
    }
}

/// Keeps the pickers in step with the lists that they show; one whose list
/// went with its session has it read again.
pub(in super::super) fn refresh(app: &mut App) -> Vec<Effect> {
    let mut effects = Vec::new();
    let picks = |which| match which {
        Which::Roles => |modal: &Modal| matches!(modal, Modal::Roles(_)),
        Which::Policies => |modal: &Modal| matches!(modal, Modal::Managed(_)),
    };
    for which in [Which::Roles, Which::Policies] {
        let begun = match which {
            Which::Roles => app.store.catalog.roles.state != Streaming::NotStarted,
            Which::Policies => app.store.catalog.policies.state != Streaming::NotStarted,
        };
        if !begun && app.connection.trouble.is_none() && app.modals.iter().any(picks(which)) {
            effects.extend(catalog::begin(app, which));
        }
    }
    let mut modals = std::mem::take(&mut app.modals);
    for modal in &mut modals {
        match modal {
            Modal::Roles(picker) => picker.refresh(app),
            Modal::Managed(picker) => picker.refresh(app),
            _ => {}
        }
    }
    app.modals = modals;
    effects
}
