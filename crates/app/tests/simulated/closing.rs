//! Closing the app while changes are carried out: none begins any more, and nobody waits for ever.

use std::{sync::Arc, time::Duration};

use account_sim::{Fault, FaultPlan, When};
use app::{
    App, ProblemCode,
    view::{ChangeRequest, StepFilter, StepStateView},
};
use domain::{LicenseId, LicenseState, Selection};

use crate::support::{Shortcuts, Stage, carry_out, empty_yes, options, plan, revoke, synced, wait};

#[tokio::test(flavor = "multi_thread")]
async fn no_change_begins_while_a_person_is_asked_whether_to_close() {
    let stage = Stage::small(300).await;
    let app = stage.connected().await;
    let idle = app.ids(LicenseState::Idle);
    let (first, second) = (plan(&app, revoke(&idle[0])).await, plan(&app, revoke(&idle[1])).await);
    let slow = Fault::Delay(Duration::from_millis(600));
    stage.service().set_faults(FaultPlan::none().fail(When::post(), slow));
    app.apply_plan(&first.id).await.unwrap();
    assert!(app.prepare_to_close(), "the person is asked");
    app.run_ended(&first.id).await.unwrap();
    assert_eq!(app.apply_plan(&second.id).await.unwrap_err().code, ProblemCode::Busy);
    assert_eq!(app.check_change(&first.id).await.unwrap_err().code, ProblemCode::Busy);
    assert_eq!(stage.sent(), 1);

    app.stay_open();
    app.apply_plan(&second.id).await.unwrap();
    app.run_ended(&second.id).await.unwrap();
    assert_eq!(stage.sent(), 2);
    assert!(!app.prepare_to_close(), "there is nothing to ask");
}

/// An application that waits for answers longer than anybody waits for the window to close.
async fn patient(stage: &Stage) -> Arc<App> {
    let mut options = options(&stage.server.url(), stage.folder.path(), &stage.vault, None);
    options.client.call_timeout = Duration::from_mins(1);
    let app = App::start(options).await.unwrap();
    stage.connect(&app, &stage.service().credentials().tokens.org_admin).await.unwrap();
    synced(&app).await;
    app
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_canceled_before_the_app_closes_does_not_ask_at_the_next_start_whether_to_go_on() {
    let stage = Stage::small(1_000).await;
    let app = patient(&stage).await;
    let ids: Vec<LicenseId> = app.ids(LicenseState::Idle).into_iter().take(40).collect();
    let plan = plan(&app, ChangeRequest::Revoke { selection: Selection::Ids { ids } }).await;
    stage.service().set_faults(FaultPlan::none().fail(When::post(), Fault::NeverAnswer));
    app.apply_plan(&plan.id).await.unwrap();
    wait(&app, "the requests", |_| stage.sent() >= 4).await;
    app.cancel_run(&plan.id).unwrap();
    tokio::time::timeout(Duration::from_secs(12), app.close()).await.expect("it closes");

    let app = stage.restarted().await;
    let view = app.change_set(&plan.id).await.unwrap();
    assert!(!view.is_cut_off, "{view:?}");
    let canceled = app.change_steps(&plan.id, Some(StepFilter::Skipped), 0, 100).await.unwrap();
    assert!(canceled.total >= 30, "{view:?}");
    assert!(canceled.steps.iter().all(|step| step.state == StepStateView::Canceled));
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_does_not_wait_for_a_look_at_a_license() {
    let stage = Stage::small(300).await;
    let app = patient(&stage).await;
    let id = app.ids(LicenseState::Idle).remove(0);
    stage.service().set_faults(FaultPlan::none().fail(When::post(), empty_yes(&id)));
    assert_eq!(carry_out(&app, revoke(&id)).await, StepStateView::Unknown);
    let set = app.current().run.unwrap().id;
    stage.service().set_faults(FaultPlan::none().fail(When::get(), Fault::NeverAnswer));
    let checking = tokio::spawn({
        let app = Arc::clone(&app);
        async move { app.check_change(&set).await.map(drop) }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    tokio::time::timeout(Duration::from_secs(2), app.close()).await.expect("it closes");
    // It ends with what is known, or with a file that is closed.
    drop(tokio::time::timeout(Duration::from_secs(2), checking).await.expect("the look ends"));
}
