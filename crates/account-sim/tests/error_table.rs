//! Every row of the error table, over real HTTP.
#![allow(clippy::unwrap_used)] // clippy sees no test in the functions that tests share

mod common;

use account_sim::Holder::{self, OrgAdmin, OrgViewer, PrimaryContact, TeamAdmin, TeamViewer};
use common::{Sim, answer, any_license, assignment};
use serde_json::{Value, json};

const ASSIGN: &str = "POST /customer/licenses/assign";
const TRANSFER: &str = "POST /customer/changeLicensesTeam";

type Row<'a> = (Holder, &'a str, Option<Value>, u16, &'a str, &'a str);

async fn check(sim: &Sim, rows: Vec<Row<'_>>) {
    for (who, call, body, status, code, description) in rows {
        let before = sim.service.licenses();
        let refusal = sim.send(who, call, body.as_ref()).await.refusal();
        let expect = (status, code.to_owned(), description.to_owned());
        assert_eq!(refusal, expect, "{who:?} {call} {body:?}");
        assert_eq!(sim.service.licenses(), before, "{call} changed something although it was refused");
    }
}

fn contact(first: &str, last: &str) -> Value {
    let mut body = assignment("FREE000001", "roman@wattenmeer.example");
    body["contact"]["firstName"] = json!(first);
    body["contact"]["lastName"] = json!(last);
    body
}

fn person(license: &str) -> Value {
    assignment(license, "roman@wattenmeer.example")
}

#[tokio::test]
async fn a_wrong_token_and_a_wrong_customer_get_the_same_answer_and_a_missing_header_its_own() {
    let sim = Sim::start().await;
    let token = sim.service.credentials().tokens.org_admin;
    let check = async |token: Option<&str>, customer: Option<&str>, code: &str, description: &str| {
        for call in ["token", "customer/licenses", "products"] {
            let mut request = sim.client.get(format!("{}/{call}", sim.server.url()));
            if let Some(token) = token {
                request = request.header("X-Api-Key", token);
            }
            if let Some(customer) = customer {
                request = request.header("X-Customer-Code", customer);
            }
            let refusal = answer(request.send().await.unwrap()).await.unwrap().refusal();
            assert_eq!(refusal, (401, code.to_owned(), description.to_owned()), "{call}");
        }
    };
    let invalid = "The token provided is invalid";
    check(Some("wrongwrongwrongwrongwrong"), Some("6703615"), "INVALID_TOKEN", invalid).await;
    check(Some(&token), Some("6703616"), "INVALID_TOKEN", invalid).await;
    check(Some(&token), Some("Some Organization"), "INVALID_TOKEN", invalid).await;
    check(None, Some("6703615"), "MISSING_TOKEN_HEADER", "X-Api-Key header is required").await;
    check(None, None, "MISSING_TOKEN_HEADER", "X-Api-Key header is required").await;
    check(Some(&token), None, "MISSING_CUSTOMER_HEADER", "X-Customer-Code header is required").await;
}

#[tokio::test]
async fn assign_is_refused_row_by_row() {
    let sim = Sim::start().await;
    let without = |name: &str| {
        let mut body = assignment("FREE000001", "roman@wattenmeer.example");
        body.as_object_mut().unwrap().remove(name);
        Some(body)
    };
    let email = |email: &str| Some(assignment("FREE000001", email));
    let empty = "This field can't be empty.";
    let digits = "Sorry, we can't accept digits in this field.";
    let not_available = "LICENSE_IS_NOT_AVAILABLE_TO_ASSIGN";
    let none = "No available license found to assign in the team 1 with product WS";
    let rows = vec![
        (
            OrgAdmin,
            ASSIGN,
            without("licenseId"),
            400,
            "MISSING_FIELD",
            "Either licenseId or license must be provided",
        ),
        (OrgAdmin, ASSIGN, without("contact"), 400, "MISSING_FIELD", "contact"),
        (OrgAdmin, ASSIGN, email("no-address"), 400, "INVALID_CONTACT_EMAIL", "no-address"),
        (OrgAdmin, ASSIGN, email("a@mailinator.com"), 400, "INVALID_CONTACT_EMAIL", "a@mailinator.com"),
        (OrgAdmin, ASSIGN, Some(contact("", "Keller")), 400, "INVALID_CONTACT_NAME", empty),
        (OrgAdmin, ASSIGN, Some(contact("Anna", "  ")), 400, "INVALID_CONTACT_NAME", empty),
        (OrgAdmin, ASSIGN, Some(contact("Anna", "Keller 2")), 400, "INVALID_CONTACT_NAME", digits),
        (OrgAdmin, ASSIGN, Some(contact("4nna", "Keller")), 400, "INVALID_CONTACT_NAME", digits),
        (OrgAdmin, ASSIGN, Some(person("HELD000001")), 400, not_available, "ALLOCATED"),
        (OrgAdmin, ASSIGN, Some(person("EXPIRED001")), 400, not_available, "EXPIRED_WITHOUT_FALLBACK"),
        (OrgAdmin, ASSIGN, Some(person("PERPETUAL1")), 400, not_available, "NON_PER_USER"),
        (OrgAdmin, ASSIGN, Some(person("SERVER0001")), 400, not_available, "NON_PER_USER"),
        (OrgAdmin, ASSIGN, Some(any_license("WS", 1)), 400, "NO_AVAILABLE_LICENSE_TO_ASSIGN", none),
        (OrgAdmin, ASSIGN, Some(person("NOSUCH0001")), 404, "LICENSE_NOT_FOUND", "NOSUCH0001"),
        (OrgAdmin, ASSIGN, Some(any_license("II", 9)), 404, "TEAM_NOT_FOUND", "9"),
        (OrgAdmin, ASSIGN, Some(any_license("XX", 1)), 404, "PRODUCT_NOT_FOUND", "XX"),
    ];
    check(&sim, rows).await;
}

#[tokio::test]
async fn who_may_not_write_is_told_why() {
    let sim = Sim::start().await;
    let missing = "Missing Edit permission on customer 6703615 or on team with id 1";
    let missing_2 = "Missing Edit permission on customer 6703615 or on team with id 2";
    let other_team = "Token was generated for team with id 1";
    let revoke = "POST /customer/licenses/revoke?licenseId=HELD000001";
    let revoke_by_email = "POST /customer/licenses/revoke?email=anna@wattenmeer.example";
    let move_one = || Some(json!({"licenseIds": ["FREE000001"], "targetTeamId": 2}));
    for who in [OrgViewer, PrimaryContact] {
        let rows = vec![
            (who, ASSIGN, Some(person("FREE000001")), 403, "INSUFFICIENT_PERMISSIONS", missing),
            (who, ASSIGN, Some(person("TEAM2FREE1")), 403, "INSUFFICIENT_PERMISSIONS", missing_2),
            (who, ASSIGN, Some(any_license("II", 1)), 403, "INSUFFICIENT_PERMISSIONS", missing),
            (who, revoke, None, 403, "INSUFFICIENT_PERMISSIONS", missing),
            (who, revoke_by_email, None, 403, "INSUFFICIENT_PERMISSIONS", missing),
            (who, TRANSFER, move_one(), 403, "INSUFFICIENT_PERMISSIONS", missing_2),
        ];
        check(&sim, rows).await;
    }
    let revoke_other = "POST /customer/licenses/revoke?licenseId=TEAM2HELD1";
    for who in [TeamAdmin(1), TeamViewer(1)] {
        let rows = vec![
            (who, ASSIGN, Some(person("TEAM2FREE1")), 403, "TEAM_MISMATCH", other_team),
            (who, ASSIGN, Some(any_license("II", 2)), 403, "TEAM_MISMATCH", other_team),
            (who, revoke_other, None, 403, "TEAM_MISMATCH", other_team),
            (who, "GET /customer/licenses/TEAM2FREE1", None, 403, "TEAM_MISMATCH", other_team),
            (who, "GET /customer/teams/2/licenses", None, 403, "TEAM_MISMATCH", other_team),
            (who, TRANSFER, move_one(), 403, "TOKEN_TYPE_MISMATCH", "Token of type CUSTOMER is required"),
        ];
        check(&sim, rows).await;
    }
    let rows = vec![
        (TeamViewer(1), ASSIGN, Some(person("FREE000001")), 403, "INSUFFICIENT_PERMISSIONS", missing),
        (TeamViewer(1), revoke, None, 403, "INSUFFICIENT_PERMISSIONS", missing),
    ];
    check(&sim, rows).await;
}

#[tokio::test]
async fn revoke_transfer_and_reads_are_refused_row_by_row() {
    let sim = Sim::start().await;
    let recent = "RECENTLY_ASSIGNED_LICENSE_IS_NOT_AVAILABLE_FOR_REVOKE";
    let revoke = |query: &str| format!("POST /customer/licenses/revoke?{query}");
    let (by_id, by_email) = (revoke("licenseId=RECENT0001"), revoke("email=ben@wattenmeer.example"));
    let (unknown, free, nothing) =
        (revoke("licenseId=NOSUCH0001"), revoke("licenseId=FREE000001"), revoke("productCode=II"));
    let either = "Either licenseId or email must be provided";
    let not_assigned = "LICENSE_IS_NOT_AVAILABLE_TO_REVOKE";
    let ids = |ids: Value, team: i64| Some(json!({"licenseIds": ids, "targetTeamId": team}));
    let rows = vec![
        (OrgAdmin, by_id.as_str(), None, 400, recent, "RECENT0001"),
        (OrgAdmin, &by_email, None, 400, recent, "RECENT0001"),
        (OrgAdmin, &unknown, None, 404, "LICENSE_NOT_FOUND", "NOSUCH0001"),
        (OrgAdmin, &free, None, 400, not_assigned, "FREE000001"),
        (OrgAdmin, &nothing, None, 400, "MISSING_FIELD", either),
        (OrgAdmin, TRANSFER, ids(json!(["FREE000001"]), 9), 404, "TEAM_NOT_FOUND", "9"),
        (OrgAdmin, TRANSFER, Some(json!({"licenseIds": ["FREE000001"]})), 404, "TEAM_NOT_FOUND", "0"),
        (OrgAdmin, TRANSFER, Some(json!({"targetTeamId": 2})), 400, "MISSING_FIELD", "licenseIds"),
        (OrgAdmin, TRANSFER, ids(json!(["FREE000001", null]), 2), 500, "", ""),
        (OrgAdmin, "GET /customer/licenses/NOSUCH0001", None, 404, "LICENSE_NOT_FOUND", "NOSUCH0001"),
        (OrgAdmin, "GET /customer/teams/9/licenses", None, 404, "TEAM_NOT_FOUND", "9"),
        (OrgAdmin, "GET /customer/licenses?page=0", None, 400, "INVALID_PARAMETER", "page"),
        (OrgAdmin, "GET /customer/licenses?perPage=201", None, 400, "INVALID_PARAMETER", "perPage"),
        (OrgAdmin, "GET /customer/licenses?assigned=yes", None, 400, "INVALID_PARAMETER", "assigned"),
        (OrgAdmin, "GET /customer/nothing", None, 404, "", ""),
        (OrgAdmin, "DELETE /customer/licenses", None, 405, "", ""),
        (OrgAdmin, "GET /customer/changeLicensesTeam", None, 405, "", ""),
    ];
    check(&sim, rows).await;
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused() {
    let sim = Sim::start().await;
    let call = async |kind: &str, body: &'static str| {
        let request = sim.request(OrgAdmin, ASSIGN, None).header("Content-Type", kind).body(body);
        answer(request.send().await.unwrap()).await.unwrap().refusal()
    };
    let unreadable = (400, "MISSING_FIELD".to_owned(), "The body can't be read".to_owned());
    assert_eq!(call("application/json", "{\"contact\": ").await, unreadable);
    assert_eq!(call("application/json; charset=utf-8", "").await, unreadable);
    assert_eq!(call("text/plain", "{}").await, (415, String::new(), String::new()));
}
