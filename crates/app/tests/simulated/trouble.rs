//! What a run does when the token, the vendor, the network or the disk is not as it should be.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use account_sim::{Fault, FaultPlan, RetryAfterForm, When};
use app::{
    App, ProblemCode,
    view::{ChangeRequest, ConnectionView, PlanView, RunPhase, StepStateView},
};
use domain::{LicenseId, LicenseState, Selection};

use crate::support::{Shortcuts, Stage, apply, ended, plan, rows, transfer, wait};

/// A plan to revoke so many licenses.
async fn plan_revokes(app: &Arc<App>, count: usize) -> PlanView {
    let ids: Vec<LicenseId> = app.ids(LicenseState::Idle).into_iter().take(count).collect();
    assert_eq!(ids.len(), count);
    plan(app, ChangeRequest::Revoke { selection: Selection::Ids { ids } }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_dies_stops_the_run_once() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let plan = plan_revokes(&app, 60).await;
    // In the middle of the run.
    let token = stage.service().credentials().tokens.org_admin;
    let posts = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&posts);
    stage.service().set_faults(FaultPlan::none().choose(move |seen| {
        let is_post = seen.method.as_str() == "POST";
        let number = counted.fetch_add(u64::from(is_post), Ordering::SeqCst);
        (number >= 10).then(|| Fault::Code(401, "INVALID_TOKEN".into()))
    }));
    let change = apply(&app, &plan).await;
    stage.service().kill_token(&token);
    assert_eq!(change.run.problem.as_ref().map(|problem| problem.code), Some(ProblemCode::TokenRejected));
    let sent = posts.load(Ordering::SeqCst);
    assert!(sent <= 14, "{sent} sent: not row by row");
    let counts = change.run.counts;
    assert_eq!(counts.applied + counts.rejected + counts.skipped, 60, "{counts:?}");
    assert!(counts.skipped >= 46, "{counts:?}");
    let stopped = change.states().into_iter().filter(|state| *state == StepStateView::Stopped).count();
    assert_eq!(stopped, counts.skipped as usize);
    let ConnectionView::Offline { problem } = app.current().connection else { panic!("still online") };
    assert_eq!(problem.code, ProblemCode::TokenRejected);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_that_is_lost_stops_the_run_once() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let plan = plan_revokes(&app, 60).await;
    let lost = Fault::Code(403, "INSUFFICIENT_PERMISSIONS".into());
    stage.service().set_faults(FaultPlan::none().fail(When::post(), lost));
    let change = apply(&app, &plan).await;
    assert_eq!(change.run.problem.map(|problem| problem.code), Some(ProblemCode::AccessRefused));
    assert!(change.run.counts.rejected <= 4, "{:?}", change.run.counts);
    assert!(stage.sent() <= 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_who_asks_to_wait_is_waited_for() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let plan = plan_revokes(&app, 40).await;
    let wait_two = Fault::TooManyRequests { form: RetryAfterForm::Seconds, seconds: 2 };
    stage.service().set_faults(FaultPlan::none().fail(When::post().nth(10), wait_two));
    let mut events = app.subscribe();
    let started = Instant::now();
    let change = apply(&app, &plan).await;
    assert!(started.elapsed() >= Duration::from_secs(2));
    assert_eq!((change.run.counts.applied, change.run.counts.rejected), (39, 1), "that one, and no other");
    assert_eq!(stage.sent(), 40, "nothing is sent twice");
    let mut waits = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let app::AppEvent::ChangeProgressed(run) = event {
            waits.extend(run.waiting_seconds);
        }
    }
    assert!(waits.contains(&2) && waits.contains(&1), "the person sees for how long: {waits:?}");
    assert_eq!(change.run.waiting_seconds, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_cancels_does_not_wait_for_the_vendor() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let plan = plan_revokes(&app, 40).await;
    let wait_long = Fault::TooManyRequests { form: RetryAfterForm::Seconds, seconds: 25 };
    stage.service().set_faults(FaultPlan::none().fail(When::post(), wait_long));
    app.apply_plan(&plan.id).await.unwrap();
    wait(&app, "the wait", |app| app.current().run.unwrap().waiting_seconds.is_some()).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let started = Instant::now();
    app.cancel_run(&plan.id).unwrap();
    let change = ended(&app, &plan.id).await;
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    let counts = change.run.counts;
    assert_eq!((counts.rejected, counts.skipped), (stage.sent(), 40 - stage.sent()), "{counts:?}");
    assert!(stage.sent() <= 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vendor_who_fails_again_and_again_is_left_alone_until_a_person_goes_on() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let plan = plan_revokes(&app, 60).await;
    stage.service().set_faults(FaultPlan::none().fail(When::post(), Fault::Status(503)));
    app.apply_plan(&plan.id).await.unwrap();
    wait(&app, "the pause", |app| app.current().run.unwrap().phase == RunPhase::Paused).await;
    let run = app.current().run.unwrap();
    assert_eq!(run.problem.map(|problem| problem.code), Some(ProblemCode::VendorUnavailable));
    let sent = stage.sent();
    assert!((8..=16).contains(&sent), "{sent} sent");
    wait(&app, "what is under way", |app| app.current().run.unwrap().counts.under_way == 0).await;
    assert!(app.current().run.unwrap().counts.planned >= 44);

    stage.service().set_faults(FaultPlan::none());
    app.resume_run(&plan.id).unwrap();
    let change = ended(&app, &plan.id).await;
    assert_eq!(change.run.problem, None);
    let counts = change.run.counts;
    assert_eq!(counts.rejected, sent - counts.unknown, "{counts:?}");
    assert_eq!(counts.applied, 60 - sent);
    assert_eq!(stage.sent(), 60, "nothing is sent twice");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_network_a_run_pauses_and_goes_on_when_a_person_says_so() {
    let stage = Stage::small(1_000).await;
    let gate = crate::gate::Gate::to(&stage).await;
    let app = stage.app_at(&gate.url()).await;
    stage.connect(&app, &stage.service().credentials().tokens.org_admin).await.unwrap();
    crate::support::synced(&app).await;
    let plan = plan_revokes(&app, 60).await;
    stage.service().set_faults(FaultPlan::none().choose(|_| Some(Fault::Delay(Duration::from_millis(30)))));
    app.apply_plan(&plan.id).await.unwrap();
    wait(&app, "some changes", |app| app.current().run.unwrap().counts.applied >= 5).await;
    gate.close();
    wait(&app, "the pause", |app| app.current().run.unwrap().phase == RunPhase::Paused).await;
    let run = app.current().run.unwrap();
    assert_eq!(run.problem.as_ref().map(|problem| problem.code), Some(ProblemCode::ConnectFailed));
    assert!(matches!(app.current().connection, ConnectionView::Offline { .. }));
    // Going on without a network leads to the same place, and spends nothing.
    app.resume_run(&plan.id).unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    wait(&app, "the next pause", |app| app.current().run.unwrap().phase == RunPhase::Paused).await;
    let counts = app.current().run.unwrap().counts;
    assert!(counts.planned >= 30, "{counts:?}");
    assert!(counts.rejected + counts.unknown + counts.under_way <= 8, "{counts:?}");

    gate.open().await;
    app.resume_run(&plan.id).unwrap();
    let change = ended(&app, &plan.id).await;
    assert!(change.run.counts.applied >= 52, "{:?}", change.run.counts);
    assert_eq!(change.run.counts.planned, 0);
    assert_eq!(app.current().connection, ConnectionView::Online);
}

/// One license can't be read, ever: the others are changed, and the run ends.
async fn check_unreadable(app: &Arc<App>, stage: &Stage, plan: &PlanView, bad: &LicenseId, fault: Fault) {
    stage.service().clear_ledger();
    stage.service().set_faults(FaultPlan::none().fail(When::get().path(&bad.0), fault));
    let change = apply(app, plan).await;
    let counts = change.run.counts;
    assert_eq!((counts.skipped, counts.applied), (1, counts.steps - 1), "{counts:?}");
    let step = change.steps.iter().find(|step| matches!(step.state, StepStateView::Unreadable { .. }));
    let Some(StepStateView::Unreadable { problem: Some(_) }) = step.map(|step| &step.state) else {
        panic!("{:?}", change.states())
    };
    let exchanges = stage.service().ledger();
    let changed = exchanges.iter().flat_map(|exchange| &exchange.outcome.changed);
    assert!(changed.into_iter().all(|id| *id != bad.0), "it is not changed unseen");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_license_that_nobody_can_read_keeps_no_revocation_from_its_end() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    for fault in [Fault::Status(500), Fault::Html(200)] {
        let plan = plan_revokes(&app, 3).await;
        let bad = app.ids(LicenseState::Idle).remove(1);
        check_unreadable(&app, &stage, &plan, &bad, fault).await;
        stage.service().set_faults(FaultPlan::none());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_license_that_nobody_can_read_keeps_no_transfer_from_its_end() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let to = app.current().teams[0].id;
    let mut ids = Vec::new();
    for id in app.ids(LicenseState::Assigned).into_iter().take(40) {
        let team = app.license_details(&id).await.unwrap().row.team.unwrap().id;
        if team != to {
            ids.push(id);
        }
    }
    let plan = plan(&app, transfer(&ids, to.0)).await;
    assert!(plan.counts.transfers > 3, "{:?}", plan.counts);
    let row = rows(&app, &plan).into_iter().filter(|row| row.obstacle.is_none()).nth(1);
    let bad = row.and_then(|row| row.license).unwrap();
    check_unreadable(&app, &stage, &plan, &bad, Fault::Status(500)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hiccup_of_the_network_needs_no_person() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let plan = plan_revokes(&app, 40).await;
    // A guest network that lets go after a moment.
    let page = Fault::Html(200);
    stage.service().set_faults(FaultPlan::none().fail(When::post().nth(5), page));
    let change = apply(&app, &plan).await;
    assert_eq!((change.run.counts.applied, change.run.counts.rejected), (39, 1));
    assert_eq!(change.run.problem, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_journal_nothing_is_sent() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let file = stage.file(&app).await;
    let refuse = "CREATE TRIGGER full BEFORE INSERT ON step_state WHEN NEW.state = '\"Intent\"' \
                  BEGIN SELECT RAISE(ABORT, 'no room'); END";
    sqlx::query(refuse).execute(&file).await.unwrap();
    let plan = plan_revokes(&app, 4).await;
    let change = apply(&app, &plan).await;
    assert_eq!(change.run.problem.map(|problem| problem.code), Some(ProblemCode::StoreFailed));
    assert_eq!(stage.sent(), 0);
    assert_eq!(change.run.counts.planned, 4, "a person can go on when there is room");

    sqlx::query("DROP TRIGGER full").execute(&file).await.unwrap();
    let view = app.change_set(&plan.id).await.unwrap();
    assert!(view.is_cut_off, "{view:?}");
    app.continue_change(&plan.id).await.unwrap();
    assert_eq!(ended(&app, &plan.id).await.run.counts.applied, 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_a_run_stops_and_says_so() {
    let stage = Stage::small(1_000).await;
    let app = stage.connected().await;
    let plan = plan_revokes(&app, 60).await;
    let path = stage.path(&app);
    let (counted, file) = (Arc::new(AtomicU64::new(0)), path.clone());
    let posts = Arc::clone(&counted);
    stage.service().set_faults(FaultPlan::none().choose(move |seen| {
        if seen.method.as_str() == "POST" && posts.fetch_add(1, Ordering::SeqCst) == 10 {
            store::hooks::set_full(&file, true);
        }
        None
    }));
    let change = apply(&app, &plan).await;
    store::hooks::set_full(&path, false);
    assert_eq!(change.run.problem.map(|problem| problem.code), Some(ProblemCode::StoreFull));
    let sent = counted.load(Ordering::SeqCst);
    assert!(sent < 60, "{sent} sent");
    assert!(change.run.counts.planned > 0, "{:?}", change.run.counts);
    // What was sent is settled by the next look, and the rest can be continued.
    app.sync().await.unwrap();
    app.continue_change(&plan.id).await.unwrap();
    let change = ended(&app, &plan.id).await;
    assert_eq!(change.run.counts.applied, 60, "{:?}", change.run);
    assert_eq!(stage.sent(), 60, "nothing is sent twice");
}
