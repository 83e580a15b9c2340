use super::*;
use crate::{Role, Scope, ServerKind, sample};

fn assign(email: &str) -> Action {
    Action::Assign {
        contact: Contact {
            email: Email::parse(email).unwrap(),
            first_name: PersonName::parse("Ann").unwrap(),
            last_name: PersonName::parse("Lee").unwrap(),
        },
        send_email: true,
        include_offline_code: false,
    }
}

fn plan_one(license: &License, action: Action, access: &Access) -> PlanRow {
    let wish = Wish { license: license.id.clone(), action };
    plan_all(vec![wish], &[license], access, &[]).rows.remove(0)
}

fn plan_all(wishes: Vec<Wish>, licenses: &[&License], access: &Access, unsettled: &[LicenseId]) -> Plan {
    let unsettled = unsettled.iter().cloned().collect();
    let (now, today) = (sample::now(), sample::today());
    plan(wishes, &PlanContext { access, licenses, unsettled: &unsettled, now, today })
}

#[track_caller]
fn check(license: &License, action: Action, expected: Result<(), Obstacle>) {
    assert_eq!(plan_one(license, action, &sample::access()).verdict, expected);
}

#[test]
fn only_a_free_seat_can_be_assigned() {
    check(&sample::free(), assign("bo@example.com"), Ok(()));
    check(&sample::assigned(), assign("bo@example.com"), Err(Obstacle::AlreadyAssigned));
    let mut suspended = sample::free();
    suspended.suspended = true;
    check(&suspended, assign("bo@example.com"), Err(Obstacle::Suspended));
    let mut expired = sample::free();
    expired.available_to_assign = Some(false);
    sample::valid_until(&mut expired, "2026-01-01T00:00:00.000+03:00");
    check(&expired, assign("bo@example.com"), Err(Obstacle::Expired));
    let mut vault = sample::free();
    vault.assignee = Some(Assignee::Server { kind: ServerKind::LicenseVault, uid: "v".into() });
    check(&vault, assign("bo@example.com"), Err(Obstacle::HeldByServer));
}

#[test]
fn a_revoke_waits_for_thirty_days() {
    check(&sample::assigned(), Action::Revoke, Ok(()));
    check(&sample::free(), Action::Revoke, Err(Obstacle::NotAssigned));
    let mut recent = sample::assigned();
    recent.usage.last_assigned = sample::at("2026-11-14T12:00:00.000+03:00");
    let from = "2026-12-14".parse().unwrap();
    check(&recent, Action::Revoke, Err(Obstacle::RecentlyAssigned { from }));
}

#[test]
fn a_transfer_needs_another_team_that_exists() {
    let license = sample::assigned();
    check(&license, Action::Transfer { team: TeamId(2) }, Ok(()));
    check(&license, Action::Transfer { team: TeamId(1) }, Err(Obstacle::AlreadyInTeam));
    check(&license, Action::Transfer { team: TeamId(9) }, Err(Obstacle::UnknownTeam));
    let fixed = License { transferable: false, ..license };
    check(&fixed, Action::Transfer { team: TeamId(2) }, Err(Obstacle::NotTransferable));
}

#[test]
fn the_token_is_asked_first() {
    let access = Access { role: Role::Admin, scope: Scope::Team(sample::team(1)), ..sample::access() };
    let row = plan_one(&sample::assigned(), Action::Transfer { team: TeamId(2) }, &access);
    assert_eq!(row.verdict, Err(Obstacle::Denied(Denial::NeedsOrganizationAdmin)));
}

#[test]
fn warnings_say_what_the_person_loses() {
    let license = sample::assigned();
    let row = plan_one(&license, Action::Revoke, &sample::access());
    assert_eq!(row.warnings, [Warning::LosesProduct]);

    let pack = License {
        id: LicenseId("PACK".into()),
        product: crate::Product { code: "ALL".into(), name: "All Products Pack".into() },
        assignee: Some(Assignee::User { email: "ANN@example.com".into(), name: String::new() }),
        ..sample::assigned()
    };
    let licenses = [&license, &pack];
    let wish = Wish { license: license.id.clone(), action: Action::Revoke };
    let planned = plan_all(vec![wish.clone(), wish], &licenses, &sample::access(), &[]);
    assert_eq!(planned.rows[0].warnings, [Warning::StillCoveredBy(LicenseId("PACK".into()))]);
    assert_eq!(planned.rows[1].verdict, Err(Obstacle::Duplicate));
}

#[test]
fn two_seats_that_both_leave_do_not_cover_each_other() {
    let first = sample::assigned();
    let second = License { id: LicenseId("SECOND".into()), ..sample::assigned() };
    let licenses = [&first, &second];
    let revoke = |license: &License| Wish { license: license.id.clone(), action: Action::Revoke };
    let one = plan_all(vec![revoke(&first)], &licenses, &sample::access(), &[]);
    assert_eq!(one.rows[0].warnings, [Warning::StillCoveredBy(LicenseId("SECOND".into()))]);
    let both = plan_all(vec![revoke(&first), revoke(&second)], &licenses, &sample::access(), &[]);
    assert!(both.rows.iter().all(|row| row.warnings == [Warning::LosesProduct]), "{both:?}");
}

#[test]
fn the_pack_covers_tools_and_nothing_that_is_sold_beside_it() {
    assert!(covers("ALL", "WS") && covers("WS", "WS"));
    assert!(!covers("ALL", "AIP") && !covers("WS", "II"));
}

#[test]
fn a_license_whose_last_change_is_unknown_waits() {
    let license = sample::assigned();
    let wish = Wish { license: license.id.clone(), action: Action::Revoke };
    let planned = plan_all(vec![wish], &[&license], &sample::access(), std::slice::from_ref(&license.id));
    assert_eq!(planned.rows[0].verdict, Err(Obstacle::Unsettled));
}

#[test]
fn transfers_share_calls() {
    let licenses: Vec<License> =
        (0..60).map(|number| License { id: LicenseId(format!("L{number}")), ..sample::assigned() }).collect();
    let all: Vec<&License> = licenses.iter().collect();
    let wishes = |action: &Action| {
        all.iter()
            .map(|license| Wish { license: license.id.clone(), action: action.clone() })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        plan_all(wishes(&Action::Transfer { team: TeamId(2) }), &all, &sample::access(), &[]).calls(),
        2
    );
    assert_eq!(plan_all(wishes(&Action::Revoke), &all, &sample::access(), &[]).calls(), 60);
}
