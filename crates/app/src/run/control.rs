//! What a person does to a run: pause it, go on, cancel it, put its result away.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use domain::SkipReason;
use futures::FutureExt;
use tokio::{sync::OwnedMutexGuard, time::timeout};

use super::{Rest, Run, Worker};
use crate::{App, AppEvent, Problem, ProblemCode, lock, opened::OpenedOrganization, view::RunView};

/// How long what is under way may take to settle when the app is closed; what does not is settled by the next start.
const CLOSING: Duration = Duration::from_secs(3);

/// However a run ends, nobody waits for it any longer.
struct Ending(Arc<Run>);

impl Drop for Ending {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl App {
    /// Sends nothing more of a run until it is told to go on; what is under way settles.
    pub fn pause_run(&self, id: &str) -> Result<RunView, Problem> {
        self.control(id, |run| run.door.pause(None))
    }

    /// Goes on with a run that is paused.
    pub fn resume_run(&self, id: &str) -> Result<RunView, Problem> {
        self.control(id, |run| run.door.resume())
    }

    /// Sends nothing more of a run; what is under way settles, the rest is left as it is. Ends [`App::check_change`], too.
    pub fn cancel_run(&self, id: &str) -> Result<RunView, Problem> {
        let checked = lock(&self.opened()?.recovery).stop_looking_at(id);
        if let Some(view) = checked {
            return Ok(view);
        }
        self.control(id, |run| run.door.shut(Rest::Skipped(SkipReason::Canceled), None))
    }

    /// Puts the result of a run away that the person has seen.
    pub fn dismiss_run(&self, id: &str) {
        let Ok(opened) = self.opened() else { return };
        let is_seen = lock(&opened.run).take_if(|run| run.id() == id && run.has_ended()).is_some();
        if is_seen {
            self.emit(AppEvent::SessionChanged);
            // What was due meanwhile did not take its place.
            self.refreshing.wake_queue();
        }
    }

    /// Whether a change set is being carried out.
    pub fn is_changing(&self) -> bool {
        self.opened().is_ok_and(|opened| opened.run().is_some_and(|run| !run.has_ended()))
    }

    /// Waits until nothing more will come of a run, and gives how it ended. None: it is not the last one.
    pub async fn run_ended(&self, id: &str) -> Option<RunView> {
        let run = self.opened().ok()?.run().filter(|run| run.id() == id)?;
        run.ended().await;
        Some(run.view())
    }

    fn control(&self, id: &str, change: impl FnOnce(&Run)) -> Result<RunView, Problem> {
        let run = self.opened()?.run().filter(|run| run.id() == id).ok_or(ProblemCode::ChangeSetUnknown)?;
        if run.has_ended() {
            return Err(ProblemCode::ChangeSetSettled.into());
        }
        change(&run);
        let view = run.view();
        self.emit(AppEvent::ChangeProgressed(Box::new(view.clone())));
        Ok(view)
    }

    /// Starts to carry a run out. `only` is the right to do so, which nobody else has until it has ended.
    pub(crate) fn start_run(self: &Arc<Self>, worker: Worker, only: OwnedMutexGuard<()>) -> RunView {
        let run = Arc::clone(&worker.run);
        *lock(&worker.opened.run) = Some(Arc::clone(&run));
        // Whoever closes the app shuts the door of the run that is there: one that comes a moment too late does it itself.
        if self.is_closing() {
            run.door.shut(Rest::Planned, None);
        }
        let view = run.view();
        let task = tokio::spawn(carry_out(worker, only));
        *lock(&run.task) = Some(task.abort_handle());
        self.emit(AppEvent::SessionChanged);
        view
    }

    /// The window is about to close: no run begins any more, nothing else is looked at. Gives whether one is under way, so
    /// that the person is asked first; [`App::stay_open`] takes it back.
    pub fn prepare_to_close(&self) -> bool {
        self.closing.store(true, Ordering::SeqCst);
        self.is_changing()
    }

    /// The window does not close after all.
    pub fn stay_open(&self) {
        self.closing.store(false, Ordering::SeqCst);
        self.refreshing.wake_queue();
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::SeqCst)
    }

    /// Sends nothing more, and gives what is under way a moment to settle.
    pub(crate) async fn halt_run(&self) {
        self.prepare_to_close();
        let Ok(opened) = self.opened() else { return };
        lock(&opened.recovery).stop_looking();
        let Some(run) = opened.run() else { return };
        run.door.shut(Rest::Planned, None);
        if timeout(CLOSING, run.ended()).await.is_err() {
            tracing::warn!("a change set is left to the next start");
            if let Some(task) = lock(&run.task).take() {
                task.abort();
            }
            // The task lets go of all that it holds where it waits next.
            drop(timeout(CLOSING, run.ended()).await);
            self.leave_canceled(&opened, &run).await;
        }
    }

    /// A run that a person canceled does not ask at the next start whether to go on.
    async fn leave_canceled(&self, opened: &OpenedOrganization, run: &Run) {
        let Some(Rest::Skipped(reason)) = run.door.rest() else { return };
        let written = run.skip_planned(&opened.store, &*self.options.clock, &reason);
        match timeout(CLOSING, written).await {
            Ok(Ok(())) => {}
            Ok(Err(problem)) => tracing::warn!(code = ?problem.code, "a canceled change set stays planned"),
            Err(_) => tracing::warn!("a canceled change set stays planned"),
        }
    }
}

async fn carry_out(worker: Worker, only: OwnedMutexGuard<()>) {
    let ending = Ending(Arc::clone(&worker.run));
    worker.showing(worker.carry_out().boxed()).await;
    let (app, opened, run) = (Arc::clone(&worker.app), Arc::clone(&worker.opened), Arc::clone(&worker.run));
    lock(&opened.recovery).note_told(run.id());
    drop(worker);
    // Whoever waits for the end may start the next one at once.
    drop(only);
    drop(ending);
    app.emit(AppEvent::ChangeProgressed(Box::new(run.view())));
    app.emit(AppEvent::SessionChanged);
    if run.is_behind() {
        app.after_connecting(&opened).await;
    }
}

impl OpenedOrganization {
    /// The change set that is being carried out, or that was the last one and whose result was not put away yet.
    pub fn run(&self) -> Option<Arc<Run>> {
        lock(&self.run).clone()
    }
}
