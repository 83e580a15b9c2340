//! How far something is, shown often enough to look alive and no more often.

use std::{
    pin::pin,
    sync::Arc,
    time::{Duration, Instant},
};

use account_api::ListProgress;
use tokio::time::MissedTickBehavior;

use crate::{App, AppEvent, lock, opened::OpenedOrganization, pace::Pace, view::SyncProgress};

/// How far apart two messages are at least.
const TOLD_EVERY: Duration = Duration::from_millis(100);

/// The progress of the sync that is under way.
#[derive(Debug)]
pub(crate) struct Meter {
    started: Instant,
    pace: Pace,
    /// Something that was not told yet.
    news: bool,
}

impl Default for Meter {
    fn default() -> Self {
        Self { started: Instant::now(), pace: Pace::default(), news: false }
    }
}

impl App {
    /// Runs `work`, telling how far it is meanwhile; whatever comes last is told before this returns.
    pub(crate) async fn with_progress<T>(
        &self,
        opened: &Arc<OpenedOrganization>,
        work: impl Future<Output = T>,
    ) -> T {
        *lock(&opened.meter) = Meter::default();
        telling(work, || self.tell_progress(opened)).await
    }

    /// The vendor asked to wait, or a read failed and is about to be repeated.
    pub(crate) fn show_wait(&self, wait: Duration) {
        if let Ok(opened) = self.opened() {
            opened.note_wait(wait);
        }
    }

    fn tell_progress(&self, opened: &Arc<OpenedOrganization>) {
        if !std::mem::take(&mut lock(&opened.meter).news) {
            return;
        }
        // Another organization may have taken its place while the last pages came in.
        let is_shown = self.opened().is_ok_and(|current| Arc::ptr_eq(&current, opened));
        if let Some(progress) = opened.sync_progress().filter(|_| is_shown) {
            self.emit(AppEvent::SyncProgressed(progress));
        }
    }
}

/// Runs `work` and calls `tell` ten times a second meanwhile, and once when it is done.
pub(crate) async fn telling<T>(work: impl Future<Output = T>, tell: impl Fn()) -> T {
    let mut work = pin!(work);
    let mut ticks = tokio::time::interval(TOLD_EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            done = &mut work => {
                tell();
                return done;
            }
            _ = ticks.tick() => tell(),
        }
    }
}

impl OpenedOrganization {
    /// Pages have come in.
    pub fn note_progress(&self, progress: ListProgress) {
        let mut meter = lock(&self.meter);
        let at = meter.started.elapsed();
        let seconds_left = meter.pace.seconds_left(at, progress.read, progress.total);
        meter.news = true;
        drop(meter);
        self.update_sync(|sync| {
            sync.running = Some(SyncProgress {
                read: saturated(progress.read),
                total: progress.total.map(saturated),
                waiting_seconds: None,
                seconds_left,
                restarts: progress.round.saturating_sub(1),
            });
        });
    }

    fn note_wait(&self, wait: Duration) {
        let seconds = saturated(wait.as_millis().div_ceil(1_000).try_into().unwrap_or(u64::MAX));
        self.update_sync(|sync| {
            if let Some(running) = &mut sync.running {
                running.waiting_seconds = Some(seconds);
                lock(&self.meter).news = true;
            }
        });
    }
}

fn saturated(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
