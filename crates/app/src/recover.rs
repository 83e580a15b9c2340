//! After a run that was cut off: nothing is sent, everything is read back.

use std::{collections::HashSet, sync::Arc, time::Duration};

use domain::{SkipReason, StepState};
use futures::{StreamExt, stream};
use store::NewState;
use tokio::time::{Instant, timeout_at};

use crate::{
    App, AppEvent, Problem, changes::Run, lock, opened::OpenedOrganization, settle::Word, view::RunView,
};

/// Steps that are looked at at the same time.
const AT_ONCE: usize = 4;

/// Who wants to know what became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AskedBy {
    /// A person, by a click or a start of the app.
    Person,
    /// The refreshing, without anybody asking.
    Nobody,
}

impl AskedBy {
    /// How long settling may take; what is not settled by then stays unknown until the next sync.
    fn at_most(self) -> Duration {
        match self {
            Self::Person => Duration::from_secs(45),
            // No change can be carried out meanwhile: a person who wants to must not wait for what nobody asked for.
            Self::Nobody => Duration::from_secs(5),
        }
    }

    /// How long to wait before each look. What nobody asked for was looked at with patience when it was sent or at the
    /// start, and comes long after that.
    fn patience(self, app: &App) -> Vec<Duration> {
        match self {
            Self::Person => app.options.read_back_after.clone(),
            Self::Nobody => vec![Duration::ZERO],
        }
    }
}

/// What is shown of runs that were cut off.
#[derive(Debug, Default)]
pub(crate) struct Recovery {
    shown: Option<Vec<RunView>>,
    /// The change sets whose present state was shown, here or when they were carried out.
    told: HashSet<String>,
}

impl Recovery {
    /// The person sees what became of this change set.
    pub fn note_told(&mut self, id: &str) {
        self.told.insert(id.to_owned());
    }

    /// Shows what was found out, beside what is still shown of others.
    fn show(&mut self, change_set: RunView) {
        self.note_told(&change_set.id);
        let shown = self.shown.get_or_insert_with(Vec::new);
        shown.retain(|other| other.id != change_set.id);
        shown.push(change_set);
    }
}

impl App {
    /// Settles what an earlier run left open. What was only planned is canceled: it needs a person's word again.
    pub(crate) async fn recover(self: &Arc<Self>, opened: &Arc<OpenedOrganization>, asked: AskedBy) {
        let Ok(_only) = opened.changing.try_lock() else { return };
        let recovered = opened.while_open(self.try_recover(opened, asked)).await;
        match recovered {
            // Another organization took its place, or there is nothing new.
            None | Some(Ok(false)) => return,
            Some(Ok(true)) => {}
            Some(Err(problem)) => {
                tracing::error!(code = ?problem.code, "the journal could not be settled");
                opened.update_sync(|sync| sync.problem = Some(problem));
            }
        }
        self.emit(AppEvent::SessionChanged);
    }

    /// Whether anything came of it that was not told yet.
    async fn try_recover(
        self: &Arc<Self>,
        opened: &Arc<OpenedOrganization>,
        asked: AskedBy,
    ) -> Result<bool, Problem> {
        let deadline = Instant::now() + asked.at_most();
        let mut is_news = false;
        for change_set in opened.store.unsettled().await? {
            let before: Vec<_> = change_set.steps.iter().map(|step| step.state.clone()).collect();
            let run =
                Run::new(self, opened, opened.online()?, change_set).with_patience(asked.patience(self));
            // When time is up, only reads are cut off.
            drop(run.showing(timeout_at(deadline, Box::pin(recover_one(&run)))).await);
            if let Some(problem) = run.problem() {
                return Err(problem);
            }
            let is_same = run.positions().all(|position| run.step(position).state == before[position]);
            let is_told = lock(&opened.recovery).told.contains(run.id());
            if !(is_same && is_told) {
                let change_set = run.finish();
                lock(&opened.recovery).show(change_set);
                is_news = true;
            }
        }
        Ok(is_news)
    }

    /// The person has read it.
    pub fn dismiss_recovery(&self) {
        if let Ok(opened) = self.opened() {
            lock(&opened.recovery).shown = None;
            self.emit(AppEvent::SessionChanged);
        }
    }
}

async fn recover_one(run: &Run) {
    let open = run.positions().filter_map(|position| {
        let state = match run.step(position).state {
            StepState::Planned => StepState::Skipped(SkipReason::Canceled),
            StepState::Intent => StepState::Unknown,
            _ => return None,
        };
        Some(NewState { position, state })
    });
    // First of all, so that this much is known of each when time is up.
    if run.record(open.collect()).await.is_err() {
        return;
    }
    stream::iter(run.positions())
        .for_each_concurrent(AT_ONCE, |position| async move {
            if run.step(position).state == StepState::Unknown && !run.is_stopped() {
                run.settle_unknown(position, Word::Missing).await;
            }
        })
        .await;
}
