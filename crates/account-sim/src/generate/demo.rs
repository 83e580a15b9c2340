//! The demo organization: small enough to look at, with every state that a license can be in.

use jiff::Timestamp;

use super::maker::{LastSeen, Maker};
use crate::model::{License, Organization, ServerKind, Subscription, Team};

const COMPANY: &str = "Seezeichen Robotics GmbH";
const DOMAIN: &str = "seezeichen.example";
/// Chosen so that the first page looks varied; any other number works as well.
const SEED: u64 = 20;

const NAVIGATION: u64 = 1_874_058;
const WEB: u64 = 1_874_061;
const DATA: u64 = 1_874_077;
const FIRMWARE: u64 = 1_902_310;
const QUALITY: u64 = 1_915_442;

const TEAMS: [(u64, &str); 5] = [
    (NAVIGATION, "Navigation"),
    (WEB, "Web & Mobile"),
    (DATA, "Data Science"),
    (FIRMWARE, "Firmware"),
    (QUALITY, "Quality & Tools"),
];

/// A pack: product, team, seats, days until it renews, whether it renews by itself.
const PACKS: [(&str, u64, u32, i64, bool); 15] = [
    ("ALL", NAVIGATION, 28, 143, true),
    ("ALL", WEB, 14, 143, true),
    ("ALL", FIRMWARE, 10, 12, false),
    ("II", NAVIGATION, 24, 27, true),
    ("II", WEB, 16, 218, true),
    ("II", FIRMWARE, 18, 218, true),
    ("WS", WEB, 22, 301, true),
    ("PC", DATA, 24, 75, true),
    ("PC", QUALITY, 6, 75, true),
    ("RD", FIRMWARE, 14, 330, false),
    ("GO", NAVIGATION, 12, 168, true),
    ("DB", DATA, 10, 254, true),
    ("DB", QUALITY, 6, 254, true),
    ("CL", FIRMWARE, 8, 41, true),
    ("CL", NAVIGATION, 4, 41, true),
];

/// An organization with 5 teams and about 240 licenses of 8 products, with all days relative to `now`.
pub fn demo(now: Timestamp) -> Organization {
    let mut maker = Maker::new(SEED, now, DOMAIN);
    for (product, team, seats, days_left, renews) in PACKS {
        let subscription = maker.pack(days_left, renews);
        for _ in 0..seats {
            let mut license = maker.seat(product, team, subscription.clone());
            license.perpetual = Some(maker.fallback(days_left - 365));
            usual(&mut maker, &mut license);
            maker.add(license);
        }
    }
    expired(&mut maker);
    ending(&mut maker);
    not_for_people(&mut maker);
    restricted(&mut maker);
    people_worth_a_look(&mut maker);
    let teams = TEAMS.map(|(id, name)| Team { id, name: name.to_owned() });
    maker.finish(COMPANY, teams.into())
}

/// The everyday mix: four of five seats taken, most of them in use.
fn usual(maker: &mut Maker, license: &mut License) {
    if maker.percent(18) {
        return;
    }
    let person = maker.person();
    let assigned = i64::from(maker.between(35, 1_100));
    let seen = match maker.between(0, 99) {
        0..78 => LastSeen::DaysAgo(i64::from(maker.between(0, 21))),
        78..90 => LastSeen::DaysAgo(i64::from(maker.between(62, 260))),
        90..95 => LastSeen::Never,
        95..98 => LastSeen::OfflineCode,
        _ => LastSeen::NoData,
    };
    maker.hold(license, &person, assigned, seen);
}

fn add(
    maker: &mut Maker,
    product: &str,
    team: u64,
    subscription: Subscription,
    change: impl FnOnce(&mut License),
) {
    let mut license = maker.seat(product, team, subscription);
    change(&mut license);
    maker.add(license);
}

/// A seat that a new person got `assigned` days ago.
fn add_held(
    maker: &mut Maker,
    product: &str,
    team: u64,
    subscription: Subscription,
    (has_account, assigned, seen): (bool, i64, LastSeen),
    change: impl FnOnce(&mut License),
) {
    let person = maker.person_who(has_account);
    let mut license = maker.seat(product, team, subscription);
    maker.hold(&mut license, &person, assigned, seen);
    change(&mut license);
    maker.add(license);
}

fn expired(maker: &mut Maker) {
    let over = maker.pack(-38, false);
    let fallback = maker.fallback(-403);
    add(maker, "RD", QUALITY, over.clone(), |_| {});
    add(maker, "RD", QUALITY, over.clone(), |license| license.perpetual = Some(fallback));
    add_held(maker, "RD", QUALITY, over.clone(), (true, 520, LastSeen::DaysAgo(45)), |_| {});
    add_held(maker, "RD", QUALITY, over, (true, 610, LastSeen::DaysAgo(3)), |license| {
        license.perpetual = Some(fallback);
    });
}

/// Renewal stopped, and a few days left.
fn ending(maker: &mut Maker) {
    let stopped = Subscription { valid_until: maker.today_and(19), pack: None, renews_automatically: false };
    add(maker, "WS", QUALITY, stopped.clone(), |_| {});
    add_held(maker, "WS", QUALITY, stopped.clone(), (true, 340, LastSeen::DaysAgo(1)), |_| {});
    add_held(maker, "WS", QUALITY, stopped, (true, 346, LastSeen::DaysAgo(95)), |_| {});
    let soon = maker.pack(4, false);
    add_held(maker, "GO", DATA, soon, (true, 361, LastSeen::DaysAgo(0)), |_| {});
}

fn not_for_people(maker: &mut Maker) {
    for kind in [ServerKind::LicenseServer, ServerKind::LicenseVault, ServerKind::LicenseVault] {
        let subscription = maker.pack(143, true);
        let assignee = maker.server(kind);
        add(maker, "ALL", QUALITY, subscription, |license| license.assignee = Some(assignee));
    }
    let key = maker.license_key(COMPANY);
    let subscription = maker.pack(88, true);
    add(maker, "CL", QUALITY, subscription.clone(), |license| license.assignee = Some(key));
    let upgrades = maker.fallback(-420);
    let still_upgrades = maker.fallback(56);
    let key = maker.license_key(COMPANY);
    add(maker, "II", QUALITY, subscription.clone(), |license| {
        license.subscription = None;
        license.perpetual = Some(upgrades);
        license.assignee = Some(key);
    });
    add(maker, "II", QUALITY, subscription, |license| {
        license.subscription = None;
        license.perpetual = Some(still_upgrades);
    });
}

fn restricted(maker: &mut Maker) {
    let trial = Subscription { valid_until: maker.today_and(23), pack: None, renews_automatically: false };
    add(maker, "GO", WEB, trial.clone(), |license| license.is_trial = true);
    add_held(maker, "GO", WEB, trial, (true, 7, LastSeen::DaysAgo(0)), |license| license.is_trial = true);
    let unpaid = maker.pack(60, true);
    add(maker, "DB", WEB, unpaid.clone(), |license| license.is_suspended = true);
    add_held(maker, "DB", WEB, unpaid, (true, 212, LastSeen::DaysAgo(17)), |license| {
        license.is_suspended = true;
    });
    let fixed = maker.pack(180, true);
    let domain = Some(DOMAIN.to_owned());
    add(maker, "PC", DATA, fixed.clone(), |license| {
        license.is_transferable = false;
        license.domain.clone_from(&domain);
    });
    add_held(maker, "PC", DATA, fixed, (true, 148, LastSeen::DaysAgo(6)), |license| {
        license.is_transferable = false;
        license.domain = domain;
    });
}

fn people_worth_a_look(maker: &mut Maker) {
    let pack = maker.pack(218, true);
    let held: [(bool, i64, LastSeen); 7] = [
        (true, 3, LastSeen::DaysAgo(1)),
        (false, 3, LastSeen::Never),
        (true, 29, LastSeen::DaysAgo(2)),
        (true, 30, LastSeen::DaysAgo(8)),
        (false, 90, LastSeen::DaysAgo(4)),
        (false, 120, LastSeen::OfflineCode),
        (true, 400, LastSeen::NoData),
    ];
    for facts in held {
        add_held(maker, "II", NAVIGATION, pack.clone(), facts, |_| {});
    }
    // One person with one product twice.
    let person = maker.person_who(true);
    for (team, assigned, seen) in [(NAVIGATION, 410, LastSeen::DaysAgo(0)), (WEB, 130, LastSeen::DaysAgo(99))]
    {
        let mut license = maker.seat("II", team, pack.clone());
        maker.hold(&mut license, &person, assigned, seen);
        maker.add(license);
    }
}
