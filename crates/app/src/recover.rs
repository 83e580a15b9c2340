//! After a run that was cut off: nothing is sent, everything is read back. What was only planned waits for a person.

use std::{collections::HashSet, sync::Arc, time::Duration};

use tokio::time::{Instant, timeout_at};

use crate::{
    App, AppEvent, Problem, ProblemCode, apply::run_of, change_sets::change_set_view, lock,
    opened::OpenedOrganization, run::Worker, view::RecoveryView,
};

/// Who wants to know what became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AskedBy {
    /// A person, by a click or a start of the app.
    Person,
    /// The refreshing, without anybody asking.
    Nobody,
}

impl AskedBy {
    /// How long settling may take; what is not settled by then stays unknown until the next sync.
    fn at_most(self) -> Duration {
        match self {
            Self::Person => Duration::from_secs(45),
            // No change can be carried out meanwhile: a person who wants to must not wait for what nobody asked for.
            Self::Nobody => Duration::from_secs(5),
        }
    }

    /// How long to wait before each look. What nobody asked for was looked at with patience when it was sent or at the
    /// start, and comes long after that.
    fn patience(self, app: &App) -> Vec<Duration> {
        match self {
            Self::Person => app.options.read_back_after.clone(),
            Self::Nobody => vec![Duration::ZERO],
        }
    }
}

/// What is shown of runs that were cut off.
#[derive(Debug, Default)]
pub(crate) struct Recovery {
    shown: Option<Vec<String>>,
    /// The change sets whose present state was shown, here or when they were carried out.
    told: HashSet<String>,
}

impl Recovery {
    /// The person sees what became of this change set.
    pub fn note_told(&mut self, id: &str) {
        self.told.insert(id.to_owned());
    }

    /// Shows what was found out, beside what is still shown of others.
    fn show(&mut self, id: &str) {
        self.note_told(id);
        let shown = self.shown.get_or_insert_with(Vec::new);
        shown.retain(|other| other != id);
        shown.push(id.to_owned());
    }

    /// It goes on, and is shown as a run.
    pub fn forget(&mut self, id: &str) {
        if let Some(shown) = &mut self.shown {
            shown.retain(|other| other != id);
        }
        self.shown.take_if(|shown| shown.is_empty());
    }
}

impl App {
    /// Settles what an earlier run left open, and offers what it left planned.
    pub(crate) async fn recover(self: &Arc<Self>, opened: &Arc<OpenedOrganization>, asked: AskedBy) {
        let Ok(_only) = opened.changing.try_lock() else { return };
        let recovered = opened.while_open(self.try_recover(opened, asked)).await;
        match recovered {
            // Another organization took its place, or there is nothing new.
            None | Some(Ok(false)) => return,
            Some(Ok(true)) => {}
            Some(Err(problem)) => {
                tracing::error!(code = ?problem.code, "the journal could not be settled");
                opened.update_sync(|sync| sync.problem = Some(problem));
            }
        }
        self.emit(AppEvent::SessionChanged);
    }

    /// Whether anything came of it that was not told yet.
    async fn try_recover(
        self: &Arc<Self>,
        opened: &Arc<OpenedOrganization>,
        asked: AskedBy,
    ) -> Result<bool, Problem> {
        let deadline = Instant::now() + asked.at_most();
        let mut is_news = false;
        for open in opened.store.open_change_sets().await? {
            let is_told = lock(&opened.recovery).told.contains(&open.id);
            // A large one that only waits for a person is not read again with every sync.
            let is_changed = open.is_sent && self.settle(opened, &open.id, asked, deadline).await?;
            if is_changed || !is_told {
                lock(&opened.recovery).show(&open.id);
                is_news = true;
            }
        }
        Ok(is_news)
    }

    /// Reads back what was sent. Whether any step stands elsewhere than before.
    async fn settle(
        self: &Arc<Self>,
        opened: &Arc<OpenedOrganization>,
        id: &str,
        asked: AskedBy,
        deadline: Instant,
    ) -> Result<bool, Problem> {
        let run = run_of(opened, id).await?;
        let before = run.view().counts;
        let worker = Worker::new(self, opened, &run, opened.online()?).only_settling(asked.patience(self));
        // When time is up, only reads are cut off.
        drop(worker.showing(timeout_at(deadline, Box::pin(worker.settle_open()))).await);
        run.stop_checking();
        match worker.unwritten() {
            Some(problem) => Err(problem),
            None => Ok(run.view().counts != before),
        }
    }

    /// What was found out about runs that had been cut off.
    pub async fn recovery(&self) -> Result<Option<RecoveryView>, Problem> {
        let opened = self.opened()?;
        let Some(shown) = lock(&opened.recovery).shown.clone() else { return Ok(None) };
        let mut change_sets = Vec::with_capacity(shown.len());
        for id in shown {
            match change_set_view(&opened, &id).await {
                Ok(view) => change_sets.push(view),
                Err(problem) if problem.code == ProblemCode::ChangeSetUnknown => {}
                Err(problem) => return Err(problem),
            }
        }
        Ok(Some(RecoveryView { change_sets }))
    }

    /// The person has read it.
    pub fn dismiss_recovery(&self) {
        if let Ok(opened) = self.opened() {
            lock(&opened.recovery).shown = None;
            self.emit(AppEvent::SessionChanged);
        }
    }
}
