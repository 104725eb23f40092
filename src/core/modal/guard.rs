//! Keeps keys from a dialog that were not meant for it: typed ahead, held
//! down, or pasted before anybody could read what it asks.

use super::super::msg::{Effect, Ticket};

/// Milliseconds of silence before keys count.
const SILENCE: u64 = 250;

/// How far a dialog is from taking keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Guard {
    /// It can't be seen.
    #[default]
    Hidden,
    /// It is about to be drawn.
    Drawing(Ticket),
    /// It is drawn, and the keyboard must be silent.
    Silence(Ticket),
    /// The silence is over, but for keys that may have come in its last moment
    /// and were not looked at yet: drawing takes time.
    Settling(Ticket),
    /// Keys count.
    Open,
}

impl Guard {
    /// Whether keys count.
    pub fn is_open(self) -> bool {
        self == Self::Open
    }

    /// It can be seen; begins, unless it has.
    pub fn begin(&mut self, ticket: Ticket) -> Vec<Effect> {
        if *self != Self::Hidden {
            return Vec::new();
        }
        *self = Self::Drawing(ticket);
        vec![Effect::GoOn(ticket)]
    }

    /// It can't be seen any more, or shows something else.
    pub fn reset(&mut self) -> Vec<Effect> {
        match std::mem::take(self) {
            Self::Silence(ticket) => vec![Effect::Cancel(ticket)],
            _ => Vec::new(),
        }
    }

    /// What had come was looked at and drawn.
    pub fn drawn(&mut self, ticket: Ticket) -> Option<Effect> {
        match *self {
            Self::Drawing(drawn) if drawn == ticket => {
                *self = Self::Silence(ticket);
                Some(Effect::Timer { ticket, after: SILENCE })
            }
            Self::Settling(drawn) if drawn == ticket => {
                *self = Self::Open;
                None
            }
            _ => None,
        }
    }

    /// The silence lasted long enough, if this timer is its.
    pub fn timer(&mut self, ticket: Ticket) -> Option<Effect> {
        let silent = *self == Self::Silence(ticket);
        silent.then(|| {
            *self = Self::Settling(ticket);
            Effect::GoOn(ticket)
        })
    }

    /// A key came too early: the silence begins anew.
    pub fn disturbed(&mut self, next: Ticket) -> Vec<Effect> {
        match *self {
            Self::Silence(old) => {
                *self = Self::Silence(next);
                vec![Effect::Cancel(old), Effect::Timer { ticket: next, after: SILENCE }]
            }
            Self::Settling(_) => {
                *self = Self::Silence(next);
                vec![Effect::Timer { ticket: next, after: SILENCE }]
            }
            Self::Hidden | Self::Drawing(_) | Self::Open => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_count_once_it_is_drawn_and_the_keyboard_was_silent() {
        let mut guard = Guard::default();
        assert_eq!(guard.begin(Ticket(1)), [Effect::GoOn(Ticket(1))]);
        assert_eq!(guard.disturbed(Ticket(2)), []);
        let timer = |n| Effect::Timer { ticket: Ticket(n), after: SILENCE };
        assert_eq!(guard.drawn(Ticket(1)), Some(timer(1)));
        assert_eq!(guard.disturbed(Ticket(3)), [Effect::Cancel(Ticket(1)), timer(3)]);
        // The old timer's message may be on its way.
        assert_eq!(guard.timer(Ticket(1)), None);
        assert_eq!(guard.timer(Ticket(3)), Some(Effect::GoOn(Ticket(3))));
        assert_eq!(guard.disturbed(Ticket(4)), [timer(4)]);
        assert_eq!(guard.drawn(Ticket(3)), None);
        assert!(!guard.is_open());
        guard.timer(Ticket(4));
        guard.drawn(Ticket(4));
        assert!(guard.is_open());
        guard.reset();
        assert!(!guard.is_open());
    }
}
