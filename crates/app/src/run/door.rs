//! The door through which every step of a run goes before anything of it is sent: open, held for a moment, closed by a
//! person or by trouble, or shut for good.

use std::{pin::pin, sync::Mutex, time::Duration};

use domain::SkipReason;
use tokio::{sync::Notify, time::Instant};

use crate::{Problem, lock};

/// Whether steps may go through.
#[derive(Clone, Debug)]
enum State {
    /// They may, from this moment on if there is one.
    Open { from: Option<Instant> },
    /// Not before it is known whether the vendor can be reached at all.
    InDoubt { problem: Problem },
    /// Not before a person says so, who closed it, or whom this problem is shown to.
    Paused { problem: Option<Problem> },
    /// No more.
    Shut { rest: Rest, problem: Option<Problem> },
}

/// What becomes of the steps that did not go through when the door was shut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// It is written down that they were not sent.
    Skipped(SkipReason),
    /// They stay planned: a person chooses, now or after the next start.
    Planned,
}

/// The door of one run.
#[derive(Debug)]
pub(crate) struct Door {
    state: Mutex<State>,
    /// Wakes those who wait in the order in which they came, so that rows keep their order over a pause.
    changed: Notify,
}

impl Default for Door {
    fn default() -> Self {
        Self { state: Mutex::new(State::Open { from: None }), changed: Notify::new() }
    }
}

impl Door {
    /// Waits until a step may go through. False: none will any more.
    pub async fn enter(&self) -> bool {
        loop {
            let mut changed = pin!(self.changed.notified());
            changed.as_mut().enable();
            let from = match &*lock(&self.state) {
                State::Open { from } => from.filter(|from| *from > Instant::now()),
                State::InDoubt { .. } | State::Paused { .. } => Some(far_away()),
                State::Shut { .. } => return false,
            };
            let Some(from) = from else { return true };
            tokio::select! {
                biased;
                () = &mut changed => {}
                () = tokio::time::sleep_until(from) => {}
            }
        }
    }

    /// Waits until it is not open.
    pub async fn closes(&self) {
        self.shows(|state| (!matches!(state, State::Open { .. })).then_some(())).await;
    }

    /// Waits until it is in doubt whether the vendor can be reached.
    pub async fn is_in_doubt(&self) -> Problem {
        let problem = |state: &State| match state {
            State::InDoubt { problem } => Some(problem.clone()),
            _ => None,
        };
        self.shows(problem).await
    }

    /// Waits until a look at it gives something.
    async fn shows<T>(&self, look: impl Fn(&State) -> Option<T>) -> T {
        loop {
            let mut changed = pin!(self.changed.notified());
            // Before the look: a change right after it is not missed.
            changed.as_mut().enable();
            let found = look(&lock(&self.state));
            if let Some(found) = found {
                return found;
            }
            changed.await;
        }
    }

    /// Whether a step may go through right now.
    pub fn is_open(&self) -> bool {
        match &*lock(&self.state) {
            State::Open { from } => from.is_none_or(|from| from <= Instant::now()),
            _ => false,
        }
    }

    /// Whether a step may go through now or in a moment, without anybody doing anything.
    pub fn is_at_most_held(&self) -> bool {
        matches!(&*lock(&self.state), State::Open { .. })
    }

    pub fn is_paused(&self) -> bool {
        matches!(&*lock(&self.state), State::Paused { .. })
    }

    pub fn is_shut(&self) -> bool {
        matches!(&*lock(&self.state), State::Shut { .. })
    }

    /// What becomes of what did not go through; none while steps still may.
    pub fn rest(&self) -> Option<Rest> {
        match &*lock(&self.state) {
            State::Shut { rest, .. } => Some(rest.clone()),
            _ => None,
        }
    }

    /// What closed it, if something did.
    pub fn problem(&self) -> Option<Problem> {
        match &*lock(&self.state) {
            State::Open { .. } | State::InDoubt { .. } => None,
            State::Paused { problem } | State::Shut { problem, .. } => problem.clone(),
        }
    }

    /// How long steps are held.
    pub fn held(&self) -> Option<Duration> {
        match &*lock(&self.state) {
            State::Open { from: Some(from) } => from.checked_duration_since(Instant::now()),
            _ => None,
        }
    }

    /// Nothing goes through for so long.
    pub fn hold(&self, wait: Duration) {
        let until = Instant::now() + wait;
        self.change(|state| match state {
            State::Open { from } => Some(State::Open { from: (*from).max(Some(until)) }),
            _ => None,
        });
    }

    /// It is not clear whether the vendor can be reached.
    pub fn doubt(&self, problem: Problem) {
        self.change(|state| matches!(state, State::Open { .. }).then(|| State::InDoubt { problem }));
    }

    /// The vendor can be reached.
    pub fn trust(&self) {
        self.change(|state| matches!(state, State::InDoubt { .. }).then_some(State::Open { from: None }));
    }

    /// Nothing goes through until it is opened again; `problem` says why, where it was not a person.
    pub fn pause(&self, problem: Option<Problem>) {
        self.change(|state| match state {
            State::Open { .. } | State::InDoubt { .. } => Some(State::Paused { problem }),
            State::Paused { .. } | State::Shut { .. } => None,
        });
    }

    /// A person opens it again. After trouble it is looked first whether the vendor can be reached.
    pub fn resume(&self) {
        self.change(|state| match state {
            State::Paused { problem: Some(problem) } => Some(State::InDoubt { problem: problem.clone() }),
            State::Paused { problem: None } => Some(State::Open { from: None }),
            _ => None,
        });
    }

    /// Nothing goes through any more. What was said first stays, but a problem that comes later is shown, too.
    pub fn shut(&self, rest: Rest, problem: Option<Problem>) {
        self.change(|state| match state {
            State::Shut { problem: Some(_), .. } => None,
            State::Shut { rest, problem: None } => Some(State::Shut { rest: rest.clone(), problem }),
            _ => Some(State::Shut { rest, problem }),
        });
    }

    fn change(&self, next: impl FnOnce(&State) -> Option<State>) {
        let mut state = lock(&self.state);
        let Some(next) = next(&state) else { return };
        *state = next;
        drop(state);
        self.changed.notify_waiters();
    }
}

/// Longer than anything waits here: who waits is woken by a change.
fn far_away() -> Instant {
    const YEAR: Duration = Duration::from_hours(24 * 365);
    Instant::now() + YEAR
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ProblemCode;

    fn lost() -> Problem {
        ProblemCode::DnsFailed.into()
    }

    #[tokio::test]
    async fn trouble_closes_it_until_the_vendor_can_be_reached() {
        let door = Door::default();
        assert!(door.enter().await);
        door.doubt(lost());
        assert!(!door.is_open() && !door.is_paused());
        assert_eq!(door.problem(), None, "it is not known yet whether there is one");
        door.trust();
        assert!(door.enter().await);
    }

    #[tokio::test]
    async fn after_trouble_a_person_opens_it_and_the_vendor_is_looked_for_first() {
        let door = Door::default();
        door.doubt(lost());
        door.pause(Some(lost()));
        assert_eq!(door.problem(), Some(lost()));
        door.resume();
        assert!(!door.is_open() && !door.is_paused());
        assert_eq!(door.is_in_doubt().await, lost());
        door.pause(Some(lost()));
        assert!(door.is_paused());
    }

    #[tokio::test]
    async fn who_paused_it_opens_it_at_once() {
        let door = Door::default();
        door.pause(None);
        assert!(door.is_paused());
        door.resume();
        assert!(door.is_open());
    }

    #[tokio::test]
    async fn what_was_said_first_when_it_was_shut_stays() {
        let door = Door::default();
        door.shut(Rest::Skipped(SkipReason::Canceled), None);
        door.shut(Rest::Planned, Some(lost()));
        door.shut(Rest::Planned, Some(ProblemCode::StoreFull.into()));
        door.resume();
        door.pause(None);
        assert!(!door.enter().await);
        assert_eq!((door.rest(), door.problem()), (Some(Rest::Skipped(SkipReason::Canceled)), Some(lost())));
    }

    #[tokio::test]
    async fn a_longer_hold_is_not_ended_by_a_shorter_one() {
        let door = Door::default();
        let started = Instant::now();
        door.hold(Duration::from_millis(90));
        door.hold(Duration::from_millis(10));
        assert!(!door.is_open());
        assert!(door.enter().await);
        assert!(started.elapsed() >= Duration::from_millis(90));
    }

    #[tokio::test]
    async fn who_came_first_goes_through_first() {
        let door = Door::default();
        door.pause(None);
        let order = Mutex::new(Vec::new());
        let steps = (0..40).map(|step| {
            let (door, order) = (&door, &order);
            async move {
                assert!(door.enter().await);
                lock(order).push(step);
            }
        });
        let opened = async { door.resume() };
        futures::join!(futures::future::join_all(steps), opened);
        assert_eq!(*lock(&order), (0..40).collect::<Vec<_>>());
    }
}
