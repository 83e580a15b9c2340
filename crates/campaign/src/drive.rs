//! The application's time: nothing passes and nothing arrives but when all else has come to rest.

use std::{
    future::poll_fn,
    path::Path,
    pin::pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    task::{Poll, Waker},
    time::Duration,
};

use account_sim::Clock;
use futures::future::{Either, select};
use jiff::SignedDuration;
use store::hooks::Watch;

use crate::{lock, network::Network};

/// Longer than anything in the application waits for anything.
const PATIENCE: Duration = Duration::from_mins(30);
/// Longer than the service asks to wait, and than patience with a license that shows nothing lasts.
const QUIET: Duration = Duration::from_mins(3);
/// How often all has to have come to rest before it counts.
const LOOKS: u32 = 3;
const SHORTEST_WAIT: Duration = Duration::from_millis(1);
const LONGEST_WAIT: Duration = Duration::from_millis(500);

/// The application waits, and nothing that could end it is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stuck;

/// What drives the application in one of its lives.
pub struct Driver {
    idle: Arc<Idle>,
    network: Arc<Network>,
    clock: Clock,
}

/// Tells when the runtime has nothing to poll and SQLite nothing to do.
struct Idle {
    watch: Watch,
    has_come: AtomicBool,
    waiting: Mutex<Option<Waker>>,
}

impl Idle {
    /// The runtime is about to sleep.
    fn about_to_sleep(&self) {
        if self.watch.is_idle()
            && let Some(waker) = lock(&self.waiting).take()
        {
            self.has_come.store(true, Ordering::SeqCst);
            waker.wake();
        }
    }

    async fn next(&self) {
        self.has_come.store(false, Ordering::SeqCst);
        poll_fn(|context| {
            if self.has_come.swap(false, Ordering::SeqCst) {
                return Poll::Ready(());
            }
            *lock(&self.waiting) = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

/// Runs `life` on a runtime of its own, whose files are in `folder`, and then ends whatever is still going on in it, as
/// the end of a process would.
pub fn live<T>(
    folder: &Path,
    network: &Arc<Network>,
    clock: &Clock,
    life: impl AsyncFnOnce(Driver) -> T,
) -> std::io::Result<T> {
    let idle = Arc::new(Idle {
        watch: Watch::new(folder),
        has_come: AtomicBool::new(false),
        waiting: Mutex::default(),
    });
    let watched = Arc::clone(&idle);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        // One is taken for as long as the life lasts; all other work is done one after the other.
        .max_blocking_threads(2)
        .on_thread_park(move || watched.about_to_sleep())
        .build()?;
    let (end, ended) = mpsc::channel::<()>();
    let result = runtime.block_on(async {
        // Time would jump ahead whenever the runtime waits for SQLite's thread; it does not while this is under way.
        tokio::task::spawn_blocking(move || ended.recv());
        let driver = Driver { idle: Arc::clone(&idle), network: Arc::clone(network), clock: clock.clone() };
        let result = life(driver).await;
        // Whoever opens these files next must not meet threads that still close them.
        idle.watch.close().await;
        result
    });
    drop(end);
    drop(runtime);
    network.cut_off();
    Ok(result)
}

impl Driver {
    /// Does `work` to its end, letting through whatever it sends and waits for.
    pub async fn drive<T>(&self, work: impl Future<Output = T>) -> Result<T, Stuck> {
        match self.drive_for(u64::MAX, work).await? {
            Some(done) => Ok(done),
            None => Err(Stuck),
        }
    }

    /// The same, until so much was let through, or nothing came for so long that a person would have a look; then `work`
    /// is dropped where it is, and nothing is given.
    pub async fn drive_for<T>(&self, events: u64, work: impl Future<Output = T>) -> Result<Option<T>, Stuck> {
        let mut work = pin!(work);
        let (mut left, mut waited, mut wait) = (events, Duration::ZERO, SHORTEST_WAIT);
        loop {
            match select(&mut work, pin!(self.rest())).await {
                Either::Left((done, _)) => {
                    // What else goes on comes to rest, too, before the person does the next thing.
                    self.rest().await;
                    return Ok(Some(done));
                }
                Either::Right(((), _)) if left == 0 => return Ok(None),
                Either::Right(((), _)) => {}
            }
            if self.network.step() {
                left -= 1;
                (waited, wait) = (Duration::ZERO, SHORTEST_WAIT);
                continue;
            }
            if waited > QUIET && events < u64::MAX {
                return Ok(None);
            }
            if waited > PATIENCE {
                return Err(Stuck);
            }
            self.pass(wait).await;
            waited += wait;
            wait = LONGEST_WAIT.min(wait * 2);
        }
    }

    /// Lets time pass, for the application and for the service. Whatever that starts comes to rest.
    pub async fn pass(&self, time: Duration) {
        self.clock.advance(SignedDuration::try_from(time).unwrap_or(SignedDuration::ZERO));
        tokio::time::advance(time).await;
        self.rest().await;
    }

    /// Comes back when nothing can go on by itself.
    async fn rest(&self) {
        // A wait of no time at all, or work on another thread, looks like rest and is none: what comes next shows it.
        for _ in 0..LOOKS {
            self.idle.next().await;
            // What was given to another thread is done when this is: there is one for all.
            drop(tokio::task::spawn_blocking(|| ()).await);
        }
        self.idle.next().await;
    }
}
