//! The order in which steps are carried out: revocations, then transfers, then assignments, because an assignment can
//! need the seat that a revocation of the same set frees.

use std::collections::{BTreeMap, HashSet};

use domain::{
    Action, Capability, License, LicenseId, Obstacle, PlanContext, Rejection, SkipReason, StepState,
    TRANSFER_BATCH, TeamId, already_held, is_stale,
};
use futures::{FutureExt, StreamExt, future::Either, stream};
use store::NewState;

use super::{Rest, Word, Worker, gathering::Gathering, settle::Fate, trouble::Call};
use crate::view::ChangeSource;

/// Steps that are begun or being written down at the same time.
const AT_ONCE: usize = 64;
/// Calls for transfers at the same time, each with its licenses read before and after.
const BATCHES_AT_ONCE: usize = 2;
/// Looks that may fail before a step is left out: one license that nobody can read must not hold up all others.
const LOOKS: u32 = 3;

impl Worker {
    /// Does all that there is to do, until the last step is settled or the door is shut.
    pub async fn carry_out(&self) {
        let work = std::pin::pin!(self.all());
        let looking = std::pin::pin!(self.look_when_in_doubt());
        if let Either::Right(_) = futures::future::select(work, looking).await {
            tracing::error!("a run lost its work");
        }
        self.put_rest_away().await;
        self.keeper.flush().await;
        let (commits, writing) = self.journal.effort();
        tracing::info!(commits, milliseconds = writing.as_millis(), "a change set was carried out");
    }

    async fn all(&self) {
        self.settle_open().await;
        self.one_by_one(Capability::Revoke).await;
        self.transfer().await;
        self.one_by_one(Capability::Assign).await;
    }

    async fn one_by_one(&self, capability: Capability) {
        let planned = self.run.planned(capability);
        let gathering = self.gathering(&planned);
        let sending = async {
            stream::iter(planned)
                .for_each_concurrent(AT_ONCE, |position| self.carry_out_one(position, &gathering).boxed())
                .await;
            gathering.complete();
        };
        futures::join!(sending, self.read_back_together(&gathering));
    }

    async fn carry_out_one(&self, position: usize, gathering: &Gathering) {
        let Ok(place) = self.line.acquire().await else { return };
        let fate = self.attempt(position, gathering).await;
        // The next one begins while this one is written down, or looked at with patience.
        drop(place);
        self.conclude_fate(position, fate).await;
    }

    /// Does what is left to do about a step.
    pub(super) async fn conclude_fate(&self, position: usize, fate: Fate) {
        let outcome = match fate {
            Fate::Open => None,
            Fate::Known(outcome) => Some(outcome),
            Fate::Unknown(word) => self.settle_unknown(position, word).await,
        };
        if let Some(outcome) = outcome {
            self.settle(position, outcome).await;
        }
    }

    /// Looks, writes down what is about to be sent, sends it once. Nothing comes of it where the door was shut before, and
    /// not here where it is read back with others.
    async fn attempt(&self, position: usize, gathering: &Gathering) -> Fate {
        loop {
            if !self.enter().await {
                return Fate::Open;
            }
            if self.is_left_open(position) {
                return StepState::Skipped(SkipReason::Stale(Obstacle::Unsettled)).into();
            }
            if self.looks_before(position) {
                match self.reason_to_skip(position).await {
                    Ok(None) => {}
                    Ok(Some(reason)) => return StepState::Skipped(reason).into(),
                    Err(LookAgain) => continue,
                }
            }
            let client = self.client();
            // What was looked at before a pause may be long ago: once more from the beginning.
            let Some(turn) = self.turn(&client).await else { continue };
            if self.record_one(position, StepState::Intent).await.is_err() {
                return Fate::Open;
            }
            return match self.send(turn, position).await {
                Ok(Word::Given) if gathering.take_in(self.product(position), position) => Fate::Open,
                Ok(Word::Given) => self.verify(position).await,
                Ok(Word::Missing) => Fate::Unknown(Word::Missing),
                Err(error) => self.failed(position, &error).await,
            };
        }
    }

    /// An assignment is not looked at before, because the vendor itself refuses a license that is taken.
    fn looks_before(&self, position: usize) -> bool {
        let wish = &self.run.step(position).wish;
        let is_assign = wish.action.capability() == Capability::Assign;
        self.looks_first || !is_assign || self.freed.contains_key(&wish.license)
    }

    /// Reads the license: a step whose license is not as the plan saw it is not sent.
    async fn reason_to_skip(&self, position: usize) -> Result<Option<SkipReason>, LookAgain> {
        if self.is_still_being_freed(position) || self.is_left_open(position) {
            return Ok(Some(SkipReason::Stale(Obstacle::Unsettled)));
        }
        // A person who cancels does not wait for a look that was only to precede a change.
        let read = tokio::select! {
            // In this order, and not by chance: a door that is closed already lets no look begin.
            biased;
            () = self.door.closes() => return Err(LookAgain),
            read = self.read(&self.run.step(position).wish.license) => read,
        };
        match read {
            Ok(license) => Ok(self.compare(position, license.as_ref())),
            Err(error) => {
                self.note_answer(Call::Read, Some(&error));
                let failed = self.failures.note_look(position);
                if self.door.is_open() || self.has_looked_enough(failed) {
                    self.run.set_problem(position, error.into());
                    return Ok(Some(SkipReason::Unreadable));
                }
                Err(LookAgain)
            }
        }
    }

    /// Whether nobody knows what became of an earlier step on the license: of another change set, because nothing of this
    /// step was sent.
    fn is_left_open(&self, position: usize) -> bool {
        self.opened.unsettled().has(&self.run.step(position).wish.license, self.app.options.clock.now())
    }

    /// Whether so many failed looks say that it is this one license. What keeps them all away is waited for instead, and
    /// what only looks so, again and again, is not waited for forever.
    fn has_looked_enough(&self, failed: u32) -> bool {
        let waits_for_person = self.door.is_paused() || self.door.is_shut();
        if self.door.is_at_most_held() { failed >= LOOKS } else { failed >= 2 * LOOKS && !waits_for_person }
    }

    /// Whether nobody knows what became of the revocation of the same set that frees the seat.
    fn is_still_being_freed(&self, position: usize) -> bool {
        let freeing = self.freed.get(&self.run.step(position).wish.license);
        freeing.is_some_and(|freeing| *freeing != position && self.run.state(*freeing).is_unknown())
    }

    fn compare(&self, position: usize, license: Option<&License>) -> Option<SkipReason> {
        let step = self.run.step(position);
        let context = PlanContext {
            access: &self.access,
            unsettled: &HashSet::new(),
            now: self.app.options.clock.now(),
            today: self.app.options.clock.today(),
        };
        if let Err(obstacle) = context.verdict(&step.wish.action, license) {
            return Some(SkipReason::Stale(obstacle));
        }
        let stale = license.is_some_and(|license| is_stale(&step.wish.action, &step.seen, license));
        if stale {
            return Some(SkipReason::HolderChanged);
        }
        self.held_meanwhile(position).map(|other| SkipReason::Stale(Obstacle::AlreadyHolds(other)))
    }

    /// The license that a person got since a set was cut off, by which they have what this step would give them. Who asks
    /// for one certain license for somebody may mean a second one, as the plan does.
    fn held_meanwhile(&self, position: usize) -> Option<LicenseId> {
        let Action::Assign { contact, .. } = &self.run.step(position).wish.action else { return None };
        if !self.looks_first || self.run.source == ChangeSource::License {
            return None;
        }
        let today = self.app.options.clock.today();
        already_held(self.opened.catalog().index(), &contact.email, self.product(position), today)
    }

    async fn transfer(&self) {
        let mut by_target = BTreeMap::<i64, Vec<usize>>::new();
        for position in self.run.planned(Capability::Transfer) {
            if let Action::Transfer { team } = self.run.step(position).wish.action {
                by_target.entry(team.0).or_default().push(position);
            }
        }
        let mut batches = Vec::new();
        for (team, positions) in by_target {
            batches.extend(positions.chunks(TRANSFER_BATCH).map(|batch| (TeamId(team), batch.to_vec())));
        }
        stream::iter(batches)
            .for_each_concurrent(BATCHES_AT_ONCE, |(team, batch)| self.transfer_batch(team, batch).boxed())
            .await;
    }

    async fn transfer_batch(&self, team: TeamId, mut waiting: Vec<usize>) {
        loop {
            if !self.enter().await {
                return;
            }
            let was_interrupted;
            (waiting, was_interrupted) = self.without_stale(waiting).await;
            if waiting.is_empty() {
                return;
            }
            if was_interrupted {
                continue;
            }
            let client = self.client();
            let Some(turn) = self.turn(&client).await else { continue };
            let intents =
                waiting.iter().map(|position| NewState { position: *position, state: StepState::Intent });
            if self.record(intents.collect()).await.is_err() {
                return;
            }
            let ids: Vec<_> =
                waiting.iter().map(|position| self.run.step(*position).wish.license.clone()).collect();
            let answer = turn.change_team(&ids, team).await;
            self.note_answer(Call::Change, answer.as_ref().err());
            let answer = &answer;
            stream::iter(waiting.into_iter().zip(&ids))
                .for_each_concurrent(AT_ONCE, |(position, license)| async move {
                    let Ok(place) = self.line.acquire().await else { return };
                    let fate = match answer {
                        Ok(moved) if moved.contains(license) => self.verify(position).await,
                        Ok(_) => self.left_out(position).await,
                        Err(error) => self.failed(position, error).await,
                    };
                    drop(place);
                    self.conclude_fate(position, fate).await;
                })
                .await;
            return;
        }
    }

    /// Those that are as the plan saw them. True in the second place: the door closed before all were looked at.
    async fn without_stale(&self, positions: Vec<usize>) -> (Vec<usize>, bool) {
        let looked = stream::iter(positions).map(|position| async move {
            let place = self.line.acquire().await;
            let looked =
                if self.door.is_open() { self.reason_to_skip(position).await } else { Err(LookAgain) };
            drop(place);
            if let Ok(Some(reason)) = &looked {
                self.conclude(position, StepState::Skipped(reason.clone())).await;
            }
            (position, looked)
        });
        let looked: Vec<_> = looked.buffered(AT_ONCE).collect().await;
        let was_interrupted = looked.iter().any(|(_, looked)| looked.is_err());
        let left = looked.into_iter().filter(|(_, looked)| !matches!(looked, Ok(Some(_))));
        (left.map(|(position, _)| position).collect(), was_interrupted)
    }

    /// Writes down what became of the steps that nobody sends any more.
    async fn put_rest_away(&self) {
        let Some(Rest::Skipped(reason)) = self.door.rest() else { return };
        let clock = &*self.app.options.clock;
        if let Err(problem) = self.run.skip_planned(&self.opened.store, clock, &reason).await {
            self.door.shut(Rest::Planned, Some(problem));
        }
    }

    /// A transfer answered without this license. It may have been in the team already.
    async fn left_out(&self, position: usize) -> Fate {
        let outcome = self.look_once(position).await;
        outcome.map_or_else(|| StepState::Rejected(Rejection::LeftOut).into(), Fate::Known)
    }
}

/// The door closed while a license was looked at.
struct LookAgain;
