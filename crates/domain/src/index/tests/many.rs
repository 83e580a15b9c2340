//! Thousands of made-up licenses: what is mended equals what is made anew, and every count is what choosing it shows.

use super::*;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn once_in(&mut self, sides: u64) -> bool {
        self.roll(sides) == 0
    }
}

fn license(dice: &mut Dice, number: u64) -> License {
    let mut license = if dice.once_in(4) { sample::free() } else { sample::assigned() };
    license.id = LicenseId(format!("L{number:05}"));
    let product = dice.roll(9);
    license.product = Product { code: format!("P{product}"), name: format!("Product {}", 9 - product) };
    license.team = (!dice.once_in(10)).then(|| sample::team(1 + i64::try_from(dice.roll(6)).unwrap()));
    let person = dice.roll(900);
    if let Some(Assignee::User { email, name }) = &mut license.assignee {
        *email = format!("person.{person}@example.com");
        *name = format!(
            "{} {person}",
            ["Åsa", "Bo", "Éric", "zoe", "Ma*** K**"][usize::try_from(dice.roll(5)).unwrap()]
        );
    }
    if dice.once_in(15) {
        license.assignee = Some(Assignee::Server { kind: crate::ServerKind::LicenseVault, uid: "v".into() });
    }
    let day = |days: u64, from: &str| {
        let day: Date = from.parse().unwrap();
        sample::at(&day.checked_add(jiff::ToSpan::days(days.cast_signed())).unwrap().to_string())
    };
    if let Some(paid) = &mut license.subscription {
        paid.valid_until = (!dice.once_in(12)).then(|| day(dice.roll(200), "2026-10-15")).flatten();
        paid.pack = (!dice.once_in(4)).then(|| format!("{}/X", dice.roll(7)));
        paid.renews_automatically = !dice.once_in(5);
    }
    license.usage.last_seen = (!dice.once_in(6)).then(|| day(dice.roll(200), "2026-05-08")).flatten();
    license.usage.last_assigned = (!dice.once_in(9)).then(|| day(dice.roll(60), "2026-09-25")).flatten();
    license.usage.offline_code = dice.once_in(11);
    license.suspended = dice.once_in(14);
    license.trial = dice.once_in(13);
    license.transferable = !dice.once_in(3);
    license
}

fn answer(index: &Index, query: &LicenseQuery) -> (Vec<String>, Facets) {
    let found = index.find(query, sample::now(), sample::today());
    (ids(index, query), found.facets.clone())
}

#[track_caller]
fn same(one: &Index, other: &Index) {
    for sort in SORT_COLUMNS {
        for descending in [false, true] {
            let query = LicenseQuery { sort, descending, ..Default::default() };
            assert_eq!(answer(one, &query), answer(other, &query), "{sort:?} {descending}");
        }
    }
    assert_eq!(one.len(), other.len());
    assert!(one.licenses().eq(other.licenses()));
}

#[test]
fn an_index_that_was_mended_equals_one_that_is_made_anew() {
    let mut dice = Dice(7);
    let mut all: BTreeMap<u64, License> =
        (0..2_500).map(|number| (number, license(&mut dice, number))).collect();
    let made = |all: &BTreeMap<u64, License>| Index::new(all.values().cloned(), names(), Collation::of("sv"));
    let mut index = made(&all);
    // Every order exists, so that every order is mended.
    same(&index, &made(&all));
    for round in 0..12 {
        // Few changes at first, in the end so many that everything is made anew.
        let how_many = [1, 3, 40, 700][round / 3];
        let replaced: BTreeMap<u64, License> = (0..how_many)
            .map(|_| {
                let number = dice.roll(3_000);
                (number, license(&mut dice, number))
            })
            .collect();
        let removed: Vec<u64> = (0..how_many / 2)
            .map(|_| dice.roll(3_000))
            .filter(|number| !replaced.contains_key(number))
            .collect();
        let changed: Vec<License> = replaced.values().cloned().collect();
        let removed_ids: Vec<LicenseId> =
            removed.iter().map(|number| LicenseId(format!("L{number:05}"))).collect();
        index = index.with(&changed, &removed_ids);
        all.extend(replaced);
        all.retain(|number, _| !removed.contains(number));
        same(&index, &made(&all));
    }
}

#[test]
fn every_count_is_what_choosing_it_shows() {
    let mut dice = Dice(11);
    let index =
        Index::new((0..3_000).map(|number| license(&mut dice, number)), names(), Collation::default());
    let queries = [
        LicenseQuery::default(),
        search("person.1"),
        LicenseQuery { teams: vec![TeamId(2), TeamId(3)], trial: Some(false), ..Default::default() },
        LicenseQuery {
            expiry: Some(ExpiryFilter::Within { days: 30 }),
            revocable: Some(RevocableFilter::Within { days: 7 }),
            transferable: Some(true),
            ..Default::default()
        },
        LicenseQuery {
            products: vec!["P1".into(), "P2".into()],
            states: vec![LicenseState::Locked, LicenseState::Idle, LicenseState::Assigned],
            last_seen: Some(LastSeenFilter::NotFor { days: 30 }),
            ..Default::default()
        },
    ];
    for query in queries {
        check_counts(&index, &query);
    }
}

fn check_values<V: Clone>(values: &[FacetValue<V>], total: impl Fn(V) -> usize) {
    assert!(!values.is_empty());
    for value in values {
        assert_eq!(value.count as usize, total(value.value.clone()));
    }
}

fn check_counts(index: &Index, query: &LicenseQuery) {
    let facets = &index.find(query, sample::now(), sample::today()).facets;
    let total = |query: LicenseQuery| index.find(&query, sample::now(), sample::today()).total();
    check_values(&facets.products, |code| total(LicenseQuery { products: vec![code], ..query.clone() }));
    check_values(&facets.teams, |team| total(LicenseQuery { teams: vec![team], ..query.clone() }));
    check_values(&facets.states, |state| total(LicenseQuery { states: vec![state], ..query.clone() }));
    check_values(&facets.assignees, |kind| total(LicenseQuery { assignees: vec![kind], ..query.clone() }));
    check_values(&facets.expiry, |expiry| total(LicenseQuery { expiry: Some(expiry), ..query.clone() }));
    check_values(&facets.last_seen, |seen| total(LicenseQuery { last_seen: Some(seen), ..query.clone() }));
    check_values(&facets.revocable, |when| total(LicenseQuery { revocable: Some(when), ..query.clone() }));
    let both = |of: fn(&mut LicenseQuery) -> &mut Option<bool>| {
        let count = |value| {
            let mut query = query.clone();
            *of(&mut query) = Some(value);
            u32::try_from(total(query)).unwrap()
        };
        crate::YesNoCount { yes: count(true), no: count(false) }
    };
    assert_eq!(facets.trial, both(|query| &mut query.trial));
    assert_eq!(facets.suspended, both(|query| &mut query.suspended));
    assert_eq!(facets.transferable, both(|query| &mut query.transferable));
    assert_eq!(facets.renews, both(|query| &mut query.renews));
}

#[test]
fn many_replaced_licenses_and_a_new_one_leave_what_does_not_move_in_place() {
    let mut dice = Dice(3);
    let mut all: BTreeMap<u64, License> =
        (0..2_000).map(|number| (number, license(&mut dice, number))).collect();
    let made = |all: &BTreeMap<u64, License>| Index::new(all.values().cloned(), names(), Collation::of("en"));
    let index = made(&all);
    same(&index, &made(&all));
    let mut changed = Vec::new();
    for (_, license) in all.iter_mut().filter(|(number, _)| *number % 3 == 0) {
        license.usage.last_seen = sample::at("2026-11-20");
        changed.push(license.clone());
    }
    let new = license(&mut dice, 1_999_999);
    changed.push(new.clone());
    all.insert(1_999_999, new);
    same(&index.with(&changed, &[]), &made(&all));
}
