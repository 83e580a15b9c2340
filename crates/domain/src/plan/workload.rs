//! What carrying out a plan takes.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use crate::{Action, LicenseId, TeamId, Wish};

/// How many licenses one transfer call carries. How many the vendor takes is not documented.
pub const TRANSFER_BATCH: usize = 50;

/// Each license is read once more before it is revoked or moved, and once after: what was planned may be stale.
const REVOKE_READS: usize = 2;
const TRANSFER_READS: usize = 2;
/// The vendor itself refuses to assign a license that somebody got in the meantime, so that it is only read after.
const ASSIGN_READS: usize = 1;

/// How many changes of which kind, and with them how many requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// Assignments.
    pub assigns: usize,
    /// Those of them that use a license which is revoked before: it is read once more.
    pub assigns_of_freed: usize,
    /// Revocations.
    pub revokes: usize,
    /// Licenses that are moved.
    pub transfers: usize,
    /// Calls that move them.
    pub batches: usize,
}

impl Workload {
    /// Counts what will be carried out.
    pub fn of<'a>(wishes: impl IntoIterator<Item = &'a Wish>) -> Self {
        let mut work = Self::default();
        let mut targets = HashMap::<TeamId, usize>::new();
        let (mut assigned, mut revoked) = (Vec::<&LicenseId>::new(), HashSet::<&LicenseId>::new());
        for wish in wishes {
            match wish.action {
                Action::Assign { .. } => assigned.push(&wish.license),
                Action::Revoke => {
                    work.revokes += 1;
                    revoked.insert(&wish.license);
                }
                Action::Transfer { team } => *targets.entry(team).or_default() += 1,
            }
        }
        work.assigns = assigned.len();
        work.assigns_of_freed = assigned.into_iter().filter(|license| revoked.contains(license)).count();
        work.transfers = targets.values().sum();
        work.batches = targets.values().map(|count| count.div_ceil(TRANSFER_BATCH)).sum();
        work
    }

    /// Calls that change something.
    pub fn calls(&self) -> usize {
        self.assigns + self.revokes + self.batches
    }

    /// About how long it takes, if each request takes `latency` and so many are under way at the same time. Revocations come
    /// first, then transfers, then assignments, each after the end of those before.
    pub fn duration(&self, latency: Duration, in_flight: usize) -> Duration {
        let phase = |changes: usize, requests: usize, one_after_another: usize| {
            if changes == 0 { 0 } else { requests.div_ceil(in_flight.max(1)).max(one_after_another) }
        };
        let revokes = phase(self.revokes, self.revokes * (1 + REVOKE_READS), 1 + REVOKE_READS);
        let transfers =
            phase(self.transfers, self.transfers * TRANSFER_READS + self.batches, 1 + TRANSFER_READS);
        let assigns =
            phase(self.assigns, self.assigns * (1 + ASSIGN_READS) + self.assigns_of_freed, 1 + ASSIGN_READS);
        let rounds = revokes + transfers + assigns;
        latency.saturating_mul(u32::try_from(rounds).unwrap_or(u32::MAX))
    }
}
