use super::*;

#[test]
fn filters_combine() {
    check(&LicenseQuery { products: vec!["WS".into()], ..Default::default() }, &["C"]);
    check(
        &LicenseQuery { states: vec![LicenseState::Assigned], teams: vec![TeamId(2)], ..Default::default() },
        &["B"],
    );
    check(
        &LicenseQuery { states: vec![LicenseState::Free], teams: vec![TeamId(2)], ..Default::default() },
        &[],
    );
    check(&LicenseQuery { assignees: vec![AssigneeKind::Nobody], ..Default::default() }, &["C"]);
}

fn with(change: impl FnOnce(&mut License)) -> License {
    let mut license = sample::assigned();
    change(&mut license);
    license
}

/// Whether a query shows a license, on 23 November 2026 at noon.
#[track_caller]
fn shows(license: License, query: &LicenseQuery, expected: bool) {
    let index = Index::new([license], Arc::default(), Collation::default());
    assert_eq!(ids(&index, query).len() == 1, expected, "{query:?}");
}

#[test]
fn the_end_of_the_paid_period_has_ranges() {
    let query = |expiry| LicenseQuery { expiry: Some(expiry), ..Default::default() };
    let until = |day: &str| with(|license| sample::valid_until(license, day));
    let within = query(ExpiryFilter::Within { days: 7 });
    shows(until("2026-11-23"), &within, true);
    shows(until("2026-11-30"), &within, true);
    shows(until("2026-12-01"), &within, false);
    shows(until("2026-11-22"), &within, false);
    shows(until("2026-11-22"), &query(ExpiryFilter::Over), true);
    shows(until("2026-11-23"), &query(ExpiryFilter::Over), false);
    shows(with(|license| license.subscription = None), &query(ExpiryFilter::Unlimited), true);
    shows(until("2026-11-23"), &query(ExpiryFilter::Unlimited), false);
    let between = |from: Option<&str>, to: Option<&str>| {
        let day = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        query(ExpiryFilter::Between { from: day(from), to: day(to) })
    };
    shows(until("2027-03-12T00:00:00.000+14:00"), &between(Some("2027-03-12"), Some("2027-03-12")), true);
    shows(until("2027-03-12"), &between(Some("2027-03-13"), None), false);
    shows(until("2027-03-12"), &between(None, Some("2027-03-12")), true);
}

#[test]
fn the_last_sign_of_use_has_ranges() {
    let query = |last_seen| LicenseQuery { last_seen: Some(last_seen), ..Default::default() };
    let seen = |day: &str| with(|license| license.usage.last_seen = sample::at(day));
    let never = with(|license| license.usage.last_seen = None);
    shows(never.clone(), &query(LastSeenFilter::Never), true);
    shows(seen("2026-11-01"), &query(LastSeenFilter::Never), false);
    shows(sample::free(), &query(LastSeenFilter::Never), false);
    let not_for = query(LastSeenFilter::NotFor { days: 60 });
    shows(seen("2026-09-24"), &not_for, true);
    shows(seen("2026-09-25"), &not_for, false);
    shows(never, &not_for, false);
    shows(seen("2026-11-16"), &query(LastSeenFilter::Within { days: 7 }), true);
    shows(seen("2026-11-15"), &query(LastSeenFilter::Within { days: 7 }), false);
}

#[test]
fn an_offline_code_proves_nothing_about_use() {
    let offline = with(|license| {
        license.usage.last_seen = sample::at("2026-01-05");
        license.usage.offline_code = true;
    });
    let query = |last_seen| LicenseQuery { last_seen: Some(last_seen), ..Default::default() };
    shows(offline.clone(), &query(LastSeenFilter::NotFor { days: 30 }), false);
    shows(offline.clone(), &query(LastSeenFilter::Never), false);
    let from = Some("2026-01-01".parse().unwrap());
    shows(offline, &query(LastSeenFilter::Between { from, to: None }), true);
}

#[test]
fn what_can_be_revoked_in_time_is_found() {
    let query = |revocable| LicenseQuery { revocable: Some(revocable), ..Default::default() };
    let assigned = |at: &str| with(|license| license.usage.last_assigned = sample::at(at));
    shows(assigned("2026-10-24T12:00:00.000Z"), &query(RevocableFilter::Now), true);
    shows(assigned("2026-10-24T12:00:01.000Z"), &query(RevocableFilter::Now), false);
    shows(assigned("2026-10-31T00:00:00.000Z"), &query(RevocableFilter::Within { days: 7 }), true);
    shows(assigned("2026-11-01T00:00:00.000Z"), &query(RevocableFilter::Within { days: 7 }), false);
    let by = query(RevocableFilter::By { day: "2026-12-01".parse().unwrap() });
    shows(assigned("2026-11-01T00:00:00.000Z"), &by, true);
    shows(assigned("2026-11-02T00:00:00.000Z"), &by, false);
    shows(with(|license| license.usage.last_assigned = None), &query(RevocableFilter::Now), true);
    shows(sample::free(), &query(RevocableFilter::Now), false);
    let suspended = License { suspended: true, ..assigned("2026-11-20T00:00:00.000Z") };
    shows(suspended, &query(RevocableFilter::Now), false);
}

#[test]
fn yes_and_no_are_told_apart() {
    type Change = fn(&mut License);
    let changes: [(LicenseQuery, Change); 4] = [
        (LicenseQuery { trial: Some(true), ..Default::default() }, |license| license.trial = true),
        (LicenseQuery { suspended: Some(true), ..Default::default() }, |license| license.suspended = true),
        (LicenseQuery { transferable: Some(false), ..Default::default() }, |license| {
            license.transferable = false;
        }),
        (LicenseQuery { renews: Some(false), ..Default::default() }, |license| {
            license.subscription.as_mut().unwrap().pack = None;
        }),
    ];
    for (query, change) in changes {
        shows(sample::assigned(), &query, false);
        shows(with(change), &query, true);
    }
}

#[test]
fn counts_leave_out_their_own_filter() {
    let query = LicenseQuery { products: vec!["WS".into()], ..Default::default() };
    let facets = &index().find(&query, sample::now(), sample::today()).facets;
    let products: Vec<(&str, u32)> =
        facets.products.iter().map(|facet| (facet.value.as_str(), facet.count)).collect();
    assert_eq!(products, [("II", 2), ("WS", 1)]);
    let teams: Vec<(i64, u32)> = facets.teams.iter().map(|facet| (facet.value.0, facet.count)).collect();
    assert_eq!(teams, [(1, 1), (2, 0)]);
}

#[test]
fn one_product_under_two_names_is_one_value() {
    let renamed = License {
        id: LicenseId("D".into()),
        product: Product { code: "WS".into(), name: "Web Storm".into() },
        ..sample::free()
    };
    let index = Index::new([free(), renamed], Arc::default(), Collation::default());
    let facets = &index.find(&LicenseQuery::default(), sample::now(), sample::today()).facets;
    let products: Vec<u32> = facets.products.iter().map(|facet| facet.count).collect();
    assert_eq!(products, [2]);
}

#[test]
fn states_follow_the_clock() {
    let index = Index::new(
        [with(|license| license.usage.last_assigned = sample::at("2026-10-24T13:00:00.000Z"))],
        Arc::default(),
        Collation::default(),
    );
    let count = |now: &str| {
        let query = LicenseQuery { states: vec![LicenseState::Locked], ..Default::default() };
        index.find(&query, now.parse().unwrap(), sample::today()).total()
    };
    assert_eq!((count("2026-11-23T12:59:59Z"), count("2026-11-23T13:00:00Z")), (1, 0));
    assert_eq!(count("2026-11-23T12:00:00Z"), 1, "a clock that was set back");
}
