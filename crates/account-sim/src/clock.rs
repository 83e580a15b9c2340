//! The simulator's clock: every rule that knows a day or a moment asks it.

use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};

use crate::lock;

/// A clock that tests can move. Clones show the same time, so a test keeps one and moves the service's.
#[derive(Clone, Debug)]
pub struct Clock {
    reading: Arc<Mutex<Reading>>,
}

#[derive(Clone, Copy, Debug)]
enum Reading {
    /// The system's time and this much more.
    Running(SignedDuration),
    /// Stands still until it is moved.
    Fixed(Timestamp),
}

impl Clock {
    /// The system's time, until it is moved.
    pub fn system() -> Self {
        Self::reading(Reading::Running(SignedDuration::ZERO))
    }

    /// Shows `now` and runs on from there.
    pub fn starting_at(now: Timestamp) -> Self {
        Self::reading(Reading::Running(now.duration_since(Timestamp::now())))
    }

    /// Shows `now` and stands still.
    pub fn fixed(now: Timestamp) -> Self {
        Self::reading(Reading::Fixed(now))
    }

    /// The moment that this clock shows.
    pub fn now(&self) -> Timestamp {
        match *lock(&self.reading) {
            Reading::Running(ahead) => saturating_add(Timestamp::now(), ahead),
            Reading::Fixed(now) => now,
        }
    }

    /// Moves the clock forward, or back with a negative duration. A running clock runs on.
    pub fn advance(&self, by: SignedDuration) {
        let mut reading = lock(&self.reading);
        *reading = match *reading {
            Reading::Running(ahead) => Reading::Running(ahead.saturating_add(by)),
            Reading::Fixed(now) => Reading::Fixed(saturating_add(now, by)),
        };
    }

    /// Sets the clock to a moment. A running clock runs on from there.
    pub fn set(&self, now: Timestamp) {
        let mut reading = lock(&self.reading);
        *reading = match *reading {
            Reading::Running(_) => Reading::Running(now.duration_since(Timestamp::now())),
            Reading::Fixed(_) => Reading::Fixed(now),
        };
    }

    fn reading(reading: Reading) -> Self {
        Self { reading: Arc::new(Mutex::new(reading)) }
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

pub(crate) fn saturating_add(moment: Timestamp, by: SignedDuration) -> Timestamp {
    let limit = if by.is_negative() { Timestamp::MIN } else { Timestamp::MAX };
    moment.checked_add(by).unwrap_or(limit)
}
