use super::{lists::MAIL, *};
use crate::{Rejection, SkipReason, StepState};

fn step(seen: &License, action: Action, state: StepState) -> PastStep {
    PastStep { wish: Wish { license: seen.id.clone(), action }, seen: seen.clone(), state }
}

fn applied(seen: &License, action: Action) -> PastStep {
    step(seen, action, StepState::Applied)
}

fn failed(seen: &License, action: Action) -> PastStep {
    step(seen, action, StepState::Rejected(Rejection::NotSent))
}

fn to(team: i64) -> Action {
    Action::Transfer { team: TeamId(team) }
}

fn named(license: License, email: &str, name: &str) -> License {
    License { assignee: Some(Assignee::User { email: email.into(), name: name.into() }), ..license }
}

#[track_caller]
fn check_undo(now: Vec<License>, steps: Vec<PastStep>, expected: &[&str]) -> Plan {
    let plan = undo(steps, MAIL, &index(now), &Making::new().context());
    assert_eq!(all_told(&plan), expected);
    plan
}

#[test]
fn undoing_an_assignment_takes_the_license_back_when_that_is_allowed() {
    let before = free("A", "II");
    let steps = || vec![applied(&before, assign("ann@x.org"))];
    check_undo(vec![held("A", "II", "ANN@x.org")], steps(), &["revoke A"]);
    let not_yet = format!("revoke A - {:?}", recently());
    check_undo(vec![recent(held("A", "II", "ann@x.org"))], steps(), &[&not_yet]);
    check_undo(vec![held("A", "II", "bo@x.org")], steps(), &["revoke A - ChangedSince"]);
    check_undo(vec![before.clone()], steps(), &["revoke A - ChangedSince"]);
    check_undo(vec![], steps(), &["revoke A - NotFound"]);
}

#[test]
fn undoing_a_revocation_gives_the_license_back() {
    let before = named(held("A", "II", ""), "ann@x.org", "Ann van Dyk");
    let steps = || vec![applied(&before, Action::Revoke)];
    let plan = check_undo(vec![free("A", "II")], steps(), &["A to ann@x.org"]);
    let Some(Wish { action: Action::Assign { contact, send_email, .. }, .. }) = plan.rows[0].wish() else {
        panic!()
    };
    assert_eq!((contact.first_name.as_str(), contact.last_name.as_str()), ("Ann", "van Dyk"));
    assert!(send_email);
    check_undo(vec![held("A", "II", "bo@x.org")], steps(), &["ann@x.org - ChangedSince"]);
    check_undo(vec![], steps(), &["A to ann@x.org - NotFound"]);
    let other = held("B", "II", "ann@x.org");
    check_undo(vec![free("A", "II"), other], steps(), &[r#"A to ann@x.org - AlreadyHolds(LicenseId("B"))"#]);
    let suspended = but(free("A", "II"), |license| license.suspended = true);
    check_undo(vec![suspended], steps(), &["A to ann@x.org - Suspended"]);
}

#[test]
fn a_masked_name_is_no_name_to_give_a_license_back_to() {
    let masked = held("A", "II", "ann@x.org");
    let steps = || vec![applied(&masked, Action::Revoke)];
    check_undo(vec![free("A", "II")], steps(), &["ann@x.org - NameMissing"]);
    let mut names = KnownNames::default();
    names.learn("ann@x.org", "Ann Lee".into());
    let index = Index::new([free("A", "II")], Arc::new(names), Collation::default());
    let plan = undo(steps(), MAIL, &index, &Making::new().context());
    assert_eq!(all_told(&plan), ["A to ann@x.org"]);
    // The vendor may leave the e-mail out.
    let nobody = held("A", "II", "");
    check_undo(vec![free("A", "II")], vec![applied(&nobody, Action::Revoke)], &[" - NameMissing"]);
}

#[test]
fn undoing_a_transfer_moves_the_license_back() {
    let before = held("A", "II", "ann@x.org");
    let steps = || vec![applied(&before, to(2))];
    check_undo(vec![in_team(before.clone(), 2)], steps(), &["A to team 1"]);
    check_undo(vec![in_team(before.clone(), 3)], steps(), &["A to team 1 - ChangedSince"]);
    check_undo(vec![in_team(held("A", "II", "bo@x.org"), 2)], steps(), &["A to team 1"]);
    check_undo(vec![], steps(), &["A to team 1 - NotFound"]);
    let nowhere = License { team: None, ..before.clone() };
    check_undo(vec![in_team(before, 2)], vec![applied(&nowhere, to(2))], &["A to team 2 - UnknownTeam"]);
}

#[test]
fn only_what_was_applied_is_undone() {
    let before = held("A", "II", "ann@x.org");
    let states = [
        StepState::Planned,
        StepState::Intent,
        StepState::Unknown,
        StepState::Rejected(Rejection::NotApplied),
        StepState::Skipped(SkipReason::Canceled),
    ];
    let steps = states.map(|state| step(&before, Action::Revoke, state));
    check_undo(vec![free("A", "II")], steps.into(), &[]);
}

#[test]
fn a_seat_that_was_given_on_goes_back_to_who_had_it() {
    let before = named(held("A", "II", ""), "ann@x.org", "Ann Lee");
    let steps = || vec![applied(&before, Action::Revoke), applied(&before, assign("bo@x.org"))];
    check_undo(vec![held("A", "II", "bo@x.org")], steps(), &["revoke A", "A to ann@x.org"]);
    let not_yet = format!("revoke A - {:?}", recently());
    check_undo(
        vec![recent(held("A", "II", "bo@x.org"))],
        steps(),
        &[&not_yet, "A to ann@x.org - AlreadyAssigned"],
    );
    check_undo(
        vec![held("A", "II", "cy@x.org")],
        steps(),
        &["revoke A - ChangedSince", "A to ann@x.org - AlreadyAssigned"],
    );
}

#[test]
fn what_is_not_known_yet_is_neither_undone_nor_repeated() {
    let before = held("A", "II", "ann@x.org");
    let making = Making::unsettled("A");
    let now = index([free("A", "II")]);
    let plan = undo(vec![applied(&before, to(2))], MAIL, &now, &making.context());
    assert_eq!(all_told(&plan), ["A to team 1 - Unsettled"]);
    let plan = repeat(vec![failed(&before, Action::Revoke)], &now, &making.context());
    assert_eq!(all_told(&plan), ["revoke A - Unsettled"]);
}

#[track_caller]
fn check_repeat(now: Vec<License>, steps: Vec<PastStep>, expected: &[&str]) {
    assert_eq!(all_told(&repeat(steps, &index(now), &Making::new().context())), expected);
}

#[test]
fn what_failed_is_done_once_more() {
    let (ann, bo) = (held("A", "II", "ann@x.org"), held("B", "II", "bo@x.org"));
    let vendor = Rejection::Vendor { status: 400, code: None, description: None };
    check_repeat(
        vec![ann.clone(), bo.clone(), free("C", "II")],
        vec![
            step(&ann, Action::Revoke, StepState::Rejected(vendor)),
            step(&bo, to(2), StepState::Skipped(SkipReason::Canceled)),
            step(&free("C", "II"), assign("cy@x.org"), StepState::Skipped(SkipReason::Stopped)),
            step(&ann, to(2), StepState::Applied),
            step(&ann, to(2), StepState::Unknown),
            step(&ann, to(2), StepState::Planned),
        ],
        &["revoke A", "B to team 2", "C to cy@x.org"],
    );
}

#[test]
fn what_somebody_else_holds_now_is_not_taken_by_a_repetition() {
    let before = held("A", "II", "ann@x.org");
    let steps = |action: Action| vec![failed(&before, action)];
    check_repeat(vec![held("A", "II", "bo@x.org")], steps(Action::Revoke), &["revoke A - ChangedSince"]);
    check_repeat(vec![held("A", "II", "bo@x.org")], steps(to(2)), &["A to team 2 - ChangedSince"]);
    check_repeat(vec![free("A", "II")], steps(Action::Revoke), &["revoke A - NotAssigned"]);
    check_repeat(vec![], steps(Action::Revoke), &["revoke A - NotFound"]);
}

#[test]
fn an_assignment_whose_seat_is_gone_gets_another_one_like_it() {
    let before = free("A", "II");
    let steps = || vec![failed(&before, assign("ann@x.org"))];
    let taken = || held("A", "II", "bo@x.org");
    check_repeat(vec![before.clone(), free("B", "II")], steps(), &["A to ann@x.org"]);
    check_repeat(vec![taken(), free("B", "II")], steps(), &["B to ann@x.org"]);
    check_repeat(vec![free("B", "II")], steps(), &["B to ann@x.org"]);
    check_repeat(
        vec![taken(), free("B", "WS"), in_team(free("C", "II"), 2)],
        steps(),
        &["ann@x.org - NoFreeLicense"],
    );
    let theirs = held("A", "II", "ann@x.org");
    check_repeat(vec![theirs, free("B", "II")], steps(), &[r#"ann@x.org - AlreadyHolds(LicenseId("A"))"#]);
}

#[test]
fn a_seat_that_the_repetition_frees_is_given_on() {
    let before = held("A", "II", "ann@x.org");
    check_repeat(
        vec![before.clone()],
        vec![failed(&before, Action::Revoke), failed(&before, assign("bo@x.org"))],
        &["revoke A", "A to bo@x.org"],
    );
    check_repeat(
        vec![recent(before.clone()), free("B", "II")],
        vec![failed(&before, Action::Revoke), failed(&before, assign("bo@x.org"))],
        &[&format!("revoke A - {:?}", recently()), "B to bo@x.org"],
    );
}
