//! What runs came to, added up.

use std::collections::BTreeMap;

use domain::StepState;

/// What one run came to, or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub runs: u64,
    pub calm: u64,
    pub change_sets: u64,
    pub steps: u64,
    pub largest: u64,
    pub requests: u64,
    pub writes: u64,
    pub restarts: u64,
    pub deeds: u64,
    pub outcomes: BTreeMap<&'static str, u64>,
    pub faults: BTreeMap<&'static str, u64>,
}

impl Sum {
    pub fn add(&mut self, other: &Self) {
        self.runs += other.runs;
        self.calm += other.calm;
        self.change_sets += other.change_sets;
        self.steps += other.steps;
        self.largest = self.largest.max(other.largest);
        self.requests += other.requests;
        self.writes += other.writes;
        self.restarts += other.restarts;
        self.deeds += other.deeds;
        for (name, count) in &other.outcomes {
            *self.outcomes.entry(name).or_default() += count;
        }
        for (name, count) in &other.faults {
            *self.faults.entry(name).or_default() += count;
        }
    }

    pub fn count_step(&mut self, state: &StepState) {
        let name = match state {
            StepState::Planned => "planned",
            StepState::Intent => "intent",
            StepState::Applied => "applied",
            StepState::Rejected(_) => "rejected",
            StepState::Skipped(_) => "skipped",
            StepState::Unknown => "marked for check",
        };
        self.steps += 1;
        *self.outcomes.entry(name).or_default() += 1;
    }
}

impl std::fmt::Display for Sum {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { runs, calm, change_sets, steps, largest, requests, writes, restarts, deeds, .. } = self;
        writeln!(formatter, "runs:             {runs}, {calm} of them without any fault")?;
        writeln!(formatter, "change sets:      {change_sets}, the largest with {largest} steps")?;
        writeln!(formatter, "steps:            {steps}: {}", listed(&self.outcomes))?;
        writeln!(formatter, "requests:         {requests}, {writes} of them changes")?;
        writeln!(formatter, "restarts:         {restarts}")?;
        writeln!(formatter, "somebody else:    {deeds} changes")?;
        write!(formatter, "faults:           {}: {}", self.faults.values().sum::<u64>(), listed(&self.faults))
    }
}

fn listed(counts: &BTreeMap<&'static str, u64>) -> String {
    counts.iter().map(|(name, count)| format!("{name} {count}")).collect::<Vec<_>>().join(", ")
}
