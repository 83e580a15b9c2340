//! Reading the list without anybody asking: one task that sleeps until it is due.

use std::{
    sync::{
        Arc, Mutex, Weak,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Notify;

use crate::{
    App, AppEvent, Problem, lock,
    opened::OpenedOrganization,
    recover::AskedBy,
    schedule::{Outcome, Schedule, Try},
    sync::Synced,
};

/// What the task goes by.
#[derive(Debug, Default)]
pub(crate) struct Refreshing {
    woken: Arc<Notify>,
    queue_woken: Arc<Notify>,
    minutes: AtomicU32,
    focused_at: Mutex<Option<Timestamp>>,
    has_started: AtomicBool,
}

/// The tries to read one organization's list.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tries {
    /// When it was last read whole.
    pub read_at: Option<Timestamp>,
    /// The last of them in this run.
    pub last: Option<Try>,
}

impl Refreshing {
    /// Something changed that may change what is to be done next.
    pub fn wake(&self) {
        self.woken.notify_one();
        self.wake_queue();
    }

    /// Something changed that may change what is due of the queue.
    pub fn wake_queue(&self) {
        self.queue_woken.notify_one();
    }
}

impl App {
    /// The window got the focus: what is old is read again.
    pub fn focused(&self) {
        *lock(&self.refreshing.focused_at) = Some(self.options.clock.now());
        self.refreshing.wake();
    }

    /// So many minutes between two readings from now on; 0: only when the person asks.
    pub(crate) fn refresh_every(&self, minutes: u32) {
        self.refreshing.minutes.store(minutes, Ordering::Relaxed);
        self.refreshing.wake();
    }

    /// Starts the task, once; it ends with the application.
    pub(crate) async fn start_refreshing(self: &Arc<Self>) {
        let minutes = self.preferences().await.unwrap_or_default().refresh_minutes;
        self.refresh_every(minutes);
        if !self.refreshing.has_started.swap(true, Ordering::Relaxed) {
            let look_every = self.options.look_at_clock_every;
            tokio::spawn(keep_fresh(Arc::downgrade(self), Arc::clone(&self.refreshing.woken), look_every));
            self.start_watching_queue(Arc::clone(&self.refreshing.queue_woken));
        }
    }

    /// Takes note of a try, for the next one to be found.
    pub(crate) fn note_try(&self, opened: &OpenedOrganization, result: &Result<Synced, Problem>) {
        let at = self.options.clock.now();
        let mut tries = lock(&opened.tries);
        let last = match result {
            Ok(Synced::LeftToOthers) => return,
            Ok(Synced::Read) => {
                tries.read_at = Some(at);
                Try { at, outcome: Outcome::Read }
            }
            Ok(Synced::Canceled) => Try { at, outcome: Outcome::Canceled },
            Err(problem) => Try::failed(at, problem, tries.last, chance()),
        };
        tries.last = Some(last);
        drop(tries);
        self.refreshing.wake();
    }

    /// Time alone changes what rows show: a day ends, a lock opens. Rows that are shown are asked for again then.
    fn tell_what_time_changed(&self, opened: &OpenedOrganization) {
        let (now, today) = (self.options.clock.now(), self.options.clock.today());
        let until = opened.catalog().index().holds_until(now, today);
        let before = lock(&opened.shown_for).replace((today, until));
        if before.is_some_and(|(day, until)| day != today || until <= now) {
            self.emit(AppEvent::LicensesChanged);
        }
    }

    /// Reads the list if it is time to, and gives how long to sleep then.
    async fn read_if_due(self: &Arc<Self>) -> Duration {
        let look_every = self.options.look_at_clock_every;
        let Ok(opened) = self.opened() else { return look_every };
        opened.forget_old_reading();
        self.tell_what_time_changed(&opened);
        if self.sleeps(&opened).is_zero() {
            // A change set that is being carried out goes first.
            drop(opened.changing.lock().await);
            if self.sleeps(&opened).is_zero()
                && let Err(problem) = self.read_anew(&opened, AskedBy::Nobody).await
            {
                tracing::debug!(code = ?problem.code, "not refreshed");
            }
        }
        let sleeps = self.sleeps(&opened);
        // Due all the same: somebody else is at it, and says when that is over.
        if sleeps.is_zero() { look_every } else { sleeps.min(look_every) }
    }

    /// How long there is nothing to do; at most for ever.
    fn sleeps(&self, opened: &OpenedOrganization) -> Duration {
        let minutes = self.refreshing.minutes.load(Ordering::Relaxed);
        let tries = *lock(&opened.tries);
        let schedule = Schedule {
            every: (minutes > 0).then(|| SignedDuration::from_mins(minutes.into())),
            read_at: tries.read_at,
            tried: tries.last,
            focused_at: *lock(&self.refreshing.focused_at),
        };
        let now = self.options.clock.now();
        let until = |due: Timestamp| Duration::try_from(due.duration_since(now)).unwrap_or(Duration::ZERO);
        schedule.due(now).map_or(Duration::MAX, until)
    }
}

/// Timers stand still while the computer sleeps, so the clock is looked at now and then, too.
async fn keep_fresh(app: Weak<App>, woken: Arc<Notify>, look_every: Duration) {
    loop {
        let Some(running) = app.upgrade() else { return };
        let sleeps = running.read_if_due().await.min(look_every);
        drop(running);
        tokio::select! {
            () = woken.notified() => {}
            () = tokio::time::sleep(sleeps) => {}
        }
    }
}

/// A number between 0 and 1. The standard library seeds its hash maps by chance.
fn chance() -> f64 {
    use std::hash::{BuildHasher, Hasher, RandomState};
    let bits = RandomState::new().build_hasher().finish();
    f64::from(u32::try_from(bits >> 32).unwrap_or_default()) / f64::from(u32::MAX)
}
