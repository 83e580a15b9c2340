//! Queued revocations whose day comes: one task that sleeps until then, tells it, and carries them out where the person
//! chose that.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use domain::{License, LicenseId};
use jiff::SignedDuration;
use tokio::sync::Notify;

use crate::{
    App, AppEvent, Problem,
    opened::OpenedOrganization,
    view::ConnectionView,
    waiting::{Waiting, next_look},
};

/// Between two looks at least: a run that is carried out wakes the task many times a second.
const PAUSE: Duration = Duration::from_millis(200);

/// A result that nobody put away by then was not waited for.
const UNREAD: SignedDuration = SignedDuration::from_hours(24);

impl App {
    /// Starts the task; it ends with the application.
    pub(crate) fn start_watching_queue(self: &Arc<Self>, woken: Arc<Notify>) {
        tokio::spawn(watch(Arc::downgrade(self), woken, self.options.look_at_clock_every));
    }

    /// Looks at the queue, and gives how long there is nothing to do.
    async fn tend_queue(self: &Arc<Self>) -> Duration {
        let Ok(opened) = self.opened() else { return Duration::MAX };
        match opened.while_open(self.try_to_tend(&opened)).await {
            Some(Ok(sleep)) => sleep,
            Some(Err(problem)) => {
                tracing::warn!(code = ?problem.code, "the queue could not be looked at");
                Duration::MAX
            }
            None => Duration::ZERO,
        }
    }

    async fn try_to_tend(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) -> Result<Duration, Problem> {
        let waiting = self.look_at_queue(opened).await?;
        let here = self.here();
        let due: Vec<License> = waiting
            .iter()
            .filter(|waiting| waiting.may_be_tried(&here))
            .map(|waiting| waiting.entry.seen.clone())
            .collect();
        if !due.is_empty()
            && self.can_change(opened)
            && !self.has_unread_result(opened)
            && self.preferences().await?.revoke_by_itself
        {
            self.revoke_by_itself(opened, due).await;
        }
        Ok(sleep(&waiting, self))
    }

    /// Whether a change can be made now, with none under way.
    fn can_change(&self, opened: &OpenedOrganization) -> bool {
        let is_online = opened.online().is_ok() && opened.link().connection == ConnectionView::Online;
        is_online && self.right_to_change(opened).is_ok()
    }

    /// Whether the window shows how a change set ended that a person began. It is not taken away from them; but one who
    /// does not come back does not hold the queue up for longer than a day.
    fn has_unread_result(&self, opened: &OpenedOrganization) -> bool {
        let Some(run) = opened.run().filter(|run| !run.is_by_itself()) else { return false };
        let unread = self.options.clock.now().duration_since(run.last_news());
        unread < UNREAD
    }

    /// Plans and applies without a click. That it is tried is written down before, so that what does not work is left
    /// alone for the rest of the day, whatever happens.
    async fn revoke_by_itself(self: &Arc<Self>, opened: &Arc<OpenedOrganization>, due: Vec<License>) {
        let ids: Vec<LicenseId> = due.iter().map(|license| license.id.clone()).collect();
        let noted = opened.store.note_tried(&ids, self.options.clock.now()).await;
        let done = match noted {
            Ok(()) => self.plan_and_apply(opened, due).await,
            Err(error) => Err(error.into()),
        };
        let Err(problem) = done else { return };
        tracing::warn!(code = ?problem.code, "queued revocations could not be carried out");
        let mut is_news = false;
        opened.update_sync(|sync| is_news = sync.problem.replace(problem.clone()) != Some(problem));
        if is_news {
            self.emit(AppEvent::SessionChanged);
        }
    }

    async fn plan_and_apply(
        self: &Arc<Self>,
        opened: &Arc<OpenedOrganization>,
        due: Vec<License>,
    ) -> Result<(), Problem> {
        let plan = self.plan_queued(opened, due, true).await?;
        if plan.counts.changes > 0 {
            self.apply_plan(&plan.id).await?;
        }
        Ok(())
    }
}

fn sleep(waiting: &[Waiting], app: &App) -> Duration {
    let now = app.options.clock.now();
    next_look(waiting, now)
        .and_then(|moment| Duration::try_from(moment.duration_since(now)).ok())
        .unwrap_or(Duration::MAX)
}

/// Timers stand still while the computer sleeps, so the clock is looked at now and then, too.
async fn watch(app: Weak<App>, woken: Arc<Notify>, look_every: Duration) {
    loop {
        let Some(running) = app.upgrade() else { return };
        let sleep = running.tend_queue().await.min(look_every);
        drop(running);
        tokio::select! {
            () = woken.notified() => tokio::time::sleep(PAUSE).await,
            () = tokio::time::sleep(sleep.max(PAUSE.min(look_every))) => {}
        }
    }
}
