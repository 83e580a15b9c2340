//! What an index is made of: licenses in segments, the values that they share, and names that were typed here.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use crate::{
    Assignee, AssigneeKind, Collation, License,
    index::{
        Slot,
        dictionary::Dictionary,
        row::{Row, Texts},
        segment::{self, Segment},
    },
    person_key,
};

/// What an index is made of.
#[derive(Clone)]
pub(crate) struct Contents {
    pub segments: Vec<Arc<Segment>>,
    pub dictionary: Arc<Dictionary>,
    pub names: Arc<KnownNames>,
    pub collation: Collation,
}

/// A license with what is shown of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The license.
    pub license: License,
    /// The holder's name to show: the vendor's, or the one learnt locally where the vendor masks it.
    pub holder_name: String,
}

/// Names that were typed here, by the key of the person, because the vendor masks those of people without an account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownNames(HashMap<String, String>);

impl KnownNames {
    /// Learns the name of a person; the last one wins.
    pub fn learn(&mut self, email: &str, name: String) {
        self.0.insert(person_key(email), name);
    }

    /// The name of the person with this key, if it was typed here.
    pub(crate) fn get(&self, key: &str) -> Option<&String> {
        self.0.get(key)
    }

    /// A license, wherever it comes from, with the name to show.
    pub fn entry(&self, license: License) -> Entry {
        let (texts, kind) = (Texts::of(&license), kind_of(&license));
        let holder_name = self.shown(texts.name, texts.email, kind).to_owned();
        Entry { license, holder_name }
    }

    pub(crate) fn shown<'a>(&'a self, name: &'a str, email: &str, kind: AssigneeKind) -> &'a str {
        let is_masked = kind == AssigneeKind::Person && (name.is_empty() || name.contains('*'));
        if is_masked && !self.0.is_empty() {
            self.0.get(&person_key(email)).map_or(name, String::as_str)
        } else {
            name
        }
    }
}

impl Contents {
    pub fn row(&self, slot: Slot) -> &Row {
        let (segment, place) = split(slot);
        self.segments[segment].row(place).expect("a slot in use has a license")
    }

    pub fn texts(&self, slot: Slot) -> Texts<'_> {
        let (segment, place) = split(slot);
        self.segments[segment].texts(place)
    }

    pub fn folded(&self, slot: Slot) -> &str {
        let (segment, place) = split(slot);
        self.segments[segment].folded(place)
    }

    pub fn license(&self, slot: Slot) -> License {
        self.row(slot).unpack(self.texts(slot), &self.dictionary)
    }

    pub fn entry(&self, slot: Slot) -> Entry {
        let (row, texts) = (self.row(slot), self.texts(slot));
        Entry {
            license: row.unpack(texts, &self.dictionary),
            holder_name: self.names.shown(texts.name, texts.email, row.kind).to_owned(),
        }
    }

    /// Appends a license and gives its slot.
    pub fn push(&mut self, license: &License) -> Slot {
        if self.segments.last().is_none_or(|last| last.is_full()) {
            self.segments.push(Arc::default());
        }
        self.learn([license]);
        let texts = Texts::of(license);
        let name = self.names.shown(texts.name, texts.email, kind_of(license));
        let number = self.segments.len() - 1;
        let segment = Arc::make_mut(&mut self.segments[number]);
        let place = segment.push(license, name, &self.dictionary);
        if segment.is_full() {
            segment.shrink();
        }
        join(number, place)
    }

    pub fn slots(&self) -> usize {
        self.segments.last().map_or(0, |last| (self.segments.len() - 1) * segment::SIZE + last.len())
    }

    pub fn sorted_by_id(&self, mut slots: Vec<Slot>) -> Vec<Slot> {
        slots.sort_by(|left, right| self.texts(*left).id.cmp(self.texts(*right).id));
        slots
    }

    /// Takes new values in; where there is none, the dictionary stays shared.
    fn learn<'a>(&mut self, licenses: impl IntoIterator<Item = &'a License>) {
        for license in licenses {
            if !self.dictionary.knows(license) {
                Arc::make_mut(&mut self.dictionary).learn(license);
            }
        }
    }

    /// Replaces licenses, or takes them out where there is nothing in their place.
    pub fn replace(&mut self, changes: &BTreeMap<Slot, Option<&License>>) {
        let mut by_segment = BTreeMap::<usize, Vec<(usize, Option<&License>)>>::new();
        for (slot, license) in changes {
            let (segment, place) = split(*slot);
            by_segment.entry(segment).or_default().push((place, *license));
        }
        let names = Arc::clone(&self.names);
        let shown = |texts: Texts<'_>, row: &Row| names.shown(texts.name, texts.email, row.kind).to_owned();
        self.learn(changes.values().copied().flatten());
        for (number, changes) in by_segment {
            self.segments[number] = Arc::new(self.segments[number].with(&changes, shown, &self.dictionary));
        }
    }
}

fn kind_of(license: &License) -> AssigneeKind {
    license.assignee.as_ref().map_or(AssigneeKind::Nobody, Assignee::kind)
}

pub(crate) fn split(slot: Slot) -> (usize, usize) {
    (slot as usize / segment::SIZE, slot as usize % segment::SIZE)
}

pub(crate) fn join(segment: usize, place: usize) -> Slot {
    Slot::try_from(segment * segment::SIZE + place).expect("fewer licenses than memory has bytes")
}
