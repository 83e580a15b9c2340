use super::*;
use crate::{Denial, plan_due, queued_now};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn early() -> Timestamp {
    at("2026-11-01T00:00:00Z")
}

#[track_caller]
fn check_of(making: &Making, due: Timestamp, now: Option<&License>, expected: &Queued) {
    let seen = recent(held("A", "II", "ann@x.org"));
    assert_eq!(queued_now(&seen, due, now, &making.context()), *expected);
}

#[track_caller]
fn check(due: Timestamp, now: &License, expected: &Queued) {
    check_of(&Making::new(), due, Some(now), expected);
}

#[test]
fn a_queued_revocation_waits_for_its_moment() {
    let ann = held("A", "II", "ANN@x.org");
    check(early(), &ann, &Queued::Due);
    check(sample::now(), &ann, &Queued::Due);
    let later = at("2026-12-01T00:00:00Z");
    check(later, &ann, &Queued::NotBefore(later));
}

#[test]
fn the_vendors_thirty_days_are_waited_for_even_if_they_began_anew() {
    let opens = at("2026-12-14T09:00:00Z");
    let locked = recent(held("A", "II", "ann@x.org"));
    assert_eq!(locked.revocable_from().unwrap().instant, opens);
    check(early(), &locked, &Queued::NotBefore(opens));
    let later = at("2026-12-24T00:00:00Z");
    check(later, &locked, &Queued::NotBefore(later));
}

#[test]
fn only_the_person_who_held_it_then_loses_it() {
    check(early(), &held("A", "II", "bo@x.org"), &Queued::HolderChanged);
    check(early(), &recent(held("A", "II", "bo@x.org")), &Queued::HolderChanged);
}

#[test]
fn what_else_stands_in_the_way_is_said() {
    let ann = held("A", "II", "ann@x.org");
    check(early(), &free("A", "II"), &Queued::Blocked(Obstacle::NotAssigned));
    check_of(&Making::new(), early(), None, &Queued::Blocked(Obstacle::NotFound));
    check_of(&Making::unsettled("A"), early(), Some(&ann), &Queued::Blocked(Obstacle::Unsettled));
    let viewer = Making::with_role(Role::Viewer, sample::access().scope);
    let denied = Queued::Blocked(Obstacle::Denied(Denial::ReadOnlyToken));
    check_of(&viewer, early(), Some(&ann), &denied);
}

#[test]
fn a_plan_of_what_is_due_takes_nothing_from_others() {
    let seen = ["A", "B", "C", "D"].map(|id| recent(held(id, "II", "ann@x.org")));
    let now = [
        held("A", "II", "ann@x.org"),
        held("B", "II", "bo@x.org"),
        free("C", "II"),
        recent(held("D", "II", "ann@x.org")),
    ];
    let plan = plan_due(seen.into(), &index(now), &Making::new().context());
    assert_eq!(
        all_told(&plan),
        [
            "revoke A".to_owned(),
            "revoke B - ChangedSince".to_owned(),
            "revoke C - NotAssigned".to_owned(),
            format!("revoke D - {:?}", recently()),
        ]
    );
}
