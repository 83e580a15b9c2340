use super::{lists::*, *};

fn all() -> Vec<License> {
    vec![
        held("A", "II", "ann@x.org"),
        held("B", "II", "bo@x.org"),
        recent(held("C", "II", "cy@x.org")),
        held("D", "WS", "dee@x.org"),
        in_team(held("E", "II", "eve@x.org"), 2),
        held("F", "ALL", "fay@x.org"),
    ]
}

#[test]
fn who_lacks_the_product_gets_it_and_who_has_it_keeps_it() {
    let licenses = [all(), vec![free("X", "II")]].concat();
    check(
        &licenses,
        &[
            ["ann@x.org", "", "", ""],
            ["dee@x.org", "", "", ""],
            ["fay@x.org", "", "", ""],
            ["gil@x.org", "", "", ""],
        ],
        &make_it_so(Some("II"), None, false),
        &[
            "1: ann@x.org - AlreadySo",
            "2: X to dee@x.org",
            "3: fay@x.org - AlreadySo",
            "4: gil@x.org - NoFreeLicense",
        ],
    );
}

#[test]
fn others_lose_what_the_list_is_about_and_their_seats_are_given_on() {
    let licenses = [all(), vec![free("X", "II")]].concat();
    let plan = planned(
        &Making::new(),
        &licenses,
        lines(&[
            ["ann@x.org", "", "", ""],
            ["gil@x.org", "", "", ""],
            ["dee@x.org", "", "", ""],
            ["hal@x.org", "", "", ""],
            ["ian@x.org", "", "", ""],
        ]),
        &make_it_so(Some("II"), None, true),
    );
    assert_eq!(
        all_told(&plan),
        [
            "1: ann@x.org - AlreadySo".to_owned(),
            "2: X to gil@x.org".to_owned(),
            "3: B to dee@x.org".to_owned(),
            "4: E to hal@x.org".to_owned(),
            "5: ian@x.org - NoFreeLicense".to_owned(),
            "revoke B".to_owned(),
            format!("revoke C - {:?}", recently()),
            "revoke E".to_owned(),
        ]
    );
    assert_eq!(needs(&plan), HashMap::from([(2, 5), (3, 7)]));
    assert_eq!(plan.rows[5].warnings, [Warning::LosesProduct]);
}

#[test]
fn a_team_that_is_named_is_the_only_one_that_is_touched() {
    check(
        &all(),
        &[["ann@x.org", "", "", ""], ["eve@x.org", "", "", ""], ["gil@x.org", "", "", ""]],
        &make_it_so(Some("II"), Some(2), true),
        // Eve's seat stays; nobody in team 2 loses one.
        &["1: ann@x.org - AlreadySo", "2: eve@x.org - AlreadySo", "3: gil@x.org - NoFreeLicense"],
    );
    check(
        &all(),
        &[["ann@x.org", "", "", ""], ["gil@x.org", "", "", ""]],
        &make_it_so(Some("II"), Some(2), true),
        &["1: ann@x.org - AlreadySo", "2: E to gil@x.org", "revoke E"],
    );
}

#[test]
fn each_product_of_the_list_is_governed_by_itself() {
    check(
        &all(),
        &[["ann@x.org", "", "WS", ""], ["bo@x.org", "", "II", ""]],
        &make_it_so(None, None, true),
        &[
            "1: D to ann@x.org",
            "2: bo@x.org - AlreadySo",
            "revoke A",
            &format!("revoke C - {:?}", recently()),
            "revoke D",
            "revoke E",
        ],
    );
}

#[test]
fn who_has_the_pack_but_is_listed_for_a_tool_gets_the_tool() {
    check(
        &[held("P", "ALL", "ann@x.org"), held("Q", "ALL", "bo@x.org"), free("X", "II")],
        &[["ann@x.org", "", "II", ""], ["bo@x.org", "", "ALL", ""]],
        &make_it_so(None, None, true),
        &["1: X to ann@x.org", "2: bo@x.org - AlreadySo", "revoke P"],
    );
    let locked = recent(held("P", "ALL", "ann@x.org"));
    check(
        &[locked, held("Q", "ALL", "bo@x.org"), free("X", "II")],
        &[["ann@x.org", "", "II", ""], ["bo@x.org", "", "ALL", ""]],
        &make_it_so(None, None, true),
        &["1: ann@x.org - AlreadySo", "2: bo@x.org - AlreadySo", &format!("revoke P - {:?}", recently())],
    );
}

#[test]
fn a_line_that_is_not_understood_takes_nothing_from_its_person() {
    check(
        &all(),
        &[["bo@x.org", "", "Intelij", ""], ["eve@x.org", "", "II", "Team 7"], ["ann@x.org", "", "II", ""]],
        &make_it_so(None, None, true),
        &[
            r#"1: bo@x.org - UnknownProduct("Intelij")"#,
            r#"2: eve@x.org - UnknownTeamName("Team 7")"#,
            "3: ann@x.org - AlreadySo",
            &format!("revoke C - {:?}", recently()),
        ],
    );
}

#[test]
fn a_line_that_names_nobody_may_mean_anybody() {
    let licenses = [all(), vec![free("X", "II")]].concat();
    check(
        &licenses,
        &[
            ["ann@x.org", "", "", ""],
            ["", "", "\u{fffd}", ""],
            ["gil@x.org", "", "", ""],
            ["hal@x.org", "", "", ""],
        ],
        &make_it_so(Some("II"), None, true),
        // Not even the recent one can be queued, and nobody gets what others keep.
        &[
            "1: ann@x.org - AlreadySo",
            "2:  - UnknownProduct(\"\u{fffd}\")",
            "3: X to gil@x.org",
            "4: hal@x.org - NoFreeLicense",
            "revoke B - ListUnclear",
            "revoke C - ListUnclear",
            "revoke E - ListUnclear",
        ],
    );
}

#[test]
fn only_teams_that_all_lines_of_a_product_name_are_touched() {
    let licenses = [all(), vec![in_team(held("G", "WS", "gil@x.org"), 2)]].concat();
    let texts = [["ann@x.org", "", "II", "1"], ["dee@x.org", "", "WS", "1"], ["fay@x.org", "", "WS", ""]];
    let recent = format!("revoke C - {:?}", recently());
    let so = ["1: ann@x.org - AlreadySo", "2: dee@x.org - AlreadySo", "3: fay@x.org - AlreadySo"];
    // Eve holds hers in a team that no line of IntelliJ IDEA names; a line of WebStorm names none.
    let expected = [&so[..], &["revoke B", &recent, "revoke G"]].concat();
    check(&licenses, &texts, &make_it_so(None, None, true), &expected);
    let both = [&texts[..], &[["hal@x.org", "", "II", "2"]]].concat();
    let expected = [&so[..], &["4: E to hal@x.org", "revoke B", &recent, "revoke E", "revoke G"]].concat();
    check(&licenses, &both, &make_it_so(None, None, true), &expected);
    let expected = [&so[..], &["revoke G"]].concat();
    check(&licenses, &texts, &make_it_so(None, Some(2), true), &expected);
}

#[test]
fn a_list_in_which_nobody_is_understood_takes_nothing_from_anybody() {
    check(&all(), &[], &make_it_so(Some("II"), None, true), &[]);
    check(
        &all(),
        &[["bo@x.org", "", "Intelij", ""]],
        &make_it_so(Some("II"), None, true),
        &[r#"1: bo@x.org - UnknownProduct("Intelij")"#],
    );
}

#[test]
fn what_is_expired_or_nobodys_is_not_taken() {
    let expired = but(held("A", "II", "ann@x.org"), |license| sample::valid_until(license, "2026-11-22"));
    let unknown = held("B", "II", "");
    let suspended = but(held("C", "II", "cy@x.org"), |license| license.suspended = true);
    check(
        &[expired, unknown, suspended, held("D", "II", "dee@x.org")],
        &[["dee@x.org", "", "", ""], ["gil@x.org", "", "", ""]],
        &make_it_so(Some("II"), None, true),
        // A suspended seat can be taken, but not be given on.
        &["1: dee@x.org - AlreadySo", "2: gil@x.org - NoFreeLicense", "revoke C"],
    );
}

#[test]
fn a_line_can_name_the_license_that_somebody_is_to_hold() {
    check(
        &[held("A", "II", "ann@x.org"), free("X", "II"), free("Y", "WS")],
        &[
            ["ann@x.org", "A", "", ""],
            ["bo@x.org", "X", "", ""],
            ["bo@x.org", "none", "", ""],
            ["cy@x.org", "Y", "", ""],
        ],
        &make_it_so(None, None, false),
        &[
            "1: A to ann@x.org - AlreadySo",
            "2: X to bo@x.org",
            "3: none to bo@x.org - NotFound",
            "4: Y to cy@x.org",
        ],
    );
}

#[test]
fn who_needs_nothing_needs_no_name() {
    let mut demands = lines(&[["ann@x.org", "", "", ""], ["gil@x.org", "", "", ""]]);
    for demand in &mut demands {
        demand.person.as_mut().unwrap().names = None;
    }
    let licenses = [all(), vec![free("X", "II")]].concat();
    let plan = planned(&Making::new(), &licenses, demands, &make_it_so(Some("II"), None, false));
    assert_eq!(all_told(&plan), ["1: ann@x.org - AlreadySo", "2: gil@x.org - NameMissing"]);
}
