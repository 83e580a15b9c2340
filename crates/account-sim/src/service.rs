//! The service in process: requests in, replies out, and the door through which tests look at and change its state.

use std::sync::{Arc, Mutex, MutexGuard};

use bytes::Bytes;
use http::Request;
use serde::Serialize;

use crate::{
    choices::Choices,
    clock::Clock,
    dates::whole_milliseconds,
    fault::FaultPlan,
    ledger::LedgerEntry,
    lock,
    model::{Assignee, Holder, License, Organization, Team, Tokens, Usage},
    reply::Reply,
    state::State,
    turbulence::Turbulence,
};

/// The simulated service. Clones share one state.
#[derive(Clone)]
pub struct Service {
    state: Arc<Mutex<State>>,
    clock: Clock,
}

/// What somebody needs to use the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Credentials {
    /// For `X-Customer-Code`.
    pub customer_code: u64,
    /// For `X-Api-Key`.
    pub tokens: Tokens,
    /// The team of the two team tokens.
    pub team_admin_team: u64,
}

impl std::fmt::Debug for Service {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Service").finish_non_exhaustive()
    }
}

impl Service {
    /// A service for one organization.
    pub fn new(organization: Organization, clock: Clock, choices: Choices) -> Self {
        Self { state: Arc::new(Mutex::new(State::new(organization, choices))), clock }
    }

    /// Answers one request, or fails to. Never waits and opens no socket; the path starts with `/api/v1`.
    pub fn handle(&self, request: &Request<Bytes>) -> Reply {
        let now = self.clock.now();
        self.state().exchange(request, now)
    }

    /// The clock that all rules use.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The code and the tokens with which the service started.
    pub fn credentials(&self) -> Credentials {
        let state = self.state();
        Credentials {
            customer_code: state.organization.customer_code,
            tokens: state.organization.tokens.clone(),
            team_admin_team: state.organization.team_token_team,
        }
    }

    /// The organization's name.
    pub fn name(&self) -> String {
        self.state().organization.name.clone()
    }

    /// The teams.
    pub fn teams(&self) -> Vec<Team> {
        self.state().organization.teams.clone()
    }

    /// One license as it is now.
    pub fn license(&self, id: &str) -> Option<License> {
        self.state().license(id).cloned()
    }

    /// All licenses as they are now, in the order of the lists.
    pub fn licenses(&self) -> Vec<License> {
        self.state().organization.licenses.values().cloned().collect()
    }

    /// The ids of all licenses as they are now, in the order of the lists.
    pub fn license_ids(&self) -> Vec<String> {
        self.state().organization.licenses.keys().cloned().collect()
    }

    /// Whether a license could be assigned now.
    pub fn is_available(&self, id: &str) -> bool {
        let now = self.clock.now();
        let state = self.state();
        let today = state.today(now);
        state.license(id).is_some_and(|license| license.is_available(today))
    }

    /// Changes a license as somebody else would: not by a request, so not in the ledger. `None`: no such license.
    /// Changing the id has no effect.
    pub fn change<R>(&self, id: &str, change: impl FnOnce(&mut License) -> R) -> Option<R> {
        let mut state = self.state();
        let license = state.organization.licenses.get_mut(id)?;
        let result = change(license);
        id.clone_into(&mut license.id);
        Some(result)
    }

    /// Somebody else gives a license to a person, now. `false`: no such license.
    pub fn assign_elsewhere(&self, id: &str, name: &str, email: &str) -> bool {
        let now = whole_milliseconds(self.clock.now());
        let assign = |license: &mut License| {
            license.assignee = Some(Assignee::User { name: name.to_owned(), email: email.to_owned() });
            license.usage =
                Some(Usage { last_seen: None, last_assigned: Some(now), offline_code: Some(false) });
        };
        self.change(id, assign).is_some()
    }

    /// Somebody else revokes a license in the web console, where no 30 days are kept. `false`: no such license.
    pub fn revoke_elsewhere(&self, id: &str) -> bool {
        let revoke = |license: &mut License| {
            license.assignee = None;
            license.usage = None;
        };
        self.change(id, revoke).is_some()
    }

    /// Adds a license at the end of the list, or replaces the one with its id.
    pub fn add_license(&self, license: License) {
        self.state().organization.licenses.insert(license.id.clone(), license);
    }

    /// Takes a license away.
    pub fn remove_license(&self, id: &str) -> Option<License> {
        self.state().organization.licenses.shift_remove(id)
    }

    /// Adds a team.
    pub fn add_team(&self, team: Team) {
        self.state().organization.teams.push(team);
    }

    /// Says that an e-mail has an account with this name, or (`None`) that it has none.
    pub fn set_account(&self, email: &str, account_name: Option<&str>) {
        self.state().organization.accounts.set(email, account_name.map(str::to_owned));
    }

    /// Turns the API off or on for the organization; the tokens survive it.
    pub fn set_api_enabled(&self, enabled: bool) {
        self.state().api_enabled = enabled;
    }

    /// The token that a holder has now.
    pub fn token(&self, holder: Holder) -> Option<String> {
        let state = self.state();
        state.tokens.iter().find(|(_, known)| *known == holder).map(|(token, _)| token.clone())
    }

    /// Gives a holder a new token; the old one is dead from now on.
    pub fn issue_token(&self, holder: Holder) -> String {
        self.state().issue_token(holder)
    }

    /// Revokes a token. `false`: it was none.
    pub fn kill_token(&self, token: &str) -> bool {
        let mut state = self.state();
        let before = state.tokens.len();
        state.tokens.retain(|(known, _)| known != token);
        state.tokens.len() < before
    }

    /// Gives the token another holder: its owner's rights changed. `false`: it was no token.
    pub fn change_holder(&self, token: &str, holder: Holder) -> bool {
        let mut state = self.state();
        let Some((_, known)) = state.tokens.iter_mut().find(|(known, _)| known == token) else {
            return false;
        };
        *known = holder;
        true
    }

    /// Which requests fail from now on, and how. Replaces the plan before.
    pub fn set_faults(&self, plan: FaultPlan) {
        self.state().plan = plan;
    }

    /// Stirs the list while it is read; `None` stops it.
    pub fn set_turbulence(&self, turbulence: Option<Turbulence>) {
        self.state().turbulence = turbulence;
    }

    /// How the service behaves where that is not known.
    pub fn choices(&self) -> Choices {
        self.state().choices.clone()
    }

    /// Changes how the service behaves where that is not known.
    pub fn set_choices(&self, choices: Choices) {
        self.state().choices = choices;
    }

    /// Every POST that arrived, in order, with what came of it.
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.state().ledger.entries.clone()
    }

    /// How many POSTs arrived.
    pub fn write_calls(&self) -> usize {
        self.state().ledger.entries.len()
    }

    /// How many GETs arrived.
    pub fn read_calls(&self) -> u64 {
        self.state().ledger.reads
    }

    /// Forgets what arrived; the numbers go on.
    pub fn clear_ledger(&self) {
        let mut state = self.state();
        state.ledger.entries.clear();
        state.ledger.reads = 0;
    }

    /// The state, after everything has taken effect that was due.
    fn state(&self) -> MutexGuard<'_, State> {
        let now = self.clock.now();
        let mut state = lock(&self.state);
        state.run_late_work(now);
        state
    }
}
