//! A step of a change set as the UI sees it.

use domain::{Action, License, Rejection, SkipReason, StepState, Team, TeamId};
use store::{JournalStep, StoredStep};

use crate::{
    Problem, ProblemCode,
    catalog::Catalog,
    opened::count,
    present,
    run::{LiveStep, Step},
    translate::refusal,
    view::{HolderView, StepStateView, StepView},
};

/// A step as the journal has it.
pub(crate) fn stored(stored: StoredStep, catalog: &Catalog, teams: &[Team]) -> StepView {
    let StoredStep { position, step: JournalStep { wish, seen, state }, since, was_unknown } = stored;
    let live = LiveStep::new(state, since, was_unknown);
    step(position, &Step { wish, seen }, &live, catalog, teams)
}

/// A step as a run has it, which knows more: the journal keeps what can't be found out again.
pub(crate) fn step(
    position: usize,
    step: &Step,
    live: &LiveStep,
    catalog: &Catalog,
    teams: &[Team],
) -> StepView {
    let Step { wish, seen } = step;
    let now = catalog.get(&wish.license);
    StepView {
        position: count(position),
        capability: wish.action.capability(),
        license: wish.license.clone(),
        product: seen.product.clone(),
        person: person(&wish.action, seen, catalog),
        team: seen.team.clone(),
        target_team: target_team(&wish.action, teams),
        state: state(live),
        at: live.at.to_string(),
        holder: now.and_then(|now| present::holder(&now.license, &now.holder_name)),
    }
}

fn state(live: &LiveStep) -> StepStateView {
    match &live.state {
        StepState::Planned => StepStateView::Planned,
        StepState::Intent => StepStateView::Sending,
        StepState::Unknown | StepState::Promised if live.is_checking => StepStateView::Checking,
        StepState::Unknown | StepState::Promised => StepStateView::Unknown,
        StepState::Applied => StepStateView::Applied { read_back: live.was_unknown },
        StepState::Rejected(rejected) => rejection(rejected, live.problem.as_ref()),
        StepState::Skipped(reason) => skip(reason, live.problem.as_ref()),
    }
}

fn rejection(rejection: &Rejection, problem: Option<&Problem>) -> StepStateView {
    match rejection {
        Rejection::NotApplied => StepStateView::NotApplied,
        Rejection::LeftOut => StepStateView::LeftOut,
        Rejection::Gone => StepStateView::Rejected { problem: ProblemCode::LicenseNotFound.into() },
        Rejection::NotSent => StepStateView::Rejected {
            problem: problem.cloned().unwrap_or_else(|| ProblemCode::ConnectFailed.into()),
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

fn skip(reason: &SkipReason, problem: Option<&Problem>) -> StepStateView {
    match reason {
        SkipReason::Stale(obstacle) => StepStateView::Stale { obstacle: present::obstacle(obstacle.clone()) },
        SkipReason::HolderChanged => StepStateView::HolderChanged,
        SkipReason::Unreadable => StepStateView::Unreadable { problem: problem.cloned() },
        SkipReason::Stopped => StepStateView::Stopped,
        SkipReason::Canceled => StepStateView::Canceled,
    }
}

/// Whom a step is about: who gets the license, or who held it when the plan was made.
pub(crate) fn person(action: &Action, seen: &License, catalog: &Catalog) -> Option<HolderView> {
    present::recipient(action).or_else(|| {
        let seen = catalog.index().known_names().entry(seen.clone());
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
