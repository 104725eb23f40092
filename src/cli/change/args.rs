//! What can be typed after `ipb` to change something.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::core::text::{ENGLISH, ScriptHelp};

const HELP: &ScriptHelp = &ENGLISH.scripts.help;

/// The commands that change something, or tell what was changed.
#[derive(Debug, Subcommand)]
pub enum ChangeTask {
    /// Puts a role into profiles without one.
    #[command(about = HELP.attach, after_help = HELP.attach_more, override_usage = HELP.attach_usage)]
    Attach(WithRole),
    /// Puts another role into the place of the one that is there.
    #[command(about = HELP.replace, after_help = HELP.replace_more, override_usage = HELP.replace_usage)]
    Replace(WithRole),
    /// Takes the role out.
    #[command(about = HELP.detach, after_help = HELP.detach_more)]
    Detach(Profiles),
    /// Sets tags.
    #[command(about = HELP.tag, after_help = HELP.tag_more, override_usage = HELP.tag_usage)]
    Tag(Tags),
    /// Takes tags away.
    #[command(about = HELP.untag, after_help = HELP.untag_more, override_usage = HELP.untag_usage)]
    Untag(Tags),
    /// Makes a profile, and with it perhaps a role.
    #[command(about = HELP.create, after_help = HELP.create_more)]
    Create(Create),
    /// Deletes profiles.
    #[command(about = HELP.delete, after_help = HELP.delete_more)]
    Delete(Profiles),
    /// Takes an earlier plan back.
    #[command(about = HELP.undo, after_help = HELP.undo_more)]
    Undo(Undo),
    /// Tells what was changed.
    #[command(about = HELP.history, after_help = HELP.history_more)]
    History(Past),
}

/// How a change is made.
#[derive(Debug, Clone, Args)]
pub struct How {
    /// Show the plan and send nothing.
    #[arg(long, help = HELP.dry_run, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Without asking.
    #[arg(long, short, help = HELP.yes)]
    pub yes: bool,
    /// Whose account it is, where that is protected.
    #[arg(long, value_name = "ID-OR-ALIAS", help = HELP.confirm_account)]
    pub confirm_account: Option<String>,
    /// How to print.
    #[arg(long, short, value_name = "FORMAT", help = HELP.output)]
    pub output: Option<Format>,
}

/// How a change is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, and line by line.
    Text,
    /// One document, once all is over.
    Json,
}

/// Further profiles.
#[derive(Debug, Clone, Args)]
pub struct From {
    /// A file of names, one a line; `-` is stdin.
    #[arg(long, value_name = "FILE", help = HELP.profiles_from)]
    pub profiles_from: Option<PathBuf>,
}

/// `ipb attach`, `ipb replace`.
#[derive(Debug, Args)]
pub struct WithRole {
    /// Profiles, and the role as the last one.
    #[arg(value_name = "NAME", num_args = 1.., required = true, help = HELP.names_and_role)]
    pub names: Vec<String>,
    /// Further profiles.
    #[command(flatten)]
    pub from: From,
    /// How.
    #[command(flatten)]
    pub how: How,
}

/// `ipb detach`, `ipb delete`.
#[derive(Debug, Args)]
pub struct Profiles {
    /// The profiles.
    #[arg(value_name = "PROFILE", required_unless_present = "profiles_from", help = HELP.names)]
    pub names: Vec<String>,
    /// Further profiles.
    #[command(flatten)]
    pub from: From,
    /// How.
    #[command(flatten)]
    pub how: How,
}

/// `ipb tag`, `ipb untag`.
#[derive(Debug, Args)]
pub struct Tags {
    /// The profile, then its tags.
    #[arg(value_name = "WORD", num_args = 1.., required = true, help = HELP.name_and_tags)]
    pub words: Vec<String>,
    /// The profiles instead.
    #[command(flatten)]
    pub from: From,
    /// How.
    #[command(flatten)]
    pub how: How,
}

/// `ipb create`.
#[derive(Debug, Args)]
pub struct Create {
    /// The new profile's name.
    #[arg(value_name = "NAME", help = HELP.new_name)]
    pub name: String,
    /// Its path.
    #[arg(long, value_name = "PATH", default_value = "/", help = HELP.path)]
    pub path: String,
    /// Its tags.
    #[arg(long, value_name = "KEY=VALUE", help = HELP.tags)]
    pub tag: Vec<String>,
    /// A role that is there.
    #[arg(long, value_name = "ROLE", help = HELP.role, conflicts_with = "new_role")]
    pub role: Option<String>,
    /// A role that is made with it.
    #[arg(long, value_name = "ROLE", help = HELP.new_role)]
    pub new_role: Option<String>,
    /// That one's trust policy.
    #[arg(long, value_name = "FILE", help = HELP.trust, requires = "new_role")]
    pub trust: Option<PathBuf>,
    /// That one's description.
    #[arg(long, value_name = "TEXT", help = HELP.description, requires = "new_role")]
    pub description: Option<String>,
    /// Managed policies that the new role gets.
    #[arg(long, value_name = "ARN", help = HELP.policy, requires = "new_role")]
    pub policy: Vec<String>,
    /// How.
    #[command(flatten)]
    pub how: How,
}

/// `ipb undo`.
#[derive(Debug, Args)]
pub struct Undo {
    /// The plan's name.
    #[arg(value_name = "PLAN", help = HELP.plan)]
    pub plan: String,
    /// How.
    #[command(flatten)]
    pub how: How,
}

/// `ipb history`.
#[derive(Debug, Args)]
pub struct Past {
    /// How to print.
    #[arg(long, short, value_name = "FORMAT", help = HELP.output)]
    pub output: Option<Format>,
}

impl ChangeTask {
    /// How it is made; `None` if it changes nothing.
    pub fn how(&self) -> Option<&How> {
        match self {
            Self::Attach(args) | Self::Replace(args) => Some(&args.how),
            Self::Detach(args) | Self::Delete(args) => Some(&args.how),
            Self::Tag(args) | Self::Untag(args) => Some(&args.how),
            Self::Create(args) => Some(&args.how),
            Self::Undo(args) => Some(&args.how),
            Self::History(_) => None,
        }
    }
}
