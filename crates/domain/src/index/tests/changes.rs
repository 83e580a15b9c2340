use super::*;

#[test]
fn a_change_shows_and_leaves_the_index_before_as_it_was() {
    let before = index();
    let mut taken = free();
    taken.assignee = Some(Assignee::User { email: "zoe@example.com".into(), name: "Zoë Zed".into() });
    let mut new = held();
    new.id = LicenseId("A0".into());
    let after = before.with(&[taken.clone(), new], &[LicenseId("B".into())]);
    assert_eq!(ids(&after, &LicenseQuery::default()), ["A0", "ABC1234567", "C"]);
    assert_eq!(ids(&after, &search("zoe zed")), ["C"]);
    assert_eq!(ids(&after, &search("dvorak")), Vec::<String>::new());
    assert_eq!((after.len(), before.len()), (3, 3));
    assert!(after.has(&taken) && !before.has(&taken));
    assert!(after.get(&LicenseId("B".into())).is_none());
    assert_eq!(ids(&before, &LicenseQuery::default()), ["ABC1234567", "B", "C"]);
}

#[test]
fn a_name_that_is_typed_is_found_and_sorted_by() {
    let before = Index::new([held(), masked(), free()], Arc::default(), Collation::of("en"));
    assert_eq!(ids(&before, &search("dvořák marek")), Vec::<String>::new());
    let mut names = KnownNames::default();
    names.learn("M.DVORAK@example.com", "Aaron Dvořák".into());
    let after = before.with_names(Arc::new(names));
    assert_eq!(ids(&after, &search("dvořák aaron")), ["B"]);
    let by_holder = LicenseQuery { sort: SortColumn::Assignee, ..Default::default() };
    assert_eq!(ids(&before, &by_holder), ["ABC1234567", "B", "C"]);
    assert_eq!(ids(&after, &by_holder), ["B", "ABC1234567", "C"]);
    assert_eq!(after.get(&masked().id).unwrap().license, masked(), "what the vendor wrote stays");
}

#[test]
fn of_two_licenses_with_one_id_the_last_counts() {
    let index = Index::new(
        [held(), masked(), free(), License { trial: true, ..masked() }],
        names(),
        Collation::default(),
    );
    assert_eq!(index.len(), 3);
    assert!(index.get(&masked().id).unwrap().license.trial);
    assert_eq!(ids(&index, &search("dvorak")), ["B"]);
}

#[test]
fn values_that_nothing_has_any_more_leave_the_filters() {
    let after = index().with(&[], &[free().id]);
    let facets = &after.find(&LicenseQuery::default(), sample::now(), sample::today()).facets;
    let products: Vec<&str> = facets.products.iter().map(|facet| facet.value.as_str()).collect();
    assert_eq!(products, ["II"]);
    assert_eq!(facets.assignees.len(), 1);
}
