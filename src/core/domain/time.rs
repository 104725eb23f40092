//! Moments, as whole seconds: AWS gives IAM's dates no finer.

use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;

/// A moment in whole seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

const CLI: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second]+00:00");
const READABLE: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute] UTC");

const COMPACT: &[BorrowedFormatItem<'_>] =
    format_description!("[year][month][day]T[hour][minute][second]Z");
const TIME: &[BorrowedFormatItem<'_>] = format_description!("[hour]:[minute]:[second]");

impl Timestamp {
    /// ISO 8601 as the AWS CLI prints it: `2026-01-02T03:04:05+00:00`.
    pub fn iso8601(self) -> String {
        self.format(CLI)
    }

    /// Reads what [`Timestamp::iso8601`] writes, and RFC 3339 in general.
    pub fn parse(text: &str) -> Option<Self> {
        let moment = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        Some(Self(moment.unix_timestamp()))
    }

    /// Without signs, for names: `20260102T030405Z`.
    pub fn compact(self) -> String {
        self.format(COMPACT)
    }

    /// For people: `2026-01-02 03:04 UTC`.
    pub fn readable(self) -> String {
        self.format(READABLE)
    }

    /// The time alone, UTC: `03:04:05`.
    pub fn time_of_day(self) -> String {
        self.format(TIME)
    }

    /// Seconds from `earlier` to `self`; negative if it lies later.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// This moment, so many seconds later.
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    fn format(self, description: &[BorrowedFormatItem<'_>]) -> String {
        // A date outside the calendar's range (an absurd answer) is shown as
        // its number: it must not bring a list down.
        OffsetDateTime::from_unix_timestamp(self.0)
            .ok()
            .and_then(|t| t.format(description).ok())
            .unwrap_or_else(|| self.0.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_look_as_the_aws_cli_prints_them() {
        assert_eq!(Timestamp(1_767_323_045).iso8601(), "2026-01-02T03:04:05+00:00");
    }

    #[test]
    fn what_is_written_can_be_read() {
        let moment = Timestamp(1_767_323_045);
        assert_eq!(Timestamp::parse(&moment.iso8601()), Some(moment));
        assert_eq!(Timestamp::parse("2026-01-02T05:04:05+02:00"), Some(moment));
        assert_eq!(Timestamp::parse("yesterday"), None);
        assert_eq!(moment.compact(), "20260102T030405Z");
    }

    #[test]
    fn an_absurd_date_is_shown_as_its_number() {
        assert_eq!(Timestamp(i64::MAX).readable(), i64::MAX.to_string());
    }
}
