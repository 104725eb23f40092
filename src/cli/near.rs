//! A word that is more likely a mistyped command than the name of a profile.

use std::ffi::OsString;

use clap::CommandFactory as _;
use clap::error::ErrorKind;

use super::args::Cli;
use crate::core::domain::{ProfileRef, Subject, Understood};
use crate::core::text::{ENGLISH, Words};

/// What people type for help where other programs take it.
const HELP: [&str; 2] = ["help", "version"];

/// Commands of fewer letters are too near to too many names: `main` to `man`.
const LEAST: usize = 4;

/// Refuses a single word that is one slip of a finger away from a command,
/// unless `--` says that it is meant, and a text beside a command.
pub(super) fn checked(
    cli: Cli,
    arguments: impl Iterator<Item = OsString>,
) -> Result<Cli, clap::Error> {
    let words = &ENGLISH.cli.place;
    let mut command = Cli::command();
    if let (Some(_), Some(text)) = (&cli.task, cli.anything.first()) {
        let text = (words.beside_command)(text);
        return Err(command.error(ErrorKind::ArgumentConflict, text));
    }
    let [word] = cli.anything.as_slice() else { return Ok(cli) };
    let insisted = arguments.skip(1).any(|argument| argument == "--");
    let meant = near(word, command.get_subcommands().map(clap::Command::get_name));
    match meant.filter(|_| !insisted) {
        Some(meant) => {
            let text = (words.no_command)(word, &meant);
            Err(command.error(ErrorKind::InvalidSubcommand, text))
        }
        None => Ok(cli),
    }
}

/// The command that prints what a text names, and how it was understood: what
/// helps where the browser can't open. `None` where no command does.
pub fn instead(text: &str, words: &Words) -> Option<String> {
    let understood = Understood::parse(text).ok()?;
    let command = command(&understood)?;
    Some((words.cli.place.no_terminal_hint)(&words.understood(&understood), &command))
}

/// The command that prints what was understood.
pub(super) fn command(understood: &Understood) -> Option<String> {
    Some(match &understood.subject {
        Subject::Profile(ProfileRef::Name(name) | ProfileRef::Id(name)) => {
            format!("ipb show {name}")
        }
        Subject::Profile(ProfileRef::Arn { arn, .. }) => format!("ipb show {arn}"),
        Subject::Role(role) => format!("ipb list --role {}", role.name),
        Subject::RoleId(_) | Subject::Instance(_) => return None,
    })
}

/// What is to be typed instead, with `ipb` before it.
fn near<'a>(word: &str, commands: impl Iterator<Item = &'a str>) -> Option<String> {
    if HELP.contains(&word) {
        return Some(format!("--{word}"));
    }
    let mut commands = commands.filter(|name| name.len() >= LEAST);
    commands.find(|name| strsim::osa_distance(word, name) == 1).map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_a_command_and_two_are_a_name() {
        let commands = ["list", "show", "man", "completions", "serve-demo"];
        let near = |word| near(word, commands.into_iter());
        for (word, meant) in [
            ("lst", "list"),
            ("lsit", "list"),
            ("lists", "list"),
            ("shwo", "show"),
            ("completion", "completions"),
            ("serve_demo", "serve-demo"),
            ("help", "--help"),
        ] {
            assert_eq!(near(word).as_deref(), Some(meant), "{word}");
        }
        for name in ["web", "main", "lab", "serve", "least", "shop-web", "i-0123456789abcdef0"] {
            assert_eq!(near(name), None, "{name}");
        }
    }
}
