//! One license in 56 bytes beside its texts: what all licenses share is a position in a dictionary.

use jiff::{Timestamp, civil::Date, tz::Offset};

use crate::{
    Assignee, AssigneeKind, License, LicenseId, Perpetual, ServerKind, Subscription, Usage, VendorTime,
    facts::Facts, index::dictionary::Dictionary,
};

/// "None" among positions in the dictionary.
pub(crate) const NONE: u32 = u32::MAX;
/// "None" among days: no vendor writes the year -9999.
const NO_DAY: Date = Date::MIN;

/// A license without its texts. It gives back exactly the license that it was made of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// Positions in the dictionary, or [`NONE`].
    pub product: u32,
    pub team: u32,
    pub pack: u32,
    domain: u32,
    pub valid_until: Moment,
    pub last_seen: Moment,
    pub last_assigned: Moment,
    upgrade_due: Moment,
    pub kind: AssigneeKind,
    flags: u16,
}

/// The texts of a license that hardly any other has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Texts<'a> {
    pub id: &'a str,
    /// Name, server, key or kind of the assignee; empty if nobody has it.
    pub name: &'a str,
    /// The person's e-mail; empty for others.
    pub email: &'a str,
}

/// A [`VendorTime`] in 8 bytes: the day, and the milliseconds from midnight in UTC of the day before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    day: Date,
    milliseconds: i32,
}

macro_rules! flags {
    ($($name:ident)*) => { flags!(@ 0, $($name)*); };
    (@ $bit:expr, $name:ident $($rest:ident)*) => {
        const $name: u16 = 1 << ($bit);
        flags!(@ $bit + 1, $($rest)*);
    };
    (@ $bit:expr,) => {};
}

flags! {
    SUSPENDED TRIAL TRANSFERABLE OFFLINE_CODE SAYS_AVAILABLE AVAILABLE RENEWS_AUTOMATICALLY SUBSCRIPTION
    SUBSCRIPTION_OUTDATED PERPETUAL PERPETUAL_OUTDATED UNKNOWN_SERVER
}

impl Row {
    /// The dictionary has to know the license's values.
    pub fn pack(license: &License, dictionary: &Dictionary) -> Self {
        let subscription = license.subscription.as_ref();
        let perpetual = license.perpetual.as_ref();
        Self {
            product: dictionary.products.position_of(Some(&license.product)),
            team: dictionary.teams.position_of(license.team.as_ref()),
            pack: dictionary.packs.position_of(subscription.and_then(|paid| paid.pack.as_ref())),
            domain: dictionary.domains.position_of(license.domain.as_ref()),
            valid_until: Moment::pack(subscription.and_then(|paid| paid.valid_until)),
            last_seen: Moment::pack(license.usage.last_seen),
            last_assigned: Moment::pack(license.usage.last_assigned),
            upgrade_due: Moment::pack(perpetual.and_then(|bought| bought.upgrade_due)),
            kind: license.assignee.as_ref().map_or(AssigneeKind::Nobody, Assignee::kind),
            flags: pack_flags(license),
        }
    }

    pub fn unpack(&self, texts: Texts<'_>, dictionary: &Dictionary) -> License {
        License {
            id: LicenseId(texts.id.to_owned()),
            product: dictionary.products.get(self.product).cloned().unwrap_or_default(),
            team: dictionary.teams.get(self.team).cloned(),
            assignee: self.assignee(texts),
            subscription: self.has(SUBSCRIPTION).then(|| Subscription {
                valid_until: self.valid_until.unpack(),
                pack: dictionary.packs.get(self.pack).cloned(),
                renews_automatically: self.has(RENEWS_AUTOMATICALLY),
                outdated: self.has(SUBSCRIPTION_OUTDATED),
            }),
            perpetual: self.has(PERPETUAL).then(|| Perpetual {
                upgrade_due: self.upgrade_due.unpack(),
                outdated: self.has(PERPETUAL_OUTDATED),
            }),
            domain: dictionary.domains.get(self.domain).cloned(),
            usage: Usage {
                last_seen: self.last_seen.unpack(),
                last_assigned: self.last_assigned.unpack(),
                offline_code: self.has(OFFLINE_CODE),
            },
            transferable: self.has(TRANSFERABLE),
            trial: self.has(TRIAL),
            available_to_assign: self.has(SAYS_AVAILABLE).then_some(self.has(AVAILABLE)),
            suspended: self.has(SUSPENDED),
        }
    }

    pub fn facts(&self) -> Facts {
        Facts {
            kind: self.kind,
            suspended: self.has(SUSPENDED),
            renews: self.renews(),
            offline_code: self.has(OFFLINE_CODE),
            has_subscription: self.has(SUBSCRIPTION),
            has_perpetual: self.has(PERPETUAL),
            available_to_assign: self.has(SAYS_AVAILABLE).then_some(self.has(AVAILABLE)),
            valid_until: self.valid_until.day(),
            last_seen: self.last_seen.day(),
            last_assigned: self.last_assigned.instant(),
        }
    }

    pub fn renews(&self) -> bool {
        self.pack != NONE && self.has(RENEWS_AUTOMATICALLY)
    }

    pub fn is_trial(&self) -> bool {
        self.has(TRIAL)
    }

    pub fn is_suspended(&self) -> bool {
        self.has(SUSPENDED)
    }

    pub fn is_transferable(&self) -> bool {
        self.has(TRANSFERABLE)
    }

    pub fn has_offline_code(&self) -> bool {
        self.has(OFFLINE_CODE)
    }

    fn has(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    fn assignee(&self, texts: Texts<'_>) -> Option<Assignee> {
        let name = texts.name.to_owned();
        let server = |kind| Assignee::Server { kind, uid: name.clone() };
        Some(match self.kind {
            AssigneeKind::Nobody => return None,
            AssigneeKind::Person => Assignee::User { email: texts.email.to_owned(), name },
            AssigneeKind::LicenseVault => server(ServerKind::LicenseVault),
            AssigneeKind::LicenseServer if self.has(UNKNOWN_SERVER) => server(ServerKind::Unknown),
            AssigneeKind::LicenseServer => server(ServerKind::LicenseServer),
            AssigneeKind::LicenseKey => Assignee::LicenseKey { registration_name: name },
            AssigneeKind::Other => Assignee::Other { kind: name },
        })
    }
}

fn pack_flags(license: &License) -> u16 {
    let subscription = license.subscription.as_ref();
    let perpetual = license.perpetual.as_ref();
    let unknown_server = matches!(license.assignee, Some(Assignee::Server { kind: ServerKind::Unknown, .. }));
    [
        (SUSPENDED, license.suspended),
        (TRIAL, license.trial),
        (TRANSFERABLE, license.transferable),
        (OFFLINE_CODE, license.usage.offline_code),
        (SAYS_AVAILABLE, license.available_to_assign.is_some()),
        (AVAILABLE, license.available_to_assign == Some(true)),
        (SUBSCRIPTION, subscription.is_some()),
        (RENEWS_AUTOMATICALLY, subscription.is_some_and(|paid| paid.renews_automatically)),
        (SUBSCRIPTION_OUTDATED, subscription.is_some_and(|paid| paid.outdated)),
        (PERPETUAL, perpetual.is_some()),
        (PERPETUAL_OUTDATED, perpetual.is_some_and(|bought| bought.outdated)),
        (UNKNOWN_SERVER, unknown_server),
    ]
    .into_iter()
    .filter_map(|(flag, is_set)| is_set.then_some(flag))
    .sum()
}

impl<'a> Texts<'a> {
    pub fn of(license: &'a License) -> Self {
        let (name, email) = match &license.assignee {
            Some(Assignee::User { name, email }) => (name.as_str(), email.as_str()),
            Some(Assignee::Server { uid, .. }) => (uid.as_str(), ""),
            Some(Assignee::LicenseKey { registration_name }) => (registration_name.as_str(), ""),
            Some(Assignee::Other { kind }) => (kind.as_str(), ""),
            None => ("", ""),
        };
        Self { id: &license.id.0, name, email }
    }
}

impl Moment {
    fn pack(time: Option<VendorTime>) -> Self {
        let Some(time) = time else { return Self { day: NO_DAY, milliseconds: 0 } };
        let distance = start_of_day_before(time.day)
            .map_or(0, |start| time.instant.as_millisecond() - start.as_millisecond());
        // What the vendor writes is within a few days of its own day; nothing else can be read from a text.
        let milliseconds = i32::try_from(distance).unwrap_or(if distance < 0 { i32::MIN } else { i32::MAX });
        Self { day: time.day, milliseconds }
    }

    fn unpack(self) -> Option<VendorTime> {
        Some(VendorTime { instant: self.instant()?, day: self.day()? })
    }

    /// The calendar day that the vendor wrote.
    pub fn day(self) -> Option<Date> {
        (self.day != NO_DAY).then_some(self.day)
    }

    pub fn instant(self) -> Option<Timestamp> {
        let start = start_of_day_before(self.day()?)?;
        Timestamp::from_millisecond(start.as_millisecond() + i64::from(self.milliseconds)).ok()
    }
}

/// Midnight in UTC of the day before: that of 31 December 9999, which the vendor may write for "never", is beyond what a
/// `Timestamp` can hold.
fn start_of_day_before(day: Date) -> Option<Timestamp> {
    Offset::UTC.to_timestamp(day.yesterday().ok()?.at(0, 0, 0, 0)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Product, Team, TeamId, sample};

    #[track_caller]
    fn check(license: &License) {
        let mut dictionary = Dictionary::default();
        dictionary.learn(license);
        let row = Row::pack(license, &dictionary);
        assert_eq!(&row.unpack(Texts::of(license), &dictionary), license);
        assert_eq!(row.facts(), license.facts());
    }

    #[test]
    fn a_license_comes_back_as_it_was() {
        check(&sample::assigned());
        check(&sample::free());
        let assignees = [
            Assignee::Server { kind: ServerKind::LicenseServer, uid: "s1".into() },
            Assignee::Server { kind: ServerKind::LicenseVault, uid: "v1".into() },
            Assignee::Server { kind: ServerKind::Unknown, uid: String::new() },
            Assignee::LicenseKey { registration_name: "Jörg".into() },
            Assignee::Other { kind: "ROBOT".into() },
            Assignee::User { email: String::new(), name: String::new() },
        ];
        for assignee in assignees {
            check(&License { assignee: Some(assignee), ..sample::assigned() });
        }
    }

    #[test]
    fn each_flag_stands_for_itself() {
        let plain = License { transferable: false, available_to_assign: None, ..sample::assigned() };
        let changes: [fn(&mut License); 10] = [
            |license| license.suspended = true,
            |license| license.trial = true,
            |license| license.transferable = true,
            |license| license.usage.offline_code = true,
            |license| license.available_to_assign = Some(false),
            |license| license.available_to_assign = Some(true),
            |license| license.subscription.as_mut().unwrap().renews_automatically = false,
            |license| license.subscription.as_mut().unwrap().outdated = true,
            |license| license.perpetual = Some(Perpetual { upgrade_due: None, outdated: false }),
            |license| {
                license.perpetual = Some(Perpetual { upgrade_due: sample::at("2030-01-01"), outdated: true });
            },
        ];
        for change in changes {
            let mut license = plain.clone();
            change(&mut license);
            assert_ne!(license, plain);
            check(&license);
        }
        check(&License { subscription: None, ..plain });
    }

    #[test]
    fn what_is_left_out_stays_left_out() {
        let nothing: License = License {
            product: Product::default(),
            team: Some(Team { id: TeamId(0), name: String::new() }),
            subscription: Some(Subscription::default()),
            perpetual: Some(Perpetual::default()),
            domain: Some(String::new()),
            usage: Usage::default(),
            available_to_assign: None,
            ..sample::free()
        };
        check(&nothing);
        check(&License { team: None, domain: None, subscription: None, perpetual: None, ..nothing });
    }

    #[test]
    fn days_far_from_now_and_offsets_far_from_utc_come_back() {
        for text in ["0001-01-01T00:00:00.000+14:00", "9999-12-31T00:00:00.000+03:00", "2024-02-29"] {
            let mut license = sample::assigned();
            license.usage.last_seen = sample::at(text);
            check(&license);
        }
    }

    #[test]
    fn a_row_is_small() {
        assert!(size_of::<Row>() <= 56, "{}", size_of::<Row>());
    }
}
