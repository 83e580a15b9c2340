//! Politeness as the service sees it, over real HTTP.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use account_api::{ApiToken, BaseUrl, Client, ClientOptions, HttpTransport, LicenseScope, PlainHttp};
use account_sim::{
    Choices, Clock, Fault, FaultPlan, Generator, Holder, RetryAfterForm, Server, ServerOptions, Service, When,
};

use crate::service::{now, options};

/// When each request was looked at, and how many were in flight then.
type Log = Arc<Mutex<Vec<(Instant, usize)>>>;

/// Starts a service with 120 pages of 5 and an answer's time that lets requests meet, and logs what it sees.
async fn watched(plan: FaultPlan) -> (Server, Client, Log) {
    let organization = Generator::new(600, 7).build(now());
    let service = Service::new(organization, Clock::fixed(now()), Choices::default());
    let options_of_server = ServerOptions { latency: Duration::from_millis(25), ..ServerOptions::default() };
    let server = Server::start(service.clone(), options_of_server).await.unwrap();
    let (traffic, log) = (server.traffic(), Log::default());
    let pen = log.clone();
    service.set_faults(plan.choose(move |_| {
        pen.lock().unwrap().push((Instant::now(), traffic.in_flight()));
        None
    }));
    let transport =
        HttpTransport::new(BaseUrl::parse(&server.url(), PlainHttp::OnLoopback).unwrap()).unwrap();
    let token = ApiToken::new(&service.token(Holder::OrgAdmin).unwrap().into()).unwrap();
    let code = i64::try_from(service.credentials().customer_code).unwrap();
    let client =
        Client::with_options(Arc::new(transport), code, token, ClientOptions { per_page: 5, ..options() });
    (server, client, log)
}

#[tokio::test]
async fn after_a_429_fewer_are_in_flight_then_again_more_and_nobody_comes_before_the_time() {
    let refuse = || Fault::TooManyRequests { form: RetryAfterForm::Seconds, seconds: 1 };
    let plan = FaultPlan::none().fail(When::get().nth(30), refuse()).fail(When::get().nth(31), refuse());
    let (server, client, log) = watched(plan).await;
    let list = client.all_licenses(LicenseScope::Organization, |_| ()).await.unwrap();
    assert_eq!((list.licenses.len(), list.rounds), (600, 1));
    let log = log.lock().unwrap().clone();
    let most = |of: &[(Instant, usize)]| of.iter().map(|(_, in_flight)| *in_flight).max().unwrap();
    let pause = log.windows(2).position(|pair| pair[1].0 - pair[0].0 >= Duration::from_millis(900));
    let (before, after) = log.split_at(pause.expect("everybody waits as long as one was told to") + 1);
    // Those that were in flight with the refused ones are looked at after it.
    assert!((29..=33).contains(&before.len()), "{}", before.len());
    assert_eq!(most(before), 4);
    assert!(most(&after[..15]) <= 2, "{after:?}");
    assert_eq!(most(after), 4, "{after:?}");
    let back = after.iter().position(|(_, in_flight)| *in_flight == 4).unwrap();
    assert!(after[..back].iter().any(|(_, in_flight)| *in_flight == 3), "step by step");
    assert!(back > 30, "{back}");
    server.shutdown().await;
}

#[tokio::test]
async fn no_more_than_four_meet_whatever_is_asked_for() {
    let (server, client, log) = watched(FaultPlan::none()).await;
    let quick = client.with_patience(ClientOptions { read_deadline: Duration::from_secs(30), ..options() });
    let (list, ..) = tokio::join!(
        client.all_licenses(LicenseScope::Organization, |_| ()),
        async {
            for _ in 0..10 {
                quick.products().await.unwrap();
            }
        },
        async {
            for _ in 0..10 {
                quick.token().await.unwrap();
            }
        }
    );
    list.unwrap();
    let log = log.lock().unwrap().clone();
    assert_eq!(log.iter().map(|(_, in_flight)| *in_flight).max(), Some(4));
    let full = log.iter().filter(|(_, in_flight)| *in_flight == 4).count();
    assert!(full * 2 > log.len(), "{full} of {}: the four are used", log.len());
    server.shutdown().await;
}
