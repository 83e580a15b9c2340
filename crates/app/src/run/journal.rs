//! Writing lines of the journal so that those of a burst share a commit: one task takes all that wait, writes them in
//! one transaction, and only then answers each of them.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use jiff::Timestamp;
use store::{NewState, Store};
use tokio::sync::{mpsc, oneshot};

use crate::{Clock, Problem, ProblemCode};

/// Bursts that are written together at most.
const TOGETHER: usize = 256;

/// Writes the lines of one change set.
pub(crate) struct JournalWriter {
    bursts: mpsc::UnboundedSender<Burst>,
    effort: Arc<Effort>,
}

/// What writing took so far.
#[derive(Debug, Default)]
pub(crate) struct Effort {
    commits: AtomicU64,
    microseconds: AtomicU64,
}

/// Lines that belong together: all of them are on disk, or none.
struct Burst {
    states: Vec<NewState>,
    written: oneshot::Sender<Result<Timestamp, Problem>>,
}

impl JournalWriter {
    /// Starts the task, which ends when this is dropped and all that was handed over is written.
    pub fn start(store: Store, clock: Arc<dyn Clock>, id: String) -> Self {
        let (bursts, waiting) = mpsc::unbounded_channel();
        let effort = Arc::new(Effort::default());
        tokio::spawn(write(store, clock, id, waiting, Arc::clone(&effort)));
        Self { bursts, effort }
    }

    /// Appends lines. When this gives their moment, they are on disk. Who stops waiting does not take them back.
    pub async fn record(&self, states: Vec<NewState>) -> Result<Timestamp, Problem> {
        let (written, answer) = oneshot::channel();
        let gone = || Problem::from(ProblemCode::StoreFailed);
        self.bursts.send(Burst { states, written }).map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }

    /// Transactions so far, and the time that they took.
    pub fn effort(&self) -> (u64, Duration) {
        let Effort { commits, microseconds } = &*self.effort;
        (commits.load(Ordering::Relaxed), Duration::from_micros(microseconds.load(Ordering::Relaxed)))
    }
}

async fn write(
    store: Store,
    clock: Arc<dyn Clock>,
    id: String,
    mut waiting: mpsc::UnboundedReceiver<Burst>,
    effort: Arc<Effort>,
) {
    let mut bursts = Vec::new();
    while waiting.recv_many(&mut bursts, TOGETHER).await > 0 {
        let started = Instant::now();
        let at = clock.now();
        let is_shared = bursts.len() > 1 && {
            let lines: Vec<NewState> = bursts.iter().flat_map(|burst| &burst.states).cloned().collect();
            store.record(&id, at, &lines).await.is_ok()
        };
        let mut commits = u64::from(is_shared);
        for burst in bursts.drain(..) {
            let written = if is_shared {
                Ok(at)
            } else {
                // One that can't be written takes nothing with it of what happened to others.
                let at = clock.now();
                store.record(&id, at, &burst.states).await.map(|()| at).map_err(Problem::from)
            };
            commits += u64::from(!is_shared);
            // Nobody waiting any more is fine: the line is on disk, and the next start finds it there.
            drop(burst.written.send(written));
        }
        effort.commits.fetch_add(commits, Ordering::Relaxed);
        let took = started.elapsed().as_micros().try_into().unwrap_or(u64::MAX);
        effort.microseconds.fetch_add(took, Ordering::Relaxed);
    }
}
