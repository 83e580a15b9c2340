//! Dates as the service writes them: ISO 8601 with milliseconds, in its own offset.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};

use crate::clock::saturating_add;

/// How long an assigned license can't be revoked through the API.
pub(crate) const REVOKE_WAIT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The service's own calendar.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    offset: Offset,
}

impl Calendar {
    pub(crate) fn new(offset: Offset) -> Self {
        Self { offset }
    }

    fn at(self, moment: Timestamp) -> DateTime {
        self.offset.to_datetime(moment)
    }

    pub(crate) fn day_of(self, moment: Timestamp) -> Date {
        self.at(moment).date()
    }

    /// `2023-05-20T00:00:00.000+03:00`
    pub(crate) fn write_day(self, day: Date) -> String {
        format!("{day}T00:00:00.000{}", self.offset_text())
    }

    pub(crate) fn write_moment(self, moment: Timestamp) -> String {
        format!("{}{}", self.at(moment).strftime("%Y-%m-%dT%H:%M:%S.%3f"), self.offset_text())
    }

    /// The start of a day in the service's offset.
    pub(crate) fn start_of(self, day: Date) -> Timestamp {
        self.offset.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX)
    }

    fn offset_text(self) -> String {
        let seconds = self.offset.seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.abs() / 60;
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// A date as HTTP headers want it.
pub(crate) fn http_date(moment: Timestamp) -> String {
    jiff::fmt::rfc2822::DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&moment)
        .unwrap_or_else(|_| "Thu, 01 Jan 1970 00:00:00 GMT".to_owned())
}

/// The moment `days` before (or, negative, after) `now`, to the millisecond, because that is what is written.
pub(crate) fn days_before(now: Timestamp, days: i64) -> Timestamp {
    whole_milliseconds(saturating_add(now, SignedDuration::from_hours(-24 * days)))
}

pub(crate) fn whole_milliseconds(moment: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(moment.as_millisecond()).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_a_moment_are_written_in_the_offset_with_milliseconds() {
        let calendar = Calendar::new(Offset::constant(3));
        let moment: Timestamp = "2023-05-19T22:30:01.5Z".parse().unwrap();
        assert_eq!(calendar.day_of(moment).to_string(), "2023-05-20");
        assert_eq!(calendar.write_moment(moment), "2023-05-20T01:30:01.500+03:00");
        assert_eq!(calendar.write_day(calendar.day_of(moment)), "2023-05-20T00:00:00.000+03:00");
        assert_eq!(calendar.start_of(calendar.day_of(moment)).to_string(), "2023-05-19T21:00:00Z");
        assert_eq!(Calendar::new(Offset::constant(-5)).write_moment(moment), "2023-05-19T17:30:01.500-05:00");
        assert_eq!(Calendar::new(Offset::UTC).write_moment(moment), "2023-05-19T22:30:01.500+00:00");
    }
}
