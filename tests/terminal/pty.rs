//! A pseudo-terminal with a program in it, and an emulator that reads it.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::termios::LocalFlags;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Longer than anything takes on a busy machine; a test that waits so long fails.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    shown: Arc<(Mutex<Shown>, Condvar)>,
    home: Option<tempfile::TempDir>,
}

struct Shown {
    parser: vt100::Parser,
    /// Every byte since the beginning.
    bytes: Vec<u8>,
    ended: bool,
}

impl Pty {
    /// `ipb --demo` with an empty home.
    pub fn demo(arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut command = ipb(home.path());
        command.arg("--demo");
        command.args(arguments);
        let mut pty = Self::start(command);
        pty.home = Some(home);
        pty
    }

    /// `ipb --demo` with variables set.
    pub fn demo_with(variables: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut command = ipb(home.path());
        command.arg("--demo");
        for (name, value) in variables {
            command.env(name, value);
        }
        let mut pty = Self::start(command);
        pty.home = Some(home);
        pty
    }

    /// `ipb` against an endpoint, with the files of this home.
    pub fn real(home: &Path, endpoint: &str) -> Self {
        Self::real_with(home, endpoint, &[])
    }

    /// The same with arguments.
    pub fn real_at(home: &Path, endpoint: &str, arguments: &[&str]) -> Self {
        let mut command = ipb(home);
        command.args(arguments);
        command.env("AWS_ENDPOINT_URL", endpoint);
        Self::start(command)
    }

    /// The same with variables set.
    pub fn real_with(home: &Path, endpoint: &str, variables: &[(&str, &str)]) -> Self {
        let mut command = ipb(home);
        for (name, value) in variables {
            command.env(name, value);
        }
        command.env("AWS_ENDPOINT_URL", endpoint);
        Self::start(command)
    }

    /// A shell that finds the program as `$IPB`.
    pub fn shell(script: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut command = clean(CommandBuilder::new("sh"), home.path());
        command.env("IPB", env!("CARGO_BIN_EXE_ipb"));
        command.args(["-c", script]);
        let mut pty = Self::start(command);
        pty.home = Some(home);
        pty
    }

    fn start(command: CommandBuilder) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let parser = vt100::Parser::new(cells(40), cells(120), 0);
        let shown = Shown { parser, bytes: Vec::new(), ended: false };
        let shown = Arc::new((Mutex::new(shown), Condvar::new()));
        let (reader, writer) =
            (pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
        let sink = Arc::clone(&shown);
        thread::spawn(move || read_all(reader, &sink));
        Self { child, master: pair.master, writer, shown, home: None }
    }

    pub fn keys(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    pub fn resize(&mut self, cols: u16, rows: u16) {
        self.shown.0.lock().unwrap().parser.screen_mut().set_size(cells(rows), cells(cols));
        self.master.resize(PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        // The shell's own: not every machine has a program of that name.
        let kill = format!("kill -s {name} {pid}");
        assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
    }

    /// Waits until the screen shows the text.
    #[track_caller]
    pub fn sees(&self, wanted: &str) {
        self.wait(wanted, |shown| flat(&shown.parser.screen().contents()).contains(wanted));
    }

    /// Waits until the screen does not show the text.
    #[track_caller]
    pub fn sees_no(&self, unwanted: &str) {
        self.wait(unwanted, |shown| !flat(&shown.parser.screen().contents()).contains(unwanted));
    }

    /// Waits until the text has been written so often, whatever the screen shows now.
    #[track_caller]
    pub fn writes(&self, wanted: &str, times: usize) {
        self.wait(wanted, |shown| {
            String::from_utf8_lossy(&shown.bytes).matches(wanted).count() >= times
        });
    }

    /// How often a colour was asked for since the beginning (SGR 30–38, 40–48,
    /// 90–107), in whatever form.
    pub fn colours(&self) -> usize {
        let shown = self.shown.0.lock().unwrap();
        let text = String::from_utf8_lossy(&shown.bytes);
        let codes = text.split("\u{1b}[").skip(1).filter_map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';' && c != ':')?;
            rest[end..].starts_with('m').then(|| rest[..end].to_owned())
        });
        let number = |code: &str| code.split([';', ':']).next().and_then(|n| n.parse().ok());
        codes.filter_map(|code| number(&code)).filter(|n: &u8| is_colour(*n)).count()
    }

    /// Whether the text has been written by now.
    pub fn wrote(&self, text: &str) -> bool {
        String::from_utf8_lossy(&self.shown.0.lock().unwrap().bytes).contains(text)
    }

    /// What the screen shows now.
    pub fn screen(&self) -> String {
        self.shown.0.lock().unwrap().parser.screen().contents()
    }

    /// Waits for the end; returns the exit code.
    #[track_caller]
    pub fn ends(&mut self) -> u32 {
        self.wait("the program's end", |shown| shown.ended);
        self.child.wait().unwrap().exit_code()
    }

    /// The terminal is as it was: no alternate screen, no bracketed paste, a
    /// cursor, and, as the kernel says, echo and line mode.
    #[track_caller]
    pub fn assert_given_back(&self) {
        let shown = self.shown.0.lock().unwrap();
        let screen = shown.parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen is still there");
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        let bytes = String::from_utf8_lossy(&shown.bytes);
        assert!(bytes.contains("\u{1b}[?1049h"), "it never took the alternate screen");
        assert!(bytes.contains("\u{1b}[?2004h"), "it never asked for bracketed paste");
        let modes = self.master.get_termios().unwrap().local_flags;
        assert!(modes.contains(LocalFlags::ECHO), "keys are not echoed");
        assert!(modes.contains(LocalFlags::ICANON), "lines are not collected");
    }

    #[track_caller]
    fn wait(&self, what: &str, done: impl Fn(&Shown) -> bool) {
        let (shown, changed) = &*self.shown;
        let deadline = Instant::now() + PATIENCE;
        let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
        while !done(&shown) {
            let left = deadline.saturating_duration_since(Instant::now());
            let screen = shown.parser.screen().contents();
            assert!(!left.is_zero(), "waited in vain for {what:?}; the screen is\n{screen}");
            let text = format!("ended before {what:?}; the screen is\n{screen}");
            assert!(!shown.ended || done(&shown), "{text}");
            shown = changed.wait_timeout(shown, left).unwrap().0;
        }
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        // The program may still write into its home until it is gone.
        let _ = self.child.wait();
        drop(self.home.take());
    }
}

fn is_colour(code: u8) -> bool {
    matches!(code, 30..=38 | 40..=48 | 90..=97 | 100..=107)
}

fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

fn ipb(home: &Path) -> CommandBuilder {
    clean(CommandBuilder::new(env!("CARGO_BIN_EXE_ipb")), home)
}

fn clean(mut command: CommandBuilder, home: &Path) -> CommandBuilder {
    command.env_clear();
    for name in ["PATH", "LD_LIBRARY_PATH", "LLVM_PROFILE_FILE"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command.env("HOME", home);
    command.env("TERM", "xterm-256color");
    command.env("RUST_BACKTRACE", "0");
    command.env("AWS_EC2_METADATA_DISABLED", "true");
    command
}

fn read_all(mut reader: Box<dyn Read + Send>, sink: &(Mutex<Shown>, Condvar)) {
    let mut buffer = [0; 8192];
    loop {
        // The kernel reports the other end's closing as an error.
        let read = reader.read(&mut buffer).unwrap_or(0);
        let mut shown = sink.0.lock().unwrap_or_else(PoisonError::into_inner);
        if read == 0 {
            shown.ended = true;
        } else {
            shown.parser.process(&buffer[..read]);
            shown.bytes.extend_from_slice(&buffer[..read]);
        }
        sink.1.notify_all();
        if read == 0 {
            return;
        }
    }
}

fn flat(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}
