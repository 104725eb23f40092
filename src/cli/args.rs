//! What can be typed after `ipb`.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::change::ChangeTask;
use crate::core::config::{LogLevel, OutputFormat, is_endpoint_url, is_path_prefix, is_region};
use crate::core::domain::is_name_character;
use crate::core::text::{ENGLISH, HelpWords};

const HELP: &HelpWords = &ENGLISH.cli.help;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "ipb", version, about = HELP.about, long_about = None, after_help = HELP.examples,
    after_long_help = format!("{}\n{}", HELP.examples, HELP.reference),
    max_term_width = 100, disable_help_subcommand = true
)]
pub struct Cli {
    /// The options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What the browser is to go to; several words are one text.
    #[arg(value_name = "ANYTHING", help = HELP.anything)]
    pub anything: Vec<String>,
    /// The command; without one, the browser opens.
    #[command(subcommand)]
    pub task: Option<Task>,
}

/// The options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = HELP.global_heading)]
pub struct Global {
    /// The AWS profile.
    #[arg(long, global = true, value_name = "NAME", help = HELP.profile)]
    pub profile: Option<String>,
    /// The region.
    #[arg(long, global = true, value_name = "REGION", help = HELP.region, value_parser = region)]
    pub region: Option<String>,
    /// The endpoint of all services.
    #[arg(
        long, global = true, value_name = "URL", help = HELP.endpoint_url,
        value_parser = endpoint_url
    )]
    pub endpoint_url: Option<String>,
    /// IAM's PathPrefix.
    #[arg(
        long, global = true, value_name = "PREFIX", help = HELP.path_prefix,
        value_parser = path_prefix
    )]
    pub path_prefix: Option<String>,
    /// Refuse every change.
    #[arg(long, global = true, help = HELP.read_only)]
    pub read_only: bool,
    /// The simulated account.
    #[arg(long, global = true, help = HELP.demo)]
    pub demo: bool,
    /// What the browser's colours are chosen for.
    #[arg(long, global = true, value_name = "THEME", help = HELP.theme)]
    pub theme: Option<String>,
    /// Leave the mouse to the terminal.
    #[arg(long, global = true, help = HELP.no_mouse)]
    pub no_mouse: bool,
    /// The log file.
    #[arg(long, global = true, value_name = "FILE", help = HELP.log)]
    pub log: Option<PathBuf>,
    /// How much is logged.
    #[arg(long, global = true, value_name = "LEVEL", help = HELP.log_level)]
    pub log_level: Option<LogLevel>,
    /// How long a call may take.
    #[arg(
        long, global = true, hide = true, value_name = "SECONDS", help = HELP.timeout,
        value_parser = seconds
    )]
    pub timeout: Option<Duration>,
    /// How many profiles the demo has; the limit is the simulation's own.
    #[arg(
        long, global = true, value_name = "N", help = HELP.demo_profiles,
        value_parser = clap::value_parser!(u64).range(1..=100_000)
    )]
    pub demo_profiles: Option<u64>,
    /// What goes wrong in the demo.
    #[arg(long, global = true, hide = true, value_name = "FAULT", help = HELP.demo_fault)]
    pub demo_fault: Vec<String>,
    /// Most items on a page of the demo.
    #[arg(
        long, global = true, hide = true, value_name = "N", help = HELP.demo_page_limit,
        value_parser = clap::value_parser!(u64).range(1..=1000)
    )]
    pub demo_page_limit: Option<u64>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Prints the account's instance profiles.
    #[command(about = HELP.list, after_help = HELP.list_more)]
    List(List),
    /// Prints one instance profile.
    #[command(about = HELP.show, after_help = HELP.show_more)]
    Show(Show),
    /// Changes something, or tells what was changed.
    #[command(flatten)]
    Change(ChangeTask),
    /// Prints a shell's completions.
    #[command(about = HELP.completions, after_help = HELP.completions_more)]
    Completions {
        /// The shell.
        #[arg(value_name = "SHELL", help = HELP.shell)]
        shell: clap_complete::Shell,
    },
    /// Prints the manual page.
    #[command(about = HELP.man, after_help = HELP.man_more)]
    Man,
    /// Serves the demo's account on loopback.
    #[command(about = HELP.serve_demo, after_help = HELP.serve_demo_more)]
    ServeDemo {
        /// The port; 0 takes a free one.
        #[arg(long, value_name = "PORT", default_value_t = 0, help = HELP.port)]
        port: u16,
    },
}

/// `ipb list`.
#[derive(Debug, Args)]
pub struct List {
    /// Only profiles that hold this role.
    #[arg(long, value_name = "NAME", help = HELP.role, value_parser = role_name)]
    pub role: Option<String>,
    /// Only profiles that have all of these tags.
    #[arg(long, value_name = "KEY[=VALUE]", help = HELP.tag, value_parser = tag_filter)]
    pub tag: Vec<TagFilter>,
    /// Print the tags too.
    #[arg(long, help = HELP.with_tags)]
    pub with_tags: bool,
    /// How to print.
    #[arg(long, short, value_name = "FORMAT", help = HELP.output)]
    pub output: Option<OutputFormat>,
}

/// `ipb show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Name, ARN or id.
    #[arg(value_name = "NAME", help = HELP.name)]
    pub name: String,
    /// How to print.
    #[arg(long, short, value_name = "FORMAT", help = HELP.output)]
    pub output: Option<OutputFormat>,
}

/// A tag that a profile must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagFilter {
    /// Its key, in this case: keys of instance profiles are case-sensitive.
    pub key: String,
    /// Its value; any value without one.
    pub value: Option<String>,
}

fn region(text: &str) -> Result<String, &'static str> {
    if is_region(text) { Ok(text.to_owned()) } else { Err(ENGLISH.cli.config.a_region) }
}

fn endpoint_url(text: &str) -> Result<String, &'static str> {
    let rule = ENGLISH.cli.config.an_endpoint_url;
    if is_endpoint_url(text) { Ok(text.to_owned()) } else { Err(rule) }
}

fn path_prefix(text: &str) -> Result<String, &'static str> {
    if is_path_prefix(text) { Ok(text.to_owned()) } else { Err(ENGLISH.cli.fault.path_prefix) }
}

/// IAM's pattern of RoleName.
fn role_name(text: &str) -> Result<String, &'static str> {
    if (1..=64).contains(&text.len()) && text.chars().all(is_name_character) {
        Ok(text.to_owned())
    } else {
        Err(ENGLISH.cli.fault.role_name)
    }
}

/// A value may hold `=` itself, a key rather not: it ends at the first one.
fn tag_filter(text: &str) -> Result<TagFilter, &'static str> {
    let (key, value) = match text.split_once('=') {
        Some((key, value)) => (key, Some(value.to_owned())),
        None => (text, None),
    };
    if key.is_empty() {
        return Err(ENGLISH.cli.fault.tag_key);
    }
    Ok(TagFilter { key: key.to_owned(), value })
}

fn seconds(text: &str) -> Result<Duration, &'static str> {
    let seconds = text.parse().ok().and_then(|s| Duration::try_from_secs_f64(s).ok());
    seconds.filter(|s| !s.is_zero()).ok_or(ENGLISH.cli.fault.seconds)
}

impl ValueEnum for OutputFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}

impl ValueEnum for LogLevel {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.name()))
    }
}
