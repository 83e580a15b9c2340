//! How many licenses each value of each filter would show.

use std::{collections::HashMap, hash::Hash};

use jiff::civil::Date;

use crate::{
    AssigneeKind, Collation, EXPIRY_PRESETS, FacetValue, Facets, LAST_SEEN_PRESETS, LicenseState,
    REVOCABLE_PRESETS, YesNoCount,
    index::{
        contents::Contents,
        dictionary::{Shared, Values},
        filter::{ExpiryTest, LastSeenTest, RevocableTest, failed},
        row::{NONE, Row},
        states::{ALL_STATES, Judged, States},
    },
};

const ALL_KINDS: [AssigneeKind; 6] = [
    AssigneeKind::Person,
    AssigneeKind::LicenseServer,
    AssigneeKind::LicenseVault,
    AssigneeKind::LicenseKey,
    AssigneeKind::Other,
    AssigneeKind::Nobody,
];

/// Which shared values are in use, in the order in which filters list them.
#[derive(Debug)]
pub(crate) struct Existing {
    products: Vec<usize>,
    teams: Vec<usize>,
    kinds: [bool; ALL_KINDS.len()],
}

impl Existing {
    pub fn of(contents: &Contents) -> Self {
        let dictionary = &contents.dictionary;
        let mut products = vec![false; dictionary.products.all().len()];
        let mut teams = vec![false; dictionary.teams.all().len()];
        let mut kinds = [false; ALL_KINDS.len()];
        for (_, row) in contents.segments.iter().flat_map(|segment| segment.rows()) {
            products[row.product as usize] = true;
            if row.team != NONE {
                teams[row.team as usize] = true;
            }
            kinds[row.kind as usize] = true;
        }
        Self {
            products: in_order(&dictionary.products, &products, &contents.collation),
            teams: in_order(&dictionary.teams, &teams, &contents.collation),
            kinds,
        }
    }
}

impl Existing {
    /// Positions of the products that at least one license is for.
    pub fn products(&self) -> impl Iterator<Item = usize> + '_ {
        self.products.iter().copied()
    }

    /// Positions of the teams that at least one license is in.
    pub fn teams(&self) -> impl Iterator<Item = usize> + '_ {
        self.teams.iter().copied()
    }
}

/// The values in use, by name; those without one come last.
fn in_order<T: Shared>(values: &Values<T>, in_use: &[bool], collation: &Collation) -> Vec<usize> {
    let ranks = values.ranks(collation);
    let mut positions: Vec<usize> = (0..in_use.len()).filter(|position| in_use[*position]).collect();
    positions.sort_by_key(|position| (ranks[*position].is_none(), ranks[*position]));
    positions
}

/// Counts while the licenses of a query go by.
pub(crate) struct Counts {
    products: Vec<u32>,
    teams: Vec<u32>,
    states: [u32; ALL_STATES.len()],
    kinds: [u32; ALL_KINDS.len()],
    expiry: Ranges<ExpiryTest>,
    last_seen: Ranges<LastSeenTest>,
    revocable: Ranges<RevocableTest>,
    trial: YesNoCount,
    suspended: YesNoCount,
    transferable: YesNoCount,
    renews: YesNoCount,
}

/// The ranges that are offered, each with its count.
struct Ranges<T>(Vec<(T, u32)>);

impl<T> Ranges<T> {
    fn new(tests: impl Iterator<Item = T>) -> Self {
        Self(tests.map(|test| (test, 0)).collect())
    }

    fn count(&mut self, takes: impl Fn(&T) -> bool) {
        for (test, count) in &mut self.0 {
            *count += u32::from(takes(test));
        }
    }

    fn values<V: Copy>(&self, presets: &[V]) -> Vec<FacetValue<V>> {
        presets
            .iter()
            .zip(&self.0)
            .map(|(value, (_, count))| value_of(*value, String::new(), *count))
            .collect()
    }
}

impl Counts {
    pub fn new(contents: &Contents, today: Date) -> Self {
        Self {
            products: vec![0; contents.dictionary.products.all().len()],
            teams: vec![0; contents.dictionary.teams.all().len()],
            states: [0; ALL_STATES.len()],
            kinds: [0; ALL_KINDS.len()],
            expiry: Ranges::new(EXPIRY_PRESETS.iter().map(|filter| ExpiryTest::new(*filter, today))),
            last_seen: Ranges::new(LAST_SEEN_PRESETS.iter().map(|filter| LastSeenTest::new(*filter, today))),
            revocable: Ranges::new(REVOCABLE_PRESETS.iter().map(|filter| RevocableTest::new(*filter, today))),
            trial: YesNoCount::default(),
            suspended: YesNoCount::default(),
            transferable: YesNoCount::default(),
            renews: YesNoCount::default(),
        }
    }

    /// Counts a license for each filter that could show it: all of them if none excludes it, the one that alone
    /// excludes it, or none.
    pub fn count(&mut self, row: &Row, judged: Judged, failed: u16) {
        if failed.count_ones() > 1 {
            return;
        }
        let counts = |filter: u16| failed & !filter == 0;
        if counts(failed::PRODUCT) {
            self.products[row.product as usize] += 1;
        }
        if counts(failed::TEAM) && row.team != NONE {
            self.teams[row.team as usize] += 1;
        }
        self.states[judged.state as usize] += u32::from(counts(failed::STATE));
        self.kinds[row.kind as usize] += u32::from(counts(failed::ASSIGNEE));
        if counts(failed::EXPIRY) {
            self.expiry.count(|test| test.takes(row));
        }
        if counts(failed::LAST_SEEN) {
            self.last_seen.count(|test| test.takes(row));
        }
        if counts(failed::REVOCABLE) {
            self.revocable.count(|test| test.takes(row, judged));
        }
        count_flag(&mut self.trial, row.is_trial(), counts(failed::TRIAL));
        count_flag(&mut self.suspended, row.is_suspended(), counts(failed::SUSPENDED));
        count_flag(&mut self.transferable, row.is_transferable(), counts(failed::TRANSFERABLE));
        count_flag(&mut self.renews, row.renews(), counts(failed::RENEWS));
    }

    /// Lists every value that exists, so that lists don't jump while filtering: what nothing has any more has 0.
    pub fn finish(&self, contents: &Contents, existing: &Existing, states: &States) -> Facets {
        let products = existing.products.iter().map(|position| {
            let product = &contents.dictionary.products.all()[*position];
            (product.code.clone(), product.name.clone(), self.products[*position])
        });
        let teams = existing.teams.iter().map(|position| {
            let team = &contents.dictionary.teams.all()[*position];
            (team.id, team.name.clone(), self.teams[*position])
        });
        let state = |state: LicenseState| value_of(state, String::new(), self.states[state as usize]);
        let kind = |kind: AssigneeKind| value_of(kind, String::new(), self.kinds[kind as usize]);
        Facets {
            products: together(products),
            teams: together(teams),
            states: states.existing().map(state).collect(),
            assignees: ALL_KINDS
                .into_iter()
                .filter(|kind| existing.kinds[*kind as usize])
                .map(kind)
                .collect(),
            expiry: self.expiry.values(&EXPIRY_PRESETS),
            last_seen: self.last_seen.values(&LAST_SEEN_PRESETS),
            revocable: self.revocable.values(&REVOCABLE_PRESETS),
            trial: self.trial,
            suspended: self.suspended,
            transferable: self.transferable,
            renews: self.renews,
        }
    }
}

fn count_flag(count: &mut YesNoCount, value: bool, counts: bool) {
    count.yes += u32::from(counts && value);
    count.no += u32::from(counts && !value);
}

/// One value for each key: the vendor can give the same product or team under two names.
fn together<V: Clone + Eq + Hash>(values: impl Iterator<Item = (V, String, u32)>) -> Vec<FacetValue<V>> {
    let mut places = HashMap::<V, usize>::new();
    let mut facets = Vec::<FacetValue<V>>::new();
    for (value, label, count) in values {
        if let Some(place) = places.get(&value) {
            facets[*place].count += count;
        } else {
            places.insert(value.clone(), facets.len());
            facets.push(value_of(value, label, count));
        }
    }
    facets
}

fn value_of<V>(value: V, label: String, count: u32) -> FacetValue<V> {
    FacetValue { value, label, count }
}
