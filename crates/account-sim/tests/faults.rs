//! Failures over real HTTP: by a plan that a test hands over, and by hand with special e-mail addresses.
#![allow(clippy::unwrap_used)] // clippy sees no test in the functions that tests share

mod common;

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use account_sim::{
    Choices, Clock, Fault, FaultPlan, Generator, Holder, RetryAfterForm, SPECIAL_NAMES, Service, When,
};
use common::{Sim, assignment, days, now};
use serde_json::json;

const PERSON: &str = "roman@wattenmeer.example";

/// How an exchange looks from the client.
#[derive(Debug, PartialEq)]
enum Seen {
    Status(u16),
    /// The connection ended before an answer, in order or by a reset.
    Closed,
    Reset,
    /// The answer began and broke off.
    CutOff,
    TimedOut,
}

/// Waits shortly where silence is expected, and for as long as a busy machine may take where it is not.
async fn see(request: reqwest::RequestBuilder, expect: &Seen) -> Seen {
    let patience = if *expect == Seen::TimedOut { 500 } else { 15_000 };
    let outcome = match request.timeout(Duration::from_millis(patience)).send().await {
        Ok(response) => {
            let status = response.status().as_u16();
            match response.bytes().await {
                Ok(_) => return Seen::Status(status),
                Err(error) if error.is_timeout() => return Seen::TimedOut,
                Err(_) => return Seen::CutOff,
            }
        }
        Err(error) => error,
    };
    if outcome.is_timeout() {
        return Seen::TimedOut;
    }
    let mut source: Option<&dyn std::error::Error> = Some(&outcome);
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<std::io::Error>()
            && error.kind() == std::io::ErrorKind::ConnectionReset
        {
            return Seen::Reset;
        }
        source = error.source();
    }
    Seen::Closed
}

#[tokio::test]
async fn every_fault_looks_as_it_should_and_does_the_work_or_does_not() {
    let check = async |fault: Fault, expect: Seen, works: bool| {
        let sim = Sim::start().await;
        sim.service.set_faults(FaultPlan::none().nth(1, fault.clone()));
        let body = assignment("FREE000001", PERSON);
        let seen =
            see(sim.request(Holder::OrgAdmin, "POST /customer/licenses/assign", Some(&body)), &expect).await;
        assert_eq!(seen, expect, "{fault:?}");
        assert_eq!(sim.email_of("FREE000001").is_some(), works, "{fault:?}");
        let entry = &sim.service.ledger()[0];
        let sent = match expect {
            Seen::Status(status) => Some(status),
            Seen::CutOff => Some(200),
            Seen::Closed | Seen::Reset | Seen::TimedOut => None,
        };
        assert_eq!((entry.outcome.sent, entry.outcome.performed), (sent, works), "{fault:?}");
        assert_eq!(sim.get("/token").await.status, 200, "the service lives on after {fault:?}");
    };
    check(Fault::Delay(Duration::from_millis(100)), Seen::Status(200), true).await;
    check(Fault::DropBefore, Seen::Closed, false).await;
    check(Fault::WorkThenDrop, Seen::Closed, true).await;
    check(Fault::ResetBefore, Seen::Reset, false).await;
    check(Fault::WorkThenReset, Seen::Reset, true).await;
    check(Fault::NeverAnswer, Seen::TimedOut, false).await;
    check(Fault::WorkThenNeverAnswer, Seen::TimedOut, true).await;
    check(Fault::TruncateBody, Seen::CutOff, true).await;
    check(Fault::Status(503), Seen::Status(503), false).await;
    check(Fault::WorkThenStatus(502), Seen::Status(502), true).await;
    check(Fault::Code(400, "NEW_CODE".into()), Seen::Status(400), false).await;
    check(Fault::Html(200), Seen::Status(200), false).await;
    check(Fault::Redirect("https://portal.example/".into()), Seen::Status(302), false).await;
    check(Fault::Garbage(200, "{".into()), Seen::Status(200), false).await;
    check(Fault::TooManyRequests { form: RetryAfterForm::Seconds, seconds: 2 }, Seen::Status(429), false)
        .await;
}

/// Below HTTP: not a byte arrives, and the end is an orderly one or a reset as the fault says.
#[tokio::test]
async fn a_dropped_connection_carries_not_a_byte() {
    let sim = Sim::start().await;
    let check = async |fault: Fault, reset: bool| {
        sim.service.set_faults(FaultPlan::none().nth(1, fault.clone()));
        let port = sim.server.port();
        let token = sim.service.token(Holder::OrgAdmin).unwrap();
        let read = tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
            let request = format!(
                "POST /api/v1/customer/licenses/revoke?licenseId=HELD000001 HTTP/1.1\r\nHost: sim\r\nX-Api-Key: {token}\r\nX-Customer-Code: 6703615\r\nContent-Length: 0\r\n\r\n"
            );
            stream.write_all(request.as_bytes()).unwrap();
            let mut bytes = Vec::new();
            (stream.read_to_end(&mut bytes).map_err(|error| error.kind()), bytes)
        })
        .await
        .unwrap();
        let end = if reset { Err(std::io::ErrorKind::ConnectionReset) } else { Ok(0) };
        assert_eq!(read, (end, Vec::new()), "{fault:?}");
    };
    check(Fault::DropBefore, false).await;
    assert!(sim.email_of("HELD000001").is_some());
    check(Fault::ResetBefore, true).await;
    assert!(sim.email_of("HELD000001").is_some());
    check(Fault::WorkThenDrop, false).await;
    assert!(sim.email_of("HELD000001").is_none());
}

#[tokio::test]
async fn a_cut_body_promises_more_than_it_has() {
    let sim = Sim::start().await;
    sim.service.set_faults(FaultPlan::none().nth(2, Fault::TruncateBody));
    let whole = sim.get("/customer/licenses").await.text.len();
    let mut response = sim.request(Holder::OrgAdmin, "GET /customer/licenses", None).send().await.unwrap();
    assert_eq!((response.status(), response.content_length()), (reqwest::StatusCode::OK, Some(whole as u64)));
    let mut got = 0;
    let end = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => got += chunk.len(),
            other => break other,
        }
    };
    assert!(end.is_err() && got == whole / 2, "{got} of {whole}: {end:?}");
}

#[tokio::test]
async fn late_work_takes_effect_after_the_client_has_looked() {
    let sim = Sim::start().await;
    let late = Fault::LateWork(Duration::from_secs(5));
    sim.service.set_faults(FaultPlan::none().nth(1, late));
    let body = assignment("FREE000001", PERSON);
    let request = sim.request(Holder::OrgAdmin, "POST /customer/licenses/assign", Some(&body));
    assert_eq!(see(request, &Seen::TimedOut).await, Seen::TimedOut);
    assert_eq!(sim.get("/customer/licenses/FREE000001").await.json()["assignee"], json!(null));
    sim.service.clock().advance(jiff::SignedDuration::from_secs(5));
    let license = sim.get("/customer/licenses/FREE000001").await.json();
    assert_eq!(license["assignee"]["email"], PERSON);
    let outcome = sim.service.ledger()[0].outcome.clone();
    assert_eq!((outcome.status, outcome.sent, outcome.changed), (Some(200), None, vec!["FREE000001".into()]));
}

#[tokio::test]
async fn a_429_says_when_to_come_back_in_either_form() {
    let check = async |form: RetryAfterForm, expect: &str| {
        let sim = Sim::start().await;
        sim.service.set_faults(FaultPlan::none().nth(1, Fault::TooManyRequests { form, seconds: 90 }));
        let answer = sim.get("/token").await;
        assert_eq!((answer.status, answer.header("retry-after")), (429, expect));
    };
    check(RetryAfterForm::Seconds, "90").await;
    check(RetryAfterForm::Date, "Mon, 23 Nov 2026 09:01:30 GMT").await;
    check(RetryAfterForm::Absent, "").await;
}

#[tokio::test]
async fn a_huge_gzip_is_small_on_the_wire() {
    let sim = Sim::start().await;
    sim.service.set_faults(FaultPlan::none().nth(1, Fault::HugeGzip(8 << 20)));
    let plain = reqwest::Client::builder().no_proxy().no_gzip().build().unwrap();
    let response = plain.get(format!("{}/token", sim.server.url())).send().await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert!(response.bytes().await.unwrap().len() < 100_000);
    sim.service.set_faults(FaultPlan::none().nth(1, Fault::HugeGzip(8 << 20)));
    assert_eq!(sim.get("/token").await.text.len(), 8 << 20);
}

#[tokio::test]
async fn a_plan_picks_its_requests() {
    let sim = Sim::start().await;
    let plan = FaultPlan::none()
        .fail(When::post().path("assign").nth(2), Fault::Status(500))
        .fail(When::get().path("licenses").containing("page=3").times(1), Fault::Status(503))
        .choose(|seen| (seen.number == 7).then_some(Fault::Status(418)));
    sim.service.set_faults(plan);
    let mut statuses = Vec::new();
    for license in ["FREE000001", "FREE000002", "FREE000002"] {
        statuses.push(sim.assign(&assignment(license, PERSON)).await.status);
    }
    for page in [1, 3, 3, 4] {
        statuses.push(sim.get(&format!("/customer/licenses?page={page}")).await.status);
    }
    assert_eq!(statuses, [200, 500, 200, 200, 503, 200, 418]);
}

#[tokio::test]
async fn a_special_email_makes_assign_fail_by_hand() {
    let check = async |name: &str, expect: Seen, works: bool| {
        let sim = Sim::start().await;
        let body = assignment("FREE000001", &format!("{name}@sim.example"));
        let seen =
            see(sim.request(Holder::OrgAdmin, "POST /customer/licenses/assign", Some(&body)), &expect).await;
        assert_eq!((seen, sim.email_of("FREE000001").is_some()), (expect, works), "{name}");
    };
    check("answers-500", Seen::Status(500), false).await;
    check("never-answers", Seen::TimedOut, false).await;
    check("works-then-drops", Seen::Closed, true).await;
    check("works-then-drops+anna", Seen::Closed, true).await;
    check("drops-before", Seen::Closed, false).await;
    check("html", Seen::Status(200), false).await;
    check("html-400", Seen::Status(400), false).await;
    check("429", Seen::Status(429), false).await;
    check("truncated", Seen::CutOff, true).await;
    check("slow-1", Seen::TimedOut, true).await;
    check("revoke-answers-500", Seen::Status(200), true).await;
    check("ordinary", Seen::Status(200), true).await;
}

#[tokio::test]
async fn a_license_can_be_taken_by_somebody_else_a_moment_before() {
    let sim = Sim::start().await;
    let refusal = sim.assign(&assignment("FREE000001", "taken@sim.example")).await.refusal();
    assert_eq!((refusal.0, refusal.2.as_str()), (400, "ALLOCATED"));
    assert_eq!(sim.email_of("FREE000001").as_deref(), Some("somebody.faster@sim.example"));
}

#[tokio::test]
async fn the_holder_of_a_license_makes_revoke_transfer_and_reads_fail() {
    let organization = Generator::new(30, 5).special_people().build(now());
    let sim = Sim::serve(Service::new(organization, Clock::fixed(now()), Choices::default())).await;
    let id = |email: &str| {
        let licenses = sim.service.licenses();
        licenses.into_iter().find(|license| license.email() == Some(email)).unwrap().id
    };
    for call in ["revoke", "transfer", "read"] {
        for name in SPECIAL_NAMES {
            id(&format!("{call}-{name}@sim.example"));
        }
    }
    let revoke = id("revoke-works-then-drops@sim.example");
    let request = format!("POST /customer/licenses/revoke?licenseId={revoke}");
    assert_eq!(see(sim.request(Holder::OrgAdmin, &request, None), &Seen::Closed).await, Seen::Closed);
    assert_eq!(sim.email_of(&revoke), None);
    let by_email = sim.revoke("email=revoke-answers-503@sim.example").await;
    assert_eq!(by_email.status, 503);
    let transfer = id("transfer-answers-500@sim.example");
    let target = sim.service.teams()[1].id;
    let answer = sim.transfer(&json!({"licenseIds": [revoke, transfer], "targetTeamId": target})).await;
    assert_eq!(answer.status, 500);
    let read = id("read-html-400@sim.example");
    assert_eq!(sim.get(&format!("/customer/licenses/{read}")).await.status, 400);
}

#[tokio::test]
async fn latency_delays_every_request_and_shutdown_frees_the_port() {
    let sim = Sim::start().await;
    let options = account_sim::ServerOptions { port: 0, latency: Duration::from_millis(120) };
    let server = account_sim::Server::start(sim.service.clone(), options).await.unwrap();
    let (url, port) = (server.url(), server.port());
    let start = Instant::now();
    assert_eq!(sim.client.get(format!("{url}/token")).send().await.unwrap().status(), 401);
    assert!(start.elapsed() >= Duration::from_millis(120));
    // Even with a request that will never be answered.
    sim.service.set_faults(FaultPlan::none().nth(1, Fault::NeverAnswer));
    let hanging = tokio::spawn({
        let request = sim.client.get(format!("{url}/token"));
        async move { see(request, &Seen::Closed).await }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    tokio::time::timeout(Duration::from_secs(5), server.shutdown()).await.expect("shutdown hangs");
    assert_eq!(hanging.await.unwrap(), Seen::Closed);
    let options = account_sim::ServerOptions { port, ..Default::default() };
    let again = account_sim::Server::start(sim.service.clone(), options).await.expect("the port is free");
    assert_eq!(again.url(), url);
}

#[tokio::test]
async fn a_moved_clock_shows_in_the_date_header() {
    let sim = Sim::start().await;
    sim.service.clock().advance(days(1));
    assert_eq!(sim.get("/token").await.header("date"), "Tue, 24 Nov 2026 09:00:00 GMT");
}
