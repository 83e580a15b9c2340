//! After a run that was cut off: nothing is sent, everything is read back.

use std::sync::Arc;

use domain::{SkipReason, StepState};
use store::ChangeSet;

use crate::{
    App, AppEvent, Problem,
    changes::Run,
    lock,
    opened::OpenedOrganization,
    view::{ChangeSetView, RecoveryView},
};

impl App {
    /// Settles what an earlier run left open. What was only planned is canceled: it needs a person's word again.
    pub(crate) async fn recover(self: &Arc<Self>, opened: &Arc<OpenedOrganization>) {
        let Ok(_only) = opened.changing.try_lock() else { return };
        match self.try_recover(opened).await {
            Ok(change_sets) if change_sets.is_empty() => {}
            Ok(change_sets) => {
                *lock(&opened.recovery) = Some(RecoveryView { change_sets });
                self.emit(AppEvent::SessionChanged);
            }
            Err(problem) => {
                tracing::error!(code = ?problem.code, "the journal could not be settled");
                opened.update_sync(|sync| sync.problem = Some(problem));
                self.emit(AppEvent::SessionChanged);
            }
        }
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
        let run = Run::new(self, opened, opened.online()?, change_set);
        for position in run.positions() {
            match run.step(position).state {
                StepState::Planned => {
                    run.record_one(position, StepState::Skipped(SkipReason::Canceled)).await?;
                }
                StepState::Intent => {
                    run.record_one(position, StepState::Unknown).await?;
                    run.settle_unknown(position).await;
                }
                StepState::Unknown => run.settle_unknown(position).await,
                _ => {}
            }
        }
        Ok(run.finish())
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
