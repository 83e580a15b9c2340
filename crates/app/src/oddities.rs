//! What was odd about the vendor's list, counted by kind.

use std::collections::{BTreeMap, BTreeSet};

use account_api::{OddLicense, Oddity};

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
    /// Counts what was noticed while reading.
    pub fn count(odd: &[OddLicense]) -> Self {
        let mut kinds = BTreeMap::new();
        for odd in odd {
            let of_entry: BTreeSet<OddityKind> = odd.problems.iter().copied().map(kind).collect();
            for kind in of_entry {
                *kinds.entry(kind).or_insert(0) += 1;
            }
        }
        Self {
            entries: crate::opened::count(odd.len()),
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

/// Whether fields of a license were lost while it was read, so that comparing it with what it was tells nothing.
pub(crate) fn lost_fields(odd: &OddLicense) -> bool {
    odd.problems.iter().any(|oddity| match oddity {
        Oddity::UnreadableDate(_) | Oddity::WrongType(_) => true,
        Oddity::NotAnObject | Oddity::NoId | Oddity::DuplicateId | Oddity::Missing(_) => {
            kind(*oddity) == OddityKind::Unreadable
        }
    })
}

fn kind(oddity: Oddity) -> OddityKind {
    match oddity {
        Oddity::NotAnObject | Oddity::NoId => OddityKind::WithoutId,
        Oddity::DuplicateId => OddityKind::ListedTwice,
        Oddity::Missing("product" | "product.name" | "team.name")
        | Oddity::WrongType("product" | "product.name" | "team.name") => OddityKind::WithoutName,
        Oddity::UnreadableDate(_) | Oddity::WrongType(_) | Oddity::Missing(_) => OddityKind::Unreadable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn odd(problems: &[Oddity]) -> OddLicense {
        OddLicense { page: 1, index: 0, id: None, problems: problems.to_vec() }
    }

    #[track_caller]
    fn check(entries: &[&[Oddity]], expected: &[(OddityKind, u32)]) {
        let odd: Vec<OddLicense> = entries.iter().map(|problems| odd(problems)).collect();
        let counted = Oddities::count(&odd);
        let expected: Vec<OddityCount> =
            expected.iter().map(|(kind, count)| OddityCount { kind: *kind, count: *count }).collect();
        assert_eq!((counted.entries as usize, &counted.kinds), (entries.len(), &expected));
        assert_eq!(kinds_from_json(&counted.to_json()), expected, "as it is kept");
    }

    #[test]
    fn each_entry_counts_once_in_each_way() {
        check(&[], &[]);
        check(&[&[Oddity::NoId], &[Oddity::NotAnObject]], &[(OddityKind::WithoutId, 2)]);
        let fields = [Oddity::UnreadableDate("a"), Oddity::WrongType("b"), Oddity::Missing("c")];
        check(&[&fields], &[(OddityKind::Unreadable, 1)]);
        let twice = [Oddity::UnreadableDate("a"), Oddity::DuplicateId];
        check(&[&fields, &twice], &[(OddityKind::ListedTwice, 1), (OddityKind::Unreadable, 2)]);
    }

    #[test]
    fn a_product_or_team_without_a_name_is_told_apart() {
        let names =
            [Oddity::Missing("product"), Oddity::Missing("product.name"), Oddity::Missing("team.name")];
        check(&[&names, &[Oddity::WrongType("product.name")]], &[(OddityKind::WithoutName, 2)]);
    }

    #[test]
    fn a_name_that_never_was_there_hides_no_change() {
        assert!(!lost_fields(&odd(&[Oddity::Missing("product.name"), Oddity::DuplicateId])));
        assert!(lost_fields(&odd(&[Oddity::WrongType("product.name")])));
        assert!(lost_fields(&odd(&[Oddity::Missing("assignee.type")])));
        assert!(lost_fields(&odd(&[Oddity::UnreadableDate("subscription.validUntilDate")])));
    }

    #[test]
    fn what_cannot_be_read_of_an_earlier_list_is_nothing() {
        assert_eq!(kinds_from_json("no JSON"), []);
    }
}
