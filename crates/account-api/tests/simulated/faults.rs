//! Broken answers and broken connections: what the client says against what the service did.

use std::time::{Duration, Instant};

use account_api::{ApiError, ClientOptions, UnknownReason, UnreadableKind};
use account_sim::{Fault, FaultPlan, Holder, RetryAfterForm, When};
use domain::LicenseId;

use crate::service::{Simulated, assignment, options};

fn fail_writes(fault: Fault) -> FaultPlan {
    FaultPlan::none().fail(When::post(), fault)
}

/// Revokes under a fault; gives what the client makes of it and whether the service did it. Always one request.
async fn revoke_under(fault: Fault) -> (Result<Vec<LicenseId>, ApiError>, bool) {
    let simulated = Simulated::start(60).await;
    let license = simulated.held(true);
    simulated.service.set_faults(fail_writes(fault));
    let bounds = ClientOptions { call_timeout: Duration::from_secs(2), ..options() };
    let result = simulated.client_with(Holder::OrgAdmin, bounds).revoke(&license).await;
    assert_eq!(simulated.service.write_calls(), 1, "a write is sent once");
    (result, simulated.service.license(&license.0).unwrap().assignee.is_none())
}

#[tokio::test]
async fn a_lost_write_is_unknown_whether_or_not_it_was_done() {
    use UnknownReason::{Interrupted, TimedOut};
    let check = async |fault: Fault, expected: UnknownReason, done: bool| {
        let (result, was_done) = revoke_under(fault.clone()).await;
        assert_eq!((result, was_done), (Err(ApiError::Unknown { reason: expected }), done), "{fault:?}");
    };
    check(Fault::DropBefore, Interrupted, false).await;
    check(Fault::WorkThenDrop, Interrupted, true).await;
    check(Fault::ResetBefore, Interrupted, false).await;
    check(Fault::WorkThenReset, Interrupted, true).await;
    check(Fault::TruncateBody, Interrupted, true).await;
    check(Fault::NeverAnswer, TimedOut, false).await;
    check(Fault::WorkThenNeverAnswer, TimedOut, true).await;
}

#[tokio::test]
async fn a_strange_answer_to_a_write_is_unknown_whether_or_not_it_was_done() {
    use UnknownReason::{Redirected, ServerError, TooLarge, UnexpectedAnswer, WebPage};
    let check = async |fault: Fault, expected: UnknownReason, done: bool| {
        let (result, was_done) = revoke_under(fault.clone()).await;
        assert_eq!((result, was_done), (Err(ApiError::Unknown { reason: expected }), done), "{fault:?}");
    };
    let failed = |status| ServerError { status, code: None, description: None, retry_after: None };
    check(Fault::Status(500), failed(500), false).await;
    check(Fault::WorkThenStatus(502), failed(502), true).await;
    check(Fault::Html(200), WebPage { status: 200 }, false).await;
    check(Fault::Html(400), WebPage { status: 400 }, false).await;
    check(Fault::Redirect("https://portal.example/".into()), Redirected { status: 302 }, false).await;
    check(Fault::Garbage(200, "{\"licenseIds\": [\"ABC".into()), UnexpectedAnswer { status: 200 }, false)
        .await;
    check(Fault::HugeGzip(17 << 20), TooLarge { status: 200 }, false).await;
}

#[tokio::test]
async fn a_write_that_the_service_refuses_certainly_did_nothing() {
    let faults = [
        Fault::Code(400, "SOMETHING_NEW".into()),
        Fault::TooManyRequests { form: RetryAfterForm::Seconds, seconds: 2 },
        Fault::TooManyRequests { form: RetryAfterForm::Date, seconds: 2 },
    ];
    for fault in faults {
        let (result, was_done) = revoke_under(fault.clone()).await;
        let error = result.unwrap_err();
        assert!(error.is_certainly_not_applied() && !was_done, "{fault:?} {error:?}");
        let asked = matches!(fault, Fault::TooManyRequests { .. }).then_some(Duration::from_secs(2));
        assert_eq!(error.retry_after(), asked);
    }
}

#[tokio::test]
async fn an_assignment_that_went_through_unseen_is_found_by_reading_back() {
    let simulated = Simulated::start(60).await;
    let client = simulated.client(Holder::OrgAdmin);
    let license = simulated.free();
    let error = client.assign(&assignment(&license, "works-then-drops@sim.example")).await.unwrap_err();
    assert!(!error.is_certainly_not_applied(), "{error:?}");
    assert!(client.license(&license).await.unwrap().unwrap().assignee.is_some());
    assert_eq!(simulated.service.write_calls(), 1);
}

#[tokio::test]
async fn a_read_survives_what_passes() {
    let passing = [
        Fault::DropBefore,
        Fault::ResetBefore,
        Fault::TruncateBody,
        Fault::Status(500),
        Fault::Status(503),
        Fault::TooManyRequests { form: RetryAfterForm::Absent, seconds: 0 },
    ];
    for fault in passing {
        let simulated = Simulated::start(60).await;
        simulated.service.set_faults(FaultPlan::none().fail(When::get().times(3), fault.clone()));
        simulated.client(Holder::OrgAdmin).token().await.unwrap();
        assert_eq!(simulated.service.read_calls(), 4, "{fault:?}");
        simulated.service.set_faults(FaultPlan::none().fail(When::get(), fault.clone()));
        simulated.client(Holder::OrgAdmin).token().await.unwrap_err();
        assert_eq!(simulated.service.read_calls(), 8, "{fault:?}");
    }
}

#[tokio::test]
async fn a_read_waits_as_long_as_it_is_asked_to() {
    for form in [RetryAfterForm::Seconds, RetryAfterForm::Date] {
        let simulated = Simulated::start(60).await;
        let fault = Fault::TooManyRequests { form, seconds: 1 };
        simulated.service.set_faults(FaultPlan::none().nth(1, fault));
        let started = Instant::now();
        simulated.client(Holder::OrgAdmin).token().await.unwrap();
        assert!(started.elapsed() >= Duration::from_secs(1), "{form:?} {:?}", started.elapsed());
        assert!(started.elapsed() < Duration::from_secs(3), "{form:?} {:?}", started.elapsed());
    }
}

#[tokio::test]
async fn a_read_tells_apart_what_comes_instead_of_an_answer() {
    let check = async |fault: Fault, expected: ApiError| {
        let simulated = Simulated::start(60).await;
        simulated.service.set_faults(FaultPlan::none().fail(When::get(), fault.clone()));
        assert_eq!(simulated.client(Holder::OrgAdmin).token().await.unwrap_err(), expected);
        assert_eq!(simulated.service.read_calls(), 1, "{fault:?} does not pass");
    };
    let unreadable = |kind| ApiError::Unreadable { status: 200, kind };
    check(Fault::Html(200), unreadable(UnreadableKind::Html)).await;
    check(Fault::Garbage(200, "[{".into()), unreadable(UnreadableKind::NotJson)).await;
    check(Fault::Garbage(200, "[]".into()), unreadable(UnreadableKind::UnexpectedShape)).await;
    check(Fault::Status(200), unreadable(UnreadableKind::Empty)).await;
    check(Fault::HugeGzip(17 << 20), unreadable(UnreadableKind::TooLarge)).await;
    let redirected = ApiError::Unknown { reason: UnknownReason::Redirected { status: 302 } };
    check(Fault::Redirect("https://portal.example/".into()), redirected).await;
}
