//! Moments as the vendor writes them.

use jiff::{Timestamp, civil::Date, fmt::temporal::DateTimeParser, tz::TimeZone};
use serde::{Deserialize, Serialize};

static PARSER: DateTimeParser = DateTimeParser::new();

/// A moment from the vendor, such as `2023-05-20T00:00:00.000+03:00`, to the millisecond, as the vendor writes them.
///
/// The calendar day is kept beside the instant because it is the day *in the offset that it was written in*:
/// converting the instant to UTC, or to the reader's zone, would move `validUntilDate` by a day for many people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VendorTime {
    /// The instant, for comparing and adding durations.
    pub instant: Timestamp,
    /// The calendar day that the vendor wrote.
    pub day: Date,
}

/// The text is not a date with a day in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date that can be read")]
pub struct ParseVendorTimeError;

impl VendorTime {
    /// Reads ISO 8601 with an offset. A bare day (`2023-05-20`) is taken as midnight UTC, because a day without a
    /// time still says everything that the screens show.
    pub fn parse(text: &str) -> Result<Self, ParseVendorTimeError> {
        let text = text.trim();
        // The day is read from the text itself: reading it from the instant would move it into another zone.
        let day_text = text.get(.."2023-05-20".len()).ok_or(ParseVendorTimeError)?;
        let day = PARSER.parse_date(day_text).map_err(|_| ParseVendorTimeError)?;
        let instant = PARSER
            .parse_timestamp(text)
            .or_else(|refused| {
                if text == day_text { TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)) } else { Err(refused) }
            })
            .map_err(|_| ParseVendorTimeError)?;
        let instant =
            Timestamp::from_millisecond(instant.as_millisecond()).map_err(|_| ParseVendorTimeError)?;
        Ok(Self { instant, day })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, instant: &str, day: &str) {
        let parsed = VendorTime::parse(text).unwrap();
        assert_eq!(parsed.instant.to_string(), instant);
        assert_eq!(parsed.day.to_string(), day);
    }

    #[test]
    fn the_day_stays_the_one_that_was_written() {
        check("2023-05-20T00:00:00.000+03:00", "2023-05-19T21:00:00Z", "2023-05-20");
        check("2023-05-20T23:30:00.000-08:00", "2023-05-21T07:30:00Z", "2023-05-20");
        check("2023-05-20T00:00:00.000+0300", "2023-05-19T21:00:00Z", "2023-05-20");
        check("2023-05-20T10:00:00Z", "2023-05-20T10:00:00Z", "2023-05-20");
        check("2023-05-20", "2023-05-20T00:00:00Z", "2023-05-20");
        check("2023-05-20T10:00:00.123456Z", "2023-05-20T10:00:00.123Z", "2023-05-20");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "soon", "2023-13-01", "20/05/2023", "2023-05-20 noon", "2023-05-2é"] {
            assert_eq!(VendorTime::parse(text), Err(ParseVendorTimeError), "{text}");
        }
    }
}
