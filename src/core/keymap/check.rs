//! What a key table must fulfil.

use super::super::command::{COMMANDS, Command, CommandInfo, Scope};
use super::{Keymap, KeymapError, leaves_text_alone};

/// The commands that one must be able to call, or the program can't be left
/// and nothing in it opened.
const NEEDED: [Command; 3] = [Command::Open, Command::Back, Command::Quit];

impl Keymap {
    /// Whether every command can be reached, and no key means two.
    pub(super) fn check(&self) -> Result<(), KeymapError> {
        for info in COMMANDS {
            let keys = self.keys_of(info.command);
            for &key in keys {
                if let Err(instead) = key.as_sent() {
                    return Err(KeymapError::NotSent { command: info.id, key, instead });
                }
            }
            if NEEDED.contains(&info.command) {
                if keys.is_empty() {
                    return Err(KeymapError::Unbound(info.id));
                }
                let in_field = info.scopes.contains(&Scope::Field);
                if in_field && !keys.iter().any(|&key| leaves_text_alone(info.command, key)) {
                    return Err(KeymapError::StuckInField(info.id));
                }
            }
        }
        self.check_clashes()?;
        self.check_palette()?;
        for info in COMMANDS {
            for &key in self.keys_of(info.command) {
                let means = |&scope: &Scope| self.command(scope, key).map(|found| found.id);
                if !info.scopes.iter().any(|scope| means(scope) == Some(info.id)) {
                    return Err(KeymapError::KeptByField { command: info.id, key });
                }
            }
        }
        Ok(())
    }

    fn check_clashes(&self) -> Result<(), KeymapError> {
        for (i, first) in COMMANDS.iter().enumerate() {
            for second in &COMMANDS[i + 1..] {
                if !first.scopes.iter().any(|scope| second.scopes.contains(scope)) {
                    continue;
                }
                let others = self.keys_of(second.command);
                if let Some(&key) = self.keys_of(first.command).iter().find(|k| others.contains(k))
                {
                    return Err(KeymapError::Clash { key, first: first.id, second: second.id });
                }
            }
        }
        Ok(())
    }
    /// A command without keys stands in the palette: that one must be there.
    fn check_palette(&self) -> Result<(), KeymapError> {
        if !self.keys_of(Command::Palette).is_empty() {
            return Ok(());
        }
        let lost = |info: &&CommandInfo| {
            info.command != Command::Palette && self.keys_of(info.command).is_empty()
        };
        match COMMANDS.iter().find(lost) {
            Some(info) => Err(KeymapError::NoWay(info.id)),
            None => Ok(()),
        }
    }
}
