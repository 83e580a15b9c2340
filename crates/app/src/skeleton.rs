//! What the boundary names and what is built next.
#![expect(clippy::unused_async, reason = "the boundary's shape")]

use std::sync::Arc;

use crate::{
    App, Problem, ProblemCode,
    view::{
        ChangeSetView, ChangeSetWindow, Format, LicenseId, QueueView, RecoveryView, RunView, StepFilter,
        StepWindow,
    },
};

impl App {
    pub fn pause_run(&self, _id: &str) -> Result<RunView, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub fn resume_run(&self, _id: &str) -> Result<RunView, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub fn cancel_run(&self, _id: &str) -> Result<RunView, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub fn dismiss_run(&self, _id: &str) {}
    pub fn is_changing(&self) -> bool {
        false
    }
    pub async fn continue_change(self: &Arc<Self>, _id: &str) -> Result<RunView, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub async fn leave_change(&self, _id: &str) -> Result<ChangeSetView, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub async fn check_change(self: &Arc<Self>, _id: &str) -> Result<ChangeSetView, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub async fn recovery(&self) -> Result<Option<RecoveryView>, Problem> {
        Ok(None)
    }
}
