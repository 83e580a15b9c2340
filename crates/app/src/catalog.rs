//! All licenses of the open organization, in memory and ready for searching. SQLite keeps them; this answers.

use std::collections::{HashMap, HashSet};

use domain::{Entry, License, LicenseId, person_key};
use store::KnownPerson;

/// An immutable state of the cache: a change makes a new one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Catalog {
    /// In the order of their ids.
    pub entries: Vec<Entry>,
    positions: HashMap<LicenseId, usize>,
    people: HashMap<String, KnownPerson>,
}

impl Catalog {
    /// Makes licenses searchable, with the names that were typed here.
    pub fn new(licenses: Vec<License>, people: Vec<KnownPerson>) -> Self {
        let people: HashMap<String, KnownPerson> =
            people.into_iter().map(|person| (person.email_key.clone(), person)).collect();
        let mut catalog = Self { people, ..Self::default() };
        catalog.entries = licenses.into_iter().map(|license| catalog.entry(license)).collect();
        catalog.index();
        catalog
    }

    /// The same with some licenses put in or replaced and others taken out.
    pub fn with(&self, changed: &[License], removed: &[LicenseId]) -> Self {
        let mut next = self.clone();
        for license in changed {
            let entry = next.entry(license.clone());
            match next.positions.get(&license.id) {
                Some(position) => next.entries[*position] = entry,
                None => next.entries.push(entry),
            }
        }
        let removed: HashSet<&LicenseId> = removed.iter().collect();
        next.entries.retain(|entry| !removed.contains(&entry.license.id));
        next.index();
        next
    }

    /// The same with a name that was typed here.
    pub fn with_person(&self, person: KnownPerson) -> Self {
        let mut people: Vec<KnownPerson> = self.people.values().cloned().collect();
        people.retain(|known| known.email_key != person.email_key);
        people.push(person);
        Self::new(self.licenses().cloned().collect(), people)
    }

    /// One license.
    pub fn get(&self, id: &LicenseId) -> Option<&Entry> {
        self.positions.get(id).map(|position| &self.entries[*position])
    }

    /// All licenses.
    pub fn licenses(&self) -> impl Iterator<Item = &License> {
        self.entries.iter().map(|entry| &entry.license)
    }

    /// People whose names were typed here.
    pub fn people(&self) -> impl Iterator<Item = &KnownPerson> {
        self.people.values()
    }

    /// The name that was typed here for an e-mail.
    pub fn known_name(&self, email: &str) -> Option<String> {
        let person = self.people.get(&person_key(email))?;
        Some(format!("{} {}", person.first_name, person.last_name))
    }

    fn entry(&self, license: License) -> Entry {
        let known = license.holder().and_then(|email| self.known_name(email));
        Entry::new(license, known.as_deref())
    }

    fn index(&mut self) {
        self.entries.sort_by(|left, right| left.license.id.cmp(&right.license.id));
        self.positions = self
            .entries
            .iter()
            .enumerate()
            .map(|(position, entry)| (entry.license.id.clone(), position))
            .collect();
    }
}
