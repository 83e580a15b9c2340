//! Revocations that wait for their day.

use domain::{Access, License, LicenseId, PlanContext, Queued, queued_now};
use jiff::{Timestamp, civil::Date};
use store::QueuedRevoke;

use crate::{
    App, AppEvent, Problem, ProblemCode, lock,
    opened::{OpenedOrganization, count},
    present,
    view::{QueueView, QueuedStepView, QueuedView},
    waiting::{Here, Waiting},
};

/// What is known of the queue without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct QueueCounts {
    /// All that waits.
    pub queued: u32,
    /// What a person has to decide now.
    pub due: u32,
}

impl App {
    /// Revocations that wait for their day.
    pub async fn queue(&self) -> Result<QueueView, Problem> {
        let opened = self.opened()?;
        let waiting = self.look_at_queue(&opened).await?;
        let here = self.here();
        let by_itself = self.preferences().await?.revoke_by_itself;
        let entries = waiting.iter().map(|waiting| view(&opened, waiting, &here)).collect();
        Ok(QueueView { entries, due: counts(&waiting).due, by_itself })
    }

    /// Queues the revocations of a plan that are not allowed yet. Gives how many.
    pub async fn queue_plan(&self, id: &str) -> Result<u32, Problem> {
        let opened = self.opened()?;
        let (_, access) = opened.online()?;
        let licenses = self.planned(id)?.queueable();
        let now = self.options.clock.now();
        let entries: Vec<QueuedRevoke> = licenses.into_iter().map(|seen| entry(seen, &access, now)).collect();
        opened.store.queue_revokes(&entries).await?;
        self.look_at_queue(&opened).await?;
        self.refreshing.wake();
        Ok(count(entries.len()))
    }

    /// Moves queued revocations to a later day, or back to the first moment that is allowed.
    pub async fn postpone_queued(
        &self,
        licenses: &[LicenseId],
        day: Option<&str>,
    ) -> Result<QueueView, Problem> {
        let opened = self.opened()?;
        let here = self.here();
        let start = day.map(|day| start_of(day, &here)).transpose()?;
        let mut moments = Vec::new();
        for queued in opened.store.queued().await? {
            let license = queued.seen.id.clone();
            if licenses.contains(&license) {
                moments.push((license, due_at(&opened, &queued, start, &here)?));
            }
        }
        opened.store.move_queued(&moments).await?;
        self.refreshing.wake();
        self.queue().await
    }

    /// Takes revocations out of the queue.
    pub async fn remove_queued(&self, licenses: &[LicenseId]) -> Result<QueueView, Problem> {
        let opened = self.opened()?;
        opened.store.remove_queued(licenses).await?;
        self.queue().await
    }

    /// Reads the queue, and tells if how much waits has changed.
    pub(crate) async fn look_at_queue(&self, opened: &OpenedOrganization) -> Result<Vec<Waiting>, Problem> {
        let waiting = self.waiting(opened).await?;
        let counts = counts(&waiting);
        if std::mem::replace(&mut *lock(&opened.queue), counts) != counts {
            self.emit(AppEvent::SessionChanged);
        }
        Ok(waiting)
    }

    async fn waiting(&self, opened: &OpenedOrganization) -> Result<Vec<Waiting>, Problem> {
        let queued = opened.store.queued().await?;
        if queued.is_empty() {
            return Ok(Vec::new());
        }
        let (now, today) = (self.options.clock.now(), self.options.clock.today());
        let (known, unsettled) = (opened.link().access, opened.unsettled().licenses(now));
        let mut waiting: Vec<Waiting> = queued
            .into_iter()
            .map(|entry| {
                let access = known.as_ref().unwrap_or(&entry.actor);
                let context = PlanContext { access, unsettled: &unsettled, now, today };
                let license = opened.license(&entry.seen.id);
                let now = queued_now(&entry.seen, entry.due_at, license.as_ref(), &context);
                Waiting { entry, now }
            })
            .collect();
        waiting.sort_by_key(Waiting::moment);
        Ok(waiting)
    }

    /// The moment, where the person is.
    pub(crate) fn here(&self) -> Here {
        Here { now: self.options.clock.now(), zone: self.options.clock.zone() }
    }
}

fn counts(waiting: &[Waiting]) -> QueueCounts {
    let due = waiting.iter().filter(|waiting| waiting.is_due()).count();
    QueueCounts { queued: count(waiting.len()), due: count(due) }
}

fn entry(seen: License, actor: &Access, now: Timestamp) -> QueuedRevoke {
    QueuedRevoke {
        due_at: seen.revocable_from().map_or(now, |from| from.instant),
        seen,
        queued_at: now,
        actor: actor.clone(),
        tried_at: None,
        change_set: None,
    }
}

/// The first moment of a day where the person is.
fn start_of(day: &str, here: &Here) -> Result<Timestamp, Problem> {
    let day: Date = day.parse().map_err(|_| ProblemCode::DayInvalid)?;
    if day < here.day(here.now) {
        return Err(ProblemCode::DayInvalid.into());
    }
    let start = day.to_zoned_datetime(here.zone.clone()).map_err(|_| ProblemCode::DayInvalid)?;
    Ok(start.timestamp())
}

/// When an entry is due if the person wants it to be from the moment `start` on. A day on which it can't be revoked is
/// refused; the day on which it can be from some hour on means that hour.
fn due_at(
    opened: &OpenedOrganization,
    queued: &QueuedRevoke,
    start: Option<Timestamp>,
    here: &Here,
) -> Result<Timestamp, Problem> {
    let license = opened.license(&queued.seen.id);
    let first = [Some(&queued.seen), license.as_ref().filter(|now| now.has_same_holder(&queued.seen))]
        .into_iter()
        .flatten()
        .filter_map(License::revocable_from)
        .map(|from| from.instant)
        .max()
        .unwrap_or(queued.queued_at);
    match start {
        None => Ok(first),
        Some(start) if here.day(start) < here.day(first) => Err(ProblemCode::DayInvalid.into()),
        Some(start) => Ok(start.max(first)),
    }
}

/// Nobody carries out what was cut off: it waits until a person goes on with the change set or leaves it.
fn queued_step(opened: &OpenedOrganization, id: String) -> QueuedStepView {
    let is_running = opened.run().is_some_and(|run| run.id() == id && !run.has_ended());
    let is_looked_at = lock(&opened.recovery).is_looking_at(&id);
    QueuedStepView { change_set: id, is_left: !is_running && !is_looked_at }
}

fn view(opened: &OpenedOrganization, waiting: &Waiting, here: &Here) -> QueuedView {
    let QueuedRevoke { seen, queued_at, .. } = &waiting.entry;
    let (catalog, due_at) = (opened.catalog(), waiting.moment());
    let now = catalog.license(&seen.id);
    let shown = catalog.index().known_names().entry(seen.clone());
    QueuedView {
        license: seen.id.clone(),
        product: seen.product.clone(),
        team: now.map_or_else(|| seen.team.clone(), |now| now.team),
        holder: present::holder(&shown.license, &shown.holder_name),
        queued_at: queued_at.to_string(),
        due_at: due_at.to_string(),
        due_on: present::day(here.day(due_at)),
        is_due: waiting.has_come(here.now),
        obstacle: match &waiting.now {
            Queued::Blocked(obstacle) => Some(present::obstacle(obstacle.clone())),
            Queued::Due | Queued::NotBefore(_) | Queued::HolderChanged => None,
        },
        holder_changed: waiting.now == Queued::HolderChanged,
        step: waiting.entry.change_set.clone().map(|id| queued_step(opened, id)),
    }
}
