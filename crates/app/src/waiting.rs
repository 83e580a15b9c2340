//! When queued revocations are due, and which of them are carried out without a click. Pure: moments come in as
//! arguments.

use domain::Queued;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use store::QueuedRevoke;

/// A queued revocation with what is known of it now.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    pub entry: QueuedRevoke,
    /// Whether it could be carried out, by the rules.
    pub now: Queued,
}

/// The moment, where the person is.
#[derive(Clone, Debug)]
pub(crate) struct Here {
    pub now: Timestamp,
    pub zone: TimeZone,
}

impl Waiting {
    /// Whether its day has come, whatever stands in the way.
    pub fn has_come(&self, now: Timestamp) -> bool {
        match self.now {
            Queued::NotBefore(moment) => moment <= now,
            _ => self.entry.due_at <= now,
        }
    }

    /// Whether a person has something to decide: what can't be carried out is no reason to call them.
    pub fn is_due(&self) -> bool {
        self.now == Queued::Due && self.entry.change_set.is_none()
    }

    /// When it is to be revoked: a rule can make that later than it was when it was queued.
    pub fn moment(&self) -> Timestamp {
        match self.now {
            Queued::NotBefore(moment) => moment,
            _ => self.entry.due_at,
        }
    }

    /// Whether it may be tried without a click: one that did not work is left alone for the rest of the day.
    pub fn may_be_tried(&self, here: &Here) -> bool {
        self.is_due() && self.entry.tried_at.is_none_or(|tried| here.day(tried) < here.day(here.now))
    }
}

impl Here {
    /// The calendar day of a moment.
    pub fn day(&self, moment: Timestamp) -> Date {
        moment.to_zoned_datetime(self.zone.clone()).date()
    }
}

/// When the queue is to be looked at next, because something becomes due.
pub(crate) fn next_look(waiting: &[Waiting], now: Timestamp) -> Option<Timestamp> {
    waiting.iter().map(Waiting::moment).filter(|moment| *moment > now).min()
}

#[cfg(test)]
mod tests {
    use domain::{Access, License, LicenseId, Obstacle, Product, Role, Scope, Usage};

    use super::*;

    const DAY: i64 = 24 * 60 * 60;

    fn at(second: i64) -> Timestamp {
        // Midnight, UTC.
        Timestamp::from_second(20_000 * DAY + second).unwrap()
    }

    fn here(second: i64) -> Here {
        Here { now: at(second), zone: TimeZone::UTC }
    }

    fn waiting(due: i64, now: Queued) -> Waiting {
        let seen = License {
            id: LicenseId("A".into()),
            product: Product { code: "II".into(), name: String::new() },
            team: None,
            assignee: None,
            subscription: None,
            perpetual: None,
            domain: None,
            usage: Usage::default(),
            transferable: true,
            trial: false,
            available_to_assign: None,
            suspended: false,
        };
        let actor = Access {
            customer_code: None,
            customer_name: String::new(),
            scope: Scope::Organization { teams: vec![] },
            role: Role::Admin,
        };
        let entry =
            QueuedRevoke { seen, queued_at: at(0), due_at: at(due), actor, tried_at: None, change_set: None };
        Waiting { entry, now }
    }

    #[test]
    fn what_is_due_calls_and_what_is_blocked_only_shows() {
        #[track_caller]
        fn check(now: Queued, has_come: bool, calls: bool) {
            let waiting = waiting(10, now);
            assert_eq!((waiting.has_come(at(10)), waiting.is_due()), (has_come, calls));
        }
        check(Queued::Due, true, true);
        check(Queued::NotBefore(at(20)), false, false);
        check(Queued::HolderChanged, true, false);
        check(Queued::Blocked(Obstacle::NotAssigned), true, false);
        assert!(!waiting(10, Queued::HolderChanged).has_come(at(9)));
        let mut under_way = waiting(10, Queued::Due);
        under_way.entry.change_set = Some("1".into());
        assert!(!under_way.is_due());
    }

    #[test]
    fn what_did_not_work_is_tried_again_on_the_next_day_only() {
        #[track_caller]
        fn check(tried: Option<i64>, now: i64, expected: bool) {
            let mut waiting = waiting(0, Queued::Due);
            waiting.entry.tried_at = tried.map(at);
            assert_eq!(waiting.may_be_tried(&here(now)), expected);
        }
        check(None, 5, true);
        check(Some(5), 6, false);
        check(Some(5), DAY - 1, false);
        check(Some(5), DAY, true);
        assert!(!waiting(0, Queued::HolderChanged).may_be_tried(&here(5)));
        // The day is that of the person: here, it is tomorrow already.
        let mut tried = waiting(0, Queued::Due);
        tried.entry.tried_at = Some(at(DAY - 1_800));
        let zone = TimeZone::fixed(jiff::tz::offset(1));
        assert!(!tried.may_be_tried(&Here { now: at(DAY), zone }));
        assert!(tried.may_be_tried(&here(DAY)));
    }

    #[test]
    fn the_queue_is_looked_at_when_the_next_day_comes() {
        let queue = [
            waiting(10, Queued::Due),
            waiting(20, Queued::NotBefore(at(40))),
            waiting(60, Queued::NotBefore(at(60))),
        ];
        assert_eq!(next_look(&queue, at(15)), Some(at(40)));
        assert_eq!(next_look(&queue, at(40)), Some(at(60)));
        assert_eq!(next_look(&queue, at(60)), None);
    }
}
