//! Finding out what became of a step by reading its license back. Only ever reads.

use account_api::ApiError;
use domain::{License, LicenseId, ReadBack, Rejection, StepState, read_back};
use store::JournalStep;

use crate::changes::{Run, taught};

/// What the vendor answered to a step that has to be read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// That it is done.
    Given,
    /// Nothing that can be relied on.
    Missing,
}

impl Run {
    /// Reads a license and takes it over into the cache.
    pub(crate) async fn read(&self, id: &LicenseId) -> Result<Option<License>, ApiError> {
        let license = self.client.license(id).await?;
        self.keep(license.as_ref(), None).await;
        Ok(license)
    }

    /// Reads a step's license and says whether the step shows in it. Only then what changed counts as done by this app.
    async fn look(&self, position: usize) -> Result<ReadBack, ApiError> {
        let JournalStep { wish, seen, .. } = self.step(position);
        let license = self.client.license(&wish.license).await?;
        let shows = read_back(&wish.action, &seen, license.as_ref());
        self.keep(license.as_ref(), (shows == ReadBack::Applied).then_some(self.id())).await;
        Ok(shows)
    }

    async fn keep(&self, license: Option<&License>, changed_by: Option<&str>) {
        let Some(license) = license else { return };
        match self.app.take_over_one(&self.opened, license, changed_by).await {
            Ok(true) => self.note_license(),
            Ok(false) => {}
            // The cache is only a cache: the next sync brings it.
            Err(problem) => {
                tracing::warn!(code = ?problem.code, "a license that was read could not be kept");
            }
        }
    }

    /// The vendor said that it is done: read it back. What doesn't show yet is looked at with patience.
    pub(crate) async fn verify(&self, position: usize) {
        match self.look(position).await {
            Ok(ReadBack::NotApplied) => self.settle_unknown(position, Word::Given).await,
            Ok(ReadBack::Applied | ReadBack::Gone) => self.applied(position).await,
            Err(_) => {
                // That it can't be read now takes nothing from the vendor's word.
                self.set_behind();
                self.applied(position).await;
            }
        }
    }

    /// A transfer answered without this license. It may have been in the team already.
    pub(crate) async fn left_out(&self, position: usize) {
        match self.look(position).await {
            Ok(ReadBack::Applied) => self.applied(position).await,
            Ok(_) | Err(_) => self.conclude(position, StepState::Rejected(Rejection::LeftOut)).await,
        }
    }

    /// Nobody knows what became of it: the license is read until it shows, or patience ends.
    pub(crate) async fn settle_unknown(&self, position: usize, word: Word) {
        if self.step(position).state != StepState::Unknown {
            self.conclude(position, StepState::Unknown).await;
        }
        self.set_checking(position, true);
        let seen = self.look_until_applied(position).await;
        self.set_checking(position, false);
        let rejection = match (seen, word) {
            (Some(ReadBack::Applied), _) => return self.applied(position).await,
            (Some(ReadBack::Gone), _) => Rejection::Gone,
            (Some(ReadBack::NotApplied), Word::Missing) => Rejection::NotApplied,
            // It stays unknown: the person is told to check, and the next sync looks again.
            (Some(ReadBack::NotApplied), Word::Given) | (None, _) => return,
        };
        self.conclude(position, StepState::Rejected(rejection)).await;
    }

    /// What the last look that succeeded showed; none if none did.
    async fn look_until_applied(&self, position: usize) -> Option<ReadBack> {
        let mut last = None;
        for delay in &self.patience {
            tokio::time::sleep(*delay).await;
            match self.look(position).await {
                Ok(ReadBack::NotApplied) => last = Some(ReadBack::NotApplied),
                Ok(seen) => return Some(seen),
                Err(error) => {
                    self.stop_if_hopeless(&error);
                    if self.is_stopped() {
                        return last;
                    }
                }
            }
        }
        last
    }

    async fn applied(&self, position: usize) {
        self.conclude(position, StepState::Applied).await;
        let wish = self.wish(position);
        let Some(contact) = taught(&wish.action) else { return };
        // The vendor masks names of people without an account: this is the only place that knows it.
        let writing = self.opened.writing().await;
        match self.opened.store.learn_person(contact).await {
            Ok(()) => {
                writing.show(self.opened.catalog().with_person(contact.into()));
                self.note_license();
            }
            Err(error) => tracing::warn!(%error, "a name could not be remembered"),
        }
    }
}
