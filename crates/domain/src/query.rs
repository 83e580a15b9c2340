//! Which licenses a view shows, in which order, and how many there are per filter value.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashSet},
};

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use specta::Type;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{Assignee, License, LicenseId, LicenseState, Standing, TeamId};

mod filter;

pub use filter::{
    AssigneeKind, EXPIRY_PRESETS, ExpiryFilter, LAST_SEEN_PRESETS, LastSeenFilter, REVOCABLE_PRESETS,
    RevocableFilter,
};

/// What a view asks for; an empty list of a filter means "any", and so does a filter that is left out.
///
/// Saved views keep it for years: what is added later has to mean "any" where it is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LicenseQuery {
    /// Words that must all be found in id, product, person, e-mail, team or pack, whatever their case and accents.
    pub search: String,
    /// Product codes.
    pub products: Vec<String>,
    /// Teams.
    pub teams: Vec<TeamId>,
    /// States.
    pub states: Vec<LicenseState>,
    /// Who or what holds it.
    pub assignees: Vec<AssigneeKind>,
    /// When the paid period ends.
    pub expiry: Option<ExpiryFilter>,
    /// When the person who holds it was last seen.
    pub last_seen: Option<LastSeenFilter>,
    /// When it can be taken from the person who holds it.
    pub revocable: Option<RevocableFilter>,
    /// Only trials, or none.
    pub trial: Option<bool>,
    /// Only what the vendor suspended, or nothing of it.
    pub suspended: Option<bool>,
    /// Only what may move to another team, or only what may not.
    pub transferable: Option<bool>,
    /// Only what renews by itself, or only what does not.
    pub renews: Option<bool>,
    /// The column to sort by.
    pub sort: SortColumn,
    /// Largest first. What has no value in the column always comes last.
    pub descending: bool,
}

/// The columns that a list can be sorted by; ties are broken by the license id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum SortColumn {
    /// Name of the product.
    #[default]
    Product,
    /// Name, else e-mail, of the holder.
    Assignee,
    /// Name of the team.
    Team,
    /// The state, in the order of its enum.
    State,
    /// Last day of the paid period.
    ValidUntil,
    /// When it was last seen.
    LastSeen,
    /// The license id.
    Id,
    /// The holder's e-mail.
    Email,
    /// When it was last assigned.
    AssignedOn,
    /// The pack that it renews with.
    Pack,
}

/// A license made ready for searching.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The license.
    pub license: License,
    /// The holder's name to show: the vendor's, or the one learnt locally where the vendor masks it.
    pub holder_name: String,
    /// All that can be searched, folded.
    haystack: String,
    /// Holder, product and team, folded, for sorting.
    holder_key: String,
    product_key: String,
    team_key: String,
}

impl Entry {
    /// Folds what can be searched; `known_name` is the name learnt locally for the holder's e-mail, if any.
    pub fn new(license: License, known_name: Option<&str>) -> Self {
        let holder_name = holder_name(&license, known_name);
        let email = license.holder().unwrap_or_default();
        let haystack = fold(&searchable(&license, &holder_name).join("\n"));
        let holder_key = fold(if holder_name.is_empty() { email } else { &holder_name });
        let product_key = fold(&license.product.name);
        let team_key = license.team.as_ref().map(|team| fold(&team.name)).unwrap_or_default();
        Self { license, holder_name, haystack, holder_key, product_key, team_key }
    }
}

fn holder_name(license: &License, known_name: Option<&str>) -> String {
    match &license.assignee {
        Some(Assignee::User { name, .. }) => match known_name {
            Some(known) if name.is_empty() || name.contains('*') => known.to_owned(),
            _ => name.clone(),
        },
        Some(Assignee::Server { uid, .. }) => uid.clone(),
        Some(Assignee::LicenseKey { registration_name }) => registration_name.clone(),
        Some(Assignee::Other { kind }) => kind.clone(),
        None => String::new(),
    }
}

fn searchable<'a>(license: &'a License, holder_name: &'a str) -> Vec<&'a str> {
    let pack = license.subscription.as_ref().and_then(|paid| paid.pack.as_deref());
    vec![
        &license.id.0,
        &license.product.name,
        &license.product.code,
        holder_name,
        license.holder().unwrap_or_default(),
        license.team.as_ref().map_or("", |team| &team.name),
        pack.unwrap_or_default(),
    ]
}

/// Lower case without accents, so that `dvorak` finds `Dvořák`. Letters that only look like accented ones (`ł`, `ø`)
/// keep their own identity except for the few that people type without thinking.
pub fn fold(text: &str) -> String {
    text.nfkd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .flat_map(|letter| match letter {
            'ł' => ['l', '\0'],
            'ø' => ['o', '\0'],
            'đ' => ['d', '\0'],
            'ß' => ['s', 's'],
            'æ' => ['a', 'e'],
            'œ' => ['o', 'e'],
            other => [other, '\0'],
        })
        .filter(|letter| *letter != '\0')
        .collect()
}

/// How many licenses have a value of a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FacetValue<T> {
    /// The value to filter by.
    pub value: T,
    /// What to show for it; empty where the value itself is all there is.
    pub label: String,
    /// How many licenses match it together with all *other* filters.
    pub count: u32,
}

/// Counts per filter value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Facets {
    /// By product code.
    pub products: Vec<FacetValue<String>>,
    /// By team.
    pub teams: Vec<FacetValue<TeamId>>,
    /// By state.
    pub states: Vec<FacetValue<LicenseState>>,
    /// By who or what holds it.
    pub assignees: Vec<FacetValue<AssigneeKind>>,
    /// By the end of the paid period: the ranges that are offered.
    pub expiry: Vec<FacetValue<ExpiryFilter>>,
    /// By when the holder was last seen: the ranges that are offered.
    pub last_seen: Vec<FacetValue<LastSeenFilter>>,
    /// By when it can be revoked: the ranges that are offered.
    pub revocable: Vec<FacetValue<RevocableFilter>>,
    /// Trials, and what is none.
    pub trial: YesNoCount,
    /// What is suspended, and what is not.
    pub suspended: YesNoCount,
    /// What may move to another team, and what may not.
    pub transferable: YesNoCount,
    /// What renews by itself, and what does not.
    pub renews: YesNoCount,
}

/// How many licenses a filter with two values would show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct YesNoCount {
    /// With the value `true`.
    pub yes: u32,
    /// With the value `false`.
    pub no: u32,
}

/// What a query found.
pub struct Found {
    /// Positions in the slice that was searched, in the order asked for.
    pub positions: Vec<usize>,
    /// Counts per filter value.
    pub facets: Facets,
}

/// Runs a query over all licenses.
pub fn find(entries: &[Entry], query: &LicenseQuery, now: Timestamp, today: Date) -> Found {
    let words: Vec<String> = fold(&query.search).split_whitespace().map(str::to_owned).collect();
    let mut facets = FacetCounts::default();
    let mut found: Vec<(usize, Standing)> = Vec::new();
    for (position, entry) in entries.iter().enumerate() {
        if !words.iter().all(|word| entry.haystack.contains(word.as_str())) {
            continue;
        }
        let standing = entry.license.standing(now, today);
        if facets.count(&entry.license, standing.state, query) {
            found.push((position, standing));
        }
    }
    found.sort_by(|left, right| compare(entries, query, *left, *right));
    Found { positions: found.into_iter().map(|(position, _)| position).collect(), facets: facets.finish() }
}

/// The ids of all licenses that a query finds, in its order.
pub fn find_ids(entries: &[Entry], query: &LicenseQuery, now: Timestamp, today: Date) -> Vec<LicenseId> {
    find(entries, query, now, today)
        .positions
        .into_iter()
        .map(|position| entries[position].license.id.clone())
        .collect()
}

#[derive(Default)]
struct FacetCounts {
    products: BTreeMap<String, (String, u32)>,
    teams: BTreeMap<i64, (String, u32)>,
    states: BTreeMap<LicenseState, u32>,
}

impl FacetCounts {
    /// Counts the license where only its own facet's filter could exclude it; true if no filter excludes it.
    fn count(&mut self, license: &License, state: LicenseState, query: &LicenseQuery) -> bool {
        let team = license.team.as_ref();
        let product_fits = query.products.is_empty() || query.products.contains(&license.product.code);
        let team_fits = query.teams.is_empty() || team.is_some_and(|team| query.teams.contains(&team.id));
        let state_fits = query.states.is_empty() || query.states.contains(&state);
        // A value that nothing matches any more stays in the list with 0, so that lists don't jump while filtering.
        let product =
            self.products.entry(license.product.code.clone()).or_insert((license.product.name.clone(), 0));
        product.1 += u32::from(team_fits && state_fits);
        if let Some(team) = team {
            let counted = self.teams.entry(team.id.0).or_insert((team.name.clone(), 0));
            counted.1 += u32::from(product_fits && state_fits);
        }
        *self.states.entry(state).or_default() += u32::from(product_fits && team_fits);
        product_fits && team_fits && state_fits
    }

    fn finish(self) -> Facets {
        let mut products: Vec<_> = self
            .products
            .into_iter()
            .map(|(value, (label, count))| FacetValue { value, label, count })
            .collect();
        products.sort_by_cached_key(|facet| fold(&facet.label));
        let mut teams: Vec<_> = self
            .teams
            .into_iter()
            .map(|(id, (label, count))| FacetValue { value: TeamId(id), label, count })
            .collect();
        teams.sort_by_cached_key(|facet| fold(&facet.label));
        let states = self
            .states
            .into_iter()
            .map(|(value, count)| FacetValue { value, label: String::new(), count })
            .collect();
        Facets { products, teams, states, ..Facets::default() }
    }
}

fn compare(
    entries: &[Entry],
    query: &LicenseQuery,
    left: (usize, Standing),
    right: (usize, Standing),
) -> Ordering {
    let (one, two) = (&entries[left.0], &entries[right.0]);
    let (first, second) = (&one.license, &two.license);
    let down = query.descending;
    let by_column = match query.sort {
        SortColumn::Product => present(text(&one.product_key), text(&two.product_key), down),
        SortColumn::Assignee => present(text(&one.holder_key), text(&two.holder_key), down),
        SortColumn::Team => present(text(&one.team_key), text(&two.team_key), down),
        SortColumn::State => present(Some(left.1.state), Some(right.1.state), down),
        SortColumn::ValidUntil => present(first.valid_until(), second.valid_until(), down),
        _ => present(first.usage.last_seen, second.usage.last_seen, down),
    };
    by_column.then_with(|| first.id.cmp(&second.id))
}

fn text(value: &str) -> Option<&str> {
    Some(value).filter(|value| !value.is_empty())
}

/// Orders two values; what is missing comes last in both directions.
fn present<T: Ord>(left: Option<T>, right: Option<T>, descending: bool) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) if descending => right.cmp(&left),
        (Some(left), Some(right)) => left.cmp(&right),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// Which licenses a person selected: single ones, or all that a query finds except some.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Selection {
    /// These.
    Ids {
        /// Their ids, in the order of the view.
        ids: Vec<LicenseId>,
    },
    /// All that match, except.
    Matching {
        /// The query.
        query: LicenseQuery,
        /// The ids that were taken out again.
        except: Vec<LicenseId>,
    },
}

impl Selection {
    /// The ids that are meant, in the order of the view.
    pub fn resolve(&self, entries: &[Entry], now: Timestamp, today: Date) -> Vec<LicenseId> {
        match self {
            Self::Ids { ids } => ids.clone(),
            Self::Matching { query, except } => {
                let except: HashSet<&LicenseId> = except.iter().collect();
                let mut ids = find_ids(entries, query, now, today);
                ids.retain(|id| !except.contains(id));
                ids
            }
        }
    }
}

#[cfg(test)]
mod tests;
