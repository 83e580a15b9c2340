//! When the list is read without anybody asking. Pure: the moment comes in as an argument.

use jiff::{SignedDuration, Timestamp};

use crate::{Problem, ProblemCode};

/// Data that is older than this is read again when the window gets the focus.
const OLD: SignedDuration = SignedDuration::from_mins(5);
/// After a failure that can pass by itself, the next tries come after these, the last one again and again.
const BACK_OFF: [SignedDuration; 5] = [
    SignedDuration::from_secs(30),
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(2),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(15),
];
/// A failure that needs a person is tried again when the window gets the focus after this: somebody may have mended it
/// elsewhere.
const LONG: SignedDuration = SignedDuration::from_mins(15);
/// Clocks are set right by a little all the time; by more than this, no time that was noted before means anything.
const CLOCK_SET_BACK: SignedDuration = SignedDuration::from_mins(1);

/// What is known when the next reading is to be found.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Schedule {
    /// How far apart readings are; none if only a person starts them.
    pub every: Option<SignedDuration>,
    /// When the list was last read whole.
    pub read_at: Option<Timestamp>,
    /// The last try.
    pub tried: Option<Try>,
    /// When the window last got the focus.
    pub focused_at: Option<Timestamp>,
}

/// A try to read the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Try {
    /// When it ended.
    pub at: Timestamp,
    /// How.
    pub outcome: Outcome,
}

/// How a try ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// The list was read.
    Read,
    /// A person stopped it, who does not want it at once again.
    Canceled,
    /// It failed.
    Failed(Failure),
}

/// A try that failed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Failure {
    /// What may end it.
    pub kind: FailureKind,
    /// How many there were without a success between, from 1.
    pub in_a_row: u32,
    /// How long the vendor asks to wait.
    pub wait: SignedDuration,
    /// Between 0 and 1, by chance: so that all who lost the same network don't come back at the same moment.
    pub jitter: f64,
}

/// What may end a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FailureKind {
    /// Time: a network that comes back, a service that recovers.
    Passing,
    /// Time, perhaps, but nothing speaks for hurry.
    Stubborn,
    /// A person, with another token, a right, an unlocked keychain.
    Lasting,
}

impl Schedule {
    /// When the list is to be read next; never by itself if there is nothing.
    pub fn due(&self, now: Timestamp) -> Option<Timestamp> {
        let every = self.every?;
        let Some(tried) = self.tried else { return Some(now) };
        if tried.at.duration_since(now) > CLOCK_SET_BACK {
            return Some(now);
        }
        let by_itself = match tried.outcome {
            Outcome::Read | Outcome::Canceled => Some(tried.at + every),
            Outcome::Failed(failure) => failure.pause(every).map(|pause| tried.at + pause),
        };
        let by_focus = self.focused_at.filter(|focused| self.focus_counts(tried, *focused));
        [by_itself, by_focus].into_iter().flatten().min()
    }

    /// Whether the person who has come back to the window should find it being read.
    fn focus_counts(&self, tried: Try, focused: Timestamp) -> bool {
        let since_try = focused.duration_since(tried.at);
        let is_old = self.read_at.is_none_or(|read| focused.duration_since(read) >= OLD);
        match tried.outcome {
            Outcome::Read | Outcome::Canceled => since_try >= OLD && is_old,
            Outcome::Failed(failure) => match failure.kind {
                FailureKind::Passing => since_try >= BACK_OFF[0].max(failure.wait),
                FailureKind::Stubborn => since_try >= OLD.max(failure.wait),
                FailureKind::Lasting => since_try >= LONG,
            },
        }
    }
}

impl Try {
    /// The try that follows `before`, if that was one.
    pub fn failed(at: Timestamp, problem: &Problem, before: Option<Self>, jitter: f64) -> Self {
        let in_a_row = match before.map(|before| before.outcome) {
            Some(Outcome::Failed(failure)) => failure.in_a_row.saturating_add(1),
            Some(Outcome::Read | Outcome::Canceled) | None => 1,
        };
        let wait = SignedDuration::from_secs(problem.detail.wait_seconds.unwrap_or(0).into());
        let failure = Failure { kind: FailureKind::of(problem.code), in_a_row, wait, jitter };
        Self { at, outcome: Outcome::Failed(failure) }
    }
}

impl Failure {
    /// How long to wait before the next try; none if only a person can end it.
    fn pause(&self, every: SignedDuration) -> Option<SignedDuration> {
        let longest = BACK_OFF.len() - 1;
        let step = usize::try_from(self.in_a_row.saturating_sub(1)).unwrap_or(longest).min(longest);
        let pause = match self.kind {
            FailureKind::Passing => BACK_OFF[step],
            FailureKind::Stubborn => every.max(BACK_OFF[longest]),
            FailureKind::Lasting => return None,
        };
        Some(pause.mul_f64(1.0 + 0.2 * self.jitter).max(self.wait))
    }
}

impl FailureKind {
    /// What may end a problem.
    pub fn of(code: ProblemCode) -> Self {
        match code {
            ProblemCode::DnsFailed
            | ProblemCode::ConnectFailed
            | ProblemCode::TlsFailed
            | ProblemCode::ProxyFailed
            | ProblemCode::CaptivePortal
            | ProblemCode::TimedOut
            | ProblemCode::Interrupted
            | ProblemCode::RateLimited
            | ProblemCode::VendorUnavailable
            | ProblemCode::ListShifted => Self::Passing,
            ProblemCode::AnswerUnreadable
            | ProblemCode::VendorRefused
            | ProblemCode::StoreFailed
            | ProblemCode::StoreFull
            | ProblemCode::KeychainNotAnswering
            | ProblemCode::DemoFailed => Self::Stubborn,
            // A rejected token, a refused access, a locked keychain: asking again only asks too often.
            _ => Self::Lasting,
        }
    }
}

#[cfg(test)]
#[path = "schedule_tests.rs"]
mod tests;
