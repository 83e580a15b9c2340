//! The three changes: planned, journalled, sent once, read back, whatever happens in between.

use account_sim::{Fault, FaultPlan, When};
use app::{
    AppEvent, ProblemCode,
    view::{HistoryEvent, ObstacleView, StepStateView},
};
use domain::{LicenseId, LicenseState, Selection};

use crate::support::{
    FRIEDA, Shortcuts, Stage, apply_behind, assign, carry_out, carry_out_all, revoke, transfer,
};

#[tokio::test(flavor = "multi_thread")]
async fn an_assignment_shows_at_the_vendor_in_the_cache_and_in_the_history() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Free).remove(0);
    let plan = app.plan_change(assign(&id, FRIEDA)).unwrap();
    assert_eq!((plan.changes, plan.calls), (1, 1));
    assert_eq!(stage.service().write_calls(), 0, "a plan sends nothing");

    let change = app.apply_plan(&plan.id, &[]).await.unwrap();
    assert_eq!(change.steps[0].state, StepStateView::Applied { read_back: false });
    assert!(change.finished);
    let license = stage.service().license(&id.0).unwrap();
    assert_eq!(license.email(), Some(FRIEDA));

    let details = app.license_details(&id).await.unwrap();
    let holder = details.row.holder.unwrap();
    assert_eq!((holder.email.as_str(), holder.name.as_str()), (FRIEDA, "Frieda Lang"), "not the masked name");
    assert_eq!(details.row.state, LicenseState::Locked);
    assert!(details.history[0].by_app);
    assert_eq!(details.history[0].event, HistoryEvent::Assigned { to: FRIEDA.into() });

    let known = app.people_suggestions("frieda").unwrap();
    assert_eq!((known[0].first_name.as_str(), known[0].last_name.as_str()), ("Frieda", "Lang"));
    assert_eq!(app.apply_plan(&plan.id, &[]).await.unwrap_err().code, ProblemCode::PlanGone, "once only");
    assert_eq!(stage.service().write_calls(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoke_and_a_transfer_are_read_back() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    assert_eq!(carry_out(&app, revoke(&id)).await, StepStateView::Applied { read_back: false });
    assert_eq!(stage.service().license(&id.0).unwrap().email(), None);

    let target = app.another_team(&id).await;
    let moved = carry_out(&app, transfer(std::slice::from_ref(&id), target)).await;
    assert_eq!(moved, StepStateView::Applied { read_back: false });
    assert_eq!(i64::try_from(stage.service().license(&id.0).unwrap().team).unwrap(), target);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoke_within_thirty_days_is_planned_as_impossible_and_never_sent() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Locked).remove(0);
    let plan = app.plan_change(revoke(&id)).unwrap();
    assert_eq!(plan.changes, 0);
    let Some(ObstacleView::RecentlyAssigned { from }) = &plan.rows[0].obstacle else { panic!("{plan:?}") };
    assert_eq!(Some(from), app.license_details(&id).await.unwrap().row.locked_until.as_ref());
    let change = app.apply_plan(&plan.id, &[]).await.unwrap();
    assert!(change.steps.is_empty());
    assert_eq!(stage.service().write_calls(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_license_that_was_taken_meanwhile_is_not_asked_for() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Free).remove(0);
    let plan = app.plan_change(assign(&id, FRIEDA)).unwrap();
    stage.service().assign_elsewhere(&id.0, "Someone Else", "someone.else@aurelia.example");
    let change = app.apply_plan(&plan.id, &[]).await.unwrap();
    assert_eq!(change.steps[0].state, StepStateView::Stale { obstacle: ObstacleView::AlreadyAssigned });
    assert_eq!(change.steps[0].holder.as_ref().unwrap().email, "someone.else@aurelia.example");
    assert_eq!(stage.service().write_calls(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoke_never_hits_another_person_than_the_plan_named() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let plan = app.plan_change(revoke(&id)).unwrap();
    stage.service().change(&id.0, |license| {
        license.assignee = Some(account_sim::Assignee::User {
            name: "Someone Else".into(),
            email: "someone.else@aurelia.example".into(),
        });
    });
    let change = app.apply_plan(&plan.id, &[]).await.unwrap();
    assert_eq!(change.steps[0].state, StepStateView::HolderChanged);
    assert_eq!(stage.service().write_calls(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vendors_refusal_comes_back_with_its_code() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Free).remove(0);
    let StepStateView::Rejected { problem } = carry_out(&app, assign(&id, "frieda@mailinator.com")).await
    else {
        panic!("not refused")
    };
    assert_eq!(problem.code, ProblemCode::EmailInvalid);
    assert_eq!(problem.detail.vendor_code.as_deref(), Some("INVALID_CONTACT_EMAIL"));
    assert_eq!(app.ids(LicenseState::Free)[0], id, "still free");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_row_can_be_taken_out_and_a_transfer_is_one_call() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let ids: Vec<LicenseId> = app.ids(LicenseState::Assigned).into_iter().take(5).collect();
    let target = app.current().teams[0].id;
    let plan = app.plan_change(transfer(&ids, target.0)).unwrap();
    let moving: Vec<LicenseId> =
        plan.rows.iter().filter(|row| row.obstacle.is_none()).map(|row| row.license.clone()).collect();
    assert!(moving.len() >= 2, "{plan:?}");
    let change = app.apply_plan(&plan.id, &moving[..1]).await.unwrap();
    assert_eq!(change.steps.len(), moving.len() - 1);
    assert!(change.steps.iter().all(|step| step.state == StepStateView::Applied { read_back: false }));
    assert_eq!(stage.service().write_calls(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_transfer_leaves_out_silently_is_noticed() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Assigned).remove(0);
    let target = app.another_team(&id).await;
    // The answer names no license, as the vendor's does for what it leaves out.
    let silent = Fault::Garbage(200, r#"{"licenseIds":[]}"#.into());
    stage.service().set_faults(FaultPlan::none().fail(When::post(), silent));
    assert_eq!(carry_out(&app, transfer(&[id], target)).await, StepStateView::LeftOut);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_dies_stops_the_run_once() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let ids: Vec<LicenseId> = app.ids(LicenseState::Idle);
    assert!(ids.len() > 5);
    let plan = app
        .plan_change(app::view::ChangeRequest::Revoke { selection: Selection::Ids { ids: ids.clone() } })
        .unwrap();
    stage.service().kill_token(&stage.service().credentials().tokens.org_admin);
    let reads = stage.service().read_calls();
    let change = app.apply_plan(&plan.id, &[]).await.unwrap();
    assert!(stage.service().read_calls() - reads <= 4, "not row by row");
    assert_eq!(stage.service().write_calls(), 0);
    let stopped = change.steps.iter().filter(|step| step.state == StepStateView::Stopped).count();
    assert!(stopped >= ids.len() - 4, "{stopped} of {}", ids.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_journal_nothing_is_sent() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let file = stage.file(&app).await;
    let refuse = "CREATE TRIGGER full BEFORE INSERT ON step_state WHEN NEW.state = '\"Intent\"' \
                  BEGIN SELECT RAISE(ABORT, 'no room'); END";
    sqlx::query(refuse).execute(&file).await.unwrap();
    let plan = app.plan_change(revoke(&app.ids(LicenseState::Idle)[0])).unwrap();
    assert_eq!(app.apply_plan(&plan.id, &[]).await.unwrap_err().code, ProblemCode::StoreFailed);
    assert_eq!(stage.service().write_calls(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_change_runs_nothing_else_starts() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let idle = app.ids(LicenseState::Idle);
    let (first, second) =
        (app.plan_change(revoke(&idle[0])).unwrap(), app.plan_change(revoke(&idle[1])).unwrap());
    let slow = Fault::Delay(std::time::Duration::from_millis(800));
    stage.service().set_faults(FaultPlan::none().fail(When::post(), slow));
    let applying = apply_behind(&app, &first);
    crate::support::wait(&app, "the request", |_| stage.service().write_calls() == 1).await;
    assert_eq!(app.apply_plan(&second.id, &[]).await.unwrap_err().code, ProblemCode::Busy);
    let id = app.current().organization.id;
    assert_eq!(app.open_organization(&id).await.unwrap_err().code, ProblemCode::Busy);
    assert_eq!(app.remove_organization(&id).await.unwrap_err().code, ProblemCode::Busy);
    let change = applying.await.unwrap().unwrap();
    assert_eq!(change.steps[0].state, StepStateView::Applied { read_back: false });
    app.apply_plan(&second.id, &[]).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_page_for_one_license_does_not_stop_the_others() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let ids = app.ids(LicenseState::Idle);
    stage.service().set_faults(FaultPlan::none().fail(When::post().containing(&ids[0].0), Fault::Html(400)));
    let selection = Selection::Ids { ids: ids[..3].to_vec() };
    let change = carry_out_all(&app, app::view::ChangeRequest::Revoke { selection }).await;
    let states: Vec<_> = change.steps.into_iter().map(|step| step.state).collect();
    let applied = StepStateView::Applied { read_back: false };
    assert_eq!(states, [StepStateView::NotApplied, applied.clone(), applied]);
}

/// Applies a plan for a free license while a sync is under way whose list is older, and gives who holds it in the end.
async fn holder_after_a_slow_sync(before_applying: impl FnOnce(&Stage, &LicenseId)) -> String {
    let stage = Stage::small(300).await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Free).remove(0);
    let plan = app.plan_change(assign(&id, FRIEDA)).unwrap();
    // The list was read before the change, and arrives after it.
    let slow = Fault::Delay(std::time::Duration::from_millis(900));
    stage.service().set_faults(FaultPlan::none().fail(When::get().containing("perPage"), slow));
    let reads = stage.service().read_calls();
    let syncing = tokio::spawn({
        let app = std::sync::Arc::clone(&app);
        async move { app.sync().await }
    });
    crate::support::wait(&app, "the list", |_| stage.service().read_calls() > reads).await;
    before_applying(&stage, &id);
    app.apply_plan(&plan.id, &[]).await.unwrap();
    syncing.await.unwrap().unwrap();
    app.license_details(&id).await.unwrap().row.holder.unwrap().email
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_change_read_back_is_not_undone_by_a_sync_that_is_older() {
    assert_eq!(holder_after_a_slow_sync(|_, _| ()).await, FRIEDA);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_before_a_change_is_not_undone_by_a_sync_that_is_older() {
    let other = "someone.else@aurelia.example";
    let taken = |stage: &Stage, id: &LicenseId| {
        stage.service().assign_elsewhere(&id.0, "Someone Else", other);
    };
    assert_eq!(holder_after_a_slow_sync(taken).await, other);
}

#[tokio::test(flavor = "multi_thread")]
async fn many_steps_are_told_together_and_the_end_always() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let ids: Vec<LicenseId> = app.ids(LicenseState::Idle).into_iter().take(60).collect();
    let request = app::view::ChangeRequest::Revoke { selection: Selection::Ids { ids: ids.clone() } };
    let mut events = app.subscribe();
    let started = std::time::Instant::now();
    let change = carry_out_all(&app, request).await;
    let most = started.elapsed().as_millis() / 100 + 3;
    let (mut told, mut licenses) = (Vec::new(), 0);
    while let Ok(event) = events.try_recv() {
        match event {
            AppEvent::ChangeProgressed(view) => told.push(view),
            AppEvent::LicensesChanged => licenses += 1,
            _ => {}
        }
    }
    assert_eq!(change.steps.len(), 60);
    assert_eq!(told.last(), Some(&change));
    assert!(change.finished && told.len() > 1, "not only the end");
    assert!(told.len() as u128 <= most, "{} times, {most} at most", told.len());
    assert!((1..=most).contains(&licenses), "{licenses} times, {most} at most");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewers_plan_says_why_not() {
    let stage = Stage::new().await;
    let app = stage.app().await;
    stage.connect(&app, &stage.service().credentials().tokens.org_viewer).await.unwrap();
    crate::support::synced(&app).await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let plan = app.plan_change(revoke(&id)).unwrap();
    assert_eq!(plan.rows[0].obstacle, Some(ObstacleView::Denied { denial: domain::Denial::ReadOnlyToken }));
    let change = carry_out_all(&app, revoke(&id)).await;
    assert!(change.steps.is_empty());
    assert_eq!(stage.service().write_calls(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_are_checked_before_any_call() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Free).remove(0);
    assert_eq!(app.plan_change(assign(&id, "frieda")).unwrap_err().code, ProblemCode::EmailInvalid);
}
