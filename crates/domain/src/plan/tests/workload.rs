use super::*;

fn many(count: usize, action: &Action) -> Vec<Wish> {
    (0..count).map(|number| wish(&format!("L{number}"), action.clone())).collect()
}

#[track_caller]
fn check(wishes: &[Wish], calls: usize, seconds: u64) {
    let work = Workload::of(wishes);
    assert_eq!(work.calls(), calls);
    assert_eq!(work.duration(Duration::from_secs(1), 4), Duration::from_secs(seconds));
}

#[test]
fn calls_are_one_a_license_but_transfers_share_them() {
    let to = |team| Action::Transfer { team: TeamId(team) };
    check(&[], 0, 0);
    check(&many(1, &assign("ann@example.com")), 1, 2);
    check(&many(100, &assign("ann@example.com")), 100, 50);
    check(&many(1, &Action::Revoke), 1, 3);
    check(&many(100, &Action::Revoke), 100, 75);
    check(&many(1, &to(2)), 1, 3);
    check(&many(50, &to(2)), 1, 26);
    check(&many(60, &to(2)), 2, 31);
    check(&[many(60, &to(2)), many(60, &to(3))].concat(), 4, 61);
}

#[test]
fn each_kind_of_change_waits_for_the_one_before() {
    check(&[wish("A", Action::Revoke), wish("B", assign("ann@example.com"))], 2, 5);
    // A seat that is freed is read once more before it is given.
    let freed: Vec<Wish> =
        many(4, &Action::Revoke).into_iter().chain(many(4, &assign("ann@example.com"))).collect();
    check(&freed, 8, 6);
    assert_eq!(Workload::of(&freed).assigns_of_freed, 4);
}

#[test]
fn nothing_under_way_at_the_same_time_counts_as_one() {
    let work = Workload::of(&many(3, &Action::Revoke));
    assert_eq!(work.duration(Duration::from_millis(100), 0), Duration::from_millis(900));
    assert_eq!(work.duration(Duration::MAX, 1), Duration::MAX);
}

#[test]
fn only_what_will_be_carried_out_counts() {
    let licenses = [held("A", "II", "ann@example.com"), recent(held("B", "II", "bo@example.com"))];
    let wishes = vec![wish("A", Action::Revoke), wish("B", Action::Revoke)];
    let planned = plan(wishes, &index(licenses), &Making::new().context());
    assert_eq!(planned.calls(), 1);
    assert_eq!(planned.estimate(Duration::from_secs(1), 4), Duration::from_secs(3));
}
