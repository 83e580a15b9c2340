//! How many requests may be under way at a time, by what the service says and how long it takes. Pure: the time is
//! passed in.

use std::time::Duration;

use tokio::time::Instant;

/// So many good answers in a row let one more request leave at a time.
const GOOD_STRETCH: u32 = 20;
/// So many latencies are looked at after a change before the next one: what was sent before still tells of before.
const LATENCIES_TO_JUDGE: u32 = 8;
/// Up to this much above the best latency is noise, whatever the best is.
const NOISE: f64 = 0.05;
/// How much of each new latency goes into the smoothed one.
const SMOOTHING: f64 = 0.2;
/// How much of the difference the best latency gives in with each answer: a way that became longer for good must not
/// be taken for a crowd for ever.
const FORGETTING: f64 = 0.005;
/// The longest pause that is believed. After it the service is asked again, whatever it said before.
const LONGEST_PAUSE: Duration = Duration::from_mins(10);

/// Whether a request may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// At once.
    Now,
    /// Nothing leaves before this moment: the service asked for it.
    At(Instant),
    /// When another one has come back.
    AfterAnother,
}

/// The allowance of one connection, shared by everything that uses it.
#[derive(Debug)]
pub(crate) struct Pace {
    most: usize,
    allowed: usize,
    in_flight: usize,
    paused_until: Option<Instant>,
    last_cut: Option<Instant>,
    good_in_a_row: u32,
    latency: Latency,
    /// What requests took that can't be compared with each other, smoothed: to be shown, not to judge by.
    single: Option<Duration>,
}

/// Latencies of requests that can be compared, in seconds.
#[derive(Debug, Default)]
struct Latency {
    smoothed: Option<f64>,
    best: f64,
    since_cut: u32,
}

impl Pace {
    /// At most so many at a time, and at least one.
    pub(crate) fn new(most: usize) -> Self {
        let most = most.max(1);
        Self {
            most,
            allowed: most,
            in_flight: 0,
            paused_until: None,
            last_cut: None,
            good_in_a_row: 0,
            latency: Latency::default(),
            single: None,
        }
    }

    /// Something that is not a page of a list took so long.
    pub(crate) fn took(&mut self, latency: Duration) {
        let before = self.single.unwrap_or(latency);
        self.single = Some(before.mul_f64(1.0 - SMOOTHING) + latency.mul_f64(SMOOTHING));
    }

    /// How long such things took lately.
    pub(crate) fn latency_of_single(&self) -> Option<Duration> {
        self.single
    }

    /// Until when nothing may leave, if that is still to come.
    pub(crate) fn pause(&self, now: Instant) -> Option<Instant> {
        self.paused_until.filter(|until| *until > now)
    }

    pub(crate) fn turn(&self, now: Instant) -> Turn {
        match self.pause(now) {
            Some(until) => Turn::At(until),
            None if self.in_flight < self.allowed => Turn::Now,
            None => Turn::AfterAnother,
        }
    }

    /// One leaves.
    pub(crate) fn leave(&mut self) {
        self.in_flight += 1;
    }

    /// One is over, whatever came of it.
    pub(crate) fn come_back(&mut self) {
        self.in_flight = self.in_flight.saturating_sub(1);
    }

    /// The service asks for less: half of what was allowed, and nothing at all for as long as it says.
    pub(crate) fn refused(&mut self, sent: Instant, now: Instant, retry_after: Option<Duration>) {
        self.good_in_a_row = 0;
        if let Some(wait) = retry_after {
            let until = now + wait.min(LONGEST_PAUSE);
            self.paused_until = self.paused_until.max(Some(until));
        }
        // Those that were under way together are refused together: that is one complaint, not four.
        if self.last_cut.is_none_or(|cut| sent >= cut) {
            self.cut_to(self.allowed / 2, now);
        }
    }

    /// No word from the service, or that it failed: no reason to trust it with more.
    pub(crate) fn failed(&mut self) {
        self.good_in_a_row = 0;
    }

    /// An answer as it should be. `latency` is left out for what can't be compared with the rest.
    pub(crate) fn answered(&mut self, now: Instant, latency: Option<Duration>) {
        if let Some(latency) = latency {
            self.latency.add(latency.as_secs_f64());
        }
        if self.latency.is_high() {
            self.good_in_a_row = 0;
            if self.latency.since_cut >= LATENCIES_TO_JUDGE {
                self.cut_to(self.allowed - 1, now);
            }
            return;
        }
        self.good_in_a_row += 1;
        if self.good_in_a_row >= GOOD_STRETCH {
            self.good_in_a_row = 0;
            self.allowed = (self.allowed + 1).min(self.most);
        }
    }

    fn cut_to(&mut self, allowed: usize, now: Instant) {
        self.allowed = allowed.max(1);
        self.last_cut = Some(now);
        self.latency.since_cut = 0;
    }
}

impl Latency {
    fn add(&mut self, seconds: f64) {
        let smoothed = self.smoothed.map_or(seconds, |before| before + SMOOTHING * (seconds - before));
        if self.smoothed.is_none() || smoothed < self.best {
            self.best = smoothed;
        } else {
            self.best += FORGETTING * (smoothed - self.best);
        }
        self.smoothed = Some(smoothed);
        self.since_cut += 1;
    }

    fn is_high(&self) -> bool {
        self.smoothed.is_some_and(|smoothed| smoothed > 2.0 * self.best + NOISE)
    }
}

#[cfg(test)]
#[path = "pacing_tests.rs"]
mod tests;
