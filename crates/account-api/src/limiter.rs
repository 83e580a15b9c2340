//! The door through which every request of one connection leaves.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{self, Notify},
    time::{Instant, sleep_until, timeout_at},
};

use crate::{
    ApiError, NotSentReason,
    pacing::{Pace, Turn},
};

/// Lets requests leave in the order in which they came, as many at a time as [`Pace`] allows.
#[derive(Debug)]
pub(crate) struct Limiter {
    pace: Mutex<Pace>,
    /// Held by whoever is next, so that the others wait in order.
    next: sync::Mutex<()>,
    came_back: Notify,
}

/// One request that has left. Dropping it makes room for the next.
#[derive(Debug)]
pub(crate) struct Leave<'a> {
    limiter: &'a Limiter,
    sent: Instant,
}

impl Limiter {
    pub(crate) fn new(most: usize) -> Self {
        Self { pace: Mutex::new(Pace::new(most)), next: sync::Mutex::new(()), came_back: Notify::new() }
    }

    /// Waits until a request may leave, but no longer than this. Who can't leave in time has certainly sent nothing;
    /// where it is the service that asked for a longer wait, the error says for how long.
    pub(crate) async fn leave(&self, within: Duration) -> Result<Leave<'_>, ApiError> {
        let deadline = Instant::now() + within;
        match timeout_at(deadline, self.wait(deadline)).await {
            Ok(left) => left,
            Err(_) => Err(self
                .paused_beyond(deadline)
                .unwrap_or(ApiError::NotSent { reason: NotSentReason::NoTurn })),
        }
    }

    async fn wait(&self, deadline: Instant) -> Result<Leave<'_>, ApiError> {
        // Before the queue: who is not served in time need not stand in it.
        if let Some(error) = self.paused_beyond(deadline) {
            return Err(error);
        }
        let _next = self.next.lock().await;
        loop {
            let now = Instant::now();
            let turn = self.pace().turn(now);
            match turn {
                Turn::Now => {
                    self.pace().leave();
                    return Ok(Leave { limiter: self, sent: now });
                }
                Turn::At(until) if until > deadline => return Err(paused(until - now)),
                Turn::At(until) => sleep_until(until).await,
                Turn::AfterAnother => self.came_back.notified().await,
            }
        }
    }

    /// How much longer nothing leaves, because the service asked for it.
    pub(crate) fn pause(&self) -> Option<Duration> {
        let now = Instant::now();
        self.pace().pause(now).map(|until| until - now)
    }

    /// How long what can't be compared took lately.
    pub(crate) fn latency(&self) -> Option<Duration> {
        self.pace().latency_of_single()
    }

    fn paused_beyond(&self, deadline: Instant) -> Option<ApiError> {
        let now = Instant::now();
        self.pace().pause(now).filter(|until| *until > deadline).map(|until| paused(until - now))
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        // Nothing panics while it is held, and its numbers are whole after every step.
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the service said to somebody else a moment ago holds for everybody.
fn paused(left: Duration) -> ApiError {
    ApiError::Refused { status: 429, code: None, description: None, retry_after: Some(left) }
}

impl Leave<'_> {
    /// It leaves only now, and not when it got its turn.
    pub(crate) fn leaves_now(&mut self) {
        self.sent = Instant::now();
    }

    /// Learns from what came back. `comparable`: whether its latency says something about the others of its kind.
    pub(crate) fn learn<T>(&self, result: &Result<T, ApiError>, comparable: bool) {
        let now = Instant::now();
        let mut pace = self.limiter.pace();
        match result {
            Err(error) if error.status() == Some(429) || error.retry_after().is_some() => {
                pace.refused(self.sent, now, error.retry_after());
            }
            Err(ApiError::NotSent { .. } | ApiError::Unknown { .. }) => pace.failed(),
            Ok(_) if comparable => pace.answered(now, Some(now - self.sent)),
            Ok(_) => {
                pace.took(now - self.sent);
                pace.answered(now, None);
            }
            Err(_) => pace.answered(now, None),
        }
    }
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.limiter.pace().come_back();
        self.limiter.came_back.notify_one();
    }
}
