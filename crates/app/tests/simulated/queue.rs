//! Revocations that wait for the first day on which they are allowed.

mod beside;

use std::{sync::Arc, time::Duration};

use account_sim::{Fault, FaultPlan, When};
use app::{
    App, AppEvent, AppOptions, Clock, ProblemCode,
    view::{
        ChangeRequest, ChangeSource, ObstacleView, Preferences, QueueView, QueuedStepView, QueuedView,
        StepStateView,
    },
};
use domain::{LicenseId, LicenseState, Selection};
use jiff::{SignedDuration, Timestamp};

use crate::support::{Done, Shortcuts, Stage, TestClock, apply, ended, options, plan, revoke, rows, wait};

const DAY: i64 = 24 * 60;

/// An application with one revocation in its queue, which reads the list only when it is asked to.
struct Waiting {
    stage: Stage,
    app: Arc<App>,
    clock: Arc<TestClock>,
    id: LicenseId,
}

impl Waiting {
    async fn new(by_itself: bool) -> Self {
        let stage = Stage::new().await;
        let (app, clock) = stage.refreshing_app().await;
        app.set_preferences(preferences(by_itself)).await.unwrap();
        let id = app.ids(LicenseState::Locked).remove(0);
        let waiting = Self { stage, app, clock, id };
        assert_eq!(waiting.queue_it().await, 1);
        waiting
    }

    async fn queue_it(&self) -> u32 {
        let plan = plan(&self.app, revoke(&self.id)).await;
        assert_eq!((plan.counts.changes, plan.counts.queueable), (0, 1));
        self.app.queue_plan(&plan.id).await.unwrap()
    }

    fn pass(&self, minutes: i64) {
        self.clock.pass(minutes);
        self.stage.service().clock().advance(SignedDuration::from_mins(minutes));
    }

    async fn entry(&self) -> QueuedView {
        let QueueView { mut entries, .. } = self.app.queue().await.unwrap();
        assert_eq!(entries.len(), 1, "{entries:?}");
        entries.remove(0)
    }

    async fn until_due(&self) {
        let due: Timestamp = self.entry().await.due_at.parse().unwrap();
        self.pass(due.duration_since(self.clock.now()).as_mins() + 1);
    }

    fn counts(&self) -> (u32, u32) {
        let current = self.app.current();
        (current.queued, current.due)
    }

    fn email(&self) -> Option<String> {
        self.stage.service().license(&self.id.0).unwrap().email().map(str::to_owned)
    }

    /// The application started again, at the same time of the same clock.
    async fn restarted(&self) -> Arc<App> {
        let options = options(&self.stage.server.url(), self.stage.folder.path(), &self.stage.vault, None);
        let clock: Arc<dyn Clock> = Arc::<TestClock>::clone(&self.clock);
        App::start(AppOptions { clock, ..options }).await.unwrap()
    }

    async fn runs(&self) -> u32 {
        self.app.change_sets(0, 10).await.unwrap().total
    }

    /// Waits for the end of the last change set.
    async fn last(&self) -> (ChangeSource, Done) {
        let id = self.app.current().run.unwrap().id;
        let done = ended(&self.app, &id).await;
        (self.app.change_set(&id).await.unwrap().source, done)
    }

    /// Somebody else takes the license and gives it to another person, at the vendor.
    fn pass_on(&self) {
        self.stage.service().change(&self.id.0, |license| {
            license.assignee = Some(account_sim::Assignee::User {
                name: "Someone Else".into(),
                email: "someone.else@aurelia.example".into(),
            });
        });
    }
}

fn preferences(revoke_by_itself: bool) -> Preferences {
    Preferences { revoke_by_itself, refresh_minutes: 0, ..Preferences::default() }
}

/// Begins to carry out what is due, and closes the app before anything of it is sent. Gives the change set.
async fn cut_off(waiting: &Waiting) -> String {
    waiting.until_due().await;
    let plan = plan(&waiting.app, ChangeRequest::Due).await;
    let slow = Fault::Delay(Duration::from_millis(400));
    waiting.stage.service().set_faults(FaultPlan::none().fail(When::get(), slow));
    waiting.app.apply_plan(&plan.id).await.unwrap();
    waiting.app.close().await;
    waiting.stage.service().set_faults(FaultPlan::none());
    assert_eq!(waiting.stage.service().write_calls(), 0);
    plan.id
}

/// Long enough for whatever would happen by itself.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(600)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revocation_that_is_not_allowed_yet_waits_for_its_day_and_then_for_a_click() {
    let waiting = Waiting::new(false).await;
    let app = &waiting.app;
    assert_eq!(waiting.counts(), (1, 0));
    let entry = waiting.entry().await;
    assert_eq!((&entry.license, entry.is_due, entry.holder_changed), (&waiting.id, false, false));
    assert_eq!(entry.holder.as_ref().map(|holder| holder.email.clone()), waiting.email());
    let due_at: Timestamp = entry.due_at.parse().unwrap();
    assert_eq!(entry.due_on, due_at.to_zoned_datetime(waiting.clock.zone()).date().to_string());
    assert_eq!(plan(app, ChangeRequest::Due).await.counts.rows, 0);

    let mut events = app.subscribe();
    waiting.until_due().await;
    wait(app, "the day", |_| waiting.counts() == (1, 1)).await;
    let told = std::iter::from_fn(|| events.try_recv().ok());
    assert!(told.into_iter().any(|event| matches!(event, AppEvent::SessionChanged)));
    let queue = app.queue().await.unwrap();
    assert_eq!((queue.due, queue.entries[0].is_due, queue.by_itself), (1, true, false));
    settle().await;
    assert_eq!(waiting.stage.service().write_calls(), 0, "nobody clicked");

    let plan = plan(app, ChangeRequest::Due).await;
    assert_eq!((plan.counts.revokes, &plan.source), (1, &ChangeSource::Queue { by_itself: false }));
    let done = apply(app, &plan).await;
    assert_eq!(done.states(), [StepStateView::Applied { read_back: false }]);
    assert_eq!(waiting.email(), None);
    wait(app, "the empty queue", |_| waiting.counts() == (0, 0)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_due_is_carried_out_by_itself_if_the_person_chose_that() {
    let waiting = Waiting::new(true).await;
    settle().await;
    assert_eq!(waiting.stage.service().write_calls(), 0, "not before its day");
    waiting.until_due().await;
    wait(&waiting.app, "the empty queue", |_| waiting.counts() == (0, 0)).await;
    assert_eq!(waiting.email(), None);
    let (source, done) = waiting.last().await;
    assert_eq!(source, ChangeSource::Queue { by_itself: true });
    assert_eq!(done.states(), [StepStateView::Applied { read_back: false }]);
    settle().await;
    assert_eq!((waiting.stage.service().write_calls(), waiting.runs().await), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_chosen_later_counts_for_what_is_due_already() {
    let waiting = Waiting::new(false).await;
    waiting.until_due().await;
    wait(&waiting.app, "the day", |_| waiting.counts() == (1, 1)).await;
    waiting.app.set_preferences(preferences(true)).await.unwrap();
    wait(&waiting.app, "the empty queue", |_| waiting.counts() == (0, 0)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_license_that_changed_hands_is_not_taken_from_the_next_person() {
    let waiting = Waiting::new(true).await;
    let before = waiting.email();
    waiting.pass_on();
    waiting.app.sync().await.unwrap();
    let entry = waiting.entry().await;
    assert!(entry.holder_changed);
    assert_eq!(entry.holder.map(|holder| holder.email), before, "from whom it was to be taken");
    waiting.until_due().await;
    settle().await;
    assert_eq!(waiting.counts(), (1, 0), "nobody is called for it");
    assert_eq!((waiting.stage.service().write_calls(), waiting.runs().await), (0, 0));

    let plan = plan(&waiting.app, ChangeRequest::Due).await;
    assert_eq!((plan.counts.rows, plan.counts.changes), (1, 0));
    assert_eq!(rows(&waiting.app, &plan)[0].obstacle, Some(ObstacleView::ChangedSince));
    waiting.app.remove_queued(std::slice::from_ref(&waiting.id)).await.unwrap();
    assert_eq!(waiting.counts(), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_license_that_changed_hands_unseen_is_read_before_and_left_alone() {
    let waiting = Waiting::new(true).await;
    waiting.pass_on();
    waiting.until_due().await;
    wait(&waiting.app, "the try", |app| app.current().run.is_some()).await;
    let (_, done) = waiting.last().await;
    assert_eq!(done.states(), [StepStateView::HolderChanged]);
    wait(&waiting.app, "the entry", |_| waiting.counts() == (1, 0)).await;
    assert!(waiting.entry().await.holder_changed);
    settle().await;
    assert_eq!(
        (waiting.stage.service().write_calls(), waiting.runs().await),
        (0, 1),
        "it is not tried again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_license_that_was_taken_elsewhere_waits_with_its_obstacle() {
    let waiting = Waiting::new(false).await;
    waiting.until_due().await;
    assert!(waiting.stage.service().revoke_elsewhere(&waiting.id.0));
    waiting.app.sync().await.unwrap();
    let entry = waiting.entry().await;
    assert_eq!((entry.obstacle, entry.holder_changed), (Some(ObstacleView::NotAssigned), false));
    wait(&waiting.app, "the count", |_| waiting.counts() == (1, 0)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_did_not_work_is_tried_again_by_itself_on_the_next_day_only() {
    let waiting = Waiting::new(true).await;
    let refusal = Fault::Code(400, "SOMETHING_NEW".into());
    waiting.stage.service().set_faults(FaultPlan::none().fail(When::post(), refusal));
    waiting.until_due().await;
    wait(&waiting.app, "the try", |_| waiting.stage.service().write_calls() == 1).await;
    settle().await;
    waiting.pass(30);
    settle().await;
    let (_, done) = waiting.last().await;
    let [StepStateView::Rejected { problem }] = &done.states()[..] else { panic!("{done:?}") };
    assert_eq!(problem.detail.vendor_code.as_deref(), Some("SOMETHING_NEW"));
    // The clock may have come over midnight meanwhile, which is another day.
    assert!(waiting.stage.service().write_calls() <= 2, "once a day");
    assert_eq!(waiting.counts(), (1, 1), "it waits for a click");

    waiting.stage.service().set_faults(FaultPlan::none());
    waiting.pass(DAY);
    wait(&waiting.app, "the next try", |_| waiting.counts() == (0, 0)).await;
    assert_eq!(waiting.email(), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queued_revocation_moves_to_a_later_day_and_back() {
    let waiting = Waiting::new(false).await;
    let (app, licenses) = (&waiting.app, [waiting.id.clone()]);
    let first = waiting.entry().await;
    let day: jiff::civil::Date = first.due_on.parse().unwrap();
    let text = |day: jiff::civil::Date| day.to_string();
    for wrong in [text(day.yesterday().unwrap()), "2026-02-30".into(), "tomorrow".into(), String::new()] {
        let refused = app.postpone_queued(&licenses, Some(&wrong)).await.unwrap_err();
        assert_eq!(refused.code, ProblemCode::DayInvalid, "{wrong}");
    }
    let same = app.postpone_queued(&licenses, Some(&text(day))).await.unwrap();
    assert_eq!(same.entries, std::slice::from_ref(&first));

    let later = text(day.tomorrow().unwrap());
    let queue = app.postpone_queued(&licenses, Some(&later)).await.unwrap();
    assert_eq!(queue.entries[0].due_on, later);
    assert_eq!(queue.entries[0].due_at.parse::<Timestamp>().unwrap(), {
        let midnight = day.tomorrow().unwrap().to_zoned_datetime(waiting.clock.zone()).unwrap();
        midnight.timestamp()
    });
    let to_first: Timestamp = first.due_at.parse().unwrap();
    waiting.pass(to_first.duration_since(waiting.clock.now()).as_mins() + 1);
    settle().await;
    assert_eq!(waiting.counts(), (1, 0));
    let queue = app.postpone_queued(&licenses, None).await.unwrap();
    assert_eq!((&queue.entries[0].due_at, queue.due), (&first.due_at, 1));
    let queue = app.postpone_queued(&[LicenseId("gone".into())], Some("2999-01-01")).await.unwrap();
    assert_eq!(queue.entries[0].due_at, first.due_at, "only what is named");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_queued_twice_waits_once_and_what_is_removed_no_more() {
    let waiting = Waiting::new(true).await;
    assert_eq!(waiting.queue_it().await, 1);
    assert_eq!(waiting.counts(), (1, 0));
    let entry = waiting.entry().await;
    let queue = waiting.app.remove_queued(&[entry.license]).await.unwrap();
    assert_eq!((queue.entries.len(), waiting.counts()), (0, (0, 0)));
    waiting.pass(40 * DAY);
    settle().await;
    assert_eq!(waiting.stage.service().write_calls(), 0);
    assert_eq!(waiting.app.queue_plan("gone").await.unwrap_err().code, ProblemCode::PlanGone);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_outlives_a_restart_and_what_became_due_meanwhile_is_done() {
    let waiting = Waiting::new(true).await;
    waiting.app.close().await;
    let due: Timestamp = {
        let app = waiting.stage.app().await;
        assert_eq!((app.current().queued, app.current().due), (1, 0), "before there is a connection");
        let due = app.queue().await.unwrap().entries[0].due_at.parse().unwrap();
        app.close().await;
        due
    };
    waiting.pass(due.duration_since(waiting.clock.now()).as_mins() + 1);

    let app = waiting.restarted().await;
    assert_eq!((app.current().queued, app.current().due), (1, 1));
    assert_eq!(waiting.stage.service().write_calls(), 0);
    app.go_online(false).await;
    wait(&app, "the empty queue", |app| app.current().queued == 0).await;
    assert_eq!(waiting.email(), None);
}
