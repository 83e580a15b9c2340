//! Change sets, to be looked at: from the journal, with what the run that is under way adds.

use domain::{Capability, Scope, Team};
use store::{ChangeSetSummary, StepKind, StoredStep};

use crate::{
    App, Problem, ProblemCode,
    opened::OpenedOrganization,
    present,
    step_view::{self, LiveNote},
    view::{
        ActorView, ChangeSetView, ChangeSetWindow, ChangeSource, StepCounts, StepFilter, StepView, StepWindow,
    },
};

/// Rows of one answer at most: the page asks for what it shows.
const WINDOW: u32 = 1_000;

/// What a repetition tries again. What is unknown needs a check instead.
const REPEATABLE: [StepKind; 2] = [StepKind::Rejected, StepKind::Skipped];
/// What an undo reverses.
const UNDOABLE: [StepKind; 1] = [StepKind::Applied];

impl App {
    /// Change sets, the newest first.
    pub async fn change_sets(&self, offset: u32, limit: u32) -> Result<ChangeSetWindow, Problem> {
        let opened = self.opened()?;
        let summaries = opened.store.change_sets(offset, limit.min(WINDOW)).await?;
        Ok(ChangeSetWindow {
            total: opened.store.count_change_sets().await?,
            change_sets: summaries.iter().map(view).collect(),
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
        let summary = summary(&opened, id).await?;
        let kinds: Vec<StepKind> = only.map(kind).into_iter().collect();
        let steps = opened.store.change_steps(id, &kinds, offset, limit.min(WINDOW)).await?;
        let total = match only {
            Some(only) => summary.count(kind(only)),
            None => summary.tallies.iter().map(|tally| tally.steps).sum(),
        };
        Ok(StepWindow { steps: step_views(&opened, steps), total })
    }
}

/// Steps as the UI sees them.
pub(crate) fn step_views(opened: &OpenedOrganization, steps: Vec<StoredStep>) -> Vec<StepView> {
    let (catalog, teams) = (opened.catalog(), teams(opened));
    steps.into_iter().map(|stored| step_view::step(stored, &LiveNote::default(), &catalog, &teams)).collect()
}

/// One change set, as a list of them shows it.
pub(crate) async fn change_set_view(opened: &OpenedOrganization, id: &str) -> Result<ChangeSetView, Problem> {
    Ok(view(&summary(opened, id).await?))
}

pub(crate) async fn summary(opened: &OpenedOrganization, id: &str) -> Result<ChangeSetSummary, Problem> {
    let summary = opened.store.change_set_summary(id).await?;
    summary.ok_or_else(|| ProblemCode::ChangeSetUnknown.into())
}

/// The teams that the token can name.
pub(crate) fn teams(opened: &OpenedOrganization) -> Vec<Team> {
    opened.link().access.map(|access| access.teams().to_vec()).unwrap_or_default()
}

fn view(summary: &ChangeSetSummary) -> ChangeSetView {
    let counts = counts(summary);
    let is_running = false;
    let sum = |kinds: &[StepKind]| kinds.iter().map(|kind| summary.count(*kind)).sum();
    ChangeSetView {
        id: summary.id.clone(),
        at: summary.created_at.to_string(),
        actor: actor(summary),
        source: source(summary),
        capabilities: capabilities(summary),
        is_cut_off: !is_running && counts.planned > 0,
        is_running,
        counts,
        repeatable: sum(&REPEATABLE),
        undoable: sum(&UNDOABLE),
    }
}

fn counts(summary: &ChangeSetSummary) -> StepCounts {
    StepCounts {
        steps: summary.tallies.iter().map(|tally| tally.steps).sum(),
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

fn source(summary: &ChangeSetSummary) -> ChangeSource {
    serde_json::from_str(&summary.source).unwrap_or_else(|error| {
        tracing::warn!(%error, "what a change set was made of can't be read");
        // What every set was made of before there were others. Nothing is decided by it.
        ChangeSource::Selection
    })
}

fn actor(summary: &ChangeSetSummary) -> ActorView {
    let access = present::access(&summary.actor);
    let name = match &summary.actor.scope {
        Scope::Team(team) => team.name.clone(),
        Scope::Organization { .. } => summary.actor.customer_name.clone(),
    };
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
