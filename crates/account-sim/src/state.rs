//! Everything that the service holds, behind one lock.

use std::collections::HashMap;

use bytes::Bytes;
use http::Request;
use jiff::{Timestamp, civil::Date};
use rand::{SeedableRng, rngs::ChaCha8Rng};

use crate::{
    choices::Choices,
    dates::Calendar,
    fault::FaultPlan,
    ledger::Ledger,
    model::{Holder, License, Organization, Team},
    random,
    refusal::Refusal,
    turbulence::Turbulence,
    wire::Writer,
};

pub(crate) struct State {
    pub organization: Organization,
    pub tokens: Vec<(String, Holder)>,
    pub api_enabled: bool,
    pub choices: Choices,
    pub plan: FaultPlan,
    pub ledger: Ledger,
    pub late: Vec<LateWork>,
    pub turbulence: Option<Turbulence>,
    /// Requests of each token in the minute that is named.
    pub rate: HashMap<String, (i64, u32)>,
    random: ChaCha8Rng,
}

/// A request that takes effect when its time has come.
pub(crate) struct LateWork {
    pub due: Timestamp,
    pub number: u64,
    pub request: Request<Bytes>,
}

impl State {
    pub(crate) fn new(organization: Organization, choices: Choices) -> Self {
        let team = organization.team_token_team;
        let tokens = vec![
            (organization.tokens.org_admin.clone(), Holder::OrgAdmin),
            (organization.tokens.org_viewer.clone(), Holder::OrgViewer),
            (organization.tokens.primary_contact.clone(), Holder::PrimaryContact),
            (organization.tokens.team_admin.clone(), Holder::TeamAdmin(team)),
            (organization.tokens.team_viewer.clone(), Holder::TeamViewer(team)),
        ];
        let random = ChaCha8Rng::seed_from_u64(organization.seed ^ 0x7075_6c6c);
        Self {
            organization,
            tokens,
            api_enabled: true,
            choices,
            plan: FaultPlan::none(),
            ledger: Ledger::default(),
            late: Vec::new(),
            turbulence: None,
            rate: HashMap::new(),
            random,
        }
    }

    pub(crate) fn calendar(&self) -> Calendar {
        Calendar::new(self.choices.offset())
    }

    pub(crate) fn today(&self, now: Timestamp) -> Date {
        self.calendar().day_of(now)
    }

    pub(crate) fn writer(&self, now: Timestamp) -> Writer<'_> {
        Writer {
            teams: &self.organization.teams,
            choices: &self.choices,
            calendar: self.calendar(),
            today: self.today(now),
        }
    }

    pub(crate) fn team(&self, id: i64) -> Option<&Team> {
        let id = u64::try_from(id).ok()?;
        self.organization.teams.iter().find(|team| team.id == id)
    }

    pub(crate) fn license(&self, id: &str) -> Option<&License> {
        self.organization.licenses.get(id)
    }

    pub(crate) fn holder(&self, token: &str) -> Option<Holder> {
        self.tokens.iter().find(|(known, _)| known == token).map(|(_, holder)| *holder)
    }

    /// A new token for a holder; the one that it had is dead.
    pub(crate) fn issue_token(&mut self, holder: Holder) -> String {
        let token = random::token(&mut self.random);
        self.tokens.retain(|(_, known)| *known != holder);
        self.tokens.push((token.clone(), holder));
        token
    }

    /// Whether a holder may read this team's licenses.
    pub(crate) fn may_read(holder: Holder, team: u64) -> Result<(), Refusal> {
        match holder.team() {
            Some(own) if own != team => Err(Refusal::TeamMismatch { team: own }),
            _ => Ok(()),
        }
    }

    /// Whether a holder may change this team's licenses.
    pub(crate) fn may_edit(&self, holder: Holder, team: u64) -> Result<(), Refusal> {
        Self::may_read(holder, team)?;
        if holder.writes() {
            Ok(())
        } else {
            Err(Refusal::InsufficientPermissions { customer: self.organization.customer_code, team })
        }
    }
}
