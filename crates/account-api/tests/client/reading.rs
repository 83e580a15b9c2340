//! Readings that are sieved, interrupted and taken up again.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use account_api::{
    ApiError, Client, LicenseList, LicenseScope, ListProgress, ListReading, LostReason, Oddity,
    TransportFailure,
};
use domain::License;
use serde_json::json;

use crate::{
    paged::{Told, ids, number, page_of, small_pages},
    scripted::{Scripted, Step, answer, client, client_with},
};

/// A service with 95 licenses of which pages from this one on fail as long as the switch is on.
struct Broken {
    transport: Arc<Scripted>,
    fails: Arc<AtomicBool>,
    /// How far the list is turned.
    turned: Arc<AtomicUsize>,
    client: Client,
}

fn broken_from(page: usize, how: fn() -> Step) -> Broken {
    let (is_broken, turned) = (Arc::new(AtomicBool::new(true)), Arc::<AtomicUsize>::default());
    let (broken, turn) = (is_broken.clone(), turned.clone());
    let transport = Scripted::new(move |request, _| {
        if broken.load(Ordering::Relaxed) && number(request, "page") >= page {
            return how();
        }
        let mut list = ids(95);
        list.rotate_left(turn.load(Ordering::Relaxed));
        page_of(&list, request, Told::Total)
    });
    let client = client_with(&transport, account_api::ClientOptions { retries: 0, ..small_pages() });
    Broken { transport, fails: is_broken, turned, client }
}

fn lost() -> Step {
    Step::Fail(TransportFailure::Unknown(LostReason::Interrupted))
}

fn pages_asked_for(transport: &Scripted, from: usize) -> Vec<usize> {
    (from..transport.count()).map(|index| number(&transport.request(index), "page")).collect()
}

fn read_ids(list: &LicenseList) -> Vec<String> {
    list.licenses.iter().map(|license| license.id.0.clone()).collect()
}

async fn read(client: &Client, reading: &mut ListReading) -> Result<LicenseList, ApiError> {
    client.read_list(reading, |_| ()).await
}

#[tokio::test]
async fn a_reading_that_failed_goes_on_with_what_is_missing() {
    let service = broken_from(4, lost);
    let mut reading = ListReading::new(LicenseScope::Organization);
    read(&service.client, &mut reading).await.unwrap_err();
    let before = service.transport.count();
    service.fails.store(false, Ordering::Relaxed);
    let heard: Arc<Mutex<Vec<u64>>> = Arc::default();
    let ears = heard.clone();
    let hear = move |progress: ListProgress| ears.lock().unwrap().push(progress.read);
    let list = service.client.read_list(&mut reading, hear).await.unwrap();
    assert_eq!((read_ids(&list), list.rounds), (ids(95), 1));
    let asked = pages_asked_for(&service.transport, before);
    assert_eq!(asked[..8], [1, 4, 5, 6, 7, 8, 9, 10], "the first to compare, then what was missing");
    assert_eq!(asked[8..], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "then the second look");
    assert_eq!(heard.lock().unwrap()[..2], [30, 40], "progress goes on from where it was");
}

#[tokio::test(start_paused = true)]
async fn a_reading_that_was_canceled_goes_on_with_what_is_missing() {
    let service = broken_from(6, || Step::Never);
    let mut reading = ListReading::new(LicenseScope::Organization);
    let canceled = tokio::time::timeout(Duration::from_secs(1), read(&service.client, &mut reading)).await;
    assert!(canceled.is_err());
    let before = service.transport.count();
    service.fails.store(false, Ordering::Relaxed);
    let list = read(&service.client, &mut reading).await.unwrap();
    assert_eq!(read_ids(&list), ids(95));
    assert_eq!(pages_asked_for(&service.transport, before)[..6], [1, 6, 7, 8, 9, 10]);
}

#[tokio::test]
async fn a_list_that_is_another_one_when_the_reading_goes_on_is_read_anew() {
    let service = broken_from(4, lost);
    let mut reading = ListReading::new(LicenseScope::Organization);
    read(&service.client, &mut reading).await.unwrap_err();
    let before = service.transport.count();
    service.fails.store(false, Ordering::Relaxed);
    service.turned.store(1, Ordering::Relaxed);
    let list = read(&service.client, &mut reading).await.unwrap();
    let mut expected = ids(95);
    expected.rotate_left(1);
    assert_eq!((read_ids(&list), list.rounds), (expected, 1));
    assert_eq!(pages_asked_for(&service.transport, before)[..4], [1, 1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn a_reading_is_kept_for_five_minutes_and_no_longer() {
    for (minutes, asked) in [(4, [1, 4, 5]), (6, [1, 2, 3])] {
        let service = broken_from(4, lost);
        let mut reading = ListReading::new(LicenseScope::Organization);
        read(&service.client, &mut reading).await.unwrap_err();
        let before = service.transport.count();
        service.fails.store(false, Ordering::Relaxed);
        tokio::time::advance(Duration::from_mins(minutes)).await;
        let list = read(&service.client, &mut reading).await.unwrap();
        assert_eq!(read_ids(&list), ids(95));
        assert_eq!(pages_asked_for(&service.transport, before)[..3], asked, "{minutes} minutes");
    }
}

#[tokio::test]
async fn the_second_part_of_a_list_is_taken_up_again_too() {
    let is_broken = Arc::new(AtomicBool::new(true));
    let broken = is_broken.clone();
    let transport = Scripted::new(move |request, _| {
        let is_assigned = request.path_and_query.contains("assigned=true");
        if broken.load(Ordering::Relaxed) && is_assigned && number(request, "page") > 1 {
            return lost();
        }
        let list: Vec<String> = ids(70)[if is_assigned { 30..70 } else { 0..30 }].to_vec();
        let Step::Answer(mut response) = page_of(&list, request, Told::Total) else { unreachable!() };
        if !is_assigned {
            let text = String::from_utf8(response.body).unwrap().replace("assignee", "nobody");
            response.body = text.into_bytes();
        }
        Step::Answer(response)
    });
    let client = client_with(&transport, account_api::ClientOptions { retries: 0, ..small_pages() });
    let mut reading = ListReading::new(LicenseScope::Organization);
    read(&client, &mut reading).await.unwrap_err();
    let before = transport.count();
    is_broken.store(false, Ordering::Relaxed);
    let list = read(&client, &mut reading).await.unwrap();
    assert_eq!((read_ids(&list), list.rounds), (ids(70), 1));
    assert_eq!(pages_asked_for(&transport, before)[..5], [1, 1, 2, 3, 4]);
}

#[tokio::test]
async fn a_reading_is_as_good_as_new_after_a_success_and_after_it_was_given_up() {
    let service = broken_from(99, lost);
    let mut reading = ListReading::new(LicenseScope::Organization);
    for turned in [0, 3] {
        service.turned.store(turned, Ordering::Relaxed);
        let list = read(&service.client, &mut reading).await.unwrap();
        let mut expected = ids(95);
        expected.rotate_left(turned);
        assert_eq!((read_ids(&list), list.rounds), (expected, 1));
    }
    let moving = Scripted::new(|request, count| {
        let mut list = ids(45);
        if count < 40 {
            list.rotate_left(count % 45);
        }
        page_of(&list, request, Told::Total)
    });
    let client = client_with(&moving, account_api::ClientOptions { list_repairs: 0, ..small_pages() });
    let mut results = Vec::new();
    while results.last().is_none_or(Result::is_err) {
        results.push(read(&client, &mut reading).await.map(|list| (read_ids(&list), list.rounds)));
    }
    assert!(results.len() > 2 && matches!(results[0], Err(ApiError::ListShifted { rounds: 1, .. })));
    assert_eq!(results.pop(), Some(Ok((ids(45), 1))));
}

#[tokio::test]
async fn what_the_caller_knows_is_only_named() {
    let transport = Scripted::new(|request, _| page_of(&ids(45), request, Told::Total));
    let client = client_with(&transport, small_pages());
    let is_even = |license: &License| license.id.0[1..].parse::<usize>().unwrap().is_multiple_of(2);
    let mut reading = ListReading::new(LicenseScope::Organization).knowing(Arc::new(is_even));
    let list = read(&client, &mut reading).await.unwrap();
    let (even, uneven): (Vec<_>, Vec<_>) =
        (0..45).map(|number| (number, format!("L{number}"))).partition(|(number, _)| number % 2 == 0);
    let names = |list: Vec<(usize, String)>| list.into_iter().map(|(_, id)| id).collect::<Vec<_>>();
    assert_eq!(read_ids(&list), names(uneven));
    assert_eq!(list.known.into_iter().map(|id| id.0).collect::<Vec<_>>(), names(even));
}

#[tokio::test]
async fn what_is_odd_is_told_of_known_licenses_too() {
    let transport = Scripted::new(|_, _| {
        let entry = |id| json!({"licenseId": id, "isTrial": 7, "product": {"name": "P"}, "assignee": {}});
        let entries = json!([entry("A"), entry("B"), entry("A"), {}]);
        answer(200, &[("x-total-count", "4")], &entries.to_string())
    });
    let is_known = |license: &License| license.id.0 == "A";
    let mut reading = ListReading::new(LicenseScope::Organization).knowing(Arc::new(is_known));
    let list = read(&client(&transport), &mut reading).await.unwrap();
    assert_eq!((read_ids(&list), list.known.len()), (vec!["B".to_owned()], 1));
    let odd: Vec<_> =
        list.odd.iter().map(|odd| (odd.index, odd.problems.contains(&Oddity::DuplicateId))).collect();
    assert_eq!(odd, [(0, false), (1, false), (2, true), (3, false)]);
}
