//! Organizations to try things with: any number of licenses from a seed, and the demo organization.

mod catalog;
mod demo;
mod maker;
mod names;

use jiff::Timestamp;

use self::{
    maker::{LastSeen, Maker},
    names::Person,
};
use crate::{
    model::{License, Organization, ServerKind, Team},
    random::pick,
    special::SPECIAL_NAMES,
};

pub use demo::demo;

/// The products of generated licenses; the more often one is here, the more licenses it has.
const MIX: [&str; 16] =
    ["ALL", "ALL", "ALL", "II", "II", "II", "II", "WS", "WS", "PC", "PC", "RD", "GO", "DB", "CL", "PS"];

const TEAM_NAMES: [&str; 12] = [
    "Backend", "Frontend", "Mobile", "Data", "Platform", "Quality", "Embedded", "Research", "Security",
    "Games", "Support", "Design",
];

/// Makes an organization of any size. The same numbers and the same moment make the same organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Generator {
    licenses: usize,
    seed: u64,
    teams: Option<u64>,
    special_people: bool,
}

impl Generator {
    /// An organization with so many licenses.
    pub fn new(licenses: usize, seed: u64) -> Self {
        Self { licenses, seed, teams: None, special_people: false }
    }

    /// With so many teams, at least one. Without this: one for every 50 licenses, between 3 and 40.
    #[must_use]
    pub fn teams(mut self, teams: u64) -> Self {
        self.teams = Some(teams.max(1));
        self
    }

    /// Adds licenses that people hold since 90 days whose e-mails make revoking, transferring or reading them fail:
    /// `revoke-<name>@sim.example`, `transfer-…` and `read-…` for each of [`SPECIAL_NAMES`].
    #[must_use]
    pub fn special_people(mut self) -> Self {
        self.special_people = true;
        self
    }

    /// Makes it, with all days relative to `now`.
    pub fn build(self, now: Timestamp) -> Organization {
        let mut maker = Maker::new(self.seed, now, "wattenmeer.example");
        let teams = self.team_list(&mut maker);
        while maker.count() < self.licenses {
            let product = MIX[pick(&mut maker.random, MIX.len()).unwrap_or(0)];
            let team = teams[pick(&mut maker.random, teams.len()).unwrap_or(0)].id;
            let seats = (maker.between(4, 60) as usize).min(self.licenses - maker.count());
            add_pack(&mut maker, product, team, seats);
        }
        if self.special_people {
            add_special_people(&mut maker, teams[0].id);
        }
        maker.finish("Wattenmeer Instruments BV", teams)
    }

    fn team_list(self, maker: &mut Maker) -> Vec<Team> {
        let by_size = u64::try_from(self.licenses / 50).unwrap_or(u64::MAX).clamp(3, 40);
        let first = u64::from(maker.between(1_200_000, 1_800_000));
        let name = |index: u64| {
            let base = TEAM_NAMES[usize::try_from(index % 12).unwrap_or(0)];
            if index < 12 { base.to_owned() } else { format!("{base} {}", index / 12 + 1) }
        };
        (0..self.teams.unwrap_or(by_size))
            .map(|index| Team { id: first + index * 37, name: name(index) })
            .collect()
    }
}

fn add_pack(maker: &mut Maker, product: &str, team: u64, seats: usize) {
    let days_left = i64::from(maker.between(0, 364));
    let mut subscription = match maker.between(0, 99) {
        0..4 => {
            let overdue = i64::from(maker.between(1, 90));
            maker.pack(-overdue, false)
        }
        percent => maker.pack(days_left, percent < 80),
    };
    if maker.percent(6) {
        subscription.pack = None;
        subscription.renews_automatically = false;
    }
    let fallback = maker.percent(60).then(|| maker.fallback(days_left - 365));
    for _ in 0..seats {
        let mut license = maker.seat(product, team, subscription.clone());
        license.perpetual = fallback;
        make_state(maker, &mut license);
        maker.add(license);
    }
}

fn make_state(maker: &mut Maker, license: &mut License) {
    match maker.between(0, 99) {
        0..18 => {}
        18 => license.assignee = Some(maker.server(ServerKind::LicenseServer)),
        19 => license.assignee = Some(maker.server(ServerKind::LicenseVault)),
        20 => {
            license.subscription = None;
            license.perpetual = Some(maker.fallback(-200));
            license.assignee = Some(maker.license_key("Wattenmeer Instruments BV"));
        }
        rest => {
            license.is_suspended = rest == 21;
            license.is_trial = rest == 22;
            license.is_transferable = rest != 23;
            let person = somebody(maker);
            let assigned =
                i64::from(if maker.percent(8) { maker.between(0, 29) } else { maker.between(30, 900) });
            let seen = last_seen(maker);
            maker.hold(license, &person, assigned, seen);
        }
    }
}

/// Somebody new, or in three of ten cases somebody who has something already.
fn somebody(maker: &mut Maker) -> Person {
    if maker.percent(30)
        && let Some(index) = pick(&mut maker.random, maker.people.len())
    {
        return maker.people[index].clone();
    }
    maker.person()
}

fn last_seen(maker: &mut Maker) -> LastSeen {
    match maker.between(0, 99) {
        0..70 => LastSeen::DaysAgo(i64::from(maker.between(0, 14))),
        70..85 => LastSeen::DaysAgo(i64::from(maker.between(60, 300))),
        85..93 => LastSeen::Never,
        93..97 => LastSeen::OfflineCode,
        _ => LastSeen::NoData,
    }
}

fn add_special_people(maker: &mut Maker, team: u64) {
    let subscription = maker.pack(200, true);
    for call in ["revoke", "transfer", "read"] {
        for name in SPECIAL_NAMES {
            let email = format!("{call}-{name}@sim.example");
            let person = maker.know(Person { name: format!("Special {call}"), email }, true);
            let mut license = maker.seat("II", team, subscription.clone());
            maker.hold(&mut license, &person, 90, LastSeen::DaysAgo(2));
            maker.add(license);
        }
    }
}
