//! What the system asks of the program.

use std::io;
#[cfg(unix)]
use std::time::Duration;

#[cfg(unix)]
use futures_util::FutureExt;

/// Longer than it takes until a stop signal is delivered.
#[cfg(unix)]
const STOP_TAKES: Duration = Duration::from_millis(500);

#[cfg(unix)]
pub(super) struct Signals {
    term: tokio::signal::unix::Signal,
    hup: tokio::signal::unix::Signal,
    int: tokio::signal::unix::Signal,
    quit: tokio::signal::unix::Signal,
    cont: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    pub(super) fn new() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            term: signal(SignalKind::terminate())?,
            hup: signal(SignalKind::hangup())?,
            // The terminal sends neither in raw mode; somebody else may.
            int: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            cont: signal(SignalKind::from_raw(rustix::process::Signal::CONT.as_raw()))?,
        })
    }

    /// A stop and return of before, from outside, no longer counts.
    pub(super) fn forget_resumed(&mut self) {
        while self.cont.recv().now_or_never().is_some() {}
    }

    /// Waits until the shell has brought the program back. The signal that
    /// stops it may be taken by another thread a moment after it was sent, and
    /// a terminal taken in that moment would be the shell's by the next. Where
    /// nothing stops the program (it has no shell above it), the wait ends.
    pub(super) async fn resumed(&mut self) {
        let _ = tokio::time::timeout(STOP_TAKES, self.cont.recv()).await;
    }

    pub(super) async fn terminate(&mut self) {
        tokio::select! {
            _ = self.term.recv() => {}
            _ = self.hup.recv() => {}
            _ = self.int.recv() => {}
            _ = self.quit.recv() => {}
        }
    }

    /// The same without the terminal's own: it may be gone already.
    pub(super) async fn insist(&mut self) {
        tokio::select! {
            _ = self.term.recv() => {}
            _ = self.int.recv() => {}
            _ = self.quit.recv() => {}
        }
    }
}

#[cfg(not(unix))]
pub(super) struct Signals;

#[cfg(not(unix))]
impl Signals {
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self)
    }

    pub(super) fn forget_resumed(&mut self) {}

    pub(super) async fn resumed(&mut self) {}

    pub(super) async fn terminate(&mut self) {
        std::future::pending().await
    }

    pub(super) async fn insist(&mut self) {
        std::future::pending().await
    }
}
