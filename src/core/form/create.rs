//! `n`: a new profile, alone or by the standard way: a role, its policies,
//! the profile, and the role put into it. Each part can be left out, and
//! going back and forth loses nothing.

use super::super::app::App;
use super::super::catalog::{self, Which};
use super::super::domain::RoleId;
use super::super::modal::Modal;
use super::super::modal::managed::PolicyPicker;
use super::super::modal::roles::RolePicker;
use super::super::msg::{Effect, FieldId};
use super::super::text::line::{Line, Tone};
use super::ids::Ids;
use super::lines::{EC2_TRUST, Lines};
use super::tag_rows::TagRows;
use super::view::Spot;
use super::{Form, Handed, Kind, Pressed};

/// The form.
#[derive(Debug, Clone, PartialEq)]
pub struct Create {
    /// By the standard way, page by page; else the profile alone.
    pub(super) guided: bool,
    pub(super) page: Page,
    pub(super) role: RolePart,
    /// A role that is there, in place of a new one.
    pub(super) existing: Option<(Box<str>, Option<RoleId>)>,
    pub(super) policies: Vec<Chosen>,
    pub(super) profile: ProfilePart,
    /// The new role is put into the new profile.
    pub(super) join: bool,
    /// It was tried to go on: what is empty is wrong now.
    pub(super) tried: bool,
    pub(super) spots: Spots,
    ids: Ids,
}

/// A page of the standard way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// The role.
    Role,
    /// Its managed policies.
    Policies,
    /// The profile.
    Profile,
    /// The role goes into the profile; what there will be.
    Join,
}

impl Page {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Role, Self::Policies, Self::Profile, Self::Join];
}

/// A role to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RolePart {
    pub make: bool,
    pub name: String,
    pub path: String,
    pub description: String,
    pub trust: String,
}

/// A profile to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProfilePart {
    pub make: bool,
    pub name: String,
    /// The name was typed, and does not follow the role's any more.
    pub named: bool,
    pub path: String,
    pub tags: TagRows,
}

/// A managed policy that was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    pub spot: Spot,
    pub name: Box<str>,
    pub arn: Box<str>,
}

/// The places that do not come and go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spots {
    pub make_role: Spot,
    pub role_name: Spot,
    pub role_path: Spot,
    pub description: Spot,
    pub trust: Spot,
    pub pick_role: Spot,
    pub add_policy: Spot,
    pub make_profile: Spot,
    pub name: Spot,
    pub path: Spot,
    pub join: Spot,
    pub next: Spot,
    pub back: Spot,
    pub other_way: Spot,
    pub leave: Spot,
}

impl Create {
    /// An empty form; the call tells how near the quotas are.
    pub(super) fn open(app: &mut App, guided: bool) -> (Self, Vec<Effect>) {
        let mut ids = Ids::new(app.ticket());
        let tags = TagRows::new(Ids::new(app.ticket()), &[]);
        let form = Self {
            guided,
            page: if guided { Page::Role } else { Page::Profile },
            role: RolePart {
                make: guided,
                name: String::new(),
                path: "/".to_owned(),
                description: String::new(),
                trust: EC2_TRUST.to_owned(),
            },
            existing: None,
            policies: Vec::new(),
            profile: ProfilePart {
                make: true,
                name: String::new(),
                named: false,
                path: "/".to_owned(),
                tags,
            },
            join: true,
            tried: false,
            spots: Spots {
                make_role: ids.fresh(),
                role_name: ids.fresh(),
                role_path: ids.fresh(),
                description: ids.fresh(),
                trust: ids.fresh(),
                pick_role: ids.fresh(),
                add_policy: ids.fresh(),
                make_profile: ids.fresh(),
                name: ids.fresh(),
                path: ids.fresh(),
                join: ids.fresh(),
                next: ids.fresh(),
                back: ids.fresh(),
                other_way: ids.fresh(),
                leave: ids.fresh(),
            },
            ids,
        };
        (form, catalog::ask_summary(app))
    }

    /// Where the keys go when a page opens.
    pub(super) fn first(&self) -> Spot {
        let spots = &self.spots;
        match self.page {
            Page::Role if self.role.make => spots.role_name,
            Page::Role => spots.pick_role,
            Page::Policies if self.role_name().is_some() => spots.add_policy,
            Page::Policies => spots.next,
            Page::Profile if self.makes_profile() => spots.name,
            Page::Profile => spots.make_profile,
            Page::Join => spots.next,
        }
    }

    /// Whether a role is made.
    pub(super) fn makes_role(&self) -> bool {
        self.guided && self.role.make
    }

    /// Whether a profile is made: without the standard way it always is.
    pub(super) fn makes_profile(&self) -> bool {
        !self.guided || self.profile.make
    }

    /// The role that all is about: the new one, or one that is there.
    pub(super) fn role_name(&self) -> Option<&str> {
        match self.makes_role() {
            true => Some(&self.role.name),
            false => self.existing.as_ref().map(|(name, _)| &**name),
        }
    }

    /// Whether the role goes into the new profile. One that is there was
    /// chosen for nothing else.
    pub(super) fn joins(&self) -> bool {
        let both = self.makes_profile() && self.role_name().is_some();
        both && (self.join || !self.makes_role())
    }

    /// Whether the page has something that can be taken away again.
    pub(super) fn has_rows(&self) -> bool {
        match self.page {
            Page::Policies => !self.policies.is_empty(),
            Page::Profile => self.makes_profile(),
            Page::Role => !self.role.make && self.existing.is_some(),
            Page::Join => false,
        }
    }

    pub(super) fn is_changed(&self) -> bool {
        let (role, profile) = (&self.role, &self.profile);
        let typed = [&role.name, &role.description, &profile.name];
        typed.iter().any(|text| !text.is_empty())
            || role.path != "/"
            || profile.path != "/"
            || role.trust != EC2_TRUST
            || self.existing.is_some()
            || !self.policies.is_empty()
            || profile.tags.are_changed()
    }

    pub(super) fn text(&self, spot: Spot) -> Option<&str> {
        let (spots, role, profile) = (&self.spots, &self.role, &self.profile);
        let texts: [(FieldId, &str); 5] = [
            (spots.role_name, &role.name),
            (spots.role_path, &role.path),
            (spots.description, &role.description),
            (spots.name, &profile.name),
            (spots.path, &profile.path),
        ];
        let found = texts.into_iter().find(|(there, _)| *there == spot);
        found.map(|(_, text)| text).or_else(|| profile.tags.text(spot))
    }

    pub(super) fn edit(&mut self, spot: Spot, text: &str) {
        let (spots, text) = (self.spots, text.to_owned());
        match spot {
            spot if spot == spots.role_name => {
                if !self.profile.named {
                    self.profile.name.clone_from(&text);
                }
                self.role.name = text;
            }
            spot if spot == spots.role_path => self.role.path = text,
            spot if spot == spots.description => self.role.description = text,
            spot if spot == spots.name => {
                self.profile.named = !text.is_empty();
                self.profile.name = text;
            }
            spot if spot == spots.path => self.profile.path = text,
            spot => drop(self.profile.tags.edit(spot, &text)),
        }
    }

    /// Takes away what stands at a place: a tag, a policy, the chosen role.
    pub(super) fn remove(&mut self, spot: Spot) -> Option<Spot> {
        if spot == self.spots.pick_role && self.existing.take().is_some() {
            return Some(spot);
        }
        if let Some(at) = self.policies.iter().position(|chosen| chosen.spot == spot) {
            self.policies.remove(at);
            let next = self.policies.get(at).map(|chosen| chosen.spot);
            return Some(next.unwrap_or(self.spots.add_policy));
        }
        self.profile.tags.remove(spot)
    }

    pub(super) fn take(&mut self, app: &App, handed: Handed) -> Option<Line> {
        match handed {
            Handed::Role { name, id } => {
                self.existing = Some((name, id));
                None
            }
            Handed::Policy { name, arn } => {
                match self.policies.iter().position(|chosen| chosen.arn == arn) {
                    Some(at) => drop(self.policies.remove(at)),
                    None => self.policies.push(Chosen { spot: self.ids.fresh(), name, arn }),
                }
                None
            }
            Handed::Trust(text) => {
                self.role.trust = text;
                None
            }
            Handed::Tags(tags) => {
                self.profile.tags.take(&tags);
                Some(Line::new(Tone::Good, (app.words.forms.lines_taken)(tags.len())))
            }
        }
    }

    /// The ARNs of the policies chosen so far.
    pub(super) fn chosen(&self) -> impl Iterator<Item = &str> {
        self.policies.iter().map(|chosen| &*chosen.arn)
    }

    pub(super) fn press(&mut self, app: &mut App, spot: Spot) -> Pressed {
        let spots = self.spots;
        match spot {
            spot if spot == spots.leave => Pressed::Leave,
            spot if spot == spots.other_way => {
                self.other_way();
                Pressed::Go(self.first())
            }
            spot if spot == spots.make_role => {
                self.role.make = !self.role.make;
                Pressed::Go(spot)
            }
            spot if spot == spots.make_profile => {
                self.profile.make = !self.profile.make;
                Pressed::Go(spot)
            }
            spot if spot == spots.join => {
                self.join = !self.join;
                Pressed::Go(spot)
            }
            spot if spot == spots.trust => {
                let lines = Lines::trust(app, self.role.trust.clone());
                let form = Form::new(app, Kind::Lines(lines));
                Pressed::Open(Box::new(Modal::Form(Box::new(form))), Vec::new())
            }
            spot if spot == spots.pick_role => {
                let picker = RolePicker::for_form(app, self.profile.name.as_str());
                let calls = catalog::begin(app, Which::Roles);
                Pressed::Open(Box::new(Modal::Roles(Box::new(picker))), calls)
            }
            spot if spot == spots.add_policy => {
                let picker = PolicyPicker::new(app);
                let calls = catalog::begin(app, Which::Policies);
                Pressed::Open(Box::new(Modal::Managed(Box::new(picker))), calls)
            }
            spot if spot == spots.back => {
                let before = Page::ALL.iter().rposition(|page| *page == self.page);
                self.page = Page::ALL[before.unwrap_or(0).saturating_sub(1)];
                Pressed::Go(self.first())
            }
            spot if spot == spots.next => self.next(app),
            // A policy that was chosen.
            spot => Pressed::Go(self.remove(spot).unwrap_or(spot)),
        }
    }

    /// On to the next page, or to the end.
    fn next(&mut self, app: &App) -> Pressed {
        self.tried = true;
        if let Some((spot, why)) = self.trouble(app, self.page) {
            return Pressed::Refused(spot, why);
        }
        let at = Page::ALL.iter().position(|page| *page == self.page).unwrap_or(0);
        match Page::ALL.get(at + 1).filter(|_| self.guided) {
            Some(page) => {
                self.page = *page;
                self.tried = false;
                Pressed::Go(self.first())
            }
            None => self.end(app),
        }
    }

    /// From the profile alone to the standard way and back, with all that was
    /// typed.
    fn other_way(&mut self) {
        self.guided = !self.guided;
        self.tried = false;
        match self.guided {
            true => {
                self.role.make = self.existing.is_none();
                if self.role.name.is_empty() {
                    self.role.name.clone_from(&self.profile.name);
                }
                self.page = Page::Role;
            }
            false => self.page = Page::Profile,
        }
    }
}
