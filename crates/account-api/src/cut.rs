//! The pages of one list, as far as they have been read, and whether they fit together.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    hash::{BuildHasher, RandomState},
};

use domain::{License, LicenseId};
use tokio::time::Instant;

use crate::{
    ApiError, OddLicense, Oddity, UnreadableKind,
    pages::{Page, PageQuery},
};

/// Up to so many pages the second look is at all of them.
const PAGES_TO_SEE_TWICE: usize = 12;
/// Of a longer list it is at so many, spread over it.
const PAGES_TO_SAMPLE: usize = 3;
/// Of a longer list that moved a moment ago: what moves once moves twice.
const PAGES_TO_SAMPLE_AFTER_A_MOVE: usize = 12;

/// One list, cut into pages.
#[derive(Debug)]
pub(crate) struct Cut {
    pub(crate) query: PageQuery,
    /// When its first page was there.
    pub(crate) started: Instant,
    pages: BTreeMap<u32, Page>,
    /// On which page an id was first seen, by a hash of it: the ids themselves are in the pages.
    places: HashMap<u64, u32>,
    hasher: RandomState,
    entries: u64,
    /// How many entries had an id that another entry has, too.
    doubled: u64,
    /// Whether an id is on two pages.
    has_twins: bool,
    /// The number of the last page, once it is known.
    last: Option<u32>,
    is_sampled: bool,
    moved: bool,
}

/// The licenses of a list, put together.
#[derive(Debug, Default)]
pub(crate) struct Sieved {
    pub(crate) licenses: Vec<License>,
    pub(crate) known: Vec<LicenseId>,
    pub(crate) odd: Vec<OddLicense>,
}

impl Cut {
    pub(crate) fn new(query: PageQuery) -> Self {
        Self {
            query,
            started: Instant::now(),
            pages: BTreeMap::new(),
            places: HashMap::new(),
            hasher: RandomState::new(),
            entries: 0,
            doubled: 0,
            has_twins: false,
            last: None,
            is_sampled: false,
            moved: false,
        }
    }

    /// Takes a page in. Gives the pages that have to be looked at again before anything else: the two that share an
    /// id, the first time that happens. If they still do, the vendor lists the license twice; if not, it moved.
    pub(crate) fn absorb(&mut self, page: Page, most_pages: u32) -> Result<Vec<u32>, ApiError> {
        let number = page.number;
        if number == 1 {
            self.started = Instant::now();
            self.last = last_page(&page, self.query.per_page);
        }
        if self.last.is_some_and(|last| last > most_pages) || self.repeats_the_page_before(&page) {
            return Err(endless());
        }
        self.moved |= self.disagrees(&page);
        if page.entries == 0 {
            // Whatever was said before, behind an empty page there is nothing.
            self.last = Some(self.last.map_or(number, |last| last.min(number)));
        }
        self.entries += page.entries;
        self.doubled += page.repeated;
        let twins = self.note_ids(&page);
        self.pages.insert(number, page);
        Ok(twins)
    }

    fn note_ids(&mut self, page: &Page) -> Vec<u32> {
        let mut twins = Vec::new();
        for id in page.ids() {
            let before = *self.places.entry(self.hasher.hash_one(id)).or_insert(page.number);
            if before != page.number && self.has_on(before, id) {
                if !std::mem::replace(&mut self.has_twins, true) {
                    twins = vec![before, page.number];
                }
                self.doubled += 1;
            }
        }
        twins
    }

    fn has_on(&self, page: u32, id: &LicenseId) -> bool {
        self.pages.get(&page).is_some_and(|page| page.ids().any(|other| other == id))
    }

    /// Whether an id is on any of the pages.
    fn has(&self, id: &LicenseId) -> bool {
        self.places.get(&self.hasher.hash_one(id)).is_some_and(|page| self.has_on(*page, id))
    }

    /// Whether a page says something else about the whole list than the pages before.
    fn disagrees(&self, page: &Page) -> bool {
        let told = |of: fn(&Page) -> Option<u64>| {
            let before = self.pages.values().find_map(of);
            matches!((before, of(page)), (Some(before), Some(now)) if before != now)
        };
        told(|page| page.headers.total) || told(|page| page.headers.last.map(u64::from))
    }

    /// A service that does not know pages gives the same one again and again.
    fn repeats_the_page_before(&self, page: &Page) -> bool {
        let before = page.number.checked_sub(1).and_then(|before| self.pages.get(&before));
        self.last.is_none() && page.entries > 0 && before.is_some_and(|before| before.body == page.body)
    }

    /// Compares a page with what it was when it was read before.
    pub(crate) fn look_again(&mut self, page: &Page) {
        let same = self.pages.get(&page.number).is_some_and(|before| before.shows_the_same_as(page));
        self.moved |= !same;
    }

    /// The first page from `from` on that is missing and can be asked for already.
    pub(crate) fn next_missing(&self, from: u32, most_pages: u32) -> Result<Option<u32>, ApiError> {
        let mut next = from;
        while self.pages.contains_key(&next) {
            next += 1;
        }
        let is_there = match self.last {
            _ if next == 1 => true,
            Some(last) => next <= last,
            None => self.pages.get(&(next - 1)).is_some_and(Page::has_next),
        };
        if is_there && next > most_pages { Err(endless()) } else { Ok(is_there.then_some(next)) }
    }

    /// Whether all of it has to look the same a second time before it is believed. Not a list of one page, which was
    /// seen at one moment; a short list, and one that shows a license twice, because nothing else proves that it is
    /// the vendor's own doing.
    pub(crate) fn is_to_be_seen_twice(&self) -> bool {
        let pages = self.pages.len();
        pages > 1 && (pages <= PAGES_TO_SEE_TWICE || self.has_twins)
    }

    pub(crate) fn page_numbers(&self) -> Vec<u32> {
        self.pages.keys().copied().collect()
    }

    /// The pages of a long list that are looked at again, some more `after_a_move`. They may be asked for together with
    /// the last pages, when there is room: a sample proves nothing, and so need not wait until all have come.
    /// Gives them once, as soon as the number of pages is known and all of them have been read.
    pub(crate) fn take_samples(&mut self, after_a_move: bool, is_complete: bool) -> Vec<u32> {
        let here = is_complete.then_some(self.pages.len());
        let Some(pages) = here.or(self.last.map(|last| last as usize)) else { return Vec::new() };
        let samples = if after_a_move { PAGES_TO_SAMPLE_AFTER_A_MOVE } else { PAGES_TO_SAMPLE };
        let part = |part: usize| u32::try_from(pages * part / (samples + 1)).unwrap_or(u32::MAX);
        let numbers: Vec<u32> = (1..=samples).map(part).collect();
        let is_due = pages > PAGES_TO_SEE_TWICE && !self.is_sampled && !self.has_twins;
        if !is_due || !numbers.iter().all(|number| self.pages.contains_key(number)) {
            return Vec::new();
        }
        self.is_sampled = true;
        numbers
    }

    /// Samples that were on their way when a reading was interrupted tell nothing.
    pub(crate) fn forget_samples(&mut self) {
        self.is_sampled = false;
    }

    pub(crate) fn first_page(&self) -> Option<&Page> {
        self.pages.get(&1)
    }

    /// How many entries have been read.
    pub(crate) fn entries(&self) -> u64 {
        self.entries
    }

    /// How many different entries have been read.
    pub(crate) fn distinct(&self) -> u64 {
        self.entries - self.doubled
    }

    /// How many there are, as far as the service said so.
    pub(crate) fn total(&self) -> Option<u64> {
        self.pages.values().find_map(|page| page.headers.total)
    }

    /// All pages are there: does the service count as many? It may count a license that it lists twice once or twice.
    pub(crate) fn finish(&mut self) {
        self.moved |= self.total().is_some_and(|total| total != self.entries && total != self.distinct());
    }

    pub(crate) fn moved(&self) -> bool {
        self.moved
    }

    pub(crate) fn any_assigned(&self) -> bool {
        self.pages.values().any(|page| page.any_assigned)
    }

    pub(crate) fn is_disjoint(&self, other: &Self) -> bool {
        !self.pages.values().flat_map(Page::ids).any(|id| other.has(id))
    }

    pub(crate) fn shows_the_same_as(&self, other: &Self) -> bool {
        self.pages.len() == other.pages.len()
            && self
                .pages
                .values()
                .zip(other.pages.values())
                .all(|(page, other)| page.shows_the_same_as(other))
    }

    /// The licenses in the vendor's order, each once.
    pub(crate) fn sieve_into(self, sieved: &mut Sieved) {
        // A page has no id twice any more; only a list with the same id on two pages has to be looked through.
        let mut seen = self.has_twins.then(HashSet::<LicenseId>::new);
        let mut is_new = |id: &LicenseId| seen.as_mut().is_none_or(|seen| seen.insert(id.clone()));
        for mut page in self.pages.into_values() {
            let mut repeated = Vec::new();
            for (index, license) in page.licenses {
                if is_new(&license.id) {
                    sieved.licenses.push(license);
                } else {
                    repeated.push((index, license.id));
                }
            }
            for (index, id) in page.known {
                if is_new(&id) { sieved.known.push(id) } else { repeated.push((index, id)) }
            }
            note_repeated(page.number, &mut page.odd, repeated);
            sieved.odd.append(&mut page.odd);
        }
    }
}

/// Notes what came on an earlier page already, in the order of the page.
fn note_repeated(page: u32, odd: &mut Vec<OddLicense>, repeated: Vec<(u32, LicenseId)>) {
    for (index, id) in repeated {
        match odd.iter_mut().find(|odd| odd.index == index) {
            Some(odd) => odd.problems.push(Oddity::DuplicateId),
            None => odd.push(OddLicense { page, index, id: Some(id), problems: vec![Oddity::DuplicateId] }),
        }
    }
    odd.sort_by_key(|odd| odd.index);
}

/// The number of the last page, if the first one tells it.
fn last_page(first: &Page, per_page: u32) -> Option<u32> {
    let by_total = first.headers.total.map(|total| {
        let asked = u64::from(per_page);
        // A first page that is short although there is more: the service cuts smaller pages than asked for.
        let size = if first.entries < total.min(asked) { first.entries.max(1) } else { asked };
        u32::try_from(total.div_ceil(size)).unwrap_or(u32::MAX)
    });
    by_total.max(first.headers.last)
}

/// A list that does not end is not a list.
fn endless() -> ApiError {
    ApiError::Unreadable { status: 200, kind: UnreadableKind::UnexpectedShape }
}
