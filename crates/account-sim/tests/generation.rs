//! Made up organizations: the same from the same seed, and a demo that has everything.
#![allow(clippy::unwrap_used)] // clippy sees no test in the functions that tests share

mod common;

use std::collections::{BTreeMap, BTreeSet};

use account_sim::{Assignee, Choices, Clock, Generator, License, ServerKind, Service, demo};
use common::{Sim, days, now};
use jiff::Timestamp;

async fn bytes(seed: u64) -> String {
    let organization = Generator::new(300, seed).build(now());
    let sim = Sim::serve(Service::new(organization, Clock::fixed(now()), Choices::default())).await;
    let mut text = serde_json::to_string(&sim.service.credentials()).unwrap();
    for path in
        ["/token", "/products", "/customer/licenses?perPage=200", "/customer/licenses?perPage=200&page=2"]
    {
        text += &sim.get(path).await.text;
    }
    text
}

#[tokio::test]
async fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let first = bytes(1).await;
    assert!(first == bytes(1).await, "seed 1 is not reproducible");
    assert!(first != bytes(2).await);
}

#[test]
fn a_generated_organization_has_the_asked_size_and_looks_like_one() {
    let check = |licenses: usize, teams: usize| {
        let organization = Generator::new(licenses, 3).build(now());
        assert_eq!((organization.licenses.len(), organization.teams.len()), (licenses, teams));
        let known: BTreeSet<u64> = organization.teams.iter().map(|team| team.id).collect();
        for (id, license) in &organization.licenses {
            assert_eq!(id, &license.id);
            assert!(known.contains(&license.team));
            assert!(license.email().is_none_or(|email| email.ends_with("@wattenmeer.example")));
        }
    };
    check(0, 3);
    check(1, 3);
    check(1_000, 20);
    check(5_000, 40);
    assert_eq!(Generator::new(10, 3).teams(7).build(now()).teams.len(), 7);
}

#[test]
fn tokens_look_like_the_vendors() {
    let tokens = demo(now()).tokens;
    let all =
        [tokens.org_admin, tokens.org_viewer, tokens.primary_contact, tokens.team_admin, tokens.team_viewer];
    for token in &all {
        assert!((24..=25).contains(&token.len()), "{token}");
        assert!(token.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit()), "{token}");
    }
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 5);
}

#[test]
fn the_demo_has_five_teams_eight_products_and_about_240_licenses() {
    let organization = demo(now());
    assert_eq!(organization.teams.len(), 5);
    assert!((230..=250).contains(&organization.licenses.len()), "{}", organization.licenses.len());
    let count = |part: fn(&License) -> String| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for license in organization.licenses.values() {
            *counts.entry(part(license)).or_default() += 1;
        }
        counts
    };
    assert_eq!(count(|license| license.product.code.clone()).len(), 8);
    assert_eq!(count(|license| license.team.to_string()).len(), 5);
    let names: String = organization.licenses.values().filter_map(name).collect();
    assert!(!names.is_ascii(), "no diacritics");
    assert!(
        organization.licenses.values().filter_map(License::email).all(|email| email.ends_with(".example"))
    );
}

fn name(license: &License) -> Option<&str> {
    match &license.assignee {
        Some(Assignee::User { name, .. }) => Some(name),
        _ => None,
    }
}

fn is_server(license: &License, wanted: ServerKind) -> bool {
    matches!(&license.assignee, Some(Assignee::Server { kind, .. }) if *kind == wanted)
}

/// Whole days since a moment.
fn ago(moment: Option<Timestamp>) -> Option<i64> {
    moment.map(|moment| now().duration_since(moment).as_hours() / 24)
}

#[test]
fn the_demo_has_every_state_that_a_license_can_be_in() {
    let organization = demo(now());
    let today: jiff::civil::Date = "2026-11-23".parse().unwrap();
    let check = |what: &str, least: usize, is: &dyn Fn(&License) -> bool| {
        let found = organization.licenses.values().filter(|license| is(license)).count();
        assert!(found >= least, "{what}: {found}");
    };
    let assigned = |license: &License| license.usage.and_then(|usage| ago(usage.last_assigned));
    let seen = |license: &License| license.usage.and_then(|usage| ago(usage.last_seen));
    let offline = |license: &License| license.usage.is_some_and(|usage| usage.offline_code == Some(true));
    let never_seen = |license: &License| {
        license.usage.is_some_and(|usage| usage.last_seen.is_none() && usage.offline_code == Some(false))
    };
    let ends = |license: &License| {
        license.subscription.as_ref().map(|it| today.duration_until(it.valid_until).as_hours() / 24)
    };
    let stopped = |license: &License| license.subscription.as_ref().is_some_and(|it| it.pack.is_none());
    check("assigned", 150, &|it| it.email().is_some());
    check("free", 25, &|it| it.is_available(today));
    check("idle", 10, &|it| seen(it).is_some_and(|days| days >= 60));
    check("never seen", 4, &never_seen);
    check("assigned 3 days ago", 1, &|it| assigned(it) == Some(3));
    check("assigned 29 days ago", 1, &|it| assigned(it) == Some(29));
    check("assigned 30 days ago", 1, &|it| assigned(it) == Some(30));
    check("masked", 10, &|it| name(it).is_some_and(|name| name.contains('*')));
    check("offline code", 2, &offline);
    check("without usage data", 1, &|it| it.email().is_some() && it.usage.is_none());
    check("expired with fallback", 1, &|it| it.is_expired(today) && it.perpetual.is_some());
    check("expired without", 1, &|it| it.is_expired(today) && it.perpetual.is_none());
    check("renewal stopped", 2, &|it| stopped(it) && !it.is_trial && !it.is_expired(today));
    check("renews by hand", 5, &|it| it.subscription.as_ref().is_some_and(|it| !it.renews_automatically));
    check("ends within 14 days", 5, &|it| ends(it).is_some_and(|days| (0..=14).contains(&days)));
    check("trial", 2, &|it| it.is_trial);
    check("suspended", 2, &|it| it.is_suspended);
    check("perpetual", 2, &|it| it.subscription.is_none() && it.perpetual.is_some());
    check("license key", 2, &|it| matches!(it.assignee, Some(Assignee::LicenseKey { .. })));
    check("license server", 1, &|it| is_server(it, ServerKind::LicenseServer));
    check("License Vault", 1, &|it| is_server(it, ServerKind::LicenseVault));
    check("not transferable", 2, &|it| !it.is_transferable);
    check("with a domain", 1, &|it| it.domain.is_some());
    let mut held = BTreeMap::new();
    for license in organization.licenses.values().filter(|license| license.email().is_some()) {
        *held.entry((license.email(), &license.product.code)).or_insert(0) += 1;
    }
    assert!(held.values().any(|count| *count == 2), "nobody holds one product twice");
}

#[test]
fn the_demo_is_the_same_on_every_day_but_for_the_days() {
    let (here, later) = (demo(now()), demo(now() + days(500)));
    assert_eq!(here.tokens, later.tokens);
    assert!(here.licenses.keys().eq(later.licenses.keys()));
    for (license, later) in here.licenses.values().zip(later.licenses.values()) {
        assert_eq!(license.assignee, later.assignee);
        let moved = |at: Option<Timestamp>| at.map(|at| at + days(500));
        assert_eq!(
            license.usage.map(|usage| moved(usage.last_assigned)),
            later.usage.map(|usage| usage.last_assigned)
        );
    }
}
