//! A value that lives at AWS.

use super::error::ApiError;
use super::msg::Ticket;

/// What is known of a value that lives at AWS. A value and an error can stand
/// together: a failed refresh never takes away what was read before.
#[derive(Debug, Clone, PartialEq)]
pub struct Remote<T> {
    /// The last value that was read.
    pub value: Option<T>,
    /// Why the newest attempt failed, if it did.
    pub error: Option<ApiError>,
    /// The request that is under way.
    pub loading: Option<Ticket>,
    /// Something newer has been read since: the value stays, but it is asked
    /// for again before it is relied on.
    pub outdated: bool,
}

impl<T> Default for Remote<T> {
    fn default() -> Self {
        Self { value: None, error: None, loading: None, outdated: false }
    }
}

impl<T> Remote<T> {
    /// Whether it should be asked for: it never was, it is outdated, or it is
    /// to be read again. Not while a request is under way.
    pub fn is_wanted(&self, refresh: bool) -> bool {
        let unasked = self.value.is_none() && self.error.is_none();
        self.loading.is_none() && (refresh || self.outdated || unasked)
    }

    /// Notes that a request is under way; what is known stays.
    pub fn start(&mut self, ticket: Ticket) {
        self.loading = Some(ticket);
    }

    /// Takes the answer to the request `ticket`; a late one is dropped.
    /// Returns whether it was taken.
    pub fn finish(&mut self, ticket: Ticket, result: Result<T, ApiError>) -> bool {
        if self.loading != Some(ticket) {
            return false;
        }
        self.loading = None;
        self.outdated = false;
        match result {
            Ok(value) => (self.value, self.error) = (Some(value), None),
            Err(error) => self.error = Some(error),
        }
        true
    }
}

/// What can be done to a remote value whatever it is.
pub trait AnyRemote {
    /// Whether it should be asked for; as [`Remote::is_wanted`].
    fn is_wanted(&self, refresh: bool) -> bool;
    /// Whether it was ever read.
    fn is_read(&self) -> bool;
    /// Notes that a request is under way.
    fn begin(&mut self, ticket: Ticket);
    /// Something newer has been read since.
    fn outdate(&mut self);
    /// What failed may be asked for once more.
    fn forget_failure(&mut self);
    /// The request under way is no longer wanted; returns its ticket.
    fn give_up(&mut self) -> Option<Ticket>;
}

impl<T> AnyRemote for Remote<T> {
    fn is_wanted(&self, refresh: bool) -> bool {
        Self::is_wanted(self, refresh)
    }

    fn is_read(&self) -> bool {
        self.value.is_some()
    }

    fn begin(&mut self, ticket: Ticket) {
        self.start(ticket);
    }

    fn outdate(&mut self) {
        self.outdated = true;
    }

    fn forget_failure(&mut self) {
        (self.error, self.loading) = (None, None);
    }

    fn give_up(&mut self) -> Option<Ticket> {
        self.loading.take()
    }
}

#[cfg(test)]
mod tests {
    use super::super::error::ErrorKind;
    use super::*;

    fn failure() -> ApiError {
        ApiError {
            action: "iam:GetRole",
            kind: ErrorKind::Service,
            code: None,
            message: String::new(),
            request_id: None,
        }
    }

    #[test]
    fn a_failed_refresh_does_not_take_away_what_was_read() {
        let mut remote = Remote::default();
        remote.start(Ticket(1));
        assert!(remote.finish(Ticket(1), Ok("role")));
        remote.start(Ticket(2));
        assert!(remote.finish(Ticket(2), Err(failure())));
        assert_eq!((remote.value, remote.error), (Some("role"), Some(failure())));
    }

    #[test]
    fn a_late_answer_is_dropped() {
        let mut remote = Remote::default();
        remote.start(Ticket(1));
        remote.start(Ticket(2));
        assert!(!remote.finish(Ticket(1), Ok("old")));
        assert_eq!((remote.value, remote.loading), (None, Some(Ticket(2))));
    }
}
