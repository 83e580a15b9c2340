//! What became of earlier changes, done again or undone.

use crate::{Index, License, Mail, Plan, PlanContext, StepState, Wish};

/// A step of an earlier change set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastStep {
    /// What was to be done.
    pub wish: Wish,
    /// The license as it was before.
    pub seen: License,
    /// What became of it.
    pub state: StepState,
}

/// The opposite of what was applied, the last step first. Who gets a license back is told as `mail` says.
pub fn undo(steps: Vec<PastStep>, mail: Mail, index: &Index, context: &PlanContext<'_>) -> Plan {
    todo!()
}

/// What was refused, not sent, or found not to have happened, once more. What is still unknown needs a check, not a
/// repetition.
pub fn repeat(steps: Vec<PastStep>, index: &Index, context: &PlanContext<'_>) -> Plan {
    todo!()
}
