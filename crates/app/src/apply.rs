//! From a plan that was confirmed to a run, and what is done about one that was cut off.

use std::sync::Arc;

use domain::{Access, SkipReason, StepState};
use store::{ChangeSet, Continuation, JournalStep};
use tokio::sync::OwnedMutexGuard;

use crate::{
    App, AppEvent, Problem, ProblemCode,
    change_sets::{change_set_view, source, summary},
    clients::Clients,
    kept, lock,
    opened::OpenedOrganization,
    plans::{PlannedChange, WantedChange},
    run::{Run, Worker},
    view::{ChangeSetView, RunView},
};

impl App {
    /// Begins to carry a plan out, except for the rows that were taken out of it. Answers as soon as the journal has all
    /// of its steps; what becomes of them is told.
    pub async fn apply_plan(self: &Arc<Self>, id: &str) -> Result<RunView, Problem> {
        let opened = self.opened()?;
        let only = self.right_to_change(&opened)?;
        let link = opened.online()?;
        let planned = self.planned(id)?;
        if planned.organization != opened.organization.id {
            return Err(ProblemCode::PlanGone.into());
        }
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
        // Only now: what could not be written down can be confirmed once more.
        self.forget_plan(&planned.id);
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
        let only = self.right_to_change(&opened)?;
        let link = opened.online()?;
        let run = Arc::new(from_journal(&opened, id).await?);
        if !run.has_planned() {
            return Err(ProblemCode::ChangeSetSettled.into());
        }
        let app = Arc::clone(self);
        within_task(async move {
            let by = Continuation { at: app.options.clock.now(), actor: link.1.clone() };
            opened.store.note_continued(run.id(), &by).await?;
            lock(&opened.recovery).forget(run.id());
            Ok(app.start_run(Worker::new(&app, &opened, &run, link).looking_first(), only))
        })
        .await
    }

    /// The right to carry out the one change set that may be.
    pub(crate) fn right_to_change(
        &self,
        opened: &OpenedOrganization,
    ) -> Result<OwnedMutexGuard<()>, Problem> {
        let only = Arc::clone(&opened.changing).try_lock_owned().map_err(|_| ProblemCode::Busy)?;
        if self.is_closing() { Err(ProblemCode::Busy.into()) } else { Ok(only) }
    }

    /// Leaves a change set that was cut off: what is still planned will not be sent.
    pub async fn leave_change(&self, id: &str) -> Result<ChangeSetView, Problem> {
        let opened = self.opened()?;
        let _only = self.right_to_change(&opened)?;
        let run = run_of(&opened, id).await?;
        if !run.has_planned() {
            return Err(ProblemCode::ChangeSetSettled.into());
        }
        run.skip_planned(&opened.store, &*self.options.clock, &SkipReason::Canceled).await?;
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

/// A change set as it stands: the run whose result is still shown, or what the journal has.
pub(crate) async fn run_of(opened: &OpenedOrganization, id: &str) -> Result<Arc<Run>, Problem> {
    match opened.run().filter(|run| run.id() == id) {
        Some(run) => Ok(run),
        None => Ok(Arc::new(from_journal(opened, id).await?)),
    }
}

async fn from_journal(opened: &OpenedOrganization, id: &str) -> Result<Run, Problem> {
    let source = source(&summary(opened, id).await?);
    let steps = opened.store.change_steps(id, &[], 0, u32::MAX).await?;
    Ok(Run::of_journal(id, source, steps))
}

fn steps(planned: &PlannedChange) -> Vec<JournalStep> {
    let step = |change: WantedChange| JournalStep {
        wish: change.wish,
        seen: change.seen,
        state: StepState::Planned,
    };
    planned.changes().into_iter().map(step).collect()
}
