//! How many requests are under way at a time, and how long a list takes, on a clock that is not real.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use account_api::{
    ApiError, Client, ClientOptions, LicenseScope, NotSentReason, Request, Response, Transport,
    TransportFailure,
};
use domain::LicenseId;
use futures::future::{BoxFuture, join_all};
use tokio::time::Instant;

use crate::{
    paged::{Told, ids, page_of},
    scripted::{Scripted, Step, answer, response, token},
};

const LATENCY: Duration = Duration::from_millis(80);

/// Answers everything after the latency, and keeps count of what is under way.
struct Slow {
    service: Arc<Scripted>,
    counts: Mutex<Counts>,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    now: usize,
    most: usize,
    all: usize,
}

impl Slow {
    fn new(script: impl Fn(&Request, usize) -> Step + Send + Sync + 'static) -> Arc<Self> {
        Arc::new(Self { service: Scripted::new(script), counts: Mutex::default() })
    }

    fn counts(&self) -> Counts {
        *self.counts.lock().unwrap()
    }
}

impl Transport for Slow {
    fn send(&self, request: Request) -> BoxFuture<'_, Result<Response, TransportFailure>> {
        Box::pin(async move {
            {
                let mut counts = self.counts.lock().unwrap();
                counts.now += 1;
                counts.all += 1;
                counts.most = counts.most.max(counts.now);
            }
            tokio::time::sleep(LATENCY).await;
            let result = self.service.send(request).await;
            self.counts.lock().unwrap().now -= 1;
            result
        })
    }
}

fn client(transport: &Arc<Slow>, options: ClientOptions) -> Client {
    Client::with_options(transport.clone(), 1, token(), options)
}

fn licenses(count: usize) -> impl Fn(&Request, usize) -> Step {
    let list = ids(count);
    move |request, _| page_of(&list, request, Told::Total)
}

fn empty() -> Step {
    answer(200, &[], "[]")
}

#[tokio::test(start_paused = true)]
async fn four_are_in_flight_all_the_time_and_the_second_look_finds_room_among_them() {
    let transport = Slow::new(licenses(10_000));
    let started = Instant::now();
    client(&transport, ClientOptions::default())
        .all_licenses(LicenseScope::Organization, |_| ())
        .await
        .unwrap();
    // The first page and 49 more in 13 waves; in the last one there is room for a second look at three of them.
    assert_eq!(started.elapsed().as_millis(), LATENCY.as_millis() * (1 + 13));
    assert_eq!((transport.counts().most, transport.counts().all), (4, 53));
}

#[tokio::test(start_paused = true)]
async fn the_limit_holds_for_clones_and_for_other_patience_together() {
    let transport = Slow::new(|_, _| empty());
    let patient = client(&transport, ClientOptions { pages_in_flight: 3, ..ClientOptions::default() });
    let quick = patient.with_patience(ClientOptions { pages_in_flight: 9, ..ClientOptions::default() });
    let clients = [patient.clone(), patient, quick.clone(), quick];
    let started = Instant::now();
    join_all(clients.iter().cycle().take(12).map(Client::products)).await;
    assert_eq!((transport.counts().most, transport.counts().all), (3, 12));
    assert_eq!(started.elapsed(), 4 * LATENCY);
}

#[tokio::test(start_paused = true)]
async fn writes_keep_the_limit_and_the_wait_that_the_service_asks_for() {
    let transport = Slow::new(|_, count| match count {
        0 => answer(429, &[("retry-after", "7")], ""),
        _ => answer(200, &[], "{\"licenseIds\": []}"),
    });
    let client = client(&transport, ClientOptions::default());
    let id = LicenseId("A".into());
    let started = Instant::now();
    let error = client.revoke(&id).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    let done = join_all((0..6).map(|_| client.revoke(&id))).await;
    assert!(done.iter().all(Result::is_ok));
    // Two at a time after the refusal.
    assert_eq!(started.elapsed(), LATENCY + Duration::from_secs(7) + 3 * LATENCY);
    assert_eq!(transport.counts().most, 2);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_while_the_service_wants_longer_than_we_wait() {
    let transport = Slow::new(|_, _| answer(429, &[("retry-after", "300")], ""));
    let client = client(&transport, ClientOptions::default());
    client.products().await.unwrap_err();
    let error = client.revoke(&LicenseId("A".into())).await.unwrap_err();
    assert_eq!((error.status(), error.retry_after()), (Some(429), Some(Duration::from_mins(5))));
    assert!(error.is_certainly_not_applied());
    assert_eq!(transport.counts().all, 1);
    tokio::time::advance(Duration::from_secs(299)).await;
    let error = client.plugins().await.unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_mins(5)), "after a second it was asked again");
    assert!(transport.counts().all > 1);
}

#[tokio::test(start_paused = true)]
async fn a_request_that_does_not_get_its_turn_is_given_up_unsent() {
    let transport = Scripted::new(|_, count| if count == 0 { Step::Never } else { empty() });
    let options = ClientOptions {
        pages_in_flight: 1,
        call_timeout: Duration::from_secs(50),
        longest_wait: Duration::from_secs(20),
        ..ClientOptions::default()
    };
    let client = Client::with_options(transport.clone(), 1, token(), options);
    let id = LicenseId("A".into());
    let started = Instant::now();
    let (first, second) = tokio::join!(client.revoke(&id), async {
        let error = client.revoke(&id).await.unwrap_err();
        (error, started.elapsed())
    });
    assert_eq!(second, (ApiError::NotSent { reason: NotSentReason::NoTurn }, Duration::from_secs(20)));
    assert!(!first.unwrap_err().is_certainly_not_applied());
    assert_eq!((transport.count(), started.elapsed()), (1, Duration::from_secs(50)));
}

#[tokio::test(start_paused = true)]
async fn a_canceled_request_makes_room_for_the_next() {
    let transport = Scripted::new(|_, count| match count {
        0 => Step::Never,
        _ => Step::Answer(response(200, &[], "[]")),
    });
    let options = ClientOptions { pages_in_flight: 1, ..ClientOptions::default() };
    let client = Client::with_options(transport.clone(), 1, token(), options);
    let canceled = tokio::time::timeout(Duration::from_secs(1), client.products()).await;
    assert!(canceled.is_err());
    let started = Instant::now();
    client.products().await.unwrap();
    assert_eq!(started.elapsed(), Duration::ZERO);
}
