//! What becomes of a change whose answer is lost, late or never comes, in this run or at the next start.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use account_sim::{Fault, FaultPlan, When};
use app::{
    App, AppOptions, ProblemCode,
    view::{ChangeRequest, ObstacleView, StepStateView},
};
use domain::{LicenseId, LicenseState, Selection};

use crate::support::{
    FRIEDA, Shortcuts, Stage, apply, assign, carry_out, empty_yes, ended, plan, revoke, rows, steps, synced,
    transfer, wait,
};

/// How the steps stand of the change set that is shown because it was not settled.
async fn recovered(app: &Arc<App>) -> Option<Vec<StepStateView>> {
    let shown = app.recovery().await.unwrap()?;
    let steps = steps(app, &shown.change_sets[0].id).await;
    Some(steps.into_iter().map(|step| step.state).collect())
}

/// What the answer does, and what has to be known in the end: applied or not, without a second request.
async fn check_lost_answer(fault: Fault, expected: StepStateView) {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    for request in
        [assign(&app.ids(LicenseState::Free)[0], FRIEDA), revoke(&app.ids(LicenseState::Idle)[0]), {
            let id = app.ids(LicenseState::Assigned).remove(0);
            let from = app.license_details(&id).await.unwrap().row.team.unwrap().id;
            let target = app.current().teams.into_iter().find(|team| team.id != from).unwrap();
            transfer(&[id], target.id.0)
        }]
    {
        stage.service().clear_ledger();
        stage.service().set_faults(FaultPlan::none().fail(When::post(), fault.clone()));
        let what = format!("{fault:?} on {request:?}");
        assert_eq!(carry_out(&app, request).await, expected, "{what}");
        assert_eq!(stage.service().write_calls(), 1, "nothing is sent twice: {what}");
        stage.service().set_faults(FaultPlan::none());
        // A page of HTML counts as a lost connection: the next sync finds it again.
        app.sync().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_was_done_without_an_answer_is_found_out() {
    let applied = StepStateView::Applied { read_back: true };
    check_lost_answer(Fault::WorkThenDrop, applied.clone()).await;
    check_lost_answer(Fault::WorkThenReset, applied.clone()).await;
    check_lost_answer(Fault::WorkThenStatus(502), applied.clone()).await;
    check_lost_answer(Fault::WorkThenNeverAnswer, applied).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_was_not_done_is_found_out_too() {
    check_lost_answer(Fault::DropBefore, StepStateView::NotApplied).await;
    check_lost_answer(Fault::NeverAnswer, StepStateView::NotApplied).await;
    check_lost_answer(Fault::Status(500), StepStateView::NotApplied).await;
    check_lost_answer(Fault::Html(200), StepStateView::NotApplied).await;
    check_lost_answer(Fault::Html(400), StepStateView::NotApplied).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_that_does_not_show_is_not_called_a_no() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    stage.service().set_faults(FaultPlan::none().fail(When::post(), empty_yes(&id)));
    assert_eq!(carry_out(&app, revoke(&id)).await, StepStateView::Unknown);
    // Until it is settled, nothing new is planned for it.
    stage.service().set_faults(FaultPlan::none());
    assert_eq!(rows(&app, &plan(&app, revoke(&id)).await)[0].obstacle, Some(ObstacleView::Unsettled));
    let run = app.current().run.unwrap().id;
    app.sync().await.unwrap();
    assert_eq!(app.check_change(&run).await.unwrap().counts.unknown, 1, "however often it is looked at");
    app.close().await;

    let app = stage.restarted().await;
    assert_eq!(recovered(&app).await, Some(vec![StepStateView::Unknown]), "the word outlives who heard it");
    assert_eq!(rows(&app, &plan(&app, revoke(&id)).await)[0].obstacle, Some(ObstacleView::Unsettled));
    // The vendor was only late.
    stage.service().change(&id.0, |license| license.assignee = None);
    app.sync().await.unwrap();
    assert_eq!(recovered(&app).await, Some(vec![StepStateView::Applied { read_back: true }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_that_never_shows_does_not_hold_its_license_for_good() {
    let stage = Stage::new().await;
    let (app, clock) = stage.clocked_app().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    stage.service().set_faults(FaultPlan::none().fail(When::post(), empty_yes(&id)));
    assert_eq!(carry_out(&app, revoke(&id)).await, StepStateView::Unknown);
    let set = app.current().run.unwrap().id;
    app.dismiss_run(&set);
    stage.service().set_faults(FaultPlan::none());
    clock.pass(59);
    assert_eq!(rows(&app, &plan(&app, revoke(&id)).await)[0].obstacle, Some(ObstacleView::Unsettled));
    clock.pass(2);
    let again = plan(&app, revoke(&id)).await;
    assert_eq!(rows(&app, &again)[0].obstacle, None);
    assert_eq!(apply(&app, &again).await.states(), [StepStateView::Applied { read_back: false }]);
    // It has not the license of the first step any more either.
    assert_eq!(app.check_change(&set).await.unwrap().counts.applied, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_is_believed_of_a_license_that_disappears() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    stage.service().set_faults(FaultPlan::none().fail(When::post(), empty_yes(&id)));
    assert_eq!(carry_out(&app, revoke(&id)).await, StepStateView::Unknown);
    stage.service().set_faults(FaultPlan::none());
    stage.service().remove_license(&id.0);
    app.sync().await.unwrap();
    assert_eq!(recovered(&app).await, Some(vec![StepStateView::Applied { read_back: true }]));
}

/// Makes all looks at the license fail from the one after so many.
fn unreadable_after(faults: FaultPlan, id: &LicenseId, looks: u64) -> FaultPlan {
    let allow = |faults: FaultPlan, look| {
        faults.fail(When::get().path(&id.0).nth(look), Fault::Delay(Duration::ZERO))
    };
    (1..=looks).fold(faults, allow).fail(When::get().path(&id.0), Fault::Status(503))
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_last_look_says_no() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    // One look before it, one soon after it, and none later.
    let silent = FaultPlan::none().fail(When::post(), Fault::DropBefore);
    stage.service().set_faults(unreadable_after(silent, &id, 2));
    assert_eq!(carry_out(&app, revoke(&id)).await, StepStateView::Unknown);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_that_does_not_name_the_license_is_no_yes() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let empty = Fault::Garbage(200, r#"{"licenseIds":[]}"#.into());
    let faults = FaultPlan::none().fail(When::post(), empty.clone());
    stage.service().set_faults(unreadable_after(faults, &id, 1));
    assert_eq!(carry_out(&app, revoke(&id)).await, StepStateView::Unknown);
    stage.service().set_faults(FaultPlan::none().fail(When::post(), empty));
    app.sync().await.unwrap();
    assert_eq!(carry_out(&app, revoke(&id)).await, StepStateView::NotApplied);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_change_set_left_open_no_other_touches() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let (first, second) = (plan(&app, revoke(&id)).await, plan(&app, revoke(&id)).await);
    let silent = FaultPlan::none().fail(When::post(), Fault::DropBefore);
    stage.service().set_faults(unreadable_after(silent, &id, 1));
    assert_eq!(apply(&app, &first).await.states(), [StepStateView::Unknown]);
    stage.service().set_faults(FaultPlan::none());
    let skipped = StepStateView::Stale { obstacle: ObstacleView::Unsettled };
    assert_eq!(apply(&app, &second).await.states(), [skipped]);
    assert_eq!(stage.service().write_calls(), 1);
    // That nothing was sent settles nothing.
    assert_eq!(rows(&app, &plan(&app, revoke(&id)).await)[0].obstacle, Some(ObstacleView::Unsettled));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_could_not_be_written_down_stays_unsettled() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let refuse = "CREATE TRIGGER full BEFORE INSERT ON step_state WHEN NEW.state = '\"Unknown\"' \
                  BEGIN SELECT RAISE(ABORT, 'no room'); END";
    sqlx::query(refuse).execute(&stage.file(&app).await).await.unwrap();
    let silent = FaultPlan::none().fail(When::post(), Fault::DropBefore);
    stage.service().set_faults(unreadable_after(silent, &id, 1));
    assert_eq!(carry_out(&app, revoke(&id)).await, StepStateView::Unknown);
    assert_eq!(rows(&app, &plan(&app, revoke(&id)).await)[0].obstacle, Some(ObstacleView::Unsettled));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_license_that_disappears_meanwhile_is_not_asked_for_forever() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let plan = plan(&app, revoke(&id)).await;
    stage.service().set_faults(FaultPlan::none().fail(When::post(), Fault::DropBefore));
    app.apply_plan(&plan.id).await.unwrap();
    wait(&app, "the request", |_| stage.service().write_calls() == 1).await;
    stage.service().remove_license(&id.0);
    let change = ended(&app, &plan.id).await;
    let StepStateView::Rejected { problem } = &change.steps[0].state else { panic!("{change:?}") };
    assert_eq!(problem.code, ProblemCode::LicenseNotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stays_unknown_is_looked_at_again_at_the_next_start() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let plan = plan(&app, revoke(&id)).await;
    // The work is done, and then nothing answers any more, reads included.
    let plan_of_faults = FaultPlan::none()
        .fail(When::post(), Fault::WorkThenDrop)
        .fail(When::get().path(&id.0).nth(1), Fault::Delay(Duration::ZERO))
        .fail(When::get(), Fault::Status(503));
    stage.service().set_faults(plan_of_faults);
    let change = apply(&app, &plan).await;
    assert_eq!(change.steps[0].state, StepStateView::Unknown);
    app.close().await;

    let app = stage.restarted().await;
    assert_eq!(recovered(&app).await, Some(vec![StepStateView::Applied { read_back: true }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_asked_for_looks_once_and_tells_only_what_is_new() {
    let stage = Stage::new().await;
    let (app, clock) = stage.refreshing_app().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let plan = plan(&app, revoke(&id)).await;
    let looks = Arc::new(AtomicU64::new(0));
    let (counted, path) = (Arc::clone(&looks), id.0.clone());
    // The work is done, and from then on the license can't be read.
    stage.service().set_faults(FaultPlan::none().fail(When::post(), Fault::WorkThenDrop).choose(
        move |seen| {
            let is_look = seen.path.contains(&path) && counted.fetch_add(1, Ordering::SeqCst) > 0;
            is_look.then(|| Fault::Garbage(200, "{}".into()))
        },
    ));
    let change = apply(&app, &plan).await;
    assert_eq!(change.steps[0].state, StepStateView::Unknown);
    assert_eq!(looks.swap(1, Ordering::SeqCst), 3, "before it, and twice with patience");

    let read_at = app.current().sync.last_synced_at;
    clock.pass(16);
    wait(&app, "the refresh", |app| app.current().sync.last_synced_at != read_at).await;
    wait(&app, "the look", |_| looks.load(Ordering::SeqCst) > 1).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(looks.load(Ordering::SeqCst), 2, "once");
    assert_eq!(app.recovery().await.unwrap(), None, "the person knows");

    stage.service().set_faults(FaultPlan::none());
    clock.pass(16);
    let outcome = async {
        while app.recovery().await.unwrap().is_none() {
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), outcome).await.expect("the outcome");
    assert_eq!(recovered(&app).await, Some(vec![StepStateView::Applied { read_back: true }]));
    let seen = ended(&app, &plan.id).await;
    assert_eq!((seen.run.counts.unknown, seen.run.counts.applied), (0, 1), "what is still shown of it, too");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_dismissed_comes_back_with_a_new_outcome_only() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let plan = plan(&app, revoke(&id)).await;
    let unreadable = Fault::Garbage(200, "{}".into());
    let silent = FaultPlan::none().fail(When::get().path(&id.0).nth(1), Fault::Delay(Duration::ZERO));
    let silent = silent.fail(When::post(), Fault::WorkThenDrop);
    stage.service().set_faults(silent.fail(When::get().path(&id.0), unreadable.clone()));
    apply(&app, &plan).await;
    app.close().await;

    stage.service().set_faults(FaultPlan::none().fail(When::get().path(&id.0), unreadable));
    let app = stage.app().await;
    app.go_online(false).await;
    assert_eq!(recovered(&app).await, Some(vec![StepStateView::Unknown]), "another start says it");
    app.dismiss_recovery();
    app.sync().await.unwrap();
    assert_eq!(recovered(&app).await, None);
    stage.service().set_faults(FaultPlan::none());
    app.sync().await.unwrap();
    assert_eq!(recovered(&app).await, Some(vec![StepStateView::Applied { read_back: true }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_looked_at_with_patience_holds_up_nothing_else() {
    const STEPS: u32 = 36;
    let stage = Stage::small(1_000).await;
    let options = crate::support::options(&stage.server.url(), stage.folder.path(), &stage.vault, None);
    let app =
        App::start(AppOptions { read_back_after: vec![Duration::from_secs(8)], ..options }).await.unwrap();
    stage.connect(&app, &stage.service().credentials().tokens.org_admin).await.unwrap();
    synced(&app).await;
    let ids = app.ids(LicenseState::Idle).into_iter().take(STEPS as usize).collect();
    let plan = plan(&app, ChangeRequest::Revoke { selection: Selection::Ids { ids } }).await;
    // Every third answer is lost.
    let posts = AtomicU64::new(0);
    stage.service().set_faults(FaultPlan::none().choose(move |seen| {
        let is_lost = seen.method.as_str() == "POST" && posts.fetch_add(1, Ordering::SeqCst) % 3 == 2;
        is_lost.then_some(Fault::WorkThenDrop)
    }));
    let started = Instant::now();
    app.apply_plan(&plan.id).await.unwrap();
    let counts = || app.current().run.unwrap().counts;
    wait(&app, "all that was answered", |_| counts().applied + counts().rejected >= STEPS - STEPS / 3).await;
    assert!(started.elapsed() < Duration::from_secs(7), "{:?}", started.elapsed());
    assert_eq!(counts().under_way, STEPS / 3, "{:?}", counts());
    let done = ended(&app, &plan.id).await;
    assert_eq!(done.run.counts.applied, STEPS, "{:?}", done.run.counts);
}
