//! Keys of later versions, kept so that none changes its meaning then.

use super::text::ReservedWords;

/// What a key is kept for.
#[derive(Debug)]
pub struct Reserved {
    /// Its name in `assets/keys.toml`; that of the command to come.
    pub id: &'static str,
    /// What it will do, in words.
    pub words: fn(&ReservedWords) -> &'static str,
}

/// All of them. Whoever builds the command takes it from here into
/// [`super::command::COMMANDS`].
pub const RESERVED: &[Reserved] = &[
    Reserved { id: "explain", words: |w| w.explain },
    Reserved { id: "can-it", words: |w| w.can_it },
    Reserved { id: "watch", words: |w| w.watch },
    Reserved { id: "instances", words: |w| w.instances },
    Reserved { id: "profiles", words: |w| w.profiles },
    Reserved { id: "as-code", words: |w| w.as_code },
    Reserved { id: "what-is-this", words: |w| w.what_is_this },
];
