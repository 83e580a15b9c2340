//! A step of a change set as the UI sees it.

use domain::{Action, Rejection, SkipReason, StepState, Team, TeamId};
use store::{JournalStep, StoredStep};

use crate::{
    Problem, ProblemCode,
    catalog::Catalog,
    opened::count,
    present,
    translate::refusal,
    view::{HolderView, StepStateView, StepView},
};

/// What only the run that carries a step out knows of it: the journal keeps what can't be found out again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LiveNote {
    /// Whether the license is being read back now.
    pub is_checking: bool,
    /// What went wrong.
    pub problem: Option<Problem>,
}

/// A step, with what a run adds.
pub(crate) fn step(stored: StoredStep, note: &LiveNote, catalog: &Catalog, teams: &[Team]) -> StepView {
    let StoredStep { position, step, since, was_unknown } = stored;
    let now = catalog.get(&step.wish.license);
    StepView {
        position: count(position),
        capability: step.wish.action.capability(),
        person: person(&step, catalog),
        team: step.seen.team.clone(),
        target_team: target_team(&step.wish.action, teams),
        state: state(&step.state, was_unknown, note),
        at: since.to_string(),
        holder: now.and_then(|now| present::holder(&now.license, &now.holder_name)),
        license: step.wish.license,
        product: step.seen.product,
    }
}

/// Where a step stands. `was_unknown`: nobody knew for some time what had come of it.
pub(crate) fn state(state: &StepState, was_unknown: bool, note: &LiveNote) -> StepStateView {
    match state {
        StepState::Planned => StepStateView::Planned,
        StepState::Intent => StepStateView::Sending,
        StepState::Unknown if note.is_checking => StepStateView::Checking,
        StepState::Unknown => StepStateView::Unknown,
        StepState::Applied => StepStateView::Applied { read_back: was_unknown },
        StepState::Rejected(rejected) => rejection(rejected, note),
        StepState::Skipped(reason) => skip(reason, note),
    }
}

fn rejection(rejection: &Rejection, note: &LiveNote) -> StepStateView {
    match rejection {
        Rejection::NotApplied => StepStateView::NotApplied,
        Rejection::LeftOut => StepStateView::LeftOut,
        Rejection::Gone => StepStateView::Rejected { problem: ProblemCode::LicenseNotFound.into() },
        Rejection::NotSent => StepStateView::Rejected {
            problem: note.problem.clone().unwrap_or_else(|| ProblemCode::ConnectFailed.into()),
        },
        Rejection::Vendor { status, code, description } => {
            let mut problem = Problem::new(refusal(*status, code.as_deref(), description.as_deref()));
            problem.detail.status = Some(*status);
            problem.detail.vendor_code.clone_from(code);
            problem.detail.text.clone_from(description);
            StepStateView::Rejected { problem }
        }
    }
}

fn skip(reason: &SkipReason, note: &LiveNote) -> StepStateView {
    match reason {
        SkipReason::Stale(obstacle) => StepStateView::Stale { obstacle: present::obstacle(obstacle.clone()) },
        SkipReason::HolderChanged => StepStateView::HolderChanged,
        SkipReason::Unreadable => StepStateView::Unreadable { problem: note.problem.clone() },
        SkipReason::Stopped => StepStateView::Stopped,
        SkipReason::Canceled => StepStateView::Canceled,
    }
}

/// Whom a step is about: who gets the license, or who held it when the plan was made.
pub(crate) fn person(step: &JournalStep, catalog: &Catalog) -> Option<HolderView> {
    present::recipient(&step.wish.action).or_else(|| {
        let seen = catalog.index().known_names().entry(step.seen.clone());
        present::holder(&seen.license, &seen.holder_name)
    })
}

/// The team of a transfer, by its number where the token does not know its name any more.
pub(crate) fn target_team(action: &Action, teams: &[Team]) -> Option<Team> {
    let Action::Transfer { team } = action else { return None };
    let TeamId(number) = team;
    let known = teams.iter().find(|known| known.id == *team).cloned();
    Some(known.unwrap_or_else(|| Team { id: *team, name: number.to_string() }))
}
