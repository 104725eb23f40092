//! `:`: every command, found by its words.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::super::app::App;
use super::super::command::{COMMANDS, Command, CommandInfo};
use super::super::key::half_width;
use super::super::keymap::Topic;
use super::super::msg::{Effect, FieldId};
use super::super::reserved::RESERVED;
use super::super::safe::width;
use super::super::text::line::{Line, Tone};
use super::super::update;
use super::{After, Field, Modal, View, step};

/// The palette with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    pub(super) field: FieldId,
    pub(super) text: String,
    at: usize,
    pub(super) first: usize,
    /// What is offered, as it stands below the palette.
    offers: Vec<Offer>,
    /// Why the chosen one can't be used.
    refused: Option<String>,
}

/// A command on offer.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Offer {
    id: &'static str,
    /// `None`: one of a later version.
    command: Option<Command>,
    label: &'static str,
    key: String,
    /// Why it can't be used now.
    why_not: Option<String>,
}

impl Offer {
    /// Those that can be used come first, those of later versions last.
    fn group(&self) -> u8 {
        match (self.command, &self.why_not) {
            (None, _) => 2,
            (Some(_), Some(_)) => 1,
            (Some(_), None) => 0,
        }
    }
}

impl Palette {
    /// An empty one; [`refresh`] fills it.
    pub fn new(field: FieldId) -> Self {
        Self { field, text: String::new(), at: 0, first: 0, offers: Vec::new(), refused: None }
    }

    /// Whether this is its text field.
    pub fn is_field(&self, field: FieldId) -> bool {
        self.field == field
    }

    /// Takes what was typed.
    pub fn edit(&mut self, text: String) {
        // Without the offers, the cursor goes to the best match.
        (self.text, self.at, self.refused) = (text, 0, None);
        self.offers.clear();
    }

    pub(super) fn view(&self, app: &App) -> View {
        let words = &app.words.comfort.palette;
        let below = match (&self.refused, self.offers.is_empty()) {
            (Some(why), _) => Some(Line::new(Tone::Warning, why)),
            (None, true) => Some(Line::new(Tone::Warning, (words.none)(self.text.trim()))),
            (None, false) => None,
        };
        let keys = self.offers.iter().map(|offer| width(&offer.key)).max().unwrap_or(0);
        let choices = self.offers.iter().map(|offer| {
            let pad = keys - width(&offer.key);
            let why = offer.why_not.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
            format!("{}{:pad$}  {}{why}", offer.key, "", offer.label)
        });
        View {
            title: words.title.to_owned(),
            tone: Tone::Accent,
            field: Some(Field { id: self.field, label: words.label.to_owned(), below }),
            choices: choices.collect(),
            at: self.at,
            first: self.first,
            ..View::default()
        }
    }

    pub(super) fn act(mut self, app: &mut App, command: Command) -> (After, Vec<Effect>) {
        match command {
            Command::Back => (After::Close, Vec::new()),
            Command::Open => match self.offers.get(self.at) {
                Some(Offer { command: Some(command), why_not: None, .. }) => {
                    (After::Close, update::perform(app, *command))
                }
                Some(Offer { why_not, .. }) => {
                    self.refused.clone_from(why_not);
                    (After::Stay(Modal::Palette(self)), Vec::new())
                }
                None => (After::Stay(Modal::Palette(self)), Vec::new()),
            },
            other => {
                self.refused = None;
                self.at = step(self.at, self.offers.len(), other);
                (After::Stay(Modal::Palette(self)), Vec::new())
            }
        }
    }
}

/// Looks again at what can be used, in the place below the palette: an answer
/// may have arrived that changes it.
pub(in super::super) fn refresh(app: &mut App) {
    let Some(Modal::Palette(mut palette)) = app.modals.pop_if(|m| matches!(m, Modal::Palette(_)))
    else {
        return;
    };
    let chosen = palette.offers.get(palette.at).map(|offer| offer.id);
    palette.offers = offers(app, &palette.text);
    // They may stand in another order now: the cursor stays on its command.
    let place = palette.offers.iter().position(|offer| Some(offer.id) == chosen);
    palette.at = place.unwrap_or(0);
    app.modals.push(Modal::Palette(palette));
}

/// The commands whose words or name hold the letters of `text`: before all
/// others those of which each word of it begins a word, then the best match;
/// those that can't be used now come after those that can.
fn offers(app: &App, text: &str) -> Vec<Offer> {
    let text: String = text.trim().chars().map(half_width).collect();
    let pattern = Pattern::parse(&text, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut found: Vec<(bool, u32, Offer)> = all(app)
        .into_iter()
        .filter_map(|(own, offer)| {
            let mut score =
                |text: &str| pattern.score(Utf32Str::new(text, &mut letters), &mut matcher);
            let said = [offer.label, own, offer.id];
            let score = said.into_iter().filter_map(&mut score).max()?;
            let meant = said.into_iter().any(|said| begins_words(&text, said));
            Some((meant, score, offer))
        })
        .collect();
    // Stable: equal ones stay in the order of the table. Whoever opens the
    // palette looks for more than the arrows; who types `quit` means no more.
    found.sort_by_key(|(meant, score, offer)| {
        let topic = offer.command.and_then(|command| app.keymap.topic_of(command));
        let rest = if text.is_empty() { 0 } else { offer.label.len() };
        (!meant, offer.group(), Reverse(*score), rest, topic == Some(Topic::Moving))
    });
    found.into_iter().map(|(_, _, offer)| offer).collect()
}

/// All commands but the palette itself, and those of later versions: each with
/// its own words, which may differ from what it is called in this place.
fn all(app: &App) -> Vec<(&'static str, Offer)> {
    let scope = app.scope();
    let here = COMMANDS.iter().filter(|info| info.command != Command::Palette).map(|info| {
        let key = app.keymap.keys_of(info.command).first();
        let offer = Offer {
            id: info.id,
            command: Some(info.command),
            label: info.label(app),
            key: key.map(ToString::to_string).unwrap_or_default(),
            why_not: why_not(app, info, info.scopes.contains(&scope)),
        };
        ((info.words)(&app.words.commands), offer)
    });
    let comfort = &app.words.comfort;
    let later = RESERVED.iter().map(|kept| {
        let label = (kept.words)(&comfort.reserved);
        let key = app.keymap.kept_for(kept.id);
        let offer = Offer {
            id: kept.id,
            command: None,
            label,
            key: key.map(|key| key.to_string()).unwrap_or_default(),
            why_not: Some(comfort.palette.later.to_owned()),
        };
        (label, offer)
    });
    here.chain(later).collect()
}

/// Whether each word of `typed` begins a word of `said`: `undo` is not meant
/// by "mark or unmark, and down", though its letters are all there.
fn begins_words(typed: &str, said: &str) -> bool {
    fn words(text: &str) -> impl Iterator<Item = &str> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
    }
    let begins = |typed: &str, word: &str| {
        word.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed))
    };
    words(typed).all(|typed| words(said).any(|word| begins(typed, word)))
}

fn why_not(app: &App, info: &CommandInfo, here: bool) -> Option<String> {
    match (info.enabled)(app) {
        _ if !here => Some(app.words.comfort.palette.not_here.to_owned()),
        Err(reason) => Some(app.words.reason(reason, &app.keymap)),
        Ok(()) => None,
    }
}
