//! Running a query: search, filter, count, put in order.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date};

use crate::{
    Facets, LicenseId, LicenseQuery, Selection, SortColumn,
    fold::search_words,
    index::{
        ANSWERS_KEPT, Entry, Index, Slot,
        contents::{join, split},
        facets::Counts,
        filter::Filter,
        lock,
        segment::{Bits, Word, places},
        states::{ALL_STATES, States},
    },
};

/// What a query found.
#[derive(Debug)]
pub struct Found {
    query: LicenseQuery,
    states: Arc<States>,
    /// In the order that was asked for.
    slots: Vec<Slot>,
    /// Counts per filter value.
    pub facets: Facets,
}

impl Found {
    /// How many licenses were found.
    pub fn total(&self) -> usize {
        self.slots.len()
    }
}

impl Index {
    /// Runs a query. The last few answers are kept, so that the next window of the same query costs nothing.
    pub fn find(&self, query: &LicenseQuery, now: Timestamp, today: Date) -> Arc<Found> {
        let states = self.states(now, today);
        let is_same = |found: &Arc<Found>| Arc::ptr_eq(&found.states, &states) && found.query == *query;
        if let Some(found) = lock(&self.answers).iter().find(|found| is_same(found)) {
            return Arc::clone(found);
        }
        let found = Arc::new(self.run(query, &states, today));
        let mut answers = lock(&self.answers);
        answers.truncate(ANSWERS_KEPT - 1);
        answers.push_front(Arc::clone(&found));
        found
    }

    /// A window of what was found.
    pub fn window<'a>(
        &'a self,
        found: &'a Found,
        offset: usize,
        limit: usize,
    ) -> impl Iterator<Item = Entry> + 'a {
        found.slots.iter().skip(offset).take(limit).map(|slot| self.contents.entry(*slot))
    }

    /// The ids of a window of what was found.
    pub fn window_ids(&self, found: &Found, offset: usize, limit: usize) -> Vec<LicenseId> {
        found.slots.iter().skip(offset).take(limit).map(|slot| self.id(*slot)).collect()
    }

    /// The ids that a selection means, in the order of the view.
    pub fn resolve(&self, selection: &Selection, now: Timestamp, today: Date) -> Vec<LicenseId> {
        match selection {
            Selection::Ids { ids } => ids.clone(),
            Selection::Matching { query, except } => {
                let except: std::collections::HashSet<&LicenseId> = except.iter().collect();
                let found = self.find(query, now, today);
                let mut ids = self.window_ids(&found, 0, found.total());
                ids.retain(|id| !except.contains(id));
                ids
            }
        }
    }

    pub(crate) fn id(&self, slot: Slot) -> LicenseId {
        LicenseId(self.contents.texts(slot).id.to_owned())
    }

    fn run(&self, query: &LicenseQuery, states: &Arc<States>, today: Date) -> Found {
        let dictionary = &self.contents.dictionary;
        let words = search_words(&query.search);
        let words: Vec<Word<'_>> = words.iter().map(|word| Word::new(word, dictionary)).collect();
        let filter = Filter::new(query, dictionary, today);
        let mut counts = Counts::new(&self.contents, today);
        let mut matched: Vec<Bits> = Vec::with_capacity(self.contents.segments.len());
        let mut total = 0;
        for (number, segment) in self.contents.segments.iter().enumerate() {
            let mut bits = segment.search(&words);
            for place in places(&bits) {
                let Some(row) = segment.row(place) else { continue };
                let judged = states.get(join(number, place));
                let failed = filter.failed(row, judged);
                counts.count(row, judged, failed);
                if failed == 0 {
                    total += 1;
                } else {
                    bits[place / 64] &= !(1 << (place % 64));
                }
            }
            matched.push(bits);
        }
        let slots = self.in_order(query, states, &matched, total);
        let facets = counts.finish(&self.contents, self.existing(), states);
        Found { query: query.clone(), states: Arc::clone(states), slots, facets }
    }

    fn in_order(&self, query: &LicenseQuery, states: &States, matched: &[Bits], total: usize) -> Vec<Slot> {
        let is_matched = |slot: &Slot| {
            let (segment, place) = split(*slot);
            matched[segment][place / 64] & (1 << (place % 64)) != 0
        };
        if query.sort == SortColumn::State {
            return self.by_state(query.descending, states, is_matched);
        }
        let mut slots = Vec::with_capacity(total);
        slots.extend(self.order(query.sort).slots(query.descending).filter(is_matched));
        slots
    }

    /// By state, each state by id; time changes states, so that there is no lasting order of them.
    fn by_state(&self, descending: bool, states: &States, is_matched: impl Fn(&Slot) -> bool) -> Vec<Slot> {
        let mut of_state: [Vec<Slot>; ALL_STATES.len()] = Default::default();
        for slot in self.order(SortColumn::Id).slots(descending).filter(is_matched) {
            of_state[states.get(slot).state as usize].push(slot);
        }
        if descending {
            of_state.reverse();
        }
        of_state.concat()
    }
}
