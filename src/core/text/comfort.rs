//! The words of keys, palette, themes and mouse.

use super::super::keymap::{KeymapError, Topic};
use super::{Text, Words};

words! {
    /// Keys, palette, themes and mouse.
    ComfortWords {
        topics: TopicWords, reserved: ReservedWords, palette: PaletteWords, keys: KeyFaultWords,
        themes: ThemeWords,
        kept_key: fn(&str, &str) -> String, theme_is: fn(&str) -> String, mouse_on: Text,
        mouse_off: Text,
    }
    /// The headings of the help.
    TopicWords { moving: Text, finding: Text, reading: Text, changing: Text, program: Text }
    /// What keys are kept for.
    ReservedWords {
        explain: Text, can_it: Text, watch: Text, instances: Text,
        profiles: Text, as_code: Text, what_is_this: Text,
    }
    /// The palette.
    PaletteWords { title: Text, label: Text, none: fn(&str) -> String, not_here: Text }
    /// What is wrong with the user's own theme.
    ThemeWords {
        no_colour: fn(&str) -> String, bad_value: fn(&str, &str) -> String,
        wrong_type: fn(&str) -> String, unreadable: fn(&str) -> String,
        unknown: fn(&str, &str) -> String,
        left_out: fn(&str, Option<usize>, &str) -> String, gone: Text, faint: fn(&str, &str, f64) -> String,
    }
    /// What is wrong with the user's keys.
    KeyFaultWords {
        unknown_command: fn(&str, Option<&str>) -> String, later: fn(&str) -> String,
        unknown_key: fn(&str, &str) -> String, clash: fn(&str, &str, &str) -> String,
        needed: fn(&str) -> String, stuck: fn(&str) -> String, no_way: fn(&str) -> String,
        not_sent: fn(&str, &str, Option<&str>) -> String, kept_by_field: fn(&str, &str) -> String,
        a_list: Text,
    }
}

impl Words {
    /// The heading of a group of commands.
    pub fn topic(&self, topic: Topic) -> &'static str {
        let words = &self.comfort.topics;
        match topic {
            Topic::Moving => words.moving,
            Topic::Finding => words.finding,
            Topic::Reading => words.reading,
            Topic::Changing => words.changing,
            Topic::Program => words.program,
        }
    }

    /// What is wrong with the user's keys.
    pub fn bad_keys(&self, error: &KeymapError) -> String {
        let words = &self.comfort.keys;
        match error {
            // Of the program's own table; a user's file is read elsewhere.
            KeymapError::Syntax(why) => why.clone(),
            KeymapError::UnknownCommand { command, nearest } => {
                (words.unknown_command)(command, *nearest)
            }
            KeymapError::Later(command) => (words.later)(command),
            KeymapError::UnknownKey { command, key } => (words.unknown_key)(command, key),
            KeymapError::Clash { key, first, second } => {
                (words.clash)(&key.to_string(), first, second)
            }
            KeymapError::Unbound(command) => (words.needed)(command),
            KeymapError::StuckInField(command) => (words.stuck)(command),
            KeymapError::NoWay(command) => (words.no_way)(command),
            KeymapError::NotSent { command, key, instead } => {
                let instead = instead.map(|key| key.to_string());
                (words.not_sent)(command, &key.to_string(), instead.as_deref())
            }
            KeymapError::KeptByField { command, key } => {
                (words.kept_by_field)(command, &key.to_string())
            }
        }
    }
}
