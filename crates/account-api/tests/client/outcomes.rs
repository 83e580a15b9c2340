//! What each answer means for a read and for a write.

use account_api::{ApiError, LostReason, NotSentReason, TransportFailure, UnknownReason, UnreadableKind};
use http::StatusCode;
use serde_json::json;

use crate::{
    scripted::{Scripted, Step, TOKEN, answer, client, client_with, json as answer_json},
    writes::all_writes,
};

fn unknown(reason: UnknownReason) -> ApiError {
    ApiError::Unknown { reason }
}

fn unreadable(status: u16, kind: UnreadableKind) -> ApiError {
    ApiError::Unreadable { status, kind }
}

fn refused(status: u16, code: Option<&str>, description: Option<&str>) -> ApiError {
    let owned = |text: Option<&str>| text.map(ToOwned::to_owned);
    ApiError::Refused { status, code: owned(code), description: owned(description), retry_after: None }
}

/// Checks what every write makes of an answer, and whether it is certain that nothing happened.
async fn check_write(step: fn() -> Step, expected: ApiError, certainly_not_applied: bool) {
    let transport = Scripted::new(move |_, _| step());
    for error in all_writes(&client(&transport)).await {
        assert_eq!(error.as_ref(), Some(&expected));
        assert_eq!(expected.is_certainly_not_applied(), certainly_not_applied, "{expected:?}");
    }
}

async fn check_read(step: fn() -> Step, expected: ApiError) {
    let transport = Scripted::new(move |_, _| step());
    let options = account_api::ClientOptions { retries: 0, ..Default::default() };
    let client = client_with(&transport, options);
    assert_eq!(client.products().await.unwrap_err(), expected);
    assert_eq!(client.token().await.unwrap_err(), expected);
}

#[tokio::test]
async fn a_write_is_certainly_not_applied_only_by_failed_connect_429_and_the_vendors_4xx() {
    let not_sent = ApiError::NotSent { reason: NotSentReason::Tls };
    check_write(|| Step::Fail(TransportFailure::NotSent(NotSentReason::Tls)), not_sent, true).await;
    check_write(|| answer(429, &[], ""), refused(429, None, None), true).await;
    let complaint = || answer_json(403, &json!({"code": "TEAM_MISMATCH", "description": "of team 1"}));
    check_write(complaint, refused(403, Some("TEAM_MISMATCH"), Some("of team 1")), true).await;
    let new_code = || answer_json(418, &json!({"code": "NEVER_SEEN"}));
    check_write(new_code, refused(418, Some("NEVER_SEEN"), None), true).await;
}

#[tokio::test]
async fn everything_else_leaves_a_write_unknown() {
    use UnknownReason::{
        Interrupted, Redirected, ServerError, TimedOut, TooLarge, UnexpectedAnswer, WebPage,
    };
    check_write(|| Step::Fail(TransportFailure::Unknown(LostReason::TimedOut)), unknown(TimedOut), false)
        .await;
    check_write(
        || Step::Fail(TransportFailure::Unknown(LostReason::Interrupted)),
        unknown(Interrupted),
        false,
    )
    .await;
    let too_large = || Step::Fail(TransportFailure::BodyTooLarge { status: StatusCode::OK });
    check_write(too_large, unknown(TooLarge { status: 200 }), false).await;
    let failed = ServerError { status: 500, code: Some("X".into()), description: None, retry_after: None };
    check_write(|| answer_json(500, &json!({"code": "X"})), unknown(failed), false).await;
    check_write(|| answer(302, &[], ""), unknown(Redirected { status: 302 }), false).await;
    check_write(|| answer(200, &[], "<!DOCTYPE html>"), unknown(WebPage { status: 200 }), false).await;
    check_write(|| answer(403, &[], "<html>blocked"), unknown(WebPage { status: 403 }), false).await;
    check_write(|| answer(400, &[], ""), unknown(UnexpectedAnswer { status: 400 }), false).await;
    check_write(
        || answer(404, &[], "{\"message\":\"no\"}"),
        unknown(UnexpectedAnswer { status: 404 }),
        false,
    )
    .await;
    let sentence = || answer_json(400, &json!({"code": "no such path: a@example.com"}));
    check_write(sentence, unknown(UnexpectedAnswer { status: 400 }), false).await;
    check_write(|| answer(200, &[], "OK"), unknown(UnexpectedAnswer { status: 200 }), false).await;
    let complaint = || answer_json(200, &json!({"code": "X", "description": "y"}));
    check_write(complaint, unknown(UnexpectedAnswer { status: 200 }), false).await;
}

#[tokio::test]
async fn a_list_of_ids_that_cannot_be_read_whole_leaves_the_outcome_unknown() {
    for body in ["", "{}", "[]", "{\"licenseIds\":null}", "{\"licenseIds\":[\"A\",7]}"] {
        let transport = Scripted::new(move |_, _| answer(200, &[], body));
        let error = client(&transport).revoke(&domain::LicenseId("A".into())).await.unwrap_err();
        assert_eq!(error, unknown(UnknownReason::UnexpectedAnswer { status: 200 }), "{body}");
    }
}

#[tokio::test]
async fn a_read_tells_apart_what_came_instead_of_an_answer() {
    use UnreadableKind::{Empty, Html, NotJson, TooLarge, UnexpectedShape};
    check_read(|| answer(200, &[("content-type", "text/html")], "sign in"), unreadable(200, Html)).await;
    check_read(|| answer(200, &[], " <!doctype html>"), unreadable(200, Html)).await;
    check_read(|| answer(403, &[], "<html>blocked"), unreadable(403, Html)).await;
    check_read(|| answer(200, &[], "hello"), unreadable(200, NotJson)).await;
    check_read(|| answer(200, &[], "[1"), unreadable(200, NotJson)).await;
    check_read(|| answer(200, &[], " \n"), unreadable(200, Empty)).await;
    check_read(|| answer(200, &[], "7"), unreadable(200, UnexpectedShape)).await;
    let too_large = || Step::Fail(TransportFailure::BodyTooLarge { status: StatusCode::OK });
    check_read(too_large, unreadable(200, TooLarge)).await;
    check_read(|| answer(302, &[], "<html>"), unknown(UnknownReason::Redirected { status: 302 })).await;
    check_read(|| answer(405, &[], ""), refused(405, None, None)).await;
    let wrong = || answer_json(401, &json!({"code": "INVALID_TOKEN", "description": "no", "more": 1}));
    check_read(wrong, refused(401, Some("INVALID_TOKEN"), Some("no"))).await;
}

#[tokio::test]
async fn a_service_that_quotes_the_token_does_not_bring_it_into_an_error() {
    let transport = Scripted::new(|_, _| {
        answer_json(401, &json!({"code": format!("X{TOKEN}"), "description": format!("bad key {TOKEN}!")}))
    });
    let error = client(&transport).token().await.unwrap_err();
    assert_eq!(error, refused(401, Some("X***"), Some("bad key ***!")));
}

#[tokio::test]
async fn an_error_in_words_never_quotes_the_vendor() {
    let error = refused(400, Some("INVALID_CONTACT_EMAIL"), Some("ann@example.com"));
    assert_eq!(error.to_string(), "refused with status 400 (INVALID_CONTACT_EMAIL)");
    assert_eq!(error.description(), Some("ann@example.com"));
}

#[test]
fn a_refusal_without_a_code_proves_nothing_but_a_429_does() {
    assert!(!refused(405, None, None).is_certainly_not_applied());
    assert!(!refused(500, Some("X"), None).is_certainly_not_applied());
    assert!(refused(429, None, None).is_certainly_not_applied());
}
