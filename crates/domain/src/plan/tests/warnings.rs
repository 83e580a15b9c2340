use super::*;

#[track_caller]
fn check(licenses: &[License], wishes: Vec<Wish>, expected: &[&[Warning]]) {
    let planned = plan(wishes, &index(licenses.to_vec()), &Making::new().context());
    let warnings: Vec<&[Warning]> = planned.rows.iter().map(|row| row.warnings.as_slice()).collect();
    assert_eq!(warnings, expected, "{:?}", all_told(&planned));
}

fn ann(id: &str, code: &str) -> License {
    held(id, code, "ann@example.com")
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn locked() -> Warning {
    Warning::NotRevocableBefore(day("2026-12-23"))
}

#[test]
fn an_assignment_can_not_be_undone_for_thirty_days() {
    check(&[free("A", "II")], vec![wish("A", assign("ann@example.com"))], &[&[locked()]]);
}

#[test]
fn a_license_that_ends_soon_says_so() {
    let ending = |day: &str, renews: bool| {
        but(free("A", "II"), |license| {
            sample::valid_until(license, day);
            license.subscription.as_mut().unwrap().renews_automatically = renews;
        })
    };
    let get = || vec![wish("A", assign("ann@example.com"))];
    check(&[ending("2026-12-23", false)], get(), &[&[Warning::EndsSoon(day("2026-12-23")), locked()]]);
    check(&[ending("2026-11-23", false)], get(), &[&[Warning::EndsSoon(day("2026-11-23")), locked()]]);
    check(&[ending("2026-12-24", false)], get(), &[&[locked()]]);
    check(&[ending("2026-12-01", true)], get(), &[&[locked()]]);
}

#[test]
fn a_revocation_leaves_the_person_without_the_product() {
    let revoke = |id| wish(id, Action::Revoke);
    let covered_by = |license| Warning::StillCoveredBy(id(license));
    check(&[ann("A", "II")], vec![revoke("A")], &[&[Warning::LosesProduct]]);
    check(&[ann("A", "II"), ann("B", "WS")], vec![revoke("A")], &[&[Warning::LosesProduct]]);
    check(&[ann("A", "II"), ann("B", "ALL")], vec![revoke("A")], &[&[covered_by("B")]]);
    check(&[ann("A", "ALL"), ann("B", "II")], vec![revoke("A")], &[&[Warning::LosesProduct]]);
    check(&[ann("A", "AIP"), ann("B", "ALL")], vec![revoke("A")], &[&[Warning::LosesProduct]]);
    let suspended = but(ann("B", "II"), |license| license.suspended = true);
    check(&[ann("A", "II"), suspended], vec![revoke("A")], &[&[Warning::LosesProduct]]);
    let expired = but(ann("B", "II"), |license| sample::valid_until(license, "2026-01-01"));
    check(&[ann("A", "II"), expired], vec![revoke("A")], &[&[Warning::LosesProduct]]);
    let same_person = held("B", "II", " ANN@example.com");
    check(&[ann("A", "II"), same_person], vec![revoke("A")], &[&[covered_by("B")]]);
}

#[test]
fn two_seats_that_both_leave_do_not_cover_each_other() {
    let both = vec![wish("A", Action::Revoke), wish("B", Action::Revoke)];
    let lost: &[Warning] = &[Warning::LosesProduct];
    check(&[ann("A", "II"), ann("B", "II")], both.clone(), &[lost, lost]);
    // One of them stays, whatever is wanted.
    check(&[ann("A", "II"), recent(ann("B", "II"))], both, &[&[Warning::StillCoveredBy(id("B"))], &[]]);
}

#[test]
fn what_a_person_gets_in_the_same_plan_covers() {
    let wishes = vec![wish("A", Action::Revoke), wish("B", assign("ann@example.com"))];
    let covered = [Warning::StillCoveredBy(id("B"))];
    check(&[ann("A", "II"), free("B", "ALL")], wishes.clone(), &[&covered, &[locked()]]);
    check(&[ann("A", "II"), free("B", "WS")], wishes, &[&[Warning::LosesProduct], &[locked()]]);
}

#[test]
fn an_offline_code_keeps_working() {
    let offline = but(ann("A", "II"), |license| license.usage.offline_code = true);
    let until = Warning::OfflineCodeKeepsWorking(Some(day("2027-12-31")));
    check(&[offline], vec![wish("A", Action::Revoke)], &[&[Warning::LosesProduct, until]]);
    let endless = but(ann("A", "II"), |license| {
        license.usage.offline_code = true;
        license.subscription = None;
    });
    let until = Warning::OfflineCodeKeepsWorking(None);
    check(&[endless], vec![wish("A", Action::Revoke)], &[&[Warning::LosesProduct, until]]);
}

#[test]
fn a_holder_moves_with_the_license() {
    let move_it = || vec![wish("A", Action::Transfer { team: TeamId(2) })];
    check(&[ann("A", "II")], move_it(), &[&[Warning::MovesWithHolder, Warning::AiFeaturesMayChange]]);
    check(&[free("A", "II")], move_it(), &[&[]]);
}

#[test]
fn what_is_not_done_needs_no_warning() {
    check(&[recent(ann("A", "II"))], vec![wish("A", Action::Revoke)], &[&[]]);
    check(&[ann("A", "II")], vec![wish("A", assign("bo@example.com"))], &[&[]]);
}

#[test]
fn the_pack_covers_tools_and_nothing_that_is_sold_beside_it() {
    use holdings::covers;
    assert!(covers("ALL", "WS") && covers("WS", "WS") && covers("ALL", "ALL"));
    assert!(!covers("ALL", "AIP") && !covers("WS", "II") && !covers("WS", "ALL"));
    assert!(!covers("", ""), "of two products without a code nobody knows whether they are the same");
}
