//! A text of many lines: pasted tags, or a trust policy. It is handed to the
//! form below once it is in order.

use super::super::app::App;
use super::super::command::{Command, Scope};
use super::super::domain::rules::MAX_TAGS;
use super::super::domain::tag_change::parse_lines;
use super::super::domain::trust::Ec2Trust;
use super::super::domain::trust_rules::{counted_size, trust_policy};
use super::super::domain::{PolicyDocument, Tag};
use super::super::text::line::{Line, Tone};
use super::ids::Ids;
use super::view::{Cell, FormView, Row, Spot};
use super::{Handed, Pressed, button};

/// Characters of a trust policy, white space not counted, where the account's
/// quota is not known: AWS's default.
pub const TRUST_QUOTA: u32 = 2048;

/// The trust policy that lets EC2 hand a role to instances.
pub const EC2_TRUST: &str = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "ec2.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}"#;

/// The form.
#[derive(Debug, Clone, PartialEq)]
pub struct Lines {
    pub(super) spot: Spot,
    pub(super) text: String,
    what: What,
    /// With what it began.
    first: String,
    take: Spot,
    anew: Spot,
    leave: Spot,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// `key=value` lines.
    Tags,
    /// A trust policy.
    Trust,
}

/// Lines with errors that are shown; the others are counted.
const MOST_ERRORS: usize = 3;
/// Rows that the text has at least.
const ROWS: usize = 3;

impl Lines {
    /// Lines of tags.
    pub(super) fn tags(app: &mut App, text: String) -> Self {
        Self::new(app, What::Tags, text, String::new())
    }

    /// A trust policy.
    pub(super) fn trust(app: &mut App, text: String) -> Self {
        Self::new(app, What::Trust, text.clone(), text)
    }

    fn new(app: &mut App, what: What, text: String, first: String) -> Self {
        let mut ids = Ids::new(app.ticket());
        let (spot, take, anew, leave) = (ids.fresh(), ids.fresh(), ids.fresh(), ids.fresh());
        Self { spot, text, what, first, take, anew, leave }
    }

    pub(super) fn is_changed(&self) -> bool {
        self.text != self.first
    }

    /// The tags of the lines, or what is wrong with each.
    fn tags_of(&self, app: &App) -> Result<Vec<Tag>, Vec<String>> {
        let words = app.words;
        let tags = parse_lines(&self.text);
        let tags = tags.map_err(|errors| {
            errors.iter().map(|error| words.tag_line(error)).collect::<Vec<_>>()
        })?;
        match tags.len() {
            count if count > MAX_TAGS => Err(vec![(words.forms.too_many)(count)]),
            _ => Ok(tags),
        }
    }

    fn errors(&self, app: &App) -> Vec<String> {
        match self.what {
            What::Tags => self.tags_of(app).err().unwrap_or_default(),
            What::Trust => bad_trust(app, &self.text).into_iter().collect(),
        }
    }

    pub(super) fn view(&self, app: &App, focus: Spot) -> FormView {
        let text = &app.words.forms;
        let (title, hint) = match self.what {
            What::Tags => (text.lines_title, text.lines_hint),
            What::Trust => (text.trust_title, text.trust_hint),
        };
        let cell = Cell::Lines { spot: self.spot, text: self.text.clone(), rows: ROWS };
        let rows = vec![
            Row::said(Line::new(Tone::Plain, hint)),
            Row { lead: None, cells: vec![cell], below: Vec::new() },
        ];
        let errors = self.errors(app);
        let shown = errors.iter().take(MOST_ERRORS).map(|error| Line::new(Tone::Danger, error));
        let mut foot: Vec<Line> = shown.collect();
        if let Some(more) = errors.len().checked_sub(MOST_ERRORS).filter(|&more| more > 0) {
            foot.push(Line::new(Tone::Danger, (text.more_errors)(more)));
        }
        match self.what {
            _ if !errors.is_empty() => {}
            What::Tags => {
                let count = self.tags_of(app).map_or(0, |tags| tags.len());
                foot.push(Line::new(Tone::Dim, (text.lines_count)(count)));
            }
            What::Trust => foot.extend(about_trust(app, &self.text)),
        }
        let next = app.keymap.way_to(Command::NextField, Scope::Lines);
        foot.push(Line::new(Tone::Dim, (text.leaves_text)(self.text.split('\n').count(), &next)));
        let mut buttons = vec![button(self.take, text.take_over)];
        if self.what == What::Trust {
            buttons.push(button(self.anew, text.standard_trust));
        }
        buttons.push(button(self.leave, text.cancel));
        FormView { title: title.to_owned(), tone: Tone::Accent, rows, foot, buttons, focus }
    }

    pub(super) fn press(&mut self, app: &mut App, spot: Spot) -> Pressed {
        if spot == self.leave {
            return Pressed::Leave;
        }
        if spot == self.anew {
            EC2_TRUST.clone_into(&mut self.text);
            return Pressed::Go(self.take);
        }
        match (self.what, self.errors(app).is_empty()) {
            (_, false) => Pressed::Refused(self.spot, app.words.forms.mend_first.to_owned()),
            (What::Trust, true) => Pressed::Hand(Handed::Trust(self.text.clone())),
            (What::Tags, true) => match self.tags_of(app).unwrap_or_default() {
                none if none.is_empty() => {
                    Pressed::Refused(self.spot, app.words.forms.nothing_typed.to_owned())
                }
                tags => Pressed::Hand(Handed::Tags(tags)),
            },
        }
    }
}

/// The account's quota for trust policies, and AWS's default where it is not known.
pub(super) fn trust_quota(app: &App) -> usize {
    let summary = app.store.catalog.summary.value;
    let quota = summary.and_then(|summary| summary.trust_policy_quota).unwrap_or(TRUST_QUOTA);
    usize::try_from(quota).unwrap_or(usize::MAX)
}

/// Why IAM would not store a trust policy.
pub(super) fn bad_trust(app: &App, text: &str) -> Option<String> {
    let error = trust_policy(text, trust_quota(app)).err()?;
    let words = app.words;
    Some((words.forms.bad)(words.forms.trust_policy, &words.rule(&error)))
}

/// Its size, and whether EC2 may then assume the role.
pub(super) fn about_trust(app: &App, text: &str) -> Vec<Line> {
    let words = &app.words.forms;
    let size = (words.trust_size)(counted_size(text), trust_quota(app));
    let details = &app.words.details;
    let (tone, verdict) = match PolicyDocument::from_answer(text).trust().ec2 {
        Ec2Trust::Trusted => (Tone::Good, details.trusts_ec2),
        Ec2Trust::NotTrusted => (Tone::Warning, details.trusts_no_ec2),
        Ec2Trust::OtherAction => (Tone::Warning, details.other_action),
        Ec2Trust::Denied => (Tone::Warning, details.denies_ec2),
        Ec2Trust::Depends => (Tone::Warning, details.trust_depends),
        Ec2Trust::Unknown => (Tone::Warning, details.trust_unreadable),
    };
    vec![Line::new(tone, verdict), Line::new(Tone::Dim, size)]
}
