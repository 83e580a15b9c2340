//! After a run that was cut off: nothing is sent, everything is read back.

use std::{sync::Arc, time::Duration};

use domain::{SkipReason, StepState};
use futures::{StreamExt, stream};
use store::ChangeSet;

use crate::{
    App, AppEvent, Problem,
    changes::Run,
    lock,
    opened::OpenedOrganization,
    settle::Word,
    view::{ChangeSetView, RecoveryView},
};

/// How long settling may take; what is not settled by then stays unknown until the next sync.
const AT_MOST: Duration = Duration::from_secs(45);
/// Steps that are looked at at the same time.
const AT_ONCE: usize = 4;

impl App {
    /// Settles what an earlier run left open. What was only planned is canceled: it needs a person's word again.
    pub(crate) async fn recover(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) {
        let Ok(_only) = opened.changing.try_lock() else { return };
        let recovered = opened.while_open(tokio::time::timeout(AT_MOST, self.try_recover(opened))).await;
        match recovered {
            // Another organization took its place, or time is up: only reads were cut off.
            None | Some(Err(_)) => return,
            Some(Ok(Ok(change_sets))) if change_sets.is_empty() => return,
            Some(Ok(Ok(change_sets))) => *lock(&opened.recovery) = Some(RecoveryView { change_sets }),
            Some(Ok(Err(problem))) => {
                tracing::error!(code = ?problem.code, "the journal could not be settled");
                opened.update_sync(|sync| sync.problem = Some(problem));
            }
        }
        self.emit(AppEvent::SessionChanged);
    }

    async fn try_recover(
        self: &Arc<Self>,
        opened: &Arc<OpenedOrganization>,
    ) -> Result<Vec<ChangeSetView>, Problem> {
        let mut settled = Vec::new();
        for change_set in opened.store.unsettled().await? {
            settled.push(self.recover_one(opened, change_set).await?);
        }
        Ok(settled)
    }

    async fn recover_one(
        self: &Arc<Self>,
        opened: &Arc<OpenedOrganization>,
        change_set: ChangeSet,
    ) -> Result<ChangeSetView, Problem> {
        let run = &Run::new(self, opened, opened.online()?, change_set);
        let settling = stream::iter(run.positions()).for_each_concurrent(AT_ONCE, |position| async move {
            match run.step(position).state {
                StepState::Planned => {
                    run.conclude(position, StepState::Skipped(SkipReason::Canceled)).await;
                }
                StepState::Intent | StepState::Unknown if !run.is_stopped() => {
                    run.settle_unknown(position, Word::Missing).await;
                }
                _ => {}
            }
        });
        run.showing(settling).await;
        run.problem().map_or_else(|| Ok(run.finish()), Err)
    }

    /// What was found out about a run that had been cut off, until the person has read it.
    pub fn recovery(&self) -> Option<RecoveryView> {
        let opened = self.opened().ok()?;
        lock(&opened.recovery).clone()
    }

    /// The person has read it.
    pub fn dismiss_recovery(&self) {
        if let Ok(opened) = self.opened() {
            *lock(&opened.recovery) = None;
            self.emit(AppEvent::SessionChanged);
        }
    }
}
