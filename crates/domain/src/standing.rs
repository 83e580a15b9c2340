//! What a license's facts add up to on a given day: the one word of its badge, and when it can be revoked.

use jiff::{Timestamp, ToSpan, civil::Date};
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::{Assignee, License, facts::Horizon};

/// Days without being seen after which a license counts as idle.
pub const IDLE_AFTER_DAYS: i32 = 60;
/// Days before the end of a license that does not renew in which it asks for attention.
pub const EXPIRING_WITHIN_DAYS: i32 = 30;
/// Days after an assignment in which the vendor's API refuses to revoke (its published rule).
pub const REVOCABLE_AFTER_DAYS: i32 = 30;

/// The one word that describes a license best. The first that is true, in this order, is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LicenseState {
    /// The vendor suspended it.
    Suspended,
    /// Its paid period is over.
    Expired,
    /// A License Vault hands it out.
    LicenseVault,
    /// A license server hands it out.
    LicenseServer,
    /// It was turned into a license key.
    LicenseKey,
    /// Nobody holds it, and the vendor would not assign it.
    Unavailable,
    /// Nobody holds it.
    Free,
    /// It ends soon and does not renew.
    Expiring,
    /// Assigned less than 30 days ago: the API can't revoke it yet.
    Locked,
    /// Assigned, revocable, and no product was ever started with it.
    NeverSeen,
    /// Assigned, and not seen for a long time.
    Idle,
    /// Assigned and used, as far as can be known.
    Assigned,
}

/// A license's state with the figures that belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The one word.
    pub state: LicenseState,
    /// Days since it was last seen, for holders who can be seen.
    pub unseen_days: Option<i32>,
    /// The first day on which the API would revoke it, where that day is still to come.
    pub locked_until: Option<Date>,
    /// Days until the paid period ends; negative once it has ended.
    pub expires_in_days: Option<i32>,
}

impl License {
    /// What the facts add up to at `now`, on the calendar day `today` where the reader is.
    pub fn standing(&self, now: Timestamp, today: Date) -> Standing {
        let facts = self.facts();
        let horizon = Horizon::new(now, today);
        let revocable_from = self.revocable_from().filter(|_| facts.is_locked(&horizon));
        Standing {
            state: facts.state(&horizon),
            unseen_days: self.unseen_days(today),
            locked_until: revocable_from.map(|from| from.day),
            expires_in_days: self.valid_until().map(|day| days_between(today, day)),
        }
    }

    /// The last day of the paid period.
    pub fn valid_until(&self) -> Option<Date> {
        self.subscription.as_ref()?.valid_until.map(|until| until.day)
    }

    /// Whether the paid period is over; a perpetual license never is.
    pub fn is_expired(&self, today: Date) -> bool {
        self.facts().is_expired(today)
    }

    /// Whether it would renew: a pack reference that is missing means that the renewal was stopped.
    pub fn renews(&self) -> bool {
        self.subscription.as_ref().is_some_and(|paid| paid.pack.is_some() && paid.renews_automatically)
    }

    /// The first moment at which the API would revoke it: 30 days after the assignment.
    pub fn revocable_from(&self) -> Option<crate::VendorTime> {
        let assigned = self.usage.last_assigned?;
        Some(crate::VendorTime {
            instant: assigned.instant.checked_add((24 * REVOCABLE_AFTER_DAYS).hours()).ok()?,
            day: assigned.day.checked_add(REVOCABLE_AFTER_DAYS.days()).ok()?,
        })
    }

    /// The e-mail of the person who holds it.
    pub fn holder(&self) -> Option<&str> {
        match &self.assignee {
            Some(Assignee::User { email, .. }) => Some(email),
            _ => None,
        }
    }

    /// Whether the same person, server or key holds both; e-mails are compared whatever their case.
    pub fn has_same_holder(&self, other: &License) -> bool {
        match (self.holder(), other.holder()) {
            (Some(one), Some(two)) if !one.is_empty() && !two.is_empty() => {
                crate::person_key(one) == crate::person_key(two)
            }
            _ => self.assignee == other.assignee,
        }
    }

    fn unseen_days(&self, today: Date) -> Option<i32> {
        self.holder()?;
        if self.usage.offline_code {
            return None;
        }
        self.usage.last_seen.map(|seen| days_between(seen.day, today).max(0))
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    // The difference of two days in days always fits: both are within the years that a date can hold.
    from.until(to).map_or(0, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[track_caller]
    fn check(change: impl FnOnce(&mut License), expected: LicenseState) -> Standing {
        let mut license = sample::assigned();
        change(&mut license);
        let standing = license.standing(sample::now(), sample::today());
        assert_eq!(standing.state, expected);
        standing
    }

    #[test]
    fn the_first_true_word_wins() {
        check(|_| {}, LicenseState::Assigned);
        check(|license| license.suspended = true, LicenseState::Suspended);
        check(|license| *license = sample::free(), LicenseState::Free);
        check(|license| license.assignee = None, LicenseState::Unavailable);
        check(|license| sample::valid_until(license, "2026-11-22T00:00:00.000+03:00"), LicenseState::Expired);
        check(
            |license| sample::valid_until(license, "2026-11-23T00:00:00.000+03:00"),
            LicenseState::Assigned,
        );
    }

    #[test]
    fn what_renews_is_not_expiring() {
        check(
            |license| sample::valid_until(license, "2026-12-01T00:00:00.000+03:00"),
            LicenseState::Assigned,
        );
        let standing = check(
            |license| {
                sample::valid_until(license, "2026-12-01T00:00:00.000+03:00");
                license.subscription.as_mut().unwrap().pack = None;
            },
            LicenseState::Expiring,
        );
        assert_eq!(standing.expires_in_days, Some(8));
    }

    #[test]
    fn idle_counts_days_but_not_for_offline_codes() {
        let idle = check(
            |license| license.usage.last_seen = sample::at("2026-09-10T08:00:00.000+02:00"),
            LicenseState::Idle,
        );
        assert_eq!(idle.unseen_days, Some(74));
        check(|license| license.usage.last_seen = None, LicenseState::NeverSeen);
        let offline = check(
            |license| {
                license.usage.last_seen = None;
                license.usage.offline_code = true;
            },
            LicenseState::Assigned,
        );
        assert_eq!(offline.unseen_days, None);
    }

    #[test]
    fn locked_until_thirty_days_after_the_assignment() {
        let standing = check(
            |license| license.usage.last_assigned = sample::at("2026-11-14T12:00:00.000+03:00"),
            LicenseState::Locked,
        );
        assert_eq!(standing.locked_until.unwrap().to_string(), "2026-12-14");
        check(
            |license| license.usage.last_assigned = sample::at("2026-10-24T12:00:00.000Z"),
            LicenseState::Assigned,
        );
        check(
            |license| license.usage.last_assigned = sample::at("2026-10-24T12:00:01.000Z"),
            LicenseState::Locked,
        );
    }
}
