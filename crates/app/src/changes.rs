//! A change set while it is carried out: its steps as they stand, written to the journal before they are shown.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use account_api::{ApiError, Client};
use domain::{Access, Action, Capability, Rejection, SkipReason, StepState, Wish};
use store::{ChangeSet, JournalStep, NewState};

use crate::{
    App, AppEvent, Problem, ProblemCode,
    catalog::Catalog,
    clients::Clients,
    lock,
    opened::{OpenedOrganization, count},
    present,
    progress::telling,
    translate::refusal,
    view::{ChangeSource, HolderView, RunPhase, RunView, StepCounts, StepStateView},
};

/// A change set that is being carried out, or settled after a run that was cut off.
pub(crate) struct Run {
    pub app: Arc<App>,
    pub opened: Arc<OpenedOrganization>,
    pub client: Client,
    pub access: Access,
    /// How long to wait before each look at a license whose change got no answer.
    pub patience: Vec<Duration>,
    id: String,
    capability: Capability,
    live: Mutex<Live>,
}

struct Live {
    steps: Vec<LiveStep>,
    /// What was not told yet.
    news: News,
    /// Nothing more is sent.
    stopped: bool,
    /// Something changed that could not be read back: the cache is behind.
    is_behind: bool,
    /// The journal could not be written.
    problem: Option<Problem>,
    finished: bool,
}

/// What happened since the last time that it was told. Every message has all steps in it, so there is not one for each.
#[derive(Default)]
struct News {
    of_steps: bool,
    of_licenses: bool,
}

/// A step with what only this run knows of it.
#[derive(Clone)]
struct LiveStep {
    step: JournalStep,
    is_checking: bool,
    was_unknown: bool,
    problem: Option<Problem>,
}

impl Run {
    pub fn new(
        app: &Arc<App>,
        opened: &Arc<OpenedOrganization>,
        link: (Clients, Access),
        set: ChangeSet,
    ) -> Self {
        let live = |step: JournalStep| LiveStep {
            was_unknown: step.state == StepState::Unknown,
            is_checking: false,
            problem: None,
            step,
        };
        Self {
            app: Arc::clone(app),
            opened: Arc::clone(opened),
            client: link.0.quick,
            access: link.1,
            patience: app.options.read_back_after.clone(),
            id: set.id,
            capability: set.steps.first().map_or(Capability::Revoke, |step| step.wish.action.capability()),
            live: Mutex::new(Live {
                steps: set.steps.into_iter().map(live).collect(),
                news: News::default(),
                stopped: false,
                is_behind: false,
                problem: None,
                finished: false,
            }),
        }
    }

    pub fn with_patience(self, patience: Vec<Duration>) -> Self {
        Self { patience, ..self }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    pub fn capability(&self) -> Capability {
        self.capability
    }

    pub fn positions(&self) -> std::ops::Range<usize> {
        0..lock(&self.live).steps.len()
    }

    pub fn step(&self, position: usize) -> JournalStep {
        lock(&self.live).steps[position].step.clone()
    }

    pub fn wish(&self, position: usize) -> Wish {
        self.step(position).wish
    }

    /// Writes lines to the journal, then shows them. If they can't be written, nothing more is sent.
    pub async fn record(&self, states: Vec<NewState>) -> Result<(), Problem> {
        let written = self
            .opened
            .store
            .record(&self.id, self.app.options.clock.now(), &states)
            .await
            .map_err(Problem::from);
        {
            let mut live = lock(&self.live);
            if let Err(problem) = &written {
                live.stopped = true;
                live.problem.get_or_insert_with(|| problem.clone());
            }
            for new in states {
                let is_intent = new.state == StepState::Intent;
                let license = &live.steps[new.position].step.wish.license;
                self.opened.set_unsettled(license, written.is_ok() && is_open(&new.state));
                let step = &mut live.steps[new.position];
                step.was_unknown |= new.state == StepState::Unknown;
                // An intent that is not on disk is not sent. Any other state is what happened, on disk or not: the
                // journal still says "intent" or "unknown" then, and the next start settles it.
                step.step.state = match written {
                    Err(_) if is_intent => StepState::Skipped(SkipReason::Stopped),
                    _ => new.state,
                };
            }
            live.news.of_steps = true;
        }
        written
    }

    pub async fn record_one(&self, position: usize, state: StepState) -> Result<(), Problem> {
        self.record(vec![NewState { position, state }]).await
    }

    /// A state that follows from what happened: a journal that can't be written stops the run by itself.
    pub async fn conclude(&self, position: usize, state: StepState) {
        drop(self.record_one(position, state).await);
    }

    pub fn set_checking(&self, position: usize, is_checking: bool) {
        let mut live = lock(&self.live);
        live.steps[position].is_checking = is_checking;
        live.news.of_steps = true;
    }

    /// A license that was read differs from what the table shows.
    pub fn note_license(&self) {
        lock(&self.live).news.of_licenses = true;
    }

    pub fn set_problem(&self, position: usize, problem: Problem) {
        lock(&self.live).steps[position].problem = Some(problem);
    }

    /// An error that would meet every other step too: nothing more is sent.
    pub fn stop_if_hopeless(&self, error: &ApiError) {
        let problem = Problem::from(error.clone());
        let hopeless =
            crate::sync::loses_connection(problem.code) || problem.code == ProblemCode::TokenKindMismatch;
        if hopeless {
            lock(&self.live).stopped = true;
        }
        if crate::sync::loses_connection(problem.code) && problem.code != ProblemCode::AccessRefused {
            self.opened.disconnect(problem);
            self.app.emit(AppEvent::SessionChanged);
        }
    }

    /// The vendor said yes, and the license could not be read since.
    pub fn set_behind(&self) {
        lock(&self.live).is_behind = true;
    }

    pub fn is_behind(&self) -> bool {
        lock(&self.live).is_behind
    }

    pub fn is_stopped(&self) -> bool {
        lock(&self.live).stopped
    }

    /// The problem that kept the journal from being written, if one did.
    pub fn problem(&self) -> Option<Problem> {
        lock(&self.live).problem.clone()
    }

    /// Whether any request of this run may have left.
    pub fn sent_anything(&self) -> bool {
        lock(&self.live)
            .steps
            .iter()
            .any(|live| !matches!(live.step.state, StepState::Planned | StepState::Skipped(_)))
    }

    pub fn finish(&self) -> RunView {
        {
            let mut live = lock(&self.live);
            live.finished = true;
            live.steps.iter_mut().for_each(|step| step.is_checking = false);
        }
        let view = self.view();
        self.app.emit(AppEvent::ChangeProgressed(Box::new(view.clone())));
        view
    }

    /// Runs `work` on the steps, telling now and then what became of them; whatever comes last is told before this
    /// returns.
    pub async fn showing<T>(&self, work: impl Future<Output = T>) -> T {
        telling(work, || self.tell()).await
    }

    fn tell(&self) {
        let news = std::mem::take(&mut lock(&self.live).news);
        if news.of_licenses {
            self.app.emit(AppEvent::LicensesChanged);
        }
        if news.of_steps {
            self.app.emit(AppEvent::ChangeProgressed(Box::new(self.view())));
        }
    }

    pub fn view(&self) -> RunView {
        let live = lock(&self.live);
        let mut counts = StepCounts { steps: count(live.steps.len()), ..StepCounts::default() };
        for live in &live.steps {
            let place = match &live.step.state {
                StepState::Planned => &mut counts.planned,
                StepState::Unknown if !live.is_checking => &mut counts.unknown,
                StepState::Intent | StepState::Unknown => &mut counts.under_way,
                StepState::Applied => &mut counts.applied,
                StepState::Rejected(_) => &mut counts.rejected,
                StepState::Skipped(_) => &mut counts.skipped,
            };
            *place += 1;
        }
        RunView {
            id: self.id.clone(),
            source: ChangeSource::Selection,
            phase: if live.finished { RunPhase::Finished } else { RunPhase::Running },
            counts,
            seconds_left: None,
            waiting_seconds: None,
            problem: live.problem.clone(),
        }
    }
}

impl LiveStep {
    fn view(&self) -> StepStateView {
        match &self.step.state {
            StepState::Planned => StepStateView::Planned,
            StepState::Intent => StepStateView::Sending,
            StepState::Unknown if self.is_checking => StepStateView::Checking,
            StepState::Unknown => StepStateView::Unknown,
            StepState::Applied => StepStateView::Applied { read_back: self.was_unknown },
            StepState::Rejected(rejection) => self.rejection(rejection),
            StepState::Skipped(reason) => self.skip(reason),
        }
    }

    fn rejection(&self, rejection: &Rejection) -> StepStateView {
        match rejection {
            Rejection::NotApplied => StepStateView::NotApplied,
            Rejection::LeftOut => StepStateView::LeftOut,
            Rejection::Gone => StepStateView::Rejected { problem: ProblemCode::LicenseNotFound.into() },
            Rejection::NotSent => StepStateView::Rejected {
                problem: self.problem.clone().unwrap_or_else(|| ProblemCode::ConnectFailed.into()),
            },
            Rejection::Vendor { status, code, description } => {
                let mut problem = Problem::new(refusal(*status, code.as_deref(), description.as_deref()));
                problem.detail.status = Some(*status);
                problem.detail.vendor_code.clone_from(code);
                problem.detail.text.clone_from(description);
                StepStateView::Rejected { problem }
            }
        }
    }

    fn skip(&self, reason: &SkipReason) -> StepStateView {
        match reason {
            SkipReason::Stale(obstacle) => {
                StepStateView::Stale { obstacle: present::obstacle(obstacle.clone()) }
            }
            SkipReason::HolderChanged => StepStateView::HolderChanged,
            SkipReason::Unreadable => StepStateView::Unreadable { problem: self.problem.clone() },
            SkipReason::Stopped => StepStateView::Stopped,
            SkipReason::Canceled => StepStateView::Canceled,
        }
    }
}

fn person(step: &JournalStep, catalog: &Catalog) -> Option<HolderView> {
    present::recipient(&step.wish.action).or_else(|| {
        let seen = catalog.index().known_names().entry(step.seen.clone());
        present::holder(&seen.license, &seen.holder_name)
    })
}

/// Sent, and nobody knows what became of it.
fn is_open(state: &StepState) -> bool {
    matches!(state, StepState::Intent | StepState::Unknown)
}

/// The person whose name an assignment taught us.
pub(crate) fn taught(action: &Action) -> Option<&domain::Contact> {
    match action {
        Action::Assign { contact, .. } => Some(contact),
        Action::Revoke | Action::Transfer { .. } => None,
    }
}
