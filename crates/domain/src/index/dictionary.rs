//! Values that many licenses share, each kept once.

use std::{collections::HashMap, hash::Hash};

use memchr::memmem::Finder;

use crate::{Collation, License, Product, Team, fold, index::row::NONE};

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

impl Dictionary {
    /// Whether all values of a license are in here.
    pub fn knows(&self, license: &License) -> bool {
        let is_known = |pack| self.packs.position_of(Some(pack)) != NONE;
        self.products.position_of(Some(&license.product)) != NONE
            && license.team.as_ref().is_none_or(|team| self.teams.position_of(Some(team)) != NONE)
            && pack_of(license).is_none_or(is_known)
            && license.domain.as_ref().is_none_or(|domain| self.domains.position_of(Some(domain)) != NONE)
    }

    /// Takes the values of a license in.
    pub fn learn(&mut self, license: &License) {
        self.products.intern(&license.product);
        if let Some(team) = &license.team {
            self.teams.intern(team);
        }
        if let Some(pack) = pack_of(license) {
            self.packs.intern(pack);
        }
        if let Some(domain) = &license.domain {
            self.domains.intern(domain);
        }
    }
}

fn pack_of(license: &License) -> Option<&String> {
    license.subscription.as_ref()?.pack.as_ref()
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self { all: Vec::new(), folded: Vec::new(), positions: HashMap::new() }
    }
}

impl<T: Shared> Values<T> {
    fn intern(&mut self, value: &T) {
        if self.positions.contains_key(value) {
            return;
        }
        // More distinct values than positions would need more memory than there is.
        let position = u32::try_from(self.all.len()).unwrap_or(NONE);
        self.all.push(value.clone());
        self.folded.push(fold(&value.searched()));
        self.positions.insert(value.clone(), position);
    }

    pub fn get(&self, position: u32) -> Option<&T> {
        self.all.get(position as usize)
    }

    /// Where a value is; [`NONE`] for no value and for one that is not known.
    pub fn position_of(&self, value: Option<&T>) -> u32 {
        value.and_then(|value| self.positions.get(value)).copied().unwrap_or(NONE)
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
