//! What the demo organization and the generated ones are made with.

use jiff::{SignedDuration, Timestamp, civil::Date, tz::Offset};
use rand::{RngExt, SeedableRng, rngs::ChaCha8Rng};

use super::{
    catalog,
    names::{Names, Person},
};
use crate::{
    clock::saturating_add,
    dates::{Calendar, days_before, whole_milliseconds},
    masking::mask,
    model::{
        Accounts, Assignee, License, Licenses, Organization, Perpetual, ServerKind, Subscription, Team,
        Tokens, Usage,
    },
    random::{license_id, token},
};

pub(super) struct Maker {
    pub random: ChaCha8Rng,
    pub people: Vec<Person>,
    seed: u64,
    now: Timestamp,
    today: Date,
    names: Names,
    licenses: Licenses,
    accounts: Accounts,
}

impl Maker {
    pub(super) fn new(seed: u64, now: Timestamp, domain: &'static str) -> Self {
        let calendar = Calendar::new(Offset::constant(3));
        Self {
            random: ChaCha8Rng::seed_from_u64(seed),
            people: Vec::new(),
            seed,
            now,
            today: calendar.day_of(now),
            names: Names::new(domain),
            licenses: Licenses::new(),
            accounts: Accounts::default(),
        }
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100_u32) < percent
    }

    pub(super) fn between(&mut self, least: u32, most: u32) -> u32 {
        self.random.random_range(least..=most)
    }

    /// Somebody new. One in five has no JetBrains Account.
    pub(super) fn person(&mut self) -> Person {
        let has_account = !self.percent(20);
        self.person_who(has_account)
    }

    pub(super) fn person_who(&mut self, has_account: bool) -> Person {
        let person = self.names.person(&mut self.random);
        self.know(person, has_account)
    }

    pub(super) fn know(&mut self, person: Person, has_account: bool) -> Person {
        self.accounts.set(&person.email, has_account.then(|| person.name.clone()));
        self.people.push(person.clone());
        person
    }

    pub(super) fn today_and(&self, days: i64) -> Date {
        self.today.checked_add(SignedDuration::from_hours(24 * days)).unwrap_or(self.today)
    }

    /// A pack that renews so many days from now (or, negative, has not).
    pub(super) fn pack(&mut self, days_left: i64, renews_automatically: bool) -> Subscription {
        Subscription {
            valid_until: self.today_and(days_left),
            pack: Some(self.pack_name()),
            renews_automatically,
        }
    }

    fn pack_name(&mut self) -> String {
        const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let number = self.random.random_range(1000..9999_u32);
        let tail: String =
            (0..5).map(|_| char::from(LETTERS[self.random.random_range(0..32_u32) as usize])).collect();
        format!("{number}/{tail}")
    }

    /// A free seat.
    pub(super) fn seat(&mut self, product: &str, team: u64, subscription: Subscription) -> License {
        License {
            id: license_id(&mut self.random, &self.licenses),
            product: catalog::product(product),
            team,
            assignee: None,
            subscription: Some(subscription),
            perpetual: None,
            domain: None,
            usage: None,
            is_transferable: true,
            is_trial: false,
            is_suspended: false,
        }
    }

    pub(super) fn fallback(&self, days: i64) -> Perpetual {
        Perpetual { upgrade_due: self.today_and(days) }
    }

    /// Gives a seat to a person.
    pub(super) fn hold(
        &mut self,
        license: &mut License,
        person: &Person,
        assigned_days: i64,
        seen: LastSeen,
    ) {
        let name = self.accounts.name_of(&person.email, &person.name).unwrap_or_else(|| mask(&person.name));
        license.assignee = Some(Assignee::User { name, email: person.email.clone() });
        let last_assigned = self.moment(assigned_days);
        license.usage = match seen {
            LastSeen::NoData => None,
            LastSeen::Never => {
                Some(Usage { last_seen: None, last_assigned: Some(last_assigned), offline_code: Some(false) })
            }
            LastSeen::OfflineCode => {
                Some(Usage { last_seen: None, last_assigned: Some(last_assigned), offline_code: Some(true) })
            }
            LastSeen::DaysAgo(days) => Some(Usage {
                last_seen: Some(self.moment(days.min(assigned_days)).max(last_assigned)),
                last_assigned: Some(last_assigned),
                offline_code: Some(false),
            }),
        };
    }

    /// Some time in the six hours before the moment that is so many days ago.
    fn moment(&mut self, days: i64) -> Timestamp {
        let earlier = SignedDuration::from_millis(-i64::from(self.random.random_range(0..6 * 3_600_000_u32)));
        whole_milliseconds(saturating_add(days_before(self.now, days), earlier))
    }

    pub(super) fn server(&mut self, kind: ServerKind) -> Assignee {
        let name = match kind {
            ServerKind::LicenseServer => "license-server",
            ServerKind::LicenseVault => "license-vault",
        };
        Assignee::Server { uid: format!("{name}-{:08x}", self.random.random::<u32>()), kind }
    }

    pub(super) fn license_key(&mut self, registration_name: &str) -> Assignee {
        let key = token(&mut self.random).to_uppercase();
        let legacy_key = self.percent(50).then(|| token(&mut self.random).to_uppercase());
        Assignee::LicenseKey { registration_name: registration_name.to_owned(), key, legacy_key }
    }

    pub(super) fn add(&mut self, license: License) {
        self.licenses.insert(license.id.clone(), license);
    }

    pub(super) fn count(&self) -> usize {
        self.licenses.len()
    }

    pub(super) fn finish(mut self, name: &str, teams: Vec<Team>) -> Organization {
        self.licenses.sort_unstable_keys();
        let customer_code = u64::from(self.random.random_range(6_000_000..7_000_000_u32));
        let mut token = || token(&mut self.random);
        Organization {
            customer_code,
            name: name.to_owned(),
            team_token_team: teams.first().map_or(0, |team| team.id),
            teams,
            products: catalog::products(),
            plugins: catalog::plugins(),
            licenses: self.licenses,
            accounts: self.accounts,
            tokens: Tokens {
                org_admin: token(),
                org_viewer: token(),
                primary_contact: token(),
                team_admin: token(),
                team_viewer: token(),
            },
            seed: self.seed,
        }
    }
}

/// What the service knows of a license's use.
#[derive(Clone, Copy, Debug)]
pub(super) enum LastSeen {
    DaysAgo(i64),
    Never,
    OfflineCode,
    NoData,
}
