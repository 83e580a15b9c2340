//! A whole list of licenses, or an error: never a wrong list.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use domain::{License, LicenseId};
use futures::{
    StreamExt,
    stream::{self, FuturesUnordered},
};

use crate::{
    ApiError, Client, KnownLicense, LicenseScope, OddLicense,
    cut::{Cut, Sieved},
    pages::{Page, PageQuery},
};

/// For how long the pages of a reading that was interrupted can still be used, from when the first one came. A computer
/// that sleeps may not count that time; the first page and the second look are compared all the same.
const KEPT_FOR: Duration = Duration::from_mins(5);

/// All licenses of a scope, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenseList {
    /// The licenses that have an id and that the caller does not have as they are, odd ones included, in the vendor's
    /// order.
    pub licenses: Vec<License>,
    /// The ids of the others, in the vendor's order; empty if nothing was said to be known.
    pub known: Vec<LicenseId>,
    /// What was odd, known or not. Entries without an id are only here.
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

/// A list that is being read: what outlives a reading that is canceled or fails, so that the next one can go on.
///
/// Use it with one client only: what another token sees is another list.
pub struct ListReading {
    scope: LicenseScope,
    known: Option<KnownLicense>,
    /// From 1.
    round: u32,
    list: Option<Cut>,
    /// The second part of the list, where the service leaves out what is assigned.
    assigned: Option<Cut>,
}

impl std::fmt::Debug for ListReading {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ListReading")
            .field("scope", &self.scope)
            .field("round", &self.round)
            .field("read", &self.entries())
            .finish_non_exhaustive()
    }
}

impl ListReading {
    /// A reading of which nothing has happened yet.
    pub fn new(scope: LicenseScope) -> Self {
        Self { scope, known: None, round: 1, list: None, assigned: None }
    }

    /// Leaves out the licenses for which this is true: the caller has them exactly as they are. Only their ids are
    /// kept, so that reading a long list again takes little memory.
    #[must_use]
    pub fn knowing(mut self, known: Arc<dyn Fn(&License) -> bool + Send + Sync>) -> Self {
        self.known = Some(known);
        self
    }

    fn entries(&self) -> u64 {
        self.list.iter().chain(&self.assigned).map(Cut::entries).sum()
    }

    fn forget_pages(&mut self) {
        (self.list, self.assigned) = (None, None);
    }

    /// The error for a list that never held still; the reading is as good as new.
    fn give_up(&mut self) -> ApiError {
        let cuts = || self.list.iter().chain(&self.assigned);
        let distinct = cuts().map(Cut::distinct).sum();
        let expected = cuts().map(Cut::total).sum();
        let rounds = std::mem::replace(&mut self.round, 1);
        self.forget_pages();
        ApiError::ListShifted { rounds, distinct, expected }
    }
}

impl Client {
    /// Reads a whole list, all of it. See [`Client::read_list`].
    pub async fn all_licenses(
        &self,
        scope: LicenseScope,
        progress: impl FnMut(ListProgress) + Send,
    ) -> Result<LicenseList, ApiError> {
        self.read_list(&mut ListReading::new(scope), progress).await
    }

    /// Reads a whole list. If the pages don't fit together (an id on two pages, another number of entries than the
    /// service counts, a count that changes, a page that is another one at the second look), licenses moved
    /// meanwhile: it is read again, a few times, and fails with [`ApiError::ListShifted`] rather than giving a list
    /// with holes.
    ///
    /// A list of up to 12 pages is looked at twice, and is then exactly what the service had at one moment between the
    /// two looks. So is any list that shows a license on two pages: if it still does at the second look, that is the
    /// vendor's own doing, and it is kept once and noted as [`Oddity::DuplicateId`](crate::Oddity). Of a longer list
    /// three pages are looked at twice, twelve if it was just seen moving, some of them while the last ones are read.
    ///
    /// What can slip through there: between two answers, one license disappears from a page that was read and another
    /// one appears behind, so that a third moves over a page's edge, and none of the pages that are looked at again
    /// lies between them. Then the first is still in the list, the third is not, and the count is right. Only reading
    /// everything twice could tell, and the next reading does. Ask for a license that is suddenly missing by
    /// [`Client::license`] before believing that it is gone.
    ///
    /// Dropping the future cancels the reading. What was read until then, or until an error, stays in `reading` for
    /// five minutes from the first page on: used again, it goes on with what is missing if the first page is still the
    /// same to the byte, and starts anew otherwise. After a success it is as good as new.
    pub async fn read_list(
        &self,
        reading: &mut ListReading,
        mut progress: impl FnMut(ListProgress) + Send,
    ) -> Result<LicenseList, ApiError> {
        self.drop_what_changed(reading).await?;
        loop {
            let round = reading.round;
            if let Some(Sieved { licenses, known, odd }) = self.read_round(reading, &mut progress).await? {
                reading.round = 1;
                return Ok(LicenseList { licenses, known, odd, rounds: round });
            }
            tracing::debug!(round, read = reading.entries(), "list moved while it was read");
            if round > self.options().list_repairs {
                return Err(reading.give_up());
            }
            reading.round += 1;
            reading.forget_pages();
        }
    }

    /// Keeps the pages of a reading that was interrupted only if they are young and their list is still cut the same.
    async fn drop_what_changed(&self, reading: &mut ListReading) -> Result<(), ApiError> {
        for assigned in [false, true] {
            let cut = if assigned { &reading.assigned } else { &reading.list };
            let Some((cut, first)) = cut.as_ref().and_then(|cut| Some((cut, cut.first_page()?))) else {
                continue;
            };
            let query = PageQuery::new(self, reading.scope, assigned);
            let is_usable = cut.query == query && cut.started.elapsed() <= KEPT_FOR && !cut.moved() && {
                let now = query.read(self, 1, reading.known.as_ref()).await?;
                (now.body, now.headers.total) == (first.body, first.headers.total)
            };
            if !is_usable {
                reading.forget_pages();
            }
        }
        Ok(())
    }

    /// Reads the list once, or what is missing of it. `None` if it moved meanwhile.
    async fn read_round(
        &self,
        reading: &mut ListReading,
        progress: &mut (impl FnMut(ListProgress) + Send),
    ) -> Result<Option<Sieved>, ApiError> {
        let ListReading { scope, known, round, list, assigned } = reading;
        let (scope, known, round) = (*scope, known.as_ref(), *round);
        let mut report = |read, total| progress(ListProgress { read, total, round });
        let list_cut = list.get_or_insert_with(|| Cut::new(PageQuery::new(self, scope, false)));
        self.read_cut(list_cut, known, round > 1, &mut report).await?;
        if !list_cut.moved() && !list_cut.any_assigned() {
            // Nobody holds anything, or a list without the `assigned` filter leaves out what is assigned: the vendor's
            // document and the vendor's service disagree on it. The assigned ones have to be asked for by name.
            let (before, of) = (list_cut.entries(), list_cut.total());
            let mut report_more = |read: u64, total: Option<u64>| {
                report(before + read, of.zip(total).map(|(of, total)| of + total));
            };
            let assigned_cut = assigned.get_or_insert_with(|| Cut::new(PageQuery::new(self, scope, true)));
            self.read_cut(assigned_cut, known, round > 1, &mut report_more).await?;
            if assigned_cut.moved() {
                return Ok(None);
            }
            if assigned_cut.any_assigned() {
                let stayed = self.stayed_apart(list_cut, assigned_cut).await?;
                return Ok(if stayed { whole(list.take(), assigned.take()) } else { None });
            }
            *assigned = None;
        }
        self.look_again(list_cut).await?;
        Ok(whole(list.take_if(|cut| !cut.moved()), None))
    }

    /// Whether none of the free licenses became assigned while those were read, nor the other way around: the free ones
    /// are the same before and after.
    async fn stayed_apart(&self, free: &Cut, assigned: &mut Cut) -> Result<bool, ApiError> {
        self.look_again(assigned).await?;
        if assigned.moved() || !free.is_disjoint(assigned) {
            return Ok(false);
        }
        let mut again = Cut::new(free.query);
        // Only which they are matters, so nothing but the ids is kept.
        let ids_only: KnownLicense = Arc::new(|_| true);
        self.read_cut(&mut again, Some(&ids_only), false, &mut |_, _| ()).await?;
        Ok(!again.moved() && again.shows_the_same_as(free))
    }

    /// Reads the pages that are missing, several at a time, and samples of a long list a second time, until all are there
    /// or don't fit together.
    async fn read_cut(
        &self,
        cut: &mut Cut,
        known: Option<&KnownLicense>,
        after_a_move: bool,
        report: &mut (impl FnMut(u64, Option<u64>) + Send),
    ) -> Result<(), ApiError> {
        let options = self.options();
        let mut flights = FuturesUnordered::new();
        let mut queue = Queue { again: VecDeque::new(), next: 1 };
        cut.forget_samples();
        if cut.entries() > 0 {
            report(cut.entries(), cut.total());
        }
        loop {
            while flights.len() < options.pages_in_flight.max(1) {
                let is_idle = flights.is_empty();
                let Some((number, is_again)) = queue.pop(cut, options.most_pages, after_a_move, is_idle)?
                else {
                    break;
                };
                flights.push(self.fly(cut.query, number, is_again, known));
            }
            let Some((is_again, page)) = flights.next().await else { break };
            if is_again {
                cut.look_again(&page?);
            } else {
                queue.again.extend(cut.absorb(page?, options.most_pages)?);
                report(cut.entries(), cut.total());
            }
            if cut.moved() {
                return Ok(());
            }
        }
        cut.finish();
        Ok(())
    }

    /// Reads a page for the first time or again.
    async fn fly(
        &self,
        query: PageQuery,
        number: u32,
        is_again: bool,
        known: Option<&KnownLicense>,
    ) -> (bool, Result<Page, ApiError>) {
        (is_again, query.read(self, number, known).await)
    }

    /// Looks a second time at all pages, now that all have come, if that is what it takes to believe the list.
    async fn look_again(&self, cut: &mut Cut) -> Result<(), ApiError> {
        if cut.moved() || !cut.is_to_be_seen_twice() {
            return Ok(());
        }
        let query = cut.query;
        let mut pages = stream::iter(cut.page_numbers())
            .map(|number| query.read(self, number, None))
            .buffer_unordered(self.options().pages_in_flight.max(1));
        while let Some(page) = pages.next().await {
            cut.look_again(&page?);
            if cut.moved() {
                break;
            }
        }
        Ok(())
    }
}

/// The pages that are to be asked for.
struct Queue {
    /// Those to look at a second time.
    again: VecDeque<u32>,
    /// None is missing before this one.
    next: u32,
}

impl Queue {
    /// The next page, and whether it is to be looked at a second time; none if there is nothing to ask for now.
    fn pop(
        &mut self,
        cut: &mut Cut,
        most_pages: u32,
        after_a_move: bool,
        is_idle: bool,
    ) -> Result<Option<(u32, bool)>, ApiError> {
        if self.again.is_empty() {
            if let Some(number) = cut.next_missing(self.next, most_pages)? {
                self.next = number + 1;
                return Ok(Some((number, false)));
            }
            self.again.extend(cut.take_samples(after_a_move, is_idle));
        }
        Ok(self.again.pop_front().map(|number| (number, true)))
    }
}

/// The licenses of the parts of a list.
fn whole(list: Option<Cut>, assigned: Option<Cut>) -> Option<Sieved> {
    let mut sieved = Sieved::default();
    list?.sieve_into(&mut sieved);
    if let Some(assigned) = assigned {
        assigned.sieve_into(&mut sieved);
    }
    Some(sieved)
}
