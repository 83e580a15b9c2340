//! All licenses of the open organization, in memory and ready for searching. SQLite keeps them; this answers.

use std::{collections::HashMap, sync::Arc};

use domain::{Collation, Entry, Index, IndexBuilder, KnownNames, License, LicenseId, person_key};
use store::{KnownPerson, Store, StoreError};

/// An immutable state of the cache: a change makes a new one, which shares with it what stayed the same.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    index: Index,
    people: Arc<HashMap<String, KnownPerson>>,
}

impl Catalog {
    /// Makes what the file has searchable, one license after the other.
    pub async fn load(store: &Store, collation: Collation) -> Result<Self, StoreError> {
        let people: HashMap<String, KnownPerson> =
            store.people().await?.into_iter().map(|person| (person.email_key.clone(), person)).collect();
        let mut builder = IndexBuilder::new(Arc::new(names(&people)), collation);
        store.each_license(|license| builder.push(&license)).await?;
        Ok(Self { index: builder.finish(), people: Arc::new(people) })
    }

    /// The same with some licenses put in or replaced and others taken out.
    pub fn with(&self, changed: &[License], removed: &[LicenseId]) -> Self {
        Self { index: self.index.with(changed, removed), people: Arc::clone(&self.people) }
    }

    /// The same with names that were typed here.
    pub fn with_people(self, learnt: Vec<KnownPerson>) -> Self {
        if learnt.is_empty() {
            return self;
        }
        let mut people = (*self.people).clone();
        people.extend(learnt.into_iter().map(|person| (person.email_key.clone(), person)));
        let index = self.index.with_names(Arc::new(names(&people)));
        Self { index, people: Arc::new(people) }
    }

    /// The licenses, to be searched.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// How many licenses there are.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// One license with its holder's name to show.
    pub fn get(&self, id: &LicenseId) -> Option<Entry> {
        self.index.get(id)
    }

    /// One license.
    pub fn license(&self, id: &LicenseId) -> Option<License> {
        self.index.get(id).map(|entry| entry.license)
    }

    /// The person with this e-mail, if their name was typed here.
    pub fn person(&self, email: &str) -> Option<&KnownPerson> {
        self.people.get(&person_key(email))
    }

    /// The name of the person with this e-mail, if it was typed here.
    pub fn name_of(&self, email: &str) -> Option<String> {
        self.person(email).map(full_name)
    }

    /// People whose names were typed here.
    pub fn people(&self) -> impl Iterator<Item = &KnownPerson> {
        self.people.values()
    }
}

fn names(people: &HashMap<String, KnownPerson>) -> KnownNames {
    let mut names = KnownNames::default();
    for person in people.values() {
        names.learn(&person.email, full_name(person));
    }
    names
}

fn full_name(person: &KnownPerson) -> String {
    format!("{} {}", person.first_name, person.last_name)
}
