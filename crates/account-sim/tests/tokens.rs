//! The five kinds of token, and what ends one.
#![allow(clippy::unwrap_used)] // clippy sees no test in the functions that tests share

mod common;

use account_sim::Holder::{self, OrgAdmin, OrgViewer, PrimaryContact, TeamAdmin, TeamViewer};
use common::{Sim, assignment};
use serde_json::json;

#[tokio::test]
async fn each_token_tells_what_it_manages() {
    let sim = Sim::start().await;
    let check = async |who: Holder, role: &str| {
        let token = sim.send(who, "GET /token", None).await.json();
        match who.team() {
            None => {
                assert_eq!((&token["type"], &token["role"]), (&json!("CUSTOMER"), &json!(role)));
                assert_eq!(
                    (&token["code"], &token["name"]),
                    (&json!(6_703_615), &json!("Some Organization"))
                );
                assert_eq!(token["teams"].as_array().unwrap().len(), 2);
                assert_eq!(token["contactFlags"]["isPrimaryLicensee"], json!(who == PrimaryContact));
            }
            Some(team) => {
                let expect = json!({
                    "type": "TEAM",
                    "team": {"id": team, "name": "First", "role": role},
                    "customer": {"code": 6_703_615, "name": "Some Organization"},
                });
                assert_eq!(token, expect);
            }
        }
    };
    check(OrgAdmin, "ADMIN").await;
    check(OrgViewer, "VIEWER").await;
    check(PrimaryContact, "PRIMARY_CONTACT").await;
    check(TeamAdmin(1), "ADMIN").await;
    check(TeamViewer(1), "VIEWER").await;
}

#[tokio::test]
async fn all_read_their_part_and_two_write_in_it() {
    let sim = Sim::start().await;
    for who in [OrgAdmin, OrgViewer, PrimaryContact] {
        assert_eq!(sim.send(who, "GET /customer/licenses", None).await.ids().len(), 13, "{who:?}");
        assert_eq!(sim.send(who, "GET /customer/teams/2/licenses", None).await.ids().len(), 2, "{who:?}");
    }
    for who in [TeamAdmin(1), TeamViewer(1)] {
        assert_eq!(sim.send(who, "GET /customer/teams/1/licenses", None).await.ids().len(), 11, "{who:?}");
        assert_eq!(sim.send(who, "GET /customer/licenses/FREE000001", None).await.status, 200, "{who:?}");
    }
    let assign = assignment("FREE000001", "roman@wattenmeer.example");
    let assigned = sim.send(TeamAdmin(1), "POST /customer/licenses/assign", Some(&assign)).await;
    assert_eq!(assigned.status, 200);
    let revoked = sim.send(TeamAdmin(1), "POST /customer/licenses/revoke?licenseId=HELD000001", None).await;
    assert_eq!(revoked.ids(), ["HELD000001"]);
    for (call, count) in [("GET /products", 3), ("GET /plugins", 1)] {
        let catalog = sim.send(TeamViewer(1), call, None).await.json();
        assert_eq!(catalog.as_array().unwrap().len(), count);
        assert!(catalog[0]["code"].is_string() && catalog[0]["name"].is_string());
    }
}

#[tokio::test]
async fn rotating_gives_a_new_token_and_kills_the_old_one() {
    let sim = Sim::start().await;
    let old = sim.service.token(OrgAdmin).unwrap();
    let new =
        sim.send(OrgAdmin, "POST /token/rotate", None).await.json()["token"].as_str().unwrap().to_owned();
    assert!((24..=25).contains(&new.len()) && new != old, "{new}");
    assert_eq!(sim.service.token(OrgAdmin), Some(new));
    assert_eq!(sim.get("/token").await.status, 200);
    let url = format!("{}/token", sim.server.url());
    let request = sim.client.get(url).header("X-Api-Key", &old).header("X-Customer-Code", "6703615");
    assert_eq!(common::answer(request.send().await.unwrap()).await.unwrap().refusal().1, "INVALID_TOKEN");
}

#[tokio::test]
async fn a_revoked_token_is_invalid_and_a_changed_role_holds_from_the_next_call() {
    let sim = Sim::start().await;
    let token = sim.service.token(OrgAdmin).unwrap();
    let call = async || {
        let url = format!("{}/token", sim.server.url());
        let request = sim.client.get(url).header("X-Api-Key", &token).header("X-Customer-Code", "6703615");
        common::answer(request.send().await.unwrap()).await.unwrap()
    };
    assert_eq!(call().await.json()["role"], "ADMIN");
    assert!(sim.service.change_holder(&token, TeamViewer(2)));
    assert_eq!(call().await.json()["team"]["role"], "VIEWER");
    assert!(sim.service.kill_token(&token) && !sim.service.kill_token(&token));
    assert_eq!(call().await.refusal().1, "INVALID_TOKEN");
}

#[tokio::test]
async fn a_disabled_api_refuses_every_call_until_it_is_enabled_again() {
    let sim = Sim::start().await;
    sim.service.set_api_enabled(false);
    let body = assignment("FREE000001", "roman@wattenmeer.example");
    for who in [OrgAdmin, OrgViewer, PrimaryContact, TeamAdmin(1), TeamViewer(1)] {
        for call in
            ["GET /token", "GET /products", "GET /customer/licenses", "POST /customer/licenses/assign"]
        {
            let refusal = sim.send(who, call, Some(&body)).await.refusal();
            assert_eq!((refusal.0, refusal.1.as_str()), (403, "API_DISABLED"), "{who:?} {call}");
        }
    }
    assert_eq!(sim.email_of("FREE000001"), None);
    sim.service.set_api_enabled(true);
    assert_eq!(sim.get("/token").await.status, 200);
}
