//! All licenses of an organization in memory: small, searchable, in every order.
//!
//! An [`Index`] never changes; a change makes the next one, which shares with it all that stayed the same: segments,
//! dictionary, and the orders in which nothing moves. The memory of a change grows with what changed; its work, too,
//! but for a pass over the numbers of each order that is mended, and over all rows at the next query (states, counts).
//! A license has a *slot*, which it keeps while it exists.

mod builder;
mod contents;
mod dictionary;
mod facets;
mod filter;
mod find;
mod order;
mod related;
mod row;
mod seats;
mod segment;
mod states;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet, HashSet, VecDeque},
    fmt,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use jiff::{Timestamp, civil::Date};

use crate::{AssigneeKind, Collation, License, LicenseId, SortColumn, person_key};

pub use builder::IndexBuilder;
pub use contents::{Entry, KnownNames};
pub use find::Found;
pub use related::FreeSeat;
pub(crate) use seats::Seat;

use contents::Contents;
use facets::Existing;
use order::Order;
use states::States;

/// The place of a license in the index.
pub(crate) type Slot = u32;

/// More changes than this at once: orders are made anew instead of mended.
const FEW: usize = 500;
/// Answers that are kept for the next window of the same query.
const ANSWERS_KEPT: usize = 3;
const COLUMNS: usize = 10;

/// All licenses of an organization, ready to be searched, filtered, counted and sorted.
pub struct Index {
    contents: Contents,
    count: usize,
    orders: [OnceLock<Arc<Order>>; COLUMNS],
    existing: OnceLock<Existing>,
    states: Mutex<Option<Arc<States>>>,
    answers: Mutex<VecDeque<Arc<Found>>>,
}

/// What a change does to slots.
struct Moves {
    replaced: Vec<Slot>,
    removed: Vec<Slot>,
    new: Vec<Slot>,
}

impl Index {
    /// Takes licenses in, the last of those with the same id.
    pub fn new(
        licenses: impl IntoIterator<Item = License>,
        names: Arc<KnownNames>,
        collation: Collation,
    ) -> Self {
        let mut builder = IndexBuilder::new(names, collation);
        for license in licenses {
            builder.push(&license);
        }
        builder.finish()
    }

    fn of(contents: Contents, by_id: &[Slot]) -> Self {
        let count = by_id.len();
        let order = Order::new(&contents, SortColumn::Id, by_id);
        let orders = <[OnceLock<Arc<Order>>; COLUMNS]>::default();
        let _ = orders[SortColumn::Id as usize].set(Arc::new(order));
        Self {
            contents,
            count,
            orders,
            existing: OnceLock::new(),
            states: Mutex::default(),
            answers: Mutex::default(),
        }
    }

    /// The same with some licenses put in or replaced, and others taken out.
    #[must_use]
    pub fn with(&self, changed: &[License], removed: &[LicenseId]) -> Self {
        let removed: BTreeSet<Slot> = removed.iter().filter_map(|id| self.slot(id)).collect();
        let removed: Vec<Slot> = removed.into_iter().collect();
        let (known, new): (Vec<_>, Vec<_>) = changed
            .iter()
            .map(|license| (self.slot(&license.id), license))
            .partition(|(slot, _)| slot.is_some());
        if new.len() + removed.len() + known.len() > self.count / 2 {
            return self.anew(changed, &removed);
        }
        let mut by_slot: BTreeMap<Slot, Option<&License>> =
            removed.iter().map(|slot| (*slot, None)).collect();
        by_slot.extend(known.iter().filter_map(|(slot, license)| Some(((*slot)?, Some(*license)))));
        let mut contents = self.contents.clone();
        contents.replace(&by_slot);
        let replaced: Vec<Slot> = by_slot.iter().filter_map(|(slot, new)| new.map(|_| *slot)).collect();
        let new: Vec<Slot> = new.iter().map(|(_, license)| contents.push(license)).collect();
        self.next(contents, &Moves { replaced, removed, new })
    }

    /// The same with names that were typed here.
    #[must_use]
    pub fn with_names(&self, names: Arc<KnownNames>) -> Self {
        let before = &self.contents.names;
        let is_new = |email: &str| {
            let key = person_key(email);
            names.get(&key) != before.get(&key)
        };
        let concerned: BTreeMap<Slot, License> = self
            .slots()
            .filter(|slot| self.contents.row(*slot).kind == AssigneeKind::Person)
            .filter(|slot| is_new(self.contents.texts(*slot).email))
            .map(|slot| (slot, self.contents.license(slot)))
            .collect();
        let mut contents = Contents { names, ..self.contents.clone() };
        contents.replace(&concerned.iter().map(|(slot, license)| (*slot, Some(license))).collect());
        let slots: Vec<Slot> = concerned.into_keys().collect();
        self.next(contents, &Moves { replaced: slots, removed: Vec::new(), new: Vec::new() })
    }

    /// So much changed that mending is more work than making everything anew.
    fn anew(&self, changed: &[License], removed: &[Slot]) -> Self {
        let ids: HashSet<&LicenseId> = changed.iter().map(|license| &license.id).collect();
        let removed: HashSet<&Slot> = removed.iter().collect();
        let kept = self
            .slots()
            .filter(|slot| !removed.contains(slot))
            .map(|slot| self.contents.license(slot))
            .filter(|license| !ids.contains(&license.id));
        let all = kept.chain(changed.iter().cloned());
        Self::new(all, Arc::clone(&self.contents.names), self.contents.collation.clone())
    }

    /// The index of new contents. Orders are mended where that is little work, and shared where nothing moves.
    fn next(&self, contents: Contents, moves: &Moves) -> Self {
        let count = self.count - moves.removed.len() + moves.new.len();
        let orders = <[OnceLock<Arc<Order>>; COLUMNS]>::default();
        for (column, (before, next)) in SORT_COLUMNS.into_iter().zip(self.orders.iter().zip(&orders)) {
            let Some(before) = before.get() else { continue };
            let stays = |slot: &Slot| self.contents.keeps_place(&contents, column, *slot);
            let displaced = || moves.replaced.iter().filter(|slot| !stays(slot));
            let gone: Vec<Slot> = moves.removed.iter().chain(displaced()).copied().collect();
            let come: Vec<Slot> = moves.new.iter().chain(displaced()).copied().collect();
            if gone.is_empty() && come.is_empty() {
                let _ = next.set(Arc::clone(before));
            } else if column == SortColumn::Id || gone.len() + come.len() <= FEW {
                let _ = next.set(Arc::new(before.with(&contents, column, &gone, &come)));
            }
        }
        Self {
            contents,
            count,
            orders,
            existing: OnceLock::new(),
            states: Mutex::default(),
            answers: Mutex::default(),
        }
    }

    fn without_slots(self, slots: &[Slot]) -> Self {
        let mut contents = self.contents.clone();
        contents.replace(&slots.iter().map(|slot| (*slot, None)).collect());
        Self { contents, ..self }
    }

    /// How many licenses there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// One license.
    pub fn get(&self, id: &LicenseId) -> Option<Entry> {
        self.slot(id).map(|slot| self.contents.entry(slot))
    }

    /// Whether a license is here, exactly as it is given.
    pub fn has(&self, license: &License) -> bool {
        self.slot(&license.id).is_some_and(|slot| self.contents.license(slot) == *license)
    }

    /// All licenses in the order of their ids, made one by one.
    pub fn licenses(&self) -> impl Iterator<Item = License> + '_ {
        self.slots().map(|slot| self.contents.license(slot))
    }

    /// All ids in their order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.slots().map(|slot| self.contents.texts(slot).id)
    }

    /// The next moment at which a license's state changes although nothing is done to it: a day ends, or it can be revoked
    /// from then on. The end of the day is the reader's, so only the second is told.
    pub fn holds_until(&self, now: Timestamp, today: Date) -> Timestamp {
        self.states(now, today).until()
    }

    /// Names that were typed here.
    pub fn known_names(&self) -> &Arc<KnownNames> {
        &self.contents.names
    }

    fn slots(&self) -> impl Iterator<Item = Slot> {
        let order = Arc::clone(self.order(SortColumn::Id));
        (0..self.count).map(move |position| order.at(position))
    }

    fn slot(&self, id: &LicenseId) -> Option<Slot> {
        self.order(SortColumn::Id).search(|slot| self.contents.texts(slot).id.cmp(&id.0))
    }

    fn order(&self, column: SortColumn) -> &Arc<Order> {
        self.orders[column as usize].get_or_init(|| {
            let by_id: Vec<Slot> = self.slots().collect();
            Arc::new(Order::new(&self.contents, column, &by_id))
        })
    }

    fn existing(&self) -> &Existing {
        self.existing.get_or_init(|| Existing::of(&self.contents))
    }

    fn states(&self, now: Timestamp, today: Date) -> Arc<States> {
        let mut kept = lock(&self.states);
        if let Some(states) = kept.as_ref().filter(|states| states.hold(now, today)) {
            return Arc::clone(states);
        }
        let segments = self.contents.segments.iter().map(Arc::as_ref);
        let states = Arc::new(States::at(segments, self.contents.slots(), now, today));
        *kept = Some(Arc::clone(&states));
        states
    }
}

impl fmt::Debug for Index {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Index").field("count", &self.count).finish_non_exhaustive()
    }
}

impl Default for Index {
    fn default() -> Self {
        Self::new([], Arc::default(), Collation::default())
    }
}

/// All columns, at the place of their number.
const SORT_COLUMNS: [SortColumn; COLUMNS] = [
    SortColumn::Product,
    SortColumn::Assignee,
    SortColumn::Team,
    SortColumn::State,
    SortColumn::ValidUntil,
    SortColumn::LastSeen,
    SortColumn::Id,
    SortColumn::Email,
    SortColumn::AssignedOn,
    SortColumn::Pack,
];

/// A panic while the lock was held must not hide behind a second one.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
