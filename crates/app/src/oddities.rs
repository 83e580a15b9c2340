//! What was odd about the vendor's list, counted by kind.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use account_api::{OddLicense, Oddity};
use domain::{License, LicenseId};

use crate::view::{OddityCount, OddityKind};

/// The oddities of one list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Oddities {
    /// Entries that were odd in any way.
    pub entries: u32,
    /// How many were odd in which way; one can be odd in several.
    pub kinds: Vec<OddityCount>,
}

impl Oddities {
    /// Counts what was noticed while reading, and the licenses that lack a name.
    pub fn count(odd: &[OddLicense], nameless: &HashSet<LicenseId>) -> Self {
        let noticed: HashSet<&LicenseId> = odd.iter().filter_map(|odd| odd.id.as_ref()).collect();
        let mut kinds = BTreeMap::new();
        for odd in odd {
            let of_entry: BTreeSet<OddityKind> = odd.problems.iter().filter_map(kind).collect();
            for kind in of_entry {
                *kinds.entry(kind).or_insert(0) += 1;
            }
        }
        if !nameless.is_empty() {
            kinds.insert(OddityKind::WithoutName, crate::opened::count(nameless.len()));
        }
        let unnoticed = nameless.iter().filter(|id| !noticed.contains(*id)).count();
        Self {
            entries: crate::opened::count(odd.len() + unnoticed),
            kinds: kinds.into_iter().map(|(kind, count)| OddityCount { kind, count }).collect(),
        }
    }

    /// The kinds, to be kept.
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.kinds).unwrap_or_else(|_| "[]".to_owned())
    }
}

/// What was kept of an earlier list. What can't be read is not worth a word.
pub(crate) fn kinds_from_json(json: &str) -> Vec<OddityCount> {
    serde_json::from_str(json).unwrap_or_default()
}

/// A product or team that can only be shown by its code or number.
pub(crate) fn lacks_name(license: &License) -> bool {
    license.product.name.trim().is_empty()
        || license.team.as_ref().is_some_and(|team| team.name.trim().is_empty())
}

fn kind(oddity: &Oddity) -> Option<OddityKind> {
    match oddity {
        Oddity::NotAnObject | Oddity::NoId => Some(OddityKind::WithoutId),
        Oddity::DuplicateId => Some(OddityKind::ListedTwice),
        // The license that is left shows it, whether or not it was noticed while reading.
        Oddity::WrongType("product.name" | "team.name") => None,
        Oddity::UnreadableDate(_) | Oddity::WrongType(_) | Oddity::Missing(_) => Some(OddityKind::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Product, Team, TeamId, Usage};

    use super::*;

    fn license(product: &str, team: Option<&str>) -> License {
        License {
            id: LicenseId("A".into()),
            product: Product { code: "II".into(), name: product.into() },
            team: team.map(|name| Team { id: TeamId(1), name: name.into() }),
            assignee: None,
            subscription: None,
            perpetual: None,
            domain: None,
            usage: Usage::default(),
            transferable: true,
            trial: false,
            available_to_assign: None,
            suspended: false,
        }
    }

    fn odd(id: Option<&str>, problems: &[Oddity]) -> OddLicense {
        let id = id.map(|id| LicenseId(id.into()));
        OddLicense { page: 1, index: 0, id, problems: problems.to_vec() }
    }

    #[track_caller]
    fn check(odd: &[OddLicense], nameless: &[&str], entries: u32, kinds: &[(OddityKind, u32)]) {
        let nameless = nameless.iter().map(|id| LicenseId((*id).into())).collect();
        let kinds = kinds.iter().map(|(kind, count)| OddityCount { kind: *kind, count: *count }).collect();
        assert_eq!(Oddities::count(odd, &nameless), Oddities { entries, kinds });
    }

    #[test]
    fn what_is_in_order_counts_nothing() {
        check(&[], &[], 0, &[]);
    }

    #[test]
    fn each_entry_counts_once_in_each_way() {
        let dates = [Oddity::UnreadableDate("a"), Oddity::WrongType("b"), Oddity::Missing("c")];
        let all = [
            odd(None, &[Oddity::NoId]),
            odd(None, &[Oddity::NotAnObject]),
            odd(Some("A"), &dates),
            odd(Some("B"), &[Oddity::DuplicateId, Oddity::UnreadableDate("a")]),
        ];
        let kinds = [(OddityKind::WithoutId, 2), (OddityKind::ListedTwice, 1), (OddityKind::Unreadable, 2)];
        check(&all, &[], 4, &kinds);
    }

    #[test]
    fn a_missing_name_counts_whether_or_not_it_was_noticed() {
        let noticed = [odd(Some("A"), &[Oddity::WrongType("product.name")])];
        check(&noticed, &["A", "B", "C"], 3, &[(OddityKind::WithoutName, 3)]);
    }

    #[test]
    fn products_and_teams_should_have_names() {
        for (license, expected) in [
            (license("Idea", Some("Team")), false),
            (license("Idea", None), false),
            (license("", None), true),
            (license("Idea", Some(" ")), true),
        ] {
            assert_eq!(lacks_name(&license), expected, "{license:?}");
        }
    }
}
