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

/// A file that a person wants to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFile {
    /// The name that is suggested, with its extension.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

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
    pub async fn change_sets(&self, _offset: u32, _limit: u32) -> Result<ChangeSetWindow, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub async fn change_set(&self, _id: &str) -> Result<ChangeSetView, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub async fn change_steps(
        &self,
        _id: &str,
        _only: Option<StepFilter>,
        _offset: u32,
        _limit: u32,
    ) -> Result<StepWindow, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub async fn export_change(&self, _id: &str, _format: Format) -> Result<SavedFile, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub async fn queue(&self) -> Result<QueueView, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub async fn queue_plan(&self, _id: &str) -> Result<u32, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub async fn postpone_queued(
        &self,
        _licenses: &[LicenseId],
        _day: Option<&str>,
    ) -> Result<QueueView, Problem> {
        Err(ProblemCode::Busy.into())
    }
    pub async fn remove_queued(&self, _licenses: &[LicenseId]) -> Result<QueueView, Problem> {
        Err(ProblemCode::Busy.into())
    }
}
