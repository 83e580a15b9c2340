//! Plans of lists: every line becomes rows that say what will happen, or why not.

mod large;

use std::{collections::HashSet, sync::Arc};

use app::{
    App,
    view::{
        ChangeRequest, ChangeSource, FreeSeats, LicenseRow, ListWish, ObstacleView, PlanFilter, PlanQuery,
        PlanRowView, PlanView, RowVerdict, WarningView,
    },
};
use domain::{AssigneeKind, Capability, LicenseQuery, LicenseState, Product};
use import::LineProblem;

use crate::support::{self, FRIEDA, Shortcuts, Stage, carry_out, rows};

/// The plan of a file with these lines.
async fn plan(app: &Arc<App>, lines: &[String], wish: ListWish) -> PlanView {
    let file = lines.join("\r\n");
    let list = app.read_list("people.csv".into(), file.into(), None).await.unwrap();
    let plan = app.plan_change(ChangeRequest::List { list: list.id, mapping: list.mapping, wish }).await;
    let plan = plan.unwrap();
    assert_eq!(plan.source, ChangeSource::List { name: "people.csv".into() });
    plan
}

fn assign(product: Option<&Product>) -> ListWish {
    ListWish::Assign {
        product: product.map(|product| product.code.clone()),
        team: None,
        send_email: false,
        include_offline_code: false,
    }
}

fn make_it_so(product: Option<&Product>, take_from_others: bool) -> ListWish {
    ListWish::MakeItSo {
        product: product.map(|product| product.code.clone()),
        team: None,
        take_from_others,
        send_email: false,
        include_offline_code: false,
    }
}

fn new_people(count: usize) -> impl Iterator<Item = String> {
    ('a'..='z').take(count).map(|letter| format!("new.{letter}{letter}@seezeichen.example;New;Person"))
}

fn found(app: &Arc<App>, query: &LicenseQuery) -> Vec<LicenseRow> {
    app.query_licenses(query, 0, 500).unwrap().rows
}

/// Licenses of a product that somebody holds and that could be taken from them.
fn held(app: &Arc<App>, product: &Product) -> Vec<LicenseRow> {
    let query = LicenseQuery {
        products: vec![product.code.clone()],
        states: vec![LicenseState::Assigned, LicenseState::Idle],
        assignees: vec![AssigneeKind::Person],
        ..LicenseQuery::default()
    };
    found(app, &query)
}

fn email(row: &LicenseRow) -> String {
    row.holder.as_ref().unwrap().email.clone()
}

/// The product of which fewest seats are free, but at least two, with all its seats.
fn scarce(app: &Arc<App>) -> (Product, Vec<FreeSeats>) {
    let seats = app.free_seats().unwrap();
    let count = |product: &Product| -> u32 {
        seats.iter().filter(|seats| seats.product == *product).map(|seats| seats.count).sum()
    };
    let products = seats.iter().map(|seats| &seats.product).filter(|product| count(product) > 1);
    let product = products.min_by_key(|product| count(product)).unwrap().clone();
    let of_product = seats.iter().filter(|seats| seats.product == product).cloned().collect();
    (product, of_product)
}

fn verdicts(rows: &[PlanRowView]) -> Vec<(Option<u32>, RowVerdict)> {
    rows.iter().map(|row| (row.line, row.verdict)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn people_get_free_licenses_in_the_order_of_the_list_as_long_as_there_are_some() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let (product, seats) = scarce(&app);
    let team = seats[0].team.clone().unwrap();
    let free = seats[0].count as usize;
    let mut lines = vec!["E-mail;First name;Last name;Product;Team".to_owned()];
    let name = product.name.to_uppercase();
    lines.extend(new_people(free + 1).map(|person| format!("{person};{name};{}", team.name)));
    let plan = plan(&app, &lines, assign(None)).await;
    assert_eq!(
        (plan.counts.rows, plan.counts.assigns, plan.counts.blocked),
        (count(free + 1), count(free), 1)
    );
    assert_eq!((plan.calls, plan.target_team.clone()), (count(free), None));
    assert!(plan.seconds > 0);

    let rows = rows(&app, &plan);
    let lines: Vec<_> = rows.iter().map(|row| row.line).collect();
    assert_eq!(lines, (2..).take(free + 1).map(Some).collect::<Vec<_>>());
    let licenses: HashSet<_> = rows.iter().filter_map(|row| row.license.clone()).collect();
    assert_eq!(licenses.len(), free, "each gets another one");
    for row in &rows[..free] {
        assert_eq!((row.capability, row.verdict), (Some(Capability::Assign), RowVerdict::Change));
        assert_eq!((row.product.as_ref(), row.team.as_ref()), (Some(&product), Some(&team)));
        assert!(row.holder.is_none() && row.recipient.is_some());
        assert!(row.warnings.iter().any(|warning| matches!(warning, WarningView::NotRevocableBefore { .. })));
    }
    let last = rows.last().unwrap();
    assert_eq!((last.license.as_ref(), last.obstacle.as_ref()), (None, Some(&ObstacleView::NoFreeLicense)));
    assert!(last.recipient.as_ref().unwrap().email.starts_with("new."), "whom it is about is shown");
    assert_eq!(last.product.as_ref(), Some(&product));
    assert_eq!(stage.service().write_calls(), 0, "a plan sends nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_that_ask_for_nothing_possible_say_why() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let (product, _) = scarce(&app);
    let holder = email(&held(&app, &product)[0]);
    let lines = [
        "E-mail;Product;Team".to_owned(),
        format!("{holder};{};", product.code),
        "anna.berg@seezeichen.example;Turbo Pascal;".to_owned(),
        format!("anna.berg@seezeichen.example;{};Submarines", product.code),
        "anna at home;II;".to_owned(),
        format!("anna.berg@seezeichen.example;{};", product.code),
        "helpdesk@seezeichen.example;II;".to_owned(),
    ];
    let plan = plan(&app, &lines, assign(None)).await;
    let rows = rows(&app, &plan);
    let expected = [
        (Some(2), RowVerdict::NothingToDo),
        (Some(3), RowVerdict::Blocked),
        (Some(4), RowVerdict::Blocked),
        (Some(5), RowVerdict::BadLine),
        (Some(6), RowVerdict::Change),
        (Some(7), RowVerdict::BadLine),
    ];
    assert_eq!(verdicts(&rows), expected, "{rows:#?}");
    assert!(matches!(rows[0].obstacle, Some(ObstacleView::AlreadyHolds { .. })));
    assert_eq!(rows[1].obstacle, Some(ObstacleView::UnknownProduct { text: "Turbo Pascal".into() }));
    assert_eq!(rows[2].obstacle, Some(ObstacleView::UnknownTeamName { text: "Submarines".into() }));
    assert_eq!(rows[3].obstacle, Some(ObstacleView::BadLine { problem: LineProblem::EmailMalformed }));
    assert_eq!((rows[3].text.as_deref(), rows[3].capability), (Some("anna at home"), None));
    assert!(rows[4].warnings.contains(&WarningView::NameFromEmail));
    assert_eq!(rows[4].recipient.as_ref().unwrap().name, "Anna Berg");
    assert_eq!(rows[5].obstacle, Some(ObstacleView::BadLine { problem: LineProblem::NameMissing }));
    let counts = plan.counts;
    assert_eq!((counts.changes, counts.warned, counts.nothing_to_do), (1, 1, 1));
    assert_eq!((counts.blocked, counts.bad_lines), (2, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_was_typed_once_goes_before_one_that_is_made_of_the_address() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let seats = app.free_seats().unwrap();
    carry_out(&app, support::assign(&seats[0].license, FRIEDA)).await;
    let other = seats.iter().find(|other| other.product.code == "WS").unwrap();
    assert_ne!(other.product, seats[0].product);
    let lines = [FRIEDA.to_owned(), "otto.lang@aurelia.example".to_owned()];
    let plan = plan(&app, &lines, assign(Some(&other.product))).await;
    let rows = rows(&app, &plan);
    assert!(!rows[0].warnings.contains(&WarningView::NameFromEmail), "{rows:#?}");
    assert_eq!(rows[0].recipient.as_ref().unwrap().name, "Frieda Lang");
    assert!(rows[1].warnings.contains(&WarningView::NameFromEmail));
}

#[tokio::test(flavor = "multi_thread")]
async fn leavers_lose_all_that_they_hold_one_product_or_one_license() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let people = LicenseQuery { assignees: vec![AssigneeKind::Person], ..LicenseQuery::default() };
    let all = found(&app, &people);
    let mine = |of: &str| all.iter().filter(|row| email(row).eq_ignore_ascii_case(of)).count();
    let several = all.iter().map(email).find(|email| mine(email) > 1).unwrap();
    let locked = app.ids(LicenseState::Locked).remove(0);
    let idle = app.ids(LicenseState::Idle).remove(0);
    let lines = [
        "E-mail;License".to_owned(),
        format!("{};", several.to_uppercase()),
        "nobody.here@seezeichen.example;".to_owned(),
        format!(";{}", locked.0),
        format!(";{}", idle.0.to_lowercase()),
        ";NOSUCH0001".to_owned(),
    ];
    let all_of_it = plan(&app, &lines, ListWish::Revoke { product: None }).await;
    let rows = rows(&app, &all_of_it);
    let of_line = |line: u32| rows.iter().filter(|row| row.line == Some(line)).collect::<Vec<_>>();
    assert_eq!(of_line(2).len(), mine(&several), "a row for each license");
    assert!(of_line(2).iter().all(|row| row.holder.as_ref().unwrap().email.eq_ignore_ascii_case(&several)));
    assert_eq!(of_line(3)[0].obstacle, Some(ObstacleView::HoldsNothing));
    assert_eq!(of_line(3)[0].verdict, RowVerdict::NothingToDo);
    assert!(matches!(of_line(4)[0].obstacle, Some(ObstacleView::RecentlyAssigned { .. })));
    assert_eq!((of_line(5)[0].license.as_ref(), of_line(5)[0].verdict), (Some(&idle), RowVerdict::Change));
    assert_eq!(of_line(6)[0].obstacle, Some(ObstacleView::NotFound));
    assert!(all_of_it.counts.queueable >= 1);

    let product = all.iter().find(|row| email(row).eq_ignore_ascii_case(&several)).unwrap().product.clone();
    let wish = ListWish::Revoke { product: Some(product.code.clone()) };
    let one_product = plan(&app, &lines[..2], wish).await;
    let rows = support::rows(&app, &one_product);
    assert!(!rows.is_empty() && rows.iter().all(|row| row.product.as_ref() == Some(&product)), "{rows:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn licenses_and_those_of_people_move_to_a_team() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let teams = app.current().teams;
    let target = teams[0].clone();
    let rows =
        found(&app, &LicenseQuery { assignees: vec![AssigneeKind::Person], ..LicenseQuery::default() });
    let elsewhere =
        rows.iter().find(|row| row.is_transferable && row.team.as_ref() != Some(&target)).unwrap();
    let there = rows.iter().find(|row| row.team.as_ref() == Some(&target)).unwrap();
    let fixed = rows.iter().find(|row| !row.is_transferable && row.team.as_ref() != Some(&target)).unwrap();
    let lines = [
        "License;E-mail;Team".to_owned(),
        format!("{};;", elsewhere.id.0),
        format!("{};;", there.id.0),
        format!("{};;", fixed.id.0),
        format!("{};;{}", there.id.0, teams[1].name),
    ];
    let plan = plan(&app, &lines, ListWish::Transfer { team: target.id }).await;
    assert_eq!(plan.target_team.as_ref(), Some(&target));
    let rows = support::rows(&app, &plan);
    assert_eq!((rows[0].verdict, rows[0].target_team.as_ref()), (RowVerdict::Change, Some(&target)));
    assert!(rows[0].holder.is_some() && rows[0].warnings.contains(&WarningView::MovesWithHolder));
    assert_eq!(rows[1].obstacle, Some(ObstacleView::AlreadyInTeam));
    assert_eq!(rows[2].obstacle, Some(ObstacleView::NotTransferable));
    assert_eq!(rows[3].target_team.as_ref(), Some(&teams[1]), "a line that names a team goes there");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_to_hold_a_product_gets_it_and_others_lose_it_only_if_that_is_wanted() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let (product, _) = scarce(&app);
    let listed: Vec<String> = holders(&app, &product).into_iter().skip(1).collect();
    let other = holders(&app, &product).remove(0);
    let mut lines = vec!["E-mail;First name;Last name".to_owned()];
    lines.extend(listed.iter().map(|email| format!("{email};A;Name")));
    lines.extend(new_people(1));

    let gives = plan(&app, &lines, make_it_so(Some(&product), false)).await;
    assert_eq!((gives.counts.assigns, gives.counts.revokes), (1, 0), "{gives:#?}");
    let so = gives.counts.nothing_to_do as usize;
    assert_eq!(so, listed.len(), "{:#?}", rows(&app, &gives));

    let takes = plan(&app, &lines, make_it_so(Some(&product), true)).await;
    let rows = rows(&app, &takes);
    let others: Vec<_> = rows.iter().filter(|row| row.line.is_none()).collect();
    assert!(!others.is_empty());
    for row in others {
        let holder = row.holder.as_ref().unwrap().email.to_lowercase();
        assert_eq!((row.capability, holder), (Some(Capability::Revoke), other.clone()));
        assert_eq!(row.product.as_ref(), Some(&product));
    }
    assert!(
        rows.iter().rev().skip_while(|row| row.line.is_none()).all(|row| row.line.is_some()),
        "in the end"
    );
}

/// Everybody who holds a product, each once.
fn holders(app: &Arc<App>, product: &Product) -> Vec<String> {
    let query = LicenseQuery {
        products: vec![product.code.clone()],
        assignees: vec![AssigneeKind::Person],
        ..LicenseQuery::default()
    };
    let mut emails: Vec<String> = found(app, &query).iter().map(|row| email(row).to_lowercase()).collect();
    emails.sort_unstable();
    emails.dedup();
    emails
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_whom_a_bad_line_names_loses_anything() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let (product, _) = scarce(&app);
    let holders = holders(&app, &product);
    let mut lines = vec!["E-mail;First name;Last name;Product".to_owned()];
    lines.push(format!("{};R2D2;Droid;{}", holders[0], product.code));
    lines.push(format!("{};No;Product;", holders[1]));
    lines.push(format!("{};Is;Listed;{}", holders[2], product.code));
    let plan = plan(&app, &lines, make_it_so(None, true)).await;
    let rows = rows(&app, &plan);
    let bad = [(Some(2), RowVerdict::BadLine), (Some(3), RowVerdict::BadLine)];
    assert_eq!(verdicts(&rows[..2]), bad);
    let losing: HashSet<String> = rows
        .iter()
        .filter(|row| row.capability == Some(Capability::Revoke))
        .map(|row| row.holder.as_ref().unwrap().email.to_lowercase())
        .collect();
    assert_eq!(losing, holders[3..].iter().cloned().collect::<HashSet<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_loses_anything_while_a_line_names_nobody_who_can_be_known() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let (product, _) = scarce(&app);
    let holders = holders(&app, &product);
    for (person, problem) in [("", LineProblem::EmailMissing), ("ann at home", LineProblem::EmailMalformed)] {
        let lines = [
            "E-mail;First name;Last name;Product".to_owned(),
            format!("{};Is;Listed;{}", holders[0], product.code),
            format!("{person};Some;Body;{}", product.code),
        ];
        let takes = plan(&app, &lines, make_it_so(None, true)).await;
        assert_eq!((takes.counts.changes, takes.counts.bad_lines, takes.counts.queueable), (0, 1, 0));
        let rows = rows(&app, &takes);
        assert_eq!(rows.iter().filter(|row| row.line == Some(3)).count(), 1, "{rows:#?}");
        assert_eq!(rows[1].obstacle, Some(ObstacleView::BadLine { problem }));
        assert!(rows.len() > holders.len());
        for row in &rows[2..] {
            assert_eq!((row.verdict, row.capability), (RowVerdict::Blocked, Some(Capability::Revoke)));
            assert_eq!(row.obstacle, Some(ObstacleView::ListUnclear));
            assert_ne!(row.holder.as_ref().unwrap().email.to_lowercase(), holders[0]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_that_is_freed_goes_to_somebody_else_and_both_are_taken_out_together() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let (product, seats) = scarce(&app);
    let free: u32 = seats.iter().map(|seats| seats.count).sum();
    let others = held(&app, &product).len();
    let mut lines = vec!["E-mail;First name;Last name".to_owned()];
    lines.extend(new_people(free as usize + 1));
    let plan = plan(&app, &lines, make_it_so(Some(&product), true)).await;
    assert!(others > 0 && plan.counts.assigns == free + 1, "{plan:#?}");
    let rows = rows(&app, &plan);
    let assigned = rows.iter().rfind(|row| row.capability == Some(Capability::Assign)).unwrap();
    let is_same = |row: &&PlanRowView| row.license == assigned.license && row.row != assigned.row;
    let revoked = rows.iter().find(is_same).unwrap();
    assert_eq!((revoked.capability, revoked.verdict), (Some(Capability::Revoke), RowVerdict::Change));
    assert_eq!(assigned.holder, revoked.holder, "who has it now");

    let out = app.take_out(&plan.id, &[revoked.row], true).unwrap();
    assert_eq!((out.counts.taken_out, out.counts.assigns), (2, free));
    let query = PlanQuery { only: Some(PlanFilter::TakenOut), ..PlanQuery::default() };
    assert_eq!(app.plan_rows(&plan.id, &query, 0, 10).unwrap().total, 2);
    let back = app.take_out(&plan.id, &[assigned.row], false).unwrap();
    assert_eq!(back.counts, plan.counts);
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap()
}
