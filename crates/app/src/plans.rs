//! From what a person asks for to a plan that they can read before anything is sent.

use std::collections::VecDeque;

use domain::{
    Access, Action, Capability, Contact, ContactProblem, Email, LicenseId, PersonName, Plan,
    PlanContext, Team, TeamId, Wish, plan,
};

use crate::{
    App, Problem, ProblemCode,
    catalog::Catalog,
    lock,
    opened::count,
    view::{ChangeRequest, PlanView},
};

/// Plans that are kept for being confirmed; older ones are forgotten.
const PLANS_KEPT: usize = 8;

/// Plans that can still be confirmed, the newest last.
#[derive(Default)]
pub(crate) struct PlannedChanges(VecDeque<PlannedChange>);

/// A plan that was shown.
pub(crate) struct PlannedChange {
    pub id: String,
    pub organization: String,
    pub capability: Capability,
    pub plan: Plan,
}

impl PlannedChanges {
    pub fn clear(&mut self) {
        self.0.clear();
    }

    fn put(&mut self, planned: PlannedChange) {
        if self.0.len() == PLANS_KEPT {
            self.0.pop_front();
        }
        self.0.push_back(planned);
    }

    /// Takes a plan out: it can be confirmed once.
    pub fn take(&mut self, id: &str) -> Option<PlannedChange> {
        let position = self.0.iter().position(|planned| planned.id == id)?;
        self.0.remove(position)
    }
}

impl App {
    /// Makes a plan. Nothing is sent.
    pub async fn plan_change(&self, request: ChangeRequest) -> Result<PlanView, Problem> {
        let opened = self.opened()?;
        let (_, access) = opened.online()?;
        let catalog = opened.catalog();
        let (capability, wishes, target) = self.wishes(request, &catalog)?;
        let context = PlanContext {
            access: &access,
            unsettled: &opened.unsettled(),
            now: self.options.clock.now(),
            today: self.options.clock.today(),
        };
        let plan = plan(wishes, catalog.index(), &context);
        let id = uuid::Uuid::now_v7().to_string();
        let view = PlanView {
            id: id.clone(),
            source: crate::view::ChangeSource::Selection,
            counts: crate::view::PlanCounts::default(),
            seconds: 0,
            target_team: target.and_then(|target| team(&access, target)),
            calls: count(plan.calls()),
        };
        lock(&self.plans).put(PlannedChange {
            id,
            organization: opened.organization.id.clone(),
            capability,
            plan,
        });
        Ok(view)
    }

    fn wishes(
        &self,
        request: ChangeRequest,
        catalog: &Catalog,
    ) -> Result<(Capability, Vec<Wish>, Option<TeamId>), Problem> {
        let (now, today) = (self.options.clock.now(), self.options.clock.today());
        let each = |ids: Vec<LicenseId>, action: &Action| {
            ids.into_iter().map(|license| Wish { license, action: action.clone() }).collect()
        };
        Ok(match request {
            ChangeRequest::Assign {
                license,
                email,
                first_name,
                last_name,
                send_email,
                include_offline_code,
            } => {
                let contact = contact(&email, &first_name, &last_name)?;
                let action = Action::Assign { contact, send_email, include_offline_code };
                (Capability::Assign, vec![Wish { license, action }], None)
            }
            ChangeRequest::Revoke { selection } => {
                let ids = catalog.index().resolve(&selection, now, today);
                (Capability::Revoke, each(ids, &Action::Revoke), None)
            }
            ChangeRequest::Transfer { selection, team } => {
                let ids = catalog.index().resolve(&selection, now, today);
                (Capability::Transfer, each(ids, &Action::Transfer { team }), Some(team))
            }
            _ => return Err(ProblemCode::Busy.into()),
        })
    }
}

fn contact(email: &str, first_name: &str, last_name: &str) -> Result<Contact, Problem> {
    let at = |code: ProblemCode| move |_: ContactProblem| Problem::new(code);
    Ok(Contact {
        email: Email::parse(email).map_err(at(ProblemCode::EmailInvalid))?,
        first_name: PersonName::parse(first_name).map_err(at(ProblemCode::FirstNameInvalid))?,
        last_name: PersonName::parse(last_name).map_err(at(ProblemCode::LastNameInvalid))?,
    })
}

fn team(access: &Access, id: TeamId) -> Option<Team> {
    access.teams().iter().find(|team| team.id == id).cloned()
}
