//! Sending: a place in the line first, then the intent on disk, then the request, once.

use account_api::{ApiError, AssignRequest, Client, Turn};
use domain::{Action, LicenseId, Rejection, StepState};

use super::{Word, Worker, settle::Fate, trouble::Call};

impl Worker {
    /// Waits until a step may be begun. False: none will be any more.
    pub(super) async fn enter(&self) -> bool {
        loop {
            if !self.door.enter().await {
                return false;
            }
            let Some(pause) = self.client().pause() else { return true };
            // The vendor asked everybody to wait; a person who cancels meanwhile does not wait for that.
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.door.closes() => {}
            }
        }
    }

    /// Waits for a place in the line of requests. None: the door closed, or the vendor asked to wait.
    pub(super) async fn turn<'a>(&self, client: &'a Client) -> Option<Turn<'a>> {
        let turn = tokio::select! {
            // In this order, and not by chance: a door that is closed already gives no place away.
            biased;
            () = self.door.closes() => return None,
            turn = client.turn() => turn.ok()?,
        };
        (self.door.is_open() && client.pause().is_none()).then_some(turn)
    }

    /// Sends a step once. The vendor's word is given only for a license that its answer names, where answers do.
    pub(super) async fn send(&self, turn: Turn<'_>, position: usize) -> Result<Word, ApiError> {
        let wish = &self.run.step(position).wish;
        let answer = match &wish.action {
            Action::Assign { contact, send_email, include_offline_code } => {
                let request = AssignRequest {
                    license_id: wish.license.clone(),
                    email: contact.email.clone(),
                    first_name: contact.first_name.clone(),
                    last_name: contact.last_name.clone(),
                    send_email: *send_email,
                    include_offline_code: *include_offline_code,
                };
                turn.assign(&request).await.map(|()| Word::Given)
            }
            Action::Revoke => turn.revoke(&wish.license).await.map(|done| word_on(&wish.license, &done)),
            Action::Transfer { team } => {
                let moved = turn.change_team(std::slice::from_ref(&wish.license), *team).await;
                moved.map(|moved| word_on(&wish.license, &moved))
            }
        };
        self.note_answer(Call::Change, answer.as_ref().err());
        answer
    }

    /// No success came. What the vendor certainly refused is settled; all else has to be read back.
    pub(super) async fn failed(&self, position: usize, error: &ApiError) -> Fate {
        if !error.is_certainly_not_applied() {
            return Fate::Unknown(Word::Missing);
        }
        self.run.set_problem(position, error.clone().into());
        let rejection = match error {
            ApiError::Refused { status, code, description, .. } => {
                Rejection::Vendor { status: *status, code: code.clone(), description: description.clone() }
            }
            _ => Rejection::NotSent,
        };
        self.conclude(position, StepState::Rejected(rejection)).await;
        if error.code().is_some() && error.status() != Some(429) {
            // The vendor saw it differently: show what is true now. A failed look changes nothing, and one that has to
            // wait for the vendor holds up nobody who cancels.
            tokio::select! {
                biased;
                () = self.door.closes() => {}
                read = self.read(&self.run.step(position).wish.license) => drop(read),
            }
        }
        Fate::Open
    }
}

/// What an answer that names these licenses says about one of them.
fn word_on(license: &LicenseId, named: &[LicenseId]) -> Word {
    if named.contains(license) { Word::Given } else { Word::Missing }
}
