//! Who carries a run out, or settles what one left open: there as long as there is work.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use account_api::Client;
use domain::{Access, Capability, LicenseId, StepState};
use store::NewState;
use tokio::sync::Semaphore;

use super::{Limit, Rest, Run, door::Door, journal::JournalWriter, trouble::Failures};
use crate::{
    App, AppEvent, Problem, clients::Clients, keep::Keeper, lock, opened::OpenedOrganization,
    progress::telling,
};

/// Steps that are between their first look and their last at the same time: more than requests may be under way, so that
/// what is written down in between leaves no place in the line empty.
const IN_PROGRESS: usize = 8;

/// Carries a run out.
pub(crate) struct Worker {
    pub app: Arc<App>,
    pub opened: Arc<OpenedOrganization>,
    pub run: Arc<Run>,
    pub(super) access: Access,
    /// Clients of the connection that there is now: it can be made anew while a run is paused.
    clients: Mutex<Clients>,
    /// That of the run; one of its own for who only settles, because nothing of that holds a run up.
    pub(super) door: Arc<Door>,
    pub(super) journal: JournalWriter,
    /// Why the journal could not be written, if it could not.
    unwritten: Mutex<Option<Problem>>,
    pub(super) keeper: Keeper,
    pub(super) line: Semaphore,
    /// How long to wait before each look at a license whose change got no answer.
    pub(super) patience: Vec<Duration>,
    /// How long it may go on with looks that only settle.
    pub(super) limit: Arc<Limit>,
    /// Whether every license is read again before anything is sent: much time has passed since the plan.
    pub(super) looks_first: bool,
    /// Seats that a revocation of the same set frees, with the position of that step.
    pub(super) freed: HashMap<LicenseId, usize>,
    pub(super) failures: Failures,
}

impl Worker {
    pub fn new(
        app: &Arc<App>,
        opened: &Arc<OpenedOrganization>,
        run: &Arc<Run>,
        link: (Clients, Access),
    ) -> Self {
        let clock = Arc::clone(&app.options.clock);
        Self {
            app: Arc::clone(app),
            opened: Arc::clone(opened),
            run: Arc::clone(run),
            access: link.1,
            clients: Mutex::new(link.0),
            door: Arc::clone(&run.door),
            unwritten: Mutex::default(),
            journal: JournalWriter::start(opened.store.clone(), clock, run.id().to_owned()),
            keeper: Keeper::start(app, opened),
            line: Semaphore::new(IN_PROGRESS),
            patience: app.options.read_back_after.clone(),
            limit: Arc::new(Limit::none()),
            looks_first: false,
            freed: freed(run),
            failures: Failures::default(),
        }
    }

    /// Every license is read again before anything is sent.
    pub fn looking_first(self) -> Self {
        Self { looks_first: true, ..self }
    }

    /// Sends nothing, and only reads back, for as long as `limit` lets it.
    pub fn only_settling(self, patience: Vec<Duration>, limit: &Arc<Limit>) -> Self {
        Self { door: Arc::default(), patience, limit: Arc::clone(limit), ..self }
    }

    /// Why the journal could not be written, if it could not.
    pub fn unwritten(&self) -> Option<Problem> {
        lock(&self.unwritten).clone()
    }

    pub(super) fn client(&self) -> Client {
        lock(&self.clients).quick.clone()
    }

    /// Goes on with the connection that the window shows; where that was given up, this one takes its place again.
    pub(super) fn reconnect(&self, access: &Access) {
        let mut clients = lock(&self.clients);
        match self.opened.link().clients {
            Some(newer) => *clients = newer,
            None => self.opened.connected(clients.clone(), access.clone(), self.app.options.clock.now()),
        }
        drop(clients);
        self.app.emit(AppEvent::SessionChanged);
    }

    /// Writes lines to the journal, then shows them. If they can't be written, nothing more is sent.
    pub async fn record(&self, states: Vec<NewState>) -> Result<(), Problem> {
        let written = self.journal.record(states.clone()).await;
        let at = match &written {
            Ok(at) => *at,
            Err(problem) => {
                lock(&self.unwritten).get_or_insert_with(|| problem.clone());
                self.door.shut(Rest::Planned, Some(problem.clone()));
                self.app.options.clock.now()
            }
        };
        // What was not sent stays planned, as the journal has it. All else is what happened, on disk or not: the journal
        // still says "intent" or "unknown" then, and the next start settles it.
        let is_sent = |state: &StepState| !matches!(state, StepState::Intent | StepState::Skipped(_));
        let shown: Vec<NewState> =
            states.into_iter().filter(|new| written.is_ok() || is_sent(&new.state)).collect();
        for new in &shown {
            let license = &self.run.step(new.position).wish.license;
            match &new.state {
                StepState::Intent | StepState::Unknown | StepState::Promised => {
                    self.opened.unsettled().open(license, &new.state, at);
                }
                StepState::Applied | StepState::Rejected(_) if written.is_ok() => {
                    self.opened.unsettled().settle(license);
                }
                // Nothing was sent, which settles nothing; nor does what only the memory has.
                _ => {}
            }
        }
        self.run.note(shown, at);
        written.map(drop)
    }

    pub(super) async fn record_one(&self, position: usize, state: StepState) -> Result<(), Problem> {
        self.record(vec![NewState { position, state }]).await
    }

    /// A state that follows from what happened: a journal that can't be written shuts the door by itself.
    pub(super) async fn conclude(&self, position: usize, state: StepState) {
        drop(self.record_one(position, state).await);
    }

    /// Runs `work` on the steps, telling now and then what became of them; whatever comes last is told before this
    /// returns.
    pub async fn showing<T>(&self, work: impl Future<Output = T>) -> T {
        telling(work, || self.tell()).await
    }

    fn tell(&self) {
        let waiting = self.door.held().max(self.client().pause());
        let is_shown = self.opened.run().is_some_and(|shown| Arc::ptr_eq(&shown, &self.run));
        if self.run.has_news(waiting) && is_shown {
            self.app.emit(AppEvent::ChangeProgressed(Box::new(self.run.view())));
        }
    }
}

fn freed(run: &Run) -> HashMap<LicenseId, usize> {
    let revokes = run.positions(|_| true).into_iter();
    revokes
        .filter(|position| run.step(*position).wish.action.capability() == Capability::Revoke)
        .map(|position| (run.step(position).wish.license.clone(), position))
        .collect()
}
