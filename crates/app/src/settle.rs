//! Finding out what became of a step by reading its license back. Only ever reads.

use account_api::ApiError;
use domain::{License, LicenseId, ReadBack, Rejection, StepState, read_back};
use store::JournalStep;

use crate::{
    catalog::Catalog,
    changes::{Run, taught},
};

impl Run {
    /// Reads a license and takes it over into the cache. `changed_by` is the change set that changed it, if one did.
    pub(crate) async fn read(
        &self,
        id: &LicenseId,
        changed_by: Option<&str>,
    ) -> Result<Option<License>, ApiError> {
        let license = self.client.license(id).await?;
        if let Some(license) = &license
            && let Err(problem) = self.app.take_over_one(&self.opened, license, changed_by).await
        {
            // The cache is only a cache: the next sync brings it.
            tracing::warn!(code = ?problem.code, "a license that was read could not be kept");
        }
        Ok(license)
    }

    /// The vendor said that it is done: read it back. What doesn't show is treated as if no answer had come.
    pub(crate) async fn verify(&self, position: usize) {
        let JournalStep { wish, seen, .. } = self.step(position);
        match self.read(&wish.license, Some(self.id())).await {
            Ok(license) if read_back(&wish.action, &seen, license.as_ref()) == ReadBack::NotApplied => {
                self.settle_unknown(position).await;
            }
            // That it can't be read now takes nothing from the vendor's word.
            Ok(_) | Err(_) => self.applied(position).await,
        }
    }

    /// A transfer answered without this license. It may have been in the team already.
    pub(crate) async fn left_out(&self, position: usize) {
        let JournalStep { wish, seen, .. } = self.step(position);
        match self.read(&wish.license, Some(self.id())).await {
            Ok(license) if read_back(&wish.action, &seen, license.as_ref()) == ReadBack::Applied => {
                self.applied(position).await;
            }
            Ok(_) | Err(_) => self.conclude(position, StepState::Rejected(Rejection::LeftOut)).await,
        }
    }

    /// Nobody knows what became of it: the license is read until it shows, or patience ends.
    pub(crate) async fn settle_unknown(&self, position: usize) {
        if self.step(position).state != StepState::Unknown {
            self.conclude(position, StepState::Unknown).await;
        }
        self.set_checking(position, true);
        let seen = self.look_until_applied(position).await;
        self.set_checking(position, false);
        match seen {
            Some(ReadBack::Applied) => self.applied(position).await,
            Some(ReadBack::NotApplied) => {
                self.conclude(position, StepState::Rejected(Rejection::NotApplied)).await;
            }
            // It stays unknown: the person is told to check, and the next start looks again.
            Some(ReadBack::Gone) | None => {}
        }
    }

    /// What the last look that succeeded showed; none if none did.
    async fn look_until_applied(&self, position: usize) -> Option<ReadBack> {
        let JournalStep { wish, seen, .. } = self.step(position);
        let mut last = None;
        for delay in &self.app.options.read_back_after {
            tokio::time::sleep(*delay).await;
            let Ok(license) = self.read(&wish.license, Some(self.id())).await else { continue };
            let shows = read_back(&wish.action, &seen, license.as_ref());
            if shows == ReadBack::Applied {
                return Some(shows);
            }
            last = Some(shows);
        }
        last
    }

    async fn applied(&self, position: usize) {
        self.conclude(position, StepState::Applied).await;
        let wish = self.wish(position);
        let Some(contact) = taught(&wish.action) else { return };
        // The vendor masks names of people without an account: this is the only place that knows it.
        match self.opened.store.learn_person(contact).await {
            Ok(()) => self.opened.update_catalog(|catalog: &Catalog| catalog.with_person(contact.into())),
            Err(error) => tracing::warn!(%error, "a name could not be remembered"),
        }
    }
}
