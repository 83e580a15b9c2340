use super::{lists::*, *};
use crate::{Perpetual, Purpose};

fn until(license: License, day: &str) -> License {
    but(license, |license| sample::valid_until(license, day))
}

fn lines_for(emails: &[&'static str]) -> Vec<crate::Demand> {
    let texts: Vec<[&str; 4]> = emails.iter().map(|email| [*email, "", "II", ""]).collect();
    lines(&texts)
}

#[test]
fn who_is_first_in_the_list_gets_the_seat_that_is_paid_for_longest() {
    let licenses = [
        until(free("A", "II"), "2027-01-01"),
        until(free("B", "II"), "2029-01-01"),
        but(until(free("C", "II"), "2031-01-01"), |license| {
            license.subscription.as_mut().unwrap().pack = None;
        }),
        until(free("D", "II"), "2028-01-01"),
        until(free("E", "II"), "2028-01-01"),
    ];
    let emails = ["a@x.org", "b@x.org", "c@x.org", "d@x.org", "e@x.org", "f@x.org"];
    let plan = planned(&Making::new(), &licenses, lines_for(&emails), &assign_to(None, None));
    // What renews comes before what is paid for longer and ends.
    assert_eq!(
        all_told(&plan),
        [
            "1: B to a@x.org",
            "2: D to b@x.org",
            "3: E to c@x.org",
            "4: A to d@x.org",
            "5: C to e@x.org",
            "6: f@x.org - NoFreeLicense",
        ]
    );
}

#[test]
fn a_seat_that_can_not_be_had_is_not_given() {
    let licenses = [
        but(free("SUSPENDED", "II"), |license| license.suspended = true),
        until(free("EXPIRED", "II"), "2026-11-22"),
        but(free("UNAVAILABLE", "II"), |license| license.available_to_assign = Some(false)),
        but(free("PERPETUAL", "II"), |license| {
            license.subscription = None;
            license.perpetual = Some(Perpetual::default());
            license.available_to_assign = None;
        }),
        free("UNSETTLED", "II"),
        free("OTHER", "WS"),
        in_team(free("ELSEWHERE", "II"), 2),
        held("HELD", "II", "bo@example.com"),
    ];
    let making = Making::unsettled("UNSETTLED");
    let demands = lines_for(&["a@x.org"]);
    let plan = planned(&making, &licenses, demands.clone(), &assign_to(None, Some(1)));
    assert_eq!(all_told(&plan), ["1: a@x.org - NoFreeLicense"]);
    let plan = planned(&making, &licenses, demands, &assign_to(None, None));
    assert_eq!(all_told(&plan), ["1: ELSEWHERE to a@x.org"]);
}

#[test]
fn each_row_has_a_seat_of_its_own_in_a_team_or_in_any() {
    let licenses = [free("A", "II"), in_team(free("B", "II"), 2)];
    check(
        &licenses,
        &[["a@x.org", "", "II", ""], ["b@x.org", "", "II", "1"], ["c@x.org", "", "II", "2"]],
        &assign_to(None, None),
        &["1: A to a@x.org", "2: b@x.org - NoFreeLicense", "3: B to c@x.org"],
    );
}

#[test]
fn a_seat_that_somebody_names_is_the_last_that_others_get() {
    let licenses = [until(free("A", "II"), "2030-01-01"), free("B", "II")];
    check(
        &licenses,
        &[["a@x.org", "", "II", ""], ["b@x.org", "A", "", ""]],
        &assign_to(None, None),
        &["1: B to a@x.org", "2: A to b@x.org"],
    );
    check(
        &licenses[..1],
        &[["a@x.org", "", "II", ""], ["b@x.org", "A", "", ""]],
        &assign_to(None, None),
        &["1: A to a@x.org", "2: A to b@x.org - Duplicate"],
    );
}

#[test]
fn one_person_gets_one_seat_of_a_product() {
    let licenses = [free("A", "II"), free("B", "II"), free("P", "ALL"), held("H", "WS", "ann@example.com")];
    check(
        &licenses,
        &[
            ["ann@example.com", "", "II", ""],
            ["Ann@Example.com", "", "IntelliJ IDEA Ultimate", ""],
            ["ann@example.com", "B", "", ""],
            ["bo@x.org", "", "ALL", ""],
            ["bo@x.org", "", "II", ""],
            ["ann@example.com", "", "WS", ""],
        ],
        &assign_to(None, None),
        &[
            "1: A to ann@example.com",
            "2: Ann@Example.com - Duplicate",
            "3: B to ann@example.com - Duplicate",
            "4: P to bo@x.org",
            r#"5: bo@x.org - AlreadyHolds(LicenseId("P"))"#,
            r#"6: ann@example.com - AlreadyHolds(LicenseId("H"))"#,
        ],
    );
}

#[test]
fn a_row_that_gets_nothing_takes_no_seat_from_the_next() {
    let mut demands =
        lines(&[["", "", "II", ""], ["ann@example.com", "", "II", ""], ["b@x.org", "", "II", ""]]);
    demands.insert(0, nameless("nobody@x.org"));
    let licenses = [free("A", "II"), held("H", "II", "ann@example.com")];
    let plan = planned(&Making::new(), &licenses, demands, &assign_to(None, None));
    assert_eq!(
        all_told(&plan),
        [
            "9: nobody@x.org - NameMissing",
            "1:  - NameMissing",
            r#"2: ann@example.com - AlreadyHolds(LicenseId("H"))"#,
            "3: A to b@x.org",
        ]
    );
}

fn nameless(email: &str) -> crate::Demand {
    let mut demand = line(9, [email, "", "II", ""]);
    demand.person.as_mut().unwrap().names = None;
    demand
}

fn guessed(email: &str) -> crate::Demand {
    let mut demand = line(9, [email, "", "II", ""]);
    demand.person.as_mut().unwrap().is_guessed = true;
    demand
}

#[test]
fn a_name_that_is_made_of_the_e_mail_is_said() {
    let plan = planned(&Making::new(), &[free("A", "II")], vec![guessed("bo@x.org")], &assign_to(None, None));
    let locked = Warning::NotRevocableBefore("2026-12-23".parse().unwrap());
    assert_eq!(plan.rows[0].warnings, [Warning::NameFromEmail, locked]);
}

#[test]
fn a_name_that_is_known_is_better_than_one_that_is_made_of_the_e_mail() {
    let mut names = KnownNames::default();
    names.learn("bo@x.org", "Bo van Dyk".into());
    names.learn("one@x.org", "One".into());
    let shown = but(held("H", "WS", "cy@x.org"), |license| {
        license.assignee = Some(Assignee::User { email: "cy@x.org".into(), name: "Cy Young".into() });
    });
    let masked = held("M", "WS", "dee@x.org");
    let licenses = [free("A", "II"), free("B", "II"), free("C", "II"), shown, masked];
    let index = Index::new(licenses, Arc::new(names), Collation::default());
    let demands =
        vec![guessed("bo@x.org"), nameless("cy@x.org"), nameless("dee@x.org"), nameless("one@x.org")];
    let plan = crate::plan_demands(demands, &assign_to(None, None), &index, &Making::new().context());
    let name = |row: &PlanRow| match &row.wish()?.action {
        Action::Assign { contact, .. } => {
            Some(format!("{}|{}", contact.first_name.as_str(), contact.last_name.as_str()))
        }
        _ => None,
    };
    let names: Vec<Option<String>> = plan.rows.iter().map(name).collect();
    assert_eq!(names[..2], [Some("Bo|van Dyk".to_owned()), Some("Cy|Young".to_owned())]);
    assert!(!plan.rows[0].warnings.contains(&Warning::NameFromEmail));
    assert_eq!(plan.rows[2].verdict, Err(Obstacle::NameMissing), "masked names are none");
    assert_eq!(plan.rows[3].verdict, Err(Obstacle::NameMissing), "one word is no name");
}

#[test]
fn a_name_in_one_line_is_the_name_of_the_person() {
    let with = |product: &str, names: Option<(&str, &str)>, is_guessed: bool| {
        let mut demand = line(9, ["bo@x.org", "", product, ""]);
        let person = demand.person.as_mut().unwrap();
        let name = |text: &str| PersonName::parse(text).unwrap();
        person.names = names.map(|(first, last)| (name(first), name(last)));
        person.is_guessed = is_guessed;
        demand
    };
    let demands = vec![
        with("II", None, false),
        with("WS", Some(("B", "Jones")), true),
        with("AIP", Some(("Bo", "Jones")), false),
        with("GO", Some(("Robert", "Jones")), false),
    ];
    let licenses = [free("A", "II"), free("B", "WS"), free("C", "AIP"), free("D", "GO")];
    let plan = planned(&Making::new(), &licenses, demands.clone(), &assign_to(None, None));
    let first_name = |row: &PlanRow| match &row.wish().unwrap().action {
        Action::Assign { contact, .. } => contact.first_name.as_str().to_owned(),
        _ => String::new(),
    };
    let names: Vec<String> = plan.rows.iter().map(first_name).collect();
    assert_eq!(names, ["Bo", "Bo", "Bo", "Robert"]);
    assert!(plan.rows.iter().all(|row| !row.warnings.contains(&Warning::NameFromEmail)));
    let plan = planned(&Making::new(), &licenses, demands[..2].to_vec(), &assign_to(None, None));
    assert!(plan.rows.iter().all(|row| row.warnings.contains(&Warning::NameFromEmail)));
}

#[test]
fn the_mail_is_as_it_was_asked_for() {
    let purpose = Purpose::Assign {
        product: Some("II".into()),
        team: None,
        mail: Mail { send: false, include_offline_code: true },
    };
    let plan = planned(&Making::new(), &[free("A", "II")], lines_for(&["a@x.org"]), &purpose);
    let Some(Wish { action: Action::Assign { send_email, include_offline_code, .. }, .. }) =
        plan.rows[0].wish()
    else {
        panic!("{plan:?}")
    };
    assert_eq!((*send_email, *include_offline_code), (false, true));
}
