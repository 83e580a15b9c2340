//! Filters that are more than a list of values. Ranges that count days from today stay right in a saved view.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use specta::Type;

/// Ranges of the paid period's end that are offered with their counts.
pub const EXPIRY_PRESETS: [ExpiryFilter; 5] = [
    ExpiryFilter::Within { days: 7 },
    ExpiryFilter::Within { days: 30 },
    ExpiryFilter::Within { days: 90 },
    ExpiryFilter::Over,
    ExpiryFilter::Unlimited,
];

/// Ranges of the last sign of use that are offered with their counts.
pub const LAST_SEEN_PRESETS: [LastSeenFilter; 6] = [
    LastSeenFilter::Never,
    LastSeenFilter::Within { days: 7 },
    LastSeenFilter::Within { days: 30 },
    LastSeenFilter::NotFor { days: 30 },
    LastSeenFilter::NotFor { days: 60 },
    LastSeenFilter::NotFor { days: 90 },
];

/// Moments of revocability that are offered with their counts.
pub const REVOCABLE_PRESETS: [RevocableFilter; 3] =
    [RevocableFilter::Now, RevocableFilter::Within { days: 7 }, RevocableFilter::Within { days: 30 }];

/// Who or what holds a license, or nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AssigneeKind {
    /// A person.
    Person,
    /// A license server, or a server of which the vendor does not say which kind it is.
    LicenseServer,
    /// A License Vault.
    LicenseVault,
    /// A license key.
    LicenseKey,
    /// Something newer than this app.
    Other,
    /// Nobody.
    Nobody,
}

/// When the paid period ends. Days are those that the vendor wrote, "today" is the reader's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum ExpiryFilter {
    /// From today on, at most this many days away.
    Within {
        /// Days.
        days: u16,
    },
    /// Before today.
    Over,
    /// No end is known, as with perpetual licenses.
    Unlimited,
    /// Between two days, both included; either may be open.
    Between {
        /// The first day, `YYYY-MM-DD`.
        #[specta(type = Option<String>)]
        from: Option<Date>,
        /// The last day, `YYYY-MM-DD`.
        #[specta(type = Option<String>)]
        to: Option<Date>,
    },
}

/// When the person who holds a license was last seen. Who generated an offline code is never seen, so only `Between`,
/// which goes by what the vendor wrote, can find them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum LastSeenFilter {
    /// Not once.
    Never,
    /// At most this many days ago.
    Within {
        /// Days.
        days: u16,
    },
    /// This many days ago or more.
    NotFor {
        /// Days.
        days: u16,
    },
    /// Between two days, both included; either may be open.
    Between {
        /// The first day, `YYYY-MM-DD`.
        #[specta(type = Option<String>)]
        from: Option<Date>,
        /// The last day, `YYYY-MM-DD`.
        #[specta(type = Option<String>)]
        to: Option<Date>,
    },
}

/// When a license can be taken from the person who holds it. Only people's licenses are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum RevocableFilter {
    /// Now.
    Now,
    /// Now or at most this many days from today.
    Within {
        /// Days.
        days: u16,
    },
    /// On this day at the latest.
    By {
        /// The day, `YYYY-MM-DD`.
        #[specta(type = String)]
        day: Date,
    },
}
