//! Where the documents leave something open, both can be had.
#![allow(clippy::unwrap_used)] // clippy sees no test in the functions that tests share

mod common;

use account_sim::{
    AssignedDefault, Choices, CustomerListByTeam, Holder::TeamAdmin, MissingField, MissingFlags, NotFound,
    Nothing, PageOutOfRange, RetryAfterForm, RevokeUnassigned, TransferRefusal, UsageAfterRevoke,
};
use common::{Sim, any_license, assignment};
use serde_json::{Value, json};

fn refusal(status: u16, code: &str, description: &str) -> (u16, String, String) {
    (status, code.to_owned(), description.to_owned())
}

fn without_contact() -> Value {
    json!({"licenseId": "FREE000001"})
}

#[tokio::test]
async fn not_found_was_400_once() {
    let sim = Sim::choosing(Choices { not_found: NotFound::Status400, ..Choices::default() }).await;
    let person = "roman@wattenmeer.example";
    let assign = sim.assign(&assignment("NOSUCH0001", person)).await;
    assert_eq!(assign.refusal(), refusal(400, "LICENSE_NOT_FOUND", "NOSUCH0001"));
    assert_eq!(sim.assign(&any_license("II", 9)).await.refusal(), refusal(400, "TEAM_NOT_FOUND", "9"));
    assert_eq!(sim.assign(&any_license("XX", 1)).await.refusal(), refusal(400, "PRODUCT_NOT_FOUND", "XX"));
    assert_eq!(sim.get("/customer/licenses/NOSUCH0001").await.status, 404);
}

#[tokio::test]
async fn revoking_what_nobody_has_can_succeed_with_nothing() {
    let sim =
        Sim::choosing(Choices { revoke_unassigned: RevokeUnassigned::EmptyList, ..Choices::default() }).await;
    for query in ["licenseId=FREE000001", "licenseId=SERVER0001", "email=nobody@wattenmeer.example"] {
        let answer = sim.revoke(query).await;
        assert_eq!((answer.status, answer.text.as_str()), (200, "{\"licenseIds\":[]}"), "{query}");
    }
    sim.service.set_choices(Choices::default());
    let refused = sim.revoke("email=nobody@wattenmeer.example").await.refusal();
    assert_eq!(refused, refusal(400, "LICENSE_IS_NOT_AVAILABLE_TO_REVOKE", "nobody@wattenmeer.example"));
    assert!(sim.service.license("SERVER0001").unwrap().assignee.is_some());
}

#[tokio::test]
async fn a_list_without_assigned_has_all_or_the_free_ones() {
    let sim = Sim::start().await;
    assert_eq!(sim.get("/customer/licenses").await.ids().len(), 13);
    sim.service.set_choices(Choices { assigned_default: AssignedDefault::Unassigned, ..Choices::default() });
    assert_eq!(sim.get("/customer/licenses").await.ids().len(), 8);
    assert_eq!(sim.get("/customer/licenses?assigned=true").await.ids().len(), 5);
}

#[tokio::test]
async fn a_missing_field_is_a_code_or_empty_or_html() {
    let sim = Sim::start().await;
    assert_eq!(sim.assign(&without_contact()).await.refusal(), refusal(400, "MISSING_FIELD", "contact"));
    sim.service.set_choices(Choices { missing_field: MissingField::Empty, ..Choices::default() });
    let empty = sim.assign(&without_contact()).await;
    assert_eq!((empty.status, empty.text.as_str()), (400, ""));
    sim.service.set_choices(Choices { missing_field: MissingField::Html, ..Choices::default() });
    let page = sim.transfer(&json!({"targetTeamId": 2})).await;
    assert_eq!((page.status, page.header("content-type")), (400, "text/html;charset=UTF-8"));
    assert!(page.text.starts_with("<!DOCTYPE html>"));
    let mut neither = assignment("", "roman@wattenmeer.example");
    neither.as_object_mut().unwrap().remove("licenseId");
    let known = sim.assign(&neither).await.refusal();
    assert_eq!(known, refusal(400, "MISSING_FIELD", "Either licenseId or license must be provided"));
}

#[tokio::test]
async fn flags_can_be_required() {
    let sim = Sim::choosing(Choices { missing_flags: MissingFlags::Refused, ..Choices::default() }).await;
    for name in ["sendEmail", "includeOfflineActivationCode"] {
        let mut body = assignment("FREE000001", "roman@wattenmeer.example");
        body.as_object_mut().unwrap().remove(name);
        assert_eq!(sim.assign(&body).await.refusal(), refusal(400, "MISSING_FIELD", name));
    }
}

#[tokio::test]
async fn a_team_token_can_be_refused_a_transfer_with_either_code() {
    let choices = Choices { transfer_refusal: TransferRefusal::TeamMismatch, ..Choices::default() };
    let sim = Sim::choosing(choices).await;
    let body = json!({"licenseIds": ["FREE000001"], "targetTeamId": 2});
    let answer = sim.send(TeamAdmin(1), "POST /customer/changeLicensesTeam", Some(&body)).await;
    assert_eq!(answer.refusal(), refusal(403, "TEAM_MISMATCH", "Token was generated for team with id 1"));
}

#[tokio::test]
async fn a_transfer_can_have_a_limit() {
    let sim = Sim::choosing(Choices { max_transfer_ids: Some(1), ..Choices::default() }).await;
    let two = sim.transfer(&json!({"licenseIds": ["FREE000001", "FREE000002"], "targetTeamId": 2})).await;
    assert_eq!((two.status, two.refusal().1.as_str()), (400, "TOO_MANY_LICENSES"));
    let one = sim.transfer(&json!({"licenseIds": ["FREE000001"], "targetTeamId": 2})).await;
    assert_eq!(one.ids(), ["FREE000001"]);
}

#[tokio::test]
async fn a_rate_limit_counts_by_minute_and_token() {
    let choices =
        Choices { requests_per_minute: Some(2), retry_after: RetryAfterForm::Seconds, ..Choices::default() };
    let sim = Sim::choosing(choices).await;
    sim.service.clock().advance(jiff::SignedDuration::from_secs(18));
    assert_eq!(sim.get("/token").await.status, 200);
    assert_eq!(sim.get("/token").await.status, 200);
    let refused = sim.assign(&assignment("FREE000001", "roman@wattenmeer.example")).await;
    assert_eq!((refused.status, refused.header("retry-after")), (429, "42"));
    assert_eq!(sim.email_of("FREE000001"), None);
    assert!(!sim.service.ledger()[0].outcome.performed);
    assert_eq!(sim.send(TeamAdmin(1), "GET /token", None).await.status, 200);
    sim.service.clock().advance(jiff::SignedDuration::from_secs(42));
    assert_eq!(sim.get("/token").await.status, 200);
}

#[tokio::test]
async fn page_numbers_can_be_clamped() {
    let sim =
        Sim::choosing(Choices { page_out_of_range: PageOutOfRange::Clamped, ..Choices::default() }).await;
    assert_eq!(sim.get("/customer/licenses?page=0&perPage=1000").await.ids().len(), 13);
}

#[tokio::test]
async fn a_team_token_can_get_its_team_from_the_list_of_all() {
    let sim = Sim::start().await;
    let refused = sim.send(TeamAdmin(1), "GET /customer/licenses", None).await;
    assert_eq!((refused.status, refused.refusal().1.as_str()), (403, "TOKEN_TYPE_MISMATCH"));
    let choices = Choices { customer_list_by_team: CustomerListByTeam::OwnTeam, ..Choices::default() };
    sim.service.set_choices(choices);
    assert_eq!(sim.send(TeamAdmin(1), "GET /customer/licenses", None).await.ids().len(), 11);
}

#[tokio::test]
async fn usage_data_can_outlive_a_revoke() {
    let choices = Choices { usage_after_revoke: UsageAfterRevoke::Kept, ..Choices::default() };
    let sim = Sim::choosing(choices).await;
    sim.revoke("licenseId=HELD000001").await;
    let license = sim.get("/customer/licenses/HELD000001").await.json();
    assert!(license.get("assignee").is_none() && license["lastSeen"]["lastAssignmentDate"].is_string());
    sim.service.set_choices(Choices::default());
    sim.revoke("licenseId=HELD000002").await;
    assert!(sim.get("/customer/licenses/HELD000002").await.json().get("lastSeen").is_none());
}

#[tokio::test]
async fn nothing_is_left_out_or_null() {
    let sim = Sim::start().await;
    let absent = sim.get("/customer/licenses/FREE000001").await.json();
    assert!(["assignee", "lastSeen", "perpetual", "domain"].iter().all(|name| absent.get(name).is_none()));
    sim.service.set_choices(Choices { nothing: Nothing::Null, ..Choices::default() });
    let null = sim.get("/customer/licenses/FREE000001").await.json();
    assert!(
        ["assignee", "lastSeen", "perpetual", "domain"]
            .iter()
            .all(|name| null.get(name) == Some(&Value::Null))
    );
}

#[tokio::test]
async fn dates_are_written_in_the_chosen_offset() {
    let sim = Sim::choosing(Choices { utc_offset_hours: -8, ..Choices::default() }).await;
    let license = sim.get("/customer/licenses/RECENT0001").await.json();
    assert_eq!(license["subscription"]["validUntilDate"], "2027-06-11T00:00:00.000-08:00");
    assert_eq!(license["lastSeen"]["lastAssignmentDate"], "2026-11-20T01:00:00.000-08:00");
}
