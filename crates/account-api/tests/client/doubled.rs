//! Licenses that the vendor lists twice, and all the time.

use account_api::{ApiError, LicenseList, LicenseScope, Oddity};

use crate::{
    paged::{Told, ids, page_of, small_pages},
    scripted::{Scripted, Step, client_with},
};

/// Reads a list that always has these ids, of which the service says that there are so many.
async fn read(list: Vec<String>, total: usize) -> (Result<LicenseList, ApiError>, usize) {
    let transport = Scripted::new(move |request, _| {
        let Step::Answer(mut response) = page_of(&list, request, Told::Total) else { unreachable!() };
        response.headers.insert("x-total-count", total.into());
        Step::Answer(response)
    });
    let list = client_with(&transport, small_pages()).all_licenses(LicenseScope::Organization, |_| ()).await;
    (list, transport.count())
}

/// So many licenses, and after them these a second time.
fn doubled(count: usize, again: &[usize]) -> Vec<String> {
    let mut list = ids(count);
    list.extend(again.iter().map(|number| format!("L{number}")));
    list
}

#[tokio::test]
async fn a_license_on_two_pages_all_the_time_is_kept_once_and_odd() {
    // The service may count it twice, or once: then the last page is known from the links.
    for total in [28, 25] {
        let (list, requests) = read(doubled(25, &[3, 4, 17]), total).await;
        let list = list.unwrap();
        let read: Vec<_> = list.licenses.iter().map(|license| license.id.0.clone()).collect();
        assert_eq!((read, list.rounds), (ids(25), 1));
        let odd: Vec<_> = list
            .odd
            .iter()
            .map(|odd| (odd.page, odd.index, odd.id.as_ref().unwrap().0.as_str(), odd.problems.clone()))
            .collect();
        let twice = || vec![Oddity::DuplicateId];
        assert_eq!(odd, [(3, 5, "L3", twice()), (3, 6, "L4", twice()), (3, 7, "L17", twice())]);
        // The two pages at once, to tell that nothing moved; at the end all of them.
        assert_eq!(requests, 3 + 2 + 3);
    }
}

#[tokio::test]
async fn a_long_list_with_a_doubled_license_is_looked_at_twice_as_a_whole() {
    let (list, requests) = read(doubled(209, &[0]), 210).await;
    let list = list.unwrap();
    assert_eq!((list.licenses.len(), list.odd.len(), list.rounds), (209, 1, 1));
    // Three samples were on their way when the last page showed it.
    assert_eq!(requests, 21 + 3 + 2 + 21);
}

#[tokio::test]
async fn a_count_that_fits_neither_way_is_still_an_error() {
    let (list, _) = read(doubled(25, &[3, 4, 17]), 27).await;
    assert_eq!(list.unwrap_err(), ApiError::ListShifted { rounds: 4, distinct: 25, expected: Some(27) });
}
