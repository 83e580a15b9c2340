//! Rows of a kept plan: in order, found, taken out, counted.

use domain::{
    Action, Capability, Contact, Email, LicenseId, Obstacle, PersonName, PersonSubject, PlanRow, Product,
    Subject, Team, Warning,
};
use import::{BadLine, LineProblem};

use super::{planned::Made, row::Row, *};
use crate::{
    catalog::Catalog,
    view::{ChangeSource, PlanFilter, PlanSort},
};

const WEB: &str = r#"{"id":1,"name":"Web"}"#;
const DATA: &str = r#"{"id":2,"name":"Data"}"#;

fn license(id: &str, product: (&str, &str), team: &str, holder: Option<(&str, &str)>) -> License {
    let assignee = holder.map_or("null".to_owned(), |(email, name)| {
        format!(r#"{{"User":{{"email":"{email}","name":"{name}"}}}}"#)
    });
    let (code, name) = product;
    serde_json::from_str(&format!(
        r#"{{"id":"{id}","product":{{"code":"{code}","name":"{name}"}},"team":{team},"assignee":{assignee}}}"#
    ))
    .unwrap()
}

fn licenses() -> Vec<License> {
    let (idea, rider) = (("II", "IntelliJ IDEA"), ("RD", "Rider"));
    vec![
        license("A1", idea, WEB, Some(("zoe@example.com", "Åsa Berg"))),
        license("A2", rider, DATA, Some(("ann@example.com", "Ann Lee"))),
        license("A3", idea, WEB, None),
        license("A4", rider, WEB, Some(("bo@example.com", "Bo Zetterlund"))),
    ]
}

fn assign(email: &str) -> Action {
    let name = |text: &str| PersonName::parse(text).unwrap();
    let contact =
        Contact { email: Email::parse(email).unwrap(), first_name: name("New"), last_name: name("Person") };
    Action::Assign { contact, send_email: false, include_offline_code: false }
}

fn about(id: &str, action: Action, verdict: Result<(), Obstacle>, warnings: Vec<Warning>) -> PlanRow {
    let wish = domain::Wish { license: LicenseId(id.into()), action };
    let seen = licenses().into_iter().find(|license| license.id.0 == id);
    PlanRow { line: None, subject: Subject::License(wish), seen, verdict, warnings }
}

fn nobody(email: &str, obstacle: Obstacle) -> PlanRow {
    let subject = Subject::Person {
        capability: Capability::Assign,
        person: PersonSubject { email: email.into(), name: None },
        product: Some(Product { code: "WS".into(), name: "WebStorm".into() }),
        team: None,
    };
    PlanRow { line: Some(7), subject, seen: None, verdict: Err(obstacle), warnings: Vec::new() }
}

/// 0: A1 revoked, a note; 1: bad line; 2: A1 assigned again; 3: nobody free; 4: A2 locked; 5: A4 revoked, warned; 6: A3
/// is free.
fn planned() -> PlannedChange {
    let catalog = Arc::new(Catalog::default().with(&licenses(), &[]));
    let locked = Obstacle::RecentlyAssigned { from: jiff::civil::date(2026, 12, 24) };
    let bad = BadLine { problem: LineProblem::EmailMalformed, text: "Žofie at home".into() };
    let new = Row::new;
    let rows = vec![
        new(about("A1", Action::Revoke, Ok(()), vec![Warning::LosesProduct])),
        Row::bad_line(3, bad),
        new(about("A1", assign("new@example.com"), Ok(()), vec![])),
        new(nobody("carl@example.com", Obstacle::NoFreeLicense)),
        new(about("A2", Action::Revoke, Err(locked), vec![])),
        new(about("A4", Action::Revoke, Ok(()), vec![Warning::OfflineCodeKeepsWorking(None)])),
        new(about("A3", Action::Revoke, Err(Obstacle::NotAssigned), vec![])),
    ];
    let ground = Ground {
        organization: "one".into(),
        teams: vec![Team { id: domain::TeamId(1), name: "Web".into() }],
        catalog,
        pace: Pace { latency: Duration::from_millis(100), in_flight: 4 },
        collation: Collation::of("en"),
    };
    PlannedChange::new(Made { source: ChangeSource::Selection, target: None, rows }, ground)
}

fn shown(planned: &PlannedChange, query: &PlanQuery) -> Vec<u32> {
    let window = planned.window(query, 0, 100);
    assert_eq!(window.total as usize, window.rows.len());
    window.rows.into_iter().map(|row| row.row).collect()
}

#[track_caller]
fn check_order(sort: Option<PlanSort>, descending: bool, expected: &[u32]) {
    let query = PlanQuery { sort, descending, ..PlanQuery::default() };
    assert_eq!(shown(&planned(), &query), expected, "{sort:?}");
}

#[test]
fn rows_have_the_order_of_the_plan_unless_another_is_asked_for() {
    check_order(None, false, &[0, 1, 2, 3, 4, 5, 6]);
    check_order(None, true, &[6, 5, 4, 3, 2, 1, 0]);
}

#[test]
fn what_is_done_comes_first_and_bad_lines_last() {
    check_order(Some(PlanSort::Verdict), false, &[0, 2, 5, 6, 4, 3, 1]);
    check_order(Some(PlanSort::Verdict), true, &[1, 3, 4, 6, 5, 2, 0]);
}

#[test]
fn rows_without_what_they_are_sorted_by_come_last_in_both_directions() {
    // Ann Lee, Åsa Berg, Bo Zetterlund, carl@, New Person; nobody holds A3.
    check_order(Some(PlanSort::Person), false, &[4, 0, 5, 3, 2, 1, 6]);
    check_order(Some(PlanSort::Person), true, &[2, 3, 5, 0, 4, 1, 6]);
    check_order(Some(PlanSort::Product), false, &[0, 2, 6, 4, 5, 3, 1]);
    check_order(Some(PlanSort::Team), false, &[4, 0, 2, 5, 6, 1, 3]);
    check_order(Some(PlanSort::License), true, &[5, 6, 4, 0, 2, 1, 3]);
}

#[track_caller]
fn check_search(search: &str, expected: &[u32]) {
    let query = PlanQuery { search: search.into(), ..PlanQuery::default() };
    assert_eq!(shown(&planned(), &query), expected, "{search}");
}

#[test]
fn a_search_goes_through_people_licenses_products_teams_and_bad_lines() {
    check_search("asa BERG", &[0, 2]);
    check_search("new@", &[2]);
    check_search("rider", &[4, 5]);
    check_search("webstorm", &[3]);
    check_search("carl@example", &[3]);
    check_search("data", &[4]);
    check_search("a3", &[6]);
    check_search("zofie", &[1]);
    check_search("web rider", &[5]);
    check_search("nothing", &[]);
}

#[track_caller]
fn check_filter(planned: &PlannedChange, only: PlanFilter, expected: &[u32]) {
    let query = PlanQuery { only: Some(only), ..PlanQuery::default() };
    assert_eq!(shown(planned, &query), expected, "{only:?}");
}

#[test]
fn each_kind_of_row_can_be_shown_by_itself_and_is_counted() {
    let planned = planned();
    check_filter(&planned, PlanFilter::Changes, &[0, 2, 5]);
    check_filter(&planned, PlanFilter::Warned, &[5]);
    check_filter(&planned, PlanFilter::NothingToDo, &[6]);
    check_filter(&planned, PlanFilter::Queueable, &[4]);
    check_filter(&planned, PlanFilter::Blocked, &[3]);
    check_filter(&planned, PlanFilter::BadLines, &[1]);
    check_filter(&planned, PlanFilter::TakenOut, &[]);
    let counts = planned.view().counts;
    assert_eq!((counts.rows, counts.changes, counts.warned, counts.nothing_to_do), (7, 3, 1, 1));
    assert_eq!((counts.assigns, counts.revokes, counts.transfers), (1, 2, 0));
    assert_eq!((counts.blocked, counts.bad_lines, counts.taken_out, counts.queueable), (1, 1, 0, 1));
    assert_eq!(planned.queueable().len(), 1);
}

#[test]
fn only_what_would_be_carried_out_or_queued_can_be_taken_out() {
    let planned = planned();
    check_filter(&planned, PlanFilter::Changes, &[0, 2, 5]);
    planned.take_out(&[1, 3, 4, 5, 6, 99], true);
    check_filter(&planned, PlanFilter::TakenOut, &[4, 5]);
    check_filter(&planned, PlanFilter::Changes, &[0, 2]);
    check_filter(&planned, PlanFilter::Queueable, &[]);
    let view = planned.view();
    assert_eq!((view.counts.changes, view.counts.taken_out, view.counts.blocked), (2, 2, 1));
    assert_eq!((view.counts.queueable, planned.queueable().len()), (0, 0));
    assert_eq!(view.calls, 2);
    assert_eq!(planned.changes().len(), 2);
    assert!(planned.window(&PlanQuery::default(), 5, 1).rows[0].taken_out);
    planned.take_out(&[4, 5], false);
    assert_eq!((planned.view().counts.changes, planned.queueable().len()), (3, 1));
}

#[test]
fn an_assignment_goes_out_with_the_revocation_that_frees_its_license_and_comes_back_with_it() {
    let planned = planned();
    planned.take_out(&[0], true);
    check_filter(&planned, PlanFilter::TakenOut, &[0, 2]);
    planned.take_out(&[2], false);
    check_filter(&planned, PlanFilter::TakenOut, &[]);
    planned.take_out(&[2], true);
    check_filter(&planned, PlanFilter::TakenOut, &[2]);
    planned.take_out(&[0], true);
    planned.take_out(&[0], false);
    check_filter(&planned, PlanFilter::TakenOut, &[2]);
}

#[test]
fn what_is_carried_out_comes_with_the_license_as_the_plan_saw_it() {
    let planned = planned();
    let changes = planned.changes();
    let known = licenses();
    let seen: Vec<&License> = changes.iter().map(|change| &change.seen).collect();
    assert_eq!(seen, [&known[0], &known[0], &known[3]]);
    assert!(changes.iter().all(|change| change.wish.license == change.seen.id));
}

#[test]
fn calls_and_time_are_those_of_what_is_left() {
    let planned = planned();
    for (rows, out) in [(&[][..], true), (&[2], true), (&[2], false), (&[0], true), (&[5], true)] {
        planned.take_out(rows, out);
        let changes = planned.changes();
        let expected = domain::Workload::of(changes.iter().map(|change| &change.wish));
        assert_eq!(planned.view().calls as usize, expected.calls(), "{rows:?}");
        assert_eq!(planned.current_workload(), expected, "{rows:?}");
    }
}

#[test]
fn few_plans_are_kept() {
    let mut plans = PlannedChanges::default();
    let first = Arc::new(planned());
    plans.put(Arc::clone(&first));
    for _ in 1..PLANS_KEPT {
        plans.put(Arc::new(planned()));
    }
    assert!(plans.get(&first.id).is_some());
    plans.put(Arc::new(planned()));
    assert!(plans.get(&first.id).is_none());
    assert_eq!(plans.0.len(), PLANS_KEPT);
}
