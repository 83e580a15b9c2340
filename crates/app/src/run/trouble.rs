//! What an error says about the steps that come: nothing, that it is too fast, that the vendor can't be reached, or that
//! none of them can succeed.

use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{
        Mutex,
        atomic::{AtomicU32, Ordering},
    },
};

use account_api::ApiError;
use domain::SkipReason;

use super::{Rest, Worker};
use crate::{AppEvent, Problem, ProblemCode, lock};

/// So many failures in a row, with no certain answer between them, are no accident: a person has a look before hundreds
/// of rows are spent.
const TOO_MANY: u32 = 8;

/// What to do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    /// It is about this one license.
    None,
    /// The vendor is busy or has a fault: slower.
    Busy,
    /// There may be no way to the vendor.
    Lost,
    /// Every other step would meet it, too.
    Hopeless,
}

/// Failures that said nothing certain, since the last answer that did. Reads can go well while nothing can be changed.
#[derive(Debug, Default)]
pub(super) struct Failures {
    reads: AtomicU32,
    changes: AtomicU32,
    /// Looks that failed before each step, over the whole run.
    looks: Mutex<HashMap<usize, u32>>,
}

/// What failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Read,
    Change,
}

impl Failures {
    fn of(&self, call: Call) -> &AtomicU32 {
        match call {
            Call::Read => &self.reads,
            Call::Change => &self.changes,
        }
    }

    /// A look before a step failed: gives how many of them did.
    pub fn note_look(&self, position: usize) -> u32 {
        let mut looks = lock(&self.looks);
        let failed = looks.entry(position).or_default();
        *failed += 1;
        *failed
    }
}

impl Worker {
    /// Takes note of how a call ended.
    pub(super) fn note_answer(&self, call: Call, error: Option<&ApiError>) {
        let Some(error) = error else { return self.failures.of(call).store(0, Ordering::Relaxed) };
        let problem = problem_of(error);
        match trouble(problem.code) {
            Trouble::None => self.failures.of(call).store(0, Ordering::Relaxed),
            Trouble::Busy => self.slow_down(call, error, problem),
            Trouble::Lost => self.door.doubt(problem),
            Trouble::Hopeless => self.give_up(problem),
        }
    }

    fn slow_down(&self, call: Call, error: &ApiError, problem: Problem) {
        let failures = self.failures.of(call).fetch_add(1, Ordering::Relaxed) + 1;
        if failures >= TOO_MANY {
            self.failures.of(call).store(0, Ordering::Relaxed);
            self.door.pause(Some(problem));
        } else if error.retry_after().is_none() {
            // Where the vendor says how long to wait, the line of requests waits as long as it says.
            let options = &self.app.options.client;
            let wait = options.first_backoff * 2_u32.pow(failures);
            self.door.hold(wait.min(options.longest_backoff));
        }
    }

    /// Nothing more is sent.
    fn give_up(&self, problem: Problem) {
        if problem.code == ProblemCode::TokenRejected {
            self.opened.disconnect(problem.clone());
            self.app.emit(AppEvent::SessionChanged);
        }
        self.door.shut(Rest::Skipped(SkipReason::Stopped), Some(problem));
    }

    /// Whenever it is in doubt whether the vendor can be reached: finds out, by a read with its repetitions.
    pub(super) async fn look_when_in_doubt(&self) -> Infallible {
        loop {
            self.door.is_in_doubt().await;
            match self.client().token().await {
                Ok(access) => {
                    self.reconnect(&access);
                    self.door.trust();
                }
                Err(error) => self.still_in_trouble(problem_of(&error)),
            }
        }
    }

    fn still_in_trouble(&self, problem: Problem) {
        if trouble(problem.code) == Trouble::Hopeless {
            return self.give_up(problem);
        }
        if crate::sync::loses_connection(problem.code) {
            self.opened.disconnect(problem.clone());
            self.app.emit(AppEvent::SessionChanged);
        }
        self.door.pause(Some(problem));
    }
}

/// That a right is missing is the vendor's to say, with a code: a proxy that refuses one request with a page of its own
/// says nothing about the others.
fn problem_of(error: &ApiError) -> Problem {
    const FORBIDDEN: u16 = 403;
    let problem = Problem::from(error.clone());
    if error.status() == Some(FORBIDDEN) && error.code().is_none() {
        return Problem { code: ProblemCode::AnswerUnreadable, ..problem };
    }
    problem
}

fn trouble(code: ProblemCode) -> Trouble {
    match code {
        ProblemCode::TokenRejected | ProblemCode::AccessRefused | ProblemCode::TokenKindMismatch => {
            Trouble::Hopeless
        }
        code if crate::sync::loses_connection(code) => Trouble::Lost,
        ProblemCode::RateLimited
        | ProblemCode::VendorUnavailable
        | ProblemCode::TimedOut
        | ProblemCode::Interrupted
        | ProblemCode::AnswerUnreadable => Trouble::Busy,
        _ => Trouble::None,
    }
}

#[cfg(test)]
mod tests {
    use account_api::UnreadableKind;

    use super::*;

    #[track_caller]
    fn check(code: ProblemCode, expected: Trouble) {
        assert_eq!(trouble(code), expected, "{code:?}");
    }

    #[track_caller]
    fn check_status(status: u16, code: Option<&str>, expected: Trouble) {
        let code = code.map(str::to_owned);
        let refused = ApiError::Refused { status, code, description: None, retry_after: None };
        assert_eq!(trouble(problem_of(&refused).code), expected, "{refused:?}");
    }

    #[test]
    fn only_the_vendor_says_that_a_right_is_missing() {
        check_status(401, Some("INVALID_TOKEN"), Trouble::Hopeless);
        check_status(401, None, Trouble::Hopeless);
        check_status(403, Some("INSUFFICIENT_PERMISSIONS"), Trouble::Hopeless);
        check_status(403, None, Trouble::Busy);
        let page = ApiError::Unreadable { status: 403, kind: UnreadableKind::Html };
        assert_eq!(trouble(problem_of(&page).code), Trouble::Busy);
        assert_eq!(problem_of(&page).detail.status, Some(403), "a person reads it");
    }

    #[test]
    fn an_error_says_how_much_of_the_run_it_concerns() {
        check(ProblemCode::LicenseTaken, Trouble::None);
        check(ProblemCode::TeamMismatch, Trouble::None);
        check(ProblemCode::VendorRefused, Trouble::None);
        check(ProblemCode::RateLimited, Trouble::Busy);
        check(ProblemCode::VendorUnavailable, Trouble::Busy);
        check(ProblemCode::DnsFailed, Trouble::Lost);
        check(ProblemCode::CaptivePortal, Trouble::Lost);
        check(ProblemCode::TokenRejected, Trouble::Hopeless);
        check(ProblemCode::AccessRefused, Trouble::Hopeless);
        check(ProblemCode::TokenKindMismatch, Trouble::Hopeless);
    }
}
