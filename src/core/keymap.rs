//! Keys to commands and back: the single source for dispatch, footer, help
//! and README.

mod check;
mod error;

use std::collections::BTreeMap;

pub use error::KeymapError;

use super::command::{COMMANDS, Command, CommandInfo, Scope};
use super::key::{Key, KeyCode};
use super::reserved::{RESERVED, Reserved};

/// The key table in force.
#[derive(Debug, Clone)]
pub struct Keymap {
    bound: Vec<Bound>,
    reserved: Vec<(&'static Reserved, Vec<Key>)>,
}

/// A command's line in the table.
#[derive(Debug, Clone)]
struct Bound {
    command: Command,
    topic: Topic,
    keys: Vec<Key>,
}

/// What a group of commands is about; the help shows one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Moving about.
    Moving,
    /// Finding profiles.
    Finding,
    /// Reading about them.
    Reading,
    /// Changing them.
    Changing,
    /// The program itself.
    Program,
}

impl Topic {
    /// All of them, in the order in which the help shows them.
    pub const ALL: [Self; 5] =
        [Self::Moving, Self::Finding, Self::Reading, Self::Changing, Self::Program];

    /// Its table in `assets/keys.toml`.
    fn id(self) -> &'static str {
        match self {
            Self::Moving => "moving",
            Self::Finding => "finding",
            Self::Reading => "reading",
            Self::Changing => "changing",
            Self::Program => "program",
        }
    }
}

/// The keys that the program comes with.
pub const DEFAULT_KEYS: &str = include_str!("../../assets/keys.toml");

type Tables = BTreeMap<String, BTreeMap<String, Vec<String>>>;

impl Keymap {
    /// Reads a whole key table, in its topics.
    ///
    /// # Errors
    /// When a name is unknown, a command is missing, or one of the rules of
    /// [`Keymap::rebound`] is broken.
    pub fn parse(text: &str) -> Result<Self, KeymapError> {
        let tables: Tables =
            toml::from_str(text).map_err(|e| KeymapError::Syntax(e.message().to_owned()))?;
        let mut bound = Vec::with_capacity(COMMANDS.len());
        let mut reserved = Vec::new();
        for (topic, table) in &tables {
            if topic == "reserved" {
                for (id, names) in table {
                    let kept = RESERVED.iter().find(|kept| kept.id == id);
                    let kept = kept.ok_or_else(|| unknown(id))?;
                    reserved.push((kept, keys(kept.id, names)?));
                }
                continue;
            }
            let topic = Topic::ALL.into_iter().find(|known| known.id() == topic);
            let topic = topic.ok_or_else(|| KeymapError::Syntax("an unknown topic".to_owned()))?;
            for (id, names) in table {
                let info = command_of(id)?;
                bound.push(Bound { command: info.command, topic, keys: keys(info.id, names)? });
            }
        }
        if let Some(info) = COMMANDS.iter().find(|i| bound.iter().all(|b| b.command != i.command)) {
            return Err(KeymapError::Unbound(info.id));
        }
        let keymap = Self { bound, reserved };
        keymap.check()?;
        Ok(keymap)
    }

    /// The table with other keys for some commands; each list replaces all of
    /// the command's keys, and an empty one leaves it to the palette.
    ///
    /// # Errors
    /// When two commands clash, one that is needed has no key left, or a key
    /// can't reach its command.
    pub fn rebound(mut self, changes: &[(Command, Vec<Key>)]) -> Result<Self, KeymapError> {
        for (command, keys) in changes {
            if let Some(bound) = self.bound.iter_mut().find(|bound| bound.command == *command) {
                bound.keys.clone_from(keys);
            }
        }
        self.check()?;
        Ok(self)
    }

    /// The keys of a command, the first being the one to show.
    pub fn keys_of(&self, command: Command) -> &[Key] {
        let found = self.bound.iter().find(|bound| bound.command == command);
        found.map_or(&[], |bound| bound.keys.as_slice())
    }

    /// How to call a command in a scope, as the words show it: a key that means
    /// it there, else the way through the palette.
    pub fn way_to(&self, command: Command, scope: Scope) -> String {
        let means =
            |key: &&Key| self.command(scope, **key).is_some_and(|found| found.command == command);
        match self.keys_of(command).iter().find(means) {
            Some(key) => key.to_string(),
            None => self.palette_way(command).unwrap_or_default(),
        }
    }

    /// How the palette is told a command that has no key: `: theme`.
    pub fn palette_way(&self, command: Command) -> Option<String> {
        let palette = self.keys_of(Command::Palette).first()?;
        let info = COMMANDS.iter().find(|info| info.command == command)?;
        Some(format!("{palette} {}", info.id))
    }

    /// Under which heading the help shows a command.
    pub fn topic_of(&self, command: Command) -> Option<Topic> {
        self.bound.iter().find(|bound| bound.command == command).map(|bound| bound.topic)
    }

    /// The command that a key means in a scope.
    pub fn command(&self, scope: Scope, key: Key) -> Option<&'static CommandInfo> {
        let typed = matches!(scope, Scope::Field | Scope::Form | Scope::Lines);
        let key = if typed { key } else { key.half_width() };
        COMMANDS.iter().filter(|info| info.scopes.contains(&scope)).find(|info| {
            let bound = self.keys_of(info.command).contains(&key);
            bound && (!typed || leaves_text_alone(info.command, key))
        })
    }

    /// The key that is kept for a command to come.
    pub fn kept_for(&self, id: &str) -> Option<Key> {
        let (_, keys) = self.reserved.iter().find(|(kept, _)| kept.id == id)?;
        // The user may have given it to another command.
        keys.iter().copied().find(|key| self.command(Scope::List, *key).is_none())
    }

    /// What a key is kept for that means nothing yet.
    pub fn reserved(&self, key: Key) -> Option<&'static Reserved> {
        let key = key.half_width();
        self.reserved.iter().find(|(_, keys)| keys.contains(&key)).map(|(kept, _)| *kept)
    }
}

/// The command of that name.
///
/// # Errors
/// When there is none, with the name that was meant, perhaps.
pub fn command_of(id: &str) -> Result<&'static CommandInfo, KeymapError> {
    if let Some(kept) = RESERVED.iter().find(|kept| kept.id == id) {
        return Err(KeymapError::Later(kept.id));
    }
    COMMANDS.iter().find(|info| info.id == id).ok_or_else(|| unknown(id))
}

/// The key of that name; its full-width letters count as the others do.
///
/// # Errors
/// When there is none.
pub fn key_of(command: &'static str, name: &str) -> Result<Key, KeymapError> {
    let key = Key::parse(name).map(Key::half_width);
    key.ok_or_else(|| KeymapError::UnknownKey { command, key: name.to_owned() })
}

fn keys(command: &'static str, names: &[String]) -> Result<Vec<Key>, KeymapError> {
    names.iter().map(|name| key_of(command, name)).collect()
}

fn unknown(id: &str) -> KeymapError {
    // Below this, two names have little in common.
    const ALIKE: f64 = 0.8;
    let alike = |info: &CommandInfo| strsim::jaro_winkler(info.id, id);
    let nearest = COMMANDS.iter().max_by(|a, b| alike(a).total_cmp(&alike(b)));
    let nearest = nearest.filter(|info| alike(info) >= ALIKE).map(|info| info.id);
    KeymapError::UnknownCommand { command: id.to_owned(), nearest }
}

/// A text field keeps its letters (with Control, they move and delete) and the
/// keys that move within it; only leaving the program comes before.
fn leaves_text_alone(command: Command, key: Key) -> bool {
    let edits = matches!(
        key.code,
        KeyCode::Char(_) | KeyCode::Left | KeyCode::Right | KeyCode::Backspace | KeyCode::Delete
    );
    let comes_first = matches!(
        command,
        Command::AskQuit | Command::Suspend | Command::RemoveRow | Command::ReadAgain
    );
    !edits || (key.ctrl && comes_first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key::parse(name).unwrap()
    }

    fn with(changes: &[(Command, &[&str])]) -> Result<Keymap, KeymapError> {
        let changes: Vec<_> = changes
            .iter()
            .map(|(command, names)| (*command, names.iter().map(|name| key(name)).collect()))
            .collect();
        Keymap::parse(DEFAULT_KEYS).unwrap().rebound(&changes)
    }

    #[test]
    fn the_keys_that_the_program_comes_with_are_sound() {
        Keymap::parse(DEFAULT_KEYS).unwrap();
    }

    #[test]
    fn no_key_in_use_is_one_that_is_kept_for_later() {
        let keymap = Keymap::parse(DEFAULT_KEYS).unwrap();
        assert_eq!(keymap.reserved.len(), RESERVED.len());
        for (kept, keys) in &keymap.reserved {
            for key in keys {
                let used = |scope| keymap.command(scope, *key).map(|info| info.id);
                assert_eq!(used(Scope::List), None, "{key} is kept for {}", kept.id);
                // A new profile is made in the list; in a text, n is the next match.
                if kept.id != "new" {
                    assert_eq!(used(Scope::Viewer), None, "{key} is kept for {}", kept.id);
                }
            }
        }
    }

    #[test]
    fn a_key_with_two_meanings_is_refused() {
        let clash = DEFAULT_KEYS.replace(r#"["/"]"#, r#"["q"]"#);
        let error = Keymap::parse(&clash).unwrap_err();
        assert_eq!(error, KeymapError::Clash { key: key("q"), first: "filter", second: "quit" });
    }

    #[test]
    fn unknown_names_and_commands_that_are_missing_are_refused() {
        let missing = DEFAULT_KEYS.replace(r#"filter         = ["/"]"#, "");
        assert_eq!(Keymap::parse(&missing).unwrap_err(), KeymapError::Unbound("filter"));
        let key = DEFAULT_KEYS.replace(r#"["/"]"#, r#"["Slash"]"#);
        assert!(matches!(Keymap::parse(&key), Err(KeymapError::UnknownKey { .. })));
        let command = DEFAULT_KEYS.replace("filter ", "filtre ");
        assert_eq!(
            Keymap::parse(&command).unwrap_err(),
            KeymapError::UnknownCommand { command: "filtre".into(), nearest: Some("filter") }
        );
        assert_eq!(
            unknown("fly"),
            KeymapError::UnknownCommand { command: "fly".into(), nearest: None }
        );
    }

    #[test]
    fn a_user_may_take_other_keys_also_kept_ones_or_none() {
        let keymap = with(&[(Command::Filter, &["w"]), (Command::Calls, &[])]).unwrap();
        let means = |name| keymap.command(Scope::List, key(name)).map(|info| info.command);
        assert_eq!(means("w"), Some(Command::Filter));
        assert_eq!(means("/"), None);
        assert_eq!(means("@"), None);
        // Two that are swapped do not clash.
        with(&[(Command::Sort, &["S"]), (Command::Reverse, &["s"])]).unwrap();
    }

    #[test]
    fn nobody_can_lock_himself_in() {
        for (command, id) in
            [(Command::Open, "open"), (Command::Back, "back"), (Command::Quit, "quit")]
        {
            assert_eq!(with(&[(command, &[])]).unwrap_err(), KeymapError::Unbound(id));
        }
        // A text field would keep all of these.
        let stuck = |keys: &[&str]| with(&[(Command::Back, keys)]).unwrap_err();
        assert_eq!(stuck(&["b", "Left"]), KeymapError::StuckInField("back"));
        assert_eq!(stuck(&["Backspace"]), KeymapError::StuckInField("back"));
        with(&[(Command::Back, &["b", "F1"])]).unwrap();
    }

    #[test]
    fn a_command_without_a_key_needs_the_palette() {
        let no_palette = (Command::Palette, &[][..]);
        let made = (Command::NewStandard, &["F4"][..]);
        assert_eq!(with(&[no_palette, made]).unwrap_err(), KeymapError::NoWay("theme"));
        let theme = (Command::Theme, &["F2"][..]);
        assert_eq!(with(&[no_palette, made, theme]).unwrap_err(), KeymapError::NoWay("mouse"));
        with(&[no_palette, made, theme, (Command::Mouse, &["F3"])]).unwrap();
    }

    #[test]
    fn the_way_to_a_command_is_a_key_that_works_in_the_place_or_the_palette() {
        let keymap = with(&[(Command::Back, &["b", "F9"]), (Command::Sort, &[])]).unwrap();
        assert_eq!(keymap.way_to(Command::Back, Scope::List), "b");
        assert_eq!(keymap.way_to(Command::Back, Scope::Field), "F9");
        assert_eq!(keymap.way_to(Command::Sort, Scope::List), ": sort");
    }

    #[test]
    fn a_key_that_no_terminal_sends_is_refused() {
        let sent = |name: &str| with(&[(Command::Sort, &[name])]).err();
        let not = |name: &str, instead: Option<&str>| {
            let instead = instead.map(key);
            Some(KeymapError::NotSent { command: "sort", key: key(name), instead })
        };
        assert_eq!(sent("Ctrl-I"), not("Ctrl-I", Some("Tab")));
        assert_eq!(sent("Ctrl-M"), not("Ctrl-M", Some("Enter")));
        assert_eq!(sent("Ctrl-["), not("Ctrl-[", Some("Esc")));
        assert_eq!(sent("Ctrl-/"), not("Ctrl-/", Some("Ctrl-7")));
        assert_eq!(sent("Ctrl-1"), not("Ctrl-1", None));
        assert_eq!(sent("Ctrl-Tab"), not("Ctrl-Tab", None));
        for name in ["Ctrl-K", "Ctrl-Up", "Alt-s", "Ctrl-Space", "F12", "é"] {
            assert_eq!(sent(name), None, "{name}");
        }
    }

    #[test]
    fn a_text_field_keeps_its_letters() {
        let keymap = Keymap::parse(DEFAULT_KEYS).unwrap();
        let command = |scope, name: &str| keymap.command(scope, key(name)).map(|info| info.command);
        assert_eq!(command(Scope::List, "q"), Some(Command::Quit));
        assert_eq!(command(Scope::Field, "q"), None);
        assert_eq!(command(Scope::Field, "Left"), None);
        assert_eq!(command(Scope::Field, "Ctrl-B"), None);
        assert_eq!(command(Scope::Field, "Down"), Some(Command::Down));
        assert_eq!(command(Scope::Field, "Enter"), Some(Command::Open));
        assert_eq!(command(Scope::Field, "Ctrl-C"), Some(Command::AskQuit));
        assert_eq!(command(Scope::List, "？"), Some(Command::Help));
        assert_eq!(command(Scope::Viewer, "n"), Some(Command::NextMatch));
        assert_eq!(command(Scope::List, "n"), Some(Command::New));
        // A form keeps its letters too, whatever has its keys.
        assert_eq!(command(Scope::Form, "l"), None);
        assert_eq!(command(Scope::Form, "Ctrl-X"), Some(Command::RemoveRow));
        assert_eq!(command(Scope::Form, "Ctrl-U"), None);
        // And a text of many lines all that moves in it.
        for name in ["Enter", "Down", "PageUp", "Ctrl-X"] {
            assert_eq!(command(Scope::Lines, name), None, "{name}");
        }
        assert_eq!(command(Scope::Lines, "Tab"), Some(Command::NextField));
        assert_eq!(command(Scope::Lines, "Esc"), Some(Command::Back));
    }
}
