//! Rings once at a moment, and costs nothing until then.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Instant;

/// A clock that wakes up for its moment and for nothing else. tokio's timers
/// wake up on the way to a distant one, as it moves down their wheel.
#[derive(Debug)]
pub struct Alarm {
    set: Sender<Option<Instant>>,
}

impl Alarm {
    /// Calls `ring` each time that a moment has come.
    pub fn new(ring: impl Fn() + Send + 'static) -> Self {
        let (set, moments) = mpsc::channel::<Option<Instant>>();
        // Ends when the alarm is dropped.
        thread::spawn(move || {
            let mut moment = None;
            loop {
                let next = match moment {
                    None => moments.recv().map_err(|_| RecvTimeoutError::Disconnected),
                    Some(at) => {
                        let left = Instant::saturating_duration_since(&at, Instant::now());
                        moments.recv_timeout(left)
                    }
                };
                match next {
                    Ok(next) => moment = next,
                    Err(RecvTimeoutError::Timeout) => {
                        moment = None;
                        ring();
                    }
                    Err(RecvTimeoutError::Disconnected) => return,
                }
            }
        });
        Self { set }
    }

    /// Sets the moment, or none; the one before no longer counts.
    pub fn set(&self, moment: Option<Instant>) {
        // The thread ends only after this half of the channel.
        let _ = self.set.send(moment);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn it_rings_for_the_newest_moment_alone() {
        let (tell, told) = mpsc::channel();
        let alarm = Alarm::new(move || tell.send(()).unwrap());
        alarm.set(Some(Instant::now() + Duration::from_secs(3600)));
        alarm.set(Some(Instant::now()));
        told.recv_timeout(Duration::from_secs(60)).unwrap();
        drop(alarm);
        // The thread is gone, and nothing else has rung.
        assert!(told.recv().is_err());
    }
}
