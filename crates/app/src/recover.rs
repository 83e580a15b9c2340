//! After a run that was cut off: nothing is sent, everything is read back. What was only planned waits for a person.

use std::{collections::HashSet, sync::Arc, time::Duration};

use futures::FutureExt;
use store::OpenChangeSet;

use crate::{
    App, AppEvent, Problem, ProblemCode,
    apply::run_of,
    change_sets::change_set_view,
    lock,
    opened::OpenedOrganization,
    run::{Limit, Run, Worker},
    view::{ChangeSetView, RecoveryView, RunView},
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
#[derive(Default)]
pub(crate) struct Recovery {
    shown: Option<Vec<String>>,
    /// The change sets whose present state was shown, here or when they were carried out.
    told: HashSet<String>,
    /// What is being looked at.
    looking: Option<Looking>,
}

/// Licenses are being read to find out what became of steps.
struct Looking {
    /// The change sets of which that is not known yet.
    change_sets: Vec<String>,
    /// The one of them whose turn it is.
    run: Option<Arc<Run>>,
    limit: Arc<Limit>,
}

/// Nothing is looked at any more when this goes, however that comes.
struct WhileLooking<'a>(&'a OpenedOrganization);

impl Drop for WhileLooking<'_> {
    fn drop(&mut self) {
        lock(&self.0.recovery).looking = None;
    }
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

    /// Whether it is being found out what became of steps of this change set.
    pub fn is_looking_at(&self, id: &str) -> bool {
        self.looking.as_ref().is_some_and(|looking| looking.change_sets.iter().any(|other| other == id))
    }

    /// What is not known by now stays unknown.
    pub fn stop_looking(&self) {
        if let Some(looking) = &self.looking {
            looking.limit.end();
        }
    }

    /// As [`Recovery::stop_looking`], if it is the turn of this change set.
    pub fn stop_looking_at(&self, id: &str) -> Option<RunView> {
        let run = self.looking.as_ref()?.run.as_ref().filter(|run| run.id() == id)?;
        self.stop_looking();
        Some(run.view())
    }

    fn is_turn_of(&mut self, run: &Arc<Run>) {
        if let Some(looking) = &mut self.looking {
            looking.run = Some(Arc::clone(run));
        }
    }

    fn was_looked_at(&mut self, id: &str) {
        if let Some(looking) = &mut self.looking {
            looking.change_sets.retain(|other| other != id);
            looking.run = None;
        }
    }
}

impl OpenedOrganization {
    fn look_at(&self, change_sets: Vec<String>, limit: &Arc<Limit>) -> WhileLooking<'_> {
        let looking = Looking { change_sets, run: None, limit: Arc::clone(limit) };
        lock(&self.recovery).looking = Some(looking);
        WhileLooking(self)
    }
}

impl App {
    /// Settles what an earlier run left open, and offers what it left planned.
    pub(crate) async fn recover(self: &Arc<Self>, opened: &Arc<OpenedOrganization>, asked: AskedBy) {
        let Ok(_only) = self.right_to_change(opened) else { return };
        // None: another organization took its place.
        if let Some(Err(problem)) = opened.while_open(self.try_recover(opened, asked)).await {
            tracing::error!(code = ?problem.code, "the journal could not be settled");
            opened.update_sync(|sync| sync.problem = Some(problem));
            self.emit(AppEvent::SessionChanged);
        }
    }

    async fn try_recover(
        self: &Arc<Self>,
        opened: &Arc<OpenedOrganization>,
        asked: AskedBy,
    ) -> Result<(), Problem> {
        let open = opened.store.open_change_sets().await?;
        // A large one that only waits for a person is not read again with every sync.
        let sent: Vec<String> = open.iter().filter(|open| open.is_sent).map(|open| open.id.clone()).collect();
        let limit = Arc::new(Limit::within(asked.at_most()));
        let _looking = opened.look_at(sent.clone(), &limit);
        let new = self.show_at_once(opened, &open);
        for id in &sent {
            let run = run_of(opened, id).await?;
            let before = run.view().counts;
            self.look_back(opened, &run, asked.patience(self), &limit).await?;
            let is_changed = run.view().counts != before;
            if is_changed {
                lock(&opened.recovery).show(id);
            }
            if is_changed || new.contains(id) {
                self.emit(AppEvent::SessionChanged);
            }
        }
        Ok(())
    }

    /// Shows what is known before it is looked what became of the rest, which takes a while. Gives what was not told yet.
    fn show_at_once(&self, opened: &OpenedOrganization, open: &[OpenChangeSet]) -> HashSet<String> {
        let mut recovery = lock(&opened.recovery);
        let new = open.iter().map(|open| open.id.clone()).filter(|id| !recovery.told.contains(id));
        let new: HashSet<String> = new.collect();
        open.iter().filter(|open| new.contains(&open.id)).for_each(|open| recovery.show(&open.id));
        drop(recovery);
        if !new.is_empty() {
            self.emit(AppEvent::SessionChanged);
        }
        new
    }

    /// Reads back what was sent, as long as `limit` lets it.
    async fn look_back(
        self: &Arc<Self>,
        opened: &Arc<OpenedOrganization>,
        run: &Arc<Run>,
        patience: Vec<Duration>,
        limit: &Arc<Limit>,
    ) -> Result<(), Problem> {
        lock(&opened.recovery).is_turn_of(run);
        let worker = Worker::new(self, opened, run, opened.online()?).only_settling(patience, limit);
        worker.showing(worker.settle_open().boxed()).await;
        run.stop_checking();
        lock(&opened.recovery).was_looked_at(run.id());
        worker.unwritten().map_or(Ok(()), Err)
    }

    /// Looks again at the licenses of steps of which nobody knows what became, until [`App::cancel_run`] or time ends it.
    pub async fn check_change(self: &Arc<Self>, id: &str) -> Result<ChangeSetView, Problem> {
        let opened = self.opened()?;
        let _only = self.right_to_change(&opened)?;
        let run = run_of(&opened, id).await?;
        let asked = AskedBy::Person;
        let limit = Arc::new(Limit::within(asked.at_most()));
        let looking = opened.look_at(vec![id.to_owned()], &limit);
        let looked = self.look_back(&opened, &run, asked.patience(self), &limit).await;
        drop(looking);
        self.emit(AppEvent::SessionChanged);
        looked?;
        change_set_view(&opened, id).await
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
