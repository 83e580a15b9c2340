//! From what a person asks for to a plan that they can read, thin out and confirm before anything is sent.

mod order;
mod planned;
mod request;
mod row;

use std::{collections::VecDeque, sync::Arc, time::Duration};

use domain::{Collation, License};

use crate::{
    App, Problem, ProblemCode,
    blocking::{blocking, drop_behind},
    lists::remember,
    lock,
    opened::OpenedOrganization,
    view::{ChangeRequest, PlanQuery, PlanView, PlanWindow},
};

use planned::{Ground, Pace};
use request::{Asked, Rules, What};

pub(crate) use planned::{PlannedChange, WantedChange};

/// Plans that are kept for being confirmed at most; older ones are forgotten.
const PLANS_KEPT: usize = 8;
/// Rows that are kept of all plans together, unless the newest has more.
const ROWS_KEPT: usize = 300_000;
/// How long a request takes as long as nothing is known of it.
const USUAL_LATENCY: Duration = Duration::from_millis(300);

/// Plans that can still be confirmed, the newest last.
#[derive(Default)]
pub(crate) struct PlannedChanges(VecDeque<Arc<PlannedChange>>);

impl PlannedChanges {
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Gives those that have to go for it.
    fn put(&mut self, planned: Arc<PlannedChange>) -> Vec<Arc<PlannedChange>> {
        self.0.push_back(planned);
        let rows = |plans: &VecDeque<Arc<PlannedChange>>| -> usize {
            plans.iter().map(|planned| planned.len()).sum()
        };
        let mut gone = Vec::new();
        while self.0.len() > PLANS_KEPT || (self.0.len() > 1 && rows(&self.0) > ROWS_KEPT) {
            gone.extend(self.0.pop_front());
        }
        gone
    }

    fn get(&self, id: &str) -> Option<&Arc<PlannedChange>> {
        self.0.iter().find(|planned| planned.id == id)
    }

    fn take(&mut self, id: &str) -> Option<Arc<PlannedChange>> {
        let position = self.0.iter().position(|planned| planned.id == id)?;
        self.0.remove(position)
    }
}

impl App {
    /// Makes a plan. Nothing is sent.
    pub async fn plan_change(&self, request: ChangeRequest) -> Result<PlanView, Problem> {
        let opened = self.opened()?;
        let asked = self.asked(&opened, request).await?;
        self.plan_asked(&opened, asked).await
    }

    /// Makes a plan of queued revocations: of licenses as they were when they were queued.
    pub(crate) async fn plan_queued(
        &self,
        opened: &Arc<OpenedOrganization>,
        queued: Vec<License>,
        by_itself: bool,
    ) -> Result<PlanView, Problem> {
        self.plan_asked(opened, Asked::of_queued(queued, by_itself)).await
    }

    async fn plan_asked(&self, opened: &Arc<OpenedOrganization>, asked: Asked) -> Result<PlanView, Problem> {
        let (clients, access) = opened.online()?;
        let to_remember = match &asked.what {
            What::List(list, mapping, _) => Some((Arc::clone(list), *mapping)),
            _ => None,
        };
        let ground = Ground {
            organization: opened.organization.id.clone(),
            teams: access.teams().to_vec(),
            catalog: opened.catalog(),
            pace: Pace {
                latency: clients.quick.latency().unwrap_or(USUAL_LATENCY),
                in_flight: self.options.client.pages_in_flight,
            },
            collation: Collation::of(&self.options.language),
        };
        let rules = Rules {
            access,
            unsettled: opened.unsettled().licenses(self.options.clock.now()),
            now: self.options.clock.now(),
            today: self.options.clock.today(),
        };
        let planned = blocking(move || -> Result<_, Problem> {
            let made = asked.plan(&ground.catalog, &rules)?;
            let planned = Arc::new(PlannedChange::new(made, ground));
            let view = planned.view();
            Ok((planned, view))
        });
        let (planned, view) = planned.await?;
        if let Some((list, mapping)) = to_remember {
            remember(opened, &list.table, &mapping).await;
        }
        // Another organization was opened meanwhile, and its plans are not mixed with those of this one.
        if opened.is_closed() {
            return Err(ProblemCode::PlanGone.into());
        }
        let gone = lock(&self.plans).put(planned);
        drop_behind(gone);
        Ok(view)
    }

    /// A window of a plan's rows.
    pub fn plan_rows(
        &self,
        id: &str,
        query: &PlanQuery,
        offset: u32,
        limit: u32,
    ) -> Result<PlanWindow, Problem> {
        Ok(self.planned(id)?.window(query, offset, limit))
    }

    /// Takes rows out of a plan, or puts them back. What would not be carried out anyway stays as it is.
    pub fn take_out(&self, id: &str, rows: &[u32], out: bool) -> Result<PlanView, Problem> {
        let planned = self.planned(id)?;
        planned.take_out(rows, out);
        Ok(planned.view())
    }

    /// A plan that can still be confirmed.
    pub(crate) fn planned(&self, id: &str) -> Result<Arc<PlannedChange>, Problem> {
        lock(&self.plans).get(id).cloned().ok_or_else(|| ProblemCode::PlanGone.into())
    }

    /// It was confirmed, which it can be once.
    pub(crate) fn forget_plan(&self, id: &str) {
        let gone = lock(&self.plans).take(id);
        drop(gone);
    }
}

#[cfg(test)]
mod tests;
