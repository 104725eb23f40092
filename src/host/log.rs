//! The log file.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::core::config::LogLevel;

/// The target of the program's own lines.
const OWN: &str = "ipb";

/// Parts of the SDK that log what a `credential_process` has printed, at WARN;
/// the program says by itself that it failed.
const TALKATIVE: [&str; 2] = ["aws_config::profile::credentials", "aws_config::meta::credentials"];

/// Appends the program's log to a file from now on, which only its owner may
/// read if it is made here.
///
/// The SDK's crates log signing keys and whole requests at DEBUG and TRACE:
/// whatever `level` says, nothing of theirs below WARN gets through.
///
/// # Errors
/// The file can't be opened, or a log was started before.
pub fn start(path: &Path, level: LogLevel) -> io::Result<()> {
    let file = Mutex::new(open(path)?);
    let level = filter(level);
    let others = level.min(LevelFilter::WARN);
    let mut targets = Targets::new().with_default(others).with_target(OWN, level);
    for target in TALKATIVE {
        targets = targets.with_target(target, level.min(LevelFilter::ERROR));
    }
    let layer = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(file);
    tracing_subscriber::registry()
        .with(layer.with_filter(targets))
        .try_init()
        .map_err(io::Error::other)
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

fn filter(level: LogLevel) -> LevelFilter {
    match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    }
}
