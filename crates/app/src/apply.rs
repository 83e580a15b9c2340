//! Carrying out a plan: re-read, journal, send once, read back.

use std::{collections::HashSet, sync::Arc};

use account_api::{ApiError, AssignRequest};
use domain::{
    Action, Capability, License, LicenseId, PlanContext, Rejection, SkipReason, StepState, TRANSFER_BATCH,
    TeamId, is_stale,
};
use futures::{StreamExt, stream};
use store::{ChangeSet, JournalStep, NewState};

use crate::{
    App, Problem, ProblemCode,
    changes::Run,
    lock,
    plans::{PlannedChange, WantedChange},
    settle::Word,
    view::RunView,
};

/// Calls under way at the same time at most.
const IN_FLIGHT: usize = 4;

impl App {
    /// Carries out a plan, except for the rows that were taken out of it. Answers when every step is settled, or is
    /// known to need a check.
    pub async fn apply_plan(self: &Arc<Self>, id: &str) -> Result<RunView, Problem> {
        let opened = self.opened()?;
        let _only = opened.changing.try_lock().map_err(|_| ProblemCode::Busy)?;
        let link = opened.online()?;
        let planned = self.take_planned(id, &opened)?;
        let change_set = ChangeSet {
            id: planned.id.clone(),
            created_at: self.options.clock.now(),
            source: crate::kept::json(&planned.source)?,
            actor: link.1.clone(),
            steps: steps(&planned),
        };
        if !change_set.steps.is_empty() {
            opened.store.begin_change_set(&change_set).await?;
        }
        let run = Run::new(self, &opened, link, change_set);
        run.showing(Box::pin(run.carry_out())).await;
        let view = run.finish();
        lock(&opened.recovery).note_told(run.id());
        if run.is_behind() {
            let (app, opened) = (Arc::clone(self), Arc::clone(&opened));
            tokio::spawn(async move { app.after_connecting(&opened).await });
        }
        match run.problem() {
            Some(problem) if !run.sent_anything() => Err(problem),
            Some(problem) => {
                // What happened is in the view; that it could not be written down is said around the table.
                opened.update_sync(|sync| sync.problem = Some(problem));
                self.emit(crate::AppEvent::SessionChanged);
                Ok(view)
            }
            None => Ok(view),
        }
    }
}

fn steps(planned: &PlannedChange) -> Vec<JournalStep> {
    let step = |change: WantedChange| JournalStep {
        wish: change.wish,
        seen: change.seen,
        state: StepState::Planned,
    };
    planned.changes().into_iter().map(step).collect()
}

impl Run {
    async fn carry_out(&self) {
        if self.capability() == Capability::Transfer {
            let positions: Vec<usize> = self.positions().collect();
            for batch in positions.chunks(TRANSFER_BATCH) {
                self.carry_out_transfers(batch).await;
            }
        } else {
            stream::iter(self.positions())
                .for_each_concurrent(IN_FLIGHT, |position| self.carry_out_one(position))
                .await;
        }
    }

    async fn carry_out_one(&self, position: usize) {
        if !self.is_ready(position).await || self.record_one(position, StepState::Intent).await.is_err() {
            return;
        }
        let wish = self.wish(position);
        match self.send(&wish.license, &wish.action).await {
            Ok(()) => self.verify(position).await,
            Err(error) => self.failed(position, &error).await,
        }
    }

    async fn send(&self, license: &LicenseId, action: &Action) -> Result<(), ApiError> {
        match action {
            Action::Assign { contact, send_email, include_offline_code } => {
                let request = AssignRequest {
                    license_id: license.clone(),
                    email: contact.email.clone(),
                    first_name: contact.first_name.clone(),
                    last_name: contact.last_name.clone(),
                    send_email: *send_email,
                    include_offline_code: *include_offline_code,
                };
                self.client.assign(&request).await
            }
            Action::Revoke => self.client.revoke(license).await.map(drop),
            Action::Transfer { team } => {
                self.client.change_team(std::slice::from_ref(license), *team).await.map(drop)
            }
        }
    }

    async fn carry_out_transfers(&self, batch: &[usize]) {
        let ready: Vec<usize> = stream::iter(batch.iter().copied())
            .map(|position| async move { self.is_ready(position).await.then_some(position) })
            .buffered(IN_FLIGHT)
            .filter_map(std::future::ready)
            .collect()
            .await;
        // Reading one of them may have met an error that stops all, after others were found ready.
        if self.is_stopped() {
            for position in ready {
                self.conclude(position, StepState::Skipped(SkipReason::Stopped)).await;
            }
            return;
        }
        let intents = ready.iter().map(|position| NewState { position: *position, state: StepState::Intent });
        let Some(team) = ready.first().and_then(|position| self.target(*position)) else { return };
        if self.record(intents.collect()).await.is_err() {
            return;
        }
        let ids: Vec<LicenseId> = ready.iter().map(|position| self.wish(*position).license).collect();
        let answer = self.client.change_team(&ids, team).await;
        let answer = &answer;
        stream::iter(ready.into_iter().zip(&ids))
            .for_each_concurrent(IN_FLIGHT, |(position, license)| async move {
                match answer {
                    Ok(moved) if moved.contains(license) => self.verify(position).await,
                    Ok(_) => self.left_out(position).await,
                    Err(error) => self.failed(position, error).await,
                }
            })
            .await;
    }

    fn target(&self, position: usize) -> Option<TeamId> {
        match self.wish(position).action {
            Action::Transfer { team } => Some(team),
            Action::Assign { .. } | Action::Revoke => None,
        }
    }

    /// Reads the license again: a step whose license is not as the plan saw it is not sent.
    async fn is_ready(&self, position: usize) -> bool {
        let reason =
            if self.is_stopped() { Some(SkipReason::Stopped) } else { self.reason_to_skip(position).await };
        // While it was read, another step may have met an error that stops all.
        let reason = reason.or_else(|| self.is_stopped().then_some(SkipReason::Stopped));
        match reason {
            Some(reason) => {
                self.conclude(position, StepState::Skipped(reason)).await;
                false
            }
            None => true,
        }
    }

    async fn reason_to_skip(&self, position: usize) -> Option<SkipReason> {
        let step = self.step(position);
        match self.read(&step.wish.license).await {
            Ok(license) => self.compare(&step, license.as_ref()),
            Err(error) => {
                self.stop_if_hopeless(&error);
                self.set_problem(position, error.into());
                Some(SkipReason::Unreadable)
            }
        }
    }

    fn compare(&self, step: &JournalStep, license: Option<&License>) -> Option<SkipReason> {
        let context = PlanContext {
            access: &self.access,
            unsettled: &HashSet::new(),
            now: self.app.options.clock.now(),
            today: self.app.options.clock.today(),
        };
        if let Err(obstacle) = context.verdict(&step.wish.action, license) {
            return Some(SkipReason::Stale(obstacle));
        }
        let stale = license.is_some_and(|license| is_stale(&step.wish.action, &step.seen, license));
        stale.then_some(SkipReason::HolderChanged)
    }

    /// No success came. What the vendor certainly refused is settled; all else has to be read back.
    async fn failed(&self, position: usize, error: &ApiError) {
        self.stop_if_hopeless(error);
        if !error.is_certainly_not_applied() {
            self.settle_unknown(position, Word::Missing).await;
            return;
        }
        self.set_problem(position, error.clone().into());
        let rejection = match error {
            ApiError::Refused { status, code, description, .. } => {
                Rejection::Vendor { status: *status, code: code.clone(), description: description.clone() }
            }
            _ => Rejection::NotSent,
        };
        self.conclude(position, StepState::Rejected(rejection)).await;
        if matches!(error, ApiError::Refused { .. }) {
            // The vendor saw it differently: show what is true now. A failed look changes nothing.
            drop(self.read(&self.wish(position).license).await);
        }
    }
}
