//! What is made from the command line's definition: completions, a manual page.

use std::io::{self, Write};
use std::sync::LazyLock;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;

use super::args::Cli;
use crate::core::text::ENGLISH;

/// Kept for as long as the program runs: a command's name must live so long.
static ALL: LazyLock<Command> = LazyLock::new(Cli::command);

/// Prints the completion script of a shell, without what `--help` hides too.
///
/// # Errors
/// The output can't be written.
pub fn completions(shell: Shell, out: &mut dyn Write) -> io::Result<()> {
    // The generator panics when its output is closed, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut shown(&ALL), "ipb", &mut script);
    out.write_all(&script)?;
    out.flush()
}

/// A command without its hidden options: some generators offer them, and clap
/// can't take an option away again.
fn shown(all: &'static Command) -> Command {
    let options = all.get_arguments().filter(|option| !option.is_hide_set()).cloned();
    let mut command = Command::new(all.get_name())
        .disable_help_subcommand(all.is_disable_help_subcommand_set())
        .args(options)
        .subcommands(all.get_subcommands().map(shown));
    if let Some(about) = all.get_about() {
        command = command.about(about.clone());
    }
    match all.get_version() {
        Some(version) => command.version(version),
        None => command,
    }
}

/// Prints the manual page, in roff: the program, then every command's help.
///
/// # Errors
/// The output can't be written.
pub fn man(out: &mut dyn Write) -> io::Result<()> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    let man = clap_mangen::Man::new(command.clone());
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    // Not the generator's other sections: they fill the columns of the
    // examples into one paragraph, and name pages that do not exist.
    let more = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    as_it_stands(&mut page, ENGLISH.cli.help.more_heading, &more)?;
    // One page for all: who looks for `--with-tags` should not have to know
    // that `ipb-list(1)` would be another.
    command.build();
    for task in command.get_subcommands_mut() {
        // The options of every command stand in the page's own list.
        *task = std::mem::take(task).mut_args(|arg| {
            let hidden = arg.is_global_set() || arg.is_hide_set();
            arg.hide(hidden)
        });
        let name = task.get_bin_name().unwrap_or_default().to_uppercase();
        let help = task.render_long_help().to_string();
        as_it_stands(&mut page, &name, &help)?;
    }
    out.write_all(&page)?;
    out.flush()
}

fn as_it_stands(page: &mut Vec<u8>, heading: &str, text: &str) -> io::Result<()> {
    writeln!(page, ".SH \"{heading}\"\n.nf")?;
    text.lines().try_for_each(|line| writeln!(page, "{}", roff(line)))?;
    writeln!(page, ".fi")
}

/// A line that roff prints as it stands.
fn roff(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-");
    // A line that begins so would be a request.
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
}
