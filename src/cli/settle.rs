//! What holds in the end: an option, else the environment, else the
//! configuration file.

use std::env;
use std::io::{IsTerminal as _, stdout};
use std::path::PathBuf;
use std::time::Duration;

use super::args::{Cli, Global, Task};
use super::exit::{Exit, Failure};
use super::wardrobe::{Wardrobe, wardrobe};
use crate::aws::session::Timeouts;
use crate::core::config::{LogLevel, OutputFormat, Settings, ThemeName};
use crate::core::domain::Understood;
use crate::core::safe::fit;
use crate::core::session::Target;
use crate::core::text::Words;
use crate::host::config::{self, Config};
use crate::host::state;
use crate::ui::theme::Themes;

/// What to do, with everything settled.
#[derive(Debug)]
pub struct Invocation {
    /// The command; the browser without one.
    pub task: Option<Task>,
    /// What the browser is to go to.
    pub place: Option<String>,
    /// What to connect to.
    pub target: Target,
    /// What the user has settled about lists and changes.
    pub settings: Settings,
    /// How to print, unless the command says otherwise.
    pub output: OutputFormat,
    /// The themes that there are.
    pub themes: Themes,
    /// Where the state is kept, if it is.
    pub state: Option<PathBuf>,
    /// What is to be said about them, if anything.
    pub notice: Option<String>,
    /// Where to log to, if at all.
    pub log: Option<Log>,
    /// How long to wait for AWS.
    pub timeouts: Timeouts,
    /// What the demo's account is to be like.
    pub demo: DemoOptions,
}

/// A log file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// The file.
    pub path: PathBuf,
    /// How much goes into it.
    pub level: LogLevel,
}

/// What the demo's account is to be like. The texts of faults are the
/// simulation's own to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DemoOptions {
    /// How many instance profiles it has.
    pub profiles: Option<usize>,
    /// Most items on a page.
    pub page_limit: Option<usize>,
    /// What goes wrong.
    pub faults: Vec<String>,
}

/// Settles everything. The demo and the commands that need no AWS read
/// neither the configuration file nor AWS's variables.
///
/// # Errors
/// The configuration file is wrong, or an option of the demo stands without it.
pub fn settle(cli: Cli, words: &Words) -> Result<Invocation, Failure> {
    let Cli { global, anything, task } = cli;
    // Words without quotes are one text, as a message is pasted.
    let place = (!anything.is_empty()).then(|| anything.join(" "));
    if let Some(text) = &place {
        Understood::parse(text).map_err(|error| {
            let headline = format!("“{}”: {}", fit(text, 60), words.bad_subject(&error));
            Failure::said(Exit::Usage, headline, words.cli.place.hint)
        })?;
    }
    let serves = matches!(task, Some(Task::ServeDemo { .. }));
    let demo = global.demo || serves;
    if !demo {
        refuse_demo_options(&global, words)?;
    }
    let offline = matches!(task, Some(Task::Completions { .. } | Task::Man));
    let config = if demo || offline { Config::default() } else { config::load()? };
    let mut target = if demo {
        Target {
            aws_profile: global.profile,
            region: global.region,
            endpoint_url: None,
            demo: true,
        }
    } else {
        Target {
            // Keys in the variables are a choice as well as a name is.
            aws_profile: global
                .profile
                .or(config.profile.filter(|_| !any_set(&["AWS_PROFILE", "AWS_ACCESS_KEY_ID"]))),
            region: global
                .region
                .or(config.region.filter(|_| !any_set(&["AWS_REGION", "AWS_DEFAULT_REGION"]))),
            endpoint_url: global.endpoint_url.or(config.endpoint_url.filter(|_| {
                !any_set(&["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_IAM", "AWS_ENDPOINT_URL_STS"])
            })),
            demo: false,
        }
    };
    let asked = match &task {
        Some(Task::List(list)) => list.output,
        Some(Task::Show(show)) => show.output,
        _ => None,
    };
    let explicit = global.theme.is_some();
    let theme = global.theme.or(config.theme);
    let files = if demo && explicit { config::themes() } else { config.themes };
    // What draws nothing needs no theme; but an option is checked wherever it stands.
    let wardrobe = match task.is_none() || explicit {
        true => wardrobe(files, theme.as_deref(), words)?,
        false => Wardrobe::built_in(),
    };
    // Only the browser has a state, and the demo leaves no trace.
    let state = if demo || task.is_some() { None } else { state::usual() };
    let kept = state.as_deref().map(state::load).unwrap_or_default();
    if target.region.is_none() && !any_set(&["AWS_REGION", "AWS_DEFAULT_REGION"]) {
        // It stands for the AWS profile's own, which everything else outranks.
        let profile = target.aws_profile.clone().or_else(|| env::var("AWS_PROFILE").ok());
        target.region = kept.regions.get(profile.as_deref().unwrap_or("default")).cloned();
    }
    let (theme, left_out) = match theme {
        Some(theme) => (Some(theme), None),
        None => usual_theme(kept.theme.as_deref(), &wardrobe, words),
    };
    let Wardrobe { themes, own, notice, .. } = wardrobe;
    let level = global.log_level.or(config.log_level).unwrap_or(LogLevel::Info);
    Ok(Invocation {
        place,
        target,
        settings: Settings {
            path_prefix: global.path_prefix.or(config.path_prefix),
            read_only: global.read_only || config.read_only,
            read_only_profiles: config.read_only_profiles,
            read_only_accounts: config.read_only_accounts,
            protected: config.protected,
            process: std::process::id(),
            keys: config.keys,
            theme,
            no_mouse: global.no_mouse || config.mouse == Some(false),
            kept,
            own_themes: own,
        },
        output: asked.or(config.output).unwrap_or_else(|| {
            if stdout().is_terminal() { OutputFormat::Table } else { OutputFormat::Text }
        }),
        themes,
        state,
        notice: notice.or(left_out),
        log: global.log.or(config.log).map(|path| Log { path, level }),
        timeouts: timeouts(global.timeout),
        demo: DemoOptions {
            profiles: global.demo_profiles.and_then(|n| usize::try_from(n).ok()),
            page_limit: global.demo_page_limit.and_then(|n| usize::try_from(n).ok()),
            faults: global.demo_fault,
        },
        task,
    })
}

/// Without an option: no colours, or few, if the environment says so; else the
/// theme that was chosen last; else what the environment makes one guess. If
/// the one that was chosen last can't be used, that is to be said.
fn usual_theme(
    kept: Option<&str>,
    wardrobe: &Wardrobe,
    words: &Words,
) -> (Option<String>, Option<String>) {
    let usual = ThemeName::usual(|name| env::var(name).ok());
    let usual_name = usual.map(|theme| theme.name().to_owned());
    let kept = match (usual, kept) {
        (Some(ThemeName::Mono | ThemeName::Ansi), _) | (_, None) => return (usual_name, None),
        (_, Some(kept)) => kept,
    };
    if wardrobe.has(kept) {
        return (Some(kept.to_owned()), None);
    }
    let text = &words.comfort.themes;
    let broken = wardrobe.broken.iter().find(|broken| broken.name == kept);
    let said = match broken {
        Some(broken) => (text.left_out)(kept, broken.line, &broken.why),
        None => (text.left_out)(kept, None, text.gone),
    };
    (usual_name, Some(said))
}

fn refuse_demo_options(global: &Global, words: &Words) -> Result<(), Failure> {
    let given = [
        ("--demo-profiles", global.demo_profiles.is_some()),
        ("--demo-fault", !global.demo_fault.is_empty()),
        ("--demo-page-limit", global.demo_page_limit.is_some()),
    ];
    match given.iter().find(|(_, given)| *given) {
        Some((option, _)) => {
            Err(Failure::said(Exit::Usage, (words.cli.fault.demo_only)(option), ""))
        }
        None => Ok(()),
    }
}

fn any_set(names: &[&str]) -> bool {
    names.iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn timeouts(all: Option<Duration>) -> Timeouts {
    let usual = Timeouts::default();
    let Some(all) = all else { return usual };
    Timeouts { connect: usual.connect.min(all), attempt: usual.attempt.min(all), operation: all }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::core::text::ENGLISH;

    #[test]
    fn options_become_settings() {
        let cli = Cli::parse_from([
            "ipb",
            "list",
            "--demo",
            "--read-only",
            "--path-prefix",
            "/a/",
            "--profile",
            "x",
            "--region",
            "r",
            "--log",
            "f",
            "--output",
            "csv",
            "--timeout",
            "2.5",
        ]);
        let settled = settle(cli, &ENGLISH).unwrap();
        let target = Target {
            aws_profile: Some("x".into()),
            region: Some("r".into()),
            endpoint_url: None,
            demo: true,
        };
        assert_eq!(settled.target, target);
        assert!(settled.settings.read_only);
        assert_eq!(settled.settings.path_prefix.as_deref(), Some("/a/"));
        assert_eq!(settled.output, OutputFormat::Csv);
        assert_eq!(settled.log, Some(Log { path: "f".into(), level: LogLevel::Info }));
        assert_eq!(settled.timeouts.operation, Duration::from_millis(2500));
        assert_eq!(settled.timeouts.attempt, Duration::from_millis(2500));
    }
}
