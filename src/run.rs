//! Joins the parts: messages go to `core`, its effects to `aws` and `host`,
//! its state to `ui`. The only loop of the browser.

mod engine;
mod signals;

use std::io::{self, Write as _};

use crate::core::changing;
use crate::core::msg::Msg;
use crate::terminal::{self, Events, Input, Screen};
use crate::ui::theme::Themes;
use crate::ui::wide::WideRows;
pub use engine::{Clipboard, DemoProfiles, Engine, Flow};
use signals::Signals;

/// Messages that are taken in before the screen is drawn again.
const BATCH: usize = 256;

/// How the browser came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The user quit.
    Quit,
    /// A signal asked for it.
    Terminated,
    /// A task panicked; its message is on the terminal.
    Crashed,
}

/// Runs the browser on the terminal until it ends. The terminal is given back
/// in any case.
///
/// # Errors
/// When there is no terminal, or it went away.
pub async fn browse(mut engine: Engine, themes: Themes) -> io::Result<End> {
    let mut signals = Signals::new()?;
    let mut terminal = terminal::enter()?;
    let end = event_loop(&mut engine, &mut terminal, &themes, &mut signals).await;
    terminal::leave();
    finish(&mut engine, &mut signals).await;
    end
}

/// Whatever has ended the loop: a change under way is carried to its end, as
/// far as one waits for it. Whoever insists, here or before, does not.
async fn finish(engine: &mut Engine, signals: &mut Signals) {
    if engine.app.changes.under_way().is_none() {
        return;
    }
    // A terminal that goes away says so twice, by its end and by a signal, in
    // either order: that is no insisting.
    let mut flow = match changing::is_asked(&engine.app) {
        true => Flow::Continue,
        false => engine.handle(Msg::Terminate),
    };
    let at_hand = engine.app.changes.under_way().and_then(|it| it.run().call_at_hand());
    if let (Flow::Continue, Some(change)) = (flow, at_hand) {
        let waiting = engine.app.words.changing.waiting_outside;
        // The terminal may be gone: then nobody reads it.
        let _ = writeln!(io::stderr(), "{}", waiting(change.action()));
    }
    while flow == Flow::Continue {
        flow = tokio::select! {
            Some(msg) = engine.next() => engine.handle(msg),
            // Whoever asks once more insists.
            () = signals.insist() => engine.handle(Msg::Terminate),
            else => break,
        };
    }
}

async fn event_loop(
    engine: &mut Engine,
    terminal: &mut Screen,
    themes: &Themes,
    signals: &mut Signals,
) -> io::Result<End> {
    let mut wide = WideRows::default();
    let mut has_mouse = false;
    let mut events = Events::start(engine.app.settings.theme.is_none())?;
    let size = terminal.size()?;
    let mut terminated = false;
    let mut flow = engine.handle(Msg::Start { width: size.width, height: size.height });
    loop {
        match flow {
            Flow::Quit if terminated => return Ok(End::Terminated),
            Flow::Quit => return Ok(End::Quit),
            Flow::Crash => return Ok(End::Crashed),
            Flow::Suspend => {
                terminal::leave();
                signals.forget_resumed();
                terminal::suspend()?;
                signals.resumed().await;
                *terminal = terminal::enter()?;
                has_mouse = false;
                let size = terminal.size()?;
                engine.handle(Msg::Resize { width: size.width, height: size.height });
            }
            Flow::Continue => {}
        }
        if engine.app.takes_mouse() != has_mouse {
            has_mouse = !has_mouse;
            terminal::take_mouse(has_mouse)?;
        }
        terminal::draw(terminal, |frame| {
            engine.draw(frame, themes.get(&engine.app.theme));
            wide.refresh(frame.buffer_mut());
        })?;
        engine.set_alarm();
        flow = tokio::select! {
            event = events.next() => match event? {
                Some(event) => take(engine, terminal, event)?,
                // The terminal is gone: nobody is left to show anything to.
                None => return Ok(End::Terminated),
            },
            Some(msg) = engine.next() => engine.handle(msg),
            () = signals.terminate() => {
                terminated = true;
                engine.handle(Msg::Terminate)
            }
        };
        // What has piled up meanwhile is taken in before the next drawing.
        flow = engine.catch_up(flow);
        for _ in 0..BATCH {
            let Some(event) = (flow == Flow::Continue).then(|| events.waiting()).flatten() else {
                break;
            };
            flow = take(engine, terminal, event)?;
        }
    }
}

fn take(engine: &mut Engine, terminal: &mut Screen, input: Input) -> io::Result<Flow> {
    Ok(match input {
        Input::Key(key) => engine.key(key),
        Input::Mouse(mouse) => engine.handle(Msg::Mouse(mouse)),
        Input::Paste(text) => engine.paste(&text),
        Input::Background(background) => engine.handle(Msg::Background(background)),
        Input::Size(width, height) => {
            terminal::fit(terminal)?;
            engine.handle(Msg::Resize { width, height })
        }
    })
}
