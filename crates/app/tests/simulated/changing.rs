//! The three changes: planned, journalled, sent once, read back, whatever happens in between.

use account_sim::{Fault, FaultPlan, When};
use app::{
    ProblemCode,
    view::{HistoryEvent, ObstacleView, RowVerdict, RunPhase, StepStateView},
};
use domain::{LicenseId, LicenseState, Selection};

use crate::support::{
    FRIEDA, Shortcuts, Stage, apply, assign, carry_out, carry_out_all, ended, plan, revoke, rows, transfer,
};

#[tokio::test(flavor = "multi_thread")]
async fn an_assignment_shows_at_the_vendor_in_the_cache_and_in_the_history() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Free).remove(0);
    let plan = plan(&app, assign(&id, FRIEDA)).await;
    assert_eq!((plan.counts.changes, plan.calls), (1, 1));
    assert_eq!(stage.service().write_calls(), 0, "a plan sends nothing");

    let change = apply(&app, &plan).await;
    assert_eq!(change.steps[0].state, StepStateView::Applied { read_back: false });
    assert_eq!(change.run.phase, RunPhase::Finished);
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
    assert_eq!(app.apply_plan(&plan.id).await.unwrap_err().code, ProblemCode::PlanGone, "once only");
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
    let plan = plan(&app, revoke(&id)).await;
    assert_eq!(plan.counts.changes, 0);
    let Some(ObstacleView::RecentlyAssigned { from }) = &rows(&app, &plan)[0].obstacle else {
        panic!("{plan:?}")
    };
    assert_eq!(Some(from), app.license_details(&id).await.unwrap().row.locked_until.as_ref());
    let change = apply(&app, &plan).await;
    assert!(change.steps.is_empty());
    assert_eq!(stage.service().write_calls(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_license_that_was_taken_meanwhile_is_refused_by_the_vendor_and_shown_as_it_is() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Free).remove(0);
    let plan = plan(&app, assign(&id, FRIEDA)).await;
    stage.service().assign_elsewhere(&id.0, "Someone Else", "someone.else@aurelia.example");
    let change = apply(&app, &plan).await;
    let StepStateView::Rejected { problem } = &change.steps[0].state else { panic!("{change:?}") };
    assert_eq!(problem.code, ProblemCode::LicenseTaken);
    assert_eq!(change.steps[0].holder.as_ref().unwrap().email, "someone.else@aurelia.example");
    assert_eq!(stage.service().write_calls(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoke_never_hits_another_person_than_the_plan_named() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let plan = plan(&app, revoke(&id)).await;
    stage.service().change(&id.0, |license| {
        license.assignee = Some(account_sim::Assignee::User {
            name: "Someone Else".into(),
            email: "someone.else@aurelia.example".into(),
        });
    });
    let change = apply(&app, &plan).await;
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
    let plan = plan(&app, transfer(&ids, target.0)).await;
    let moving: Vec<u32> =
        rows(&app, &plan).iter().filter(|row| row.verdict == RowVerdict::Change).map(|row| row.row).collect();
    assert!(moving.len() >= 2, "{plan:?}");
    app.take_out(&plan.id, &moving[..1], true).unwrap();
    let change = apply(&app, &plan).await;
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
async fn while_a_change_runs_nothing_else_starts() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let idle = app.ids(LicenseState::Idle);
    let (first, second) = (plan(&app, revoke(&idle[0])).await, plan(&app, revoke(&idle[1])).await);
    let slow = Fault::Delay(std::time::Duration::from_millis(800));
    stage.service().set_faults(FaultPlan::none().fail(When::post(), slow));
    let begun = app.apply_plan(&first.id).await.unwrap();
    assert_eq!((begun.phase, begun.counts.planned), (RunPhase::Running, 1));
    assert!(app.is_changing());
    crate::support::wait(&app, "the request", |_| stage.service().write_calls() == 1).await;
    assert_eq!(app.apply_plan(&second.id).await.unwrap_err().code, ProblemCode::Busy);
    let id = app.current().organization.id;
    assert_eq!(app.open_organization(&id).await.unwrap_err().code, ProblemCode::Busy);
    assert_eq!(app.remove_organization(&id).await.unwrap_err().code, ProblemCode::Busy);
    // Everything else can be done meanwhile.
    plan(&app, revoke(&idle[2])).await;
    assert_eq!(app.current().run.map(|run| run.id), Some(first.id.clone()));
    assert_eq!(ended(&app, &first.id).await.states(), [StepStateView::Applied { read_back: false }]);
    assert!(!app.is_changing());
    apply(&app, &second).await;
    app.dismiss_run(&first.id);
    assert_eq!(app.current().run.map(|run| run.id), Some(second.id.clone()), "that is another one");
    app.dismiss_run(&second.id);
    assert_eq!(app.current().run, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_page_for_one_license_does_not_stop_the_others() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let ids = app.ids(LicenseState::Idle);
    stage.service().set_faults(FaultPlan::none().fail(When::post().containing(&ids[0].0), Fault::Html(400)));
    let selection = Selection::Ids { ids: ids[..3].to_vec() };
    let change = carry_out_all(&app, app::view::ChangeRequest::Revoke { selection }).await;
    let applied = StepStateView::Applied { read_back: false };
    assert_eq!(change.states(), [StepStateView::NotApplied, applied.clone(), applied]);
}

/// Applies a plan for a free license while a sync is under way whose list is older, and gives who holds it in the end.
async fn holder_after_a_slow_sync(before_applying: impl FnOnce(&Stage, &LicenseId)) -> String {
    let stage = Stage::small(300).await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Free).remove(0);
    let plan = plan(&app, assign(&id, FRIEDA)).await;
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
    apply(&app, &plan).await;
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
async fn a_viewers_plan_says_why_not() {
    let stage = Stage::new().await;
    let app = stage.app().await;
    stage.connect(&app, &stage.service().credentials().tokens.org_viewer).await.unwrap();
    crate::support::synced(&app).await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let plan = plan(&app, revoke(&id)).await;
    assert_eq!(
        rows(&app, &plan)[0].obstacle,
        Some(ObstacleView::Denied { denial: domain::Denial::ReadOnlyToken })
    );
    let change = carry_out_all(&app, revoke(&id)).await;
    assert!(change.steps.is_empty());
    assert_eq!(stage.service().write_calls(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_are_checked_before_any_call() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Free).remove(0);
    assert_eq!(app.plan_change(assign(&id, "frieda")).await.unwrap_err().code, ProblemCode::EmailInvalid);
}
