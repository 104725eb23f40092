//! The command line: what can be typed, what it settles, and the commands
//! that print without a screen.
//!
//! | file | what it knows |
//! |---|---|
//! | `args` | clap's definitions |
//! | `settle` | options over environment over configuration file |
//! | `wardrobe` | the themes that there are |
//! | `list`, `show`, `details` | the commands |
//! | `change/` | the commands that change something, and their history |
//! | `output/` | table, text, csv, JSON |
//! | `generate` | completions and the manual page |
//! | `near` | what was more likely meant as a command |
//! | `exit` | the exit status, and what is said on stderr |

mod args;
mod change;
mod details;
mod exit;
mod generate;
mod list;
mod near;
mod output;
mod settle;
mod show;
mod wardrobe;

pub use args::{Cli, Global, List, Show, TagFilter, Task};
pub use change::{ChangeTask, Tools, change, past};
pub use exit::{Exit, Failure, say};
pub use generate::{completions, man};
pub use list::list;
pub use near::instead;
pub use settle::{DemoOptions, Invocation, Log, settle};
pub use show::show;

use clap::Parser as _;

/// Reads the command line.
///
/// # Errors
/// It can't be understood, or it asked for help or the version; what there is
/// to say has been printed, and the status to end with comes back.
pub fn parse() -> Result<Cli, Exit> {
    Cli::try_parse().and_then(|cli| near::checked(cli, std::env::args_os())).map_err(|error| {
        // Nobody is left to be told when the output is closed.
        let _ = error.print();
        if error.use_stderr() { Exit::Usage } else { Exit::Done }
    })
}
