//! The new profile and the standard way on the screen.

use super::super::app::App;
use super::super::command::{Command, Scope};
use super::super::error::{ApiError, ErrorKind};
use super::super::text::explain;
use super::super::text::line::{Line, Tone};
use super::button;
use super::create::{Create, Page};
use super::create_check::{POLICIES_QUOTA, near};
use super::lines::about_trust;
use super::view::{Button, Cell, FormView, Row, Spot};

impl Create {
    pub(super) fn view(&self, app: &App, focus: Spot) -> FormView {
        let text = &app.words.forms;
        let at = Page::ALL.iter().position(|page| *page == self.page).unwrap_or(0);
        let title = match self.guided {
            true => (text.guide_title)(at + 1, Page::ALL.len(), self.page),
            false => text.new_title.to_owned(),
        };
        let rows = match self.page {
            Page::Role => self.role_page(app),
            Page::Policies => self.policies_page(app),
            Page::Profile => self.profile_page(app),
            Page::Join => self.join_page(app),
        };
        let foot = self.foot(app);
        FormView { title, tone: Tone::Accent, rows, foot, buttons: self.buttons(app), focus }
    }

    fn buttons(&self, app: &App) -> Vec<Button> {
        let (spots, text) = (&self.spots, &app.words.forms);
        let last = !self.guided || self.page == Page::Join;
        let mut all = vec![button(spots.next, if last { text.go_on } else { text.next })];
        match (self.guided, self.page) {
            (false, _) => all.push(button(spots.other_way, text.standard_way)),
            (true, Page::Role) => all.push(button(spots.other_way, text.profile_alone)),
            (true, _) => all.push(button(spots.back, text.back)),
        }
        all.push(button(spots.leave, text.cancel));
        all
    }

    /// A text with what is wrong with it.
    fn field(&self, app: &App, label: &str, spot: Spot) -> Row {
        let wrong = self.wrong(app, spot).map(|why| Line::new(Tone::Danger, why));
        Row::text(label, spot, self.text(spot).unwrap_or_default()).with(wrong)
    }

    fn role_page(&self, app: &App) -> Vec<Row> {
        let (spots, text) = (&self.spots, &app.words.forms);
        let make = if self.role.make { text.role_made } else { text.role_left_out };
        let mut rows = vec![
            Row::said(Line::new(Tone::Plain, text.role_body)),
            Row::choice(text.new_role, spots.make_role, make),
        ];
        if !self.role.make {
            rows.push(self.role_choice(app));
            return rows;
        }
        let wrong = self.wrong(app, spots.trust).map(|why| vec![Line::new(Tone::Danger, why)]);
        let trust = wrong.unwrap_or_else(|| about_trust(app, &self.role.trust));
        rows.extend([
            self.field(app, text.name, spots.role_name),
            self.field(app, text.path, spots.role_path),
            self.field(app, text.description, spots.description),
            Row::choice(text.trust_policy, spots.trust, text.trust_edit).with(trust),
        ]);
        rows
    }

    /// The role that is there.
    fn role_choice(&self, app: &App) -> Row {
        let text = &app.words.forms;
        let said = match &self.existing {
            Some((name, _)) => {
                let keys = app.keymap.way_to(Command::RemoveRow, Scope::Form);
                (text.role_chosen)(name, &keys)
            }
            None => text.no_role_chosen.to_owned(),
        };
        Row::choice(text.role, self.spots.pick_role, said)
    }

    fn policies_page(&self, app: &App) -> Vec<Row> {
        let (spots, text) = (&self.spots, &app.words.forms);
        let Some(role) = self.role_name() else {
            return vec![Row::said(Line::new(Tone::Plain, text.policies_no_role))];
        };
        let body = match self.makes_role() {
            true => Line::new(Tone::Plain, (text.policies_body)(role)),
            false => Line::new(Tone::Warning, (text.policies_of_existing)(role)),
        };
        let mut rows = vec![Row::said(body)];
        for chosen in &self.policies {
            let arn = Line::new(Tone::Dim, &chosen.arn);
            rows.push(Row {
                lead: Some(Line::new(Tone::Good, "+")),
                cells: vec![Cell::Choice { spot: chosen.spot, text: chosen.name.to_string() }],
                below: vec![arn],
            });
        }
        rows.push(Row {
            lead: Some(Line::new(Tone::Plain, " ")),
            cells: vec![Cell::Choice { spot: spots.add_policy, text: text.add_policy.to_owned() }],
            below: Vec::new(),
        });
        rows
    }

    fn profile_page(&self, app: &App) -> Vec<Row> {
        let (spots, text) = (&self.spots, &app.words.forms);
        let mut rows = Vec::new();
        if self.guided {
            let make = if self.profile.make { text.profile_made } else { text.profile_left_out };
            rows.push(Row::choice(text.new_profile, spots.make_profile, make));
            if !self.profile.make {
                return rows;
            }
        }
        rows.push(self.field(app, text.name, spots.name));
        rows.push(self.field(app, text.path, spots.path));
        if !self.guided {
            rows.push(self.role_choice(app));
        }
        rows.push(Row::said(Line::heading(text.tags)));
        rows.extend(self.profile.tags.view(app.words));
        rows
    }

    /// What there will be, in the order in which it is made.
    fn join_page(&self, app: &App) -> Vec<Row> {
        let (spots, text) = (&self.spots, &app.words.forms);
        let wish = self.creation();
        let mut rows = vec![Row::said(Line::new(Tone::Plain, text.join_body))];
        if self.makes_role() && self.makes_profile() {
            let said = if self.join { text.joined } else { text.not_joined };
            rows.push(Row::choice(text.join, spots.join, said));
        }
        let made = wish.role.as_ref().map(|role| (text.makes_role)(&role.name));
        let attached = self.policies.iter().filter(|chosen| wish.policies.contains(&chosen.arn));
        let of = self.role_name().unwrap_or_default();
        let attached = attached.map(|chosen| (text.attaches)(&chosen.name, of));
        let profile = wish.profile.as_ref();
        let creates = profile.map(|it| (text.makes_profile)(&it.name, it.tags.len()));
        let adds = wish.holds.as_ref().zip(profile);
        let adds = adds.map(|(role, profile)| (text.adds_role)(role, &profile.name));
        let steps = made.into_iter().chain(attached).chain(creates).chain(adds);
        let steps: Vec<_> = (1..).zip(steps).map(|(n, step)| format!("{n}. {step}")).collect();
        match steps.is_empty() {
            true => rows.push(Row::said(Line::new(Tone::Warning, text.nothing_left))),
            false => rows.extend(steps.iter().map(|step| Row::said(Line::new(Tone::Plain, step)))),
        }
        rows
    }

    /// Quotas that are near, counts, and keys.
    fn foot(&self, app: &App) -> Vec<Line> {
        let text = &app.words.forms;
        let keys = app.keymap.way_to(Command::RemoveRow, Scope::Form);
        let summary = &app.store.catalog.summary;
        let known = summary.value.unwrap_or_default();
        let mut foot = Vec::new();
        let quota = match self.page {
            Page::Role if self.makes_role() => near(known.roles, known.roles_quota)
                .map(|(used, quota, full)| ((text.quota_roles)(used, quota), full)),
            Page::Profile if self.makes_profile() => {
                near(known.instance_profiles, known.instance_profiles_quota)
                    .map(|(used, quota, full)| ((text.quota_profiles)(used, quota), full))
            }
            _ => None,
        };
        if let Some((said, full)) = quota {
            foot.push(Line::new(if full { Tone::Danger } else { Tone::Warning }, said));
        }
        if let Some(error) = summary.error.as_ref().filter(|_| summary.value.is_none()) {
            foot.push(Line::new(Tone::Dim, (text.quota_unknown)(&why(app, error))));
        }
        match self.page {
            Page::Policies if self.role_name().is_some() => {
                let quota = known.attached_policies_per_role_quota;
                let count = self.policies.len();
                let most = quota.unwrap_or(POLICIES_QUOTA);
                let many = u32::try_from(count).is_ok_and(|count| count > most);
                let tone = if many { Tone::Danger } else { Tone::Dim };
                foot.push(Line::new(tone, (text.policies_count)(count, most, quota.is_some())));
                foot.push(Line::new(Tone::Dim, (text.policy_keys)(&keys)));
            }
            Page::Profile if self.makes_profile() => {
                foot.push(self.profile.tags.summary(app.words));
                foot.push(Line::new(Tone::Dim, (text.tag_keys)(&keys)));
            }
            _ => {}
        }
        foot
    }
}

/// Why a call failed, in a few words.
fn why(app: &App, error: &ApiError) -> String {
    match error.kind {
        ErrorKind::AccessDenied(_) => (app.words.forms.is_denied)(error.action),
        _ => explain::api_error(app.words, error, app.connection.source()).headline,
    }
}
