//! One run, from a seed to a verdict.

use std::collections::BTreeMap;

use store::{
    Store,
    hooks::{StepKey, Watch, WrittenStep},
};

use crate::{check::Evidence, simulate::Story, summary::Sum, world::World};

/// A run that is over.
#[derive(Debug)]
pub struct Finished {
    /// What it came to.
    pub sum: Sum,
    /// What must not be; empty where all is well.
    pub violations: Vec<String>,
    /// What happened, a line each.
    pub trace: Vec<String>,
    /// A number that differs wherever the trace does.
    pub hash: u64,
}

/// Carries out the run of a seed. An error: it could not be carried out at all.
pub fn run(seed: u64) -> std::io::Result<Finished> {
    let world = World::new(seed)?;
    let mut story = Story::new(&world);
    story.tell()?;
    let mut sum = std::mem::take(&mut story.sum);
    let evidence = Evidence {
        steps: written_steps(&world)?,
        ledger: world.service.ledger(),
        seen: world.network.seen(),
        deeds: world.elsewhere.deeds(),
    };
    let violations = evidence.violations();
    add_up(&mut sum, &evidence, story.is_calm);
    for line in settled(&evidence.steps) {
        world.trace.note(line);
    }
    Ok(Finished { sum, violations, hash: world.trace.hash(), trace: world.trace.lines() })
}

fn add_up(sum: &mut Sum, evidence: &Evidence, is_calm: bool) {
    sum.runs = 1;
    sum.calm = u64::from(is_calm);
    let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
    for ((change_set, _), step) in &evidence.steps {
        *sizes.entry(change_set).or_default() += 1;
        if let Some((_, state)) = step.lines.last() {
            sum.count_step(state);
        }
    }
    sum.change_sets = long(sizes.len());
    sum.largest = sizes.into_values().max().unwrap_or(0);
    sum.requests = evidence.seen.requests;
    sum.writes = long(evidence.seen.posts.len());
    sum.deeds = long(evidence.deeds.len());
    sum.faults = evidence.seen.faults.iter().map(|(name, count)| (*name, u64::from(*count))).collect();
}

/// The journal, change sets by their number because their ids differ from run to run.
fn settled(steps: &BTreeMap<StepKey, WrittenStep>) -> Vec<String> {
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for (change_set, _) in steps.keys() {
        let next = numbers.len() + 1;
        numbers.entry(change_set).or_insert(next);
    }
    let line = |((change_set, position), step): (&StepKey, &WrittenStep)| {
        let states: Vec<_> = step.lines.iter().map(|(_, state)| state).collect();
        format!("{}.{position}: {} {states:?}", numbers[change_set.as_str()], step.wish.license.0)
    };
    steps.iter().map(line).collect()
}

fn written_steps(world: &World) -> std::io::Result<BTreeMap<StepKey, WrittenStep>> {
    let Some(file) = world.organization_file() else { return Ok(BTreeMap::new()) };
    let _hurried = Watch::new(world.folder.path());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    runtime.block_on(read_steps(&file))
}

/// The journal of a file that nobody has open.
pub async fn read_steps(file: &std::path::Path) -> std::io::Result<BTreeMap<StepKey, WrittenStep>> {
    let opened = Store::open(file).await.map_err(std::io::Error::other)?;
    if let Some(aside) = opened.set_aside {
        return Err(std::io::Error::other(format!("the file was damaged: {}", aside.display())));
    }
    let steps = opened.store.written_steps().await.map_err(std::io::Error::other);
    opened.store.close().await;
    steps
}

fn long(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
