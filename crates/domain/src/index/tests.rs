use super::*;
use crate::{
    Assignee, ExpiryFilter, FacetValue, Facets, LastSeenFilter, LicenseQuery, LicenseState, Product,
    RevocableFilter, Selection, TeamId, sample,
};

mod changes;
mod filters;
mod many;
mod people;

fn held() -> License {
    sample::assigned()
}

fn masked() -> License {
    License {
        id: LicenseId("B".into()),
        assignee: Some(Assignee::User { email: "m.dvorak@example.com".into(), name: "Ma*** Dv****".into() }),
        team: Some(sample::team(2)),
        ..sample::assigned()
    }
}

fn free() -> License {
    License {
        id: LicenseId("C".into()),
        product: Product { code: "WS".into(), name: "WebStorm".into() },
        ..sample::free()
    }
}

fn names() -> Arc<KnownNames> {
    let mut names = KnownNames::default();
    names.learn("M.Dvorak@example.com", "Marek Dvořák".into());
    Arc::new(names)
}

fn index() -> Index {
    Index::new([held(), masked(), free()], names(), Collation::of("en"))
}

fn ids(index: &Index, query: &LicenseQuery) -> Vec<String> {
    let found = index.find(query, sample::now(), sample::today());
    index.window_ids(&found, 0, found.total()).into_iter().map(|id| id.0).collect()
}

#[track_caller]
fn check(query: &LicenseQuery, expected: &[&str]) {
    assert_eq!(ids(&index(), query), expected, "{query:?}");
}

fn search(text: &str) -> LicenseQuery {
    LicenseQuery { search: text.into(), ..LicenseQuery::default() }
}

#[test]
fn search_ignores_case_and_accents_and_wants_every_word() {
    check(&search("DVORAK"), &["B"]);
    check(&search("dvořák marek"), &["B"]);
    check(&search("marek webstorm"), &[]);
    check(&search("1jgqr"), &["ABC1234567", "B", "C"]);
    check(&search("c12345"), &["ABC1234567"]);
    check(&search("  "), &["ABC1234567", "B", "C"]);
}

#[test]
fn search_looks_into_product_team_and_person_at_once() {
    check(&search("webstorm 1jgqr"), &["C"]);
    check(&search("ws"), &["C"]);
    check(&search("team intellij"), &["ABC1234567", "B"]);
    check(&search("\"team 2\""), &[]);
    check(&search("team 2 @example"), &["ABC1234567", "B"]);
    check(&search("dvorak@example.com ma"), &["B"]);
    check(&search("leeann"), &[]);
}

#[test]
fn what_is_missing_sorts_last_in_both_directions() {
    let by = |descending| LicenseQuery { sort: SortColumn::Assignee, descending, ..Default::default() };
    check(&by(false), &["ABC1234567", "B", "C"]);
    check(&by(true), &["B", "ABC1234567", "C"]);
}

#[test]
fn every_column_sorts() {
    let mut late = masked();
    sample::valid_until(&mut late, "2028-01-01");
    late.usage.last_seen = sample::at("2026-01-01");
    late.usage.last_assigned = sample::at("2026-11-01");
    late.subscription.as_mut().unwrap().pack = Some("0001/A".into());
    let index = Index::new([late, held(), free()], names(), Collation::of("en"));
    let check = |sort, expected: [&str; 3]| {
        assert_eq!(ids(&index, &LicenseQuery { sort, ..Default::default() }), expected, "{sort:?}");
    };
    check(SortColumn::Product, ["ABC1234567", "B", "C"]);
    check(SortColumn::Team, ["ABC1234567", "C", "B"]);
    check(SortColumn::State, ["C", "B", "ABC1234567"]);
    check(SortColumn::ValidUntil, ["ABC1234567", "C", "B"]);
    check(SortColumn::LastSeen, ["B", "ABC1234567", "C"]);
    check(SortColumn::Id, ["ABC1234567", "B", "C"]);
    check(SortColumn::Email, ["ABC1234567", "B", "C"]);
    check(SortColumn::AssignedOn, ["ABC1234567", "B", "C"]);
    check(SortColumn::Pack, ["B", "ABC1234567", "C"]);
    assert_eq!(
        ids(&index, &LicenseQuery { descending: true, ..Default::default() }),
        ["C", "B", "ABC1234567"]
    );
    let by_state = LicenseQuery { sort: SortColumn::State, descending: true, ..Default::default() };
    assert_eq!(ids(&index, &by_state), ["ABC1234567", "B", "C"]);
}

#[test]
fn a_product_without_a_name_sorts_by_its_code_and_one_without_both_comes_last() {
    let with = |id: &str, code: &str, name: &str| License {
        id: LicenseId(id.into()),
        product: Product { code: code.into(), name: name.into() },
        ..sample::free()
    };
    let licenses =
        [with("1", "ZZ", "Beta"), with("2", "AA", ""), with("3", "", ""), with("4", "CC", "Gamma")];
    let index = Index::new(licenses, Arc::default(), Collation::of("en"));
    assert_eq!(ids(&index, &LicenseQuery::default()), ["2", "1", "4", "3"]);
}

#[test]
fn windows_are_parts_of_the_whole() {
    let index = index();
    let found = index.find(&LicenseQuery::default(), sample::now(), sample::today());
    let window = |offset, limit| -> Vec<String> {
        index.window(&found, offset, limit).map(|entry| entry.license.id.0).collect()
    };
    assert_eq!(window(1, 1), ["B"]);
    assert_eq!(window(2, 5), ["C"]);
    assert_eq!(window(7, 5), Vec::<String>::new());
    let entry = index.window(&found, 1, 1).next().unwrap();
    assert_eq!((entry.license, entry.holder_name.as_str()), (masked(), "Marek Dvořák"));
}

#[test]
fn a_selection_by_query_leaves_out_what_was_taken_out() {
    let selection =
        Selection::Matching { query: LicenseQuery::default(), except: vec![LicenseId("B".into())] };
    let ids = index().resolve(&selection, sample::now(), sample::today());
    assert_eq!(ids, [LicenseId("ABC1234567".into()), LicenseId("C".into())]);
}

#[test]
fn an_empty_index_answers() {
    let index = Index::default();
    assert!(index.is_empty());
    assert_eq!(ids(&index, &search("a")), Vec::<String>::new());
    assert!(index.get(&LicenseId("A".into())).is_none());
}
