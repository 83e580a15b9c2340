//! Finding out what became of a step by reading its license back. Only ever reads.

use std::time::Duration;

use account_api::ApiError;
use domain::{Action, Contact, License, LicenseId, ReadBack, Rejection, StepState, read_back};
use futures::{StreamExt, stream};
use store::NewState;

use super::{Rest, Worker, trouble::Call};
use crate::{
    keep::{Fresh, Kept},
    sync::loses_connection,
};

/// Licenses that are looked at at the same time.
pub(super) const AT_ONCE: usize = 8;
/// How long to wait at most before a look, because the vendor asked to.
const LONGEST_PAUSE: Duration = Duration::from_mins(2);

/// What the vendor answered to a step that has to be read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// That it is done.
    Given,
    /// Nothing that can be relied on.
    Missing,
}

impl Word {
    /// Where a step stands of which nobody can say more than this: the word outlives the run that heard it.
    fn state(self) -> StepState {
        match self {
            Self::Given => StepState::Promised,
            Self::Missing => StepState::Unknown,
        }
    }
}

/// What became of a step, before it is written down.
pub(super) struct Outcome {
    state: StepState,
    /// The cache is to show the license before the step is said to have happened.
    kept: Option<Kept>,
}

impl From<StepState> for Outcome {
    fn from(state: StepState) -> Self {
        Self { state, kept: None }
    }
}

/// What there is left to do about a step.
pub(super) enum Fate {
    /// Nothing here: it was not sent, is settled, or is read back with others.
    Open,
    /// To write this down.
    Known(Outcome),
    /// To find out what became of it, with patience: not in the line, where others would wait behind it.
    Unknown(Word),
}

impl From<StepState> for Fate {
    fn from(state: StepState) -> Self {
        Self::Known(state.into())
    }
}

/// What a look at a license showed.
struct Look {
    shows: ReadBack,
    kept: Kept,
}

impl Worker {
    /// Reads a license and takes it over into the cache.
    pub(super) async fn read(&self, id: &LicenseId) -> Result<Option<License>, ApiError> {
        self.wait_as_asked().await;
        let license = self.client().license(id).await?;
        self.note_answer(Call::Read, None);
        if let Some(license) = &license {
            drop(self.keeper.keep(Fresh::read(license)));
        }
        Ok(license)
    }

    /// Reads a step's license and says whether the step shows in it. Only then what changed counts as done by this app.
    async fn look(&self, position: usize) -> Result<Look, ApiError> {
        self.wait_as_asked().await;
        let step = self.run.step(position);
        let license = self.client().license(&step.wish.license).await?;
        self.note_answer(Call::Read, None);
        let shows = read_back(&step.wish.action, &step.seen, license.as_ref());
        let kept = match license {
            Some(license) if shows == ReadBack::Applied => self.keep_as_ours(position, license),
            license => self.keeper.keep(Fresh { license, ..Fresh::default() }),
        };
        Ok(Look { shows, kept })
    }

    /// Takes a license over that shows a step: what changed was done by this app.
    pub(super) fn keep_as_ours(&self, position: usize, license: License) -> Kept {
        self.keeper.keep(Fresh {
            license: Some(license),
            change_set: Some(self.run.id().to_owned()),
            contact: taught(&self.run.step(position).wish.action).cloned(),
        })
    }

    pub(super) async fn wait_as_asked(&self) {
        if let Some(pause) = self.client().pause() {
            tokio::time::sleep(pause.min(LONGEST_PAUSE)).await;
        }
    }

    /// Writes down what became of a step.
    pub(super) async fn settle(&self, position: usize, outcome: Outcome) {
        if let Some(kept) = outcome.kept {
            kept.shown().await;
        }
        self.conclude(position, outcome.state).await;
    }

    /// The vendor said that it is done: read it back. What doesn't show yet is looked at with patience.
    pub(super) async fn verify(&self, position: usize) -> Fate {
        if self.is_no_look_left() || self.is_vendor_lost() {
            return Fate::Known(self.taken_at_word(position));
        }
        match self.look(position).await {
            Ok(Look { shows: ReadBack::NotApplied, .. }) => Fate::Unknown(Word::Given),
            Ok(Look { kept, .. }) => Fate::Known(Outcome { state: StepState::Applied, kept: Some(kept) }),
            Err(error) => {
                self.note_answer(Call::Read, Some(&error));
                Fate::Known(self.taken_at_word(position))
            }
        }
    }

    /// That it can't be read now takes nothing from the vendor's word.
    fn taken_at_word(&self, position: usize) -> Outcome {
        self.run.set_behind();
        let contact = taught(&self.run.step(position).wish.action).cloned();
        let kept = self.keeper.keep(Fresh { contact, ..Fresh::default() });
        Outcome { state: StepState::Applied, kept: Some(kept) }
    }

    /// Whether it is known that there is no way to the vendor: not each of many rows has to find that out.
    fn is_vendor_lost(&self) -> bool {
        self.door.problem().is_some_and(|problem| loses_connection(problem.code))
    }

    /// Whether the token is gone, so that no look will succeed any more.
    fn is_no_look_left(&self) -> bool {
        matches!(self.door.rest(), Some(Rest::Skipped(_))) && self.door.problem().is_some()
    }

    /// One look: what became of the step if it shows.
    pub(super) async fn look_once(&self, position: usize) -> Option<Outcome> {
        let look = self.look(position).await.ok()?;
        (look.shows == ReadBack::Applied)
            .then_some(Outcome { state: StepState::Applied, kept: Some(look.kept) })
    }

    /// Nobody knows what became of it: the license is read until it shows, or patience ends. None: it stays unknown.
    pub(super) async fn settle_unknown(&self, position: usize, word: Word) -> Option<Outcome> {
        if self.run.state(position) != word.state() {
            self.conclude(position, word.state()).await;
        }
        self.run.set_checking(position, true);
        let outcome = self.look_until_applied(position).await.and_then(|look| match (look.shows, word) {
            (ReadBack::Applied, _) | (ReadBack::Gone, Word::Given) => {
                Some(Outcome { state: StepState::Applied, kept: Some(look.kept) })
            }
            (ReadBack::Gone, Word::Missing) => Some(StepState::Rejected(Rejection::Gone).into()),
            (ReadBack::NotApplied, Word::Missing) => Some(StepState::Rejected(Rejection::NotApplied).into()),
            // It stays unknown: the person is told to check, and the next sync looks again.
            (ReadBack::NotApplied, Word::Given) => None,
        });
        if outcome.is_none() {
            self.run.set_checking(position, false);
        }
        outcome
    }

    /// What the license shows. That it does not show the step is only said by the very last look: a change can come late,
    /// and an early look knows nothing of that. None: nobody can say.
    async fn look_until_applied(&self, position: usize) -> Option<Look> {
        let mut last = None;
        for delay in &self.patience {
            let look = async {
                tokio::time::sleep(*delay).await;
                self.look(position).await
            };
            match self.limit.cut(look).await? {
                Ok(look) if look.shows == ReadBack::NotApplied => last = Some(look),
                Ok(look) => return Some(look),
                Err(error) => {
                    last = None;
                    self.note_answer(Call::Read, Some(&error));
                    // The token is gone, or the app is about to end: no look will succeed any more.
                    if self.is_no_look_left() || self.door.rest() == Some(Rest::Planned) {
                        return None;
                    }
                }
            }
        }
        last
    }

    /// Settles what was sent and is not settled, of this run or of one that was cut off. Sends nothing.
    pub async fn settle_open(&self) {
        let cut_off = self.run.positions(|state| *state == StepState::Intent);
        let unknown = |position| NewState { position, state: StepState::Unknown };
        // First of all, so that this much is known of each when time is up.
        if !cut_off.is_empty() && self.record(cut_off.into_iter().map(unknown).collect()).await.is_err() {
            return;
        }
        let open = [Word::Missing, Word::Given].into_iter().flat_map(|word| {
            self.run
                .positions(|state| *state == word.state())
                .into_iter()
                .map(move |position| (position, word))
        });
        stream::iter(open)
            .for_each_concurrent(AT_ONCE, |(position, word)| async move {
                if let Some(outcome) = self.settle_unknown(position, word).await {
                    self.settle(position, outcome).await;
                }
            })
            .await;
    }
}

/// The person whose name an assignment teaches: the vendor masks those of people without an account.
fn taught(action: &Action) -> Option<&Contact> {
    match action {
        Action::Assign { contact, .. } => Some(contact),
        Action::Revoke | Action::Transfer { .. } => None,
    }
}
