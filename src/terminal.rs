//! The terminal: taken, given back, and its events made the program's own.

mod background;
mod rejoin;

use std::io::{self, Stdout, Write as _, stdout};
use std::panic;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{
    self, DisableBracketedPaste, EnableBracketedPaste, KeyEventKind, KeyModifiers,
};
use crossterm::execute;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};
use tokio::sync::mpsc::{self, UnboundedReceiver};

use crate::core::config::Background;
use crate::core::key::{Key, KeyCode};
use crate::core::mouse::{Mouse, MouseKind};
use crate::core::msg::CopyWay;
use background::{GRACE, Sieve, Sieved};
use rejoin::Rejoin;

/// The terminal that is drawn on.
pub type Screen = Terminal<CrosstermBackend<Stdout>>;

static HOOK: Once = Once::new();

/// Whether the terminal is the program's.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Held while the terminal is written to: a task's panic gives it back in the
/// midst of whatever the others do, and nothing may be drawn over what the
/// panic says.
static WRITING: Mutex<()> = Mutex::new(());

/// Longer than a frame takes.
const FRAME: Duration = Duration::from_millis(200);

/// Takes the terminal: raw mode, the alternate screen, bracketed paste. A
/// panic, in whatever thread, gives it back before its message is printed.
///
/// # Errors
/// When there is no terminal, or it went away.
pub fn enter() -> io::Result<Screen> {
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            leave();
            usual(info);
        }));
    });
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    // Somebody else may have left the alternate screen full.
    let clear = Clear(ClearType::All);
    let entered = execute!(stdout(), EnterAlternateScreen, clear, EnableBracketedPaste)
        .and_then(|()| Terminal::new(CrosstermBackend::new(stdout())));
    if entered.is_err() {
        leave();
    }
    entered
}

/// Gives the terminal back, if that was not done already: a second time would
/// put the cursor where it was before, over what was written since. If it
/// fails nothing more can be done: the terminal is gone.
pub fn leave() {
    // Whoever panics while drawing holds it itself, and is not waited for.
    let until = Instant::now() + FRAME;
    let _writing = loop {
        match WRITING.try_lock() {
            Err(TryLockError::WouldBlock) if Instant::now() < until => thread::yield_now(),
            other => break other,
        }
    };
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = write_mouse(false);
        let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }
}

/// Draws a frame, unless the terminal was given back.
///
/// # Errors
/// The terminal is gone.
pub fn draw(screen: &mut Screen, frame: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
    while_taken(|| screen.draw(frame).map(drop))
}

/// Fits the drawing to the terminal's size.
///
/// # Errors
/// The terminal is gone.
pub fn fit(screen: &mut Screen) -> io::Result<()> {
    while_taken(|| screen.autoresize())
}

/// Does it while nobody gives the terminal back, or not at all.
fn while_taken(write: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    let _writing = WRITING.lock().unwrap_or_else(PoisonError::into_inner);
    if TAKEN.load(Ordering::SeqCst) { write() } else { Ok(()) }
}

/// What the terminal reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted; it never acts as keys.
    Paste(String),
    /// The terminal has this size now, in columns and rows.
    Size(u16, u16),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has told its background.
    Background(Background),
}

/// The terminal's events, read by a thread of their own: crossterm's stream
/// needs two thread switches for each key, and a pasted line is many keys.
/// The thread ends with the program; while that is stopped, so is the thread.
pub struct Events(UnboundedReceiver<io::Result<Input>>);

impl Events {
    /// Begins to read; if asked to, first asks for the terminal's background,
    /// which comes as an event, or never.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn start(ask_background: bool) -> io::Result<Self> {
        let asked = ask_background && background::ask()?;
        let (send, receive) = mpsc::unbounded_channel();
        thread::spawn(move || {
            let mut sieve = if asked { Sieve::new(Instant::now()) } else { Sieve::default() };
            let mut rejoin = Rejoin::default();
            loop {
                let read = read(&mut rejoin, &mut sieve);
                let over = read.is_err();
                let (inputs, error) = match read {
                    Ok(through) => (through, None),
                    Err(error) => (Vec::new(), Some(Err(error))),
                };
                let inputs = inputs.into_iter().filter_map(input).map(Ok);
                if inputs.chain(error).any(|input| send.send(input).is_err()) || over {
                    return;
                }
            }
        });
        Ok(Self(receive))
    }

    /// The next event; `None` when the terminal is gone.
    ///
    /// # Errors
    /// The terminal can't be read.
    pub async fn next(&mut self) -> io::Result<Option<Input>> {
        self.0.recv().await.transpose()
    }

    /// An event that has arrived already.
    pub fn waiting(&mut self) -> Option<Input> {
        self.0.try_recv().ok()?.ok()
    }
}

/// Waits for what comes next.
fn read(rejoin: &mut Rejoin, sieve: &mut Sieve) -> io::Result<Vec<Sieved>> {
    if (rejoin.holds() || sieve.holds()) && !event::poll(GRACE)? {
        let now = Instant::now();
        let keys = rejoin.release();
        let mut all: Vec<_> = keys.into_iter().flat_map(|key| sieve.take(now, key)).collect();
        all.extend(sieve.release());
        return Ok(all);
    }
    let events = rejoin.take(event::read()?);
    let now = Instant::now();
    Ok(events.into_iter().flat_map(|event| sieve.take(now, event)).collect())
}

/// An event in the program's terms; `None` for what it does not care about.
fn input(event: Sieved) -> Option<Input> {
    match event {
        Sieved::Background(background) => Some(Input::Background(background)),
        // Windows reports releases too; holding a key down repeats it.
        Sieved::Event(event::Event::Key(key)) if key.kind != KeyEventKind::Release => {
            Some(Input::Key(self::key(key)?))
        }
        Sieved::Event(event::Event::Mouse(mouse)) => Some(Input::Mouse(self::mouse(mouse)?)),
        Sieved::Event(event::Event::Paste(text)) => Some(Input::Paste(text)),
        Sieved::Event(event::Event::Resize(width, height)) => Some(Input::Size(width, height)),
        Sieved::Event(_) => None,
    }
}

fn mouse(event: event::MouseEvent) -> Option<Mouse> {
    let kind = match event.kind {
        event::MouseEventKind::Down(event::MouseButton::Left) => MouseKind::Click,
        event::MouseEventKind::ScrollUp => MouseKind::WheelUp,
        event::MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse { kind, x: event.column, y: event.row })
}

/// Takes the mouse, or leaves it to the terminal. Only buttons and the wheel:
/// crossterm would have every movement reported, each of which wakes the
/// program up.
///
/// # Errors
/// The terminal is gone.
pub fn take_mouse(take: bool) -> io::Result<()> {
    while_taken(|| write_mouse(take))
}

fn write_mouse(take: bool) -> io::Result<()> {
    #[cfg(unix)]
    {
        let sequence: &[u8] = if take { TAKE_MOUSE } else { LEAVE_MOUSE };
        let mut out = stdout().lock();
        out.write_all(sequence)?;
        out.flush()
    }
    #[cfg(not(unix))]
    match take {
        true => execute!(stdout(), event::EnableMouseCapture),
        false => execute!(stdout(), event::DisableMouseCapture),
    }
}

/// Buttons and the wheel (1000), with coordinates of any size (1006).
#[cfg(unix)]
const TAKE_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
#[cfg(unix)]
const LEAVE_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1000l";

fn key(event: event::KeyEvent) -> Option<Key> {
    let code = match event.code {
        event::KeyCode::Char(c) => KeyCode::Char(c),
        event::KeyCode::Enter => KeyCode::Enter,
        event::KeyCode::Esc => KeyCode::Esc,
        event::KeyCode::Tab => KeyCode::Tab,
        event::KeyCode::BackTab => KeyCode::BackTab,
        event::KeyCode::Backspace => KeyCode::Backspace,
        event::KeyCode::Delete => KeyCode::Delete,
        event::KeyCode::Up => KeyCode::Up,
        event::KeyCode::Down => KeyCode::Down,
        event::KeyCode::Left => KeyCode::Left,
        event::KeyCode::Right => KeyCode::Right,
        event::KeyCode::Home => KeyCode::Home,
        event::KeyCode::End => KeyCode::End,
        event::KeyCode::PageUp => KeyCode::PageUp,
        event::KeyCode::PageDown => KeyCode::PageDown,
        event::KeyCode::F(n) => KeyCode::F(n),
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    let ctrl = held(KeyModifiers::CONTROL);
    let code = match code {
        KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
        other => other,
    };
    Some(Key { code, ctrl, alt: held(KeyModifiers::ALT) })
}

/// Puts a text into the clipboard: within tmux by tmux itself, which drops the
/// escape sequence unless it is told otherwise; else by OSC 52.
///
/// # Errors
/// tmux can't be run or refuses, or the terminal is gone; in words.
pub fn copy(text: &str) -> Result<CopyWay, String> {
    if std::env::var_os("TMUX").is_some() {
        return by_tmux(text).map(|()| CopyWay::Tmux).map_err(|why| format!("tmux: {why}"));
    }
    execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
        .map(|()| CopyWay::Terminal)
        .map_err(|error| error.to_string())
}

fn by_tmux(text: &str) -> io::Result<()> {
    let mut command = Command::new("tmux");
    command.args(["load-buffer", "-w", "-"]);
    let quiet = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = quiet.spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes())?;
    }
    let status = child.wait()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
}

/// Stops the whole job, as the terminal itself would at Ctrl-Z: a program that
/// started this one (`cargo run`) must stop as well, or the shell waits on.
/// May return before the stop has taken effect.
///
/// # Errors
/// When the signal can't be sent.
#[cfg(unix)]
pub fn suspend() -> io::Result<()> {
    use rustix::process::{Signal, kill_current_process_group};
    Ok(kill_current_process_group(Signal::TSTP)?)
}

/// There is no job control here.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn suspend() -> io::Result<()> {
    Ok(())
}
