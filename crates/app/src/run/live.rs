//! Where the steps of a run stand, counted as they move.

use domain::StepState;
use jiff::Timestamp;

use crate::{
    Problem,
    opened::count,
    view::{StepCounts, StepFilter},
};

/// Where one step stands, with what only this run of the app knows of it.
#[derive(Clone, Debug)]
pub(crate) struct LiveStep {
    pub state: StepState,
    /// Since when.
    pub at: Timestamp,
    /// Whether its license is being read back because no answer came.
    pub is_checking: bool,
    /// Whether nobody knew for a while what became of it.
    pub was_unknown: bool,
    /// What went wrong, where the journal has less words for it.
    pub problem: Option<Problem>,
}

impl LiveStep {
    /// A step as the journal has it.
    pub fn new(state: StepState, at: Timestamp, was_unknown: bool) -> Self {
        Self { state, at, is_checking: false, was_unknown, problem: None }
    }

    /// The kind of step that it is at the moment.
    pub fn place(&self) -> StepFilter {
        match &self.state {
            StepState::Planned => StepFilter::Planned,
            state if state.is_unknown() && !self.is_checking => StepFilter::Unknown,
            StepState::Intent | StepState::Unknown | StepState::Promised => StepFilter::UnderWay,
            StepState::Applied => StepFilter::Applied,
            StepState::Rejected(_) => StepFilter::Rejected,
            StepState::Skipped(_) => StepFilter::Skipped,
        }
    }
}

/// All steps of a run.
#[derive(Debug)]
pub(crate) struct LiveSteps {
    steps: Vec<LiveStep>,
    counts: StepCounts,
}

impl LiveSteps {
    pub fn new(steps: Vec<LiveStep>) -> Self {
        let mut counts = StepCounts { steps: count(steps.len()), ..StepCounts::default() };
        for step in &steps {
            *place(&mut counts, step.place()) += 1;
        }
        Self { steps, counts }
    }

    pub fn get(&self, position: usize) -> Option<&LiveStep> {
        self.steps.get(position)
    }

    pub fn iter(&self) -> impl Iterator<Item = &LiveStep> {
        self.steps.iter()
    }

    pub fn counts(&self) -> StepCounts {
        self.counts
    }

    /// Changes one step.
    pub fn change(&mut self, position: usize, change: impl FnOnce(&mut LiveStep)) {
        let Some(step) = self.steps.get_mut(position) else { return };
        *place(&mut self.counts, step.place()) -= 1;
        change(step);
        *place(&mut self.counts, step.place()) += 1;
    }
}

fn place(counts: &mut StepCounts, filter: StepFilter) -> &mut u32 {
    match filter {
        StepFilter::Planned => &mut counts.planned,
        StepFilter::UnderWay => &mut counts.under_way,
        StepFilter::Applied => &mut counts.applied,
        StepFilter::Rejected => &mut counts.rejected,
        StepFilter::Skipped => &mut counts.skipped,
        StepFilter::Unknown => &mut counts.unknown,
    }
}

#[cfg(test)]
mod tests {
    use domain::{Rejection, SkipReason};

    use super::*;

    #[test]
    fn counts_are_those_of_the_steps_however_they_moved() {
        let states = || {
            [
                StepState::Planned,
                StepState::Intent,
                StepState::Unknown,
                StepState::Promised,
                StepState::Applied,
                StepState::Rejected(Rejection::NotSent),
                StepState::Skipped(SkipReason::Canceled),
            ]
        };
        let steps = states().into_iter().map(|state| LiveStep::new(state, Timestamp::UNIX_EPOCH, false));
        let mut live = LiveSteps::new(steps.collect());
        // Every step takes every place once, being checked or not.
        for position in 0..7 {
            for (is_checking, state) in
                states().into_iter().flat_map(|state| [(false, state.clone()), (true, state)])
            {
                live.change(position, |step| {
                    step.state = state;
                    step.is_checking = is_checking;
                });
                let mut counted = StepCounts { steps: 7, ..StepCounts::default() };
                live.iter().for_each(|step| *place(&mut counted, step.place()) += 1);
                assert_eq!(live.counts(), counted);
            }
        }
    }
}
