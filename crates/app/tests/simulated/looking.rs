//! Looking what became of steps: told at once, ended when somebody does not want to wait, and nothing of it lost.

use std::{sync::Arc, time::Duration};

use account_sim::{Fault, FaultPlan, When};
use app::{
    App,
    view::{ChangeRequest, Format, RunView, StepFilter, StepStateView},
};
use domain::{LicenseId, LicenseState, Selection};

use crate::support::{Mortal, Shortcuts, Stage, apply, empty_yes, ended, plan, steps, wait};

/// A run in which nobody knows what became of so many licenses, although all of them are free at the vendor.
async fn with_unknown(stage: &Stage, app: &Arc<App>, licenses: usize) -> RunView {
    let ids: Vec<LicenseId> = app.ids(LicenseState::Idle).into_iter().take(licenses).collect();
    let request = ChangeRequest::Revoke { selection: Selection::Ids { ids: ids.clone() } };
    let plan = plan(app, request).await;
    // The vendor says yes, and nothing shows.
    let faults = ids
        .iter()
        .fold(FaultPlan::none(), |faults, id| faults.fail(When::post().containing(&id.0), empty_yes(id)));
    stage.service().set_faults(faults);
    let done = apply(app, &plan).await;
    assert_eq!(done.run.counts.unknown as usize, licenses);
    for id in &ids {
        stage.service().change(&id.0, |license| license.assignee = None);
    }
    done.run
}

/// Begins to check in the background.
fn check(app: &Arc<App>, id: &str) -> tokio::task::JoinHandle<u32> {
    let (app, id) = (Arc::clone(app), id.to_owned());
    tokio::spawn(async move { app.check_change(&id).await.unwrap().counts.unknown })
}

async fn is_checking(app: &Arc<App>, id: &str) -> bool {
    app.change_set(id).await.unwrap().is_checking
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_that_nobody_wants_to_wait_for_ends_at_once_and_everything_stays_unknown() {
    let stage = Stage::small(300).await;
    let app = stage.connected().await;
    let id = with_unknown(&stage, &app, 1).await.id;
    stage.service().set_faults(FaultPlan::none().fail(When::get(), Fault::NeverAnswer));
    assert!(!is_checking(&app, &id).await);
    let checking = check(&app, &id);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(is_checking(&app, &id).await);
    app.cancel_run(&id).unwrap();
    let unknown = tokio::time::timeout(Duration::from_millis(800), checking).await.expect("it ends");
    assert_eq!(unknown.unwrap(), 1);
    assert!(!is_checking(&app, &id).await);

    // What is not checked any more can be checked again.
    stage.service().set_faults(FaultPlan::none());
    assert_eq!(check(&app, &id).await.unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_check_found_out_is_shown_as_it_is_written_down_although_nobody_wanted_to_wait() {
    let stage = Stage::small(300).await;
    let app = stage.connected().await;
    let id = with_unknown(&stage, &app, 3).await.id;
    stage.service().set_faults(FaultPlan::none());
    // The cache has it already, so that nothing but the journal waits for the file.
    app.prepare_to_close();
    app.sync().await.unwrap();
    app.stay_open();
    assert_eq!(app.change_set(&id).await.unwrap().counts.unknown, 3, "nobody looked at the steps");
    let file = stage.file(&app).await;
    let busy = file.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let checking = check(&app, &id);
    tokio::time::sleep(Duration::from_millis(800)).await;
    app.cancel_run(&id).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    busy.rollback().await.unwrap();
    assert_eq!(checking.await.unwrap(), 0, "found out before it was canceled");
    let shown = steps(&app, &id).await;
    assert!(shown.iter().all(|step| step.state == StepStateView::Applied { read_back: true }), "{shown:?}");
    app.dismiss_run(&id);
    assert_eq!(steps(&app, &id).await, shown, "the journal says the same");
}

/// Cuts a run off whose first requests were answered late, or never. Gives its id.
async fn cut_off(stage: &Stage) -> String {
    let mortal = Mortal::connected(stage).await;
    let ids: Vec<LicenseId> = mortal.app.ids(LicenseState::Idle).into_iter().take(30).collect();
    let request = ChangeRequest::Revoke { selection: Selection::Ids { ids } };
    let plan = mortal.within(|app| async move { plan(&app, request).await }).await;
    let faults = FaultPlan::none()
        .fail(When::post().times(2), Fault::WorkThenDrop)
        .fail(When::post().times(4), Fault::Delay(Duration::from_millis(5)))
        .fail(When::post(), Fault::WorkThenNeverAnswer);
    stage.service().set_faults(faults);
    let id = plan.id.clone();
    mortal.within(|app| async move { app.apply_plan(&plan.id).await.map(drop) }).await.unwrap();
    wait(&mortal.app, "the requests", |app| {
        stage.sent() >= 9 && app.current().run.unwrap().counts.applied >= 5
    })
    .await;
    mortal.cut_off().await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_was_cut_off_is_shown_before_it_is_known_what_became_of_it() {
    let stage = Stage::small(1_000).await;
    let id = cut_off(&stage).await;
    let app = stage.app().await;
    let (seen, slow) = (stage.service().read_calls(), Fault::Delay(Duration::from_millis(400)));
    stage.service().set_faults(FaultPlan::none().fail(When::get().containing("/licenses/"), slow));
    let online = tokio::spawn({
        let app = Arc::clone(&app);
        async move { app.go_online(false).await }
    });
    let shown = loop {
        if let Some(shown) = app.recovery().await.unwrap() {
            break shown.change_sets;
        }
        assert!(!online.is_finished(), "it is shown at once");
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    assert!(stage.service().read_calls() > seen);
    let [set] = &shown[..] else { panic!("{shown:?}") };
    assert!(set.id == id && set.is_checking && set.is_cut_off, "{set:?}");
    assert!(set.counts.under_way + set.counts.unknown > 0, "{set:?}");
    let mut events = app.subscribe();
    online.await.unwrap();
    let set = app.recovery().await.unwrap().unwrap().change_sets.remove(0);
    assert!(!set.is_checking && set.is_cut_off && set.counts.under_way + set.counts.unknown == 0, "{set:?}");
    let told = std::iter::from_fn(|| events.try_recv().ok());
    assert!(told.into_iter().any(|event| matches!(event, app::AppEvent::SessionChanged)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_goes_on_remembers_how_its_steps_came_where_they_are_and_who_went_on() {
    let stage = Stage::small(1_000).await;
    let id = cut_off(&stage).await;
    let app = stage.restarted().await;
    let settled = app.change_steps(&id, Some(StepFilter::Applied), 0, 100).await.unwrap().steps;
    let is_read_back = |state: &StepStateView| *state == StepStateView::Applied { read_back: true };
    assert!(settled.iter().any(|step| is_read_back(&step.state)), "{settled:?}");
    assert_eq!(app.change_set(&id).await.unwrap().continued, []);
    app.continue_change(&id).await.unwrap();
    let done = ended(&app, &id).await;
    for before in settled {
        let now = &done.steps[before.position as usize];
        assert_eq!((&now.state, &now.at), (&before.state, &before.at));
    }
    let set = app.change_set(&id).await.unwrap();
    let [continued] = &set.continued[..] else { panic!("{set:?}") };
    assert_eq!(continued.actor, set.actor);
    assert!(continued.at > set.at, "{set:?}");
    let file = app.export_change(&id, Format::Csv).await.unwrap();
    let text = String::from_utf8(file.content).unwrap();
    let words = format!(": Organization administrator, {}", stage.service().name());
    assert_eq!(text.matches(&words).count(), 30, "every row says it");
}
