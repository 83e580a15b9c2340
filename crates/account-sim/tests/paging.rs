//! Lists: pages, filters, headers, and licenses that move while a list is read.
#![allow(clippy::unwrap_used)] // clippy sees no test in the functions that tests share

mod common;

use std::{collections::BTreeSet, time::Instant};

use account_sim::{Choices, Clock, Generator, Service, Turbulence};
use common::{Answer, Sim, now};

async fn generated(licenses: usize, choices: Choices) -> Sim {
    Sim::serve(Service::new(Generator::new(licenses, 11).build(now()), Clock::fixed(now()), choices)).await
}

/// The address behind a relation of the `Link` header.
fn link<'a>(answer: &'a Answer, relation: &str) -> Option<&'a str> {
    let wanted = format!("; rel=\"{relation}\"");
    let part = answer.header("link").split(", ").find(|part| part.ends_with(&wanted))?;
    part.strip_prefix('<')?.split_once('>').map(|(address, _)| address)
}

#[tokio::test]
async fn pages_put_together_are_the_whole_list_in_order() {
    let sim = generated(250, Choices::default()).await;
    let whole: Vec<String> = sim.service.licenses().into_iter().map(|license| license.id).collect();
    let check = async |first: &str, pages: usize| {
        let mut ids = Vec::new();
        let mut next = Some(format!("{}{first}", sim.server.url()));
        let mut read = 0;
        while let Some(url) = next {
            let path = url.strip_prefix(&sim.server.url()).expect("links are absolute").to_owned();
            let page = sim.get(&path).await;
            assert_eq!(page.header("x-total-count"), "250");
            assert!(link(&page, "first").is_some() && link(&page, "last").is_some());
            assert_eq!(link(&page, "prev").is_some(), read > 0);
            ids.extend(page.ids());
            read += 1;
            next = link(&page, "next").map(str::to_owned);
        }
        assert_eq!((ids, read), (whole.clone(), pages), "{first}");
    };
    check("/customer/licenses", 3).await;
    check("/customer/licenses?perPage=200", 2).await;
    check("/customer/licenses?perPage=125", 2).await;
    check("/customer/licenses?perPage=7&page=1", 36).await;
}

#[tokio::test]
async fn a_page_past_the_end_is_empty() {
    let sim = generated(250, Choices::default()).await;
    for path in ["/customer/licenses?page=4", "/customer/licenses?page=999999&assigned=true"] {
        let page = sim.get(path).await;
        assert_eq!((page.status, page.text.as_str()), (200, "[]"));
        assert!(link(&page, "next").is_none() && link(&page, "prev").is_some());
    }
    assert_eq!(sim.get("/customer/licenses?page=4").await.header("x-total-count"), "250");
}

#[tokio::test]
async fn filters_select_and_count() {
    let sim = generated(180, Choices::default()).await;
    let all = sim.service.licenses();
    let team = all[0].team;
    let email = all.iter().find_map(|license| license.email()).unwrap().to_owned();
    let check = async |path: &str, filter: &dyn Fn(&account_sim::License) -> bool| {
        let expect: Vec<_> = all.iter().filter(|it| filter(it)).map(|license| license.id.clone()).collect();
        let page = sim.get(path).await;
        assert_eq!(
            (page.header("x-total-count"), page.ids()),
            (expect.len().to_string().as_str(), expect),
            "{path}"
        );
    };
    check("/customer/licenses?perPage=200&assigned=true", &|it| it.assignee.is_some()).await;
    check("/customer/licenses?perPage=200&assigned=false", &|it| it.assignee.is_none()).await;
    check("/customer/licenses?perPage=200&productCode=II", &|it| it.product.code == "II").await;
    check("/customer/licenses?perPage=200&productCode=NOPE", &|_| false).await;
    let by_email = format!("/customer/licenses?assigneeEmail={}", email.to_uppercase());
    check(&by_email, &|it| it.email() == Some(email.as_str())).await;
    let of_team = format!("/customer/teams/{team}/licenses?perPage=200");
    check(&of_team, &|it| it.team == team).await;
    let both = format!("/customer/teams/{team}/licenses?perPage=200&assigned=false&productCode=ALL");
    check(&both, &|it| it.team == team && it.assignee.is_none() && it.product.code == "ALL").await;
}

#[tokio::test]
async fn turbulence_makes_one_pass_wrong_and_then_calms_down() {
    let pass = async |sim: &Sim| {
        let mut ids = Vec::new();
        for page in 1..=5 {
            ids.extend(sim.get(&format!("/customer/licenses?perPage=50&page={page}")).await.ids());
        }
        ids
    };
    let stirred = async || {
        let sim = generated(240, Choices::default()).await;
        sim.service.set_turbulence(Some(Turbulence::new(7, 4).moves(20).adds(4).removes(2)));
        (pass(&sim).await, sim)
    };
    let (first, sim) = stirred().await;
    let now_there: Vec<String> = sim.service.licenses().into_iter().map(|license| license.id).collect();
    assert_eq!(now_there.len(), 240 + 4 * (4 - 2));
    let read: BTreeSet<_> = first.iter().collect();
    assert!(read.len() < first.len(), "some license came twice");
    assert!(now_there.iter().any(|id| !read.contains(id)), "some license was missed");
    assert_eq!(pass(&sim).await, now_there, "after its rounds the list is calm");
    assert_eq!(stirred().await.0, first, "the same seed stirs the same way");
}

#[tokio::test]
async fn odd_licenses_come_in_every_kind_of_odd() {
    let choices = Choices { odd_license_every: Some(4), unknown_fields: true, ..Choices::default() };
    let sim = generated(60, choices).await;
    let page = sim.get("/customer/licenses").await.json();
    let licenses = page.as_array().unwrap();
    let at = |index: usize| &licenses[index];
    assert_eq!(at(3)["assignee"]["type"], "ROBOT");
    assert_eq!(at(7)["subscription"]["validUntilDate"], "the 3rd of May");
    assert!(at(11).get("product").is_none() && at(19).get("team").is_none());
    assert!(at(15)["isTrial"].is_string() && at(23)["lastSeen"].is_array());
    assert!(at(27).get("licenseId").is_none());
    assert!(at(31)["product"].get("name").is_none() && at(31)["product"]["code"].is_string());
    assert_eq!((&at(35)["product"]["name"], &at(43)["team"]["name"]), (&"".into(), &"".into()));
    assert!(at(39)["team"].get("name").is_none() && at(39)["team"]["id"].is_number());
    assert_eq!(at(47)["assignee"]["type"], "ROBOT", "and from the start");
    assert!(at(0)["licenseId"].is_string() && at(0)["seatColor"].is_string());
}

#[tokio::test]
async fn licenses_can_be_listed_twice_and_on_two_pages() {
    let choices = Choices { license_twice_every: Some(100), ..Choices::default() };
    let sim = generated(250, choices).await;
    let all = sim.service.license_ids();
    let last = sim.get("/customer/licenses?perPage=200&page=2").await;
    assert_eq!(last.header("x-total-count"), "252");
    assert_eq!(last.ids()[50..], [all[99].clone(), all[199].clone()]);
    assert_eq!(sim.get("/customer/licenses?perPage=200").await.ids(), all[..200]);
    assert_eq!(sim.get("/customer/licenses?perPage=200&page=3").await.ids(), [""; 0]);
    let license = sim.service.license(&all[99]).unwrap();
    let state = if license.assignee.is_some() { "true" } else { "false" };
    let path = format!("/customer/teams/{}/licenses?perPage=200&assigned={state}", license.team);
    let filtered = sim.get(&path).await.ids();
    assert_eq!(filtered.iter().filter(|id| **id == all[99]).count(), 2, "filters go through both");
}

#[tokio::test]
async fn a_hundred_thousand_licenses_are_there_in_a_moment() {
    let start = Instant::now();
    let sim = generated(100_000, Choices::default()).await;
    let page = sim.get("/customer/licenses?perPage=200&page=500").await;
    assert_eq!((page.ids().len(), page.header("x-total-count")), (200, "100000"));
    // Generous: it takes about a second without optimization; far more would mean that something got quadratic.
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
