//! Lists that move, lie about their length or never end.

use std::sync::{Arc, Mutex};

use account_api::{ApiError, ClientOptions, LicenseScope, ListProgress, Oddity, Request, UnreadableKind};
use domain::TeamId;
use serde_json::{Value, json};

use crate::{
    paged::{Told, ids, number, page_of, small_pages},
    scripted::{Scripted, Step, answer, client, client_with, json as answer_json, parameter},
};

/// Reads a whole list; gives the ids or the error, the rounds, and the number of requests.
async fn read_all(
    script: impl Fn(&Request, usize) -> Step + Send + Sync + 'static,
) -> (Result<Vec<String>, ApiError>, u32, usize) {
    let transport = Scripted::new(script);
    let list = client_with(&transport, small_pages()).all_licenses(LicenseScope::Organization, |_| ()).await;
    let rounds = list.as_ref().map_or(0, |list| list.rounds);
    let ids = list.map(|list| list.licenses.into_iter().map(|license| license.id.0).collect());
    (ids, rounds, transport.count())
}

#[tokio::test]
async fn a_list_is_read_whole_however_its_length_is_told() {
    for told in [Told::Total, Told::Links, Told::LinkLines, Told::Nothing] {
        for (count, pages) in [(1, 1), (9, 1), (10, 1), (11, 2), (45, 5), (50, 5)] {
            let list = ids(count);
            let (read, rounds, requests) = read_all(move |request, _| page_of(&list, request, told)).await;
            assert_eq!(read.unwrap(), ids(count), "{told:?}");
            // Told nothing, only an empty page is the end. More than one page are looked at twice.
            let pages = pages + usize::from(matches!(told, Told::Nothing));
            let expected = if pages > 1 { 2 * pages } else { 1 };
            assert_eq!((rounds, requests), (1, expected), "{told:?} {count}");
        }
    }
}

#[tokio::test]
async fn scope_and_filter_are_in_the_request() {
    let transport = Scripted::new(|_, _| answer_json(200, &json!([])));
    let client = client(&transport);
    client.all_licenses(LicenseScope::Team(TeamId(7)), |_| ()).await.unwrap();
    client.all_licenses(LicenseScope::Organization, |_| ()).await.unwrap();
    assert_eq!(
        transport.paths(),
        [
            "/customer/teams/7/licenses?page=1&perPage=200",
            "/customer/teams/7/licenses?page=1&perPage=200&assigned=true",
            "/customer/licenses?page=1&perPage=200",
            "/customer/licenses?page=1&perPage=200&assigned=true",
        ]
    );
}

#[tokio::test]
async fn a_service_that_cuts_smaller_pages_than_asked_for_is_read_whole() {
    let (read, ..) = read_all(|request, _| {
        let mut smaller = request.clone();
        smaller.path_and_query = request.path_and_query.replace("perPage=10", "perPage=4");
        page_of(&ids(45), &smaller, Told::Total)
    })
    .await;
    assert_eq!(read.unwrap(), ids(45));
}

#[tokio::test]
async fn a_license_that_moved_to_an_earlier_page_is_noticed_and_the_list_read_again() {
    let (read, rounds, _) = read_all(|request, count| {
        let mut list = ids(45);
        if count >= 1 {
            // The last one moves to the front after the first page was read: it would be missed.
            list.rotate_right(1);
        }
        page_of(&list, request, Told::Total)
    })
    .await;
    let mut expected = ids(45);
    expected.rotate_right(1);
    assert_eq!((read.unwrap(), rounds), (expected, 2));
}

#[tokio::test]
async fn a_count_that_changes_is_noticed_even_if_the_ids_fit() {
    let (read, rounds, _) = read_all(|request, count| {
        let Step::Answer(mut response) = page_of(&ids(45), request, Told::Total) else { unreachable!() };
        if count == 3 {
            // One more just now, on a page that was read, while this page is still as it was.
            response.headers.insert("x-total-count", 46.into());
        }
        Step::Answer(response)
    })
    .await;
    assert_eq!((read.unwrap(), rounds), (ids(45), 2));
}

#[tokio::test]
async fn a_removed_license_that_leaves_a_hole_is_noticed() {
    let (read, rounds, _) = read_all(|request, count| {
        let mut list = ids(45);
        if count >= 1 {
            list.remove(0);
        }
        page_of(&list, request, Told::Total)
    })
    .await;
    assert_eq!((read.unwrap(), rounds), (ids(45)[1..].to_vec(), 2));
}

#[tokio::test]
async fn shifts_are_noticed_without_a_total_by_an_id_on_two_pages() {
    let (read, rounds, _) = read_all(|request, count| {
        let mut list = ids(45);
        if count >= 1 {
            list.insert(0, "NEW".into());
        }
        page_of(&list, request, Told::Nothing)
    })
    .await;
    let mut expected = ids(45);
    expected.insert(0, "NEW".into());
    assert_eq!((read.unwrap(), rounds), (expected, 2));
}

#[tokio::test]
async fn a_list_that_never_holds_still_is_an_error_and_not_a_wrong_list() {
    let (read, ..) = read_all(|request, count| {
        let mut list = ids(45);
        list.rotate_right(count % 45);
        page_of(&list, request, Told::Total)
    })
    .await;
    let error = read.unwrap_err();
    assert!(matches!(error, ApiError::ListShifted { rounds: 4, expected: Some(45), .. }), "{error:?}");
    let (read, ..) = read_all(|request, _| match page_of(&ids(45), request, Told::Nothing) {
        Step::Answer(mut response) => {
            response.headers.insert("x-total-count", 46.into());
            Step::Answer(response)
        }
        other => other,
    })
    .await;
    assert_eq!(read.unwrap_err(), ApiError::ListShifted { rounds: 4, distinct: 45, expected: Some(46) });
}

#[tokio::test]
async fn the_same_license_twice_on_one_page_is_odd_and_kept_once() {
    let transport = Scripted::new(|_, _| {
        let entry = |id| json!({"licenseId": id, "product": {"name": "P"}, "assignee": {"type": "USER"}});
        let entries = json!([entry("A"), entry("B"), entry("A")]);
        answer(200, &[("x-total-count", "3")], &entries.to_string())
    });
    let list = client(&transport).all_licenses(LicenseScope::Organization, |_| ()).await.unwrap();
    let kept: Vec<_> = list.licenses.iter().map(|license| license.id.0.as_str()).collect();
    assert_eq!(kept, ["A", "B"]);
    let odd: Vec<_> =
        list.odd.iter().map(|odd| (odd.id.as_ref().unwrap().0.as_str(), odd.problems.clone())).collect();
    assert_eq!(odd, [("A", vec![Oddity::DuplicateId])]);
}

#[tokio::test]
async fn entries_without_an_id_belong_to_the_count() {
    let transport = Scripted::new(|_, _| {
        let license = json!({"licenseId": "A", "product": {"name": "P"}, "assignee": {"type": "USER"}});
        let entries = json!([license, {"domain": "x"}]);
        answer(200, &[("x-total-count", "2")], &entries.to_string())
    });
    let list = client(&transport).all_licenses(LicenseScope::Organization, |_| ()).await.unwrap();
    assert_eq!((list.licenses.len(), list.odd.len(), list.rounds), (1, 1, 1));
}

/// A service that takes a list without the `assigned` filter for the free ones, as its document says.
fn free_by_default(free: &[Value], taken: &[Value], request: &Request) -> Step {
    let entries = if parameter(request, "assigned").as_deref() == Some("true") { taken } else { free };
    answer(200, &[("x-total-count", &entries.len().to_string())], &Value::from(entries).to_string())
}

#[tokio::test]
async fn a_service_that_leaves_out_what_is_assigned_is_asked_for_that_too() {
    let free = [json!({"licenseId": "F"})];
    let taken = [json!({"licenseId": "T", "assignee": {"type": "USER"}})];
    let (read, rounds, requests) = read_all(move |request, _| free_by_default(&free, &taken, request)).await;
    assert_eq!((read.unwrap(), rounds, requests), (vec!["F".into(), "T".into()], 1, 3));
}

#[tokio::test]
async fn a_license_that_changes_sides_meanwhile_is_not_lost() {
    let free = [json!({"licenseId": "F"}), json!({"licenseId": "G"})];
    let taken = [json!({"licenseId": "G", "assignee": {"type": "USER"}})];
    let (read, rounds, _) = read_all(move |request, count| {
        let still = if count == 0 { &free[..] } else { &free[..1] };
        free_by_default(still, &taken, request)
    })
    .await;
    assert_eq!((read.unwrap(), rounds), (vec!["F".into(), "G".into()], 2));
}

#[tokio::test]
async fn an_organization_where_nobody_has_a_license_costs_one_more_request() {
    let free = [json!({"licenseId": "F"})];
    let (read, rounds, requests) = read_all(move |request, _| free_by_default(&free, &[], request)).await;
    assert_eq!((read.unwrap(), rounds, requests), (vec!["F".into()], 1, 2));
    // Nor does a service that ignores the filter confuse it.
    let free = [json!({"licenseId": "F"})];
    let (read, ..) = read_all(move |request, _| free_by_default(&free, &free, request)).await;
    assert_eq!(read.unwrap(), ["F"]);
}

#[tokio::test]
async fn an_error_on_any_page_fails_the_list() {
    let script = |request: &Request, _: usize| match number(request, "page") {
        3 => answer_json(403, &json!({"code": "INSUFFICIENT_PERMISSIONS"})),
        _ => page_of(&ids(95), request, Told::Total),
    };
    let (read, ..) = read_all(script).await;
    assert_eq!(read.unwrap_err().code(), Some("INSUFFICIENT_PERMISSIONS"));
}

#[tokio::test]
async fn a_service_that_never_ends_is_bounded() {
    for total in [None, Some("18446744073709551615")] {
        let transport = Scripted::new(move |_, count| {
            let headers: Vec<_> = total.map(|total| ("x-total-count", total)).into_iter().collect();
            answer(200, &headers, &json!([{"licenseId": format!("L{count}"), "assignee": {}}]).to_string())
        });
        let options = ClientOptions { most_pages: 20, ..ClientOptions::default() };
        let error = client_with(&transport, options)
            .all_licenses(LicenseScope::Organization, |_| ())
            .await
            .unwrap_err();
        assert_eq!(error, ApiError::Unreadable { status: 200, kind: UnreadableKind::UnexpectedShape });
        assert!(transport.count() <= 20, "{}", transport.count());
    }
}

#[tokio::test]
async fn a_service_that_knows_no_pages_is_not_asked_for_ever() {
    let (read, _, requests) = read_all(|_, _| answer(200, &[], "[{\"licenseId\":\"A\"}]")).await;
    let expected = ApiError::Unreadable { status: 200, kind: UnreadableKind::UnexpectedShape };
    assert_eq!((read.unwrap_err(), requests), (expected, 2));
}

#[tokio::test]
async fn something_else_than_a_list_is_unreadable() {
    for body in ["{}", "7", "{\"licenses\":[]}"] {
        let (read, ..) = read_all(move |_, _| answer(200, &[], body)).await;
        let expected = ApiError::Unreadable { status: 200, kind: UnreadableKind::UnexpectedShape };
        assert_eq!(read.unwrap_err(), expected, "{body}");
    }
}

#[tokio::test]
async fn progress_is_told_page_by_page() {
    let transport = Scripted::new(|request, _| page_of(&ids(25), request, Told::Total));
    let heard: Arc<Mutex<Vec<ListProgress>>> = Arc::default();
    let ears = heard.clone();
    let client = client_with(&transport, small_pages());
    client
        .all_licenses(LicenseScope::Organization, move |progress| ears.lock().unwrap().push(progress))
        .await
        .unwrap();
    let progress = |read| ListProgress { read, total: Some(25), round: 1 };
    assert_eq!(*heard.lock().unwrap(), [progress(10), progress(20), progress(25)]);
}
