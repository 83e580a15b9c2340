use super::*;
use crate::{Denial, Perpetual, ServerKind};

#[track_caller]
fn check_of(making: &Making, license: License, action: Action, expected: &Result<(), Obstacle>) {
    let wish = Wish { license: license.id.clone(), action };
    let planned = plan(vec![wish], &index([license.clone()]), &making.context());
    assert_eq!(planned.rows.len(), 1);
    assert_eq!(planned.rows[0].verdict, *expected, "{license:?}");
    assert_eq!(planned.rows[0].seen, Some(license));
}

#[track_caller]
fn check(license: License, action: Action, expected: &Result<(), Obstacle>) {
    check_of(&Making::new(), license, action, expected);
}

#[test]
fn only_a_free_seat_can_be_assigned() {
    let bo = || assign("bo@example.com");
    let server = |kind| Some(Assignee::Server { kind, uid: "s".into() });
    let key = || Some(Assignee::LicenseKey { registration_name: "Org".into() });
    let of = |assignee| but(free("L", "II"), |license| license.assignee = assignee);
    check(free("L", "II"), bo(), &Ok(()));
    check(held("L", "II", "ann@example.com"), bo(), &Err(Obstacle::AlreadyAssigned));
    check(of(server(ServerKind::LicenseVault)), bo(), &Err(Obstacle::HeldByServer));
    check(of(server(ServerKind::LicenseServer)), bo(), &Err(Obstacle::HeldByServer));
    check(of(key()), bo(), &Err(Obstacle::HeldByKey));
    check(of(Some(Assignee::Other { kind: "ROBOT".into() })), bo(), &Err(Obstacle::Unavailable));
    let changed = |change: fn(&mut License), expected: &Result<(), Obstacle>| {
        check(but(free("L", "II"), change), bo(), expected);
    };
    changed(|license| license.suspended = true, &Err(Obstacle::Suspended));
    changed(|license| license.available_to_assign = Some(false), &Err(Obstacle::Unavailable));
    changed(|license| license.available_to_assign = None, &Ok(()));
    changed(
        |license| {
            license.available_to_assign = Some(false);
            sample::valid_until(license, "2026-01-01T00:00:00.000+03:00");
        },
        &Err(Obstacle::Expired),
    );
    changed(
        |license| {
            license.available_to_assign = Some(false);
            license.subscription = None;
            license.perpetual = Some(Perpetual::default());
        },
        &Err(Obstacle::NotPerUser),
    );
}

#[test]
fn a_revoke_waits_for_thirty_days() {
    let ann = || held("L", "II", "ann@example.com");
    let server = Assignee::Server { kind: ServerKind::LicenseVault, uid: "v".into() };
    let key = Assignee::LicenseKey { registration_name: "Org".into() };
    check(ann(), Action::Revoke, &Ok(()));
    check(recent(ann()), Action::Revoke, &Err(recently()));
    check(free("L", "II"), Action::Revoke, &Err(Obstacle::NotAssigned));
    let of = |assignee| but(ann(), |license| license.assignee = Some(assignee));
    check(of(server), Action::Revoke, &Err(Obstacle::HeldByServer));
    check(of(key), Action::Revoke, &Err(Obstacle::HeldByKey));
    check(of(Assignee::Other { kind: "ROBOT".into() }), Action::Revoke, &Err(Obstacle::NotPerUser));
}

#[test]
fn a_transfer_needs_another_team_that_exists() {
    let to = |team| Action::Transfer { team: TeamId(team) };
    let ann = || held("L", "II", "ann@example.com");
    check(ann(), to(2), &Ok(()));
    check(free("L", "II"), to(2), &Ok(()));
    check(ann(), to(1), &Err(Obstacle::AlreadyInTeam));
    check(ann(), to(9), &Err(Obstacle::UnknownTeam));
    check(but(ann(), |license| license.transferable = false), to(2), &Err(Obstacle::NotTransferable));
}

#[test]
fn the_token_is_asked_first() {
    let viewer = Making::with_role(Role::Viewer, Scope::Organization { teams: vec![sample::team(1)] });
    let team_1 = Making::with_role(Role::Admin, Scope::Team(sample::team(1)));
    let to_2 = Action::Transfer { team: TeamId(2) };
    for action in [assign("bo@example.com"), Action::Revoke, to_2.clone()] {
        check_of(&viewer, free("L", "II"), action, &Err(Obstacle::Denied(Denial::ReadOnlyToken)));
    }
    check_of(&team_1, free("L", "II"), to_2, &Err(Obstacle::Denied(Denial::NeedsOrganizationAdmin)));
    let elsewhere = || in_team(held("L", "II", "ann@example.com"), 2);
    check_of(&team_1, elsewhere(), Action::Revoke, &Err(Obstacle::Denied(Denial::OtherTeam)));
    check_of(&team_1, held("L", "II", "ann@example.com"), Action::Revoke, &Ok(()));
}

#[test]
fn a_license_whose_last_change_is_unknown_waits() {
    let making = Making::unsettled("L");
    check_of(&making, held("L", "II", "ann@example.com"), Action::Revoke, &Err(Obstacle::Unsettled));
    check_of(&making, free("L", "II"), assign("ann@example.com"), &Err(Obstacle::Unsettled));
}

#[track_caller]
fn check_all(licenses: &[License], wishes: Vec<Wish>, expected: &[&str]) {
    let planned = plan(wishes, &index(licenses.to_vec()), &Making::new().context());
    assert_eq!(all_told(&planned), expected);
}

#[test]
fn a_license_is_changed_once() {
    let licenses = [held("A", "II", "ann@example.com"), free("B", "II")];
    check_all(
        &licenses,
        vec![
            wish("A", Action::Revoke),
            wish("A", Action::Revoke),
            wish("A", Action::Transfer { team: TeamId(2) }),
            wish("B", assign("bo@example.com")),
            wish("B", assign("cy@example.com")),
            wish("C", Action::Revoke),
            wish("C", assign("cy@example.com")),
        ],
        &[
            "revoke A",
            "revoke A - Duplicate",
            "A to team 2 - Duplicate",
            "B to bo@example.com",
            "B to cy@example.com - Duplicate",
            "revoke C - NotFound",
            "C to cy@example.com - NotFound",
        ],
    );
}

#[test]
fn a_license_that_is_freed_can_be_given_at_once() {
    let licenses = [held("A", "II", "ann@example.com"), recent(held("B", "II", "bo@example.com"))];
    let wishes = vec![
        wish("A", assign("cy@example.com")),
        wish("A", Action::Revoke),
        wish("B", Action::Revoke),
        wish("B", assign("dee@example.com")),
    ];
    let planned = plan(wishes, &index(licenses), &Making::new().context());
    assert_eq!(
        all_told(&planned),
        [
            "A to cy@example.com".to_owned(),
            "revoke A".to_owned(),
            format!("revoke B - {:?}", recently()),
            "B to dee@example.com - AlreadyAssigned".to_owned(),
        ]
    );
    assert_eq!(needs(&planned), HashMap::from([(0, 1)]));
}

#[test]
fn nobody_gets_what_they_have() {
    let licenses = [
        held("A", "II", "ann@example.com"),
        free("B", "II"),
        held("C", "ALL", "BO@example.com"),
        free("D", "ALL"),
        free("E", "AIP"),
        but(held("F", "II", "cy@example.com"), |license| license.suspended = true),
        free("G", "II"),
        but(held("H", "II", "dee@example.com"), |license| sample::valid_until(license, "2026-01-01")),
        free("I", "II"),
    ];
    check_all(
        &licenses,
        vec![
            wish("A", assign("ann@example.com")),
            wish("B", assign("Ann@example.com")),
            wish("B", assign("bo@example.com")),
            wish("D", assign("bo@example.com")),
            wish("D", assign("ann@example.com")),
            wish("E", assign("bo@example.com")),
            wish("G", assign("cy@example.com")),
            wish("B", assign("cy@example.com")),
            wish("I", assign("dee@example.com")),
            wish("B", assign("ann@example.com")),
        ],
        &[
            r#"A to ann@example.com - AlreadyHolds(LicenseId("A"))"#,
            r#"B to Ann@example.com - AlreadyHolds(LicenseId("A"))"#,
            r#"B to bo@example.com - AlreadyHolds(LicenseId("C"))"#,
            r#"D to bo@example.com - AlreadyHolds(LicenseId("C"))"#,
            "D to ann@example.com",
            "E to bo@example.com",
            "G to cy@example.com",
            "B to cy@example.com - Duplicate",
            "I to dee@example.com",
            r#"B to ann@example.com - AlreadyHolds(LicenseId("A"))"#,
        ],
    );
}

#[test]
fn who_loses_a_license_can_get_another() {
    check_all(
        &[held("A", "II", "ann@example.com"), free("B", "II")],
        vec![wish("B", assign("ann@example.com")), wish("A", Action::Revoke)],
        &["B to ann@example.com", "revoke A"],
    );
}

#[test]
fn a_plan_of_thousands_sees_each_license_as_a_small_one_does() {
    // More than one segment of the index, and enough rows for its tables. Everybody holds two and loses one.
    let of = |number: usize| held(&format!("L{number:04}"), "II", &format!("p{}@example.com", number / 2));
    let licenses: Vec<License> = (0..2_500).map(of).collect();
    let index = index(licenses.clone()).with(&[], &[id("L0007"), id("L0008")]);
    let wishes: Vec<Wish> =
        (0..2_500).step_by(2).map(|number| wish(&format!("L{number:04}"), Action::Revoke)).collect();
    let making = Making::new();
    let planned = |wishes| plan(wishes, &index, &making.context()).rows;
    let large = planned(wishes.clone());
    assert_eq!(large[4].verdict, Err(Obstacle::NotFound));
    assert_eq!(large[5].seen.as_ref(), Some(&licenses[10]));
    assert_eq!(large, wishes.into_iter().flat_map(|wish| planned(vec![wish])).collect::<Vec<_>>());
}
