//! A change set while it is carried out, and until its result was put away.
//!
//! [`Run`] is what everybody may look at: where its steps stand, and the door that a person closes and opens. A
//! [`Worker`] does the work and is there only as long as that takes.

mod carry_out;
mod control;
mod door;
mod gathering;
mod journal;
mod limit;
mod live;
mod send;
mod settle;
mod together;
mod trouble;
mod worker;

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use domain::{Capability, License, SkipReason, StepState, Wish};
use jiff::Timestamp;
use store::{ChangeSet, JournalStep, NewState, Store, StoredStep};
use tokio::{sync::watch, task::AbortHandle};

use crate::{
    Clock, Problem, lock,
    opened::count,
    pace::Pace,
    view::{ChangeSource, RunPhase, RunView, StepFilter},
};

use door::Door;
pub(crate) use door::Rest;
pub(crate) use limit::Limit;
pub(crate) use live::LiveStep;
use live::LiveSteps;
pub(crate) use settle::Word;
pub(crate) use worker::Worker;

/// Lines that are written together when nothing more is sent.
const LINES: usize = 5_000;

/// A change set that is being carried out, or was.
pub(crate) struct Run {
    id: String,
    source: ChangeSource,
    steps: Vec<Step>,
    door: Arc<Door>,
    live: Mutex<Live>,
    ended: watch::Sender<bool>,
    task: Mutex<Option<AbortHandle>>,
}

/// What one step is to do. Where it stands is in [`LiveStep`].
#[derive(Debug)]
pub(crate) struct Step {
    pub wish: Wish,
    /// The license as the plan saw it.
    pub seen: License,
}

struct Live {
    steps: LiveSteps,
    /// Something that was not told yet.
    news: bool,
    /// Something changed that could not be read back: the cache is behind.
    is_behind: bool,
    /// How much longer the vendor asks to wait.
    waiting_seconds: Option<u32>,
    tempo: Tempo,
}

/// How fast it goes, apart from the time in which it was paused.
struct Tempo {
    pace: Pace,
    since: Instant,
    seconds_left: Option<u32>,
}

impl Tempo {
    fn new() -> Self {
        Self { pace: Pace::default(), since: Instant::now(), seconds_left: None }
    }
}

impl Run {
    /// One that begins.
    pub fn new(change_set: ChangeSet, source: ChangeSource) -> Self {
        let at = change_set.created_at;
        let step = |step: JournalStep| {
            (Step { wish: step.wish, seen: step.seen }, LiveStep::new(step.state, at, false))
        };
        Self::with(change_set.id, source, change_set.steps.into_iter().map(step).unzip())
    }

    /// One that began earlier, with all that is known of its steps.
    pub fn of_journal(id: &str, source: ChangeSource, steps: Vec<StoredStep>) -> Self {
        let step = |StoredStep { step, since, was_unknown, .. }| {
            (Step { wish: step.wish, seen: step.seen }, LiveStep::new(step.state, since, was_unknown))
        };
        Self::with(id.to_owned(), source, steps.into_iter().map(step).unzip())
    }

    fn with(id: String, source: ChangeSource, (steps, live): (Vec<Step>, Vec<LiveStep>)) -> Self {
        let live = Live {
            steps: LiveSteps::new(live),
            news: false,
            is_behind: false,
            waiting_seconds: None,
            tempo: Tempo::new(),
        };
        Self {
            id,
            source,
            steps,
            door: Arc::default(),
            live: Mutex::new(live),
            ended: watch::Sender::new(false),
            task: Mutex::default(),
        }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether nobody clicked for it.
    pub fn is_by_itself(&self) -> bool {
        self.source == ChangeSource::Queue { by_itself: true }
    }

    /// When a step last moved.
    pub fn last_news(&self) -> Timestamp {
        lock(&self.live).steps.iter().map(|step| step.at).max().unwrap_or_default()
    }

    /// What a step is to do.
    pub fn step(&self, position: usize) -> &Step {
        &self.steps[position]
    }

    /// Where a step stands now.
    pub fn live(&self, position: usize) -> Option<LiveStep> {
        lock(&self.live).steps.get(position).cloned()
    }

    /// Steps that stand where `only` says, all if it says nothing: how many, and a window of them in their order.
    pub fn window(&self, only: Option<StepFilter>, offset: u32, limit: u32) -> (u32, Vec<(usize, LiveStep)>) {
        let live = lock(&self.live);
        let matching = live.steps.iter().enumerate();
        let matching = matching.filter(|(_, step)| only.is_none_or(|only| step.place() == only));
        let mut total = 0;
        let mut window = Vec::new();
        for (position, step) in matching {
            if total >= offset && count(window.len()) < limit {
                window.push((position, step.clone()));
            }
            total += 1;
        }
        (total, window)
    }

    fn state(&self, position: usize) -> StepState {
        self.live(position).map_or(StepState::Planned, |live| live.state)
    }

    /// Positions of steps in states of which `wanted` says yes.
    fn positions(&self, wanted: impl Fn(&StepState) -> bool) -> Vec<usize> {
        let live = lock(&self.live);
        let found = live.steps.iter().enumerate().filter(|(_, step)| wanted(&step.state));
        found.map(|(position, _)| position).collect()
    }

    /// Positions of steps of one kind of which nothing was sent.
    fn planned(&self, capability: Capability) -> Vec<usize> {
        let mut planned = self.positions(|state| *state == StepState::Planned);
        planned.retain(|position| self.steps[*position].wish.action.capability() == capability);
        planned
    }

    /// Takes note of what the journal has, or of what happened although it could not be written.
    fn note(&self, states: Vec<NewState>, at: Timestamp) {
        let mut live = lock(&self.live);
        for new in states {
            live.steps.change(new.position, |step| {
                step.was_unknown |= new.state.is_unknown();
                step.is_checking = false;
                step.at = at;
                step.state = new.state;
            });
        }
        live.news = true;
    }

    fn set_checking(&self, position: usize, is_checking: bool) {
        let mut live = lock(&self.live);
        live.steps.change(position, |step| step.is_checking = is_checking);
        live.news = true;
    }

    fn set_problem(&self, position: usize, problem: Problem) {
        lock(&self.live).steps.change(position, |step| step.problem = Some(problem));
    }

    /// The vendor said yes, and the license could not be read since.
    fn set_behind(&self) {
        lock(&self.live).is_behind = true;
    }

    pub fn is_behind(&self) -> bool {
        lock(&self.live).is_behind
    }

    pub fn has_ended(&self) -> bool {
        *self.ended.borrow()
    }

    /// Waits until nothing more will come of it.
    pub async fn ended(&self) {
        let mut ended = self.ended.subscribe();
        // The sender is in `self`: this can't end before it does.
        drop(ended.wait_for(|ended| *ended).await);
    }

    fn end(&self) {
        self.stop_checking();
        self.ended.send_replace(true);
    }

    /// A run without steps has nothing to wait for.
    pub fn ended_at_once(&self) -> RunView {
        self.end();
        self.view()
    }

    /// Nobody looks at any license any more.
    pub fn stop_checking(&self) {
        let mut live = lock(&self.live);
        for position in 0..self.steps.len() {
            if live.steps.get(position).is_some_and(|step| step.is_checking) {
                live.steps.change(position, |step| step.is_checking = false);
            }
        }
    }

    /// Whether any step was not sent and still may be.
    pub fn has_planned(&self) -> bool {
        lock(&self.live).steps.counts().planned > 0
    }

    /// Writes down that what is planned will not be sent.
    pub async fn skip_planned(
        &self,
        store: &Store,
        clock: &dyn Clock,
        reason: &SkipReason,
    ) -> Result<(), Problem> {
        let planned = self.positions(|state| *state == StepState::Planned);
        let skipped =
            |position: &usize| NewState { position: *position, state: StepState::Skipped(reason.clone()) };
        for positions in planned.chunks(LINES) {
            let (at, states) = (clock.now(), positions.iter().map(skipped).collect::<Vec<_>>());
            store.record(&self.id, at, &states).await?;
            self.note(states, at);
        }
        Ok(())
    }

    /// Looks at the time: gives whether there is anything to tell. `waiting`: how long the vendor asks to wait.
    fn has_news(&self, waiting: Option<Duration>) -> bool {
        let mut live = lock(&self.live);
        let seconds = waiting
            .map(|wait| count(usize::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(usize::MAX)));
        live.news |= live.waiting_seconds != seconds;
        live.waiting_seconds = seconds;
        let is_paused = self.door.is_paused();
        let counts = live.steps.counts();
        let done = counts.applied + counts.rejected + counts.skipped + counts.unknown;
        let tempo = &mut live.tempo;
        if is_paused {
            // What comes after it is told by what comes after it.
            *tempo = Tempo::new();
        } else {
            let at = tempo.since.elapsed();
            tempo.seconds_left = tempo.pace.seconds_left(at, done.into(), Some(counts.steps.into()));
        }
        std::mem::take(&mut live.news)
    }

    fn phase(&self) -> RunPhase {
        if self.has_ended() {
            RunPhase::Finished
        } else if self.door.is_shut() {
            RunPhase::Stopping
        } else if self.door.is_paused() {
            RunPhase::Paused
        } else {
            RunPhase::Running
        }
    }

    pub fn view(&self) -> RunView {
        let phase = self.phase();
        let live = lock(&self.live);
        RunView {
            id: self.id.clone(),
            source: self.source.clone(),
            phase,
            counts: live.steps.counts(),
            seconds_left: live.tempo.seconds_left.filter(|_| phase == RunPhase::Running),
            waiting_seconds: live.waiting_seconds.filter(|_| phase == RunPhase::Running),
            problem: self.door.problem(),
        }
    }
}
