//! The licenses in the order of a column. Made when a column is first sorted by, and kept in order by small changes.

use std::cmp::Ordering;

use crate::{
    AssigneeKind, SortColumn, fold,
    index::{
        Slot,
        contents::Contents,
        row::{NONE, Row},
    },
};

/// Slots in the order of a column: first those with a value, then those without, ties by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Order {
    slots: Vec<Slot>,
    /// How many have a value.
    present: usize,
}

/// What a license is sorted by in a column; `None` comes last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Number(i64),
    Bytes(Vec<u8>),
}

/// Places of shared values in the order of their names, for the column that is being sorted.
pub(crate) type Ranks = Vec<Option<u32>>;

impl Order {
    /// Sorts all licenses; `by_id` has them in the order of their ids.
    pub fn new(contents: &Contents, column: SortColumn, by_id: &[Slot]) -> Self {
        let ranks = contents.ranks(column);
        let mut keyed = Vec::with_capacity(by_id.len());
        let mut without = Vec::new();
        for slot in by_id {
            match contents.key(column, *slot, &ranks) {
                Some(key) => keyed.push((key, *slot)),
                None => without.push(*slot),
            }
        }
        // Stable: ties stay in the order of their ids.
        keyed.sort_by(|(left, _), (right, _)| left.cmp(right));
        let present = keyed.len();
        let slots = keyed.into_iter().map(|(_, slot)| slot).chain(without).collect();
        Self { slots, present }
    }

    /// The same after some licenses were replaced, put in or taken out: `gone` leave their place, `come` find theirs.
    pub fn with(&self, contents: &Contents, column: SortColumn, gone: &[Slot], come: &[Slot]) -> Self {
        let ranks = contents.ranks(column);
        let mut is_gone = vec![false; contents.slots()];
        for slot in gone {
            is_gone[*slot as usize] = true;
        }
        let (present, missing) = self.slots.split_at(self.present);
        let stay = |slots: &[Slot]| -> Vec<Slot> {
            slots.iter().copied().filter(|slot| !is_gone[*slot as usize]).collect()
        };
        let keyed = come.iter().map(|slot| (contents.key(column, *slot, &ranks), *slot));
        let (come_present, come_missing) = keyed.partition(|(key, _)| key.is_some());
        let mut slots = contents.merge(column, &stay(present), come_present, &ranks);
        let present = slots.len();
        slots.extend(contents.merge(column, &stay(missing), come_missing, &ranks));
        Self { slots, present }
    }

    pub fn at(&self, position: usize) -> Slot {
        self.slots[position]
    }

    /// The slot for which `compare` finds no difference, in an order that it agrees with.
    pub fn search(&self, mut compare: impl FnMut(Slot) -> Ordering) -> Option<Slot> {
        let position = self.slots.binary_search_by(|slot| compare(*slot)).ok()?;
        Some(self.slots[position])
    }

    /// The slots for which `compare` finds no difference, in an order that it agrees with; only those with a value.
    pub fn range(&self, compare: impl Fn(Slot) -> Ordering) -> impl Iterator<Item = Slot> + '_ {
        let present = &self.slots[..self.present];
        let start = present.partition_point(|slot| compare(*slot) == Ordering::Less);
        let end = start + present[start..].partition_point(|slot| compare(*slot) == Ordering::Equal);
        present[start..end].iter().copied()
    }

    /// The slots in this order or the other way round; what has no value comes last in both.
    pub fn slots(&self, descending: bool) -> impl Iterator<Item = Slot> + '_ {
        let (present, missing) = self.slots.split_at(self.present);
        let (up, down) = if descending { (&[][..], present) } else { (present, &[][..]) };
        up.iter().chain(down.iter().rev()).chain(missing).copied()
    }
}

impl Contents {
    /// Where the shared values of a column stand in the order of their names.
    fn ranks(&self, column: SortColumn) -> Ranks {
        match column {
            SortColumn::Product => self.dictionary.products.ranks(&self.collation),
            SortColumn::Team => self.dictionary.teams.ranks(&self.collation),
            SortColumn::Pack => self.dictionary.packs.ranks(&self.collation),
            _ => Vec::new(),
        }
    }

    /// Puts licenses into an order that lacks them. Each finds its place by a binary search, so that few keys are made.
    fn merge(
        &self,
        column: SortColumn,
        slots: &[Slot],
        mut come: Vec<(Option<Key>, Slot)>,
        ranks: &Ranks,
    ) -> Vec<Slot> {
        come.sort_by(|(one, slot), (other, next)| {
            one.cmp(other).then_with(|| self.texts(*slot).id.cmp(self.texts(*next).id))
        });
        let mut merged = Vec::with_capacity(slots.len() + come.len());
        let mut taken = 0;
        for (key, slot) in come {
            let id = self.texts(slot).id;
            let is_before = |other: &Slot| {
                let by_key = self.key(column, *other, ranks).cmp(&key);
                by_key.then_with(|| self.texts(*other).id.cmp(id)) == Ordering::Less
            };
            let place = taken + slots[taken..].partition_point(is_before);
            merged.extend_from_slice(&slots[taken..place]);
            merged.push(slot);
            taken = place;
        }
        merged.extend_from_slice(&slots[taken..]);
        merged
    }

    /// Whether a license that was replaced keeps its place in a column; `next` is what comes after these contents.
    pub fn keeps_place(&self, next: &Self, column: SortColumn, slot: Slot) -> bool {
        let (before, after) = (self.row(slot), next.row(slot));
        match column {
            SortColumn::Product => before.product == after.product,
            SortColumn::Team => before.team == after.team,
            SortColumn::Pack => before.pack == after.pack,
            _ => self.key(column, slot, &Vec::new()) == next.key(column, slot, &Vec::new()),
        }
    }

    fn key(&self, column: SortColumn, slot: Slot, ranks: &Ranks) -> Option<Key> {
        let row = self.row(slot);
        let shared = |position: u32| {
            if position == NONE { None } else { ranks.get(position as usize).copied().flatten() }
        };
        let is_held = row.kind == AssigneeKind::Person;
        match column {
            SortColumn::Product => shared(row.product).map(|rank| Key::Number(rank.into())),
            SortColumn::Team => shared(row.team).map(|rank| Key::Number(rank.into())),
            SortColumn::Pack => shared(row.pack).map(|rank| Key::Number(rank.into())),
            SortColumn::Assignee => self.holder_key(slot, row).map(Key::Bytes),
            SortColumn::Email => address_key(self.texts(slot).email).map(Key::Bytes),
            SortColumn::ValidUntil => row.valid_until.day().map(|day| Key::Number(sortable(day))),
            SortColumn::LastSeen => row.last_seen.instant().map(|at| Key::Number(at.as_millisecond())),
            SortColumn::AssignedOn if is_held => {
                row.last_assigned.instant().map(|at| Key::Number(at.as_millisecond()))
            }
            SortColumn::Id => Some(Key::Bytes(self.texts(slot).id.as_bytes().to_vec())),
            // States are sorted by themselves, because time changes them.
            SortColumn::AssignedOn | SortColumn::State => None,
        }
    }

    fn holder_key(&self, slot: Slot, row: &Row) -> Option<Vec<u8>> {
        let texts = self.texts(slot);
        let name = self.names.shown(texts.name, texts.email, row.kind);
        let text = if name.is_empty() { texts.email } else { name };
        (!text.is_empty()).then(|| self.collation.key(text))
    }
}

/// What an e-mail address is sorted and found by; none for an empty one.
pub(crate) fn address_key(email: &str) -> Option<Vec<u8>> {
    let folded = fold(email.trim());
    (!folded.is_empty()).then(|| folded.into_bytes())
}

fn sortable(day: jiff::civil::Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
