//! From a plan that was confirmed to a run, and what is done about one that was cut off.

use std::sync::Arc;

use domain::{Access, SkipReason, StepState};
use store::{ChangeSet, JournalStep};
use tokio::sync::OwnedMutexGuard;

use crate::{
    App, AppEvent, Problem, ProblemCode,
    change_sets::change_set_view,
    clients::Clients,
    kept, lock,
    opened::OpenedOrganization,
    plans::{PlannedChange, WantedChange},
    run::{Run, Worker},
    view::{ChangeSetView, ChangeSource, RunView},
};

impl App {
    /// Begins to carry a plan out, except for the rows that were taken out of it. Answers as soon as the journal has all
    /// of its steps; what becomes of them is told.
    pub async fn apply_plan(self: &Arc<Self>, id: &str) -> Result<RunView, Problem> {
        let opened = self.opened()?;
        let only = the_only(&opened)?;
        let link = opened.online()?;
        let planned = self.take_planned(id, &opened)?;
        let app = Arc::clone(self);
        // In a task of its own: whoever asked may go away between the journal and the start.
        within_task(async move { app.begin(opened, only, link, &planned).await }).await
    }

    async fn begin(
        self: &Arc<Self>,
        opened: Arc<OpenedOrganization>,
        only: OwnedMutexGuard<()>,
        link: (Clients, Access),
        planned: &PlannedChange,
    ) -> Result<RunView, Problem> {
        let change_set = ChangeSet {
            id: planned.id.clone(),
            created_at: self.options.clock.now(),
            source: kept::json(&planned.source)?,
            actor: link.1.clone(),
            steps: steps(planned),
        };
        let is_empty = change_set.steps.is_empty();
        if !is_empty {
            opened.store.begin_change_set(&change_set).await?;
        }
        let run = Arc::new(Run::new(change_set, planned.source.clone()));
        if is_empty {
            return Ok(run.ended_at_once());
        }
        Ok(self.start_run(Worker::new(self, &opened, &run, link), only))
    }

    /// Goes on with a change set that was cut off: what is still planned is sent, after a look at each license, because
    /// time has passed.
    pub async fn continue_change(self: &Arc<Self>, id: &str) -> Result<RunView, Problem> {
        let opened = self.opened()?;
        let only = the_only(&opened)?;
        let link = opened.online()?;
        let run = Arc::new(from_journal(&opened, id).await?);
        if !run.has_planned() {
            return Err(ProblemCode::ChangeSetSettled.into());
        }
        lock(&opened.recovery).forget(id);
        Ok(self.start_run(Worker::new(self, &opened, &run, link).looking_first(), only))
    }

    /// Leaves a change set that was cut off: what is still planned will not be sent.
    pub async fn leave_change(&self, id: &str) -> Result<ChangeSetView, Problem> {
        let opened = self.opened()?;
        let _only = the_only(&opened)?;
        let run = run_of(&opened, id).await?;
        if !run.has_planned() {
            return Err(ProblemCode::ChangeSetSettled.into());
        }
        run.skip_planned(&opened.store, &*self.options.clock, &SkipReason::Canceled).await?;
        self.emit(AppEvent::SessionChanged);
        change_set_view(&opened, id).await
    }

    /// Looks again at the licenses of steps of which nobody knows what became.
    pub async fn check_change(self: &Arc<Self>, id: &str) -> Result<ChangeSetView, Problem> {
        let opened = self.opened()?;
        let _only = the_only(&opened)?;
        let run = run_of(&opened, id).await?;
        let worker = Worker::new(self, &opened, &run, opened.online()?);
        let worker = worker.only_settling(self.options.read_back_after.clone());
        worker.showing(Box::pin(worker.settle_open())).await;
        worker.unwritten().map_or(Ok(()), Err)?;
        self.emit(AppEvent::SessionChanged);
        change_set_view(&opened, id).await
    }
}

/// What `work` gives, even if nobody waits for it any more.
async fn within_task<T: Send + 'static>(
    work: impl Future<Output = Result<T, Problem>> + Send + 'static,
) -> Result<T, Problem> {
    tokio::spawn(work).await.map_err(|error| Problem::with_text(ProblemCode::StoreFailed, &error))?
}

/// The right to carry out the one change set that may be.
fn the_only(opened: &OpenedOrganization) -> Result<OwnedMutexGuard<()>, Problem> {
    Arc::clone(&opened.changing).try_lock_owned().map_err(|_| ProblemCode::Busy.into())
}

/// A change set as it stands: the run whose result is still shown, or what the journal has.
pub(crate) async fn run_of(opened: &OpenedOrganization, id: &str) -> Result<Arc<Run>, Problem> {
    match opened.run().filter(|run| run.id() == id) {
        Some(run) => Ok(run),
        None => Ok(Arc::new(from_journal(opened, id).await?)),
    }
}

async fn from_journal(opened: &OpenedOrganization, id: &str) -> Result<Run, Problem> {
    let change_set = opened.store.change_set(id).await?.ok_or(ProblemCode::ChangeSetUnknown)?;
    // Nothing is decided by it: what can't be read is shown as what every set was made of once.
    let source = serde_json::from_str(&change_set.source).unwrap_or(ChangeSource::Selection);
    Ok(Run::new(change_set, source))
}

fn steps(planned: &PlannedChange) -> Vec<JournalStep> {
    let step = |change: WantedChange| JournalStep {
        wish: change.wish,
        seen: change.seen,
        state: StepState::Planned,
    };
    planned.changes().into_iter().map(step).collect()
}
