use super::*;

fn held_by(index: &Index, email: &str) -> Vec<String> {
    index.held_by(email).into_iter().map(|license| license.id.0).collect()
}

#[test]
fn what_a_person_holds_is_found_by_any_spelling_of_the_address() {
    let mut second = masked();
    second.id = LicenseId("B2".into());
    second.assignee = Some(Assignee::User { email: " M.DVORAK@Example.com ".into(), name: String::new() });
    let mut accented = masked();
    accented.id = LicenseId("B3".into());
    accented.assignee = Some(Assignee::User { email: "m.dvořák@example.com".into(), name: String::new() });
    let index = Index::new([held(), masked(), second, accented, free()], names(), Collation::default());
    assert_eq!(held_by(&index, "m.dvorak@example.com"), ["B", "B2"]);
    assert_eq!(held_by(&index, "m.dvořák@example.com"), ["B3"]);
    assert_eq!(held_by(&index, "nobody@example.com"), Vec::<String>::new());
    assert_eq!(held_by(&index, ""), Vec::<String>::new());
}

#[test]
fn people_are_found_once_by_name_or_address_but_not_by_product() {
    let mut second = held();
    second.id = LicenseId("A2".into());
    let index = Index::new([held(), second, masked(), free()], names(), Collation::of("en"));
    let people = |search: &str, limit| -> Vec<String> {
        index.people(search, limit).into_iter().map(|entry| entry.holder_name).collect()
    };
    assert_eq!(people("", 8), ["Ann Lee", "Marek Dvořák"]);
    assert_eq!(people("example dvorak", 8), ["Marek Dvořák"]);
    assert_eq!(people("", 1), ["Ann Lee"]);
    assert_eq!(people("intellij", 8), Vec::<String>::new());
    assert_eq!(people("abc1234567", 8), Vec::<String>::new());
}

#[test]
fn the_seat_to_take_renews_and_is_paid_for_longest() {
    let seat = |id: &str, until: &str, renews: bool| {
        let mut license = License { id: LicenseId(id.into()), ..sample::free() };
        sample::valid_until(&mut license, until);
        license.subscription.as_mut().unwrap().renews_automatically = renews;
        license
    };
    let index = Index::new(
        [
            seat("1", "2030-01-01", false),
            seat("2", "2027-01-01", true),
            seat("4", "2027-05-01", true),
            seat("3", "2027-05-01", true),
            held(),
        ],
        Arc::default(),
        Collation::default(),
    );
    let seats = index.free_seats(sample::now(), sample::today());
    let seats: Vec<(&str, usize, &str)> =
        seats.iter().map(|seat| (seat.product.code.as_str(), seat.count, seat.best.0.as_str())).collect();
    assert_eq!(seats, [("II", 4, "3")]);
    assert_eq!(index.seats_of_pack("1215/1JGQR"), 5);
    assert_eq!(index.seats_of_pack("other"), 0);
}
