//! Change sets, to be looked at: from the journal, with what the run that is under way adds.

use std::sync::Arc;

use domain::{Access, Capability, Scope, Team};
use store::{ChangeSetSummary, Continuation, StepKind};

use crate::{
    App, Problem, ProblemCode, lock,
    opened::OpenedOrganization,
    present,
    run::{LiveStep, Run},
    step_view,
    view::{
        ActorView, ChangeSetView, ChangeSetWindow, ChangeSource, ContinuationView, StepCounts, StepFilter,
        StepWindow,
    },
};

/// Rows of one answer at most: the page asks for what it shows.
const WINDOW: u32 = 1_000;

impl App {
    /// Change sets, the newest first.
    pub async fn change_sets(&self, offset: u32, limit: u32) -> Result<ChangeSetWindow, Problem> {
        let opened = self.opened()?;
        let summaries = opened.store.change_sets(offset, limit.min(WINDOW)).await?;
        Ok(ChangeSetWindow {
            total: opened.store.count_change_sets().await?,
            change_sets: summaries.iter().map(|summary| view(&opened, summary)).collect(),
        })
    }

    /// One change set.
    pub async fn change_set(&self, id: &str) -> Result<ChangeSetView, Problem> {
        let opened = self.opened()?;
        change_set_view(&opened, id).await
    }

    /// A window of a change set's steps.
    pub async fn change_steps(
        &self,
        id: &str,
        only: Option<StepFilter>,
        offset: u32,
        limit: u32,
    ) -> Result<StepWindow, Problem> {
        let opened = self.opened()?;
        let (limit, catalog, teams) = (limit.min(WINDOW), opened.catalog(), teams(&opened));
        if let Some(run) = run(&opened, id) {
            let (total, steps) = run.window(only, offset, limit);
            let view = |(position, live): (usize, LiveStep)| {
                step_view::step(position, run.step(position), &live, &catalog, &teams)
            };
            return Ok(StepWindow { steps: steps.into_iter().map(view).collect(), total });
        }
        let summary = summary(&opened, id).await?;
        let kinds: Vec<StepKind> = only.map(kind).into_iter().collect();
        let steps = opened.store.change_steps(id, &kinds, offset, limit).await?;
        let view = |stored| step_view::stored(stored, &catalog, &teams);
        Ok(StepWindow {
            steps: steps.into_iter().map(view).collect(),
            total: only.map_or_else(|| summary.total(), |only| summary.count(kind(only))),
        })
    }
}

/// The run that carries a change set out, or whose result is still shown: it knows more than the journal.
fn run(opened: &OpenedOrganization, id: &str) -> Option<Arc<Run>> {
    opened.run().filter(|run| run.id() == id)
}

/// One change set, as a list of them shows it.
pub(crate) async fn change_set_view(opened: &OpenedOrganization, id: &str) -> Result<ChangeSetView, Problem> {
    Ok(view(opened, &summary(opened, id).await?))
}

pub(crate) async fn summary(opened: &OpenedOrganization, id: &str) -> Result<ChangeSetSummary, Problem> {
    let summary = opened.store.change_set_summary(id).await?;
    summary.ok_or_else(|| ProblemCode::ChangeSetUnknown.into())
}

/// The teams that the token can name.
pub(crate) fn teams(opened: &OpenedOrganization) -> Vec<Team> {
    opened.link().access.map(|access| access.teams().to_vec()).unwrap_or_default()
}

fn view(opened: &OpenedOrganization, summary: &ChangeSetSummary) -> ChangeSetView {
    let run = run(opened, &summary.id);
    let counts = run.as_ref().map_or_else(|| counts(summary), |run| run.view().counts);
    let is_running = run.is_some_and(|run| !run.has_ended());
    ChangeSetView {
        id: summary.id.clone(),
        at: summary.created_at.to_string(),
        actor: actor(&summary.actor),
        continued: summary.continued.iter().map(continuation).collect(),
        source: source(summary),
        capabilities: capabilities(summary),
        is_cut_off: !is_running && counts.planned > 0,
        is_running,
        is_checking: lock(&opened.recovery).is_looking_at(&summary.id),
        counts,
        repeatable: counts.rejected + counts.skipped,
        undoable: counts.applied,
    }
}

fn counts(summary: &ChangeSetSummary) -> StepCounts {
    StepCounts {
        steps: summary.total(),
        planned: summary.count(StepKind::Planned),
        under_way: summary.count(StepKind::Intent),
        applied: summary.count(StepKind::Applied),
        rejected: summary.count(StepKind::Rejected),
        skipped: summary.count(StepKind::Skipped),
        unknown: summary.count(StepKind::Unknown),
    }
}

/// In the order in which they are carried out.
fn capabilities(summary: &ChangeSetSummary) -> Vec<Capability> {
    [Capability::Revoke, Capability::Transfer, Capability::Assign]
        .into_iter()
        .filter(|capability| summary.tallies.iter().any(|tally| tally.capability == *capability))
        .collect()
}

pub(crate) fn source(summary: &ChangeSetSummary) -> ChangeSource {
    serde_json::from_str(&summary.source).unwrap_or_else(|error| {
        tracing::warn!(%error, "what a change set was made of can't be read");
        // What every set was made of before there were others. Nothing is decided by it.
        ChangeSource::Selection
    })
}

fn continuation(Continuation { at, actor: by }: &Continuation) -> ContinuationView {
    ContinuationView { at: at.to_string(), actor: actor(by) }
}

/// Who a token stands for, as far as it tells.
pub(crate) fn actor(access: &Access) -> ActorView {
    let name = match &access.scope {
        Scope::Team(team) => team.name.clone(),
        Scope::Organization { .. } => access.customer_name.clone(),
    };
    let access = present::access(access);
    ActorView { kind: access.kind, other_role: access.other_role, name }
}

fn kind(filter: StepFilter) -> StepKind {
    match filter {
        StepFilter::Planned => StepKind::Planned,
        StepFilter::UnderWay => StepKind::Intent,
        StepFilter::Applied => StepKind::Applied,
        StepFilter::Rejected => StepKind::Rejected,
        StepFilter::Skipped => StepKind::Skipped,
        StepFilter::Unknown => StepKind::Unknown,
    }
}
