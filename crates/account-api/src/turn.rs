//! A place in the line that is taken before it is known what is sent: so that what has to be written down before a
//! request leaves is written when it is about to leave, and not while it waits.

use std::time::Duration;

use domain::{LicenseId, TeamId};

use crate::{ApiError, AssignRequest, Client, answer::Answer, client::Call, limiter::Leave, writes};

/// The right to send one request now. Dropping it lets the next one leave.
#[derive(Debug)]
pub struct Turn<'a> {
    client: &'a Client,
    leave: Leave<'a>,
}

impl Client {
    /// Waits until a request may leave, no longer than [`crate::ClientOptions::longest_wait`]. Where the service asked
    /// for a longer wait, the error says for how long. Nothing is sent by this.
    pub async fn turn(&self) -> Result<Turn<'_>, ApiError> {
        let leave = self.limiter().leave(self.options().longest_wait).await?;
        Ok(Turn { client: self, leave })
    }

    /// How much longer nothing leaves, because the service asked to wait.
    pub fn pause(&self) -> Option<Duration> {
        self.limiter().pause()
    }

    /// How long requests about single things took lately; pages of a list don't count.
    pub fn latency(&self) -> Option<Duration> {
        self.limiter().latency()
    }
}

impl Turn<'_> {
    /// Assigns a license. Sent once.
    pub async fn assign(self, request: &AssignRequest) -> Result<(), ApiError> {
        writes::assigned(&self.write(writes::assign(request)).await?)
    }

    /// Takes one license back; gives the ids that the vendor says it revoked. Sent once.
    pub async fn revoke(self, license: &LicenseId) -> Result<Vec<LicenseId>, ApiError> {
        writes::license_ids(&self.write(writes::revoke(license)).await?)
    }

    /// Moves licenses to a team; gives the ids that moved. What can't move is left out by the vendor without an
    /// error: compare, and read back. Sent once.
    pub async fn change_team(
        self,
        licenses: &[LicenseId],
        target: TeamId,
    ) -> Result<Vec<LicenseId>, ApiError> {
        writes::license_ids(&self.write(writes::change_team(licenses, target)).await?)
    }

    pub(crate) async fn write(mut self, call: Call) -> Result<Answer, ApiError> {
        // What was done between taking the turn and this takes nothing from the exchange.
        self.leave.leaves_now();
        self.client.exchange_in_turn(&call, self.client.options().call_timeout, &self.leave).await
    }
}
