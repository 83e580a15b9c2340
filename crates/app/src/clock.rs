//! Time, passed in, so that tests own it.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// What time it is.
pub trait Clock: Send + Sync {
    /// The moment.
    fn now(&self) -> Timestamp;

    /// The calendar day where the person is.
    fn today(&self) -> Date;

    /// The time zone where the person is.
    fn zone(&self) -> TimeZone {
        TimeZone::system()
    }
}

/// The computer's clock and time zone.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn today(&self) -> Date {
        jiff::ZonedDateTime::now().date()
    }
}
