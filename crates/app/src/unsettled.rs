//! Licenses of which nobody knows what became of their last change: nothing new is planned for them.

use std::collections::{HashMap, HashSet};

use domain::{LicenseId, StepState};
use jiff::{SignedDuration, Timestamp};
use store::UnsettledStep;

/// How long a yes of the vendor that no license shows keeps everything else from its license. What is late by more than
/// this was undone or never meant: it is still looked at and shown as open, but the person may decide.
const PROMISE_HOLDS: SignedDuration = SignedDuration::from_hours(1);

/// Licenses with a step that was sent and is not settled.
#[derive(Debug, Default)]
pub(crate) struct Unsettled(HashMap<LicenseId, Option<Timestamp>>);

impl Unsettled {
    pub fn of(steps: Vec<UnsettledStep>) -> Self {
        let mut unsettled = Self::default();
        for UnsettledStep { license, state, at } in steps {
            unsettled.open(&license, &state, at);
        }
        unsettled
    }

    /// A step on the license stands so since `at`, and is not settled.
    pub fn open(&mut self, license: &LicenseId, state: &StepState, at: Timestamp) {
        let until = (*state == StepState::Promised).then(|| at + PROMISE_HOLDS);
        self.0.insert(license.clone(), until);
    }

    /// It is known what became of the step.
    pub fn settle(&mut self, license: &LicenseId) {
        self.0.remove(license);
    }

    pub fn has(&self, license: &LicenseId, now: Timestamp) -> bool {
        self.0.get(license).is_some_and(|until| holds(*until, now))
    }

    pub fn licenses(&self, now: Timestamp) -> HashSet<LicenseId> {
        let holding = self.0.iter().filter(|(_, until)| holds(**until, now));
        holding.map(|(license, _)| license.clone()).collect()
    }
}

fn holds(until: Option<Timestamp>, now: Timestamp) -> bool {
    until.is_none_or(|until| now < until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_promise_ends_by_itself() {
        let (late, lost) = (LicenseId("LATE".into()), LicenseId("LOST".into()));
        let at = Timestamp::UNIX_EPOCH;
        let step = |license: &LicenseId, state| UnsettledStep { license: license.clone(), state, at };
        let mut unsettled =
            Unsettled::of(vec![step(&late, StepState::Promised), step(&lost, StepState::Unknown)]);
        let soon = at + SignedDuration::from_mins(59);
        let later = at + SignedDuration::from_mins(60);
        assert!(unsettled.has(&late, soon) && !unsettled.has(&late, later));
        assert_eq!(unsettled.licenses(soon), HashSet::from([late, lost.clone()]));
        assert_eq!(unsettled.licenses(later), HashSet::from([lost.clone()]));
        unsettled.settle(&lost);
        assert!(!unsettled.has(&lost, soon));
    }
}
