//! What is made from the command line's definition: completions, a manual page.

use std::io::{self, Write};

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::args::Cli;

/// Prints the completion script of a shell.
///
/// # Errors
/// The output can't be written.
pub fn completions(shell: Shell, out: &mut dyn Write) -> io::Result<()> {
    // The generator panics when its output is closed, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "ipb", &mut script);
    out.write_all(&script)?;
    out.flush()
}

/// Prints the manual page, in roff.
///
/// # Errors
/// The output can't be written.
pub fn man(out: &mut dyn Write) -> io::Result<()> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    out.write_all(&page)?;
    out.flush()
}
