//! The vendor's rules, as far as they are known: what may happen to a license in the state in which it is.

use crate::{Action, Assignee, Capability, License, Obstacle, PlanContext, Team, TeamId};

impl PlanContext<'_> {
    /// Whether the rules known here let `action` happen to a license in the state `seen`.
    pub fn verdict(&self, action: &Action, seen: Option<&License>) -> Result<(), Obstacle> {
        let license = seen.ok_or(Obstacle::NotFound)?;
        let team = license.team.as_ref().map(|team| team.id);
        self.access.allows(action.capability(), team).map_err(Obstacle::Denied)?;
        match action {
            Action::Assign { .. } => self.may_assign(license),
            Action::Revoke => self.may_revoke(license),
            Action::Transfer { team } => self.may_transfer(license, *team),
        }
    }

    /// Whether the rules known here let something of this kind happen to a license at all, whoever gets it and wherever
    /// it goes.
    pub fn possible(&self, capability: Capability, license: &License) -> Result<(), Obstacle> {
        let team = license.team.as_ref().map(|team| team.id);
        self.access.allows(capability, team).map_err(Obstacle::Denied)?;
        match capability {
            Capability::Assign => self.may_assign(license),
            Capability::Revoke => self.may_revoke(license),
            Capability::Transfer if license.transferable => Ok(()),
            Capability::Transfer => Err(Obstacle::NotTransferable),
        }
    }

    /// Whether a license can be assigned after a revocation in the same plan.
    pub(super) fn may_assign_once_free(&self, seen: Option<&License>) -> Result<(), Obstacle> {
        let license = seen.ok_or(Obstacle::NotFound)?;
        let freed = License { assignee: None, available_to_assign: None, ..license.clone() };
        self.possible(Capability::Assign, &freed)
    }

    fn may_assign(&self, license: &License) -> Result<(), Obstacle> {
        match &license.assignee {
            Some(Assignee::User { .. }) => return Err(Obstacle::AlreadyAssigned),
            Some(Assignee::Server { .. }) => return Err(Obstacle::HeldByServer),
            Some(Assignee::LicenseKey { .. }) => return Err(Obstacle::HeldByKey),
            Some(Assignee::Other { .. }) => return Err(Obstacle::Unavailable),
            None => {}
        }
        if license.suspended {
            return Err(Obstacle::Suspended);
        }
        license.facts().refuses_assignment(self.today).map_or(Ok(()), Err)
    }

    fn may_revoke(&self, license: &License) -> Result<(), Obstacle> {
        match &license.assignee {
            None => return Err(Obstacle::NotAssigned),
            Some(Assignee::Server { .. }) => return Err(Obstacle::HeldByServer),
            Some(Assignee::LicenseKey { .. }) => return Err(Obstacle::HeldByKey),
            Some(Assignee::Other { .. }) => return Err(Obstacle::NotPerUser),
            Some(Assignee::User { .. }) => {}
        }
        match license.standing(self.now, self.today).locked_until {
            Some(from) => Err(Obstacle::RecentlyAssigned { from }),
            None => Ok(()),
        }
    }

    fn may_transfer(&self, license: &License, target: TeamId) -> Result<(), Obstacle> {
        if license.team.as_ref().is_some_and(|team| team.id == target) {
            return Err(Obstacle::AlreadyInTeam);
        }
        if !self.access.teams().iter().any(|team: &Team| team.id == target) {
            return Err(Obstacle::UnknownTeam);
        }
        if license.transferable { Ok(()) } else { Err(Obstacle::NotTransferable) }
    }
}
