//! A run over hundreds of licenses: its order, its pace, and what a person can do to it.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use account_sim::{Fault, FaultPlan, LedgerEntry, When};
use app::{
    App, AppEvent, ProblemCode,
    view::{ChangeRequest, PlanView, RunPhase, StepStateView},
};
use domain::{Capability, LicenseId, LicenseState, Selection};

use crate::support::{FRIEDA, Shortcuts, Stage, apply, assign, carry_out_all, ended, plan, transfer, wait};

fn revoke_all(ids: &[LicenseId]) -> ChangeRequest {
    ChangeRequest::Revoke { selection: Selection::Ids { ids: ids.to_vec() } }
}

async fn slow_stage(latency: Duration) -> Stage {
    let stage = Stage::small(1_000).await;
    stage.service().set_faults(FaultPlan::none().choose(move |_| Some(Fault::Delay(latency))));
    stage
}

/// A plan to revoke so many licenses.
async fn plan_revokes(app: &Arc<App>, count: usize) -> PlanView {
    let ids: Vec<LicenseId> = app.ids(LicenseState::Idle).into_iter().take(count).collect();
    assert_eq!(ids.len(), count);
    plan(app, revoke_all(&ids)).await
}

fn posts(stage: &Stage) -> Vec<LedgerEntry> {
    stage.service().ledger()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_paused_sends_nothing_and_goes_on_where_it_was() {
    let stage = slow_stage(Duration::from_millis(40)).await;
    let app = stage.connected().await;
    let plan = plan_revokes(&app, 60).await;
    app.apply_plan(&plan.id).await.unwrap();
    wait(&app, "some changes", |app| app.current().run.unwrap().counts.applied >= 6).await;
    assert_eq!(app.pause_run(&plan.id).unwrap().phase, RunPhase::Paused);
    wait(&app, "what is under way", |app| app.current().run.unwrap().counts.under_way == 0).await;
    let (sent, counts) = (stage.sent(), app.current().run.unwrap().counts);
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(stage.sent(), sent);
    assert_eq!(counts.applied, sent, "what was sent is settled");
    assert!(counts.planned > 30);
    assert_eq!(app.current().run.unwrap().phase, RunPhase::Paused);
    assert!(app.is_changing());

    // What changes during the pause is noticed: each license is looked at again.
    let next = app.change_steps(&plan.id, Some(app::view::StepFilter::Planned), 0, 500).await.unwrap().steps;
    let other =
        account_sim::Assignee::User { name: "Someone Else".into(), email: "else@aurelia.example".into() };
    for step in &next {
        stage.service().change(&step.license.0, |license| license.assignee = Some(other.clone()));
    }
    assert_eq!(app.resume_run(&plan.id).unwrap().phase, RunPhase::Running);
    let change = ended(&app, &plan.id).await;
    assert_eq!(change.run.phase, RunPhase::Finished);
    assert_eq!((change.run.counts.skipped, change.run.counts.planned), (counts.planned, 0));
    assert_eq!(stage.sent(), sent, "nobody else's license is taken");
    assert_eq!(app.pause_run(&plan.id).unwrap_err().code, ProblemCode::ChangeSetSettled);
    assert_eq!(app.pause_run("other").unwrap_err().code, ProblemCode::ChangeSetUnknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn canceling_lets_what_is_under_way_settle_and_leaves_the_rest() {
    let stage = slow_stage(Duration::from_millis(40)).await;
    let app = stage.connected().await;
    let plan = plan_revokes(&app, 60).await;
    app.apply_plan(&plan.id).await.unwrap();
    wait(&app, "some changes", |app| app.current().run.unwrap().counts.applied >= 6).await;
    assert_eq!(app.cancel_run(&plan.id).unwrap().phase, RunPhase::Stopping);
    let change = ended(&app, &plan.id).await;
    let sent = stage.sent();
    assert!(sent < 20, "{sent} sent");
    let (applied, left) = (change.run.counts.applied, change.run.counts.skipped);
    assert_eq!((applied, applied + left), (sent, 60), "{:?}", change.run.counts);
    assert_eq!(
        change.states().iter().filter(|state| **state == StepStateView::Canceled).count(),
        left as usize
    );
    let journal = app.change_set(&plan.id).await.unwrap();
    assert_eq!((journal.counts.skipped, journal.is_cut_off), (left, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_paused_can_be_canceled() {
    let stage = slow_stage(Duration::from_millis(20)).await;
    let app = stage.connected().await;
    let plan = plan_revokes(&app, 40).await;
    app.apply_plan(&plan.id).await.unwrap();
    app.pause_run(&plan.id).unwrap();
    app.cancel_run(&plan.id).unwrap();
    let change = ended(&app, &plan.id).await;
    assert!(change.run.counts.skipped >= 36, "{:?}", change.run.counts);
}

#[tokio::test(flavor = "multi_thread")]
async fn transfers_go_in_batches_by_their_target() {
    let stage = slow_stage(Duration::from_millis(2)).await;
    let app = stage.connected().await;
    let target = app.current().teams[0].id;
    let ids: Vec<LicenseId> =
        app.ids(LicenseState::Free).into_iter().chain(app.ids(LicenseState::Assigned)).collect();
    let plan = plan(&app, transfer(&ids, target.0)).await;
    let moving = plan.counts.transfers as usize;
    assert!(moving > 120, "{:?}", plan.counts);
    let change = apply(&app, &plan).await;
    assert_eq!(change.run.counts.applied as usize, moving, "{:?}", change.run.counts);
    let posts = posts(&stage);
    assert_eq!(posts.len(), moving.div_ceil(domain::TRANSFER_BATCH));
    assert_eq!(plan.calls as usize, posts.len());
    assert!(posts.iter().all(|post| post.outcome.changed.len() <= domain::TRANSFER_BATCH));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assignment_takes_the_seat_that_a_revocation_of_the_same_run_frees() {
    let stage = slow_stage(Duration::from_millis(20)).await;
    let app = stage.connected().await;
    let (plan, freed) = crate::mixed::plan_with_freed_seats(&app).await;
    let change = apply(&app, &plan).await;
    let (applied, all) = (change.run.counts.applied, change.run.counts.steps);
    assert_eq!(applied, all, "{:?}", change.run.counts);
    let posts = posts(&stage);
    let last_revoke = posts.iter().rposition(|post| post.path.ends_with("revoke")).unwrap();
    let first_assign = posts.iter().position(|post| post.path.ends_with("assign")).unwrap();
    assert!(last_revoke < first_assign, "a barrier is between");
    for (license, email) in freed {
        assert_eq!(stage.service().license(&license.0).unwrap().email(), Some(email.as_str()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_that_was_not_freed_is_not_asked_for() {
    let stage = slow_stage(Duration::from_millis(5)).await;
    let app = stage.connected().await;
    let (plan, freed) = crate::mixed::plan_with_freed_seats(&app).await;
    let refused = Fault::Code(400, "RECENTLY_ASSIGNED_LICENSE_IS_NOT_AVAILABLE_FOR_REVOKE".into());
    let (kept, _) = &freed[0];
    stage
        .service()
        .set_faults(FaultPlan::none().fail(When::post().path("revoke").containing(&kept.0), refused));
    let change = apply(&app, &plan).await;
    let came_of = |capability| {
        let mut steps = change.steps.iter().filter(|step| step.license == *kept);
        steps.find(|step| step.capability == capability).map(|step| step.state.clone()).unwrap()
    };
    assert!(matches!(came_of(Capability::Revoke), StepStateView::Rejected { .. }), "{change:?}");
    let taken = StepStateView::Stale { obstacle: app::view::ObstacleView::AlreadyAssigned };
    assert_eq!(came_of(Capability::Assign), taken);
    assert!(!posts(&stage).iter().any(|post| post.path.ends_with("assign") && post.body.contains(&kept.0)));
}

#[tokio::test(flavor = "multi_thread")]
async fn lines_of_a_burst_share_a_commit() {
    let stage = slow_stage(Duration::from_millis(30)).await;
    let app = stage.connected().await;
    let free: Vec<LicenseId> = app.ids(LicenseState::Free).into_iter().take(40).collect();
    let plan = crate::mixed::plan_assigns(&app, &free).await;
    let file = stage.file(&app).await;
    let change = apply(&app, &plan).await;
    assert_eq!(change.run.counts.applied, 40, "{:?}", change.run.counts);
    // What is written together has the same moment.
    let (lines, moments): (i64, i64) = sqlx::query_as(
        "SELECT count(*), count(DISTINCT at) FROM step_state WHERE change_set_id = ? AND state <> '\"Planned\"'",
    )
    .bind(&plan.id)
    .fetch_one(&file)
    .await
    .unwrap();
    assert_eq!(lines, 80);
    assert!(moments <= 45, "{moments} commits for {lines} lines");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_steps_are_told_together_and_the_end_always() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let ids: Vec<LicenseId> = app.ids(LicenseState::Idle).into_iter().take(60).collect();
    let mut events = app.subscribe();
    let started = Instant::now();
    let change = carry_out_all(&app, revoke_all(&ids)).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    let most = started.elapsed().as_millis() / 100 + 3;
    let (mut told, mut licenses) = (Vec::new(), 0);
    while let Ok(event) = events.try_recv() {
        match event {
            AppEvent::ChangeProgressed(view) => told.push(*view),
            AppEvent::LicensesChanged => licenses += 1,
            _ => {}
        }
    }
    assert_eq!(change.steps.len(), 60);
    assert_eq!(told.last(), Some(&change.run));
    assert!(change.run.phase == RunPhase::Finished && told.len() > 1, "not only the end");
    assert!(told.len() as u128 <= most, "{} times, {most} at most", told.len());
    assert!((1..=most).contains(&licenses), "{licenses} times, {most} at most");
    assert!(told.iter().all(|view| view.counts.steps == 60));
}

/// How close it comes is measured in a release build; here, one after the other would take four times as long.
#[tokio::test(flavor = "multi_thread")]
async fn requests_go_side_by_side() {
    const LATENCY: Duration = Duration::from_millis(80);
    let stage = slow_stage(LATENCY).await;
    let app = stage.connected().await;
    let free: Vec<LicenseId> = app.ids(LicenseState::Free).into_iter().take(100).collect();
    let plan = crate::mixed::plan_assigns(&app, &free).await;
    let reads = stage.service().read_calls();
    let started = Instant::now();
    let change = apply(&app, &plan).await;
    let took = started.elapsed();
    let calls = stage.service().read_calls() - reads + u64::from(stage.sent());
    assert_eq!(change.run.counts.applied, 100);
    assert!((100..=200).contains(&calls), "{calls}: two calls a step at most");
    let ideal = LATENCY * u32::try_from(calls).unwrap() / 4;
    eprintln!("{took:?}, {ideal:?} would be ideal");
    assert!(took < ideal * 5 / 2, "{took:?}, {ideal:?} would be ideal");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_told_how_long_it_takes() {
    let stage = slow_stage(Duration::from_millis(80)).await;
    let app = stage.connected().await;
    let plan = plan_revokes(&app, 60).await;
    app.apply_plan(&plan.id).await.unwrap();
    wait(&app, "an estimate", |app| app.current().run.unwrap().seconds_left.is_some()).await;
    let left = app.current().run.unwrap().seconds_left.unwrap();
    let started = Instant::now();
    ended(&app, &plan.id).await;
    let took = u32::try_from(started.elapsed().as_secs()).unwrap();
    assert!(took <= 2 * left + 3 && left <= 2 * took + 3, "{left} s were said, {took} s it took");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_of_nothing_ends_at_once() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let plan = plan(&app, assign(&id, FRIEDA)).await;
    let run = app.apply_plan(&plan.id).await.unwrap();
    assert_eq!((run.phase, run.counts.steps), (RunPhase::Finished, 0));
    assert_eq!(app.current().run, None);
    assert!(!app.is_changing());
}
