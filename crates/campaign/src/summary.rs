//! What runs came to, added up.

use std::collections::BTreeMap;

use domain::StepState;

/// What one run came to, or several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Runs.
    pub runs: u64,
    /// Those of them in which nothing failed and nobody interfered.
    pub calm: u64,
    /// Change sets that were carried out, or begun.
    pub change_sets: u64,
    /// Their steps.
    pub steps: u64,
    /// Steps of the largest.
    pub largest: u64,
    /// Requests, reads included.
    pub requests: u64,
    /// Requests that may change something.
    pub writes: u64,
    /// Starts of the application on what an earlier life of it left.
    pub restarts: u64,
    /// Changes by somebody else.
    pub deeds: u64,
    /// Steps by where they stand in the end.
    pub outcomes: BTreeMap<&'static str, u64>,
    /// Requests that met a fault, by its name.
    pub faults: BTreeMap<&'static str, u64>,
}

impl Sum {
    pub(crate) fn add(&mut self, other: &Self) {
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

    pub(crate) fn count_step(&mut self, state: &StepState) {
        let name = match state {
            StepState::Planned => "planned",
            StepState::Intent => "intent",
            StepState::Applied => "applied",
            StepState::Rejected(_) => "rejected",
            StepState::Skipped(_) => "skipped",
            StepState::Unknown | StepState::Promised => "marked for check",
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
