//! A whole list of licenses, or an error: never a wrong list.

use std::{collections::HashSet, pin::pin};

use domain::{License, LicenseId};
use futures::StreamExt;

use crate::{ApiError, Client, LicenseFilter, LicensePage, LicenseScope, OddLicense};

/// All licenses of a scope, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenseList {
    /// The licenses that have an id, odd ones included, in the vendor's order.
    pub licenses: Vec<License>,
    /// What was odd. Entries without an id are only here.
    pub odd: Vec<OddLicense>,
    /// How often the list was read until its pages fitted together: 1 if nothing moved.
    pub rounds: u32,
}

/// How far the reading of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListProgress {
    /// How many licenses have been read in this round.
    pub read: u64,
    /// How many there are, as far as the service said so.
    pub total: Option<u64>,
    /// The round, from 1. It grows when the list moved while it was read, and reading starts anew.
    pub round: u32,
}

/// One reading of a list.
#[derive(Default)]
struct Round {
    licenses: Vec<License>,
    odd: Vec<OddLicense>,
    ids: HashSet<LicenseId>,
    entries: u64,
    total: Option<u64>,
    shifted: bool,
}

impl Client {
    /// Reads the whole list. If the pages don't fit together (an id on two pages, another number of ids than the
    /// service counts, a count that changes), licenses moved meanwhile: it is read again, a few times, and fails with
    /// [`ApiError::ListShifted`] rather than giving a list with holes.
    ///
    /// What no count can show: within the seconds of one reading, a license disappears from a page that was read and
    /// another one appears behind, so that a third slips through between two pages. Ask for a license that is suddenly
    /// missing by [`Client::license`] before believing that it is gone.
    ///
    /// Dropping the future cancels the reading.
    pub async fn all_licenses(
        &self,
        scope: LicenseScope,
        mut progress: impl FnMut(ListProgress) + Send,
    ) -> Result<LicenseList, ApiError> {
        let rounds = self.options().list_repairs + 1;
        let mut last = Round::default();
        for round in 1..=rounds {
            last = self.read_round(scope, round, &mut progress).await?;
            if !last.shifted {
                return Ok(LicenseList { licenses: last.licenses, odd: last.odd, rounds: round });
            }
            tracing::debug!(
                round,
                distinct = last.distinct(),
                expected = last.total,
                "list moved while it was read"
            );
        }
        Err(ApiError::ListShifted { rounds, distinct: last.distinct(), expected: last.total })
    }

    async fn read_round(
        &self,
        scope: LicenseScope,
        round: u32,
        progress: &mut (impl FnMut(ListProgress) + Send),
    ) -> Result<Round, ApiError> {
        let mut report = |read, total| progress(ListProgress { read, total, round });
        let mut list = self.read_list(scope, LicenseFilter::default(), &mut report).await?;
        if list.shifted || list.licenses.iter().any(|license| license.assignee.is_some()) {
            return Ok(list);
        }
        // Nobody holds anything, or a list without the `assigned` filter leaves out what is assigned: the vendor's
        // document and the vendor's service disagree on it. The assigned ones have to be asked for by name.
        let before = list.entries;
        let mut report_more =
            |read: u64, total: Option<u64>| report(before + read, total.map(|total| before + total));
        let assigned = LicenseFilter { assigned: Some(true), ..LicenseFilter::default() };
        let assigned = self.read_list(scope, assigned, &mut report_more).await?;
        if assigned.licenses.iter().all(|license| license.assignee.is_none()) {
            list.shifted = assigned.shifted;
            return Ok(list);
        }
        let free_again = self.read_list(scope, LicenseFilter::default(), &mut |_, _| ()).await?;
        Ok(list.join(assigned, &free_again))
    }

    async fn read_list(
        &self,
        scope: LicenseScope,
        filter: LicenseFilter,
        report: &mut (impl FnMut(u64, Option<u64>) + Send),
    ) -> Result<Round, ApiError> {
        let mut round = Round::default();
        let mut pages = pin!(self.license_pages(scope, filter));
        while let Some(page) = pages.next().await {
            round.absorb(page?);
            report(round.entries, round.total);
            if round.shifted {
                return Ok(round);
            }
        }
        round.shifted = round.total.is_some_and(|total| total != round.entries);
        Ok(round)
    }
}

impl Round {
    fn absorb(&mut self, page: LicensePage) {
        self.shifted |= matches!((self.total, page.total), (Some(before), Some(now)) if before != now);
        self.total = self.total.or(page.total);
        self.entries += page.entries;
        self.odd.extend(page.odd);
        for license in page.licenses {
            // A page has an id only once, so it was seen on another one: the license moved.
            self.shifted |= !self.ids.insert(license.id.clone());
            self.licenses.push(license);
        }
    }

    fn distinct(&self) -> u64 {
        self.ids.len() as u64
    }

    /// Puts the free and the assigned ones together. The free ones were read before and after the assigned ones: if
    /// they are the same, none changed sides in between.
    fn join(mut self, assigned: Self, free_again: &Self) -> Self {
        let same = self
            .licenses
            .iter()
            .map(|license| &license.id)
            .eq(free_again.licenses.iter().map(|license| &license.id));
        let disjoint = !assigned.licenses.iter().any(|license| self.ids.contains(&license.id));
        self.shifted = assigned.shifted || free_again.shifted || !same || !disjoint;
        self.total = self.total.zip(assigned.total).map(|(free, taken)| free + taken);
        self.entries += assigned.entries;
        self.licenses.extend(assigned.licenses);
        self.odd.extend(assigned.odd);
        self.ids.extend(assigned.ids);
        self
    }
}
