use super::*;
use crate::{Product, sample};

fn entries() -> Vec<Entry> {
    let held = sample::assigned();
    let mut masked = sample::assigned();
    masked.id = LicenseId("B".into());
    masked.assignee =
        Some(Assignee::User { email: "m.dvorak@example.com".into(), name: "Ma*** Dv****".into() });
    masked.team = Some(sample::team(2));
    let mut free = sample::free();
    free.id = LicenseId("C".into());
    free.product = Product { code: "WS".into(), name: "WebStorm".into() };
    vec![Entry::new(held, None), Entry::new(masked, Some("Marek Dvořák")), Entry::new(free, None)]
}

#[track_caller]
fn check(query: &LicenseQuery, expected: &[&str]) {
    let ids = find_ids(&entries(), query, sample::now(), sample::today());
    let ids: Vec<&str> = ids.iter().map(|id| id.0.as_str()).collect();
    assert_eq!(ids, expected, "{query:?}");
}

#[test]
fn search_ignores_case_and_accents_and_wants_every_word() {
    let search = |text: &str| LicenseQuery { search: text.into(), ..Default::default() };
    check(&search("DVORAK"), &["B"]);
    check(&search("dvořák marek"), &["B"]);
    check(&search("marek webstorm"), &[]);
    check(&search("1jgqr"), &["ABC1234567", "B", "C"]);
    check(&search("c12345"), &["ABC1234567"]);
    check(&search("  "), &["ABC1234567", "B", "C"]);
}

#[test]
fn folding_reaches_letters_that_do_not_decompose() {
    assert_eq!(fold("Łukasz Øster Straße Æon"), "lukasz oster strasse aeon");
    assert_eq!(fold("Ａｎｎａ"), "anna");
    assert_eq!(fold("田中 さくら"), fold("田中 さくら"));
}

#[test]
fn filters_combine() {
    check(&LicenseQuery { products: vec!["WS".into()], ..Default::default() }, &["C"]);
    check(
        &LicenseQuery { states: vec![LicenseState::Assigned], teams: vec![TeamId(2)], ..Default::default() },
        &["B"],
    );
    check(
        &LicenseQuery { states: vec![LicenseState::Free], teams: vec![TeamId(2)], ..Default::default() },
        &[],
    );
}

#[test]
fn what_is_missing_sorts_last_in_both_directions() {
    let by = |descending| LicenseQuery { sort: SortColumn::Assignee, descending, ..Default::default() };
    check(&by(false), &["ABC1234567", "B", "C"]);
    check(&by(true), &["B", "ABC1234567", "C"]);
}

#[test]
fn counts_leave_out_their_own_filter() {
    let query = LicenseQuery { products: vec!["WS".into()], ..Default::default() };
    let facets = find(&entries(), &query, sample::now(), sample::today()).facets;
    let products: Vec<(&str, u32)> =
        facets.products.iter().map(|facet| (facet.value.as_str(), facet.count)).collect();
    assert_eq!(products, [("II", 2), ("WS", 1)]);
    let teams: Vec<(i64, u32)> = facets.teams.iter().map(|facet| (facet.value.0, facet.count)).collect();
    assert_eq!(teams, [(1, 1), (2, 0)]);
}

#[test]
fn a_selection_by_query_leaves_out_what_was_taken_out() {
    let selection =
        Selection::Matching { query: LicenseQuery::default(), except: vec![LicenseId("B".into())] };
    let ids = selection.resolve(&entries(), sample::now(), sample::today());
    assert_eq!(ids, [LicenseId("ABC1234567".into()), LicenseId("C".into())]);
}
