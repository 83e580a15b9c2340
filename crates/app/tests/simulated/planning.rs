//! Plans of what is selected in the table, of what was done before and of what is due: sorted, searched, thinned out.

use std::{collections::HashSet, sync::Arc};

use app::{
    App, ProblemCode,
    view::{
        ChangeRequest, ChangeSource, LicenseRow, ObstacleView, PlanFilter, PlanQuery, PlanRowView, PlanSort,
        PlanView, RowVerdict,
    },
};
use domain::{LicenseQuery, LicenseState, Selection, TeamId};

use crate::support::{FRIEDA, Shortcuts, Stage, apply, assign, revoke, rows, transfer};

/// Everything is to be revoked.
async fn everything(app: &Arc<App>) -> PlanView {
    let selection = Selection::Matching { query: LicenseQuery::default(), except: Vec::new() };
    app.plan_change(ChangeRequest::Revoke { selection }).await.unwrap()
}

fn shown(app: &Arc<App>, plan: &PlanView, query: &PlanQuery) -> Vec<PlanRowView> {
    let (mut rows, mut offset) = (Vec::new(), 0);
    loop {
        let window = app.plan_rows(&plan.id, query, offset, 100).unwrap();
        offset += 100;
        rows.extend(window.rows);
        if offset >= window.total {
            assert_eq!(rows.len(), window.total as usize);
            return rows;
        }
    }
}

fn sorted(sort: PlanSort, descending: bool) -> PlanQuery {
    PlanQuery { sort: Some(sort), descending, ..PlanQuery::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_come_in_windows_in_any_order() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let plan = everything(&app).await;
    let all = shown(&app, &plan, &PlanQuery::default());
    assert_eq!(all.len(), plan.counts.rows as usize);
    assert!(all.iter().enumerate().all(|(at, row)| row.row as usize == at && row.line.is_none()));
    let numbers = |rows: &[PlanRowView]| rows.iter().map(|row| row.row).collect::<HashSet<_>>();
    for sort in [PlanSort::Verdict, PlanSort::Person, PlanSort::Product, PlanSort::Team, PlanSort::License] {
        for descending in [false, true] {
            let rows = shown(&app, &plan, &sorted(sort, descending));
            assert_eq!(numbers(&rows), numbers(&all), "{sort:?}: each row once");
        }
    }
    let by_license = shown(&app, &plan, &sorted(PlanSort::License, true));
    assert!(by_license.is_sorted_by(|one, other| one.license >= other.license));
    let by_product = shown(&app, &plan, &sorted(PlanSort::Product, false));
    let name = |row: &PlanRowView| row.product.clone().unwrap().name.to_lowercase();
    assert!(by_product.is_sorted_by_key(name));
    assert!(by_product.is_sorted_by_key(|row| (name(row), row.row)), "rows that are alike stay in order");
    let by_person = shown(&app, &plan, &sorted(PlanSort::Person, false));
    let nobody = by_person.iter().position(|row| row.holder.is_none()).unwrap();
    assert!(by_person[nobody..].iter().all(|row| row.holder.is_none()), "who has none comes last");
    let by_verdict = shown(&app, &plan, &sorted(PlanSort::Verdict, false));
    assert!(by_verdict.is_sorted_by_key(|row| row.verdict));
    let mut reasons: Vec<_> = by_verdict.iter().map(|row| format!("{:?}", row.obstacle)).collect();
    reasons.dedup();
    assert_eq!(reasons.len(), reasons.iter().collect::<HashSet<_>>().len(), "equal reasons stand together");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_shows_as_many_rows_as_are_counted() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let plan = everything(&app).await;
    let counts = plan.counts;
    for (only, expected) in [
        (PlanFilter::Changes, counts.changes),
        (PlanFilter::Warned, counts.warned),
        (PlanFilter::NothingToDo, counts.nothing_to_do),
        (PlanFilter::Queueable, counts.queueable),
        (PlanFilter::Blocked, counts.blocked),
        (PlanFilter::BadLines, counts.bad_lines),
        (PlanFilter::TakenOut, 0),
    ] {
        let query = PlanQuery { only: Some(only), ..PlanQuery::default() };
        assert_eq!(app.plan_rows(&plan.id, &query, 0, 1).unwrap().total, expected, "{only:?}");
    }
    let all = app.query_licenses(&LicenseQuery::default(), 0, 500).unwrap().rows;
    let count = |is: fn(&LicenseRow) -> bool| all.iter().filter(|row| is(row)).count();
    assert_eq!(counts.nothing_to_do as usize, count(|row| row.holder.is_none()));
    assert_eq!(counts.queueable as usize, count(|row| row.locked_until.is_some()));
    assert_eq!((counts.changes, plan.calls), (counts.revokes, counts.revokes));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_rows_by_all_that_they_show() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let plan = everything(&app).await;
    let some =
        shown(&app, &plan, &PlanQuery::default()).into_iter().find(|row| row.holder.is_some()).unwrap();
    let holder = some.holder.clone().unwrap();
    let texts = [
        holder.email.to_uppercase(),
        holder.name,
        some.license.clone().unwrap().0.to_lowercase(),
        some.product.clone().unwrap().name,
        some.team.clone().unwrap().name,
    ];
    for text in texts {
        let query = PlanQuery { search: text.clone(), only: None, ..PlanQuery::default() };
        let rows = shown(&app, &plan, &query);
        assert!(rows.iter().any(|row| row.row == some.row), "{text}");
        assert!(rows.len() < plan.counts.rows as usize, "{text} is not in every row");
    }
    let both = PlanQuery { only: Some(PlanFilter::BadLines), search: "a".into(), ..PlanQuery::default() };
    assert!(shown(&app, &plan, &both).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_out_is_not_carried_out() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let ids = app.ids(LicenseState::Idle);
    let selection = Selection::Ids { ids: ids[..3].to_vec() };
    let plan = app.plan_change(ChangeRequest::Revoke { selection }).await.unwrap();
    assert_eq!((plan.source.clone(), plan.calls), (ChangeSource::Selection, 3));
    let fewer = app.take_out(&plan.id, &[1], true).unwrap();
    assert_eq!((fewer.counts.changes, fewer.counts.taken_out, fewer.calls), (2, 1, 2));
    assert!(fewer.seconds <= plan.seconds);
    let done = apply(&app, &plan).await;
    let licenses: Vec<_> = done.steps.iter().map(|step| step.license.clone()).collect();
    assert_eq!(licenses, [ids[0].clone(), ids[2].clone()]);
    assert!(stage.service().license(&ids[1].0).unwrap().email().is_some(), "still held");
    let again = app.take_out(&plan.id, &[0], true);
    assert_eq!(again.unwrap_err().code, ProblemCode::PlanGone, "it was confirmed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_older_plan_is_forgotten_and_another_organizations_is_unknown() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let first = app.plan_change(revoke(&id)).await.unwrap();
    assert_eq!(first.source, ChangeSource::License);
    for _ in 0..8 {
        app.plan_rows(&first.id, &PlanQuery::default(), 0, 1).unwrap();
        app.plan_change(revoke(&id)).await.unwrap();
    }
    let gone = app.plan_rows(&first.id, &PlanQuery::default(), 0, 1).unwrap_err();
    assert_eq!(gone.code, ProblemCode::PlanGone);

    let last = app.plan_change(revoke(&id)).await.unwrap();
    let organization = app.current().organization.id;
    app.open_organization(&organization).await.unwrap();
    let gone = app.plan_rows(&last.id, &PlanQuery::default(), 0, 1).unwrap_err();
    assert_eq!(gone.code, ProblemCode::PlanGone);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_names_its_target() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Assigned).remove(0);
    let target = app.another_team(&id).await;
    let plan = app.plan_change(transfer(&[id], target)).await.unwrap();
    assert_eq!(plan.target_team.as_ref().unwrap().id, TeamId(target));
    assert_eq!(rows(&app, &plan)[0].target_team, plan.target_team);
    assert_eq!((plan.counts.transfers, plan.calls), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_can_be_undone_as_far_as_the_vendor_allows() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let (free, idle) = (app.ids(LicenseState::Free).remove(0), app.ids(LicenseState::Idle).remove(0));
    let given = app.plan_change(assign(&free, FRIEDA)).await.unwrap();
    apply(&app, &given).await;
    let request = ChangeRequest::Undo { change_set: given.id.clone() };
    let plan = app.plan_change(request).await.unwrap();
    assert_eq!(plan.source, ChangeSource::Undo { change_set: given.id });
    let row = &rows(&app, &plan)[0];
    assert!(matches!(row.obstacle, Some(ObstacleView::RecentlyAssigned { .. })), "{row:?}");
    assert_eq!((row.holder.as_ref().unwrap().email.as_str(), plan.counts.queueable), (FRIEDA, 1));

    let holder = stage.service().license(&idle.0).unwrap().email().unwrap().to_owned();
    let taken = app.plan_change(revoke(&idle)).await.unwrap();
    apply(&app, &taken).await;
    let undo = app.plan_change(ChangeRequest::Undo { change_set: taken.id }).await.unwrap();
    let row = rows(&app, &undo).remove(0);
    assert_eq!((row.verdict, row.recipient.unwrap().email), (RowVerdict::Change, holder.clone()));
    apply(&app, &undo).await;
    assert_eq!(stage.service().license(&idle.0).unwrap().email(), Some(holder.as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_can_be_asked_for_again() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Free).remove(0);
    let refused = app.plan_change(assign(&id, "frieda@mailinator.com")).await.unwrap();
    apply(&app, &refused).await;
    let request = ChangeRequest::Repeat { change_set: refused.id.clone() };
    let plan = app.plan_change(request).await.unwrap();
    assert_eq!(
        (plan.source.clone(), plan.counts.assigns),
        (ChangeSource::Repeat { change_set: refused.id }, 1)
    );
    assert_eq!(rows(&app, &plan)[0].recipient.as_ref().unwrap().email, "frieda@mailinator.com");

    let unknown = ChangeRequest::Repeat { change_set: "no such".into() };
    assert_eq!(app.plan_change(unknown).await.unwrap_err().code, ProblemCode::ChangeSetUnknown);
    let done = app.plan_change(assign(&id, FRIEDA)).await.unwrap();
    apply(&app, &done).await;
    let nothing = app.plan_change(ChangeRequest::Repeat { change_set: done.id }).await.unwrap();
    assert_eq!(nothing.counts.rows, 0, "what was applied is not repeated");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_due_in_an_empty_queue() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let plan = app.plan_change(ChangeRequest::Due).await.unwrap();
    assert_eq!(plan.source, ChangeSource::Queue { by_itself: false });
    assert_eq!((plan.counts.rows, plan.calls, plan.seconds), (0, 0, 0));
}
