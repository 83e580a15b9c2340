//! What the service does when it does not refuse.
#![allow(clippy::unwrap_used)] // clippy sees no test in the functions that tests share

mod common;

use account_sim::{Assignee, Choices, Clock, Holder, LedgerEntry, RevocableFrom, Service};
use common::{Sim, any_license, assignment, days, now, organization};
use jiff::SignedDuration;
use serde_json::json;

const MILLISECOND: SignedDuration = SignedDuration::from_millis(1);

#[tokio::test]
async fn assign_answers_200_with_nothing_and_the_license_tells_the_rest() {
    let sim = Sim::start().await;
    sim.service.set_account("roman@wattenmeer.example", Some("Roman of the Account"));
    let answer = sim.assign(&assignment("FREE000001", "roman@wattenmeer.example")).await;
    assert_eq!((answer.status, answer.text.as_str(), answer.header("content-type")), (200, "", ""));
    let license = sim.get("/customer/licenses/FREE000001").await.json();
    let expect = json!({"type": "USER", "name": "Roman of the Account", "email": "roman@wattenmeer.example"});
    assert_eq!(license["assignee"], expect);
    assert_eq!(
        license["lastSeen"],
        json!({"lastAssignmentDate": "2026-11-23T12:00:00.000+03:00", "isOfflineCodeGenerated": false})
    );
    assert_eq!(license["isAvailableToAssign"], json!(false));
    assert_eq!(license["subscription"]["validUntilDate"], "2027-06-11T00:00:00.000+03:00");
}

#[tokio::test]
async fn a_license_can_be_revoked_exactly_30_days_after_it_was_assigned() {
    let sim = Sim::start().await;
    let clock = sim.service.clock().clone();
    sim.assign(&assignment("FREE000001", "roman@wattenmeer.example")).await;
    clock.set(now() + days(30) - MILLISECOND);
    let refusal = sim.revoke("licenseId=FREE000001").await.refusal();
    let recent = "RECENTLY_ASSIGNED_LICENSE_IS_NOT_AVAILABLE_FOR_REVOKE";
    assert_eq!(refusal, (400, recent.to_owned(), "FREE000001".to_owned()));
    assert_eq!(sim.email_of("FREE000001").as_deref(), Some("roman@wattenmeer.example"));
    clock.advance(MILLISECOND);
    let answer = sim.revoke("licenseId=FREE000001&email=nobody@x.example&productCode=XX").await;
    assert_eq!((answer.status, answer.json()), (200, json!({"licenseIds": ["FREE000001"]})));
    assert_eq!(sim.email_of("FREE000001"), None);
    sim.assign(&assignment("FREE000001", "roman@wattenmeer.example")).await;
    assert_eq!(sim.revoke("licenseId=FREE000001").await.status, 400, "the 30 days start anew");
}

#[tokio::test]
async fn where_the_day_counts_it_starts_at_midnight_of_the_service() {
    let choices = Choices { revocable_from: RevocableFrom::StartOfDay, ..Choices::default() };
    let sim = Sim::choosing(choices).await;
    sim.assign(&assignment("FREE000001", "roman@wattenmeer.example")).await;
    let midnight = "2026-12-23T00:00:00+03:00".parse().unwrap();
    sim.service.clock().set(midnight - MILLISECOND);
    assert_eq!(sim.revoke("licenseId=FREE000001").await.status, 400);
    sim.service.clock().set(midnight);
    assert_eq!(sim.revoke("licenseId=FREE000001").await.status, 200);
}

#[tokio::test]
async fn revoking_by_email_is_all_or_nothing() {
    let sim = Sim::start().await;
    sim.service.assign_elsewhere("FREE000001", "Anna Keller", "anna@wattenmeer.example");
    let refusal = sim.revoke("email=anna@wattenmeer.example").await.refusal();
    assert_eq!(refusal.2, "FREE000001");
    assert!(sim.email_of("HELD000001").is_some() && sim.email_of("HELD000002").is_some());
    let only_web = sim.revoke("email=Anna@Wattenmeer.example&productCode=WS").await;
    assert_eq!(only_web.ids(), ["HELD000002"]);
    sim.service.clock().advance(days(30));
    let rest = sim.revoke("email=anna@wattenmeer.example").await;
    assert_eq!(rest.ids(), ["FREE000001", "HELD000001"]);
}

#[tokio::test]
async fn a_team_token_revokes_by_email_in_its_own_team_only() {
    let sim = Sim::start().await;
    sim.service.change("TEAM2HELD1", |license| {
        let name = "Anna Keller".to_owned();
        license.assignee = Some(Assignee::User { name, email: "anna@wattenmeer.example".to_owned() });
    });
    let call = "POST /customer/licenses/revoke?email=anna@wattenmeer.example";
    assert_eq!(sim.send(Holder::TeamAdmin(1), call, None).await.ids(), ["HELD000001", "HELD000002"]);
    assert!(sim.email_of("TEAM2HELD1").is_some());
}

#[tokio::test]
async fn somebody_without_an_account_gets_a_masked_name_and_may_get_an_offline_code() {
    let sim = Sim::start().await;
    sim.service.set_account("without@wattenmeer.example", None);
    sim.service.set_account("with@wattenmeer.example", Some("Ada Byron"));
    let check = async |license: &str, email: &str, name: &str, offline_code: bool| {
        let mut body = assignment(license, email);
        body["includeOfflineActivationCode"] = json!(true);
        assert_eq!(sim.assign(&body).await.status, 200);
        let license = sim.get(&format!("/customer/licenses/{license}")).await.json();
        assert_eq!(license["assignee"]["name"], name);
        assert_eq!(license["lastSeen"]["isOfflineCodeGenerated"], offline_code);
    };
    check("FREE000001", "without@wattenmeer.example", "Ro*** Lo******", true).await;
    check("FREE000002", "With@Wattenmeer.example", "Ada Byron", false).await;
}

#[tokio::test]
async fn whether_somebody_new_has_an_account_depends_on_the_email_alone() {
    let names = async || {
        let sim = Sim::start().await;
        let mut names = Vec::new();
        for number in 0..12_u8 {
            let email = format!("person{number}@wattenmeer.example");
            sim.service.revoke_elsewhere("FREE000001");
            sim.assign(&assignment("FREE000001", &email)).await;
            match sim.service.license("FREE000001").unwrap().assignee {
                Some(Assignee::User { name, .. }) => names.push(name),
                other => panic!("{other:?}"),
            }
        }
        names
    };
    let first = names().await;
    assert!(first.contains(&"Ro*** Lo******".to_owned()) && first.contains(&"Roman Lovelace".to_owned()));
    assert_eq!(first, names().await);
}

#[tokio::test]
async fn the_license_id_wins_over_the_license() {
    let sim = Sim::start().await;
    let mut body = assignment("FREE000002", "roman@wattenmeer.example");
    body["license"] = json!({"productCode": "NOTHING", "team": 99});
    assert_eq!(sim.assign(&body).await.status, 200);
    assert!(sim.email_of("FREE000002").is_some());
    assert_eq!(sim.email_of("FREE000001"), None);
}

#[tokio::test]
async fn without_an_id_any_free_license_of_the_team_and_product_is_taken() {
    let sim = Sim::start().await;
    let mut taken = 0;
    while sim.assign(&any_license("II", 1)).await.status == 200 {
        taken += 1;
    }
    // Two plain ones, the fallback and the one that can't be transferred; never the suspended or the expired one.
    assert_eq!(taken, 4);
    assert_eq!(sim.email_of("TEAM2FREE1"), None);
    assert_eq!(sim.email_of("SUSPENDED1"), None);
}

#[tokio::test]
async fn one_person_may_hold_one_product_twice_but_a_repeat_takes_no_second_seat() {
    let sim = Sim::start().await;
    let first = assignment("FREE000001", "roman@wattenmeer.example");
    assert_eq!(sim.assign(&first).await.status, 200);
    assert_eq!(sim.assign(&first).await.refusal().2, "ALLOCATED");
    assert_eq!(sim.assign(&assignment("FREE000002", "roman@wattenmeer.example")).await.status, 200);
    let list = sim.get("/customer/licenses?assigneeEmail=roman@wattenmeer.example").await;
    assert_eq!(list.ids(), ["FREE000001", "FREE000002"]);
}

#[tokio::test]
async fn flags_that_are_left_out_count_as_false() {
    let sim = Sim::start().await;
    sim.service.set_account("roman@wattenmeer.example", None);
    let mut body = assignment("FREE000001", "roman@wattenmeer.example");
    body.as_object_mut().unwrap().retain(|name, _| name == "contact" || name == "licenseId");
    assert_eq!(sim.assign(&body).await.status, 200);
    assert_eq!(sim.service.license("FREE000001").unwrap().usage.unwrap().offline_code, Some(false));
}

#[tokio::test]
async fn a_transfer_moves_what_it_can_and_is_silent_about_the_rest() {
    let sim = Sim::start().await;
    let ids =
        ["HELD000001", "NOSUCH0001", "FIXED00001", "TEAM2FREE1", "EXPIRED001", "FREE000001", "FREE000001"];
    let answer = sim.transfer(&json!({"licenseIds": ids, "targetTeamId": 2})).await;
    assert_eq!(
        (answer.status, answer.ids()),
        (200, vec!["HELD000001".to_owned(), "EXPIRED001".to_owned(), "FREE000001".to_owned()])
    );
    let moved = sim.service.license("HELD000001").unwrap();
    assert_eq!((moved.team, moved.email()), (2, Some("anna@wattenmeer.example")), "its user moves along");
    assert_eq!(sim.service.license("FIXED00001").unwrap().team, 1);
    let nothing = sim.transfer(&json!({"licenseIds": [], "targetTeamId": 2})).await;
    assert_eq!((nothing.status, nothing.text.as_str()), (200, "{\"licenseIds\":[]}"));
}

#[tokio::test]
async fn a_license_expires_when_the_day_after_its_last_begins_in_the_offset_of_the_service() {
    let sim = Sim::start().await;
    let clock = sim.service.clock().clone();
    clock.set("2027-06-11T23:59:59+03:00".parse().unwrap());
    let license = sim.get("/customer/licenses/FREE000001").await.json();
    assert_eq!(
        (&license["subscription"]["isOutdated"], &license["isAvailableToAssign"]),
        (&json!(false), &json!(true))
    );
    clock.set("2027-06-12T00:00:00+03:00".parse().unwrap());
    let license = sim.get("/customer/licenses/FREE000001").await.json();
    assert_eq!(
        (&license["subscription"]["isOutdated"], &license["isAvailableToAssign"]),
        (&json!(true), &json!(false))
    );
    let late = sim.assign(&assignment("FREE000001", "roman@wattenmeer.example")).await;
    assert_eq!(late.refusal().2, "EXPIRED_WITHOUT_FALLBACK");
    let fallback = sim.assign(&assignment("FALLBACK01", "roman@wattenmeer.example")).await;
    assert_eq!(fallback.status, 200, "a fallback can still be used");
}

#[tokio::test]
async fn the_ledger_tells_every_write_and_what_it_changed() {
    let sim = Sim::start().await;
    sim.get("/token").await;
    sim.assign(&assignment("FREE000001", "roman@wattenmeer.example")).await;
    sim.revoke("licenseId=RECENT0001").await;
    sim.service.revoke_elsewhere("RECENT0001");
    let ledger = sim.service.ledger();
    let facts = |entry: &LedgerEntry| {
        (entry.number, entry.holder, entry.outcome.status, entry.outcome.sent, entry.outcome.changed.clone())
    };
    let admin = Some(Holder::OrgAdmin);
    assert_eq!(facts(&ledger[0]), (2, admin, Some(200), Some(200), vec!["FREE000001".to_owned()]));
    assert_eq!(facts(&ledger[1]), (3, admin, Some(400), Some(400), vec![]));
    assert_eq!(ledger[1].query, "licenseId=RECENT0001");
    assert!(ledger[0].body.contains("roman@wattenmeer.example"));
    assert_eq!((sim.service.write_calls(), sim.service.read_calls()), (2, 1));
    sim.service.clear_ledger();
    assert_eq!((sim.service.write_calls(), sim.service.read_calls()), (0, 0));
}

#[test]
fn in_process_it_needs_neither_socket_nor_runtime() {
    let service = Service::new(organization(), Clock::fixed(now()), Choices::default());
    let request = http::Request::get("/api/v1/customer/licenses/FREE000001")
        .header("X-Api-Key", service.token(Holder::OrgAdmin).unwrap())
        .header("X-Customer-Code", "6703615")
        .body(bytes::Bytes::new())
        .unwrap();
    assert_eq!(service.handle(&request).status(), Some(200));
}
