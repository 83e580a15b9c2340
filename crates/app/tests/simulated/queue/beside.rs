//! The queue beside other changes: such that run, that were cut off, or whose result nobody put away.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_carried_out_by_itself_beside_another_change() {
    let waiting = Waiting::new(true).await;
    let other = plan(&waiting.app, revoke(&waiting.app.ids(LicenseState::Idle)[0])).await;
    let slow = Fault::Delay(Duration::from_millis(1_200));
    waiting.stage.service().set_faults(FaultPlan::none().fail(When::post(), slow));
    waiting.app.apply_plan(&other.id).await.unwrap();
    wait(&waiting.app, "the request", |_| waiting.stage.service().write_calls() == 1).await;
    waiting.until_due().await;
    settle().await;
    assert_eq!(waiting.runs().await, 1, "it waits");
    assert_eq!(waiting.counts(), (1, 1));
    ended(&waiting.app, &other.id).await;
    settle().await;
    assert_eq!(
        waiting.runs().await,
        1,
        "nor does it take the place of a result that the person has not put away"
    );
    waiting.app.dismiss_run(&other.id);
    wait(&waiting.app, "the empty queue", |_| waiting.counts() == (0, 0)).await;
    assert_eq!(waiting.runs().await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_written_down_is_not_tried_and_said_once() {
    let waiting = Waiting::new(true).await;
    let file = waiting.stage.path(&waiting.app);
    store::hooks::set_full(&file, true);
    waiting.until_due().await;
    let problem = |app: &Arc<App>| app.current().sync.problem.map(|problem| problem.code);
    wait(&waiting.app, "the problem", |app| problem(app) == Some(ProblemCode::StoreFull)).await;
    let mut events = waiting.app.subscribe();
    settle().await;
    assert_eq!((waiting.stage.service().write_calls(), waiting.runs().await), (0, 0));
    assert!(events.try_recv().is_err(), "it is said once");
    store::hooks::set_full(&file, false);
    wait(&waiting.app, "the empty queue", |_| waiting.counts() == (0, 0)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_cut_off_waits_until_a_person_leaves_it_and_is_due_again_then() {
    let waiting = Waiting::new(false).await;
    assert_eq!(waiting.entry().await.step, None);
    let id = cut_off(&waiting).await;
    let app = waiting.restarted().await;
    app.go_online(false).await;
    let entry = app.queue().await.unwrap().entries.remove(0);
    assert_eq!(entry.step, Some(QueuedStepView { change_set: id.clone(), is_left: true }));
    assert_eq!((app.current().queued, app.current().due), (1, 0), "it is that set that asks");
    assert_eq!(plan(&app, ChangeRequest::Due).await.counts.rows, 0);
    assert!(app.change_set(&id).await.unwrap().is_cut_off);

    app.leave_change(&id).await.unwrap();
    let queue = app.queue().await.unwrap();
    assert_eq!((queue.due, &queue.entries[0].step), (1, &None));
    assert_eq!(plan(&app, ChangeRequest::Due).await.counts.revokes, 1);
    wait(&app, "the count", |app| app.current().due == 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queued_revocation_that_was_cut_off_leaves_the_queue_with_the_set_that_goes_on() {
    let waiting = Waiting::new(false).await;
    let id = cut_off(&waiting).await;
    let app = waiting.restarted().await;
    app.go_online(false).await;
    app.continue_change(&id).await.unwrap();
    ended(&app, &id).await;
    wait(&app, "the empty queue", |app| app.current().queued == 0).await;
    assert_eq!(waiting.email(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_that_nobody_puts_away_holds_the_queue_up_for_a_day_at_most() {
    let waiting = Waiting::new(false).await;
    waiting.until_due().await;
    let other = plan(&waiting.app, revoke(&waiting.app.ids(LicenseState::Idle)[0])).await;
    apply(&waiting.app, &other).await;
    waiting.app.set_preferences(preferences(true)).await.unwrap();
    settle().await;
    assert_eq!(waiting.runs().await, 1);
    waiting.pass(DAY);
    wait(&waiting.app, "the empty queue", |_| waiting.counts() == (0, 0)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_were_taken_out_of_a_plan_are_not_queued() {
    let stage = Stage::new().await;
    let app = stage.connected().await;
    let locked: Vec<LicenseId> = app.ids(LicenseState::Locked).into_iter().take(3).collect();
    let plan = plan(&app, ChangeRequest::Revoke { selection: Selection::Ids { ids: locked } }).await;
    assert_eq!((plan.counts.changes, plan.counts.queueable), (0, 3));
    let out = rows(&app, &plan)[1].license.clone().unwrap();
    let left = app.take_out(&plan.id, &[1], true).unwrap();
    assert_eq!((left.counts.queueable, left.counts.taken_out), (2, 1));
    assert_eq!(app.queue_plan(&plan.id).await.unwrap(), 2);
    let queue = app.queue().await.unwrap().entries;
    assert!(queue.len() == 2 && queue.iter().all(|entry| entry.license != out), "{queue:?}");
}
