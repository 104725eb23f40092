//! Goes to what a text names: a profile, the profiles that hold a role, or
//! what an error message is about. Works without the list: labs often deny
//! iam:ListInstanceProfiles and allow iam:GetInstanceProfile.

use std::sync::Arc;

use super::super::app::App;
use super::super::command::Command;
use super::super::domain::{InstanceProfile, ProfileRef, RoleRef, Subject, Understood};
use super::super::error::{ApiError, ErrorKind};
use super::super::msg::{Effect, FieldId, Page, Read, Ticket};
use super::super::place::{self, Next};
use super::super::text::explain;
use super::super::text::line::{Line, Tone};
use super::{After, Field, Modal, View};

/// The dialog; what was typed stays until the thing is open.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenByName {
    pub(super) field: FieldId,
    pub(super) text: String,
    state: Box<State>,
    below: Option<Line>,
    /// Says how it was understood even where a bare name was given.
    tell: bool,
}

/// How far it is.
#[derive(Debug, Clone, PartialEq)]
enum State {
    /// The person types.
    Typing,
    /// Something else must come first; tried again after each message.
    Waiting { understood: Understood, why: String },
    /// AWS is asked.
    Asking { ticket: Ticket, understood: Understood, call: Call },
}

/// What AWS is asked.
#[derive(Debug, Clone, PartialEq)]
enum Call {
    /// GetInstanceProfile.
    Profile,
    /// ListInstanceProfilesForRole.
    Holders {
        role: RoleRef,
        /// Those of the pages so far.
        found: Vec<Arc<InstanceProfile>>,
        /// Where the page begins that is asked for.
        marker: Option<String>,
        /// There is no profile of this name, so it may be a role's: what to
        /// say if it is not.
        instead_of: Option<String>,
    },
}

impl OpenByName {
    /// An empty one.
    pub fn new(field: FieldId) -> Self {
        Self {
            field,
            text: String::new(),
            state: Box::new(State::Typing),
            below: None,
            tell: false,
        }
    }

    /// One that is on its way already, as soon as the connection stands.
    /// With `tell`, it says how even a bare name was understood.
    pub fn going(field: FieldId, text: String, understood: Understood, tell: bool) -> Self {
        let state = Box::new(State::Waiting { understood, why: String::new() });
        Self { field, text, state, below: None, tell }
    }

    /// Takes what was typed; what was asked for before is not wanted any more.
    pub(super) fn edit(&mut self, text: String) -> Option<Effect> {
        self.text = text;
        self.below = None;
        self.cancel()
    }

    fn cancel(&mut self) -> Option<Effect> {
        match std::mem::replace(&mut *self.state, State::Typing) {
            State::Asking { ticket, .. } => Some(Effect::Cancel(ticket)),
            _ => None,
        }
    }

    /// The answer will not come any more.
    pub(super) fn give_up_waiting(&mut self) {
        if matches!(*self.state, State::Asking { .. }) {
            *self.state = State::Typing;
        }
    }

    /// Whether it waits for this request.
    pub fn waits_for(&self, wanted: Ticket) -> bool {
        matches!(&*self.state, State::Asking { ticket, .. } if *ticket == wanted)
    }

    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.dialog;
        let below = match &*self.state {
            State::Typing => self.below.clone().or_else(|| {
                // A bare name needs no explanation.
                let understood = Understood::parse(&self.text).ok()?;
                let plain = matches!(understood.subject, Subject::Profile(ProfileRef::Name(_)));
                let text = (app.words.place.understood)(&app.words.understood(&understood));
                (!plain || understood.is_unmistakable()).then(|| Line::new(Tone::Dim, text))
            }),
            State::Waiting { why, .. } => Some(Line::new(Tone::Dim, why)),
            State::Asking { understood, .. } => {
                let text = (app.words.place.understood)(&app.words.understood(understood));
                Some(Line::new(Tone::Dim, format!("{text} {}", words.open_waiting)))
            }
        };
        View {
            title: words.open_title.to_owned(),
            tone: Tone::Accent,
            body: vec![Line::new(Tone::Plain, words.open_body)],
            field: Some(Field { id: self.field, label: words.open_label.to_owned(), below }),
            ..View::default()
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Back => (After::Close, self.cancel().into_iter().collect()),
            Command::Open => {
                let mut effects: Vec<_> = self.cancel().into_iter().collect();
                let after = match Understood::parse(&self.text) {
                    Ok(understood) => self.go(app, understood, &mut effects),
                    Err(error) => {
                        let text = app.words.bad_subject(&error);
                        self.stay(text)
                    }
                };
                (after, effects)
            }
            _ => (After::Stay(Modal::OpenByName(self)), Vec::new()),
        }
    }

    fn stay(mut self, why: String) -> After {
        *self.state = State::Typing;
        self.below = Some(Line::new(Tone::Danger, why));
        After::Stay(Modal::OpenByName(self))
    }

    /// Takes the next step on the way.
    fn go(mut self, app: &mut App, understood: Understood, effects: &mut Vec<Effect>) -> After {
        self.below = None;
        match place::next(app, &understood) {
            Next::Profile(id) => {
                effects.extend(place::at_profile(app, &id, &understood, self.tell));
                return After::Close;
            }
            Next::Holders(ids) => {
                effects.extend(place::at_holders(app, &ids, &understood, ""));
                return After::Close;
            }
            Next::Wait(why) => *self.state = State::Waiting { understood, why },
            Next::Refused(why) => return self.stay(why),
            Next::Ask(read) => {
                let call = match (&understood.subject, &read) {
                    (Subject::Role(role), _) => holders(role.clone(), None),
                    (_, Read::InstanceProfilesForRole { role, .. }) => {
                        let role = RoleRef { name: role.to_string(), arn: None, account: None };
                        holders(role, None)
                    }
                    _ => Call::Profile,
                };
                self.ask(app, understood, call, read, effects);
            }
        }
        After::Stay(Modal::OpenByName(self))
    }

    fn ask(
        &mut self,
        app: &mut App,
        understood: Understood,
        call: Call,
        read: Read,
        effects: &mut Vec<Effect>,
    ) {
        // Without a session, nothing was to be asked.
        let Some(session) = app.session_id() else { return };
        let ticket = app.ticket();
        *self.state = State::Asking { ticket, understood, call };
        effects.push(Effect::Read { session, ticket, call: read });
    }

    /// Takes GetInstanceProfile's answer: opens the profile, or says why not.
    fn profile_came(
        mut self,
        app: &mut App,
        understood: Understood,
        result: Result<Arc<InstanceProfile>, ApiError>,
        effects: &mut Vec<Effect>,
    ) -> After {
        let Subject::Profile(wanted) = &understood.subject else { return After::Close };
        let profile = match result {
            // An ARN may be of another account or path that has the name too.
            Ok(profile)
                if matches!(wanted, ProfileRef::Arn { .. }) && !wanted.matches(&profile) =>
            {
                return self.stay((app.words.dialog.open_other_arn)(&profile.arn));
            }
            Ok(profile) => profile,
            Err(error) => {
                let why = explain::api_error(app.words, &error, None).headline;
                let role = role_of_that_name(wanted).filter(|_| error.kind == ErrorKind::NotFound);
                let Some(role) = role else { return self.stay(why) };
                let read = place::holders_of(&role, None);
                self.ask(app, understood, holders(role, Some(why)), read, effects);
                return After::Stay(Modal::OpenByName(self));
            }
        };
        app.store.open(&profile);
        let id = profile.id.clone();
        app.store.details.entry(id.clone()).or_default().profile.value = Some(profile);
        app.list.arrange(&mut app.store);
        effects.extend(place::at_profile(app, &id, &understood, self.tell));
        After::Close
    }

    /// Takes a page of ListInstanceProfilesForRole; after the last one, goes
    /// to what it named.
    fn holders_came(
        mut self,
        app: &mut App,
        understood: Understood,
        call: Call,
        result: Result<Page, ApiError>,
        effects: &mut Vec<Effect>,
    ) -> After {
        let Call::Holders { role, mut found, marker, instead_of } = call else {
            return After::Close;
        };
        let page = match result {
            Ok(page) => page,
            Err(error) => {
                let denied = matches!(error.kind, ErrorKind::AccessDenied(_));
                let loaded = place::holders(app, &role);
                if !denied || loaded.is_empty() {
                    let near = place::near(app, &role.name).join(", ");
                    let said = || explain::api_error(app.words, &error, None).headline;
                    return self.stay(match (instead_of, near.as_str()) {
                        (Some(_), near)
                            if !near.is_empty() && error.kind == ErrorKind::NotFound =>
                        {
                            (app.words.place.near)(near)
                        }
                        (Some(why), _) => why,
                        (None, _) => said(),
                    });
                }
                let (understood, lead) = as_role(app, understood, role, instead_of.is_some());
                let more = format!("{lead}{}", (app.words.place.of_loaded)(error.action));
                effects.extend(place::at_holders(app, &loaded, &understood, &more));
                return After::Close;
            }
        };
        found.extend(page.items.into_iter().map(Arc::new));
        if page.next.is_some() {
            if page.next == marker {
                // It would never end.
                return self.stay(app.words.error.bad_answer.to_owned());
            }
            let read = place::holders_of(&role, page.next.clone());
            let call = Call::Holders { role, found, marker: page.next, instead_of };
            self.ask(app, understood, call, read, effects);
            return After::Stay(Modal::OpenByName(self));
        }
        let is_meant = |profile: &InstanceProfile| match &understood.subject {
            // Made again under its name, it is another role.
            Subject::RoleId(id) => place::role_of_id(profile, id).is_some(),
            _ => place::holds(profile, &role),
        };
        let meant: Vec<_> = found.iter().filter(|profile| is_meant(profile)).collect();
        if meant.is_empty() {
            let words = &app.words.place;
            let near = place::near(app, &role.name).join(", ");
            let instead_of = instead_of.map(|why| match near.as_str() {
                "" => why,
                near => (words.near)(near),
            });
            let other = found.iter().find_map(|profile| profile.role());
            return self.stay(match (instead_of, other) {
                (Some(why), _) => why,
                (None, Some(other)) => (words.other_role)(&other.arn),
                (None, None) => (words.none_holds)(&app.words.understood(&understood)),
            });
        }
        for profile in &meant {
            app.store.open(profile);
        }
        app.list.arrange(&mut app.store);
        let ids: Vec<_> = meant.iter().map(|profile| profile.id.clone()).collect();
        let (understood, lead) = as_role(app, understood, role, instead_of.is_some());
        effects.extend(place::at_holders(app, &ids, &understood, &lead));
        After::Close
    }
}

/// A text that was taken for a profile's name at first, and turned out to be a
/// role's; with the words that say so.
fn as_role(
    app: &App,
    understood: Understood,
    role: RoleRef,
    at_first: bool,
) -> (Understood, String) {
    if !at_first {
        return (understood, String::new());
    }
    let lead = format!(" {}", (app.words.place.not_profile_but_role)(&role.name));
    (Understood { subject: Subject::Role(role), ..understood }, lead)
}

fn holders(role: RoleRef, instead_of: Option<String>) -> Call {
    Call::Holders { role, found: Vec::new(), marker: None, instead_of }
}

/// The role that a bare name may mean, if no profile has it.
fn role_of_that_name(wanted: &ProfileRef) -> Option<RoleRef> {
    match wanted {
        ProfileRef::Name(name) => Some(RoleRef { name: name.clone(), arn: None, account: None }),
        _ => None,
    }
}

/// An answer to the dialog's call.
pub(in super::super) enum Came {
    /// GetInstanceProfile's.
    Profile(Result<Arc<InstanceProfile>, ApiError>),
    /// ListInstanceProfilesForRole's.
    Holders(Result<Page, ApiError>),
}

/// Gives an answer to the dialog that waits for it, wherever it lies; gives
/// it back where none does.
pub(in super::super) fn answered(
    app: &mut App,
    ticket: Ticket,
    came: Came,
) -> Result<Vec<Effect>, Came> {
    let waits = |modal: &Modal| matches!(modal, Modal::OpenByName(it) if it.waits_for(ticket));
    let Some(at) = app.modals.iter().position(waits) else { return Err(came) };
    let Modal::OpenByName(mut dialog) = app.modals.remove(at) else { return Ok(Vec::new()) };
    let state = std::mem::replace(&mut *dialog.state, State::Typing);
    let State::Asking { understood, call, .. } = state else { return Ok(Vec::new()) };
    let mut effects = Vec::new();
    let after = match came {
        Came::Profile(result) => dialog.profile_came(app, understood, result, &mut effects),
        Came::Holders(result) => dialog.holders_came(app, understood, call, result, &mut effects),
    };
    put_back(app, at, after);
    Ok(effects)
}

/// Goes on where a dialog waited for what has come meanwhile.
pub(in super::super) fn go_on(app: &mut App) -> Vec<Effect> {
    let waits = |modal: &Modal| matches!(modal, Modal::OpenByName(it) if matches!(*it.state, State::Waiting { .. }));
    let mut effects = Vec::new();
    let Some(at) = app.modals.iter().position(waits) else { return effects };
    let Modal::OpenByName(mut dialog) = app.modals.remove(at) else { return effects };
    let state = std::mem::replace(&mut *dialog.state, State::Typing);
    let State::Waiting { understood, .. } = state else { return effects };
    let after = dialog.go(app, understood, &mut effects);
    put_back(app, at, after);
    effects
}

fn put_back(app: &mut App, at: usize, after: After) {
    if let After::Stay(modal) = after {
        app.modals.insert(at.min(app.modals.len()), modal);
    }
}
