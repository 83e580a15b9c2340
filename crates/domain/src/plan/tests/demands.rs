use super::{lists::*, *};
use crate::{Denial, Purpose};

fn team_2(license: License) -> License {
    in_team(license, 2)
}

fn all() -> Vec<License> {
    vec![
        free("F1", "II"),
        team_2(free("F2", "II")),
        free("F3", "WS"),
        held("A1", "II", "ann@example.com"),
        held("A2", "WS", "Ann@Example.com"),
        team_2(held("A3", "WS", "ann@example.com")),
        recent(held("B1", "II", "bo@example.com")),
    ]
}

#[test]
fn products_are_found_by_code_or_name_whatever_case_and_accents() {
    for text in ["II", "ii", " intellij  IDEA ultimate", "INTELLÍJ IDEA ULTIMATE"] {
        check(&all(), &[["cy@x.org", "", text, ""]], &assign_to(None, None), &["1: F1 to cy@x.org"]);
    }
}

#[test]
fn a_product_that_is_not_there_or_not_the_only_one_is_not_guessed() {
    let mut licenses = all();
    // Two codes with one name, and one code in two spellings.
    for (id, code, name) in [
        ("X", "XX", "Twin"),
        ("Y", "YY", "Twin"),
        ("Z", "zz", "Small"),
        ("U", "ZZ", "Large"),
        ("V", "", "Odd"),
    ] {
        licenses.push(but(free(id, code), |license| license.product.name = name.into()));
    }
    let lines: Vec<[&str; 4]> =
        ["Rider", "IntelliJ", "twin", "ZZ", "", "odd"].map(|text| ["cy@x.org", "", text, ""]).into();
    check(
        &licenses,
        &lines,
        &assign_to(None, None),
        &[
            r#"1: cy@x.org - UnknownProduct("Rider")"#,
            r#"2: cy@x.org - UnknownProduct("IntelliJ")"#,
            r#"3: cy@x.org - UnknownProduct("twin")"#,
            r#"4: cy@x.org - UnknownProduct("ZZ")"#,
            r#"5: cy@x.org - UnknownProduct("")"#,
            r#"6: cy@x.org - UnknownProduct("odd")"#,
        ],
    );
    let person = planned(&Making::new(), &all(), lines_of("Rider"), &revoke(None)).rows.remove(0);
    assert_eq!(person.capability(), Capability::Revoke);
}

fn lines_of(product: &str) -> Vec<crate::Demand> {
    lines(&[["ann@example.com", "", product, ""]])
}

#[test]
fn teams_are_found_by_number_or_name() {
    for text in ["2", "team 2", "TEAM  2"] {
        check(&all(), &[["cy@x.org", "", "II", text]], &assign_to(None, Some(1)), &["1: F2 to cy@x.org"]);
    }
    check(
        &all(),
        &[["cy@x.org", "", "II", "3"], ["cy@x.org", "", "II", "Team"]],
        &assign_to(None, Some(1)),
        &[r#"1: cy@x.org - UnknownTeamName("3")"#, r#"2: cy@x.org - UnknownTeamName("Team")"#],
    );
    check(&all(), &[["cy@x.org", "", "II", ""]], &assign_to(None, Some(3)), &["1: cy@x.org - UnknownTeam"]);
}

#[test]
fn of_two_teams_with_one_name_none_is_guessed() {
    let team = |id: i64, name: &str| Team { id: TeamId(id), name: name.into() };
    let teams = vec![team(1, "Web"), team(2, "web"), team(3, "4"), team(4, "Four")];
    let making = Making::with_role(Role::Admin, Scope::Organization { teams });
    let demands = lines(&[["cy@x.org", "", "II", "Web"], ["cy@x.org", "", "II", "4"]]);
    let plan = planned(&making, &all(), demands, &assign_to(None, None));
    assert_eq!(
        all_told(&plan),
        [r#"1: cy@x.org - UnknownTeamName("Web")"#, r#"2: cy@x.org - UnknownTeamName("4")"#]
    );
}

#[test]
fn what_a_line_says_goes_before_what_is_said_for_all() {
    check(
        &all(),
        &[["cy@x.org", "", "WS", ""], ["dee@x.org", "", "", "2"], ["eve@x.org", "", "", ""]],
        &assign_to(Some("II"), Some(1)),
        &["1: F3 to cy@x.org", "2: F2 to dee@x.org", "3: F1 to eve@x.org"],
    );
    check(
        &all(),
        &[["ann@example.com", "", "WS", "1"], ["ann@example.com", "", "", ""]],
        &revoke(Some("II")),
        &["1: revoke A2", "2: revoke A1"],
    );
}

#[test]
fn a_line_about_a_license_is_about_that_one() {
    check(&all(), &[["cy@x.org", "f2", "", ""]], &assign_to(None, None), &["1: F2 to cy@x.org"]);
    check(
        &all(),
        &[
            ["", "A1", "", ""],
            ["ann@example.com", "a2", "WebStorm", "Team 1"],
            ["ann@example.com", "F1", "", ""],
            ["", "none", "", ""],
        ],
        &revoke(None),
        &["1: revoke A1", "2: revoke A2", "3: revoke F1 - NotAssigned", "4: revoke none - NotFound"],
    );
}

#[test]
fn a_license_that_is_not_as_the_line_says_is_left_alone() {
    check(
        &all(),
        &[
            ["bo@example.com", "A1", "", ""],
            ["ann@example.com", "A1", "WS", ""],
            ["ann@example.com", "A3", "", "1"],
        ],
        &revoke(None),
        &["1: revoke A1 - NotAsDescribed", "2: revoke A1 - NotAsDescribed", "3: revoke A3 - NotAsDescribed"],
    );
    // Said for all: only this product.
    check(&all(), &[["", "A2", "", ""]], &revoke(Some("II")), &["1: revoke A2 - NotAsDescribed"]);
    check(
        &all(),
        &[["ann@example.com", "F1", "", ""], ["bo@example.com", "A1", "", ""]],
        &Purpose::Transfer { team: TeamId(2) },
        &["1: F1 to team 2 - NotAsDescribed", "2: A1 to team 2 - NotAsDescribed"],
    );
    check(
        &all(),
        &[["cy@x.org", "F1", "", "2"], ["cy@x.org", "F3", "II", ""]],
        &assign_to(None, None),
        &["1: cy@x.org - NotAsDescribed", "2: cy@x.org - NotAsDescribed"],
    );
}

#[test]
fn a_person_with_several_licenses_has_a_row_for_each() {
    check(
        &all(),
        &[["ANN@example.com", "", "", ""], ["cy@x.org", "", "", ""], ["bo@example.com", "", "", ""]],
        &revoke(None),
        &[
            "1: revoke A1",
            "1: revoke A2",
            "1: revoke A3",
            "2: cy@x.org - HoldsNothing",
            &format!("3: revoke B1 - {:?}", recently()),
        ],
    );
    check(
        &all(),
        &[["ann@example.com", "", "", ""], ["ann@example.com", "", "II", ""]],
        &revoke(Some("WebStorm")),
        &["1: revoke A2", "1: revoke A3", "2: revoke A1"],
    );
    check(
        &all(),
        &[["ann@example.com", "", "II", ""], ["ann@example.com", "", "", ""]],
        &revoke(None),
        &["1: revoke A1", "2: revoke A1 - Duplicate", "2: revoke A2", "2: revoke A3"],
    );
    check(&all(), &[["bo@example.com", "", "WS", ""]], &revoke(None), &["1: bo@example.com - HoldsNothing"]);
}

#[test]
fn a_row_without_a_license_says_what_it_was_about() {
    let plan = planned(&Making::new(), &all(), lines(&[["bo@example.com", "", "WS", "2"]]), &revoke(None));
    let Subject::Person { capability, person, product, team } = &plan.rows[0].subject else { panic!() };
    assert_eq!(*capability, Capability::Revoke);
    assert_eq!((person.email.as_str(), person.name.as_deref()), ("bo@example.com", Some("Ann Lee")));
    assert_eq!(product.as_ref().unwrap().code, "WS");
    assert_eq!(team.as_ref().unwrap().id, TeamId(2));
    assert!(plan.rows[0].wish().is_none());
}

#[test]
fn licenses_move_to_the_team_of_their_line() {
    check(
        &all(),
        &[
            ["", "F1", "", ""],
            ["", "F2", "", "Team 1"],
            ["ann@example.com", "", "WS", ""],
            ["ann@example.com", "A1", "", ""],
            ["cy@x.org", "", "", ""],
            ["", "F3", "", "Team 9"],
            ["", "F3", "Rider", ""],
        ],
        &Purpose::Transfer { team: TeamId(2) },
        &[
            "1: F1 to team 2",
            "2: F2 to team 1",
            "3: A2 to team 2",
            "3: A3 to team 2 - AlreadyInTeam",
            "4: A1 to team 2",
            "5: cy@x.org - HoldsNothing",
            r#"6: F3 to team 2 - UnknownTeamName("Team 9")"#,
            r#"7: F3 to team 2 - UnknownProduct("Rider")"#,
        ],
    );
    check(
        &all(),
        &[["", "F1", "", ""]],
        &Purpose::Transfer { team: TeamId(9) },
        &["1: F1 to team 9 - UnknownTeam"],
    );
}

#[test]
fn a_token_that_may_not_assign_gets_no_seats() {
    let demands = || lines(&[["cy@x.org", "", "II", ""], ["dee@x.org", "", "II", "2"]]);
    let viewer = Making::with_role(Role::Viewer, sample::access().scope);
    assert_eq!(
        all_told(&planned(&viewer, &all(), demands(), &assign_to(None, None))),
        ["1: cy@x.org - Denied(ReadOnlyToken)", "2: dee@x.org - Denied(ReadOnlyToken)"]
    );
    let team_1 = Making::with_role(Role::Admin, Scope::Team(sample::team(1)));
    let plan = planned(&team_1, &all(), demands(), &assign_to(None, None));
    assert_eq!(plan.rows[1].verdict, Err(Obstacle::Denied(Denial::OtherTeam)));
    assert_eq!(told(&plan.rows[0]), "1: F1 to cy@x.org");
}
