//! Reads are repeated within bounds and say so.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use account_api::{
    ApiError, ClientOptions, LostReason, NotSentReason, TransportFailure, UnknownReason, WaitNotice,
};
use serde_json::json;
use tokio::time::Instant;

use crate::scripted::{Scripted, Step, answer, client, client_with, json as answer_json};

/// Reads once; gives the result's error, how many requests there were, and how long it took.
async fn read(script: impl Fn(usize) -> Step + Send + Sync + 'static) -> (Option<ApiError>, usize, Duration) {
    let transport = Scripted::new(move |_, count| script(count));
    let started = Instant::now();
    let error = client(&transport).products().await.err();
    (error, transport.count(), started.elapsed())
}

fn timed_out() -> Step {
    Step::Fail(TransportFailure::Unknown(LostReason::TimedOut))
}

#[tokio::test(start_paused = true)]
async fn what_may_pass_is_tried_four_times_in_all() {
    let transient: [fn() -> Step; 7] = [
        timed_out,
        || Step::Fail(TransportFailure::Unknown(LostReason::Interrupted)),
        || Step::Fail(TransportFailure::NotSent(NotSentReason::Dns)),
        || Step::Fail(TransportFailure::NotSent(NotSentReason::Refused)),
        || answer(429, &[], ""),
        || answer(500, &[], ""),
        || answer(503, &[], "<html>"),
    ];
    for step in transient {
        let (error, count, elapsed) = read(move |_| step()).await;
        assert!(error.as_ref().is_some_and(ApiError::is_transient), "{error:?}");
        assert_eq!(count, 4, "{error:?}");
        assert!(elapsed <= Duration::from_millis(500 + 1000 + 2000), "{elapsed:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_will_not_pass_is_tried_once() {
    let lasting: [fn() -> Step; 7] = [
        || Step::Fail(TransportFailure::NotSent(NotSentReason::Tls)),
        || Step::Fail(TransportFailure::NotSent(NotSentReason::Proxy)),
        || {
            answer_json(
                401,
                &json!({"code": "INVALID_TOKEN", "description": "The token provided is invalid"}),
            )
        },
        || answer(404, &[], ""),
        || answer(302, &[("location", "https://example.com/")], ""),
        || answer(200, &[], "<html>"),
        || answer(200, &[], "not json"),
    ];
    for step in lasting {
        let (error, count, elapsed) = read(move |_| step()).await;
        assert!(error.is_some());
        assert_eq!((count, elapsed), (1, Duration::ZERO), "{error:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_later_attempt_that_succeeds_is_the_answer() {
    let (error, count, _) =
        read(|count| if count < 3 { timed_out() } else { answer_json(200, &json!([])) }).await;
    assert_eq!((error, count), (None, 4));
}

#[tokio::test(start_paused = true)]
async fn retry_after_in_seconds_is_waited_for() {
    let script = |count| {
        if count == 0 { answer(429, &[("retry-after", "12")], "") } else { answer_json(200, &json!([])) }
    };
    let (error, count, elapsed) = read(script).await;
    assert_eq!((error, count), (None, 2));
    assert!((12_000..=12_500).contains(&elapsed.as_millis()), "{elapsed:?}");
}

#[tokio::test(start_paused = true)]
async fn retry_after_as_a_date_is_waited_for() {
    let headers =
        [("date", "Sun, 06 Nov 1994 08:49:00 GMT"), ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")];
    let script =
        move |count| if count == 0 { answer(503, &headers, "") } else { answer_json(200, &json!([])) };
    let (error, count, elapsed) = read(script).await;
    assert_eq!((error, count), (None, 2));
    assert!((37_000..=37_500).contains(&elapsed.as_millis()), "{elapsed:?}");
}

#[tokio::test(start_paused = true)]
async fn a_longer_wait_than_we_are_willing_to_is_reported_instead() {
    let (error, count, elapsed) = read(|_| answer(429, &[("retry-after", "61")], "")).await;
    assert_eq!(error.and_then(|error| error.retry_after()), Some(Duration::from_secs(61)));
    assert_eq!((count, elapsed), (1, Duration::ZERO));
}

#[tokio::test(start_paused = true)]
async fn an_absurd_wait_does_no_harm() {
    let (error, count, _) = read(|_| answer(503, &[("retry-after", "18446744073709551615")], "")).await;
    assert_eq!(count, 1);
    assert_eq!(error.and_then(|error| error.retry_after()), Some(Duration::from_secs(u64::MAX)));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_never_answers_ends_at_the_deadline() {
    let transport = Scripted::new(|_, _| Step::Never);
    let options = ClientOptions {
        call_timeout: Duration::from_secs(10),
        read_deadline: Duration::from_secs(25),
        ..ClientOptions::default()
    };
    let started = Instant::now();
    let error = client_with(&transport, options).products().await.unwrap_err();
    assert_eq!(error, ApiError::Unknown { reason: UnknownReason::TimedOut });
    assert_eq!(transport.count(), 3);
    assert!(started.elapsed() <= Duration::from_secs(25), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn the_observer_hears_of_each_wait() {
    let heard: Arc<Mutex<Vec<WaitNotice>>> = Arc::default();
    let transport = Scripted::new(|_, count| match count {
        0 => answer(429, &[("retry-after", "12")], ""),
        1 => timed_out(),
        _ => answer_json(200, &json!([])),
    });
    let ears = heard.clone();
    let options = ClientOptions {
        on_wait: Some(Arc::new(move |notice: &WaitNotice| ears.lock().unwrap().push(notice.clone()))),
        ..ClientOptions::default()
    };
    client_with(&transport, options).products().await.unwrap();
    let heard = heard.lock().unwrap();
    assert_eq!(heard.len(), 2);
    assert_eq!((heard[0].retry, heard[0].retries), (1, 3));
    assert_eq!(heard[0].asked_by_service, Some(Duration::from_secs(12)));
    assert!(heard[0].wait >= Duration::from_secs(12));
    assert_eq!((heard[1].retry, heard[1].asked_by_service), (2, None));
    assert_eq!(heard[1].error, ApiError::Unknown { reason: UnknownReason::TimedOut });
}

#[tokio::test(start_paused = true)]
async fn repetitions_can_be_switched_off() {
    let transport = Scripted::new(|_, _| timed_out());
    let options = ClientOptions { retries: 0, ..ClientOptions::default() };
    client_with(&transport, options).products().await.unwrap_err();
    assert_eq!(transport.count(), 1);
}
