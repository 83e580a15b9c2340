//! A run that was cut off: what the next start finds out, and what a person can do about the rest.

use std::{sync::Arc, time::Duration};

use account_sim::{Fault, FaultPlan, When};
use app::{
    App, ProblemCode,
    view::{ChangeRequest, ChangeSetView, RunPhase, StepFilter, StepStateView},
};
use domain::{LicenseId, LicenseState, Selection};

use crate::support::{
    FRIEDA, Mortal, Shortcuts, Stage, assign, carry_out, empty_yes, ended, plan, revoke, steps, wait,
};

/// The only change set that is shown because it was cut off.
async fn offered(app: &Arc<App>) -> Option<ChangeSetView> {
    let mut shown = app.recovery().await.unwrap()?.change_sets;
    assert_eq!(shown.len(), 1, "{shown:?}");
    shown.pop()
}

/// Cuts a run over so many licenses off after some of its requests were sent, of which some get no answer. Gives its id.
async fn cut_off_in_the_middle(stage: &Stage, licenses: usize) -> String {
    let mortal = Mortal::connected(stage).await;
    let ids: Vec<LicenseId> = mortal.app.ids(LicenseState::Idle).into_iter().take(licenses).collect();
    let request = ChangeRequest::Revoke { selection: Selection::Ids { ids } };
    let plan = mortal.within(|app| async move { plan(&app, request).await }).await;
    // From the 11th on, the work is done and nothing is answered.
    let faults = FaultPlan::none()
        .fail(When::post().times(10), Fault::Delay(Duration::from_millis(5)))
        .fail(When::post(), Fault::WorkThenNeverAnswer);
    stage.service().set_faults(faults);
    let id = plan.id.clone();
    mortal.within(|app| async move { app.apply_plan(&plan.id).await.map(drop) }).await.unwrap();
    wait(&mortal.app, "the requests", |_| stage.sent() >= 12).await;
    mortal.cut_off().await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_was_cut_off_is_settled_and_the_rest_of_it_offered_at_each_start() {
    let stage = Stage::small(1_000).await;
    let id = cut_off_in_the_middle(&stage, 60).await;
    let sent = stage.sent();

    let app = stage.restarted().await;
    let view = offered(&app).await.expect("the run is offered");
    assert!(view.is_cut_off && !view.is_running, "{view:?}");
    let counts = view.counts;
    assert_eq!((counts.applied, counts.unknown), (sent, 0), "{counts:?}");
    // What was written down and did not leave any more is found not to have happened.
    assert_eq!(counts.planned, 60 - counts.applied - counts.rejected);
    assert_eq!(stage.sent(), sent, "nothing is sent");
    app.dismiss_recovery();
    assert_eq!(offered(&app).await, None);
    app.sync().await.unwrap();
    assert_eq!(offered(&app).await, None, "said once");
    app.close().await;

    let app = stage.restarted().await;
    assert_eq!(offered(&app).await.map(|view| view.id), Some(id), "until a person has chosen");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_was_cut_off_can_be_continued() {
    let stage = Stage::small(1_000).await;
    let id = cut_off_in_the_middle(&stage, 60).await;
    let app = stage.restarted().await;
    let planned = app.change_steps(&id, Some(StepFilter::Planned), 0, 500).await.unwrap().steps;
    // Time has passed: what changed meanwhile is noticed.
    let other =
        account_sim::Assignee::User { name: "Someone Else".into(), email: "else@aurelia.example".into() };
    stage.service().change(&planned[0].license.0, |license| license.assignee = Some(other));
    let run = app.continue_change(&id).await.unwrap();
    assert_eq!((run.phase, run.counts.steps), (RunPhase::Running, 60));
    assert_eq!(offered(&app).await, None);
    assert_eq!(app.continue_change(&id).await.unwrap_err().code, ProblemCode::Busy);
    let done = ended(&app, &id).await;
    let counts = done.run.counts;
    assert_eq!((counts.applied + counts.rejected, counts.skipped), (59, 1), "{counts:?}");
    assert_eq!(done.steps[planned[0].position as usize].state, StepStateView::HolderChanged);
    assert_eq!(stage.sent(), counts.applied, "nothing is sent twice");
    assert_eq!(app.continue_change(&id).await.unwrap_err().code, ProblemCode::ChangeSetSettled);
    assert_eq!(app.continue_change("other").await.unwrap_err().code, ProblemCode::ChangeSetUnknown);
    app.close().await;
    let app = stage.restarted().await;
    assert_eq!(offered(&app).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assignment_is_looked_at_before_it_is_continued() {
    let stage = Stage::small(1_000).await;
    let mortal = Mortal::connected(&stage).await;
    let free: Vec<LicenseId> = mortal.app.ids(LicenseState::Free).into_iter().take(20).collect();
    let plan = mortal.within(|app| async move { crate::mixed::plan_assigns(&app, &free).await }).await;
    stage.service().set_faults(FaultPlan::none().fail(When::post(), Fault::NeverAnswer));
    let id = plan.id.clone();
    mortal.within(|app| async move { app.apply_plan(&plan.id).await.map(drop) }).await.unwrap();
    wait(&mortal.app, "a request", |_| stage.sent() >= 1).await;
    mortal.cut_off().await;

    let app = stage.restarted().await;
    let sent = stage.sent();
    let counts = offered(&app).await.unwrap().counts;
    assert!(counts.rejected >= sent && counts.applied == 0, "they are as they were: {counts:?}");
    let taken = app.change_steps(&id, Some(StepFilter::Planned), 0, 1).await.unwrap().steps.remove(0);
    stage.service().assign_elsewhere(&taken.license.0, "Someone Else", "else@aurelia.example");
    // Somebody got a seat of the product by another way.
    let served = app.change_steps(&id, Some(StepFilter::Planned), 1, 1).await.unwrap().steps.remove(0);
    let of_set: Vec<LicenseId> = steps(&app, &id).await.into_iter().map(|step| step.license).collect();
    let mut other = app.ids(LicenseState::Free).into_iter().filter(|id| !of_set.contains(id));
    let other = loop {
        let id = other.next().expect("another license for the product");
        if app.license_details(&id).await.unwrap().row.product.code == served.product.code {
            break id;
        }
    };
    let email = served.person.unwrap().email;
    stage.service().assign_elsewhere(&other.0, "Nora Neu", &email);
    app.sync().await.unwrap();
    app.continue_change(&id).await.unwrap();
    let done = ended(&app, &id).await;
    let refused = StepStateView::Stale { obstacle: app::view::ObstacleView::AlreadyAssigned };
    assert_eq!(done.steps[taken.position as usize].state, refused);
    let refused = StepStateView::Stale { obstacle: app::view::ObstacleView::AlreadyHolds { license: other } };
    assert_eq!(done.steps[served.position as usize].state, refused, "no second seat");
    assert_eq!(done.run.counts.applied, 18 - counts.rejected);
    assert_eq!(stage.sent(), sent + done.run.counts.applied);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_was_cut_off_can_be_left() {
    let stage = Stage::small(1_000).await;
    let id = cut_off_in_the_middle(&stage, 60).await;
    let app = stage.restarted().await;
    let sent = stage.sent();
    let view = app.leave_change(&id).await.unwrap();
    assert!(!view.is_cut_off, "{view:?}");
    assert_eq!((view.counts.applied, view.counts.planned), (sent, 0));
    let canceled = app.change_steps(&id, Some(StepFilter::Skipped), 0, 500).await.unwrap();
    assert_eq!(canceled.total, 60 - sent - view.counts.rejected);
    assert!(canceled.steps.iter().all(|step| step.state == StepStateView::Canceled));
    assert_eq!(app.leave_change(&id).await.unwrap_err().code, ProblemCode::ChangeSetSettled);
    app.close().await;
    let app = stage.restarted().await;
    assert_eq!(offered(&app).await, None);
    assert_eq!(stage.sent(), sent);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_never_came_is_found_out_at_the_next_start() {
    let stage = Stage::new().await;
    let mortal = Mortal::connected(&stage).await;
    let id = mortal.app.ids(LicenseState::Free).remove(0);
    let plan = mortal.within(|app| async move { plan(&app, assign(&id, FRIEDA)).await }).await;
    stage.service().set_faults(FaultPlan::none().fail(When::post(), Fault::WorkThenNeverAnswer));
    mortal.within(|app| async move { app.apply_plan(&plan.id).await.map(drop) }).await.unwrap();
    wait(&mortal.app, "the request", |_| stage.sent() == 1).await;
    mortal.cut_off().await;

    let app = stage.restarted().await;
    let view = offered(&app).await.expect("the run is offered");
    assert!(!view.is_cut_off, "nothing of it is left to be sent");
    assert_eq!(steps(&app, &view.id).await[0].state, StepStateView::Applied { read_back: true });
    assert_eq!(stage.sent(), 1, "nothing is sent again");
    app.dismiss_recovery();
    assert_eq!(offered(&app).await, None);
    app.close().await;
    let app = stage.restarted().await;
    assert_eq!(offered(&app).await, None, "settled for good");
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_lets_what_is_under_way_settle_and_leaves_the_rest_to_the_next_start() {
    let stage = Stage::small(1_000).await;
    stage.service().set_faults(FaultPlan::none().choose(|_| Some(Fault::Delay(Duration::from_millis(50)))));
    let app = stage.connected().await;
    let ids: Vec<LicenseId> = app.ids(LicenseState::Idle).into_iter().take(60).collect();
    let plan = plan(&app, ChangeRequest::Revoke { selection: Selection::Ids { ids } }).await;
    app.apply_plan(&plan.id).await.unwrap();
    wait(&app, "some changes", |app| app.current().run.unwrap().counts.applied >= 4).await;
    app.close().await;
    let sent = stage.sent();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(stage.sent(), sent, "nothing is sent after that");

    let app = stage.app().await;
    let view = app.change_set(&plan.id).await.unwrap();
    assert_eq!((view.counts.applied, view.counts.under_way), (sent, 0), "settled before: {view:?}");
    assert!(view.is_cut_off);
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_does_not_wait_for_ever() {
    let stage = Stage::new().await;
    let mut options = crate::support::options(&stage.server.url(), stage.folder.path(), &stage.vault, None);
    options.client.call_timeout = Duration::from_mins(1);
    let app = App::start(options).await.unwrap();
    stage.connect(&app, &stage.service().credentials().tokens.org_admin).await.unwrap();
    crate::support::synced(&app).await;
    let id = app.ids(LicenseState::Idle).remove(0);
    let plan = plan(&app, revoke(&id)).await;
    stage.service().set_faults(FaultPlan::none().fail(When::post(), Fault::WorkThenNeverAnswer));
    app.apply_plan(&plan.id).await.unwrap();
    wait(&app, "the request", |_| stage.sent() == 1).await;
    tokio::time::timeout(Duration::from_secs(8), app.close()).await.expect("it closes");
    let app = stage.restarted().await;
    let view = offered(&app).await.expect("the run is offered");
    assert_eq!(steps(&app, &view.id).await[0].state, StepStateView::Applied { read_back: true });
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stays_unknown_can_be_checked_again() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let id = app.ids(LicenseState::Idle).remove(0);
    stage.service().set_faults(FaultPlan::none().fail(When::post(), empty_yes(&id)));
    assert_eq!(carry_out(&app, revoke(&id)).await, StepStateView::Unknown);
    let run = app.current().run.unwrap();
    assert_eq!(run.counts.unknown, 1);
    // The vendor was only late.
    stage.service().set_faults(FaultPlan::none());
    stage.service().change(&id.0, |license| license.assignee = None);
    let view = app.check_change(&run.id).await.unwrap();
    assert_eq!((view.counts.applied, view.counts.unknown), (1, 0));
    let shown = app.current().run.unwrap();
    assert_eq!((shown.counts.applied, shown.phase), (1, RunPhase::Finished));
    assert_eq!(steps(&app, &run.id).await[0].state, StepStateView::Applied { read_back: true });
    assert_eq!(app.check_change("other").await.unwrap_err().code, ProblemCode::ChangeSetUnknown);
}
