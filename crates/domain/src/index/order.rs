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
        let mut next = Self { slots: Vec::with_capacity(self.slots.len() + come.len()), present: 0 };
        let (present, missing) = self.slots.split_at(self.present);
        let stays = |slot: &&Slot| !is_gone[**slot as usize];
        next.slots.extend(present.iter().filter(stays));
        next.present = next.slots.len();
        next.slots.extend(missing.iter().filter(stays));
        for slot in come {
            next.insert(*slot, contents, column, &ranks);
        }
        next
    }

    fn insert(&mut self, slot: Slot, contents: &Contents, column: SortColumn, ranks: &Ranks) {
        let key = contents.key(column, slot, ranks);
        let id = contents.texts(slot).id;
        let is_before = |other: &Slot| {
            let by_key = contents.key(column, *other, ranks).cmp(&key);
            by_key.then_with(|| contents.texts(*other).id.cmp(id)) == Ordering::Less
        };
        let position = if key.is_some() {
            self.slots[..self.present].partition_point(is_before)
        } else {
            self.present + self.slots[self.present..].partition_point(is_before)
        };
        self.slots.insert(position, slot);
        self.present += usize::from(key.is_some());
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
            SortColumn::Email => {
                let email = fold(self.texts(slot).email);
                (!email.is_empty()).then(|| Key::Bytes(email.into_bytes()))
            }
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

fn sortable(day: jiff::civil::Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
