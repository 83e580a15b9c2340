//! Values that many licenses share, each kept once.

use std::{collections::HashMap, hash::Hash};

use memchr::memmem::Finder;

use crate::{Collation, Product, Team, fold, index::row::NONE};

/// The values that licenses share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dictionary {
    pub products: Values<Product>,
    pub teams: Values<Team>,
    pub packs: Values<String>,
    pub domains: Values<String>,
}

/// Values by the position under which licenses know them. None is ever taken out: there are few.
#[derive(Clone, Debug)]
pub(crate) struct Values<T> {
    all: Vec<T>,
    /// What a search looks into, folded.
    folded: Vec<String>,
    positions: HashMap<T, u32>,
}

/// What a value is searched and sorted by.
pub(crate) trait Shared: Clone + Eq + Hash {
    fn searched(&self) -> String;
    fn name(&self) -> &str;
    /// Tells values of the same name apart.
    fn key(&self) -> &str;
}

impl Shared for Product {
    fn searched(&self) -> String {
        format!("{}\n{}", self.name, self.code)
    }

    fn name(&self) -> &str {
        if self.name.is_empty() { &self.code } else { &self.name }
    }

    fn key(&self) -> &str {
        &self.code
    }
}

impl Shared for Team {
    fn searched(&self) -> String {
        self.name.clone()
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn key(&self) -> &'static str {
        ""
    }
}

impl Shared for String {
    fn searched(&self) -> String {
        self.clone()
    }

    fn name(&self) -> &str {
        self
    }

    fn key(&self) -> &'static str {
        ""
    }
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self { all: Vec::new(), folded: Vec::new(), positions: HashMap::new() }
    }
}

impl<T: Shared> Values<T> {
    pub fn intern(&mut self, value: &T) -> u32 {
        if let Some(position) = self.positions.get(value) {
            return *position;
        }
        // More distinct values than positions would need more memory than there is.
        let position = u32::try_from(self.all.len()).unwrap_or(NONE);
        self.all.push(value.clone());
        self.folded.push(fold(&value.searched()));
        self.positions.insert(value.clone(), position);
        position
    }

    pub fn get(&self, position: u32) -> Option<&T> {
        self.all.get(position as usize)
    }

    pub fn position(&self, value: &T) -> Option<u32> {
        self.positions.get(value).copied()
    }

    pub fn all(&self) -> &[T] {
        &self.all
    }

    /// For each value whether a word is part of it.
    pub fn hits(&self, word: &Finder<'_>) -> Vec<bool> {
        self.folded.iter().map(|folded| word.find(folded.as_bytes()).is_some()).collect()
    }

    /// For each value its place in the order of names; none for those without a name.
    pub fn ranks(&self, collation: &Collation) -> Vec<Option<u32>> {
        let mut sorted: Vec<usize> =
            (0..self.all.len()).filter(|position| !self.all[*position].name().is_empty()).collect();
        sorted.sort_by_cached_key(|position| {
            let value = &self.all[*position];
            (collation.key(value.name()), value.key().to_owned(), *position)
        });
        let mut ranks = vec![None; self.all.len()];
        for (rank, position) in (0..).zip(sorted) {
            ranks[position] = Some(rank);
        }
        ranks
    }
}
