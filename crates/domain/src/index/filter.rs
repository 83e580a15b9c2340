//! A query's filters, made ready for being asked 100,000 times.

use jiff::{ToSpan, civil::Date};

use crate::{
    AssigneeKind, ExpiryFilter, LastSeenFilter, LicenseQuery, REVOCABLE_AFTER_DAYS, RevocableFilter,
    index::{dictionary::Dictionary, row::Row, states::Judged},
};

/// Filters by their number: the bit that is set where one excludes a license.
pub(crate) mod failed {
    pub const PRODUCT: u16 = 1;
    pub const TEAM: u16 = 1 << 1;
    pub const STATE: u16 = 1 << 2;
    pub const ASSIGNEE: u16 = 1 << 3;
    pub const EXPIRY: u16 = 1 << 4;
    pub const LAST_SEEN: u16 = 1 << 5;
    pub const REVOCABLE: u16 = 1 << 6;
    pub const TRIAL: u16 = 1 << 7;
    pub const SUSPENDED: u16 = 1 << 8;
    pub const TRANSFERABLE: u16 = 1 << 9;
    pub const RENEWS: u16 = 1 << 10;
}

/// The filters of a query.
pub(crate) struct Filter {
    /// By position in the dictionary; none: any.
    products: Option<Vec<bool>>,
    teams: Option<Vec<bool>>,
    states: u16,
    assignees: u8,
    expiry: Option<ExpiryTest>,
    last_seen: Option<LastSeenTest>,
    revocable: Option<RevocableTest>,
    trial: Option<bool>,
    suspended: Option<bool>,
    transferable: Option<bool>,
    renews: Option<bool>,
}

/// Whether a day is wanted.
#[derive(Clone, Copy, Debug)]
enum DayTest {
    /// Only what has none.
    Missing,
    /// Between two, both included.
    Between(Date, Date),
}

/// Whether the end of the paid period is wanted.
pub(crate) struct ExpiryTest(DayTest);

/// Whether the last sign of use is wanted.
pub(crate) struct LastSeenTest {
    day: DayTest,
    /// Only people who can be seen at all.
    only_seeable: bool,
}

/// Whether it can be revoked in time.
pub(crate) struct RevocableTest {
    /// The last day of assignment with which it can; none: only what can be revoked now.
    assigned_until: Option<Date>,
}

impl Filter {
    pub fn new(query: &LicenseQuery, dictionary: &Dictionary, today: Date) -> Self {
        let products = || {
            let wanted = |code: &String| query.products.contains(code);
            dictionary.products.all().iter().map(|product| wanted(&product.code)).collect()
        };
        let teams = || dictionary.teams.all().iter().map(|team| query.teams.contains(&team.id)).collect();
        Self {
            products: (!query.products.is_empty()).then(products),
            teams: (!query.teams.is_empty()).then(teams),
            states: any_or(query.states.iter().map(|state| 1 << (*state as u16))),
            assignees: any_or(query.assignees.iter().map(|kind| 1 << (*kind as u8))),
            expiry: query.expiry.map(|filter| ExpiryTest::new(filter, today)),
            last_seen: query.last_seen.map(|filter| LastSeenTest::new(filter, today)),
            revocable: query.revocable.map(|filter| RevocableTest::new(filter, today)),
            trial: query.trial,
            suspended: query.suspended,
            transferable: query.transferable,
            renews: query.renews,
        }
    }

    /// The filters that exclude a license.
    pub fn failed(&self, row: &Row, judged: Judged) -> u16 {
        let lacks = |wanted: &Option<Vec<bool>>, position: u32| {
            wanted.as_ref().is_some_and(|wanted| !wanted.get(position as usize).copied().unwrap_or_default())
        };
        let differs = |wanted: Option<bool>, value: bool| wanted.is_some_and(|wanted| wanted != value);
        let bit = |bit: u16, is_failed: bool| if is_failed { bit } else { 0 };
        bit(failed::PRODUCT, lacks(&self.products, row.product))
            | bit(failed::TEAM, lacks(&self.teams, row.team))
            | bit(failed::STATE, self.states & (1 << (judged.state as u16)) == 0)
            | bit(failed::ASSIGNEE, self.assignees & (1 << (row.kind as u8)) == 0)
            | bit(failed::EXPIRY, self.expiry.as_ref().is_some_and(|test| !test.takes(row)))
            | bit(failed::LAST_SEEN, self.last_seen.as_ref().is_some_and(|test| !test.takes(row)))
            | bit(failed::REVOCABLE, self.revocable.as_ref().is_some_and(|test| !test.takes(row, judged)))
            | bit(failed::TRIAL, differs(self.trial, row.is_trial()))
            | bit(failed::SUSPENDED, differs(self.suspended, row.is_suspended()))
            | bit(failed::TRANSFERABLE, differs(self.transferable, row.is_transferable()))
            | bit(failed::RENEWS, differs(self.renews, row.renews()))
    }
}

/// The bits together; all of them where there is none.
fn any_or<T: std::ops::BitOr<Output = T> + Default + PartialEq + std::ops::Not<Output = T>>(
    bits: impl Iterator<Item = T>,
) -> T {
    let wanted = bits.fold(T::default(), T::bitor);
    if wanted == T::default() { !wanted } else { wanted }
}

impl DayTest {
    fn between(from: Option<Date>, to: Option<Date>) -> Self {
        Self::Between(from.unwrap_or(Date::MIN), to.unwrap_or(Date::MAX))
    }

    fn takes(self, day: Option<Date>) -> bool {
        match (self, day) {
            (Self::Missing, day) => day.is_none(),
            (Self::Between(from, to), Some(day)) => (from..=to).contains(&day),
            (Self::Between(..), None) => false,
        }
    }
}

impl ExpiryTest {
    pub fn new(filter: ExpiryFilter, today: Date) -> Self {
        Self(match filter {
            ExpiryFilter::Within { days } => {
                DayTest::Between(today, today.saturating_add(i64::from(days).days()))
            }
            ExpiryFilter::Over => DayTest::between(None, Some(today.saturating_sub(1.day()))),
            ExpiryFilter::Unlimited => DayTest::Missing,
            ExpiryFilter::Between { from, to } => DayTest::between(from, to),
        })
    }

    pub fn takes(&self, row: &Row) -> bool {
        self.0.takes(row.valid_until.day())
    }
}

impl LastSeenTest {
    pub fn new(filter: LastSeenFilter, today: Date) -> Self {
        let before = |days: u16| today.saturating_sub(i64::from(days).days());
        let (day, only_seeable) = match filter {
            LastSeenFilter::Never => (DayTest::Missing, true),
            LastSeenFilter::Within { days } => (DayTest::between(Some(before(days)), None), true),
            LastSeenFilter::NotFor { days } => (DayTest::between(None, Some(before(days))), true),
            LastSeenFilter::Between { from, to } => (DayTest::between(from, to), false),
        };
        Self { day, only_seeable }
    }

    pub fn takes(&self, row: &Row) -> bool {
        let is_seeable = row.kind == AssigneeKind::Person && !row.has_offline_code();
        (is_seeable || !self.only_seeable) && self.day.takes(row.last_seen.day())
    }
}

impl RevocableTest {
    pub fn new(filter: RevocableFilter, today: Date) -> Self {
        let by = match filter {
            RevocableFilter::Now => None,
            RevocableFilter::Within { days } => Some(today.saturating_add(i64::from(days).days())),
            RevocableFilter::By { day } => Some(day),
        };
        Self { assigned_until: by.map(|day| day.saturating_sub(REVOCABLE_AFTER_DAYS.days())) }
    }

    pub fn takes(&self, row: &Row, judged: Judged) -> bool {
        row.kind == AssigneeKind::Person
            && (!judged.is_locked
                || self
                    .assigned_until
                    .is_some_and(|until| row.last_assigned.day().is_some_and(|assigned| assigned <= until)))
    }
}
